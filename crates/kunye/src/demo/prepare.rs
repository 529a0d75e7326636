//! Fills an empty folder with the demonstration: through the real import, the real appointments, the real requests. Only the
//! clock is turned back, so that there is a past to look at.

use super::cast::{self, Account, Part};
use super::institution::{self, Duty, Institution, Person};
use super::outbox::Outbox;
use super::training::Programme;
use super::{applications, requests, workbook};
use crate::commands::import::Watch;
use crate::config::read_bytes;
use crate::terminal::Terminal;
use crate::wiring::{Ground, NoGateway};
use kunye_core::accounts;
use kunye_core::demo::Persona;
use kunye_core::register::appoint::{self, NewDuty};
use kunye_core::register::import::{self, ImportKind};
use kunye_core::register::{self, store};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{Clock, DAY, HOUR, MockClock, SystemClock, Time};
use std::path::Path;
use std::sync::Arc;

/// How far back the story begins: long enough for a request to have lapsed.
pub const PAST_DAYS: i32 = 33;
const PAST: i64 = PAST_DAYS as i64 * DAY;
/// How many people of other provinces have an account.
const OTHER_ACCOUNTS: usize = 120;

/// The stage while it is being set.
pub struct Studio<'a> {
    pub terminal: &'a Terminal,
    pub world: World,
    pub clock: Arc<MockClock>,
    pub outbox: Arc<Outbox>,
    pub institution: Institution,
    pub actor: Actor,
}

/// Prepares everything; the story ends now.
pub fn prepare(terminal: &Terminal, folder: &Path, actor: Actor) -> Result<()> {
    let now = SystemClock.now();
    let studio = Studio::open(terminal, folder, actor, now, now.plus(-PAST))?;
    let mut personas = studio.accounts(now)?;
    let programme = Programme::lay(&studio)?;
    personas.extend(programme.personas(now)?);
    applications::seed(&studio, folder, now)?;
    requests::play(&studio, now)?;
    programme.catch_up()?;
    cast::save(&personas, folder)
}

impl<'a> Studio<'a> {
    /// A database in the folder, with the institution as it is `today` in its register; the studio's clock stands at `start`.
    pub fn open(terminal: &'a Terminal, folder: &Path, actor: Actor, today: Time, start: Time) -> Result<Self> {
        let institution = institution::generate(today.day());
        workbook::write(&institution, folder)?;
        let clock = Arc::new(MockClock::at(start));
        let outbox = Arc::new(Outbox::default());
        let ground = Ground { clock: clock.clone(), ..Ground::inside(folder) };
        let world = ground.world(outbox.clone(), Arc::new(NoGateway))?;
        world.db.migrate()?;
        let studio = Self { terminal, world, clock, outbox, institution, actor };
        studio.import(ImportKind::Units, &folder.join(workbook::UNITS))?;
        studio.import(ImportKind::People, &folder.join(workbook::PEOPLE))?;
        studio.duties()?;
        Ok(studio)
    }

    fn import(&self, kind: ImportKind, file: &Path) -> Result<()> {
        let mut watch = Watch::new(self.terminal);
        let bytes = read_bytes(file)?;
        let preview =
            import::preview(&self.world, &self.actor, kind, &file.display().to_string(), &bytes, &mut |p| watch.see(p))?;
        if let Some(rejection) = preview.rejected.first() {
            return Err(Error::internal(format!("the sample file has a row that cannot be taken: {rejection:?}")));
        }
        import::apply(&self.world, &self.actor, &preview.id, &mut |p| watch.see(p))?;
        watch.finish();
        Ok(())
    }

    fn duties(&self) -> Result<()> {
        let duties = &self.institution.duties;
        let bar = self.terminal.bar("cli-demo-duties", duties.len() as u64);
        for Duty { kind, unit, person, from, until } in duties {
            let unit = self.world.db.read(|conn| store::unit_by_detsis(conn, unit))?.ok_or_else(Error::not_found)?;
            let person = self.person(*person)?.id;
            let new = NewDuty { kind: *kind, unit: unit.id, person, starts_on: *from, ends_on: *until };
            appoint::appoint(&self.world, &self.actor, &new)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// The register's entry of somebody in the institution.
    pub fn person(&self, at: usize) -> Result<register::Person> {
        let id = &self.institution.people[at].national_id;
        self.world.db.read(|conn| store::person_by_national_id(conn, id))?.ok_or_else(Error::not_found)
    }

    /// Accounts of the cast, and of people elsewhere: some new, some about to end, some that ran out.
    fn accounts(&self, now: Time) -> Result<Vec<Persona>> {
        let parts = cast::parts(&self.institution);
        let elsewhere = self.elsewhere();
        let bar = self.terminal.bar("cli-demo-accounts", (parts.len() + elsewhere.len()) as u64);
        let mut personas = Vec::new();
        for part in &parts {
            personas.push(self.persona(part, now)?);
            bar.inc(1);
        }
        for (number, person) in (0_i64..).zip(elsewhere) {
            // Ages from 0 to 34 days: the last five have run out, the few before are about to.
            let made_at = now.plus(-(number * 7 % 35) * DAY - number * HOUR / 9);
            self.account(person, &self.unknown_password(), made_at, None)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(personas)
    }

    /// Every so many people, none of the cast.
    fn elsewhere(&self) -> Vec<usize> {
        let (directorate, districts) = self.institution.stage();
        let step = self.institution.people.len() / OTHER_ACCOUNTS;
        let is_free = |at: &usize| !directorate.contains(at) && !districts.contains(at);
        let duty_holders: Vec<usize> = self.institution.duties.iter().map(|duty| duty.person).collect();
        (0..self.institution.people.len()).step_by(step.max(1)).filter(is_free).filter(|at| !duty_holders.contains(at)).collect()
    }

    fn persona(&self, part: &Part, now: Time) -> Result<Persona> {
        let second_factor = part.second_factor.then(|| {
            let mut secret = vec![0; 20];
            self.world.entropy.fill(&mut secret);
            secret
        });
        let (user_name, password) = match part.account {
            Account::None => (String::new(), ""),
            Account::RanOut { days_ago } => {
                self.account(part.person, &self.unknown_password(), now.plus_days(-30 - days_ago), None)?;
                (String::new(), "")
            }
            Account::Open { password, days_old } => {
                let made_at = now.plus_days(-days_old);
                let user_name = self.account(part.person, &Secret::new(password), made_at, second_factor.as_deref())?;
                (user_name, password)
            }
        };
        let Person { given_names, surname, title, unit, .. } = &self.institution.people[part.person];
        let unit = self.institution.unit(unit).map(|unit| unit.name.as_str()).unwrap_or_default();
        Ok(Persona {
            role: part.role.to_owned(),
            name: format!("{given_names} {surname}"),
            about: format!("{title}, {unit}"),
            user_name,
            password: password.to_owned(),
            second_factor,
            facts: if password.is_empty() { cast::facts(&self.institution, part.person) } else { Vec::new() },
        })
    }

    /// Opens an account whose password is of a given age; gives the user name.
    fn account(&self, at: usize, password: &Secret, made_at: Time, second_factor: Option<&[u8]>) -> Result<String> {
        let person = self.person(at)?;
        self.world.db.write(|tx| {
            let account = accounts::offer::ensure_account(tx, &self.world, &self.actor, &person)?;
            accounts::demo::set_password(tx, &self.world, &self.actor, &account, password, made_at, second_factor)?;
            Ok(account.user_name)
        })
    }

    fn unknown_password(&self) -> Secret {
        let mut bytes = [0; 16];
        self.world.entropy.fill(&mut bytes);
        Secret::new(bytes.map(|byte| format!("{byte:02x}")).concat())
    }
}
