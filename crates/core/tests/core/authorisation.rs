//! The second kind of request (A11): roles are asked for, approved, given and taken on the same form as passwords.

use crate::applications::{give, move_to, pys, role, told};
use crate::unknown::Dying;
use crate::{SCAN, ordered};
use kunye_core::applications::{Act, Change, manage};
use kunye_core::jobs::Runner;
use kunye_core::messages::ports::{FailureReason, Handover};
use kunye_core::messages::{DeliveryState, deliveries};
use kunye_core::requests::view::{self, Seen};
use kunye_core::requests::{RequestKind, RequestState, approve, attest, carry_out, file, submit};
use kunye_core::world::World;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::RoleId;
use kunye_kernel::time::MINUTE;
use kunye_testkit::{Kit, source};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

fn asking(kit: &Kit, key: &str, changes: &[(Act, &RoleId)]) -> submit::NewRequest {
    let changes = changes.iter().map(|(act, role)| Change { act: *act, role: (*role).clone() }).collect();
    let why = Some("Yeni görevim bu rolleri gerektiriyor.".to_owned());
    submit::NewRequest { kind: RequestKind::Authorisation, changes, why, ..kit.form_of(key) }
}

/// Approved on paper, scan filed: the officer may carry it out.
fn ready(kit: &Kit, key: &str, changes: &[(Act, &RoleId)]) -> String {
    let reference = kit.submit(&asking(kit, key, changes));
    attest::approval(&kit.world, &kit.actor("officer"), &reference, &kit.member("head").id, kit.world.today()).unwrap();
    file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
    reference
}

fn carried_out(kit: &Kit, officer: &str, reference: &str) -> Result<RequestState> {
    carry_out::carry_out(&kit.world, &kit.actor(officer), reference, true).map(|request| request.state)
}

#[test]
fn roles_are_given_swapped_and_taken_at_once_and_the_person_is_told() {
    let kit = kunye_testkit::world();
    let (reader, writer) = (pys(&kit), role(&kit, "yazar", "Yazar"));
    let reference = ready(&kit, "applicant", &[(Act::Grant, &reader)]);
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new(), "nothing before the officer");
    assert_eq!(carried_out(&kit, "officer", &reference).unwrap(), RequestState::Fulfilled);
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"], "before any job has run");
    // A second officer, and a second click, change nothing.
    assert_eq!(carried_out(&kit, "second_officer", &reference).unwrap(), RequestState::Fulfilled);
    kit.run_jobs();
    let texts = kit.phones.texts(&kit.member("applicant").mobile);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("Personel Yönetim Sistemi") && texts[0].contains(&reference), "{texts:?}");
    assert!(!texts[0].contains("parola"), "{texts:?}");

    let swap = ready(&kit, "applicant", &[(Act::Withdraw, &reader), (Act::Grant, &writer)]);
    carried_out(&kit, "officer", &swap).unwrap();
    assert_eq!(told(&kit, "applicant"), ["pys:yazar"]);
    let take = ready(&kit, "applicant", &[(Act::Withdraw, &writer), (Act::Withdraw, &reader)]);
    carried_out(&kit, "officer", &take).unwrap();
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
    kit.run_jobs();
    assert_eq!(kit.phones.texts(&kit.member("applicant").mobile).len(), 3);
    // No message of this kind is sent again: there is nothing in it that somebody would miss.
    let again = carry_out::send_again(&kit.world, &kit.actor("officer"), &take).unwrap_err();
    assert_eq!(again.text, "request-not-again");
}

#[test]
fn the_officer_sees_what_is_asked_beside_what_is_held() {
    let kit = kunye_testkit::world();
    let (reader, writer) = (pys(&kit), role(&kit, "yazar", "Yazar"));
    give(&kit, "applicant", &reader);
    let reference = kit.submit(&asking(&kit, "applicant", &[(Act::Withdraw, &reader), (Act::Grant, &writer)]));
    let Seen::Whole(seen) = view::for_officer(&kit.world, &kit.actor("officer"), &reference).unwrap() else { panic!("whole") };
    let asked: Vec<_> = seen.asked.iter().map(|asked| (asked.act, asked.role.slug.as_str(), asked.held)).collect();
    assert_eq!(asked, [(Act::Withdraw, "okuyucu", true), (Act::Grant, "yazar", false)]);
    assert_eq!(seen.held.iter().map(|held| held.role.slug.as_str()).collect::<Vec<_>>(), ["okuyucu"]);
    let head = view::for_supervisor(&kit.world, &kit.actor("head"), &reference).unwrap();
    assert_eq!(head.asked.len(), 2);
    assert_eq!(head.request.why.as_deref(), Some("Yeni görevim bu rolleri gerektiriyor."));
    assert!(view::for_officer(&kit.world, &kit.actor("neighbour_officer"), &reference).is_err());
    approve::decide(
        &kit.world,
        &kit.actor("head"),
        &reference,
        &approve::Verdict::Decline { reason: "Bu rol görevi için gerekmiyor." },
    )
    .unwrap();
    assert_eq!(carried_out(&kit, "officer", &reference).unwrap_err().kind, Kind::Conflict);
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"]);
}

#[test]
fn what_cannot_be_asked_for_is_said_and_changes_nothing() {
    let kit = kunye_testkit::world();
    let reader = pys(&kit);
    let submit = |form: &submit::NewRequest| submit::submit(&kit.world, &source(), form).map_err(|error| error.fields()[0].text);
    assert_eq!(submit(&asking(&kit, "applicant", &[])), Err("request-no-changes"));
    assert_eq!(submit(&asking(&kit, "applicant", &[(Act::Grant, &RoleId::from("nobody"))])), Err("request-role-unknown"));
    let hasty = submit::NewRequest { why: Some("acele".into()), ..asking(&kit, "applicant", &[(Act::Grant, &reader)]) };
    assert_eq!(submit(&hasty), Err("request-why"));
    // The same answer for whoever holds the role, does not hold it, and does not exist.
    give(&kit, "colleague", &reader);
    for key in ["applicant", "colleague"] {
        assert!(submit(&asking(&kit, key, &[(Act::Grant, &reader)])).is_ok());
    }
    let nobody = kunye_kernel::national_id::NationalId::from_first_nine(123_456_789).unwrap();
    assert!(submit(&submit::NewRequest { national_id: nobody, ..asking(&kit, "applicant", &[(Act::Grant, &reader)]) }).is_ok());
    manage::end_role(&kit.world, &kit.actor("administrator"), "pys", "okuyucu", "Bu role artık gerek yok.").unwrap();
    assert_eq!(submit(&asking(&kit, "applicant", &[(Act::Grant, &reader)])), Err("request-role-unknown"));
}

#[test]
fn a_role_that_ended_meanwhile_is_not_given() {
    let kit = kunye_testkit::world();
    let (reader, writer) = (pys(&kit), role(&kit, "yazar", "Yazar"));
    let reference = ready(&kit, "applicant", &[(Act::Grant, &writer), (Act::Grant, &reader)]);
    manage::end_role(&kit.world, &kit.actor("administrator"), "pys", "okuyucu", "Bu role artık gerek yok.").unwrap();
    assert_eq!(carried_out(&kit, "officer", &reference).unwrap_err().text, "applications-role-ended");
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new(), "all or nothing");
    assert_eq!(kit.request(&reference).state, RequestState::Approved);
}

#[test]
fn who_moved_on_is_served_by_another_officer_and_starts_anew() {
    let kit = kunye_testkit::world();
    let reader = pys(&kit);
    let reference = ready(&kit, "applicant", &[(Act::Grant, &reader)]);
    move_to(&kit, "applicant", "kecioren", "23.11.2026", "");
    assert_eq!(carried_out(&kit, "officer", &reference).unwrap_err().text, "request-person-moved");
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
}

#[test]
fn a_password_request_brings_no_roles_and_roles_bring_no_password() {
    let kit = kunye_testkit::world();
    let reader = pys(&kit);
    let renewal =
        submit::NewRequest { changes: vec![Change { act: Act::Grant, role: reader.clone() }], ..kit.form_of("applicant") };
    assert!(submit::submit(&kit.world, &source(), &renewal).is_err());
    ordered(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
    let before =
        kit.world.db.read(|conn| kunye_core::accounts::live_credentials(conn, &kit.member("colleague").account)).unwrap().len();
    let reference = ready(&kit, "colleague", &[(Act::Grant, &reader)]);
    carried_out(&kit, "officer", &reference).unwrap();
    kit.run_jobs();
    let after =
        kit.world.db.read(|conn| kunye_core::accounts::live_credentials(conn, &kit.member("colleague").account)).unwrap().len();
    assert_eq!(before, after);
}

/// The roles are there before anybody is told; a process that dies while telling leaves them, and tells nobody twice.
#[test]
fn a_process_that_dies_while_telling_changes_no_role_and_repeats_nothing() {
    for after in [false, true] {
        let kit = kunye_testkit::world();
        let reader = pys(&kit);
        let reference = ready(&kit, "applicant", &[(Act::Grant, &reader)]);
        carried_out(&kit, "officer", &reference).unwrap();
        let sms = Arc::new(Dying { inner: kit.phones.clone(), after, deaths: AtomicUsize::new(1) });
        let dying = World { sms, ..kit.world.clone() };
        let runner = Runner::new(dying, kunye_core::handlers(kit.texts.clone()));
        assert!(catch_unwind(AssertUnwindSafe(|| runner.run_due())).is_err());
        assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"]);
        kit.clock.advance(3 * MINUTE);
        kit.run_jobs();
        let request = kit.request(&reference);
        let known = kit.world.db.read(|conn| deliveries::of(conn, request.id.as_str())).unwrap();
        assert_eq!(known.iter().map(|one| one.state).collect::<Vec<_>>(), [DeliveryState::Unknown]);
        assert_eq!(kit.phones.texts(&kit.member("applicant").mobile).len(), usize::from(after));
        assert_eq!(request.state, RequestState::Fulfilled);
    }
}

#[test]
fn a_gateway_that_is_busy_is_asked_again() {
    let kit = kunye_testkit::world();
    let reader = pys(&kit);
    kit.phones.answer(Handover::NotNow { reason: FailureReason::Throttled, code: "0x58".into() });
    let reference = ready(&kit, "applicant", &[(Act::Grant, &reader)]);
    carried_out(&kit, "officer", &reference).unwrap();
    kit.run_jobs();
    assert!(kit.phones.texts(&kit.member("applicant").mobile).is_empty());
    kit.clock.advance(11 * MINUTE);
    kit.run_jobs();
    assert_eq!(kit.phones.texts(&kit.member("applicant").mobile).len(), 1);
}

#[test]
fn two_officers_at_once_change_roles_once() {
    let kit = kunye_testkit::world();
    let reader = pys(&kit);
    let reference = ready(&kit, "applicant", &[(Act::Grant, &reader)]);
    let states: Vec<_> = std::thread::scope(|scope| {
        let run = |officer| {
            scope.spawn({
                let (kit, reference) = (&kit, &reference);
                move || carried_out(kit, officer, reference)
            })
        };
        [run("officer"), run("second_officer")].map(|thread| thread.join().unwrap()).into()
    });
    assert!(states.iter().all(|state| matches!(state, Ok(RequestState::Fulfilled))), "{states:?}");
    let account = kit.member("applicant").account.clone();
    let lines = kit.world.db.read(|conn| kunye_core::audit::story(conn, account.as_str())).unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "authorisation.given").count(), 1);
    kit.run_jobs();
    assert_eq!(kit.phones.texts(&kit.member("applicant").mobile).len(), 1);
}
