use super::story::{self, Step};
use crate::access::{Access, Verdict};
use crate::answer::{Answer, see_other};
use crate::form::pages::sign_href;
use crate::form::paper::exact;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::requests::{RequestKind, RequestState, follow, view};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Ask {
    form: AskForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct AskForm {
    reference: String,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "follow/ask.html";
}

/// `GET /izle`
pub async fn ask(visit: Visit) -> Answer {
    visit.page(&Ask { form: AskForm { reference: String::new() }, errors: Vec::new() })
}

#[derive(Deserialize)]
pub struct Given {
    #[serde(default)]
    reference: String,
}

/// `POST /izle`. A slip of the hand is noticed by the check character, before anything is looked for.
pub async fn find(visit: Visit, Form(given): Form<Given>) -> Answer {
    if let Some(reference) = reference::parse(&given.reference) {
        return Ok(see_other(&format!("/izle/{reference}")));
    }
    let typed: String = tidy(&given.reference).chars().take(40).collect();
    let text = if typed.is_empty() { "follow-reference-none" } else { "reference-malformed" };
    let page = |errors| Ask { form: AskForm { reference: typed }, errors };
    visit.refuse(Error::field("reference", text), page, "reference")
}

#[derive(Serialize)]
struct Show {
    request: Shown,
    reason: String,
    lapses_on: String,
    pdf_href: String,
    /// Where it is signed electronically; "" when it can no longer be.
    sign_href: String,
    /// The same request on the desk of the officer who looks; "" for everybody else.
    desk_href: String,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Shown {
    reference: String,
    kind: RequestKind,
    state: RequestState,
}

impl Page for Show {
    const TEMPLATE: &'static str = "follow/show.html";
}

/// `GET /izle/{reference}`. Throttled in the core.
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (wanted, source) = (exact(&reference)?, visit.source.clone());
    let desk_href = desk_href(&visit, &wanted).await?;
    match visit.app.run(move |world| follow::follow(world, &source, &wanted)).await {
        Ok(followed) => {
            let waits = matches!(followed.state, RequestState::AwaitingApproval | RequestState::Approved);
            visit.page(&Show {
                reason: followed.reason.clone().unwrap_or_default(),
                lapses_on: if waits { followed.lapses_at.day().to_string() } else { String::new() },
                pdf_href: if waits { format!("/talep/{reference}/form.pdf") } else { String::new() },
                sign_href: if waits { sign_href(&visit, &reference) } else { String::new() },
                desk_href,
                steps: story::tell(&followed),
                request: Shown { reference: followed.reference, kind: followed.kind, state: followed.state },
            })
        }
        Err(error) if error.kind == Kind::NotFound => Err(Error::new(Kind::NotFound, "follow-not-found").into()),
        Err(error) => Err(error.into()),
    }
}

/// The QR code on a form leads everybody here; an officer who may open the request goes on from here.
async fn desk_href(visit: &Visit, reference: &str) -> Result<String> {
    let Some(session) = visit.session() else { return Ok(String::new()) };
    if Access::Officer.verdict(Some(session), false) != Verdict::Admitted {
        return Ok(String::new());
    }
    let (actor, wanted) = (visit.actor(), reference.to_owned());
    match visit.app.run(move |world| view::for_officer(world, &actor, &wanted).map(drop)).await {
        Ok(()) => Ok(format!("/kurum/talepler/{reference}")),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Ok(String::new()),
        Err(error) => Err(error),
    }
}
