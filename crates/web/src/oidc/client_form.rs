//! The form in which an administrator describes a client.

use kunye_core::oidc::clients::{Described, Registered};
use kunye_core::oidc::{Algorithm, ClientAuth, Scope, Scopes};
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// As typed, and shown again as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientForm {
    name: String,
    auth: String,
    /// One a line.
    redirects: String,
    sign_outs: String,
    logout_uri: String,
    own: String,
    second_factor: String,
    algorithm: String,
    jwks: String,
    scope_profile: String,
    scope_email: String,
    scope_roles: String,
    scope_units: String,
    scope_offline_access: String,
}

const YES: &str = "yes";

fn yes(it_is: bool) -> String {
    if it_is { YES.to_owned() } else { "no".to_owned() }
}

impl ClientForm {
    /// What most clients are: a program of the institution on a server.
    pub fn usual() -> Self {
        let (yes, algorithm) = (YES.to_owned(), Algorithm::Rs256.as_str().to_owned());
        Self {
            auth: ClientAuth::Secret.as_str().to_owned(),
            own: yes.clone(),
            second_factor: "no".to_owned(),
            algorithm,
            scope_profile: yes.clone(),
            scope_email: yes.clone(),
            scope_roles: yes,
            ..Self::default()
        }
    }

    pub fn of(registered: &Registered) -> Self {
        let client = &registered.client;
        let scope = |scope| if client.scope.has(scope) { YES.to_owned() } else { String::new() };
        Self {
            name: client.name.clone(),
            auth: client.auth.as_str().to_owned(),
            redirects: registered.redirects.join("\n"),
            sign_outs: registered.sign_outs.join("\n"),
            logout_uri: client.logout_uri.clone().unwrap_or_default(),
            own: yes(client.own),
            second_factor: yes(client.second_factor),
            algorithm: client.algorithm.as_str().to_owned(),
            jwks: client.jwks.clone().unwrap_or_default(),
            scope_profile: scope(Scope::Profile),
            scope_email: scope(Scope::Email),
            scope_roles: scope(Scope::Roles),
            scope_units: scope(Scope::Units),
            scope_offline_access: scope(Scope::OfflineAccess),
        }
    }

    pub fn auth(&self) -> Result<ClientAuth> {
        ClientAuth::parse(&self.auth).ok_or_else(|| Error::field("auth", "oidc-auth-none-chosen"))
    }

    pub fn described(&self) -> Result<Described> {
        let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let scopes = [
            (&self.scope_profile, Scope::Profile),
            (&self.scope_email, Scope::Email),
            (&self.scope_roles, Scope::Roles),
            (&self.scope_units, Scope::Units),
            (&self.scope_offline_access, Scope::OfflineAccess),
        ];
        Ok(Described {
            name: self.name.clone(),
            own: self.own == YES,
            second_factor: self.second_factor == YES,
            algorithm: Algorithm::parse(&self.algorithm).ok_or_else(|| Error::field("algorithm", "oidc-algorithm-none"))?,
            scope: Scopes::of(scopes.into_iter().filter(|(ticked, _)| *ticked == YES).map(|(_, scope)| scope)),
            redirects: lines(&self.redirects),
            sign_outs: lines(&self.sign_outs),
            logout_uri: text(&self.logout_uri),
            jwks: text(&self.jwks),
        })
    }
}
