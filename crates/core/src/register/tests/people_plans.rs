//! Plans of people files: pure, no database.

use super::super::import::testing::{PeoplePlan, PersonStep, PostAct, people};
use super::super::import::{Class, Column};
use super::super::model::{Duty, DutyKind, Person, Post, Unit};
use super::super::store::snapshot::{KnownPerson, PeopleBook, UnitBook};
use super::{PEOPLE_HEADER, line, tckn};
use crate::testing::FIRST_DAY;
use kunye_kernel::id::{DutyId, InstitutionId, PersonId, PostId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Day;

const A: &str = "20000000";
const B: &str = "30000000";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn book() -> UnitBook {
    let unit = |detsis: &str, ended_on| Unit {
        id: UnitId::from(detsis),
        institution_id: InstitutionId::from("I"),
        detsis: detsis.into(),
        parent_id: None,
        name: detsis.into(),
        kind: String::new(),
        province: None,
        ended_on,
    };
    UnitBook::new(vec![unit(A, None), unit(B, None), unit("40000000", Some(FIRST_DAY))], None)
}

/// Person `n`, in unit A since 2020.
fn known(n: u32) -> KnownPerson {
    let id = PersonId::from(format!("P{n}"));
    let post = Post {
        id: PostId::from(format!("T{n}")),
        person_id: id.clone(),
        unit_id: UnitId::from(A),
        title: "Memur".into(),
        starts_on: day("05.01.2020"),
        ends_on: None,
    };
    let person = Person {
        id,
        institution_id: InstitutionId::from("I"),
        national_id: NationalId::parse(&tckn(n)).unwrap(),
        staff_no: format!("S{n}"),
        given_names: "Ayşe".into(),
        surname: "Öz".into(),
        mobile: Mobile::parse(&format!("0532 100 {:02} {:02}", n / 100, n % 100)),
        email: Some("ayse@kurum.gov.tr".into()),
        language: None,
    };
    KnownPerson { person, posts: vec![post], duties: Vec::new() }
}

fn duty(n: u32, kind: DutyKind, unit: &str) -> Duty {
    Duty {
        id: DutyId::from(format!("D{n}")),
        kind,
        unit_id: UnitId::from(unit),
        person_id: PersonId::from(format!("P{n}")),
        starts_on: day("01.01.2021"),
        ends_on: None,
    }
}

fn register(known: impl IntoIterator<Item = KnownPerson>) -> PeopleBook {
    let mut register = PeopleBook::default();
    for person in known {
        for duty in person.duties.iter().filter(|duty| duty.kind == DutyKind::Supervisor) {
            register.heads.entry(duty.unit_id.clone()).or_default().push(duty.clone());
        }
        register.people.insert(person.person.national_id.clone(), person);
    }
    register
}

fn plan(register: &PeopleBook, rows: &str) -> PeoplePlan {
    let (rows, rejected) = people(format!("{PEOPLE_HEADER}{rows}").as_bytes()).unwrap();
    PeoplePlan::make(&book(), register, rows, rejected, FIRST_DAY)
}

fn step(register: &PeopleBook, row: &str) -> PersonStep {
    let mut plan = plan(register, row);
    assert_eq!(plan.rejected, []);
    plan.steps.remove(0)
}

fn reason(register: &PeopleBook, row: &str) -> &'static str {
    plan(register, row).rejected[0].text
}

fn ends(step: &PersonStep) -> Vec<(&str, Day)> {
    step.duty_ends.iter().map(|(duty, on)| (duty.id.as_str(), *on)).collect()
}

fn updated(step: &PersonStep) -> &Post {
    step.posts.iter().find_map(|act| if let PostAct::Update(post) = act { Some(post) } else { None }).unwrap()
}

#[test]
fn what_a_row_leaves_out_stays() {
    let row = format!("{};S1;Ayşe;Öz;;{A};;;;\n", tckn(1));
    let step = step(&register([known(1)]), &row);
    assert_eq!((step.class, step.posts.len(), step.changes.len()), (Class::Unchanged, 0, 0));
}

#[test]
fn a_change_is_told_field_by_field_with_phones_masked() {
    let row = format!("{};S9;Ayşe Nur;Öz;Şef;{A};0533 999 88 77;06.01.2020;;\n", tckn(1));
    let step = step(&register([known(1)]), &row);
    assert_eq!(step.class, Class::Changed);
    let fields: Vec<_> = step.changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Column::StaffNo, Column::GivenNames, Column::Mobile, Column::Title, Column::StartsOn]);
    assert_eq!(step.changes[2].after.as_deref(), Some("•••• ••• •• 77"));
    assert_eq!((updated(&step).title.as_str(), updated(&step).starts_on), ("Şef", day("06.01.2020")));
}

#[test]
fn a_post_ends_on_the_day_given_and_not_before_it_began() {
    let register = register([known(1)]);
    let ended = step(&register, &line(1, "Ayşe Öz", A, "05.01.2020", "31.12.2025", ""));
    assert_eq!((ended.class, updated(&ended).ends_on), (Class::Ended, Some(day("31.12.2025"))));
    let forever = step(&register, &line(1, "Ayşe Öz", A, "05.01.2020", "31.12.9999", ""));
    assert_eq!(forever.class, Class::Unchanged);
    assert_eq!(reason(&register, &line(1, "Ayşe Öz", A, "", "04.01.2020", "")), "import-ends-before-start");
}

#[test]
fn a_transfer_needs_a_day_after_the_post_it_ends() {
    let register = register([known(1)]);
    assert_eq!(reason(&register, &line(1, "Ayşe Öz", B, "", "", "")), "import-start-missing");
    for earlier in ["05.01.2020", "04.01.2020"] {
        assert_eq!(reason(&register, &line(1, "Ayşe Öz", B, earlier, "", "")), "import-post-superseded");
    }
    let step = step(&register, &line(1, "Ayşe Öz", B, "06.01.2020", "", ""));
    assert_eq!((step.class, updated(&step).ends_on), (Class::Transferred, Some(day("05.01.2020"))));
    let insert = PostAct::Insert { unit: UnitId::from(B), title: "Memur".into(), starts_on: day("06.01.2020"), ends_on: None };
    assert!(step.posts.contains(&insert));
}

#[test]
fn who_comes_back_gets_a_new_post() {
    let mut gone = known(1);
    gone.posts[0].ends_on = Some(day("31.12.2024"));
    let register = register([gone]);
    let back = step(&register, &line(1, "Ayşe Öz", A, "01.02.2026", "", ""));
    assert_eq!((back.class, back.posts.len()), (Class::Transferred, 1));
    // The old row, again: nothing is known that was not known.
    assert_eq!(step(&register, &line(1, "Ayşe Öz", A, "05.01.2020", "", "")).class, Class::Unchanged);
}

#[test]
fn rows_for_one_person_or_one_headship_count_once() {
    let register = register([]);
    let twice =
        plan(&register, &[line(1, "Ayşe Öz", A, "05.01.2026", "", ""), line(1, "Ayşe Öz", B, "05.01.2026", "", "")].concat());
    assert_eq!((twice.steps.len(), twice.rejected[0].row, twice.rejected[0].text), (1, 3, "import-person-twice"));
    assert_eq!(twice.rejected[0].args, [("first", "2".to_owned())]);
    let heads = plan(
        &register,
        &[line(1, "Ayşe Öz", A, "05.01.2026", "", "Evet"), line(2, "Can Ak", A, "05.01.2026", "", "Evet")].concat(),
    );
    assert_eq!((heads.steps.len(), heads.rejected[0].text), (1, "import-head-twice"));
    for (unit, expected) in [("99999999", "import-unit-unknown"), ("40000000", "import-unit-ended")] {
        assert_eq!(reason(&register, &line(1, "Ayşe Öz", unit, "05.01.2026", "", "")), expected);
    }
    assert_eq!(reason(&register, &line(1, "Ayşe Öz", A, "", "", "")), "import-start-missing");
}

#[test]
fn a_new_head_ends_the_former_headship_the_day_before() {
    let mut former = known(1);
    former.duties = vec![duty(1, DutyKind::Supervisor, A)];
    let register = register([former.clone(), known(2)]);
    let rows = [line(1, "Ayşe Öz", A, "", "", "Hayır"), line(2, "Ayşe Öz", A, "", "", "Evet")].concat();
    let steps = plan(&register, &rows).steps;
    assert_eq!((steps[0].class, steps[0].duty_ends.len()), (Class::Unchanged, 0));
    assert_eq!(steps[1].heads_from, Some((FIRST_DAY, None)));
    assert_eq!(ends(&steps[1]), [("D1", FIRST_DAY.plus_days(-1))]);
    // Without anybody to follow, the headship just ends.
    let alone = step(&register, &line(1, "Ayşe Öz", A, "", "", "Hayır"));
    assert_eq!((alone.class, ends(&alone)), (Class::Changed, vec![("D1", FIRST_DAY.plus_days(-1))]));
    // Where nobody was head, the post's own beginning counts.
    let first = step(&newcomer(), &line(2, "Ayşe Öz", A, "", "", "Evet"));
    assert_eq!(first.heads_from, Some((day("05.01.2020"), None)));
}

fn newcomer() -> PeopleBook {
    register([known(2)])
}

#[test]
fn duties_end_with_the_post_they_belong_to() {
    let mut person = known(1);
    person.duties = vec![duty(1, DutyKind::Supervisor, A), duty(1, DutyKind::Administrator, B)];
    person.duties[1].id = DutyId::from("E1");
    let register = register([person]);
    let moved = step(&register, &line(1, "Ayşe Öz", B, "12.01.2026", "", ""));
    assert_eq!(ends(&moved), [("D1", day("11.01.2026"))]);
    let left = step(&register, &line(1, "Ayşe Öz", A, "", "09.01.2026", ""));
    assert_eq!(left.duty_ends.len(), 2);
    // Head until the last day: the duty that is there ends, no second one is made.
    let last = step(&register, &line(1, "Ayşe Öz", A, "", "09.01.2026", "Evet"));
    assert_eq!((last.heads_from, last.duty_ends.len()), (None, 2));
}
