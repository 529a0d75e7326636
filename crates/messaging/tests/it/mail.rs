//! A mail server that answers as it is told.

use crate::support::NOW;
use kunye_core::messages::ports::{CalendarPart, FailureReason, Handover, Mail, Mailer};
use kunye_kernel::entropy::SeededEntropy;
use kunye_kernel::time::MockClock;
use kunye_messaging::SmtpMailer;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

/// Serves one line: greets, and answers each command from `answers` by its first word, else `250`. An answer of `""` hangs up.
/// Returns what was said to it.
fn server(answers: &'static [(&'static str, &'static str)]) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move || {
        let mut line = listener.accept().unwrap().0;
        let mut said = String::new();
        let answer = |command: &str| answers.iter().find(|(known, _)| *known == command).map(|(_, answer)| *answer);
        writeln!(line, "{}\r", answer("greeting").unwrap_or("220 mail")).unwrap();
        let (mut reader, mut content) = (BufReader::new(line.try_clone().unwrap()), false);
        loop {
            let mut heard = String::new();
            if reader.read_line(&mut heard).unwrap_or(0) == 0 {
                return said;
            }
            said.push_str(&heard);
            let command = match heard.trim_end() {
                "." if content => ".",
                _ if content => continue,
                other => other.split([' ', ':']).next().unwrap(),
            };
            let standard = match command {
                "EHLO" => "250-mail\r\n250 AUTH PLAIN",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                "AUTH" => "235 welcome",
                _ => "250 fine",
            };
            let reply = answer(command).unwrap_or(standard);
            content = reply.starts_with("354");
            if reply.is_empty() || writeln!(line, "{reply}\r").is_err() {
                return said;
            }
        }
    };
    (address, std::thread::spawn(serve))
}

fn mailer(address: SocketAddr, more: &str) -> SmtpMailer {
    let config = format!(
        "host = '127.0.0.1'\nport = {}\nsecurity = 'none'\nfrom = 'Künye <kunye@kurum.gov.tr>'\nhello_name = 'kunye.kurum.gov.tr'\n\
         timeout_seconds = 2\n{more}",
        address.port()
    );
    let config = toml::from_str(&config).unwrap();
    SmtpMailer::new(config, Arc::new(MockClock::at(NOW)), Arc::new(SeededEntropy::new(1))).unwrap()
}

fn mail(to: &str) -> Mail {
    Mail {
        to: to.to_owned(),
        subject: "Şifreniz doluyor".to_owned(),
        text: "Merhaba,\n.nokta\nşifreniz üç gün sonra dolacak.\n".to_owned(),
        calendar: None,
    }
}

#[test]
fn a_mail_is_handed_over_with_its_headers() {
    let (address, server) = server(&[]);
    let mailer = mailer(address, "user = 'kunye'\npassword = 'geheim'");
    let Handover::Accepted { references } = mailer.send(&mail("ayse@kurum.gov.tr")) else { panic!("accepted") };
    let said = server.join().unwrap();
    for line in [
        "EHLO kunye.kurum.gov.tr",
        "AUTH PLAIN AGt1bnllAGdlaGVpbQ==",
        "MAIL FROM:<kunye@kurum.gov.tr>",
        "RCPT TO:<ayse@kurum.gov.tr>",
        "Date: Wed, 18 Nov 2026",
        "QUIT",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(said.contains(&format!("Message-ID: {}", references[0])) && references[0].ends_with("@kurum.gov.tr>"), "{said}");
    assert!(said.is_ascii());
}

/// RFC 6047: the entry is a part of its own beside the text, and its type names the method.
#[test]
fn an_invitation_has_a_part_for_the_calendar() {
    let (address, server) = server(&[]);
    let mailer = mailer(address, "");
    let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned();
    let calendar = Some(CalendarPart { text, media_type: "text/calendar; charset=utf-8; method=REQUEST" });
    assert!(matches!(mailer.send(&Mail { calendar, ..mail("ayse@kurum.gov.tr") }), Handover::Accepted { .. }));
    assert_eq!(mailer.address(), Some("kunye@kurum.gov.tr"));
    let said = server.join().unwrap();
    let parts = [
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
    ];
    let places: Vec<_> = parts.iter().map(|part| said.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "text first, the best last (RFC 2046, 5.1.4): {said}");
    assert!(said.contains("BEGIN:VCALENDAR") && said.contains("METHOD:REQUEST"), "{said}");
}

#[test]
fn answers_mean_what_they_say() {
    let not_now = |reason, code: &str| Handover::NotNow { reason, code: code.to_owned() };
    let refused = |reason, code: &str| Handover::Refused { reason, code: code.to_owned() };
    let cases: [(&'static [_], Handover); 9] = [
        (&[("RCPT", "550 5.1.1 no such user")], refused(FailureReason::Undeliverable, "550")),
        (&[("RCPT", "451 later")], not_now(FailureReason::Unreachable, "451")),
        (&[("MAIL", "553 not you")], refused(FailureReason::Rejected, "553")),
        (&[(".", "554 spam")], refused(FailureReason::Rejected, "554")),
        (&[(".", "452 full")], not_now(FailureReason::Unreachable, "452")),
        (&[("AUTH", "535 wrong")], not_now(FailureReason::Configuration, "535")),
        (&[("greeting", "421 busy")], not_now(FailureReason::Unreachable, "421")),
        (&[("RCPT", "")], not_now(FailureReason::Unreachable, "no answer")),
        (&[(".", "")], Handover::Unknown),
    ];
    for (answers, expected) in cases {
        let (address, server) = server(answers);
        let outcome = mailer(address, "user = 'kunye'\npassword = 'geheim'").send(&mail("ayse@kurum.gov.tr"));
        assert_eq!(outcome, expected, "{answers:?}");
        server.join().unwrap();
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(mailer(nobody, "").send(&mail("a@b.tr")), not_now(FailureReason::Unreachable, "no answer"));
    assert_eq!(mailer(nobody, "").send(&mail("no address")), refused(FailureReason::Undeliverable, "address"));
    assert_eq!(mailer(nobody, "").send(&mail("a@b.tr\r\nRCPT TO:<c@d.tr>")), refused(FailureReason::Undeliverable, "address"));
}

#[test]
fn a_server_without_starttls_gets_neither_password_nor_mail() {
    let (address, server) = server(&[]);
    let config =
        format!("host = '127.0.0.1'\nport = {}\nfrom = 'kunye@kurum.gov.tr'\nuser = 'u'\npassword = 'geheim'", address.port());
    let config = toml::from_str(&config).unwrap();
    let mailer = SmtpMailer::new(config, Arc::new(MockClock::at(NOW)), Arc::new(SeededEntropy::new(1))).unwrap();
    let outcome = mailer.send(&mail("ayse@kurum.gov.tr"));
    assert!(matches!(outcome, Handover::NotNow { reason: FailureReason::Unreachable, .. }), "{outcome:?}");
    let said = server.join().unwrap();
    assert!(!said.contains("AUTH") && !said.contains("MAIL"), "{said}");
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    for (more, named) in [
        ("from = 'nobody'", "from"),
        ("from = 'a@b.tr'\nuser = 'u'", "user"),
        ("from = 'a@b.tr'\nuser = 'u'\npassword = 'p'\nsecurity = 'none'", "clear"),
        ("from = 'a@b.tr'\nsecurity = 'ssl'", "ssl"),
        ("from = 'a@b.tr'\ncc = 'c@d.tr'", "cc"),
    ] {
        let config = toml::from_str(&format!("host = 'mail.kurum.gov.tr'\n{more}")).map_err(|error| error.to_string());
        let started = config.and_then(|config| {
            let mailer = SmtpMailer::new(config, Arc::new(MockClock::at(NOW)), Arc::new(SeededEntropy::new(1)));
            mailer.map(drop).map_err(|error| format!("{error:?}"))
        });
        let error = started.unwrap_err();
        assert!(error.contains(named), "{more}: {error}");
    }
}
