//! What participants said, as sums: of a whole programme for its planners and directors, and of their own trainings for trainers.

use super::steered_programme;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::{Known, Visit};
use axum::extract::Path;
use kunye_core::training::evaluation::{self, By, Detail, Group, LEAST, Question, Results, Tally};
use kunye_core::training::programme;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, PersonId, SiteId, looks_like_id};
use kunye_kernel::language::Language;
use serde::Serialize;

/// One page for the whole, for a group of it, and for a trainer's own.
#[derive(Serialize)]
struct Evaluations {
    /// `all`, `course`, `trainer`, `site` or `own`.
    view: &'static str,
    /// What the group is called; "" for the whole.
    name: String,
    programme: String,
    least: usize,
    /// Answers that are not opened yet.
    waiting: i64,
    all: TallyTag,
    tables: Vec<Table>,
    comments: Vec<String>,
}

impl Page for Evaluations {
    const TEMPLATE: &'static str = "training/evaluations.html";
}

#[derive(Serialize)]
struct Table {
    /// `course`, `trainer` or `site`.
    by: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// "" where there is no page of its own.
    href: String,
    name: String,
    tally: TallyTag,
}

#[derive(Serialize)]
struct TallyTag {
    answers: i64,
    questions: Vec<QuestionTag>,
}

#[derive(Serialize)]
struct QuestionTag {
    question: Question,
    /// `4,2`
    mean: String,
    /// The mean on a scale from 0 to 100 between the lowest and the highest score.
    share: i64,
    /// How many gave 5, 4, 3, 2, 1.
    counts: Vec<i64>,
}

/// Tenths as people write them.
fn decimal(language: Language, tenths: i64) -> String {
    let point = if language == Language::Tr { ',' } else { '.' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

impl TallyTag {
    fn of(visit: &Known, tally: &Tally) -> Self {
        let tag = |question: &Question| {
            let tenths = tally.tenths(*question)?;
            let counts = tally.scores.get(question).copied().unwrap_or_default();
            Some(QuestionTag {
                question: *question,
                mean: decimal(visit.language, tenths),
                share: (tenths - 10) * 100 / 40,
                counts: counts.into_iter().rev().collect(),
            })
        };
        Self { answers: tally.answers, questions: Question::ALL.iter().filter_map(tag).collect() }
    }
}

fn parts(by: &By) -> (&'static str, String) {
    match by {
        By::Course(id) => ("course", format!("/degerlendirmeler/egitim/{id}")),
        By::Trainer(Some(id)) => ("trainer", format!("/degerlendirmeler/egitmen/{id}")),
        By::Trainer(None) => ("trainer", String::new()),
        By::Site(id) => ("site", format!("/degerlendirmeler/yer/{id}")),
    }
}

fn named(visit: &Known, group: &Group) -> String {
    match &group.by {
        By::Trainer(None) => visit.text("evaluation-no-trainer"),
        _ => programme::named(visit.language, &group.name, &group.name_en).to_owned(),
    }
}

fn rows(visit: &Known, groups: &[Group], linked: bool) -> Vec<Row> {
    let row = |group: &Group| Row {
        href: if linked { parts(&group.by).1 } else { String::new() },
        name: named(visit, group),
        tally: TallyTag::of(visit, &group.tally),
    };
    groups.iter().map(row).collect()
}

/// `GET /degerlendirmeler`
pub async fn results(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = steered_programme(conn, &actor, today)?;
            let Results { all, courses, trainers, sites, waiting } = evaluation::results(conn, &actor, &programme.id, today)?;
            let table = |by, groups: &[Group]| Table { by, rows: rows(&reader, groups, true) };
            Ok(Evaluations {
                view: "all",
                name: String::new(),
                programme: programme.name,
                least: LEAST,
                waiting,
                all: TallyTag::of(&reader, &all),
                tables: vec![table("course", &courses), table("trainer", &trainers), table("site", &sites)],
                comments: Vec::new(),
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

fn by(kind: &str, id: &str) -> Result<By> {
    match kind {
        _ if !looks_like_id(id) => Err(Error::not_found()),
        "egitim" => Ok(By::Course(CourseId::from(id))),
        "egitmen" => Ok(By::Trainer(Some(PersonId::from(id)))),
        "yer" => Ok(By::Site(SiteId::from(id))),
        _ => Err(Error::not_found()),
    }
}

/// `GET /degerlendirmeler/{by}/{id}`
pub async fn group(visit: Visit, Path((kind, id)): Path<(String, String)>) -> Answer {
    let (reader, actor, by) = (visit.clone(), visit.actor(), by(&kind, &id)?);
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = steered_programme(conn, &actor, today)?;
            let Detail { group, comments } = evaluation::detail(conn, &actor, &programme.id, &by, today)?;
            Ok(Evaluations {
                view: parts(&group.by).0,
                name: named(&reader, &group),
                programme: programme.name,
                least: LEAST,
                waiting: 0,
                all: TallyTag::of(&reader, &group.tally),
                tables: Vec::new(),
                comments,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

/// `GET /egitmen/degerlendirme`
pub async fn own(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let (all, courses, comments) = world.db.read(|conn| evaluation::own(conn, &actor, world.today()))?;
        Ok(Evaluations {
            view: "own",
            name: String::new(),
            programme: String::new(),
            least: LEAST,
            waiting: 0,
            all: TallyTag::of(&reader, &all),
            tables: vec![Table { by: "course", rows: rows(&reader, &courses, false) }],
            comments,
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_written_as_the_reader_writes_it() {
        assert_eq!((decimal(Language::Tr, 43).as_str(), decimal(Language::En, 50).as_str()), ("4,3", "5.0"));
    }

    #[test]
    fn an_address_names_a_group_or_nothing() {
        let id = "01ARYZ6S410000000000000000";
        assert_eq!(by("yer", id).unwrap(), By::Site(SiteId::from(id)));
        assert!(by("kurum", id).is_err() && by("yer", "x").is_err());
    }
}
