//! One connection: what it was told, and what it may.

use crate::answer::{self, Attached, Code, Outcome, Ppolicy, PpolicyError};
use crate::ber::{Malformed, Reader, Writer};
use crate::bind::{Asked, Whom};
use crate::context::Context;
use crate::dn::Dn;
use crate::entry::{self, Entry, Found, PAGED, PASSWORD_MODIFY, PPOLICY, START_TLS, Shown, WHO_AM_I, find};
use crate::matching::{Matcher, Values};
use crate::message::{Bind, Control, Message, Request, Search, op};
use crate::says::Protocol;
use crate::search::{Page, Query};
use crate::view::{View, Who};
use kunye_core::directory::Recent;
use kunye_kernel::actor::Source;
use kunye_kernel::error::Error;
use kunye_kernel::secret::Secret;
use std::sync::Arc;

pub struct Session {
    pub context: Arc<Context>,
    pub source: Source,
    /// Nobody reads along: TLS, or the machine's own loopback.
    pub is_private: bool,
    pub has_tls: bool,
    pub who: Who,
    /// The password that was bound opens nothing but its change.
    pub must_change: bool,
    /// For "who am I": the name that was bound.
    dn: String,
}

/// What follows from a message.
pub enum Next {
    /// It is answered.
    Answered,
    Close,
    /// The answer is written; now comes the handshake.
    StartTls,
    /// Takes its time, on a thread for such things.
    Bind(Asked),
    Search(Query),
    ChangePassword(Change),
}

/// A person's wish for another password (RFC 3062).
pub struct Change {
    pub id: i32,
    pub account: u128,
    pub old: Secret,
    pub new: Secret,
    /// The client asked for the password policy control.
    pub wants_policy: bool,
}

impl Session {
    pub fn new(context: Arc<Context>, source: Source, has_tls: bool, is_loopback: bool) -> Self {
        let is_private = has_tls || is_loopback || !context.require_tls;
        Self { context, source, is_private, has_tls, who: Who::Anonymous, must_change: false, dn: String::new() }
    }

    /// The handshake succeeded. What was bound in the open stays bound to nobody.
    pub fn secured(&mut self) {
        (self.has_tls, self.is_private) = (true, true);
        self.unbind();
    }

    pub fn unbind(&mut self) {
        self.who = Who::Anonymous;
        self.must_change = false;
        self.dn.clear();
    }

    pub fn bound(&mut self, who: Who, dn: String) {
        (self.who, self.dn) = (who, dn);
    }

    /// Answers a message, or says what it takes to do so.
    pub fn handle(&mut self, bytes: &[u8], recent: &mut Recent, out: &mut Writer) -> Result<Next, Malformed> {
        let Message { id, request, controls } = crate::message::read(bytes)?;
        let known: &[&str] = match request {
            Request::Search(_) => &[PAGED, PPOLICY],
            Request::Bind(_) | Request::Compare { .. } | Request::Extended { .. } | Request::Change { .. } => &[PPOLICY],
            Request::Unbind | Request::Abandon => &[],
        };
        let is_known = |control: &Control<'_>| known.iter().any(|oid| oid.as_bytes() == control.oid);
        let strange = controls.iter().any(|control| control.critical && !is_known(control));
        if let Some(answer) = answer_of(&request).filter(|_| strange) {
            answer::write(out, id, answer, &Outcome::new(Code::UnavailableCriticalExtension), &[], |_| {});
            return Ok(Next::Answered);
        }
        let mut say = |answer: u8, outcome: &Outcome| {
            answer::write(out, id, answer, outcome, &[], |_| {});
            Ok(Next::Answered)
        };
        if let (true, Request::Search(_) | Request::Compare { .. }) = (self.must_change, &request) {
            let why = Error::forbidden("api-password-needed");
            let outcome = Outcome::of_password(Code::InsufficientAccessRights, &self.context.texts, &why);
            let policy = Ppolicy { expires_in: None, error: Some(PpolicyError::ChangeAfterReset) };
            let attached = wants_policy(&controls).then_some(Attached::Ppolicy(policy));
            answer::write(out, id, answer_of(&request).unwrap_or(op::FOUND), &outcome, attached.as_slice(), |_| {});
            return Ok(Next::Answered);
        }
        match request {
            Request::Unbind => Ok(Next::Close),
            // Requests of a connection are answered one after the other: what is to be abandoned has been answered.
            Request::Abandon => Ok(Next::Answered),
            Request::Change { answer } => say(answer, &Outcome::of_protocol(Code::UnwillingToPerform, Protocol::ReadOnly)),
            Request::Bind(bind) => self.bind(id, &bind, &controls, recent, out),
            Request::Search(search) => self.search(id, &search, &controls, out),
            Request::Compare { dn, attribute, value } => say(op::COMPARED, &self.compare(dn, attribute, value)),
            Request::Extended { oid, value } => self.extended(id, oid, value, wants_policy(&controls), out),
        }
    }

    fn bind(
        &mut self,
        id: i32,
        bind: &Bind<'_>,
        controls: &[Control<'_>],
        recent: &mut Recent,
        out: &mut Writer,
    ) -> Result<Next, Malformed> {
        // Whatever comes of it, what was bound before no longer is (RFC 4511, 4.2.1).
        self.unbind();
        let wants_policy = wants_policy(controls);
        let refused = match (bind.version, bind.password) {
            (3, Some(b"")) if bind.dn.is_empty() => Some(Outcome::new(Code::Success)),
            // Not a bind of that name, whatever programs take it for (RFC 4513, 5.1.2).
            (3, Some(b"")) => Some(Outcome::of_protocol(Code::UnwillingToPerform, Protocol::NoPassword)),
            (3, Some(_)) if !self.is_private => Some(Outcome::of_protocol(Code::ConfidentialityRequired, Protocol::InTheOpen)),
            (3, Some(_)) => None,
            (3, None) => Some(Outcome::new(Code::AuthMethodNotSupported)),
            _ => Some(Outcome::of_protocol(Code::ProtocolError, Protocol::OtherVersion)),
        };
        let password = bind.password.and_then(|password| std::str::from_utf8(password).ok()).map(Secret::new);
        let (None, Some(password)) = (refused.as_ref(), password) else {
            let outcome = refused.unwrap_or_else(|| Outcome::new(Code::InvalidCredentials));
            answer::write(out, id, op::BOUND, &outcome, &[], |_| {});
            return Ok(Next::Answered);
        };
        let tree = &self.context.tree;
        let whom = match entry::person_name(tree, bind.dn) {
            Some(name) => Whom::Account(name.to_owned()),
            None => match Dn::parse(bind.dn) {
                None => {
                    answer::write(out, id, op::BOUND, &Outcome::new(Code::InvalidDnSyntax), &[], |_| {});
                    return Ok(Next::Answered);
                }
                // A name that leads nowhere costs what one that does costs.
                Some(dn) => match (entry::account_name(tree, &dn), entry::machine_name(tree, &dn)) {
                    (_, Some(name)) => Whom::Machine(name),
                    (name, None) => Whom::Account(name.unwrap_or_else(|| "?".to_owned())),
                },
            },
        };
        let asked = Asked { id, dn: bind.dn.to_owned(), whom, password, source: self.source.clone(), wants_policy };
        if self.context.world.db.is_inside()
            && let Some((who, attached)) = asked.at_once(&self.context, recent)
        {
            self.bound(who, asked.dn);
            answer::write(out, id, op::BOUND, &Outcome::new(Code::Success), attached.as_slice(), |_| {});
            return Ok(Next::Answered);
        }
        Ok(Next::Bind(asked))
    }

    fn search(&self, id: i32, search: &Search<'_>, controls: &[Control<'_>], out: &mut Writer) -> Result<Next, Malformed> {
        let page = match controls.iter().find(|control| control.oid == PAGED.as_bytes()) {
            Some(control) => match page(control)? {
                Some(page) => Some(page),
                None => {
                    let outcome = Outcome::of_protocol(Code::UnwillingToPerform, Protocol::StrangeCookie);
                    answer::write(out, id, op::FOUND, &outcome, &[], |_| {});
                    return Ok(Next::Answered);
                }
            },
            None => None,
        };
        // A page of none: the client has seen enough (RFC 2696, 3).
        if page.is_some_and(|page| page.size == 0) {
            answer::write(out, id, op::FOUND, &Outcome::new(Code::Success), &[Attached::Page(None)], |_| {});
            return Ok(Next::Answered);
        }
        let context = &*self.context;
        let query = {
            let image = context.image.look();
            let query = Query::new(id, search, page, &self.who, &context.tree, &image, context.limits);
            if !query.is_quick(&image) {
                return Ok(Next::Search(query));
            }
            query
        };
        query.run(&context.tree, &context.image, out);
        Ok(Next::Answered)
    }

    fn compare(&self, dn: &str, attribute: &str, value: &[u8]) -> Outcome {
        let context = &*self.context;
        let image = context.image.look();
        let view = View::of(&self.who, &image);
        let found = match find(&context.tree, &image, &view, dn) {
            Found::Entry(found) if found != Entry::Root || view.sees_tree() => found,
            Found::Malformed => return Outcome::new(Code::InvalidDnSyntax),
            _ => return Outcome::new(Code::NoSuchObject),
        };
        let Some(attr) = crate::schema::Attr::named(attribute) else { return Outcome::new(Code::UndefinedAttributeType) };
        let mut scratch = String::new();
        let mut shown = Shown { tree: &context.tree, image: &image, view: &view, entry: found, scratch: &mut scratch };
        if !shown.any(attr, &mut |_| true) {
            return Outcome::new(Code::NoSuchAttribute);
        }
        match Matcher::new(&crate::filter::Filter::Equal(attribute, value)).test(&mut shown) {
            Some(true) => Outcome::new(Code::CompareTrue),
            _ => Outcome::new(Code::CompareFalse),
        }
    }

    fn extended(
        &mut self,
        id: i32,
        oid: &[u8],
        value: Option<&[u8]>,
        wants_policy: bool,
        out: &mut Writer,
    ) -> Result<Next, Malformed> {
        let mut say = |outcome: &Outcome| answer::write(out, id, op::EXTENDED_ANSWER, outcome, &[], |_| {});
        match std::str::from_utf8(oid) {
            Ok(WHO_AM_I) if value.is_none() => {
                let who = match (View::of(&self.who, &self.context.image.look()), self.dn.is_empty()) {
                    (View::Nothing, _) | (_, true) => String::new(),
                    _ => format!("dn:{}", self.dn),
                };
                answer::write(out, id, op::EXTENDED_ANSWER, &Outcome::new(Code::Success), &[], |w| {
                    w.value(0x8b, who.as_bytes());
                });
                Ok(Next::Answered)
            }
            Ok(START_TLS) if self.context.tls.is_some() => {
                if self.has_tls {
                    say(&Outcome::of_protocol(Code::OperationsError, Protocol::TlsAlready));
                    return Ok(Next::Answered);
                }
                answer::write(out, id, op::EXTENDED_ANSWER, &Outcome::new(Code::Success), &[], |w| {
                    w.value(0x8a, START_TLS.as_bytes());
                });
                Ok(Next::StartTls)
            }
            Ok(PASSWORD_MODIFY) => match self.change(id, value, wants_policy)? {
                Ok(change) => Ok(Next::ChangePassword(change)),
                Err(outcome) => {
                    say(&outcome);
                    Ok(Next::Answered)
                }
            },
            _ => {
                say(&Outcome::of_protocol(Code::ProtocolError, Protocol::NoSuchOperation));
                Ok(Next::Answered)
            }
        }
    }

    /// Nobody changes another's password, whoever they are.
    fn change(&self, id: i32, value: Option<&[u8]>, wants_policy: bool) -> Result<Result<Change, Outcome>, Malformed> {
        let mut fields = [None; 3];
        if let Some(value) = value {
            let mut outer = Reader::new(value);
            let mut inside = outer.sequence()?;
            outer.end()?;
            for (field, tag) in fields.iter_mut().zip(0x80..) {
                *field = inside.optional(tag)?;
            }
            inside.end()?;
        }
        let [whose, old, new] = fields.map(|field| field.and_then(|bytes| std::str::from_utf8(bytes).ok()));
        if !self.is_private {
            return Ok(Err(Outcome::of_protocol(Code::ConfidentialityRequired, Protocol::InTheOpen)));
        }
        let context = &*self.context;
        let image = context.image.look();
        let view = View::of(&self.who, &image);
        let (View::Own { slot }, Who::Account { id: account, .. }) = (&view, &self.who) else {
            return Ok(Err(Outcome::of_protocol(Code::InsufficientAccessRights, Protocol::AnothersPassword)));
        };
        let is_own = whose.is_none_or(|whose| {
            let whose = whose.strip_prefix("dn:").unwrap_or(whose);
            find(&context.tree, &image, &view, whose) == Found::Entry(Entry::Person(*slot))
        });
        if !is_own {
            return Ok(Err(Outcome::of_protocol(Code::InsufficientAccessRights, Protocol::AnothersPassword)));
        }
        let (Some(old), Some(new)) = (old, new) else {
            return Ok(Err(Outcome::of_protocol(Code::UnwillingToPerform, Protocol::NoOldOrNewPassword)));
        };
        Ok(Ok(Change { id, account: *account, old: Secret::new(old), new: Secret::new(new), wants_policy }))
    }
}

/// The tag of the answer that a request expects.
fn answer_of(request: &Request<'_>) -> Option<u8> {
    match request {
        Request::Bind(_) => Some(op::BOUND),
        Request::Search(_) => Some(op::FOUND),
        Request::Compare { .. } => Some(op::COMPARED),
        Request::Extended { .. } => Some(op::EXTENDED_ANSWER),
        Request::Change { answer } => Some(*answer),
        Request::Unbind | Request::Abandon => None,
    }
}

fn wants_policy(controls: &[Control<'_>]) -> bool {
    controls.iter().any(|control| control.oid == PPOLICY.as_bytes())
}

/// `None`: a cookie that was not given out here.
fn page(control: &Control<'_>) -> Result<Option<Page>, Malformed> {
    let mut outer = Reader::new(control.value.ok_or(Malformed)?);
    let mut inside = outer.sequence()?;
    outer.end()?;
    let (size, cookie) = (inside.number()?, inside.octets()?);
    inside.end()?;
    let from = match cookie {
        [] => Some(0),
        cookie => <[u8; 8]>::try_from(cookie).ok().map(u64::from_be_bytes),
    };
    Ok(from.map(|from| Page { size: usize::try_from(size).unwrap_or(0), from }))
}
