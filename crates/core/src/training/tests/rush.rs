//! Sixty-four coordinators at once, at two nodes.

use super::shared::reserve;
use super::*;
use crate::testing::in_every_world;
use crate::training::ledger;
use crate::training::shared::{Desk, Placed, ReservationState, session_for_planner, withdraw};
use kunye_kernel::error::Result;
use std::sync::Barrier;

const CLIENTS: usize = 64;

/// Everybody wants the same 24 seats; those who get some give them back again, every third of them.
#[test]
fn sixty_four_clients_at_two_nodes_buy_exactly_the_seats_in_order() {
    in_every_world(|world| {
        let stage = stage(world, CLIENTS);
        stage.decide(&[50; CLIENTS]);
        let session = stage.announce("K2", 40, None);
        let nodes = [world.world.clone(), world.second_node()];
        let desks = nodes.clone().map(Desk::new);
        let start = Barrier::new(CLIENTS);
        let answers: Vec<Result<Placed>> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|at| {
                    let (stage, session, start, desk, node) = (&stage, &session, &start, &desks[at % 2], &nodes[at % 2]);
                    scope.spawn(move || {
                        start.wait();
                        let seats = i32::try_from(1 + at % 6).unwrap();
                        let placed = reserve(desk, &stage.customers[at].coordinator, session, seats, &format!("{at}"))?;
                        if at % 3 == 0 {
                            withdraw(node, &stage.customers[at].coordinator, &placed.reservation)?;
                        }
                        Ok(placed)
                    })
                })
                .collect();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        let mut numbers: Vec<i32> = answers.iter().map(|answer| answer.as_ref().unwrap().number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=64).collect::<Vec<_>>(), "one order, without gaps");

        let read = |conn: &mut crate::db::Conn| session_for_planner(conn, &stage.planner, &session.reference, world.today());
        let (open, groups) = world.db.read(read).unwrap();
        let live: Vec<_> = groups.iter().map(|(one, _)| one).filter(|one| one.state.is_live()).collect();
        let sold: i32 = live.iter().filter(|one| one.state == ReservationState::Seated).map(|one| one.seats).sum();
        assert_eq!(sold, 24 - open.free);
        assert!((0..6).contains(&open.free), "{}", open.free);
        // Strict order: everybody with seats applied before everybody who waits, and the first who waits does not fit.
        let first_waiting = live.iter().find(|one| one.state == ReservationState::Waiting).unwrap();
        assert!(live.iter().filter(|one| one.state == ReservationState::Seated).all(|one| one.number < first_waiting.number));
        assert!(first_waiting.seats > open.free);
        // Whoever has a place holds the hours, whoever gave it back has them again.
        for (at, customer) in stage.customers.iter().enumerate() {
            let balance = world.db.read(|conn| ledger::statement(conn, &stage.programme, &customer.id)).unwrap().balance;
            let held = if at % 3 == 0 { 0 } else { 4 };
            assert_eq!((balance.held, balance.available()), (held, 4 - held), "{at}");
        }
    });
}

/// One institution sends the same form from many windows: one reservation.
#[test]
fn one_form_from_many_windows_is_one_reservation() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50]);
        let session = stage.announce("K2", 40, None);
        let desks = [world.world.clone(), world.second_node()].map(Desk::new);
        let placed: Vec<Placed> = std::thread::scope(|scope| {
            let windows: Vec<_> = (0..16)
                .map(|at| {
                    let (stage, session, desk) = (&stage, &session, &desks[at % 2]);
                    scope.spawn(move || reserve(desk, &stage.customers[0].coordinator, session, 3, "form").unwrap())
                })
                .collect();
            windows.into_iter().map(|window| window.join().unwrap()).collect()
        });
        assert!(placed.iter().all(|one| *one == placed[0]));
        let read = |conn: &mut crate::db::Conn| session_for_planner(conn, &stage.planner, &session.reference, world.today());
        assert_eq!(world.db.read(read).unwrap().1.len(), 1);
    });
}
