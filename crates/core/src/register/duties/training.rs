//! Who acts for an institution in the training programme, and who for the provider. Several institutions stand in one register:
//! the provider is one of them, its customers are others, and nobody's duty reaches across.

use super::{Scope, duties_of, held};
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

    /// The people the coordinator may name: those of the institution's own units (B8, B10).
    pub fn people(&self) -> Scope {
        Scope { units: Some(vec![self.root.clone()]), former: false }
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

/// The people whose leave an actor keeps: officers those their duties reach, coordinators those of their institution. Forbidden to
/// whoever is neither.
pub fn staff_scope(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Scope> {
    let mut units = held(conn, actor, DutyKind::Officer, day)?.map(|(_, units)| units).unwrap_or_default();
    units.extend(held(conn, actor, DutyKind::Coordinator, day)?.map(|(_, units)| units).unwrap_or_default());
    if units.is_empty() { Err(Error::forbidden("error-not-your-duty")) } else { Ok(Scope { units: Some(units), former: false }) }
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
    held_at(conn, actor, DutyKind::Planner, day)
}

/// The providers that an actor directs.
pub fn directed_by(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Vec<InstitutionId>> {
    held_at(conn, actor, DutyKind::Director, day)
}

/// The providers whose programmes an actor sees as a whole: as planner or director.
pub fn steered_by(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Vec<InstitutionId>> {
    let mut providers = planned_by(conn, actor, day)?;
    providers.extend(directed_by(conn, actor, day)?);
    Ok(providers)
}

/// The institutions in which an actor holds a duty of this kind.
fn held_at(conn: &mut Conn, actor: &Actor, kind: DutyKind, day: Day) -> Result<Vec<InstitutionId>> {
    let Some((person, _)) = held(conn, actor, kind, day)? else { return Ok(Vec::new()) };
    let held = store::institutions_of_duty(conn, kind, &[&person], day)?;
    Ok(held.into_iter().map(|(_, _, institution)| institution).collect())
}

/// Proof that somebody looks after customers of this provider (B15): of those that were given to them, and of no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountManagerOf {
    person: PersonId,
    provider: InstitutionId,
}

impl AccountManagerOf {
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    pub fn provider(&self) -> &InstitutionId {
        &self.provider
    }
}

/// Forbidden to whoever is no account manager, or has not shown a second factor.
pub fn account_manager_of(conn: &mut Conn, actor: &Actor, day: Day) -> Result<AccountManagerOf> {
    let provider = held_at(conn, actor, DutyKind::AccountManager, day)?.into_iter().next();
    match (actor.person(), provider) {
        (Some(person), Some(provider)) => Ok(AccountManagerOf { person: person.clone(), provider }),
        _ => Err(Error::forbidden("error-register-not-account-manager")),
    }
}

/// Proof that somebody is a trainer. Takes lists on a phone in a classroom, so no second factor is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainerOf {
    person: PersonId,
}

impl TrainerOf {
    pub fn person(&self) -> &PersonId {
        &self.person
    }
}

/// Forbidden to whoever is no trainer.
pub fn trainer_of(conn: &mut Conn, actor: &Actor, day: Day) -> Result<TrainerOf> {
    let forbidden = || Error::forbidden("error-register-not-trainer");
    let person = actor.person().ok_or_else(forbidden)?;
    let is_trainer = duties_of(conn, person, day)?.iter().any(|duty| duty.kind == DutyKind::Trainer);
    if is_trainer { Ok(TrainerOf { person: person.clone() }) } else { Err(forbidden()) }
}

/// Everybody who trains for a provider on a day.
pub fn trainers_of(conn: &mut Conn, provider: &InstitutionId, day: Day) -> Result<Vec<PersonId>> {
    holders_in(conn, provider, DutyKind::Trainer, day)
}

/// Everybody who holds a duty of this kind in an institution on a day.
pub fn holders_in(conn: &mut Conn, institution: &InstitutionId, kind: DutyKind, day: Day) -> Result<Vec<PersonId>> {
    let Some(root) = store::root_unit(conn, institution)? else { return Ok(Vec::new()) };
    let duties = store::duties_in_force(conn, Some(&root.id), day)?;
    let mut people: Vec<PersonId> =
        duties.into_iter().filter(|(duty, ..)| duty.kind == kind).map(|(_, person, _)| person.id).collect();
    people.sort();
    people.dedup();
    Ok(people)
}
