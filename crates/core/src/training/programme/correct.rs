//! What a planner changes of what is on offer: words are corrected, a course or a site is no longer offered from a day on. Hours, level and
//! code of a course stay: they are what institutions were promised. What was announced or planned stays as it is.

use super::model::{Course, Site};
use super::publish::is_name;
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::training::planner_of;
use crate::training::planned;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{CourseId, SiteId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// The words of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseWords {
    pub name: String,
    pub name_en: String,
    pub contents: String,
    pub materials: String,
    pub needs: String,
}

/// A course of the catalogue, for its planners; for anybody else there is none.
pub fn course_for_planner(conn: &mut Conn, actor: &Actor, id: &CourseId, today: Day) -> Result<Course> {
    let course = store::course(conn, id)?.ok_or_else(Error::not_found)?;
    planned(conn, actor, &course.programme_id, today).map_err(|_| Error::not_found())?;
    Ok(course)
}

/// A site of the provider, for its planners; for anybody else there is none.
pub fn site_for_planner(conn: &mut Conn, actor: &Actor, id: &SiteId, today: Day) -> Result<Site> {
    let site = store::site(conn, id)?.ok_or_else(Error::not_found)?;
    planner_of(conn, actor, &site.owner_id, today).map_err(|_| Error::not_found())?;
    Ok(site)
}

/// Corrects the words of a course. Certificates keep those they were issued with.
pub fn correct_course(world: &World, actor: &Actor, id: &CourseId, words: &CourseWords) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let before = course_for_planner(tx, actor, id, today)?;
        let after = Course {
            name: tidy(&words.name),
            name_en: tidy(&words.name_en),
            contents: tidy(&words.contents),
            materials: tidy(&words.materials),
            needs: tidy(&words.needs),
            ..before.clone()
        };
        let names =
            [("name", &after.name, "training-course-name"), ("name_en", &after.name_en, "training-course-name-en")].into_iter();
        let wrong: Vec<FieldError> =
            names.filter(|(_, name, _)| !is_name(name)).map(|(field, _, text)| FieldError { field, text }).collect();
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong));
        }
        if after == before {
            return Ok(());
        }
        store::update_course(tx, &after)?;
        let detail = json!({ "code": after.code, "from": before.name, "to": after.name });
        audit::record(tx, now, actor, &Entry::new("course.corrected", "course", id.as_str()).detail(detail))
    })
}

/// From a day on a course is not offered any more; without one it is offered again.
pub fn end_course(world: &World, actor: &Actor, id: &CourseId, from: Option<Day>) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let course = course_for_planner(tx, actor, id, today)?;
        let ended_on = last(from, today)?;
        store::update_course(tx, &Course { ended_on, ..course.clone() })?;
        let detail = json!({ "code": course.code, "from": from.map(|day| day.iso()) });
        audit::record(tx, now, actor, &Entry::new(ended(from, "course"), "course", id.as_str()).detail(detail))
    })
}

/// Corrects the name and the address of a site.
pub fn correct_site(world: &World, actor: &Actor, id: &SiteId, name: &str, address: &str) -> Result<()> {
    let (now, today, name, address) = (world.now(), world.today(), tidy(name), tidy(address));
    if !is_name(&name) {
        return Err(Error::field("name", "training-site-name"));
    }
    world.db.write(|tx| {
        let before = site_for_planner(tx, actor, id, today)?;
        if store::sites(tx, &before.owner_id)?.iter().any(|other| other.name == name && other.id != *id) {
            return Err(Error::field("name", "training-site-taken"));
        }
        let after = Site { name: name.clone(), address: address.clone(), ..before.clone() };
        if after == before {
            return Ok(());
        }
        store::update_site(tx, &after)?;
        let detail = json!({ "from": before.name, "to": after.name });
        audit::record(tx, now, actor, &Entry::new("site.corrected", "site", id.as_str()).detail(detail))
    })
}

/// From a day on no class is announced at a site any more; without one they are again.
pub fn end_site(world: &World, actor: &Actor, id: &SiteId, from: Option<Day>) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let site = site_for_planner(tx, actor, id, today)?;
        let ended_on = last(from, today)?;
        store::update_site(tx, &Site { ended_on, ..site.clone() })?;
        let detail = json!({ "name": site.name, "from": from.map(|day| day.iso()) });
        audit::record(tx, now, actor, &Entry::new(ended(from, "site"), "site", id.as_str()).detail(detail))
    })
}

/// The last day of what is not offered from a day on: today at the earliest.
fn last(from: Option<Day>, today: Day) -> Result<Option<Day>> {
    match from {
        Some(from) if from < today => Err(Error::field("from", "training-end-past").with("today", today)),
        from => Ok(from.map(|day| day.plus_days(-1))),
    }
}

fn ended(from: Option<Day>, what: &str) -> &'static str {
    match (from.is_some(), what) {
        (true, "course") => "course.ended",
        (false, "course") => "course.offered",
        (true, _) => "site.ended",
        (false, _) => "site.offered",
    }
}
