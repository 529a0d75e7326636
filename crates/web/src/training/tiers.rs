//! The table of tiers: in force, tried as a what-if over the counts there are, published.

use super::{days, the_programme, tier_name};
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
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::InstitutionId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Serialize)]
struct Tiers {
    since: String,
    current: Vec<TierRow>,
    form: FormTag,
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

/// A table as it is typed: for each tier `to-1`, `hours-1`, `way-1` and so on. A tier begins where the one before ends, so that there is
/// nothing between two tiers, and nobody in both. The same fields try and publish.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TiersForm {
    reason: String,
    #[serde(rename = "valid_from-day")]
    day: String,
    #[serde(rename = "valid_from-month")]
    month: String,
    #[serde(rename = "valid_from-year")]
    year: String,
    #[serde(flatten)]
    typed: HashMap<String, String>,
}

/// What the page puts into its fields.
#[derive(Serialize)]
struct FormTag {
    rows: Vec<FieldsTag>,
    reason: String,
    #[serde(rename = "valid_from-day")]
    day: String,
    #[serde(rename = "valid_from-month")]
    month: String,
    #[serde(rename = "valid_from-year")]
    year: String,
}

/// The fields of one tier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct FieldsTag {
    name: String,
    to: String,
    hours: String,
    way: String,
}

impl FieldsTag {
    fn is_empty(&self) -> bool {
        self.to.is_empty() && self.hours.is_empty()
    }
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

/// As many tiers as can be typed.
const ROWS: usize = 8;

/// Where one tier stands in the table: the first is the standard one where it is trained in shared classes, the others are numbered.
fn codes(ways: impl Iterator<Item = Way>) -> Vec<String> {
    let mut standard = false;
    let code = |(at, way): (usize, Way)| {
        standard |= at == 0 && way == Way::Shared;
        if at == 0 && standard { "standard".to_owned() } else { (at + usize::from(!standard)).to_string() }
    };
    ways.enumerate().map(code).collect()
}

fn written(tiers: &[Tier]) -> Vec<FieldsTag> {
    let fields = |tier: &Tier| FieldsTag {
        name: String::new(),
        to: tier.to_users.to_string(),
        hours: tier.hours.to_string(),
        way: tier.way.as_str().to_owned(),
    };
    tiers.iter().map(fields).collect()
}

fn typed(form: &TiersForm) -> Vec<FieldsTag> {
    let field = |name: &str, row: usize| {
        let text = form.typed.get(&format!("{name}-{row}")).map(String::as_str).unwrap_or_default();
        text.trim().chars().take(20).collect::<String>()
    };
    let fields =
        |row| FieldsTag { name: String::new(), to: field("to", row), hours: field("hours", row), way: field("way", row) };
    (1..=ROWS).map(fields).collect()
}

/// The fields of the rows.
const TO: [&str; ROWS] = ["to-1", "to-2", "to-3", "to-4", "to-5", "to-6", "to-7", "to-8"];
const HOURS: [&str; ROWS] = ["hours-1", "hours-2", "hours-3", "hours-4", "hours-5", "hours-6", "hours-7", "hours-8"];
const WAY: [&str; ROWS] = ["way-1", "way-2", "way-3", "way-4", "way-5", "way-6", "way-7", "way-8"];

/// The tiers that were typed; or everything that is wrong, each at its field.
fn read(rows: &[FieldsTag]) -> Result<Vec<Tier>> {
    let number = |text: &str| text.replace('.', "").parse::<i64>().ok();
    let (mut tiers, mut wrong): (Vec<Tier>, Vec<FieldError>) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().take(ROWS).enumerate().filter(|(_, row)| !row.is_empty()) {
        let mut say = |field, text| wrong.push(FieldError { field, text });
        let from_users = tiers.last().map_or(1, |last| last.to_users.saturating_add(1));
        let to = number(&row.to);
        match to {
            None => say(TO[at], "training-tiers-number"),
            Some(to) if to < from_users => say(TO[at], "training-tiers-range"),
            Some(_) => {}
        }
        let hours = number(&row.hours).and_then(|hours| i32::try_from(hours).ok());
        if hours.is_none() {
            say(HOURS[at], "training-tiers-number");
        }
        let way = Way::ALL.iter().copied().find(|way| way.as_str() == row.way);
        if way.is_none() {
            say(WAY[at], "training-tiers-way");
        }
        tiers.push(Tier {
            code: String::new(),
            from_users,
            // What cannot be read makes no row after it wrong.
            to_users: to.unwrap_or(from_users),
            hours: hours.unwrap_or_default(),
            way: way.unwrap_or(Way::OnSite),
        });
    }
    if !wrong.is_empty() {
        return Err(Error::invalid(wrong));
    }
    let codes = codes(tiers.iter().map(|tier| tier.way).collect::<Vec<_>>().into_iter());
    for (tier, code) in tiers.iter_mut().zip(codes) {
        tier.code = code;
    }
    check(&tiers)?;
    Ok(tiers)
}

/// What is wrong with a row names the row: the same may be wrong with several.
fn named(errors: Vec<Message>, rows: &[FieldsTag]) -> Vec<Message> {
    let row_of = |field: &str| rows.get(field.rsplit_once('-')?.1.parse::<usize>().ok()?.checked_sub(1)?);
    let name = |error: Message| match row_of(&error.field) {
        Some(row) => Message { text: format!("{}: {}", row.name, error.text), ..error },
        None => error,
    };
    errors.into_iter().map(name).collect()
}

/// Hours of a usual training, for people from hours.
const USUAL_HOURS: i64 = 4;

fn page(world: &World, visit: &Visit, actor: &Actor, form: TiersForm) -> Result<Tiers> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let table = programme::table_on(conn, &programme.id, today)?;
        let current = table.as_ref().map(|table| table.tiers.clone()).unwrap_or_default();
        let (mut tried, mut errors) = (None, Vec::new());
        let mut rows = typed(&form);
        if rows.iter().all(FieldsTag::is_empty) {
            rows = written(&current);
            rows.resize(ROWS.max(current.len()), FieldsTag::default());
        } else {
            match read(&rows) {
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
        let first = rows.first().filter(|row| row.way == Way::OnSite.as_str()).map_or(Way::Shared, |_| Way::OnSite);
        let names = codes(std::iter::once(first).chain(std::iter::repeat_n(Way::OnSite, rows.len().saturating_sub(1))));
        for (row, code) in rows.iter_mut().zip(names) {
            row.name = tier_name(visit, &code);
        }
        let errors = named(errors, &rows);
        let TiersForm { reason, day, month, year, .. } = form;
        let form = FormTag { rows, reason, day, month, year };
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

/// `GET /planlama/kategoriler?to-1=…`: with a table, what it would change.
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
        let tiers = read(&typed(&given))?;
        let day = days::parts("valid_from", [&given.day, &given.month, &given.year])?;
        publish_tiers(world, &actor, &programme.id, day, &tiers, &given.reason)
    };
    match visit.app.run(verb).await {
        Ok(_) => Ok(Flash::success("training-tiers-published").on(&visit.app, see_other("/planlama/kategoriler"))?),
        Err(error) => {
            let (reader, actor) = (visit.clone(), visit.actor());
            let page = visit.app.run(move |world| page(world, &reader, &actor, form)).await?;
            visit.refuse(error, |errors| Tiers { errors: named(errors, &page.form.rows), ..page }, "tiers")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::training::programme::seed_tiers;

    #[test]
    fn a_table_is_written_and_read_back() {
        assert_eq!(read(&written(&seed_tiers())).unwrap(), seed_tiers());
        let row = |to: &str, hours: &str, way: &str| FieldsTag {
            to: to.into(),
            hours: hours.into(),
            way: way.into(),
            ..FieldsTag::default()
        };
        let two = read(&[row("1.000", "4", "on_site"), FieldsTag::default(), row("5000", "8", "on_site")]).unwrap();
        let seen = |tier: &Tier| (tier.code.clone(), tier.from_users, tier.to_users);
        assert_eq!(two.iter().map(seen).collect::<Vec<_>>(), [("1".to_owned(), 1, 1_000), ("2".to_owned(), 1_001, 5_000)]);
        for broken in
            [("", "4", "shared"), ("x", "4", "shared"), ("100", "", "shared"), ("100", "4", "uzaktan"), ("0", "4", "shared")]
        {
            assert!(read(&[row(broken.0, broken.1, broken.2)]).is_err(), "{broken:?}");
        }
        assert!(read(&[row("200", "4", "shared"), row("100", "8", "on_site")]).is_err(), "it ends before it begins");
        assert!(read(&[]).is_err());
        let wrong = read(&[row("x", "4", "shared"), row("200", "y", "on_site"), row("100", "", "on_site")]).unwrap_err();
        assert_eq!(wrong.fields().iter().map(|one| one.field).collect::<Vec<_>>(), ["to-1", "hours-2", "to-3", "hours-3"]);
    }
}
