//! Queries on questions.

use crate::db::{Conn, IntoResult};
use crate::schema::training::training_questions as questions;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, PersonId, QuestionId};
use kunye_kernel::time::Time;

/// A question of somebody to their institution's coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = questions, treat_none_as_default_value = false)]
pub struct Question {
    pub id: QuestionId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub text: String,
    pub asked_at: Time,
    pub answer: Option<String>,
    pub answered_by: Option<PersonId>,
    pub answered_at: Option<Time>,
}

pub(super) fn insert(tx: &mut Conn, question: &Question) -> Result<()> {
    diesel::insert_into(questions::table).values(question).execute(tx).or_fail().map(drop)
}

pub(super) fn find(conn: &mut Conn, id: &QuestionId) -> Result<Option<Question>> {
    questions::table.find(id).select(Question::as_select()).first(conn).or_none()
}

/// Who asked.
pub(in crate::training) fn asked_by(conn: &mut Conn, id: &QuestionId) -> Result<Option<PersonId>> {
    Ok(find(conn, id)?.map(|question| question.person_id))
}

pub(super) fn set_answer(tx: &mut Conn, id: &QuestionId, answer: &str, by: &PersonId, now: Time) -> Result<()> {
    diesel::update(questions::table.find(id))
        .set((questions::answer.eq(answer), questions::answered_by.eq(by), questions::answered_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// What somebody asked, the latest first.
pub(super) fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<Question>> {
    questions::table
        .filter(questions::person_id.eq(person))
        .order((questions::asked_at.desc(), questions::id.desc()))
        .select(Question::as_select())
        .load(conn)
        .or_fail()
}

/// What was asked in an institution: what waits first, the oldest of it on top; then what was answered, the latest first.
pub(super) fn of_institution(conn: &mut Conn, institution: &InstitutionId, answered: i64) -> Result<Vec<Question>> {
    let of = || questions::table.filter(questions::institution_id.eq(institution.clone()));
    let mut found: Vec<Question> = of()
        .filter(questions::answered_at.is_null())
        .order((questions::asked_at, questions::id))
        .select(Question::as_select())
        .load(conn)
        .or_fail()?;
    let before: Vec<Question> = of()
        .filter(questions::answered_at.is_not_null())
        .order((questions::answered_at.desc(), questions::id.desc()))
        .limit(answered)
        .select(Question::as_select())
        .load(conn)
        .or_fail()?;
    found.extend(before);
    Ok(found)
}

pub(super) fn unanswered(conn: &mut Conn, institution: &InstitutionId) -> Result<i64> {
    questions::table
        .filter(questions::institution_id.eq(institution))
        .filter(questions::answered_at.is_null())
        .count()
        .get_result(conn)
        .or_fail()
}
