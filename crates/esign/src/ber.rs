//! Signatures found in the wild are BER: indefinite lengths and strings in pieces. They are rewritten with definite lengths and whole
//! strings, and nothing else is touched: an element that needs no rewriting keeps its very bytes, and certificates and revocation
//! lists always do, since their signatures are over the bytes as issued.

use crate::asn1::{Malformed, Result, header, write};

/// Deeper than any real structure.
const DEEPEST: usize = 40;

/// The first element of `bytes` with definite lengths, and how many bytes it took.
pub fn definite(bytes: &[u8]) -> Result<(Vec<u8>, usize)> {
    let mut path = Vec::new();
    let (element, length) = rewrite(bytes, &mut path)?;
    Ok((element, length))
}

/// Certificates and lists of a SignedData (RFC 5652 5.1): ContentInfo, `[0]`, SignedData, `[0]` or `[1]`.
fn verbatim(path: &[u8]) -> bool {
    matches!(path, [0x30, 0xa0, 0x30, 0xa0 | 0xa1])
}

fn rewrite(bytes: &[u8], path: &mut Vec<u8>) -> Result<(Vec<u8>, usize)> {
    let (tag, start, length) = header(bytes)?;
    if path.len() > DEEPEST {
        return Err(Malformed("elements are nested too deeply"));
    }
    if let Some(length) = length {
        let end = start.checked_add(length).filter(|end| *end <= bytes.len()).ok_or(Malformed("an element is cut off"))?;
        if tag & 0x20 == 0 || verbatim(path) {
            return Ok((bytes[..end].to_vec(), end));
        }
        let parts = children(tag, &bytes[start..end], false, path)?.0;
        // Parts that were left alone have the same bytes; then so has the whole.
        let body = parts.concat();
        let whole = if body == bytes[start..end] && !is_string(tag) { bytes[..end].to_vec() } else { join(tag, &parts, &body)? };
        return Ok((whole, end));
    }
    if tag & 0x20 == 0 {
        return Err(Malformed("a primitive of indefinite length"));
    }
    let (parts, used) = children(tag, &bytes[start..], true, path)?;
    let whole = join(tag, &parts, &parts.concat())?;
    Ok((whole, start + used))
}

/// What is inside, and how many bytes that took with the mark of its end.
fn children(tag: u8, mut bytes: &[u8], indefinite: bool, path: &mut Vec<u8>) -> Result<(Vec<Vec<u8>>, usize)> {
    let mut parts = Vec::new();
    let mut used = 0;
    path.push(tag);
    loop {
        match (indefinite, bytes) {
            (true, [0, 0, ..]) => {
                used += 2;
                break;
            }
            (false, []) => break,
            _ => {}
        }
        let (part, length) = rewrite(bytes, path)?;
        parts.push(part);
        used += length;
        bytes = &bytes[length..];
    }
    path.pop();
    Ok((parts, used))
}

/// A string in pieces: universal, constructed, and of a type that has pieces.
fn is_string(tag: u8) -> bool {
    matches!(tag, 0x23 | 0x24 | 0x2c | 0x33 | 0x34 | 0x36 | 0x3a | 0x3e)
}

fn join(tag: u8, parts: &[Vec<u8>], body: &[u8]) -> Result<Vec<u8>> {
    if !is_string(tag) {
        return Ok(write::element(tag, body));
    }
    let mut joined = Vec::with_capacity(body.len());
    for (number, part) in parts.iter().enumerate() {
        let (piece, start, _) = header(part)?;
        if piece != tag & !0x20 {
            return Err(Malformed("a string has a piece of another kind"));
        }
        match (tag, &part[start..]) {
            // Each piece of a bit string counts its unused bits; only the last may have some.
            (0x23, [unused, bits @ ..]) if *unused == 0 || number + 1 == parts.len() => {
                if number == 0 {
                    joined.push(0);
                }
                joined[0] = *unused;
                joined.extend_from_slice(bits);
            }
            (0x23, _) => return Err(Malformed("a bit string has a wrong piece")),
            (_, piece) => joined.extend_from_slice(piece),
        }
    }
    if tag == 0x23 && joined.is_empty() {
        joined.push(0);
    }
    Ok(write::element(tag & !0x20, &joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn indefinite_lengths_and_pieces_become_whole() {
        let octets = [0x24, 0x80, 4, 1, 0xaa, 4, 2, 0xbb, 0xcc, 0, 0];
        let bits = [0x23, 9, 3, 2, 0, 0xf0, 3, 3, 4, 0x0f, 0x10];
        let ber = [&[0x30, 0x80][..], &octets, &bits, &[5, 0, 0, 0]].concat();
        let der = [&[0x30, 13][..], &[4, 3, 0xaa, 0xbb, 0xcc], &[3, 4, 4, 0xf0, 0x0f, 0x10], &[5, 0]].concat();
        assert_eq!(definite(&[&ber[..], &[0xff]].concat()).unwrap(), (der, ber.len()));
    }

    #[test]
    fn what_is_definite_keeps_its_bytes() {
        // A length written with more bytes than it needs.
        let odd = [0x30, 0x81, 3, 2, 1, 7];
        assert_eq!(definite(&odd).unwrap(), (odd.to_vec(), odd.len()));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok((der, used)) = definite(&bytes) {
                prop_assert!(used <= bytes.len());
                // Once definite, always the same.
                prop_assert_eq!(definite(&der).unwrap(), (der.clone(), der.len()));
            }
        }
    }
}
