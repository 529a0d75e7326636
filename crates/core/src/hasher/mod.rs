//! Argon2id (RFC 9106) on a bounded pool: at most so many hashes at once, each in a buffer that is used again.

mod prints;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;
use prints::Prints;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

pub use prints::Of;

/// What one hash costs. The defaults are the second recommendation of the OWASP password storage cheat sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub iterations: u32,
}

impl Cost {
    pub const DEFAULT: Cost = Cost { memory_kib: 19 * 1024, iterations: 2 };
}

/// Keys that meet by accident wait for each other; it costs them nothing but that.
const GATES: usize = 256;

const SALT: usize = 16;
const TAG: usize = 32;

/// Hashes and verifies passwords. Shared by a node; callers wait for their turn.
pub struct Hasher {
    free: Mutex<Vec<Vec<Block>>>,
    turn: Condvar,
    hashes: AtomicU64,
    /// See [`Hasher::alone`].
    gates: [Mutex<()>; GATES],
    places: RandomState,
    /// Made when the first password is remembered.
    prints: OnceLock<Prints>,
}

impl Hasher {
    /// `at_once`: how many hashes may run at the same time. More than cores only makes each of them slower.
    pub fn new(at_once: usize) -> Self {
        Self {
            free: Mutex::new(vec![Vec::new(); at_once.max(1)]),
            turn: Condvar::new(),
            hashes: AtomicU64::new(0),
            gates: [const { Mutex::new(()) }; GATES],
            places: RandomState::new(),
            prints: OnceLock::new(),
        }
    }

    /// How many hashes were made since the start.
    pub fn hashes(&self) -> u64 {
        self.hashes.load(Ordering::Relaxed)
    }

    /// The verifier to store, in the PHC string format: parameters, salt and tag, never the password.
    pub fn hash(&self, password: &Secret, cost: Cost, entropy: &dyn Entropy) -> Result<String> {
        let mut salt = [0; SALT];
        entropy.fill(&mut salt);
        let tag = self.tag(password, cost, &salt)?;
        let Cost { memory_kib, iterations } = cost;
        let (salt, tag) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&tag));
        Ok(format!("$argon2id$v=19$m={memory_kib},t={iterations},p=1${salt}${tag}"))
    }

    pub fn verify(&self, password: &Secret, verifier: &str) -> Result<bool> {
        let (cost, salt, tag) = parse(verifier).ok_or_else(|| Error::internal("a stored verifier cannot be read"))?;
        let made = self.tag(password, cost, &salt)?;
        Ok(aws_lc_rs::constant_time::verify_slices_are_equal(&made, &tag).is_ok())
    }

    /// Lets one caller with this key go on at a time. A mail server that opens sixteen connections at once gives one password sixteen
    /// times: the first is hashed, and the others find it remembered.
    pub fn alone(&self, key: impl Hash) -> MutexGuard<'_, ()> {
        let gate = self.places.hash_one(key) as usize % GATES;
        self.gates[gate].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers for a short while that this password was verified, so that [`Hasher::recalls`] answers in its place. `name`: by which
    /// [`Hasher::may_recall`] is asked.
    pub fn remember(&self, name: &str, of: &Of<'_>, password: &Secret, now: Time, entropy: &dyn Entropy) {
        self.prints.get_or_init(|| Prints::new(entropy)).put(name, of, password, now);
    }

    /// Whether this very password was verified a short while ago against this very verifier, from the same source. `false` says
    /// nothing about the password.
    pub fn recalls(&self, of: &Of<'_>, password: &Secret, now: Time) -> bool {
        self.prints.get().is_some_and(|prints| prints.knows(of, password, now))
    }

    /// Remembers for a short while that this password opened nothing. `of`: the name it was given for, and every verifier that it was
    /// held against.
    pub fn remember_wrong(&self, of: &Of<'_>, password: &Secret, now: Time, entropy: &dyn Entropy) {
        self.prints.get_or_init(|| Prints::new(entropy)).put_wrong(of, password, now);
    }

    /// Whether this very password was held against these very verifiers a short while ago, and opened none of them.
    pub fn recalls_wrong(&self, of: &Of<'_>, password: &Secret, now: Time) -> bool {
        self.prints.get().is_some_and(|prints| prints.knows_wrong(of, password, now))
    }

    /// Whether [`Hasher::recalls`] may answer for a name from a source at all; what is not recalled need not be read first.
    pub fn may_recall(&self, name: &str, source: &str, now: Time) -> bool {
        self.prints.get().is_some_and(|prints| prints.may_know(name, source, now))
    }

    /// Takes as long as verifying, and finds nothing: for names that do not exist.
    pub fn verify_nobody(&self, password: &Secret, cost: Cost) -> Result<()> {
        self.tag(password, cost, &[0; SALT]).map(|_| ())
    }

    fn tag(&self, password: &Secret, cost: Cost, salt: &[u8]) -> Result<[u8; TAG]> {
        let params = Params::new(cost.memory_kib, cost.iterations, 1, Some(TAG)).map_err(|e| Error::internal(e.to_string()))?;
        let mut seat = self.take();
        self.hashes.fetch_add(1, Ordering::Relaxed);
        seat.buffer.resize(params.block_count(), Block::default());
        let mut tag = [0; TAG];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(password.expose().as_bytes(), salt, &mut tag, &mut seat.buffer)
            .map_err(|e| Error::internal(e.to_string()))?;
        Ok(tag)
    }

    fn take(&self) -> Seat<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(buffer) = free.pop() {
                return Seat { pool: self, buffer };
            }
            free = self.turn.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A place in the pool, given back when dropped.
struct Seat<'a> {
    pool: &'a Hasher,
    buffer: Vec<Block>,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        self.pool.free.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
        self.pool.turn.notify_one();
    }
}

fn parse(verifier: &str) -> Option<(Cost, Vec<u8>, Vec<u8>)> {
    let rest = verifier.strip_prefix("$argon2id$v=19$m=")?;
    let mut parts = rest.split('$');
    let (memory, rest) = parts.next()?.split_once(",t=")?;
    let iterations = rest.strip_suffix(",p=1")?;
    let decode = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).ok();
    let (salt, tag) = (decode(parts.next()?)?, decode(parts.next()?)?);
    Some((Cost { memory_kib: memory.parse().ok()?, iterations: iterations.parse().ok()? }, salt, tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::entropy::SeededEntropy;

    const CHEAP: Cost = Cost { memory_kib: 16, iterations: 1 };

    #[test]
    fn a_password_opens_its_own_verifier_only() {
        let hasher = Hasher::new(1);
        let entropy = SeededEntropy::new(1);
        let (a, b) = (Secret::new("Parola-1"), Secret::new("parola-1"));
        let verifier = hasher.hash(&a, CHEAP, &entropy).unwrap();
        assert!(verifier.starts_with("$argon2id$v=19$m=16,t=1,p=1$"));
        assert!(!verifier.contains("Parola"));
        assert!(hasher.verify(&a, &verifier).unwrap());
        assert!(!hasher.verify(&b, &verifier).unwrap());
        assert_ne!(verifier, hasher.hash(&a, CHEAP, &entropy).unwrap(), "salted");
        assert!(hasher.verify(&a, "$2b$bcrypt").is_err());
    }

    #[test]
    fn more_callers_than_seats_all_get_their_turn() {
        let hasher = Hasher::new(2);
        let done: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|i| {
                    let hasher = &hasher;
                    scope.spawn(move || hasher.hash(&Secret::new("x"), CHEAP, &SeededEntropy::new(i)).is_ok())
                })
                .collect();
            threads.into_iter().filter_map(|t| t.join().ok()).filter(|ok| *ok).count()
        });
        assert_eq!(done, 8);
    }
}
