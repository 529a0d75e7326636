//! A table of tiers tried over the latest counts, before anybody publishes it (B2, B3).

use super::planned;
use super::programme::{self, Tier, Usual, WhatIf, what_if};
use super::users;
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::register;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::time::Time;
use std::collections::HashMap;

/// Hours of a usual training, for people from hours.
const USUAL_HOURS: i64 = 4;

/// What another table would change.
#[derive(Debug, Clone)]
pub struct Tried {
    pub effect: WhatIf,
    /// Institutions that were counted.
    pub counted: usize,
    pub usual: Usual,
    names: HashMap<InstitutionId, String>,
}

impl Tried {
    /// What an institution of the counts is called.
    pub fn name(&self, institution: &InstitutionId) -> &str {
        self.names.get(institution).map(String::as_str).unwrap_or_default()
    }
}

/// A table, beside the one in force, over the latest count of every institution.
pub fn try_tiers(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, tiers: &[Tier], now: Time) -> Result<Tried> {
    let (programme, _) = planned(conn, actor, id, now.day())?;
    let policy = Policy::at(conn, now)?;
    let usual =
        Usual { seats: policy.get(policy::TRAINING_SEATS), quota: policy.get(policy::TRAINING_QUOTA), hours: USUAL_HOURS };
    let current = programme::table_on(conn, id, now.day())?.map(|table| table.tiers).unwrap_or_default();
    let counts: Vec<(InstitutionId, i64)> =
        users::latest(conn, &programme.provider_id)?.into_iter().map(|count| (count.institution_id, count.total)).collect();
    let ids: Vec<InstitutionId> = counts.iter().map(|(id, _)| id.clone()).collect();
    let names = register::institutions_of(conn, &ids)?.into_iter().map(|(id, one)| (id, one.name)).collect();
    Ok(Tried { effect: what_if(&current, tiers, &counts, usual), counted: counts.len(), usual, names })
}
