//! What coordinators and planners are shown of requests.

use super::model::{Check, RequestState, Review, TrainingRequest, Verdict};
use super::{review, send, store};
use crate::db::Conn;
use crate::register::duties::training::CoordinatorOf;
use crate::register::{self, Institution, Person, Province};
use crate::training::planning::{Ask, Criterion, Proposal, Rooms, apart, by_trainer, proposals};
use crate::training::programme::{self, Course, Programme};
use crate::training::shared::{self, SessionDay, SharedSession};
use crate::training::trainers::{self, Trainer};
use crate::training::{attendance, customers, planned};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::text::fold;
use kunye_kernel::time::Day;
use std::collections::{BTreeSet, HashMap};

/// A request with what it is about.
#[derive(Debug, Clone)]
pub struct Row {
    pub request: TrainingRequest,
    pub institution: Institution,
    pub course: Course,
    /// Once it was planned.
    pub session: Option<SharedSession>,
    pub trainer: Option<Person>,
    /// A day of a planned training on which its trainer is away, as was said after it was planned.
    pub away: Option<Day>,
    /// What account managers said of it, in the order they did, with their names.
    pub reviews: Vec<(Review, String)>,
    /// Who has it before them: the account manager of a request that waits to be read.
    pub reader: Option<Person>,
}

impl Row {
    /// What was last said with this verdict.
    pub fn said(&self, verdict: Verdict) -> Option<&(Review, String)> {
        self.reviews.iter().rev().find(|(review, _)| review.verdict == verdict)
    }

    /// Whether it waits to be read, and nobody is there who would.
    pub fn is_unread(&self) -> bool {
        self.request.state == RequestState::Review && self.reader.is_none()
    }

    /// The first day: of the session, or else of the wishes.
    pub fn day(&self) -> Day {
        self.session.as_ref().map_or_else(|| self.request.wished.earliest(), |session| session.starts_on)
    }
}

fn rows(conn: &mut Conn, requests: Vec<TrainingRequest>, today: Day) -> Result<Vec<Row>> {
    let institutions: Vec<InstitutionId> = requests.iter().map(|one| one.institution_id.clone()).collect();
    let institutions = register::institutions_of(conn, &institutions)?;
    let mut courses: HashMap<CourseId, Course> = HashMap::new();
    for programme in requests.iter().map(|one| &one.programme_id).collect::<BTreeSet<_>>() {
        courses.extend(programme::courses(conn, programme)?.into_iter().map(|course| (course.id.clone(), course)));
    }
    let ids: Vec<SessionId> = requests.iter().map(|one| one.id.clone()).collect();
    let reviews = store::reviews(conn, &ids)?;
    let readers: Vec<PersonId> = reviews.iter().map(|review| review.made_by.clone()).collect();
    let readers = register::people_of(conn, &readers)?;
    let mut rows = Vec::with_capacity(requests.len());
    for request in requests {
        let (session, trainer) = match request.plans {
            0 => (None, None),
            _ => (shared::session(conn, &request.id)?, attendance::trainer_of_session(conn, &request.id)?),
        };
        let away = match (&trainer, request.state) {
            (Some(trainer), RequestState::Planned) => {
                let days: Vec<Day> = shared::days_of(conn, &request.id)?.iter().map(|one| one.day).collect();
                trainers::away_on(conn, &trainer.id, &days)?
            }
            _ => None,
        };
        let said = reviews.iter().filter(|review| review.request_id == request.id).map(|review| {
            let name = readers.get(&review.made_by).map(Person::full_name).unwrap_or_default();
            (review.clone(), name)
        });
        let reader = match request.state {
            RequestState::Review => review::reader_of(conn, &request, today)?,
            _ => None,
        };
        rows.push(Row {
            away,
            reviews: said.collect(),
            reader: reader.map(|id| register::person(conn, &id)).transpose()?.flatten(),
            institution: institutions.get(&request.institution_id).cloned().ok_or_else(Error::not_found)?,
            course: courses.get(&request.course_id).cloned().ok_or_else(Error::not_found)?,
            session,
            trainer,
            request,
        });
    }
    Ok(rows)
}

fn one_row(conn: &mut Conn, request: TrainingRequest, today: Day) -> Result<Row> {
    rows(conn, vec![request], today)?.pop().ok_or_else(Error::not_found)
}

/// An institution's requests: those that something may still come of first, by their days.
pub fn for_coordinator(conn: &mut Conn, proof: &CoordinatorOf, programme: &Programme, today: Day) -> Result<Vec<Row>> {
    let requests = store::of_institution(conn, &programme.id, proof.institution())?;
    let mut rows = rows(conn, requests, today)?;
    rows.sort_by_key(|row| (!row.request.state.is_live(), row.day()));
    Ok(rows)
}

/// A request with its days and its checklist.
#[derive(Debug, Clone)]
pub struct Whole {
    pub row: Row,
    pub days: Vec<SessionDay>,
    pub checks: Vec<Check>,
}

impl Whole {
    /// Whether it waits for a plan, or can still be planned anew.
    pub fn can_be_planned(&self, today: Day) -> bool {
        let to_come = self.row.session.as_ref().is_some_and(|session| session.is_to_come(today));
        self.row.request.state == RequestState::Sent || to_come
    }
}

fn whole(conn: &mut Conn, request: TrainingRequest, today: Day) -> Result<Whole> {
    let (days, checks) = (shared::days_of(conn, &request.id)?, store::checks(conn, &request.id)?);
    Ok(Whole { row: one_row(conn, request, today)?, days, checks })
}

/// One of the institution's own.
pub fn one_for_coordinator(conn: &mut Conn, proof: &CoordinatorOf, reference: &str, today: Day) -> Result<Whole> {
    let found = store::by_reference(conn, reference)?.filter(|one| one.institution_id == *proof.institution());
    whole(conn, found.ok_or_else(Error::not_found)?, today)
}

/// Every request that was sent in a programme: those that wait first, as they came, then what is planned by its day, then the rest.
pub fn queue(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<Vec<Row>> {
    planned(conn, actor, id, today)?;
    let requests = store::in_states(conn, id, RequestState::ALL)?;
    let mut rows = rows(conn, requests.into_iter().filter(|one| one.sent_at.is_some()).collect(), today)?;
    rows.sort_by_key(|row| match row.request.state {
        state if state.waits() => (0, row.request.sent_at.map_or(0, |at| at.0)),
        RequestState::Planned => (1, i64::from(row.day().0)),
        _ => (2, -i64::from(row.day().0)),
    });
    Ok(rows)
}

/// One request for the planners of its provider.
pub fn one_for_planner(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Whole> {
    let request = send::sent(conn, actor, reference, today)?;
    whole(conn, request, today)
}

/// Requests of the actor's own customers: those that wait to be read first, as they came, then the rest by their days.
pub fn for_manager(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Row>> {
    let (programme, own) = customers::customers(conn, actor, today)?;
    let Some(programme) = programme else { return Ok(Vec::new()) };
    let own: Vec<InstitutionId> = own.into_iter().map(|customer| customer.institution.id).collect();
    let requests = store::of_institutions(conn, &programme.id, &own)?;
    let mut rows = rows(conn, requests.into_iter().filter(|one| one.sent_at.is_some()).collect(), today)?;
    rows.sort_by_key(|row| match row.request.state {
        RequestState::Review => (0, row.request.sent_at.map_or(0, |at| at.0)),
        state => (1 + i64::from(!state.is_live()), i64::from(row.day().0)),
    });
    Ok(rows)
}

/// One request for the account manager of its institution.
pub fn one_for_manager(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Whole> {
    let found = store::by_reference(conn, reference)?.filter(|one| one.sent_at.is_some());
    let request = found.ok_or_else(Error::not_found)?;
    review::looked_after(conn, actor, &request, today)?;
    whole(conn, request, today)
}

/// When the room of a request is taken by other trainings of the institution.
fn rooms(conn: &mut Conn, request: &TrainingRequest) -> Result<Rooms> {
    let room = |one: &TrainingRequest| (one.province, fold(&one.place), fold(&one.room));
    let others = store::of_institution(conn, &request.programme_id, &request.institution_id)?;
    let mut taken = Vec::new();
    for other in others.iter().filter(|one| one.state == RequestState::Planned && one.id != request.id) {
        if room(other) == room(request) {
            let days = shared::days_of(conn, &other.id)?;
            taken.extend(days.into_iter().map(|one| (one, other.reference.clone())));
        }
    }
    Ok(taken)
}

/// What is to be scheduled, and the trainers' calendars around it. `also` is a day that was not wished.
pub(super) fn asked(
    conn: &mut Conn,
    request: &TrainingRequest,
    today: Day,
    starts_minute: i32,
    hours_a_day: i32,
    also: Option<Day>,
) -> Result<(Ask, Vec<Trainer>)> {
    let programme = programme::find(conn, &request.programme_id)?.ok_or_else(Error::not_found)?;
    let course = programme::course(conn, &request.course_id)?.ok_or_else(Error::not_found)?;
    let first = also.map_or(request.wished.earliest(), |day| day.min(request.wished.earliest()));
    let last = also.map_or(request.wished.latest(), |day| day.max(request.wished.latest()));
    // So far that every day of the training lies within, feasts between them.
    let last = last.plus_days(course.hours.saturating_mul(2) + 14);
    let mut trainers = trainers::of_provider(conn, &programme, today, [first.plus_days(-1), last])?;
    for trainer in &mut trainers {
        // What is planned anew is not in its own way.
        let mine: Vec<SessionDay> = if trainer.engagements.iter().any(|one| one.session == request.id) {
            shared::days_of(conn, &request.id)?
        } else {
            Vec::new()
        };
        trainer.load -= mine.iter().map(|one| one.hours).sum::<i32>();
        trainer.engagements.retain(|one| one.session != request.id);
    }
    let ask = Ask {
        course: course.id,
        hours: course.hours,
        province: request.province,
        wished: request.wished.clone(),
        starts_minute,
        hours_a_day,
        rooms: rooms(conn, request)?,
        from: today.plus_days(1).max(programme.starts_on),
        until: programme.ends_on,
    };
    Ok((ask, trainers))
}

/// What a planner decides on.
#[derive(Debug, Clone)]
pub struct Planning {
    /// Every trainer on their best day, the best first.
    pub options: Vec<Proposal>,
    /// The same trainers on the other wished days, the best first.
    pub other_days: Vec<Proposal>,
    /// By what the best goes before [`Planning::next`].
    pub because: Option<Criterion>,
    pub trainers: Vec<Trainer>,
}

impl Planning {
    /// The best of another trainer, or the best trainer's next day where there is no other.
    pub fn next(&self) -> Option<&Proposal> {
        self.options.get(1).or(self.other_days.first())
    }
}

/// The options for a request that is sent or planned.
pub fn planning(conn: &mut Conn, request: &TrainingRequest, today: Day, starts_minute: i32, a_day: i32) -> Result<Planning> {
    let (ask, trainers) = asked(conn, request, today, starts_minute, a_day, None)?;
    let (options, other_days) = by_trainer(proposals(&ask, &trainers));
    let planning = Planning { options, other_days, because: None, trainers };
    let because = planning.options.first().zip(planning.next()).map(|(best, next)| apart(best, next));
    Ok(Planning { because, ..planning })
}

/// What there is in a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfProvince {
    pub province: Province,
    pub waiting: usize,
    pub planned: usize,
    pub held: usize,
    /// Seats of those that are planned or were held.
    pub people: i32,
    /// Trainers who live there.
    pub trainers: usize,
}

/// All 81 in Turkish order: requests that wait, trainings planned and held, trainers.
pub fn by_province(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<Vec<OfProvince>> {
    let (programme, _) = planned(conn, actor, id, today)?;
    let requests = store::in_states(conn, id, &[RequestState::Sent, RequestState::Planned, RequestState::Held])?;
    let trainers = trainers::of_provider(conn, &programme, today, [today, today])?;
    let of = |province: &Province| {
        let there = || requests.iter().filter(|one| one.province == *province);
        let count = |state| there().filter(|one| one.state == state).count();
        OfProvince {
            province: *province,
            waiting: count(RequestState::Sent),
            planned: count(RequestState::Planned),
            held: count(RequestState::Held),
            people: there().filter(|one| one.state != RequestState::Sent).map(|one| one.people).sum(),
            trainers: trainers.iter().filter(|one| one.home == Some(*province)).count(),
        }
    };
    Ok(Province::all().iter().map(of).collect())
}
