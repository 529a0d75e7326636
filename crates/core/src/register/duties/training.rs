//! Who acts for an institution in the training programme, and who for the provider. Several institutions stand in one register:
//! the provider is one of them, its customers are others, and nobody's duty reaches across.

use super::held;
use crate::db::Conn;
use crate::register::model::DutyKind;
use crate::register::store;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PersonId, UnitId};
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// Proof that somebody acts for this institution (B8, B9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinatorOf {
    person: PersonId,
    institution: InstitutionId,
    root: UnitId,
}

impl CoordinatorOf {
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    pub fn institution(&self) -> &InstitutionId {
        &self.institution
    }

    /// The unit at the top of the institution.
    pub fn root(&self) -> &UnitId {
        &self.root
    }
}

/// Forbidden to whoever coordinates no institution, or has not shown a second factor.
pub fn coordinator_of(conn: &mut Conn, actor: &Actor, day: Day) -> Result<CoordinatorOf> {
    // Asked for its second factor by name.
    held(conn, actor, DutyKind::Coordinator, day)?;
    let proofs = coordinators(conn, &[actor], day)?;
    proofs.into_values().next().ok_or_else(|| Error::forbidden("error-register-not-coordinator"))
}

/// The same for many actors at once, by person. Who is none, or has shown no second factor, is missing.
pub fn coordinators(conn: &mut Conn, actors: &[&Actor], day: Day) -> Result<HashMap<PersonId, CoordinatorOf>> {
    let people: Vec<&PersonId> =
        actors.iter().filter(|actor| actor.has_second_factor()).filter_map(|actor| actor.person()).collect();
    let held = store::institutions_of_duty(conn, DutyKind::Coordinator, &people, day)?;
    let proofs = held.into_iter().map(|(person, root, institution)| CoordinatorOf { person, institution, root });
    Ok(proofs.map(|proof| (proof.person.clone(), proof)).collect())
}

/// Proof that an actor plans for this provider: through a duty in one of its units, or a shell on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannerOf {
    provider: InstitutionId,
}

impl PlannerOf {
    pub fn provider(&self) -> &InstitutionId {
        &self.provider
    }
}

/// For whoever does not plan for this provider, it is forbidden.
pub fn planner_of(conn: &mut Conn, actor: &Actor, provider: &InstitutionId, day: Day) -> Result<PlannerOf> {
    let is_operator = matches!(actor, Actor::Operator { .. });
    if is_operator || planned_by(conn, actor, day)?.contains(provider) {
        return Ok(PlannerOf { provider: provider.clone() });
    }
    Err(Error::forbidden("error-register-not-planner"))
}

/// The providers that an actor plans for.
pub fn planned_by(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Vec<InstitutionId>> {
    let Some((person, _)) = held(conn, actor, DutyKind::Planner, day)? else { return Ok(Vec::new()) };
    let held = store::institutions_of_duty(conn, DutyKind::Planner, &[&person], day)?;
    Ok(held.into_iter().map(|(_, _, institution)| institution).collect())
}
