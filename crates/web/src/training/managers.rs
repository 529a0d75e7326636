//! The planner gives customers to account managers.

use super::the_programme;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::training::customers::{self, Assignment};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{InstitutionId, PersonId, looks_like_id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Managers {
    managers: Vec<Choice>,
    rows: Vec<Row>,
    /// Customers that nobody looks after.
    open: usize,
    form: ManagerForm,
    errors: Vec<Message>,
}

impl Page for Managers {
    const TEMPLATE: &'static str = "training/managers.html";
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    /// "" for nobody.
    manager: String,
    ticked: bool,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct ManagerForm {
    manager: String,
}

fn read(world: &World, actor: &Actor, given: &BTreeMap<String, String>) -> Result<Managers> {
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let rows = customers::overview(conn, actor, &programme.id, today)?;
        let choice = |person: kunye_core::register::Person| Choice {
            text: person.full_name(),
            value: person.id.to_string(),
            hint: String::new(),
        };
        let row = |Assignment { institution, manager }: Assignment| Row {
            ticked: given.contains_key(institution.id.as_str()),
            id: institution.id.to_string(),
            name: institution.name,
            manager: manager.map(|person| person.full_name()).unwrap_or_default(),
        };
        let rows: Vec<Row> = rows.into_iter().map(row).collect();
        Ok(Managers {
            managers: customers::managers(conn, &programme.provider_id, today)?.into_iter().map(choice).collect(),
            open: rows.iter().filter(|row| row.manager.is_empty()).count(),
            rows,
            form: ManagerForm { manager: given.get("manager").cloned().unwrap_or_default() },
            errors: Vec::new(),
        })
    })
}

/// `GET /planlama/temsilciler`
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| read(world, &actor, &BTreeMap::new())).await?;
    visit.page(&page)
}

/// `POST /planlama/temsilciler`: manager (`none` for nobody), and one field named by its id for every customer that was ticked.
pub async fn assign(visit: Visit, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        let chosen: Vec<InstitutionId> =
            given.keys().filter(|name| looks_like_id(name)).map(|name| InstitutionId::from(name.as_str())).collect();
        let manager = match given.get("manager").map(String::as_str).unwrap_or_default() {
            "none" => None,
            id if looks_like_id(id) => Some(PersonId::from(id)),
            _ => return Err(Error::field("manager", "customer-manager-none")),
        };
        customers::assign(world, &actor, &programme.id, &chosen, manager.as_ref())
    };
    match visit.app.run(verb).await {
        Ok(count) => {
            let flash = Flash::success("customer-assigned").with("count", count);
            Ok(flash.on(&visit.app, see_other("/planlama/temsilciler"))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, &actor, &form)).await?;
            visit.refuse(error, |errors| Managers { errors, ..page }, "")
        }
    }
}
