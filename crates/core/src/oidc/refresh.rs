//! A refresh token becomes the next (RFC 6749, 6; RFC 9700, 4.14.2): each is good once, so that a stolen one is found out.

use super::access::{self, fingerprint};
use super::exchange::{Tokens, finish, make, reused};
use super::fault::{Fault, OAuthError, refused, write};
use super::model::{Client, TokenKind, TokenState};
use super::rules::{self, Renewal};
use super::scopes::Scopes;
use super::store;
use crate::accounts::sessions;
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::secret::Secret;

/// Renews tokens. The session counts as used: its person is at work in the application.
pub fn refresh(world: &World, client: &Client, source: &Source, token: &Secret, scope: Option<&str>) -> Result<Tokens, Fault> {
    let (now, mac) = (world.now(), fingerprint(world, token)?);
    let no = |why| refused(OAuthError::InvalidGrant, why);
    let (standing, pair) = write(world, |tx| {
        let token = store::token(tx, &mac)?.filter(|token| token.kind == TokenKind::Refresh);
        let token = token.ok_or_else(|| no("the refresh token is not known"))?;
        let grant = store::grant(tx, &token.grant_id)?;
        if grant.client_id != client.id {
            return Err(no("the refresh token is not known"));
        }
        if scope.is_some_and(|scope| !grant.scope.covers(&Scopes::read(scope))) {
            return Err(refused(OAuthError::InvalidScope, "scope is wider than what was granted"));
        }
        if now >= token.ends_at {
            return Err(no("the refresh token is too old"));
        }
        let standing = access::standing(tx, grant.clone(), now)?.ok_or_else(|| no("what the token stands on is over"))?;
        match rules::renewal(token.state, token.changed_at, store::next_was_used(tx, &mac)?, now) {
            Renewal::Next => store::set_token(tx, &mac, TokenState::Spent, now)?,
            Renewal::Again => store::take_back(tx, &mac, now)?,
            Renewal::Reuse => {
                reused(tx, world, &grant, source, "refresh_token", now)?;
                return Err(no("the refresh token was used before"));
            }
        }
        if let Some(session) = &grant.session_mac {
            sessions::touch(tx, session, now)?;
        }
        let pair = make(tx, world, &grant, Some(&mac), now)?;
        Ok((standing, pair))
    })?;
    Ok(finish(world, standing, pair, None)?)
}
