//! What people have allowed clients that are not the institution's own; and everything they are signed in to.

use super::authorise::Asked;
use super::model::{Client, EndReason};
use super::scopes::Scopes;
use super::{clients, logout, store};
use crate::accounts::sessions::Session;
use crate::applications::Application;
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::oidc_consents;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, ClientId};
use kunye_kernel::time::Time;
use serde_json::json;
use std::collections::BTreeMap;

fn given(conn: &mut Conn, account: &AccountId, client: &ClientId) -> Result<Option<Scopes>> {
    oidc_consents::table.find((account, client)).select(oidc_consents::scope).first(conn).or_none()
}

/// Whether the person has allowed the client all of it before.
pub(super) fn cover(conn: &mut Conn, account: &AccountId, asked: &Asked) -> Result<bool> {
    Ok(given(conn, account, &asked.client.id)?.is_some_and(|given| given.covers(&asked.scope)))
}

/// Remembers that the person has agreed; what was allowed before stays allowed.
pub(super) fn remember(tx: &mut Conn, actor: &Actor, account: &AccountId, asked: &Asked, now: Time) -> Result<()> {
    let client = &asked.client.id;
    match given(tx, account, client)? {
        Some(before) => {
            diesel::update(oidc_consents::table.find((account, client)))
                .set((oidc_consents::scope.eq(before.and(&asked.scope)), oidc_consents::made_at.eq(now)))
                .execute(tx)
                .or_fail()?;
        }
        None => {
            let row = (
                oidc_consents::account_id.eq(account),
                oidc_consents::client_id.eq(client),
                oidc_consents::scope.eq(&asked.scope),
                oidc_consents::made_at.eq(now),
            );
            insert_new!(tx, oidc_consents::table, row).or_fail()?;
        }
    }
    let detail = json!({ "client": client, "scope": asked.scope.as_str() });
    audit::record(tx, now, actor, &Entry::new("oidc.consent-given", "account", account.as_str()).detail(detail))
}

/// A client as its person sees it: allowed, in use, or both.
#[derive(Debug, Clone)]
pub struct Connection {
    pub client: Client,
    pub application: Application,
    /// What was allowed, where the person was asked.
    pub consented: Option<(Scopes, Time)>,
    /// When it was last entered, as long as it may still act.
    pub entered_at: Option<Time>,
}

/// What was allowed, and when it was last entered.
type Known = (Option<(Scopes, Time)>, Option<Time>);

/// Everything that may act for a person, or was allowed to.
pub fn connections(conn: &mut Conn, account: &AccountId, now: Time) -> Result<Vec<Connection>> {
    let mut found: BTreeMap<ClientId, Known> = BTreeMap::new();
    let consents: Vec<(ClientId, Scopes, Time)> = oidc_consents::table
        .filter(oidc_consents::account_id.eq(account))
        .select((oidc_consents::client_id, oidc_consents::scope, oidc_consents::made_at))
        .load(conn)
        .or_fail()?;
    for (client, scope, made_at) in consents {
        found.entry(client).or_default().0 = Some((scope, made_at));
    }
    for grant in store::open_of_accounts(conn, std::slice::from_ref(account))? {
        let begun = grant.begun_at.is_some();
        if let Some(standing) = super::access::standing(conn, grant, now)?.filter(|_| begun) {
            found.entry(standing.client.id).or_default().1 = Some(standing.grant.made_at);
        }
    }
    let mut connections = Vec::new();
    for (id, (consented, entered_at)) in found {
        let client = store::client(conn, &id)?.ok_or_else(Error::not_found)?;
        let application = clients::application_of(conn, &client)?;
        connections.push(Connection { client, application, consented, entered_at });
    }
    Ok(connections)
}

/// Takes back what a client was allowed, and ends what was opened with it.
pub fn disconnect(world: &World, session: &Session, client: &ClientId) -> Result<()> {
    let (now, account) = (world.now(), &session.account.id);
    world.db.write(|tx| {
        let consent = diesel::delete(oidc_consents::table.find((account, client))).execute(tx).or_fail()?;
        let mut ended = 0;
        for grant in store::open_of_accounts(tx, std::slice::from_ref(account))?.iter().filter(|grant| grant.client_id == *client)
        {
            ended += usize::from(logout::end(tx, world, grant, EndReason::Revoked, now)?);
        }
        if consent + ended == 0 {
            return Err(Error::not_found());
        }
        let entry = Entry::new("oidc.grant-revoked", "account", account.as_str()).detail(json!({ "client": client }));
        audit::record(tx, now, &session.actor, &entry)
    })?;
    world.bell.ring();
    Ok(())
}
