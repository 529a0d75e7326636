//! A planner gives customers to account managers.

use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register::duties::training::holders_in;
use crate::register::{self, DutyKind, Institution, Person};
use crate::training::{name_of, overview as whole, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PersonId, ProgrammeId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// About customers that were given to somebody at once: [`Given`] as text.
pub const GIVEN: &str = "training.customers-given";

/// Customers that were given to somebody at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::training) struct Given {
    pub provider: InstitutionId,
    pub person: PersonId,
    pub at: Time,
}

impl Given {
    fn subject(&self) -> String {
        format!("{}:{}:{}", self.provider, self.person, self.at.0)
    }

    pub fn read(subject: &str) -> Option<Self> {
        let mut parts = subject.split(':');
        let (provider, person, at) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { provider: provider.into(), person: person.into(), at: Time(at.parse().ok()?) })
    }
}

/// Those of them that are still theirs; none for whoever has lost the duty.
pub(in crate::training) fn given(conn: &mut Conn, given: &Given, today: Day) -> Result<Vec<InstitutionId>> {
    let Given { provider, person, at } = given;
    let holds_it = holders_in(conn, provider, DutyKind::AccountManager, today)?.contains(person);
    if holds_it { store::given_at(conn, provider, person, *at) } else { Ok(Vec::new()) }
}

/// A customer and whoever looks after it.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub institution: Institution,
    pub manager: Option<Person>,
}

/// Everybody at the provider who may be given customers, in order of their names.
pub fn managers(conn: &mut Conn, provider: &InstitutionId, day: Day) -> Result<Vec<Person>> {
    let ids = holders_in(conn, provider, DutyKind::AccountManager, day)?;
    let mut people: Vec<Person> = register::people_of(conn, &ids)?.into_values().collect();
    people.sort_by_cached_key(|person| sort_key(&format!("{} {}", person.surname, person.given_names)));
    Ok(people)
}

/// Who looks after an institution for a provider today. Whoever has lost the duty looks after nobody.
pub(in crate::training) fn manager_of(
    conn: &mut Conn,
    provider: &InstitutionId,
    institution: &InstitutionId,
    today: Day,
) -> Result<Option<PersonId>> {
    let Some(person) = store::managers(conn, provider)?.remove(institution) else { return Ok(None) };
    Ok(holders_in(conn, provider, DutyKind::AccountManager, today)?.into_iter().find(|holder| *holder == person))
}

/// Every customer of a programme for its planners, in order of their names. Whoever has lost the duty looks after nobody.
pub fn overview(conn: &mut Conn, actor: &Actor, programme: &ProgrammeId, today: Day) -> Result<Vec<Assignment>> {
    let (programme, rows) = whole::institutions(conn, actor, programme, today)?;
    let given = store::managers(conn, &programme.provider_id)?;
    let people = managers(conn, &programme.provider_id, today)?;
    let manager = |institution: &InstitutionId| {
        let id = given.get(institution)?;
        people.iter().find(|person| person.id == *id).cloned()
    };
    Ok(rows.into_iter().map(|row| Assignment { manager: manager(&row.institution.id), institution: row.institution }).collect())
}

/// Gives customers to an account manager, who is told what waits, or to nobody; gives how many changed hands.
pub fn assign(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    institutions: &[InstitutionId],
    manager: Option<&PersonId>,
) -> Result<usize> {
    let (now, today, by) = (world.now(), world.today(), name_of(actor)?);
    if institutions.is_empty() {
        return Err(Error::field("institution", "customer-none-chosen"));
    }
    world.db.write(|tx| {
        let (programme, proof) = planned(tx, actor, programme, today)?;
        let provider = proof.provider();
        if let Some(manager) = manager
            && !holders_in(tx, provider, DutyKind::AccountManager, today)?.contains(manager)
        {
            return Err(Error::field("manager", "customer-manager-none"));
        }
        let (_, customers) = whole::institutions(tx, actor, &programme.id, today)?;
        let before = store::managers(tx, provider)?;
        let mut changed = 0;
        for institution in institutions {
            if !customers.iter().any(|row| row.institution.id == *institution) {
                return Err(Error::not_found());
            }
            if before.get(institution) == manager {
                continue;
            }
            store::set(tx, provider, institution, manager, &by, now)?;
            let entry = Entry::new("customer.assigned", "institution", institution.as_str());
            let detail = json!({ "person": manager, "before": before.get(institution) });
            audit::record(tx, now, actor, &entry.detail(detail))?;
            changed += 1;
        }
        if let Some(manager) = manager
            && changed > 0
        {
            let given = Given { provider: provider.clone(), person: manager.clone(), at: now };
            jobs::enqueue(tx, &*world.entropy, GIVEN, &given.subject(), now, now)?;
        }
        Ok(changed)
    })
}
