//! A year of the programme, replayed from a file of events through the real verbs, and checked by code that shares nothing with them.

use super::checker;
use super::*;
use crate::testing::in_every_world;
use crate::training::shared::{Desk, ReservationState, SharedSession, new_day, withdraw};
use kunye_kernel::entropy::{Entropy, SeededEntropy};
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::id::ReservationId;
use kunye_kernel::time::{DAY, HOUR};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::time::Instant;

const INSTITUTIONS: usize = 400;
const STANDARD: usize = 300;
const USERS: i64 = 145_000;
const APPLICATIONS: usize = 1_500;
const DAYS: i32 = 365;

/// Users of each institution: Standard ones first, then the larger ones, 145,000 in all.
fn users() -> Vec<i64> {
    let mut users: Vec<i64> = (0..STANDARD).map(|at| 1 + i64::try_from(at * 37 % 100).unwrap()).collect();
    users.extend((STANDARD..INSTITUTIONS - 1).map(|at| 101 + i64::try_from(at * 131 % 1_400).unwrap()));
    users.push(USERS - users.iter().sum::<i64>());
    users
}

/// The file: `day;event;…`, in the order of the days. Written by chance from a seed, so that anybody gets the same year.
fn events() -> String {
    let entropy: &dyn Entropy = &SeededEntropy::new(365);
    let mut days: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    let mut add = |day: i32, event: String| days.entry(day).or_default().push(event);
    let mut starts = Vec::new();
    for session in 0..72 {
        let announced = session * 4;
        let starts_on = announced + 21 + i32::try_from(entropy.below(30)).unwrap();
        let course = ["K1", "K1", "K2", "T1"][entropy.below(4) as usize];
        let seats = [24, 24, 24, 12][entropy.below(4) as usize];
        add(announced, format!("announce;{session};{course};{starts_on};{seats}"));
        starts.push((announced, starts_on));
    }
    for application in 0..APPLICATIONS {
        // The first sessions are wanted most.
        let session = entropy.below(72).min(entropy.below(72)) as usize;
        let (announced, starts_on) = starts[session];
        let day = announced + 1 + i32::try_from(entropy.below(u32::try_from(starts_on - announced).unwrap())).unwrap();
        // A twentieth of them come from institutions that are trained at their own place, and are refused.
        let institution =
            if entropy.below(20) == 0 { STANDARD + 3 } else { entropy.below(u32::try_from(STANDARD).unwrap()) as usize };
        let seats = 1 + entropy.below(6);
        add(day, format!("apply;{application};{institution};{session};{seats}"));
        if entropy.below(4) == 0 {
            let later = day + i32::try_from(entropy.below(u32::try_from((starts_on - day).max(1)).unwrap())).unwrap();
            add(later, format!("withdraw;{application}"));
        }
    }
    // Two trainers fall ill.
    for session in [11, 40] {
        add(starts[session].1 - 2, format!("call-off;{session}"));
    }
    let mut file = String::new();
    for (day, events) in days {
        for event in events {
            writeln!(file, "{day};{event}").unwrap();
        }
    }
    file
}

struct Year<'a> {
    stage: &'a Stage<'a>,
    desk: Desk,
    sessions: HashMap<usize, SharedSession>,
    /// Of each application that found a place: who, and which.
    placed: HashMap<usize, (usize, ReservationId)>,
    refused: BTreeMap<&'static str, usize>,
}

impl Year<'_> {
    fn play(&mut self, event: &str) {
        let parts: Vec<&str> = event.split(';').collect();
        let number = |at: usize| parts[at].parse::<usize>().unwrap();
        match parts[1] {
            "announce" => {
                let days = i32::try_from(number(4)).unwrap() - (self.stage.world.today().0 - FIRST_DAY.0);
                let session = self.stage.announce(parts[3], days, Some(i32::try_from(number(5)).unwrap()));
                self.sessions.insert(number(2), session);
            }
            "apply" => {
                let (application, institution, seats) = (number(2), number(3), i32::try_from(number(5)).unwrap());
                let actor = &self.stage.customers[institution].coordinator;
                let session = &self.sessions[&number(4)];
                match super::shared::reserve(&self.desk, actor, session, seats, &application.to_string()) {
                    Ok(placed) => drop(self.placed.insert(application, (institution, placed.reservation))),
                    Err(error) => self.refuse(&error),
                }
            }
            "withdraw" => {
                if let Some((institution, reservation)) = self.placed.get(&number(2)) {
                    let actor = &self.stage.customers[*institution].coordinator;
                    if let Err(error) = withdraw(self.stage.world, actor, reservation) {
                        self.refuse(&error);
                    }
                }
            }
            "call-off" => {
                let session = &self.sessions[&number(2)];
                crate::training::shared::call_off(self.stage.world, &self.stage.planner, &session.id, "Eğitmen hastalandı.")
                    .unwrap();
            }
            other => panic!("{other}"),
        }
    }

    /// Only what the rules refuse may be refused.
    fn refuse(&mut self, error: &Error) {
        assert!(matches!(error.kind, Kind::Conflict | Kind::Invalid(_)), "{error:?}");
        *self.refused.entry(error.fields().first().map_or(error.text, |field| field.text)).or_default() += 1;
    }
}

#[test]
fn a_year_of_four_hundred_institutions() {
    in_every_world(|world| {
        let stage = stage(world, INSTITUTIONS);
        stage.decide(&users());
        let file = events();
        let begun = Instant::now();
        let mut year = Year {
            stage: &stage,
            desk: Desk::new(world.world.clone()),
            sessions: HashMap::new(),
            placed: HashMap::new(),
            refused: BTreeMap::new(),
        };
        let mut lines = file.lines().peekable();
        for day in 0..DAYS {
            new_day(world).unwrap();
            let of_today = format!("{day};");
            while let Some(event) = lines.next_if(|line| line.starts_with(&of_today)) {
                world.clock.advance(1_000);
                year.play(event);
            }
            // To nine in the morning of the next day.
            let next = FIRST_DAY.plus_days(day + 1).start().plus(9 * HOUR);
            world.clock.advance(next.since(world.now()));
        }
        assert_eq!(lines.next(), None);
        world.clock.advance(DAY);
        new_day(world).unwrap();
        let took = begun.elapsed();

        let told = checker::check(&world.db, &users());
        assert_eq!(told.problems, Vec::<String>::new());
        assert_eq!((told.institutions, told.users), (INSTITUTIONS, USERS));
        assert_eq!(told.sessions, 72);
        assert_eq!(told.reservations, year.placed.len());
        assert_eq!(told.reservations + refusals_of_applications(&year), APPLICATIONS);
        for state in ReservationState::ALL.iter().filter(|state| !state.is_live()) {
            assert!(
                told.by_state.get(state.as_str()).is_some_and(|count| *count > 0),
                "{state} never happened: {:?}",
                told.by_state
            );
        }
        println!(
            "{:?}: a year in {took:?}: {} reservations {:?}, refused {:?}, {} people sat in {} sessions, {} ledger entries",
            world.db.engine(),
            told.reservations,
            told.by_state,
            year.refused,
            told.people,
            told.sessions,
            told.entries
        );
    });
}

/// Withdrawals are refused for these reasons, applications for the others.
fn refusals_of_applications(year: &Year<'_>) -> usize {
    let of_withdrawal = ["training-reservation-ended"];
    year.refused.iter().filter(|(text, _)| !of_withdrawal.contains(text)).map(|(_, count)| count).sum()
}
