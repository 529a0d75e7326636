//! What a planner changes of catalogue, sites and programme; on every database.

use super::onsite::wanted;
use super::*;
use crate::testing::in_every_world;
use crate::training::onsite;
use crate::training::programme::{
    CourseLevel, CourseWords, NewCourse, Terms, correct_course, correct_site, decide_terms, end_course, end_site, is_name,
    terms_decisions,
};
use kunye_kernel::error::Kind;

/// Words are corrected; from a day on nothing new is begun with what has ended, and what was announced stays.
#[test]
fn a_course_and_a_site_end_from_a_day() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[500, 50]);
        let (course, stranger) = (stage.course("K2"), &stage.customers[0].coordinator);
        let words = CourseWords {
            name: " Elektronik  İmza Kullanımı ".into(),
            name_en: "Using Electronic Signatures".into(),
            contents: course.contents.clone(),
            materials: String::new(),
            needs: course.needs.clone(),
        };
        assert_eq!(correct_course(world, stranger, &course.id, &words).unwrap_err().kind, Kind::NotFound);
        let none = CourseWords { name: " ".into(), ..words.clone() };
        assert_eq!(correct_course(world, &stage.planner, &course.id, &none).unwrap_err().fields()[0].field, "name");
        let long = correct_site(world, &stage.planner, &stage.site, &"A".repeat(201), "").unwrap_err();
        assert_eq!((long.fields()[0].field, long.fields()[0].text), ("name", "training-site-name"));
        correct_course(world, &stage.planner, &course.id, &words).unwrap();
        let now = stage.course("K2");
        assert_eq!((now.name.as_str(), now.hours, now.level), ("Elektronik İmza Kullanımı", course.hours, course.level));

        let standing = stage.announce("K2", 40, None);
        let from = world.today().plus_days(30);
        assert_eq!(end_course(world, stranger, &course.id, Some(from)).unwrap_err().kind, Kind::NotFound);
        let past = end_course(world, &stage.planner, &course.id, Some(world.today().plus_days(-1))).unwrap_err();
        assert_eq!(past.fields()[0].text, "training-end-past");
        end_course(world, &stage.planner, &course.id, Some(from)).unwrap();
        let new = |days: i32| NewSession {
            programme: stage.programme.clone(),
            course: course.id.clone(),
            site: stage.site.clone(),
            starts_on: world.today().plus_days(days),
            starts_minute: 14 * 60,
            hours_a_day: 6,
            seats: None,
            accepted: true,
        };
        announce(world, &stage.planner, &new(29)).unwrap();
        let field = |days: i32| announce(world, &stage.planner, &new(days)).unwrap_err().fields()[0].field;
        assert_eq!(field(30), "course", "the first day without it");
        onsite::draft(world, stranger, &wanted(&stage, "K2", 14), "before").unwrap();
        end_course(world, &stage.planner, &course.id, Some(world.today())).unwrap();
        let late = onsite::draft(world, stranger, &wanted(&stage, "K2", 14), "after").unwrap_err();
        assert_eq!(late.fields()[0].field, "course");
        let read = |conn: &mut crate::db::Conn| super::super::shared::session(conn, &standing.id);
        assert_eq!(world.db.read(read).unwrap(), Some(standing.clone()), "what was announced stays");
        end_course(world, &stage.planner, &course.id, None).unwrap();
        announce(world, &stage.planner, &new(30)).unwrap();

        correct_site(world, &stage.planner, &stage.site, "Ankara Merkezi", "Ulus").unwrap();
        assert_eq!(end_site(world, stranger, &stage.site, Some(from)).unwrap_err().kind, Kind::NotFound);
        end_site(world, &stage.planner, &stage.site, Some(from)).unwrap();
        assert_eq!(field(31), "site");
        let site = world.db.read(|conn| programme::site(conn, &stage.site)).unwrap().unwrap();
        assert_eq!((site.name.as_str(), site.address.as_str()), ("Ankara Merkezi", "Ulus"));
    });
}

/// Period and capacity are decided with a reason, around what was promised; every decision is kept.
#[test]
fn a_programme_is_decided_on_anew() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let session = stage.announce("K2", 40, None);
        let now = || world.db.read(|conn| programme::find(conn, &stage.programme)).unwrap().unwrap().terms();
        let before = now();
        let decide = |actor: &Actor, terms: Terms, reason: &str| decide_terms(world, actor, &stage.programme, terms, reason);
        let longer = Terms { ends_on: before.ends_on.plus_days(60), capacity_people: 4_500, ..before };
        assert_eq!(decide(&stage.planner, longer, " ").unwrap_err().fields()[0].field, "reason");
        assert_eq!(decide(&stage.customers[0].coordinator, longer, "x").unwrap_err().kind, Kind::Forbidden);
        let shorter = Terms { ends_on: session.starts_on.plus_days(-1), ..before };
        assert_eq!(decide(&stage.planner, shorter, "x").unwrap_err().fields()[0].text, "training-terms-sessions");
        assert_eq!((decide(&stage.planner, before, "x").unwrap_err().text, now()), ("training-terms-same", before));
        decide(&stage.planner, longer, "Bir ay uzatıldı.").unwrap();
        decide(&stage.planner, Terms { ends_on: session.ends_on, ..longer }, "Kısaltıldı.").unwrap();
        assert_eq!(now().ends_on, session.ends_on);
        let kept = world.db.read(|conn| terms_decisions(conn, &stage.programme)).unwrap();
        let told: Vec<(&str, i32)> = kept.iter().map(|one| (one.reason.as_str(), one.capacity_people)).collect();
        assert_eq!(told, [("Kısaltıldı.", 4_500), ("Bir ay uzatıldı.", 4_500)]);
    });
}

/// Everything that is wrong is told at once, each at its field; a code is made of what can be typed again.
#[test]
fn a_course_says_all_that_is_wrong() {
    let course = |code: &str| NewCourse {
        code: code.into(),
        name: "Elektronik imza".into(),
        name_en: "Electronic signatures".into(),
        level: CourseLevel::User,
        hours: 4,
        contents: String::new(),
        materials: String::new(),
        needs: String::new(),
    };
    for good in ["K1", " İMZA-2 ", "A-B-C-D-E-F1"] {
        assert_eq!(course(good).wrong(), [], "{good}");
    }
    for bad in ["", " ", "😀<b>", "K 1", "K1/2", "A-B-C-D-E-F12"] {
        assert_eq!(course(bad).wrong().iter().map(|one| one.text).collect::<Vec<_>>(), ["training-course-code"], "{bad}");
    }
    let empty = NewCourse { name: " ".into(), name_en: String::new(), hours: 0, ..course("") };
    assert_eq!(empty.wrong().iter().map(|one| one.field).collect::<Vec<_>>(), ["code", "name", "name_en", "hours"]);
    assert!(is_name("Ankara") && is_name(&"A".repeat(200)) && !is_name(" ") && !is_name(&"A".repeat(201)));
}
