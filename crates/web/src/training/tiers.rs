//! The table of tiers: in force, tried as a what-if over the counts there are, published.

use super::{the_programme, tier_name, typed_day};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::policy::{self, Policy};
use kunye_core::register;
use kunye_core::training::programme::{self, Gain, Tier, Usual, Way, WhatIf, check, publish_tiers, what_if};
use kunye_core::training::users;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::InstitutionId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Serialize)]
struct Tiers {
    since: String,
    current: Vec<TierRow>,
    /// What the form holds; the page lays its lines out.
    form: TiersForm,
    tried: Option<Tried>,
    errors: Vec<Message>,
}

impl Page for Tiers {
    const TEMPLATE: &'static str = "training/tiers.html";
}

#[derive(Serialize)]
struct TierRow {
    name: String,
    from: i64,
    to: i64,
    hours: i32,
    way: Way,
}

/// A table as text, a tier a line: `standard 1 100 4 shared`. The same field tries and publishes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TiersForm {
    tiers: String,
    reason: String,
    #[serde(rename = "valid_from-day")]
    day: String,
    #[serde(rename = "valid_from-month")]
    month: String,
    #[serde(rename = "valid_from-year")]
    year: String,
}

#[derive(Serialize)]
struct Tried {
    lines: Vec<Line>,
    hours: [i64; 2],
    trainer_hours: [i64; 2],
    people: [i64; 2],
    gains: Vec<Change>,
    losses: Vec<Change>,
    counted: usize,
    usual: UsualTag,
}

#[derive(Serialize)]
struct UsualTag {
    seats: i64,
    quota: i64,
    hours: i64,
}

#[derive(Serialize)]
struct Line {
    name: String,
    institutions: [i64; 2],
    users: [i64; 2],
    hours: [i64; 2],
}

#[derive(Serialize)]
struct Change {
    name: String,
    users: i64,
    hours: [i64; 2],
}

fn write(tiers: &[Tier]) -> String {
    let line = |tier: &Tier| format!("{} {} {} {} {}", tier.code, tier.from_users, tier.to_users, tier.hours, word(tier.way));
    tiers.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// How a way is written in the text: as people read it.
fn word(way: Way) -> &'static str {
    match way {
        Way::Shared => "ortak",
        Way::OnSite => "kurumda",
    }
}

fn read(text: &str) -> Result<Vec<Tier>> {
    let wrong = || Error::field("tiers", "training-tiers-unreadable");
    let mut tiers = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [code, from, to, hours, way] = parts.as_slice() else { return Err(wrong()) };
        let number = |text: &str| text.replace('.', "").parse::<i64>().map_err(|_| wrong());
        let way = [Way::Shared, Way::OnSite].into_iter().find(|one| word(*one) == *way || one.as_str() == *way);
        tiers.push(Tier {
            code: (*code).to_owned(),
            from_users: number(from)?,
            to_users: number(to)?,
            hours: i32::try_from(number(hours)?).map_err(|_| wrong())?,
            way: way.ok_or_else(wrong)?,
        });
        if tiers.len() > 50 {
            return Err(wrong());
        }
    }
    check(&tiers)?;
    Ok(tiers)
}

/// Hours of a usual training, for people from hours.
const USUAL_HOURS: i64 = 4;

fn page(world: &World, visit: &Visit, actor: &Actor, mut form: TiersForm) -> Result<Tiers> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let table = programme::table_on(conn, &programme.id, today)?;
        let current = table.as_ref().map(|table| table.tiers.clone()).unwrap_or_default();
        let (mut tried, mut errors) = (None, Vec::new());
        if form.tiers.trim().is_empty() {
            form.tiers = write(&current);
        } else {
            match read(&form.tiers) {
                Err(error) => errors = visit.messages(&error, "tiers"),
                Ok(proposed) => {
                    let policy = Policy::at(conn, now)?;
                    let usual = Usual {
                        seats: policy.get(policy::TRAINING_SEATS),
                        quota: policy.get(policy::TRAINING_QUOTA),
                        hours: USUAL_HOURS,
                    };
                    let counts = users::latest(conn, &programme.provider_id)?;
                    let counts: Vec<(InstitutionId, i64)> =
                        counts.into_iter().map(|count| (count.institution_id, count.total)).collect();
                    let ids: Vec<InstitutionId> = counts.iter().map(|(id, _)| id.clone()).collect();
                    let names = register::institutions_of(conn, &ids)?;
                    let names = names.into_iter().map(|(id, one)| (id, one.name)).collect();
                    tried = Some(Tried::of(visit, what_if(&current, &proposed, &counts, usual), &names, counts.len(), usual));
                }
            }
        }
        let row = |tier: &Tier| TierRow {
            name: tier_name(visit, &tier.code),
            from: tier.from_users,
            to: tier.to_users,
            hours: tier.hours,
            way: tier.way,
        };
        let since = table.map(|table| table.valid_from.to_string()).unwrap_or_default();
        Ok(Tiers { since, current: current.iter().map(row).collect(), form, tried, errors })
    })
}

impl Tried {
    fn of(visit: &Visit, tried: WhatIf, names: &HashMap<InstitutionId, String>, counted: usize, usual: Usual) -> Self {
        let changes = |gains: Vec<Gain>| {
            let change = |gain: Gain| Change {
                name: names.get(&gain.institution).cloned().unwrap_or_default(),
                users: gain.users,
                hours: gain.hours,
            };
            gains.into_iter().map(change).collect()
        };
        Self {
            hours: tried.hours,
            trainer_hours: tried.trainer_hours,
            people: tried.people,
            gains: changes(tried.gains),
            losses: changes(tried.losses),
            lines: tried
                .lines
                .into_iter()
                .map(|line| Line {
                    name: tier_name(visit, &line.code),
                    institutions: line.institutions,
                    users: line.users,
                    hours: line.hours,
                })
                .collect(),
            counted,
            usual: UsualTag { seats: usual.seats, quota: usual.quota, hours: usual.hours },
        }
    }
}

/// `GET /planlama/kategoriler?tiers=`: with a table, what it would change.
pub async fn show(visit: Visit, Query(form): Query<TiersForm>) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let page = visit.app.run(move |world| page(world, &reader, &actor, form)).await?;
    visit.page(&page)
}

/// `POST /planlama/kategoriler`
pub async fn publish(visit: Visit, Form(form): Form<TiersForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        let tiers = read(&given.tiers)?;
        let day = typed_day(&given.day, &given.month, &given.year);
        let day = day.ok_or_else(|| Error::field("valid_from", "register-day-wrong"))?;
        publish_tiers(world, &actor, &programme.id, day, &tiers, &given.reason)
    };
    match visit.app.run(verb).await {
        Ok(_) => Ok(Flash::success("training-tiers-published").on(&visit.app, see_other("/planlama/kategoriler"))?),
        Err(error) => {
            let (reader, actor) = (visit.clone(), visit.actor());
            let page = visit.app.run(move |world| page(world, &reader, &actor, form)).await?;
            visit.refuse(error, |errors| Tiers { errors, ..page }, "tiers")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::training::programme::seed_tiers;

    #[test]
    fn a_table_is_written_and_read_back() {
        assert_eq!(read(&write(&seed_tiers())).unwrap(), seed_tiers());
        assert_eq!(read("a 1 1.000 4 ortak\n\n b 1001 5.000 8 on_site ").unwrap().len(), 2);
        for text in ["", "a 1 100 4", "a 1 x 4 ortak", "a 1 100 4 uzaktan", "a 2 100 4 ortak"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
