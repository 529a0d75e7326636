//! The planner announces a shared session.

use super::demand::TotalTag;
use super::{course_choice, site_choice, the_programme, typed_day};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::policy::{self, Policy};
use kunye_core::training::shared::{self, NewSession};
use kunye_core::training::{demand, programme};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CourseId, ProgrammeId, SiteId};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Announce {
    courses: Vec<Choice>,
    sites: Vec<Choice>,
    lead: i64,
    earliest: String,
    most: i64,
    /// Technical courses for which there is enough interest.
    proposals: Vec<TotalTag>,
    form: AnnounceForm,
    errors: Vec<Message>,
}

impl Page for Announce {
    const TEMPLATE: &'static str = "training/announce.html";
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
    seats: String,
}

/// `09:30`, `9.30`, `9`: minutes after midnight.
pub(super) fn minute(text: &str) -> Option<i32> {
    let (hour, minute) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "0"));
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

impl AnnounceForm {
    /// What cannot be read is as wrong as what is missing; the core says so at its field.
    fn read(&self, programme: ProgrammeId) -> NewSession {
        let seats = self.seats.trim();
        NewSession {
            programme,
            course: CourseId::from(self.course.as_str()),
            site: SiteId::from(self.site.as_str()),
            starts_on: typed_day(&self.day, &self.month, &self.year).unwrap_or(Day(0)),
            starts_minute: minute(&self.starts_at).unwrap_or(-1),
            seats: (!seats.is_empty()).then(|| seats.parse().unwrap_or(0)),
        }
    }
}

fn page(world: &World, actor: &Actor, form: AnnounceForm) -> Result<Announce> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let policy = Policy::at(conn, now)?;
        let lead = policy.get(policy::TRAINING_LEAD);
        let courses = programme::courses(conn, &programme.id)?;
        let earliest = today.plus_days(i32::try_from(lead).unwrap_or(0)).max(programme.starts_on);
        Ok(Announce {
            courses: courses.iter().filter(|course| course.ended_on.is_none()).map(course_choice).collect(),
            sites: programme::sites(conn, &programme.provider_id)?.iter().map(site_choice).collect(),
            lead,
            earliest: earliest.to_string(),
            most: policy.get(policy::TRAINING_SEATS),
            proposals: demand::totals(conn, actor, &programme.id, now)?
                .into_iter()
                .filter(|total| total.suffices)
                .map(TotalTag::from)
                .collect(),
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /planlama/seans?course=&site=`
pub async fn ask(visit: Visit, Query(given): Query<AnnounceForm>) -> Answer {
    let actor = visit.actor();
    let form = AnnounceForm { starts_at: "09:30".into(), ..given };
    let page = visit.app.run(move |world| page(world, &actor, form)).await?;
    visit.page(&page)
}

/// `POST /planlama/seans`
pub async fn announce(visit: Visit, Form(form): Form<AnnounceForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        shared::announce(world, &actor, &given.read(programme.id))
    };
    match visit.app.run(verb).await {
        Ok(session) => {
            let to = see_other(&format!("/planlama/seans/{}", session.reference));
            Ok(Flash::success("training-announced").with("date", session.starts_on).on(&visit.app, to)?)
        }
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| page(world, &actor, form)).await?;
            visit.refuse(error, |errors| Announce { errors, ..page }, "")
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
