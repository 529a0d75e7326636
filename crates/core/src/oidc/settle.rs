//! Finds grants whose ground is gone, ends them, and has their clients told. A grant that may outlive its session goes on.
//!
//! Nothing waits for it, since tokens are looked up each time. So a minute's look costs what has changed, not what there is: grants of
//! accounts and sessions that the database says have changed of late, and those that the clock has ended of late. Once an hour every
//! open grant is looked at.

use super::model::{EndReason, Grant};
use super::{CODE_LIFE, access, logout, store};
use crate::accounts::{self, sessions};
use crate::db::Conn;
use crate::directory::{self, Change};
use crate::jobs::{self, Job, Outcome};
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::AccountId;
use kunye_kernel::time::{HOUR, MINUTE, Time};

/// Job: looks at every open grant. The subject is why.
pub const SETTLE: &str = "oidc.settle";

/// How far back a minute looks: it may come late, and what was put right already is passed over.
const LATELY: i64 = 5 * MINUTE;
const BATCH: i64 = 500;

/// Asks for this hour's look at everything, once, whichever node is first, and looks at what has changed.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    enqueue(world, &(now.0 / HOUR).to_string(), now)?;
    lately(world)
}

fn enqueue(world: &World, why: &str, now: Time) -> Result<()> {
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, SETTLE, why, why, now))
}

/// Looks at the grants of whatever ended within the last minutes.
pub fn lately(world: &World) -> Result<()> {
    let now = world.now();
    let (mut owners, mut macs, mut offices) = (Vec::new(), Vec::new(), None);
    for (seq, change) in world.db.read(|conn| directory::lately(conn, LATELY))? {
        match change {
            Change::Account(account) => owners.push(account),
            Change::Session(mac) => macs.push(mac),
            Change::Unit(_) | Change::Host => {}
            // An application or a role has ended: for whom is asked of everybody.
            Change::Offices => offices = offices.max(Some(seq)),
        }
    }
    if let Some(seq) = offices {
        enqueue(world, &format!("offices-{seq}"), now)?;
    }
    let open = world.db.read(|conn| {
        owners.append(&mut accounts::ended_between(conn, now.plus(-LATELY), now)?);
        macs.append(&mut sessions::over_between(conn, now.plus(-LATELY), now)?);
        owners.sort_unstable();
        owners.dedup();
        let mut open = Vec::new();
        for some in owners.chunks(BATCH as usize) {
            open.append(&mut store::open_of_accounts(conn, some)?);
        }
        for some in macs.chunks(BATCH as usize) {
            open.append(&mut store::open_of_sessions(conn, some)?);
        }
        Ok(open)
    })?;
    open.iter().try_for_each(|grant| settle_one(world, grant, now))
}

/// Carries [`SETTLE`] out.
pub fn run(world: &World, _: &Job) -> Result<Outcome> {
    everything(world)?;
    world.db.write(|tx| store::sweep(tx, world.now()))?;
    Ok(Outcome::Done)
}

fn everything(world: &World) -> Result<()> {
    let now = world.now();
    let mut after = String::new();
    loop {
        // A batch is looked through in one reading; only what is over is written about.
        let (last, over) = world.db.read(|conn| {
            let batch = store::open_grants(conn, &after, BATCH)?;
            let last = batch.last().map(|grant| grant.id.to_string());
            let mut over = Vec::new();
            for grant in batch {
                if state(conn, &grant, now)? != State::Stands {
                    over.push(grant);
                }
            }
            Ok((last, over))
        })?;
        over.iter().try_for_each(|grant| settle_one(world, grant, now))?;
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Looks at the grants of one account, when it is known that something of it has just ended.
pub fn settle_account(world: &World, account: &AccountId) -> Result<()> {
    let now = world.now();
    let open = world.db.read(|conn| store::open_of_accounts(conn, std::slice::from_ref(account)))?;
    open.iter().try_for_each(|grant| settle_one(world, grant, now))
}

#[derive(PartialEq, Eq)]
enum State {
    Stands,
    SessionOver,
    Over,
}

fn state(conn: &mut Conn, grant: &Grant, now: Time) -> Result<State> {
    let unused = grant.begun_at.is_none() && now.since(grant.made_at) > CODE_LIFE;
    if unused || access::standing(conn, grant.clone(), now)?.is_none() {
        return Ok(State::Over);
    }
    let session_over = match &grant.session_mac {
        Some(mac) => sessions::by_mac(conn, mac, now)?.is_none(),
        None => false,
    };
    Ok(if session_over { State::SessionOver } else { State::Stands })
}

fn settle_one(world: &World, grant: &Grant, now: Time) -> Result<()> {
    if world.db.read(|conn| state(conn, grant, now))? == State::Stands {
        return Ok(());
    }
    world.db.write(|tx| {
        let grant = store::grant(tx, &grant.id)?;
        match state(tx, &grant, now)? {
            State::Stands => Ok(()),
            State::SessionOver => {
                logout::have_told(tx, world, &grant, now)?;
                store::leave_session(tx, &grant.id)
            }
            State::Over => logout::end(tx, world, &grant, EndReason::Over, now).map(|_| ()),
        }
    })?;
    world.bell.ring();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::IntoResult;
    use crate::testing::TestWorld;
    use diesel::prelude::*;
    use std::time::Instant;

    /// `cargo nextest run --release -p kunye-core --lib --run-ignored only --no-capture hundred_thousand_grants`
    #[test]
    #[ignore = "takes a minute; run it in release"]
    fn a_hundred_thousand_grants() {
        let world = TestWorld::new();
        let units = crate::register::import::bench::ministry(&world).unwrap();
        let by_hand = |statement: String| world.db.write(|tx| diesel::sql_query(&statement).execute(tx).or_fail()).unwrap();
        for first in (0..100_000).step_by(20_000) {
            world
                .db
                .write(|tx| {
                    let people = crate::register::import::bench::crowd(tx, &world, &units, first, 20_000)?;
                    accounts::demo::crowd(tx, &world, &people, first as usize, |n| format!("u{n}"), &["x".to_owned()])
                })
                .unwrap();
        }
        let operator = kunye_kernel::actor::Actor::Operator { name: "test".into() };
        let words = crate::applications::manage::Words { name: "PYS", purpose: "Denemek için", open_to_all: true };
        crate::applications::manage::add(&world, &operator, "pys", &words).unwrap();
        by_hand(
            "INSERT INTO oidc_clients (id, application_id, name, auth, own, second_factor, algorithm, scope, created_at)
             SELECT 'C', id, 'PYS', 'none', TRUE, FALSE, 'ES256', 'openid', 0 FROM applications"
                .into(),
        );
        let (now, end) = (world.now().0, world.now().plus(8 * HOUR).0);
        by_hand(format!(
            "INSERT INTO sessions (mac, account_id, credential_id, post_id, second_factor, source, agent, created_at, seen_at, ends_at)
             SELECT a.id, a.id, c.id, p.id, FALSE, '', '', {now}, {now}, {end} FROM accounts a
             JOIN credentials c ON c.account_id = a.id JOIN posts p ON p.person_id = a.person_id"
        ));
        by_hand(format!(
            "INSERT INTO oidc_grants (id, client_id, account_id, credential_id, post_id, session_mac, sid, scope, second_factor,
                                      signed_in_at, made_at, begun_at)
             SELECT mac, 'C', account_id, credential_id, post_id, mac, mac, 'openid', FALSE, {now}, {now}, {now} FROM sessions"
        ));
        by_hand("DELETE FROM directory_changes".into());
        let open = || world.db.read(|conn| store::open_grants(conn, "", 1_000_000)).unwrap().len();
        let time = |what: &str, act: &dyn Fn()| {
            let start = Instant::now();
            act();
            println!("{what}: {:.1} ms, {} open", start.elapsed().as_secs_f64() * 1_000.0, open());
        };
        time("everything", &|| everything(&world).unwrap());
        time("nothing changed", &|| lately(&world).unwrap());
        by_hand("UPDATE accounts SET state = 'suspended' WHERE user_name LIKE 'u1234_'".into());
        time("ten accounts suspended", &|| lately(&world).unwrap());
        by_hand("DELETE FROM sessions WHERE account_id IN (SELECT id FROM accounts WHERE user_name LIKE 'u23___')".into());
        time("a thousand signed out", &|| lately(&world).unwrap());
        assert_eq!(open(), 100_000 - 10 - 1_000);
    }
}
