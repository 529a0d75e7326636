//! `kunye officer`

use super::{Ending, Shell};
use crate::cli::{Officer as Command, Whom};
use crate::terminal::{print, table};
use clap::ValueEnum;
use kunye_core::accounts::{self, first_password, second_factor};
use kunye_core::register::appoint::{self, NewDuty};
use kunye_core::register::{self, DutyKind, Person, Unit, store};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::DutyId;
use kunye_kernel::national_id::NationalId;

#[derive(ValueEnum, Debug, Clone, Copy)]
pub enum DutyArg {
    Officer,
    Supervisor,
    Deputy,
    Administrator,
    Auditor,
    HelpDesk,
    Coordinator,
    Planner,
    AccountManager,
    Trainer,
    Director,
}

impl From<DutyArg> for DutyKind {
    fn from(kind: DutyArg) -> Self {
        match kind {
            DutyArg::Officer => DutyKind::Officer,
            DutyArg::Supervisor => DutyKind::Supervisor,
            DutyArg::Deputy => DutyKind::Deputy,
            DutyArg::Administrator => DutyKind::Administrator,
            DutyArg::Auditor => DutyKind::Auditor,
            DutyArg::HelpDesk => DutyKind::HelpDesk,
            DutyArg::Coordinator => DutyKind::Coordinator,
            DutyArg::Planner => DutyKind::Planner,
            DutyArg::AccountManager => DutyKind::AccountManager,
            DutyArg::Trainer => DutyKind::Trainer,
            DutyArg::Director => DutyKind::Director,
        }
    }
}

pub fn run(shell: &Shell<'_>, command: Command) -> Result<Ending> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    match command {
        Command::List { unit } => list(shell, unit.as_deref())?,
        Command::Add { whom: Whom { person }, unit, kind, from, until, send_password } => {
            let (person, unit) = (the_person(shell, &person)?, the_unit(shell, &unit)?);
            let kind = DutyKind::from(kind);
            let new = NewDuty {
                kind,
                unit: unit.id.clone(),
                person: person.id.clone(),
                starts_on: from.unwrap_or_else(|| world.today()),
                ends_on: until,
            };
            let id = appoint::appoint(world, actor, &new)?;
            terminal
                .say("cli-duty-given", &[("name", person.full_name()), ("duty", duty_word(shell, kind)), ("unit", unit.name)]);
            print(&format!("{id}\n"))?;
            if send_password {
                let account = first_password::order(world, actor, &person)?;
                let phone = person.mobile.as_ref().map(|mobile| mobile.masked()).unwrap_or_default();
                terminal.say("cli-password-ordered", &[("user", account.user_name), ("phone", phone)]);
            }
        }
        Command::End { id, on } => {
            let on = on.unwrap_or_else(|| world.today().plus_days(-1));
            appoint::end_duty(world, actor, &DutyId::from(id), on)?;
            terminal.say("cli-duty-ended", &[("date", on.to_string())]);
        }
        Command::ResetSecondFactor { whom, reason } => {
            let person = the_person(shell, &whom.person)?;
            let account = world.db.read(|conn| accounts::of_person(conn, &person.id))?;
            let account = account.ok_or_else(|| refused("cli-no-account").with("name", person.full_name()))?;
            second_factor::reset(world, actor, &account.id, &reason)?;
            terminal.say("cli-second-factor-reset", &[("name", person.full_name())]);
        }
    }
    Ok(Ending::Done)
}

fn list(shell: &Shell<'_>, detsis: Option<&str>) -> Result<()> {
    let unit = detsis.map(|detsis| the_unit(shell, detsis)).transpose()?;
    let today = shell.world.today();
    let duties = shell.world.db.read(|conn| store::duties_in_force(conn, unit.as_ref().map(|unit| &unit.id), today))?;
    let rows: Vec<Vec<String>> = duties
        .into_iter()
        .map(|(duty, person, unit)| {
            let until = duty.ends_on.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let (kind, name) = (duty_word(shell, duty.kind), person.full_name());
            vec![
                unit.detsis,
                unit.name,
                kind,
                name,
                person.national_id.masked(),
                duty.starts_on.to_string(),
                until,
                duty.id.to_string(),
            ]
        })
        .collect();
    let header = ["detsis", "unit", "duty", "person", "national-id", "from", "until", "id"];
    print(&table(&header.map(|column| shell.terminal.word(&format!("cli-duty-{column}"))), &rows))
}

fn duty_word(shell: &Shell<'_>, kind: DutyKind) -> String {
    shell.terminal.word(&format!("duty-kind-{}", kind.as_str().replace('_', "-")))
}

fn the_person(shell: &Shell<'_>, id: &NationalId) -> Result<Person> {
    let found = shell.world.db.read(|conn| register::person_by_national_id(conn, id))?;
    found.ok_or_else(|| refused("cli-no-person").with("person", id.masked()))
}

pub(super) fn the_unit(shell: &Shell<'_>, detsis: &str) -> Result<Unit> {
    let found = shell.world.db.read(|conn| store::unit_by_detsis(conn, detsis))?;
    found.ok_or_else(|| refused("cli-no-unit").with("detsis", detsis))
}

fn refused(text: &'static str) -> Error {
    Error::new(Kind::NotFound, text)
}
