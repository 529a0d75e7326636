//! The main journey (A5–A10), as verbs.

use crate::{SCAN, approved, ordered, sign_in};
use kunye_core::accounts::{self, AccountState, CredentialState};
use kunye_core::messages::DeliveryState;
use kunye_core::messages::deliveries;
use kunye_core::messages::ports::{FailureReason, Handover, ReceiptState};
use kunye_core::requests::{RequestState, approve, attest, carry_out, file, follow, submit, view};
use kunye_kernel::error::Kind;
use kunye_kernel::time::{DAY, MINUTE};
use kunye_testkit::{PASSWORD, source, world};

#[test]
fn a_password_that_ran_out_is_renewed_by_text_message() {
    let kit = world();
    kit.pass(31 * DAY);
    assert_eq!(sign_in(&kit, "applicant", PASSWORD).err().unwrap().text, "sign-in-closed");
    // Everybody's password ran out: the officers of this story act through capabilities, not through sign-in.
    let reference = kit.request_of("applicant");
    let request = approve::decide(&kit.world, &kit.actor("head"), &reference, &approve::Verdict::Approve).unwrap();
    assert_eq!(request.state, RequestState::Approved);
    file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
    carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    kit.run_jobs();
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
    let password = kit.password_on_phone("applicant");
    let account = kit.world.db.read(|conn| accounts::account(conn, &kit.member("applicant").account)).unwrap();
    assert_eq!(account.state, AccountState::Active, "reopened by the fulfilled request");
    sign_in(&kit, "applicant", &password).unwrap();
    kit.receipt(ReceiptState::Delivered);
    let sent = kit.world.db.read(|conn| deliveries::of(conn, request.id.as_str())).unwrap();
    assert_eq!(sent.iter().map(|d| d.state).collect::<Vec<_>>(), [DeliveryState::Delivered]);
    assert!(!sent[0].recipient_hint.contains("300"), "masked");
    let followed = follow::follow(&kit.world, &source(), &reference).unwrap();
    assert_eq!(followed.state, RequestState::Fulfilled);
}

#[test]
fn the_old_password_lives_until_the_new_one_is_used() {
    let kit = world();
    ordered(&kit, "applicant");
    kit.run_jobs();
    let new = kit.password_on_phone("applicant");
    sign_in(&kit, "applicant", PASSWORD).unwrap();
    sign_in(&kit, "applicant", &new).unwrap();
    assert_eq!(sign_in(&kit, "applicant", PASSWORD).err().unwrap().text, "sign-in-failed");
    sign_in(&kit, "applicant", &new).unwrap();
    let live = kit.world.db.read(|conn| accounts::live_credentials(conn, &kit.member("applicant").account)).unwrap();
    assert_eq!(live.len(), 1);
    assert!(live[0].state == CredentialState::Current && live[0].ends_at == live[0].made_at.plus_days(30));
}

#[test]
fn a_compromised_password_ends_when_the_officer_submits() {
    let kit = world();
    let mut form = kit.form_of("applicant");
    form.compromised = true;
    let reference = kit.submit(&form);
    let (world, officer) = (&kit.world, kit.actor("officer"));
    let opened = sign_in(&kit, "applicant", PASSWORD).unwrap();
    attest::approval(world, &officer, &reference, &kit.member("head").id, world.today()).unwrap();
    file::file(world, &officer, &reference, "form.pdf", SCAN).unwrap();
    carry_out::carry_out(world, &officer, &reference, true).unwrap();
    assert_eq!(sign_in(&kit, "applicant", PASSWORD).err().unwrap().text, "sign-in-failed");
    let session = accounts::sessions::resolve(world, &opened.token, &source()).unwrap();
    assert!(session.is_none(), "the session ends with the password");
}

#[test]
fn the_same_form_twice_is_one_request() {
    let kit = world();
    let form = kit.form_of("applicant");
    assert_eq!(kit.submit(&form), kit.submit(&form));
}

#[test]
fn a_stranger_is_told_nothing() {
    let kit = world();
    let mut form = kit.form_of("applicant");
    form.national_id = kunye_kernel::national_id::NationalId::from_first_nine(123_456_789).unwrap();
    let reference = kit.submit(&form);
    let followed = follow::follow(&kit.world, &source(), &reference).unwrap();
    assert_eq!(followed.state, RequestState::AwaitingApproval, "as for anybody else");
    let view::Seen::Whole(seen) = view::for_officer(&kit.world, &kit.actor("officer"), &reference).unwrap() else { panic!() };
    assert_eq!(seen.missing[0], "request-missing-person");
}

#[test]
fn nothing_is_carried_out_before_everything_is_there() {
    let kit = world();
    let (world, officer) = (&kit.world, kit.actor("officer"));
    let reference = kit.request_of("applicant");
    let attempt = || carry_out::carry_out(world, &officer, &reference, true).unwrap_err().text;
    assert_eq!(attempt(), "request-missing-approval");
    attest::approval(world, &officer, &reference, &kit.member("head").id, world.today()).unwrap();
    assert_eq!(attempt(), "request-missing-scan");
    let program = file::file(world, &officer, &reference, "form.pdf", b"MZ a program").unwrap_err();
    assert_eq!(program.fields()[0].text, "scan-wrong-kind");
    assert_eq!(attempt(), "request-missing-scan");
    file::file(world, &officer, &reference, "form.pdf", SCAN).unwrap();
    assert_eq!(carry_out::carry_out(world, &officer, &reference, false).unwrap_err().fields()[0].text, "request-not-attested");
    carry_out::carry_out(world, &officer, &reference, true).unwrap();
    assert_eq!(kit.run_jobs(), 1);
}

#[test]
fn a_second_click_and_a_second_officer_change_nothing() {
    let kit = world();
    let reference = ordered(&kit, "applicant");
    let again = carry_out::carry_out(&kit.world, &kit.actor("second_officer"), &reference, true).unwrap();
    assert_eq!(again.state, RequestState::InDelivery);
    kit.run_jobs();
    let late = carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    assert_eq!(late.state, RequestState::Fulfilled, "done already: told, not done again");
    kit.run_jobs();
    assert_eq!(kit.phones.handed_over(), 1);
}

#[test]
fn a_refused_message_fails_visibly_and_can_be_sent_again() {
    let kit = world();
    kit.phones.answer(Handover::Refused { reason: FailureReason::BadNumber, code: "0x0b".into() });
    let reference = ordered(&kit, "applicant");
    kit.run_jobs();
    let request = kit.request(&reference);
    assert_eq!((request.state, request.reason.as_deref()), (RequestState::Failed, Some("failure-reason-bad-number")));
    let dead = crate::heard(&kit, "applicant").pop().unwrap();
    assert!(sign_in(&kit, "applicant", &dead).is_err(), "a password that reached nobody opens nothing");
    carry_out::send_again(&kit.world, &kit.actor("officer"), &reference).unwrap();
    kit.run_jobs();
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
    sign_in(&kit, "applicant", &kit.password_on_phone("applicant")).unwrap();
}

#[test]
fn a_message_the_network_lost_makes_the_request_fail_unless_it_was_used() {
    let kit = world();
    let reference = ordered(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(carry_out::send_again(&kit.world, &kit.actor("officer"), &reference).unwrap_err().text, "request-not-again");
    kit.receipt(ReceiptState::Failed(FailureReason::Expired));
    assert_eq!(kit.request(&reference).state, RequestState::Failed);

    let reference = ordered(&kit, "colleague");
    kit.run_jobs();
    sign_in(&kit, "colleague", &kit.password_on_phone("colleague")).unwrap();
    kit.receipt(ReceiptState::Failed(FailureReason::Expired));
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled, "it was used: it arrived, whatever the network says");
}

#[test]
fn a_busy_gateway_is_waited_for() {
    let kit = world();
    for _ in 0..3 {
        kit.phones.answer(Handover::NotNow { reason: FailureReason::Throttled, code: "0x58".into() });
    }
    let reference = ordered(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(kit.request(&reference).state, RequestState::InDelivery);
    for _ in 0..5 {
        kit.clock.advance(MINUTE);
        kit.run_jobs();
    }
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
    let opens = crate::heard(&kit, "applicant").iter().filter(|password| sign_in(&kit, "applicant", password).is_ok()).count();
    assert_eq!(opens, 1, "only the message that was taken");
}

#[test]
fn requests_that_nobody_carries_out_lapse() {
    let kit = world();
    let reference = approved(&kit, "applicant");
    kit.pass(29 * DAY);
    assert_eq!(kit.request(&reference).state, RequestState::Approved);
    kit.pass(2 * DAY);
    assert_eq!(kit.request(&reference).state, RequestState::Lapsed);
    assert!(carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).is_err());
}

#[test]
fn references_cannot_be_fished_for() {
    let kit = world();
    let mut refused = None;
    for _ in 0..200 {
        let guess = kunye_kernel::reference::new(&*kit.world.entropy);
        match follow::follow(&kit.world, &source(), &guess) {
            Err(error) if error.kind == Kind::NotFound => {}
            Err(error) => refused = Some(error.kind),
            Ok(_) => panic!("a lucky guess"),
        }
    }
    assert!(matches!(refused, Some(Kind::TooMany { .. })));
    let slip = follow::follow(&kit.world, &kunye_kernel::actor::Source { address: "192.0.2.9".into() }, "AAAA-AAAB").unwrap_err();
    assert_eq!(slip.fields()[0].text, "reference-malformed");
}

#[test]
fn one_address_does_not_fill_a_queue_in_one_name_and_looks_as_often_as_it_likes() {
    let kit = world();
    let from = |address: &str, key: &str| {
        submit::submit(&kit.world, &kunye_kernel::actor::Source { address: address.into() }, &kit.form_of(key))
    };
    let reference = from("192.0.2.9", "applicant").unwrap();
    let sent = (0..20).filter(|_| from("192.0.2.9", "applicant").is_ok()).count();
    assert_eq!(sent, 9, "ten in all");
    from("192.0.2.9", "colleague").expect("others behind the same address");
    from("192.0.2.10", "applicant").expect("the person from elsewhere");
    for _ in 0..200 {
        follow::follow(&kit.world, &source(), &reference).expect("a right reference");
    }
}

#[test]
fn the_form_goes_to_the_unit_that_the_register_gives() {
    let kit = world();
    let mut form = kit.form_of("neighbour");
    form.unit = kit.unit("cankaya").id.clone();
    let reference = submit::submit(&kit.world, &source(), &form).unwrap();
    kit.run_jobs();
    assert_eq!(kit.request(&reference).unit_id, kit.unit("kecioren").id);
    assert!(view::for_officer(&kit.world, &kit.actor("officer"), &reference).is_err(), "not the officer of the claimed unit");
    let view::Seen::Whole(seen) = view::for_officer(&kit.world, &kit.actor("neighbour_officer"), &reference).unwrap() else {
        panic!()
    };
    let unit = seen.compared.iter().find(|line| line.field == "unit").unwrap();
    assert_eq!(unit.verdict, view::Verdict::Differs);
}
