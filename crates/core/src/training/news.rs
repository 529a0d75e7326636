//! What the programme tells people by message: that there is something, and where it is read. The thing itself stays behind a sign-in.

use crate::jobs::{Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::messages::ports::CalendarPart;
use crate::register::Person;
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::Result;

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
    /// Sends it in the language that its person reads, to the phone or else by mail. Whoever is reached by neither finds it on their pages.
    pub fn send(self, world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
        let Some(to) = Address::of(self.to.mobile.clone(), self.to.email.clone()) else { return Ok(Outcome::Done) };
        self.to(to, "training", None, world, texts, job)
    }

    /// Sends it by mail with an entry for the calendar, beside whatever goes to the phone.
    pub fn mail(self, mailbox: String, entry: CalendarPart, world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
        self.to(Address::Mailbox(mailbox), "calendar", Some(entry), world, texts, job)
    }

    fn to(
        &self,
        to: Address,
        purpose: &'static str,
        calendar: Option<CalendarPart>,
        world: &World,
        texts: &Texts,
        job: &Job,
    ) -> Result<Outcome> {
        let text = |key: &str| texts.text(self.to.reads(), key, self.values);
        let (title, text) = (text(self.title), text(self.text));
        let notice = Notice { purpose, subject: self.subject, person: &self.to.id, to, title, text, calendar };
        notice::send(world, job, &notice)
    }
}
