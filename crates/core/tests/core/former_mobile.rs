//! A corrected mobile number: the old one hears of it (A7, A8).

use kunye_core::db::IntoResult;
use kunye_core::messages::ports::{FailureReason, Handover};
use kunye_core::messages::{DeliveryState, deliveries};
use kunye_core::register::correct::{Correction, correct};
use kunye_core::schema::{deliveries as book, former_mobiles};
use kunye_kernel::error::Result;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{HOUR, MINUTE};
use kunye_testkit::{Kit, world};

use diesel::prelude::*;

const NEW: &str = "0502 300 99 88";

fn correct_mobile(kit: &Kit, mobile: &str) -> Result<()> {
    let correction = Correction { mobile: Some(mobile.into()), reason: "Dilekçe 2026/17 ile".into(), ..Default::default() };
    correct(&kit.world, &kit.actor("officer"), &kit.member("applicant").id, &correction).map(drop)
}

/// What the number before the correction heard.
fn heard(kit: &Kit) -> Vec<String> {
    kit.phones.heard(&kit.member("applicant").mobile)
}

/// Old numbers that are still kept.
fn kept(kit: &Kit) -> i64 {
    kit.world.db.read(|conn| former_mobiles::table.count().get_result(conn).or_fail()).unwrap()
}

fn states(kit: &Kit) -> Vec<DeliveryState> {
    let subjects: Vec<String> = kit
        .world
        .db
        .read(|conn| book::table.filter(book::purpose.eq("former-mobile")).select(book::subject).distinct().load(conn).or_fail())
        .unwrap();
    let of = |subject: &String| kit.world.db.read(|conn| deliveries::of(conn, subject)).unwrap();
    subjects.iter().flat_map(of).map(|delivery| delivery.state).collect()
}

#[test]
fn the_old_number_hears_when_and_from_where_it_was_replaced() {
    let kit = world();
    correct_mobile(&kit, NEW).unwrap();
    assert_eq!(kept(&kit), 1);
    kit.run_jobs();
    let texts = heard(&kit);
    let unit = &kit.unit("cankaya").name;
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains(&kit.world.today().to_string()) && texts[0].contains(unit.as_str()), "{}", texts[0]);
    assert!(!texts[0].contains("99 88"), "the new number is nobody else's business");
    assert_eq!(kit.phones.heard(&Mobile::parse(NEW).unwrap()), Vec::<String>::new());
    // The number is kept for this, and no longer.
    assert_eq!((kept(&kit), states(&kit)), (0, vec![DeliveryState::Accepted]));
}

#[test]
fn nothing_is_told_when_the_number_stays() {
    let kit = world();
    let same = kit.member("applicant").mobile.e164().to_owned();
    correct_mobile(&kit, &same).unwrap();
    let title = Correction { title: Some("Şef".into()), reason: "Dilekçe 2026/18 ile".into(), ..Default::default() };
    correct(&kit.world, &kit.actor("officer"), &kit.member("applicant").id, &title).unwrap();
    assert!(correct_mobile(&kit, "0312 111 22 33").is_err());
    kit.run_jobs();
    assert_eq!((heard(&kit).len(), kept(&kit)), (0, 0));
}

#[test]
fn a_gateway_that_is_down_delays_the_message_and_not_the_correction() {
    let kit = world();
    kit.phones.answer(Handover::NotNow { reason: FailureReason::Unreachable, code: "down".into() });
    correct_mobile(&kit, NEW).unwrap();
    kit.run_jobs();
    assert_eq!((kept(&kit), states(&kit)), (1, vec![DeliveryState::Failed]));
    kit.clock.advance(10 * MINUTE);
    kit.run_jobs();
    assert_eq!((heard(&kit).len(), kept(&kit)), (2, 0));
    assert_eq!(states(&kit), [DeliveryState::Failed, DeliveryState::Accepted]);
}

#[test]
fn an_unknown_outcome_is_tried_again_a_few_times_and_a_refused_one_is_not() {
    let kit = world();
    (0..5).for_each(|_| kit.phones.answer(Handover::Unknown));
    correct_mobile(&kit, NEW).unwrap();
    kit.pass(4 * HOUR);
    assert_eq!((states(&kit), kept(&kit)), (vec![DeliveryState::Unknown; 3], 0));

    let kit = world();
    kit.phones.answer(Handover::Refused { reason: FailureReason::BadNumber, code: "11".into() });
    correct_mobile(&kit, NEW).unwrap();
    kit.pass(4 * HOUR);
    assert_eq!((states(&kit), kept(&kit)), (vec![DeliveryState::Failed], 0));
}
