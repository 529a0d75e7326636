//! The plan of a unit file: the tree stays a tree, and units stay in their institution.

use super::super::columns::Column;
use super::super::rows::{Rejection, UnitRow};
use super::{Change, Class, Counts, Item, in_order};
use crate::register::model::Unit;
use crate::register::store::snapshot::UnitBook;
use std::collections::HashMap;

/// Levels of a tree, the root counted.
const DEPTH_LIMIT: usize = 20;

/// A unit to be made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) struct NewUnit {
    pub row: UnitRow,
    /// Levels from the root, so that parents are made before their children.
    pub depth: usize,
}

/// A unit to be changed, or left as it is when nothing differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) struct UnitStep {
    pub row: u32,
    /// As it will be, but for `parent_id`.
    pub unit: Unit,
    /// The DETSİS number of the new parent, when the unit moves.
    pub moves_to: Option<String>,
    pub changes: Vec<Change>,
}

impl UnitStep {
    pub fn class(&self) -> Class {
        match (&self.moves_to, self.changes.is_empty()) {
            (Some(_), _) => Class::Transferred,
            (None, false) => Class::Changed,
            (None, true) => Class::Unchanged,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::register) struct UnitsPlan {
    pub new: Vec<NewUnit>,
    pub known: Vec<UnitStep>,
    pub rejected: Vec<Rejection>,
}

impl UnitsPlan {
    pub fn make(book: &UnitBook, rows: Vec<UnitRow>, rejected: Vec<Rejection>) -> Self {
        let mut draft = Draft::new(book, rows, rejected);
        draft.check_each_row();
        draft.check_parents();
        draft.check_tree();
        draft.finish()
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts { new: self.new.len(), rejected: self.rejected.len(), ..Counts::default() };
        self.known.iter().for_each(|step| counts.add(step.class()));
        counts
    }

    pub fn items(&self, class: Class, most: usize) -> Vec<Item> {
        match class {
            Class::New => {
                let new = self.new.iter().take(most);
                new.map(|NewUnit { row, .. }| Item {
                    row: row.row,
                    key: row.detsis.clone(),
                    name: row.name.clone(),
                    unit: row.parent.clone(),
                    changes: Vec::new(),
                })
                .collect()
            }
            _ => {
                let known = self.known.iter().filter(|step| step.class() == class).take(most);
                known
                    .map(|step| Item {
                        row: step.row,
                        key: step.unit.detsis.clone(),
                        name: step.unit.name.clone(),
                        unit: None,
                        changes: step.changes.clone(),
                    })
                    .collect()
            }
        }
    }
}

/// Rows by DETSİS number, taken out one by one as reasons against them are found.
struct Draft<'a> {
    book: &'a UnitBook,
    rows: Vec<UnitRow>,
    /// The row of a DETSİS number, while it is not rejected.
    at: HashMap<String, usize>,
    /// Rows by the parent they name.
    below: HashMap<String, Vec<usize>>,
    rejected: Vec<Rejection>,
}

impl<'a> Draft<'a> {
    fn new(book: &'a UnitBook, rows: Vec<UnitRow>, mut rejected: Vec<Rejection>) -> Self {
        let mut at: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        let mut below: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            if let Some(first) = at.get(&row.detsis) {
                let first = rows[*first].row;
                rejected.push(
                    Rejection::new(row.row, Column::Detsis, "import-unit-twice").with("first", first).with("value", &row.detsis),
                );
                continue;
            }
            at.insert(row.detsis.clone(), i);
            if let Some(parent) = &row.parent {
                below.entry(parent.clone()).or_default().push(i);
            }
        }
        Self { book, rows, at, below, rejected }
    }

    fn is_live(&self, i: usize) -> bool {
        self.at.get(&self.rows[i].detsis) == Some(&i)
    }

    /// Takes a row out, and with a unit that is not made, the rows that would hang below it.
    fn reject(&mut self, i: usize, rejection: Rejection) {
        self.rejected.push(rejection);
        let mut gone = vec![i];
        while let Some(i) = gone.pop() {
            let (row, detsis) = (self.rows[i].row, self.rows[i].detsis.clone());
            self.at.remove(&detsis);
            if self.book.get(&detsis).is_some() {
                continue;
            }
            for child in self.below.get(&detsis).cloned().unwrap_or_default() {
                if self.is_live(child) {
                    let child_row = self.rows[child].row;
                    self.rejected.push(Rejection::new(child_row, Column::Parent, "import-parent-rejected").with("parent", row));
                    gone.push(child);
                }
            }
        }
    }

    fn reject_where(&mut self, reason: impl Fn(&Self, &UnitRow) -> Option<Rejection>) {
        for i in 0..self.rows.len() {
            if self.is_live(i)
                && let Some(rejection) = reason(self, &self.rows[i])
            {
                self.reject(i, rejection);
            }
        }
    }

    fn check_each_row(&mut self) {
        self.reject_where(|draft, row| {
            let because = |text| {
                Some(Rejection::new(row.row, Column::Parent, text).with("value", row.parent.as_deref().unwrap_or_default()))
            };
            let known = draft.book.get(&row.detsis);
            match (known, &row.parent) {
                (Some(unit), _) if !draft.book.is_mine(&unit.id) => {
                    Some(Rejection::new(row.row, Column::Detsis, "import-unit-not-yours").with("value", &row.detsis))
                }
                (Some(unit), Some(_)) if unit.parent_id.is_none() => because("import-root-has-parent"),
                (Some(unit), None) if unit.parent_id.is_some() => because("import-parent-empty"),
                (None, None) if !draft.book.is_everything_mine() => because("import-root-not-yours"),
                (_, Some(parent)) if *parent == row.detsis => because("import-parent-cycle"),
                _ => None,
            }
        });
    }

    fn check_parents(&mut self) {
        self.reject_where(|draft, row| {
            let parent = row.parent.as_ref()?;
            let because = |text| Some(Rejection::new(row.row, Column::Parent, text).with("value", parent));
            let Some(above) = draft.book.get(parent) else {
                return if draft.at.contains_key(parent) { None } else { because("import-parent-unknown") };
            };
            match draft.book.get(&row.detsis) {
                Some(unit) if unit.parent_id.as_ref() == Some(&above.id) => None,
                Some(unit) if unit.institution_id != above.institution_id => because("import-parent-other-institution"),
                _ if !draft.book.is_mine(&above.id) => because("import-parent-not-yours"),
                _ => None,
            }
        });
    }

    /// What a unit will hang below.
    fn parent_of(&self, detsis: &str) -> Option<&str> {
        match self.at.get(detsis) {
            Some(i) => self.rows[*i].parent.as_deref(),
            None => self.book.parent_of(detsis),
        }
    }

    /// Cycles first, then depth. A row that is taken out leaves its unit where the register has it, which may close another
    /// cycle: so until nothing more is found.
    fn check_tree(&mut self) {
        loop {
            let before = self.rejected.len();
            self.reject_where(|draft, row| {
                let closes = draft.above(&row.detsis).any(|unit| unit == row.detsis);
                closes.then(|| {
                    Rejection::new(row.row, Column::Parent, "import-parent-cycle")
                        .with("value", row.parent.as_deref().unwrap_or_default())
                })
            });
            self.reject_where(|draft, row| {
                let is_deep = draft.above(&row.detsis).count() >= DEPTH_LIMIT;
                is_deep.then(|| Rejection::new(row.row, Column::Parent, "import-too-deep").with("most", DEPTH_LIMIT))
            });
            if self.rejected.len() == before {
                return;
            }
        }
    }

    /// The units above one, from the nearest up; endless on a cycle, so cut off.
    fn above<'b>(&'b self, detsis: &str) -> impl Iterator<Item = &'b str> {
        std::iter::successors(self.parent_of(detsis), |unit| self.parent_of(unit)).take(2 * DEPTH_LIMIT)
    }

    fn finish(self) -> UnitsPlan {
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for (_, row) in self.rows.iter().enumerate().filter(|(i, _)| self.is_live(*i)) {
            match self.book.get(&row.detsis) {
                None => new.push(NewUnit { depth: self.above(&row.detsis).count(), row: row.clone() }),
                Some(unit) => known.push(self.step(unit, row)),
            }
        }
        new.sort_by_key(|unit| (unit.depth, unit.row.row));
        UnitsPlan { new, known, rejected: in_order(self.rejected) }
    }

    fn step(&self, unit: &Unit, row: &UnitRow) -> UnitStep {
        let mut after = unit.clone();
        let mut changes = Vec::new();
        if unit.name != row.name {
            changes.push(Change::new(Column::UnitName, Some(&unit.name), Some(&row.name)));
            after.name.clone_from(&row.name);
        }
        if let Some(kind) = row.kind.as_ref().filter(|kind| **kind != unit.kind) {
            changes.push(Change::new(Column::UnitKind, Some(&unit.kind), Some(kind)));
            after.kind.clone_from(kind);
        }
        if row.province.is_some() && row.province != unit.province {
            changes.push(Change::new(Column::Province, unit.province, row.province));
            after.province = row.province;
        }
        let before = self.book.parent_of(&row.detsis);
        let moves_to = row.parent.clone().filter(|parent| before != Some(parent.as_str()));
        if moves_to.is_some() {
            changes.push(Change::new(Column::Parent, before, moves_to.as_ref()));
        }
        UnitStep { row: row.row, unit: after, moves_to, changes }
    }
}
