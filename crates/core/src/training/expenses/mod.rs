//! What a training cost the provider: the trainer, materials, the trainer's travel and lodging (B6; a shared class the same, at the
//! provider's own site). Said by planners, item by item, as it becomes known; an amount that was never said is unknown, not 0. What
//! institutions bear (B4, B6) is theirs, and is not kept.

mod money;
mod say;
mod store;

pub use money::{MOST, parse};
pub use say::{Amount, Expenses, of_session, say};

use super::onsite::{Item, Side};
use super::shared::SessionState;
use crate::db::Conn;
use kunye_kernel::error::Result;
use kunye_kernel::id::{ProgrammeId, SessionId};
use std::collections::HashMap;

/// What the provider brings.
pub fn items() -> impl Iterator<Item = Item> {
    Item::ALL.iter().copied().filter(|item| item.side() == Side::Provider)
}

/// What is known of the cost of a programme, in kuruş.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cost {
    /// In the order of [`items`]; whatever was said of any training, called off or not.
    pub by_item: Vec<(Item, i64)>,
    /// Trainings that took place, of which every item is known, and of which at least one is not.
    pub known: i64,
    pub unknown: i64,
}

impl Cost {
    /// The sum of what was said; none where nothing was.
    pub fn sum(&self) -> Option<i64> {
        (!self.by_item.is_empty()).then(|| self.by_item.iter().map(|(_, kurus)| kurus).sum())
    }
}

/// The cost of a programme from the amounts in force and the sessions there are. Pure.
fn cost(said: &HashMap<SessionId, Vec<(Item, i64)>>, held: &[SessionId]) -> Cost {
    let of = |item: Item| {
        let amounts: Vec<i64> = said.values().flatten().filter(|(of, _)| *of == item).map(|(_, kurus)| *kurus).collect();
        (!amounts.is_empty()).then(|| (item, amounts.iter().sum()))
    };
    let whole = |session: &&SessionId| said.get(*session).is_some_and(|items_said| items_said.len() == items().count());
    let known = held.iter().filter(whole).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Cost { by_item: items().filter_map(of).collect(), known: count(known), unknown: count(held.len() - known) }
}

/// What is known of the cost of a programme.
pub(super) fn of_programme(conn: &mut Conn, programme: &ProgrammeId) -> Result<Cost> {
    let sessions = store::sessions(conn, programme)?;
    let ended = sessions.iter().filter(|(_, state)| *state == SessionState::Held).map(|(id, _)| id.clone());
    Ok(cost(&store::in_force(conn, programme)?, &ended.collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_said_is_unknown_and_not_nothing() {
        let (one, two): (SessionId, SessionId) = ("1".into(), "2".into());
        let held = [one.clone(), two.clone()];
        let none = cost(&HashMap::new(), &held);
        assert_eq!((none.sum(), none.known, none.unknown), (None, 0, 2));
        let all: Vec<(Item, i64)> = items().map(|item| (item, 100)).collect();
        let said = HashMap::from([(one, all), (two, vec![(Item::Travel, 0)])]);
        let some = cost(&said, &held);
        assert_eq!((some.sum(), some.known, some.unknown), (Some(400), 1, 1));
        let off = cost(&said, &[]);
        assert_eq!((off.sum(), off.known, off.unknown), (Some(400), 0, 0), "tickets of a training that was called off");
    }
}
