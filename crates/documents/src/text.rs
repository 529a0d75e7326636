//! Makes any text printable. A PDF/A file may hold no character its fonts cannot draw, and a form holds what people typed.

use serde_json::Value;
use typst::text::is_default_ignorable;

/// More marks on one letter than any language we print needs would climb out of the line and hide what stands above it.
const MOST_MARKS: usize = 2;

/// Stands for a character without a glyph. Not U+FFFD, for which our fonts have no glyph either.
const MISSING: char = '□';

/// Cleans every text in `data`. A text with nothing to see becomes `null`, which a form prints as a line to write on.
pub(crate) fn clean_all(data: &mut Value, drawable: &impl Fn(char) -> bool) {
    match data {
        Value::String(text) => {
            let clean = clean(text, drawable);
            *data = if clean.is_empty() { Value::Null } else { Value::String(clean) };
        }
        Value::Array(items) => items.iter_mut().for_each(|item| clean_all(item, drawable)),
        Value::Object(fields) => fields.values_mut().for_each(|field| clean_all(field, drawable)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// How many characters all texts in `data` have.
pub(crate) fn length(data: &Value) -> usize {
    match data {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(length).sum(),
        Value::Object(fields) => fields.values().map(length).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// White space and control characters become one space; invisible characters, which could turn the direction of the text
/// around them, go; a character without a glyph shows as a box, so that the reader sees something is missing.
pub(crate) fn clean(text: &str, drawable: &impl Fn(char) -> bool) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if is_invisible(c) || (c == ' ' && (clean.is_empty() || clean.ends_with(' '))) {
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            continue;
        }
        clean.push(if c == ' ' || drawable(c) { c } else { MISSING });
    }
    clean.truncate(clean.trim_end().len());
    clean
}

fn is_invisible(c: char) -> bool {
    is_default_ignorable(c) || matches!(c, '\u{FFF0}'..='\u{FFFB}')
}

/// The blocks of combining marks that sit on Latin, Greek and Cyrillic letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ascii_and_turkish(c: char) -> bool {
        c.is_ascii() || "çğıöşüÇĞİÖŞÜ".contains(c) || is_mark(c)
    }

    fn cleaned(text: &str) -> String {
        clean(text, &ascii_and_turkish)
    }

    #[test]
    fn markup_stays_as_it_was_typed() {
        assert_eq!(cleaned("#panic() $x$ *b* ] } \\ \"q\""), "#panic() $x$ *b* ] } \\ \"q\"");
    }

    #[test]
    fn white_space_and_control_characters_become_one_space() {
        assert_eq!(cleaned("\u{0}\tAyşe\r\n\u{7} Gül\u{2028}\u{a0}Işık \u{1b}"), "Ayşe Gül Işık");
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(cleaned("Ali\u{202E}ileV\u{200B}\u{FEFF}\u{AD}"), "AliileV");
    }

    #[test]
    fn a_character_without_glyph_shows() {
        assert_eq!(cleaned("Ali 好😀"), "Ali □□");
    }

    #[test]
    fn marks_do_not_pile_up() {
        assert_eq!(cleaned(&format!("a{}b", "\u{301}".repeat(50))), "a\u{301}\u{301}b");
    }

    #[test]
    fn nothing_to_see_is_null() {
        let mut data = json!({"a": " \u{200B}\n", "b": ["x", ""], "c": true, "d": {"e": "ğ"}});
        clean_all(&mut data, &ascii_and_turkish);
        assert_eq!(data, json!({"a": null, "b": ["x", null], "c": true, "d": {"e": "ğ"}}));
    }
}
