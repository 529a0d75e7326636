//! Requests of the past five weeks, so that no list is empty: each walks the real way as far as its story goes.

use super::prepare::Studio;
use crate::papers::Typeset;
use kunye_core::accounts;
use kunye_core::jobs::Runner;
use kunye_core::register::{DutyKind, store};
use kunye_core::requests::approve::{self, Verdict};
use kunye_core::requests::paper::{self, Papers};
use kunye_core::requests::submit::{self, NewRequest};
use kunye_core::requests::{RequestKind, attest, by_reference, carry_out, file};
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ulid;
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{Clock, DAY, HOUR, Time};

/// How far a request has come. Each stage goes through those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Submitted,
    Declined,
    Approved,
    Refused,
    Filed,
    Sent,
}

use Stage::{Approved, Declined, Filed, Refused, Sent, Submitted};

/// When, in hours before now, and how far. The oldest lapses as soon as the clock looks at it. The last one's phone is never
/// reached.
const STORIES: [(i64, Stage); 10] = [
    (32 * 24, Submitted),
    (26 * 24, Sent),
    (20 * 24 - 3, Declined),
    (12 * 24 - 1, Sent),
    (8 * 24 - 2, Refused),
    (3 * 24 - 4, Filed),
    (2 * 24 + 1, Approved),
    (28, Approved),
    (5, Submitted),
    (4 * 24 + 2, Sent),
];

const KINDS: [RequestKind; 3] = [RequestKind::Renewal, RequestKind::Unlock, RequestKind::FirstPassword];

/// Plays every story, in the order of time, and sets the clock to `now`.
pub fn play(studio: &Studio<'_>, now: Time) -> Result<()> {
    let (directorate, districts) = studio.institution.stage();
    // Those who are not of the cast; the last one of the directorate cannot be reached.
    let unreachable = directorate.last().copied().ok_or_else(Error::not_found)?;
    let heads = |at: &usize| studio.institution.people[*at].heads_unit;
    let people = districts.into_iter().filter(|at| !heads(at)).take(STORIES.len() - 1).chain([unreachable]);
    let mut stories: Vec<(usize, i64, Stage)> = people.zip(STORIES).map(|(person, (hours, stage))| (person, hours, stage)).collect();
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

struct Story<'a> {
    studio: &'a Studio<'a>,
    runner: &'a Runner,
    person: usize,
    number: usize,
}

impl Story<'_> {
    fn play(&self, stage: Stage) -> Result<()> {
        let world = &self.studio.world;
        let reference = self.submit()?;
        self.runner.run_due()?;
        if stage == Submitted {
            return Ok(());
        }
        // A few hours between one desk and the next, as far as the present allows.
        self.studio.turn_by(2 * HOUR);
        let supervisor = self.supervisor()?;
        if stage == Declined {
            let reason = "Talep sahibi bu birimden ayrılmak üzere; parola yeni biriminde istenmelidir.";
            return approve::decide(world, &supervisor, &reference, &Verdict::Decline { reason }).map(drop);
        }
        approve::decide(world, &supervisor, &reference, &Verdict::Approve)?;
        if stage == Approved {
            return Ok(());
        }
        self.studio.turn_by(HOUR);
        let officer = self.officer()?;
        if stage == Refused {
            let reason = "Formdaki imza, sicildeki kişinin imzasına benzemiyor; lütfen form yeniden imzalansın.";
            return attest::refuse(world, &officer, &reference, reason).map(drop);
        }
        let scan = self.scan(&reference)?;
        file::file(world, &officer, &reference, "imzali-form.pdf", &scan)?;
        if stage == Filed {
            return Ok(());
        }
        carry_out::carry_out(world, &officer, &reference, true)?;
        self.runner.run_due()?;
        self.studio.outbox.deliver(world)?;
        self.runner.run_due().map(drop)
    }

    fn submit(&self) -> Result<String> {
        let (studio, world) = (self.studio, &self.studio.world);
        let person = &studio.institution.people[self.person];
        let unit = world.db.read(|conn| store::unit_by_detsis(conn, &person.unit))?.ok_or_else(Error::not_found)?;
        let new = NewRequest {
            draft: ulid(world.now(), &*world.entropy),
            kind: KINDS[self.number % KINDS.len()],
            national_id: NationalId::parse(person.national_id.digits()).ok_or_else(Error::not_found)?,
            given_names: person.given_names.clone(),
            surname: person.surname.clone(),
            staff_no: Some(person.staff_no.clone()),
            unit: unit.id,
            mobile: Mobile::parse(&person.mobile).ok_or_else(Error::not_found)?,
            compromised: self.number % 4 == 1,
            language: Language::Tr,
            notice_version: "1".to_owned(),
        };
        // Addresses for documentation (RFC 5737).
        let source = Source { address: format!("192.0.2.{}", self.number) };
        submit::submit(world, &source, &new)
    }

    /// The head of the applicant's unit.
    fn supervisor(&self) -> Result<Actor> {
        let people = &self.studio.institution.people;
        let unit = &people[self.person].unit;
        let head = people.iter().position(|person| person.heads_unit && person.unit == *unit);
        self.actor(head.ok_or_else(Error::not_found)?)
    }

    /// The officer of the stage's directorate.
    fn officer(&self) -> Result<Actor> {
        let (directorate, _) = self.studio.institution.stage();
        let duties = &self.studio.institution.duties;
        let officer = duties.iter().find(|duty| duty.kind == DutyKind::Officer && directorate.contains(&duty.person));
        self.actor(officer.ok_or_else(Error::not_found)?.person)
    }

    /// Somebody as if signed in.
    fn actor(&self, at: usize) -> Result<Actor> {
        let Studio { world, actor, .. } = self.studio;
        let person = self.studio.person(at)?;
        let account = world.db.write(|tx| accounts::offer::ensure_account(tx, world, actor, &person))?;
        Ok(Actor::Person { person: person.id, account: account.id, second_factor: true, source: Source::local() })
    }

    /// The form itself stands for its scan.
    fn scan(&self, reference: &str) -> Result<Vec<u8>> {
        let Studio { world, terminal, .. } = self.studio;
        let request = world.db.read(|conn| by_reference(conn, reference))?;
        Typeset.request_form(&paper::paper(world, &terminal.texts, &request, Language::Tr)?)
    }
}

impl Studio<'_> {
    fn turn_to(&self, time: Time) {
        self.turn_by(time.since(self.clock.now()));
    }

    fn turn_by(&self, milliseconds: i64) {
        self.clock.advance(milliseconds.min(DAY * 365));
    }
}
