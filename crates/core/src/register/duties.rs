//! What an actor may do, as values that only this module can make: whoever holds an [`OfficerOf`] was proved to be that unit's
//! officer. The rules of who approves and who serves are here too.
//!
//! A duty covers its unit and what hangs below it. Every duty but that of a supervisor or a trainer asks for a second factor at sign-in.

pub mod speakers;
pub mod training;

use super::model::{Duty, DutyKind};
use super::store::{self, Set, Within};
use crate::db::Conn;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::time::Day;
use std::collections::HashSet;

pub use store::{duties_of, serving_unit};

/// What of the register somebody may look up. Made from a proven duty, or by nobody.
#[derive(Debug, Clone)]
pub struct Scope {
    /// At or below these; everything for `None`.
    units: Option<Vec<UnitId>>,
    /// Whether those who have left are shown too.
    former: bool,
}

/// What an actor may look up in the register: administrators and officers what their duties reach, nobody else anything.
pub fn register_scope(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Scope> {
    let officer = held(conn, actor, DutyKind::Officer, day)?.map(|(_, units)| units);
    let administrator = match administrator_scope(conn, actor, day) {
        Ok(scope) => Some(scope.people()),
        Err(error) if error.kind == Kind::Forbidden => None,
        Err(error) => return Err(error),
    };
    match (administrator, officer) {
        (Some(scope), officer) => {
            let units = scope.units.map(|units| units.into_iter().chain(officer.into_iter().flatten()).collect());
            Ok(Scope { units, former: scope.former })
        }
        (None, Some(units)) => Ok(Scope { units: Some(units), former: false }),
        (None, None) => Err(Error::forbidden("error-register-not-officer")),
    }
}

/// Whom an actor may help with an account: officers and the help desk, as far as their duties reach.
pub fn help_scope(conn: &mut Conn, actor: &Actor, day: Day) -> Result<Scope> {
    let mut units = Vec::new();
    for kind in [DutyKind::Officer, DutyKind::HelpDesk] {
        units.extend(held(conn, actor, kind, day)?.map(|(_, units)| units).unwrap_or_default());
    }
    if units.is_empty() { Err(Error::forbidden("error-not-your-duty")) } else { Ok(Scope { units: Some(units), former: false }) }
}

impl Scope {
    /// Whether the person whose id is in a column may be shown.
    pub fn holds<C>(&self, column: C, day: Day) -> Within<C> {
        let set = match &self.units {
            Some(units) => Set::PeopleBelow(units.clone(), (!self.former).then_some(day)),
            None => Set::Everything,
        };
        Within::new(column, set)
    }

    /// Whether the unit whose id is in a column may be shown.
    pub fn holds_unit<C>(&self, column: C) -> Within<C> {
        Within::new(column, self.units.clone().map_or(Set::Everything, Set::UnitsBelow))
    }
}

/// Proof that somebody is an officer of the unit that serves the one which was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerOf {
    person: PersonId,
    unit: UnitId,
}

impl OfficerOf {
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    /// The unit of the duty: at or above the unit that is served. Its archive takes the papers.
    pub fn unit(&self) -> &UnitId {
        &self.unit
    }
}

/// Everything an actor may see and do as an officer on a day.
#[derive(Debug, Clone)]
pub struct OfficerScope {
    person: PersonId,
    units: Vec<UnitId>,
    day: Day,
}

/// The officer's scope of an actor: forbidden to whoever is none, or has not shown a second factor.
pub fn officer_scope(conn: &mut Conn, actor: &Actor, day: Day) -> Result<OfficerScope> {
    match held(conn, actor, DutyKind::Officer, day)? {
        Some((person, units)) => Ok(OfficerScope { person, units, day }),
        None => Err(Error::forbidden("error-register-not-officer")),
    }
}

impl OfficerScope {
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    /// The units of the duties themselves.
    pub fn duty_units(&self) -> &[UnitId] {
        &self.units
    }

    /// Narrows a list, by its column of unit ids, to the duties' units and what hangs below them: what the officer may see.
    pub fn sees_in<C>(&self, column: C) -> Within<C> {
        Within::new(column, Set::UnitsBelow(self.units.clone()))
    }

    /// Narrows a list to the units for which the officer is the nearest: what the officer is to deal with.
    pub fn handles_in<C>(&self, column: C) -> Within<C> {
        Within::new(column, Set::UnitsServedFrom(self.units.clone(), self.day))
    }

    /// Those of some units for which the officer is the nearest.
    pub fn handled_among<'a>(&self, conn: &mut Conn, units: impl Iterator<Item = &'a UnitId>) -> Result<HashSet<UnitId>> {
        let units: HashSet<&UnitId> = units.collect();
        store::units_among(conn, &units, Set::UnitsServedFrom(self.units.clone(), self.day))
    }

    /// The people the officer may look up.
    pub fn people(&self) -> Scope {
        Scope { units: Some(self.units.clone()), former: false }
    }

    pub fn sees(&self, conn: &mut Conn, unit: &UnitId) -> Result<bool> {
        store::is_at_or_below(conn, unit, &self.units)
    }

    /// Some when a duty of the actor is in the unit that serves `unit`.
    pub fn handles(&self, conn: &mut Conn, unit: &UnitId) -> Result<Option<OfficerOf>> {
        let serving = serving_unit(conn, unit, self.day)?;
        Ok(serving.filter(|serving| self.units.contains(serving)).map(|unit| OfficerOf { person: self.person.clone(), unit }))
    }
}

/// Duties that reach everything below their units, and everything at all for whoever has a shell on the server.
macro_rules! reaching {
    ($($(#[$doc:meta])* $scope:ident, $verb:ident, $kind:expr, $refused:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $scope {
            units: Option<Vec<UnitId>>,
        }

        /// Forbidden to whoever holds no such duty, or has not shown a second factor.
        pub fn $verb(conn: &mut Conn, actor: &Actor, day: Day) -> Result<$scope> {
            if let Actor::Operator { .. } = actor {
                return Ok($scope { units: None });
            }
            match held(conn, actor, $kind, day)? {
                Some((_, units)) => Ok($scope { units: Some(units) }),
                None => Err(Error::forbidden($refused)),
            }
        }

        impl $scope {
            /// Whether the scope has no edge: somebody with a shell on the server.
            pub fn is_everything(&self) -> bool {
                self.units.is_none()
            }

            pub(super) fn reach(&self) -> Set {
                self.units.clone().map_or(Set::Everything, Set::UnitsBelow)
            }

            /// Narrows a list, by its column of unit ids, to the scope.
            pub fn covers_in<C>(&self, column: C) -> Within<C> {
                Within::new(column, self.reach())
            }

            pub fn covers(&self, conn: &mut Conn, unit: &UnitId) -> Result<bool> {
                match &self.units {
                    Some(units) => store::is_at_or_below(conn, unit, units),
                    None => Ok(true),
                }
            }

            /// The people that may be looked up, those who have left among them.
            pub fn people(&self) -> Scope {
                Scope { units: self.units.clone(), former: true }
            }
        }
    )+};
}

reaching! {
    /// What an actor administers: registers and policy, never secrets or a unit's archive.
    AdministratorScope, administrator_scope, DutyKind::Administrator, "error-register-not-administrator";
    /// Whose record an actor may read.
    AuditorScope, auditor_scope, DutyKind::Auditor, "error-register-not-auditor";
    /// Whose sign-in trouble an actor may look into.
    HelpDeskScope, help_desk_scope, DutyKind::HelpDesk, "error-register-not-help-desk";
}

/// Proof that somebody administers a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorOf {
    unit: UnitId,
}

impl AdministratorOf {
    pub fn unit(&self) -> &UnitId {
        &self.unit
    }
}

/// Proof that an actor administers this very unit: through a duty there or above, or a shell on the server. An institution is
/// administered through its root unit.
pub fn administrator_of(conn: &mut Conn, actor: &Actor, unit: &UnitId, day: Day) -> Result<AdministratorOf> {
    if administrator_scope(conn, actor, day)?.covers(conn, unit)? {
        Ok(AdministratorOf { unit: unit.clone() })
    } else {
        Err(Error::forbidden("error-register-not-administrator"))
    }
}

/// Proof that somebody administers, as a whole, the institution whose service this is: what reaches everybody is theirs to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorOfAll(());

/// Proof that an actor's scope covers the host's root unit.
pub fn administrator_of_all(conn: &mut Conn, actor: &Actor, day: Day) -> Result<AdministratorOfAll> {
    let scope = administrator_scope(conn, actor, day)?;
    let root = match store::host(conn)? {
        Some(host) => store::root_unit(conn, &host.id)?,
        None => None,
    };
    match root {
        Some(root) if !scope.covers(conn, &root.id)? => Err(Error::forbidden("error-register-not-whole")),
        _ => Ok(AdministratorOfAll(())),
    }
}

/// Units in which the actor holds a duty of this kind. A duty without the second factor it asks for is refused aloud, so that
/// its holder knows what is missing.
fn held(conn: &mut Conn, actor: &Actor, kind: DutyKind, day: Day) -> Result<Option<(PersonId, Vec<UnitId>)>> {
    let Some(person) = actor.person() else { return Ok(None) };
    let duties = duties_of(conn, person, day)?;
    let units: Vec<UnitId> = duties.into_iter().filter(|duty| duty.kind == kind).map(|duty| duty.unit_id).collect();
    match (units.is_empty(), actor.has_second_factor()) {
        (true, _) => Ok(None),
        (false, false) => Err(Error::forbidden("error-register-second-factor")),
        (false, true) => Ok(Some((person.clone(), units))),
    }
}

/// Somebody who may approve another's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisorSeat {
    pub person: PersonId,
    pub as_deputy: bool,
    /// The unit whose seat it is.
    pub unit: UnitId,
}

/// Who may approve a person's requests on a day: the head of the person's unit and those who stand in for the head. The head's
/// own requests, and those of a unit without anybody in its seats, go to the next unit up that has somebody. Never the person.
pub fn supervisors_of(conn: &mut Conn, person: &PersonId, day: Day) -> Result<Vec<SupervisorSeat>> {
    let Some(post) = store::current_post(conn, person, day)? else { return Ok(Vec::new()) };
    Ok(nearest_seats(&store::seats_above(conn, &post.unit_id, &[DutyKind::Supervisor, DutyKind::Deputy], day)?, person))
}

/// `seats` from the nearest unit up.
fn nearest_seats(seats: &[Duty], person: &PersonId) -> Vec<SupervisorSeat> {
    let of_other = |seat: &&Duty| seat.person_id != *person;
    let units = seats.chunk_by(|a, b| a.unit_id == b.unit_id);
    let leads = |unit: &[Duty]| unit.iter().any(|seat| seat.kind == DutyKind::Supervisor && seat.person_id == *person);
    let nearest = units.into_iter().find(|unit| !leads(unit) && unit.iter().any(|seat| of_other(&seat)));
    let seats = nearest.unwrap_or_default().iter().filter(of_other);
    seats
        .map(|seat| SupervisorSeat {
            person: seat.person_id.clone(),
            as_deputy: seat.kind == DutyKind::Deputy,
            unit: seat.unit_id.clone(),
        })
        .collect()
}

/// Proof that somebody may decide on an applicant's requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisorOf {
    applicant: PersonId,
    seat: SupervisorSeat,
}

impl SupervisorOf {
    pub fn applicant(&self) -> &PersonId {
        &self.applicant
    }

    pub fn person(&self) -> &PersonId {
        &self.seat.person
    }

    pub fn as_deputy(&self) -> bool {
        self.seat.as_deputy
    }

    /// The unit whose seat it is.
    pub fn unit(&self) -> &UnitId {
        &self.seat.unit
    }
}

/// Some when the actor is one of [`supervisors_of`] the applicant on that day.
pub fn supervisor_of(conn: &mut Conn, actor: &Actor, applicant: &PersonId, day: Day) -> Result<Option<SupervisorOf>> {
    let Some(person) = actor.person() else { return Ok(None) };
    let seat = supervisors_of(conn, applicant, day)?.into_iter().find(|seat| seat.person == *person);
    Ok(seat.map(|seat| SupervisorOf { applicant: applicant.clone(), seat }))
}

/// Narrows a list, by its column of person ids, to those whose requests this person may decide on: [`supervisors_of`], asked
/// from the other side.
pub fn supervised_in<C>(column: C, person: &PersonId, day: Day) -> Within<C> {
    Within::new(column, Set::PeopleSupervisedBy(person.clone(), day))
}
