//! Who may answer and when, when slips are opened, and what they add up to. Pure.

use super::model::{Answers, Question};
use kunye_kernel::time::Day;
use std::collections::BTreeMap;

/// The smallest group of which anything is told. The database refuses a smaller batch too.
pub const LEAST: usize = 5;

/// Last day on which a training of this day may be judged.
pub(super) fn last_day(held_on: Day, days: i64) -> Day {
    held_on.plus_days(i32::try_from(days).unwrap_or(0))
}

/// Whether nobody can add to a session's slips any more: its days are over, or everybody who was there has answered.
pub(super) fn is_complete(today: Day, last: Day, was_there: usize, given: usize) -> bool {
    today > last || (was_there > 0 && given >= was_there)
}

/// What may be opened of the slips of complete sessions: all of one kind (the same course, site and trainer) together, where they are
/// enough. The others wait in the box for more of their kind.
pub(super) fn openable<K: Ord, T>(slips: impl IntoIterator<Item = (K, T)>) -> BTreeMap<K, Vec<T>> {
    let mut kinds: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for (kind, slip) in slips {
        kinds.entry(kind).or_default().push(slip);
    }
    kinds.retain(|_, slips| slips.len() >= LEAST);
    kinds
}

/// How often each score was given, for every question; a sum of batches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// People who answered.
    pub answers: i64,
    /// By question: how many gave 1, 2, 3, 4, 5.
    pub scores: BTreeMap<Question, [i64; 5]>,
}

impl Tally {
    pub(super) fn of(slips: &[Answers]) -> Self {
        let mut tally = Self { answers: i64::try_from(slips.len()).unwrap_or(i64::MAX), ..Self::default() };
        for (question, score) in slips.iter().flat_map(|slip| &slip.scores) {
            tally.count(*question, i32::from(*score), 1);
        }
        tally
    }

    /// Counts people who gave a score; what is no score is not counted.
    pub(super) fn count(&mut self, question: Question, score: i32, people: i64) {
        let at = usize::try_from(score - 1).unwrap_or(usize::MAX);
        if let Some(count) = self.scores.entry(question).or_default().get_mut(at) {
            *count += people;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.answers += other.answers;
        for (question, counts) in &other.scores {
            let own = self.scores.entry(*question).or_default();
            own.iter_mut().zip(counts).for_each(|(own, count)| *own += count);
        }
    }

    /// The mean of a question's scores in tenths, rounded; none where nobody answered.
    pub fn tenths(&self, question: Question) -> Option<i64> {
        let counts = self.scores.get(&question)?;
        let people: i64 = counts.iter().sum();
        let sum: i64 = (1..).zip(counts).map(|(score, count): (i64, _)| score * count).sum();
        (people > 0).then(|| (sum * 20 + people) / (people * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slip(score: u8) -> Answers {
        Answers { scores: Question::ALL.iter().map(|question| (*question, score)).collect(), comment: String::new() }
    }

    proptest! {
        /// What is opened is never a small group; what is not stays whole; nothing is lost and nothing is split.
        #[test]
        fn no_small_group_is_ever_opened(kinds in prop::collection::vec(0_u8..6, 0..60)) {
            let opened = openable(kinds.iter().enumerate().map(|(at, kind)| (*kind, at)));
            for (kind, slips) in &opened {
                prop_assert!(slips.len() >= LEAST);
                prop_assert_eq!(slips.len(), kinds.iter().filter(|other| *other == kind).count());
            }
            for kind in kinds.iter().filter(|kind| !opened.contains_key(kind)) {
                prop_assert!(kinds.iter().filter(|other| *other == kind).count() < LEAST);
            }
        }

        /// A sum of batches is the tally of all of their slips.
        #[test]
        fn tallies_add_up(a in prop::collection::vec(1_u8..=5, 0..30), b in prop::collection::vec(1_u8..=5, 0..30)) {
            let of = |scores: &[u8]| Tally::of(&scores.iter().map(|score| slip(*score)).collect::<Vec<_>>());
            let mut sum = of(&a);
            sum.add(&of(&b));
            let whole = of(&[a, b].concat());
            prop_assert_eq!(sum.answers, whole.answers);
            for question in Question::ALL {
                prop_assert_eq!(sum.tenths(*question), whole.tenths(*question));
            }
        }
    }

    #[test]
    fn a_mean_is_rounded_to_tenths() {
        let mean = |scores: &[u8]| Tally::of(&scores.iter().map(|score| slip(*score)).collect::<Vec<_>>()).tenths(Question::Pace);
        assert_eq!((mean(&[]), mean(&[5; 5]), mean(&[4, 5]), mean(&[1, 1, 2])), (None, Some(50), Some(45), Some(13)));
        assert_eq!(mean(&[4, 4, 4, 5]), Some(43), "a half goes up");
    }

    #[test]
    fn a_session_is_complete_when_nobody_can_add_to_it() {
        let (last, before) = (Day(100), Day(99));
        assert!(!is_complete(last, last, 6, 5) && is_complete(Day(101), last, 6, 5));
        assert!(is_complete(before, last, 6, 6), "all have answered");
        assert!(!is_complete(before, last, 0, 0), "nobody was marked yet");
    }
}
