//! Reading, strictly: what RFC 4511, 5.1 does not allow is malformed. Borrows from the message; copies nothing.

use super::tag;

/// The message cannot be understood, and nothing after it either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

type Result<T> = std::result::Result<T, Malformed>;

/// How long the first message in these bytes is, with its header; `None` while that cannot be told yet. A message that says it is
/// longer than `most` is malformed: nobody waits for it.
pub fn frame(bytes: &[u8], most: usize) -> Result<Option<usize>> {
    match bytes.first() {
        None => return Ok(None),
        Some(&tag::SEQUENCE) => {}
        Some(_) => return Err(Malformed),
    }
    match length(&bytes[1..])? {
        None => Ok(None),
        Some((length, header)) if length <= most => Ok(Some(1 + header + length)),
        Some(_) => Err(Malformed),
    }
}

/// A definite length and how many bytes it takes; `None` when they are not all there.
fn length(bytes: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(&first) = bytes.first() else { return Ok(None) };
    if first < 0x80 {
        return Ok(Some((usize::from(first), 1)));
    }
    // 0x80 is the indefinite form, which LDAP forbids; more than four bytes would not fit into any memory we give.
    let count = usize::from(first & 0x7f);
    if count == 0 || count > 4 {
        return Err(Malformed);
    }
    let Some(digits) = bytes.get(1..=count) else { return Ok(None) };
    Ok(Some((digits.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), 1 + count)))
}

/// What is left to read of a value.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing may be left.
    pub fn end(&self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed) }
    }

    pub fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next value, whatever it is: its tag and its content.
    pub fn any(&mut self) -> Result<(u8, &'a [u8])> {
        let (&found, rest) = self.0.split_first().ok_or(Malformed)?;
        // LDAP has no tag above 30, so none of several bytes.
        if found & 0x1f == 0x1f {
            return Err(Malformed);
        }
        let (length, header) = length(rest)?.ok_or(Malformed)?;
        let content = rest.get(header..).and_then(|rest| rest.get(..length)).ok_or(Malformed)?;
        self.0 = &rest[header + length..];
        Ok((found, content))
    }

    /// The next value, which must have this tag.
    pub fn tagged(&mut self, tag: u8) -> Result<&'a [u8]> {
        match self.any()? {
            (found, content) if found == tag => Ok(content),
            _ => Err(Malformed),
        }
    }

    /// The next value if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>> {
        if self.peek() == Some(tag) { self.tagged(tag).map(Some) } else { Ok(None) }
    }

    pub fn sequence(&mut self) -> Result<Reader<'a>> {
        self.tagged(tag::SEQUENCE).map(Reader)
    }

    pub fn octets(&mut self) -> Result<&'a [u8]> {
        self.tagged(tag::OCTETS)
    }

    /// An `LDAPString`: octets that are UTF-8.
    pub fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.octets()?).map_err(|_| Malformed)
    }

    /// An integer of LDAP: none of them is negative, and none is larger than 2³¹ − 1 (`maxInt`).
    pub fn number(&mut self) -> Result<i32> {
        number(self.tagged(tag::INTEGER)?)
    }

    pub fn enumerated(&mut self) -> Result<i32> {
        number(self.tagged(tag::ENUMERATED)?)
    }

    pub fn boolean(&mut self) -> Result<bool> {
        boolean(self.tagged(tag::BOOLEAN)?)
    }
}

/// Two's complement in as few bytes as possible (X.690, 8.3.2).
pub fn number(content: &[u8]) -> Result<i32> {
    let value = match content {
        [0] => return Ok(0),
        // A first byte of nothing but zeros is needed only to keep the sign.
        [0, rest @ ..] if rest[0] >= 0x80 => rest,
        [first, ..] if (1..0x80).contains(first) => content,
        _ => return Err(Malformed),
    };
    if value.len() > 4 {
        return Err(Malformed);
    }
    i32::try_from(value.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte))).map_err(|_| Malformed)
}

/// TRUE is 0xFF (RFC 4511, 5.1).
pub fn boolean(content: &[u8]) -> Result<bool> {
    match content {
        [0] => Ok(false),
        [0xff] => Ok(true),
        _ => Err(Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_told_as_soon_as_they_can_be() {
        assert_eq!(frame(&[], 100), Ok(None));
        assert_eq!(frame(&[0x30], 100), Ok(None));
        assert_eq!(frame(&[0x30, 5], 100), Ok(Some(7)));
        assert_eq!(frame(&[0x30, 0x82, 1], 1_000), Ok(None));
        assert_eq!(frame(&[0x30, 0x82, 1, 2], 1_000), Ok(Some(262)));
        assert_eq!(frame(&[0x30, 0x84, 0, 0, 0, 5], 100), Ok(Some(11)), "longer than need be is allowed");
        for wrong in [&[0x31, 5][..], &[0x30, 0x80], &[0x30, 0x85], &[0x30, 0x81, 101], b"GET / HTTP/1.1"] {
            assert_eq!(frame(wrong, 100), Err(Malformed), "{wrong:?}");
        }
    }

    #[test]
    fn numbers_have_one_form() {
        for (bytes, value) in [(&[0][..], 0), (&[0x7f], 127), (&[0, 0x80], 128), (&[0x7f, 0xff, 0xff, 0xff], i32::MAX)] {
            assert_eq!(number(bytes), Ok(value));
        }
        for wrong in [&[][..], &[0xff], &[0, 1], &[0, 0x80, 0, 0, 0], &[1, 0, 0, 0, 0]] {
            assert_eq!(number(wrong), Err(Malformed), "{wrong:?}");
        }
        assert_eq!(boolean(&[1]), Err(Malformed));
    }

    #[test]
    fn values_end_where_they_say() {
        let mut reader = Reader::new(&[4, 2, b'o', b'k', 1, 1, 0xff]);
        assert_eq!(reader.text(), Ok("ok"));
        assert_eq!(reader.optional(tag::INTEGER), Ok(None));
        assert_eq!(reader.boolean(), Ok(true));
        assert_eq!(reader.end(), Ok(()));
        assert_eq!(Reader::new(&[4, 3, b'o', b'k']).octets(), Err(Malformed));
        assert_eq!(Reader::new(&[0x24, 0]).octets(), Err(Malformed), "constructed octets");
        assert_eq!(Reader::new(&[4, 1, 0xff]).text(), Err(Malformed), "not UTF-8");
    }
}
