//! Queries on trainers: homes, skills, absences, and the days on which they train.

use super::model::{Absence, Engagement};
use crate::db::{Conn, IntoResult, insert_all};
use crate::register::Province;
use crate::schema::training::{
    courses, session_days, session_trainers, trainer_absences, trainer_homes, trainer_skills, training_sessions, training_sites,
};
use crate::training::shared::{SessionKind, SessionState};
use diesel::dsl::sum;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AbsenceId, CourseId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::Day;
use std::collections::{BTreeSet, HashMap};

pub(super) fn homes(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, Province>> {
    let rows: Vec<(PersonId, Province)> = trainer_homes::table
        .filter(trainer_homes::person_id.eq_any(people))
        .select((trainer_homes::person_id, trainer_homes::province))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().collect())
}

pub(super) fn set_home(tx: &mut Conn, person: &PersonId, province: Province) -> Result<()> {
    diesel::delete(trainer_homes::table.find(person)).execute(tx).or_fail()?;
    diesel::insert_into(trainer_homes::table)
        .values((trainer_homes::person_id.eq(person), trainer_homes::province.eq(province)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn skills(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, BTreeSet<CourseId>>> {
    let rows: Vec<(PersonId, CourseId)> = trainer_skills::table
        .filter(trainer_skills::person_id.eq_any(people))
        .select((trainer_skills::person_id, trainer_skills::course_id))
        .load(conn)
        .or_fail()?;
    let mut skills: HashMap<PersonId, BTreeSet<CourseId>> = HashMap::new();
    for (person, course) in rows {
        skills.entry(person).or_default().insert(course);
    }
    Ok(skills)
}

#[derive(Insertable)]
#[diesel(table_name = trainer_skills, treat_none_as_default_value = false)]
struct Skill<'a> {
    person_id: &'a PersonId,
    course_id: &'a CourseId,
}

/// What somebody teaches of some courses; those of other programmes stay.
pub(super) fn set_skills(tx: &mut Conn, person: &PersonId, of: &[CourseId], taught: &BTreeSet<CourseId>) -> Result<()> {
    let old = trainer_skills::table.filter(trainer_skills::person_id.eq(person)).filter(trainer_skills::course_id.eq_any(of));
    diesel::delete(old).execute(tx).or_fail()?;
    let rows: Vec<Skill<'_>> = taught.iter().map(|course_id| Skill { person_id: person, course_id }).collect();
    insert_all!(tx, trainer_skills::table, rows, |_| ())
}

/// Absences that touch a period, the earliest first.
pub(super) fn absences(conn: &mut Conn, people: &[PersonId], from: Day, until: Day) -> Result<Vec<Absence>> {
    trainer_absences::table
        .filter(trainer_absences::person_id.eq_any(people))
        .filter(trainer_absences::ends_on.ge(from))
        .filter(trainer_absences::starts_on.le(until))
        .order((trainer_absences::starts_on, trainer_absences::id))
        .select(Absence::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn absence(conn: &mut Conn, id: &AbsenceId) -> Result<Option<Absence>> {
    trainer_absences::table.find(id).select(Absence::as_select()).first(conn).or_none()
}

pub(super) fn insert(tx: &mut Conn, absence: &Absence) -> Result<()> {
    diesel::insert_into(trainer_absences::table).values(absence).execute(tx).or_fail().map(drop)
}

pub(super) fn delete(tx: &mut Conn, id: &AbsenceId) -> Result<()> {
    diesel::delete(trainer_absences::table.find(id)).execute(tx).or_fail().map(drop)
}

/// The first of some days on which somebody is away.
pub(in crate::training) fn away_on(conn: &mut Conn, person: &PersonId, days: &[Day]) -> Result<Option<Day>> {
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Ok(None) };
    let absences = absences(conn, std::slice::from_ref(person), *first, *last)?;
    let is_away = |day: &&Day| absences.iter().any(|one| one.starts_on <= **day && **day <= one.ends_on);
    Ok(days.iter().filter(is_away).min().copied())
}

/// Days on which some people train, between two days, the earliest first.
pub(super) fn engagements(conn: &mut Conn, people: &[PersonId], from: Day, until: Day) -> Result<Vec<(PersonId, Engagement)>> {
    type Row = (PersonId, SessionId, String, (String, String), Day, i32, i32, Province, String, SessionKind);
    let rows: Vec<Row> = session_trainers::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(session_trainers::session_id)))
        .inner_join(session_days::table.on(session_days::session_id.eq(session_trainers::session_id)))
        .inner_join(courses::table.on(courses::id.eq(training_sessions::course_id)))
        .inner_join(training_sites::table.on(training_sites::id.eq(training_sessions::site_id)))
        .filter(session_trainers::person_id.eq_any(people))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .filter(session_days::day.ge(from))
        .filter(session_days::day.le(until))
        .order((session_days::day, session_days::starts_minute, training_sessions::reference))
        .select((
            session_trainers::person_id,
            training_sessions::id,
            training_sessions::reference,
            (courses::name, courses::name_en),
            session_days::day,
            session_days::starts_minute,
            session_days::hours,
            training_sites::province,
            training_sites::name,
            training_sessions::kind,
        ))
        .load(conn)
        .or_fail()?;
    let engagement = |(person, session, reference, (course, course_en), day, starts_minute, hours, province, site, kind): Row| {
        let on_site = kind == SessionKind::OnSite;
        (person, Engagement { session, reference, course, course_en, day, starts_minute, hours, province, site, on_site })
    };
    Ok(rows.into_iter().map(engagement).collect())
}

/// Hours that some people have in a programme.
pub(super) fn loads(conn: &mut Conn, programme: &ProgrammeId, people: &[PersonId]) -> Result<HashMap<PersonId, i32>> {
    let rows: Vec<(PersonId, Option<i64>)> = session_trainers::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(session_trainers::session_id)))
        .filter(session_trainers::person_id.eq_any(people))
        .filter(training_sessions::programme_id.eq(programme))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .group_by(session_trainers::person_id)
        .select((session_trainers::person_id, sum(training_sessions::hours)))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|(person, hours)| (person, i32::try_from(hours.unwrap_or(0)).unwrap_or(i32::MAX))).collect())
}
