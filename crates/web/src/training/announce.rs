//! The planner announces a shared session, and corrects the announcement while nobody has applied: a form, what it would say, done.

use super::conflict::ConflictTag;
use super::demand::TotalTag;
use super::request::{DayTag, clock};
use super::{course_choice, days, exact, site_choice, the_programme};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::policy::{self, Policy};
use kunye_core::training::planning::{HOURS_A_DAY, HOURS_MOST};
use kunye_core::training::programme::CourseLevel;
use kunye_core::training::shared::{self, NewSession, Outline, session_for_planner};
use kunye_core::training::{demand, programme};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, SessionId, SiteId};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Announce {
    /// Of the session that is corrected; "" for a new one.
    reference: String,
    courses: Vec<Choice>,
    sites: Vec<Choice>,
    lead: i64,
    earliest: String,
    most: i64,
    /// Hours of a day.
    longest: i32,
    /// Technical courses for which there is enough interest.
    proposals: Vec<TotalTag>,
    form: AnnounceForm,
    errors: Vec<Message>,
}

impl Page for Announce {
    const TEMPLATE: &'static str = "training/announce.html";
}

/// What would be announced, before applications can be made.
#[derive(Serialize)]
struct Check {
    reference: String,
    course: String,
    level: CourseLevel,
    hours: i32,
    site: String,
    address: String,
    days: Vec<DayTag>,
    seats: i32,
    quota: i32,
    /// The earliest first.
    deadlines: Vec<DeadlineTag>,
    warnings: Vec<ConflictTag>,
    form: AnnounceForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct DeadlineTag {
    what: String,
    day: String,
}

impl Page for Check {
    const TEMPLATE: &'static str = "training/announce_check.html";
}

impl Check {
    fn of(visit: &Known, reference: String, form: AnnounceForm, outline: Outline) -> Self {
        let Outline { course, site, days, seats, quota, deadlines, warnings, .. } = outline;
        let what = ["training-cancel-by", "training-substitute-by", "training-fill-from"].map(|key| visit.text(key));
        let mut deadlines: Vec<(String, Day)> = what.into_iter().zip(deadlines).collect();
        deadlines.sort_by_key(|(_, day)| *day);
        Self {
            reference,
            course: format!("{} {}", course.code, course.name_in(visit.language)),
            level: course.level,
            hours: course.hours,
            site: format!("{} ({})", site.name, site.province.name()),
            address: site.address,
            days: days.iter().map(DayTag::from).collect(),
            seats,
            quota,
            deadlines: deadlines.into_iter().map(|(what, day)| DeadlineTag { what, day: day.to_string() }).collect(),
            warnings: warnings.iter().map(|one| ConflictTag::of(visit, one)).collect(),
            form,
            errors: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnounceForm {
    course: String,
    site: String,
    #[serde(rename = "starts_on-day")]
    day: String,
    #[serde(rename = "starts_on-month")]
    month: String,
    #[serde(rename = "starts_on-year")]
    year: String,
    starts_at: String,
    hours_a_day: String,
    seats: String,
    accepted: String,
    /// `""` shows what would be announced, `edit` the form again, `announce` announces.
    step: String,
}

/// `09:30`, `9.30`, `9`: minutes after midnight.
pub(crate) fn minute(text: &str) -> Option<i32> {
    let (hour, minute) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "0"));
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

impl AnnounceForm {
    fn of(conn: &mut Conn, row: &shared::SessionRow) -> Result<Self> {
        let session = &row.session;
        let a_day = shared::hours_a_day(conn, &session.id)?;
        Ok(Self {
            course: session.course_id.to_string(),
            site: session.site_id.to_string(),
            day: session.starts_on.of_month().to_string(),
            month: session.starts_on.month().to_string(),
            year: session.starts_on.year().to_string(),
            starts_at: clock(session.starts_minute),
            hours_a_day: a_day.to_string(),
            seats: session.seats.to_string(),
            ..Self::default()
        })
    }

    /// The day is read here; what else cannot be read is as wrong as what is missing, and the core says so at its field.
    fn read(&self, world: &World, actor: &Actor) -> Result<NewSession> {
        let programme = world.db.read(|conn| the_programme(conn, actor, world.today()))?.id;
        let seats = self.seats.trim();
        Ok(NewSession {
            programme,
            course: CourseId::from(self.course.as_str()),
            site: SiteId::from(self.site.as_str()),
            starts_on: days::parts("starts_on", [&self.day, &self.month, &self.year])?,
            starts_minute: minute(&self.starts_at).unwrap_or(-1),
            hours_a_day: self.hours_a_day.trim().parse().unwrap_or(0),
            seats: (!seats.is_empty()).then(|| seats.parse().unwrap_or(0)),
            accepted: self.accepted == "yes",
        })
    }
}

fn page(world: &World, language: Language, actor: &Actor, reference: String, form: AnnounceForm) -> Result<Announce> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let policy = Policy::at(conn, now)?;
        let lead = policy.get(policy::TRAINING_LEAD);
        let courses = programme::courses(conn, &programme.id)?;
        let earliest = today.plus_days(i32::try_from(lead).unwrap_or(0)).max(programme.starts_on);
        Ok(Announce {
            reference,
            courses: courses
                .iter()
                .filter(|course| course.is_offered(today))
                .map(|course| course_choice(course, language))
                .collect(),
            sites: programme::sites(conn, &programme.provider_id)?
                .iter()
                .filter(|site| site.is_offered(today))
                .map(site_choice)
                .collect(),
            lead,
            earliest: earliest.to_string(),
            longest: HOURS_MOST,
            most: policy.get(policy::TRAINING_SEATS),
            proposals: demand::totals(conn, actor, &programme.id, now)?
                .into_iter()
                .filter(|total| total.suffices)
                .map(|total| TotalTag::of(total, language))
                .collect(),
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /planlama/seans?course=&site=`
pub async fn ask(visit: Visit, Query(given): Query<AnnounceForm>) -> Answer {
    let language = visit.language;
    let actor = visit.actor();
    let form = AnnounceForm { starts_at: "09:30".into(), hours_a_day: HOURS_A_DAY.to_string(), ..given };
    let page = visit.app.run(move |world| page(world, language, &actor, String::new(), form)).await?;
    visit.page(&page)
}

/// `POST /planlama/seans`
pub async fn announce(visit: Visit, Form(form): Form<AnnounceForm>) -> Answer {
    step(visit, String::new(), form).await
}

/// What would be announced, or as what the session of a reference would be corrected.
pub(crate) fn outlined(world: &World, actor: &Actor, of: Option<&str>, new: &NewSession) -> Result<Outline> {
    world.db.read(|conn| {
        let before: Option<SessionId> = match of {
            None => None,
            Some(of) => Some(shared::correctable(conn, actor, of, world.today())?.id),
        };
        shared::outline(conn, actor, new, before.as_ref(), world.now())
    })
}

/// The session that is corrected, for whoever plans it.
fn planned(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<shared::SessionRow> {
    let row = session_for_planner(conn, actor, reference, today)?.0.row;
    if row.session.is_on_site() { Err(Error::not_found()) } else { Ok(row) }
}

/// `GET /planlama/seans/{reference}/duzelt`
pub async fn change(visit: Visit, Path(reference): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let form = world.db.read(|conn| {
            let row = planned(conn, &actor, &reference, world.today())?;
            AnnounceForm::of(conn, &row)
        })?;
        page(world, language, &actor, reference, form)
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

/// `POST /planlama/seans/{reference}/duzelt`
pub async fn correct(visit: Visit, Path(reference): Path<String>, Form(form): Form<AnnounceForm>) -> Answer {
    step(visit, exact(&reference)?, form).await
}

/// The form, what it would say, or done: of a new session, or of the one that is corrected.
async fn step(visit: Visit, reference: String, form: AnnounceForm) -> Answer {
    let language = visit.language;
    if form.step == "edit" {
        let actor = visit.actor();
        let page = visit.app.run(move |world| page(world, language, &actor, reference, form)).await?;
        return visit.page(&page);
    }
    let error = if form.step == "announce" {
        let (actor, given, of) = (visit.actor(), form.clone(), reference.clone());
        let verb = move |world: &World| {
            let new = given.read(world, &actor)?;
            if of.is_empty() { shared::announce(world, &actor, &new) } else { shared::correct(world, &actor, &of, &new) }
        };
        match visit.app.run(verb).await {
            Ok(session) => {
                let to = see_other(&format!("/planlama/seans/{}", session.reference));
                let said = if reference.is_empty() { "training-announced" } else { "training-corrected" };
                return Ok(Flash::success(said).with("date", session.starts_on).on(&visit.app, to)?);
            }
            Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => return Err(error.into()),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    let (actor, given, of) = (visit.actor(), form.clone(), reference.clone());
    let read = move |world: &World| {
        let new = given.read(world, &actor)?;
        outlined(world, &actor, Some(of.as_str()).filter(|of| !of.is_empty()), &new)
    };
    match (visit.app.run(read).await, error) {
        (Ok(outline), None) => visit.page(&Check::of(&visit, reference, form, outline)),
        (Ok(outline), Some(error)) => {
            let check = Check::of(&visit, reference, form, outline);
            visit.refuse(error, |errors| Check { errors, ..check }, "")
        }
        (Err(wrong), error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| page(world, language, &actor, reference, form)).await?;
            visit.refuse(error.unwrap_or(wrong), |errors| Announce { errors, ..page }, "")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn times_as_people_write_them() {
        assert_eq!(["09:30", "9.30", " 14 ", "00:00", "23:59"].map(minute), [570, 570, 840, 0, 1_439].map(Some));
        assert_eq!(["", "24:00", "9:60", "dokuz", "9:3x", "-1:00"].map(minute), [None; 6]);
    }
}
