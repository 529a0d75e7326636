//! The only file that touches this room's tables, but for those of clients and keys, whose rows nobody else needs.

use super::model::{Client, Code, EndReason, Grant, RedirectKind, Token, TokenKind, TokenState};
use crate::db::{Conn, IntoResult};
use crate::schema::{oidc_clients, oidc_codes, oidc_grants, oidc_redirects, oidc_tokens};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, ApplicationId, ClientId, GrantId};
use kunye_kernel::time::{DAY, Time};

/// A client by its id, ended ones too.
pub fn client(conn: &mut Conn, id: &ClientId) -> Result<Option<Client>> {
    oidc_clients::table.find(id).select(Client::as_select()).first(conn).or_none()
}

/// The clients of an application, in the order they were made.
pub(super) fn clients_of(conn: &mut Conn, application: &ApplicationId) -> Result<Vec<Client>> {
    let of = oidc_clients::table.filter(oidc_clients::application_id.eq(application));
    of.order(oidc_clients::id).select(Client::as_select()).load(conn).or_fail()
}

pub(super) fn all_clients(conn: &mut Conn) -> Result<Vec<Client>> {
    oidc_clients::table.order(oidc_clients::id).select(Client::as_select()).load(conn).or_fail()
}

pub(super) fn insert_client(tx: &mut Conn, client: &Client) -> Result<()> {
    diesel::insert_into(oidc_clients::table).values(client).execute(tx).or_fail().map(|_| ())
}

/// Writes everything of a client but its id, its application and when it was made.
pub(super) fn save_client(tx: &mut Conn, client: &Client) -> Result<()> {
    diesel::update(oidc_clients::table.find(&client.id))
        .set((
            oidc_clients::name.eq(&client.name),
            oidc_clients::secret_mac.eq(&client.secret_mac),
            oidc_clients::jwks.eq(&client.jwks),
            oidc_clients::own.eq(client.own),
            oidc_clients::second_factor.eq(client.second_factor),
            oidc_clients::algorithm.eq(client.algorithm),
            oidc_clients::scope.eq(&client.scope),
            oidc_clients::logout_uri.eq(&client.logout_uri),
            oidc_clients::ended_at.eq(client.ended_at),
        ))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// The registered addresses of a client.
pub fn redirects(conn: &mut Conn, client: &ClientId, kind: RedirectKind) -> Result<Vec<String>> {
    oidc_redirects::table
        .filter(oidc_redirects::client_id.eq(client))
        .filter(oidc_redirects::kind.eq(kind))
        .order(oidc_redirects::uri)
        .select(oidc_redirects::uri)
        .load(conn)
        .or_fail()
}

/// Puts these addresses, each with its origin, in the place of those that were there.
pub(super) fn set_redirects(tx: &mut Conn, client: &ClientId, kind: RedirectKind, uris: &[(String, String)]) -> Result<()> {
    diesel::delete(oidc_redirects::table.filter(oidc_redirects::client_id.eq(client)).filter(oidc_redirects::kind.eq(kind)))
        .execute(tx)
        .or_fail()?;
    for (uri, origin) in uris {
        diesel::insert_into(oidc_redirects::table)
            .values((
                oidc_redirects::client_id.eq(client),
                oidc_redirects::kind.eq(kind),
                oidc_redirects::uri.eq(uri),
                oidc_redirects::origin.eq(origin),
            ))
            .execute(tx)
            .or_fail()?;
    }
    Ok(())
}

/// Whether people sign in to a live client without a secret from this origin: a program in the browser, which calls us itself.
pub fn signed_in_from(conn: &mut Conn, origin: &str) -> Result<bool> {
    let found: i64 = oidc_redirects::table
        .inner_join(oidc_clients::table.on(oidc_clients::id.eq(oidc_redirects::client_id)))
        .filter(oidc_redirects::origin.eq(origin))
        .filter(oidc_redirects::kind.eq(RedirectKind::SignIn))
        .filter(oidc_clients::auth.eq(super::ClientAuth::None))
        .filter(oidc_clients::ended_at.is_null())
        .count()
        .get_result(conn)
        .or_fail()?;
    Ok(found > 0)
}

pub(super) fn insert_grant(tx: &mut Conn, grant: &Grant) -> Result<()> {
    diesel::insert_into(oidc_grants::table).values(grant).execute(tx).or_fail().map(|_| ())
}

pub(super) fn grant(conn: &mut Conn, id: &GrantId) -> Result<Grant> {
    oidc_grants::table.find(id).select(Grant::as_select()).first(conn).or_fail()
}

/// The grants that have not ended, a batch at a time in order of id.
pub(super) fn open_grants(conn: &mut Conn, after: &str, most: i64) -> Result<Vec<Grant>> {
    oidc_grants::table
        .filter(oidc_grants::ended_at.is_null())
        .filter(oidc_grants::id.gt(after))
        .order(oidc_grants::id)
        .limit(most)
        .select(Grant::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn open_of_accounts(conn: &mut Conn, accounts: &[AccountId]) -> Result<Vec<Grant>> {
    oidc_grants::table
        .filter(oidc_grants::account_id.eq_any(accounts))
        .filter(oidc_grants::ended_at.is_null())
        .order(oidc_grants::id)
        .select(Grant::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn open_of_sessions(conn: &mut Conn, macs: &[String]) -> Result<Vec<Grant>> {
    oidc_grants::table
        .filter(oidc_grants::session_mac.eq_any(macs))
        .filter(oidc_grants::ended_at.is_null())
        .order(oidc_grants::id)
        .select(Grant::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn open_of_client(conn: &mut Conn, client: &ClientId) -> Result<Vec<Grant>> {
    oidc_grants::table
        .filter(oidc_grants::client_id.eq(client))
        .filter(oidc_grants::ended_at.is_null())
        .select(Grant::as_select())
        .load(conn)
        .or_fail()
}

/// The latest grant of a session at a client, by what the client calls the session.
pub(super) fn of_sid(conn: &mut Conn, client: &ClientId, sid: &str) -> Result<Option<Grant>> {
    oidc_grants::table
        .filter(oidc_grants::sid.eq(sid))
        .filter(oidc_grants::client_id.eq(client))
        .order(oidc_grants::id.desc())
        .select(Grant::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn begin(tx: &mut Conn, id: &GrantId, now: Time) -> Result<()> {
    diesel::update(oidc_grants::table.find(id)).set(oidc_grants::begun_at.eq(now)).execute(tx).or_fail().map(|_| ())
}

/// Ends a grant; `false` when it had ended.
pub(super) fn end_grant(tx: &mut Conn, id: &GrantId, reason: EndReason, now: Time) -> Result<bool> {
    let ended = diesel::update(oidc_grants::table.find(id).filter(oidc_grants::ended_at.is_null()))
        .set((oidc_grants::ended_at.eq(now), oidc_grants::end_reason.eq(reason)))
        .execute(tx)
        .or_fail()?;
    Ok(ended == 1)
}

/// The session is over, and the grant goes on without it.
pub(super) fn leave_session(tx: &mut Conn, id: &GrantId) -> Result<()> {
    let none = oidc_grants::session_mac.eq(None::<String>);
    diesel::update(oidc_grants::table.find(id)).set(none).execute(tx).or_fail().map(|_| ())
}

/// Hangs the grants of one session on another of the same account.
pub(super) fn move_session(tx: &mut Conn, account: &AccountId, from: &str, to: &str) -> Result<()> {
    let old = oidc_grants::table.filter(oidc_grants::session_mac.eq(from)).filter(oidc_grants::account_id.eq(account));
    diesel::update(old).set(oidc_grants::session_mac.eq(to)).execute(tx).or_fail().map(|_| ())
}

pub(super) fn insert_code(tx: &mut Conn, code: &Code) -> Result<()> {
    diesel::insert_into(oidc_codes::table).values(code).execute(tx).or_fail().map(|_| ())
}

pub(super) fn code(conn: &mut Conn, mac: &str) -> Result<Option<Code>> {
    oidc_codes::table.find(mac).select(Code::as_select()).first(conn).or_none()
}

pub(super) fn spend_code(tx: &mut Conn, mac: &str, now: Time) -> Result<()> {
    diesel::update(oidc_codes::table.find(mac)).set(oidc_codes::used_at.eq(now)).execute(tx).or_fail().map(|_| ())
}

pub(super) fn insert_token(tx: &mut Conn, token: &Token) -> Result<()> {
    diesel::insert_into(oidc_tokens::table).values(token).execute(tx).or_fail().map(|_| ())
}

pub(super) fn token(conn: &mut Conn, mac: &str) -> Result<Option<Token>> {
    oidc_tokens::table.find(mac).select(Token::as_select()).first(conn).or_none()
}

pub(super) fn set_token(tx: &mut Conn, mac: &str, state: TokenState, now: Time) -> Result<()> {
    diesel::update(oidc_tokens::table.find(mac))
        .set((oidc_tokens::state.eq(state), oidc_tokens::changed_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// Whether something that was given out for a refresh token was exchanged in its turn.
pub(super) fn next_was_used(conn: &mut Conn, parent: &str) -> Result<bool> {
    let spent = oidc_tokens::table.filter(oidc_tokens::parent.eq(parent)).filter(oidc_tokens::state.eq(TokenState::Spent));
    spent.count().get_result::<i64>(conn).or_fail().map(|count| count > 0)
}

/// Takes back what was given out for a refresh token.
pub(super) fn take_back(tx: &mut Conn, parent: &str, now: Time) -> Result<()> {
    diesel::update(oidc_tokens::table.filter(oidc_tokens::parent.eq(parent)).filter(oidc_tokens::state.eq(TokenState::Live)))
        .set((oidc_tokens::state.eq(TokenState::Superseded), oidc_tokens::changed_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// How long ended grants, and what was given out for them, are kept: second uses of what they gave out are still recognised.
const KEPT: i64 = 30 * DAY;

/// Removes what nobody can show any more: access tokens that ended, codes never exchanged, and grants that ended long ago.
pub(super) fn sweep(tx: &mut Conn, now: Time) -> Result<()> {
    let access = oidc_tokens::table.filter(oidc_tokens::kind.eq(TokenKind::Access)).filter(oidc_tokens::ends_at.lt(now));
    diesel::delete(access).execute(tx).or_fail()?;
    let long_ended = || {
        let ended = oidc_grants::table.filter(oidc_grants::ended_at.lt(now.plus(-KEPT)));
        ended.select(oidc_grants::id)
    };
    diesel::delete(oidc_tokens::table.filter(oidc_tokens::grant_id.eq_any(long_ended()))).execute(tx).or_fail()?;
    diesel::delete(oidc_codes::table.filter(oidc_codes::grant_id.eq_any(long_ended()))).execute(tx).or_fail()?;
    diesel::delete(oidc_grants::table.filter(oidc_grants::ended_at.lt(now.plus(-KEPT)))).execute(tx).or_fail()?;
    Ok(())
}
