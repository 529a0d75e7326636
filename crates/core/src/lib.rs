//! Every domain of Künye, its tables and its rules. Knows no web, no LDAP, no PDF: those are faces and ports.
//!
//! Rooms are ranked, and a room calls only lower ranks:
//! 0 `db` `jobs` `audit` `messages` `policy` `throttle` `vault` `blobs` `hasher` `texts` · 1 `register` `archive` · 2 `accounts`
//! `applications` ·
//! 3 `requests` `oidc` · 4 `reports`.

pub mod accounts;
pub mod applications;
pub mod archive;
pub mod audit;
pub mod blobs;
pub mod db;
pub mod demo;
pub mod hasher;
pub mod jobs;
pub mod messages;
pub mod oidc;
pub mod policy;
pub mod register;
pub mod reports;
pub mod requests;
pub mod schema;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod texts;
pub mod throttle;
pub mod vault;
pub mod world;

use std::sync::Arc;

/// Who carries out which kind of job: all that the rooms ask for.
pub fn handlers(texts: Arc<texts::Texts>) -> jobs::Handlers {
    let (for_delivery, for_reminders, for_first) = (texts.clone(), texts.clone(), texts);
    jobs::Handlers::default()
        .on(accounts::clock::CLOCK, accounts::clock::run)
        .on(accounts::clock::REMIND, move |world, job| accounts::clock::send_reminder(world, &for_reminders, job))
        .on(accounts::first_password::SEND, move |world, job| accounts::first_password::send(world, &for_first, job))
        .on(applications::endings::CLOSE, applications::endings::close)
        .on(requests::submit::MATCH, requests::submit::match_person)
        .on(requests::deliver::DELIVER, move |world, job| requests::deliver::deliver(world, &for_delivery, job))
        .on(requests::housekeeping::LAPSE, requests::housekeeping::lapse)
        .on(messages::deliveries::SETTLED, requests::deliver::settled)
        .on(oidc::logout::NOTIFY, oidc::logout::notify)
}

/// Asks for what the clock makes due. Called every minute or so; each hour's work is asked for once, by whichever node is first.
pub fn tick(world: &world::World) -> kunye_kernel::error::Result<()> {
    accounts::clock::tick(world)?;
    applications::endings::tick(world)?;
    requests::housekeeping::tick(world)?;
    oidc::keys::tick(world)?;
    oidc::logout::settle(world)
}
