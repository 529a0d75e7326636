//! Carries a plan out, inside the transaction that made it.

use super::plan::{Class, PeoplePlan, PersonAct, PersonStep, PostAct, UnitsPlan};
use super::rows::PersonRow;
use super::session::{Progress, Stage};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::model::{Duty, DutyKind, Keys};
use crate::register::store::snapshot::UnitBook;
use crate::register::store::{self, NewDutyRow, NewInstitution, NewPerson, NewPost, NewUnit, TreeLine, bulk};
use kunye_kernel::actor::Actor;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{DutyId, ImportId, InstitutionId, PersonId, PostId, UnitId};
use kunye_kernel::time::{Day, Time};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// What every act of one import shares.
pub(super) struct Context<'a> {
    pub now: Time,
    pub entropy: &'a dyn Entropy,
    pub actor: &'a Actor,
    pub import: &'a ImportId,
}

pub(super) fn people(tx: &mut Conn, ctx: &Context<'_>, plan: &PeoplePlan, progress: &mut dyn FnMut(Progress)) -> Result<()> {
    let new = NewRows::of(ctx, plan);
    let known = || plan.steps.iter().filter(|step| step.class != Class::Unchanged && step.class != Class::New);
    let total = known().count() + new.people.len();
    let mut report = |done: usize| progress(Progress { stage: Stage::Writing, done, total: Some(total) });
    let mut done = 0_usize;
    for step in known() {
        update(tx, ctx, step)?;
        done += 1;
        if done.is_multiple_of(500) {
            report(done);
        }
    }
    end_duties(tx, ctx, plan)?;
    bulk::people(tx, &new.people, &mut |inserted| report(done + inserted))?;
    bulk::posts(tx, &new.posts, &mut |_| ())?;
    bulk::duties(tx, &new.duties, &mut |_| ())?;
    new.duties.iter().try_for_each(|duty| {
        let to = duty.ends_on.map(Day::iso);
        let detail = json!({ "duty": duty.id, "kind": duty.kind, "from": duty.starts_on.iso(), "to": to, "import": ctx.import });
        let entry = Entry::new("duty.given", "person", duty.person_id.as_str()).unit(&duty.unit_id).detail(detail);
        audit::record(tx, ctx.now, ctx.actor, &entry)
    })
}

/// What is already in the register and changes.
fn update(tx: &mut Conn, ctx: &Context<'_>, step: &PersonStep) -> Result<()> {
    let PersonAct::Known { person, differs } = &step.who else { return Ok(()) };
    if *differs {
        store::update_person(tx, person, ctx.now)?;
    }
    for post in &step.posts {
        if let PostAct::Update(post) = post {
            store::update_post(tx, post)?;
        }
    }
    record(tx, ctx, step, &person.id)
}

fn end_duties(tx: &mut Conn, ctx: &Context<'_>, plan: &PeoplePlan) -> Result<()> {
    // A duty may end for two reasons in one file: the earlier day holds.
    let mut ends: BTreeMap<&DutyId, (&Duty, Day)> = BTreeMap::new();
    for (duty, on) in plan.steps.iter().flat_map(|step| &step.duty_ends) {
        let earliest = ends.get(&duty.id).map_or(*on, |(_, day)| (*day).min(*on));
        ends.insert(&duty.id, (duty, earliest));
    }
    ends.into_values().try_for_each(|(duty, on)| {
        store::set_duty_end(tx, &duty.id, on)?;
        let detail = json!({ "duty": duty.id, "kind": duty.kind, "to": on.iso(), "import": ctx.import });
        let entry = Entry::new("duty.ended", "person", duty.person_id.as_str()).unit(&duty.unit_id).detail(detail);
        audit::record(tx, ctx.now, ctx.actor, &entry)
    })
}

/// Rows that are inserted many at a time.
#[derive(Default)]
pub(super) struct NewRows {
    pub people: Vec<NewPerson>,
    pub posts: Vec<NewPost>,
    duties: Vec<NewDutyRow>,
}

impl NewRows {
    pub fn of(ctx: &Context<'_>, plan: &PeoplePlan) -> Self {
        let mut rows = Self::default();
        let newcomers = plan.steps.iter().filter(|step| step.class == Class::New).count();
        let mut next_person = in_order(newcomers, || PersonId::new(ctx.now, ctx.entropy));
        let mut next_post = in_order(newcomers, || PostId::new(ctx.now, ctx.entropy));
        for step in &plan.steps {
            let person = match &step.who {
                PersonAct::Known { person, .. } => person.id.clone(),
                PersonAct::New { row, institution } => rows.add_person(ctx, next_person(), row, institution),
            };
            rows.add_posts(ctx, step, &person, &mut next_post);
        }
        rows
    }

    fn add_person(&mut self, ctx: &Context<'_>, id: PersonId, row: &PersonRow, institution: &InstitutionId) -> PersonId {
        let keys = Keys::of_person(&row.given_names, &row.surname, &row.staff_no);
        self.people.push(NewPerson {
            id: id.clone(),
            institution_id: institution.clone(),
            national_id: row.national_id.clone(),
            staff_no: row.staff_no.clone(),
            given_names: row.given_names.clone(),
            surname: row.surname.clone(),
            mobile: row.mobile.clone(),
            email: row.email.clone(),
            search_key: keys.search,
            sort_key: keys.sort,
            created_at: ctx.now,
            updated_at: ctx.now,
        });
        id
    }

    fn add_posts(&mut self, ctx: &Context<'_>, step: &PersonStep, person: &PersonId, next_id: &mut impl FnMut() -> PostId) {
        for post in &step.posts {
            if let PostAct::Insert { unit, title, starts_on, ends_on } = post {
                self.posts.push(NewPost {
                    id: next_id(),
                    person_id: person.clone(),
                    unit_id: unit.clone(),
                    title: title.clone(),
                    starts_on: *starts_on,
                    ends_on: *ends_on,
                });
            }
        }
        if let Some((starts_on, ends_on)) = step.heads_from {
            self.duties.push(NewDutyRow {
                id: DutyId::new(ctx.now, ctx.entropy),
                kind: DutyKind::Supervisor,
                unit_id: step.unit.clone(),
                person_id: person.clone(),
                starts_on,
                ends_on,
                created_at: ctx.now,
            });
        }
    }
}

/// New ids, the first `count` of them in order: ids of one moment differ at random, and an index that is filled from left to
/// right takes them faster than one that is filled all over.
fn in_order<T: Ord>(count: usize, mut make: impl FnMut() -> T) -> impl FnMut() -> T {
    let mut ids: Vec<T> = std::iter::repeat_with(&mut make).take(count).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    move || ids.pop().unwrap_or_else(&mut make)
}

fn record(tx: &mut Conn, ctx: &Context<'_>, step: &PersonStep, person: &PersonId) -> Result<()> {
    let action = match step.class {
        Class::Changed => "person.changed",
        Class::Transferred => "person.transferred",
        Class::Ended => "person.ended",
        Class::New | Class::Unchanged | Class::Rejected => return Ok(()),
    };
    let detail = json!({ "import": ctx.import, "changes": step.changes });
    audit::record(tx, ctx.now, ctx.actor, &Entry::new(action, "person", person.as_str()).unit(&step.unit).detail(detail))
}

pub(super) fn units(tx: &mut Conn, ctx: &Context<'_>, plan: &UnitsPlan, book: &UnitBook) -> Result<()> {
    let mut tree = Tree::of(book);
    let mut new = Vec::with_capacity(plan.new.len());
    for unit in &plan.new {
        let row = &unit.row;
        let id = UnitId::new(ctx.now, ctx.entropy);
        let (parent, institution) = match &row.parent {
            Some(parent) => {
                let (parent, institution) = tree.find(parent)?;
                (Some(parent), institution)
            }
            None => (None, make_institution(tx, ctx, &row.detsis, &row.name)?),
        };
        tree.add(&row.detsis, &id, parent.as_ref(), &institution);
        let keys = Keys::of_unit(&row.name, &row.detsis);
        new.push(NewUnit {
            id,
            institution_id: institution,
            detsis: row.detsis.clone(),
            parent_id: parent,
            name: row.name.clone(),
            kind: row.kind.clone().unwrap_or_default(),
            province: row.province,
            search_key: keys.search,
            sort_key: keys.sort,
            ended_on: None,
            created_at: ctx.now,
            updated_at: ctx.now,
        });
    }
    bulk::units(tx, &new, &mut |_| ())?;

    let mut moved = Vec::new();
    for step in plan.known.iter().filter(|step| step.class() != Class::Unchanged) {
        let mut unit = step.unit.clone();
        if let Some(parent) = &step.moves_to {
            let (parent, _) = tree.find(parent)?;
            tree.parents.insert(unit.id.clone(), parent.clone());
            unit.parent_id = Some(parent);
            moved.push(unit.id.clone());
        }
        store::update_unit(tx, &unit, ctx.now)?;
        if unit.parent_id.is_none() {
            store::rename_institution(tx, &unit.detsis, &unit.name)?;
        }
        let action = if step.moves_to.is_some() { "unit.moved" } else { "unit.changed" };
        let detail = json!({ "import": ctx.import, "changes": step.changes });
        audit::record(tx, ctx.now, ctx.actor, &Entry::new(action, "unit", unit.id.as_str()).unit(&unit.id).detail(detail))?;
    }

    let hanging_elsewhere = tree.at_or_below(&moved);
    store::delete_paths(tx, &hanging_elsewhere)?;
    let made = new.iter().map(|unit| &unit.id).filter(|id| !hanging_elsewhere.contains(id));
    let lines: Vec<TreeLine> = made.chain(&hanging_elsewhere).flat_map(|id| tree.path(id)).collect();
    bulk::paths(tx, &lines, &mut |_| ())
}

fn make_institution(tx: &mut Conn, ctx: &Context<'_>, detsis: &str, name: &str) -> Result<InstitutionId> {
    let id = InstitutionId::new(ctx.now, ctx.entropy);
    let new = NewInstitution { id: id.clone(), detsis: detsis.to_owned(), name: name.to_owned(), created_at: ctx.now };
    store::insert_institution(tx, &new)?;
    Ok(id)
}

/// The tree as it will be.
struct Tree {
    parents: HashMap<UnitId, UnitId>,
    by_detsis: HashMap<String, (UnitId, InstitutionId)>,
}

impl Tree {
    fn of(book: &UnitBook) -> Self {
        Self {
            parents: book.all().filter_map(|unit| Some((unit.id.clone(), unit.parent_id.clone()?))).collect(),
            by_detsis: book.all().map(|unit| (unit.detsis.clone(), (unit.id.clone(), unit.institution_id.clone()))).collect(),
        }
    }

    fn add(&mut self, detsis: &str, id: &UnitId, parent: Option<&UnitId>, institution: &InstitutionId) {
        self.by_detsis.insert(detsis.to_owned(), (id.clone(), institution.clone()));
        if let Some(parent) = parent {
            self.parents.insert(id.clone(), parent.clone());
        }
    }

    /// The plan has made sure that it is there.
    fn find(&self, detsis: &str) -> Result<(UnitId, InstitutionId)> {
        self.by_detsis.get(detsis).cloned().ok_or_else(|| Error::internal("a planned parent unit is missing"))
    }

    /// These units and everything below them, each once.
    fn at_or_below(&self, tops: &[UnitId]) -> Vec<UnitId> {
        if tops.is_empty() {
            return Vec::new();
        }
        let mut children: HashMap<&UnitId, Vec<&UnitId>> = HashMap::new();
        for (unit, parent) in &self.parents {
            children.entry(parent).or_default().push(unit);
        }
        let mut found: Vec<UnitId> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut open: Vec<&UnitId> = tops.iter().collect();
        while let Some(unit) = open.pop() {
            if seen.insert(unit) {
                found.push(unit.clone());
                open.extend(children.get(unit).into_iter().flatten());
            }
        }
        found
    }

    /// The unit itself at depth 0, and each unit above it.
    fn path(&self, unit: &UnitId) -> Vec<TreeLine> {
        let above = std::iter::successors(Some(unit), |unit| self.parents.get(*unit));
        let line = |(depth, ancestor): (i32, &UnitId)| TreeLine { unit_id: unit.clone(), ancestor_id: ancestor.clone(), depth };
        (0..).zip(above).map(line).collect()
    }
}
