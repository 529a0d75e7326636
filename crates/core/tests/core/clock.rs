//! The thirty-day clock (A2).

use crate::sign_in;
use kunye_core::accounts::{self, AccountState};
use kunye_core::audit;
use kunye_core::policy;
use kunye_kernel::time::DAY;
use kunye_testkit::{Kit, PASSWORD, operator, world};

fn state(kit: &Kit, key: &str) -> AccountState {
    kit.world.db.read(|conn| accounts::account(conn, &kit.member(key).account)).unwrap().state
}

#[test]
fn three_reminders_then_closure() {
    let kit = world();
    let mobile = &kit.member("applicant").mobile;
    kit.pass(22 * DAY);
    assert_eq!(kit.phones.texts(mobile).len(), 0);
    kit.pass(2 * DAY);
    assert_eq!(kit.phones.texts(mobile).len(), 1, "seven days before");
    kit.pass(6 * DAY - 1);
    let texts = kit.phones.texts(mobile);
    assert_eq!(texts.len(), 3, "seven, three, one: {texts:?}");
    assert!(texts[2].contains("(1 gün kaldı)") && texts[2].contains("23.12.2026"), "{}", texts[2]);
    assert_eq!(state(&kit, "applicant"), AccountState::Active);
    sign_in(&kit, "applicant", PASSWORD).unwrap();
    kit.pass(DAY / 12);
    assert_eq!(state(&kit, "applicant"), AccountState::Closed);
    assert_eq!(sign_in(&kit, "applicant", PASSWORD).err().unwrap().text, "sign-in-closed");
    assert_eq!(
        sign_in(&kit, "applicant", "yanlış").err().unwrap().text,
        "sign-in-failed",
        "told only to whoever has the password"
    );
    kit.pass(3 * DAY);
    assert_eq!(kit.phones.texts(mobile).len(), 3, "and no more");
}

#[test]
fn the_clock_does_not_wait_for_its_job() {
    let kit = world();
    kit.clock.advance(30 * DAY);
    assert_eq!(state(&kit, "applicant"), AccountState::Active, "the job has not run");
    assert_eq!(sign_in(&kit, "applicant", PASSWORD).err().unwrap().text, "sign-in-expired");
}

#[test]
fn policy_gives_days_between_expiry_and_closure() {
    let kit = world();
    policy::set(&kit.world, &operator(), policy::CLOSE_AFTER.key, "5", None, "deneme").unwrap();
    policy::set(&kit.world, &operator(), policy::PASSWORD_MAX_AGE.key, "400", None, "yalnızca yeni parolalar").unwrap();
    kit.pass(30 * DAY + DAY / 12);
    assert_eq!(state(&kit, "applicant"), AccountState::Expired);
    kit.pass(5 * DAY);
    assert_eq!(state(&kit, "applicant"), AccountState::Closed);
    let story = kit.world.db.read(|conn| audit::story(conn, kit.member("applicant").account.as_str())).unwrap();
    assert_eq!(story.iter().filter(|line| line.reason.as_deref() == Some("account-reason-clock")).count(), 2);
}

#[test]
fn policy_is_dated_bounded_and_recorded() {
    let kit = world();
    let w = &kit.world;
    let key = policy::PASSWORD_MAX_AGE.key;
    let set = |key, value, from, reason| policy::set(w, &operator(), key, value, from, reason);
    assert_eq!(set("no.such", "1", None, "x").unwrap_err().fields()[0].text, "policy-unknown-key");
    assert_eq!(set(key, "0", None, "x").unwrap_err().fields()[0].text, "policy-out-of-range");
    assert_eq!(set(key, "çok", None, "x").unwrap_err().fields()[0].text, "policy-not-a-number");
    assert_eq!(set(key, "60", None, " ").unwrap_err().fields()[0].text, "policy-reason-missing");
    assert_eq!(set(key, "60", Some(w.now().plus(-1)), "x").unwrap_err().fields()[0].text, "policy-in-the-past");
    assert!(policy::set(w, &kit.actor("administrator"), key, "60", None, "x").is_err());
    set(key, "60", Some(w.now().plus(DAY)), "yeni genelge").unwrap();
    assert_eq!(w.policy().unwrap().get(policy::PASSWORD_MAX_AGE), 30);
    kit.clock.advance(DAY);
    assert_eq!(w.policy().unwrap().get(policy::PASSWORD_MAX_AGE), 60);
}
