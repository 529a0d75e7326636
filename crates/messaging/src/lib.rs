//! Where messages leave the product: the real ends of the ports in `kunye_core::messages::ports`. SMPP 3.4 and HTTPS for texts,
//! SMTP for mail. No log line here holds a message's text or a whole phone number.

pub mod https;
pub mod mail;
mod settings;
pub mod smpp;
pub mod sms;

pub use https::{HttpsConfig, HttpsGateway};
pub use mail::{SmtpConfig, SmtpMailer};
pub use settings::Reason;
pub use smpp::{SmppConfig, SmppGateway};
