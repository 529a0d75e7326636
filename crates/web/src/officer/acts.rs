//! What the officer does with a request. Each act is one verb of the core; afterwards the request is shown as it is then.

use super::desk::again;
use super::href;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::form::paper::exact;
use crate::input::Form;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::requests::{attest, carry_out};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// The fields of all the forms on the page; each form sends its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForm {
    supervisor: String,
    #[serde(rename = "signed_on-day")]
    day: String,
    #[serde(rename = "signed_on-month")]
    month: String,
    #[serde(rename = "signed_on-year")]
    year: String,
    attested: String,
    reason: String,
}

impl ActForm {
    /// Who signed the paper, and when.
    fn signature(&self) -> Result<(PersonId, Day)> {
        let mut wrong = Vec::new();
        if self.supervisor.is_empty() {
            wrong.push(FieldError { field: "supervisor", text: "officer-attest-who-none" });
        }
        let day = Day::parse(&format!("{}.{}.{}", self.day.trim(), self.month.trim(), self.year.trim()));
        match day {
            Some(day) if wrong.is_empty() => Ok((PersonId::from(self.supervisor.as_str()), day)),
            Some(_) => Err(Error::invalid(wrong)),
            None => {
                wrong.push(FieldError { field: "signed_on", text: "officer-attest-date-wrong" });
                Err(Error::invalid(wrong))
            }
        }
    }
}

/// Does an act, says so, and goes back to the request; or shows it with the reason and with what was typed.
async fn act(
    visit: &Visit,
    reference: &str,
    form: ActForm,
    verb: impl FnOnce(&World, &Actor, &str, &ActForm) -> Result<Flash> + Send + 'static,
) -> Answer {
    let (actor, reference) = (visit.actor(), exact(reference)?);
    let (wanted, given) = (reference.clone(), form.clone());
    match visit.app.run(move |world| verb(world, &actor, &wanted, &given)).await {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&reference)))?),
        Err(error) => again(visit, &reference, error, form).await,
    }
}

/// `POST /kurum/talepler/{reference}/onay`: the paper bears a supervisor's signature.
pub async fn approve(visit: Visit, Path(reference): Path<String>, Form(form): Form<ActForm>) -> Answer {
    let verb = |world: &World, actor: &Actor, reference: &str, form: &ActForm| {
        let (supervisor, signed_on) = form.signature()?;
        attest::approval(world, actor, reference, &supervisor, signed_on).map(|_| Flash::success("officer-attested"))
    };
    act(&visit, &reference, form, verb).await
}

/// `POST /kurum/talepler/{reference}/gonder`
pub async fn order(visit: Visit, Path(reference): Path<String>, Form(form): Form<ActForm>) -> Answer {
    let verb = |world: &World, actor: &Actor, reference: &str, form: &ActForm| {
        let request = carry_out::carry_out(world, actor, reference, form.attested == "yes")?;
        Ok(Flash::success(if request.kind.brings_password() { "officer-ordered" } else { "officer-authorised" }))
    };
    act(&visit, &reference, form, verb).await
}

/// `POST /kurum/talepler/{reference}/tekrar`
pub async fn send_again(visit: Visit, Path(reference): Path<String>) -> Answer {
    let verb = |world: &World, actor: &Actor, reference: &str, _: &ActForm| {
        carry_out::send_again(world, actor, reference).map(|_| Flash::success("officer-sent-again"))
    };
    act(&visit, &reference, ActForm::default(), verb).await
}

/// `POST /kurum/talepler/{reference}/ret`
pub async fn refuse(visit: Visit, Path(reference): Path<String>, Form(form): Form<ActForm>) -> Answer {
    let verb = |world: &World, actor: &Actor, reference: &str, form: &ActForm| {
        attest::refuse(world, actor, reference, &form.reason).map(|_| Flash::success("officer-refused"))
    };
    act(&visit, &reference, form, verb).await
}

/// `POST /kurum/talepler/{reference}/eslestir`
pub async fn look_again(visit: Visit, Path(reference): Path<String>) -> Answer {
    let verb = |world: &World, actor: &Actor, reference: &str, _: &ActForm| {
        let found = attest::look_again(world, actor, reference)?;
        Ok(if found { Flash::success("officer-person-found") } else { Flash::warning("officer-person-not-found") })
    };
    act(&visit, &reference, ActForm::default(), verb).await
}
