//! Certificates of many trainings at once: which are due, how far their making has come, and the order for several.

use super::issue::{self, ISSUE};
use super::model::Certificate;
use super::{lists, store};
use crate::db::Conn;
use crate::jobs;
use crate::training::shared::{self, SessionRow};
use crate::training::{attendance, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ProgrammeId, SessionId};
use kunye_kernel::time::Day;

/// A training with certificates to make.
#[derive(Debug, Clone)]
pub struct Pending {
    pub row: SessionRow,
    /// People who attended in full and have no number yet.
    pub due: usize,
    /// Whether they were ordered and the job has not ended.
    pub under_way: bool,
    /// Of this order, while it is under way: those that have their bytes, of how many.
    pub made: usize,
    pub total: usize,
}

/// A programme's certificates.
#[derive(Debug, Clone, Default)]
pub struct Bulk {
    /// The latest training first.
    pub pending: Vec<Pending>,
    /// Valid ones of the whole programme, with their bytes.
    pub made: usize,
}

impl Bulk {
    /// Trainings whose certificates can be ordered, and for how many people.
    pub fn due(&self) -> (usize, usize) {
        let due = self.pending.iter().filter(|one| one.due > 0 && !one.under_way);
        due.fold((0, 0), |(trainings, people), one| (trainings + 1, people + one.due))
    }
}

/// What a programme's certificates wait for, for the planners of its provider.
pub fn waiting(conn: &mut Conn, actor: &Actor, programme: &ProgrammeId, today: Day) -> Result<Bulk> {
    planned(conn, actor, programme, today)?;
    let sessions = shared::begun(conn, programme, today)?;
    let ids: Vec<&SessionId> = sessions.iter().map(|session| &session.id).collect();
    let issued = store::of_sessions(conn, &ids)?;
    let settled = lists::settled(&issued);
    let full = attendance::in_full(conn, programme, &sessions, &settled, today)?;
    let drawn = lists::drawn(conn, &issued)?;
    let running = jobs::under_way(conn, ISSUE)?;
    let mut bulk = Bulk::default();
    for session in sessions {
        let due = full.get(&session.id).map_or(0, Vec::len);
        let own = issued.iter().filter(|one| one.session_id == session.id && one.is_valid());
        bulk.made += own.clone().filter(|one| drawn.contains(&one.id)).count();
        let ordered_at = running.get(session.id.as_str());
        if due > 0 || ordered_at.is_some() {
            // The order draws what an earlier one has numbered and not drawn; whatever was there before is none of its making.
            let is_ordered = |one: &&Certificate| {
                ordered_at.is_some_and(|ordered_at| one.issued_at >= *ordered_at) || !drawn.contains(&one.id)
            };
            let (made, open): (Vec<&Certificate>, Vec<&Certificate>) =
                own.filter(is_ordered).partition(|one| drawn.contains(&one.id));
            let (made, total) = (made.len(), made.len() + open.len() + due);
            let under_way = ordered_at.is_some();
            bulk.pending.push(Pending { row: shared::row_of(conn, session)?, due, under_way, made, total });
        }
    }
    Ok(bulk)
}

/// What was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ordered {
    pub trainings: usize,
    pub people: usize,
}

/// Orders the certificates of several trainings, all or none; those that have none due by now are passed over.
///
/// # Errors
/// `certificate-none-due` where none of them has any; not found, where one is not the actor's to plan.
pub fn order_all(world: &World, actor: &Actor, sessions: &[String]) -> Result<Ordered> {
    world.db.write(|tx| {
        let mut ordered = Ordered::default();
        let running = jobs::under_way(tx, ISSUE)?;
        for reference in sessions {
            // Pressed twice is ordered once.
            if shared::id_of(tx, reference)?.is_some_and(|id| running.contains_key(id.as_str())) {
                continue;
            }
            let people = issue::put(tx, world, actor, reference)?;
            ordered.people += people;
            ordered.trainings += usize::from(people > 0);
        }
        if ordered.people == 0 { Err(Error::conflict("certificate-none-due")) } else { Ok(ordered) }
    })
}
