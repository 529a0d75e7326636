//! What "attended in full" means (B12). Pure.

use super::store::Mark;
use crate::training::shared::SharedSession;
use kunye_kernel::time::{Day, HOUR, Time};
use std::collections::BTreeMap;

/// One hour of a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    pub day: Day,
    /// From 1.
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

/// Every hour of a session.
pub fn slots(session: &SharedSession) -> Vec<Slot> {
    (1..=session.hours).map(|hour| Slot { day: session.starts_on, hour }).collect()
}

/// Whether an hour has begun: nobody is marked for one that has not.
pub fn has_begun(session: &SharedSession, hour: i32, now: Time) -> bool {
    (1..=session.hours).contains(&hour) && now >= session.starts_at().plus(i64::from(hour - 1) * HOUR)
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
    fn hours_outside_of_the_plan_count_for_nothing() {
        let mut given = marks(&[(0, Mark::Present), (1, Mark::Present)]);
        given.insert(Slot { day: Day::new(2026, 12, 20).unwrap(), hour: 1 }, Mark::Present);
        assert_eq!(standing(&plan(), &given), Standing::Open { left: 1 });
        assert_eq!(standing(&[], &given), Standing::Open { left: 0 }, "a training without hours is attended by nobody");
    }
}
