//! The two places where messages leave the product. Each real end (SMPP, an HTTPS provider, SMTP) lives in the
//! `messaging` crate; the phone simulator of demonstration mode is another.
//!
//! Ports are synchronous: a worker thread hands one message over and waits for the gateway's word. Delivery receipts come
//! later, on another path, through [`Receipts`].

use kunye_kernel::{phone::Mobile, secret::Secret, time::Time};

/// A text for a phone. The text may hold a password, so it is a [`Secret`]: it cannot be printed or stored.
pub struct Sms {
    /// Our own id of the attempt (a `DeliveryId`); gateways that accept a client reference get it for de-duplication.
    pub delivery: String,
    pub to: Mobile,
    pub text: Secret,
    /// How long the message is worth delivering, in seconds from now. The gateway drops it afterwards.
    pub valid_for_seconds: u32,
}

/// What the gateway said when a message was handed over. An acceptance is not a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handover {
    /// The gateway took every part. One reference a part, in order; receipts will cite them.
    Accepted { references: Vec<String> },
    /// The gateway said no, and will say no again: `reason` is a key of [`FailureReason`].
    Refused { reason: FailureReason, code: String },
    /// The gateway or the line is busy or down, and we know that the message was **not** taken. Worth another try.
    NotNow { reason: FailureReason, code: String },
    /// The line broke before an answer came: the message may or may not have been taken.
    Unknown,
}

/// Why a message did not arrive, in the few words that matter to people. The gateway's own code is kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureReason {
    /// The number does not exist or is not a mobile number.
    BadNumber,
    /// The phone was off or out of reach until the message's time was up.
    Expired,
    /// The network could not deliver it (phone barred, memory full, and the like).
    Undeliverable,
    /// The operator or the gateway rejected it (sender name, content, credit, block list).
    Rejected,
    /// The gateway asked us to slow down.
    Throttled,
    /// No connection to the gateway, or the gateway is out of order.
    Unreachable,
    /// Our own configuration is refused: credentials, sender name.
    Configuration,
    /// The gateway gave a reason that we do not know.
    Other,
}

/// A gateway for texts. Implementations are shared between worker threads.
pub trait SmsGateway: Send + Sync {
    /// A short name for the record: `smpp`, `https`, `simulator`.
    fn name(&self) -> &str;
    /// Hands one message over and waits for the gateway's word, or for the gateway's own time-out.
    fn hand_over(&self, sms: &Sms) -> Handover;
}

/// What a delivery receipt says about one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptState {
    /// The network is still trying; nothing final.
    Pending,
    Delivered,
    Failed(FailureReason),
    /// The network says it does not know.
    Unknown,
}

/// One delivery receipt, as the gateway sent it.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// [`SmsGateway::name`] of the gateway that sent it.
    pub gateway: String,
    /// The reference that [`Handover::Accepted`] gave for the part.
    pub reference: String,
    pub state: ReceiptState,
    /// The gateway's own words: `DELIVRD`, `UNDELIV err:012`.
    pub code: String,
    pub at: Time,
}

/// Where gateways bring their receipts. A receipt may come before the answer to the hand-over was stored, twice, or for a
/// message nobody knows: the implementation copes with all three. An `Err` means "not stored: let the gateway send it again".
pub trait Receipts: Send + Sync {
    fn receive(&self, receipt: Receipt) -> kunye_kernel::error::Result<()>;
}

/// A mail to one address. No mail of ours ever carries a secret.
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

pub trait Mailer: Send + Sync {
    fn send(&self, mail: &Mail) -> Handover;

    /// The address that mails come from, as `kunye@kurum.gov.tr`; none where no mail is sent.
    fn address(&self) -> Option<&str> {
        None
    }
}

/// What an application said when it was told that a session has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Yes,
    /// It answered with this status of HTTP instead.
    No(u16),
    /// Nobody answered, or the address is one that we do not call.
    Silence(String),
}

/// Calls applications at addresses that administrators have registered (OpenID Connect Back-Channel Logout). The addresses are
/// not ours, so the implementation follows no redirection, waits a few seconds, reads no answer, and resolves no name to an
/// address of this machine or its network card's own neighbourhood.
pub trait BackChannel: Send + Sync {
    fn tell(&self, uri: &str, logout_token: &str) -> Heard;
}
