//! Addresses inside the product that come from outside: where to go after signing in, or after changing the language.

/// Longest address to come back to: an authorisation request of OpenID Connect, which still fits into a sealed cookie of 4 KiB.
pub const LONGEST: usize = 2_500;

/// The address when it is a path of ours; anything that a browser could read as another site is refused (OWASP, unvalidated
/// redirects): `//host`, `/\host`, schemes, control characters, spaces.
pub fn local(text: &str) -> Option<&str> {
    let mut bytes = text.bytes();
    let ours = bytes.next() == Some(b'/') && !text.starts_with("//");
    (ours && text.len() <= LONGEST && bytes.all(|b| b.is_ascii_graphic() && b != b'\\')).then_some(text)
}

/// A value as it may stand in a query.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_local() {
        for ours in ["/", "/izle/KT7M-2QX4", "/sicil?ara=%C3%A7&sayfa=2", "/a#b"] {
            assert_eq!(local(ours), Some(ours));
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for other in [
            "",
            "izle",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil",
            "https://evil.example",
            "javascript:1",
            "/a b",
            "/ç",
            "/a\r\nX: y",
            &long,
        ] {
            assert_eq!(local(other), None, "{other}");
        }
    }

    #[test]
    fn encoding_leaves_nothing_a_query_would_read_as_its_own() {
        assert_eq!(encode("/sicil?ara=ç&x=1 #+%"), "/sicil%3Fara%3D%C3%A7%26x%3D1%20%23%2B%25");
    }
}
