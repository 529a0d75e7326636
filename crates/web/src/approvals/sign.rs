//! The supervisor signs the form that the applicant has signed.

use super::pages;
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::form::paper::exact;
use crate::form::sign::brought;
use crate::signed::explained;
use crate::visit::Visit;
use axum::extract::{Path, Request};
use kunye_core::requests::sign;

/// `GET /onay/{reference}/form.pdf`: the form as the applicant signed it.
pub async fn download(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let name = format!("kunye-{reference}-imzali.pdf");
    let open = move |world: &kunye_core::world::World| sign::open_for_supervisor(world, &actor, &reference);
    file(visit.app.run(open).await?, "application/pdf", &name, false)
}

/// `POST /onay/{reference}/imza`
pub async fn take(visit: Visit, Path(reference): Path<String>, request: Request) -> Answer {
    let reference = exact(&reference)?;
    match brought(&visit, visit.actor(), &reference, request).await {
        Ok(()) => Ok(Flash::success("approvals-signed").on(&visit.app, see_other(&pages::href(&reference)))?),
        Err(error) => pages::again(&visit, reference, explained(&visit, error)).await,
    }
}
