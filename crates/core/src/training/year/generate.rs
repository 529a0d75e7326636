//! A year made from a seed: the same shape and seed give the same file, byte for byte.

use super::file::{Event, Hours, Institution, Person, Year};
use kunye_kernel::entropy::{Entropy, SeededEntropy};
use kunye_kernel::holidays::is_working_day;
use kunye_kernel::time::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How large a year is.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The last of them has number `days`: the first is 0.
    pub days: i32,
    pub institutions: usize,
    /// Of them, those with at most 100 users, which are trained in shared sessions.
    pub standard: usize,
    pub users: u32,
    pub sessions: usize,
    /// For seats in shared sessions.
    pub applications: usize,
    /// For trainings at an institution's own place.
    pub requests: usize,
    pub trainers: usize,
    /// Periods in which a trainer is ill.
    pub sick: usize,
    pub seed: u64,
}

impl Shape {
    /// 400 institutions with 145,000 users, who apply 1,500 times.
    pub const WHOLE: Self = Self {
        days: 360,
        institutions: 400,
        standard: 300,
        users: 145_000,
        sessions: 90,
        applications: 1_340,
        requests: 160,
        trainers: 9,
        sick: 14,
        seed: 365,
    };

    /// A year that a test has time for.
    pub const SMALL: Self = Self {
        days: 150,
        institutions: 40,
        standard: 32,
        users: 9_000,
        sessions: 12,
        applications: 150,
        requests: 14,
        trainers: 3,
        sick: 8,
        seed: 365,
    };
}

struct Maker<'a> {
    shape: &'a Shape,
    entropy: SeededEntropy,
    first: Day,
    days: i32,
    year: BTreeMap<i32, Vec<Event>>,
    institutions: Vec<Institution>,
    /// Who was meant for a day already: nobody is meant to be in two places.
    meant: HashMap<i32, BTreeSet<Person>>,
}

/// Makes a year that begins on 5 January 2026.
pub fn generate(shape: &Shape) -> Year {
    let (first, last) = (Day(20_458), Day(20_458 + shape.days));
    let entropy = SeededEntropy::new(shape.seed);
    let institutions = institutions(shape, &entropy);
    let days = last.0 - first.0;
    let mut maker = Maker { shape, entropy, first, days, year: BTreeMap::new(), institutions, meant: HashMap::new() };
    maker.shared();
    maker.on_site();
    maker.sick();
    let trainers = (0..shape.trainers).map(|at| [6, 6, 34, 35, 1, 42, 55, 61, 21][at % 9]).collect();
    let events = maker.year.into_iter().flat_map(|(day, events)| events.into_iter().map(move |event| (day, event)));
    Year { first, last, institutions: maker.institutions, trainers, events: events.collect() }
}

fn institutions(shape: &Shape, entropy: &dyn Entropy) -> Vec<Institution> {
    let mut all = Vec::with_capacity(shape.institutions);
    for at in 0..shape.institutions {
        let left = shape.users.saturating_sub(all.iter().map(|one: &Institution| one.users).sum());
        let users = match at {
            at if at < shape.standard => 1 + (u32::try_from(at).unwrap_or(0) * 37) % 100,
            // The last one has all that are left.
            at if at + 1 == shape.institutions => left.max(101),
            _ => 101 + entropy.below(1_300),
        };
        let province = i32::try_from(1 + entropy.below(81)).unwrap_or(6);
        all.push(Institution { users, units: 1 + (users / 60).min(80), province });
    }
    all
}

impl Maker<'_> {
    /// Below a bound, which may be anything.
    fn below(&self, bound: i32) -> i32 {
        let entropy: &dyn Entropy = &self.entropy;
        i32::try_from(entropy.below(u32::try_from(bound.max(1)).unwrap_or(1))).unwrap_or(0)
    }

    fn one_in(&self, times: i32) -> bool {
        self.below(times) == 0
    }

    fn index(&self, bound: usize) -> usize {
        usize::try_from(self.below(i32::try_from(bound).unwrap_or(i32::MAX))).unwrap_or(0)
    }

    fn add(&mut self, day: i32, event: Event) {
        if (0..=self.days).contains(&day) {
            self.year.entry(day).or_default().push(event);
        }
    }

    fn working_day(&self, mut day: i32) -> i32 {
        while !is_working_day(self.first.plus_days(day)) {
            day += 1;
        }
        day
    }

    /// Up to so many people of an institution who are not meant for anything on these days.
    fn people(&mut self, institution: usize, count: i32, days: &[i32]) -> Vec<Person> {
        let users = self.institutions.get(institution - 1).map_or(0, |one| one.users);
        let mut chosen = Vec::new();
        for _ in 0..4 * count {
            let number = 1 + self.index(usize::try_from(users).unwrap_or(1));
            let person = Person { institution, number };
            let is_free = days.iter().all(|day| !self.meant.get(day).is_some_and(|taken| taken.contains(&person)));
            if is_free && i32::try_from(chosen.len()).is_ok_and(|chosen| chosen < count) {
                for day in days {
                    self.meant.entry(*day).or_default().insert(person);
                }
                chosen.push(person);
            }
        }
        chosen
    }

    fn shared(&mut self) {
        let sessions = i32::try_from(self.shape.sessions).unwrap_or(1);
        // The last is announced early enough to be held within the year.
        let step = (self.days - 70).max(sessions) / sessions;
        let mut starts = Vec::new();
        for at in 0..sessions {
            let announced = at * step;
            let starts_on = self.working_day(announced + 21 + self.below(30));
            let course = ["K1", "K2", "K2", "T1"][self.index(4)].to_owned();
            let (seats, trainer) = ([24, 24, 24, 12][self.index(4)], 1 + self.index(self.shape.trainers));
            let session = format!("S{}", at + 1);
            self.add(announced, Event::Announce { session: session.clone(), course, starts_on, seats, trainer });
            if at % 40 == 5 {
                self.add(starts_on - 2, Event::CallOff { session });
            }
            starts.push((announced, starts_on));
        }
        for application in 1..=self.shape.applications {
            // The first sessions are wanted most.
            let at = self.index(starts.len()).min(self.index(starts.len()));
            let Some((announced, starts_on)) = starts.get(at).copied() else { continue };
            let day = announced + 1 + self.below(starts_on - announced - 1);
            // A twentieth of them come from institutions that are trained at their own place, and are refused.
            let institution = if self.one_in(20) { self.shape.standard + 1 } else { 1 + self.index(self.shape.standard) };
            let users = self.institutions.get(institution - 1).map_or(1, |one| one.users);
            let seats = (1 + self.below(6)).min(i32::try_from(users).unwrap_or(6).max(1));
            let session = format!("S{}", at + 1);
            self.add(day, Event::Apply { application, institution, session: session.clone(), seats });
            if self.one_in(8) {
                self.add(day + 1 + self.below(starts_on - day - 1), Event::Withdraw { application });
                continue;
            }
            let seats = if seats > 2 && self.one_in(12) {
                self.add(day + self.below(starts_on - day - 2), Event::Reduce { application, seats: seats - 1 });
                seats - 1
            } else {
                seats
            };
            let people = self.people(institution, seats, &[starts_on]);
            self.group(&session, &people, starts_on, day);
        }
    }

    fn on_site(&mut self) {
        let own = self.institutions.len() - self.shape.standard;
        for at in 1..=self.shape.requests {
            let institution = self.shape.standard + 1 + if at <= own { at - 1 } else { self.index(own) };
            let day = self.below(self.days - 70);
            let (from, people) = (day + 24 + self.below(10), 20 + self.below(17));
            let province = match self.institutions.get(institution - 1) {
                Some(one) if !self.one_in(3) => one.province,
                _ => 1 + self.below(81),
            };
            let (request, course) = (format!("R{at}"), ["K2", "K2", "T1", "T2"][self.index(4)].to_owned());
            let until = from + 11;
            let new = Event::Request { request: request.clone(), institution, course, people, province, from, until };
            self.add(day, new);
            self.add(day + 1 + self.below(5), Event::Plan { request: request.clone() });
            if self.one_in(14) {
                self.add(day + 2 + self.below(30), Event::Drop { request: request.clone() });
            }
            // The days are the planner's to choose, so nobody is meant for another training while they may be.
            let days: Vec<i32> = (from..=until + 4).collect();
            let people = self.people(institution, people, &days);
            self.group(&request, &people, from, day + 6);
        }
    }

    /// The people of a group: named two days before the first day that it may be, answering, exchanged, absent.
    fn group(&mut self, session: &str, people: &[Person], starts_on: i32, since: i32) {
        let named_on = (starts_on - 2).max(since);
        let name = || session.to_owned();
        for person in people.iter().copied() {
            self.add(named_on, Event::Name { session: name(), person });
            match self.below(100) {
                0..70 => self.add(named_on, Event::Accept { session: name(), person }),
                70..73 => self.add(named_on, Event::Decline { session: name(), person }),
                73..77 => {
                    let [instead, person] = [person, self.people(person.institution, 1, &[starts_on]).pop().unwrap_or(person)];
                    self.add(starts_on - 1, Event::Substitute { session: name(), person, instead });
                }
                _ => {}
            }
            match self.below(100) {
                0..4 => self.add(named_on, Event::Absent { session: name(), person, hours: Hours::All }),
                4..7 => {
                    let hours = Hours::Some(vec![1 + self.below(2)]);
                    self.add(named_on, Event::Absent { session: name(), person, hours });
                }
                7 => self.add(named_on, Event::Slip { session: name(), person, hour: 1 }),
                _ => {}
            }
        }
    }

    fn sick(&mut self) {
        for _ in 0..self.shape.sick {
            let (trainer, day) = (1 + self.index(self.shape.trainers), 20 + self.below(self.days - 60));
            self.add(day, Event::Sick { trainer, days: 1 + self.below(10) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_as_it_was_written_and_always_the_same() {
        let year = generate(&Shape::SMALL);
        let text = year.to_string();
        assert_eq!(Year::read(&text).unwrap(), year);
        assert_eq!(generate(&Shape::SMALL).to_string(), text);
        assert_ne!(generate(&Shape { seed: 366, ..Shape::SMALL }).to_string(), text);
    }

    /// The figures of the programme.
    #[test]
    fn the_whole_year_is_as_large_as_it_has_to_be() {
        let year = generate(&Shape::WHOLE);
        let count = |wanted: fn(&Event) -> bool| year.events.iter().filter(|(_, event)| wanted(event)).count();
        assert_eq!((year.institutions.len(), year.users()), (400, 145_000));
        let applications = count(|one| matches!(one, Event::Apply { .. })) + count(|one| matches!(one, Event::Request { .. }));
        assert_eq!(applications, 1_500);
        assert!(count(|one| matches!(one, Event::Withdraw { .. })) > 100);
        assert!(count(|one| matches!(one, Event::Substitute { .. })) > 100);
        assert!(count(|one| matches!(one, Event::Absent { hours: Hours::All, .. })) > 100);
        assert_eq!(count(|one| matches!(one, Event::Sick { .. })), 14);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let good = "# x\nkunye-year;1;2026-01-05;2026-12-31\ninstitution;1;50;1;6\ntrainer;1;6\n\n0;announce;S1;K2;30;24;1\n";
        assert_eq!(Year::read(good).unwrap().events.len(), 1);
        for (bad, line) in [
            ("", 1),
            ("kunye-year;2;2026-01-05;2026-12-31\n", 1),
            ("kunye-year;1;2026-01-05;2025-12-31\n", 1),
            (&good.replace("trainer;1", "trainer;2"), 4),
            (&good.replace(";24;1", ";24"), 6),
            (&good.replace(";24;1", ";24;1;1"), 6),
            (&good.replace("announce", "announced"), 6),
            (&format!("{good}5;withdraw;1\n4;withdraw;1\n"), 8),
            (&format!("{good}361;withdraw;1\n"), 7),
            (&format!("{good}1;name;S1;0.1\n"), 7),
        ] {
            let error = Year::read(bad).unwrap_err();
            assert_eq!(
                (error.fields()[0].text, error.args.clone()),
                ("bench-year-line", vec![("line", line.to_string())]),
                "{bad}"
            );
        }
    }
}
