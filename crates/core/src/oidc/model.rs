//! Types of this room.

use super::scopes::Scopes;
use crate::accounts::sessions::Anchor;
use crate::db::text_enum;
use crate::schema::{oidc_clients, oidc_codes, oidc_grants, oidc_keys, oidc_tokens};
use diesel::prelude::*;
use kunye_kernel::id::{AccountId, ApplicationId, ClientId, CredentialId, GrantId, PostId};
use kunye_kernel::time::Time;

text_enum! {
    /// How a client proves that it is itself.
    pub enum ClientAuth {
        /// A secret of 256 bits that we made.
        Secret = "secret",
        /// Assertions signed with a key of its own (RFC 7523).
        PrivateKeyJwt = "private_key_jwt",
        /// It cannot keep a secret: a program on a person's device or in the browser. PKCE protects its codes.
        None = "none",
    }
}

text_enum! {
    /// What ID tokens are signed with.
    pub enum Algorithm {
        Rs256 = "RS256",
        Es256 = "ES256",
    }
}

text_enum! {
    /// What a registered address is for.
    pub enum RedirectKind {
        SignIn = "sign_in",
        SignOut = "sign_out",
    }
}

/// A program of an application.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = oidc_clients, treat_none_as_default_value = false)]
pub struct Client {
    pub id: ClientId,
    pub application_id: ApplicationId,
    pub name: String,
    pub auth: ClientAuth,
    pub secret_mac: Option<String>,
    /// Its public keys, where it signs assertions: a JWK set.
    pub jwks: Option<String>,
    /// The institution's own: nobody is asked for consent, and a person has the same `sub` at all of them.
    pub own: bool,
    /// Nobody enters with a password alone.
    pub second_factor: bool,
    pub algorithm: Algorithm,
    /// What it may ask for.
    pub scope: Scopes,
    /// Where it wants to hear of ended sessions.
    pub logout_uri: Option<String>,
    pub created_at: Time,
    pub ended_at: Option<Time>,
}

text_enum! {
    pub enum EndReason {
        /// What it hung on is over: session, password, account, post, role.
        Over = "over",
        /// The person or the client ended it.
        Revoked = "revoked",
        /// A code or a refresh token was shown twice.
        Reuse = "reuse",
        /// The client was ended.
        ClientEnded = "client_ended",
    }
}

/// What one sign-in at one client has opened.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = oidc_grants, treat_none_as_default_value = false)]
pub struct Grant {
    pub id: GrantId,
    pub client_id: ClientId,
    pub account_id: AccountId,
    pub credential_id: CredentialId,
    pub post_id: Option<PostId>,
    /// The session it was opened in; none when that is over and the grant goes on without (`offline_access`).
    pub session_mac: Option<String>,
    /// What the client calls the session: `sid`.
    pub sid: String,
    pub scope: Scopes,
    pub second_factor: bool,
    pub signed_in_at: Time,
    pub made_at: Time,
    /// When the code was exchanged.
    pub begun_at: Option<Time>,
    pub ended_at: Option<Time>,
    pub end_reason: Option<EndReason>,
}

impl Grant {
    pub fn anchor(&self) -> Anchor {
        Anchor { account: self.account_id.clone(), credential: self.credential_id.clone(), post: self.post_id.clone() }
    }
}

/// An authorisation code, by its fingerprint.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = oidc_codes, treat_none_as_default_value = false)]
pub(super) struct Code {
    pub mac: String,
    pub grant_id: GrantId,
    pub redirect_uri: String,
    /// PKCE, method S256.
    pub challenge: String,
    pub nonce: Option<String>,
    pub ends_at: Time,
    pub used_at: Option<Time>,
}

text_enum! {
    pub enum TokenKind { Access = "access", Refresh = "refresh" }
}

text_enum! {
    pub enum TokenState {
        Live = "live",
        /// A refresh token that was exchanged for the next.
        Spent = "spent",
        /// Given out, but its answer was asked for again: it never counted.
        Superseded = "superseded",
        Revoked = "revoked",
    }
}

/// A token, by its fingerprint.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = oidc_tokens, treat_none_as_default_value = false)]
pub(super) struct Token {
    pub mac: String,
    pub grant_id: GrantId,
    pub kind: TokenKind,
    pub state: TokenState,
    pub parent: Option<String>,
    pub made_at: Time,
    pub changed_at: Time,
    pub ends_at: Time,
}

/// A signing key: published from `made_at`, used from `starts_at` until `ends_at`, published until `gone_at`.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = oidc_keys, treat_none_as_default_value = false)]
pub(super) struct Key {
    pub kid: String,
    pub algorithm: Algorithm,
    pub sealed: Vec<u8>,
    pub jwk: String,
    pub made_at: Time,
    pub starts_at: Time,
    pub ends_at: Option<Time>,
    pub gone_at: Option<Time>,
}
