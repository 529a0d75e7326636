//! `kunye programme`

use super::{Ending, Shell};
use crate::cli::day;
use crate::terminal::print;
use clap::Subcommand;
use kunye_core::register;
use kunye_core::training::programme::{self, NewProgramme};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::Day;

#[derive(Subcommand, Debug)]
pub enum Programme {
    Found {
        #[arg(long, value_name = "DETSIS")]
        provider: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Day,
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Day,
        #[arg(long, default_value_t = 4_000)]
        people: i32,
        #[arg(long, default_value_t = 2_400)]
        hours: i32,
    },
}

pub fn run(shell: &Shell<'_>, command: Programme) -> Result<Ending> {
    let Programme::Found { provider, name, from, until, people, hours } = command;
    let (world, actor) = (&shell.world, &shell.actor);
    let unit = world.db.read(|conn| register::unit_by_detsis(conn, &provider))?;
    let unit = unit.filter(|unit| unit.parent_id.is_none());
    let unit = unit.ok_or_else(|| Error::new(Kind::NotFound, "cli-no-institution").with("detsis", &provider))?;
    let new = NewProgramme {
        provider: unit.institution_id,
        name: name.clone(),
        starts_on: from,
        ends_on: until,
        capacity_people: people,
        capacity_hours: hours,
    };
    let id = programme::found(world, actor, &new, &programme::seed_tiers())?;
    for course in programme::seed_courses() {
        programme::add_course(world, actor, &id, &course)?;
    }
    shell.terminal.say("cli-programme-founded", &[("name", name), ("unit", unit.name)]);
    print(&format!("{id}\n"))?;
    Ok(Ending::Done)
}
