//! The user data header: 3GPP TS 23.040 §9.2.3.24.

use super::alphabet::{Alphabet, Language};

const CONCATENATED_8: u8 = 0x00;
const CONCATENATED_16: u8 = 0x08;
const SINGLE_SHIFT: u8 = 0x24;
const LOCKING_SHIFT: u8 = 0x25;
const TURKISH: u8 = 1;

/// Ties the parts of one message together on the phone; the same for all parts, different for the next message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Eight(u8),
    Sixteen(u16),
}

/// Part `number` of `total`, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concat {
    pub reference: Reference,
    pub total: u8,
    pub number: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Header {
    pub alphabet: Alphabet,
    pub concat: Option<Concat>,
}

impl Header {
    /// The header with its length octet in front; nothing at all when there is nothing to say.
    pub fn encode(&self) -> Vec<u8> {
        let mut elements = Vec::with_capacity(12);
        match self.concat {
            Some(Concat { reference: Reference::Eight(reference), total, number }) => {
                elements.extend([CONCATENATED_8, 3, reference, total, number]);
            }
            Some(Concat { reference: Reference::Sixteen(reference), total, number }) => {
                let [high, low] = reference.to_be_bytes();
                elements.extend([CONCATENATED_16, 4, high, low, total, number]);
            }
            None => {}
        }
        if self.alphabet.single == Language::Turkish {
            elements.extend([SINGLE_SHIFT, 1, TURKISH]);
        }
        if self.alphabet.locking == Language::Turkish {
            elements.extend([LOCKING_SHIFT, 1, TURKISH]);
        }
        if !elements.is_empty() {
            // At most 6 + 3 + 3 octets.
            elements.insert(0, elements.len() as u8);
        }
        elements
    }

    /// Reads the header at the front of a message and returns what follows it. Elements we do not know are passed over; a
    /// language we do not know, or an element that ends outside the header, is `None`.
    pub fn decode(message: &[u8]) -> Option<(Self, &[u8])> {
        let (length, rest) = message.split_first()?;
        let (mut elements, body) = rest.split_at_checked(usize::from(*length))?;
        let mut header = Self::default();
        while let Some((id, rest)) = elements.split_first() {
            let (length, rest) = rest.split_first()?;
            let (value, rest) = rest.split_at_checked(usize::from(*length))?;
            elements = rest;
            match (*id, value) {
                (CONCATENATED_8, &[reference, total, number]) => {
                    header.concat = Some(Concat { reference: Reference::Eight(reference), total, number });
                }
                (CONCATENATED_16, &[high, low, total, number]) => {
                    let reference = Reference::Sixteen(u16::from_be_bytes([high, low]));
                    header.concat = Some(Concat { reference, total, number });
                }
                (SINGLE_SHIFT, &[TURKISH]) => header.alphabet.single = Language::Turkish,
                (LOCKING_SHIFT, &[TURKISH]) => header.alphabet.locking = Language::Turkish,
                (SINGLE_SHIFT | LOCKING_SHIFT | CONCATENATED_8 | CONCATENATED_16, _) => return None,
                _ => {}
            }
        }
        Some((header, body))
    }
}
