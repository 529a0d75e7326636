//! The coordinator's board (B9): where the institution's hours are, and its requests by date and by province.

use super::home::BalanceTag;
use super::mine;
use super::request::RequestTag;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::register::Province;
use kunye_core::training::ledger;
use kunye_core::training::onsite::{RequestState, Row, for_coordinator};
use kunye_core::training::programme::Way;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use serde::Serialize;

#[derive(Serialize)]
struct Board {
    programme: String,
    balance: BalanceTag,
    /// How the institution is trained; none where nothing gives it a right.
    way: Option<Way>,
    /// Those that something may still come of, by their days.
    live: Vec<RequestTag>,
    ended: Vec<RequestTag>,
    provinces: Vec<OfProvince>,
}

impl Page for Board {
    const TEMPLATE: &'static str = "training/board.html";
}

/// What the institution has in a province, drafts left out.
#[derive(Serialize)]
struct OfProvince {
    name: &'static str,
    waiting: usize,
    planned: usize,
    held: usize,
    people: i32,
}

fn provinces(rows: &[Row]) -> Vec<OfProvince> {
    let of = |province: &Province| {
        let there = || rows.iter().map(|row| &row.request).filter(|one| one.province == *province);
        let count = |state| there().filter(|one| one.state == state).count();
        let waiting = there().filter(|one| one.state.waits()).count();
        let (planned, held) = (count(RequestState::Planned), count(RequestState::Held));
        let counted = |state: RequestState| state.waits() || matches!(state, RequestState::Planned | RequestState::Held);
        let people = there().filter(|one| counted(one.state)).map(|one| one.people).sum();
        OfProvince { name: province.name(), waiting, planned, held, people }
    };
    Province::all().iter().map(of).filter(|one| one.waiting + one.planned + one.held > 0).collect()
}

/// `GET /egitim/talepler`
pub async fn show(visit: Visit) -> Answer {
    let (language, actor) = (visit.language, visit.actor());
    let read = move |world: &World| -> Result<Board> {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let (programme, decision) = mine.programme.ok_or_else(Error::not_found)?;
            let rows = for_coordinator(conn, &mine.proof, &programme, today)?;
            let (live, ended): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.request.state.is_live());
            Ok(Board {
                balance: ledger::statement(conn, &programme.id, mine.proof.institution())?.balance.into(),
                way: decision.and_then(|decision| decision.way),
                live: live.into_iter().map(|row| RequestTag::of(row, language)).collect(),
                ended: ended.into_iter().map(|row| RequestTag::of(row, language)).collect(),
                provinces: provinces(&rows),
                programme: programme.name,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}
