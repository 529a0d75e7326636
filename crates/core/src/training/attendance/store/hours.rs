//! Queries on what belongs to an hour as a whole: the code that is shown, and the heads that were counted.

use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::training::{attendance_head_counts, attendance_hours};
use crate::training::attendance::evidence::Heads;
use crate::training::attendance::rules::Slot;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, SessionId};
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

/// When the code of an hour was opened, where it is.
pub(in crate::training::attendance) fn opened(conn: &mut Conn, session: &SessionId, slot: Slot) -> Result<Option<Time>> {
    attendance_hours::table
        .find((session, slot.day, slot.hour))
        .filter(attendance_hours::closed_at.is_null())
        .select(attendance_hours::opened_at)
        .first(conn)
        .or_none()
}

/// Opens it, or opens it again: the codes of before are then worth nothing.
pub(in crate::training::attendance) fn open(
    tx: &mut Conn,
    session: &SessionId,
    slot: Slot,
    by: &PersonId,
    now: Time,
) -> Result<()> {
    let row = (
        attendance_hours::session_id.eq(session),
        attendance_hours::day.eq(slot.day),
        attendance_hours::hour.eq(slot.hour),
        attendance_hours::opened_by.eq(by),
        attendance_hours::opened_at.eq(now),
    );
    if insert_new!(&mut *tx, attendance_hours::table, row).or_fail()? == 0 {
        diesel::update(attendance_hours::table.find((session, slot.day, slot.hour)))
            .set((
                attendance_hours::opened_by.eq(by),
                attendance_hours::opened_at.eq(now),
                attendance_hours::closed_at.eq(None::<Time>),
            ))
            .execute(tx)
            .or_fail()?;
    }
    Ok(())
}

pub(in crate::training::attendance) fn close(tx: &mut Conn, session: &SessionId, slot: Slot, now: Time) -> Result<()> {
    diesel::update(attendance_hours::table.find((session, slot.day, slot.hour)))
        .set(attendance_hours::closed_at.eq(now))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// The heads in force of every hour that was counted.
pub(in crate::training::attendance) fn heads(conn: &mut Conn, session: &SessionId) -> Result<Heads> {
    Ok(heads_of(conn, &[session])?.remove(session).unwrap_or_default())
}

/// The same of several sessions; those without a count are missing.
pub(in crate::training::attendance) fn heads_of(conn: &mut Conn, sessions: &[&SessionId]) -> Result<HashMap<SessionId, Heads>> {
    let rows: Vec<(SessionId, Day, i32, i32)> = attendance_head_counts::table
        .filter(attendance_head_counts::session_id.eq_any(sessions.iter().copied()))
        .order(attendance_head_counts::seq)
        .select((
            attendance_head_counts::session_id,
            attendance_head_counts::day,
            attendance_head_counts::hour,
            attendance_head_counts::people,
        ))
        .load(conn)
        .or_fail()?;
    let mut of: HashMap<SessionId, Heads> = HashMap::new();
    for (session, day, hour, people) in rows {
        // The latest stays.
        of.entry(session).or_default().insert(Slot { day, hour }, people);
    }
    Ok(of)
}

pub(in crate::training::attendance) fn count(
    tx: &mut Conn,
    session: &SessionId,
    slot: Slot,
    people: i32,
    by: &PersonId,
    now: Time,
) -> Result<()> {
    diesel::insert_into(attendance_head_counts::table)
        .values((
            attendance_head_counts::session_id.eq(session),
            attendance_head_counts::day.eq(slot.day),
            attendance_head_counts::hour.eq(slot.hour),
            attendance_head_counts::people.eq(people),
            attendance_head_counts::counted_by.eq(by),
            attendance_head_counts::counted_at.eq(now),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}
