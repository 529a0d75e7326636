//! The best schedule, by a written rule: fewest conflicts, nearest home, least load, wished first. The same calendars give the same
//! proposal, on whatever node.

use super::conflict::{Conflict, conflicts};
use super::spread::{is_free, spread};
use crate::register::{Distance, Province};
use crate::training::onsite::Wish;
use crate::training::shared::SessionDay;
use crate::training::trainers::Trainer;
use kunye_kernel::id::{CourseId, PersonId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;
use std::collections::BTreeSet;

/// When the room has other trainings, with their references.
pub type Rooms = Vec<(SessionDay, String)>;

/// What is to be scheduled.
#[derive(Debug, Clone)]
pub struct Ask {
    pub course: CourseId,
    pub hours: i32,
    pub province: Province,
    pub wished: Wish,
    /// Minutes after midnight.
    pub starts_minute: i32,
    pub hours_a_day: i32,
    pub rooms: Rooms,
    /// First and last day that can be planned.
    pub from: Day,
    pub until: Day,
}

/// A trainer on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub trainer: PersonId,
    pub name: String,
    pub home: Option<Province>,
    pub days: Vec<SessionDay>,
    pub conflicts: Vec<Conflict>,
    /// None where no home is known: counted as the farthest.
    pub distance: Option<Distance>,
    /// Hours the trainer has in the programme already.
    pub load: i32,
    /// 0 for the first wish.
    pub wish: usize,
}

/// By what one proposal goes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    Conflicts,
    Distance,
    Load,
    Wish,
    Name,
}

impl Criterion {
    /// `conflicts`, `distance`, …: for texts.
    pub fn code(self) -> &'static str {
        match self {
            Criterion::Conflicts => "conflicts",
            Criterion::Distance => "distance",
            Criterion::Load => "load",
            Criterion::Wish => "wish",
            Criterion::Name => "name",
        }
    }
}

impl Proposal {
    pub fn of(ask: &Ask, trainer: &Trainer, wish: usize, first: Day) -> Self {
        let days = spread(first, ask.starts_minute, ask.hours, ask.hours_a_day);
        Self {
            trainer: trainer.id.clone(),
            name: trainer.name.clone(),
            home: trainer.home,
            conflicts: conflicts(ask, trainer, &days),
            days,
            distance: trainer.home.map(|home| Distance::between(home, ask.province)),
            load: trainer.load,
            wish,
        }
    }

    /// Whether it can be planned.
    pub fn is_possible(&self) -> bool {
        !self.conflicts.iter().any(Conflict::blocks)
    }

    fn first(&self) -> Option<Day> {
        self.days.first().map(|one| one.day)
    }

    fn weight(&self) -> (usize, usize, Distance, i32, usize) {
        let blocks = self.conflicts.iter().filter(|one| one.blocks()).count();
        (blocks, self.conflicts.len() - blocks, self.distance.unwrap_or(Distance::Far), self.load, self.wish)
    }
}

/// Every trainer on every day that was wished, the best first. Of a period its whole working days are taken, or all of its days where it
/// has none.
pub fn proposals(ask: &Ask, trainers: &[Trainer]) -> Vec<Proposal> {
    let wished: Vec<Day> = ask.wished.days();
    let mut starts: Vec<(usize, Day)> = wished.iter().copied().enumerate().collect();
    if ask.wished.is_period() && wished.iter().any(|day| is_free(*day)) {
        starts.retain(|(_, day)| is_free(*day));
    }
    let mut all: Vec<Proposal> =
        trainers.iter().flat_map(|trainer| starts.iter().map(|(wish, day)| Proposal::of(ask, trainer, *wish, *day))).collect();
    all.sort_by_cached_key(|one| (one.weight(), one.first(), sort_key(&one.name), one.trainer.clone()));
    all
}

/// Ranked proposals as those that differ by who comes, each trainer's best, and the other days of the same trainers; each in the order of
/// the rule.
pub fn by_trainer(ranked: Vec<Proposal>) -> (Vec<Proposal>, Vec<Proposal>) {
    let mut seen = BTreeSet::new();
    ranked.into_iter().partition(|one| seen.insert(one.trainer.clone()))
}

/// By what the first of two goes before the second.
pub fn apart(first: &Proposal, second: &Proposal) -> Criterion {
    let (one, other) = (first.weight(), second.weight());
    match () {
        () if (one.0, one.1) != (other.0, other.1) => Criterion::Conflicts,
        () if one.2 != other.2 => Criterion::Distance,
        () if one.3 != other.3 => Criterion::Load,
        () if one.4 != other.4 => Criterion::Wish,
        () => Criterion::Name,
    }
}
