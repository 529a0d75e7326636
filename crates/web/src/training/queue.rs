//! The planner's queue of requests for trainings at institutions' own places.

use super::request::RequestTag;
use super::the_programme;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::training::onsite::{self, RequestState, Row};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Queue {
    programme: String,
    waiting: Vec<RequestTag>,
    /// With their account managers.
    reading: Vec<RequestTag>,
    planned: Vec<RequestTag>,
    /// How many of them must be planned anew, because their trainer is away.
    hit: usize,
    ended: Vec<RequestTag>,
}

impl Page for Queue {
    const TEMPLATE: &'static str = "training/queue.html";
}

/// `GET /planlama/talepler`
pub async fn show(visit: Visit) -> Answer {
    let (language, actor) = (visit.language, visit.actor());
    let read = move |world: &World| -> Result<Queue> {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let rows = onsite::queue(conn, &actor, &programme.id, today)?;
            let of = |keep: &dyn Fn(RequestState) -> bool| -> Vec<RequestTag> {
                rows.iter().filter(|row: &&Row| keep(row.request.state)).map(|row| RequestTag::of(row, language)).collect()
            };
            Ok(Queue {
                hit: rows.iter().filter(|row| row.away.is_some()).count(),
                waiting: of(&|state| state == RequestState::Sent),
                reading: of(&|state| state == RequestState::Review),
                planned: of(&|state| state == RequestState::Planned),
                ended: of(&|state| !state.is_live()),
                programme: programme.name,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}
