//! What planners' programs do: sessions, requests for an institution's own place, hours, tiers, interest. Institutions and numbers, and no
//! names of participants (B10).

pub mod catalogue;
pub mod hours;
pub mod offer;
pub mod requests;
pub mod sessions;
pub mod staff;
pub mod tiers;

use crate::training::conflict::ConflictTag;
use crate::visit::Known;
use kunye_core::training::planning::Conflict;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What speaks against a schedule.
#[derive(Serialize, ToSchema)]
pub struct Objection {
    /// `skill`, `busy`, `away`, `room` and `outside` block; `travel`, `holiday`, `half-day`, `weekend`, `off-hours`, `feasts` and
    /// `not-wished` and `loses-trainer` (of a corrected announcement) warn.
    #[schema(example = "weekend")]
    kind: &'static str,
    /// It cannot be planned; otherwise it can, by whoever has read this.
    blocks: bool,
    /// None where it is about all days.
    #[schema(format = Date)]
    day: Option<String>,
    /// In words.
    text: String,
}

impl Objection {
    fn of(visit: &Known, conflict: &Conflict) -> Self {
        Self {
            kind: conflict.code(),
            blocks: conflict.blocks(),
            day: conflict.day().map(Day::iso),
            text: ConflictTag::of(visit, conflict).text,
        }
    }

    fn all(visit: &Known, conflicts: &[Conflict]) -> Vec<Self> {
        conflicts.iter().map(|one| Self::of(visit, one)).collect()
    }
}

/// Why something ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndingReason {
    /// Shown to the institutions.
    #[schema(example = "Salon kullanılamıyor.")]
    reason: String,
}
