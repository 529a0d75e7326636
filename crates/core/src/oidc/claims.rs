//! What clients are told about a person. The national id is in none of it.

use super::access::Standing;
use super::model::Client;
use super::scopes::Scope;
use crate::accounts::email::Host;
use crate::accounts::{Account, AccountKind};
use crate::db::Conn;
use crate::register::{self, Unit};
use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::AccountId;
use kunye_kernel::time::{SECOND, Time};
use serde_json::{Map, Value, json};

/// What a sign-in was worth (`acr`): a password, or a password and a one-time code.
pub const ACR_PASSWORD: &str = "urn:kunye:acr:password";
pub const ACR_SECOND_FACTOR: &str = "urn:kunye:acr:second_factor";

pub fn acr(second_factor: bool) -> &'static str {
    if second_factor { ACR_SECOND_FACTOR } else { ACR_PASSWORD }
}

/// RFC 8176.
pub fn amr(second_factor: bool) -> &'static [&'static str] {
    if second_factor { &["pwd", "otp", "mfa"] } else { &["pwd"] }
}

/// Seconds since 1970, as JSON Web Tokens count.
pub fn seconds(time: Time) -> i64 {
    time.0 / SECOND
}

/// Who a person is to a client. The institution's own clients know one another's people: the account's id. Any other application
/// gets a name of its own for each account, so that two of them cannot put together what they know (OpenID Connect Core, 8.1).
pub fn subject(world: &World, client: &Client, account: &AccountId) -> Result<String> {
    if client.own {
        return Ok(account.to_string());
    }
    let mut name = world.vault.fingerprint("oidc.subject", format!("{}|{account}", client.application_id).as_bytes())?;
    name.truncate(32);
    Ok(name)
}

/// The claims that the grant's scopes open, as they are now.
pub fn about(conn: &mut Conn, world: &World, standing: &Standing) -> Result<Map<String, Value>> {
    let (account, scope) = (&standing.account, &standing.grant.scope);
    let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
    let mut claims = Map::new();
    let mut tell = |name: &str, value: Value| drop(claims.insert(name.to_owned(), value));
    tell("sub", subject(world, &standing.client, &account.id)?.into());
    let unit = unit_of(conn, world, account)?;
    if scope.has(Scope::Profile) {
        match (account.kind, &unit) {
            // A shared account is its unit's, whoever is responsible for it (A3).
            (AccountKind::Unit, Some(unit)) => tell("name", unit.name.clone().into()),
            _ => {
                tell("name", person.full_name().into());
                tell("given_name", person.given_names.clone().into());
                tell("family_name", person.surname.clone().into());
            }
        }
        tell("preferred_username", account.user_name.clone().into());
        tell("updated_at", seconds(register::person_changed_at(conn, &person.id)?).into());
    }
    if scope.has(Scope::Email) {
        let domain = world.mail_domain.as_ref();
        let email = Host::among(conn, std::iter::once(account))?.email(account, &person, domain);
        // OpenID Connect Core, 5.1: true only where the provider "took affirmative steps to ensure that this e-mail address was
        // controlled by the End-User", false otherwise. Where no address is told, nothing is said of its verification.
        let verified = email.as_ref().is_some_and(|email| email.is_verified(domain));
        if let Some(address) = email.and_then(|email| email.text(account, domain)) {
            tell("email", address.into());
            tell("email_verified", verified.into());
        }
    }
    if scope.has(Scope::Roles) {
        tell("roles", json!(standing.roles));
    }
    if let (true, Some(unit)) = (scope.has(Scope::Units), unit) {
        tell("unit", unit.detsis.into());
        tell("unit_name", unit.name.into());
    }
    Ok(claims)
}

/// The unit of a shared account, or the one where the person works.
fn unit_of(conn: &mut Conn, world: &World, account: &Account) -> Result<Option<Unit>> {
    let unit = match &account.unit_id {
        Some(unit) => Some(unit.clone()),
        None => register::current_post(conn, &account.person_id, world.today())?.map(|post| post.unit_id),
    };
    match unit {
        Some(unit) => register::unit(conn, &unit),
        None => Ok(None),
    }
}
