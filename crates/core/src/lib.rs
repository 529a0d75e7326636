//! Every domain of Künye, its tables and its rules. Knows no web, no LDAP, no PDF: those are faces and ports.
//!
//! Rooms are ranked, and a room calls only lower ranks:
//! 0 `db` `jobs` `audit` `messages` `policy` `throttle` `vault` `blobs` `hasher` `texts` `signatures` · 1 `register` `archive` `issued` ·
//! 2 `accounts` `applications` `training` ·
//! 3 `requests` `oidc` · 4 `reports`.

pub mod accounts;
pub mod applications;
pub mod archive;
pub mod audit;
pub mod blobs;
pub mod db;
pub mod demo;
pub mod directory;
pub mod hasher;
pub mod issued;
pub mod jobs;
pub mod messages;
pub mod oidc;
pub mod policy;
pub mod register;
pub mod reports;
pub mod requests;
pub mod schema;
pub mod signatures;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod texts;
pub mod throttle;
pub mod training;
pub mod vault;
pub mod world;

use jobs::{Handlers, Job, Outcome};
use kunye_kernel::error::Result;
use std::sync::Arc;
use texts::Texts;
use world::World;

/// Who carries out which kind of job: all that the rooms ask for, but for what draws papers
/// ([`training::certificates::with_press`]).
pub fn handlers(texts: Arc<Texts>) -> Handlers {
    // Those that write to people need the texts.
    let speaking = |run: fn(&World, &Texts, &Job) -> Result<Outcome>| {
        let texts = texts.clone();
        move |world: &World, job: &Job| run(world, &texts, job)
    };
    Handlers::default()
        .on(register::housekeeping::HOUSEKEEPING, register::housekeeping::run)
        .on(register::former_mobile::TELL, speaking(register::former_mobile::tell))
        .on(accounts::clock::CLOCK, accounts::clock::run)
        .on(accounts::clock::REMIND, speaking(accounts::clock::send_reminder))
        .on(accounts::first_password::SEND, speaking(accounts::first_password::send))
        .on(applications::endings::CLOSE, applications::endings::close)
        .on(requests::submit::MATCH, requests::submit::match_person)
        .on(requests::authorise::NOTICE, speaking(requests::authorise::tell))
        .on(requests::deliver::DELIVER, speaking(requests::deliver::deliver))
        .on(requests::housekeeping::LAPSE, requests::housekeeping::lapse)
        .on(requests::housekeeping::DESTROY, requests::housekeeping::destroy)
        .on(training::shared::DAILY, training::shared::daily)
        .on(training::participants::TELL, speaking(training::participants::tell))
        .on(training::candidates::CALLED, speaking(training::candidates::send_call))
        .on(training::onsite::TELL, speaking(training::onsite::tell))
        .on(training::evaluation::CALL, training::evaluation::call_participants)
        .on(training::evaluation::ASK, speaking(training::evaluation::ask))
        .on(training::customers::NUDGE, speaking(training::customers::send_nudge))
        .on(training::customers::GIVEN, speaking(training::onsite::tell_given))
        .on(training::certificates::READY, speaking(training::certificates::tell))
        .on(training::questions::ASKED, speaking(training::questions::send_question))
        .on(training::questions::ANSWERED, speaking(training::questions::send_answer))
        .on(training::demand::MET, speaking(training::demand::send_met))
        .on(training::demand::CHANGED, speaking(training::demand::send_changed))
        .on(training::demand::UNMET, speaking(training::demand::send_unmet))
        .on(training::users::FORGET, training::users::forget_aside)
        .on(directory::SWEEP, directory::sweep)
        .on(messages::deliveries::SETTLED, requests::deliver::settled)
        .on(oidc::logout::NOTIFY, oidc::logout::notify)
        .on(oidc::settle::SETTLE, oidc::settle::run)
}

/// Asks for what the clock makes due. Called every minute or so; each hour's and day's work is asked for once, by whichever node
/// is first.
pub fn tick(world: &World) -> Result<()> {
    register::housekeeping::tick(world)?;
    accounts::clock::tick(world)?;
    training::tick(world)?;
    applications::endings::tick(world)?;
    directory::tick(world)?;
    requests::housekeeping::tick(world)?;
    oidc::keys::tick(world)?;
    oidc::settle::tick(world)
}
