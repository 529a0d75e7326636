//! Who may be named, and until when. Pure.

use crate::training::shared::{SessionState, SharedSession};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::Day;

/// Whether the list may still change: until the last day on which one may be sent for another.
pub fn takes_names(session: &SharedSession, today: Day) -> bool {
    session.state == SessionState::Open && today <= session.substitute_by
}

/// Whether the list is final. Only then does the provider see names (B10).
pub fn is_final(session: &SharedSession, today: Day) -> bool {
    session.state != SessionState::CalledOff && today > session.substitute_by
}

/// What is known of somebody who is to be named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Candidate<'a> {
    pub on_list: bool,
    /// Whether something speaks against it.
    pub clashes: bool,
    /// Why they are named all the same.
    pub despite: &'a str,
}

/// As long as such a reason may be.
const LONGEST: usize = 500;

/// Whether one more may be named: `named` of the institution's `seats` have a name.
pub(super) fn may_name(session: &SharedSession, today: Day, seats: i32, named: usize, who: Candidate<'_>) -> Result<()> {
    if !takes_names(session, today) {
        return Err(Error::conflict("participant-list-final").with("date", session.substitute_by));
    }
    if who.on_list {
        return Err(Error::field("person", "participant-already"));
    }
    has_room(seats, named)?;
    if who.clashes && (who.despite.is_empty() || who.despite.chars().count() > LONGEST) {
        return Err(Error::field("despite", "participant-despite").with("most", LONGEST));
    }
    Ok(())
}

/// Never more names than seats.
fn has_room(seats: i32, named: usize) -> Result<()> {
    match usize::try_from(seats) {
        Ok(seats) if named < seats => Ok(()),
        _ => Err(Error::conflict("participant-seats").with("seats", seats.max(0))),
    }
}

/// Seats are not given back from under people: names come off the list first.
pub(super) fn may_shrink(seats: i32, named: usize) -> Result<()> {
    match usize::try_from(seats) {
        Ok(seats) if named <= seats => Ok(()),
        _ => Err(Error::conflict("participant-names-first").with("named", named)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_more_names_than_seats() {
        assert!(has_room(2, 0).is_ok() && has_room(2, 1).is_ok());
        assert_eq!(has_room(2, 2).unwrap_err().text, "participant-seats");
        assert_eq!(has_room(0, 0).unwrap_err().text, "participant-seats");
        assert!(may_shrink(2, 2).is_ok() && may_shrink(0, 0).is_ok());
        assert_eq!(may_shrink(1, 2).unwrap_err().text, "participant-names-first");
    }
}
