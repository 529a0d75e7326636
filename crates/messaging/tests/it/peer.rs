//! Against an SMSC that we did not write: the npm package `smpp`, with its own PDU code and its own alphabets.

use crate::support::{Bench, sms, wait_for};
use kunye_core::messages::ports::{FailureReason, Handover, ReceiptState, SmsGateway};
use kunye_messaging::smpp::LinkStatus;
use serde_json::Value;
use std::io::{BufRead, BufReader, Lines};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

struct Peer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: SocketAddr,
}

impl Peer {
    /// `None`, with a word on why, where the package is not installed; on CI that is a failure.
    fn start(flags: &[&str]) -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers");
        if !folder.join("node_modules/smpp").is_dir() {
            assert!(std::env::var_os("CI").is_none(), "run `npm ci` in {} first", folder.display());
            eprintln!("SKIPPED: no foreign SMSC to test against; run `npm ci` in {}", folder.display());
            return None;
        }
        let mut node = Command::new("node");
        node.arg(folder.join("smsc.mjs")).args(["--port", "0"]).args(flags).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = node.spawn().expect("node");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut peer = Self { process, lines, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let port = peer.line()["listening"].as_u64().unwrap();
        peer.address.set_port(u16::try_from(port).unwrap());
        Some(peer)
    }

    fn line(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[test]
fn a_foreign_smsc_reads_our_texts_and_we_read_its_receipts() {
    let Some(mut peer) = Peer::start(&["--receipt-delay-ms", "10"]) else { return };
    let bench = Bench::new(peer.address, "").bound();
    let turkish = "Sayın personel, şifreniz yenilenmiştir: Kd7m. Çağrı merkezi: ığüşöç İĞÜŞÖÇ €[]. ";
    let mut sent = 0;
    for (text, parts, data_coding) in [
        ("Parolaniz: Kd7mPq @£$_ ~^{}[]|\\ €".to_owned(), 1, 0),
        (turkish.to_owned(), 1, 0),
        ("ığş".repeat(40), 1, 0),
        (turkish.repeat(4), 3, 0),
        ("a~".repeat(120), 3, 0),
        ("“Hâlâ bekliyoruz” 🙂".to_owned(), 1, 8),
        ("â🙂".repeat(40), 2, 8),
    ] {
        let handover = bench.gateway.hand_over(&sms(&text));
        let seen = peer.line();
        assert_eq!(seen["text"], text);
        assert_eq!(
            (&seen["to"], &seen["parts"], &seen["data_coding"]),
            (&"905321234567".into(), &parts.into(), &data_coding.into())
        );
        let ids = seen["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        assert_eq!(handover, Handover::Accepted { references: ids });
        sent += parts;
    }
    let receipts = bench.recorder.receipts(sent);
    assert!(receipts.iter().all(|receipt| receipt.state == ReceiptState::Delivered && receipt.code == "DELIVRD err:000"));
    bench.shutdown();
}

#[test]
fn a_foreign_smsc_throttles_and_drops_us() {
    let Some(mut peer) = Peer::start(&["--throttle-first", "1", "--drop-after", "1"]) else { return };
    let bench = Bench::new(peer.address, "").bound();
    let throttled = Handover::NotNow { reason: FailureReason::Throttled, code: "0x00000058".to_owned() };
    assert_eq!(bench.gateway.hand_over(&sms("a")), throttled);
    assert_eq!(bench.gateway.hand_over(&sms("b")), Handover::Accepted { references: vec!["1".to_owned()] });
    assert_eq!(bench.gateway.hand_over(&sms("c")), Handover::Unknown);
    wait_for("the next line", || bench.gateway.status() == LinkStatus::Bound);
    assert_eq!(bench.gateway.hand_over(&sms("d")), Handover::Accepted { references: vec!["2".to_owned()] });
    assert_eq!((&peer.line()["text"], &peer.line()["text"]), (&"b".into(), &"d".into()));
}
