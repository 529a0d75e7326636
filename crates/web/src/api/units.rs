use super::input::Params;
use super::shapes::{Duty, Listed, Province, UnitTag};
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::db::Conn;
use kunye_core::register::duties::register_scope;
use kunye_core::register::{self, Unit};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::UnitId;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A unit in a list.
#[derive(Serialize, ToSchema)]
pub struct UnitRow {
    id: String,
    #[schema(example = "24301719")]
    detsis: String,
    name: String,
    /// What the institution calls this sort of unit.
    kind: String,
    province: Option<Province>,
    /// Id of the unit above.
    parent_id: Option<String>,
    parent_name: Option<String>,
}

impl UnitRow {
    fn of(unit: Unit, parent_name: Option<String>) -> Self {
        Self {
            id: unit.id.to_string(),
            detsis: unit.detsis,
            name: unit.name,
            kind: unit.kind,
            province: unit.province.map(Province::from),
            parent_id: unit.parent_id.map(|id| id.to_string()),
            parent_name,
        }
    }
}

/// A unit with what is around it.
#[derive(Serialize, ToSchema)]
pub struct UnitDetail {
    #[serde(flatten)]
    unit: UnitRow,
    /// From the root down to the unit above.
    path: Vec<UnitTag>,
    /// Directly below, in Turkish order.
    children: Vec<UnitTag>,
    /// Those that have not ended.
    duties: Vec<Duty>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitSearch {
    /// Beginnings of words of a name, or a DETSİS number.
    #[serde(default)]
    q: String,
    /// Plate code.
    #[serde(default)]
    #[param(minimum = 1, maximum = 81)]
    province: Option<i32>,
    /// From 1. A page beyond the end is empty.
    #[serde(default, deserialize_with = "super::input::page")]
    #[param(minimum = 1)]
    page: Option<u32>,
    /// Entries a page: 25 if not given, at most 100.
    #[serde(default, deserialize_with = "super::input::size")]
    #[param(minimum = 1, maximum = 100)]
    size: Option<u32>,
}

/// Units that the reader's duties reach, in Turkish order.
#[utoipa::path(get, operation_id = "list_units", path = "/api/v1/units", tag = "register", params(UnitSearch),
    responses((status = 200, body = Listed<UnitRow>)))]
pub async fn list(visit: Visit, Params(search): Params<UnitSearch>) -> Answer {
    let actor = visit.actor();
    let province = match search.province {
        Some(plate) => Some(register::Province::from_plate(plate).ok_or_else(|| Error::field("province", "error-invalid"))?),
        None => None,
    };
    let page = PageRequest::new(search.page, search.size);
    let found = visit.app.run(move |world| {
        world.db.read(|conn| {
            let scope = register_scope(conn, &actor, world.today())?;
            register::search_units_within(conn, &scope, &search.q, province, page)
        })
    });
    Ok(Json(Listed::of(found.await?, |row| UnitRow::of(row.unit, row.parent_name))).into_response())
}

/// A unit.
#[utoipa::path(get, operation_id = "get_unit", path = "/api/v1/units/{id}", tag = "register", params(("id" = String, Path)),
    responses((status = 200, body = UnitDetail)))]
pub async fn get(visit: Visit, Path(id): Path<UnitId>) -> Answer {
    let actor = visit.actor();
    let unit = visit.app.run(move |world| world.db.read(|conn| UnitDetail::load(conn, &actor, &id, world.today())));
    Ok(Json(unit.await?).into_response())
}

impl UnitDetail {
    fn load(conn: &mut Conn, actor: &Actor, id: &UnitId, today: Day) -> Result<Self> {
        let scope = register_scope(conn, actor, today)?;
        let unit = register::unit_within(conn, &scope, id)?.ok_or_else(Error::not_found)?;
        let mut duties = Vec::new();
        for duty in register::duties_in_unit(conn, id)?.into_iter().filter(|duty| duty.ends_on.is_none_or(|end| end >= today)) {
            let person = register::person(conn, &duty.person_id)?.ok_or_else(Error::not_found)?;
            duties.push(Duty::of(duty, unit.clone(), &person));
        }
        let mut path = register::path(conn, id)?;
        path.pop();
        let parent_name = path.last().map(|parent| parent.name.clone());
        let children = register::children(conn, id)?;
        Ok(Self {
            unit: UnitRow::of(unit, parent_name),
            path: path.into_iter().map(UnitTag::from).collect(),
            children: children.into_iter().map(UnitTag::from).collect(),
            duties,
        })
    }
}
