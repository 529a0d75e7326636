//! What a request must say. Pure.

use super::draft::Draft;
use super::wish::Wish;
use crate::training::programme::{Course, Programme};
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::time::Day;

/// More people than any room of one training holds.
const MOST_PEOPLE: i32 = 500;
const LONGEST_LINE: usize = 200;
const LONGEST_NOTE: usize = 1_000;

/// The wish of a draft that says everything it must, or what is wrong with it.
pub(super) fn complete(draft: &Draft, course: Option<&Course>, programme: &Programme, today: Day) -> Result<Wish> {
    let mut wrong = Vec::new();
    let mut say = |field, text| wrong.push(FieldError { field, text });
    if course.is_none_or(|course| course.programme_id != programme.id || !course.is_offered(today)) {
        say("course", "training-session-course");
    }
    if !(1..=MOST_PEOPLE).contains(&draft.people) {
        say("people", "training-request-people");
    }
    match &draft.wished {
        None => say("wished", "training-request-days"),
        Some(wish) if wish.earliest() <= today => say("wished", "training-request-days-past"),
        Some(wish) if !programme.runs_on(wish.earliest()) || !programme.runs_on(wish.latest()) => {
            say("wished", "training-request-days-outside");
        }
        Some(_) => {}
    }
    if draft.province.is_none() {
        say("province", "training-site-province");
    }
    for (field, text) in [("place", &draft.place), ("address", &draft.address), ("room", &draft.room)] {
        if text.is_empty() || text.chars().count() > LONGEST_LINE {
            say(field, "training-request-place");
        }
    }
    if draft.note.chars().count() > LONGEST_NOTE {
        say("note", "training-request-note");
    }
    match &draft.wished {
        Some(wish) if wrong.is_empty() => Ok(wish.clone()),
        _ => Err(Error::invalid(wrong).with("end", programme.ends_on).with("most", MOST_PEOPLE)),
    }
}
