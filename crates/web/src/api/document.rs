//! The OpenAPI description (3.1). What every operation shares is added here, once: who may call it, from the table of routes, and
//! how it refuses.

use super::{
    accounts, applications, approvals, attendance, candidates, certificates, customers, documents, invitations, leave, names,
    people, planner, plans, public, questions, requests, rights, session, shapes, steering, trainers, training, units,
};
use crate::access::Access;
use crate::answer::Answer;
use crate::routes;
use axum::http::{HeaderValue, Method, header};
use axum::response::IntoResponse;
use kunye_kernel::error::Error;
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Künye",
        description = "Opening and renewing staff accounts through delegated officers. Every list and every entry is narrowed to what the \
                       signed-in person's duties reach; what lies beside is answered with 404. Moments are UTC (RFC 3339), days are \
                       calendar days in Istanbul.",
    ),
    servers((url = "/")),
    tags(
        (name = "public", description = "Without signing in"),
        (name = "session", description = "Signing in and out"),
        (name = "register", description = "Units and people"),
        (name = "accounts", description = "State and clock of accounts; nothing secret"),
        (name = "requests", description = "Requests, from approval to delivery"),
        (name = "planning", description = "The training programme for those who plan it: sessions, requests, tiers, hours, interest"),
        (name = "training", description = "The training programme: rights and seats, requests, people and their leave, attendance, certificates, evaluations, coverage"),
    ),
    paths(
        public::submit, public::follow, documents::by_file, documents::by_code, applications::list,
        session::open, session::end, session::me,
        units::list, units::get, people::list, people::get,
        accounts::by_user_name, accounts::of_person,
        requests::list, requests::get, approvals::list, approvals::decide,
        requests::attest, requests::scan, requests::carry_out, requests::send_again, requests::refuse,
        training::entitlement, training::sessions, training::reservations, training::reserve, training::reduce, training::withdraw,
        attendance::get, attendance::send,
        plans::list, plans::get, plans::write, plans::send, plans::correct, plans::withdraw, plans::check, plans::of_customers, plans::review,
        rights::statement, rights::catalogue, rights::interest, rights::state, rights::withdraw,
        invitations::list, invitations::answer, invitations::evaluate,
        questions::mine, questions::ask, questions::of_staff, questions::answer,
        names::list, names::name, names::remove, candidates::of_session, candidates::ask, candidates::close, candidates::of_units,
        candidates::propose, candidates::take_back,
        leave::list, leave::put, leave::remove, certificates::list, certificates::verify, certificates::due, certificates::order, certificates::revoke,
        customers::list, customers::get, customers::note, customers::nudge,
        trainers::sessions, trainers::absences, trainers::away, trainers::back,
        planner::offer::get, planner::offer::decide, planner::offer::add_course, planner::offer::save_course, planner::offer::drop_course,
        planner::offer::add_site, planner::offer::save_site, planner::offer::drop_site,
        planner::staff::trainers, planner::staff::keep, planner::staff::away, planner::staff::back, planner::staff::managers,
        planner::staff::assign,
        planner::catalogue::get, planner::catalogue::interest,
        planner::sessions::list, planner::sessions::get, planner::sessions::trial, planner::sessions::announce,
        planner::sessions::try_correction, planner::sessions::correct, planner::sessions::call_off, planner::sessions::trainers,
        planner::sessions::set_trainer,
        planner::requests::list, planner::requests::get, planner::requests::proposals, planner::requests::trial, planner::requests::plan,
        planner::requests::take_in, planner::requests::refuse, planner::requests::call_off, planner::requests::check,
        planner::tiers::list, planner::tiers::trial, planner::tiers::publish,
        planner::hours::institutions, planner::hours::try_transfer, planner::hours::transfer,
        steering::evaluations, steering::coverage,
    ),
    components(schemas(shapes::Problem))
)]
struct Document;

const BEARER: &str = "bearer";
const COOKIE: &str = "cookie";

/// The description as it is served and committed.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    if let Some(components) = &mut document.components {
        let bearer =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("The token of `POST /api/v1/session`")).build();
        let cookie = ApiKeyValue::with_description(
            crate::cookies::SESSION,
            "The session of a browser; unsafe methods from our own pages only",
        );
        components.add_security_scheme(BEARER, SecurityScheme::Http(bearer));
        components.add_security_scheme(COOKIE, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
    let table = routes::table();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let route = table.iter().find(|route| route.path == path && route.method == method);
            complete(operation, route.map_or(Access::Public, |route| route.access));
        }
    }
    document
}

fn operations(item: &mut PathItem) -> Vec<(Method, &mut Operation)> {
    let all = [(Method::GET, &mut item.get), (Method::POST, &mut item.post), (Method::DELETE, &mut item.delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?))).collect()
}

/// Says who may call, and that whoever may not is told by a problem.
fn complete(operation: &mut Operation, access: Access) {
    if access != Access::Public {
        let either = [BEARER, COOKIE].map(|scheme| SecurityRequirement::new(scheme, std::iter::empty::<String>()));
        operation.security = Some(either.to_vec());
        let duties: Vec<&str> = access.duties().iter().map(|duty| duty.as_str()).collect();
        if !duties.is_empty() {
            let note = format!("Needs a duty: {}.", duties.join(", "));
            operation.description = Some(operation.description.take().map_or(note.clone(), |text| format!("{text}\n\n{note}")));
        }
    }
    for response in operation.responses.responses.values_mut() {
        // Required by the specification, and said well enough by the operation's own summary.
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = "What was asked for".to_owned();
        }
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let refusal = ResponseBuilder::new().description("Refused").content("application/problem+json", problem).build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(refusal));
}

/// The description as text, a line for each value, so that changes are read in a comparison.
pub fn text() -> Result<String, Error> {
    serde_json::to_string_pretty(&document()).map(|text| text + "\n").map_err(Error::internal)
}

static TEXT: LazyLock<Result<String, Error>> = LazyLock::new(text);

/// `GET /api/openapi.json`
pub async fn serve() -> Answer {
    let text = TEXT.as_ref().map_err(|error| Error::internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
    ];
    Ok((headers, text.as_str()).into_response())
}
