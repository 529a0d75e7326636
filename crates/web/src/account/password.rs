//! Choosing a password of one's own (A9).

use super::pages::HOME;
use crate::access::step;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::accounts::change_password::{self, Change};
use kunye_core::accounts::sessions::Stage;
use kunye_core::oidc::settle;
use kunye_core::policy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use serde::{Deserialize, Serialize};

const HERE: &str = "/hesabim/parola";

/// What was typed is never shown again.
#[derive(Serialize)]
struct ChangePassword {
    user_name: String,
    rules: Vec<String>,
    /// Empty where it must be done before anything else.
    back_href: &'static str,
    errors: Vec<Message>,
}

impl Page for ChangePassword {
    const TEMPLATE: &'static str = "sign_in/change_password.html";
}

async fn page(visit: &Visit) -> Result<ChangePassword> {
    let session = visit.signed_in()?;
    let policy = visit.app.run(|world| world.policy()).await?;
    if policy.get(policy::OWN_PASSWORD) == 0 {
        return Err(Error::forbidden("password-own-not-allowed"));
    }
    let min = policy.get(policy::OWN_LENGTH).to_string();
    let rules = ["account-rule-length", "account-rule-words", "account-rule-names"];
    Ok(ChangePassword {
        user_name: session.account.user_name.clone(),
        rules: rules.iter().map(|key| visit.text_with(key, &[("min", min.clone())])).collect(),
        back_href: if session.stage == Stage::NeedsPassword { "" } else { HOME },
        errors: Vec::new(),
    })
}

/// `GET /hesabim/parola`
pub async fn ask(visit: Visit) -> Answer {
    match step(visit.signed_in()?.stage) {
        Some(other) if other != HERE => return Ok(see_other(other)),
        _ => {}
    }
    visit.page(&page(&visit).await?)
}

#[derive(Deserialize)]
pub struct Given {
    #[serde(default = "nothing")]
    current: Secret,
    #[serde(default = "nothing")]
    chosen: Secret,
    #[serde(default = "nothing")]
    again: Secret,
}

fn nothing() -> Secret {
    Secret::new("")
}

/// `POST /hesabim/parola`. Every other session of the account ends.
pub async fn change(visit: Visit, Form(given): Form<Given>) -> Answer {
    let session = visit.signed_in()?.clone();
    let Given { current, chosen, again } = given;
    let changed = visit.app.run(move |world| {
        change_password::change(world, &session, &Change { current, chosen, again })?;
        settle::settle_account(world, &session.account.id)
    });
    match changed.await {
        Ok(()) => Ok(Flash::success("account-password-changed").on(&visit.app, see_other(HOME))?),
        Err(error) => {
            let shown = page(&visit).await?;
            visit.refuse(error, |errors| ChangePassword { errors, ..shown }, "current")
        }
    }
}
