//! The list of a session for its trainer: the marks in force, and marks that a phone made without a connection.

use super::input::Body;
use super::shapes::moment;
use super::words;
use crate::answer::Answer;
use crate::training::exact;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, Doubt, Held, Mark, Seen, Sent, Sheet, SheetRow, Source, Verdict};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, SendId, looks_like_id};
use kunye_kernel::time::Time;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The list of a session: who is on it, and what is marked of whom in which hour.
#[derive(Serialize, ToSchema)]
pub struct AttendanceSheet {
    /// Nobody is on the list before it is final.
    is_final: bool,
    /// When each hour of the training begins, counted on from day to day.
    #[schema(format = DateTime)]
    hours: Vec<String>,
    people: Vec<AttendanceRow>,
}

/// Somebody on the list.
#[derive(Serialize, ToSchema)]
pub struct AttendanceRow {
    participant: String,
    name: String,
    institution: String,
    /// In force, by hour. An hour that was not marked has none.
    marks: Vec<AttendanceMark>,
}

/// A mark in force.
#[derive(Serialize, ToSchema)]
pub struct AttendanceMark {
    /// The first is 1.
    hour: i32,
    #[schema(value_type = words::Mark)]
    mark: Mark,
    #[schema(value_type = words::MarkSource)]
    source: Source,
    /// Why it counts as not marked until the trainer says the same: `device` or `heads`.
    doubt: Option<&'static str>,
    /// Its number: what a later mark says it has seen.
    seq: i64,
    /// When it was made.
    #[schema(format = DateTime)]
    at: String,
}

impl From<&Sheet> for AttendanceSheet {
    fn from(sheet: &Sheet) -> Self {
        let mark = |hour, held: &Held| AttendanceMark {
            hour,
            mark: held.said.mark,
            source: held.said.source,
            doubt: held.doubt.map(Doubt::code),
            seq: held.said.seq,
            at: moment(held.said.at),
        };
        let row = |one: &SheetRow| {
            let numbered = (1..).zip(&sheet.plan);
            AttendanceRow {
                participant: one.row.participant.id.to_string(),
                name: one.row.person.full_name(),
                institution: one.institution.name.clone(),
                marks: numbered.filter_map(|(hour, (slot, _))| one.marks.get(slot).map(|held| mark(hour, held))).collect(),
            }
        };
        Self {
            is_final: sheet.is_final,
            hours: sheet.plan.iter().map(|(_, begins)| moment(*begins)).collect(),
            people: sheet.people.iter().map(row).collect(),
        }
    }
}

/// The list of a session that one trains, with the marks in force.
///
/// Marks are added by sending them to the same address. What counts for "in full" is every hour marked present and not in doubt.
#[utoipa::path(get, operation_id = "get_attendance", path = "/api/v1/training/sessions/{reference}/attendance", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = AttendanceSheet)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| world.db.read(|conn| attendance::sheet(conn, &actor, &reference, world.today()));
    Ok(Json(AttendanceSheet::from(&visit.app.run(read).await?)).into_response())
}

/// A mark as a phone made it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttendanceMark {
    /// A ULID of the phone's own making: sent twice is sent once.
    id: String,
    participant: String,
    /// As in the list: the first of the training is 1.
    hour: i32,
    /// `present` or `absent`.
    #[schema(value_type = words::Mark)]
    mark: String,
    /// Why an earlier mark was wrong; only a correction needs one.
    #[serde(default)]
    reason: String,
    /// The mark that was in force before the trainer's eyes: its number, the `id` of another mark of the same phone, or "" for none.
    #[serde(default)]
    seen: String,
    /// By the phone's clock: milliseconds since 1970-01-01 00:00 UTC.
    made_at: i64,
}

impl NewAttendanceMark {
    fn read(self) -> Result<Sent> {
        let malformed = |field| Error::field(field, "attendance-sent-malformed");
        let seen = match self.seen.as_str() {
            "" => Seen::Nothing,
            id if looks_like_id(id) => Seen::Own(SendId::from(id)),
            number => Seen::Mark(number.parse().map_err(|_| malformed("seen"))?),
        };
        if !looks_like_id(&self.id) || !looks_like_id(&self.participant) {
            return Err(malformed("id"));
        }
        Ok(Sent {
            id: SendId::from(self.id),
            participant: ParticipantId::from(self.participant),
            hour: self.hour,
            mark: Mark::parse(&self.mark).ok_or_else(|| malformed("mark"))?,
            reason: self.reason,
            seen,
            made_at: Time(self.made_at),
        })
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttendanceMarks {
    marks: Vec<NewAttendanceMark>,
}

/// What became of a mark.
#[derive(Serialize, ToSchema)]
pub struct AttendanceVerdict {
    id: String,
    #[schema(value_type = words::MarkVerdict)]
    verdict: Verdict,
    /// Why it was refused, in words; "" where it was not.
    why: String,
    /// The number of the mark in force afterwards; 0 for none.
    stands: i64,
}

/// Takes marks that were made without a connection, in their order. Each is told what became of it; what was sent before is told again and
/// changes nothing.
#[utoipa::path(post, operation_id = "send_attendance", path = "/api/v1/training/sessions/{reference}/attendance", tag = "training",
    params(("reference" = String, Path)), request_body = NewAttendanceMarks, responses((status = 200, body = Vec<AttendanceVerdict>)))]
pub async fn send(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewAttendanceMarks>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let marks: Vec<Sent> = given.marks.into_iter().map(NewAttendanceMark::read).collect::<Result<_>>()?;
    let told = visit.app.run(move |world| attendance::send(world, &actor, &reference, &marks)).await?;
    let verdict = |one: attendance::Received| AttendanceVerdict {
        id: one.id.to_string(),
        verdict: one.verdict,
        why: if one.why.is_empty() { String::new() } else { visit.text(&one.why) },
        stands: one.stands,
    };
    let told: Vec<AttendanceVerdict> = told.into_iter().map(verdict).collect();
    Ok(Json(told).into_response())
}
