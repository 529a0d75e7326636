//! Password hashes: ours on its bounded pool, and a loop around the bare crate, each on every core.

use super::{Round, per_second};
use crate::wiring::cores;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use kunye_core::hasher::{Cost, Hasher};
use kunye_kernel::entropy::SystemEntropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;

/// A core hashes so many passwords a round.
const EACH: usize = 40;

pub fn round() -> Result<Round> {
    Ok(Round { kunye: ours()?, bare: Some(bare()?) })
}

fn ours() -> Result<f64> {
    let hasher = Hasher::new(cores());
    on_every_core(|| hasher.hash(&Secret::new("derin-vadi-2948"), Cost::DEFAULT, &SystemEntropy).map(drop))
}

/// Argon2id with our default cost and a memory buffer that is used again: the least a hash can take.
pub fn bare() -> Result<f64> {
    let Cost { memory_kib, iterations } = Cost::DEFAULT;
    let params = Params::new(memory_kib, iterations, 1, Some(32)).map_err(|error| Error::internal(error.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    per_second(EACH * cores(), || {
        all(|| {
            let mut memory = vec![Block::default(); params.block_count()];
            let mut tag = [0; 32];
            (0..EACH).try_for_each(|n| {
                let salt = [n as u8; 16];
                let hashed = argon2.hash_password_into_with_memory(b"derin-vadi-2948", &salt, &mut tag, &mut memory);
                hashed.map_err(|error| Error::internal(error.to_string()))
            })
        })
    })
}

fn on_every_core(once: impl Fn() -> Result<()> + Sync) -> Result<f64> {
    per_second(EACH * cores(), || all(|| (0..EACH).try_for_each(|_| once())))
}

/// The same work on as many threads as there are cores.
fn all(work: impl Fn() -> Result<()> + Sync) -> Result<()> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores()).map(|_| scope.spawn(&work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| Error::internal("a thread ended by panic"))?)
    })
}
