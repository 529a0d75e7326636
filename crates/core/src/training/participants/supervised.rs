//! What supervisors see: which of their own people are invited, for when, and what they answered. Those who stand in for them see it on
//! their days.

use super::lists::{Row, rows};
use super::store;
use crate::db::Conn;
use crate::register::duties::supervised_in;
use crate::training::shared::{self, SessionRow};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::SessionId;
use kunye_kernel::time::Day;
use std::collections::BTreeMap;

/// Days for which a training that is over is still shown.
const SHOWN_AFTER: i32 = 30;

/// A training with the supervisor's own people who were named for it.
#[derive(Debug, Clone)]
pub struct OfSupervisor {
    pub row: SessionRow,
    pub people: Vec<Row>,
}

/// Trainings of people whom the actor supervises today, by their days.
pub fn of_supervisor(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<OfSupervisor>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let own = supervised_in(store::PERSON, person, today);
    let named = store::within(conn, own, today.plus_days(-SHOWN_AFTER))?;
    let mut of: BTreeMap<SessionId, Vec<Row>> = BTreeMap::new();
    for row in rows(conn, named, today)? {
        of.entry(row.participant.session_id.clone()).or_default().push(row);
    }
    let mut found = Vec::with_capacity(of.len());
    for (id, people) in of {
        let session = shared::session(conn, &id)?.ok_or_else(Error::not_found)?;
        found.push(OfSupervisor { row: shared::row_of(conn, session)?, people });
    }
    found.sort_by_key(|one| (one.row.session.ends_on < today, one.row.session.starts_on, one.row.session.id.clone()));
    Ok(found)
}
