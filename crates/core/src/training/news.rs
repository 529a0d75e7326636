//! What the programme tells people by message: that there is something, and where it is read. The thing itself stays behind a sign-in.

use crate::jobs::{Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::register::Person;
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;

pub(super) struct News<'a> {
    /// What it is about: one message is sent about it.
    pub subject: &'a str,
    pub to: Person,
    /// Keys of a mail's title and of the text, with the values of both.
    pub title: &'a str,
    pub text: &'a str,
    pub values: &'a [(&'static str, String)],
}

impl News<'_> {
    /// Sends it in Turkish, to the phone or else by mail. Whoever is reached by neither finds it on their pages.
    pub fn send(self, world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
        let Person { id, mobile, email, .. } = self.to;
        let Some(to) = Address::of(mobile, email) else { return Ok(Outcome::Done) };
        let text = |key: &str| texts.text(Language::Tr, key, self.values);
        let notice = Notice {
            purpose: "training",
            subject: self.subject,
            person: &id,
            to,
            title: text(self.title),
            text: text(self.text),
        };
        notice::send(world, job, &notice)
    }
}
