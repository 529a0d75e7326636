//! The language in which somebody is written to: in text messages, mails and calendars. One rule, and one place where it is kept.
//!
//! - What is kept is what a person said last: by signing in on a page in that language, by choosing it while signed in, or by a form in
//!   it. A form is anybody's until it is fulfilled (it asks for no sign-in), so it says nothing before that.
//! - The message that fulfils a form answers it, and is in the form's own language.
//! - Every other message is in the language that is kept; Turkish, the language of the institutions, for whoever never said anything.

use super::model::Person;
use super::store;
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::language::Language;

impl Person {
    /// The language of a message to them.
    pub fn reads(&self) -> Language {
        self.language.unwrap_or_default()
    }
}

/// Keeps what a person said, in the transaction of the act by which they said it. Nothing is written where it is known already.
pub fn keep(tx: &mut Conn, person: &PersonId, said: Language) -> Result<()> {
    store::set_language(tx, person, said)
}

/// Somebody who is signed in chooses. Errors: not a person.
pub fn choose(world: &World, actor: &Actor, language: Language) -> Result<()> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| keep(tx, person, language))
}
