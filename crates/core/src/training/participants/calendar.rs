//! An invitation as an iCalendar file (RFC 5545). The UID never changes; SEQUENCE grows with every change, so that a calendar that has
//! the entry already changes or removes it. A training of several days is one entry from its first hour to its last: one UID that any
//! calendar can move; the description says which hours of which day.
//!
//! With an address of the organizer it is a message of iTIP: PUBLISH while the seat is held, CANCEL afterwards (RFC 5546, 3.2.1 and
//! 3.2.5). Both ask for an ORGANIZER, whose value is a calendar user's address (RFC 5545, 3.8.4.3): so without one there is neither, and
//! STATUS alone says that an entry is over. Nobody is an ATTENDEE, because answers are given on the page and not by mail; SENT-BY is
//! left out, because what comes from the address is the organizer's own.

use super::model::Participant;
use crate::training::shared::{SessionDay, SessionRow};
use kunye_kernel::time::Time;

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub text: String,
    /// Names the method that the file has (RFC 5545, 3.7.2).
    pub media_type: &'static str,
}

/// Who invites: the provider's name, and the address that its mails come from.
#[derive(Debug, Clone, Copy)]
pub struct Organizer<'a> {
    pub name: &'a str,
    pub mailbox: &'a str,
}

/// The entry as it is now. `url` is where the product is reached.
pub fn calendar(
    one: &Participant,
    row: &SessionRow,
    days: &[SessionDay],
    organizer: Option<Organizer<'_>>,
    url: &str,
    now: Time,
) -> Calendar {
    let (session, site) = (&row.session, &row.site);
    let live = one.state.is_live();
    let (method, media_type) = match (organizer.is_some(), live) {
        (false, _) => (None, "text/calendar; charset=utf-8"),
        (true, true) => (Some("PUBLISH"), "text/calendar; charset=utf-8; method=PUBLISH"),
        (true, false) => (Some("CANCEL"), "text/calendar; charset=utf-8; method=CANCEL"),
    };
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or_default();
    let starts = session.starts_at();
    let place = format!("{}, {}, {}", site.name, site.address, site.province.name());
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//Kunye//Training//TR".to_owned()];
    lines.extend(method.map(|method| format!("METHOD:{method}")));
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{host}", one.id),
        format!("SEQUENCE:{}", one.sequence),
        format!("STATUS:{}", if live { "CONFIRMED" } else { "CANCELLED" }),
        format!("DTSTAMP:{}", stamp(now)),
        format!("DTSTART:{}", stamp(starts)),
        format!("DTEND:{}", stamp(days.last().map_or(starts, |day| day.hour_at(day.hours + 1)))),
        format!("SUMMARY:{}", escaped(&row.course.name)),
        format!("LOCATION:{}", escaped(&place)),
        format!("DESCRIPTION:{}", escaped(&described(&row.course.contents, days))),
        format!("URL:{url}/egitimlerim/{}", one.id),
    ]);
    lines.extend(organizer.map(|of| format!("ORGANIZER;CN=\"{}\":{}", quoted(of.name), mailto(of.mailbox))));
    lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    Calendar { text: lines.iter().map(|line| folded(line)).collect(), media_type }
}

/// What may stand between quotes (RFC 5545, 3.1).
fn quoted(text: &str) -> String {
    text.chars().filter(|c| *c != '"' && !c.is_control()).collect()
}

/// RFC 6068, section 2.
fn mailto(mailbox: &str) -> String {
    let encoded = mailbox.bytes().map(|b| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(b).to_string(),
        b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'\'' | b'*' | b'+' | b'@' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    });
    format!("mailto:{}", encoded.collect::<String>())
}

/// The contents, and below them the hours of each day, where there are several.
fn described(contents: &str, days: &[SessionDay]) -> String {
    let mut text = contents.to_owned();
    if days.len() > 1 {
        for day in days {
            let until = day.hour_at(day.hours + 1).display();
            text.push_str(&format!("\n{} – {}", day.hour_at(1).display(), until.split(' ').nth(1).unwrap_or_default()));
        }
    }
    text
}

/// `20261218T063000Z`
fn stamp(time: Time) -> String {
    let utc = time.rfc3339();
    let digits: String = utc.chars().take(19).filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{digits}Z")
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most 75 octets, broken between letters (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 2);
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::time::{Day, HOUR};

    #[test]
    fn texts_are_escaped_and_long_lines_broken_between_letters() {
        assert_eq!(escaped("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne");
        let long = format!("SUMMARY:{}", "ğ".repeat(100));
        let folded = folded(&long);
        assert!(folded.split("\r\n").all(|line| line.len() <= 75), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), long);
    }

    #[test]
    fn an_organizer_is_an_address_that_mail_reaches() {
        assert_eq!(mailto("kunye+egitim@example.gov.tr"), "mailto:kunye+egitim@example.gov.tr");
        assert_eq!(mailto("a&b=c?d@example.org"), "mailto:a%26b%3Dc%3Fd@example.org");
        assert_eq!(mailto("eğitim@example.org"), "mailto:e%C4%9Fitim@example.org");
        assert_eq!(quoted("Örnek \"Merkez\"\r\nX-EVIL:1"), "Örnek MerkezX-EVIL:1");
    }

    #[test]
    fn moments_are_utc() {
        let nine_in_istanbul = Day::new(2026, 12, 18).unwrap().start().plus(9 * HOUR);
        assert_eq!(stamp(nine_in_istanbul), "20261218T060000Z");
    }
}
