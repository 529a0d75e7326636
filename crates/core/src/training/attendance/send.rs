//! Marks that were made on a phone without a connection, and are sent when it is back: each once, however often it arrives.

use super::lists;
use super::settle::{Refusal, Stands, Step, settle};
use super::store::sends::{self, Received, Verdict};
use super::store::{self, Mark, NewMark, Source};
use crate::audit::{self, Entry};
use crate::training::certificates;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, SendId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Time;
use serde_json::json;

/// So many at once: a class of 24 over eight hours is 192.
pub const MOST_SENT: usize = 200;
/// Letters that a reason may have.
const MOST_REASON: usize = 200;

/// What was in force before the eyes of whoever made a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Nothing,
    /// A mark, by its number.
    Mark(i64),
    /// Another mark of the same phone, which may not have arrived yet.
    Own(SendId),
}

/// One mark as it was made.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Made by the phone; what has an id that is known was sent before.
    pub id: SendId,
    pub participant: ParticipantId,
    /// Of the whole training, counted on from day to day; the first is 1.
    pub hour: i32,
    pub mark: Mark,
    pub reason: String,
    pub seen: Seen,
    /// By the phone's clock.
    pub made_at: Time,
}

/// Takes what a phone sends, in its order; tells of each what became of it, and none is refused for another's sake. An hour that the
/// training does not have is no mark at all, and refuses the whole.
pub fn send(world: &World, actor: &Actor, reference: &str, marks: &[Sent]) -> Result<Vec<Received>> {
    let (now, today) = (world.now(), world.today());
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    if marks.len() > MOST_SENT {
        return Err(Error::field("marks", "attendance-sent-many").with("most", MOST_SENT));
    }
    world.db.write(|tx| {
        let session = lists::trained(tx, actor, reference, today)?;
        let sheet = lists::whole(tx, session.clone(), today)?;
        let (mut told, mut kept, mut refused) = (Vec::with_capacity(marks.len()), 0, 0);
        for sent in marks {
            if let Some(before) = sends::find(tx, &sent.id)? {
                // Somebody else's id is nobody's business.
                if before.session_id != session.id || before.sent_by != person {
                    return Err(Error::not_found());
                }
                told.push(before);
                continue;
            }
            let at = usize::try_from(sent.hour - 1).ok().and_then(|at| sheet.plan.get(at)).copied();
            let Some((slot, begins)) = at else { return Err(Error::field("hour", "attendance-too-soon")) };
            let reason: String = tidy(&sent.reason).chars().take(MOST_REASON).collect();
            let listed = sheet.people.iter().find(|one| one.row.participant.id == sent.participant);
            let held = listed.and_then(|one| one.marks.get(&slot));
            // What this very request has changed counts as well.
            let latest = store::latest(tx, &sent.participant, slot)?;
            let stands = latest.map(|(seq, mark)| Stands {
                seq,
                mark,
                in_doubt: held.is_some_and(|held| held.said.seq == seq && held.doubt.is_some()),
            });
            let seen = match &sent.seen {
                Seen::Nothing => None,
                Seen::Mark(seq) => Some(*seq),
                Seen::Own(id) => sends::find(tx, id)?.filter(|own| own.sent_by == person).map(|own| own.stands),
            };
            let step = match listed {
                None => Err("attendance-other-list"),
                Some(_) if now < begins => Err("attendance-too-soon"),
                Some(_) => settle(stands, seen, sent.mark, !reason.is_empty()).map_err(|refusal| match refusal {
                    Refusal::Meanwhile => "attendance-meanwhile-sent",
                    Refusal::Reason => "attendance-reason-sent",
                }),
            };
            let step = match step {
                Ok(Step::Correct) if certificates::has_valid(tx, &sent.participant)? => Err("attendance-certified-sent"),
                step => step,
            };
            if let Ok(step @ (Step::Write | Step::Correct)) = step {
                let mark = NewMark {
                    participant_id: sent.participant.clone(),
                    day: slot.day,
                    hour: slot.hour,
                    mark: sent.mark,
                    reason: if step == Step::Correct { reason.clone() } else { String::new() },
                    marked_by: person.clone(),
                    marked_at: now,
                    source: Source::List,
                    device: String::new(),
                    paper_id: None,
                };
                store::insert(tx, &[mark])?;
            }
            let received = Received {
                id: sent.id.clone(),
                session_id: session.id.clone(),
                participant_id: sent.participant.clone(),
                day: slot.day,
                hour: slot.hour,
                mark: sent.mark,
                reason,
                made_at: sent.made_at,
                sent_by: person.clone(),
                received_at: now,
                verdict: if step.is_ok() { Verdict::Kept } else { Verdict::Refused },
                why: step.err().unwrap_or_default().to_owned(),
                stands: store::latest(tx, &sent.participant, slot)?.map_or(0, |(seq, _)| seq),
            };
            sends::insert(tx, &received)?;
            *(if step.is_ok() { &mut kept } else { &mut refused }) += 1;
            told.push(received);
        }
        if kept + refused > 0 {
            let entry = Entry::new("attendance.sent", "training_session", session.id.as_str());
            audit::record(tx, now, actor, &entry.detail(json!({ "kept": kept, "refused": refused })))?;
        }
        Ok(told)
    })
}
