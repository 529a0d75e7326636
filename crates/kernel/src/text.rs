//! Turkish letters: case, order, folding, search.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale::{LanguageIdentifier, langid, locale};
use std::sync::LazyLock;

static CASES: CaseMapperBorrowed<'static> = CaseMapper::new();
const TURKISH: LanguageIdentifier = langid!("tr");

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| icu_collator::Collator::try_new(locale!("tr").into(), CollatorOptions::default()).ok());

/// `IŞIK` becomes `ışık`, `İNCİ` becomes `inci`.
pub fn lower(text: &str) -> String {
    CASES.lowercase_to_string(text, &TURKISH).into_owned()
}

/// `ışık` becomes `IŞIK`, `inci` becomes `İNCİ`.
pub fn upper(text: &str) -> String {
    CASES.uppercase_to_string(text, &TURKISH).into_owned()
}

/// Letters without their marks, in small ASCII: the fixed table for user names and for search. What is neither an ASCII letter
/// nor a digit and has no place in the table becomes a space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in lower(text).chars() {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ğ' => folded.push('g'),
            'ı' | 'î' | 'í' | 'ì' | 'ï' => folded.push('i'),
            'ö' | 'ô' | 'ó' | 'ò' | 'õ' => folded.push('o'),
            'ş' | 'š' => folded.push('s'),
            'ü' | 'û' | 'ú' | 'ù' => folded.push('u'),
            'â' | 'á' | 'à' | 'ä' | 'ã' | 'å' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ə' => folded.push('e'),
            'ñ' => folded.push('n'),
            'ý' => folded.push('y'),
            'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            // Marks that stand alone (a decomposed ü, the dot of a lowered İ) belong to the letter before; apostrophes fall out.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ => folded.push(' '),
        }
    }
    folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is stored beside a name so that `sukru cag` finds it: every word with a space before it, so that `LIKE '% word%'` means
/// "a word begins with".
pub fn search_key(text: &str) -> String {
    format!(" {}", fold(text))
}

/// Matches no [`search_key`]: two spaces stand in none.
const NOTHING: &str = "%  %";

/// The patterns that must all match a [`search_key`]; none for an empty query. Folding leaves nothing in them that `LIKE` would read as
/// its own; a query of which it leaves nothing at all (`%`, `_`, `*`) finds nothing, and not everything.
pub fn search_patterns(query: &str) -> Vec<String> {
    let folded = fold(query);
    if folded.is_empty() && !query.trim().is_empty() {
        return vec![NOTHING.to_owned()];
    }
    folded.split(' ').filter(|word| !word.is_empty()).take(6).map(|word| format!("% {word}%")).collect()
}

/// Bytes whose order is the Turkish order of the texts (CLDR root with the Turkish tailoring). Neither database sorts Turkish
/// the same way, so the key is stored.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 3);
    if let Some(collator) = COLLATOR.as_ref() {
        let Ok(()) = collator.write_sort_key_to(text, &mut key);
    }
    key
}

/// Removes invisible characters, joins decomposed letters' neighbours apart, and makes every run of white space one space.
pub fn tidy(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(
            |c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}'),
        )
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_and_dotless_i_stay_apart() {
        assert_eq!(lower("IŞIK İNCİ"), "ışık inci");
        assert_eq!(upper("ışık inci"), "IŞIK İNCİ");
    }

    #[test]
    fn folding_is_fixed() {
        assert_eq!(fold("Şükrü ÇAĞLAYAN"), "sukru caglayan");
        assert_eq!(fold("IĞDIR İl Müdürlüğü"), "igdir il mudurlugu");
        assert_eq!(fold("Kâmil  Öz-Gür'ün"), "kamil oz gurun");
        assert_eq!(fold("u\u{308}mit %_"), "umit");
    }

    #[test]
    fn search_finds_the_beginning_of_each_word() {
        let key = search_key("Şükrü Çağlayan");
        let finds = |query: &str| search_patterns(query).iter().all(|p| key.contains(p.trim_matches('%')));
        assert!(finds("sukru cag"));
        assert!(finds("ÇAĞ şük"));
        assert!(!finds("ukru"));
        assert!(!finds("sukru mehmet"));
        assert!(search_patterns("  ").is_empty());
        for query in ["%", " %% ", "_", "*", "?", "% _", "李"] {
            assert_eq!(search_patterns(query), [NOTHING], "{query}");
        }
        assert_eq!(search_patterns("%ali_"), ["% ali%"]);
        for text in ["", "Ali", "Kâmil  Öz-Gür'ün", " 12 "] {
            assert!(!search_key(text).contains(NOTHING.trim_matches('%')), "{text}");
        }
    }

    #[test]
    fn turkish_order() {
        let mut names = vec![
            "Zeki", "Çağla", "Cem", "Islak", "İnci", "Irmak", "Öz", "Oya", "Şule", "Sami", "Ümit", "Ufuk", "Gül", "Ğ", "Hale",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Cem", "Çağla", "Gül", "Ğ", "Hale", "Irmak", "Islak", "İnci", "Oya", "Öz", "Sami", "Şule", "Ufuk", "Ümit", "Zeki"]
        );
    }

    #[test]
    fn tidying_removes_what_nobody_sees() {
        assert_eq!(tidy(" Ali\u{200b}\t\n Veli\u{feff} "), "Ali Veli");
    }
}
