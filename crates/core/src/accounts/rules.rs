//! The law of accounts: no clock, no database.

use super::model::{AccountState, Credential, CredentialState};
use crate::policy::{self, Policy};
use kunye_kernel::time::{DAY, Time};

/// What the right password of an account is good for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Signs in.
    Open,
    /// The password's time is up.
    Expired,
    Closed,
    Suspended,
}

/// An offered password opens an account that waits for it, whatever the clock did to the one before. An account that nobody
/// answers for (`kept`, see [`super::unit::is_kept`]) opens with none.
pub fn standing(kept: bool, state: AccountState, credential: &Credential, now: Time) -> Standing {
    if !kept {
        return Standing::Suspended;
    }
    if credential.state == CredentialState::Current && current_opens(kept, state, credential.ends_at, now) {
        return Standing::Open;
    }
    match (state, credential.state) {
        (AccountState::Suspended, _) => Standing::Suspended,
        (_, CredentialState::Offered) if credential.is_live(now) => Standing::Open,
        (AccountState::Closed, _) => Standing::Closed,
        _ => Standing::Expired,
    }
}

/// Whether the password in use opens the account: the part of [`standing`] that a quick answer needs.
pub fn current_opens(kept: bool, state: AccountState, ends_at: Time, now: Time) -> bool {
    kept && state == AccountState::Active && now < ends_at
}

/// Whether a password opens nothing but the way to another one: the system made it, and policy has people choose their own.
pub fn must_change(credential: &Credential, policy: &Policy) -> bool {
    let is_asked = [policy::CHANGE_FIRST, policy::OWN_PASSWORD].into_iter().all(|setting| policy.get(setting) != 0);
    is_asked && credential.is_made_by_system()
}

/// Where a suspended account belongs when it is resumed: whether its password in use opens it, and whether it ever had one.
pub fn resumed(opens: bool, was_ever_used: bool) -> AccountState {
    match (opens, was_ever_used) {
        (true, _) => AccountState::Active,
        (false, true) => AccountState::Expired,
        (false, false) => AccountState::Pending,
    }
}

/// What the clock makes of an account: the end of its last live credential decides. `last_end` is that end, `None` when it has no
/// credential at all.
pub fn after_clock(
    state: AccountState,
    state_since: Time,
    last_end: Option<Time>,
    close_after_days: i64,
    now: Time,
) -> Option<AccountState> {
    let closes_at = |end: Time| end.plus_days(close_after_days);
    match (state, last_end) {
        (AccountState::Active, Some(end)) if now >= closes_at(end) => Some(AccountState::Closed),
        (AccountState::Active, Some(end)) if now >= end => Some(AccountState::Expired),
        (AccountState::Active, None) => Some(AccountState::Closed),
        (AccountState::Expired, end) if now >= closes_at(end.unwrap_or(state_since).min(state_since)) => {
            Some(AccountState::Closed)
        }
        _ => None,
    }
}

/// Days until the end as people count them, on a calendar in Istanbul: 1 when it is tomorrow at whatever hour, 0 on the last day.
pub fn days_left(end: Time, now: Time) -> i64 {
    i64::from((end.day().0 - now.day().0).max(0))
}

/// Which reminder is due for a credential that ends at `end`: the smallest step that has been reached, so that a server which
/// slept through two of them sends one. Counted in whole days to the hour, so that it is sent at the time of day of the last renewal
/// and not at midnight.
pub fn reminder_due(end: Time, now: Time, steps: &[i64]) -> Option<i64> {
    if end <= now {
        return None;
    }
    let left = (end.since(now) + DAY - 1) / DAY;
    steps.iter().copied().filter(|step| *step > 0 && left <= *step).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use AccountState::{Active, Closed, Expired, Pending, Suspended};
    use kunye_kernel::time::Day;

    #[test]
    fn the_clock_closes_what_has_ended() {
        let end = Time(100 * DAY);
        assert_eq!(after_clock(Active, Time(0), Some(end), 0, end.plus(-1)), None);
        assert_eq!(after_clock(Active, Time(0), Some(end), 0, end), Some(Closed));
        assert_eq!(after_clock(Active, Time(0), Some(end), 5, end), Some(Expired));
        assert_eq!(after_clock(Expired, end, Some(end), 5, end.plus_days(5).plus(-1)), None);
        assert_eq!(after_clock(Expired, end, Some(end), 5, end.plus_days(5)), Some(Closed));
        assert_eq!(after_clock(Active, Time(0), Some(end), 5, end.plus_days(9)), Some(Closed), "a job that slept");
        for still in [Pending, Closed, Suspended] {
            assert_eq!(after_clock(still, Time(0), Some(end), 0, end.plus_days(99)), None);
        }
    }

    #[test]
    fn one_reminder_at_a_time() {
        let end = Time(100 * DAY);
        let steps = [7, 3, 1];
        assert_eq!(reminder_due(end, end.plus_days(-8), &steps), None);
        assert_eq!(reminder_due(end, end.plus_days(-7), &steps), Some(7));
        assert_eq!(reminder_due(end, end.plus_days(-2), &steps), Some(3));
        assert_eq!(reminder_due(end, end.plus(-1), &steps), Some(1));
        assert_eq!(reminder_due(end, end, &steps), None);
        assert_eq!(reminder_due(end, end.plus_days(-1), &[0, 0, 0]), None);
    }

    #[test]
    fn days_are_counted_as_people_count() {
        let midnight = Day(20_000).start();
        assert_eq!(days_left(midnight.plus_days(30), midnight), 30);
        assert_eq!(days_left(midnight.plus_days(2).plus(-1), midnight), 1, "tomorrow, late");
        assert_eq!(days_left(midnight.plus_days(1), midnight.plus_days(1).plus(-1)), 1, "tomorrow, early");
        assert_eq!(days_left(midnight.plus(9), midnight), 0, "today");
        assert_eq!(days_left(midnight.plus_days(-3), midnight), 0, "over");
    }

    #[test]
    fn only_legal_transitions() {
        let legal: Vec<_> = AccountState::ALL
            .iter()
            .flat_map(|from| AccountState::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| from.to(*to).is_ok())
            .collect();
        assert_eq!(legal.len(), 14, "{legal:?}");
        assert_eq!(
            [(true, true), (false, true), (false, false)].map(|(opens, used)| resumed(opens, used)),
            [Active, Expired, Pending]
        );
        assert!(Closed.to(Expired).is_err() && Active.to(Active).is_err() && Active.to(Pending).is_err());
    }
}
