//! Accounts and units as directories show them.

use super::store;
use crate::accounts::{self, Account, AccountKind, AccountState};
use crate::db::{Conn, plan_anew};
use crate::register;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, CredentialId, PersonId, UnitId};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{Day, Time};

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
    /// Where the person works today, and as what.
    pub unit: Option<UnitId>,
    pub title: String,
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
            Ok((last, drawn(conn, batch, world.today())?))
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        each(cards);
    }
}

/// The cards of some accounts.
pub fn of(conn: &mut Conn, ids: &[AccountId], today: Day) -> Result<Vec<Card>> {
    let mut cards = Vec::with_capacity(ids.len());
    for some in ids.chunks(BATCH as usize) {
        let batch = accounts::accounts_by_id(conn, some)?;
        cards.append(&mut drawn(conn, batch, today)?);
    }
    Ok(cards)
}

fn drawn(conn: &mut Conn, accounts: Vec<Account>, today: Day) -> Result<Vec<Card>> {
    plan_anew(conn)?;
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id.clone()).collect();
    let people: Vec<PersonId> = accounts.iter().map(|account| account.person_id.clone()).collect();
    let numbers = store::numbers(conn, &ids.iter().map(AccountId::as_str).collect::<Vec<_>>())?;
    let mut credentials = accounts::current_credentials(conn, &ids)?;
    let posts = register::current_posts(conn, &people, today)?;
    let people = register::people(conn, &people)?;
    Ok(accounts
        .into_iter()
        .filter_map(|account| {
            let (person, person_at) = people.get(&account.person_id)?;
            let post = posts.get(&account.person_id);
            let credential = credentials.remove(&account.id);
            let times = [Some(account.state_since), Some(*person_at), credential.as_ref().map(|(_, at)| *at)];
            Some(Card {
                kind: account.kind,
                state: account.state,
                user_name: account.user_name,
                number: numbers.get(account.id.as_str()).copied().unwrap_or_default(),
                given_names: person.given_names.clone(),
                surname: person.surname.clone(),
                staff_no: person.staff_no.clone(),
                mobile: person.mobile.clone(),
                unit: post.map(|post| post.unit_id.clone()),
                title: post.map(|post| post.title.clone()).unwrap_or_default(),
                modified_at: times.into_iter().flatten().max().unwrap_or(account.created_at),
                credential,
                created_at: account.created_at,
                account: account.id,
            })
        })
        .collect())
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
