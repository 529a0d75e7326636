//! Somebody asks. To whom it goes is said before it is asked.

use super::store::{self, Question};
use super::tell;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register::duties::training::holders_in;
use crate::register::{self, DutyKind, Institution, Person, Unit};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::QuestionId;
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;

/// As long as a question or an answer may be.
pub(super) const MOST: usize = 1_000;

/// Questions that one person may have open.
const OPEN_MOST: usize = 5;

/// Where the actor's questions go.
#[derive(Debug, Clone)]
pub struct Addressee {
    pub institution: Institution,
    /// The unit at its top.
    pub root: Unit,
    /// Who acts for it today; maybe nobody.
    pub coordinators: Vec<Person>,
}

/// The actor's own institution and its coordinators; none for whoever works nowhere.
pub fn addressee(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Option<Addressee>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let Some(post) = register::current_post(conn, person, today)? else { return Ok(None) };
    let Some(root) = register::path(conn, &post.unit_id)?.into_iter().next() else { return Ok(None) };
    let Some(institution) = register::institution(conn, &root.institution_id)? else { return Ok(None) };
    let ids = holders_in(conn, &institution.id, DutyKind::Coordinator, today)?;
    let coordinators = register::people_of(conn, &ids)?.into_values().collect();
    Ok(Some(Addressee { institution, root, coordinators }))
}

/// Asks the coordinator of one's own institution.
pub fn ask(world: &World, actor: &Actor, text: &str) -> Result<QuestionId> {
    let (now, today, text) = (world.now(), world.today(), tidy(text));
    if text.is_empty() || text.chars().count() > MOST {
        return Err(Error::field("text", "question-text").with("most", MOST));
    }
    world.db.write(|tx| {
        let to = addressee(tx, actor, today)?.filter(|to| !to.coordinators.is_empty());
        let to = to.ok_or_else(|| Error::conflict("question-no-coordinator"))?;
        let person = actor.person().ok_or_else(Error::unauthenticated)?;
        let open = store::of_person(tx, person)?.iter().filter(|question| question.answered_at.is_none()).count();
        if open >= OPEN_MOST {
            return Err(Error::conflict("question-too-many").with("most", OPEN_MOST));
        }
        let question = Question {
            id: QuestionId::new(now, &*world.entropy),
            institution_id: to.institution.id.clone(),
            person_id: person.clone(),
            text: text.clone(),
            asked_at: now,
            answer: None,
            answered_by: None,
            answered_at: None,
        };
        store::insert(tx, &question)?;
        for coordinator in &to.coordinators {
            jobs::enqueue(tx, &*world.entropy, tell::ASKED, &format!("{}:{}", question.id, coordinator.id), now, now)?;
        }
        let entry = Entry::new("question.asked", "question", question.id.as_str()).unit(&to.root.id);
        audit::record(tx, now, actor, &entry)?;
        Ok(question.id)
    })
}

/// The actor's own questions, the latest first.
pub fn mine(conn: &mut Conn, actor: &Actor) -> Result<Vec<Question>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    store::of_person(conn, person)
}
