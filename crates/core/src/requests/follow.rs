//! Anybody who holds a reference may follow the request (A12): its state in words, and no personal data.
//!
//! Of reasons, only an officer's refusal is told: it is written for the applicant, and the officer is told who will read it. A
//! supervisor's is between the two, and a message's failure would tell of the phone in the register.

use super::model::{Approval, Fulfilment, Request, RequestState};
use super::store;
use crate::throttle::{self, Rate};
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::{MINUTE, SECOND, Time};

/// What a reference tells.
#[derive(Debug, Clone)]
pub struct Followed {
    pub reference: String,
    pub kind: super::RequestKind,
    pub state: RequestState,
    pub made_at: Time,
    pub lapses_at: Time,
    /// When it was approved, carried out, fulfilled: what happened so far.
    pub approved_at: Option<Time>,
    pub ordered_at: Option<Time>,
    pub ended_at: Option<Time>,
    /// Why it was refused, in the officer's words.
    pub reason: Option<String>,
}

impl Followed {
    pub(super) fn of(request: Request, approval: Option<&Approval>, fulfilment: Option<&Fulfilment>) -> Self {
        Self {
            reference: request.reference,
            kind: request.kind,
            state: request.state,
            made_at: request.made_at,
            lapses_at: request.lapses_at,
            approved_at: approval.map(|approval| approval.recorded_at),
            ordered_at: fulfilment.map(|fulfilment| fulfilment.attested_at),
            ended_at: request.ended_at,
            reason: request.reason.filter(|_| request.state == RequestState::Refused),
        }
    }
}

/// References are 6·10⁹; looking for one by trying is slowed to nothing. Only wrong ones count: a ministry looks from one address.
const PER_SOURCE: Rate = Rate { burst: 60, every: 5 * SECOND };
const PER_REFERENCE: Rate = Rate { burst: 5, every: 10 * MINUTE };

pub fn follow(world: &World, source: &Source, reference: &str) -> Result<Followed> {
    let now = world.now();
    let key = format!("follow:{}", source.network());
    let found = world.db.read(|conn| {
        throttle::check(conn, &world.vault, &key, PER_SOURCE, now)?;
        let request = store::by_reference(conn, reference)?;
        let (approval, fulfilment) = (store::approval(conn, &request.id)?, store::fulfilment(conn, &request.id)?);
        Ok(Followed::of(request, approval.as_ref(), fulfilment.as_ref()))
    });
    if found.as_ref().is_err_and(|error| error.kind == Kind::NotFound) {
        world.db.write(|tx| throttle::take(tx, &world.vault, &key, PER_SOURCE, now))?;
    }
    found
}

/// The request itself, for whoever also knows the national id that was written on the form.
pub fn confirm(world: &World, source: &Source, reference: &str, national_id: &NationalId) -> Result<Request> {
    let now = world.now();
    let reference = kunye_kernel::reference::parse(reference).ok_or_else(|| Error::field("reference", "reference-malformed"))?;
    world.db.write(|tx| {
        throttle::take(tx, &world.vault, &format!("confirm:{reference}"), PER_REFERENCE, now)?;
        throttle::take(tx, &world.vault, &format!("follow:{}", source.network()), PER_SOURCE, now)
    })?;
    let request = world.db.read(|conn| store::by_reference(conn, &reference))?;
    if request.national_id == *national_id { Ok(request) } else { Err(Error::field("national_id", "follow-national-id-differs")) }
}
