//! Sending a browser on to an application. Whoever comes from a form of ours is shown a page that goes on by itself: browsers
//! hold the policy of forms against redirections too, and ours says that forms lead nowhere else.

use crate::address;
use crate::answer::{Answer, see_other};
use crate::render::Page;
use crate::security;
use crate::visit::Visit;
use axum::http::{HeaderValue, header};
use kunye_core::oidc::authorise::Return;
use kunye_kernel::error::{Error, Result};
use serde::Serialize;

/// `oidc/leave.html`
#[derive(Serialize)]
struct Leave {
    href: String,
    /// The host that it leads to.
    host: String,
}

impl Page for Leave {
    const TEMPLATE: &'static str = "oidc/leave.html";
}

/// `oidc/post.html`
#[derive(Serialize)]
struct Post {
    action: String,
    host: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    value: String,
}

impl Page for Post {
    const TEMPLATE: &'static str = "oidc/post.html";
}

/// Brings an answer to the client: in the address, or in a form that sends itself.
pub fn answer(visit: &Visit, back: &Return, mut values: Vec<(&'static str, String)>, from_form: bool) -> Answer {
    if let Some(state) = &back.state {
        values.push(("state", state.clone()));
    }
    // RFC 9207: a client that talks to several providers knows which one answered.
    values.push(("iss", visit.app.world.public_url.to_string()));
    if back.form_post {
        return post(visit, back, values);
    }
    let query: Vec<String> = values.iter().map(|(name, value)| format!("{name}={}", address::encode(value))).collect();
    let joint = if back.redirect_uri.contains('?') { '&' } else { '?' };
    to(visit, &format!("{}{joint}{}", back.redirect_uri, query.join("&")), from_form)
}

/// Sends the browser to an address that was proved to belong to a client.
pub fn to(visit: &Visit, href: &str, from_form: bool) -> Answer {
    if !from_form {
        return Ok(see_other(href));
    }
    let mut response = visit.page(&Leave { href: href.to_owned(), host: host(href) })?;
    let refresh = HeaderValue::try_from(format!("0; url={href}")).map_err(Error::internal)?;
    response.headers_mut().insert(header::REFRESH, refresh);
    Ok(response)
}

fn post(visit: &Visit, back: &Return, values: Vec<(&'static str, String)>) -> Answer {
    let fields = values.into_iter().map(|(name, value)| Field { name, value }).collect();
    let action = back.redirect_uri.clone();
    let policy = policy(&action)?;
    let mut response = visit.page(&Post { host: host(&action), action, fields })?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Ours, with one more place that the page's form may lead to.
fn policy(action: &str) -> Result<HeaderValue> {
    let origin = security::origin(action);
    let theirs = security::CONTENT_SECURITY_POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}"));
    HeaderValue::try_from(theirs).map_err(Error::internal)
}

pub fn host(href: &str) -> String {
    let origin = security::origin(href);
    origin.split_once("://").map_or(origin, |(_, host)| host).split('?').next().unwrap_or_default().to_owned()
}
