//! Types of this room, and which states may follow which.

use crate::db::text_enum;
use crate::schema::{accounts, credentials};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, CredentialId, PersonId, RequestId, UnitId};
use kunye_kernel::time::Time;

text_enum! {
    pub enum AccountKind { Personal = "personal", Unit = "unit" }
}

text_enum! {
    pub enum AccountState {
        /// It has a name; no password was ever used.
        Pending = "pending",
        Active = "active",
        /// The password's time is up; mail is still taken in.
        Expired = "expired",
        /// Ended by the clock or by leaving; a fulfilled request opens it again.
        Closed = "closed",
        /// Stopped by an administrator; only an administrator starts it again.
        Suspended = "suspended",
    }
}

impl AccountState {
    /// Whether mail is taken in for the account, and its roles count.
    pub fn is_in_use(self) -> bool {
        !matches!(self, AccountState::Closed | AccountState::Suspended)
    }

    /// The legal transitions, and no others.
    pub fn to(self, next: AccountState) -> Result<AccountState> {
        use AccountState::{Active, Closed, Expired, Pending, Suspended};
        let legal = matches!(
            (self, next),
            (Pending | Expired | Closed | Suspended, Active)
                | (Suspended, Pending | Expired)
                | (Active, Expired)
                | (Pending | Active | Expired | Suspended, Closed)
                | (Pending | Active | Expired, Suspended)
        );
        if legal { Ok(next) } else { Err(Error::conflict("account-state-forbids").with("state", self)) }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
pub struct Account {
    pub id: AccountId,
    pub kind: AccountKind,
    /// The owner; of a unit's account, the person responsible for it (A3).
    pub person_id: PersonId,
    pub user_name: String,
    pub state: AccountState,
    pub state_since: Time,
    pub created_at: Time,
    /// The unit whose account it is; none for a personal one.
    pub unit_id: Option<UnitId>,
}

text_enum! {
    pub enum CredentialState {
        /// Sent, and not used yet.
        Offered = "offered",
        Current = "current",
        Retired = "retired",
    }
}

/// The verifier of a password and its clock. Not `Debug`: a verifier has no place in a log.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = credentials, treat_none_as_default_value = false)]
pub struct Credential {
    pub id: CredentialId,
    pub account_id: AccountId,
    /// The request that it fulfils; none for a password the person chose.
    pub request_id: Option<RequestId>,
    pub verifier: String,
    pub state: CredentialState,
    pub made_at: Time,
    pub first_used_at: Option<Time>,
    pub ends_at: Time,
    pub retired_at: Option<Time>,
}

impl Credential {
    /// A password that its owner already uses.
    pub(super) fn in_use(id: CredentialId, account: &AccountId, verifier: String, made_at: Time, ends_at: Time) -> Self {
        Self {
            id,
            account_id: account.clone(),
            request_id: None,
            verifier,
            state: CredentialState::Current,
            made_at,
            first_used_at: Some(made_at),
            ends_at,
            retired_at: None,
        }
    }

    /// Nobody chose it: it fulfils a request, or it waited for its first use.
    pub fn is_made_by_system(&self) -> bool {
        self.request_id.is_some() || self.first_used_at != Some(self.made_at)
    }

    /// Opens the account now, as far as the credential is concerned.
    pub fn is_live(&self, now: Time) -> bool {
        self.state != CredentialState::Retired && now < self.ends_at
    }
}
