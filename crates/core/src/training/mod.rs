//! The training programme of a provider for its customer institutions: from the number of users to a certificate in hand (B1–B12, B14–B16).
//!
//! ```text
//! users      counts of active users, rolled up over an institution's tree, and the decisions made on them
//! programme  period, catalogue, sites, tiers: which count gives how many hours
//! trial      a table of tiers over the latest counts, before it is published
//! ledger     hours granted, held, used, returned; append-only, balances computed
//! shared     classes of several institutions: announcement, queue, seats
//! candidates    whom units propose for those seats
//! participants  the people in those seats: named, invited, answering
//! leave         days on which staff are away
//! spread        what participants pass on, in their own word
//! attendance    who was there in which hour: by the trainer's list, a code in the room, a signed sheet
//! certificates  of those who were there in every hour
//! onsite     trainings at an institution's own place: asked for, planned, and then sessions like the others
//! planning   the planner's rules: schedules, what speaks against them, which is the best
//! trainers   where they live, what they teach, when they are away, what they have in hand
//! expenses      what trainings cost the provider
//! evaluation    what participants say afterwards, without saying who says it
//! customers     who at the provider looks after which institution, and what was said
//! questions     of staff, to their own institution's coordinator
//! demand        for a class before there is one
//! statement     an institution's hours entry by entry, with what each is about
//! coverage      the whole for the provider's director: users reached, capacity and hours left
//! naming        what the ids of all this are called, for the record
//! year          a whole year played from a file and checked, for `kunye bench year` and a test
//! ```
//!
//! Hours are hours of *training*, not of persons: an institution's group uses the hours of its course once, however many sit in it.

pub mod attendance;
pub mod bench;
pub mod candidates;
pub mod certificates;
pub mod coverage;
pub mod customers;
pub mod demand;
pub mod evaluation;
pub mod expenses;
pub mod leave;
pub mod ledger;
pub mod naming;
mod news;
pub mod onsite;
pub mod overview;
pub mod participants;
pub mod planning;
pub mod programme;
pub mod questions;
pub mod shared;
pub mod spread;
pub mod statement;
pub mod trainers;
pub mod trial;
pub mod users;
mod who;
pub mod year;

#[cfg(test)]
mod tests;

use crate::db::Conn;
use crate::register::duties::training::{PlannerOf, planner_of, steered_by};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ProgrammeId;
use kunye_kernel::time::Day;
use programme::Programme;

pub use who::{Preview, Rejected};

/// The programme, for whoever plans for its provider; for planners of others there is none.
pub(in crate::training) fn planned(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, day: Day) -> Result<(Programme, PlannerOf)> {
    let programme = programme::find(conn, id)?.ok_or_else(Error::not_found)?;
    let proof = planner_of(conn, actor, &programme.provider_id, day)?;
    Ok((programme, proof))
}

/// The programme, for whoever plans for its provider or directs it.
pub(in crate::training) fn steered(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, day: Day) -> Result<Programme> {
    let programme = programme::find(conn, id)?.ok_or_else(Error::not_found)?;
    let steers = steered_by(conn, actor, day)?.contains(&programme.provider_id);
    if steers { Ok(programme) } else { Err(Error::forbidden("error-register-not-planner")) }
}

/// Who did it, as a ledger and a decision keep it: a person's id, `operator:` and a name, or `job:` and a kind.
pub(in crate::training) fn name_of(actor: &Actor) -> Result<String> {
    match actor {
        Actor::Person { person, .. } => Ok(person.to_string()),
        Actor::Operator { name } => Ok(format!("operator:{name}")),
        Actor::Job { kind } => Ok(format!("job:{kind}")),
        Actor::Invited { .. } | Actor::Public { .. } => Err(Error::unauthenticated()),
    }
}

/// Asks for what a new day makes due, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    let day = now.day().0.to_string();
    world.db.write(|tx| crate::jobs::enqueue_once(tx, &*world.entropy, shared::DAILY, &day, &day, now))
}
