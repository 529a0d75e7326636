//! What a register field may hold: one rule for forms, corrections and imports. Every function tidies its text first and gives
//! `None` when the rest cannot be such a value.
//!
//! A text that begins like a formula (`=`, `+`, `-`, `@`) is none of these: it would be executed by the spreadsheet in which
//! somebody opens an export (OWASP, CSV injection).

use kunye_kernel::text::tidy;

/// Exactly eight digits; spaces between them are ignored.
pub fn detsis(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Given names or a surname: letters, spaces, and `. ' ’ -` between them; at most 100 characters.
pub fn person_name(text: &str) -> Option<String> {
    let name = tidy(text);
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    let fits = name.chars().count() <= 100;
    (begins && fits && name.chars().all(|c| is_letter_part(c) || " .'’-".contains(c))).then_some(name)
}

/// Combining marks belong to letters: a decomposed `ü` is two characters.
fn is_letter_part(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The name of a unit: at most 300 characters.
pub fn unit_name(text: &str) -> Option<String> {
    plain(text, 300)
}

/// A title or the sort of a unit: at most 150 characters.
pub fn label(text: &str) -> Option<String> {
    plain(text, 150)
}

fn plain(text: &str, most: usize) -> Option<String> {
    let text = tidy(text);
    let begins = text.chars().next().is_some_and(|c| c.is_alphanumeric() || "(\"“'’".contains(c));
    (begins && text.chars().count() <= most).then_some(text)
}

/// *Sicil no*: letters, digits and `. / -` inside; at most 20 characters. Spaces are ignored.
pub fn staff_no(text: &str) -> Option<String> {
    let number = tidy(text).replace(' ', "");
    let begins = number.chars().next().is_some_and(char::is_alphanumeric);
    let fits = number.chars().count() <= 20;
    (begins && fits && number.chars().all(|c| c.is_alphanumeric() || "./-".contains(c))).then_some(number)
}

/// An address with one `@`, a dotted domain and no spaces. Whether mail arrives there is not ours to know.
pub fn email(text: &str) -> Option<String> {
    let address = tidy(text);
    let (name, domain) = address.split_once('@')?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let begins = name.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let domain_fits = domain.contains('.') && domain.split('.').all(|part| !part.is_empty()) && !domain.contains(['_', '+']);
    (address.len() <= 254 && begins && domain_fits && address.replacen('@', "", 1).chars().all(allowed)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people() {
        for (text, name) in [(" Şükrü  Can ", "Şükrü Can"), ("O’Brien-Öz", "O’Brien-Öz"), ("A.\u{202e} Rıza", "A. Rıza")]
        {
            assert_eq!(person_name(text).as_deref(), Some(name));
        }
        for text in ["", " ", "=cmd()", "-Ali", "Ali3", "<b>Ali</b>", "Ali;Veli", &"a".repeat(101)] {
            assert_eq!(person_name(text), None, "{text}");
        }
        assert!(person_name("Gu\u{308}l").is_some());
    }

    #[test]
    fn formulas_are_no_labels() {
        for text in ["=1+1", "+90", "-x", "@SUM(A1)", "", "\u{200f}=x"] {
            assert_eq!(label(text), None, "{text}");
            assert_eq!(unit_name(text), None, "{text}");
            assert_eq!(staff_no(text), None, "{text}");
        }
        assert_eq!(unit_name("15 Temmuz Şehitleri (Merkez) Okulu").as_deref(), Some("15 Temmuz Şehitleri (Merkez) Okulu"));
    }

    #[test]
    fn numbers_and_addresses() {
        assert_eq!(detsis(" 2430 1719 ").as_deref(), Some("24301719"));
        for text in ["2430171", "243017190", "2430171a", "", "٢٤٣٠١٧١٩"] {
            assert_eq!(detsis(text), None, "{text}");
        }
        assert_eq!(email(" ad.soyad@kurum.gov.tr ").as_deref(), Some("ad.soyad@kurum.gov.tr"));
        for text in ["ad", "ad@kurum", "ad@@kurum.tr", "a d@kurum.tr", "@kurum.tr", "ad@.tr", "=x@kurum.tr", "ad@kurum.tr@x.tr"] {
            assert_eq!(email(text), None, "{text}");
        }
    }
}
