//! The two steps of an import, and what stays between them.

use super::super::import::{self, Class, Column, ImportKind, Stage};
use super::super::model::DutyKind;
use super::*;
use crate::testing::in_every_world;
use kunye_kernel::error::Kind;

const PEOPLE: ImportKind = ImportKind::People;

fn staff() -> String {
    [
        line(1, "Şükrü Çağlayan", "20000000", "05.01.2015", "", "Evet"),
        line(2, "Ayşe Öz", "20000000", "05.01.2020", "", "Hayır"),
        line(3, "Işık Ilgaz", "21000000", "05.01.2020", "", ""),
    ]
    .concat()
}

#[test]
fn a_preview_changes_nothing_and_an_apply_does_what_it_showed() {
    in_every_world(|world| {
        units(world);
        let preview = preview(world, PEOPLE, &staff());
        assert_eq!((preview.counts.new, preview.counts.rows()), (3, 3));
        assert_eq!(preview.samples.len(), 1);
        let (class, items) = &preview.samples[0];
        assert_eq!((*class, items.len()), (Class::New, 3));
        assert_eq!(
            (items[0].row, items[0].name.as_str(), items[0].unit.as_deref()),
            (2, "Şükrü Çağlayan", Some("Ankara İl Müdürlüğü"))
        );
        assert!(items[0].key.contains("******"), "{}", items[0].key);
        assert!(world.db.read(|conn| store::people_without_post(conn, FIRST_DAY)).unwrap().is_empty());
        let none = NationalId::parse(&tckn(1)).unwrap();
        assert_eq!(world.db.read(|conn| store::person_by_national_id(conn, &none)).unwrap(), None);

        let mut stages = Vec::new();
        import::apply(world, &operator(), &preview.id, &mut |progress| stages.push(progress.stage)).unwrap();
        assert!(stages.contains(&Stage::Comparing) && stages.contains(&Stage::Writing));
        let person = world.db.read(|conn| store::person_by_national_id(conn, &none)).unwrap().unwrap();
        assert_eq!((person.full_name().as_str(), person.mobile.unwrap().e164()), ("Şükrü Çağlayan", "+905321000001"));
        let head = world.db.read(|conn| store::unit_head(conn, &unit(world, "20000000"), FIRST_DAY)).unwrap();
        assert_eq!(head, Some(person.id));
        assert_eq!((recorded(world, "import.previewed"), recorded(world, "import.applied")), (2, 2));

        // Once is enough.
        let again = import::apply(world, &operator(), &preview.id, &mut |_| ()).unwrap_err();
        assert_eq!((again.kind, again.text), (Kind::Conflict, "import-ended"));
    });
}

#[test]
fn the_same_file_twice_changes_nothing() {
    in_every_world(|world| {
        units(world);
        let same = bring(world, ImportKind::Units, UNITS);
        assert_eq!((same.unchanged, same.has_effect()), (4, false));
        // A joiner, a mover of today and one of next month, a leaver, a new head.
        bring(world, PEOPLE, &staff());
        let next = [
            line(1, "Şükrü Çağlayan", "20000000", "05.01.2015", "10.01.2026", ""),
            line(2, "Ayşe Öz", "20000000", "05.01.2020", "", "Evet"),
            line(3, "Işık Ilgaz", "30000000", "01.02.2026", "", ""),
            line(4, "Ümit Şen", "21000000", "05.01.2026", "", "Evet"),
        ]
        .concat();
        let first = bring(world, PEOPLE, &next);
        assert_eq!((first.new, first.changed, first.transferred, first.ended), (1, 1, 1, 1));
        let second = bring(world, PEOPLE, &next);
        assert_eq!((second.unchanged, second.has_effect()), (4, false));
    });
}

#[test]
fn a_transfer_ends_one_post_and_starts_another() {
    in_every_world(|world| {
        units(world);
        bring(world, PEOPLE, &staff());
        let preview = preview(world, PEOPLE, &line(1, "Şükrü Çağlayan", "30000000", "12.01.2026", "", ""));
        let (class, items) = &preview.samples[0];
        assert_eq!(*class, Class::Transferred);
        let moved = items[0].changes.iter().find(|change| change.field == Column::UnitOfPerson).unwrap();
        assert_eq!(moved.before.as_deref(), Some("20000000 Ankara İl Müdürlüğü"));
        assert_eq!(moved.after.as_deref(), Some("30000000 İzmir İl Müdürlüğü"));
        import::apply(world, &operator(), &preview.id, &mut |_| ()).unwrap();
        let (id, start) = (person(world, 1), Day::parse("12.01.2026").unwrap());
        let place = |day| world.db.read(|conn| store::current_post(conn, &id, day)).unwrap().unwrap().unit_id;
        assert_eq!(place(start.plus_days(-1)), unit(world, "20000000"));
        assert_eq!(place(start), unit(world, "30000000"));
        // The head of the old unit is its head no longer.
        let head = |day| world.db.read(|conn| store::unit_head(conn, &unit(world, "20000000"), day)).unwrap();
        assert_eq!((head(start.plus_days(-1)), head(start)), (Some(id), None));
        assert_eq!(
            (recorded(world, "person.transferred"), recorded(world, "duty.ended"), recorded(world, "duty.given")),
            (1, 1, 1)
        );
    });
}

#[test]
fn who_leaves_leaves_every_duty() {
    in_every_world(|world| {
        units(world);
        bring(world, PEOPLE, &staff());
        give(world, DutyKind::Officer, "20000000", 2, None);
        give(world, DutyKind::Administrator, "10000000", 2, None);
        bring(world, PEOPLE, &line(2, "Ayşe Öz", "20000000", "05.01.2020", "09.01.2026", ""));
        let last = Day::parse("09.01.2026").unwrap();
        let duties = |day| world.db.read(|conn| store::duties_of(conn, &person(world, 2), day)).unwrap().len();
        assert_eq!((duties(last), duties(last.plus_days(1))), (2, 0));
    });
}

#[test]
fn a_preview_that_has_gone_stale_is_refused_whole() {
    in_every_world(|world| {
        units(world);
        bring(world, PEOPLE, &staff());
        let stale = preview(world, PEOPLE, &line(2, "Ayşe Özgür", "20000000", "05.01.2020", "", ""));
        bring(world, PEOPLE, &line(2, "Ayşe Ören", "20000000", "05.01.2020", "", ""));
        let error = import::apply(world, &operator(), &stale.id, &mut |_| ()).unwrap_err();
        assert_eq!((error.kind, error.text), (Kind::Conflict, "import-changed-meanwhile"));
        let person = world.db.read(|conn| store::person(conn, &person(world, 2))).unwrap().unwrap();
        assert_eq!(person.surname, "Ören");
        // It can still be looked at, and discarded.
        assert_eq!(import::show(world, &operator(), &stale.id).unwrap().counts.changed, 1);
        import::discard(world, &operator(), &stale.id).unwrap();
        assert_eq!(import::show(world, &operator(), &stale.id).unwrap_err().text, "import-ended");
    });
}

#[test]
fn the_file_does_not_outlive_the_import() {
    let world = TestWorld::new();
    units(&world);
    let blobs = || files_below(&world.folder().join("blobs"));
    assert_eq!(blobs(), 0);
    let waiting = preview(&world, PEOPLE, &staff());
    assert_eq!(blobs(), 1);
    assert_eq!(import::discard_older(&world, &operator(), world.now()).unwrap(), 0);
    world.clock.advance(1);
    assert_eq!(import::discard_older(&world, &operator(), world.now()).unwrap(), 1);
    assert_eq!(blobs(), 0);
    assert_eq!(import::apply(&world, &operator(), &waiting.id, &mut |_| ()).unwrap_err().text, "import-ended");
}

#[test]
fn what_nobody_confirmed_is_forgotten_after_a_day() {
    in_every_world(|world| {
        units(world);
        let texts = std::sync::Arc::new(crate::texts::Texts::load().unwrap());
        let runner = crate::jobs::Runner::new(world.world.clone(), crate::handlers(texts));
        let a_night_later = |hours: i64| {
            world.clock.advance(hours * kunye_kernel::time::HOUR);
            crate::tick(world).unwrap();
            runner.run_due().unwrap();
        };
        let old = preview(world, PEOPLE, &staff());
        a_night_later(23);
        let young = preview(world, PEOPLE, &line(2, "Ayşe Özgür", "20000000", "05.01.2020", "", ""));
        assert_eq!(import::show(world, &operator(), &old.id).unwrap().counts.new, old.counts.new, "not a day yet");
        // Once a day is enough: the day after the day after it was made, at the latest.
        a_night_later(22);
        assert_eq!(import::show(world, &operator(), &old.id).unwrap_err().text, "import-ended");
        assert_eq!(import::show(world, &operator(), &young.id).unwrap().counts.new, 1);
        assert_eq!(files_below(&world.folder().join("blobs")), 1);
        assert_eq!(recorded(world, "import.discarded"), 1);
    });
}

fn files_below(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn an_administrator_imports_within_the_duty_and_nobody_else_imports() {
    in_every_world(|world| {
        units(world);
        bring(world, PEOPLE, &staff());
        give(world, DutyKind::Administrator, "20000000", 2, None);
        give(world, DutyKind::Officer, "20000000", 3, None);
        let file = |rows: &str| format!("{PEOPLE_HEADER}{rows}").into_bytes();
        let rows = [
            line(5, "Can Ak", "21000000", "05.01.2026", "", ""),
            line(6, "Cem Ak", "30000000", "05.01.2026", "", ""),
            line(1, "Şükrü Çağlayan", "10000000", "05.01.2026", "", ""),
        ];
        let admin = signed_in(&person(world, 2));
        let bring = |actor: &Actor| import::preview(world, actor, PEOPLE, "x.csv", &file(&rows.concat()), &mut |_| ());
        let preview = bring(&admin).unwrap();
        assert_eq!(preview.counts.new, 1);
        let reasons: Vec<_> = preview.rejected.iter().map(|rejection| (rejection.row, rejection.text)).collect();
        assert_eq!(reasons, [(3, "import-unit-not-yours"), (4, "import-unit-not-yours")]);
        // A preview belongs to whoever made it.
        let other = signed_in(&person(world, 3));
        assert_eq!(import::apply(world, &other, &preview.id, &mut |_| ()).unwrap_err().kind, Kind::Forbidden);
        for stranger in
            [other, without_second_factor(&person(world, 2)), Actor::Job { kind: "x" }, Actor::Public { source: Source::local() }]
        {
            assert_eq!(bring(&stranger).unwrap_err().kind, Kind::Forbidden, "{stranger:?}");
        }
        assert_eq!(import::apply(world, &admin, &preview.id, &mut |_| ()).unwrap().new, 1);
        // Somebody of another area cannot be pulled over.
        super::bring(world, PEOPLE, &line(7, "Su Ak", "30000000", "05.01.2020", "", ""));
        let pull = import::preview(
            world,
            &admin,
            PEOPLE,
            "x.csv",
            &file(&line(7, "Su Ak", "20000000", "05.01.2026", "", "")),
            &mut |_| (),
        )
        .unwrap();
        assert_eq!(pull.rejected[0].text, "import-person-elsewhere");
    });
}

#[test]
fn a_template_is_read_back_without_a_row() {
    let texts = crate::texts::Texts::load().unwrap();
    for kind in ImportKind::ALL {
        for language in kunye_kernel::language::Language::ALL {
            let bytes = import::template(&texts, language, *kind).unwrap();
            let error = import::preview(&TestWorld::new(), &operator(), *kind, "t.xlsx", &bytes, &mut |_| ()).unwrap_err();
            assert_eq!(error.text, "import-no-rows");
        }
    }
}

#[test]
fn every_reason_has_its_words_in_both_languages() {
    let texts = crate::texts::Texts::load().unwrap();
    let mut keys = std::collections::BTreeSet::new();
    for folder in ["src/register", "src/register/import", "src/register/import/plan"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_file() {
                let source = std::fs::read_to_string(entry).unwrap();
                let quoted = source.split('"').filter(|text| text.starts_with("import-") || text.starts_with("error-register-"));
                keys.extend(quoted.map(str::to_owned));
            }
        }
    }
    assert!(keys.len() > 80, "{}", keys.len());
    for language in kunye_kernel::language::Language::ALL {
        let missing: Vec<_> = keys.iter().filter(|key| !texts.has(language, key)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}
