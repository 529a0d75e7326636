//! The session against a peer and a clock that are both written down here: no line, no waiting.

use super::pdu::{self, Frame, Octets};
use super::session::{Event, Job, Session};
use super::status::Overrides;
use super::*;
use kunye_core::messages::ports::ReceiptState;
use std::io::IoSlice;
use std::sync::mpsc::{Receiver, sync_channel};
use zeroize::Zeroizing;

fn config(more: &str) -> SmppConfig {
    let window = if more.contains("window") { "" } else { "window = 2\n" };
    toml::from_str(&format!("host = 'smsc'\nsystem_id = 'kunye'\nsender = 'KUNYE'\n{window}{more}")).unwrap()
}

/// A session, the moment it began, and what it wrote.
struct Table<'a> {
    session: Session<'a>,
    now: Instant,
}

impl<'a> Table<'a> {
    fn new(config: &'a SmppConfig, overrides: &'a Overrides) -> Self {
        let now = Instant::now();
        Self { session: Session::new(config, overrides, 1, now), now }
    }

    fn after(&mut self, seconds: u64) -> Event {
        self.now += Duration::from_secs(seconds);
        self.session.tick(self.now)
    }

    /// Hands over a message of so many parts that may wait 10 seconds.
    fn offer(&mut self, parts: usize) -> Receiver<Handover> {
        let (answer, word) = sync_channel(1);
        let parts = (0..parts).map(|_| pdu::bare(pdu::SUBMIT_SM, 0, 0)).collect();
        self.session.offer(Job::new(parts, self.now + Duration::from_secs(10), answer), self.now);
        word
    }

    /// Command, status and sequence number of what has been written since the last call.
    fn written(&mut self) -> Vec<(u32, u32, u32)> {
        let mut written = Vec::new();
        while self.session.has_output() {
            let mut slices = [IoSlice::new(&[]); 3];
            let count = self.session.unwritten(&mut slices);
            let octets: Vec<u8> = slices[..count].iter().flat_map(|slice| slice.to_vec()).collect();
            self.session.wrote(octets.len());
            written.extend(octets);
        }
        std::iter::from_fn(|| pdu::take_frame(&mut written).unwrap()).map(|f| (f.command, f.status, f.sequence)).collect()
    }

    fn receive(&mut self, octets: Octets) -> Event {
        let frame = pdu::take_frame(&mut octets.to_vec()).unwrap().unwrap();
        self.session.receive(&frame, self.now)
    }

    fn answer(&mut self, sequence: u32, status: u32, id: &str) -> Event {
        let body = Zeroizing::new(format!("{id}\0").into_bytes());
        self.session.receive(&Frame { command: pdu::SUBMIT_SM_RESP, status, sequence, body }, self.now)
    }
}

const SUBMIT: u32 = pdu::SUBMIT_SM;

fn accepted(references: &[&str]) -> Handover {
    Handover::Accepted { references: references.iter().map(|id| (*id).to_owned()).collect() }
}

fn not_now(reason: FailureReason, code: &str) -> Handover {
    Handover::NotNow { reason, code: code.to_owned() }
}

#[test]
fn the_window_is_never_exceeded() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let words = [table.offer(1), table.offer(1), table.offer(1)];
    assert_eq!(table.written(), [(SUBMIT, 0, 2), (SUBMIT, 0, 3)]);
    table.answer(3, 0, "b");
    assert_eq!(table.written(), [(SUBMIT, 0, 4)]);
    table.answer(2, 0, "a");
    table.answer(4, 0, "c");
    assert_eq!(words.map(|word| word.try_recv().unwrap()), [accepted(&["a"]), accepted(&["b"]), accepted(&["c"])]);
}

#[test]
fn parts_go_one_after_the_other() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let word = table.offer(3);
    for (sequence, id) in [(2, "x"), (3, "y"), (4, "z")] {
        assert_eq!(table.written(), [(SUBMIT, 0, sequence)]);
        table.answer(sequence, 0, id);
    }
    assert_eq!(word.try_recv(), Ok(accepted(&["x", "y", "z"])));
}

#[test]
fn a_refused_part_is_a_refused_message_and_says_which() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let (first, second) = (table.offer(3), table.offer(3));
    table.answer(2, 0x0B, "");
    table.answer(3, 0, "x");
    table.answer(4, 0x66, "");
    let refused = |reason, code: &str| Ok(Handover::Refused { reason, code: code.to_owned() });
    assert_eq!(first.try_recv(), refused(FailureReason::BadNumber, "0x0000000B"));
    assert_eq!(second.try_recv(), refused(FailureReason::Rejected, "0x00000066 part 2/3"));
}

#[test]
fn throttling_stops_the_whole_line_for_a_growing_while() {
    let (config, none) = (config("throttle_min_seconds = 2\nthrottle_max_seconds = 5"), Overrides::new());
    let mut table = Table::new(&config, &none);
    for pause in [2, 4, 5, 5] {
        let throttled = [table.offer(1), table.offer(1)];
        let [(_, _, first), (_, _, second)] = table.written()[..] else { panic!("two submits") };
        table.answer(first, 0x58, "");
        // The second of the same burst does not double the pause again.
        table.answer(second, 0x14, "");
        assert_eq!(throttled[0].try_recv(), Ok(not_now(FailureReason::Throttled, "0x00000058")));
        assert_eq!(throttled[1].try_recv(), Ok(not_now(FailureReason::Throttled, "0x00000014")));
        table.after(pause - 1);
        assert_eq!(table.written(), [], "paused for {pause} s");
        table.after(1);
    }
    // What comes during a pause waits for its end; one success, and the next pause is short again.
    let waiting = table.offer(1);
    let [(_, _, sequence)] = table.written()[..] else { panic!("one submit") };
    table.answer(sequence, 0, "a");
    assert_eq!(waiting.try_recv(), Ok(accepted(&["a"])));
    let throttled = table.offer(1);
    table.answer(sequence + 1, 0x58, "");
    let waiting = table.offer(1);
    table.written();
    assert_eq!(table.session.wake(table.now), table.now + Duration::from_secs(2));
    table.after(2);
    assert_eq!(table.written(), [(SUBMIT, 0, sequence + 2)]);
    table.answer(sequence + 2, 0, "b");
    assert_eq!(waiting.try_recv(), Ok(accepted(&["b"])));
    assert_eq!(throttled.try_recv(), Ok(not_now(FailureReason::Throttled, "0x00000058")));
}

#[test]
fn half_a_message_waits_for_the_end_of_the_pause() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let word = table.offer(2);
    table.answer(2, 0, "x");
    table.answer(3, 0x58, "");
    assert!(word.try_recv().is_err());
    table.written();
    table.after(1);
    assert_eq!(table.written(), [(SUBMIT, 0, 4)]);
    table.answer(4, 0, "y");
    assert_eq!(word.try_recv(), Ok(accepted(&["x", "y"])));
}

#[test]
fn who_waits_too_long_is_told() {
    let (config, none) = (config("response_timeout_seconds = 60"), Overrides::new());
    let mut table = Table::new(&config, &none);
    let words = [table.offer(1), table.offer(1), table.offer(1)];
    assert_eq!(table.session.wake(table.now), table.now + Duration::from_secs(10));
    table.after(10);
    assert_eq!(words[2].try_recv(), Ok(not_now(FailureReason::Throttled, "window-full")));
    assert!(words[0].try_recv().is_err());
    // A pause that ends too late is not waited for.
    let config = self::config("throttle_min_seconds = 11");
    let mut table = Table::new(&config, &none);
    drop(table.offer(1));
    table.answer(2, 0x58, "");
    assert_eq!(table.offer(1).try_recv(), Ok(not_now(FailureReason::Throttled, "paused")));
}

#[test]
fn no_answer_in_time_is_unknown_and_a_late_one_is_for_nobody() {
    let (config, none) = (config("response_timeout_seconds = 10"), Overrides::new());
    let mut table = Table::new(&config, &none);
    let word = table.offer(1);
    table.after(9);
    assert!(word.try_recv().is_err());
    table.after(1);
    assert_eq!(word.try_recv(), Ok(Handover::Unknown));
    assert_eq!(table.answer(2, 0, "late"), Event::Nothing);
}

#[test]
fn a_broken_line_tells_what_left_from_what_did_not() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let left = table.offer(1);
    table.written();
    let half = table.offer(1);
    table.session.wrote(10);
    let waiting = table.offer(1);
    table.session.end("the line broke");
    assert_eq!(left.try_recv(), Ok(Handover::Unknown));
    assert_eq!(half.try_recv(), Ok(not_now(FailureReason::Unreachable, "the line broke")));
    assert_eq!(waiting.try_recv(), Ok(not_now(FailureReason::Unreachable, "the line broke")));
    // Once a part was taken, nothing is certain.
    let mut table = Table::new(&config, &none);
    let word = table.offer(2);
    table.answer(2, 0, "x");
    table.session.end("the line broke");
    assert_eq!(word.try_recv(), Ok(Handover::Unknown));
}

#[test]
fn an_orderly_end_waits_for_answers_and_then_unbinds() {
    let (config, none) = (config("response_timeout_seconds = 10"), Overrides::new());
    let mut table = Table::new(&config, &none);
    let words = [table.offer(1), table.offer(1), table.offer(1)];
    table.written();
    table.session.close(table.now);
    assert_eq!(words[2].try_recv(), Ok(not_now(FailureReason::Unreachable, "stopping")));
    assert_eq!(table.offer(1).try_recv(), Ok(not_now(FailureReason::Unreachable, "stopping")));
    table.answer(2, 0, "a");
    assert_eq!(table.written(), []);
    table.answer(3, 0, "b");
    assert_eq!(table.written(), [(pdu::UNBIND, 0, 4)]);
    assert_eq!(table.receive(pdu::bare(pdu::UNBIND_RESP, 0, 4)), Event::Over("unbound"));
    // A message that is half sent is sent to its end.
    let mut table = Table::new(&config, &none);
    let word = table.offer(2);
    table.session.close(table.now);
    table.answer(2, 0, "a");
    table.answer(3, 0, "b");
    assert_eq!(table.written().last(), Some(&(pdu::UNBIND, 0, 4)));
    assert_eq!(word.try_recv(), Ok(accepted(&["a", "b"])));
    // A peer that does not answer is not waited for.
    let mut table = Table::new(&config, &none);
    table.session.close(table.now);
    assert_eq!(table.after(10), Event::Over("the gateway did not answer our unbind"));
}

#[test]
fn every_command_gets_its_answer() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    assert_eq!(table.receive(pdu::bare(pdu::ENQUIRE_LINK, 0, 70)), Event::Nothing);
    assert_eq!(table.receive(pdu::bare(0x0000_0103, 0, 71)), Event::Nothing);
    assert_eq!(table.receive(pdu::bare(pdu::DELIVER_SM, 0, 72)), Event::Nothing);
    assert_eq!(table.receive(pdu::bare(pdu::ALERT_NOTIFICATION, 0, 73)), Event::Nothing);
    assert_eq!(table.receive(pdu::bare(pdu::SUBMIT_SM_RESP, 0, 74)), Event::Nothing);
    assert_eq!(table.receive(pdu::bare(pdu::UNBIND, 0, 75)), Event::Over("the gateway unbound"));
    let answers =
        [(pdu::ENQUIRE_LINK_RESP, 0, 70), (pdu::GENERIC_NACK, 3, 71), (pdu::DELIVER_SM_RESP, 2, 72), (pdu::UNBIND_RESP, 0, 75)];
    assert_eq!(table.written(), answers);
}

#[test]
fn a_receipt_is_answered_for_only_when_it_is_stored() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let text = b"id:7 stat:DELIVRD err:000 text:";
    let mut body = b"\0\x01\x01905321234567\0\x05\0KUNYE\0\x04\0\0\0\0\0\0\0\0".to_vec();
    body.push(text.len() as u8);
    body.extend(text);
    let frame = Frame { command: pdu::DELIVER_SM, status: 0, sequence: 9, body: Zeroizing::new(body) };
    for (stored, status) in [(false, 0x64), (true, 0)] {
        let Event::Receipt(9, report) = table.session.receive(&frame, table.now) else { panic!("a receipt") };
        assert_eq!((report.reference.as_str(), report.state), ("7", ReceiptState::Delivered));
        assert_eq!(table.written(), []);
        table.session.receipt_stored(9, stored);
        assert_eq!(table.written(), [(pdu::DELIVER_SM_RESP, status, 9)]);
    }
}

#[test]
fn a_nack_and_a_lost_bind_are_no_deliveries() {
    let (config, none) = (config(""), Overrides::new());
    let mut table = Table::new(&config, &none);
    let (nacked, unbound) = (table.offer(1), table.offer(1));
    assert_eq!(table.receive(pdu::bare(pdu::GENERIC_NACK, 2, 2)), Event::Nothing);
    assert_eq!(table.answer(3, 0x04, ""), Event::Over("the gateway says we are not bound"));
    let refused = Handover::Refused { reason: FailureReason::Configuration, code: "0x00000002".to_owned() };
    assert_eq!(nacked.try_recv(), Ok(refused));
    assert_eq!(unbound.try_recv(), Ok(not_now(FailureReason::Unreachable, "0x00000004")));
}

#[test]
fn sequence_numbers_begin_again_and_pass_over_those_in_use() {
    let (config, none) = (config("window = 3"), Overrides::new());
    let now = Instant::now();
    let mut table = Table { session: Session::new(&config, &none, 0x7FFF_FFFD, now), now };
    let words = [table.offer(1), table.offer(1), table.offer(1)];
    let sequences = [0x7FFF_FFFE, 0x7FFF_FFFF, 1];
    assert_eq!(table.written(), sequences.map(|sequence| (SUBMIT, 0, sequence)));
    drop(words);
}

#[test]
fn a_silent_peer_is_asked_and_then_left() {
    let (config, none) = (config("enquire_link_seconds = 30\nresponse_timeout_seconds = 10"), Overrides::new());
    let mut table = Table::new(&config, &none);
    assert_eq!(table.after(29), Event::Nothing);
    assert_eq!(table.written(), []);
    assert_eq!(table.session.wake(table.now), table.now + Duration::from_secs(1));
    table.after(1);
    assert_eq!(table.written(), [(pdu::ENQUIRE_LINK, 0, 2)]);
    table.after(9);
    table.receive(pdu::bare(pdu::ENQUIRE_LINK_RESP, 0, 2));
    assert_eq!(table.after(29), Event::Nothing);
    table.after(1);
    assert_eq!(table.written(), [(pdu::ENQUIRE_LINK, 0, 3)]);
    assert_eq!(table.after(10), Event::Over("the gateway is silent"));
}
