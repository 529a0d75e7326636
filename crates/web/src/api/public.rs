use super::input::Body;
use super::shapes::{maybe_moment, moment};
use super::words;
use crate::answer::Answer;
use crate::form::whole::{self, Fields};
use crate::public::notice;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use kunye_core::applications::Act;
use kunye_core::requests::{RequestKind, RequestState, follow, submit};
use kunye_kernel::error::Error;
use kunye_kernel::id::{looks_like_id, ulid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The *Kullanıcı Talep Formu*.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    #[schema(value_type = words::RequestKind)]
    kind: RequestKind,
    /// Somebody else may know the password: it ends as soon as the request is carried out. Asked for every kind but
    /// `authorisation`.
    #[serde(default)]
    compromised: Option<bool>,
    /// The user name of the unit's account it is about; nothing for one's own.
    #[serde(default)]
    account: Option<String>,
    /// Of an `authorisation`: the application's short name, what is to be done with its roles, and why.
    #[serde(default)]
    application: Option<String>,
    #[serde(default)]
    roles: Vec<NewRole>,
    #[serde(default)]
    why: Option<String>,
    /// Eleven digits.
    #[schema(example = "10000000146")]
    national_id: String,
    given_names: String,
    surname: String,
    #[serde(default)]
    staff_no: Option<String>,
    /// DETSİS number of the unit one works in.
    #[schema(example = "24301719")]
    unit: String,
    #[schema(example = "0532 123 45 67")]
    mobile: String,
    /// The person has agreed to the form's commitments.
    agree: bool,
    /// Version of the privacy notice that the person was shown.
    #[schema(example = "1")]
    notice: String,
    /// A ULID of the sender's making: the same one sent again gives the same reference.
    #[serde(default)]
    draft: Option<String>,
}

/// A role to be given or taken. To swap a role is to withdraw one and grant another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// The role's short name in its application.
    #[schema(example = "okuyucu")]
    role: String,
    #[schema(value_type = words::Act)]
    act: Act,
}

impl NewRequest {
    /// As the pages' form has them.
    fn fields(&self) -> Fields {
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        let fields = [
            ("kind", self.kind.as_str()),
            ("account", if self.account.is_some() { "unit" } else { "mine" }),
            ("account_name", self.account.as_deref().unwrap_or_default()),
            ("compromised", self.compromised.map(yes_no).unwrap_or_default()),
            ("application", self.application.as_deref().unwrap_or_default()),
            ("why", self.why.as_deref().unwrap_or_default()),
            ("national_id", &self.national_id),
            ("given_names", &self.given_names),
            ("surname", &self.surname),
            ("staff_no", self.staff_no.as_deref().unwrap_or_default()),
            ("unit", &self.unit),
            ("mobile", &self.mobile),
            ("agree", yes_no(self.agree)),
        ];
        let roles = self.roles.iter().map(|one| (format!("role-{}", one.role), one.act.to_string()));
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).chain(roles).collect()
    }
}

/// A request that was taken.
#[derive(Serialize, ToSchema)]
pub struct Submitted {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    /// Where people follow it.
    follow_url: String,
}

/// Sends a request form.
///
/// Nobody is signed in: it is the form of those who cannot. Every wrong answer is named at once.
#[utoipa::path(post, operation_id = "submit_request", path = "/api/v1/requests", tag = "public", request_body = NewRequest,
    responses((status = 201, description = "Taken", body = Submitted, headers(("Location", description = "Where it is followed")))))]
pub async fn submit(visit: Visit, Body(given): Body<NewRequest>) -> Answer {
    if given.notice != notice::VERSION {
        return Err(Error::field("notice", "api-notice-old").into());
    }
    let world = &visit.app.world;
    let draft = given.draft.clone().unwrap_or_else(|| ulid(world.now(), &*world.entropy));
    if !looks_like_id(&draft) {
        return Err(Error::field("draft", "error-invalid").into());
    }
    let (source, new) = (visit.source.clone(), whole::read(&visit, draft, &given.fields()).await?);
    let reference = visit.app.run(move |world| submit::submit(world, &source, &new)).await?;
    let location = format!("/api/v1/follow/{reference}");
    let follow_url = format!("{}/izle/{reference}", world.public_url);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Submitted { reference, follow_url })).into_response())
}

/// What a reference tells: no personal data.
#[derive(Serialize, ToSchema)]
pub struct Followed {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    #[schema(value_type = words::RequestKind)]
    kind: RequestKind,
    #[schema(value_type = words::RequestState)]
    state: RequestState,
    #[schema(format = DateTime)]
    made_at: String,
    #[schema(format = DateTime)]
    lapses_at: String,
    #[schema(format = DateTime)]
    approved_at: Option<String>,
    #[schema(format = DateTime)]
    ordered_at: Option<String>,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Why the officer refused it, in the officer's words.
    reason: Option<String>,
}

/// Follows a request by its reference.
#[utoipa::path(get, operation_id = "follow_request", path = "/api/v1/follow/{reference}", tag = "public", params(("reference" = String, Path)),
    responses((status = 200, body = Followed)))]
pub async fn follow(visit: Visit, Path(reference): Path<String>) -> Answer {
    let source = visit.source.clone();
    let told = visit.app.run(move |world| follow::follow(world, &source, &reference)).await?;
    let followed = Followed {
        reference: told.reference,
        kind: told.kind,
        state: told.state,
        made_at: moment(told.made_at),
        lapses_at: moment(told.lapses_at),
        approved_at: maybe_moment(told.approved_at),
        ordered_at: maybe_moment(told.ordered_at),
        ended_at: maybe_moment(told.ended_at),
        reason: told.reason,
    };
    Ok(Json(followed).into_response())
}
