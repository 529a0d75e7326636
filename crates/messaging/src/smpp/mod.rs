//! An SMPP 3.4 transceiver. A worker thread hands a message over and waits; one task owns the line.
//!
//! ```text
//! hand_over ── Job ──▶ link (connect, bind, octets, connect again) ──▶ session (window, answers, receipts, timers; pure)
//!     ▲                                                                     │
//!     └──────────────────────────── Handover ◀──────────────────────────────┘
//! ```
//!
//! What a hand-over means here:
//! - `Accepted`: every part was answered with `ESME_ROK`.
//! - `Refused`: a part was refused. If earlier parts were taken, the message still never arrives whole; the code says which part
//!   it was.
//! - `NotNow`: nothing of the message was taken: no bound line, throttled, no place in the window in time.
//! - `Unknown`: the line broke, or no answer came, after the message had left; or a later part could not be sent.

mod config;
mod link;
mod pdu;
mod receipt;
mod session;
mod status;
mod tls;

#[cfg(test)]
mod tests;

pub use config::SmppConfig;
pub use link::LinkStatus;
pub use receipt::ReceiptIds;

use crate::sms;
use kunye_core::messages::ports::{FailureReason, Handover, Receipts, Sms, SmsGateway};
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::Result;
use kunye_kernel::time::Clock;
use std::sync::{Arc, mpsc as answers};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// Messages that may wait for the line. Each is a thread that waits for its answer, so this is never reached in practice.
const JOBS: usize = 1_024;

pub struct SmppGateway {
    name: String,
    format: Format,
    queue_timeout: Duration,
    response_timeout: Duration,
    jobs: mpsc::Sender<session::Job>,
    stop: watch::Sender<bool>,
    status: watch::Receiver<LinkStatus>,
}

/// How a text becomes PDUs.
struct Format {
    rules: sms::Rules,
    packing: sms::Packing,
    service_type: String,
    sender: String,
    sender_ton: u8,
    sender_npi: u8,
    destination_ton: u8,
    destination_npi: u8,
}

impl SmppGateway {
    /// Checks the settings and begins to connect on `runtime`; does not wait for the bind. Receipts go to `receipts`, on the
    /// runtime's blocking threads.
    ///
    /// Errors: the first of [`SmppConfig::faults`].
    pub fn start(
        config: SmppConfig,
        runtime: &Handle,
        receipts: Arc<dyn Receipts>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self> {
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(fault);
        }
        let (password, overrides, tls) = (config.secret()?, config.overrides()?, config.connector()?);
        let (jobs, waiting) = mpsc::channel(JOBS);
        let (stop, stopped) = watch::channel(false);
        let (status, seen) = watch::channel(LinkStatus::Connecting);
        let gateway = Self {
            name: config.name.clone(),
            format: Format {
                rules: config.rules(),
                packing: config.packing,
                service_type: config.service_type.clone(),
                sender: config.sender.clone(),
                sender_ton: config.sender_ton,
                sender_npi: config.sender_npi,
                destination_ton: config.destination_ton,
                destination_npi: config.destination_npi,
            },
            queue_timeout: config.queue_timeout,
            response_timeout: config.response_timeout,
            jobs,
            stop,
            status: seen,
        };
        let link =
            link::Link { config, password, overrides, tls, jobs: waiting, stop: stopped, status, receipts, clock, entropy };
        runtime.spawn(link.run());
        Ok(gateway)
    }

    /// How the line is at this moment.
    pub fn status(&self) -> LinkStatus {
        self.status.borrow().clone()
    }

    /// Sends nothing new, waits for what is on the line (at most the response time-out), unbinds.
    pub async fn shutdown(&self) {
        self.stop.send_replace(true);
        if self.status.clone().wait_for(|status| *status == LinkStatus::Stopped).await.is_err() {
            tracing::warn!(gateway = self.name, "the line's task had ended before");
        }
    }

    fn send(&self, sms: &Sms) -> Handover {
        let Ok(parts) = self.format.pdus(sms) else {
            return Handover::Refused { reason: FailureReason::Rejected, code: "too-long".to_owned() };
        };
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let queue = self.queue_timeout.saturating_mul(count);
        // A safety net: the session answers before that.
        let patience = queue + self.response_timeout.saturating_mul(count) + Duration::from_secs(5);
        let (answer, word) = answers::sync_channel(1);
        let job = session::Job::new(parts, Instant::now() + queue, answer);
        let unreachable = |code: &str| Handover::NotNow { reason: FailureReason::Unreachable, code: code.to_owned() };
        match self.jobs.try_send(job) {
            Ok(()) => word.recv_timeout(patience).unwrap_or(Handover::Unknown),
            Err(mpsc::error::TrySendError::Full(_)) => unreachable("queue-full"),
            Err(mpsc::error::TrySendError::Closed(_)) => unreachable("stopped"),
        }
    }
}

impl Format {
    fn pdus(&self, sms: &Sms) -> Result<Vec<pdu::Octets>, sms::TooLong> {
        let source = pdu::Address { ton: self.sender_ton, npi: self.sender_npi, number: &self.sender };
        let number = sms.to.e164().trim_start_matches('+');
        let destination = pdu::Address { ton: self.destination_ton, npi: self.destination_npi, number };
        let validity_period = pdu::validity_period(sms.valid_for_seconds);
        let parts = sms::plan_with(sms.text.expose(), self.rules).parts(seed(&sms.delivery))?;
        let pdus = parts.iter().map(|part| {
            let submit = pdu::Submit {
                service_type: &self.service_type,
                source,
                destination,
                esm_class: part.esm_class(),
                data_coding: part.data_coding(),
                validity_period: &validity_period,
                short_message: &part.short_message(self.packing),
            };
            submit.encode()
        });
        Ok(pdus.collect())
    }
}

/// The reference that ties parts together, drawn from the delivery's id (FNV-1a, folded): a second sending of the same delivery
/// completes the first on the phone, and a restart does not begin at the same number again.
fn seed(delivery: &str) -> u16 {
    let hash = delivery.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 16) as u16
}

impl SmsGateway for SmppGateway {
    fn name(&self) -> &str {
        &self.name
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        let began = Instant::now();
        let handover = self.send(sms);
        let milliseconds = began.elapsed().as_millis();
        tracing::info!(
            gateway = self.name,
            delivery = sms.delivery,
            to = sms.to.masked(),
            ?handover,
            milliseconds,
            "handed over"
        );
        handover
    }
}
