//! In which language somebody is written to.

use crate::applications::pys;
use crate::{SCAN, sign_in};
use kunye_core::accounts::sign_in::begin;
use kunye_core::applications::{Act, Change};
use kunye_core::register::correct::{Correction, correct};
use kunye_core::register::{self, language};
use kunye_core::requests::submit::NewRequest;
use kunye_core::requests::{RequestKind, attest, carry_out, file};
use kunye_kernel::language::Language;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::DAY;
use kunye_testkit::{Kit, PASSWORD, operator, source, world};

const TURKISH: &str = "Parolanızın süresi";
const ENGLISH: &str = "your password runs out";

/// What is kept of a member.
fn kept(kit: &Kit, key: &str) -> Option<Language> {
    kit.world.db.read(|conn| register::person(conn, &kit.member(key).id)).unwrap().unwrap().language
}

fn sign_in_on(kit: &Kit, key: &str, page: Language, password: &str) -> bool {
    let name = kit.member(key).user_name.clone();
    begin(&kit.world, &source(), "test", Some(page), &name, &Secret::new(password)).is_ok()
}

/// A form that somebody fills in for a member, in a language.
fn form(kit: &Kit, key: &str, language: Language) -> NewRequest {
    NewRequest { language, ..kit.form_of(key) }
}

fn approved(kit: &Kit, form: &NewRequest) -> String {
    let reference = kit.submit(form);
    attest::approval(&kit.world, &kit.actor("officer"), &reference, &kit.member("head").id, kit.world.today()).unwrap();
    file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
    reference
}

#[test]
fn reminders_are_in_the_language_of_the_last_sign_in() {
    let kit = world();
    for key in ["colleague", "neighbour"] {
        assert!(sign_in_on(&kit, key, Language::En, PASSWORD));
    }
    assert!(!sign_in_on(&kit, "applicant", Language::En, "yanlış parola"), "and so it says nothing");
    // Once more, in Turkish; a program has no language, and changes nothing.
    assert!(sign_in_on(&kit, "neighbour", Language::Tr, PASSWORD));
    sign_in(&kit, "colleague", PASSWORD).unwrap();
    assert_eq!([kept(&kit, "applicant"), kept(&kit, "colleague")], [None, Some(Language::En)]);
    kit.pass(24 * DAY);
    for (key, words) in [("applicant", TURKISH), ("colleague", ENGLISH), ("neighbour", TURKISH)] {
        assert!(kit.last_text(key).contains(words), "{key}: {}", kit.last_text(key));
    }
}

#[test]
fn whoever_is_signed_in_chooses_for_themself_alone() {
    let kit = world();
    language::choose(&kit.world, &kit.actor("applicant"), Language::En).unwrap();
    assert_eq!([kept(&kit, "applicant"), kept(&kit, "colleague")], [Some(Language::En), None]);
    assert!(language::choose(&kit.world, &operator(), Language::En).is_err());
}

/// The form asks for no sign-in: anybody may fill it in for anybody.
#[test]
fn a_form_says_nothing_before_it_is_fulfilled() {
    let kit = world();
    let correction =
        |mobile: &str| Correction { mobile: Some(mobile.into()), reason: "Dilekçe 2026/17 ile".into(), ..Default::default() };
    let change = |mobile: &str| {
        correct(&kit.world, &kit.actor("officer"), &kit.member("applicant").id, &correction(mobile)).unwrap();
        kit.run_jobs();
    };
    let reference = approved(&kit, &form(&kit, "applicant", Language::En));
    assert_eq!(kept(&kit, "applicant"), None, "filled in, matched, approved: still anybody's");
    change("0502 300 99 88");
    assert!(kit.last_text("applicant").contains("Sicildeki cep numaranız"), "{}", kit.last_text("applicant"));
    change(&kit.member("applicant").mobile.spaced());

    carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    assert_eq!(kept(&kit, "applicant"), None, "ordered, not sent");
    kit.run_jobs();
    let text = kit.last_text("applicant");
    assert!(text.contains("the new password of your account"), "the message answers the form: {text}");
    assert!(text.chars().count() <= 150, "{text}");
    assert_eq!(kept(&kit, "applicant"), Some(Language::En));
    change("0502 300 99 77");
    let told = kit.last_text("applicant");
    assert!(told.contains("changed your mobile number"), "{told}");
}

#[test]
fn a_form_that_is_declined_never_said_anything() {
    let kit = world();
    assert!(sign_in_on(&kit, "applicant", Language::Tr, PASSWORD));
    let reference = approved(&kit, &form(&kit, "applicant", Language::En));
    attest::refuse(&kit.world, &kit.actor("officer"), &reference, "Belgede imza yok.").unwrap();
    kit.run_jobs();
    assert_eq!(kept(&kit, "applicant"), Some(Language::Tr));
}

#[test]
fn a_notice_of_changed_roles_is_in_the_language_of_its_form() {
    let kit = world();
    let role = pys(&kit);
    let asking = NewRequest {
        kind: RequestKind::Authorisation,
        changes: vec![Change { act: Act::Grant, role }],
        why: Some("Yeni görevim bu rolü gerektiriyor.".into()),
        ..form(&kit, "applicant", Language::En)
    };
    let reference = approved(&kit, &asking);
    carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    kit.run_jobs();
    assert!(kit.last_text("applicant").contains("your roles in"), "{}", kit.last_text("applicant"));
}
