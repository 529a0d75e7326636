//! Types of this room.

use crate::db::text_enum;
use crate::schema::{application_roles, applications, authorisations, service_accounts};
use diesel::prelude::*;
use kunye_kernel::id::{AccountId, ApplicationId, AuthorisationId, RequestId, RoleId, ServiceAccountId, UnitId};
use kunye_kernel::time::Time;

/// Something that accepts the account: e-mail, PYS, YBS.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = applications, treat_none_as_default_value = false)]
pub struct Application {
    pub id: ApplicationId,
    /// What machines call it; it never changes. Small ASCII letters, digits and hyphens.
    pub slug: String,
    pub name: String,
    /// What it is for, in a sentence that people choose by.
    pub purpose: String,
    /// Every active account may use it, without a role.
    pub open_to_all: bool,
    pub created_at: Time,
    pub ended_at: Option<Time>,
}

/// What one may do in an application.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_roles, treat_none_as_default_value = false)]
pub struct Role {
    pub id: RoleId,
    pub application_id: ApplicationId,
    /// Unlike every other in its application; it never changes.
    pub slug: String,
    pub name: String,
    pub ended_at: Option<Time>,
}

text_enum! {
    pub enum EndReason {
        /// A request asked for it.
        Withdrawn = "withdrawn",
        /// The holder no longer works in the unit it was given for.
        LeftUnit = "left_unit",
        RoleEnded = "role_ended",
        ApplicationEnded = "application_ended",
    }
}

/// A role that an account was given (*yetki*). One that is not ended may still not be held: see [`super::held_by`].
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = authorisations, treat_none_as_default_value = false)]
pub struct Authorisation {
    pub id: AuthorisationId,
    pub account_id: AccountId,
    pub role_id: RoleId,
    /// Where the holder worked when it was given.
    pub unit_id: UnitId,
    /// The request that asked for it; none for what the demonstration brings along.
    pub request_id: Option<RequestId>,
    pub starts_at: Time,
    pub ended_at: Option<Time>,
    pub end_reason: Option<EndReason>,
}

/// An authorisation that is held, with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub authorisation: Authorisation,
    pub role: Role,
    pub application: Application,
}

/// What machines are told of a held authorisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeldRole {
    pub application_slug: String,
    pub role_slug: String,
}

text_enum! {
    pub enum Act { Grant = "grant", Withdraw = "withdraw" }
}

/// One thing to be changed. To swap a role is to withdraw one and grant another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub act: Act,
    pub role: RoleId,
}

/// A machine's own account, with which an application asks the directory. Its secret is made here and shown once, to the
/// administrator who ordered it. Not `Debug`: a verifier has no place in a log.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = service_accounts, treat_none_as_default_value = false)]
pub struct ServiceAccount {
    pub id: ServiceAccountId,
    pub application_id: ApplicationId,
    pub name: String,
    /// For [`crate::hasher::Hasher::verify`].
    pub verifier: String,
    /// It sees people at or below this unit; everybody where there is none.
    pub unit_id: Option<UnitId>,
    pub created_at: Time,
    pub ended_at: Option<Time>,
}
