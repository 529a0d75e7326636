//! An invitation as an iCalendar file (RFC 5545, RFC 5546). The UID never changes; SEQUENCE grows with every change, so that a
//! calendar that has the entry already changes or removes it. A training of several days is one entry from its first hour to its
//! last: one UID that any calendar can move; the description says which hours of which day.

use super::model::Participant;
use crate::training::shared::{SessionDay, SessionRow};
use kunye_kernel::language::Language;
use kunye_kernel::time::Time;

/// The entry as it is now, in the reader's language. `organizer` is the provider's name, `url` where the product is reached.
pub fn calendar(
    one: &Participant,
    row: &SessionRow,
    days: &[SessionDay],
    language: Language,
    organizer: &str,
    url: &str,
    now: Time,
) -> String {
    let (session, site) = (&row.session, &row.site);
    let live = one.state.is_live();
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or_default();
    let starts = session.starts_at();
    let place = format!("{}, {}, {}", site.name, site.address, site.province.name());
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Kunye//Training//TR".to_owned(),
        format!("METHOD:{}", if live { "PUBLISH" } else { "CANCEL" }),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{host}", one.id),
        format!("SEQUENCE:{}", one.sequence),
        format!("STATUS:{}", if live { "CONFIRMED" } else { "CANCELLED" }),
        format!("DTSTAMP:{}", stamp(now)),
        format!("DTSTART:{}", stamp(starts)),
        format!("DTEND:{}", stamp(days.last().map_or(starts, |day| day.hour_at(day.hours + 1)))),
        format!("SUMMARY:{}", escaped(row.course.name_in(language))),
        format!("LOCATION:{}", escaped(&place)),
        format!("DESCRIPTION:{}", escaped(&described(&row.course.contents, days))),
        format!("ORGANIZER;CN=\"{}\":{url}/", organizer.replace(['"', '\r', '\n'], "")),
        format!("URL:{url}/egitimlerim/{}", one.id),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
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
    fn moments_are_utc() {
        let nine_in_istanbul = Day::new(2026, 12, 18).unwrap().start().plus(9 * HOUR);
        assert_eq!(stamp(nine_in_istanbul), "20261218T060000Z");
    }
}
