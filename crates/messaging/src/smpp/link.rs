//! The line itself: connects, binds, moves octets between it and a [`Session`], and connects again when it breaks.

use super::config::SmppConfig;
use super::pdu::{self, Frame};
use super::session::{Event, Job, Session};
use super::status::{self, Overrides, Verdict, judge};
use super::tls::secure;
use kunye_core::messages::ports::{FailureReason, Receipt, Receipts};
use kunye_kernel::entropy::Entropy;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Clock;
use std::io::IoSlice;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_rustls::TlsConnector;
use tracing::{info, warn};
use zeroize::Zeroizing;

/// Receipts that may wait to be stored. Beyond that the SMSC is asked to send them again.
const RECEIPTS_WAITING: usize = 256;

/// How the line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkStatus {
    Connecting,
    Bound,
    /// Not bound, and why; it will be tried again.
    Down {
        reason: FailureReason,
        code: String,
    },
    /// Shut down for good.
    Stopped,
}

pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

pub(super) struct Link {
    pub config: SmppConfig,
    pub password: Secret,
    pub overrides: Overrides,
    pub tls: Option<TlsConnector>,
    pub jobs: mpsc::Receiver<Job>,
    /// True, or its sender gone: come to an end.
    pub stop: watch::Receiver<bool>,
    pub status: watch::Sender<LinkStatus>,
    pub receipts: Arc<dyn Receipts>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
}

/// A bound line: the stream, what was received behind the bind's answer, the last sequence number used.
struct Bound {
    stream: Box<dyn Stream>,
    received: Zeroizing<Vec<u8>>,
    sequence: u32,
}

impl Link {
    pub async fn run(mut self) {
        let mut failures = 0;
        loop {
            let bind = connect(&self.config, &self.password, &self.overrides, self.tls.as_ref());
            let Some(bound) = refuse_meanwhile(&mut self.jobs, &mut self.stop, &self.status, bind).await else { break };
            let began = Instant::now();
            let down = match bound {
                Ok(bound) => {
                    info!(gateway = self.config.name, "bound");
                    self.status.send_replace(LinkStatus::Bound);
                    let why = self.converse(bound).await;
                    if stopping(&self.stop) {
                        break;
                    }
                    (FailureReason::Unreachable, why.to_owned())
                }
                Err(down) => down,
            };
            // A line that holds for a while was a good one: begin again with a short pause.
            failures = if began.elapsed() > self.config.reconnect_max { 0 } else { failures + 1 };
            let pause = backoff(failures, self.config.reconnect_min, self.config.reconnect_max, self.entropy.below(1_000));
            let (reason, code) = down;
            warn!(gateway = self.config.name, ?reason, code, pause_ms = pause.as_millis(), "not bound");
            self.status.send_replace(LinkStatus::Down { reason, code });
            if refuse_meanwhile(&mut self.jobs, &mut self.stop, &self.status, sleep(pause)).await.is_none() {
                break;
            }
        }
        self.jobs.close();
        while let Ok(job) = self.jobs.try_recv() {
            job.not_now(FailureReason::Unreachable, "stopped");
        }
        info!(gateway = self.config.name, "stopped");
        self.status.send_replace(LinkStatus::Stopped);
    }

    /// Keeps a bound line going until it ends, and says why it did.
    async fn converse(&mut self, bound: Bound) -> &'static str {
        let Bound { stream, mut received, sequence } = bound;
        let (mut reader, mut writer) = tokio::io::split(stream);
        let mut session = Session::new(&self.config, &self.overrides, sequence, Instant::now());
        let (to_store, waiting) = mpsc::channel(RECEIPTS_WAITING);
        let (stored, mut done) = mpsc::unbounded_channel();
        tokio::spawn(store(Arc::clone(&self.receipts), waiting, stored));
        let mut stopped = false;
        let why = loop {
            let event = loop {
                match pdu::take_frame(&mut received) {
                    Ok(None) => break Event::Nothing,
                    Err(pdu::Absurd(length)) => {
                        warn!(gateway = self.config.name, length, "no PDU has this length");
                        break Event::Over("the gateway sent nonsense");
                    }
                    Ok(Some(frame)) => match session.receive(&frame, Instant::now()) {
                        Event::Nothing => {}
                        Event::Receipt(sequence, report) => {
                            let receipt = Receipt {
                                gateway: self.config.name.clone(),
                                reference: report.reference,
                                state: report.state,
                                code: report.code,
                                at: self.clock.now(),
                            };
                            if to_store.try_send((sequence, receipt)).is_err() {
                                session.receipt_stored(sequence, false);
                            }
                        }
                        over => break over,
                    },
                }
            };
            if let Event::Over(why) = event {
                break why;
            }
            let wake = session.wake(Instant::now());
            received.reserve(4_096);
            let mut slices = [IoSlice::new(&[]); 32];
            let count = session.unwritten(&mut slices);
            tokio::select! {
                read = reader.read_buf(&mut *received) => match read {
                    Ok(1..) => {}
                    Ok(0) | Err(_) => break "the line broke",
                },
                written = writer.write_vectored(&slices[..count]), if count > 0 => match written {
                    Ok(octets @ 1..) => session.wrote(octets),
                    Ok(0) | Err(_) => break "the line broke",
                },
                job = self.jobs.recv(), if !stopped => match job {
                    Some(job) => session.offer(job, Instant::now()),
                    None => { stopped = true; session.close(Instant::now()); }
                },
                Some((sequence, stored)) = done.recv() => session.receipt_stored(sequence, stored),
                () = stop_asked(&mut self.stop), if !stopped => { stopped = true; session.close(Instant::now()); }
                () = sleep_until(wake) => if let Event::Over(why) = session.tick(Instant::now()) { break why },
            }
        };
        farewell(&mut session, &mut writer).await;
        // Before anybody is told, so that who tries again at once does not find a line that seems to be there.
        self.status.send_replace(LinkStatus::Down { reason: FailureReason::Unreachable, code: why.to_owned() });
        session.end(why);
        why
    }
}

/// Writes what is still to be said (the answer to an `unbind`, for one) without waiting long for a peer that may be gone.
async fn farewell(session: &mut Session<'_>, writer: &mut (impl AsyncWrite + Unpin)) {
    let say = async {
        while session.has_output() {
            let mut slices = [IoSlice::new(&[]); 32];
            let count = session.unwritten(&mut slices);
            let octets = writer.write_vectored(&slices[..count]).await?;
            if octets == 0 {
                break;
            }
            session.wrote(octets);
        }
        writer.shutdown().await
    };
    if !matches!(timeout(Duration::from_millis(500), say).await, Ok(Ok(()))) {
        tracing::debug!("the line was gone before the last word");
    }
}

/// Runs `future`; whoever hands a message over meanwhile is told at once that the line is down. `None`: come to an end.
async fn refuse_meanwhile<T>(
    jobs: &mut mpsc::Receiver<Job>,
    stop: &mut watch::Receiver<bool>,
    status: &watch::Sender<LinkStatus>,
    future: impl Future<Output = T>,
) -> Option<T> {
    tokio::pin!(future);
    loop {
        tokio::select! {
            outcome = &mut future => return Some(outcome),
            () = stop_asked(stop) => return None,
            job = jobs.recv() => {
                let job = job?;
                match &*status.borrow() {
                    LinkStatus::Down { reason, code } => job.not_now(*reason, code),
                    _ => job.not_now(FailureReason::Unreachable, "connecting"),
                }
            }
        }
    }
}

async fn stop_asked(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody is left who could ask: an end as well.
    if stop.wait_for(|stop| *stop).await.is_err() {
        tracing::debug!("the gateway was dropped");
    }
}

fn stopping(stop: &watch::Receiver<bool>) -> bool {
    *stop.borrow() || stop.has_changed().is_err()
}

/// Brings receipts to their place in the order they came, off the runtime's own threads, and tells which were stored.
async fn store(
    receipts: Arc<dyn Receipts>,
    mut waiting: mpsc::Receiver<(u32, Receipt)>,
    stored: mpsc::UnboundedSender<(u32, bool)>,
) {
    while let Some((sequence, receipt)) = waiting.recv().await {
        let receipts = Arc::clone(&receipts);
        let outcome = tokio::task::spawn_blocking(move || receipts.receive(receipt)).await;
        let ok = match outcome {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                warn!(%error, "a receipt was not stored");
                false
            }
            Err(_) => false,
        };
        if stored.send((sequence, ok)).is_err() {
            // The line is gone; what is not answered for, the SMSC sends again.
            break;
        }
    }
}

async fn connect(
    config: &SmppConfig,
    password: &Secret,
    overrides: &Overrides,
    tls: Option<&TlsConnector>,
) -> Result<Bound, (FailureReason, String)> {
    let unreachable = |code: &str| (FailureReason::Unreachable, code.to_owned());
    let bind = async {
        let stream = TcpStream::connect((config.host.as_str(), config.port))
            .await
            .map_err(|error| unreachable(&error.kind().to_string()))?;
        // Small packets that wait for each other: without this, an answer can be 40 ms late.
        stream.set_nodelay(true).map_err(|error| unreachable(&error.kind().to_string()))?;
        let mut stream: Box<dyn Stream> = match tls {
            Some(tls) => {
                Box::new(secure(tls, stream, &config.host).await.map_err(|error| unreachable(&format!("tls: {error}")))?)
            }
            None => Box::new(stream),
        };
        let request = pdu::bind_transceiver(1, &config.system_id, password.expose(), &config.system_type);
        stream.write_all(&request).await.map_err(|_| unreachable("the line broke"))?;
        let mut received = Zeroizing::new(Vec::with_capacity(16 * 1024));
        loop {
            match pdu::take_frame(&mut received) {
                Err(_) => return Err(unreachable("the gateway sent nonsense")),
                Ok(Some(frame)) if is_bind_answer(&frame) => {
                    return match judge(frame.status, overrides) {
                        Verdict::Taken => Ok(Bound { stream, received, sequence: 1 }),
                        Verdict::Refused(reason) | Verdict::NotNow(reason) => Err((reason, status::code(frame.status))),
                    };
                }
                Ok(Some(_)) => {}
                Ok(None) => match stream.read_buf(&mut *received).await {
                    Ok(1..) => {}
                    Ok(0) | Err(_) => return Err(unreachable("the line broke")),
                },
            }
        }
    };
    timeout(config.connect_timeout, bind).await.unwrap_or_else(|_| Err(unreachable("no answer")))
}

fn is_bind_answer(frame: &Frame) -> bool {
    frame.sequence == 1 && matches!(frame.command, pdu::GENERIC_NACK | pdu::BIND_TRANSCEIVER_RESP)
}

/// The pause before try number `failures`: doubled each time up to `most`, and up to half of it taken off by chance, so that
/// many clients of a restarted gateway do not all come back at once. `chance` is 0–999.
fn backoff(failures: u32, least: Duration, most: Duration, chance: u32) -> Duration {
    let full = least.saturating_mul(2u32.saturating_pow(failures.saturating_sub(1))).min(most);
    full - full * chance / 2_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_their_limit_and_differ() {
        let (least, most) = (Duration::from_secs(1), Duration::from_secs(60));
        let pauses = [1, 2, 3, 7, 1_000].map(|failures| backoff(failures, least, most, 0).as_secs());
        assert_eq!(pauses, [1, 2, 4, 60, 60]);
        assert_eq!(backoff(3, least, most, 500), Duration::from_secs(3));
        assert!(backoff(3, least, most, 999) >= Duration::from_secs(2));
    }
}
