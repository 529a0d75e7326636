//! The second factor: time-based one-time codes (RFC 6238) from the person's own phone app, and recovery codes.

use super::sessions::{self, Session, Stage};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::schema::{recovery_codes, second_factors};
use crate::throttle::{self, Rate};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::AccountId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{MINUTE, SECOND, Time};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

const PURPOSE: &str = "second-factor";
/// Codes are six digits: five tries, then one a minute.
const RATE: Rate = Rate { burst: 5, every: MINUTE };
const RECOVERY_CODES: usize = 8;
/// RFC 4226 asks for at least 16 bytes and recommends 20.
const SECRET_LENGTH: usize = 20;

/// What the enrolment page shows: once, to the person alone.
pub struct Enrolment {
    /// `otpauth://totp/…` for the QR code.
    pub url: Secret,
    /// The same key in base 32, for typing.
    pub key: Secret,
}

fn totp(secret: &[u8], user_name: &str) -> Result<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .with_account_name(user_name.to_owned())
        .with_issuer(Some("Künye".to_owned()))
        .build()
        .map_err(|error| Error::internal(error.to_string()))
}

fn seconds(now: Time) -> u64 {
    u64::try_from(now.0 / SECOND).unwrap_or(0)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = second_factors)]
struct Row {
    sealed: Vec<u8>,
    confirmed_at: Option<Time>,
    last_step: i64,
}

fn row(conn: &mut Conn, account: &AccountId) -> Result<Option<Row>> {
    second_factors::table.find(account).select(Row::as_select()).first(conn).or_none()
}

fn secret_of(world: &World, account: &AccountId, row: &Row) -> Result<Zeroizing<Vec<u8>>> {
    let opened = world.vault.open_sealed(PURPOSE, account.as_str(), &row.sealed)?;
    opened.ok_or_else(|| Error::internal("a sealed second factor cannot be opened: is the key file the right one?"))
}

/// Begins an enrolment, or shows the one that was begun again. Not possible once one is confirmed.
pub fn start_enrolment(world: &World, session: &Session) -> Result<Enrolment> {
    if session.stage == Stage::NeedsCode {
        return Err(Error::forbidden("error-forbidden"));
    }
    let (now, account) = (world.now(), &session.account);
    let secret = world.db.write(|tx| {
        match row(tx, &account.id)? {
            Some(row) if row.confirmed_at.is_some() => return Err(Error::conflict("second-factor-already")),
            Some(row) => return secret_of(world, &account.id, &row),
            None => {}
        }
        let mut secret = Zeroizing::new(vec![0; SECRET_LENGTH]);
        world.entropy.fill(&mut secret);
        store(tx, world, &account.id, &secret, None, now)?;
        Ok(secret)
    })?;
    let totp = totp(&secret, &account.user_name)?;
    let url = totp.to_url().map_err(|error| Error::internal(error.to_string()))?;
    Ok(Enrolment { url: Secret::new(url), key: Secret::new(data_encoding::BASE32_NOPAD.encode(&secret)) })
}

fn store(tx: &mut Conn, world: &World, account: &AccountId, secret: &[u8], confirmed_at: Option<Time>, now: Time) -> Result<()> {
    diesel::insert_into(second_factors::table)
        .values((
            second_factors::account_id.eq(account),
            second_factors::sealed.eq(world.vault.seal(PURPOSE, account.as_str(), secret, &*world.entropy)?),
            second_factors::created_at.eq(now),
            second_factors::confirmed_at.eq(confirmed_at),
            second_factors::last_step.eq(0),
        ))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// Ends the enrolment with a first code, and gives the recovery codes: shown once, stored as fingerprints.
pub fn confirm_enrolment(world: &World, session: &Session, code: &str) -> Result<Vec<Secret>> {
    let (now, account) = (world.now(), &session.account);
    take_try(world, account.id.as_str())?;
    world.db.write(|tx| {
        let row = row(tx, &account.id)?.ok_or_else(Error::not_found)?;
        if row.confirmed_at.is_some() {
            return Err(Error::conflict("second-factor-already"));
        }
        let secret = secret_of(world, &account.id, &row)?;
        check_code(tx, &account.id, &totp(&secret, &account.user_name)?, row.last_step, code, now)?;
        diesel::update(second_factors::table.find(&account.id))
            .set(second_factors::confirmed_at.eq(now))
            .execute(tx)
            .or_fail()?;
        sessions::complete(tx, &session.mac)?;
        audit::record(tx, now, &session.actor, &Entry::new("second-factor.enrolled", "account", account.id.as_str()))?;
        new_recovery_codes(tx, world, &account.id)
    })
}

fn new_recovery_codes(tx: &mut Conn, world: &World, account: &AccountId) -> Result<Vec<Secret>> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(tx).or_fail()?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let raw = super::password::generate(12, &*world.entropy);
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::account_id.eq(account), recovery_codes::mac.eq(recovery_mac(world, account, raw.expose())?)))
            .execute(tx)
            .or_fail()?;
        let (a, rest) = raw.expose().split_at(4);
        let (b, c) = rest.split_at(4);
        codes.push(Secret::new(format!("{a}-{b}-{c}")));
    }
    Ok(codes)
}

fn recovery_mac(world: &World, account: &AccountId, code: &str) -> Result<String> {
    let kept: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    world.vault.fingerprint("recovery", format!("{account}:{kept}").as_bytes())
}

/// Gives the second factor: the app's code, or one of the recovery codes.
pub fn verify(world: &World, session: &Session, code: &str) -> Result<()> {
    let (now, account) = (world.now(), &session.account);
    take_try(world, account.id.as_str())?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    world.db.write(|tx| {
        let row = row(tx, &account.id)?.filter(|row| row.confirmed_at.is_some()).ok_or_else(Error::not_found)?;
        let way = if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
            let secret = secret_of(world, &account.id, &row)?;
            check_code(tx, &account.id, &totp(&secret, &account.user_name)?, row.last_step, &digits, now)?;
            "code"
        } else {
            let unused = recovery_codes::table
                .find((&account.id, recovery_mac(world, &account.id, code)?))
                .filter(recovery_codes::used_at.is_null());
            if diesel::update(unused).set(recovery_codes::used_at.eq(now)).execute(tx).or_fail()? == 0 {
                return Err(Error::field("code", "second-factor-wrong"));
            }
            "recovery"
        };
        throttle::forgive(tx, &world.vault, &key(account.id.as_str()))?;
        sessions::complete(tx, &session.mac)?;
        let detail = serde_json::json!({ "way": way });
        audit::record(tx, now, &session.actor, &Entry::new("second-factor.given", "account", account.id.as_str()).detail(detail))
    })
}

/// A code opens once: its step must be later than the last one that did (RFC 6238, 5.2).
fn check_code(tx: &mut Conn, account: &AccountId, totp: &Totp, last_step: i64, code: &str, now: Time) -> Result<()> {
    let wrong = || Error::field("code", "second-factor-wrong");
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = totp.check(&digits, seconds(now)).and_then(|step| i64::try_from(step).ok()).ok_or_else(wrong)?;
    if step <= last_step {
        return Err(wrong());
    }
    diesel::update(second_factors::table.find(account)).set(second_factors::last_step.eq(step)).execute(tx).or_fail().map(|_| ())
}

fn key(account: &str) -> String {
    format!("second-factor:{account}")
}

/// Only whoever has the password gets here, so the account alone is the key.
fn take_try(world: &World, account: &str) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &key(account), RATE, now))
}

/// Removes the second factor, so that the next sign-in enrols again: for a lost phone, by an operator at the server.
pub fn reset(world: &World, actor: &Actor, account: &AccountId, reason: &str) -> Result<()> {
    if !matches!(actor, Actor::Operator { .. }) {
        return Err(Error::forbidden("error-operators-only"));
    }
    let now = world.now();
    world.db.write(|tx| {
        diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(tx).or_fail()?;
        diesel::delete(second_factors::table.find(account)).execute(tx).or_fail()?;
        audit::record(tx, now, actor, &Entry::new("second-factor.reset", "account", account.as_str()).reason(reason))
    })
}

/// Sets a known second factor, confirmed: for sample accounts only.
pub(super) fn set_for_demo(tx: &mut Conn, world: &World, account: &AccountId, secret: &[u8]) -> Result<()> {
    diesel::delete(second_factors::table.find(account)).execute(tx).or_fail()?;
    store(tx, world, account, secret, Some(world.now()), world.now())
}

/// The code that an app would show for a known secret, and the seconds it is good for: for the demonstration page.
pub fn code_for_demo(secret: &[u8], now: Time) -> Result<(String, u64)> {
    let totp = totp(secret, "demo")?;
    Ok((totp.generate(seconds(now)).to_string(), 30 - seconds(now) % 30))
}
