//! The Turkish national id (*TCKN*). It identifies; it proves nothing, and is always masked on screen.

use std::fmt;

/// Eleven digits whose last two check the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
pub struct NationalId(String);

crate::stored_as_text!(NationalId, |text| Self::parse(&text));

impl NationalId {
    /// Reads a national id; spaces are ignored. `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(10).map(|d| d as u8)).collect::<Option<_>>()?;
        let &[first, .., tenth, eleventh] = digits.as_slice() else { return None };
        let valid = digits.len() == 11 && first != 0 && (tenth, eleventh) == check_digits(&digits[..9]);
        valid.then(|| Self(digits.iter().map(|d| char::from(b'0' + d)).collect()))
    }

    /// The national id that begins with these nine digits: for sample data and tests.
    pub fn from_first_nine(nine: u32) -> Option<Self> {
        let text = nine.to_string();
        if text.len() != 9 {
            return None;
        }
        let digits: Vec<u8> = text.bytes().map(|b| b - b'0').collect();
        let (tenth, eleventh) = check_digits(&digits);
        Some(Self(format!("{text}{tenth}{eleventh}")))
    }

    /// The eleven digits, for queries and documents.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `123******89`: what a screen may show.
    pub fn masked(&self) -> String {
        format!("{}******{}", &self.0[..3], &self.0[9..])
    }
}

/// d10 = (7·(d1+d3+d5+d7+d9) − (d2+d4+d6+d8)) mod 10; d11 = (d1+…+d10) mod 10.
fn check_digits(nine: &[u8]) -> (u8, u8) {
    let sum = |start: usize| nine.iter().skip(start).step_by(2).map(|d| i32::from(*d)).sum::<i32>();
    let tenth = (7 * sum(0) - sum(1)).rem_euclid(10);
    let eleventh = (sum(0) + sum(1) + tenth) % 10;
    (tenth as u8, eleventh as u8)
}

impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NationalId({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_decide() {
        // The sample number of the population register's own publications.
        assert!(NationalId::parse("10000000146").is_some());
        assert!(NationalId::parse(" 100 000 001 46 ").is_some());
        for wrong in ["10000000147", "10000000156", "01000000014", "1000000014", "100000001460", "", "abcdefghijk", "1000000014٦"]
        {
            assert!(NationalId::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn one_changed_digit_is_always_noticed() {
        let id = NationalId::from_first_nine(123_456_789).unwrap();
        for at in 0..11 {
            for digit in b'0'..=b'9' {
                let mut other = id.digits().as_bytes().to_vec();
                if other[at] != digit {
                    other[at] = digit;
                    assert!(NationalId::parse(std::str::from_utf8(&other).unwrap()).is_none());
                }
            }
        }
    }

    #[test]
    fn debug_output_is_masked() {
        let id = NationalId::parse("10000000146").unwrap();
        assert_eq!(format!("{id:?}"), "NationalId(100******46)");
    }
}
