//! How often a customer may be nudged. Pure.

use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::Time;

/// Days from a nudge to the next.
const NUDGE_DAYS: i64 = 7;

/// At most one nudge a week, and only about hours that are there.
pub(super) fn may_nudge(last: Option<Time>, now: Time, available: i32) -> Result<()> {
    if available <= 0 {
        return Err(Error::conflict("customer-no-hours"));
    }
    match last.map(|last| last.plus_days(NUDGE_DAYS)) {
        Some(next) if now < next => Err(Error::conflict("customer-nudged").with("date", next.day())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_nudge_a_week_about_hours_that_are_there() {
        let sent = Time(1_800_000_000_000);
        assert!(may_nudge(None, sent, 4).is_ok());
        assert_eq!(may_nudge(None, sent, 0).unwrap_err().text, "customer-no-hours");
        assert_eq!(may_nudge(Some(sent), sent.plus_days(7).plus(-1), 4).unwrap_err().text, "customer-nudged");
        assert!(may_nudge(Some(sent), sent.plus_days(7), 4).is_ok());
    }
}
