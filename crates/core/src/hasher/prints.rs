//! Passwords that were hashed a short while ago, right ones and wrong ones: a keyed fingerprint of each, in memory alone, under a key
//! that lives and dies with the process. It spares a mail program that comes back every minute the slow hash, and stands for that hash
//! and nothing else: who asks has read the account, its state and the verifier from the database before.

use aws_lc_rs::{constant_time, hmac};
use kunye_kernel::entropy::Entropy;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{MINUTE, SECOND, Time};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroize;

/// Every password is hashed again this long after it was, however often it is given.
const LIFE: i64 = 15 * MINUTE;
/// Wrong passwords that may be held against one fingerprint. It then dies, so that it cannot be used to try passwords faster than
/// the throttle allows.
const MISSES: u8 = 20;
/// Fingerprints that share a place; the one that dies next makes room.
const WAYS: usize = 4;
/// 32 bytes each: 8 MiB at most.
const SETS: usize = 1 << 16;
/// A fingerprint of one kind is none of the other.
const RIGHT: &str = "right";
const WRONG: &str = "wrong";

/// What a fingerprint is about. A new password has a new verifier, so its fingerprints are strangers.
pub struct Of<'a> {
    /// The credential's id; of a wrong password the name it was given for.
    pub credential: &'a str,
    pub verifier: &'a str,
    /// Where the password came from: a fingerprint says nothing to others.
    pub source: &'a str,
}

#[derive(Clone, Copy, Default)]
struct Print {
    /// Recognises credential and source among those that share a place.
    tag: u64,
    /// HMAC-SHA-256, its first half.
    mac: [u8; 16],
    /// Seconds since 1970; 0: nothing is here.
    ends: u32,
    misses: u8,
}

pub(super) struct Prints {
    key: hmac::Key,
    places: RandomState,
    sets: Mutex<Vec<[Print; WAYS]>>,
    /// Until when there may be a fingerprint of whoever falls on this place, in seconds since 1970: 256 KiB.
    names: Vec<AtomicU32>,
}

impl Prints {
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut key = [0; 32];
        entropy.fill(&mut key);
        let made = hmac::Key::new(hmac::HMAC_SHA256, &key);
        key.zeroize();
        let names = (0..SETS).map(|_| AtomicU32::new(0)).collect();
        Self { key: made, places: RandomState::new(), sets: Mutex::new(vec![[Print::default(); WAYS]; SETS]), names }
    }

    fn name(&self, name: &str, source: &str) -> &AtomicU32 {
        &self.names[self.places.hash_one((name, source)) as usize % SETS]
    }

    /// Whether there may be a fingerprint of this name from this source: `false` is sure, and spares a look at the database.
    pub fn may_know(&self, name: &str, source: &str, now: Time) -> bool {
        self.name(name, source).load(Ordering::Relaxed) > seconds(now)
    }

    pub fn put(&self, name: &str, of: &Of<'_>, password: &Secret, now: Time) {
        self.name(name, of.source).fetch_max(seconds(now.plus(LIFE)), Ordering::Relaxed);
        self.keep(self.tag(of), self.mac(RIGHT, of, password), now);
    }

    /// `of.verifier`: all that the password was held against.
    pub fn put_wrong(&self, of: &Of<'_>, password: &Secret, now: Time) {
        self.keep(self.tag_of_wrong(of, password), self.mac(WRONG, of, password), now);
    }

    fn keep(&self, tag: u64, mac: [u8; 16], now: Time) {
        let print = Print { tag, mac, ends: seconds(now.plus(LIFE)), misses: 0 };
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let set = &mut sets[tag as usize % SETS];
        let place = set.iter().position(|print| print.tag == tag).or_else(|| (0..WAYS).min_by_key(|way| set[*way].ends));
        set[place.unwrap_or(0)] = print;
    }

    pub fn knows(&self, of: &Of<'_>, password: &Secret, now: Time) -> bool {
        self.has(self.tag(of), self.mac(RIGHT, of, password), now)
    }

    pub fn knows_wrong(&self, of: &Of<'_>, password: &Secret, now: Time) -> bool {
        self.has(self.tag_of_wrong(of, password), self.mac(WRONG, of, password), now)
    }

    fn has(&self, tag: u64, mac: [u8; 16], now: Time) -> bool {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let set = &mut sets[tag as usize % SETS];
        let Some(print) = set.iter_mut().find(|print| print.tag == tag && print.ends > seconds(now)) else { return false };
        if constant_time::verify_slices_are_equal(&print.mac, &mac).is_ok() {
            return true;
        }
        print.misses += 1;
        if print.misses >= MISSES {
            *print = Print::default();
        }
        false
    }

    fn tag(&self, of: &Of<'_>) -> u64 {
        self.places.hash_one((of.credential, of.source))
    }

    /// Each wrong password has a place of its own: two devices with two old ones do not take it from each other.
    fn tag_of_wrong(&self, of: &Of<'_>, password: &Secret) -> u64 {
        self.places.hash_one((of.credential, of.source, password.expose()))
    }

    fn mac(&self, what: &str, of: &Of<'_>, password: &Secret) -> [u8; 16] {
        let mut signing = hmac::Context::with_key(&self.key);
        for part in [what, of.credential, of.verifier, of.source, password.expose()] {
            signing.update(&(part.len() as u64).to_le_bytes());
            signing.update(part.as_bytes());
        }
        let mut mac = [0; 16];
        mac.copy_from_slice(&signing.sign().as_ref()[..16]);
        mac
    }
}

impl Drop for Prints {
    fn drop(&mut self) {
        let sets = self.sets.get_mut().unwrap_or_else(PoisonError::into_inner);
        sets.iter_mut().flatten().for_each(|print| print.mac.zeroize());
    }
}

fn seconds(time: Time) -> u32 {
    u32::try_from(time.0 / SECOND).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::entropy::SeededEntropy;

    fn of<'a>(credential: &'a str, verifier: &'a str, source: &'a str) -> Of<'a> {
        Of { credential, verifier, source }
    }

    #[test]
    fn a_print_knows_its_own_password_for_a_while() {
        let prints = Prints::new(&SeededEntropy::new(1));
        let (now, password) = (Time(1_000_000), Secret::new("derin vadi"));
        let own = of("C1", "$argon2id$1", "10.0.0.1");
        assert!(!prints.knows(&own, &password, now));
        prints.put("ali.can", &own, &password, now);
        assert!(prints.knows(&own, &password, now.plus(LIFE - SECOND)));
        assert!(prints.may_know("ali.can", own.source, now.plus(LIFE - SECOND)));
        assert!(!prints.may_know("ali.can", own.source, now.plus(LIFE)));
        let strangers = (0..100).filter(|n| prints.may_know(&format!("C{n}"), "10.0.0.9", now)).count();
        assert!(strangers <= 1, "{strangers} of 100 fall on the one place");
        assert!(!prints.knows(&own, &password, now.plus(LIFE)));
        assert!(!prints.knows(&own, &Secret::new("derin vadı"), now));
        for other in
            [of("C2", "$argon2id$1", "10.0.0.1"), of("C1", "$argon2id$2", "10.0.0.1"), of("C1", "$argon2id$1", "10.0.0.2")]
        {
            assert!(!prints.knows(&other, &password, now));
        }
    }

    #[test]
    fn wrong_passwords_are_known_each_until_something_else_would_open() {
        let prints = Prints::new(&SeededEntropy::new(1));
        let (now, tried) = (Time(1_000_000), of("ali.can", "v1v2", "10.0.0.1"));
        let old = ["geçen ay", "önceki ay"].map(Secret::new);
        old.iter().for_each(|password| prints.put_wrong(&tried, password, now));
        assert!(old.iter().all(|password| prints.knows_wrong(&tried, password, now) && !prints.knows(&tried, password, now)));
        assert!(!prints.knows_wrong(&tried, &Secret::new("başka"), now));
        assert!(!prints.knows_wrong(&of("ali.can", "v2v3", "10.0.0.1"), &old[0], now), "another password opens it since");
        assert!(!prints.knows_wrong(&tried, &old[0], now.plus(LIFE)));
        prints.put("ali.can", &tried, &old[0], now);
        assert!(prints.knows(&tried, &old[0], now));
    }

    #[test]
    fn guessing_against_a_print_ends_it() {
        let prints = Prints::new(&SeededEntropy::new(1));
        let (now, password, own) = (Time(1_000_000), Secret::new("derin vadi"), of("C1", "v", "s"));
        prints.put("ali.can", &own, &password, now);
        for guess in 0..MISSES - 1 {
            assert!(!prints.knows(&own, &Secret::new(guess.to_string()), now));
        }
        assert!(prints.knows(&own, &password, now));
        assert!(!prints.knows(&own, &Secret::new("x"), now));
        assert!(!prints.knows(&own, &password, now), "the right one has to be hashed again");
    }

    #[test]
    fn memory_is_bounded_and_the_latest_are_kept() {
        let prints = Prints::new(&SeededEntropy::new(1));
        let password = Secret::new("x");
        let names: Vec<String> = (0..5_000).map(|n| n.to_string()).collect();
        for (at, name) in (0..).zip(&names) {
            prints.put("ali.can", &of(name, "v", "s"), &password, Time(at * SECOND / 100));
        }
        let kept = names.iter().filter(|name| prints.knows(&of(name, "v", "s"), &password, Time(60 * SECOND))).count();
        assert!(kept >= 4_995, "{kept}");
        assert_eq!(prints.sets.lock().unwrap().len() * WAYS * size_of::<Print>(), 8 << 20);
    }
}
