//! Choosing the alphabet and cutting the text.

use super::alphabet::{Alphabet, Language};
use super::header::{Concat, Header, Reference};
use super::{Packing, septets};
use std::ops::Range;
use zeroize::Zeroizing;

/// Octets of user data in one message (3GPP TS 23.040 §9.2.3.24).
const OCTETS: usize = 140;

/// Operators append a short code of their own, so a text should leave room: at most so many septets, or the same five short of
/// the limit in UCS-2 (brief, facts of the domain).
const SEPTET_BUDGET: usize = 150;
const UCS2_BUDGET: usize = 65;

/// In order of preference where the number of parts is the same: the default alphabet works everywhere; a single shift degrades
/// to ASCII look-alikes on a phone without the table; a locking shift degrades to wrong letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Gsm,
    TurkishSingle,
    TurkishLocking,
    Ucs2,
}

/// Both Turkish tables together are not here: the locking one alone has every letter of the single one, in fewer septets.
const SEVEN_BIT: [Encoding; 3] = [Encoding::Gsm, Encoding::TurkishSingle, Encoding::TurkishLocking];

impl Encoding {
    /// The 7-bit tables; `None` for UCS-2.
    fn alphabet(self) -> Option<Alphabet> {
        use Language::{Default, Turkish};
        let (locking, single) = match self {
            Self::Gsm => (Default, Default),
            Self::TurkishSingle => (Default, Turkish),
            Self::TurkishLocking => (Turkish, Default),
            Self::Ucs2 => return None,
        };
        Some(Alphabet { locking, single })
    }

    /// `data_coding` of SMPP 3.4 §5.2.19.
    pub fn data_coding(self) -> u8 {
        if self == Self::Ucs2 { 8 } else { 0 }
    }

    /// How many septets or UTF-16 units fit behind a header.
    fn room(self, header: &Header) -> usize {
        let octets = OCTETS - header.encode().len();
        if self == Self::Ucs2 { octets / 2 } else { octets * 8 / 7 }
    }
}

/// One or two septets or UTF-16 units that must stay together.
type Symbol = [u16; 2];

/// No second unit: neither a septet nor the second half of a surrogate pair.
const NONE: u16 = 0xFFFF;

fn septets_of(c: char, alphabet: Alphabet) -> Option<Symbol> {
    alphabet.encode(c).map(|(first, second)| [first.into(), second.map_or(NONE, u16::from)])
}

fn utf16_of(c: char) -> Symbol {
    let mut symbol = [NONE; 2];
    c.encode_utf16(&mut symbol);
    symbol
}

fn units(symbol: &Symbol) -> usize {
    if symbol[1] == NONE { 1 } else { 2 }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum ReferenceSize {
    #[default]
    #[serde(rename = "8-bit")]
    Eight,
    #[serde(rename = "16-bit")]
    Sixteen,
}

impl ReferenceSize {
    fn with(self, seed: u16) -> Reference {
        match self {
            Self::Eight => Reference::Eight(seed as u8),
            Self::Sixteen => Reference::Sixteen(seed),
        }
    }
}

/// What the gateway in use allows.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Whether the Turkish tables may be used. A gateway that drops headers needs `false`: Turkish letters then go as UCS-2.
    pub turkish: bool,
    pub reference: ReferenceSize,
}

impl Default for Rules {
    fn default() -> Self {
        Self { turkish: true, reference: ReferenceSize::Eight }
    }
}

/// What the writer of a text should know before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// This letter is in no 7-bit table: because of it the whole message travels as UCS-2.
    ForcesUcs2(char),
    /// The text leaves no room for the operator's own code.
    OverBudget { units: usize, budget: usize },
    /// The text is paid for so many times.
    SeveralParts(usize),
}

/// The text needs more than the 255 parts a header can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// How a text will travel. Holds the text, therefore no `Debug`; wiped when dropped.
pub struct Plan {
    encoding: Encoding,
    reference: ReferenceSize,
    symbols: Zeroizing<Vec<Symbol>>,
    cuts: Vec<Range<usize>>,
    forcing: Vec<char>,
}

/// [`plan_with`] the Turkish tables and an 8-bit reference.
pub fn plan(text: &str) -> Plan {
    plan_with(text, Rules::default())
}

/// The encoding that loses nothing and needs the fewest parts; among equals, the first of [`Encoding`].
pub fn plan_with(text: &str, rules: Rules) -> Plan {
    let (usable, widest) =
        if rules.turkish { (&SEVEN_BIT[..], Encoding::TurkishSingle) } else { (&SEVEN_BIT[..1], Encoding::Gsm) };
    let alphabet = widest.alphabet().unwrap_or_default();
    let mut forcing: Vec<char> = text.chars().filter(|c| alphabet.encode(*c).is_none()).collect();
    if forcing.is_empty() {
        let plans = usable.iter().filter_map(|encoding| {
            let alphabet = encoding.alphabet()?;
            let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
            for c in text.chars() {
                symbols.push(septets_of(c, alphabet)?);
            }
            Some(Plan::new(*encoding, symbols, rules.reference, Vec::new()))
        });
        // A character never needs more than two septets, so UCS-2 never needs fewer parts than these.
        if let Some(plan) = plans.min_by_key(Plan::part_count) {
            return plan;
        }
    }
    forcing.sort_unstable();
    forcing.dedup();
    let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
    symbols.extend(text.chars().map(utf16_of));
    Plan::new(Encoding::Ucs2, symbols, rules.reference, forcing)
}

/// Cuts between symbols, filling each part as far as it goes: no other cutting needs fewer parts.
fn cut(symbols: &[Symbol], encoding: Encoding, size: ReferenceSize) -> Vec<Range<usize>> {
    let alphabet = encoding.alphabet().unwrap_or_default();
    let alone = encoding.room(&Header { alphabet, concat: None });
    if symbols.iter().map(units).sum::<usize>() <= alone {
        return std::iter::once(0..symbols.len()).collect();
    }
    let concat = Concat { reference: size.with(0), total: 2, number: 1 };
    let room = encoding.room(&Header { alphabet, concat: Some(concat) });
    let mut cuts = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (i, symbol) in symbols.iter().enumerate() {
        if used + units(symbol) > room {
            cuts.push(start..i);
            (start, used) = (i, 0);
        }
        used += units(symbol);
    }
    cuts.push(start..symbols.len());
    cuts
}

impl Plan {
    fn new(encoding: Encoding, symbols: Zeroizing<Vec<Symbol>>, reference: ReferenceSize, forcing: Vec<char>) -> Self {
        let cuts = cut(&symbols, encoding, reference);
        Self { encoding, reference, symbols, cuts, forcing }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many messages the operator will count.
    pub fn part_count(&self) -> usize {
        self.cuts.len()
    }

    /// Characters as a person counts them (Unicode scalar values).
    pub fn characters(&self) -> usize {
        self.symbols.len()
    }

    /// Septets of all parts together, or UTF-16 units in UCS-2; headers not counted.
    pub fn units(&self) -> usize {
        self.symbols.iter().map(units).sum()
    }

    pub fn warnings(&self) -> Vec<Warning> {
        let budget = if self.encoding == Encoding::Ucs2 { UCS2_BUDGET } else { SEPTET_BUDGET };
        let mut warnings: Vec<Warning> = self.forcing.iter().copied().map(Warning::ForcesUcs2).collect();
        if self.units() > budget {
            warnings.push(Warning::OverBudget { units: self.units(), budget });
        }
        if self.part_count() > 1 {
            warnings.push(Warning::SeveralParts(self.part_count()));
        }
        warnings
    }

    /// The parts, in order. `seed` becomes the reference that ties them together; give the same message the same seed, so that
    /// parts of a repeated sending complete each other.
    pub fn parts(&self, seed: u16) -> Result<Vec<Part>, TooLong> {
        let total = u8::try_from(self.cuts.len()).map_err(|_| TooLong)?;
        let reference = self.reference.with(seed);
        let parts = self.cuts.iter().zip(1..=total).map(|(cut, number)| {
            let concat = (total > 1).then_some(Concat { reference, total, number });
            let alphabet = self.encoding.alphabet().unwrap_or_default();
            let units = self.symbols[cut.clone()].iter().flat_map(|symbol| &symbol[..units(symbol)]);
            let mut body = Zeroizing::new(Vec::with_capacity(OCTETS + 20));
            match self.encoding {
                Encoding::Ucs2 => body.extend(units.flat_map(|unit| unit.to_be_bytes())),
                _ => body.extend(units.map(|unit| *unit as u8)),
            }
            Part { encoding: self.encoding, header: Header { alphabet, concat }.encode(), body }
        });
        Ok(parts.collect())
    }
}

/// One message on the air. Holds the text, therefore no `Debug`.
pub struct Part {
    encoding: Encoding,
    header: Vec<u8>,
    /// Septets, one an octet; or UTF-16BE.
    body: Zeroizing<Vec<u8>>,
}

impl Part {
    /// SMPP 3.4 §5.2.12: bit 6 announces a header.
    pub fn esm_class(&self) -> u8 {
        if self.header.is_empty() { 0 } else { 0x40 }
    }

    pub fn data_coding(&self) -> u8 {
        self.encoding.data_coding()
    }

    /// The user data header with its length octet; empty when there is none.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Octets of user data on the air, header and all: at most 140.
    pub fn octets(&self) -> usize {
        match self.encoding {
            Encoding::Ucs2 => self.header.len() + self.body.len(),
            _ => (((self.header.len() * 8).div_ceil(7) + self.body.len()) * 7).div_ceil(8),
        }
    }

    /// Header and text as SMPP's `short_message`.
    pub fn short_message(&self, packing: Packing) -> Zeroizing<Vec<u8>> {
        let mut message = Zeroizing::new(Vec::with_capacity(self.header.len() + self.body.len() + 1));
        message.extend_from_slice(&self.header);
        if self.encoding != Encoding::Ucs2 && packing == Packing::Packed {
            message.extend_from_slice(&Zeroizing::new(septets::pack(&self.body, self.header.len())));
        } else {
            message.extend_from_slice(&self.body);
        }
        message
    }
}
