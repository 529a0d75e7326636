//! The words beside a result code (RFC 4511, 4.1.9), by one rule: what becomes of somebody's password is told to that person, in the
//! language of the house, with the sentences of the pages; everything else is about the protocol and told to whoever writes or configures
//! the program at the other end, in English, with the section that says so.

use crate::answer::{Code, Outcome};
use kunye_core::texts::Texts;
use kunye_kernel::error::Error;
use kunye_kernel::language::Language;

/// Programs pass these sentences on as they are, and nobody knows who reads them: so one language for all, that of the country.
pub const HOUSE: Language = Language::Tr;

/// All that is ever said of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    NotLdap,
    OtherVersion,
    NoPassword,
    InTheOpen,
    TlsAlready,
    NoSuchOperation,
    ReadOnly,
    TooManyEntries,
    StrangeCookie,
    AnothersPassword,
    NoOldOrNewPassword,
}

impl Protocol {
    pub fn text(self) -> &'static str {
        match self {
            Protocol::NotLdap => "this is no LDAP message (RFC 4511, 4.4.1)",
            Protocol::OtherVersion => "only version 3 is spoken here (RFC 4511, 4.2)",
            Protocol::NoPassword => "a name needs a password (RFC 4513, 5.1.2)",
            Protocol::InTheOpen => "a password needs TLS (RFC 4513, 5.1.3)",
            Protocol::TlsAlready => "TLS is there already (RFC 4513, 3.1.1)",
            Protocol::NoSuchOperation => "there is no such extended operation (RFC 4511, 4.12)",
            Protocol::ReadOnly => "this directory is read-only (RFC 4511, A.2)",
            Protocol::TooManyEntries => "there is more: ask for pages (RFC 2696, 2)",
            Protocol::StrangeCookie => "this cookie was not given here (RFC 2696, 3)",
            Protocol::AnothersPassword => "people change their own password only (RFC 3062, 2)",
            Protocol::NoOldOrNewPassword => "the old and the new password are needed (RFC 3062, 2)",
        }
    }
}

impl Outcome {
    pub fn of_protocol(code: Code, what: Protocol) -> Self {
        Self::saying(code, what.text().to_owned())
    }

    /// The sentence of `error` that a person is shown.
    pub fn of_password(code: Code, texts: &Texts, error: &Error) -> Self {
        // Of several things that are wrong with a chosen password, the first is told.
        let key = error.fields().first().map_or(error.text, |field| field.text);
        Self::saying(code, texts.text(HOUSE, key, &error.args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::accounts::check::Verdict;

    #[test]
    fn what_is_said_of_the_protocol_is_english_and_cites_its_section() {
        use Protocol::*;
        let all = [
            NotLdap,
            OtherVersion,
            NoPassword,
            InTheOpen,
            TlsAlready,
            NoSuchOperation,
            ReadOnly,
            TooManyEntries,
            StrangeCookie,
            AnothersPassword,
            NoOldOrNewPassword,
        ];
        // A new one has to be put into the list above: the match in `text` knows how many there are.
        assert_eq!(all.len(), NoOldOrNewPassword as usize + 1);
        for what in all {
            let (sentence, section) = what.text().strip_suffix(')').and_then(|text| text.rsplit_once(" (RFC ")).unwrap();
            assert!(sentence.is_ascii() && !sentence.is_empty(), "{what:?}");
            let (number, section) = section.split_once(", ").unwrap();
            assert!(number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()), "{what:?}");
            assert!(!section.is_empty() && section.bytes().all(|b| b.is_ascii_digit() || b".A".contains(&b)), "{what:?}");
        }
    }

    #[test]
    fn what_becomes_of_a_password_is_told_in_the_words_of_the_house() {
        let texts = Texts::load().unwrap();
        let refused = [Verdict::Failed, Verdict::Previous, Verdict::Expired, Verdict::Ended, Verdict::Closed];
        let refused = refused.into_iter().chain([Verdict::Suspended, Verdict::NoPerson]).map(|verdict| verdict.refusal());
        let chosen = ["password-current-wrong", "password-too-short", "password-same"];
        let chosen = chosen.map(|text| Error::field("chosen", text).with("least", 12));
        for error in refused.chain(chosen).chain([Error::too_many(30), Error::conflict("error-try-again")]) {
            let said = Outcome::of_password(Code::InvalidCredentials, &texts, &error).said().to_owned();
            let key = error.fields().first().map_or(error.text, |field| field.text);
            assert_eq!(said, texts.text(Language::Tr, key, &error.args));
            assert_ne!(said, texts.text(Language::En, key, &error.args), "{key}");
        }
    }
}
