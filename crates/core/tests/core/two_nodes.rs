//! Several nodes on one database.

use crate::ordered;
use kunye_core::jobs::Runner;
use kunye_core::requests::{RequestState, carry_out};
use kunye_testkit::world;
use std::time::{Duration, Instant};

#[test]
fn two_nodes_send_one_message_for_one_decision() {
    let kit = world();
    let members = ["applicant", "colleague", "deputy"];
    let references: Vec<String> = members.iter().map(|key| ordered(&kit, key)).collect();
    let nodes: Vec<_> =
        (0..2).map(|_| Runner::new(kit.world.clone(), kunye_core::handlers(kit.texts.clone())).start(3)).collect();
    let begun = Instant::now();
    let done = || references.iter().all(|reference| kit.request(reference).state == RequestState::Fulfilled);
    while !done() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(nodes);
    assert!(done());
    for key in members {
        assert_eq!(kit.phones.texts(&kit.member(key).mobile).len(), 1, "{key}");
    }
}

#[test]
fn two_officers_at_once_order_one_message() {
    let kit = world();
    let reference = crate::approved(&kit, "applicant");
    std::thread::scope(|scope| {
        for key in ["officer", "second_officer", "officer", "second_officer"] {
            let (kit, reference) = (&kit, &reference);
            scope.spawn(move || carry_out::carry_out(&kit.world, &kit.actor(key), reference, true));
        }
    });
    kit.run_jobs();
    assert_eq!(kit.phones.handed_over(), 1);
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
}
