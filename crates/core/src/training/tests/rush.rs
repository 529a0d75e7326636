//! Sixty-four coordinators at once, at two nodes of one process and in two processes.

use super::shared::reserve;
use super::*;
use crate::testing::in_every_world;
use crate::training::ledger;
use crate::training::shared::{Application, Desk, Placed, ReservationState, session_for_planner, withdraw};
use kunye_kernel::error::Result;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
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

        sold_in_order(&stage, &session);
    });
}

/// The seats of a session were sold exactly, in strict order, and everybody's hours are where they belong: every third of the clients
/// gave its seats back.
fn sold_in_order(stage: &Stage<'_>, session: &SharedSession) {
    let world = stage.world;
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

/// What a process of its own is told: database, folder, time, session, which half of the clients, and every coordinator.
const TOLD: &str = "KUNYE_RUSH";

/// Sixty-four clients in two processes, which share nothing but the database: one file, on SQLite.
#[test]
fn sixty_four_clients_in_two_processes_buy_exactly_the_seats_in_order() {
    in_every_world(|world| {
        let stage = stage(world, CLIENTS);
        stage.decide(&[50; CLIENTS]);
        let session = stage.announce("K2", 40, None);
        let coordinators: Vec<&str> = stage.customers.iter().map(|one| one.coordinator.person().unwrap().as_str()).collect();
        let start = |half: &str| {
            let [folder, now] = [world.folder().display().to_string(), world.now().0.to_string()];
            let told = [world.url(), &folder, &now, session.id.as_str(), half, &coordinators.join(",")].join("\n");
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "training::tests::rush::one_of_two_processes", "--ignored", "--nocapture"])
                .env(TOLD, told)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let mut processes = ["0", "1"].map(start);
        // Neither begins before both are there.
        let mut answers = Vec::new();
        for process in &mut processes {
            let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
            assert!(lines.by_ref().any(|line| line.unwrap().ends_with("ready")), "a process ended early");
            answers.push(lines);
        }
        processes.iter_mut().for_each(|process| process.stdin.take().unwrap().write_all(b"go\n").unwrap());
        let mut numbers: Vec<i32> =
            answers.into_iter().flatten().filter_map(|line| line.unwrap().strip_prefix("number ")?.parse().ok()).collect();
        processes.iter_mut().for_each(|process| assert!(process.wait().unwrap().success()));
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=64).collect::<Vec<_>>(), "one order, without gaps");
        sold_in_order(&stage, &session);
    });
}

/// Half of the clients; started by the test above.
#[test]
#[ignore = "runs in a process of its own"]
fn one_of_two_processes() {
    let Ok(told) = std::env::var(TOLD) else { return };
    let [url, folder, now, session, half, coordinators]: [&str; 6] =
        told.lines().collect::<Vec<_>>().try_into().expect("six lines");
    let world = TestWorld::node_on(url, folder.as_ref(), kunye_kernel::time::Time(now.parse().unwrap()));
    let (desk, half): (Desk, usize) = (Desk::new(world.clone()), half.parse().unwrap());
    // A line of its own: the harness has written its words before it.
    println!("\nready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    std::thread::scope(|scope| {
        for (at, person) in coordinators.split(',').enumerate().filter(|(at, _)| at % 2 == half) {
            let (world, desk) = (&world, &desk);
            scope.spawn(move || {
                let (actor, session) = (signed_in(&person.into()), session.into());
                let seats = i32::try_from(1 + at % 6).unwrap();
                let placed = desk.reserve(Application { actor: actor.clone(), session, seats, key: at.to_string() }).unwrap();
                if at % 3 == 0 {
                    withdraw(world, &actor, &placed.reservation).unwrap();
                }
                println!("number {}", placed.number);
            });
        }
    });
}
