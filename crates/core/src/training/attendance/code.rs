//! The code of a running hour: six digits that can be read aloud, and change before a photograph of them is of much use (B12). Pure.
//!
//! A code is an HMAC-SHA-256 of the number of its step under a secret of the hour, cut down to six digits; steps follow each other
//! every `period` milliseconds. It is taken in its own step and in the one after it: for at most two periods, and for at least one.

use aws_lc_rs::{constant_time, hmac};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;

const DIGITS: usize = 6;

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub number: i64,
    /// Milliseconds until the next one.
    pub left: i64,
}

pub(super) fn step(now: Time, period: i64) -> Step {
    Step { number: now.0.div_euclid(period), left: period - now.0.rem_euclid(period) }
}

pub(super) fn code(secret: &Secret, step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let number = tag.as_ref().iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:0DIGITS$}", number % 1_000_000)
}

/// A code as people type it: spaces and dashes are theirs. `None` where it cannot be one.
pub(super) fn read(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (kept.len() == DIGITS && kept.bytes().all(|byte| byte.is_ascii_digit())).then_some(kept)
}

/// Whether a code that was brought at a moment was one of the two of that moment.
pub(super) fn is_taken(secret: &Secret, brought: &str, at: Time, period: i64) -> bool {
    let now = step(at, period).number;
    let mut taken = false;
    for number in [now, now - 1] {
        taken |= constant_time::verify_slices_are_equal(code(secret, number).as_bytes(), brought.as_bytes()).is_ok();
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::time::SECOND;
    use proptest::prelude::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    proptest! {
        /// A photograph is good for one period at least and for two at most, whenever it was taken.
        #[test]
        fn a_photograph_is_worth_nothing_soon(taken_at in 0_i64..4_000_000_000_000, age in 0_i64..200, period in 10_i64..=60) {
            let (period, at) = (period * SECOND, Time(taken_at));
            let photo = code(&secret("hour"), step(at, period).number);
            let later = at.plus(age * SECOND);
            let steps = step(later, period).number - step(at, period).number;
            prop_assert_eq!(is_taken(&secret("hour"), &photo, later, period), steps <= 1);
            if age * SECOND >= 2 * period {
                prop_assert!(!is_taken(&secret("hour"), &photo, later, period));
            }
            if age * SECOND <= period {
                prop_assert!(is_taken(&secret("hour"), &photo, later, period));
            }
            prop_assert!((1..=period).contains(&step(at, period).left));
        }

        #[test]
        fn codes_are_six_digits_and_read_back(number in any::<i64>()) {
            let shown = code(&secret("hour"), number);
            prop_assert_eq!(read(&format!(" {} {} ", &shown[..3], &shown[3..])), Some(shown.clone()));
        }
    }

    #[test]
    fn another_hour_and_nonsense_are_not_taken() {
        let (at, period) = (Time(1_800_000_000_000), 20 * SECOND);
        let shown = code(&secret("first hour"), step(at, period).number);
        assert!(is_taken(&secret("first hour"), &shown, at, period));
        assert!(!is_taken(&secret("second hour"), &shown, at, period));
        assert!(!is_taken(&secret("first hour"), "", at, period));
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    /// Of a million guesses two are right: no digit is rarer than another.
    #[test]
    fn codes_spread_over_all_numbers() {
        let mut tens = [0; 10];
        for number in 0..10_000 {
            tens[usize::from(code(&secret("hour"), number).as_bytes()[0] - b'0')] += 1;
        }
        assert!(tens.iter().all(|count| (880..1_120).contains(count)), "{tens:?}");
    }
}
