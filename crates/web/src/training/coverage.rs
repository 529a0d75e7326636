//! The programme for its director: charts, a map of tiles, tables, a workbook.

use super::expenses::lira;
use super::map::{Map, Said};
use super::{directed_programme, tier_name};
use crate::answer::{Answer, file};
use crate::register::rows::plate;
use crate::render::Page;
use crate::visit::{Known, Visit};
use kunye_core::training::coverage::{self, Capacity, Coverage, Reach};
use kunye_core::training::expenses::Cost;
use kunye_core::training::ledger::Balance;
use kunye_core::training::onsite::Item;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use serde::Serialize;

#[derive(Serialize)]
struct Overview {
    /// None where no programme was founded yet.
    programme: Option<Tag>,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "training/coverage.html";
}

#[derive(Serialize)]
struct Tag {
    name: String,
    from: String,
    until: String,
    today: String,
    all: ReachTag,
    tiers: Vec<TierTag>,
    provinces: Vec<ProvinceTag>,
    map: Map,
    people: CapacityTag,
    hours: CapacityTag,
    balance: HoursTag,
    cost: CostTag,
    held: i64,
    open: i64,
    /// Those of them at institutions.
    held_on_site: i64,
    open_on_site: i64,
}

#[derive(Serialize)]
struct CostTag {
    /// In lira; "" where nothing was said.
    sum: String,
    items: Vec<ItemTag>,
    /// Trainings that took place, with all of their expenses and with some missing.
    known: i64,
    unknown: i64,
}

#[derive(Serialize)]
struct ItemTag {
    item: Item,
    amount: String,
}

impl CostTag {
    fn of(visit: &Known, cost: &Cost) -> Self {
        let amount = |kurus: i64| lira(visit.language, kurus);
        Self {
            sum: cost.sum().map(amount).unwrap_or_default(),
            items: cost.by_item.iter().map(|(item, kurus)| ItemTag { item: *item, amount: amount(*kurus) }).collect(),
            known: cost.known,
            unknown: cost.unknown,
        }
    }
}

#[derive(Serialize)]
struct ReachTag {
    institutions: i64,
    users: i64,
    trained: i64,
    /// Colleagues reached, as stated by those who passed it on.
    told: i64,
    /// `%2,8`, or "" where nobody is counted.
    share: String,
}

#[derive(Serialize)]
struct TierTag {
    name: String,
    reach: ReachTag,
    balance: HoursTag,
}

#[derive(Serialize)]
struct HoursTag {
    granted: i32,
    used: i32,
    held: i32,
    available: i32,
}

#[derive(Serialize)]
struct CapacityTag {
    room: i64,
    used: i64,
    planned: i64,
    left: i64,
}

#[derive(Serialize)]
struct ProvinceTag {
    /// `06`, or "" for users of units without a province.
    plate: String,
    name: String,
    reach: ReachTag,
}

/// Thousandths as people write per cent: `2,8`.
fn decimal(language: Language, per_mille: i64) -> String {
    let point = if language == Language::Tr { ',' } else { '.' };
    format!("{}{point}{}", per_mille / 10, per_mille % 10)
}

/// The share in words, or "" where nobody is counted; a few of very many are not nobody.
fn share(visit: &Known, reach: &Reach) -> String {
    match (reach.per_mille(), reach.trained) {
        (None, _) => String::new(),
        (Some(0), 1..) => visit.text_with("coverage-percent-below", &[("percent", decimal(visit.language, 1))]),
        (Some(share), _) => visit.text_with("coverage-percent", &[("percent", decimal(visit.language, share))]),
    }
}

/// How dark a tile is: 0 for nobody counted, 1 for nobody trained, 2 to 5 for more. The steps are ours: 1 %, 3 % and 10 % of the users.
fn shade(reach: &Reach) -> u8 {
    match (reach.per_mille(), reach.trained) {
        (None, _) => 0,
        (Some(_), 0) => 1,
        (Some(share), _) if share < 10 => 2,
        (Some(share), _) if share < 30 => 3,
        (Some(share), _) if share < 100 => 4,
        (Some(_), _) => 5,
    }
}

impl ReachTag {
    fn of(visit: &Known, reach: &Reach) -> Self {
        let Reach { institutions, users, trained, told } = *reach;
        Self { institutions, users, trained, told, share: share(visit, reach) }
    }
}

impl From<Balance> for HoursTag {
    fn from(balance: Balance) -> Self {
        Self { granted: balance.granted, used: balance.used, held: balance.held, available: balance.available() }
    }
}

impl From<Capacity> for CapacityTag {
    fn from(one: Capacity) -> Self {
        Self { room: one.room, used: one.used, planned: one.planned, left: one.left() }
    }
}

fn tag(visit: &Known, coverage: &Coverage, today: String) -> Tag {
    let tier = |(code, reach, balance): &(String, Reach, Balance)| TierTag {
        name: if code.is_empty() { visit.text("coverage-tier-none") } else { tier_name(visit, code) },
        reach: ReachTag::of(visit, reach),
        balance: (*balance).into(),
    };
    let provinces = coverage.provinces.iter().map(|(province, reach)| ProvinceTag {
        plate: province.map(plate).unwrap_or_default(),
        name: province.map_or_else(|| visit.text("coverage-province-unknown"), |province| province.name().to_owned()),
        reach: ReachTag::of(visit, reach),
    });
    let tiles = coverage.provinces.iter().filter_map(|(province, reach)| {
        let share = Some(share(visit, reach)).filter(|share| !share.is_empty()).unwrap_or_else(|| "none".to_owned());
        let title = visit.text_with("coverage-map-tile", &[("name", (*province)?.name().to_owned()), ("share", share)]);
        Some(((*province)?, Said { look: format!("shade-{}", shade(reach)), title, count: 0 }))
    });
    Tag {
        name: coverage.programme.name.clone(),
        from: coverage.programme.starts_on.to_string(),
        until: coverage.programme.ends_on.to_string(),
        today,
        all: ReachTag::of(visit, &coverage.all),
        tiers: coverage.tiers.iter().map(tier).collect(),
        provinces: provinces.collect(),
        map: Map::of(tiles),
        people: coverage.people.into(),
        hours: coverage.hours.into(),
        balance: coverage.balance.into(),
        cost: CostTag::of(visit, &coverage.cost),
        held: coverage.sessions.0,
        open: coverage.sessions.1,
        held_on_site: coverage.on_site.0,
        open_on_site: coverage.on_site.1,
    }
}

async fn read(visit: &Visit) -> Result<Option<Coverage>> {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| match directed_programme(conn, &actor, today)? {
            Some(programme) => coverage::coverage(conn, &actor, &programme.id, today).map(Some),
            None => Ok(None),
        })
    };
    visit.app.run(read).await
}

/// `GET /genel-durum`
pub async fn show(visit: Visit) -> Answer {
    let coverage = read(&visit).await?;
    let today = visit.app.world.today().to_string();
    visit.page(&Overview { programme: coverage.map(|coverage| tag(&visit, &coverage, today)) })
}

/// `GET /genel-durum/genel-durum.xlsx`
pub async fn workbook(visit: Visit) -> Answer {
    let coverage = read(&visit).await?.ok_or_else(Error::not_found)?;
    let bytes = coverage::workbook(&visit.app.texts, visit.language, &coverage, visit.app.world.today())?;
    file(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "genel-durum.xlsx", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_as_dark_as_its_share() {
        let of = |users, trained| shade(&Reach { institutions: 1, users, trained, told: 0 });
        assert_eq!([of(0, 0), of(10, 0), of(1_000, 9), of(1_000, 10), of(1_000, 99), of(10, 9)], [0, 1, 2, 3, 4, 5]);
        assert_eq!((decimal(Language::Tr, 28).as_str(), decimal(Language::En, 1_000).as_str()), ("2,8", "100.0"));
    }
}
