//! A provider over HTTP: what is asked, and what its answers mean.

use crate::support::{Log, NOW, sms};
use kunye_core::messages::ports::{FailureReason, Handover, ReceiptState, SmsGateway};
use kunye_messaging::{HttpsConfig, HttpsGateway};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tokio::runtime::Runtime;

/// Answers each request with the next of `answers` (status line's number and body; 0: hang up, 1: say nothing), and tells each
/// request's head and body.
struct Provider {
    url: String,
    requests: Receiver<(String, String)>,
}

impl Provider {
    fn start(answers: Vec<(u16, &'static str)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let (tell, requests) = channel();
        std::thread::spawn(move || {
            for (status, body) in answers {
                let mut line = listener.accept().unwrap().0;
                tell.send(request(&mut line)).unwrap();
                match status {
                    0 => {}
                    1 => std::thread::sleep(Duration::from_millis(600)),
                    _ => {
                        let length = body.len();
                        let head = format!(
                            "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\nLocation: /x\r\n\r\n"
                        );
                        line.write_all(format!("{head}{body}").as_bytes()).unwrap();
                    }
                }
            }
        });
        Self { url, requests }
    }

    fn request(&self) -> (String, String) {
        self.requests.recv_timeout(Duration::from_secs(5)).unwrap()
    }
}

fn request(line: &mut TcpStream) -> (String, String) {
    let mut octets = Vec::new();
    let mut chunk = [0; 4_096];
    loop {
        let text = String::from_utf8(octets.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return (head.to_owned(), body.to_owned());
            }
        }
        let count = line.read(&mut chunk).unwrap();
        octets.extend_from_slice(&chunk[..count]);
    }
}

fn gateway(runtime: &Runtime, url: &str, more: &str) -> HttpsGateway {
    let config = format!("url = '{url}'\nsender = 'KURUM'\ntimeout_seconds = 0.3\n{more}");
    let config: HttpsConfig = toml::from_str(&config).unwrap();
    HttpsGateway::new(config, runtime.handle().clone()).unwrap()
}

const JSON: &str = "user = 'kunye'\npassword = 'geheim'\nbasic_auth = true\nreference = '/job'\n\
    headers = { X-Client = '{user}' }\nsuccess = { pointer = '/code', equals = '0' }\n\
    refusals = [\n{ pointer = '/code', equals = '30', reason = 'configuration' },\n{ pointer = '/code', equals = '80', reason = 'throttled' },\n\
    { status = 402, reason = 'rejected' },\n]\n\
    body.json = { from = '{sender}', messages = [{ to = '{to_national}', text = '{text}', ref = '{id}', minutes = '{valid_minutes}' }], unicode = true }";

#[test]
fn a_json_request_holds_any_text_and_nothing_more() {
    let runtime = Runtime::new().unwrap();
    let provider = Provider::start(vec![(200, r#"{"code": 0, "job": 771}"#)]);
    let gateway = gateway(&runtime, &provider.url, JSON);
    let text = "\"}],\"to\":\"5550000000\" {to} \\ \n Şifre";
    assert_eq!(gateway.hand_over(&sms(text)), Handover::Accepted { references: vec!["771".to_owned()] });
    let (head, body) = provider.request();
    assert!(head.starts_with("POST /send HTTP/1.1"), "{head}");
    for line in ["content-type: application/json", "authorization: Basic a3VueWU6Z2VoZWlt", "x-client: kunye"] {
        assert!(head.lines().any(|seen| seen.eq_ignore_ascii_case(line)), "{line} in {head}");
    }
    let expected = serde_json::json!({
        "from": "KURUM", "unicode": true,
        "messages": [{ "to": "5321234567", "text": text, "ref": "01K9ZZZZZZZZZZZZZZZZZZZZZZ", "minutes": "60" }],
    });
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
}

#[test]
fn a_form_request_holds_any_text_and_nothing_more() {
    let runtime = Runtime::new().unwrap();
    let provider = Provider::start(vec![(200, "OK")]);
    let more = "user = 'u'\npassword = 'p&p'\nbody.form = { no = '{to_digits}', msg = '{text}', pw = '{password}' }";
    let gateway = gateway(&runtime, &provider.url, more);
    assert_eq!(
        gateway.hand_over(&sms("a&no=1 +ş")),
        Handover::Accepted { references: vec!["01K9ZZZZZZZZZZZZZZZZZZZZZZ".to_owned()] }
    );
    assert_eq!(provider.request().1, "msg=a%26no%3D1+%2B%C5%9F&no=905321234567&pw=p%26p");
}

#[test]
fn answers_are_read_as_configured() {
    let not_now = |reason, code: &str| Handover::NotNow { reason, code: code.to_owned() };
    let refused = |reason, code: &str| Handover::Refused { reason, code: code.to_owned() };
    let cases = vec![
        (200, r#"{"code": "0", "job": "a-1"}"#, Handover::Accepted { references: vec!["a-1".to_owned()] }),
        (200, r#"{"code": 30}"#, refused(FailureReason::Configuration, "200 30")),
        (200, r#"{"code": 80}"#, not_now(FailureReason::Throttled, "200 80")),
        (200, r#"{"code": 99}"#, refused(FailureReason::Other, "200 99")),
        (200, "<html>", Handover::Unknown),
        (200, r#"{"kod": 0}"#, Handover::Unknown),
        (402, "", refused(FailureReason::Rejected, "402")),
        (400, r#"{"code": 0}"#, refused(FailureReason::Other, "400")),
        (401, "", not_now(FailureReason::Configuration, "401")),
        (302, "", not_now(FailureReason::Configuration, "302")),
        (429, "", not_now(FailureReason::Throttled, "429")),
        (503, "", not_now(FailureReason::Unreachable, "503")),
        (500, "", Handover::Unknown),
        (504, "", Handover::Unknown),
        (0, "", Handover::Unknown),
        (1, "", Handover::Unknown),
    ];
    let runtime = Runtime::new().unwrap();
    let provider = Provider::start(cases.iter().map(|(status, body, _)| (*status, *body)).collect());
    let gateway = gateway(&runtime, &provider.url, JSON);
    for (status, body, expected) in cases {
        assert_eq!(gateway.hand_over(&sms("a")), expected, "{status} {body}");
    }
    // Nobody listens any more.
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let gateway = self::gateway(&runtime, &format!("http://{nobody}/"), JSON);
    assert_eq!(gateway.hand_over(&sms("a")), not_now(FailureReason::Unreachable, "no connection"));
}

#[test]
fn no_log_line_holds_a_text_a_number_or_a_password() {
    let log = Log::begin();
    let runtime = Runtime::new().unwrap();
    let provider = Provider::start(vec![(200, r#"{"code": 0, "job": 771}"#), (500, "Kd7mPq"), (0, "")]);
    let gateway = gateway(&runtime, &provider.url, JSON);
    for _ in 0..3 {
        gateway.hand_over(&sms("Parola Kd7mPq"));
    }
    log.holds(&["handed over", "771", "no answer from the provider"]);
    log.holds_none_of(&["Kd7mPq", "5321234567", "geheim", "a3VueWU6Z2VoZWlt"]);
}

#[test]
fn posted_receipts_are_read() {
    let runtime = Runtime::new().unwrap();
    let states = "reference = '/job'\nstate = '/status'\nstates = { '0' = 'pending', '1' = 'delivered', '3' = 'bad-number' }";
    let body = "body.json = '{text}'\n";
    let listed = gateway(&runtime, "http://127.0.0.1:1/", &format!("{body}[receipts]\nlist = '/reports'\n{states}"));
    let posted = br#" {"reports": [{"job": 7, "status": 1}, {"job": "8", "status": "3"}, {"job": "9", "status": "x"}]}"#;
    let receipts = listed.parse_receipts(posted, NOW).unwrap();
    let read: Vec<_> =
        receipts.iter().map(|receipt| (receipt.reference.as_str(), receipt.state, receipt.code.as_str())).collect();
    let failed = ReceiptState::Failed(FailureReason::BadNumber);
    assert_eq!(read, [("7", ReceiptState::Delivered, "1"), ("8", failed, "3"), ("9", ReceiptState::Unknown, "x")]);
    assert_eq!((receipts[0].gateway.as_str(), receipts[0].at), ("https", NOW));

    let single = gateway(&runtime, "http://127.0.0.1:1/", &format!("{body}[receipts]\n{states}"));
    assert_eq!(single.parse_receipts(b"job=a%2Fb&status=1", NOW).unwrap()[0].reference, "a/b");
    assert_eq!(single.parse_receipts(br#"[{"job": 7, "status": 0}]"#, NOW).unwrap()[0].state, ReceiptState::Pending);
    for nonsense in
        [&b""[..], b"{", b"[1]", b"job=7", b"{\"job\": \"\", \"status\": 1}", b"\xFF\xFE", b"{\"job\": {}, \"status\": 1}"]
    {
        assert!(single.parse_receipts(nonsense, NOW).is_err(), "{nonsense:?}");
    }
    let silent = gateway(&runtime, "http://127.0.0.1:1/", body);
    assert!(silent.parse_receipts(posted, NOW).is_err());
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let runtime = Runtime::new().unwrap();
    let start = |more: &str| {
        let config = format!("sender = 'KURUM'\n{more}");
        let config = toml::from_str(&config).map_err(|error| error.to_string())?;
        HttpsGateway::new(config, runtime.handle().clone()).map(drop).map_err(|error| format!("{error:?}"))
    };
    let url = "url = 'https://provider.example/'";
    for (more, named) in [
        ("url = 'http://provider.example/'\nbody.json = '{text}'".to_owned(), "messaging-setting-https"),
        ("url = 'provider'\nbody.json = '{text}'".to_owned(), "url"),
        (format!("{url}\nbody.json = '{{txt}}'"), "{txt}"),
        (format!("{url}\nbody.xml = '{{text}}'"), "xml"),
        (format!("{url}\nbody.json = '{{text}}'\nmethod = 'GET'"), "method"),
        (format!("{url}\nbody.json = '{{text}}'\nheaders = {{ X = '{{text}}' }}"), "header"),
        (format!("{url}\nbody.json = '{{text}}'\nrefusals = [{{ reason = 'nope' }}]"), "nope"),
        (format!("{url}\nbody.json = '{{text}}'\nsuccess = {{ pointer = '/code' }}"), "success"),
    ] {
        let error = start(&more).unwrap_err();
        assert!(error.contains(named), "{more}: {error}");
    }
    start(&format!("{url}\nbody.json = '{{text}}'")).unwrap();
}
