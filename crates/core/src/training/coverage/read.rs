//! Reads the figures. Counted once for the whole: a few thousand people, some tens of thousands of units.

use super::model::{Capacity, Coverage, Reach};
use crate::db::Conn;
use crate::register::duties::training::directed_by;
use crate::register::{self, Post, Province};
use crate::training::attendance;
use crate::training::expenses;
use crate::training::ledger::{self, Balance};
use crate::training::programme;
use crate::training::shared::{self, SessionState};
use crate::training::spread::{self, Told};
use crate::training::users;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CountId, InstitutionId, PersonId, ProgrammeId};
use kunye_kernel::time::Day;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The programme for the director of its provider; for directors of others it is forbidden.
pub fn coverage(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<Coverage> {
    let programme = programme::find(conn, id)?.ok_or_else(Error::not_found)?;
    if !directed_by(conn, actor, today)?.contains(&programme.provider_id) {
        return Err(Error::forbidden("error-register-not-director"));
    }
    let counts = users::latest(conn, &programme.provider_id)?;
    let decisions = users::latest_decisions(conn, id, None)?;
    let balances = ledger::totals(conn, id)?;
    // A person counts once, in the institution that sent them.
    let trained: HashMap<PersonId, InstitutionId> = attendance::attended(conn, id, None)?.into_iter().collect();
    let mut by_institution: HashMap<&InstitutionId, i64> = HashMap::new();
    for institution in trained.values() {
        *by_institution.entry(institution).or_default() += 1;
    }

    let told = spread::told(conn, id)?;
    let mut told_by_institution: HashMap<&InstitutionId, i64> = HashMap::new();
    for one in &told {
        *told_by_institution.entry(&one.institution).or_default() += one.people;
    }

    let table = programme::table_on(conn, id, today)?.map(|table| table.tiers).unwrap_or_default();
    let mut tiers: BTreeMap<String, (Reach, Balance)> =
        table.iter().map(|tier| (tier.code.clone(), Default::default())).collect();
    let (mut all, mut balance) = (Reach::default(), Balance::default());
    let institutions: HashSet<&InstitutionId> =
        counts.iter().map(|count| &count.institution_id).chain(decisions.keys()).chain(balances.keys()).collect();
    let users_of: HashMap<&InstitutionId, i64> = counts.iter().map(|count| (&count.institution_id, count.total)).collect();
    for institution in institutions {
        let code = decisions.get(institution).and_then(|decision| decision.tier.clone()).unwrap_or_default();
        let (reach, hours) = tiers.entry(code).or_default();
        let one = Reach {
            institutions: 1,
            users: users_of.get(institution).copied().unwrap_or(0),
            trained: by_institution.get(institution).copied().unwrap_or(0),
            told: told_by_institution.get(institution).copied().unwrap_or(0),
        };
        let own = balances.get(institution).copied().unwrap_or_default();
        for sum in [&mut all, reach] {
            sum.institutions += one.institutions;
            sum.users += one.users;
            sum.trained += one.trained;
            sum.told += one.told;
        }
        add(hours, own);
        add(&mut balance, own);
    }
    let order: HashMap<&str, usize> = table.iter().enumerate().map(|(at, tier)| (tier.code.as_str(), at)).collect();
    let mut tiers: Vec<(String, Reach, Balance)> =
        tiers.into_iter().map(|(code, (reach, balance))| (code, reach, balance)).collect();
    tiers.sort_by_key(|(code, ..)| order.get(code.as_str()).copied().unwrap_or(usize::MAX));

    let ids: Vec<CountId> = counts.iter().map(|count| count.id.clone()).collect();
    let provinces = by_province(conn, &ids, &trained, &told, today)?;
    let Taken { people, hours, sessions, on_site } = taken(conn, &programme, trained.len())?;
    let cost = expenses::of_programme(conn, id)?;
    Ok(Coverage { all, tiers, provinces, people, hours, balance, cost, sessions, on_site, programme })
}

fn add(sum: &mut Balance, one: Balance) {
    sum.granted += one.granted;
    sum.received += one.received;
    sum.given += one.given;
    sum.held += one.held;
    sum.used += one.used;
    sum.expired += one.expired;
}

/// Users by the province of the unit that was counted, trained people, and those who passed it on, by that of the unit they work in today.
fn by_province(
    conn: &mut Conn,
    counts: &[CountId],
    trained: &HashMap<PersonId, InstitutionId>,
    told: &[Told],
    today: Day,
) -> Result<Vec<(Option<Province>, Reach)>> {
    let of_unit = register::provinces_of_units(conn)?;
    let mut found: BTreeMap<Option<Province>, Reach> = BTreeMap::new();
    for (unit, users) in users::own_users(conn, counts)? {
        found.entry(of_unit.get(&unit).copied()).or_default().users += users;
    }
    let mut people: Vec<PersonId> = trained.keys().chain(told.iter().map(|one| &one.person)).cloned().collect();
    people.sort();
    people.dedup();
    let mut where_from: HashMap<PersonId, Province> = HashMap::new();
    for some in people.chunks(500) {
        let posts = register::current_posts(conn, some, today)?;
        let province = |(person, post): (PersonId, Post)| Some((person, *of_unit.get(&post.unit_id)?));
        where_from.extend(posts.into_iter().filter_map(province));
    }
    for person in trained.keys() {
        found.entry(where_from.get(person).copied()).or_default().trained += 1;
    }
    for one in told {
        found.entry(where_from.get(&one.person).copied()).or_default().told += one.people;
    }
    let nowhere = found.remove(&None);
    let each = Province::all().iter().map(|province| (Some(*province), found.get(&Some(*province)).copied().unwrap_or_default()));
    Ok(each.chain(nowhere.map(|reach| (None, reach))).collect())
}

/// What trainings take of the programme, and how many took place and are to come.
pub(in crate::training) struct Taken {
    pub people: Capacity,
    pub hours: Capacity,
    sessions: (i64, i64),
    on_site: (i64, i64),
}

/// `trained`: how many people have attended a training.
pub(in crate::training) fn taken(conn: &mut Conn, programme: &programme::Programme, trained: usize) -> Result<Taken> {
    let mut people =
        Capacity { room: programme.capacity_people.into(), used: i64::try_from(trained).unwrap_or(i64::MAX), planned: 0 };
    let mut hours = Capacity { room: programme.capacity_hours.into(), ..Capacity::default() };
    let (mut sessions, mut on_site) = ((0, 0), (0, 0));
    for (session, seated) in shared::with_seats(conn, &programme.id)? {
        match session.state {
            SessionState::Held => {
                hours.used += i64::from(session.hours);
                sessions.0 += 1;
                on_site.0 += i64::from(session.is_on_site());
            }
            SessionState::Open => {
                hours.planned += i64::from(session.hours);
                people.planned += i64::from(seated);
                sessions.1 += 1;
                on_site.1 += i64::from(session.is_on_site());
            }
            SessionState::CalledOff => {}
        }
    }
    Ok(Taken { people, hours, sessions, on_site })
}
