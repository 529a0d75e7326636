//! What "attended in full" means (B12). Pure.

use super::store::Mark;
use crate::training::shared::SessionDay;
use kunye_kernel::time::{Day, Time};
use std::collections::BTreeMap;

/// One hour of a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    pub day: Day,
    /// Of that day, from 1.
    pub hour: i32,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Was there in every hour of every day.
    Full,
    /// Was absent so many hours; nothing that follows makes it full.
    Missed { hours: usize },
    /// So many hours were not held yet, or not marked.
    Open { left: usize },
}

/// Every hour of a session, with when it begins.
pub fn slots(days: &[SessionDay]) -> Vec<(Slot, Time)> {
    days.iter().flat_map(|one| (1..=one.hours).map(|hour| (Slot { day: one.day, hour }, one.hour_at(hour)))).collect()
}

/// In full is every hour of the plan, those not yet held among them: each marked, each present. An hour outside of the plan
/// counts for nothing, and a plan without hours is attended by nobody.
pub fn standing(plan: &[Slot], marks: &BTreeMap<Slot, Mark>) -> Standing {
    let missed = plan.iter().filter(|slot| marks.get(slot) == Some(&Mark::Absent)).count();
    let left = plan.iter().filter(|slot| !marks.contains_key(slot)).count();
    match (missed, left) {
        (0, 0) if !plan.is_empty() => Standing::Full,
        (0, left) => Standing::Open { left },
        (hours, _) => Standing::Missed { hours },
    }
}

/// What is known of a training that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Full,
    /// Was absent in so many of its hours.
    Partly {
        missed: usize,
    },
    /// Was in none of its hours.
    Absent,
    /// So many of its hours were not marked, and in no other was the person absent.
    Unrecorded {
        hours: usize,
    },
}

pub fn outcome(plan: &[Slot], marks: &BTreeMap<Slot, Mark>) -> Outcome {
    match standing(plan, marks) {
        Standing::Full => Outcome::Full,
        Standing::Missed { hours } if hours == plan.len() => Outcome::Absent,
        Standing::Missed { hours } => Outcome::Partly { missed: hours },
        Standing::Open { left } => Outcome::Unrecorded { hours: left },
    }
}

/// Attended at all is to have been there in one hour: this decides who is counted as trained, and who is asked what they think. Like
/// "in full" it is asked of marks that count, and of no others.
pub fn attended(marks: &BTreeMap<Slot, Mark>) -> bool {
    marks.values().any(|mark| *mark == Mark::Present)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Vec<Slot> {
        let first = Day::new(2026, 12, 17).unwrap();
        [(0, 1), (0, 2), (1, 1)].map(|(day, hour)| Slot { day: first.plus_days(day), hour }).into()
    }

    fn marks(given: &[(usize, Mark)]) -> BTreeMap<Slot, Mark> {
        given.iter().map(|(at, mark)| (plan()[*at], *mark)).collect()
    }

    /// B12, in every combination of three hours over two days.
    #[test]
    fn in_full_is_every_hour_of_every_day() {
        let ways = [None, Some(Mark::Present), Some(Mark::Absent)];
        for a in ways {
            for b in ways {
                for c in ways {
                    let given: Vec<(usize, Mark)> =
                        [a, b, c].into_iter().enumerate().filter_map(|(at, mark)| Some((at, mark?))).collect();
                    let count = |what| [a, b, c].into_iter().filter(|mark| *mark == what).count();
                    let expected = match (count(Some(Mark::Absent)), count(None)) {
                        (0, 0) => Standing::Full,
                        (0, left) => Standing::Open { left },
                        (hours, _) => Standing::Missed { hours },
                    };
                    assert_eq!(standing(&plan(), &marks(&given)), expected, "{a:?} {b:?} {c:?}");
                }
            }
        }
    }

    #[test]
    fn one_hour_is_enough_to_have_attended() {
        assert!(attended(&marks(&[(0, Mark::Absent), (2, Mark::Present)])));
        assert!(!attended(&marks(&[(0, Mark::Absent)])) && !attended(&marks(&[])));
    }

    #[test]
    fn hours_outside_of_the_plan_count_for_nothing() {
        let mut given = marks(&[(0, Mark::Present), (1, Mark::Present)]);
        given.insert(Slot { day: Day::new(2026, 12, 20).unwrap(), hour: 1 }, Mark::Present);
        assert_eq!(standing(&plan(), &given), Standing::Open { left: 1 });
        assert_eq!(standing(&[], &given), Standing::Open { left: 0 }, "a training without hours is attended by nobody");
    }

    #[test]
    fn of_a_training_that_is_over_is_told_what_is_known() {
        use Mark::{Absent, Present};
        for (given, expected) in [
            (vec![(0, Present), (1, Present), (2, Present)], Outcome::Full),
            (vec![(0, Present), (1, Absent), (2, Present)], Outcome::Partly { missed: 1 }),
            (vec![(0, Absent), (1, Absent), (2, Absent)], Outcome::Absent),
            (vec![(0, Absent)], Outcome::Partly { missed: 1 }),
            (vec![(0, Present)], Outcome::Unrecorded { hours: 2 }),
            (vec![], Outcome::Unrecorded { hours: 3 }),
        ] {
            assert_eq!(outcome(&plan(), &marks(&given)), expected, "{given:?}");
        }
    }

    #[test]
    fn hours_of_several_days_are_counted_within_their_day() {
        let first = Day::new(2026, 12, 17).unwrap();
        let day = |after, hours| SessionDay { day: first.plus_days(after), starts_minute: 9 * 60, hours };
        let all = slots(&[day(0, 2), day(3, 1)]);
        let at: Vec<(i32, i32, String)> = all.iter().map(|(slot, at)| (slot.day.0 - first.0, slot.hour, at.display())).collect();
        let expected = [(0, 1, "17.12.2026 09:00"), (0, 2, "17.12.2026 10:00"), (3, 1, "20.12.2026 09:00")];
        assert_eq!(at, expected.map(|(day, hour, at)| (day, hour, at.to_owned())));
    }
}
