//! Accounts and units as directories show them.

use super::{Machine, store};
use crate::accounts::email::{Email, Host};
use crate::accounts::{self, Account, AccountKind, AccountState};
use crate::applications::{self, HeldRole};
use crate::db::{Conn, plan_anew};
use crate::register;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, CredentialId, PersonId, UnitId};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;

/// How many accounts are read at a time.
const BATCH: i64 = 1_000;

/// An account with its person and place. Not what one may see of it: that is the face's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub account: AccountId,
    pub kind: AccountKind,
    pub state: AccountState,
    pub user_name: String,
    /// Unlike every other's, for good.
    pub number: i64,
    pub given_names: String,
    pub surname: String,
    pub staff_no: String,
    pub mobile: Option<Mobile>,
    pub email: Option<Email>,
    /// Where the person works today, and as what.
    pub unit: Option<UnitId>,
    pub title: String,
    /// What the account may do where, today.
    pub roles: Vec<HeldRole>,
    /// The credential in use, and when it was made.
    pub credential: Option<(CredentialId, Time)>,
    pub created_at: Time,
    pub modified_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCard {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub detsis: String,
    pub name: String,
    pub kind: String,
    pub created_at: Time,
    pub modified_at: Time,
}

/// Every card, in batches: at a million people they would not fit into memory twice.
pub fn all(world: &World, mut each: impl FnMut(Vec<Card>)) -> Result<()> {
    let mut after = String::new();
    loop {
        let (last, cards) = world.db.read(|conn| {
            let batch = accounts::accounts_after(conn, &after, BATCH)?;
            let last = batch.last().map(|account| account.id.to_string());
            Ok((last, drawn(conn, batch, world)?))
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        each(cards);
    }
}

/// The cards of some accounts.
pub fn of(conn: &mut Conn, ids: &[AccountId], world: &World) -> Result<Vec<Card>> {
    let mut cards = Vec::with_capacity(ids.len());
    for some in ids.chunks(BATCH as usize) {
        let batch = accounts::accounts_by_id(conn, some)?;
        cards.append(&mut drawn(conn, batch, world)?);
    }
    Ok(cards)
}

fn drawn(conn: &mut Conn, accounts: Vec<Account>, world: &World) -> Result<Vec<Card>> {
    let now = world.now();
    plan_anew(conn)?;
    let host = Host::among(conn, accounts.iter())?;
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id.clone()).collect();
    let people: Vec<PersonId> = accounts.iter().map(|account| account.person_id.clone()).collect();
    let numbers = store::numbers(conn, &ids.iter().map(AccountId::as_str).collect::<Vec<_>>())?;
    let mut credentials = accounts::current_credentials(conn, &ids)?;
    let posts = register::current_posts(conn, &people, now.day())?;
    let mut roles = applications::roles_of_accounts(conn, &ids, now)?;
    let people = register::people(conn, &people)?;
    Ok(accounts
        .into_iter()
        .filter_map(|account| {
            let (person, person_at) = people.get(&account.person_id)?;
            let post = posts.get(&account.person_id);
            let credential = credentials.remove(&account.id);
            let times = [Some(account.state_since), Some(*person_at), credential.as_ref().map(|(_, at)| *at)];
            Some(Card {
                email: host.email(&account, person, world.mail_domain.as_ref()),
                kind: account.kind,
                state: account.state,
                user_name: account.user_name,
                number: numbers.get(account.id.as_str()).copied().unwrap_or_default(),
                given_names: person.given_names.clone(),
                surname: person.surname.clone(),
                staff_no: person.staff_no.clone(),
                mobile: person.mobile.clone(),
                // A shared account stands where its unit does, whoever is responsible for it.
                unit: account.unit_id.or_else(|| post.map(|post| post.unit_id.clone())),
                roles: roles.remove(&account.id).unwrap_or_default(),
                title: post.filter(|_| account.kind == AccountKind::Personal).map(|post| post.title.clone()).unwrap_or_default(),
                modified_at: times.into_iter().flatten().max().unwrap_or(account.created_at),
                credential,
                created_at: account.created_at,
                account: account.id,
            })
        })
        .collect())
}

/// A role in use: a group of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCard {
    pub held: HeldRole,
    /// The role's id.
    pub id: String,
    pub number: i64,
    /// What people call application and role.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationCard {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub created_at: Time,
}

/// Applications in use, their roles, and the machines that may ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices {
    pub applications: Vec<ApplicationCard>,
    pub roles: Vec<RoleCard>,
    pub machines: Vec<Machine>,
}

pub fn offices(conn: &mut Conn) -> Result<Offices> {
    let roles = applications::roles(conn)?;
    let ids: Vec<&str> = roles.iter().map(|(_, role)| role.id.as_str()).collect();
    let numbers = store::numbers(conn, &ids)?;
    let applications = applications::all(conn)?.into_iter().map(|application| ApplicationCard {
        id: application.id.to_string(),
        slug: application.slug,
        name: application.name,
        created_at: application.created_at,
    });
    let roles = roles.into_iter().map(|(application, role)| RoleCard {
        number: numbers.get(role.id.as_str()).copied().unwrap_or_default(),
        id: role.id.to_string(),
        name: format!("{}: {}", application.name, role.name),
        held: HeldRole { application_slug: application.slug, role_slug: role.slug },
    });
    let machines = applications::services(conn)?.into_iter().map(|(application, service)| Machine {
        name: service.name,
        application: application.slug,
        unit: service.unit_id,
    });
    Ok(Offices { applications: applications.collect(), roles: roles.collect(), machines: machines.collect() })
}

/// Every unit that is in use.
pub fn units(conn: &mut Conn) -> Result<Vec<UnitCard>> {
    let units = register::units_in_use(conn)?.into_iter().map(|(unit, created_at, modified_at)| UnitCard {
        id: unit.id,
        parent: unit.parent_id,
        detsis: unit.detsis,
        name: unit.name,
        kind: unit.kind,
        created_at,
        modified_at,
    });
    Ok(units.collect())
}
