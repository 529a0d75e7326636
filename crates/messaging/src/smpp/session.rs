//! One bound line, without the line: what was received and what time it is go in, octets and answers come out. It does no
//! input, output or waiting itself; [`super::link`] does.

use super::config::SmppConfig;
use super::pdu::{self, Deliver, Frame, Octets};
use super::receipt::{self, Report};
use super::status::{self, Overrides, Verdict, judge};
use kunye_core::messages::ports::{FailureReason, Handover};
use std::collections::{HashMap, VecDeque};
use std::io::IoSlice;
use std::sync::mpsc::SyncSender;
use std::time::Duration;
use tokio::time::Instant;
use tracing::{debug, warn};

/// A message on its way. Its parts go one after the other, so that a refusal of the first leaves nothing behind.
pub struct Job {
    pub parts: Vec<Octets>,
    /// After this moment no part of it is sent any more.
    pub give_up: Instant,
    pub answer: SyncSender<Handover>,
    references: Vec<String>,
}

impl Job {
    pub fn new(parts: Vec<Octets>, give_up: Instant, answer: SyncSender<Handover>) -> Self {
        Self { parts, give_up, answer, references: Vec::new() }
    }

    /// Nothing of it was sent, or could not be: worth another try, unless a part was already taken. Then only the person who
    /// holds the phone knows what arrived.
    pub fn not_now(self, reason: FailureReason, code: &str) {
        let handover = match self.references.is_empty() {
            true => Handover::NotNow { reason, code: code.to_owned() },
            false => Handover::Unknown,
        };
        self.done(handover);
    }

    fn done(self, handover: Handover) {
        if self.answer.try_send(handover).is_err() {
            debug!("nobody waits for this answer any more");
        }
    }
}

struct Outstanding {
    job: Job,
    deadline: Instant,
    /// Whether the last octet left for the peer. Before that, the peer cannot have taken the message.
    written: bool,
}

/// What the line has to do after something was received.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    Nothing,
    /// Store this and then call [`Session::receipt_stored`].
    Receipt(u32, Report),
    /// The line is of no more use.
    Over(&'static str),
}

/// The pause of the whole line after the peer asked us to slow down.
struct Pause {
    until: Option<Instant>,
    next: Duration,
}

pub struct Session<'a> {
    config: &'a SmppConfig,
    overrides: &'a Overrides,
    sequence: u32,
    /// PDUs to be written, each with the sequence number of the submit it is.
    outgoing: VecDeque<(Octets, Option<u32>)>,
    /// Octets of the first of them that are already written.
    written: usize,
    outstanding: HashMap<u32, Outstanding>,
    waiting: VecDeque<Job>,
    pause: Pause,
    heard: Instant,
    /// Until when an `enquire_link` of ours has to be answered.
    enquiry: Option<Instant>,
    /// Until when an orderly end has to be reached; whether `unbind` is said.
    closing: Option<(Instant, bool)>,
}

impl<'a> Session<'a> {
    /// A line on which `sequence` was the last number used.
    pub fn new(config: &'a SmppConfig, overrides: &'a Overrides, sequence: u32, now: Instant) -> Self {
        Self {
            config,
            overrides,
            sequence,
            outgoing: VecDeque::new(),
            written: 0,
            outstanding: HashMap::new(),
            waiting: VecDeque::new(),
            pause: Pause { until: None, next: config.throttle_min },
            heard: now,
            enquiry: None,
            closing: None,
        }
    }

    pub fn offer(&mut self, job: Job, now: Instant) {
        match self.closing {
            Some(_) => job.not_now(FailureReason::Unreachable, "stopping"),
            None => self.waiting.push_back(job),
        }
        self.send(now);
    }

    /// Begins an orderly end: nothing new is sent, what is on the line may still be answered, then `unbind`.
    pub fn close(&mut self, now: Instant) {
        if self.closing.is_none() {
            self.closing = Some((now + self.config.response_timeout, false));
            for job in self.waiting.drain(..) {
                job.not_now(FailureReason::Unreachable, "stopping");
            }
        }
        self.send(now);
    }

    /// Takes in one PDU.
    pub fn receive(&mut self, frame: &Frame, now: Instant) -> Event {
        self.heard = now;
        self.enquiry = None;
        let event = match frame.command {
            pdu::DELIVER_SM => self.delivered(frame),
            pdu::ENQUIRE_LINK => {
                self.reply(pdu::bare(pdu::ENQUIRE_LINK_RESP, status::OK, frame.sequence));
                Event::Nothing
            }
            pdu::UNBIND => {
                self.reply(pdu::bare(pdu::UNBIND_RESP, status::OK, frame.sequence));
                Event::Over("the gateway unbound")
            }
            pdu::GENERIC_NACK | pdu::SUBMIT_SM_RESP => self.answered(frame, now),
            pdu::UNBIND_RESP if self.closing.is_some() => Event::Over("unbound"),
            pdu::ALERT_NOTIFICATION | pdu::OUTBIND => Event::Nothing,
            command if command & pdu::RESPONSE != 0 => Event::Nothing,
            command => {
                debug!(command = status::code(command), "unknown command");
                self.reply(pdu::bare(pdu::GENERIC_NACK, status::INVALID_COMMAND, frame.sequence));
                Event::Nothing
            }
        };
        self.send(now);
        event
    }

    fn delivered(&mut self, frame: &Frame) -> Event {
        let Some(deliver) = Deliver::decode(&frame.body) else {
            warn!("a deliver_sm is cut short");
            self.reply(pdu::deliver_sm_resp(status::INVALID_LENGTH, frame.sequence));
            return Event::Nothing;
        };
        match receipt::read(&deliver, self.config.receipt_ids) {
            Some(report) => Event::Receipt(frame.sequence, report),
            None => {
                // A person's answer to the sender's number, or a receipt of nothing: nobody here reads it.
                debug!(esm_class = deliver.esm_class, "a deliver_sm that is no receipt");
                self.reply(pdu::deliver_sm_resp(status::OK, frame.sequence));
                Event::Nothing
            }
        }
    }

    /// The receipt is answered for only now. What was not stored is asked for again.
    pub fn receipt_stored(&mut self, sequence: u32, stored: bool) {
        self.reply(pdu::deliver_sm_resp(if stored { status::OK } else { status::TRY_AGAIN }, sequence));
    }

    fn answered(&mut self, frame: &Frame, now: Instant) -> Event {
        let Some(Outstanding { mut job, .. }) = self.outstanding.remove(&frame.sequence) else {
            debug!(sequence = frame.sequence, "an answer to nothing, or too late");
            return Event::Nothing;
        };
        let code = status::code(frame.status);
        match judge(frame.status, self.overrides) {
            Verdict::Taken if frame.command == pdu::GENERIC_NACK => job.done(Handover::Unknown),
            Verdict::Taken => {
                self.pause.next = self.config.throttle_min;
                job.references.push(self.config.receipt_ids.answered(&pdu::message_id(&frame.body)));
                if job.references.len() < job.parts.len() {
                    self.waiting.push_front(job);
                } else {
                    let references = std::mem::take(&mut job.references);
                    job.done(Handover::Accepted { references });
                }
            }
            // A message whose later part is refused never arrives whole, and asking again will not help: that is a refusal.
            Verdict::Refused(reason) => {
                let part = job.references.len() + 1;
                let code = if part == 1 { code } else { format!("{code} part {part}/{}", job.parts.len()) };
                job.done(Handover::Refused { reason, code });
            }
            Verdict::NotNow(reason) => {
                if reason == FailureReason::Throttled {
                    self.slow_down(now);
                }
                // Half a message is worse than a late one: its next part waits for the end of the pause.
                if reason == FailureReason::Throttled && !job.references.is_empty() {
                    self.waiting.push_front(job);
                } else {
                    job.not_now(reason, &code);
                }
            }
        }
        if frame.status == status::NOT_BOUND { Event::Over("the gateway says we are not bound") } else { Event::Nothing }
    }

    fn slow_down(&mut self, now: Instant) {
        if self.pause.until.is_none_or(|until| until <= now) {
            warn!(seconds = self.pause.next.as_secs_f32(), "the gateway asks us to slow down");
            self.pause.until = Some(now + self.pause.next);
            self.pause.next = (self.pause.next * 2).min(self.config.throttle_max);
        }
    }

    /// Does what the time asks for.
    pub fn tick(&mut self, now: Instant) -> Event {
        let late: Vec<u32> =
            self.outstanding.iter().filter(|(_, one)| one.deadline <= now).map(|(sequence, _)| *sequence).collect();
        for sequence in late {
            if let Some(one) = self.outstanding.remove(&sequence) {
                warn!(sequence, "no answer to a submit");
                one.job.done(Handover::Unknown);
            }
        }
        self.send(now);
        if self.closing.is_some_and(|(until, _)| until <= now) {
            return Event::Over("the gateway did not answer our unbind");
        }
        match self.enquiry {
            Some(until) if until <= now => return Event::Over("the gateway is silent"),
            None if now >= self.heard + self.config.enquire_link => {
                let sequence = self.next_sequence();
                self.reply(pdu::bare(pdu::ENQUIRE_LINK, status::OK, sequence));
                self.enquiry = Some(now + self.config.response_timeout);
            }
            _ => {}
        }
        Event::Nothing
    }

    /// When [`Session::tick`] has to be called at the latest.
    pub fn wake(&self, now: Instant) -> Instant {
        let mut wake = self.enquiry.unwrap_or(self.heard + self.config.enquire_link);
        let outstanding = self.outstanding.values().map(|one| one.deadline);
        let waiting = self.waiting.iter().map(|job| job.give_up);
        let pause = self.pause.until.filter(|until| *until > now && !self.waiting.is_empty());
        let closing = self.closing.map(|(until, _)| until);
        for moment in outstanding.chain(waiting).chain(pause).chain(closing) {
            wake = wake.min(moment);
        }
        wake
    }

    /// Fills the window, and tells those whose time is up.
    fn send(&mut self, now: Instant) {
        let paused = self.pause.until.filter(|until| *until > now);
        for _ in 0..self.waiting.len() {
            let Some(job) = self.waiting.pop_front() else { break };
            if job.give_up <= now.max(paused.unwrap_or(now)) {
                job.not_now(FailureReason::Throttled, if paused.is_some() { "paused" } else { "window-full" });
            } else if paused.is_none() && self.outstanding.len() < self.config.window {
                self.submit(job, now);
            } else {
                self.waiting.push_back(job);
            }
        }
        if let Some((until, false)) = self.closing
            && self.outstanding.is_empty()
            && self.waiting.is_empty()
        {
            let sequence = self.next_sequence();
            self.reply(pdu::bare(pdu::UNBIND, status::OK, sequence));
            self.closing = Some((until, true));
        }
    }

    fn submit(&mut self, job: Job, now: Instant) {
        let Some(part) = job.parts.get(job.references.len()) else { return job.done(Handover::Unknown) };
        let sequence = self.next_sequence();
        self.outgoing.push_back((pdu::numbered(part, sequence), Some(sequence)));
        let deadline = now + self.config.response_timeout;
        self.outstanding.insert(sequence, Outstanding { job, deadline, written: false });
    }

    fn reply(&mut self, pdu: Octets) {
        self.outgoing.push_back((pdu, None));
    }

    fn next_sequence(&mut self) -> u32 {
        loop {
            self.sequence = if self.sequence >= 0x7FFF_FFFF { 1 } else { self.sequence + 1 };
            if !self.outstanding.contains_key(&self.sequence) {
                return self.sequence;
            }
        }
    }

    /// Octets that wait to be written: as many slices as the caller can take.
    pub fn unwritten<'s>(&'s self, slices: &mut [IoSlice<'s>]) -> usize {
        let mut count = 0;
        for (slice, (pdu, _)) in slices.iter_mut().zip(&self.outgoing) {
            *slice = IoSlice::new(if count == 0 { &pdu[self.written..] } else { pdu });
            count += 1;
        }
        count
    }

    pub fn has_output(&self) -> bool {
        !self.outgoing.is_empty()
    }

    pub fn wrote(&mut self, mut octets: usize) {
        while let Some((pdu, sequence)) = self.outgoing.front() {
            let left = pdu.len() - self.written;
            if octets < left {
                self.written += octets;
                return;
            }
            octets -= left;
            self.written = 0;
            if let Some(one) = sequence.and_then(|sequence| self.outstanding.get_mut(&sequence)) {
                one.written = true;
            }
            self.outgoing.pop_front();
        }
    }

    /// The line is gone. A message that was on it may or may not have been taken; one that was not yet on it was not.
    pub fn end(self, why: &str) {
        for one in self.outstanding.into_values() {
            match one.written {
                true => one.job.done(Handover::Unknown),
                false => one.job.not_now(FailureReason::Unreachable, why),
            }
        }
        for job in self.waiting {
            job.not_now(FailureReason::Unreachable, why);
        }
    }
}
