//! What time does to accounts: reminders, expiry, closure (A2). Jobs that may run late, twice, or on any node.

use super::model::{Account, AccountKind, AccountState};
use super::{devices, rules, sessions, store};
use crate::db::{IntoResult, insert_new};
use crate::jobs::{self, Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::policy::{self, Policy};
use crate::register;
use crate::schema::{credentials, reminders};
use crate::throttle;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::{HOUR, Time};

/// Closes, expires, reminds; every hour. The job's subject is the hour.
pub const CLOCK: &str = "accounts.clock";
/// Sends one reminder. The job's subject is `credential:days`.
pub const REMIND: &str = "accounts.remind";

const BATCH: i64 = 500;

/// Asks for this hour's run, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    let hour = (now.0 / HOUR).to_string();
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, CLOCK, &hour, &hour, now))
}

pub fn run(world: &World, _: &Job) -> Result<Outcome> {
    let now = world.now();
    let policy = world.policy()?;
    for state in [AccountState::Active, AccountState::Expired] {
        move_on(world, &policy, state, now)?;
    }
    close_leavers(world, now)?;
    remind(world, &policy, now)?;
    world.db.write(|tx| {
        sessions::sweep(tx, now)?;
        throttle::sweep(tx, now)?;
        devices::sweep(tx, now)?;
        jobs::sweep(tx, now.plus_days(-30))
    })?;
    world.bell.ring();
    Ok(Outcome::Done)
}

const ACTOR: Actor = Actor::Job { kind: CLOCK };

/// In batches, each a transaction of its own, so that a hundred thousand accounts do not hold the only writer.
fn move_on(world: &World, policy: &Policy, state: AccountState, now: Time) -> Result<()> {
    let close_after = policy.get(policy::CLOSE_AFTER);
    let mut after = String::new();
    loop {
        let batch = world.db.read(|conn| store::with_ends(conn, state, &after, BATCH))?;
        let Some((last, _)) = batch.last() else { return Ok(()) };
        after = last.id.to_string();
        let due: Vec<&Account> = batch
            .iter()
            .filter(|(account, end)| rules::after_clock(account.state, account.state_since, *end, close_after, now).is_some())
            .map(|(account, _)| account)
            .collect();
        if due.is_empty() {
            continue;
        }
        world.db.write(|tx| {
            for account in &due {
                // Decided again where it is written: a renewal may have come between.
                let account = store::account(tx, &account.id)?;
                let end = store::live_credentials(tx, &account.id)?.iter().map(|c| c.ends_at).max();
                if let Some(next) = rules::after_clock(account.state, account.state_since, end, close_after, now) {
                    store::move_to(tx, &account, next, &ACTOR, "account-reason-clock", now)?;
                }
            }
            Ok(())
        })?;
    }
}

/// Whoever has left every post keeps no account.
fn close_leavers(world: &World, now: Time) -> Result<()> {
    let left = world.db.read(|conn| register::people_without_post(conn, now.day()))?;
    for person in left {
        world.db.write(|tx| match store::of_person(tx, &person)? {
            Some(account) if account.state != AccountState::Closed => {
                store::retire_all(tx, &account.id, None, now)?;
                store::move_to(tx, &account, AccountState::Closed, &ACTOR, "account-reason-left", now)
            }
            _ => Ok(()),
        })?;
    }
    Ok(())
}

fn remind(world: &World, policy: &Policy, now: Time) -> Result<()> {
    let steps = [policy::REMINDER_FIRST, policy::REMINDER_SECOND, policy::REMINDER_LAST].map(|step| policy.get(step));
    let horizon = now.plus_days(steps.iter().copied().max().unwrap_or(0));
    let ending = world.db.read(|conn| store::ending(conn, now, horizon))?;
    for chunk in ending.chunks(BATCH as usize) {
        world.db.write(|tx| {
            for (_, credential) in chunk {
                let Some(days) = rules::reminder_due(credential.ends_at, now, &steps) else { continue };
                let row = (
                    reminders::credential_id.eq(&credential.id),
                    reminders::days_before.eq(i32::try_from(days).unwrap_or(i32::MAX)),
                    reminders::made_at.eq(now),
                );
                if insert_new!(tx, reminders::table, row).or_fail()? == 1 {
                    jobs::enqueue(tx, &*world.entropy, REMIND, &format!("{}:{days}", credential.id), now, now)?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Sends one reminder by SMS.
pub fn send_reminder(world: &World, texts: &crate::texts::Texts, job: &Job) -> Result<Outcome> {
    let now = world.now();
    let credential_id = job.subject.split(':').next().unwrap_or_default().to_owned();
    let found = world.db.read(|conn| {
        let row: Option<(kunye_kernel::id::AccountId, Time)> = credentials::table
            .find(&credential_id)
            .select((credentials::account_id, credentials::ends_at))
            .first(conn)
            .or_none()?;
        let Some((account, ends_at)) = row else { return Ok(None) };
        let account = store::account(conn, &account)?;
        let person = register::person(conn, &account.person_id)?;
        Ok(person.and_then(|person| person.mobile.clone().map(|mobile| (account, person, mobile, ends_at))))
    })?;
    let Some((account, person, mobile, ends_at)) = found else { return Ok(Outcome::Done) };
    if ends_at <= now {
        return Ok(Outcome::Done);
    }
    let (days, date) = (rules::days_left(ends_at, now).to_string(), ends_at.day().to_string());
    let args = [("days", days), ("date", date), ("user", account.user_name)];
    let key = if account.kind == AccountKind::Unit { "sms-reminder-unit" } else { "sms-reminder" };
    let text = texts.text(person.reads(), key, &args);
    let to = Address::Phone(mobile);
    let about =
        Notice { purpose: "reminder", subject: &job.subject, person: &person.id, to, title: String::new(), text, calendar: None };
    notice::send(world, job, &about)
}
