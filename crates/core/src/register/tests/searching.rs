//! Finding units and people, in Turkish order, within what one may see; and the tree after moves.

use super::super::duties;
use super::super::import::ImportKind;
use super::super::model::DutyKind;
use super::super::province::Province;
use super::*;
use crate::testing::in_every_world;
use kunye_kernel::page::PageRequest;

fn names(world: &TestWorld, actor: &Actor, query: &str) -> Vec<String> {
    let found = world.db.read(|conn| {
        let scope = match actor {
            Actor::Operator { .. } => duties::administrator_scope(conn, actor, FIRST_DAY)?.people(),
            _ => duties::officer_scope(conn, actor, FIRST_DAY)?.people(),
        };
        store::search_people(conn, &scope, query, FIRST_DAY, PageRequest::default())
    });
    found.unwrap().items.iter().map(|row| row.person.full_name()).collect()
}

fn staffed(world: &TestWorld) {
    units(world);
    let rows = [
        line(1, "Şükrü Çağlayan", "20000000", "05.01.2020", "", ""),
        line(2, "Zeki Cem", "20000000", "05.01.2020", "", ""),
        line(3, "Su Dağ", "21000000", "05.01.2020", "", ""),
        line(4, "Irmak Ilgaz", "30000000", "05.01.2020", "", ""),
        line(5, "Ece Ilgaz", "20000000", "05.01.2020", "31.12.2025", ""),
        line(6, "Can İnan", "30000000", "05.01.2020", "", ""),
    ];
    bring(world, ImportKind::People, &rows.concat());
}

#[test]
fn people_are_found_without_diacritics_and_listed_in_turkish_order() {
    in_every_world(|world| {
        staffed(world);
        assert_eq!(names(world, &operator(), "sukru cag"), ["Şükrü Çağlayan"]);
        assert_eq!(names(world, &operator(), "ÇAĞ ŞÜKRÜ"), ["Şükrü Çağlayan"]);
        assert_eq!(names(world, &operator(), "s3"), ["Su Dağ"]);
        assert_eq!(names(world, &operator(), &tckn(2)), ["Zeki Cem"]);
        assert_eq!(names(world, &operator(), "ukru"), [""; 0]);
        // Signs of which no word is left find nobody; only an empty query finds all.
        for query in ["%", "_", "*", "%_'", " % "] {
            assert_eq!(names(world, &operator(), query), [""; 0], "{query}");
        }
        assert_eq!(names(world, &operator(), "%sukru_"), ["Şükrü Çağlayan"]);
        assert_eq!(
            names(world, &operator(), ""),
            ["Zeki Cem", "Şükrü Çağlayan", "Su Dağ", "Ece Ilgaz", "Irmak Ilgaz", "Can İnan"]
        );
    });
}

#[test]
fn an_officer_finds_those_who_are_there_and_below() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Officer, "20000000", 2, None);
        let officer = signed_in(&person(world, 2));
        assert_eq!(names(world, &officer, ""), ["Zeki Cem", "Şükrü Çağlayan", "Su Dağ"]);
        assert_eq!(names(world, &officer, "ilgaz"), [""; 0]);
        assert_eq!(names(world, &officer, &tckn(4)), [""; 0]);
    });
}

#[test]
fn a_list_of_people_says_where_they_are() {
    in_every_world(|world| {
        staffed(world);
        let ankara = unit(world, "20000000");
        let page =
            world.db.read(|conn| store::people_in_unit(conn, &ankara, FIRST_DAY, PageRequest::new(Some(2), Some(1)))).unwrap();
        assert_eq!((page.total, page.items.len()), (2, 1));
        let row = &page.items[0];
        assert_eq!(row.person.surname, "Çağlayan");
        assert_eq!(row.unit.as_ref().unwrap().name, "Ankara İl Müdürlüğü");
        assert_eq!(row.post.as_ref().unwrap().title, "Memur");
        let gone = world.db.read(|conn| store::people_without_post(conn, FIRST_DAY)).unwrap();
        assert_eq!(gone, [person(world, 5)]);
    });
}

#[test]
fn units_are_found_by_name_number_and_province() {
    in_every_world(|world| {
        staffed(world);
        let found = |query: &str, province: Option<i32>| -> Vec<String> {
            let province = province.and_then(Province::from_plate);
            let page = world.db.read(|conn| store::search_units(conn, query, province, PageRequest::default())).unwrap();
            assert_eq!(page.total as usize, page.items.len());
            page.items.into_iter().map(|row| row.unit.name).collect()
        };
        assert_eq!(found("il mud", None), ["Ankara İl Müdürlüğü", "Çankaya İlçe Müdürlüğü", "İzmir İl Müdürlüğü"]);
        assert_eq!(found("21000000", None), ["Çankaya İlçe Müdürlüğü"]);
        assert_eq!(found("", Some(35)), ["İzmir İl Müdürlüğü"]);
        assert_eq!(found("%", None), [""; 0]);
        assert_eq!(found("_", Some(35)), [""; 0]);
        assert_eq!(found("mudurlugu", Some(6)), ["Ankara İl Müdürlüğü", "Çankaya İlçe Müdürlüğü"]);
        let page = world.db.read(|conn| store::search_units(conn, "cankaya", None, PageRequest::default())).unwrap();
        assert_eq!(page.items[0].parent_name.as_deref(), Some("Ankara İl Müdürlüğü"));
    });
}

#[test]
fn the_tree_follows_a_move() {
    in_every_world(|world| {
        units(world);
        let path = |detsis| -> Vec<String> {
            let path = world.db.read(|conn| store::path(conn, &unit(world, detsis))).unwrap();
            path.into_iter().map(|unit| unit.detsis).collect()
        };
        let children = |detsis| world.db.read(|conn| store::children(conn, &unit(world, detsis))).unwrap().len();
        assert_eq!(path("21000000"), ["10000000", "20000000", "21000000"]);
        // Ankara moves below İzmir and takes Çankaya along; a new unit comes below Çankaya in the same file.
        let moved = bring(world, ImportKind::Units, "20000000;Ankara İl Müdürlüğü;30000000;;\n22000000;Yeni;21000000;;\n");
        assert_eq!((moved.transferred, moved.new), (1, 1));
        assert_eq!(path("22000000"), ["10000000", "30000000", "20000000", "21000000", "22000000"]);
        assert_eq!((children("10000000"), children("30000000")), (1, 1));
        let below = |detsis: &str, above: &str| {
            world.db.read(|conn| store::is_at_or_below(conn, &unit(world, detsis), &[unit(world, above)])).unwrap()
        };
        assert!(below("21000000", "30000000") && below("21000000", "21000000") && !below("30000000", "20000000"));
        assert_eq!(recorded(world, "unit.moved"), 1);
        // The institution bears its root's name.
        bring(world, ImportKind::Units, "10000000;Kırsal ve Kentsel Hizmetler Bakanlığı;;;\n");
        let institutions = world.db.read(store::institutions).unwrap();
        assert_eq!(institutions[0].name, "Kırsal ve Kentsel Hizmetler Bakanlığı");
        let root = world.db.read(|conn| store::root_unit(conn, &institutions[0].id)).unwrap().unwrap();
        assert_eq!(root.detsis, "10000000");
    });
}
