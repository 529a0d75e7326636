//! Who may do what: three different people, and nothing of a neighbour's (A4, A6).

use crate::{SCAN, approved};
use kunye_core::archive;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::register::{DutyKind, duties};
use kunye_core::requests::lists::{self, Tab};
use kunye_core::requests::{approve, attest, carry_out, file, view};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Kind;
use kunye_kernel::page::PageRequest;
use kunye_testkit::{operator, world};

#[test]
fn for_a_neighbour_the_request_does_not_exist() {
    let kit = world();
    let reference = approved(&kit, "applicant");
    let w = &kit.world;
    for key in ["neighbour_officer", "izmir_officer"] {
        let actor = kit.actor(key);
        let answers = [
            view::for_officer(w, &actor, &reference).map(|_| ()),
            attest::approval(w, &actor, &reference, &kit.member("head").id, w.today()).map(|_| ()),
            attest::refuse(w, &actor, &reference, "gerekçe olarak bir cümle").map(|_| ()),
            file::file(w, &actor, &reference, "a.pdf", SCAN).map(|_| ()),
            carry_out::carry_out(w, &actor, &reference, true).map(|_| ()),
            carry_out::send_again(w, &actor, &reference).map(|_| ()),
        ];
        for answer in answers {
            assert_eq!(answer.unwrap_err().kind, Kind::NotFound, "{key}");
        }
        let listed = w.db.read(|conn| lists::for_officer(conn, &actor, w.today(), Tab::All, "", PageRequest::default())).unwrap();
        assert_eq!(listed.total, 0, "{key}");
    }
    for key in ["neighbour_head", "konak_head", "applicant", "colleague"] {
        assert!(view::for_supervisor(w, &kit.actor(key), &reference).is_err(), "{key}");
        assert!(approve::decide(w, &kit.actor(key), &reference, &approve::Verdict::Approve).is_err(), "{key}");
    }
    for key in ["administrator", "auditor", "applicant", "head"] {
        assert_eq!(view::for_officer(w, &kit.actor(key), &reference).err().unwrap().kind, Kind::Forbidden, "{key}");
    }
}

#[test]
fn the_levels_above_see_that_a_form_exists_and_no_more() {
    let kit = world();
    let reference = approved(&kit, "applicant");
    let (w, above) = (&kit.world, kit.actor("ankara_officer"));
    let view::Seen::Exists(seen) = view::for_officer(w, &above, &reference).unwrap() else { panic!("the whole request") };
    assert_eq!(seen.officers.len(), 2);
    let listed = w.db.read(|conn| lists::for_officer(conn, &above, w.today(), Tab::All, "", PageRequest::default())).unwrap();
    assert_eq!((listed.total, listed.items[0].handled), (1, false));
    let by_name =
        w.db.read(|conn| lists::for_officer(conn, &above, w.today(), Tab::All, "ayse", PageRequest::default())).unwrap();
    assert_eq!(by_name.total, 0, "a name would tell whom it is about");
    let id = kit.request(&reference).id;
    let item = w.db.read(|conn| archive::current(conn, id.as_str(), file::FORM)).unwrap().unwrap();
    assert_eq!(archive::open(w, &above, &item.id).err().unwrap().kind, Kind::NotFound);
    assert_eq!(archive::open(w, &kit.actor("officer"), &item.id).unwrap().bytes.as_slice(), SCAN);
    let archive = w.db.read(|conn| {
        let scope = duties::officer_scope(conn, &above, w.today())?;
        archive::in_units(conn, &scope, PageRequest::default())
    });
    assert!(archive.unwrap().items.is_empty());
}

#[test]
fn a_password_alone_does_not_make_an_officer() {
    let kit = world();
    let reference = approved(&kit, "applicant");
    let Actor::Person { person, account, source, .. } = kit.actor("officer") else { panic!() };
    let half = Actor::Person { person, account, source, second_factor: false };
    assert_eq!(view::for_officer(&kit.world, &half, &reference).err().unwrap().kind, Kind::Forbidden);
}

#[test]
fn applicant_supervisor_and_officer_are_three() {
    let kit = world();
    let w = &kit.world;
    // An officer's own request, and the head's own request: nobody deals with themself.
    let own = kit.request_of("officer");
    assert_eq!(file::file(w, &kit.actor("officer"), &own, "a.pdf", SCAN).unwrap_err().text, "request-own-fulfilment");
    let head = kit.request_of("head");
    assert_eq!(
        approve::decide(w, &kit.actor("head"), &head, &approve::Verdict::Approve).unwrap_err().text,
        "request-own-approval"
    );
    approve::decide(w, &kit.actor("ankara_head"), &head, &approve::Verdict::Approve).unwrap();
    // The deputy is made an officer as well: may approve or carry out, not both.
    let (unit, person) = (kit.unit("cankaya").id.clone(), kit.member("deputy").id.clone());
    let duty = NewDuty { kind: DutyKind::Officer, unit, person, starts_on: w.today(), ends_on: None };
    appoint(w, &operator(), &duty).unwrap();
    let reference = kit.request_of("applicant");
    approve::decide(w, &kit.actor("deputy"), &reference, &approve::Verdict::Approve).unwrap();
    file::file(w, &kit.actor("deputy"), &reference, "a.pdf", SCAN).unwrap();
    assert_eq!(carry_out::carry_out(w, &kit.actor("deputy"), &reference, true).unwrap_err().text, "request-same-person");
    carry_out::carry_out(w, &kit.actor("officer"), &reference, true).unwrap();
}

#[test]
fn a_deputy_decides_on_the_days_of_the_deputyship_only() {
    let kit = world();
    let w = &kit.world;
    let reference = kit.request_of("applicant");
    assert_eq!(w.db.read(|conn| lists::for_supervisor(conn, &kit.actor("deputy"), w.today())).unwrap().len(), 1);
    kit.clock.advance(61 * kunye_kernel::time::DAY);
    assert!(w.db.read(|conn| lists::for_supervisor(conn, &kit.actor("deputy"), w.today())).unwrap().is_empty());
    assert_eq!(
        approve::decide(w, &kit.actor("deputy"), &reference, &approve::Verdict::Approve).unwrap_err().kind,
        Kind::NotFound
    );
}

#[test]
fn a_signature_is_attested_for_a_supervisor_of_that_day() {
    let kit = world();
    let (w, officer) = (&kit.world, kit.actor("officer"));
    let reference = kit.request_of("applicant");
    let attested =
        |key: &str, days: i32| attest::approval(w, &officer, &reference, &kit.member(key).id, w.today().plus_days(days));
    assert_eq!(attested("neighbour_head", 0).unwrap_err().fields()[0].text, "request-not-supervisor");
    assert_eq!(attested("colleague", 0).unwrap_err().fields()[0].text, "request-not-supervisor");
    assert_eq!(attested("head", 1).unwrap_err().fields()[0].text, "request-signed-in-future");
    assert_eq!(attested("head", -1).unwrap_err().fields()[0].text, "request-signed-before-form");
    attested("deputy", 0).unwrap();
    assert_eq!(attested("head", 0).unwrap_err().kind, Kind::Conflict, "once");
}
