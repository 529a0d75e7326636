//! What may be asked, and until when whom a unit may propose. Pure.

use super::model::Call;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::time::Day;

pub(super) const MOST_PLACES: i32 = 100;
const LONGEST: usize = 500;

/// Whether a question to a unit says all that it must. `last` is the last day on which names may be put on the list.
pub(super) fn may_ask(places: i32, until: Option<Day>, note: &str, today: Day, last: Day) -> Result<Day> {
    let mut wrong = Vec::new();
    let mut say = |field, text| wrong.push(FieldError { field, text });
    if !(1..=MOST_PLACES).contains(&places) {
        say("places", "candidates-places");
    }
    if until.is_none_or(|until| until < today || until > last) {
        say("until", "candidates-until");
    }
    if note.chars().count() > LONGEST {
        say("note", "candidates-long");
    }
    match until {
        Some(until) if wrong.is_empty() => Ok(until),
        _ => Err(Error::invalid(wrong).with("most", MOST_PLACES).with("date", last).with("letters", LONGEST)),
    }
}

/// Whether a unit may still change what it proposes.
pub(super) fn is_open(call: &Call, today: Day) -> bool {
    call.ended_at.is_none() && today <= call.until_day
}

/// Whether a unit that proposes `proposed` people may propose one more, for this reason.
pub(super) fn may_propose(call: &Call, proposed: usize, reason: &str, today: Day) -> Result<()> {
    still_open(call, today)?;
    if usize::try_from(call.places).is_ok_and(|places| proposed >= places) {
        return Err(Error::conflict("candidates-full").with("places", call.places));
    }
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(Error::field("reason", "candidates-reason").with("letters", LONGEST));
    }
    Ok(())
}

pub(super) fn still_open(call: &Call, today: Day) -> Result<()> {
    match is_open(call, today) {
        true => Ok(()),
        false => Err(Error::conflict("candidates-closed").with("date", call.until_day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::time::Time;

    fn call(places: i32, until: Day) -> Call {
        Call {
            id: "C".into(),
            session_id: "S".into(),
            institution_id: "I".into(),
            unit_id: "U".into(),
            places,
            until_day: until,
            note: String::new(),
            asked_by: "P".into(),
            asked_at: Time(0),
            ended_at: None,
        }
    }

    #[test]
    fn a_unit_is_asked_for_some_people_until_a_day_before_the_list_is_final() {
        let (today, last) = (Day(100), Day(120));
        let fields = |places, until, note: &str| -> Vec<&'static str> {
            let error = may_ask(places, until, note, today, last).unwrap_err();
            error.fields().iter().map(|one| one.field).collect()
        };
        assert_eq!(may_ask(1, Some(today), "", today, last).unwrap(), today);
        assert_eq!(may_ask(100, Some(last), "", today, last).unwrap(), last);
        assert_eq!(fields(0, Some(Day(99)), &"x".repeat(501)), ["places", "until", "note"]);
        assert_eq!(fields(101, Some(Day(121)), ""), ["places", "until"]);
        assert_eq!(fields(1, None, ""), ["until"]);
    }

    #[test]
    fn never_more_candidates_than_places_nor_after_the_last_day() {
        let open = call(2, Day(110));
        assert!(may_propose(&open, 1, "Sınavı kazandı.", Day(110)).is_ok());
        assert_eq!(may_propose(&open, 2, "x", Day(110)).unwrap_err().text, "candidates-full");
        assert_eq!(may_propose(&open, 0, "x", Day(111)).unwrap_err().text, "candidates-closed");
        assert_eq!(may_propose(&open, 0, "", Day(110)).unwrap_err().fields()[0].field, "reason");
        let closed = Call { ended_at: Some(Time(1)), ..open };
        assert_eq!(may_propose(&closed, 0, "x", Day(100)).unwrap_err().text, "candidates-closed");
    }
}
