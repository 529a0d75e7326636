//! What a ByteRange covers (ISO 32000-2, 12.8.1): everything up to its end, but for one hexadecimal string. Universal forgery, signature
//! wrapping and overlapping or huge ranges all end here.

use crate::verdict::{Code, Reason};
use std::ops::Range;

/// The covered bytes are `0..gap.start` and `gap.end..end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub gap: Range<usize>,
    pub end: usize,
}

impl Coverage {
    /// The covered bytes, in two parts.
    pub fn parts<'a>(&self, file: &'a [u8]) -> [&'a [u8]; 2] {
        [file.get(..self.gap.start).unwrap_or_default(), file.get(self.gap.end..self.end).unwrap_or_default()]
    }
}

/// Holds a ByteRange against the file and against the `Contents` of its own dictionary.
///
/// # Errors
/// `ByteRange` or `Gap`.
pub fn check(file: &[u8], range: &[i64], contents: &[u8]) -> Result<Coverage, Reason> {
    let &[start, first, second, length] = range else { return Err(Code::ByteRange.into()) };
    let place = |number: i64| usize::try_from(number).map_err(|_| Reason::from(Code::ByteRange));
    let (start, gap, after, length) = (place(start)?, place(first)?, place(second)?, place(length)?);
    let end = after.checked_add(length).filter(|end| *end <= file.len());
    let end = end.filter(|_| start == 0 && gap > 0 && after > gap && length > 0).ok_or(Code::ByteRange)?;
    let gap = gap..after;
    match &file[gap.clone()] {
        [b'<', digits @ .., b'>'] if decoded(digits).as_deref() == Some(contents) && !contents.is_empty() => {
            Ok(Coverage { gap, end })
        }
        _ => Err(Code::Gap.into()),
    }
}

/// Digits and white space; an odd last digit is followed by a 0 (7.3.4.3).
fn decoded(digits: &[u8]) -> Option<Vec<u8>> {
    let mut digits: Vec<u8> = digits.iter().copied().filter(|byte| !is_space(*byte)).collect();
    if digits.len() % 2 == 1 {
        digits.push(b'0');
    }
    data_encoding::HEXLOWER_PERMISSIVE.decode(&digits).ok()
}

/// White space of PDF (7.2.3).
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_one_hexadecimal_string_and_its_own() {
        let file = b"before<0a0B>after";
        let checked = |range: [i64; 4], contents: &[u8]| check(file, &range, contents).map_err(|reason| reason.code);
        let good = checked([0, 6, 12, 5], &[10, 11]).unwrap();
        assert_eq!(good.parts(file), [&b"before"[..], b"after"]);
        assert_eq!(checked([0, 6, 12, 5], &[10, 12]), Err(Code::Gap), "another one's contents");
        for range in [[0, 5, 12, 5], [0, 6, 13, 4], [0, 7, 11, 6]] {
            assert_eq!(checked(range, &[10, 11]), Err(Code::Gap), "{range:?}");
        }
        for range in [[1, 6, 12, 5], [0, 6, 12, 6], [0, 12, 6, 5], [0, 6, i64::MAX, i64::MAX], [-1, 6, 12, 5], [0, 6, 12, 0]] {
            assert_eq!(checked(range, &[10, 11]), Err(Code::ByteRange), "{range:?}");
        }
        assert!(check(b"a<>b", &[0, 1, 3, 1], &[]).is_err() && check(b"a<1>b><2>b", &[0, 1, 9, 1], &[0x12]).is_err());
    }
}
