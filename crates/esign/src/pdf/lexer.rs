//! Just enough of PDF's syntax (ISO 32000-2, 7.2 and 7.3) to see whether a dictionary names a key twice. Readers take the first or the
//! last, and an update that says both shows one thing to us and another to somebody else.

use crate::pdf::range::is_space;

/// Deeper than any real object.
const DEEPEST: usize = 64;

/// All keys of the object that begins here, when it can be read and names none twice inside one dictionary.
pub fn keys(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut lexer = Lexer { bytes, at: 0, keys: Vec::new() };
    lexer.object(0)?;
    Some(lexer.keys)
}

/// As [`keys`], for `12 0 obj` and the object after it.
pub fn keys_of_indirect(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut lexer = Lexer { bytes, at: 0, keys: Vec::new() };
    lexer.number()?;
    lexer.number()?;
    lexer.word(b"obj")?;
    lexer.object(0)?;
    Some(lexer.keys)
}

/// The first numbers in the contents of an object stream: object number and place, pair by pair (7.5.7).
pub fn numbers(bytes: &[u8], count: usize) -> Option<Vec<usize>> {
    let mut lexer = Lexer { bytes, at: 0, keys: Vec::new() };
    (0..count).map(|_| lexer.number()).collect()
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    keys: Vec<Vec<u8>>,
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl Lexer<'_> {
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

    fn object(&mut self, depth: usize) -> Option<()> {
        self.skip();
        if depth > DEEPEST {
            return None;
        }
        match (self.peek()?, self.bytes.get(self.at + 1)) {
            (b'<', Some(b'<')) => self.dictionary(depth),
            (b'<', _) => {
                let length = self.bytes[self.at..].iter().position(|byte| *byte == b'>')?;
                self.at += length + 1;
                Some(())
            }
            (b'(', _) => self.string(),
            (b'/', _) => self.name().map(|_| ()),
            (b'[', _) => {
                self.at += 1;
                loop {
                    self.skip();
                    if self.peek()? == b']' {
                        self.at += 1;
                        return Some(());
                    }
                    self.object(depth + 1)?;
                }
            }
            // A number, a word, or the parts of a reference one after the other.
            _ => (!self.regular().is_empty()).then_some(()),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<()> {
        self.at += 2;
        let mut own: Vec<Vec<u8>> = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    self.keys.append(&mut own);
                    return Some(());
                }
                b'/' => {
                    let key = self.name()?;
                    if own.contains(&key) {
                        return None;
                    }
                    own.push(key);
                    self.object(depth + 1)?;
                    // `12 0 R` is three words of which the first was the object.
                    loop {
                        self.skip();
                        match self.peek()? {
                            b'/' | b'>' => break,
                            byte if is_delimiter(byte) => return None,
                            _ => {
                                self.regular();
                            }
                        }
                    }
                }
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<()> {
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
                return Some(());
            }
        }
    }

    /// A name with its `#xx` read (7.3.5).
    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let raw = self.regular().to_vec();
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let escaped = (raw[at] == b'#').then(|| raw.get(at + 1..at + 3)).flatten();
            match escaped.and_then(|digits| data_encoding::HEXLOWER_PERMISSIVE.decode(digits).ok()) {
                Some(byte) => {
                    name.extend(byte);
                    at += 3;
                }
                None => {
                    name.push(raw[at]);
                    at += 1;
                }
            }
        }
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_seen_however_it_is_written() {
        for good in ["<< /A 1 0 R /B << /A [1 2 <</A(\\)x)>>] >> /C /A % /A\n /D <aa> >>", "[ /A /A ]", "null", "<<>>"] {
            assert!(keys(good.as_bytes()).is_some(), "{good}");
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
            assert!(keys(bad.as_bytes()).is_none(), "{bad}");
        }
        assert_eq!(keys_of_indirect(b" 12 0 obj\n<</Root 1 0 R>>").unwrap(), [b"Root".to_vec()]);
        assert_eq!(numbers(b"4 0 5 17 <<", 4).unwrap(), [4, 0, 5, 17]);
    }
}
