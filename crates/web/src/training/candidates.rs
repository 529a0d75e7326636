//! A coordinator asks units for candidates for a training, and sees whom they propose. Naming somebody of them is naming.

use super::participants::sentences;
use super::{SessionTag, days, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::register::rows::{Choice, provinces};
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::register::{self, Province};
use kunye_core::training::candidates::{self, Asked, Entry, NewCall};
use kunye_core::training::participants;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CallId, UnitId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Show {
    session: SessionTag,
    /// Whether names may still change, and until when.
    open: bool,
    until: String,
    asked: Vec<AskedTag>,
    q: String,
    province: String,
    provinces: Vec<Choice>,
    units: Vec<UnitTag>,
    /// Whether the search was cut.
    more: bool,
    form: AskForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/candidates.html";
}

/// A unit that was asked.
#[derive(Serialize)]
pub(super) struct AskedTag {
    pub id: String,
    pub unit: String,
    pub places: i32,
    pub until: String,
    pub note: String,
    /// Whether the unit may still propose.
    pub open: bool,
    pub candidates: Vec<CandidateTag>,
}

impl AskedTag {
    pub fn of(visit: &Known, asked: &Asked) -> Self {
        Self {
            id: asked.call.id.to_string(),
            unit: asked.unit.name.clone(),
            places: asked.call.places,
            until: asked.call.until_day.to_string(),
            note: asked.call.note.clone(),
            open: asked.open,
            candidates: asked.candidates.iter().map(|one| CandidateTag::of(visit, one)).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct CandidateTag {
    pub id: String,
    pub person: String,
    pub name: String,
    pub unit: String,
    pub reason: String,
    pub by: String,
    pub on_list: bool,
    /// What speaks against it, in sentences.
    pub clashes: Vec<String>,
}

impl CandidateTag {
    fn of(visit: &Known, one: &Entry) -> Self {
        Self {
            id: one.candidate.id.to_string(),
            person: one.person.id.to_string(),
            name: one.person.full_name(),
            unit: one.unit.as_ref().map(|unit| unit.name.clone()).unwrap_or_default(),
            reason: one.candidate.reason.clone(),
            by: one.proposed_by.clone(),
            on_list: one.on_list,
            clashes: sentences(visit, &one.clashes),
        }
    }
}

#[derive(Serialize)]
struct UnitTag {
    id: String,
    name: String,
    /// The unit above; "" at the top.
    above: String,
    chosen: bool,
}

#[derive(Debug, Clone, Default, Serialize)]
struct AskForm {
    places: String,
    until: String,
    note: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    il: String,
}

/// So many units are found at once.
const MOST: u32 = 20;

/// What the page was asked for: a search, and the units that were chosen before.
#[derive(Default)]
struct Wanted {
    search: Search,
    chosen: BTreeSet<UnitId>,
    form: AskForm,
}

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, wanted: Wanted) -> Result<Show> {
    let (today, Wanted { search, chosen, form }) = (world.today(), wanted);
    world.db.read(|conn| {
        let proof = coordinator_of(conn, actor, today)?;
        let list = participants::of_coordinator(conn, &proof, reference, today)?;
        let asked = candidates::of_coordinator(conn, &proof, &list.row, today)?;
        let (q, province) = (tidy(&search.q), search.il.parse().ok().and_then(Province::from_plate));
        let (mut units, mut more) = (Vec::new(), false);
        if list.open && (!q.is_empty() || province.is_some()) {
            let page = PageRequest::new(None, Some(MOST));
            let found = register::search_units_within(conn, &proof.people(), &q, province, page)?;
            more = found.total > i64::from(MOST);
            units.extend(found.items.into_iter().map(|row| UnitTag {
                chosen: chosen.contains(&row.unit.id),
                id: row.unit.id.to_string(),
                name: row.unit.name,
                above: row.parent_name.unwrap_or_default(),
            }));
        }
        for id in chosen.iter().filter(|id| !units.iter().any(|one| one.id == id.as_str())).collect::<Vec<_>>() {
            if let Some(unit) = register::unit_within(conn, &proof.people(), id)? {
                units.push(UnitTag { id: unit.id.to_string(), name: unit.name, above: String::new(), chosen: true });
            }
        }
        Ok(Show {
            session: SessionTag::of(&list.row, visit.language),
            open: list.open,
            until: list.row.session.substitute_by.to_string(),
            asked: asked.iter().map(|one| AskedTag::of(visit, one)).collect(),
            q,
            province: search.il,
            provinces: provinces(),
            units,
            more,
            form,
            errors: Vec::new(),
        })
    })
}

async fn page(visit: &Visit, actor: Actor, reference: String, wanted: Wanted) -> Result<Show> {
    let reader = visit.clone();
    visit.app.run(move |world| read(world, &reader, &actor, &reference, wanted)).await
}

fn href(reference: &str) -> String {
    format!("/egitim/seans/{reference}/adaylar")
}

/// `GET /egitim/seans/{reference}/adaylar?q=&il=`
pub async fn show(visit: Visit, Path(reference): Path<String>, Query(search): Query<Search>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = Wanted { search, ..Wanted::default() };
    let page = page(&visit, actor, reference, wanted).await?;
    visit.page(&page)
}

/// `POST /egitim/seans/{reference}/adaylar`: places, until, note; under the id of each unit, `yes`.
pub async fn ask(visit: Visit, Path(reference): Path<String>, Form(fields): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let form = AskForm { places: text("places"), until: text("until"), note: text("note") };
    let search = Search { q: text("q"), il: text("il") };
    let chosen: BTreeSet<UnitId> =
        fields.keys().filter(|name| looks_like_id(name)).map(|name| UnitId::from(name.as_str())).collect();
    let until = days::optional("until", &form.until);
    let new = NewCall {
        session: reference.clone(),
        units: chosen.iter().cloned().collect(),
        places: form.places.trim().parse().unwrap_or(0),
        until: None,
        note: form.note.clone(),
    };
    match visit.app.run(move |world| candidates::ask(world, &actor, &NewCall { until: until?, ..new })).await {
        Ok(count) => {
            let flash = Flash::success("candidates-asked").with("count", count);
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let (actor, wanted) = (visit.actor(), Wanted { search, chosen, form });
            let page = page(&visit, actor, reference, wanted).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "unit")
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CloseForm {
    session: String,
}

/// `POST /egitim/adaylar/{id}/kapat`: session is the reference.
pub async fn close(visit: Visit, Path(id): Path<String>, Form(form): Form<CloseForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&form.session)?);
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    visit.app.run(move |world| candidates::close(world, &actor, &CallId::from(id.as_str()))).await?;
    Ok(Flash::success("candidates-call-closed").on(&visit.app, see_other(&href(&reference)))?)
}
