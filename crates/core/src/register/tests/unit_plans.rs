//! Plans of unit files: pure, no database.

use super::super::import::testing::{UnitsPlan, units};
use super::super::import::{Class, Column};
use super::super::model::Unit;
use super::super::store::snapshot::UnitBook;
use super::{UNIT_HEADER, UNITS};
use kunye_kernel::id::{InstitutionId, UnitId};
use std::collections::HashSet;

fn unit(detsis: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: UnitId::from(detsis),
        institution_id: InstitutionId::from("I"),
        detsis: detsis.into(),
        parent_id: parent.map(UnitId::from),
        name: format!("Birim {detsis}"),
        kind: String::new(),
        province: None,
        ended_on: None,
    }
}

/// A root, two units below it, and one below the first of them.
fn register() -> Vec<Unit> {
    vec![
        unit("10000000", None),
        unit("20000000", Some("10000000")),
        unit("30000000", Some("10000000")),
        unit("21000000", Some("20000000")),
    ]
}

fn plan_with(book: &UnitBook, rows: &str) -> UnitsPlan {
    let (rows, rejected) = units(format!("{UNIT_HEADER}{rows}").as_bytes()).unwrap();
    UnitsPlan::make(book, rows, rejected)
}

fn plan(rows: &str) -> UnitsPlan {
    plan_with(&UnitBook::new(register(), None), rows)
}

fn reasons(plan: &UnitsPlan) -> Vec<(u32, &'static str)> {
    plan.rejected.iter().map(|rejection| (rejection.row, rejection.text)).collect()
}

#[test]
fn parents_come_before_children_whatever_the_order_of_the_file() {
    let backwards: String = UNITS.lines().rev().map(|line| format!("{line}\n")).collect();
    let plan = plan_with(&UnitBook::default(), &backwards);
    assert_eq!(reasons(&plan), []);
    let order: Vec<_> = plan.new.iter().map(|unit| (unit.depth, unit.row.detsis.as_str())).collect();
    assert_eq!(order, [(0, "10000000"), (1, "30000000"), (1, "20000000"), (2, "21000000")]);
}

#[test]
fn changes_are_told_field_by_field() {
    let plan = plan("20000000;Ankara;30000000;İl Müdürlüğü;Ankara\n30000000;Birim 30000000;10000000;;\n");
    assert_eq!(reasons(&plan), []);
    let fields: Vec<_> = plan.known[0].changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Column::UnitName, Column::UnitKind, Column::Province, Column::Parent]);
    let parent = &plan.known[0].changes[3];
    assert_eq!((parent.before.as_deref(), parent.after.as_deref()), (Some("10000000"), Some("30000000")));
    assert_eq!((plan.known[0].class(), plan.known[1].class()), (Class::Transferred, Class::Unchanged));
}

#[test]
fn unknown_parents_take_the_rows_below_with_them() {
    let plan = plan("41000000;Alt;40000000;;\n40000000;Üst;99999999;;\n42000000;Alt altı;41000000;;\n50000000;İyi;30000000;;\n");
    assert_eq!(reasons(&plan), [(2, "import-parent-rejected"), (3, "import-parent-unknown"), (4, "import-parent-rejected")]);
    assert_eq!(plan.new.len(), 1);
}

#[test]
fn a_cycle_is_refused_among_new_units_and_among_known_ones() {
    let new = plan("40000000;A;41000000;;\n41000000;B;40000000;;\n");
    assert_eq!(reasons(&new), [(2, "import-parent-cycle"), (3, "import-parent-rejected")]);
    // A unit below its own child.
    let known = plan("20000000;Birim 20000000;21000000;;\n");
    assert_eq!(reasons(&known), [(2, "import-parent-cycle")]);
    let own = plan("20000000;Birim 20000000;20000000;;\n");
    assert_eq!(reasons(&own), [(2, "import-parent-cycle")]);
    // Parent and child change places: no cycle, whichever row comes first.
    for rows in ["20000000;X;21000000;;\n21000000;Y;10000000;;\n", "21000000;Y;10000000;;\n20000000;X;21000000;;\n"] {
        assert_eq!(reasons(&plan(rows)), [], "{rows}");
    }
    // Through a new unit in between.
    let between = plan("20000000;X;40000000;;\n40000000;Ara;21000000;;\n");
    assert_eq!(reasons(&between), [(2, "import-parent-cycle")]);
    assert_eq!(between.new.len(), 1);
}

#[test]
fn the_later_of_two_rows_for_one_unit_is_refused() {
    let plan = plan("20000000;Bir;10000000;;\n20000000;İki;10000000;;\n");
    assert_eq!(reasons(&plan), [(3, "import-unit-twice")]);
    assert_eq!(plan.rejected[0].args[0], ("first", "2".to_owned()));
    assert_eq!(plan.known[0].unit.name, "Bir");
}

#[test]
fn roots_stay_roots() {
    let rows = "10000000;Kök;30000000;;\n20000000;Yeni kök;;;\n90000000;Başka kurum;;;\n";
    assert_eq!(reasons(&plan(rows)), [(2, "import-root-has-parent"), (3, "import-parent-empty")]);
    let mine = HashSet::from([UnitId::from("20000000"), UnitId::from("21000000")]);
    let book = UnitBook::new(register(), Some(mine));
    let rows = "90000000;Başka kurum;;;\n30000000;Komşu;10000000;;\n22000000;Yeni;30000000;;\n23000000;Yeni;20000000;;\n21000000;Alt;30000000;;\n";
    let expected = [
        (2, "import-root-not-yours"),
        (3, "import-unit-not-yours"),
        (4, "import-parent-not-yours"),
        (6, "import-parent-not-yours"),
    ];
    assert_eq!(reasons(&plan_with(&book, rows)), expected);
}

#[test]
fn units_do_not_change_institution() {
    let mut other = unit("80000000", None);
    other.institution_id = InstitutionId::from("J");
    let book = UnitBook::new(register().into_iter().chain([other]).collect(), None);
    assert_eq!(reasons(&plan_with(&book, "20000000;Birim;80000000;;\n")), [(2, "import-parent-other-institution")]);
}

#[test]
fn a_tree_has_twenty_levels() {
    let chain: String = (0..20)
        .map(|n| format!("5{n:07};Basamak;{};;\n", if n == 0 { "10000000".into() } else { format!("5{:07}", n - 1) }))
        .collect();
    let plan = plan(&chain);
    assert_eq!((plan.new.len(), reasons(&plan)), (19, vec![(21, "import-too-deep")]));
}

#[test]
fn the_digest_tells_plans_apart() {
    use super::super::import::testing::Plan;
    let digest = |rows: &str| Plan::Units(plan(rows)).digest();
    let one = "20000000;Ankara;10000000;;\n";
    assert_eq!(digest(one), digest(one));
    assert_ne!(digest(one), digest("20000000;Ankara;10000000;;06\n"));
    assert_eq!(digest(one).len(), 64);
}
