//! Queries on demands.

use crate::db::{Conn, IntoResult};
use crate::schema::training::training_demands as demands;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CourseId, DemandId, InstitutionId, PersonId, ProgrammeId, SessionId, SiteId};
use kunye_kernel::time::Time;

/// An institution's interest in a course at a site.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = demands, treat_none_as_default_value = false)]
pub struct Demand {
    pub id: DemandId,
    pub programme_id: ProgrammeId,
    pub institution_id: InstitutionId,
    pub course_id: CourseId,
    pub site_id: SiteId,
    pub people: i32,
    pub stated_by: PersonId,
    pub stated_at: Time,
    /// The class that was announced for it.
    pub session_id: Option<SessionId>,
    /// None while it stands.
    pub ended_at: Option<Time>,
}

pub(super) fn insert(tx: &mut Conn, demand: &Demand) -> Result<()> {
    diesel::insert_into(demands::table).values(demand).execute(tx).or_fail().map(drop)
}

pub(super) fn end(tx: &mut Conn, id: &DemandId, met: Option<&SessionId>, now: Time) -> Result<()> {
    diesel::update(demands::table.find(id))
        .set((demands::session_id.eq(met), demands::ended_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn find(conn: &mut Conn, id: &DemandId) -> Result<Option<Demand>> {
    demands::table.find(id).select(Demand::as_select()).first(conn).or_none()
}

/// What stands in a programme, in the order it was stated.
pub(super) fn standing(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<Demand>> {
    demands::table
        .filter(demands::programme_id.eq(programme))
        .filter(demands::ended_at.is_null())
        .order((demands::stated_at, demands::id))
        .select(Demand::as_select())
        .load(conn)
        .or_fail()
}

/// What a class was announced for.
pub(super) fn met_by(conn: &mut Conn, session: &SessionId) -> Result<Vec<Demand>> {
    demands::table.filter(demands::session_id.eq(session)).order(demands::id).select(Demand::as_select()).load(conn).or_fail()
}

/// It stands as if it had never been met.
pub(super) fn reopen(tx: &mut Conn, id: &DemandId) -> Result<()> {
    diesel::update(demands::table.find(id))
        .set((demands::session_id.eq(None::<SessionId>), demands::ended_at.eq(None::<Time>)))
        .execute(tx)
        .or_fail()
        .map(drop)
}
