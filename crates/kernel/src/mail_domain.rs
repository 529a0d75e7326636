//! The domain at which an account has its mailbox.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// `example.gov.tr`, in small letters. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDomain {
    name: Arc<str>,
    is_stated: bool,
}

impl MailDomain {
    /// The domain that somebody wrote down as that of the mailboxes. `None`: it is no name of a domain (RFC 1035, 2.3.1: labels of at most
    /// 63 letters, digits and hyphens, 253 characters in all).
    pub fn stated(name: &str) -> Option<Self> {
        Self::read(name, true)
    }

    /// The same, concluded from something else that was written down.
    pub fn concluded(name: &str) -> Option<Self> {
        Self::read(name, false)
    }

    fn read(name: &str, is_stated: bool) -> Option<Self> {
        let is_label = |label: &str| {
            let plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        };
        let is_domain = name.len() <= 253 && name.split('.').all(is_label);
        is_domain.then(|| Self { name: name.to_ascii_lowercase().into(), is_stated })
    }

    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Whether somebody stands for it that mailboxes there open with the accounts.
    pub fn is_stated(&self) -> bool {
        self.is_stated
    }

    /// Whether an address is at this very domain, however it is written.
    pub fn has(&self, address: &str) -> bool {
        address.rsplit_once('@').is_some_and(|(_, domain)| domain.trim_end_matches('.').eq_ignore_ascii_case(&self.name))
    }

    /// The mailbox of a user name.
    pub fn mailbox<'a>(&'a self, user_name: &'a str) -> Mailbox<'a> {
        Mailbox { user_name, domain: &self.name }
    }
}

/// `ayse.ozturk@example.gov.tr`, put together only where it is written.
pub struct Mailbox<'a> {
    user_name: &'a str,
    domain: &'a str,
}

impl Display for Mailbox<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.user_name, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_names_of_labels() {
        let longest = "a".repeat(63);
        for name in ["example.gov.tr", "Example.GOV.tr", "xn--rnek-5qa.gov.tr", "posta", longest.as_str()] {
            assert_eq!(MailDomain::stated(name).unwrap().as_str(), name.to_ascii_lowercase());
        }
        let (longer, many) = ("a".repeat(64), ["abcdefg"; 32].join("."));
        for name in ["", ".", "a..b", "a.", "-a.tr", "a-.tr", "a b", "u@example.org", "örnek.tr", "a\n", &longer, &many] {
            assert_eq!(MailDomain::stated(name), None, "{name}");
        }
    }

    #[test]
    fn addresses_at_a_domain_are_known_in_every_writing() {
        let domain = MailDomain::concluded("example.gov.tr").unwrap();
        assert!(!domain.is_stated());
        assert_eq!(domain.mailbox("ayse.ozturk").to_string(), "ayse.ozturk@example.gov.tr");
        for address in ["a@example.gov.tr", "a@EXAMPLE.gov.TR", "a@example.gov.tr.", "\"x@y\"@example.gov.tr"] {
            assert!(domain.has(address), "{address}");
        }
        for address in ["a@il.example.gov.tr", "a@xample.gov.tr", "example.gov.tr", "a@example.gov.tr@elsewhere.tr", ""] {
            assert!(!domain.has(address), "{address}");
        }
    }
}
