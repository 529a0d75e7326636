//! The plan of a people file.
//!
//! A row names one post: a unit and a day of beginning. The post the register has last is the one a row is held against: the
//! same unit is a correction or an end, another unit is a transfer.

use super::super::columns::Column;
use super::super::rows::{PersonRow, Rejection};
use super::{Change, Class, Counts, Item, in_order};
use crate::register::model::{Duty, DutyKind, Person, Post, Unit};
use crate::register::store::snapshot::{KnownPerson, PeopleBook, UnitBook};
use kunye_kernel::id::{InstitutionId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// Who the step is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) enum PersonAct {
    New {
        row: PersonRow,
        institution: InstitutionId,
    },
    /// As the person will be, and whether that differs.
    Known {
        person: Person,
        differs: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) enum PostAct {
    /// A post as it will be.
    Update(Post),
    Insert {
        unit: UnitId,
        title: String,
        starts_on: Day,
        ends_on: Option<Day>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) struct PersonStep {
    pub row: u32,
    pub class: Class,
    pub who: PersonAct,
    pub unit: UnitId,
    pub unit_name: String,
    pub posts: Vec<PostAct>,
    /// Duties that end, the person's own and those of the head who is followed.
    pub duty_ends: Vec<(Duty, Day)>,
    /// The person becomes head of the unit from this day.
    pub heads_from: Option<(Day, Option<Day>)>,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) struct PeoplePlan {
    pub steps: Vec<PersonStep>,
    pub rejected: Vec<Rejection>,
}

impl PeoplePlan {
    pub fn make(units: &UnitBook, people: &PeopleBook, rows: Vec<PersonRow>, mut rejected: Vec<Rejection>, today: Day) -> Self {
        let mut first_row: HashMap<NationalId, u32> = HashMap::with_capacity(rows.len());
        let mut new_heads: HashMap<String, u32> = HashMap::new();
        for row in rows.iter().filter(|row| row.heads_unit == Some(true)) {
            new_heads.entry(row.unit.clone()).or_insert(row.row);
        }
        let planner = Planner { units, people, new_heads, today };
        let mut steps = Vec::with_capacity(rows.len());
        for row in rows {
            let number = row.row;
            if let Some(first) = first_row.get(&row.national_id) {
                rejected.push(Rejection::new(number, Column::NationalId, "import-person-twice").with("first", first));
                continue;
            }
            first_row.insert(row.national_id.clone(), number);
            match planner.step(row) {
                Ok(step) => steps.push(step),
                Err(rejection) => rejected.push(rejection),
            }
        }
        Self { steps, rejected: in_order(rejected) }
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts { rejected: self.rejected.len(), ..Counts::default() };
        self.steps.iter().for_each(|step| counts.add(step.class));
        counts
    }

    pub fn items(&self, class: Class, most: usize) -> Vec<Item> {
        self.steps.iter().filter(|step| step.class == class).take(most).map(PersonStep::item).collect()
    }
}

impl PersonStep {
    fn item(&self) -> Item {
        let (key, name) = match &self.who {
            PersonAct::New { row, .. } => (row.national_id.masked(), format!("{} {}", row.given_names, row.surname)),
            PersonAct::Known { person, .. } => (person.national_id.masked(), person.full_name()),
        };
        Item { row: self.row, key, name, unit: Some(self.unit_name.clone()), changes: self.changes.clone() }
    }

    /// All of the person's duties that run past a day end on it; only those in one unit, if one is given.
    fn end_duties(&mut self, duties: &[Duty], unit: Option<&UnitId>, on: Day) {
        let running = |duty: &&Duty| unit.is_none_or(|unit| duty.unit_id == *unit) && duty.ends_on.is_none_or(|end| end > on);
        self.duty_ends.extend(duties.iter().filter(running).map(|duty| (duty.clone(), on)));
    }
}

struct Planner<'a> {
    units: &'a UnitBook,
    people: &'a PeopleBook,
    /// The first row of the file that names a head of the unit.
    new_heads: HashMap<String, u32>,
    today: Day,
}

impl Planner<'_> {
    fn step(&self, row: PersonRow) -> Result<PersonStep, Rejection> {
        let because = |text| Rejection::new(row.row, Column::UnitOfPerson, text).with("value", &row.unit);
        let unit = self.units.get(&row.unit).ok_or_else(|| because("import-unit-unknown"))?;
        if !self.units.is_mine(&unit.id) {
            return Err(because("import-unit-not-yours"));
        }
        if row.heads_unit == Some(true)
            && let Some(first) = self.new_heads.get(&row.unit).filter(|first| **first != row.row)
        {
            return Err(Rejection::new(row.row, Column::HeadsUnit, "import-head-twice")
                .with("first", first)
                .with("value", &row.unit));
        }
        match self.people.people.get(&row.national_id) {
            Some(known) => self.known(known, row, unit),
            None => self.joins(row, unit),
        }
    }

    fn joins(&self, row: PersonRow, unit: &Unit) -> Result<PersonStep, Rejection> {
        let starts_on = row.starts_on.ok_or_else(|| Rejection::new(row.row, Column::StartsOn, "import-start-missing"))?;
        in_use(unit, &row)?;
        let title = row.title.clone().unwrap_or_default();
        let mut step = PersonStep {
            row: row.row,
            class: Class::New,
            unit: unit.id.clone(),
            unit_name: unit.name.clone(),
            posts: vec![PostAct::Insert { unit: unit.id.clone(), title, starts_on, ends_on: row.ends_on }],
            duty_ends: Vec::new(),
            heads_from: None,
            changes: Vec::new(),
            who: PersonAct::New { institution: unit.institution_id.clone(), row: row.clone() },
        };
        self.head(&mut step, &row, unit, &[], starts_on)?;
        Ok(step)
    }

    fn known(&self, known: &KnownPerson, row: PersonRow, unit: &Unit) -> Result<PersonStep, Rejection> {
        let latest = known.posts.last();
        if latest.is_some_and(|post| !self.units.is_mine(&post.unit_id)) {
            return Err(Rejection::new(row.row, Column::NationalId, "import-person-elsewhere"));
        }
        if latest.is_none() && known.person.institution_id != unit.institution_id && !self.units.is_everything_mine() {
            return Err(Rejection::new(row.row, Column::NationalId, "import-person-elsewhere"));
        }
        let mut step = PersonStep {
            row: row.row,
            class: Class::Unchanged,
            unit: unit.id.clone(),
            unit_name: unit.name.clone(),
            posts: Vec::new(),
            duty_ends: Vec::new(),
            heads_from: None,
            changes: Vec::new(),
            who: self.person(&known.person, &row, unit),
        };
        if let PersonAct::Known { person, .. } = &step.who {
            step.changes = Change::between(&known.person, person);
        }
        let starts_on = match latest {
            Some(post) if post.unit_id == unit.id => self.same_unit(&mut step, known, post, &row, unit)?,
            _ => self.other_unit(&mut step, known, latest, &row, unit)?,
        };
        self.head(&mut step, &row, unit, &known.duties, starts_on)?;
        if step.class == Class::Unchanged && !step.changes.is_empty() {
            step.class = Class::Changed;
        }
        Ok(step)
    }

    /// The person as the row says, what it leaves out as it was.
    fn person(&self, before: &Person, row: &PersonRow, unit: &Unit) -> PersonAct {
        let person = Person {
            institution_id: unit.institution_id.clone(),
            staff_no: row.staff_no.clone(),
            given_names: row.given_names.clone(),
            surname: row.surname.clone(),
            mobile: row.mobile.clone().or_else(|| before.mobile.clone()),
            email: row.email.clone().or_else(|| before.email.clone()),
            ..before.clone()
        };
        PersonAct::Known { differs: person != *before, person }
    }

    /// The row is about the unit where the person is, or was last. Gives the day the post begins.
    fn same_unit(
        &self,
        step: &mut PersonStep,
        known: &KnownPerson,
        post: &Post,
        row: &PersonRow,
        unit: &Unit,
    ) -> Result<Day, Rejection> {
        let starts_on = row.starts_on.unwrap_or(post.starts_on);
        if post.ends_on.is_some_and(|end| starts_on > end) {
            return self.moves(step, known, Some(post), row, unit, starts_on);
        }
        let before_that = known.posts.iter().rev().nth(1);
        if starts_on != post.starts_on && before_that.is_some_and(|earlier| earlier.ends_on.is_none_or(|end| end >= starts_on)) {
            return Err(self.superseded(row, post));
        }
        let ends_on = row.ends_on.or(post.ends_on);
        if let Some(end) = ends_on.filter(|end| *end < starts_on) {
            let rejection = Rejection::new(row.row, Column::EndsOn, "import-ends-before-start");
            return Err(rejection.with("start", starts_on).with("end", end));
        }
        let after = Post { title: row.title.clone().unwrap_or_else(|| post.title.clone()), starts_on, ends_on, ..post.clone() };
        if after.title != post.title {
            step.changes.push(Change::new(Column::Title, Some(&post.title), Some(&after.title)));
        }
        if after.starts_on != post.starts_on {
            step.changes.push(Change::new(Column::StartsOn, Some(post.starts_on), Some(after.starts_on)));
        }
        if after.ends_on != post.ends_on {
            step.changes.push(Change::new(Column::EndsOn, post.ends_on, after.ends_on));
            if post.ends_on.is_none() {
                step.class = Class::Ended;
            }
        }
        if let Some(end) = after.ends_on.filter(|end| Some(*end) != post.ends_on) {
            step.end_duties(&known.duties, None, end);
        }
        if after != *post {
            step.posts.push(PostAct::Update(after));
        }
        Ok(starts_on)
    }

    fn other_unit(
        &self,
        step: &mut PersonStep,
        known: &KnownPerson,
        latest: Option<&Post>,
        row: &PersonRow,
        unit: &Unit,
    ) -> Result<Day, Rejection> {
        let starts_on = row.starts_on.ok_or_else(|| Rejection::new(row.row, Column::StartsOn, "import-start-missing"))?;
        match latest {
            Some(post) if starts_on <= post.starts_on => Err(self.superseded(row, post)),
            _ => self.moves(step, known, latest, row, unit, starts_on),
        }
    }

    /// The old post ends the day before the new one begins, unless it has ended already.
    fn moves(
        &self,
        step: &mut PersonStep,
        known: &KnownPerson,
        from: Option<&Post>,
        row: &PersonRow,
        unit: &Unit,
        starts_on: Day,
    ) -> Result<Day, Rejection> {
        in_use(unit, row)?;
        step.class = Class::Transferred;
        let title = row.title.clone().or_else(|| from.map(|post| post.title.clone())).unwrap_or_default();
        if let Some(from) = from {
            let eve = starts_on.plus_days(-1);
            if from.ends_on.is_none_or(|end| end > eve) {
                step.posts.push(PostAct::Update(Post { ends_on: Some(eve), ..from.clone() }));
            }
            step.end_duties(&known.duties, Some(&from.unit_id), eve);
            if from.title != title {
                step.changes.push(Change::new(Column::Title, Some(&from.title), Some(&title)));
            }
        }
        let name_of = |unit: &Unit| format!("{} {}", unit.detsis, unit.name);
        let before = from.and_then(|post| self.units.by_id(&post.unit_id)).map(name_of);
        step.changes.push(Change::new(Column::UnitOfPerson, before, Some(name_of(unit))));
        step.changes.push(Change::new(Column::StartsOn, from.map(|post| post.starts_on), Some(starts_on)));
        step.posts.push(PostAct::Insert { unit: unit.id.clone(), title, starts_on, ends_on: row.ends_on });
        if let Some(end) = row.ends_on {
            step.end_duties(&known.duties, None, end);
        }
        Ok(starts_on)
    }

    /// The register knows of something later than the row does.
    fn superseded(&self, row: &PersonRow, post: &Post) -> Rejection {
        Rejection::new(row.row, Column::StartsOn, "import-post-superseded").with("start", post.starts_on)
    }

    /// Makes or ends the duty as head of the unit.
    fn head(&self, step: &mut PersonStep, row: &PersonRow, unit: &Unit, own: &[Duty], starts_on: Day) -> Result<(), Rejection> {
        let Some(leads) = row.heads_unit else { return Ok(()) };
        let mine = own
            .iter()
            .find(|duty| duty.kind == DutyKind::Supervisor && duty.unit_id == unit.id && !is_ended_before(step, duty, starts_on));
        let others: Vec<&Duty> =
            self.people.heads.get(&unit.id).into_iter().flatten().filter(|duty| own.iter().all(|o| o.id != duty.id)).collect();
        match (leads, mine) {
            (true, None) if row.ends_on.is_none_or(|end| end >= self.today) => {
                let from = if others.is_empty() { starts_on } else { starts_on.max(self.today) };
                if let Some(later) = others.iter().find(|duty| duty.starts_on > from) {
                    return Err(Rejection::new(row.row, Column::HeadsUnit, "import-head-later").with("start", later.starts_on));
                }
                let eve = from.plus_days(-1);
                let running = others.iter().filter(|duty| duty.ends_on.is_none_or(|end| end > eve));
                step.duty_ends.extend(running.map(|duty| ((*duty).clone(), eve)));
                step.heads_from = Some((from, row.ends_on));
                if step.class != Class::New {
                    step.changes.push(Change::new(Column::HeadsUnit, Some(NO), Some(YES)));
                }
            }
            // Who follows according to the same file also says when this duty ends.
            (false, Some(duty)) if !self.new_heads.contains_key(&row.unit) => {
                step.duty_ends.push((duty.clone(), self.today.plus_days(-1)));
                step.changes.push(Change::new(Column::HeadsUnit, Some(YES), Some(NO)));
            }
            _ => {}
        }
        Ok(())
    }
}

/// As the file writes them; the faces may show their own words.
const YES: &str = "Evet";
const NO: &str = "Hayır";

/// Whether the step has already ended a duty that was held before the post begins.
fn is_ended_before(step: &PersonStep, duty: &Duty, starts_on: Day) -> bool {
    step.duty_ends.iter().any(|(ended, on)| ended.id == duty.id && *on < starts_on)
}

fn in_use(unit: &Unit, row: &PersonRow) -> Result<(), Rejection> {
    match unit.ended_on {
        Some(_) => Err(Rejection::new(row.row, Column::UnitOfPerson, "import-unit-ended").with("value", &unit.detsis)),
        None => Ok(()),
    }
}
