use super::accounts::Account;
use super::input::Body;
use super::shapes::{Duty, PersonTag, moment};
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::accounts::sessions::{self, Session, Stage};
use kunye_core::accounts::{second_factor, sign_in};
use kunye_core::register;
use kunye_core::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Credentials of a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    #[schema(example = "sukru.caglar")]
    user_name: String,
    #[schema(value_type = String, format = Password)]
    password: Secret,
    /// The one-time code of the person's app, for accounts with a second factor.
    #[schema(value_type = Option<String>, example = "123456")]
    #[serde(default)]
    code: Option<Secret>,
}

/// An open session.
#[derive(Serialize, ToSchema)]
pub struct OpenSession {
    /// To be sent as `Authorization: Bearer`. Whoever holds it is the person: keep it like a password.
    token: String,
    #[schema(format = DateTime)]
    ends_at: String,
    person: PersonTag,
}

/// Opens a session.
///
/// Accounts whose duties ask for a second factor need a code, and the factor set up beforehand in a browser. Wrong names and wrong
/// passwords are told in one sentence; tries are slowed.
#[utoipa::path(post, operation_id = "open_session", path = "/api/v1/session", tag = "session", request_body = NewSession,
    responses((status = 201, description = "Signed in", body = OpenSession)))]
pub async fn open(visit: Visit, Body(given): Body<NewSession>) -> Answer {
    let (source, agent) = (visit.source.clone(), visit.agent.clone());
    let (token, session) = visit.app.run(move |world| begin(world, &source, &agent, &given)).await?;
    let open =
        OpenSession { token: token.expose().to_owned(), ends_at: moment(session.ends_at), person: (&session.person).into() };
    Ok((StatusCode::CREATED, Json(open)).into_response())
}

/// A session that is complete, or none.
fn begin(world: &World, source: &Source, agent: &str, given: &NewSession) -> Result<(Secret, Session)> {
    let token = sign_in::begin(world, source, agent, None, &given.user_name, &given.password)?.token;
    match complete(world, source, &token, given.code.as_ref()) {
        Ok(session) => Ok((token, session)),
        Err(error) => {
            sessions::end(world, &token)?;
            Err(error)
        }
    }
}

fn complete(world: &World, source: &Source, token: &Secret, code: Option<&Secret>) -> Result<Session> {
    let session = sessions::resolve(world, token, source)?.ok_or_else(Error::unauthenticated)?;
    match (session.stage, code) {
        (Stage::Full, _) => Ok(session),
        (Stage::NeedsEnrolment, _) => Err(Error::forbidden("api-second-factor-enrol")),
        (Stage::NeedsPassword, _) => Err(Error::forbidden("api-password-needed")),
        (Stage::NeedsCode, None) => Err(Error::new(Kind::Unauthenticated, "api-second-factor-needed")),
        (Stage::NeedsCode, Some(code)) => {
            second_factor::verify(world, &session, code.expose())?;
            sessions::resolve(world, token, source)?.ok_or_else(Error::unauthenticated)
        }
    }
}

/// Ends the session.
#[utoipa::path(delete, operation_id = "end_session", path = "/api/v1/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn end(visit: Visit) -> Answer {
    if let Some(token) = visit.token() {
        visit.app.run(move |world| sessions::end(world, &token)).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    person: PersonTag,
    account: Account,
    /// Held today.
    duties: Vec<Duty>,
    #[schema(format = DateTime)]
    session_ends_at: String,
}

/// Who is signed in, with account and duties.
#[utoipa::path(get, operation_id = "get_me", path = "/api/v1/me", tag = "session", responses((status = 200, body = Me)))]
pub async fn me(visit: Visit) -> Answer {
    let session = visit.signed_in()?.clone();
    let me = visit.app.run(move |world| {
        let now = world.now();
        world.db.read(|conn| {
            let mut duties = Vec::new();
            for duty in session.duties.iter().cloned() {
                let unit = register::unit(conn, &duty.unit_id)?.ok_or_else(Error::not_found)?;
                duties.push(Duty::of(duty, unit, &session.person));
            }
            let account = Account::of(conn, session.account.clone(), &session.person, now)?;
            Ok(Me { person: (&session.person).into(), account, duties, session_ends_at: moment(session.ends_at) })
        })
    });
    Ok(Json(me.await?).into_response())
}
