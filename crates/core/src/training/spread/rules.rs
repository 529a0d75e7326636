//! When something can be said to have been passed on. Pure.

use super::report::NewReport;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::time::Day;

/// More people do not sit in one talk of a colleague.
const MOST: i32 = 1_000;
const LONGEST: usize = 200;

/// The day of a report that says all that it must. `trained` is the first day of the training.
pub(super) fn complete(new: &NewReport, place: &str, trained: Day, today: Day) -> Result<Day> {
    let mut wrong = Vec::new();
    let mut say = |field, text| wrong.push(FieldError { field, text });
    if new.held_on.is_none_or(|day| day < trained || day > today) {
        say("held_on", "spread-day");
    }
    if place.is_empty() || place.chars().count() > LONGEST {
        say("place", "spread-place");
    }
    if !(1..=MOST).contains(&new.people) {
        say("people", "spread-people");
    }
    match new.held_on {
        Some(day) if wrong.is_empty() => Ok(day),
        _ => Err(Error::invalid(wrong).with("date", trained).with("most", MOST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_of_a_day_since_the_training_and_of_somebody() {
        let new = |held_on, people| NewReport { held_on, place: String::new(), people };
        let check = |new: NewReport, place: &str| complete(&new, place, Day(10), Day(20));
        assert_eq!(check(new(Some(Day(10)), 1), "Salon").unwrap(), Day(10));
        assert_eq!(check(new(Some(Day(20)), 1_000), "Salon").unwrap(), Day(20));
        let fields = |new: NewReport, place: &str| -> Vec<&'static str> {
            check(new, place).unwrap_err().fields().iter().map(|one| one.field).collect()
        };
        assert_eq!(fields(new(Some(Day(9)), 0), ""), ["held_on", "place", "people"]);
        assert_eq!(fields(new(Some(Day(21)), 1_001), "Salon"), ["held_on", "people"]);
        assert_eq!(fields(new(None, 5), &"x".repeat(201)), ["held_on", "place"]);
    }
}
