//! The whole at a glance, for the planners of its provider; and the programme in which an institution takes part.

use super::ledger::{self, Balance};
use super::planned;
use super::programme::{self, Programme};
use super::users::{self, Count, Decision};
use crate::db::Conn;
use crate::register::{self, Institution};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;
use std::collections::BTreeSet;

/// An institution that was counted, or decided on.
#[derive(Debug, Clone)]
pub struct InstitutionRow {
    pub institution: Institution,
    /// The latest.
    pub count: Option<Count>,
    /// The one that counts.
    pub decision: Option<Decision>,
    pub balance: Balance,
}

/// Every customer institution of a programme, in order of their names.
pub fn institutions(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<(Programme, Vec<InstitutionRow>)> {
    let (programme, _) = planned(conn, actor, id, today)?;
    let counts = users::latest(conn, &programme.provider_id)?;
    let (mut decisions, balances) = (users::latest_decisions(conn, id, None)?, ledger::totals(conn, id)?);
    let ids: BTreeSet<InstitutionId> = counts
        .iter()
        .map(|count| count.institution_id.clone())
        .chain(decisions.keys().cloned())
        .chain(balances.keys().cloned())
        .collect();
    let ids: Vec<InstitutionId> = ids.into_iter().collect();
    let known = register::institutions_of(conn, &ids)?;
    let mut rows: Vec<InstitutionRow> = known
        .into_values()
        .map(|institution| InstitutionRow {
            count: counts.iter().find(|count| count.institution_id == institution.id).cloned(),
            decision: decisions.remove(&institution.id),
            balance: balances.get(&institution.id).copied().unwrap_or_default(),
            institution,
        })
        .collect();
    rows.sort_by_key(|row| sort_key(&row.institution.name));
    Ok((programme, rows))
}

/// A provider's programme on a day: the one that runs, or else the latest.
pub fn programme_at(conn: &mut Conn, provider: &InstitutionId, today: Day) -> Result<Option<Programme>> {
    let mut all = programme::of_provider(conn, provider)?;
    let at = all.iter().position(|programme| programme.runs_on(today)).unwrap_or(0);
    Ok(if all.is_empty() { None } else { Some(all.swap_remove(at)) })
}

/// The running programme in which an institution has a right, or else any that runs, with the decision on it.
pub fn programme_of(conn: &mut Conn, institution: &InstitutionId, today: Day) -> Result<Option<(Programme, Option<Decision>)>> {
    let mut found = None;
    for programme in programme::running(conn, today)? {
        let decision = users::decisions(conn, &programme.id, institution)?.into_iter().next();
        if decision.is_some() {
            return Ok(Some((programme, decision)));
        }
        found = found.or(Some((programme, None)));
    }
    Ok(found)
}
