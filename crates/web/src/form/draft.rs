//! The answers so far, in a sealed cookie.

use super::question::Question;
use crate::cookies::Sealed;
use crate::visit::Visit;
use kunye_core::applications::{Act, Change};
use kunye_core::requests::RequestKind;
use kunye_core::requests::submit::NewRequest;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{RoleId, UnitId, ulid};
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::HOUR;
use serde::{Deserialize, Serialize};

pub const DRAFT: Sealed = Sealed { name: "talep", lifetime: 2 * HOUR };
/// References of the forms that this browser made or proved to know: their papers may be downloaded here.
pub const MADE: Sealed = Sealed { name: "formlar", lifetime: 2 * HOUR };
const MOST_MADE: usize = 5;

/// Only what was checked gets in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Draft {
    pub id: String,
    /// Version of the notice that was read (KVKK, art. 10).
    pub notice: String,
    pub kind: Option<RequestKind>,
    /// The user name of a unit's account; "" for one's own.
    pub account: Option<String>,
    pub application: Option<ChosenApplication>,
    pub changes: Option<Vec<(Act, RoleId)>>,
    pub why: Option<String>,
    pub compromised: Option<bool>,
    pub national_id: Option<String>,
    pub name: Option<Name>,
    /// "" when it was left out.
    pub staff_no: Option<String>,
    pub unit: Option<ChosenUnit>,
    pub mobile: Option<String>,
    pub agreed: bool,
    /// Begun signed in: what is known is not asked again.
    #[serde(default)]
    pub prefilled: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Name {
    pub given_names: String,
    pub surname: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenApplication {
    pub slug: String,
    pub name: String,
}

/// A unit of the register, as it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChosenUnit {
    pub id: UnitId,
    pub detsis: String,
    pub name: String,
    /// What tells it from others of the same name.
    pub about: String,
}

impl Draft {
    pub fn new(visit: &Visit, notice: &str) -> Self {
        let world = &visit.app.world;
        Self { id: ulid(world.now(), &*world.entropy), notice: notice.to_owned(), ..Self::default() }
    }

    pub fn has(&self, question: Question) -> bool {
        match question {
            Question::Kind => self.kind.is_some(),
            Question::Account => self.account.is_some(),
            Question::Compromised => self.compromised.is_some(),
            Question::Application => self.application.is_some(),
            Question::Roles => self.changes.is_some(),
            Question::Why => self.why.is_some(),
            Question::NationalId => self.national_id.is_some(),
            Question::Name => self.name.is_some(),
            Question::StaffNo => self.staff_no.is_some(),
            Question::Unit => self.unit.is_some(),
            Question::Mobile => self.mobile.is_some(),
            Question::Commitments => self.agreed,
        }
    }

    /// The first question without an answer.
    pub fn missing(&self) -> Option<Question> {
        Question::asked(self.kind).iter().copied().find(|question| !self.has(*question))
    }

    /// The complete form; an answer that is missing is an error at its field.
    pub fn complete(self, language: Language) -> Result<NewRequest> {
        let missing = || Error::invalid(Vec::new());
        let name = self.name.ok_or_else(missing)?;
        let kind = self.kind.ok_or_else(missing)?;
        // What was answered before another kind was chosen is left out.
        let (compromised, changes, why) = if kind.brings_password() {
            (self.compromised.ok_or_else(missing)?, Vec::new(), None)
        } else {
            (false, self.changes.ok_or_else(missing)?, Some(self.why.ok_or_else(missing)?))
        };
        Ok(NewRequest {
            draft: self.id,
            kind,
            national_id: self.national_id.as_deref().and_then(NationalId::parse).ok_or_else(missing)?,
            given_names: name.given_names,
            surname: name.surname,
            staff_no: self.staff_no.filter(|no| !no.is_empty()),
            unit: self.unit.ok_or_else(missing)?.id,
            mobile: self.mobile.as_deref().and_then(Mobile::parse).ok_or_else(missing)?,
            compromised,
            account_name: self.account.filter(|name| !name.is_empty()),
            changes: changes.into_iter().map(|(act, role)| Change { act, role }).collect(),
            why,
            language,
            notice_version: self.notice,
        })
    }
}

/// The references this browser may fetch the papers of.
pub fn made(visit: &Visit) -> Result<Vec<String>> {
    Ok(visit.sealed(&MADE)?.unwrap_or_default())
}

/// The same with one more; the oldest falls out.
pub fn made_with(visit: &Visit, reference: &str) -> Result<Vec<String>> {
    let mut made = made(visit)?;
    made.retain(|before| before != reference);
    made.push(reference.to_owned());
    made.drain(..made.len().saturating_sub(MOST_MADE));
    Ok(made)
}
