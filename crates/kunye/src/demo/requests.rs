//! Requests of the past five weeks, so that no list is empty: each walks the real way as far as its story goes.

use super::cast;
use super::prepare::Studio;
use crate::papers::Typeset;
use kunye_core::accounts;
use kunye_core::applications::{self, Act, Change};
use kunye_core::jobs::Runner;
use kunye_core::register::{self, duties};
use kunye_core::requests::approve::{self, Verdict};
use kunye_core::requests::paper::{self, Papers};
use kunye_core::requests::submit::{self, NewRequest};
use kunye_core::requests::{RequestKind, attest, by_reference, carry_out, file};
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, ulid};
use kunye_kernel::language::Language;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{Clock, HOUR, Time};

/// How far a request has come. Each stage goes through those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Submitted,
    Declined,
    Approved,
    Refused,
    Filed,
    Sent,
}

use Stage::{Approved, Declined, Filed, Refused, Sent, Submitted};

/// When, in hours before now, and how far. The first one's phone is never reached; the oldest lapses as soon as the clock looks.
const STORIES: [(i64, Stage); 10] = [
    (4 * 24 + 2, Sent),
    (32 * 24, Submitted),
    (26 * 24, Sent),
    (20 * 24 - 3, Declined),
    (12 * 24 - 1, Sent),
    (8 * 24 - 2, Refused),
    (3 * 24 - 4, Filed),
    (2 * 24 + 1, Approved),
    (28, Approved),
    (5, Submitted),
];

const KINDS: [RequestKind; 3] = [RequestKind::Renewal, RequestKind::Unlock, RequestKind::FirstPassword];

/// Plays every story, in the order of time, and sets the clock to `now`.
pub fn play(studio: &Studio<'_>, now: Time) -> Result<()> {
    let (directorate, districts) = studio.institution.stage();
    // Those who are not of the cast, from the back: the last one of the directorate cannot be reached.
    let heads = |at: &usize| studio.institution.people[*at].heads_unit;
    let people = districts.into_iter().filter(|at| !heads(at)).chain(directorate.into_iter().skip(cast::OF_STAGE)).rev();
    let mut stories: Vec<(usize, i64, Stage)> =
        people.zip(STORIES).map(|(person, (hours, stage))| (person, hours, stage)).collect();
    stories.sort_by_key(|(_, hours, _)| -hours);

    let runner = Runner::new(studio.world.clone(), kunye_core::handlers(studio.terminal.texts.clone()));
    let bar = studio.terminal.bar("cli-demo-requests", stories.len() as u64);
    for (number, (person, hours, stage)) in (1..).zip(stories) {
        studio.turn_to(now.plus(-hours * HOUR));
        let story = Story { studio, runner: &runner, person, number };
        story.play(stage)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    studio.turn_to(now);
    Ok(())
}

/// One request and its people.
pub struct Story<'a> {
    pub studio: &'a Studio<'a>,
    pub runner: &'a Runner,
    /// The applicant.
    pub person: usize,
    /// Different for each story.
    pub number: usize,
}

impl Story<'_> {
    /// Goes as far as `stage` and gives the reference.
    pub fn play(&self, stage: Stage) -> Result<String> {
        let world = &self.studio.world;
        let reference = self.submit()?;
        self.runner.run_due()?;
        if stage == Submitted {
            return Ok(reference);
        }
        // A few hours between one desk and the next.
        self.studio.turn_by(2 * HOUR);
        let supervisor = self.supervisor()?;
        if stage == Declined {
            let reason = "Talep sahibi bu birimden ayrılmak üzere; parola yeni biriminde istenmelidir.";
            approve::decide(world, &supervisor, &reference, &Verdict::Decline { reason })?;
            return Ok(reference);
        }
        approve::decide(world, &supervisor, &reference, &Verdict::Approve)?;
        if stage == Approved {
            return Ok(reference);
        }
        self.studio.turn_by(HOUR);
        let officer = self.officer()?;
        if stage == Refused {
            let reason = "Formdaki imza okunmuyor; lütfen form yeniden çıkarılıp imzalansın.";
            attest::refuse(world, &officer, &reference, reason)?;
            return Ok(reference);
        }
        let scan = self.scan(&reference)?;
        file::file(world, &officer, &reference, "imzali-form.pdf", &scan)?;
        if stage == Filed {
            return Ok(reference);
        }
        carry_out::carry_out(world, &officer, &reference, true)?;
        self.runner.run_due()?;
        self.studio.outbox.deliver(world)?;
        self.runner.run_due()?;
        Ok(reference)
    }

    fn submit(&self) -> Result<String> {
        let (studio, world) = (self.studio, &self.studio.world);
        let person = &studio.institution.people[self.person];
        let unit = world.db.read(|conn| register::unit_by_detsis(conn, &person.unit))?.ok_or_else(Error::not_found)?;
        // Every fifth one asks for a role; a bare register has none to ask for.
        let roles = world.db.read(applications::roles)?;
        let asked = roles.get(self.number % roles.len().max(1)).filter(|_| self.number % 5 == 4).map(|(_, role)| role.id.clone());
        let new = NewRequest {
            draft: ulid(world.now(), &*world.entropy),
            kind: if asked.is_some() { RequestKind::Authorisation } else { KINDS[self.number % KINDS.len()] },
            national_id: person.national_id.clone(),
            given_names: person.given_names.clone(),
            surname: person.surname.clone(),
            staff_no: Some(person.staff_no.clone()),
            unit: unit.id,
            mobile: Mobile::parse(&person.mobile).ok_or_else(Error::not_found)?,
            compromised: asked.is_none() && self.number % 4 == 1,
            language: Language::Tr,
            notice_version: "1".to_owned(),
            account_name: None,
            why: asked.as_ref().map(|_| "Yeni verilen görev bu sistemde işlem yapmayı gerektiriyor.".to_owned()),
            changes: asked.map(|role| Change { act: Act::Grant, role }).into_iter().collect(),
        };
        // Addresses for documentation (RFC 5737, RFC 3849).
        let source = Source { address: format!("2001:db8::{:x}", self.number) };
        submit::submit(world, &source, &new)
    }

    /// The applicant's nearest supervisor of that day.
    fn supervisor(&self) -> Result<Actor> {
        let (world, applicant) = (&self.studio.world, self.studio.person(self.person)?.id);
        let seats = world.db.read(|conn| duties::supervisors_of(conn, &applicant, world.today()))?;
        self.studio.signed_in(&seats.first().ok_or_else(Error::not_found)?.person)
    }

    /// The officer who serves the applicant's unit.
    pub fn officer(&self) -> Result<Actor> {
        let (world, detsis) = (&self.studio.world, &self.studio.institution.people[self.person].unit);
        let officers = world.db.read(|conn| {
            let unit = register::unit_by_detsis(conn, detsis)?.ok_or_else(Error::not_found)?;
            let serving = register::serving_unit(conn, &unit.id, world.today())?.ok_or_else(Error::not_found)?;
            register::officers(conn, &serving, world.today())
        })?;
        self.studio.signed_in(officers.first().ok_or_else(Error::not_found)?)
    }

    /// The form itself stands for its scan.
    fn scan(&self, reference: &str) -> Result<Vec<u8>> {
        let Studio { world, terminal, .. } = self.studio;
        let request = world.db.read(|conn| by_reference(conn, reference))?;
        Typeset.request_form(&paper::paper(world, &terminal.texts, &request, Language::Tr)?)
    }
}

impl Studio<'_> {
    /// Somebody as if signed in.
    fn signed_in(&self, person: &PersonId) -> Result<Actor> {
        let Studio { world, actor, .. } = self;
        let account = world.db.write(|tx| {
            let person = register::person(tx, person)?.ok_or_else(Error::not_found)?;
            accounts::offer::ensure_account(tx, world, actor, &person)
        })?;
        Ok(Actor::Person { person: person.clone(), account: account.id, second_factor: true, source: Source::local() })
    }

    fn turn_to(&self, time: Time) {
        self.turn_by(time.since(self.clock.now()));
    }

    fn turn_by(&self, milliseconds: i64) {
        self.clock.advance(milliseconds);
    }
}
