//! The training programme's pages: a coordinator's under `/egitim`, a unit's under `/birimim`, leave under `/izinler`, a planner's under
//! `/planlama`, a trainer's under `/egitmen`, an account manager's under `/musteri`, a director's under `/genel-durum`, everybody's own under
//! `/egitimlerim`, who is in the room under `/yoklama`, and certificates under `/sertifika`.

pub mod announce;
pub mod attendance;
pub mod board;
pub mod calendar;
pub mod candidates;
pub mod catalogue;
pub mod certificate;
pub mod certificates;
pub mod code;
pub(crate) mod conflict;
pub mod counts;
pub mod coverage;
pub mod customers;
pub(crate) mod days;
pub mod demand;
pub mod evaluate;
pub mod evaluations;
pub mod evidence;
pub mod expenses;
pub mod here;
pub mod home;
pub mod invited;
pub mod leaves;
pub mod managers;
mod map;
pub mod mine;
pub mod names;
pub mod offer;
pub mod paper;
pub mod participants;
pub mod people;
pub mod plan;
pub mod planner;
pub mod propose;
pub mod provinces;
pub mod questions;
pub mod queue;
mod rejected;
pub mod request;
pub mod request_form;
pub mod review;
pub mod roster;
pub mod session;
pub mod signers;
pub mod spread;
pub mod statement;
pub mod terms;
pub mod tiers;
pub mod trainer;
pub mod transfers;
pub mod unit;
pub mod users;

use crate::register::rows::Choice;
use crate::visit::Known;
use kunye_core::db::Conn;
use kunye_core::register::duties::training::{CoordinatorOf, coordinator_of, directed_by, planned_by, steered_by};
use kunye_core::training::attendance::Outcome;
use kunye_core::training::overview;
use kunye_core::training::programme::{Course, CourseLevel, Programme, Site};
use kunye_core::training::shared::{NO_TRAINER, Own, ReservationState, SessionRow, SessionState, SharedSession, WaitReason};
use kunye_core::training::users::Decision;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::InstitutionId;
use kunye_kernel::language::Language;
use kunye_kernel::reference;
use kunye_kernel::time::Day;
use serde::Serialize;

/// Whom a coordinator acts for, and in which programme.
pub(super) struct Mine {
    pub proof: CoordinatorOf,
    pub programme: Option<(Programme, Option<Decision>)>,
}

pub(super) fn mine(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Mine> {
    let proof = coordinator_of(conn, actor, today)?;
    let programme = overview::programme_of(conn, proof.institution(), today)?;
    Ok(Mine { proof, programme })
}

/// The programme a planner works on: the one that runs, or else the latest. Not found where none was founded.
pub(super) fn planned_programme(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Option<Programme>> {
    let providers = planned_by(conn, actor, today)?;
    current(conn, &providers, today)
}

/// The same for a director.
pub(super) fn directed_programme(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Option<Programme>> {
    let providers = directed_by(conn, actor, today)?;
    current(conn, &providers, today)
}

/// The same for whoever plans or directs.
pub(super) fn steered_programme(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Programme> {
    let providers = steered_by(conn, actor, today)?;
    current(conn, &providers, today)?.ok_or_else(Error::not_found)
}

fn current(conn: &mut Conn, providers: &[InstitutionId], today: Day) -> Result<Option<Programme>> {
    let mut found: Option<Programme> = None;
    for provider in providers {
        match overview::programme_at(conn, provider, today)? {
            Some(programme) if programme.runs_on(today) => return Ok(Some(programme)),
            programme => found = found.or(programme),
        }
    }
    Ok(found)
}

pub(super) fn the_programme(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Programme> {
    planned_programme(conn, actor, today)?.ok_or_else(Error::not_found)
}

/// A course of the catalogue as a choice.
pub(super) fn course_choice(course: &Course, language: Language) -> Choice {
    Choice { value: course.id.to_string(), text: format!("{} {}", course.code, course.name_in(language)), hint: String::new() }
}

/// A site as a choice.
pub(super) fn site_choice(site: &Site) -> Choice {
    Choice { value: site.id.to_string(), text: format!("{} ({})", site.name, site.province.name()), hint: String::new() }
}

/// A reference as it stands in an address.
pub(super) fn exact(text: &str) -> Result<String> {
    reference::parse(text).ok_or_else(Error::not_found)
}

/// What a tier is called.
pub(crate) fn tier_name(visit: &Known, code: &str) -> String {
    match code {
        "" => visit.text("training-tier-none"),
        "standard" => visit.text("training-tier-standard"),
        code => visit.text_with("training-tier-numbered", &[("code", code.to_owned())]),
    }
}

/// A session as lists and pages show it.
#[derive(Serialize)]
pub(super) struct SessionTag {
    pub reference: String,
    pub course: String,
    pub level: CourseLevel,
    pub hours: i32,
    /// When it begins, and its last day where it has several.
    pub at: String,
    /// Of its day: 1 is Monday; 0 where it has several days.
    pub weekday: i8,
    pub site: String,
    pub province: &'static str,
    /// A [`SessionState`], or `running` ([`SessionTag::on`]).
    pub state: &'static str,
    /// Whether it is at an institution's own place, and belongs to a request.
    pub on_site: bool,
}

impl SessionTag {
    pub fn of(row: &SessionRow, language: Language) -> Self {
        let SessionRow { session, course, site } = row;
        Self {
            reference: session.reference.clone(),
            course: course.name_in(language).to_owned(),
            level: course.level,
            hours: session.hours,
            at: session.when(),
            weekday: if session.starts_on == session.ends_on { session.starts_on.weekday() } else { 0 },
            site: site.name.clone(),
            province: site.province.name(),
            state: session.state.as_str(),
            on_site: session.is_on_site(),
        }
    }

    /// The same as it stands on a day: what has begun and is not over is under way, and offers no seats.
    pub fn on(self, session: &SharedSession, today: Day) -> Self {
        let runs = session.state == SessionState::Open && (session.starts_on..=session.ends_on).contains(&today);
        Self { state: if runs { "running" } else { self.state }, ..self }
    }
}

/// Why a session did not take place; "" where it did, or may.
pub(super) fn ended_because(visit: &Known, session: &SharedSession) -> String {
    match session.reason.as_deref() {
        Some(NO_TRAINER) => visit.text("training-closed-no-trainer"),
        reason => reason.unwrap_or_default().to_owned(),
    }
}

/// What is known of somebody's attendance: `""` before a training is over, then `full`, `partly`, `absent` or `unrecorded`.
#[derive(Serialize, Default)]
pub(super) struct OutcomeTag {
    pub outcome: &'static str,
    /// Hours missed, or hours without a mark.
    pub hours: usize,
}

impl From<Option<Outcome>> for OutcomeTag {
    fn from(outcome: Option<Outcome>) -> Self {
        let (outcome, hours) = match outcome {
            None => ("", 0),
            Some(Outcome::Full) => ("full", 0),
            Some(Outcome::Partly { missed }) => ("partly", missed),
            Some(Outcome::Absent) => ("absent", 0),
            Some(Outcome::Unrecorded { hours }) => ("unrecorded", hours),
        };
        Self { outcome, hours }
    }
}

/// A group of the institution, and where it stands.
#[derive(Serialize)]
pub(super) struct GroupTag {
    pub id: String,
    pub number: i32,
    pub seats: i32,
    pub state: ReservationState,
    pub live: bool,
    pub made_at: String,
    /// 0 for whoever does not wait.
    pub place: usize,
    pub seats_before: i32,
    /// `full`, `too_few`, `behind`, or "".
    pub why: &'static str,
    pub free: i32,
}

impl GroupTag {
    pub fn of(own: &Own) -> Self {
        let (why, free) = match own.standing.map(|standing| standing.why) {
            None => ("", 0),
            Some(WaitReason::Full) => ("full", 0),
            Some(WaitReason::TooFew { free }) => ("too_few", free),
            Some(WaitReason::Behind { free }) => ("behind", free),
        };
        let reservation = &own.reservation;
        Self {
            id: reservation.id.to_string(),
            number: reservation.number,
            seats: reservation.seats,
            state: reservation.state,
            live: reservation.state.is_live(),
            made_at: reservation.made_at.display_seconds(),
            place: own.standing.map_or(0, |standing| standing.place),
            seats_before: own.standing.map_or(0, |standing| standing.seats_before),
            why,
            free,
        }
    }
}
