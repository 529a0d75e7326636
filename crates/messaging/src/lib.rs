//! Where messages leave the product: the real ends of the ports in `kunye_core::messages::ports`. SMPP 3.4 and HTTPS for texts,
//! SMTP for mail; and HTTP to tell applications of ended sessions. No log line here holds a message's text or a whole phone number.

pub mod back_channel;
pub mod https;
pub mod mail;
mod settings;
pub mod smpp;
pub mod sms;

pub use back_channel::HttpBackChannel;
pub use https::{HttpsConfig, HttpsGateway};
pub use mail::{SmtpConfig, SmtpMailer};
pub use settings::Reason;
pub use smpp::{SmppConfig, SmppGateway};
