//! Crashes and broken lines: nothing acknowledged is lost, nothing is done twice (ADR 3).

use crate::{heard, ordered, sign_in};
use kunye_core::accounts;
use kunye_core::jobs::Runner;
use kunye_core::messages::DeliveryState;
use kunye_core::messages::deliveries;
use kunye_core::messages::ports::{Handover, Sms, SmsGateway};
use kunye_core::requests::{RequestState, carry_out};
use kunye_core::world::World;
use kunye_kernel::time::{MINUTE, SECOND};
use kunye_testkit::{Kit, world};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn states(kit: &Kit, reference: &str) -> Vec<DeliveryState> {
    let request = kit.request(reference);
    kit.world.db.read(|conn| deliveries::of(conn, request.id.as_str())).unwrap().iter().map(|d| d.state).collect()
}

#[test]
fn after_an_unknown_outcome_another_password_is_sent_and_either_works() {
    for used in [0, 1] {
        let kit = world();
        kit.phones.answer(Handover::Unknown);
        let reference = ordered(&kit, "applicant");
        kit.run_jobs();
        assert_eq!(states(&kit, &reference), [DeliveryState::Unknown]);
        assert_eq!(kit.request(&reference).state, RequestState::InDelivery);
        kit.clock.advance(30 * SECOND);
        kit.run_jobs();
        assert_eq!(states(&kit, &reference), [DeliveryState::Unknown, DeliveryState::Accepted]);
        let passwords = heard(&kit, "applicant");
        assert_eq!(passwords.len(), 2);
        assert_ne!(passwords[0], passwords[1], "never the same one twice");
        sign_in(&kit, "applicant", &passwords[used]).unwrap();
        assert!(sign_in(&kit, "applicant", &passwords[1 - used]).is_err(), "the other ends with the first use of this one");
        sign_in(&kit, "applicant", &passwords[used]).unwrap();
    }
}

/// A request whose three messages nobody answered for.
fn unanswered(kit: &Kit) -> String {
    for _ in 0..3 {
        kit.phones.answer(Handover::Unknown);
    }
    let reference = ordered(kit, "applicant");
    for _ in 0..5 {
        kit.run_jobs();
        kit.clock.advance(MINUTE);
    }
    reference
}

#[test]
fn three_unknown_outcomes_are_brought_before_the_officer() {
    let kit = world();
    let reference = unanswered(&kit);
    let request = kit.request(&reference);
    assert_eq!((request.state, request.reason.as_deref()), (RequestState::Failed, Some("failure-reason-no-answer")));
    assert_eq!(kit.phones.handed_over(), 3);
}

/// Three that may have arrived and a fourth that did: whichever the person reads first.
#[test]
fn sent_again_after_three_unknown_outcomes_each_of_the_four_passwords_works() {
    for used in 0..4 {
        let kit = world();
        let reference = unanswered(&kit);
        carry_out::send_again(&kit.world, &kit.actor("officer"), &reference).unwrap();
        kit.run_jobs();
        let passwords = heard(&kit, "applicant");
        assert_eq!(passwords.len(), 4);
        sign_in(&kit, "applicant", &passwords[used]).unwrap();
    }
}

/// Dies so many times, before or after the message has left.
pub struct Dying {
    pub inner: Arc<dyn SmsGateway>,
    pub after: bool,
    pub deaths: AtomicUsize,
}

impl SmsGateway for Dying {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        if self.deaths.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err() {
            return self.inner.hand_over(sms);
        }
        if self.after {
            self.inner.hand_over(sms);
        }
        panic!("the process dies here");
    }
}

#[test]
fn a_process_that_dies_while_sending_is_completed_by_the_next() {
    for after in [false, true] {
        let kit = world();
        let reference = ordered(&kit, "applicant");
        let sms = Arc::new(Dying { inner: kit.phones.clone(), after, deaths: AtomicUsize::new(1) });
        let dying = World { sms, ..kit.world.clone() };
        let runner = Runner::new(dying, kunye_core::handlers(kit.texts.clone()));
        assert!(catch_unwind(AssertUnwindSafe(|| runner.run_due())).is_err());
        assert_eq!(states(&kit, &reference), [DeliveryState::HandedOver], "all that is known");
        assert_eq!(kit.run_jobs(), 0, "the lease of the dead is respected");
        kit.clock.advance(3 * MINUTE);
        kit.run_jobs();
        assert_eq!(states(&kit, &reference), [DeliveryState::Unknown, DeliveryState::Accepted]);
        assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
        let passwords = heard(&kit, "applicant");
        assert_eq!(passwords.len(), if after { 2 } else { 1 });
        sign_in(&kit, "applicant", &passwords[0]).unwrap();
        let live = kit.world.db.read(|conn| accounts::live_credentials(conn, &kit.member("applicant").account)).unwrap();
        assert_eq!(live.len(), 1);
    }
}

/// A process that dies every time sends no more passwords than a gateway that never answers, so that each of them works (A8).
#[test]
fn three_deaths_while_sending_are_brought_before_the_officer_who_may_send_one_more() {
    for used in 0..4 {
        let kit = world();
        let reference = ordered(&kit, "applicant");
        let sms = Arc::new(Dying { inner: kit.phones.clone(), after: true, deaths: AtomicUsize::new(3) });
        let runner = Runner::new(World { sms, ..kit.world.clone() }, kunye_core::handlers(kit.texts.clone()));
        for _ in 0..3 {
            assert!(catch_unwind(AssertUnwindSafe(|| runner.run_due())).is_err());
            kit.clock.advance(3 * MINUTE);
        }
        kit.run_jobs();
        assert_eq!(states(&kit, &reference), [DeliveryState::Unknown; 3]);
        let request = kit.request(&reference);
        assert_eq!((request.state, request.reason.as_deref()), (RequestState::Failed, Some("failure-reason-no-answer")));
        carry_out::send_again(&kit.world, &kit.actor("officer"), &reference).unwrap();
        kit.run_jobs();
        assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
        let passwords = heard(&kit, "applicant");
        assert_eq!(passwords.len(), 4);
        sign_in(&kit, "applicant", &passwords[used]).unwrap();
    }
}
