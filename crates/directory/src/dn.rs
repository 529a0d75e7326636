//! Distinguished names (RFC 4514), as far as this directory has any: one attribute a level.

use std::fmt::Write;

/// A name taken apart, the entry itself first. Attribute types and values are as they compare: small letters, single spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dn(Vec<(String, String)>);

impl Dn {
    /// `None`: not a name.
    pub fn parse(text: &str) -> Option<Self> {
        let mut levels = Vec::new();
        if text.trim().is_empty() {
            return Some(Self(levels));
        }
        for level in split(text, &[',', ';']) {
            // Of a level with several attributes there is no entry here; as one value it finds none.
            let (kind, value) = level.split_once('=')?;
            let kind = kind.trim().to_ascii_lowercase();
            // Before a number and nothing else: what remains is never written so again.
            let kind = match kind.strip_prefix("oid.") {
                Some(number) if !number.starts_with(|c: char| c.is_ascii_digit()) => return None,
                number => number.unwrap_or(&kind),
            };
            let is_kind = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
            let value = unescape(value)?;
            // A value of nothing but spaces compares as nothing.
            let value = crate::matching::fold(&value);
            if !is_kind || value.is_empty() {
                return None;
            }
            levels.push((canonical(kind).to_owned(), value.into_owned()));
        }
        Some(Self(levels))
    }

    pub fn levels(&self) -> &[(String, String)] {
        &self.0
    }

    /// What stands before `base`, when this name is `base` or below it.
    pub fn below(&self, base: &Dn) -> Option<&[(String, String)]> {
        self.0.strip_suffix(base.0.as_slice())
    }

    /// One text for one name, however it was written.
    pub fn normal(&self) -> String {
        let mut out = String::new();
        for (kind, value) in &self.0 {
            let comma = if out.is_empty() { "" } else { "," };
            let _ = write!(out, "{comma}{kind}={}", escape(value));
        }
        out
    }
}

/// Other names for the attributes that entries are named by.
fn canonical(kind: &str) -> &str {
    match kind {
        "userid" | "0.9.2342.19200300.100.1.1" => "uid",
        "commonname" | "2.5.4.3" => "cn",
        "organizationalunitname" | "2.5.4.11" => "ou",
        "domaincomponent" | "0.9.2342.19200300.100.1.25" => "dc",
        other => other,
    }
}

/// Cuts at separators that are neither escaped nor quoted.
fn split<'a>(text: &'a str, at: &[char]) -> Vec<&'a str> {
    let (mut parts, mut start, mut escaped, mut quoted) = (Vec::new(), 0, false, false);
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            c if at.contains(&c) && !quoted => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn unescape(text: &str) -> Option<String> {
    let text = text.trim_start_matches(' ');
    // A space at the end counts only when it is escaped.
    let trimmed = text.trim_end_matches(' ');
    let text = if trimmed.ends_with('\\') && text.len() > trimmed.len() { &text[..=trimmed.len()] } else { trimmed };
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if text.starts_with('#') {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut out, mut i) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(i) {
        if byte == b'"' {
            return None;
        }
        if byte != b'\\' {
            out.push(byte);
            i += 1;
            continue;
        }
        let hex = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (bytes.get(i + 1).copied()?, bytes.get(i + 2).copied()) {
            (high, Some(low)) if hex(high).is_some() && hex(low).is_some() => {
                out.push(hex(high)? << 4 | hex(low)?);
                i += 3;
            }
            (sign @ (b' ' | b'"' | b'#' | b'+' | b',' | b';' | b'<' | b'=' | b'>' | b'\\'), _) => {
                out.push(sign);
                i += 2;
            }
            _ => return None,
        }
    }
    String::from_utf8(out).ok()
}

/// A value as it stands in a name.
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (i, c) in value.char_indices() {
        let at_edge = i == 0 || i + c.len_utf8() == value.len();
        if matches!(c, ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=') || (c == ' ' && at_edge) || (c == '#' && i == 0) {
            out.push('\\');
        }
        if c == '\0' { out.push_str("\\00") } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Option<String> {
        Dn::parse(text).map(|dn| dn.normal())
    }

    #[test]
    fn one_name_in_many_writings() {
        let expected = "uid=ali.demir,ou=people,dc=example,dc=org";
        for text in [
            "uid=ali.demir,ou=people,dc=example,dc=org",
            "UID=Ali.Demir, OU=People , DC=example,dc=ORG",
            "0.9.2342.19200300.100.1.1=ali.demir;ou=people;dc=example;dc=org",
            "OID.0.9.2342.19200300.100.1.1=ali.demir,ou=people,dc=example,dc=org",
            r"uid=\61li.demir,ou=people,dc=example,dc=org",
            r#"uid="ali.demir",ou=people,dc=example,dc=org"#,
        ] {
            assert_eq!(normal(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(normal("").as_deref(), Some(""));
        assert_eq!(normal(r"cn=a\,b\2cc\ ").as_deref(), Some(r"cn=a\,b\,c"));
        assert_eq!(normal("ou=Çankaya  İlçe").as_deref(), Some("ou=çankaya i\u{307}lçe"));
    }

    #[test]
    fn what_is_no_name() {
        for text in [
            "ali",
            "=x",
            "uid=",
            "uid=a,,dc=org",
            r"uid=a\",
            r"uid=\zz",
            "uid=#04",
            "u id=a",
            "oid.oid.92=a",
            r"uid=\ff",
            r"uid=\ ,dc=org",
            "uid=a\"b",
        ] {
            assert_eq!(Dn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn below_and_beside() {
        let dn = |text: &str| Dn::parse(text).unwrap();
        let base = dn("dc=example,dc=org");
        assert_eq!(dn("ou=people,dc=example,dc=org").below(&base).map(<[_]>::len), Some(1));
        assert_eq!(base.below(&base).map(<[_]>::len), Some(0));
        assert_eq!(dn("dc=other,dc=org").below(&base), None);
    }
}
