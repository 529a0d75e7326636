//! An invitation as an iCalendar file (RFC 5545), to be fetched or to come with a mail. The UID never changes; SEQUENCE grows with every
//! change, so that a calendar that has the entry already changes or removes it.
//!
//! A training of several days is one recurring entry with its own hours on each day: daily from the first to the last, without the days
//! between on which there is none, and with an instance of its own where a day has other hours. Additional dates (RDATE) would say the
//! same in fewer lines, and calendars in wide use skip them.
//!
//! With an address of the organizer it is a message of iTIP (RFC 5546, 3.2): PUBLISH, or REQUEST to an attendee by mail (RFC 6047), while
//! the seat is held, CANCEL afterwards. All ask for an ORGANIZER, whose value is a calendar user's address (RFC 5545, 3.8.4.3): so without
//! one there is no method, and STATUS alone says that an entry is over. An attendee is asked for no reply (RSVP), because answers are given
//! on the page and not by mail; SENT-BY is left out, because what comes from the address is the organizer's own.

use super::model::{Participant, ParticipantState};
use crate::training::shared::{SessionDay, SessionRow};
use kunye_kernel::language::Language;
use kunye_kernel::time::{DAY, Time};

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

/// Who is invited by mail.
#[derive(Debug, Clone, Copy)]
pub struct Attendee<'a> {
    pub name: &'a str,
    pub mailbox: &'a str,
}

/// The entry as it is now in the reader's language, to be fetched. `url` is where the product is reached.
pub fn calendar(
    one: &Participant,
    row: &SessionRow,
    days: &[SessionDay],
    language: Language,
    organizer: Option<Organizer<'_>>,
    url: &str,
    now: Time,
) -> Calendar {
    let (method, media_type) = match (organizer.is_some(), one.state.is_live()) {
        (false, _) => (None, "text/calendar; charset=utf-8"),
        (true, true) => (Some("PUBLISH"), "text/calendar; charset=utf-8; method=PUBLISH"),
        (true, false) => (Some("CANCEL"), "text/calendar; charset=utf-8; method=CANCEL"),
    };
    let people = organizer.map(organizing).into_iter().collect();
    Calendar { text: file((method, people), one, row, days, language, url, now), media_type }
}

/// The same as it goes to somebody by mail.
pub(super) fn message(
    one: &Participant,
    row: &SessionRow,
    days: &[SessionDay],
    language: Language,
    (organizer, attendee): (Organizer<'_>, Attendee<'_>),
    url: &str,
    now: Time,
) -> Calendar {
    let (method, media_type) = match one.state.is_live() {
        true => ("REQUEST", "text/calendar; charset=utf-8; method=REQUEST"),
        false => ("CANCEL", "text/calendar; charset=utf-8; method=CANCEL"),
    };
    let said = match one.state {
        ParticipantState::Invited => "NEEDS-ACTION",
        ParticipantState::Accepted => "ACCEPTED",
        _ => "DECLINED",
    };
    let (name, mailbox) = (quoted(attendee.name), mailto(attendee.mailbox));
    let attending = format!("ATTENDEE;CN=\"{name}\";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};RSVP=FALSE:{mailbox}");
    let people = vec![organizing(organizer), attending];
    Calendar { text: file((Some(method), people), one, row, days, language, url, now), media_type }
}

fn organizing(of: Organizer<'_>) -> String {
    format!("ORGANIZER;CN=\"{}\":{}", quoted(of.name), mailto(of.mailbox))
}

fn file(
    (method, people): (Option<&str>, Vec<String>),
    one: &Participant,
    row: &SessionRow,
    days: &[SessionDay],
    language: Language,
    url: &str,
    now: Time,
) -> String {
    let live = one.state.is_live();
    let site = &row.site;
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or_default();
    let place = format!("{}, {}, {}", site.name, site.address, site.province.name());
    let mut common = vec![
        format!("UID:{}@{host}", one.id),
        format!("SEQUENCE:{}", one.sequence),
        format!("STATUS:{}", if live { "CONFIRMED" } else { "CANCELLED" }),
        format!("DTSTAMP:{}", stamp(now)),
        format!("SUMMARY:{}", escaped(row.course.name_in(language))),
        format!("LOCATION:{}", escaped(&place)),
        format!("DESCRIPTION:{}", escaped(&described(&row.course.contents, days))),
        format!("URL:{url}/egitimlerim/{}", one.id),
    ];
    common.extend(people);
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//Kunye//Training//TR".to_owned()];
    lines.extend(method.map(|method| format!("METHOD:{method}")));
    for when in when(row.session.starts_at(), days, live) {
        lines.push("BEGIN:VEVENT".to_owned());
        lines.extend(common.iter().cloned());
        lines.extend(when);
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// The times of each event of the file: of the entry itself, and of the days that have other hours than its first. What is over is over
/// as a whole.
fn when(starts: Time, days: &[SessionDay], live: bool) -> Vec<Vec<String>> {
    let span = |day: &SessionDay| [("DTSTART", day.hour_at(1)), ("DTEND", day.hour_at(day.hours + 1))];
    let lines = |day: &SessionDay| span(day).map(|(name, at)| format!("{name}:{}", stamp(at))).to_vec();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return vec![vec![format!("DTSTART:{}", stamp(starts))]] };
    let mut own = lines(first);
    let count = last.day.0 - first.day.0 + 1;
    if count > 1 {
        own.push(format!("RRULE:FREQ=DAILY;COUNT={count}"));
    }
    let instance = |offset: i32| stamp(first.hour_at(1).plus(i64::from(offset) * DAY));
    let without = (0..count).filter(|offset| days.iter().all(|day| day.day.0 != first.day.0 + offset));
    own.extend(without.map(|offset| format!("EXDATE:{}", instance(offset))));
    let is_other = |day: &&SessionDay| live && (day.starts_minute, day.hours) != (first.starts_minute, first.hours);
    let others = days.iter().filter(is_other).map(|day| {
        let mut other = vec![format!("RECURRENCE-ID:{}", instance(day.day.0 - first.day.0))];
        other.extend(lines(day));
        other
    });
    std::iter::once(own).chain(others).collect()
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
    fn several_days_are_one_entry_with_the_hours_of_each() {
        let first = Day::new(2026, 12, 17).unwrap();
        let day = |offset: i32, starts_minute, hours| SessionDay { day: first.plus_days(offset), starts_minute, hours };
        let one = |days: &[SessionDay], live| {
            when(first.start(), days, live).into_iter().map(|lines| lines.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(one(&[day(0, 570, 4)], true), ["DTSTART:20261217T063000Z DTEND:20261217T103000Z"]);
        // Thursday, Friday and Monday; the last day begins later and is shorter.
        let days = [day(0, 570, 6), day(1, 570, 6), day(4, 600, 2)];
        let own = "DTSTART:20261217T063000Z DTEND:20261217T123000Z RRULE:FREQ=DAILY;COUNT=5 EXDATE:20261219T063000Z EXDATE:20261220T063000Z";
        let monday = "RECURRENCE-ID:20261221T063000Z DTSTART:20261221T070000Z DTEND:20261221T090000Z";
        assert_eq!(one(&days, true), [own, monday]);
        assert_eq!(one(&days, false), [own], "called off as a whole");
    }

    #[test]
    fn moments_are_utc() {
        let nine_in_istanbul = Day::new(2026, 12, 18).unwrap().start().plus(9 * HOUR);
        assert_eq!(stamp(nine_in_istanbul), "20261218T060000Z");
    }
}
