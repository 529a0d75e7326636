//! The passwords that the system makes (A9).

use kunye_kernel::entropy::Entropy;
use kunye_kernel::secret::Secret;

/// Characters that are the same in every SMS table, on Turkish and English keyboards alike, and that no eye takes for another:
/// no 0 o 1 l i, none of the look-alike pairs 5 s, 2 z, 8 b, 9 g q, no capitals (phones write the first letter large by
/// themselves), no signs (Turkish keyboards keep them elsewhere).
pub const ALPHABET: &[u8; 24] = b"acdefhjkmnprtuvwxy234678";

/// A new password: every character drawn alike, log2(24) ≈ 4.58 bits each.
pub fn generate(length: i64, entropy: &dyn Entropy) -> Secret {
    let text: String =
        (0..length.clamp(8, 64)).map(|_| char::from(ALPHABET[entropy.below(ALPHABET.len() as u32) as usize])).collect();
    Secret::new(text)
}

/// Why a password that a person wants to choose will not do, as a text key. Length and a list of what everybody tries, no rules
/// about kinds of characters (NIST SP 800-63B-4, 3.1.1.2).
pub fn objection(chosen: &Secret, user_name: &str, names: &str, min_length: i64) -> Option<&'static str> {
    let text = chosen.expose();
    let length = text.chars().count() as i64;
    if length < min_length {
        return Some("password-too-short");
    }
    if length > 128 {
        return Some("password-too-long");
    }
    let folded = kunye_kernel::text::fold(text).replace(' ', "");
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    if distinct < 5 || surprises(&folded) < LEAST_SURPRISES || rests_on(&folded, COMMON.iter().copied(), 6) {
        return Some("password-too-common");
    }
    let of_person = kunye_kernel::text::fold(names);
    let own = of_person.split(' ').chain(user_name.split(['.', '@'])).filter(|word| word.len() > 3);
    rests_on(&folded, own, 8).then_some("password-names-you")
}

/// Characters of a password that do not follow from those before: least of them.
const LEAST_SURPRISES: usize = 7;
/// The longest piece whose repetition is noticed.
const LONGEST_PIECE: usize = 8;

/// How many characters neither go on with a row (`abc`, `321`, `aaa`, 9 before 0) nor repeat a piece that came before.
fn surprises(folded: &str) -> usize {
    let text: Vec<char> = folded.chars().collect();
    let goes_on = |at: usize| {
        let (before, one) = (text[at - 1], text[at]);
        matches!((before, one), ('9', '0') | ('0', '9')) || (u32::from(before)).abs_diff(u32::from(one)) <= 1
    };
    let repeats = |at: usize| {
        (2..=LONGEST_PIECE.min(at))
            .any(|piece| text[at] == text[at - piece] && at > piece && text[at - 1] == text[at - 1 - piece])
    };
    (0..text.len()).filter(|at| *at == 0 || !goes_on(*at) && !repeats(*at)).count()
}

/// Whether fewer than `least` characters remain of a password when these words are taken out of it.
fn rests_on<'a>(folded: &str, words: impl Iterator<Item = &'a str>, least: usize) -> bool {
    let rest = words.fold(folded.to_owned(), |rest, word| rest.replace(word, ""));
    rest.len() < folded.len() && rest.len() < least
}

/// Beginnings of what is tried first, folded; a longer list belongs to an online service, which the rule has no place for.
const COMMON: &[&str] = &[
    "123456",
    "password",
    "parola",
    "sifre",
    "qwerty",
    "asdfgh",
    "111111",
    "000000",
    "abc123",
    "istanbul",
    "ankara",
    "turkiye",
    "galatasaray",
    "fenerbahce",
    "besiktas",
    "trabzonspor",
    "ataturk",
    "admin",
    "welcome",
    "letmein",
    "iloveyou",
    "seniseviyorum",
];

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::entropy::SeededEntropy;

    #[test]
    fn made_passwords_use_the_alphabet_evenly() {
        let entropy = SeededEntropy::new(9);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..1_000 {
            let password = generate(12, &entropy);
            assert_eq!(password.expose().len(), 12);
            for c in password.expose().bytes() {
                assert!(ALPHABET.contains(&c));
                *counts.entry(c).or_insert(0) += 1;
            }
        }
        assert_eq!(counts.len(), ALPHABET.len());
        assert!(counts.values().all(|n| (350..650).contains(n)), "{counts:?}");
    }

    #[test]
    fn weak_choices_are_explained() {
        let why = |text: &str| objection(&Secret::new(text), "sukru.caglayan", "Şükrü Çağlayan", 15);
        assert_eq!(why("kısa"), Some("password-too-short"));
        assert_eq!(why("aaaaaaaaaaaaaaaaaa"), Some("password-too-common"));
        assert_eq!(why("Şifre-0123456789"), Some("password-too-common"));
        assert_eq!(why("galatasaray-1905"), Some("password-too-common"));
        assert_eq!(why("çağlayan-1975-ok"), Some("password-names-you"));
        for row in ["123456789012345", "abcabcabcabcabcd12345", "987654321987654321", "abababababababab", "kalemkalemkalemkalem"]
        {
            assert_eq!(why(row), Some("password-too-common"), "{row}");
        }
        for good in ["üç mavi kedi çatıda uyur", "kalem defter kalem", "7 dağ 12 ırmak 3 göl", "ada-vapuru-ile-gittik"] {
            assert_eq!(why(good), None, "{good}");
        }
    }
}
