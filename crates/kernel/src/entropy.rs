//! Randomness as a parameter.

use std::sync::Mutex;

/// A source of unpredictable bytes.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Entropy + '_ {
    /// A number below `bound` (which is at least 1), every one equally likely.
    pub fn below(&self, bound: u32) -> u32 {
        // Values past the last whole multiple of `bound` would favour small numbers: draw again.
        let limit = u32::MAX - u32::MAX % bound;
        loop {
            let mut bytes = [0; 4];
            self.fill(&mut bytes);
            let value = u32::from_le_bytes(bytes);
            if value < limit {
                return value % bound;
            }
        }
    }
}

/// The operating system's generator.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[allow(clippy::disallowed_methods)]
        rand::fill(bytes);
    }
}

/// Repeatable bytes for tests and sample data. Never for a secret of a real person.
pub struct SeededEntropy(Mutex<u64>);

impl SeededEntropy {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for byte in bytes {
            // SplitMix64 (Steele, Lea, Flood 2014), its top byte.
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = ((z ^ (z >> 31)) >> 56) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_reaches_every_value_and_no_other() {
        let entropy: &dyn Entropy = &SeededEntropy::new(7);
        let mut seen = [0; 5];
        for _ in 0..1_000 {
            seen[entropy.below(5) as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 150), "{seen:?}");
        assert_eq!(entropy.below(1), 0);
    }
}
