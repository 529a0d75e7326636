//! Moments and days. Moments are stored as UTC; people read them in the time of Istanbul.

use jiff::{civil, tz};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

const EPOCH: civil::Date = civil::date(1970, 1, 1);

/// Turkey keeps UTC+3 all year (decree of 2016), so no time zone database is needed.
fn istanbul() -> tz::TimeZone {
    tz::TimeZone::fixed(tz::offset(3))
}

/// A moment: milliseconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::BigInt))]
pub struct Time(pub i64);

impl Time {
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    pub fn plus_days(self, days: i64) -> Self {
        self.plus(days.saturating_mul(DAY))
    }

    /// Milliseconds from `earlier` to `self`.
    pub fn since(self, earlier: Time) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn local(self) -> civil::DateTime {
        let moment = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        moment.to_zoned(istanbul()).datetime()
    }

    /// The day it is in Istanbul at this moment.
    pub fn day(self) -> Day {
        Day::of(self.local().date())
    }

    /// `22.11.2026 09:05`, in the time of Istanbul.
    pub fn display(self) -> String {
        let local = self.local();
        format!("{} {:02}:{:02}", self.day(), local.hour(), local.minute())
    }

    /// `22.11.2026 09:05:07`: where the order of acts matters.
    pub fn display_seconds(self) -> String {
        format!("{}:{:02}", self.display(), self.local().second())
    }

    /// Reads `2026-11-22T06:05:00Z` (any offset), or without an offset a moment in Istanbul: `2026-11-22 09:05`, or the beginning of a
    /// day written as [`Day::parse`] wants it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(Self(moment.as_millisecond()));
        }
        if let Some(day) = Day::parse(text) {
            return Some(day.start());
        }
        let local = text.parse::<civil::DateTime>().ok()?;
        local.to_zoned(istanbul()).ok().map(|moment| Self(moment.timestamp().as_millisecond()))
    }

    /// `2026-11-22T06:05:00Z`: for machines.
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default().to_string()
    }

    /// Reads what [`Time::rfc3339`] writes.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|moment| Self(moment.as_millisecond()))
    }
}

/// A calendar day, without a time: days since 1970-01-01, so that it is stored, compared and counted as a number. Written as
/// `2026-11-22` for machines, shown as `22.11.2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Integer))]
pub struct Day(pub i32);

impl Day {
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self::of)
    }

    fn of(date: civil::Date) -> Self {
        Self(date.since(EPOCH).map_or(0, |span| span.get_days()))
    }

    fn date(self) -> civil::Date {
        EPOCH.saturating_add(jiff::Span::new().days(self.0.clamp(-700_000, 2_900_000)))
    }

    /// Reads `2026-11-22`, `22.11.2026`, `22/11/2026` or `22-11-2026`; one-digit days and months too.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(['.', '/', '-']).map(str::trim).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
        if year.len() != 4 {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    pub fn iso(self) -> String {
        self.date().to_string()
    }

    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day of another year; the last of February where there is no 29th.
    pub fn plus_years(self, years: i64) -> Self {
        let span = jiff::Span::new().try_years(years).unwrap_or_default();
        Self::of(self.date().saturating_add(span))
    }

    /// 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> i8 {
        self.date().weekday().to_monday_one_offset()
    }

    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// From 1.
    pub fn month(self) -> i8 {
        self.date().month()
    }

    /// From 1.
    pub fn of_month(self) -> i8 {
        self.date().day()
    }

    /// The first moment of the day in Istanbul.
    pub fn start(self) -> Time {
        Time(i64::from(self.0) * DAY - 3 * HOUR)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
    }
}

/// Where the product reads the time. A parameter, so that tests can let thirty days pass.
pub trait Clock: Send + Sync {
    fn now(&self) -> Time;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        #[allow(clippy::disallowed_methods)]
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands until it is moved.
pub struct MockClock(AtomicI64);

impl MockClock {
    pub fn at(time: Time) -> Self {
        Self(AtomicI64::new(time.0))
    }

    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for MockClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_istanbul() {
        let day = Day::parse("22.11.2026").unwrap();
        assert_eq!(day.start().rfc3339(), "2026-11-21T21:00:00Z");
        assert_eq!(day.start().day(), day);
        assert_eq!(day.start().plus(-1).day(), day.plus_days(-1));
        assert_eq!(day.start().plus(9 * HOUR + 5 * MINUTE).display(), "22.11.2026 09:05");
        assert_eq!(day.start().plus(9 * HOUR + 7_999).display_seconds(), "22.11.2026 09:00:07");
    }

    #[test]
    fn moments_are_read_with_and_without_an_offset() {
        let read = |text: &str| Time::parse(text).map(Time::rfc3339);
        for text in ["2026-11-22T06:05:00Z", "2026-11-22T09:05:00+03:00", "2026-11-22 09:05", "2026-11-22T09:05:00"] {
            assert_eq!(read(text).as_deref(), Some("2026-11-22T06:05:00Z"), "{text}");
        }
        assert_eq!(read("22.11.2026").as_deref(), Some("2026-11-21T21:00:00Z"));
        assert_eq!(read("today"), None);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Day::new(2026, 3, 5);
        for text in ["2026-03-05", "05.03.2026", "5.3.2026", " 5/3/2026 ", "05-03-2026"] {
            assert_eq!(Day::parse(text), day, "{text}");
        }
        for text in ["", "5.3.26", "31.02.2026", "2026-13-01", "bugün", "1.2.3.4"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
