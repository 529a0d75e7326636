//! The table of tiers: in force, tried as a what-if over the counts there are, published.

use super::{days, the_programme, tier_name};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::training::programme::{self, Gain, Step, Tier, Way, WhatIfLine, codes, publish_tiers, table};
use kunye_core::training::trial::{self, try_tiers};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
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
    let (mut steps, mut wrong): (Vec<Step>, Vec<FieldError>) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().take(ROWS).enumerate().filter(|(_, row)| !row.is_empty()) {
        let mut say = |field, text| wrong.push(FieldError { field, text });
        let before = steps.last().map_or(0, |last| last.to_users);
        let to_users = number(&row.to);
        match to_users {
            None => say(TO[at], "training-tiers-number"),
            Some(to) if to <= before => say(TO[at], "training-tiers-range"),
            Some(_) => {}
        }
        let hours = number(&row.hours).and_then(|hours| i32::try_from(hours).ok());
        if hours.is_none() {
            say(HOURS[at], "training-tiers-number");
        }
        let way = Way::parse(&row.way);
        if way.is_none() {
            say(WAY[at], "training-tiers-way");
        }
        // What cannot be read makes no row after it wrong.
        let (hours, way) = (hours.unwrap_or_default(), way.unwrap_or(Way::OnSite));
        steps.push(Step { to_users: to_users.unwrap_or(before), hours, way });
    }
    if wrong.is_empty() { table(&steps) } else { Err(Error::invalid(wrong)) }
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
                Ok(proposed) => tried = Some(Tried::of(visit, try_tiers(conn, actor, &programme.id, &proposed, now)?)),
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
    fn of(visit: &Visit, tried: trial::Tried) -> Self {
        let change =
            |gain: &Gain| Change { name: tried.name(&gain.institution).to_owned(), users: gain.users, hours: gain.hours };
        let line = |line: &WhatIfLine| Line {
            name: tier_name(visit, &line.code),
            institutions: line.institutions,
            users: line.users,
            hours: line.hours,
        };
        let (effect, usual) = (&tried.effect, tried.usual);
        Self {
            hours: effect.hours,
            trainer_hours: effect.trainer_hours,
            people: effect.people,
            gains: effect.gains.iter().map(change).collect(),
            losses: effect.losses.iter().map(change).collect(),
            lines: effect.lines.iter().map(line).collect(),
            counted: tried.counted,
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
