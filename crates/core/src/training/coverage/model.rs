//! The figures.

use crate::register::Province;
use crate::training::ledger::Balance;
use crate::training::programme::Programme;

/// Users, and those of them who were trained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    pub institutions: i64,
    /// Active users by the latest counts.
    pub users: i64,
    /// Different people who were in at least one hour of a training.
    pub trained: i64,
    /// Colleagues whom those who pass it on say they reached. Their own word: never part of `trained`, nor of any share.
    pub told: i64,
}

impl Reach {
    /// Trained people in thousandths of the users, at most all of them; none where nobody is counted.
    pub fn per_mille(&self) -> Option<i64> {
        (self.users > 0).then(|| (self.trained * 1_000 / self.users).min(1_000))
    }
}

/// What the programme has room for, and what of it is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capacity {
    pub room: i64,
    /// By trainings that took place.
    pub used: i64,
    /// By trainings to come.
    pub planned: i64,
}

impl Capacity {
    /// Never below 0: more can be planned than there is room for, and then nothing is left.
    pub fn left(&self) -> i64 {
        (self.room - self.used - self.planned).max(0)
    }
}

/// Everything.
#[derive(Debug, Clone)]
pub struct Coverage {
    pub programme: Programme,
    pub all: Reach,
    /// By code of the tier in order of the table in force; "" for institutions without one.
    pub tiers: Vec<(String, Reach, Balance)>,
    /// All 81 by plate, and users whose unit has no province.
    pub provinces: Vec<(Option<Province>, Reach)>,
    pub people: Capacity,
    /// Hours of trainers.
    pub hours: Capacity,
    pub balance: Balance,
    /// Trainings that took place, and that are to come.
    pub sessions: (i64, i64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_those_who_are_counted() {
        let share = |users, trained| Reach { institutions: 1, users, trained, told: 9 }.per_mille();
        assert_eq!((share(0, 3), share(1_000, 3), share(3, 1), share(2, 5)), (None, Some(3), Some(333), Some(1_000)));
        assert_eq!(Capacity { room: 10, used: 8, planned: 4 }.left(), 0);
        assert_eq!(Capacity { room: 10, used: 3, planned: 4 }.left(), 3);
    }
}
