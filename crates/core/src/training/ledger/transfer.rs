//! Hours that move by decision or by the end of the programme.

use super::accounts::{Accounts, Post};
use super::book::EntryKind;
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// Hours that two institutions can hold, before and after a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub from: [i32; 2],
    pub to: [i32; 2],
}

/// What a transfer would do; the same that refuses it refuses this.
pub fn try_transfer(
    conn: &mut Conn,
    actor: &Actor,
    programme: &ProgrammeId,
    institutions: [&InstitutionId; 2],
    hours: i32,
    reason: &str,
    today: Day,
) -> Result<Moved> {
    may_transfer(institutions, hours, &tidy(reason))?;
    planned(conn, actor, programme, today)?;
    let [from, to] = institutions;
    let mut accounts = Accounts::load(conn, programme, &[from.clone(), to.clone()])?;
    let before = institutions.map(|one| accounts.balance(one).available());
    book(&mut accounts, institutions, hours, reason, "try")?;
    let after = institutions.map(|one| accounts.balance(one).available());
    Ok(Moved { from: [before[0], after[0]], to: [before[1], after[1]] })
}

fn may_transfer([from, to]: [&InstitutionId; 2], hours: i32, reason: &str) -> Result<()> {
    let mut wrong = Vec::new();
    if from == to {
        wrong.push(FieldError { field: "to", text: "training-transfer-same" });
    }
    wrong.extend(wrong_of(hours, reason));
    if wrong.is_empty() { Ok(()) } else { Err(refused(wrong)) }
}

/// What is wrong with a transfer, whoever gives and receives. Pure.
pub fn wrong_of(hours: i32, reason: &str) -> Vec<FieldError> {
    let checks = [
        (hours >= 1, "hours", "training-transfer-hours"),
        ((1..=LONGEST).contains(&tidy(reason).chars().count()), "reason", "training-transfer-decision"),
    ];
    checks.into_iter().filter(|(good, ..)| !good).map(|(_, field, text)| FieldError { field, text }).collect()
}

/// A transfer that is refused, with what its texts name.
pub fn refused(wrong: Vec<FieldError>) -> Error {
    Error::invalid(wrong).with("most", LONGEST)
}

/// Books both sides in memory; `false` when it was booked before.
fn book(accounts: &mut Accounts, [from, to]: [&InstitutionId; 2], hours: i32, reason: &str, key: &str) -> Result<bool> {
    if accounts.balance(to) == super::Balance::default() {
        return Err(Error::field("to", "training-transfer-stranger"));
    }
    let available = accounts.balance(from).available();
    // The hours are another institution's, and not those of whoever reads this.
    let of_giver = |error: Error| match error.text {
        "training-hours-short" => Error::field("hours", "training-transfer-short").with("available", available),
        _ => error,
    };
    let mut is_new = false;
    for (institution, other, kind, way) in [(from, to, EntryKind::TransferOut, "out"), (to, from, EntryKind::TransferIn, "in")] {
        let post = Post {
            institution: institution.clone(),
            kind,
            hours,
            hold: None,
            once_key: format!("transfer:{key}:{way}"),
            about: other.to_string(),
            reason: reason.to_owned(),
        };
        is_new |= accounts.post(post).map_err(of_giver)?;
    }
    Ok(is_new)
}

/// As long as the reference of a decision may be.
const LONGEST: usize = 200;

/// Moves hours from one institution to another by the provider's decision: two that were joined, say. `reason` is the decision's
/// reference; `key` makes saying it twice saying it once.
pub fn transfer(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    [from, to]: [&InstitutionId; 2],
    hours: i32,
    reason: &str,
    key: &str,
) -> Result<()> {
    let (now, today, name, reason) = (world.now(), world.today(), name_of(actor)?, tidy(reason));
    may_transfer([from, to], hours, &reason)?;
    world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        let mut accounts = Accounts::load(tx, programme, &[from.clone(), to.clone()])?;
        if !book(&mut accounts, [from, to], hours, &reason, key)? {
            return Ok(());
        }
        accounts.save(tx, &name, now)?;
        let detail = json!({ "from": from, "to": to, "hours": hours });
        audit::record(
            tx,
            now,
            actor,
            &Entry::new("hours.transferred", "programme", programme.as_str()).reason(&reason).detail(detail),
        )
    })
}

/// What nobody held when the programme ended is gone. Doing it again does nothing.
pub(in crate::training) fn expire_all(world: &World, actor: &Actor, programme: &ProgrammeId) -> Result<usize> {
    let (now, name) = (world.now(), name_of(actor)?);
    let open: Vec<InstitutionId> = world.db.read(|conn| {
        let totals = store::totals(conn, programme)?;
        Ok(totals.into_iter().filter(|(_, balance)| balance.available() > 0).map(|(id, _)| id).collect())
    })?;
    for some in open.chunks(200) {
        world.db.write(|tx| {
            let mut accounts = Accounts::load(tx, programme, some)?;
            for institution in some {
                let hours = accounts.balance(institution).available();
                if hours > 0 {
                    accounts.post(Post {
                        institution: institution.clone(),
                        kind: EntryKind::Expire,
                        hours,
                        hold: None,
                        once_key: format!("expire:{programme}:{institution}:{}", accounts.entries_of(institution)),
                        about: programme.to_string(),
                        reason: String::new(),
                    })?;
                }
            }
            accounts.save(tx, &name, now)
        })?;
    }
    Ok(open.len())
}
