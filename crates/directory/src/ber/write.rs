//! Writing into one buffer, in one pass, with the shortest lengths.

use super::tag;

#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn clear(&mut self) {
        self.0.clear();
        // One large answer must not be paid for as long as the connection lives.
        self.0.shrink_to(1 << 16);
    }

    /// Throws away what was written since.
    pub fn back_to(&mut self, len: usize) {
        self.0.truncate(len);
    }

    pub fn append(&mut self, other: &Writer) {
        self.0.extend_from_slice(&other.0);
    }

    pub fn value(&mut self, tag: u8, content: &[u8]) {
        self.0.push(tag);
        self.length(content.len());
        self.0.extend_from_slice(content);
    }

    pub fn octets(&mut self, content: &[u8]) {
        self.value(tag::OCTETS, content);
    }

    pub fn number(&mut self, value: i32) {
        self.integer(tag::INTEGER, value);
    }

    pub fn enumerated(&mut self, value: i32) {
        self.integer(tag::ENUMERATED, value);
    }

    pub fn boolean(&mut self, value: bool) {
        self.value(tag::BOOLEAN, &[if value { 0xff } else { 0 }]);
    }

    pub fn integer(&mut self, tag: u8, value: i32) {
        let bytes = value.to_be_bytes();
        // The sign must still be told by the first bit that is left.
        let spare = bytes.windows(2).take_while(|pair| (pair[0] == 0 && pair[1] < 0x80) || (pair[0] == 0xff && pair[1] >= 0x80));
        self.value(tag, &bytes[spare.count()..]);
    }

    /// A value made of others.
    pub fn within(&mut self, tag: u8, inside: impl FnOnce(&mut Self)) {
        self.0.extend_from_slice(&[tag, 0]);
        let start = self.0.len();
        inside(self);
        let length = self.0.len() - start;
        if length < 0x80 {
            self.0[start - 1] = length as u8;
            return;
        }
        // Most values are short; the few that are not make room for their length.
        let digits = length.to_be_bytes();
        let digits = &digits[digits.iter().take_while(|byte| **byte == 0).count()..];
        self.0[start - 1] = 0x80 | digits.len() as u8;
        self.0.extend_from_slice(digits);
        self.0[start..].rotate_right(digits.len());
    }

    pub fn sequence(&mut self, inside: impl FnOnce(&mut Self)) {
        self.within(tag::SEQUENCE, inside);
    }

    fn length(&mut self, length: usize) {
        if length < 0x80 {
            return self.0.push(length as u8);
        }
        let digits = length.to_be_bytes();
        let digits = &digits[digits.iter().take_while(|byte| **byte == 0).count()..];
        self.0.push(0x80 | digits.len() as u8);
        self.0.extend_from_slice(digits);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for size in [0, 1, 127, 128, 255, 256, 70_000] {
            let mut writer = Writer::default();
            writer.sequence(|w| {
                w.octets(&vec![b'x'; size]);
                w.number(size as i32);
                w.boolean(true);
            });
            let mut inside = Reader::new(writer.bytes()).sequence().unwrap();
            assert_eq!(inside.octets().unwrap().len(), size);
            assert_eq!(inside.number(), Ok(size as i32));
            assert_eq!(inside.boolean(), Ok(true));
            assert_eq!(inside.end(), Ok(()));
        }
    }

    #[test]
    fn integers_are_as_short_as_can_be() {
        for (value, bytes) in [(0, &[2, 1, 0][..]), (127, &[2, 1, 127]), (128, &[2, 2, 0, 128]), (-1, &[2, 1, 0xff])] {
            let mut writer = Writer::default();
            writer.number(value);
            assert_eq!(writer.bytes(), bytes);
        }
    }
}
