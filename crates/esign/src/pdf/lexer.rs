//! Just enough of PDF's syntax (ISO 32000-2, 7.2 and 7.3) to see where an object and its parts stand, and whether every reader
//! understands it in the same way: a key that is named twice, a number with two points or a name with half an escape is read so by one
//! and so by another, and shows one thing to us and another to somebody else.

use crate::pdf::range::is_space;
use std::ops::Range;

/// Deeper than any real object.
const DEEPEST: usize = 64;

/// An object as it is written; all places are of the bytes that were given.
#[derive(Debug, Default)]
pub struct Written {
    /// Keys of its dictionaries, inner ones before the one that holds them.
    pub keys: Vec<Key>,
    /// Strings in it, brackets included.
    pub strings: Vec<Range<usize>>,
    pub end: usize,
}

#[derive(Debug)]
pub struct Key {
    pub name: Vec<u8>,
    /// How many dictionaries and arrays are around it: 0 for a dictionary's own keys.
    pub depth: usize,
    pub value: Range<usize>,
}

impl Written {
    /// Where the value of one of the outermost keys stands.
    pub fn value(&self, name: &[u8]) -> Option<Range<usize>> {
        self.keys.iter().find(|key| key.depth == 0 && key.name == name).map(|key| key.value.clone())
    }
}

/// The object that begins at a place, when it can be understood in one way only.
pub fn object(bytes: &[u8], at: usize) -> Option<Written> {
    let mut lexer = Lexer::new(bytes, at);
    lexer.object(0)?;
    lexer.reference();
    Some(lexer.done())
}

/// As [`object`], for `12 0 obj` and the object after it, with its number and generation.
pub fn indirect(bytes: &[u8], at: usize) -> Option<((u32, u16), Written)> {
    let mut lexer = Lexer::new(bytes, at);
    let (number, generation) = (lexer.number()?, lexer.number()?);
    lexer.word(b"obj")?;
    lexer.object(0)?;
    lexer.reference();
    Some(((u32::try_from(number).ok()?, u16::try_from(generation).ok()?), lexer.done()))
}

/// Numbers one after the other, as many as are asked for.
pub fn numbers(bytes: &[u8], count: usize) -> Option<Vec<usize>> {
    let mut lexer = Lexer::new(bytes, 0);
    (0..count).map(|_| lexer.number()).collect()
}

/// The place after a word that stands at `at`, or behind white space and comments there.
pub fn after_word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let mut lexer = Lexer::new(bytes, at);
    lexer.word(word)?;
    Some(lexer.at)
}

/// A whole number and the place after it.
pub fn number(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut lexer = Lexer::new(bytes, at);
    lexer.number().map(|number| (number, lexer.at))
}

/// A name with its escapes read.
pub fn name(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut lexer = Lexer::new(bytes, 0);
    (lexer.peek() == Some(b'/')).then(|| lexer.name()).flatten()
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    written: Written,
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// `null`, `true`, `false`, or a number of one sign, digits and one point.
fn is_plain(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"+").or_else(|| word.strip_prefix(b"-")).unwrap_or(word);
    let points = digits.iter().filter(|byte| **byte == b'.').count();
    let is_number = digits.len() > points && points <= 1 && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    is_number || matches!(word, b"null" | b"true" | b"false")
}

impl<'a> Lexer<'a> {
    /// A place behind the end is the end.
    fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), written: Written::default() }
    }

    fn done(mut self) -> Written {
        self.written.end = self.at;
        self.written
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.skip();
        self.bytes.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn regular(&mut self) -> &[u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn number(&mut self) -> Option<usize> {
        self.skip();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).ok()?.parse().ok()
    }

    /// The rest of `12 0 R`, when the object was the 12 of one.
    fn reference(&mut self) {
        let start = self.at;
        let whole = |lexer: &mut Self| {
            lexer.number()?;
            lexer.skip();
            (lexer.regular() == b"R").then_some(())
        };
        if whole(self).is_none() {
            self.at = start;
        }
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.skip();
        if depth > DEEPEST {
            return None;
        }
        match (self.peek()?, self.bytes.get(self.at + 1)) {
            (b'<', Some(b'<')) => self.dictionary(depth),
            (b'<', _) => {
                let start = self.at + 1;
                let length = self.bytes[start..].iter().position(|byte| *byte == b'>')?;
                self.at = start + length + 1;
                self.written.strings.push(start - 1..self.at);
                self.bytes[start..start + length].iter().all(|byte| byte.is_ascii_hexdigit() || is_space(*byte)).then_some(())
            }
            (b'(', _) => self.string(),
            (b'/', _) => self.name().map(|_| ()),
            (b'[', _) => self.array(depth),
            _ => is_plain(self.regular()).then_some(()),
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(());
            }
            // The last word of a reference; its numbers were items.
            if self.peek() == Some(b'R') {
                (self.regular() == b"R").then_some(())?;
            } else {
                self.object(depth + 1)?;
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<()> {
        self.at += 2;
        let mut own: Vec<Key> = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    self.written.keys.append(&mut own);
                    return Some(());
                }
                b'/' => {
                    let name = self.name()?;
                    if own.iter().any(|other| other.name == name) {
                        return None;
                    }
                    self.skip();
                    let start = self.at;
                    self.object(depth + 1)?;
                    self.reference();
                    own.push(Key { name, depth, value: start..self.at });
                }
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                self.written.strings.push(start..self.at);
                return Some(());
            }
        }
    }

    /// A name with its `#xx` read (7.3.5); `#00` ends it for some readers, and half an escape is text for some and an error for others.
    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let raw = self.regular().to_vec();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if *first == b'#' {
                let byte = data_encoding::HEXLOWER_PERMISSIVE.decode(after.get(..2)?).ok()?;
                name.extend(Some(byte).filter(|byte| !byte.contains(&0))?);
                rest = &after[2..];
            } else {
                name.push(*first);
                rest = after;
            }
        }
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_clear(text: &str) -> bool {
        object(text.as_bytes(), 0).is_some()
    }

    #[test]
    fn a_key_that_stands_twice_is_seen_however_it_is_written() {
        for good in ["<< /A 1 0 R /B << /A [1 2 0 R <</A(\\)x)>>] >> /C /A % /A\n /D <aa> >>", "[ /A /A ]", "null", "<<>>"] {
            assert!(is_clear(good), "{good}");
        }
        for bad in [
            "<< /A 1 /A 2 >>",
            "<< /A 1 /#41 2 >>",
            "<< /B << /A 1 0 R /A 2 0 R >> >>",
            "<< /A 1 0 R",
            "<< 1 /A >>",
            "[ (a ]",
            "",
        ] {
            assert!(!is_clear(bad), "{bad}");
        }
    }

    #[test]
    fn what_readers_understand_in_two_ways_is_refused() {
        for good in ["-1.5", "+7", ".5", "4.", "/A#20B", "<0 1\n2>", "[true false null -3]"] {
            assert!(is_clear(good), "{good}");
        }
        for bad in ["1.2.3", "--5", "1e5", ".", "nul", "/A#00", "/A#g1", "/A#4", "<0g>", "<< /A 1 2 >>", "<< /A 1 2 3 R >>"] {
            assert!(!is_clear(bad), "{bad}");
        }
    }

    #[test]
    fn keys_and_strings_know_their_places() {
        let text = b" 12 3 obj\n<</Root 1 0 R /V << /Contents <0a> >> /R (x)>>";
        let (id, written) = indirect(text, 0).unwrap();
        assert_eq!((id, written.end), ((12, 3), text.len()));
        assert_eq!(&text[written.value(b"Root").unwrap()], b"1 0 R");
        assert!(written.value(b"Contents").is_none());
        assert_eq!(written.strings.iter().map(|at| &text[at.clone()]).collect::<Vec<_>>(), [&b"<0a>"[..], b"(x)"]);
        assert_eq!(numbers(b"4 0 5 17 <<", 4).unwrap(), [4, 0, 5, 17]);
    }
}
