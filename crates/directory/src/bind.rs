//! Binding with a password: the face of `accounts::check`.

use crate::answer::{Attached, Code, Outcome, Ppolicy, PpolicyError};
use crate::context::Context;
use crate::image::number_of;
use crate::session::Change;
use crate::view::Who;
use kunye_core::accounts::change_password::{Change as Wish, change_by_password};
use kunye_core::accounts::check::{self, Face, Known, Verdict};
use kunye_core::accounts::{self, AccountState};
use kunye_core::db::Conn;
use kunye_core::directory::{Recent, check_machine};
use kunye_core::policy::{self, Policy};
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::AccountId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, SECOND};

/// A password to be decided.
pub struct Asked {
    pub id: i32,
    pub dn: String,
    pub whom: Whom,
    pub password: Secret,
    pub source: Source,
    /// The client asked for the password policy control.
    pub wants_policy: bool,
}

pub enum Whom {
    /// By user name.
    Account(String),
    /// By name.
    Machine(String),
}

/// How a bind ended.
pub struct Decided {
    pub who: Who,
    pub outcome: Outcome,
    pub attached: Option<Attached>,
    /// The password opens nothing but its change.
    pub must_change: bool,
}

impl Decided {
    fn refused(outcome: Outcome, attached: Option<Attached>) -> Self {
        Self { who: Who::Anonymous, outcome, attached, must_change: false }
    }
}

impl Asked {
    /// On the spot, when this password was verified a short while ago and everything still stands.
    pub fn at_once(&self, context: &Context, recent: &mut Recent) -> Option<(Who, Option<Attached>)> {
        let found = self.recalled(context, recent);
        let found = found.inspect_err(|error| tracing::warn!(%error, "a bind was not decided at once")).ok()??;
        is_drawn(context, &found.0).then_some(found)
    }

    fn recalled(&self, context: &Context, recent: &mut Recent) -> Result<Option<(Who, Option<Attached>)>> {
        let world = &context.world;
        match &self.whom {
            Whom::Account(name) => {
                let Some(known) = recent.account(world, &self.check(name))? else { return Ok(None) };
                let warn = |conn: &mut Conn| warning(conn, context, &known);
                let attached = self.wants_policy.then(|| recent.database().glance(warn)).transpose()?;
                Ok(Some((who(&known), attached)))
            }
            Whom::Machine(name) => {
                Ok(recent.machine(world, &self.source, name, &self.password)?.map(|name| (Who::Machine(name), None)))
            }
        }
    }

    /// In full: waits for its turn to hash, and for the database.
    pub fn decide(&self, context: &Context) -> Decided {
        self.verdict(context).unwrap_or_else(|error| {
            let code = match error.kind {
                Kind::TooMany { .. } => Code::Busy,
                Kind::Unauthenticated => Code::InvalidCredentials,
                _ => {
                    tracing::error!(%error, "a bind could not be decided");
                    Code::Unavailable
                }
            };
            Decided::refused(Outcome::of_password(code, &context.texts, &error), None)
        })
    }

    fn verdict(&self, context: &Context) -> Result<Decided> {
        let world = &context.world;
        let name = match &self.whom {
            Whom::Account(name) => name,
            Whom::Machine(name) => {
                let found = check_machine(world, &self.source, name, &self.password)?;
                let who = found.map_or(Who::Anonymous, Who::Machine);
                let code = if who == Who::Anonymous { Code::InvalidCredentials } else { Code::Success };
                context.image.draw_offices(world, &who)?;
                return Ok(Decided { who, outcome: Outcome::new(code), attached: None, must_change: false });
            }
        };
        let verdict = check::check(world, &self.check(name))?;
        let Verdict::Open(known) = &verdict else {
            let error = match verdict {
                Verdict::Expired | Verdict::Ended => Some(PpolicyError::PasswordExpired),
                Verdict::Closed | Verdict::Suspended => Some(PpolicyError::AccountLocked),
                Verdict::Open(_) | Verdict::Failed | Verdict::Previous | Verdict::NoPerson => None,
            };
            let attached = self.wants_policy.then_some(Attached::Ppolicy(Ppolicy { expires_in: None, error }));
            let outcome = Outcome::of_password(Code::InvalidCredentials, &context.texts, &verdict.refusal());
            return Ok(Decided::refused(outcome, attached));
        };
        let who = who(known);
        if !is_drawn(context, &who) {
            context.image.draw_account(world, &known.account)?;
        }
        let said = || match known.must_change {
            true => Ok(Attached::Ppolicy(Ppolicy { expires_in: None, error: Some(PpolicyError::ChangeAfterReset) })),
            false => world.db.read(|conn| warning(conn, context, known)),
        };
        let attached = self.wants_policy.then(said).transpose()?;
        Ok(Decided { who, outcome: Outcome::new(Code::Success), attached, must_change: known.must_change })
    }

    fn check<'a>(&'a self, name: &'a str) -> check::Asked<'a> {
        check::Asked { face: Face::Ldap, source: &self.source, user_name: name, password: &self.password }
    }
}

fn who(known: &Known) -> Who {
    Who::account(known.account.as_str(), known.credential.as_str())
}

/// Whether the image shows what was bound: it is a moment behind the database.
fn is_drawn(context: &Context, who: &Who) -> bool {
    let image = context.image.look();
    match who {
        Who::Account { id, credential } => image.by_id(*id).is_some_and(|slot| {
            let person = &image.people()[slot as usize];
            person.credential == *credential && person.state == AccountState::Active
        }),
        Who::Machine(name) => image.machine(name).is_some(),
        Who::Anonymous => true,
    }
}

/// Tells when the password ends, from the day on which the first reminder is sent.
fn warning(conn: &mut Conn, context: &Context, known: &Known) -> Result<Attached> {
    let now = context.world.now();
    let days = Policy::at(conn, now)?.get(policy::REMINDER_FIRST);
    let left = known.ends_at.since(now);
    let expires_in = (left <= days * DAY).then(|| i32::try_from(left / SECOND).unwrap_or(i32::MAX));
    Ok(Attached::Ppolicy(Ppolicy { expires_in, error: None }))
}

/// Changes a password (RFC 3062), by the rules of the account page.
pub fn change(context: &Context, source: &Source, change: &Change) -> (Outcome, Ppolicy) {
    let (outcome, error) = match put(context, source, change) {
        Ok(()) => (Outcome::new(Code::Success), None),
        Err(error) => refused(context, &error),
    };
    (outcome, Ppolicy { expires_in: None, error })
}

fn put(context: &Context, source: &Source, change: &Change) -> Result<()> {
    let world = &context.world;
    let name = {
        let image = context.image.look();
        image.by_id(change.account).map(|slot| image.people()[slot as usize].user_name().to_owned())
    };
    let account = world.db.read(|conn| accounts::by_user_name(conn, name.as_deref().unwrap_or_default()))?;
    let account: AccountId =
        account.map(|account| account.id).filter(|id| number_of(id.as_str()) == change.account).ok_or_else(Error::not_found)?;
    let [current, chosen, again] = [&change.old, &change.new, &change.new].map(|secret| Secret::new(secret.expose()));
    change_by_password(world, &account, source, &Wish { current, chosen, again })?;
    context.image.draw_account(world, &account)
}

fn refused(context: &Context, error: &Error) -> (Outcome, Option<PpolicyError>) {
    let (code, policy) = match (&error.kind, error.fields().first()) {
        (_, Some(field)) => match field.text {
            "password-current-wrong" => (Code::InvalidCredentials, None),
            "password-too-short" => (Code::ConstraintViolation, Some(PpolicyError::PasswordTooShort)),
            "password-same" => (Code::ConstraintViolation, Some(PpolicyError::PasswordInHistory)),
            _ => (Code::ConstraintViolation, Some(PpolicyError::InsufficientPasswordQuality)),
        },
        (Kind::Forbidden, None) => (Code::UnwillingToPerform, Some(PpolicyError::PasswordModNotAllowed)),
        (Kind::TooMany { .. } | Kind::Conflict, None) => (Code::Busy, None),
        _ => {
            tracing::error!(%error, "a password could not be changed");
            (Code::Unavailable, None)
        }
    };
    (Outcome::of_password(code, &context.texts, error), policy)
}
