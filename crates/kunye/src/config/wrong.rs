//! What the reader of TOML says of a wrong setting, taken apart so that it can be said in the operator's language.

/// The key of the sentence, and its values beside the place.
pub fn told(message: &str) -> (&'static str, Vec<(&'static str, String)>) {
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let of = |key, what, rest: &str| {
        let mut names = quoted(rest).into_iter();
        let first = names.next().unwrap_or_default();
        (key, vec![(what, first), ("known", names.collect::<Vec<_>>().join(", "))])
    };
    if let Some(rest) = message.strip_prefix("unknown field ") {
        of("config-unknown", "name", rest)
    } else if let Some(rest) = message.strip_prefix("unknown variant ") {
        of("config-choice", "value", rest)
    } else {
        ("config-wrong", vec![("problem", message.to_owned())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_choices_are_found_in_what_serde_says() {
        let (key, args) = told("unknown field `secure_cookeis`, expected one of `listen`, `public_url`");
        assert_eq!(key, "config-unknown");
        assert_eq!(args, [("name", "secure_cookeis".to_owned()), ("known", "listen, public_url".to_owned())]);
        let (key, args) = told("unknown variant `smp`, expected one of `smpp`, `https`, `none`");
        assert_eq!((key, args[0].1.as_str(), args[1].1.as_str()), ("config-choice", "smp", "smpp, https, none"));
        assert_eq!(told("invalid type: integer `5`, expected a string").0, "config-wrong");
    }
}
