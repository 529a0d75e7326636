//! What a provider's planner lays down. A programme is founded with a shell on the server; its tables of tiers are dated and
//! never in the past.

use super::model::{Course, CourseLevel, Programme, Site};
use super::store::{self, TableRow};
use super::tiers::{self, Tier};
use crate::audit::{self, Entry};
use crate::register::duties::training::planner_of;
use crate::register::{self, Province};
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SiteId, TierTableId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// A programme to be founded.
#[derive(Debug, Clone)]
pub struct NewProgramme {
    pub provider: InstitutionId,
    pub name: String,
    pub starts_on: Day,
    pub ends_on: Day,
    pub capacity_people: i32,
    pub capacity_hours: i32,
}

/// Founds a programme with its first table, which holds from its first day on.
pub fn found(world: &World, actor: &Actor, new: &NewProgramme, first: &[Tier]) -> Result<ProgrammeId> {
    tiers::check(first)?;
    let mut wrong = Vec::new();
    if tidy(&new.name).is_empty() {
        wrong.push(FieldError { field: "name", text: "training-name-missing" });
    }
    if new.ends_on < new.starts_on {
        wrong.push(FieldError { field: "ends_on", text: "training-period-backwards" });
    }
    if new.capacity_people < 1 || new.capacity_hours < 1 {
        wrong.push(FieldError { field: "capacity", text: "training-capacity-missing" });
    }
    if !wrong.is_empty() {
        return Err(Error::invalid(wrong));
    }
    let (now, today) = (world.now(), world.today());
    let programme = Programme {
        id: ProgrammeId::new(now, &*world.entropy),
        provider_id: new.provider.clone(),
        name: tidy(&new.name),
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        capacity_people: new.capacity_people,
        capacity_hours: new.capacity_hours,
        created_at: now,
    };
    let table = TableRow {
        id: TierTableId::new(now, &*world.entropy),
        programme_id: programme.id.clone(),
        valid_from: new.starts_on,
        published_by: name_of(actor)?,
        published_at: now,
        reason: "B3".to_owned(),
    };
    world.db.write(|tx| {
        planner_of(tx, actor, &new.provider, today)?;
        let root = register::root_unit(tx, &new.provider)?.ok_or_else(Error::not_found)?;
        store::insert(tx, &programme)?;
        store::insert_table(tx, &table, first)?;
        let detail = json!({ "name": programme.name, "from": new.starts_on.iso(), "to": new.ends_on.iso(), "tiers": first });
        let entry = Entry::new("programme.founded", "programme", programme.id.as_str()).unit(&root.id).detail(detail);
        audit::record(tx, now, actor, &entry)
    })?;
    Ok(programme.id)
}

/// Publishes a table of tiers that decides from a day on, today at the earliest. Decisions made before stay as they are. The table that
/// decides from that day on already, published for the same reason, is the same: said twice it is one.
pub fn publish_tiers(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    valid_from: Day,
    tiers: &[Tier],
    reason: &str,
) -> Result<TierTableId> {
    tiers::check(tiers)?;
    let (now, today) = (world.now(), world.today());
    let reason = tidy(reason);
    if reason.is_empty() {
        return Err(Error::field("reason", "training-reason-missing"));
    }
    if valid_from < today {
        return Err(Error::field("valid_from", "training-tiers-past"));
    }
    let table = TableRow {
        id: TierTableId::new(now, &*world.entropy),
        programme_id: programme.clone(),
        valid_from,
        published_by: name_of(actor)?,
        published_at: now,
        reason,
    };
    world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        let known = store::tables(tx, programme)?;
        let last = known.iter().rfind(|known| known.valid_from == valid_from);
        if let Some(known) = last.filter(|known| (known.tiers.as_slice(), &known.reason) == (tiers, &table.reason)) {
            return Ok(known.id.clone());
        }
        store::insert_table(tx, &table, tiers)?;
        let detail = json!({ "table": table.id, "from": valid_from.iso(), "tiers": tiers });
        let entry = Entry::new("tiers.published", "programme", programme.as_str()).reason(&table.reason).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(table.id.clone())
    })
}

/// An entry for the catalogue.
#[derive(Debug, Clone)]
pub struct NewCourse {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub level: CourseLevel,
    pub hours: i32,
    pub contents: String,
    pub materials: String,
    pub needs: String,
}

/// As long as the name of a course or of a site may be.
const LONGEST_NAME: usize = 200;

/// Whether a name is there, and no longer than a list can show.
pub fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&tidy(text).chars().count())
}

/// Short, and made of what can be typed again: it stands in lists, files and conversations.
fn is_code(text: &str) -> bool {
    let text = tidy(text);
    (1..=12).contains(&text.chars().count()) && text.chars().all(|one| one.is_alphanumeric() || one == '-')
}

impl NewCourse {
    /// What is wrong with it, field by field. Pure.
    pub fn wrong(&self) -> Vec<FieldError> {
        let checks = [
            (is_code(&self.code), "code", "training-course-code"),
            (is_name(&self.name), "name", "training-course-name"),
            (is_name(&self.name_en), "name_en", "training-course-name-en"),
            ((1..=80).contains(&self.hours), "hours", "training-course-hours"),
        ];
        checks.into_iter().filter(|(good, ..)| !good).map(|(_, field, text)| FieldError { field, text }).collect()
    }
}

pub fn add_course(world: &World, actor: &Actor, programme: &ProgrammeId, new: &NewCourse) -> Result<CourseId> {
    let (now, today) = (world.now(), world.today());
    let course = Course {
        id: CourseId::new(now, &*world.entropy),
        programme_id: programme.clone(),
        code: tidy(&new.code),
        name: tidy(&new.name),
        name_en: tidy(&new.name_en),
        level: new.level,
        hours: new.hours,
        contents: tidy(&new.contents),
        materials: tidy(&new.materials),
        needs: tidy(&new.needs),
        ended_on: None,
        created_at: now,
    };
    let wrong = new.wrong();
    if !wrong.is_empty() {
        return Err(Error::invalid(wrong));
    }
    world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        if store::courses(tx, programme)?.iter().any(|other| other.code == course.code) {
            return Err(Error::field("code", "training-course-code-taken"));
        }
        store::insert_course(tx, &course)?;
        let detail = json!({ "code": course.code, "hours": course.hours, "level": course.level });
        audit::record(tx, now, actor, &Entry::new("course.added", "course", course.id.as_str()).detail(detail))
    })?;
    Ok(course.id)
}

/// A site for the provider's list.
#[derive(Debug, Clone)]
pub struct NewSite {
    pub name: String,
    pub province: Province,
    pub address: String,
}

pub fn add_site(world: &World, actor: &Actor, provider: &InstitutionId, new: &NewSite) -> Result<SiteId> {
    let (now, today) = (world.now(), world.today());
    let site = Site {
        id: SiteId::new(now, &*world.entropy),
        owner_id: provider.clone(),
        name: tidy(&new.name),
        province: new.province,
        address: tidy(&new.address),
        created_at: now,
        ended_on: None,
    };
    if !is_name(&site.name) {
        return Err(Error::field("name", "training-site-name"));
    }
    world.db.write(|tx| {
        planner_of(tx, actor, provider, today)?;
        if store::sites(tx, provider)?.iter().any(|other| other.name == site.name) {
            return Err(Error::field("name", "training-site-taken"));
        }
        store::insert_site(tx, &site)?;
        let detail = json!({ "name": site.name, "province": site.province });
        audit::record(tx, now, actor, &Entry::new("site.added", "site", site.id.as_str()).detail(detail))
    })?;
    Ok(site.id)
}
