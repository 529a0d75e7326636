//! Settings that belong to the institution, not to the program: dated, with a reason, and part of the record. Notices and laws
//! change; a value says from when it holds, and what held on a day can always be told.

use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::hasher::Cost;
use crate::schema::policy;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PolicyId;
use kunye_kernel::time::Time;
use std::collections::HashMap;

/// A setting whose value is a whole number.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    pub key: &'static str,
    pub default: i64,
    pub min: i64,
    pub max: i64,
    /// `days`, `minutes`, `KiB`: shown beside the value.
    pub unit: &'static str,
    /// Where the rule comes from: a brief id, a standard.
    pub source: &'static str,
}

impl Number {
    /// The key of the words for its unit; they are given the value.
    pub fn unit_key(&self) -> String {
        format!("policy-unit-{}", self.unit.to_lowercase())
    }

    /// The key of the words for where the rule comes from; `None` where it is a standard, which is its own name.
    pub fn source_key(&self) -> Option<&'static str> {
        match self.source.split_at(1) {
            ("A", number) if number.parse::<u8>().is_ok() => Some("policy-source-accounts"),
            ("B", number) if number.parse::<u8>().is_ok() => Some("policy-source-training"),
            _ => None,
        }
    }
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $default:literal, $min:literal..=$max:literal, $unit:literal, $source:literal;)+) => {
        $($(#[$doc])* pub const $name: Number =
            Number { key: $key, default: $default, min: $min, max: $max, unit: $unit, source: $source };)+

        /// Every setting, in the order of the policy page.
        pub const SETTINGS: &[Number] = &[$($name),+];
    };
}

settings! {
    /// Age at which a password ends.
    PASSWORD_MAX_AGE = "password.max-age", 30, 1..=3650, "days", "A2";
    /// First reminder, so many days before the end; 0 turns it off.
    REMINDER_FIRST = "password.reminder-first", 7, 0..=90, "days", "A2";
    REMINDER_SECOND = "password.reminder-second", 3, 0..=90, "days", "A2";
    REMINDER_LAST = "password.reminder-last", 1, 0..=90, "days", "A2";
    /// How long an account whose password has ended waits before it is closed; 0 closes it at once, as the notice says.
    CLOSE_AFTER = "account.close-after", 0, 0..=3650, "days", "A2";
    /// Length of the passwords the system makes: 12 characters of a 24-letter alphabet are 55 bits.
    GENERATED_LENGTH = "password.generated-length", 12, 8..=24, "characters", "A9";
    /// Whether people may choose a password of their own once they are in: 1 yes, 0 no.
    OWN_PASSWORD = "password.own-allowed", 1, 0..=1, "yes-no", "A9";
    /// Whether a password that the system made opens nothing but the page that changes it: 1 yes, 0 no.
    CHANGE_FIRST = "password.change-first", 0, 0..=1, "yes-no", "A9";
    OWN_LENGTH = "password.own-min-length", 15, 8..=64, "characters", "NIST SP 800-63B-4";
    HASH_MEMORY = "password.hash-memory", 19456, 8..=1048576, "KiB", "OWASP ASVS 5.0";
    HASH_ITERATIONS = "password.hash-iterations", 2, 1..=20, "passes", "OWASP ASVS 5.0";
    /// How long the network tries to deliver a password, and so how long an unseen one lies around.
    SMS_VALIDITY = "sms.validity", 1440, 5..=4320, "minutes", "A8";
    /// A request that nobody carried out ends after this.
    REQUEST_LAPSES = "request.lapses", 30, 1..=365, "days", "A5";
    SESSION_LENGTH = "session.length", 480, 5..=10080, "minutes", "OWASP ASVS 5.0";
    SESSION_IDLE = "session.idle", 30, 5..=1440, "minutes", "OWASP ASVS 5.0";
    /// How long an access token opens anything, when nothing ends it before.
    OIDC_ACCESS = "oidc.access-token", 10, 1..=60, "minutes", "RFC 9700";
    /// How long a client that may act without the person can stay away.
    OIDC_OFFLINE = "oidc.offline-access", 30, 1..=365, "days", "A2";
    /// Age at which a signing key is followed by the next.
    OIDC_KEY_AGE = "oidc.key-age", 90, 7..=730, "days", "OWASP ASVS 5.0";
    SCAN_MAX_SIZE = "scan.max-size", 15, 1..=50, "MiB", "A6";
    /// The lowest level of a signature on a form: 0 B-B, 1 B-T, 2 B-LT, 3 B-LTA.
    SIGNATURE_LEVEL = "signature.level", 0, 0..=3, "level", "A5";
    /// How long forms are kept before they are destroyed.
    ARCHIVE_KEPT = "archive.kept", 5, 1..=100, "years", "A6";
    /// Seats of a shared class, unless its announcement says fewer.
    TRAINING_SEATS = "training.seats", 24, 1..=500, "people", "B4";
    /// Most seats of one institution in a shared class.
    TRAINING_QUOTA = "training.quota", 6, 1..=500, "people", "B4";
    /// A shared class is announced at least so many days before it.
    TRAINING_LEAD = "training.lead", 21, 0..=365, "days", "B4";
    /// Until so many days before a class its seats are given back without loss of hours.
    TRAINING_CANCEL = "training.cancel", 7, 0..=90, "days", "B4";
    /// Until so many days before a class one participant may be sent for another.
    TRAINING_SUBSTITUTE = "training.substitute", 1, 0..=90, "days", "B4";
    /// From so many days before a class on, seats that the first in the queue cannot use go to the next whom they fit.
    TRAINING_FILL = "training.fill", 3, 0..=90, "days", "B4";
    /// Until so many days after a training its participants may say what they thought of it.
    TRAINING_EVALUATE = "training.evaluate", 14, 1..=90, "days", "B16";
    /// How long the code of a running hour is shown before the next one; it is taken for as long again.
    TRAINING_CODE = "training.code", 20, 10..=60, "seconds", "B12";
    /// A technical class is proposed when so many people are wished for ...
    TRAINING_DEMAND_PEOPLE = "training.demand-people", 24, 1..=500, "people", "B5";
    /// ... by so many institutions at least.
    TRAINING_DEMAND_INSTITUTIONS = "training.demand-institutions", 4, 1..=100, "institutions", "B5";
}

/// The settings in force at one moment.
#[derive(Debug, Clone, Default)]
pub struct Policy(HashMap<String, i64>);

impl Policy {
    pub fn at(conn: &mut Conn, now: Time) -> Result<Self> {
        let rows: Vec<(String, String)> = policy::table
            .filter(policy::valid_from.le(now))
            .order((policy::valid_from, policy::set_at))
            .select((policy::key, policy::value))
            .load(conn)
            .or_fail()?;
        // Later rows replace earlier ones.
        Ok(Self(rows.into_iter().filter_map(|(key, value)| Some((key, value.parse().ok()?))).collect()))
    }

    pub fn get(&self, setting: Number) -> i64 {
        self.0.get(setting.key).copied().unwrap_or(setting.default).clamp(setting.min, setting.max)
    }

    pub fn hash_cost(&self) -> Cost {
        let number = |setting| u32::try_from(self.get(setting)).unwrap_or(u32::MAX);
        Cost { memory_kib: number(HASH_MEMORY), iterations: number(HASH_ITERATIONS) }
    }
}

/// One dated value, for the policy page and the command line.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = policy)]
pub struct Dated {
    pub key: String,
    pub value: String,
    pub valid_from: Time,
    pub set_by: String,
    pub set_at: Time,
    pub reason: String,
}

/// Every value a setting ever had, newest first.
pub fn history(conn: &mut Conn) -> Result<Vec<Dated>> {
    policy::table
        .order((policy::key, policy::valid_from.desc(), policy::set_at.desc()))
        .select(Dated::as_select())
        .load(conn)
        .or_fail()
}

/// Sets a value from a moment on (not in the past: what was in force stays told as it was). For operators at the server.
pub fn set(world: &World, actor: &Actor, key: &str, value: &str, valid_from: Option<Time>, reason: &str) -> Result<()> {
    let Actor::Operator { name } = actor else { return Err(Error::forbidden("error-operators-only")) };
    let setting = SETTINGS.iter().find(|s| s.key == key).ok_or_else(|| Error::field("key", "policy-unknown-key"))?;
    let number: i64 = value.trim().parse().map_err(|_| Error::field("value", "policy-not-a-number"))?;
    if !(setting.min..=setting.max).contains(&number) {
        return Err(Error::field("value", "policy-out-of-range").with("min", setting.min).with("max", setting.max));
    }
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "policy-reason-missing"));
    }
    let now = world.now();
    let valid_from = valid_from.unwrap_or(now);
    if valid_from < now {
        return Err(Error::field("from", "policy-in-the-past"));
    }
    world.db.write(|tx| {
        let before = Policy::at(tx, valid_from)?.get(*setting);
        diesel::insert_into(policy::table)
            .values((
                policy::id.eq(PolicyId::new(now, &*world.entropy)),
                policy::key.eq(key),
                policy::value.eq(number.to_string()),
                policy::valid_from.eq(valid_from),
                policy::set_by.eq(name),
                policy::set_at.eq(now),
                policy::reason.eq(reason),
            ))
            .execute(tx)
            .or_fail()?;
        let detail = serde_json::json!({ "before": before, "after": number, "valid_from": valid_from.rfc3339() });
        audit::record(tx, now, actor, &Entry::new("policy.set", "policy", key).reason(reason).detail(detail))
    })
}
