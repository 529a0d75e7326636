//! What coordinators and planners are shown of sessions. A coordinator sees how full a class is, and of the groups in it only the
//! institution's own.

use super::board::{Board, Standing};
use super::model::{Reservation, SessionState, SharedSession};
use super::store;
use crate::db::Conn;
use crate::register::duties::training::CoordinatorOf;
use crate::training::planned;
use crate::training::planning::HOURS_A_DAY;
use crate::training::programme::{self, Course, Programme, Site};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SessionId, SiteId};
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// A session with what it is about.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub session: SharedSession,
    pub course: Course,
    pub site: Site,
}

/// A session that takes reservations, as its board stands.
#[derive(Debug, Clone)]
pub struct Open {
    pub row: SessionRow,
    pub free: i32,
    /// Groups in the queue, and the seats they wait for.
    pub queue: (usize, i32),
    /// Seats the institution may still ask for.
    pub left: i32,
}

/// A reservation of the institution.
#[derive(Debug, Clone)]
pub struct Own {
    pub reservation: Reservation,
    pub row: SessionRow,
    /// Where it stands, while it waits.
    pub standing: Option<Standing>,
}

/// What a coordinator is shown.
#[derive(Debug, Clone)]
pub struct ForCoordinator {
    pub open: Vec<Open>,
    /// Live ones first, by the day of the session.
    pub own: Vec<Own>,
}

struct Catalogue {
    courses: HashMap<CourseId, Course>,
    sites: HashMap<SiteId, Site>,
}

impl Catalogue {
    fn load(conn: &mut Conn, programme: &Programme) -> Result<Self> {
        let courses = programme::courses(conn, &programme.id)?.into_iter().map(|course| (course.id.clone(), course)).collect();
        let sites = programme::sites(conn, &programme.provider_id)?.into_iter().map(|site| (site.id.clone(), site)).collect();
        Ok(Self { courses, sites })
    }

    fn row(&self, session: SharedSession) -> Result<SessionRow> {
        let course = self.courses.get(&session.course_id).cloned().ok_or_else(Error::not_found)?;
        let site = self.sites.get(&session.site_id).cloned().ok_or_else(Error::not_found)?;
        Ok(SessionRow { session, course, site })
    }
}

/// A session with its course and site.
pub(in crate::training) fn row_of(conn: &mut Conn, session: SharedSession) -> Result<SessionRow> {
    let course = programme::course(conn, &session.course_id)?.ok_or_else(Error::not_found)?;
    let site = programme::site(conn, &session.site_id)?.ok_or_else(Error::not_found)?;
    Ok(SessionRow { session, course, site })
}

/// Seats that an institution has in a session, or had when it took place.
pub(in crate::training) fn seats_of(conn: &mut Conn, session: &SessionId, institution: &InstitutionId) -> Result<i32> {
    let groups = store::reservations(conn, session)?;
    let has = |one: &&Reservation| one.institution_id == *institution && one.state.has_seats();
    Ok(groups.iter().filter(has).map(|one| one.seats).sum())
}

/// Seats that are taken in a session: all of them, where it is at an institution's own place.
pub(in crate::training) fn taken(conn: &mut Conn, session: &SharedSession) -> Result<i32> {
    if session.is_on_site() {
        return Ok(session.seats);
    }
    let groups = store::reservations(conn, &session.id)?;
    Ok(groups.iter().filter(|one| one.state.has_seats()).map(|one| one.seats).sum())
}

/// How many hours a day a session was announced with. One that fits into a single day does not tell: the usual number, or its own.
pub fn hours_a_day(conn: &mut Conn, session: &SessionId) -> Result<i32> {
    let days = store::days_of(conn, session)?;
    let most = days.iter().map(|one| one.hours).max().unwrap_or(0);
    Ok(if days.len() > 1 { most } else { most.max(HOURS_A_DAY) })
}

/// Every session of a programme, shared and at institutions, with the seats that are taken in it.
pub(in crate::training) fn with_seats(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<(SharedSession, i32)>> {
    let sessions = store::all_sessions(conn, programme)?;
    let boards = store::boards_of(conn, sessions.clone())?;
    let taken = |session: &SharedSession| boards.get(&session.id).map_or(0, Board::taken);
    Ok(sessions.into_iter().map(|session| (session.clone(), taken(&session))).collect())
}

fn open(row: SessionRow, board: &Board, institution: &InstitutionId) -> Open {
    let most = row.session.quota.min(row.session.seats);
    let left = (most - board.of_institution(institution)).max(0);
    Open { free: board.free(), queue: board.queue(), left, row }
}

/// Sessions of a programme that take reservations, and the institution's own reservations in it.
pub fn for_coordinator(conn: &mut Conn, proof: &CoordinatorOf, programme: &Programme, today: Day) -> Result<ForCoordinator> {
    let catalogue = Catalogue::load(conn, programme)?;
    let mut sessions = store::sessions_from(conn, &programme.id, today.plus_days(1))?;
    sessions.retain(|session| session.state == SessionState::Open);
    let mut boards = store::boards_of(conn, sessions.clone())?;
    let mut shown = Vec::with_capacity(sessions.len());
    for session in sessions {
        if let Some(board) = boards.get(&session.id) {
            shown.push(open(catalogue.row(session.clone())?, board, proof.institution()));
        }
    }
    let of_programme = store::of_institution(conn, proof.institution())?.into_iter();
    let mut own = Vec::new();
    for (reservation, session) in of_programme.filter(|(_, session)| session.programme_id == programme.id) {
        let standing = boards.get_mut(&session.id).and_then(|board| board.standing(&reservation.id));
        own.push(Own { standing, row: catalogue.row(session)?, reservation });
    }
    own.sort_by_key(|own| (!own.reservation.state.is_live(), own.row.session.starts_on));
    Ok(ForCoordinator { open: shown, own })
}

/// One session by its reference, as its board stands, with the institution's reservations in it.
pub fn session_for_coordinator(conn: &mut Conn, proof: &CoordinatorOf, reference: &str) -> Result<(Open, Vec<Own>)> {
    let session = store::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let programme = programme::find(conn, &session.programme_id)?.ok_or_else(Error::not_found)?;
    let row = Catalogue::load(conn, &programme)?.row(session.clone())?;
    let board = store::board(conn, &session.id)?;
    let of_session = store::of_institution(conn, proof.institution())?.into_iter().filter(|(_, of)| of.id == session.id);
    let own = of_session.map(|(reservation, _)| Own { standing: board.standing(&reservation.id), row: row.clone(), reservation });
    let own = own.collect();
    Ok((open(row, &board, proof.institution()), own))
}

/// Every session of a programme for its planners, the latest first, with free seats and queue.
pub fn for_planner(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<(Programme, Vec<Open>)> {
    let (programme, proof) = planned(conn, actor, id, today)?;
    let catalogue = Catalogue::load(conn, &programme)?;
    let sessions = store::sessions(conn, id)?;
    let boards = store::boards_of(conn, sessions.clone())?;
    let mut shown = Vec::with_capacity(sessions.len());
    for session in sessions {
        if let Some(board) = boards.get(&session.id) {
            shown.push(open(catalogue.row(session.clone())?, board, proof.provider()));
        }
    }
    Ok((programme, shown))
}

/// A group, and where it stands while it waits.
pub type Group = (Reservation, Option<Standing>);

/// One session with all of its groups, for the planners of its provider: institutions and numbers, no names of people (B10).
pub fn session_for_planner(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<(Open, Vec<Group>)> {
    let session = store::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let (programme, proof) = planned(conn, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    let row = Catalogue::load(conn, &programme)?.row(session.clone())?;
    let board = store::board(conn, &session.id)?;
    let groups = store::reservations(conn, &session.id)?.into_iter().map(|one| (one.clone(), board.standing(&one.id)));
    let groups = groups.collect();
    Ok((open(row, &board, proof.provider()), groups))
}
