//! What happened to a request and what comes next, told from the dates that a reference gives away. Pure.

use kunye_core::requests::RequestState;
use kunye_core::requests::follow::Followed;
use kunye_kernel::time::Time;
use serde::Serialize;

/// One bead of the macro `story`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// A text key's end: `story-<what>`.
    pub what: &'static str,
    pub tone: Tone,
    pub at: String,
    pub who: String,
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    Done,
    Current,
    Waiting,
    Problem,
    Next,
}

fn step(what: &'static str, tone: Tone, at: Option<Time>) -> Step {
    Step { what, tone, at: at.map(Time::display).unwrap_or_default(), who: String::new(), note: String::new() }
}

/// Oldest first. A message is *sent* here, never delivered: that is known to the officer, from the network's receipt.
pub fn tell(followed: &Followed) -> Vec<Step> {
    use Tone::{Current, Done, Next, Problem, Waiting};
    let mut steps = vec![step("form_made", Done, Some(followed.made_at))];
    if followed.state == RequestState::Declined {
        steps.push(step("declined", Problem, followed.ended_at));
        return steps;
    }
    if let Some(approved_at) = followed.approved_at {
        steps.push(step("approved", Done, Some(approved_at)));
    }
    if let Some(ordered_at) = followed.ordered_at {
        steps.push(step("completeness_attested", Done, Some(ordered_at)));
    }
    let (last, end) = match followed.kind.brings_password() {
        true => ("delivery", "fulfilled"),
        false => ("authorisation", "authorised"),
    };
    steps.extend(match followed.state {
        RequestState::AwaitingApproval => {
            vec![step("approval", Current, None), step("check", Next, None), step(last, Next, None)]
        }
        RequestState::Approved => vec![step("check", Current, None), step(last, Next, None)],
        RequestState::Declined => vec![],
        RequestState::Refused => vec![step("refused", Problem, followed.ended_at)],
        RequestState::InDelivery => vec![step("in_delivery", Waiting, None)],
        RequestState::Fulfilled => vec![step(end, Done, followed.ended_at)],
        RequestState::Failed => vec![step("failed", Problem, followed.ended_at)],
        RequestState::Lapsed => vec![step("lapsed", Problem, followed.ended_at)],
    });
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::requests::RequestKind;

    fn told(state: RequestState, approved: bool, ordered: bool) -> Vec<(&'static str, Tone)> {
        let at = |yes: bool, day| yes.then(|| Time(0).plus_days(day));
        let followed = Followed {
            reference: "KT7M-2QX4".into(),
            kind: RequestKind::Renewal,
            state,
            made_at: Time(0),
            lapses_at: Time(0).plus_days(30),
            approved_at: at(approved, 1),
            ordered_at: at(ordered, 2),
            ended_at: at(!state.is_open(), 3),
            reason: None,
        };
        tell(&followed).into_iter().map(|step| (step.what, step.tone)).collect()
    }

    #[test]
    fn the_story_ends_with_what_is_now() {
        use Tone::{Current, Done, Next, Problem};
        assert_eq!(
            told(RequestState::AwaitingApproval, false, false),
            [("form_made", Done), ("approval", Current), ("check", Next), ("delivery", Next)]
        );
        assert_eq!(told(RequestState::Declined, true, false), [("form_made", Done), ("declined", Problem)]);
        assert_eq!(told(RequestState::Refused, true, false).last(), Some(&("refused", Problem)));
        assert_eq!(told(RequestState::Refused, false, false).len(), 2);
        assert_eq!(
            told(RequestState::Fulfilled, true, true),
            [("form_made", Done), ("approved", Done), ("completeness_attested", Done), ("fulfilled", Done)]
        );
    }

    #[test]
    fn nothing_is_told_as_delivered() {
        for state in RequestState::ALL {
            assert!(told(*state, true, true).iter().all(|(what, _)| *what != "delivered"), "{state}");
        }
    }
}
