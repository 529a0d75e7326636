//! What came of it: for whoever plans or directs the programme, and for each trainer of their own trainings. Sums of whole batches only.

use super::model::Batch;
use super::rules::Tally;
use super::store::{self, Of};
use crate::db::Conn;
use crate::register;
use crate::register::duties::training::trainer_of;
use crate::training::programme;
use crate::training::steered;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{BatchId, CourseId, PersonId, ProgrammeId, SiteId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a group has in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    Course(CourseId),
    /// None: of trainings for which nobody was written down.
    Trainer(Option<PersonId>),
    Site(SiteId),
}

/// A group, and what it says.
#[derive(Debug, Clone)]
pub struct Group {
    pub by: By,
    /// "" for trainings without a trainer.
    pub name: String,
    /// Of a course, for whoever reads English; the same as `name` otherwise.
    pub name_en: String,
    pub tally: Tally,
}

/// The whole programme.
#[derive(Debug, Clone)]
pub struct Results {
    pub all: Tally,
    pub courses: Vec<Group>,
    pub trainers: Vec<Group>,
    pub sites: Vec<Group>,
    /// Answers that are not opened yet.
    pub waiting: i64,
}

/// One group with its comments.
#[derive(Debug, Clone)]
pub struct Detail {
    pub group: Group,
    /// In alphabetical order.
    pub comments: Vec<String>,
}

/// For planners and directors of the programme's provider.
pub fn results(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<Results> {
    steered(conn, actor, id, today)?;
    let batches = store::batches(conn, &Of::Programme(id.clone()))?;
    let names = Names::load(conn, &batches)?;
    let grouped = |by: fn(&Batch) -> By| names.grouped(&batches, by);
    Ok(Results {
        all: sum(batches.iter().map(|(_, tally)| tally)),
        courses: grouped(|batch| By::Course(batch.course_id.clone())),
        trainers: grouped(|batch| By::Trainer(batch.trainer_id.clone())),
        sites: grouped(|batch| By::Site(batch.site_id.clone())),
        waiting: store::waiting(conn, id)?,
    })
}

/// One group of a programme, for the same; not found where nothing was opened of it.
pub fn detail(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, by: &By, today: Day) -> Result<Detail> {
    steered(conn, actor, id, today)?;
    let mut batches = store::batches(conn, &Of::Programme(id.clone()))?;
    batches.retain(|(batch, _)| match by {
        By::Course(course) => batch.course_id == *course,
        By::Trainer(trainer) => batch.trainer_id == *trainer,
        By::Site(site) => batch.site_id == *site,
    });
    if batches.is_empty() {
        return Err(Error::not_found());
    }
    let (name, name_en) = Names::load(conn, &batches)?.of(by);
    let group = Group { by: by.clone(), name, name_en, tally: sum(batches.iter().map(|(_, tally)| tally)) };
    Ok(Detail { group, comments: comments(conn, &batches)? })
}

/// A trainer's own trainings: everything together, by course, and what was written.
pub fn own(conn: &mut Conn, actor: &Actor, today: Day) -> Result<(Tally, Vec<Group>, Vec<String>)> {
    let proof = trainer_of(conn, actor, today)?;
    let batches = store::batches(conn, &Of::Trainer(proof.person().clone()))?;
    let groups = Names::load(conn, &batches)?.grouped(&batches, |batch| By::Course(batch.course_id.clone()));
    Ok((sum(batches.iter().map(|(_, tally)| tally)), groups, comments(conn, &batches)?))
}

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
    tallies.fold(Tally::default(), |mut sum, tally| {
        sum.add(tally);
        sum
    })
}

fn comments(conn: &mut Conn, batches: &[(Batch, Tally)]) -> Result<Vec<String>> {
    let ids: Vec<&BatchId> = batches.iter().map(|(batch, _)| &batch.id).collect();
    let mut comments = store::comments(conn, &ids)?;
    comments.sort_by_cached_key(|text| sort_key(text));
    Ok(comments)
}

/// What courses, trainers and sites are called.
struct Names(BTreeMap<By, (String, String)>);

impl Names {
    fn load(conn: &mut Conn, batches: &[(Batch, Tally)]) -> Result<Self> {
        let mut names = BTreeMap::new();
        for id in batches.iter().map(|(batch, _)| &batch.course_id).collect::<BTreeSet<_>>() {
            let name = programme::course(conn, id)?.map(|course| (course.name, course.name_en)).unwrap_or_default();
            names.insert(By::Course(id.clone()), name);
        }
        for id in batches.iter().map(|(batch, _)| &batch.site_id).collect::<BTreeSet<_>>() {
            let name = programme::site(conn, id)?.map(|site| site.name).unwrap_or_default();
            names.insert(By::Site(id.clone()), (name.clone(), name));
        }
        let ids: Vec<PersonId> = batches.iter().filter_map(|(batch, _)| batch.trainer_id.clone()).collect();
        let people = register::people_of(conn, &ids)?.into_iter();
        names.extend(people.map(|(id, person)| (By::Trainer(Some(id)), (person.full_name(), person.full_name()))));
        Ok(Self(names))
    }

    fn of(&self, by: &By) -> (String, String) {
        self.0.get(by).cloned().unwrap_or_default()
    }

    /// In Turkish order of the names.
    fn grouped(&self, batches: &[(Batch, Tally)], by: fn(&Batch) -> By) -> Vec<Group> {
        let mut groups: BTreeMap<By, Tally> = BTreeMap::new();
        for (batch, tally) in batches {
            groups.entry(by(batch)).or_default().add(tally);
        }
        let group = |(by, tally)| {
            let (name, name_en) = self.of(&by);
            Group { name, name_en, by, tally }
        };
        let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
        groups.sort_by_cached_key(|group| sort_key(&group.name));
        groups
    }
}
