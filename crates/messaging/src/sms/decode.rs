//! The way back: for the phone simulator and for tests.

use super::header::{Concat, Header};
use super::{Packing, septets};

/// The octets are no text in an alphabet we know, or the parts are not all there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// One part, read.
pub struct Decoded {
    pub text: String,
    pub concat: Option<Concat>,
}

/// Reads one `short_message`. Knows `data_coding` 0 and 8.
pub fn decode(esm_class: u8, data_coding: u8, short_message: &[u8], packing: Packing) -> Result<Decoded, Malformed> {
    let (header, body) = match esm_class & 0x40 {
        0 => (Header::default(), short_message),
        _ => Header::decode(short_message).ok_or(Malformed)?,
    };
    let text = match (data_coding, packing) {
        (0, Packing::Unpacked) => header.alphabet.decode(body),
        (0, Packing::Packed) => header.alphabet.decode(&septets::unpack(body, short_message.len() - body.len())),
        (8, _) if body.len() % 2 == 0 => {
            let units: Vec<u16> = body.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).ok()
        }
        _ => None,
    };
    Ok(Decoded { text: text.ok_or(Malformed)?, concat: header.concat })
}

/// Puts the parts of one message together, in whatever order they came.
pub fn join(mut parts: Vec<Decoded>) -> Result<String, Malformed> {
    if let [Decoded { concat: None, .. }] = parts.as_slice() {
        return Ok(parts.remove(0).text);
    }
    parts.sort_by_key(|part| part.concat.map(|concat| concat.number));
    let reference = parts.first().and_then(|part| part.concat).map(|concat| concat.reference);
    let complete = parts.iter().enumerate().all(|(i, part)| {
        part.concat.is_some_and(|concat| {
            Some(concat.reference) == reference && usize::from(concat.total) == parts.len() && usize::from(concat.number) == i + 1
        })
    });
    if parts.is_empty() || !complete { Err(Malformed) } else { Ok(parts.into_iter().map(|part| part.text).collect()) }
}
