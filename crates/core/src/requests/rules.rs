//! The law of requests: no clock, no database.

use super::model::{Approval, Decision, Request, RequestKind, RequestState, Way};
use crate::applications::Change;
use crate::messages::ports::Handover;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, RoleId};
use kunye_kernel::time::{Day, MINUTE, SECOND};
use std::collections::HashSet;

/// Nobody acts in two of the three roles.
pub fn three_people(applicant: &PersonId, supervisor: Option<&PersonId>, officer: Option<&PersonId>) -> Result<()> {
    if supervisor == Some(applicant) {
        return Err(Error::forbidden("request-own-approval"));
    }
    if officer == Some(applicant) {
        return Err(Error::forbidden("request-own-fulfilment"));
    }
    if officer.is_some() && officer == supervisor {
        return Err(Error::forbidden("request-same-person"));
    }
    Ok(())
}

/// The day a wet signature may bear: not before the form was made, not after today.
pub fn signature_day(signed_on: Day, made_on: Day, today: Day) -> Result<()> {
    if signed_on > today {
        return Err(Error::field("signed_on", "request-signed-in-future"));
    }
    if signed_on < made_on {
        return Err(Error::field("signed_on", "request-signed-before-form"));
    }
    Ok(())
}

/// Roles a form may ask to change at once: as many as the paper has room for.
const MOST_CHANGES: usize = 12;

/// What a form may ask for: with roles a reason and at least one change, each role once; otherwise neither.
pub fn asked(kind: RequestKind, changes: &[Change], why: Option<&str>) -> Result<()> {
    if kind.brings_password() {
        return if changes.is_empty() && why.is_none() { Ok(()) } else { Err(Error::field("roles", "error-invalid")) };
    }
    let roles: HashSet<&RoleId> = changes.iter().map(|change| &change.role).collect();
    if changes.is_empty() {
        return Err(Error::field("roles", "request-no-changes"));
    }
    if changes.len() > MOST_CHANGES || roles.len() < changes.len() {
        return Err(Error::field("roles", "error-invalid"));
    }
    match why.map_or(0, |why| why.chars().count()) {
        10..=500 => Ok(()),
        _ => Err(Error::field("why", "request-why")),
    }
}

/// Whether the form is complete with the signatures it has: as a scan, or as a file that the applicant signed; then a supervisor's
/// signature on paper is still only on the paper.
pub fn has_form(approval: Option<&Approval>, has_scan: bool, has_signed: bool) -> bool {
    has_scan || (has_signed && approval.is_some_and(|approval| approval.way != Way::Paper))
}

/// What is still missing before an officer may carry a request out, in the order of the page's steps.
pub fn missing(request: &Request, approval: Option<&Approval>, has_form: bool, has_mobile: bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if request.person_id.is_none() {
        let unknown_account = request.account_name.is_some();
        missing.push(if unknown_account { "request-missing-account" } else { "request-missing-person" });
    } else if !has_mobile && request.kind.brings_password() {
        missing.push("request-missing-mobile");
    }
    if approval.is_none_or(|approval| approval.decision != Decision::Approved) {
        missing.push("request-missing-approval");
    }
    if !has_form {
        missing.push("request-missing-scan");
    }
    missing
}

/// What follows from the gateway's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Fulfilled,
    /// The message was surely not taken, and will not be.
    Failed {
        reason: String,
    },
    /// The message was surely not taken; after this many milliseconds the gateway may be ready.
    Wait(i64),
    /// Perhaps it was taken, perhaps not: a new password is made and sent after this many milliseconds.
    SendAnother(i64),
}

/// Why a request failed whose messages may all have arrived.
pub const NO_ANSWER: &str = "failure-reason-no-answer";

/// Messages of one request of which each may have arrived. Three are enough; then a person decides, each time about one more.
/// `round` is 1, and one more for each "send again".
pub fn most_unknown(round: i32) -> usize {
    2 + usize::try_from(round).unwrap_or(1)
}

/// How often a busy or absent gateway is asked: with the pauses below, for about a day.
const MOST_WAITS: i32 = 150;

pub fn after_hand_over(answer: &Handover, unknown_before: usize, round: i32, attempts: i32) -> Next {
    match answer {
        Handover::Accepted { .. } => Next::Fulfilled,
        Handover::Refused { reason, .. } => {
            Next::Failed { reason: format!("failure-reason-{}", reason.as_str().replace('_', "-")) }
        }
        Handover::NotNow { reason, .. } if attempts >= MOST_WAITS => {
            Next::Failed { reason: format!("failure-reason-{}", reason.as_str().replace('_', "-")) }
        }
        Handover::NotNow { .. } => Next::Wait(((5 * SECOND) << attempts.clamp(0, 7)).min(10 * MINUTE)),
        Handover::Unknown if unknown_before + 1 >= most_unknown(round) => Next::Failed { reason: NO_ANSWER.into() },
        Handover::Unknown => Next::SendAnother(20 * SECOND),
    }
}

/// Whether an officer may have a password sent again: the message failed, or was taken, long enough ago, and never used.
pub fn may_send_again(kind: RequestKind, state: RequestState, accepted_for: Option<i64>, used: bool) -> bool {
    match state {
        _ if !kind.brings_password() => false,
        RequestState::Failed => true,
        RequestState::Fulfilled => !used && accepted_for.is_some_and(|since| since >= 10 * MINUTE),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ports::FailureReason;

    #[test]
    fn no_two_roles_for_one_person() {
        let [a, b, c] = ["A", "B", "C"].map(PersonId::from);
        assert!(three_people(&a, Some(&b), Some(&c)).is_ok());
        for (applicant, supervisor, officer) in [(&a, &a, &c), (&a, &b, &a), (&a, &b, &b), (&a, &a, &a)] {
            assert!(three_people(applicant, Some(supervisor), Some(officer)).is_err());
        }
        assert!(three_people(&a, None, Some(&a)).is_err());
    }

    #[test]
    fn roles_are_asked_for_with_a_reason_and_each_once() {
        use crate::applications::Act::{Grant, Withdraw};
        let change = |act, role: &str| Change { act, role: role.into() };
        let why = Some("Yeni görevim için gerekli.");
        let field = |kind, changes: &[Change], why| asked(kind, changes, why).err().map(|error| error.fields()[0].field);
        let kind = RequestKind::Authorisation;
        assert_eq!(field(kind, &[change(Withdraw, "A"), change(Grant, "B")], why), None);
        assert_eq!(field(kind, &[], why), Some("roles"));
        assert_eq!(field(kind, &[change(Withdraw, "A"), change(Grant, "A")], why), Some("roles"));
        assert_eq!(field(kind, &vec![change(Grant, "A"); 13], why), Some("roles"));
        assert_eq!(field(kind, &[change(Grant, "A")], Some("kısa")), Some("why"));
        assert_eq!(field(kind, &[change(Grant, "A")], None), Some("why"));
        assert_eq!(field(RequestKind::Renewal, &[], None), None);
        assert_eq!(field(RequestKind::Renewal, &[change(Grant, "A")], None), Some("roles"));
    }

    #[test]
    fn signatures_bear_a_day_between_form_and_today() {
        let day = Day(20_000);
        assert!(signature_day(day, day, day).is_ok());
        assert!(signature_day(day.plus_days(1), day, day).is_err());
        assert!(signature_day(day.plus_days(-1), day, day).is_err());
    }

    #[test]
    fn an_unknown_outcome_is_followed_by_another_message_but_not_for_ever() {
        assert!(matches!(after_hand_over(&Handover::Unknown, 0, 1, 1), Next::SendAnother(_)));
        assert!(matches!(after_hand_over(&Handover::Unknown, 1, 1, 2), Next::SendAnother(_)));
        assert!(matches!(after_hand_over(&Handover::Unknown, 2, 1, 3), Next::Failed { .. }));
        assert!(matches!(after_hand_over(&Handover::Unknown, 3, 2, 1), Next::Failed { .. }), "sent again: one more, not three");
        let busy = Handover::NotNow { reason: FailureReason::Throttled, code: "0x58".into() };
        assert_eq!(after_hand_over(&busy, 0, 1, 1), Next::Wait(10 * SECOND));
        assert_eq!(after_hand_over(&busy, 0, 1, 60), Next::Wait(10 * MINUTE));
        assert_eq!(after_hand_over(&busy, 0, 1, MOST_WAITS), Next::Failed { reason: "failure-reason-throttled".into() });
        let no = Handover::Refused { reason: FailureReason::BadNumber, code: "0x0b".into() };
        assert_eq!(after_hand_over(&no, 0, 1, 1), Next::Failed { reason: "failure-reason-bad-number".into() });
    }

    #[test]
    fn every_state_is_reached_and_final_ones_stay() {
        use RequestState::{Declined, Lapsed, Refused};
        for state in RequestState::ALL {
            let reached = RequestState::ALL.iter().any(|from| from.to(*state).is_ok());
            assert_eq!(reached, *state != RequestState::AwaitingApproval, "{state}");
        }
        for end in [Declined, Refused, Lapsed] {
            assert!(RequestState::ALL.iter().all(|next| end.to(*next).is_err()));
        }
    }
}
