//! References that people read aloud: `KT7M-2QX4`.

use crate::entropy::Entropy;

/// No 0 O 1 I L, no U and V together, no letter that Turkish keyboards place elsewhere or eyes confuse: 25 characters.
const ALPHABET: &[u8; 25] = b"23456789ABCDEFGHKMNPRSTXZ";
const LENGTH: usize = 8;

/// A new reference: seven random characters (25⁷ ≈ 6·10⁹) and a check character, in two groups of four.
pub fn new(entropy: &dyn Entropy) -> String {
    let mut text: String = (1..LENGTH).map(|_| ALPHABET[entropy.below(ALPHABET.len() as u32) as usize] as char).collect();
    text.push(check_character(&text));
    text.insert(LENGTH / 2, '-');
    text
}

/// Reads a reference as people type it: small letters, spaces, dashes in other places. `None` when it cannot be one, so that a
/// slip of the hand is told from a reference that does not exist.
pub fn parse(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    if kept.len() != LENGTH || !kept.bytes().all(|b| ALPHABET.contains(&b)) {
        return None;
    }
    let (body, check) = kept.split_at(LENGTH - 1);
    check.starts_with(check_character(body)).then(|| format!("{}-{}", &kept[..LENGTH / 2], &kept[LENGTH / 2..]))
}

/// How many characters a code has: 25¹⁶ ≈ 2·10²², more than anybody tries.
const CODE_LENGTH: usize = 16;

/// A code that lets a document be looked up, made of at least sixteen bytes that nobody can foresee: four groups of four characters.
pub fn code(unforeseeable: &[u8]) -> String {
    let mut text = String::with_capacity(CODE_LENGTH + 3);
    for (at, byte) in unforeseeable.iter().take(CODE_LENGTH).enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(ALPHABET[usize::from(*byte) % ALPHABET.len()] as char);
    }
    text
}

/// Reads a code as people type it.
pub fn parse_code(text: &str) -> Option<String> {
    let kept: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| u8::try_from(c.to_ascii_uppercase()).unwrap_or(0))
        .collect();
    if kept.len() != CODE_LENGTH || !kept.iter().all(|b| ALPHABET.contains(b)) {
        return None;
    }
    let groups: Vec<String> = kept.chunks(4).map(|group| group.iter().map(|b| char::from(*b)).collect()).collect();
    Some(groups.join("-"))
}

/// Position-weighted sum modulo 25. The weights are odd or even but never share a factor with 25, so every single wrong
/// character changes the sum, and so does every swap of two neighbours.
fn check_character(body: &str) -> char {
    const WEIGHTS: [usize; LENGTH - 1] = [1, 2, 3, 4, 6, 7, 8];
    let value = |b: u8| ALPHABET.iter().position(|a| *a == b).unwrap_or(0);
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(b, weight)| value(b) * weight).sum();
    ALPHABET[sum % ALPHABET.len()] as char
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_reference_survives_being_typed_by_hand() {
        let reference = new(&SeededEntropy::new(3));
        assert_eq!(reference.len(), 9);
        let typed = format!(" {} ", reference.to_lowercase().replace('-', " "));
        assert_eq!(parse(&typed), Some(reference));
    }

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let made = code(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 24, 25, 49, 50, 254, 255]);
        assert_eq!(made.len(), 19);
        assert_eq!(parse_code(&made.to_lowercase().replace('-', " ")), Some(made.clone()));
        assert_eq!(parse_code(&made[..18]), None);
        assert_eq!(parse_code("OOOO-1111-OOOO-1111"), None);
        assert_eq!(parse_code("ğğğğ-ğğğğ-ğğğğ-ğğğğ"), None);
    }

    #[test]
    fn every_single_slip_and_most_swaps_are_noticed() {
        let reference = new(&SeededEntropy::new(4)).replace('-', "");
        for at in 0..LENGTH {
            for other in ALPHABET {
                let mut slipped = reference.clone().into_bytes();
                if slipped[at] != *other {
                    slipped[at] = *other;
                    assert_eq!(parse(std::str::from_utf8(&slipped).unwrap()), None);
                }
            }
        }
        for at in 0..LENGTH - 2 {
            let mut swapped = reference.clone().into_bytes();
            swapped.swap(at, at + 1);
            if swapped != reference.as_bytes() {
                // Weights 4 and 6 differ by two, the others by one: both invertible modulo 25.
                assert_eq!(parse(std::str::from_utf8(&swapped).unwrap()), None, "{at}");
            }
        }
        for wrong in ["", "KT7M", "KT7M-2QX4-9", "OOOO-1111", "ğğğğ-ğğğğ"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
