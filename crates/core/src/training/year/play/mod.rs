//! The events of a year, day by day, each by the verb and in the name of whoever does it in life. At nine in the morning the day's jobs
//! run and its events happen; then the trainings of the day are held and marked hour by hour; at eight in the evening the messages go
//! out. The morning after a training its certificates are ordered.

mod planner;
mod room;

use super::file::{Event, Hours, Person, Year};
use super::lay::Stage;

use crate::jobs::{Handlers, Runner};
use crate::register::Province;

use crate::training::onsite::{self, Draft, Wish};
use crate::training::participants::{self, Answer, NewName};

use crate::training::shared::{self, Application, Desk};

use crate::training::tick;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AccountId, ParticipantId, PersonId, ReservationId, SessionId};
use kunye_kernel::time::{Day, HOUR, MockClock, SECOND, Time};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was done in a year, as the one knows it who did it.
#[derive(Debug, Clone, Default)]
pub struct Played {
    pub events: usize,
    /// Groups that found a place, seats or queue.
    pub placed: usize,
    pub applications: usize,
    /// By key of the text that said why.
    pub refused: BTreeMap<&'static str, usize>,
    /// Events about something that an earlier refusal, or the planner, had ended.
    pub moot: usize,
    /// Lists of an hour that trainers took, and marks that they corrected.
    pub lists: usize,
    pub corrected: usize,
    /// Trainings that another trainer took over, or that were planned anew, because one was ill.
    pub taken_over: usize,
    pub called_off: usize,
    pub jobs: usize,
}

/// A session of the file as it is known by now.
struct Held {
    id: SessionId,
    reference: String,
    days: Vec<Day>,
    ends_on: Day,
    on_site: bool,
}

struct Play<'a> {
    world: &'a World,
    clock: &'a MockClock,
    stage: &'a Stage,
    year: &'a Year,
    desk: Desk,
    runner: Runner,
    sessions: HashMap<String, Held>,
    requests: HashMap<String, (usize, String)>,
    placed: HashMap<usize, (usize, ReservationId)>,
    people: HashMap<Person, PersonId>,
    named: HashMap<(String, Person), ParticipantId>,
    absent: HashMap<(String, PersonId), Hours>,
    slips: HashMap<(String, i32), BTreeSet<PersonId>>,
    told: Played,
}

/// Plays a year to its end. `handlers` carry out its jobs, certificates among them; the clock is the world's.
///
/// # Errors
/// Whatever is not a refusal by the rules: those are counted.
pub fn play(world: &World, clock: &MockClock, year: &Year, stage: &Stage, handlers: Handlers) -> Result<Played> {
    let mut play = Play {
        world,
        clock,
        stage,
        year,
        desk: Desk::new(world.clone()),
        runner: Runner::new(world.clone(), handlers),
        sessions: HashMap::new(),
        requests: HashMap::new(),
        placed: HashMap::new(),
        people: HashMap::new(),
        named: HashMap::new(),
        absent: HashMap::new(),
        slips: HashMap::new(),
        told: Played::default(),
    };
    let mut events = year.events.iter().peekable();
    // Two days more: what is over is closed the day after, and the programme ends with its last day.
    for at in 0..=year.last.0 - year.first.0 + 2 {
        let today = year.first.plus_days(at);
        play.until(today.start().plus(9 * HOUR));
        tick(world)?;
        play.work()?;
        play.certify(today)?;
        while let Some((_, event)) = events.next_if(|(day, _)| *day == at) {
            // No two events are at the same moment.
            clock.advance(SECOND);
            play.told.events += 1;
            play.event(event)?;
        }
        play.hold(today)?;
        play.until(today.start().plus(20 * HOUR));
        play.work()?;
    }
    Ok(play.told)
}

impl Play<'_> {
    fn until(&self, at: Time) {
        self.clock.advance(at.since(self.world.now()).max(0));
    }

    fn work(&mut self) -> Result<()> {
        self.told.jobs += self.runner.run_due()?;
        Ok(())
    }

    fn today(&self) -> Day {
        self.world.today()
    }

    /// Only what the rules refuse may be refused.
    fn judge<T>(&mut self, answer: Result<T>) -> Result<Option<T>> {
        match answer {
            Ok(value) => Ok(Some(value)),
            Err(error) if matches!(error.kind, Kind::Conflict | Kind::Invalid(_)) => {
                let text = error.fields().first().map_or(error.text, |field| field.text);
                *self.told.refused.entry(text).or_default() += 1;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn coordinator(&self, institution: usize) -> Result<&Actor> {
        self.stage.coordinators.get(institution.wrapping_sub(1)).ok_or_else(Error::not_found)
    }

    fn trainer(&self, trainer: usize) -> Result<&PersonId> {
        self.stage.trainers.get(trainer.wrapping_sub(1)).and_then(Actor::person).ok_or_else(Error::not_found)
    }

    fn person(&mut self, person: Person) -> Result<PersonId> {
        if let Some(known) = self.people.get(&person) {
            return Ok(known.clone());
        }
        let found = self.stage.person(self.world, self.year, person)?.ok_or_else(Error::not_found)?;
        self.people.insert(person, found.clone());
        Ok(found)
    }

    fn course(&self, code: &str) -> Result<kunye_kernel::id::CourseId> {
        self.stage.courses.get(code).cloned().ok_or_else(Error::not_found)
    }

    fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::Announce { session, course, starts_on, seats, trainer } => {
                self.announce(session, course, self.year.first.plus_days(*starts_on), *seats, *trainer)
            }
            Event::Apply { application, institution, session, seats } => {
                self.told.applications += 1;
                let Some(held) = self.sessions.get(session) else { return self.moot() };
                let (actor, session) = (self.coordinator(*institution)?.clone(), held.id.clone());
                let key = format!("year-{application}");
                let answer = self.desk.reserve(Application { actor, session, seats: *seats, key });
                if let Some(placed) = self.judge(answer)? {
                    self.told.placed += 1;
                    self.placed.insert(*application, (*institution, placed.reservation));
                }
                Ok(())
            }
            Event::Reduce { application, seats } => {
                let Some((institution, id)) = self.placed.get(application) else { return self.moot() };
                let answer = shared::reduce(self.world, self.coordinator(*institution)?, id, *seats);
                self.judge(answer).map(drop)
            }
            Event::Withdraw { application } => {
                let Some((institution, id)) = self.placed.get(application) else { return self.moot() };
                let answer = shared::withdraw(self.world, self.coordinator(*institution)?, id);
                self.judge(answer).map(drop)
            }
            Event::Request { .. } => self.request(event),
            Event::Plan { request } => self.plan(request),
            Event::Drop { request } => {
                let Some((institution, reference)) = self.requests.get(request) else { return self.moot() };
                let actor = self.coordinator(*institution)?;
                let answer = onsite::withdraw(self.world, actor, reference, "Eğitimden vazgeçildi.");
                self.judge(answer).map(drop)
            }
            Event::Name { session, person } => self.name(session, *person, None),
            Event::Substitute { session, person, instead } => match self.named.get(&(session.clone(), *instead)).cloned() {
                Some(instead) => self.name(session, *person, Some(instead)),
                None => self.moot(),
            },
            Event::Accept { session, person } => self.answer(session, *person, &Answer::Accept),
            Event::Decline { session, person } => {
                self.answer(session, *person, &Answer::Decline { why: "İznim var.".into(), deputy: String::new() })
            }
            Event::Sick { trainer, days } => self.sick(*trainer, *days),
            Event::CallOff { session } => self.call_off(session, "Salon kullanılamıyor."),
            Event::Absent { session, person, hours } => {
                let person = self.person(*person)?;
                self.absent.insert((session.clone(), person), hours.clone());
                Ok(())
            }
            Event::Slip { session, person, hour } => {
                let person = self.person(*person)?;
                self.slips.entry((session.clone(), *hour)).or_default().insert(person);
                Ok(())
            }
        }
    }

    fn moot(&mut self) -> Result<()> {
        self.told.moot += 1;
        Ok(())
    }

    fn request(&mut self, event: &Event) -> Result<()> {
        let Event::Request { request, institution, course, people, province, from, until } = event else { return Ok(()) };
        self.told.applications += 1;
        let draft = Draft {
            course: self.course(course)?,
            people: *people,
            wished: Wish::period(self.year.first.plus_days(*from), self.year.first.plus_days(*until)),
            province: Province::from_plate(*province),
            place: "İl Müdürlüğü".into(),
            address: "Merkez".into(),
            room: "Toplantı Salonu".into(),
            note: String::new(),
        };
        let actor = self.coordinator(*institution)?;
        let drafted = onsite::draft(self.world, actor, &draft, &format!("year-{request}"));
        let sent = drafted.and_then(|one| onsite::send(self.world, actor, &one.reference).map(|_| one.reference));
        if let Some(reference) = self.judge(sent)? {
            self.requests.insert(request.clone(), (*institution, reference));
        }
        Ok(())
    }

    fn name(&mut self, session: &str, person: Person, instead: Option<ParticipantId>) -> Result<()> {
        let Some(reference) = self.sessions.get(session).map(|held| held.reference.clone()) else { return self.moot() };
        let disseminator = person.number.is_multiple_of(5);
        let new = NewName { session: reference, person: self.person(person)?, disseminator, despite: String::new(), instead };
        match participants::name(self.world, self.coordinator(person.institution)?, &new) {
            // Whom it would replace has declined meanwhile.
            Err(error) if error.kind == Kind::NotFound && new.instead.is_some() => self.moot(),
            answer => {
                if let Some(named) = self.judge(answer)? {
                    self.named.insert((session.to_owned(), person), named.id);
                }
                Ok(())
            }
        }
    }

    fn answer(&mut self, session: &str, person: Person, answer: &Answer) -> Result<()> {
        let Some(id) = self.named.get(&(session.to_owned(), person)).cloned() else { return self.moot() };
        let (person, source) = (self.person(person)?, Source::local());
        let actor = Actor::Person { person, account: AccountId::from("year"), second_factor: false, source };
        let answer = participants::answer(self.world, &actor, &id, answer);
        self.judge(answer).map(drop)
    }
}
