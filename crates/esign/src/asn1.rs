//! Reading ASN.1 of definite length (X.690), without copying: an element keeps the bytes it was read from, because what is signed is
//! bytes, not values. What arrives as BER passes through [`crate::ber`] first. [`write`] makes the few structures that we send.

use const_oid::ObjectIdentifier;
use kunye_kernel::time::{Day, HOUR, MINUTE, SECOND, Time};
use std::fmt;

/// The bytes are not what their structure says they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Malformed {}

pub type Result<T> = std::result::Result<T, Malformed>;

/// Identifier octets. Tags beyond 30 do not occur in what we read.
pub mod tag {
    pub const BOOLEAN: u8 = 0x01;
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const NULL: u8 = 0x05;
    pub const OID: u8 = 0x06;
    pub const ENUMERATED: u8 = 0x0a;
    pub const UTF8: u8 = 0x0c;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;
    pub const PRINTABLE: u8 = 0x13;
    pub const TELETEX: u8 = 0x14;
    pub const IA5: u8 = 0x16;
    pub const UTC_TIME: u8 = 0x17;
    pub const GENERALIZED_TIME: u8 = 0x18;
    pub const VISIBLE: u8 = 0x1a;
    pub const UNIVERSAL: u8 = 0x1c;
    pub const BMP: u8 = 0x1e;

    /// `[n]` of a primitive.
    pub const fn implicit(n: u8) -> u8 {
        0x80 | n
    }

    /// `[n]` around something, or of something constructed.
    pub const fn explicit(n: u8) -> u8 {
        0xa0 | n
    }
}

/// One element: its tag, its contents, and all of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    pub tag: u8,
    pub body: &'a [u8],
    pub raw: &'a [u8],
}

/// Elements one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

/// Tag, length of the header, length of the contents (`None`: indefinite).
pub(crate) fn header(bytes: &[u8]) -> Result<(u8, usize, Option<usize>)> {
    let (&tag, &first) = match bytes {
        [tag, first, ..] => (tag, first),
        _ => return Err(Malformed("an element is cut off")),
    };
    if tag & 0x1f == 0x1f {
        return Err(Malformed("a tag is longer than one byte"));
    }
    match first {
        0..=0x7f => Ok((tag, 2, Some(usize::from(first)))),
        0x80 => Ok((tag, 2, None)),
        _ => {
            let count = usize::from(first & 0x7f);
            let digits = bytes.get(2..2 + count).filter(|_| count <= 4).ok_or(Malformed("a length is cut off or too long"))?;
            Ok((tag, 2 + count, Some(digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)))))
        }
    }
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next element, whatever it is.
    pub fn element(&mut self) -> Result<Element<'a>> {
        let (tag, start, length) = header(self.rest)?;
        let length = length.ok_or(Malformed("a length is indefinite"))?;
        let end = start.checked_add(length).filter(|end| *end <= self.rest.len());
        let end = end.ok_or(Malformed("an element is longer than what holds it"))?;
        let (raw, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Element { tag, body: &raw[start..], raw })
    }

    pub fn take(&mut self, tag: u8) -> Result<Element<'a>> {
        let element = self.element()?;
        if element.tag == tag { Ok(element) } else { Err(Malformed("an element of another kind was expected")) }
    }

    pub fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>> {
        if self.rest.first() == Some(&tag) { self.element().map(Some) } else { Ok(None) }
    }

    pub fn sequence(&mut self) -> Result<Reader<'a>> {
        Ok(self.take(tag::SEQUENCE)?.inside())
    }

    pub fn oid(&mut self) -> Result<ObjectIdentifier> {
        self.take(tag::OID)?.oid()
    }

    /// Everything that is left, element by element.
    pub fn all(mut self) -> Result<Vec<Element<'a>>> {
        let mut elements = Vec::new();
        while !self.is_empty() {
            elements.push(self.element()?);
        }
        Ok(elements)
    }

    pub fn end(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Malformed("something follows the last element")) }
    }
}

/// The one element that these bytes are.
pub fn only(bytes: &[u8]) -> Result<Element<'_>> {
    let mut reader = Reader::new(bytes);
    let element = reader.element()?;
    reader.end()?;
    Ok(element)
}

impl<'a> Element<'a> {
    pub fn inside(&self) -> Reader<'a> {
        Reader::new(self.body)
    }

    pub fn is(self, tag: u8) -> Result<Self> {
        if self.tag == tag { Ok(self) } else { Err(Malformed("an element of another kind was expected")) }
    }

    pub fn oid(&self) -> Result<ObjectIdentifier> {
        self.is(tag::OID)?;
        ObjectIdentifier::from_bytes(self.body).map_err(|_| Malformed("an object identifier is wrong"))
    }

    pub fn boolean(&self) -> Result<bool> {
        match self.is(tag::BOOLEAN)?.body {
            [value] => Ok(*value != 0),
            _ => Err(Malformed("a boolean is wrong")),
        }
    }

    /// A number that is not negative and small.
    pub fn small(&self) -> Result<u32> {
        let digits = match self.body {
            [] => return Err(Malformed("a number is empty")),
            [first, ..] if first & 0x80 != 0 => return Err(Malformed("a number is negative")),
            [0, rest @ ..] => rest,
            digits => digits,
        };
        if digits.len() > 4 {
            return Err(Malformed("a number is too large"));
        }
        Ok(digits.iter().fold(0, |number, digit| number << 8 | u32::from(*digit)))
    }

    /// The bits of a BIT STRING, without the count of unused ones.
    pub fn bits(&self) -> Result<&'a [u8]> {
        match self.is(tag::BIT_STRING)?.body {
            [0..=7, bits @ ..] => Ok(bits),
            _ => Err(Malformed("a bit string is wrong")),
        }
    }

    /// Bits from the first on, as a mask: bit 0 is the lowest.
    pub fn flags(&self) -> Result<u32> {
        let bits = self.bits()?;
        Ok((0..32).filter(|n| bits.get(n / 8).is_some_and(|byte| byte & (0x80 >> (n % 8)) != 0)).fold(0, |mask, n| mask | 1 << n))
    }

    pub fn time(&self) -> Result<Time> {
        let text = std::str::from_utf8(self.body).map_err(|_| Malformed("a time is wrong"))?;
        match self.tag {
            tag::UTC_TIME => {
                let short: i16 = text.get(..2).and_then(|year| year.parse().ok()).ok_or(Malformed("a time is wrong"))?;
                // RFC 5280 4.1.2.5.1: 50 is 1950, 49 is 2049.
                moment(if short < 50 { 2000 + short } else { 1900 + short }, &text[2..])
            }
            tag::GENERALIZED_TIME => {
                let year = text.get(..4).and_then(|year| year.parse().ok()).ok_or(Malformed("a time is wrong"))?;
                moment(year, &text[4..])
            }
            _ => Err(Malformed("a time was expected")),
        }
    }

    /// What a string says, or `None` when it is no string that we read.
    pub fn text(&self) -> Option<String> {
        match self.tag {
            tag::UTF8 | tag::PRINTABLE | tag::IA5 | tag::VISIBLE | 0x12 => String::from_utf8(self.body.to_vec()).ok(),
            tag::TELETEX => Some(self.body.iter().map(|byte| char::from(*byte)).collect()),
            tag::BMP => {
                let units: Vec<u16> =
                    self.body.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect();
                String::from_utf16(&units).ok()
            }
            tag::UNIVERSAL => {
                self.body.chunks(4).map(|four| char::from_u32(four.iter().fold(0, |c, byte| c << 8 | u32::from(*byte)))).collect()
            }
            _ => None,
        }
    }
}

/// `MMDDhhmm[ss[.f]]` and `Z` or `±hhmm`.
fn moment(year: i16, rest: &str) -> Result<Time> {
    let wrong = Malformed("a time is wrong");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let two = |at: usize| -> Result<i64> { rest.get(at..at + 2).and_then(|text| text.parse().ok()).ok_or(wrong) };
    let (month, day, hour, minute) = (two(0)?, two(2)?, two(4)?, two(6)?);
    let (second, mut zone) = match digits {
        8 => (0, &rest[8..]),
        10 => (two(8)?, &rest[10..]),
        _ => return Err(wrong),
    };
    let mut thousandths = 0;
    if let Some(fraction) = zone.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let first: String = fraction[..length].chars().chain("000".chars()).take(3).collect();
        thousandths = first.parse::<i64>().map_err(|_| wrong)?;
        zone = &fraction[length..];
    }
    if hour > 23 || minute > 59 || second > 60 {
        return Err(wrong);
    }
    let offset = match zone.as_bytes() {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), a, b, c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => {
            let number = |a: &u8, b: &u8| i64::from((a - b'0') * 10 + (b - b'0'));
            (number(a, b) * HOUR + number(c, d) * MINUTE) * if *sign == b'+' { 1 } else { -1 }
        }
        _ => return Err(wrong),
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(wrong) };
    // A day of the kernel begins at midnight in Istanbul, three hours before it does in UTC.
    let midnight = Day::new(year, month, day).ok_or(wrong)?.start().plus(3 * HOUR);
    Ok(midnight.plus(hour * HOUR + minute * MINUTE + second * SECOND + thousandths - offset))
}

/// Writing DER.
pub mod write {
    use super::tag;
    use const_oid::ObjectIdentifier;

    pub fn element(tag: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![tag];
        match body.len() {
            length @ 0..=0x7f => out.push(length as u8),
            length => {
                let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
                out.push(0x80 | digits.len() as u8);
                out.extend(digits);
            }
        }
        out.extend_from_slice(body);
        out
    }

    pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
        element(tag::SEQUENCE, &parts.concat())
    }

    /// A SET OF, in the order that DER wants (X.690 11.6).
    pub fn set(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
        parts.sort();
        element(tag::SET, &parts.concat())
    }

    pub fn oid(oid: ObjectIdentifier) -> Vec<u8> {
        element(tag::OID, oid.as_bytes())
    }

    pub fn octets(bytes: &[u8]) -> Vec<u8> {
        element(tag::OCTET_STRING, bytes)
    }

    /// A number given by its digits, most significant first; never negative.
    pub fn integer(digits: &[u8]) -> Vec<u8> {
        let mut body: Vec<u8> = digits.iter().copied().skip_while(|digit| *digit == 0).collect();
        if body.first().is_none_or(|first| first & 0x80 != 0) {
            body.insert(0, 0);
        }
        element(tag::INTEGER, &body)
    }

    pub fn null() -> Vec<u8> {
        vec![tag::NULL, 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_both_kinds_are_read() {
        let time = |tag, text: &str| Element { tag, body: text.as_bytes(), raw: &[] }.time().map(Time::rfc3339);
        assert_eq!(time(tag::UTC_TIME, "261122090507Z").unwrap(), "2026-11-22T09:05:07Z");
        assert_eq!(time(tag::UTC_TIME, "9911220905Z").unwrap(), "1999-11-22T09:05:00Z");
        assert_eq!(time(tag::UTC_TIME, "261122120507+0300").unwrap(), "2026-11-22T09:05:07Z");
        assert_eq!(time(tag::GENERALIZED_TIME, "20261122090507.5Z").unwrap(), "2026-11-22T09:05:07.5Z");
        for wrong in ["", "2", "261322090507Z", "261122090507", "26112209050Z", "261122250507Z", "ışığ"] {
            assert!(time(tag::UTC_TIME, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_element_never_reaches_beyond_what_holds_it() {
        assert!(Reader::new(&[0x30, 5, 1]).element().is_err());
        assert!(Reader::new(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]).element().is_err());
        assert!(Reader::new(&[0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, 0]).element().is_err());
        assert!(only(&[0x05, 0, 0]).is_err());
        assert_eq!(only(&[0x03, 2, 6, 0xc0]).unwrap().flags().unwrap(), 3);
    }
}
