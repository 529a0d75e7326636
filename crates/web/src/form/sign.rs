//! Signing the form electronically: for the browser that made it, and for whoever knows the national id on it.

use super::draft::made;
use super::paper::exact;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::render::Page;
use crate::signed::{SignedTag, explained};
use crate::upload;
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::policy;
use kunye_core::requests::{self, RequestState, sign};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use serde::Serialize;

const MEBIBYTE: usize = 1024 * 1024;

#[derive(Serialize)]
struct Sign {
    reference: String,
    state: RequestState,
    pdf_href: String,
    follow_href: String,
    /// Who has signed so far; none before the first.
    signed: Option<SignedTag>,
    /// Whether a signature can still be added.
    may: bool,
    limit_megabytes: i64,
    errors: Vec<Message>,
}

impl Page for Sign {
    const TEMPLATE: &'static str = "form/sign.html";
}

/// Whoever does not hold the form is asked for the national id on it.
fn elsewhere(visit: &Visit, reference: &str) -> Result<Option<String>> {
    let ask = || format!("/talep/{reference}/form?sonra=imza");
    Ok((!made(visit)?.iter().any(|made| made == reference)).then(ask))
}

async fn load(visit: &Visit, reference: &str) -> Result<Sign> {
    let wanted = reference.to_owned();
    let read = move |world: &kunye_core::world::World| {
        let limit = world.policy()?.get(policy::SCAN_MAX_SIZE);
        let (request, form) = world.db.read(|conn| {
            let request = requests::by_reference(conn, &wanted)?;
            let form = requests::signed_form(conn, &request.id)?;
            Ok((request, form))
        })?;
        Ok((request, form, limit, world.signatures.are_taken()))
    };
    let (request, form, limit_megabytes, taken) = visit.app.run(read).await?;
    let open = matches!(request.state, RequestState::AwaitingApproval | RequestState::Approved);
    let complete = form.as_ref().is_some_and(|form| form.signers().len() > 1);
    Ok(Sign {
        pdf_href: match &form {
            Some(_) => format!("/talep/{reference}/imzali.pdf"),
            None => format!("/talep/{reference}/form.pdf"),
        },
        follow_href: format!("/izle/{reference}"),
        signed: form.as_ref().map(|form| SignedTag::of(form, format!("/talep/{reference}/imzali.pdf"))),
        may: taken && open && !complete,
        reference: request.reference,
        state: request.state,
        limit_megabytes,
        errors: Vec::new(),
    })
}

/// `GET /talep/{reference}/imza`
pub async fn ask(visit: Visit, Path(reference): Path<String>) -> Answer {
    let reference = exact(&reference)?;
    match elsewhere(&visit, &reference)? {
        Some(elsewhere) => Ok(see_other(&elsewhere)),
        None => visit.page(&load(&visit, &reference).await?),
    }
}

/// `POST /talep/{reference}/imza`. Throttled in the core.
pub async fn take(visit: Visit, Path(reference): Path<String>, request: Request) -> Answer {
    let reference = exact(&reference)?;
    if let Some(elsewhere) = elsewhere(&visit, &reference)? {
        upload::discard(request.into_body()).await;
        return Ok(see_other(&elsewhere));
    }
    // The signature says who it was, not the session of whoever brings the file.
    let actor = Actor::Public { source: visit.source.clone() };
    match brought(&visit, actor, &reference, request).await {
        Ok(()) => Ok(Flash::success("signed-done").on(&visit.app, see_other(&format!("/talep/{reference}/imza")))?),
        Err(error) => {
            let page = load(&visit, &reference).await?;
            visit.refuse(explained(&visit, error), |errors| Sign { errors, ..page }, "signed")
        }
    }
}

/// The file of an upload, given to the core.
pub(crate) async fn brought(visit: &Visit, actor: Actor, reference: &str, request: Request) -> Result<()> {
    let most = visit.app.run(|world| world.policy()).await?.get(policy::SCAN_MAX_SIZE);
    let too_large = || Error::new(Kind::TooLarge, "scan-too-large").with("max", most);
    let limit = usize::try_from(most).unwrap_or_default() * MEBIBYTE;
    let upload = upload::file(request, "signed", limit, too_large).await?;
    let reference = reference.to_owned();
    visit.app.run(move |world| sign::take(world, &actor, &reference, &upload.bytes).map(drop)).await
}

/// `GET /talep/{reference}/imzali.pdf`: the form with the signatures it has, for whoever signs next.
pub async fn download(visit: Visit, Path(reference): Path<String>) -> Answer {
    let reference = exact(&reference)?;
    if let Some(elsewhere) = elsewhere(&visit, &reference)? {
        return Ok(see_other(&elsewhere));
    }
    let name = format!("kunye-{reference}-imzali.pdf");
    let open = move |world: &kunye_core::world::World| {
        let form = world.db.read(|conn| {
            let request = requests::by_reference(conn, &reference)?;
            requests::signed_form(conn, &request.id)?.ok_or_else(Error::not_found)
        })?;
        sign::open(world, &form)
    };
    crate::answer::file(visit.app.run(open).await?, "application/pdf", &name, false)
}
