//! Every word a hand-over and a receipt can end with, over a real line.

use crate::smsc::{Reply, Seen, Smsc, deliver, pdu};
use crate::support::{Bench, Log, NOW, TlsRelay, sms, wait_for};
use kunye_core::messages::ports::{FailureReason, Handover, ReceiptState, SmsGateway};
use kunye_messaging::smpp::LinkStatus;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

fn accepted(references: &[&str]) -> Handover {
    Handover::Accepted { references: references.iter().map(|id| (*id).to_owned()).collect() }
}

fn not_now(reason: FailureReason, code: &str) -> Handover {
    Handover::NotNow { reason, code: code.to_owned() }
}

fn refused(reason: FailureReason, code: &str) -> Handover {
    Handover::Refused { reason, code: code.to_owned() }
}

#[test]
fn a_message_is_submitted_as_configured() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    assert_eq!(smsc.seen(), Seen::Bind { system_id: "kunye".into(), password: "geheim".into() });
    assert_eq!(bench.gateway.hand_over(&sms("Şifre: Kd7m")), accepted(&["m1"]));
    let submit = smsc.submit();
    assert_eq!(submit.source, (5, 0, "KUNYE".into()));
    assert_eq!(submit.destination, (1, 1, "905321234567".into()));
    assert_eq!((submit.esm_class, submit.data_coding, submit.registered), (0x40, 0, 1));
    assert_eq!(submit.validity, "000000010000000R");
    assert_eq!(submit.message, [&[3, 0x24, 1, 1, 0x1B][..], b"Sifre: Kd7m"].concat());

    assert_eq!(bench.gateway.hand_over(&sms("“Hâlâ”")), accepted(&["m2"]));
    let submit = smsc.submit();
    assert_eq!((submit.esm_class, submit.data_coding), (0, 8));
    assert_eq!(submit.message, "“Hâlâ”".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>());
}

#[test]
fn settings_change_what_is_submitted() {
    let smsc = Smsc::start();
    let more = "packing = 'packed'\nturkish_tables = false\nconcat_reference = '16-bit'\nsender_ton = 3";
    let bench = Bench::new(smsc.address, more).bound();
    assert_eq!(bench.gateway.hand_over(&sms("hellohello")), accepted(&["m1"]));
    let submit = smsc.submit();
    assert_eq!(
        (submit.source, submit.message),
        ((3, 0, "KUNYE".into()), vec![0xE8, 0x32, 0x9B, 0xFD, 0x46, 0x97, 0xD9, 0xEC, 0x37])
    );
    assert_eq!(bench.gateway.hand_over(&sms("ş")), accepted(&["m2"]));
    assert_eq!(smsc.submit().data_coding, 8);
    bench.gateway.hand_over(&sms(&"a".repeat(161)));
    assert_eq!(smsc.submit().message[..3], [6, 8, 4]);
}

#[test]
fn a_long_message_is_accepted_part_by_part() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    assert_eq!(bench.gateway.hand_over(&sms(&"a".repeat(400))), accepted(&["m1", "m2", "m3"]));
    let headers = [smsc.submit(), smsc.submit(), smsc.submit()].map(|submit| submit.message[..6].to_vec());
    assert_eq!(headers.clone().map(|header| header[4..].to_vec()), [[3, 1], [3, 2], [3, 3]]);
    assert_eq!(headers[0][..4], headers[2][..4]);
}

#[test]
fn refusals_carry_reason_and_code() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "statuses = { '0x0403' = 'rejected' }").bound();
    for (reply, expected) in [
        (Reply::Status(0x0B), refused(FailureReason::BadNumber, "0x0000000B")),
        (Reply::Status(0x0A), refused(FailureReason::Configuration, "0x0000000A")),
        (Reply::Status(0x66), refused(FailureReason::Rejected, "0x00000066")),
        (Reply::Status(0x0403), refused(FailureReason::Rejected, "0x00000403")),
        (Reply::Status(0x0404), refused(FailureReason::Other, "0x00000404")),
        (Reply::Nack(0x03), refused(FailureReason::Configuration, "0x00000003")),
        (Reply::Status(0x58), not_now(FailureReason::Throttled, "0x00000058")),
        (Reply::Status(0x14), not_now(FailureReason::Throttled, "0x00000014")),
        (Reply::Status(0x08), not_now(FailureReason::Unreachable, "0x00000008")),
        (Reply::Take("ok"), accepted(&["ok"])),
    ] {
        smsc.next(reply);
        assert_eq!(bench.gateway.hand_over(&sms("a")), expected);
    }
    smsc.next(Reply::Take("first"));
    smsc.next(Reply::Status(0x65));
    let expected = refused(FailureReason::Rejected, "0x00000065 part 2/2");
    assert_eq!(bench.gateway.hand_over(&sms(&"a".repeat(200))), expected);
    let too_long = "a".repeat(40_000);
    assert_eq!(bench.gateway.hand_over(&sms(&too_long)), refused(FailureReason::Rejected, "too-long"));
}

#[test]
fn a_broken_line_leaves_the_outcome_unknown_and_is_built_again() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    smsc.next(Reply::Drop);
    assert_eq!(bench.gateway.hand_over(&sms("a")), Handover::Unknown);
    let bench = bench.bound();
    smsc.next(Reply::TakeAndDrop);
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&["m2"]));
    wait_for("the drop", || bench.gateway.status() != LinkStatus::Bound);
    let bench = bench.bound();
    smsc.next(Reply::Silence);
    assert_eq!(bench.gateway.hand_over(&sms("a")), Handover::Unknown);
    assert_eq!(bench.gateway.status(), LinkStatus::Bound, "one lost answer does not end a line that is alive");
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&["m4"]));
}

#[test]
fn an_unbound_line_takes_nothing() {
    // Nobody listens on a port that was just given back.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let bench = Bench::new(nobody, "");
    wait_for("the refusal", || matches!(bench.gateway.status(), LinkStatus::Down { .. }));
    assert_eq!(bench.gateway.hand_over(&sms("a")), not_now(FailureReason::Unreachable, "connection refused"));
    bench.shutdown();
    assert_eq!(bench.gateway.hand_over(&sms("a")), not_now(FailureReason::Unreachable, "stopped"));
}

#[test]
fn a_refused_bind_is_our_configuration_and_is_tried_again() {
    let smsc = Smsc::start().binds(&[0x0E, 0x0E]);
    let bench = Bench::new(smsc.address, "reconnect_min_seconds = 0.3\nreconnect_max_seconds = 0.3");
    wait_for("the refusal", || matches!(bench.gateway.status(), LinkStatus::Down { .. }));
    assert_eq!(bench.gateway.hand_over(&sms("a")), not_now(FailureReason::Configuration, "0x0000000E"));
    assert_eq!(bench.bound().gateway.hand_over(&sms("a")), accepted(&["m1"]));
}

#[test]
fn after_throttling_the_line_rests_and_goes_on() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "throttle_min_seconds = 0.3").bound();
    smsc.next(Reply::Status(0x58));
    assert_eq!(bench.gateway.hand_over(&sms("a")), not_now(FailureReason::Throttled, "0x00000058"));
    let began = std::time::Instant::now();
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&["m2"]));
    assert!(began.elapsed() > Duration::from_millis(250), "{:?}", began.elapsed());
}

#[test]
fn receipts_of_every_kind_arrive() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    let text = |id: &str, word: &str| {
        format!("id:{id} sub:001 dlvrd:001 submit date:2611221305 done date:2611221306 stat:{word} err:012 text:Kd7m")
    };
    for (sequence, word) in (1..).zip(["ENROUTE", "ACCEPTD", "DELIVRD", "EXPIRED", "UNDELIV", "REJECTD", "DELETED", "UNKNOWN"]) {
        smsc.say(&deliver(sequence, 0x04, &text("m1", word), &[]));
        assert_eq!(smsc.pdu(0x8000_0005), (0, sequence));
    }
    smsc.say(&deliver(20, 0x04, "", &[(0x001E, b"m2\0"), (0x0427, &[2]), (0x1403, b"?")]));
    smsc.say(&deliver(21, 0x04, "", &[(0x0424, text("m3", "DELIVRD").as_bytes())]));
    let receipts = bench.recorder.receipts(10);
    let states: Vec<_> = receipts.iter().map(|receipt| receipt.state).collect();
    use ReceiptState::{Delivered, Failed, Pending, Unknown};
    let failed =
        [FailureReason::Expired, FailureReason::Undeliverable, FailureReason::Rejected, FailureReason::Rejected].map(Failed);
    assert_eq!(states, [&[Pending, Pending, Delivered][..], &failed, &[Unknown, Delivered, Delivered]].concat());
    assert_eq!(receipts.iter().map(|receipt| receipt.reference.as_str()).collect::<Vec<_>>()[7..], ["m1", "m2", "m3"]);
    assert_eq!((receipts[4].code.as_str(), receipts[4].gateway.as_str(), receipts[4].at), ("UNDELIV err:012", "smpp", NOW));
}

#[test]
fn receipts_come_early_late_and_twice() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    // Before the answer to the submit it is for: both in one packet, the receipt first.
    let early = [deliver(1, 0x04, "id:e1 stat:DELIVRD", &[]), pdu(0x8000_0004, 0, 2, b"e1\0")].concat();
    smsc.next(Reply::Raw(early));
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&["e1"]));
    smsc.say(&deliver(2, 0x04, "id:e1 stat:DELIVRD", &[]));
    // On another line than the submit.
    smsc.hang_up();
    wait_for("the end of the line", || bench.gateway.status() != LinkStatus::Bound);
    let bench = bench.bound();
    smsc.say(&deliver(3, 0x04, "id:e1 stat:DELIVRD", &[]));
    let receipts = bench.recorder.receipts(2);
    assert!(receipts.iter().all(|receipt| receipt.reference == "e1" && receipt.state == ReceiptState::Delivered));
}

#[test]
fn a_receipt_that_is_not_stored_is_asked_for_again() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    bench.recorder.refusals.store(1, Ordering::SeqCst);
    smsc.say(&deliver(8, 0x04, "id:m1 stat:DELIVRD", &[]));
    assert_eq!(smsc.pdu(0x8000_0005), (0x64, 8));
    smsc.say(&deliver(9, 0x04, "id:m1 stat:DELIVRD", &[]));
    assert_eq!(smsc.pdu(0x8000_0005), (0, 9));
    assert_eq!(bench.recorder.receipts(1).len(), 1);
}

#[test]
fn ids_in_hexadecimal_meet_receipts_in_decimal() {
    for (setting, answered, receipted) in [("hex-decimal", "00AB12", "43794"), ("decimal-hex", "43794", "ab12")] {
        let smsc = Smsc::start();
        let bench = Bench::new(smsc.address, &format!("receipt_ids = '{setting}'")).bound();
        smsc.next(Reply::Take(answered));
        let Handover::Accepted { references } = bench.gateway.hand_over(&sms("a")) else { panic!("accepted") };
        smsc.say(&deliver(1, 0x04, &format!("id:{receipted} stat:DELIVRD"), &[]));
        // The optional parameter repeats the answer's form.
        smsc.say(&deliver(2, 0x04, "", &[(0x001E, answered.as_bytes()), (0x0427, &[2])]));
        for receipt in bench.recorder.receipts(2) {
            assert_eq!(references, [receipt.reference]);
        }
    }
}

#[test]
fn nonsense_neither_stops_nor_deceives_us() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    smsc.say(&pdu(0x0000_0777, 0, 5, b"what is this"));
    assert_eq!(smsc.pdu(0x8000_0000), (3, 5));
    smsc.say(&pdu(0x0000_0005, 0, 6, b"\0\x01"));
    assert_eq!(smsc.pdu(0x8000_0005), (2, 6));
    // A person's text to the sender's number, made to look like a receipt.
    smsc.say(&deliver(7, 0, "id:m1 stat:DELIVRD", &[]));
    assert_eq!(smsc.pdu(0x8000_0005), (0, 7));
    smsc.say(&pdu(0x8000_0004, 0, 9_999, b"nobody\0"));
    smsc.say(&pdu(0x8000_0004, 0x58, 9_998, b""));
    smsc.say(&pdu(0x0000_0015, 0, 10, b""));
    assert_eq!(smsc.pdu(0x8000_0015), (0, 10));
    // An answer without an id, and without its NUL.
    smsc.next(Reply::Raw(pdu(0x8000_0004, 0, 2, b"")));
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&[""]));
    smsc.next(Reply::Raw(pdu(0x8000_0004, 0, 3, b"bare")));
    assert_eq!(bench.gateway.hand_over(&sms("a")), accepted(&["bare"]));
    for length in [0u32, 15, 0x0100_0000, u32::MAX] {
        let absurd = [&length.to_be_bytes()[..], &[0; 12]].concat();
        smsc.next(Reply::Raw(absurd));
        assert_eq!(bench.gateway.hand_over(&sms("a")), Handover::Unknown);
        wait_for("another line", || bench.gateway.status() == LinkStatus::Bound);
    }
    smsc.next(Reply::Raw(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".to_vec()));
    assert_eq!(bench.gateway.hand_over(&sms("a")), Handover::Unknown);
    let bench = bench.bound();
    assert!(matches!(bench.gateway.hand_over(&sms("a")), Handover::Accepted { .. }));
    assert!(bench.recorder.receipts(0).is_empty());
}

#[test]
fn a_silent_line_is_asked_after() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "enquire_link_seconds = 0.1").bound();
    assert_eq!(smsc.pdu(0x15), (0, 2));
    assert_eq!(smsc.pdu(0x15), (0, 3));
    assert_eq!(bench.gateway.status(), LinkStatus::Bound);
}

#[test]
fn shutting_down_unbinds_after_the_last_answer() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    smsc.next(Reply::Silence);
    let waiting = bench.hand_over("a");
    smsc.submit();
    let gateway = Arc::clone(&bench.gateway);
    let ending = bench.runtime.spawn(async move { gateway.shutdown().await });
    // The answer comes while the line is already closing.
    std::thread::sleep(Duration::from_millis(100));
    smsc.say(&pdu(0x8000_0004, 0, 2, b"late\0"));
    assert_eq!(smsc.pdu(6), (0, 3));
    bench.runtime.block_on(ending).unwrap();
    assert_eq!(waiting.join().unwrap(), accepted(&["late"]));
    assert_eq!(bench.gateway.status(), LinkStatus::Stopped);
    // Dropping the gateway is an orderly end too.
    let bench = Bench::new(smsc.address, "").bound();
    let Bench { gateway, runtime, .. } = bench;
    drop(gateway);
    assert_eq!(smsc.seen(), Seen::Closed);
    loop {
        match smsc.seen() {
            Seen::Pdu(6, ..) => break,
            Seen::Closed => panic!("closed without unbind"),
            _ => {}
        }
    }
    drop(runtime);
}

#[test]
fn many_threads_share_one_line() {
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "window = 3").bound();
    let threads: Vec<_> = (0..20).map(|_| bench.hand_over("a")).collect();
    let mut references: Vec<_> = threads
        .into_iter()
        .flat_map(|thread| match thread.join().unwrap() {
            Handover::Accepted { references } => references,
            other => panic!("{other:?}"),
        })
        .collect();
    references.sort_unstable();
    references.dedup();
    assert_eq!(references.len(), 20);
}

#[test]
fn tls_is_checked_against_the_authorities_we_trust() {
    let smsc = Smsc::start();
    let keys = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trust = |name: &str, pem: String| {
        let file = folder.path().join(name);
        std::fs::write(&file, pem).unwrap();
        format!("tls = true\ntls_ca_file = '{}'", file.display())
    };
    let relay = TlsRelay::start(smsc.address, &keys);
    let stranger = Bench::new(relay.address, &trust("other.pem", other.cert.pem()));
    wait_for("the refusal", || matches!(stranger.gateway.status(), LinkStatus::Down { .. }));
    let LinkStatus::Down { code, .. } = stranger.gateway.status() else { panic!("down") };
    assert!(code.starts_with("tls: ") && code.contains("certificate"), "{code}");
    let bench = Bench::new(relay.address, &trust("own.pem", keys.cert.pem())).bound();
    assert_eq!(bench.gateway.hand_over(&sms("Şifre")), accepted(&["m1"]));
    bench.shutdown();
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let start = |more: &str| {
        let config = format!("host = 'smsc'\nsystem_id = 'kunye'\n{more}");
        let config = toml::from_str(&config).map_err(|error| error.to_string())?;
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let entropy = Arc::new(kunye_kernel::entropy::SeededEntropy::new(1));
        let clock = Arc::new(kunye_kernel::time::MockClock::at(NOW));
        let recorder = Arc::new(crate::support::Recorder::default());
        let gateway = kunye_messaging::SmppGateway::start(config, runtime.handle(), recorder, clock, entropy);
        gateway.map(drop).map_err(|error| format!("{error:?}"))
    };
    for (more, named) in [
        ("", "sender"),
        ("sender = ''", "sender"),
        ("sender = 'Twelve chars'", "sender"),
        ("sender = 'KÜNYE'", "sender"),
        ("sender = 'K'\nwindow = 0", "window"),
        ("sender = 'K'\nsystem_type = '1234567890123'", "system_type"),
        ("sender = 'K'\npassword = 'a'\npassword_file = '/nowhere'", "password"),
        ("sender = 'K'\npassword_file = '/nowhere'", "password_file"),
        ("sender = 'K'\nstatuses = { '12' = 'rejected' }", "statuses"),
        ("sender = 'K'\nstatuses = { '0x12' = 'no such reason' }", "no such reason"),
        ("sender = 'K'\nwindows = 1", "windows"),
        ("sender = 'K'\ntls = true\ntls_ca_file = '/nowhere'", "tls_ca_file"),
        ("sender = 'K'\nresponse_timeout_seconds = -1", "response_timeout_seconds"),
    ] {
        let error = start(more).unwrap_err();
        assert!(error.contains(named), "{more}: {error}");
    }
    start("sender = 'KUNYE'").unwrap();
}

#[test]
fn no_log_line_holds_a_text_or_a_number() {
    let log = Log::begin();
    let smsc = Smsc::start();
    let bench = Bench::new(smsc.address, "").bound();
    for reply in [Reply::Take("m1"), Reply::Status(0x0B), Reply::Nack(2), Reply::Drop] {
        wait_for("the line", || bench.gateway.status() == LinkStatus::Bound);
        smsc.next(reply);
        bench.gateway.hand_over(&sms("Parola Kd7mPq"));
    }
    let bench = bench.bound();
    smsc.say(&deliver(1, 0x04, "id:m1 stat:UNDELIV err:001 text:Parola Kd7mPq", &[]));
    smsc.say(&deliver(2, 0x00, "905321234567 Kd7mPq", &[]));
    smsc.say(&deliver(3, 0x04, "text:Kd7mPq", &[])[..40]);
    bench.recorder.receipts(1);
    bench.shutdown();
    log.holds(&["handed over", "0x0000000B", "•• 67"]);
    log.holds_none_of(&["Kd7mPq", "5321234567", "geheim"]);
}
