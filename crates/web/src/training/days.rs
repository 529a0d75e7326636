//! Days as people type them. One that no calendar has is told at its field, and nothing is guessed.

use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::Day;

/// A day in one field: `31.12.2026`, or as ISO 8601 writes it.
pub(crate) fn day(field: &'static str, text: &str) -> Result<Day> {
    match text.trim() {
        "" => Err(Error::field(field, "training-day-missing")),
        text => Day::parse(text).ok_or_else(|| Error::field(field, "training-day-none").with("day", text)),
    }
}

/// A day in one field; none where it is empty, which is for the core to judge.
pub(crate) fn optional(field: &'static str, text: &str) -> Result<Option<Day>> {
    if text.trim().is_empty() { Ok(None) } else { day(field, text).map(Some) }
}

/// A day in three fields.
pub(super) fn parts(field: &'static str, [day, month, year]: [&str; 3]) -> Result<Day> {
    match [day.trim(), month.trim(), year.trim()] {
        [day, month, year] if day.is_empty() || month.is_empty() || year.is_empty() => {
            Err(Error::field(field, "training-day-missing"))
        }
        [day, month, year] => self::day(field, &format!("{day}.{month}.{year}")),
    }
}

/// First and last day in the fields `from` and `until`, where there is a first; one day where `until` is empty.
pub(super) fn period(from: &str, until: &str) -> Result<Option<[Day; 2]>> {
    let (first, last) = (optional("from", from)?, optional("until", until)?);
    match (first, last) {
        (Some(first), Some(last)) if last < first => Err(Error::field("until", "training-day-order")),
        (Some(first), last) => Ok(Some([first, last.unwrap_or(first)])),
        (None, _) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<T: std::fmt::Debug>(read: Result<T>) -> (&'static str, &'static str) {
        let error = read.unwrap_err();
        (error.fields()[0].field, error.fields()[0].text)
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_at_its_field() {
        let last = Day::new(2028, 2, 29);
        assert_eq!((day("from", " 29.02.2028 ").ok(), parts("from", ["29", "2", "2028"]).ok()), (last, last));
        for none in ["29.02.2027", "31.02.2026", "31.04.2026", "00.01.2026", "1.13.2026", "yarın"] {
            assert_eq!(text(day("from", none)), ("from", "training-day-none"), "{none}");
        }
        assert_eq!(day("x", "31.02.2026").unwrap_err().args, [("day", "31.02.2026".to_owned())]);
        assert_eq!(text(parts("starts_on", ["31", "2", "2026"])), ("starts_on", "training-day-none"));
        assert_eq!(text(parts("starts_on", ["", "2", "2026"])), ("starts_on", "training-day-missing"));
        assert_eq!((period("", "01.01.2027").unwrap(), optional("x", " ").unwrap()), (None, None));
        assert_eq!(text(period("01.02.2027", "29.02.2027")), ("until", "training-day-none"));
        assert_eq!(text(period("02.02.2027", "01.02.2027")), ("until", "training-day-order"));
        let one = period("02.02.2027", " ").unwrap().unwrap();
        assert_eq!(one[0], one[1]);
    }
}
