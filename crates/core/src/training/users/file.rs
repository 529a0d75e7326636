//! A file of counts: a unit's DETSİS number and how many active users it has. One file may count several institutions.

use super::rollup::{Line, roll_up};
use crate::register::Institution;
use crate::register::Place;
use crate::register::import::{SheetRow, sheet};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

const UNIT: &[&str] = &["DETSİS No", "DETSİS", "DETSİS Numarası", "Birim DETSİS No", "Kurum DETSİS No"];
const USERS: &[&str] = &["Aktif Kullanıcı Sayısı", "Aktif Kullanıcı", "Kullanıcı Sayısı", "Aktif Sertifika Sayısı", "Sayı"];

/// Nobody has more certificates in one unit than there are people in the country.
const MOST: i64 = 100_000_000;

/// A row that cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    pub row: u32,
    pub detsis: String,
    /// Key of the reason.
    pub text: &'static str,
}

/// What a file says of one institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    pub institution: Institution,
    /// Units with users of their own.
    pub units: usize,
    pub total: i64,
    pub(super) lines: Vec<Line>,
}

/// What a file says. A file with rejected rows is not taken at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In order of their names.
    pub institutions: Vec<PlanLine>,
    pub rejected: Vec<Rejected>,
}

pub(super) fn read(bytes: &[u8], places: &[Place], institutions: &HashMap<InstitutionId, Institution>) -> Result<Plan> {
    Ok(plan(&sheet(bytes, &[UNIT, USERS])?, places, institutions))
}

fn plan(rows: &[SheetRow], places: &[Place], institutions: &HashMap<InstitutionId, Institution>) -> Plan {
    let by_detsis: HashMap<&str, &Place> = places.iter().map(|place| (place.detsis.as_str(), place)).collect();
    let mut own: BTreeMap<&InstitutionId, HashMap<UnitId, i64>> = BTreeMap::new();
    let mut plan = Plan::default();
    for row in rows {
        let [detsis, users] = row.cells.as_slice() else { continue };
        match one(detsis, users, &by_detsis) {
            Err(text) => plan.rejected.push(Rejected { row: row.row, detsis: detsis.chars().take(20).collect(), text }),
            Ok((place, users)) => {
                let counted = own.entry(&place.institution_id).or_default();
                if counted.insert(place.id.clone(), users).is_some() {
                    plan.rejected.push(Rejected { row: row.row, detsis: detsis.clone(), text: "training-count-twice" });
                }
            }
        }
    }
    plan.institutions = sums(own, places, institutions);
    plan
}

/// Users of units rolled up over the trees of their institutions, in order of the names.
pub(super) fn sums(
    own: BTreeMap<&InstitutionId, HashMap<UnitId, i64>>,
    places: &[Place],
    institutions: &HashMap<InstitutionId, Institution>,
) -> Vec<PlanLine> {
    let mut trees: HashMap<&InstitutionId, Vec<(UnitId, Option<UnitId>)>> = HashMap::new();
    for place in places.iter().filter(|place| own.contains_key(&place.institution_id)) {
        trees.entry(&place.institution_id).or_default().push((place.id.clone(), place.parent_id.clone()));
    }
    let mut sums = Vec::with_capacity(own.len());
    for (institution, users) in own {
        let Some(institution) = institutions.get(institution) else { continue };
        let lines = trees.get(&institution.id).map(|tree| roll_up(tree, &users)).unwrap_or_default();
        let units = users.values().filter(|users| **users > 0).count();
        sums.push(PlanLine { institution: institution.clone(), units, total: users.values().sum(), lines });
    }
    sums.sort_by_key(|line| kunye_kernel::text::sort_key(&line.institution.name));
    sums
}

fn one<'a>(detsis: &str, users: &str, places: &HashMap<&str, &'a Place>) -> Result<(&'a Place, i64), &'static str> {
    if detsis.is_empty() {
        return Err("training-count-no-unit");
    }
    let place = places.get(detsis).ok_or("training-count-unknown-unit")?;
    // `1.234` and `1 234` are how people write a thousand; a fraction of a person is a mistake.
    let plain: String = users.chars().filter(|c| !c.is_whitespace()).collect();
    let grouped = plain.split('.').enumerate().all(|(at, part)| !part.is_empty() && (at == 0 || part.len() == 3));
    let digits: String = if grouped { plain.replace('.', "") } else { plain };
    let number: i64 = digits.parse().map_err(|_| "training-count-no-number")?;
    if (0..=MOST).contains(&number) { Ok((place, number)) } else { Err("training-count-no-number") }
}

/// A file that is not whole is refused with the first of its rows that are wrong.
pub(super) fn whole(plan: Plan) -> Result<Plan> {
    match plan.rejected.first() {
        None => Ok(plan),
        Some(first) => Err(Error::field("file", first.text).with("row", first.row)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, parent: Option<&str>, institution: &str) -> Place {
        Place {
            id: id.into(),
            parent_id: parent.map(UnitId::from),
            institution_id: institution.into(),
            detsis: format!("9900000{id}"),
        }
    }

    fn read(text: &str) -> Plan {
        let institutions = ["A", "B"].map(|id| Institution { id: id.into(), detsis: id.into(), name: id.into() });
        let by_id = institutions.into_iter().map(|institution| (institution.id.clone(), institution)).collect();
        let places = [place("1", None, "A"), place("2", Some("1"), "A"), place("3", Some("2"), "A"), place("4", None, "B")];
        super::read(text.as_bytes(), &places, &by_id).unwrap()
    }

    #[test]
    fn one_file_counts_several_institutions_up_to_their_roots() {
        let plan = read("DETSİS;Kullanıcı Sayısı\n99000003;1.234\n99000002;0\n99000004;7\n");
        assert_eq!(plan.rejected, []);
        let seen: Vec<_> =
            plan.institutions.iter().map(|line| (line.institution.name.as_str(), line.units, line.total)).collect();
        assert_eq!(seen, [("A", 1, 1_234), ("B", 1, 7)]);
        let subtotals: Vec<_> =
            plan.institutions[0].lines.iter().map(|line| (line.unit.as_str(), line.users, line.subtotal)).collect();
        assert_eq!(subtotals, [("1", 0, 1_234), ("2", 0, 1_234), ("3", 1_234, 1_234)]);
    }

    #[test]
    fn every_wrong_row_is_named_with_its_reason() {
        let plan = read(
            "DETSİS;Kullanıcı Sayısı\n99000009;1\n99000001;-1\n99000001;1,5\n99000001;1.5\n;4\n99000004;3\n99000004;3\n99000003;x\n",
        );
        let seen: Vec<_> = plan.rejected.iter().map(|row| (row.row, row.text)).collect();
        assert_eq!(
            seen,
            [
                (2, "training-count-unknown-unit"),
                (3, "training-count-no-number"),
                (4, "training-count-no-number"),
                (5, "training-count-no-number"),
                (6, "training-count-no-unit"),
                (8, "training-count-twice"),
                (9, "training-count-no-number"),
            ]
        );
        let error = whole(plan).unwrap_err();
        assert_eq!((error.fields()[0].text, error.args[0].1.as_str()), ("training-count-unknown-unit", "2"));
    }
}
