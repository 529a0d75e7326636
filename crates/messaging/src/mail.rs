//! Mail over SMTP (RFC 5321). One line a mail: mails are few, and an idle line would be closed by the peer at the wrong moment.

use crate::settings::{bad_setting, password, seconds};
use kunye_core::messages::ports::{FailureReason, Handover, Mail, Mailer};
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::Result;
use kunye_kernel::id::ulid;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Clock;
use lettre::address::Envelope;
use lettre::message::{Mailbox, Message, header::ContentType};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailCommand, Quit, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, response::Response};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// `[mail.smtp]`: settings of one mail server. `host` and `from` have no default.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    pub host: String,
    /// Default 587 with `starttls`, 465 with `tls`, 25 with `none`.
    #[serde(default)]
    pub port: Option<u16>,
    /// `starttls` (default), `tls` from the first octet, or `none`. With the first two, a server that cannot is refused.
    #[serde(default)]
    pub security: Security,
    /// Default empty: no authentication.
    #[serde(default)]
    pub user: String,
    #[serde(default)]
    pub password: Option<Secret>,
    /// A file with the password, instead of `password`.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// `Künye <kunye@kurum.gov.tr>`.
    pub from: String,
    /// How we introduce ourselves. Default: this machine's name.
    #[serde(default)]
    pub hello_name: Option<String>,
    /// Default 20 s: for each step.
    #[serde(default = "twenty", rename = "timeout_seconds", deserialize_with = "seconds")]
    pub timeout: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    #[default]
    Starttls,
    Tls,
    None,
}

fn twenty() -> Duration {
    Duration::from_secs(20)
}

pub struct SmtpMailer {
    server: (String, u16),
    security: Security,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    from: Mailbox,
    hello: ClientId,
    timeout: Duration,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl SmtpMailer {
    /// Checks the settings; does not connect.
    ///
    /// Errors: a setting that cannot work (`messaging-bad-setting`), a password that would travel in clear among them.
    pub fn new(mut config: SmtpConfig, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Result<Self> {
        let port = config.port.unwrap_or(match config.security {
            Security::Starttls => 587,
            Security::Tls => 465,
            Security::None => 25,
        });
        let password = password(config.password.take(), config.password_file.as_deref())?;
        let credentials = match (config.user.is_empty(), password) {
            (true, None) => None,
            (false, Some(password)) => Some(Credentials::new(config.user, password.expose().to_owned())),
            _ => return Err(bad_setting("user", "user and password go together")),
        };
        let here = matches!(config.host.as_str(), "127.0.0.1" | "::1" | "localhost");
        if credentials.is_some() && config.security == Security::None && !here {
            return Err(bad_setting("security", "a password would travel in clear"));
        }
        Ok(Self {
            tls: TlsParameters::new(config.host.clone()).map_err(|error| bad_setting("host", error))?,
            server: (config.host, port),
            security: config.security,
            credentials,
            from: config.from.parse().map_err(|error| bad_setting("from", error))?,
            hello: config.hello_name.map_or_else(ClientId::default, ClientId::Domain),
            timeout: config.timeout,
            clock,
            entropy,
        })
    }

    /// The mail and its `Message-ID`.
    fn compose(&self, mail: &Mail) -> Result<(Message, String), Box<dyn std::error::Error>> {
        let now = self.clock.now();
        let id = format!("<{}@{}>", ulid(now, &*self.entropy), self.from.email.domain());
        let to = mail.to.parse()?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .date(UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or_default()))
            .message_id(Some(id.clone()))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())?;
        Ok((message, id))
    }

    /// A line that is ready for a mail.
    fn open(&self) -> Result<SmtpConnection, SmtpError> {
        let tls = (self.security == Security::Tls).then_some(&self.tls);
        let mut line = SmtpConnection::connect(&self.server, Some(self.timeout), &self.hello, tls, None)?;
        if self.security == Security::Starttls {
            line.starttls(&self.tls, &self.hello)?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
        }
        Ok(line)
    }

    fn deliver(&self, envelope: &Envelope, message: &[u8]) -> Result<(), Handover> {
        let mut line = self.open().map_err(|error| match error.status().map(u16::from) {
            Some(500..) => not_now(FailureReason::Configuration, &error),
            _ => not_now(FailureReason::Unreachable, &error),
        })?;
        let outcome = exchange(&mut line, envelope, message);
        match line.command(Quit) {
            Ok(_) => {}
            // The mail's fate is known already.
            Err(error) => tracing::debug!(%error, "the mail server did not say goodbye"),
        }
        outcome
    }
}

fn exchange(line: &mut SmtpConnection, envelope: &Envelope, message: &[u8]) -> Result<(), Handover> {
    let step = |result: Result<Response, SmtpError>, refused: FailureReason| {
        result.map_err(|error| match error.is_permanent() {
            true => Handover::Refused { reason: refused, code: code(&error) },
            false => not_now(FailureReason::Unreachable, &error),
        })
    };
    step(line.command(MailCommand::new(envelope.from().cloned(), Vec::new())), FailureReason::Rejected)?;
    for to in envelope.to() {
        step(line.command(Rcpt::new(to.clone(), Vec::new())), FailureReason::Undeliverable)?;
    }
    step(line.command(Data), FailureReason::Rejected)?;
    let taken = line.message(message);
    match taken {
        // The mail had left and no word came back.
        Err(error) if error.status().is_none() => Err(Handover::Unknown),
        answered => step(answered, FailureReason::Rejected).map(drop),
    }
}

fn not_now(reason: FailureReason, error: &SmtpError) -> Handover {
    tracing::warn!(%error, "the mail server did not take a mail");
    Handover::NotNow { reason, code: code(error) }
}

fn code(error: &SmtpError) -> String {
    error.status().map_or_else(|| "no answer".to_owned(), |status| status.to_string())
}

impl Mailer for SmtpMailer {
    fn send(&self, mail: &Mail) -> Handover {
        let (message, id) = match self.compose(mail) {
            Ok(composed) => composed,
            Err(error) => {
                tracing::warn!(%error, "a mail cannot be composed");
                return Handover::Refused { reason: FailureReason::Undeliverable, code: "address".to_owned() };
            }
        };
        match self.deliver(message.envelope(), &message.formatted()) {
            Ok(()) => Handover::Accepted { references: vec![id] },
            Err(handover) => handover,
        }
    }

    fn address(&self) -> Option<&str> {
        Some(self.from.email.as_ref())
    }
}
