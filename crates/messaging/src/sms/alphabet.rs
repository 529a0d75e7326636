//! The 7-bit alphabets: 3GPP TS 23.038 §6.2.1 (default and its extension), A.2.1 (Turkish single shift), A.3.1 (Turkish
//! locking shift). National language identifier 1 is Turkish.

/// The septet that announces a character of the single shift table.
pub const ESCAPE: u8 = 0x1B;

/// Which table stands behind a shift: the international one, or the Turkish one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Default,
    Turkish,
}

/// A locking shift table for plain septets and a single shift table for those behind [`ESCAPE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alphabet {
    pub locking: Language,
    pub single: Language,
}

#[rustfmt::skip]
const DEFAULT: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å',
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', '\u{1B}', 'Æ', 'æ', 'ß', 'É',
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/',
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O',
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§',
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// A.3.1 differs from the default alphabet in eight places.
const TURKISH: [char; 128] =
    replaced(DEFAULT, &[(0x04, '€'), (0x07, 'ı'), (0x0B, 'Ğ'), (0x0C, 'ğ'), (0x1C, 'Ş'), (0x1D, 'ş'), (0x40, 'İ'), (0x60, 'ç')]);

const DEFAULT_SHIFT: [(u8, char); 10] = [
    (0x0A, '\u{C}'), // page break
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2F, '\\'),
    (0x3C, '['),
    (0x3D, '~'),
    (0x3E, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// What A.2.1 adds to the default extension: each Turkish letter sits where its ASCII look-alike is, so that a phone without
/// the table shows `s` for `ş`.
const TURKISH_SHIFT: [(u8, char); 7] =
    [(0x47, 'Ğ'), (0x49, 'İ'), (0x53, 'Ş'), (0x63, 'ç'), (0x67, 'ğ'), (0x69, 'ı'), (0x73, 'ş')];

const fn replaced(mut table: [char; 128], changes: &[(usize, char)]) -> [char; 128] {
    let mut i = 0;
    while i < changes.len() {
        table[changes[i].0] = changes[i].1;
        i += 1;
    }
    table
}

impl Alphabet {
    fn plain(self) -> &'static [char; 128] {
        match self.locking {
            Language::Default => &DEFAULT,
            Language::Turkish => &TURKISH,
        }
    }

    fn shifted(self) -> impl Iterator<Item = (u8, char)> {
        let turkish = if self.single == Language::Turkish { TURKISH_SHIFT.as_slice() } else { &[] };
        DEFAULT_SHIFT.iter().chain(turkish).copied()
    }

    /// The one septet, or the escape and its septet, that stand for a character. `None`: not in these tables.
    pub fn encode(self, c: char) -> Option<(u8, Option<u8>)> {
        if c == char::from(ESCAPE) {
            return None;
        }
        // Most characters sit where ASCII has them.
        let ascii = u8::try_from(c).ok().filter(|i| self.plain().get(usize::from(*i)) == Some(&c));
        if let Some(septet) = ascii.or_else(|| (0..128u8).find(|i| self.plain()[usize::from(*i)] == c)) {
            return Some((septet, None));
        }
        self.shifted().find(|(_, shifted)| *shifted == c).map(|(septet, _)| (ESCAPE, Some(septet)))
    }

    /// Reads septets. An escape in front of a code that the single shift table leaves empty is passed over, as §6.2.1.1 asks.
    /// `None`: something is no septet, or the text ends in an escape.
    pub fn decode(self, septets: &[u8]) -> Option<String> {
        let mut text = String::with_capacity(septets.len());
        let mut rest = septets.iter().copied();
        while let Some(septet) = rest.next() {
            let c = if septet == ESCAPE {
                let behind = rest.next()?;
                match self.shifted().find(|(code, _)| *code == behind) {
                    Some((_, c)) => c,
                    None if behind == ESCAPE => ' ',
                    None => *self.plain().get(usize::from(behind))?,
                }
            } else {
                *self.plain().get(usize::from(septet))?
            };
            text.push(c);
        }
        Some(text)
    }
}
