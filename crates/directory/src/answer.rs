//! What the server says: results, with their codes and controls (RFC 4511, 4.1.9).

use crate::ber::{Writer, tag};
use crate::message::op;
use crate::says::Protocol;

/// Result codes (RFC 4511, appendix A.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Code {
    Success = 0,
    OperationsError = 1,
    ProtocolError = 2,
    TimeLimitExceeded = 3,
    SizeLimitExceeded = 4,
    CompareFalse = 5,
    CompareTrue = 6,
    AuthMethodNotSupported = 7,
    UnavailableCriticalExtension = 12,
    ConfidentialityRequired = 13,
    NoSuchAttribute = 16,
    UndefinedAttributeType = 17,
    ConstraintViolation = 19,
    NoSuchObject = 32,
    InvalidDnSyntax = 34,
    InvalidCredentials = 49,
    InsufficientAccessRights = 50,
    Busy = 51,
    Unavailable = 52,
    UnwillingToPerform = 53,
    Other = 80,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub code: Code,
    pub matched: String,
    /// Only `says` fills this in.
    message: String,
}

impl Outcome {
    pub fn new(code: Code) -> Self {
        Self { code, matched: String::new(), message: String::new() }
    }

    pub(crate) fn saying(code: Code, message: String) -> Self {
        Self { message, ..Self::new(code) }
    }

    #[cfg(test)]
    pub fn said(&self) -> &str {
        &self.message
    }
}

/// What a bind's answer says of the password (draft-behera-ldap-password-policy-10, 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ppolicy {
    /// `timeBeforeExpiration`, in seconds.
    pub expires_in: Option<i32>,
    pub error: Option<PpolicyError>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum PpolicyError {
    PasswordExpired = 0,
    AccountLocked = 1,
    ChangeAfterReset = 2,
    PasswordModNotAllowed = 3,
    InsufficientPasswordQuality = 5,
    PasswordTooShort = 6,
    PasswordInHistory = 8,
}

/// A control that goes with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    Ppolicy(Ppolicy),
    /// The next page begins here; nothing: this was the last.
    Page(Option<u64>),
}

/// Writes a whole answer. `more`: what stands behind the result in the same sequence.
pub fn write(out: &mut Writer, id: i32, answer: u8, outcome: &Outcome, attached: &[Attached], more: impl FnOnce(&mut Writer)) {
    out.sequence(|w| {
        w.number(id);
        w.within(answer, |w| {
            w.enumerated(outcome.code as i32);
            w.octets(outcome.matched.as_bytes());
            w.octets(outcome.message.as_bytes());
            more(w);
        });
        if !attached.is_empty() {
            w.within(0xa0, |w| attached.iter().for_each(|control| control.write(w)));
        }
    });
}

impl Attached {
    fn write(&self, w: &mut Writer) {
        w.sequence(|w| match self {
            Attached::Ppolicy(ppolicy) => {
                w.octets(crate::entry::PPOLICY.as_bytes());
                w.within(tag::OCTETS, |w| {
                    w.sequence(|w| {
                        if let Some(seconds) = ppolicy.expires_in {
                            w.within(0xa0, |w| w.integer(0x80, seconds));
                        }
                        if let Some(error) = ppolicy.error {
                            w.integer(0x81, error as i32);
                        }
                    });
                });
            }
            Attached::Page(next) => {
                w.octets(crate::entry::PAGED.as_bytes());
                w.within(tag::OCTETS, |w| {
                    w.sequence(|w| {
                        // How many there are in all is not known, and 0 says so (RFC 2696, 3).
                        w.number(0);
                        w.octets(next.map(u64::to_be_bytes).as_ref().map_or(&[], |bytes| bytes));
                    });
                });
            }
        });
    }
}

/// "I am about to close this connection" (RFC 4511, 4.4.1), with the reason.
pub fn write_goodbye(out: &mut Writer, code: Code, why: Protocol) {
    write(out, 0, op::EXTENDED_ANSWER, &Outcome::of_protocol(code, why), &[], |w| w.value(0x8a, b"1.3.6.1.4.1.1466.20036"));
}
