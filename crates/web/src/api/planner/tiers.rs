//! Tables of tiers: those that were published, one that is tried, one that is to be published.

use crate::answer::Answer;
use crate::api::input::Body;
use crate::api::shapes::moment;
use crate::api::words;
use crate::training::{days, the_programme};
use crate::visit::Visit;
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::programme::{self, Gain, Step, Tier, TierTable, Way, WhatIfLine, publish_tiers, table, tables};
use kunye_core::training::trial::{self, try_tiers};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A range of active users, both ends included, and its right.
#[derive(Serialize, ToSchema)]
pub struct PublishedTier {
    /// `standard`, or the number it is called by.
    #[schema(example = "standard")]
    tier: String,
    from_users: i64,
    to_users: i64,
    hours: i32,
    #[schema(value_type = words::TrainingWay)]
    way: Way,
}

impl From<&Tier> for PublishedTier {
    fn from(tier: &Tier) -> Self {
        let Tier { code, from_users, to_users, hours, way } = tier.clone();
        Self { tier: code, from_users, to_users, hours, way }
    }
}

/// A table that decides from a day on, until a later one does.
#[derive(Serialize, ToSchema)]
pub struct PublishedTable {
    id: String,
    #[schema(format = Date)]
    valid_from: String,
    #[schema(format = DateTime)]
    published_at: String,
    reason: String,
    /// Whether it decides today.
    in_force: bool,
    tiers: Vec<PublishedTier>,
}

fn published(world: &World, actor: &Actor) -> Result<Vec<PublishedTable>> {
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let all = tables(conn, &programme.id)?;
        let current = programme::in_force(&all, today).map(|table| table.id.clone());
        let shape = |table: &TierTable| PublishedTable {
            id: table.id.to_string(),
            valid_from: table.valid_from.iso(),
            published_at: moment(table.published_at),
            reason: table.reason.clone(),
            in_force: current.as_ref() == Some(&table.id),
            tiers: table.tiers.iter().map(PublishedTier::from).collect(),
        };
        Ok(all.iter().rev().map(shape).collect())
    })
}

/// Every table of the programme one plans, the latest first.
#[utoipa::path(get, operation_id = "list_tier_tables", path = "/api/v1/training/planning/tiers", tag = "planning", responses((status = 200, body = Vec<PublishedTable>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    Ok(Json(visit.app.run(move |world| published(world, &actor)).await?).into_response())
}

/// A tier: it begins where the one before it ends, the first at 1. The first is called `standard` where it is trained in shared classes,
/// the others are numbered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTier {
    /// The most active users in it.
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    to_users: i64,
    #[schema(minimum = 1, maximum = 1000)]
    hours: i32,
    #[schema(value_type = words::TrainingWay)]
    way: Way,
}

/// More tiers than these are a slip.
const MOST: usize = 100;

fn read(tiers: &[NewTier]) -> Result<Vec<Tier>> {
    if tiers.len() > MOST {
        return Err(Error::field("tiers", "training-tiers-many").with("most", MOST));
    }
    let step = |one: &NewTier| Step { to_users: one.to_users, hours: one.hours, way: one.way };
    table(&tiers.iter().map(step).collect::<Vec<_>>())
}

/// A table to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TierTrial {
    #[schema(example = json!([{ "to_users": 100, "hours": 4, "way": "shared" }, { "to_users": 1000, "hours": 8, "way": "on_site" }]))]
    tiers: Vec<NewTier>,
}

/// What a table would change over the latest counts. Pairs are before and after.
#[derive(Serialize, ToSchema)]
pub struct TriedTiers {
    /// Institutions that were counted.
    counted: usize,
    /// Hours of rights.
    hours: [i64; 2],
    /// Hours that trainers would give.
    trainer_hours: [i64; 2],
    /// People who could be trained.
    people: [i64; 2],
    /// What a usual training is taken to be.
    usual: UsualTraining,
    tiers: Vec<TriedTier>,
    /// Whose right would grow, the largest change first.
    gains: Vec<RightChange>,
    losses: Vec<RightChange>,
}

#[derive(Serialize, ToSchema)]
pub struct UsualTraining {
    seats: i64,
    /// Seats of one institution in a shared class.
    quota: i64,
    hours: i64,
}

/// A tier before and after.
#[derive(Serialize, ToSchema)]
pub struct TriedTier {
    /// "" for those without a right.
    tier: String,
    institutions: [i64; 2],
    users: [i64; 2],
    hours: [i64; 2],
}

/// An institution whose right would change.
#[derive(Serialize, ToSchema)]
pub struct RightChange {
    institution: String,
    users: i64,
    hours: [i64; 2],
}

impl From<&trial::Tried> for TriedTiers {
    fn from(tried: &trial::Tried) -> Self {
        let (effect, usual) = (&tried.effect, tried.usual);
        let line = |line: &WhatIfLine| TriedTier {
            tier: line.code.clone(),
            institutions: line.institutions,
            users: line.users,
            hours: line.hours,
        };
        let change = |gain: &Gain| RightChange {
            institution: tried.name(&gain.institution).to_owned(),
            users: gain.users,
            hours: gain.hours,
        };
        Self {
            counted: tried.counted,
            hours: effect.hours,
            trainer_hours: effect.trainer_hours,
            people: effect.people,
            usual: UsualTraining { seats: usual.seats, quota: usual.quota, hours: usual.hours },
            tiers: effect.lines.iter().map(line).collect(),
            gains: effect.gains.iter().map(change).collect(),
            losses: effect.losses.iter().map(change).collect(),
        }
    }
}

/// What a table would change, over the latest count of every institution; nothing is published.
#[utoipa::path(post, operation_id = "try_tiers", path = "/api/v1/training/planning/tiers/trial", tag = "planning", request_body = TierTrial,
    responses((status = 200, body = TriedTiers)))]
pub async fn trial(visit: Visit, Body(given): Body<TierTrial>) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let tiers = read(&given.tiers)?;
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, world.today())?;
            try_tiers(conn, &actor, &programme.id, &tiers, world.now())
        })
    };
    Ok(Json(TriedTiers::from(&visit.app.run(read).await?)).into_response())
}

/// A table to be published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTierTable {
    /// Today at the earliest.
    #[schema(format = Date)]
    valid_from: String,
    reason: String,
    #[schema(example = json!([{ "to_users": 100, "hours": 4, "way": "shared" }, { "to_users": 1000, "hours": 8, "way": "on_site" }]))]
    tiers: Vec<NewTier>,
}

/// Publishes a table that decides from a day on. What was decided before stays; the same table for the same day and reason is published
/// once.
#[utoipa::path(post, operation_id = "publish_tiers", path = "/api/v1/training/planning/tiers", tag = "planning", request_body = NewTierTable,
    responses((status = 201, description = "Published", body = PublishedTable)))]
pub async fn publish(visit: Visit, Body(given): Body<NewTierTable>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let (tiers, day) = (read(&given.tiers)?, days::day("valid_from", &given.valid_from)?);
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        let id = publish_tiers(world, &actor, &programme.id, day, &tiers, &given.reason)?;
        published(world, &actor)?.into_iter().find(|table| table.id == id.as_str()).ok_or_else(Error::not_found)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}
