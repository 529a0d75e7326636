//! On paper: a sheet that people sign, its scan, and the marks that are typed in beside it (B12). The scan is kept with the provider; it
//! is opened by the session's trainer and by the provider's planners, and each opening is recorded.

use super::lists::{self, Sheet};
use super::store::papers::{self, SignedSheet};
use super::take::{self, Done, Taken};
use crate::archive;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{ARCHIVE_KEPT, Policy, SCAN_MAX_SIZE};
use crate::register;
use crate::training::certificates::Press;
use crate::training::{planned, programme, shared};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PaperId, ParticipantId, ProgrammeId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroizing;

/// Everything on a sheet for signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPaper {
    pub provider: String,
    pub course: String,
    pub reference: String,
    pub day: Day,
    pub site: String,
    pub trainer: String,
    /// When each hour of the day begins: `09:30`.
    pub hours: Vec<String>,
    /// Name and institution, in the order of the list.
    pub people: Vec<(String, String)>,
    /// Where the QR code leads: the page on which the sheet is typed in.
    pub url: String,
    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub made_at: i64,
}

/// The sheet of a day, for the session's trainer.
pub fn sheet_to_sign(world: &World, press: &dyn Press, actor: &Actor, reference: &str, day: Day) -> Result<Vec<u8>> {
    let today = world.today();
    let paper = world.db.read(|conn| {
        let sheet = lists::sheet(conn, actor, reference, today)?;
        if !sheet.is_final {
            return Err(Error::conflict("attendance-list-open"));
        }
        let hours = of_day(&sheet, day);
        if hours.is_empty() {
            return Err(Error::not_found());
        }
        let session = &sheet.row.session;
        let programme = programme::find(conn, &session.programme_id)?.ok_or_else(Error::not_found)?;
        let provider = register::institution(conn, &programme.provider_id)?.ok_or_else(Error::not_found)?;
        let trainer = super::trainer_of_session(conn, &session.id)?;
        let clock = |number: &i32| {
            let (_, begins) = sheet.plan[usize::try_from(number - 1).unwrap_or_default()];
            begins.display().split(' ').nth(1).unwrap_or_default().to_owned()
        };
        Ok(SheetPaper {
            provider: provider.name,
            course: sheet.row.course.name.clone(),
            reference: session.reference.clone(),
            day,
            site: format!("{}, {}", sheet.row.site.name, sheet.row.site.province.name()),
            trainer: trainer.map(|person| person.full_name()).unwrap_or_default(),
            hours: hours.iter().map(clock).collect(),
            people: sheet.people.iter().map(|one| (one.row.person.full_name(), one.institution.name.clone())).collect(),
            url: format!("{}/egitmen/seans/{}/kagit?gun={}", world.public_url, session.reference, day.iso()),
            made_at: world.now().0,
        })
    })?;
    press.signature_sheet(&paper)
}

/// The hours of a day, numbered as the whole training numbers them.
pub fn of_day(sheet: &Sheet, day: Day) -> Vec<i32> {
    (1..).zip(&sheet.plan).filter(|(_, (slot, _))| slot.day == day).map(|(number, _)| number).collect()
}

fn provider(conn: &mut Conn, id: &ProgrammeId) -> Result<InstitutionId> {
    Ok(programme::find(conn, id)?.ok_or_else(Error::not_found)?.provider_id)
}

/// Keeps the scan of a day's sheet. Its content is checked: a PDF, a PNG or a JPEG, whole, and no larger than the policy says.
pub fn file(world: &World, actor: &Actor, reference: &str, day: Day, name: &str, bytes: &[u8]) -> Result<PaperId> {
    let (now, today) = (world.now(), world.today());
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    let (owner, most) = world.db.read(|conn| {
        let sheet = lists::sheet(conn, actor, reference, today)?;
        if of_day(&sheet, day).is_empty() {
            return Err(Error::not_found());
        }
        if day > today || !sheet.is_final {
            return Err(Error::conflict("attendance-too-soon"));
        }
        Ok((provider(conn, &sheet.row.session.programme_id)?, Policy::at(conn, now)?.get(SCAN_MAX_SIZE)))
    })?;
    let checked = archive::check(bytes, most)?;
    let blob = world.blobs.put(owner.as_str(), bytes)?;
    world.db.write(|tx| {
        let session = lists::trained(tx, actor, reference, today)?;
        // The same scan twice is one.
        let known = papers::of_session(tx, &session.id)?;
        if let Some(before) = known.into_iter().find(|one| one.day == day && one.blob == blob) {
            return Ok(before.id);
        }
        let paper = SignedSheet {
            id: PaperId::new(now, &*world.entropy),
            session_id: session.id.clone(),
            day,
            media_type: checked.media_type.to_owned(),
            file_name: tidy(name).chars().take(120).collect(),
            size: checked.size,
            blob: blob.clone(),
            filed_by: person.clone(),
            filed_at: now,
            destroyed_at: None,
        };
        papers::insert(tx, &paper)?;
        let entry = Entry::new("attendance.filed", "training_session", session.id.as_str());
        let detail = json!({ "paper": paper.id, "day": day.iso(), "media_type": paper.media_type, "size": paper.size });
        audit::record(tx, now, actor, &entry.detail(detail))?;
        Ok(paper.id)
    })
}

/// The scans of a session, for its trainer.
pub fn papers_of(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Vec<SignedSheet>> {
    let session = lists::trained(conn, actor, reference, today)?;
    papers::of_session(conn, &session.id)
}

/// Opens a scan, for the session's trainer and the planners of its provider; for everybody else there is none.
pub fn open_paper(world: &World, actor: &Actor, reference: &str, id: &PaperId) -> Result<(SignedSheet, Zeroizing<Vec<u8>>)> {
    let (now, today) = (world.now(), world.today());
    let (paper, owner) = world.db.write(|tx| {
        let session = match lists::trained(tx, actor, reference, today) {
            Ok(session) => session,
            Err(_) => {
                let session = shared::by_reference(tx, reference)?.ok_or_else(Error::not_found)?;
                planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
                session
            }
        };
        let paper = papers::of_session(tx, &session.id)?.into_iter().find(|one| one.id == *id).ok_or_else(Error::not_found)?;
        if paper.destroyed_at.is_some() {
            return Err(Error::conflict("document-destroyed"));
        }
        let entry = Entry::new("attendance.read", "training_session", session.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "paper": paper.id })))?;
        Ok((paper, provider(tx, &session.programme_id)?))
    })?;
    let bytes = world.blobs.get(owner.as_str(), &paper.blob)?;
    Ok((paper, bytes))
}

/// Marks as they were read off a sheet: only the hours that are on it.
#[derive(Debug, Clone)]
pub struct Typed {
    pub session: String,
    pub paper: PaperId,
    /// Who has signed, by hour.
    pub hours: BTreeMap<i32, BTreeSet<ParticipantId>>,
    pub reason: String,
    /// As in [`Taken::seen`].
    pub seen: Option<i64>,
}

/// Writes them down with the sheet as their evidence: all of them, or none.
pub fn type_in(world: &World, actor: &Actor, typed: &Typed) -> Result<Done> {
    let today = world.today();
    world.db.write(|tx| {
        let session = lists::trained(tx, actor, &typed.session, today)?;
        let papers = papers::of_session(tx, &session.id)?;
        let paper = papers.into_iter().find(|one| one.id == typed.paper).ok_or_else(Error::not_found)?;
        let sheet = lists::whole(tx, session, today)?;
        let on_paper: BTreeSet<i32> = of_day(&sheet, paper.day).into_iter().collect();
        if typed.hours.is_empty() || typed.hours.keys().any(|hour| !on_paper.contains(hour)) {
            return Err(Error::conflict("attendance-paper-hours"));
        }
        // An hour without a signature is one that was not ticked through, or not on the sheet: nobody is written down as absent by it.
        if let Some((hour, _)) = typed.hours.iter().find(|(_, signed)| signed.is_empty()) {
            return Err(Error::conflict("attendance-paper-empty").with("hour", hour));
        }
        let mut all = Done { present: 0, corrected: 0 };
        for (hour, present) in &typed.hours {
            let taken = Taken {
                session: typed.session.clone(),
                hour: *hour,
                present: present.clone(),
                reason: typed.reason.clone(),
                seen: typed.seen,
                paper: Some(paper.id.clone()),
            };
            let done = take::take_in(tx, world, actor, &sheet, &taken)?;
            all = Done { present: all.present + done.present, corrected: all.corrected + done.corrected };
        }
        Ok(all)
    })
}

/// Destroys scans whose time is over, as the archive's rule says (A6); each leaves a line in the record.
pub(in crate::training) fn destroy_old(world: &World, actor: &Actor) -> Result<()> {
    let now = world.now();
    let overdue = world.db.read(|conn| {
        let years = Policy::at(conn, now)?.get(ARCHIVE_KEPT);
        papers::overdue(conn, now.day().plus_years(-years).start())
    })?;
    for paper in overdue {
        // The bytes first: a crash in between leaves a row that is looked at again, never bytes that nobody knows of.
        if !world.db.read(|conn| papers::is_shared(conn, &paper))? {
            world.blobs.remove(&paper.blob)?;
        }
        world.db.write(|tx| {
            papers::empty(tx, &paper.id, now)?;
            let entry = Entry::new("attendance.destroyed", "training_session", paper.session_id.as_str());
            audit::record(tx, now, actor, &entry.detail(json!({ "paper": paper.id, "filed_at": paper.filed_at.rfc3339() })))
        })?;
    }
    Ok(())
}
