//! The law of tiers: a count of active users decides the hours (B2, B3). Pure.

use crate::db::text_enum;
use kunye_kernel::error::{Error, FieldError, Result};
use serde::Serialize;

text_enum! {
    /// How a tier is trained: in shared classes at the provider's sites (B4), or at the institution (B6).
    pub enum Way { Shared = "shared", OnSite = "on_site" }
}

/// A range of active users, both ends included, and its right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tier {
    /// `standard`, or the number it is called by.
    pub code: String,
    pub from_users: i64,
    pub to_users: i64,
    pub hours: i32,
    pub way: Way,
}

/// A tier as people write it: where it ends. It begins where the one before ends, so that nothing is between two tiers, and nobody in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub to_users: i64,
    pub hours: i32,
    pub way: Way,
}

/// What tiers are called by their place: the first is the standard one where it is trained in shared classes, the others are numbered.
pub fn codes(ways: impl Iterator<Item = Way>) -> Vec<String> {
    let mut standard = false;
    let code = |(at, way): (usize, Way)| {
        standard |= at == 0 && way == Way::Shared;
        if at == 0 && standard { "standard".to_owned() } else { (at + usize::from(!standard)).to_string() }
    };
    ways.enumerate().map(code).collect()
}

/// The table of some steps, when it passes [`check`].
pub fn table(steps: &[Step]) -> Result<Vec<Tier>> {
    let mut from_users = 1;
    let tier = |(step, code): (&Step, String)| {
        let tier = Tier { code, from_users, to_users: step.to_users, hours: step.hours, way: step.way };
        from_users = step.to_users.saturating_add(1);
        tier
    };
    let tiers: Vec<Tier> = steps.iter().zip(codes(steps.iter().map(|step| step.way))).map(tier).collect();
    check(&tiers)?;
    Ok(tiers)
}

/// More users than this no institution has.
const MOST_USERS: i64 = 1_000_000_000;

/// What a table says to a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// No active user: no right.
    NoUsers,
    Tier(&'a Tier),
    /// More users than the table knows: the provider has to publish a table that does. Nothing is granted by guess.
    Beyond,
}

/// Where a count falls. `tiers` has passed [`check`].
pub fn classify(tiers: &[Tier], users: i64) -> Verdict<'_> {
    if users <= 0 {
        return Verdict::NoUsers;
    }
    tiers.iter().find(|tier| (tier.from_users..=tier.to_users).contains(&users)).map_or(Verdict::Beyond, Verdict::Tier)
}

/// A table that decides every count from 1 up to its end, each in exactly one way.
pub fn check(tiers: &[Tier]) -> Result<()> {
    let wrong = |text| Err(Error::invalid(vec![FieldError { field: "tiers", text }]));
    let mut next = 1;
    for (at, tier) in tiers.iter().enumerate() {
        if tier.from_users != next {
            return wrong("training-tiers-gap");
        }
        if tier.to_users < tier.from_users || tier.to_users > MOST_USERS {
            return wrong("training-tiers-range");
        }
        if !(1..=1_000).contains(&tier.hours) {
            return wrong("training-tiers-hours");
        }
        let code = &tier.code;
        if code.is_empty() || code.len() > 20 || tiers[..at].iter().any(|other| other.code == *code) {
            return wrong("training-tiers-code");
        }
        next = tier.to_users + 1;
    }
    if tiers.is_empty() { wrong("training-tiers-empty") } else { Ok(()) }
}
