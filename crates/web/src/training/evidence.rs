//! What every mark of a session rests on, for the planners of the provider and for its auditors.

use super::attendance::{MarkTag, clock};
use super::paper::ScanTag;
use super::{SessionTag, exact};
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::{Known, Visit};
use axum::extract::Path;
use kunye_core::training::attendance::{self, Doubt, History, Line, Mark, RefusedLine};
use serde::Serialize;

#[derive(Serialize)]
struct Evidence {
    session: SessionTag,
    is_final: bool,
    hours: Vec<HourTag>,
    people: Vec<PersonTag>,
    lines: Vec<LineTag>,
    refused: Vec<RefusedTag>,
    papers: Vec<ScanTag>,
    opens_papers: bool,
}

impl Page for Evidence {
    const TEMPLATE: &'static str = "training/evidence.html";
}

#[derive(Serialize)]
struct HourTag {
    hour: i32,
    at: String,
    marked: usize,
    /// -1 where nobody counted.
    heads: i32,
}

#[derive(Serialize)]
struct PersonTag {
    name: String,
    institution: String,
    /// Hour by hour.
    marks: Vec<MarkTag>,
}

#[derive(Serialize)]
struct LineTag {
    hour: i32,
    at: String,
    whom: String,
    who: String,
    mark: &'static str,
    source: &'static str,
    doubt: &'static str,
    reason: String,
    replaced: bool,
    paper: String,
}

impl From<&Line> for LineTag {
    fn from(line: &Line) -> Self {
        Self {
            hour: line.number,
            at: line.said.at.display(),
            whom: line.whom.clone(),
            who: line.who.clone(),
            mark: line.said.mark.as_str(),
            source: line.said.source.as_str(),
            doubt: line.doubt.map(Doubt::code).unwrap_or_default(),
            reason: line.said.reason.clone(),
            replaced: line.replaced,
            paper: line.said.paper.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct RefusedTag {
    hour: i32,
    made_at: String,
    received_at: String,
    whom: String,
    who: String,
    mark: &'static str,
    reason: String,
    why: String,
}

impl RefusedTag {
    fn of(visit: &Known, line: &RefusedLine) -> Self {
        let received = &line.received;
        Self {
            hour: line.number,
            made_at: received.made_at.display(),
            received_at: received.received_at.display(),
            whom: line.whom.clone(),
            who: line.who.clone(),
            mark: received.mark.as_str(),
            reason: received.reason.clone(),
            why: visit.text(&received.why),
        }
    }
}

/// `GET /planlama/seans/{reference}/yoklama`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let history: History =
        visit.app.run(move |world| world.db.read(|conn| attendance::history(conn, &actor, &reference, world.today()))).await?;
    let sheet = &history.sheet;
    let is_long = sheet.row.session.starts_on != sheet.row.session.ends_on;
    let hours = (1..).zip(&sheet.plan).map(|(hour, (slot, begins))| HourTag {
        hour,
        at: clock(*begins, is_long),
        marked: sheet.people.iter().filter(|one| one.marks.get(slot).is_some_and(|held| held.is(Mark::Present))).count(),
        heads: sheet.heads.get(slot).copied().unwrap_or(-1),
    });
    let people = sheet.people.iter().map(|one| PersonTag {
        name: one.row.person.full_name(),
        institution: one.institution.name.clone(),
        marks: sheet.plan.iter().map(|(slot, _)| MarkTag::of(one, slot)).collect(),
    });
    visit.page(&Evidence {
        session: SessionTag::of(&sheet.row, visit.language),
        is_final: sheet.is_final,
        hours: hours.collect(),
        people: people.collect(),
        lines: history.lines.iter().map(LineTag::from).collect(),
        refused: history.refused.iter().map(|line| RefusedTag::of(&visit, line)).collect(),
        papers: history.papers.iter().map(|one| ScanTag::of(one, false)).collect(),
        opens_papers: history.opens_papers,
    })
}
