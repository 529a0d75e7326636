//! Queries on slips, on who has given one, and on what was opened.

use super::model::{Batch, Question};
use super::rules::Tally;
use crate::db::{Conn, IntoResult, insert_all, insert_new};
use crate::schema::training::{
    evaluation_batches, evaluation_box, evaluation_comments, evaluation_tallies, evaluations_given, participants,
    training_sessions,
};
use crate::training::shared::SharedSession;
use diesel::dsl::count_star;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{BatchId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

/// Writes down that a participant has answered; `false` where that was so before.
pub(super) fn mark(tx: &mut Conn, participant: &ParticipantId, day: Day) -> Result<bool> {
    let row = (evaluations_given::participant_id.eq(participant), evaluations_given::given_on.eq(day));
    insert_new!(tx, evaluations_given::table, row).or_fail().map(|rows| rows == 1)
}

/// Those of some participants who have answered.
pub(super) fn given(conn: &mut Conn, of: &[ParticipantId]) -> Result<HashSet<ParticipantId>> {
    let found: Vec<ParticipantId> = evaluations_given::table
        .filter(evaluations_given::participant_id.eq_any(of))
        .select(evaluations_given::participant_id)
        .load(conn)
        .or_fail()?;
    Ok(found.into_iter().collect())
}

pub(super) fn put(tx: &mut Conn, slip: &str, session: &SessionId, sealed: &[u8]) -> Result<()> {
    let row = (evaluation_box::slip.eq(slip), evaluation_box::session_id.eq(session), evaluation_box::sealed.eq(sealed));
    diesel::insert_into(evaluation_box::table).values(row).execute(tx).or_fail().map(drop)
}

/// Sessions of which there are slips in the box.
pub(super) fn in_box(conn: &mut Conn) -> Result<Vec<SharedSession>> {
    training_sessions::table
        .filter(training_sessions::id.eq_any(evaluation_box::table.select(evaluation_box::session_id)))
        .order(training_sessions::id)
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()
}

/// The slips of a session: key and sealed words.
pub(super) fn slips(conn: &mut Conn, session: &SessionId) -> Result<Vec<(String, Vec<u8>)>> {
    evaluation_box::table
        .filter(evaluation_box::session_id.eq(session))
        .order(evaluation_box::slip)
        .select((evaluation_box::slip, evaluation_box::sealed))
        .load(conn)
        .or_fail()
}

pub(super) fn destroy(tx: &mut Conn, slips: &[String]) -> Result<()> {
    for some in slips.chunks(500) {
        diesel::delete(evaluation_box::table.filter(evaluation_box::slip.eq_any(some))).execute(tx).or_fail()?;
    }
    Ok(())
}

/// How many slips of a programme are in the box.
pub(super) fn waiting(conn: &mut Conn, programme: &ProgrammeId) -> Result<i64> {
    evaluation_box::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(evaluation_box::session_id)))
        .filter(training_sessions::programme_id.eq(programme))
        .select(count_star())
        .get_result(conn)
        .or_fail()
}

pub(super) fn insert(tx: &mut Conn, batch: &Batch, tally: &Tally, comments: &[String]) -> Result<()> {
    diesel::insert_into(evaluation_batches::table).values(batch).execute(tx).or_fail()?;
    let mut lines = Vec::new();
    for (question, counts) in &tally.scores {
        for (score, people) in (1..).zip(counts).filter(|(_, people)| **people > 0) {
            let people = i32::try_from(*people).unwrap_or(i32::MAX);
            lines.push((
                evaluation_tallies::batch_id.eq(&batch.id),
                evaluation_tallies::question.eq(*question),
                evaluation_tallies::score.eq(score),
                evaluation_tallies::people.eq(people),
            ));
        }
    }
    insert_all!(tx, evaluation_tallies::table, lines, |_| ())?;
    let line = |(position, text): (i32, &String)| {
        (
            evaluation_comments::batch_id.eq(batch.id.clone()),
            evaluation_comments::position.eq(position),
            evaluation_comments::text.eq(text.clone()),
        )
    };
    let lines: Vec<_> = (1..).zip(comments).map(line).collect();
    insert_all!(tx, evaluation_comments::table, lines, |_| ())
}

/// Every batch of a programme, or of a trainer.
pub(super) fn batches(conn: &mut Conn, of: &Of) -> Result<Vec<(Batch, Tally)>> {
    let mut found = evaluation_batches::table.order(evaluation_batches::id).select(Batch::as_select()).into_boxed();
    found = match of {
        Of::Programme(id) => found.filter(evaluation_batches::programme_id.eq(id.clone())),
        Of::Trainer(id) => found.filter(evaluation_batches::trainer_id.eq(id.clone())),
    };
    let found: Vec<Batch> = found.load(conn).or_fail()?;
    let mut tallies: HashMap<BatchId, Tally> = HashMap::new();
    let ids: Vec<&BatchId> = found.iter().map(|batch| &batch.id).collect();
    for some in ids.chunks(500) {
        let rows: Vec<(BatchId, Question, i32, i32)> = evaluation_tallies::table
            .filter(evaluation_tallies::batch_id.eq_any(some.iter().copied()))
            .select((
                evaluation_tallies::batch_id,
                evaluation_tallies::question,
                evaluation_tallies::score,
                evaluation_tallies::people,
            ))
            .load(conn)
            .or_fail()?;
        for (batch, question, score, people) in rows {
            tallies.entry(batch).or_default().count(question, score, i64::from(people));
        }
    }
    let with = |batch: Batch| {
        let tally = tallies.remove(&batch.id).unwrap_or_default();
        let tally = Tally { answers: i64::from(batch.answers), ..tally };
        (batch, tally)
    };
    Ok(found.into_iter().map(with).collect())
}

/// Whose batches.
pub(super) enum Of {
    Programme(ProgrammeId),
    Trainer(PersonId),
}

/// The comments of some batches.
pub(super) fn comments(conn: &mut Conn, batches: &[&BatchId]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for some in batches.chunks(500) {
        let texts: Vec<String> = evaluation_comments::table
            .filter(evaluation_comments::batch_id.eq_any(some.iter().copied()))
            .select(evaluation_comments::text)
            .load(conn)
            .or_fail()?;
        found.extend(texts);
    }
    Ok(found)
}

/// Participants of a person, for what may be judged.
pub(super) fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<(ParticipantId, SharedSession)>> {
    participants::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(participants::session_id)))
        .filter(participants::person_id.eq(person))
        .select((participants::id, SharedSession::as_select()))
        .load(conn)
        .or_fail()
}
