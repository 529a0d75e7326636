//! What the reader of TOML says of a wrong setting, taken apart so that it can be said in the operator's language. It says what was given
//! too; that is never passed on, because it may be a secret.

/// The name of a setting that does not exist.
pub fn unknown(message: &str) -> Option<&str> {
    quoted(message.strip_prefix("unknown field ")?).next()
}

/// The name of a setting without which a section says nothing.
pub fn missing(message: &str) -> Option<&str> {
    quoted(message.strip_prefix("missing field ")?).next()
}

/// The key of the sentence that says what is allowed, and its values.
pub fn told(message: &str) -> (&'static str, Vec<(&'static str, String)>) {
    let names = |rest| quoted(rest).skip(1).collect::<Vec<_>>().join(", ");
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return ("config-unknown", vec![("known", names(rest))]);
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        return ("config-choice", vec![("known", names(rest))]);
    }
    let expected = message.rsplit_once(", expected ").map_or(message, |(_, expected)| expected);
    let number = |most: u64| ("config-needs-number-below", vec![("most", most.to_string())]);
    match expected {
        "u8" => number(u8::MAX.into()),
        "u16" => number(u16::MAX.into()),
        "u32" | "u64" | "usize" => ("config-needs-number", Vec::new()),
        "f32" | "f64" | "seconds" => ("config-needs-seconds", Vec::new()),
        "a boolean" => ("config-needs-boolean", Vec::new()),
        "a string" | "path string" => ("config-needs-text", Vec::new()),
        "socket address" | "invalid socket address syntax" => ("config-needs-socket", Vec::new()),
        "IP address" | "invalid IP address syntax" => ("config-needs-address", Vec::new()),
        "a sequence" => ("config-needs-list", Vec::new()),
        "a map" | "a table" => ("config-needs-section", Vec::new()),
        of if of.starts_with("struct ") => ("config-needs-section", Vec::new()),
        of if of.starts_with("enum ") || of.ends_with("string or table") => ("config-needs-choice", Vec::new()),
        _ => ("config-wrong", vec![("problem", expected.to_owned())]),
    }
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_choices_are_found_in_what_serde_says() {
        let field = "unknown field `secure_cookeis`, expected one of `listen`, `public_url`";
        assert_eq!(unknown(field), Some("secure_cookeis"));
        assert_eq!(told(field), ("config-unknown", vec![("known", "listen, public_url".to_owned())]));
        let variant = told("unknown variant `smp`, expected one of `smpp`, `https`, `none`");
        assert_eq!(variant, ("config-choice", vec![("known", "smpp, https, none".to_owned())]));
        assert_eq!(missing("missing field `host`"), Some("host"));
        assert_eq!(told("invalid type: integer `5`, expected a string").0, "config-needs-text");
    }

    #[test]
    fn what_was_given_is_not_passed_on() {
        for message in
            ["invalid type: string \"hunter22\", expected u64", "invalid value: string \"hunter22\", expected a riddle"]
        {
            assert!(!format!("{:?}", told(message)).contains("hunter22"), "{message}");
        }
    }
}
