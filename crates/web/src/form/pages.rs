use super::draft::{DRAFT, Draft, MADE, made, made_with};
use super::question::{Fields, Question};
use super::unit::{self, Found, Search};
use super::{answered, roles};
use crate::answer::{Answer, WithCookie, see_other};
use crate::errors::Failure;
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::public::notice;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use axum::response::Response;
use kunye_core::policy;
use kunye_core::requests::{self, submit};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;
use serde::{Deserialize, Serialize};

const CHECK: &str = "/talep/kontrol";

#[derive(Deserialize)]
pub struct Read {
    #[serde(default)]
    version: String,
}

/// `POST /aydinlatma`: the notice was read. Whoever was shown an older version reads the new one.
pub async fn begin(visit: Visit, Form(read): Form<Read>) -> Answer {
    if read.version != notice::VERSION {
        return Ok(see_other("/aydinlatma"));
    }
    // Reading it again does not lose what was answered.
    let draft = match visit.sealed::<Draft>(&DRAFT)? {
        Some(draft) => Draft { notice: read.version, ..draft },
        None => Draft::new(&visit, &read.version),
    };
    Ok(see_other(&next(&draft)).with_cookie(DRAFT.make(&visit.app, &draft)?))
}

/// `GET /talep`
pub async fn resume(visit: Visit) -> Answer {
    Ok(match visit.sealed::<Draft>(&DRAFT)? {
        Some(draft) if !draft.notice.is_empty() => see_other(&next(&draft)),
        _ => see_other("/aydinlatma"),
    })
}

fn next(draft: &Draft) -> String {
    draft.missing().map_or(CHECK.to_owned(), Question::path)
}

/// The draft, or the way to a new one.
fn draft(visit: &Visit) -> Result<Draft, Failure> {
    if let Some(draft) = visit.sealed::<Draft>(&DRAFT)? {
        // One that was begun signed in still has to read the notice.
        return match draft.notice.is_empty() {
            true => Err(Failure::Elsewhere(Box::new(see_other("/aydinlatma")))),
            false => Ok(draft),
        };
    }
    // Back to a form that was sent: it is a request now.
    if let Some(reference) = made(visit)?.last() {
        return Err(Failure::Elsewhere(Box::new(see_other(&format!("/talep/tamam/{reference}")))));
    }
    let elsewhere = Flash::info("form-draft-ended").on(&visit.app, see_other("/aydinlatma"))?;
    Err(Failure::Elsewhere(Box::new(elsewhere)))
}

#[derive(Serialize)]
struct Step {
    number: usize,
    total: usize,
}

/// What every question's template is given.
#[derive(Serialize)]
struct QuestionPage {
    #[serde(skip)]
    template: &'static str,
    step: Step,
    back_href: String,
    form: Fields,
    errors: Vec<Message>,
    /// For the commitments.
    max_age_days: i64,
    #[serde(flatten)]
    found: Option<LookedUp>,
}

/// What some questions have to look up.
#[derive(Serialize)]
#[serde(untagged)]
enum LookedUp {
    Unit(Found),
    Applications(roles::Applications),
    Roles(roles::Roles),
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "form/question.html";

    fn template(&self) -> &'static str {
        self.template
    }
}

async fn question_page(visit: &Visit, question: Question, draft: &Draft, search: &Search) -> Result<QuestionPage> {
    let policy = visit.app.run(|world| world.policy()).await?;
    let mut form = question.fields(draft);
    let found = match question {
        Question::Unit => Some(LookedUp::Unit(unit::find(visit, search, draft).await?)),
        Question::Application => Some(LookedUp::Applications(roles::applications(visit).await?)),
        Question::Roles => {
            let (roles, fields) = roles::roles(visit, draft).await?;
            form = fields;
            Some(LookedUp::Roles(roles))
        }
        _ => None,
    };
    let back_href = match question.before(draft.kind) {
        _ if search.is_change() => CHECK.to_owned(),
        Some(before) => before.path(),
        None => "/aydinlatma".to_owned(),
    };
    Ok(QuestionPage {
        template: question.template(),
        step: Step { number: question.number(draft.kind).unwrap_or(1), total: Question::steps(draft.kind) },
        back_href,
        form,
        errors: Vec::new(),
        max_age_days: policy.get(policy::PASSWORD_MAX_AGE),
        found,
    })
}

/// `GET /talep/{question}`. Later questions wait for the earlier ones.
pub async fn ask(visit: Visit, Path(slug): Path<String>, Query(search): Query<Search>) -> Answer {
    let question = Question::from_slug(&slug).ok_or_else(Error::not_found)?;
    let draft = draft(&visit)?;
    let Some(number) = question.number(draft.kind) else { return Ok(see_other(&next(&draft))) };
    match draft.missing() {
        Some(missing) if missing.number(draft.kind) < Some(number) => Ok(see_other(&missing.path())),
        _ => visit.page(&question_page(&visit, question, &draft, &search).await?),
    }
}

/// `POST /talep/{question}`
pub async fn answer(visit: Visit, Path(slug): Path<String>, Query(search): Query<Search>, Form(fields): Form<Fields>) -> Answer {
    let question = Question::from_slug(&slug).ok_or_else(Error::not_found)?;
    let before = draft(&visit)?;
    if question.number(before.kind).is_none() {
        return Ok(see_other(&next(&before)));
    }
    match answered(&visit, question, before.clone(), &fields).await {
        Ok(draft) => {
            let to = match question.after(draft.kind) {
                Some(after) if !search.is_change() && !draft.prefilled => after.path(),
                _ => next(&draft),
            };
            Ok(see_other(&to).with_cookie(DRAFT.make(&visit.app, &draft)?))
        }
        Err(error) => {
            let page = question_page(&visit, question, &before, &search).await?;
            // What was typed is shown again, whatever it is; only names that the page knows.
            let form = page.form.keys().map(|field| (field.clone(), typed(&fields, field))).collect();
            visit.refuse(error, |errors| QuestionPage { form, errors, ..page }, question.slug())
        }
    }
}

fn typed(fields: &Fields, field: &str) -> String {
    fields.get(field).map(|text| text.chars().take(500).collect()).unwrap_or_default()
}

#[derive(Serialize)]
struct Check {
    step: Step,
    back_href: String,
    errors: Vec<Message>,
    answers: Vec<Answered>,
}

#[derive(Serialize)]
struct Answered {
    field: &'static str,
    value: String,
    href: String,
}

impl Page for Check {
    const TEMPLATE: &'static str = "form/check.html";
}

impl Check {
    async fn of(visit: &Visit, draft: &Draft) -> Result<Self> {
        let roles = roles::in_words(visit, draft).await?.join("; ");
        let none = || visit.text("form-answer-none");
        let yes_no = |yes: bool| visit.text(if yes { "common-yes" } else { "common-no" });
        let kind = |kind: &requests::RequestKind| visit.text(&format!("request-kind-{}", kind.as_str().replace('_', "-")));
        let whose = |name: &String| if name.is_empty() { visit.text("form-account-mine") } else { name.clone() };
        let values = [
            ("account", Question::Account, draft.account.as_ref().map(whose)),
            ("application", Question::Application, draft.application.as_ref().map(|chosen| chosen.name.clone())),
            ("roles", Question::Roles, Some(roles).filter(|roles| !roles.is_empty())),
            ("why", Question::Why, draft.why.clone()),
            ("kind", Question::Kind, draft.kind.as_ref().map(kind)),
            ("compromised", Question::Compromised, draft.compromised.map(yes_no)),
            ("national_id", Question::NationalId, draft.national_id.as_deref().and_then(NationalId::parse).map(|id| id.masked())),
            ("name", Question::Name, draft.name.as_ref().map(|name| format!("{} {}", name.given_names, name.surname))),
            ("staff_no", Question::StaffNo, draft.staff_no.clone().filter(|no| !no.is_empty())),
            ("unit", Question::Unit, draft.unit.as_ref().map(|unit| unit.name.clone())),
            ("mobile", Question::Mobile, draft.mobile.as_deref().and_then(Mobile::parse).map(|mobile| mobile.masked())),
        ];
        let answer = |question: &Question| {
            let (field, _, value) = values.iter().find(|(_, of, _)| of == question)?;
            let value = value.clone().unwrap_or_else(none);
            Some(Answered { field, value, href: format!("{}?from=check", question.path()) })
        };
        let total = Question::steps(draft.kind);
        Ok(Self {
            step: Step { number: total, total },
            back_href: Question::Commitments.path(),
            errors: Vec::new(),
            answers: Question::asked(draft.kind).iter().filter_map(answer).collect(),
        })
    }
}

/// `GET /talep/kontrol`
pub async fn check(visit: Visit) -> Answer {
    let draft = draft(&visit)?;
    match draft.missing() {
        None => visit.page(&Check::of(&visit, &draft).await?),
        Some(missing) => Ok(see_other(&missing.path())),
    }
}

/// `POST /talep/gonder`. Sent twice, the same draft gives the same reference.
pub async fn submit(visit: Visit) -> Answer {
    let draft = draft(&visit)?;
    if draft.missing().is_some() {
        return Ok(see_other(&next(&draft)));
    }
    let (source, new) = (visit.source.clone(), draft.clone().complete(visit.language)?);
    match visit.app.run(move |world| submit::submit(world, &source, &new)).await {
        Ok(reference) => Ok(done_with(&visit, &reference)?),
        Err(error) => {
            let page = Check::of(&visit, &draft).await?;
            visit.refuse(error, |errors| Check { errors, ..page }, "form")
        }
    }
}

fn done_with(visit: &Visit, reference: &str) -> Result<Response> {
    Ok(see_other(&format!("/talep/tamam/{reference}"))
        .with_cookie(MADE.make(&visit.app, &made_with(visit, reference)?)?)
        .with_cookie(DRAFT.forget(&visit.app)))
}

#[derive(Serialize)]
struct Done {
    pdf_href: String,
    /// Where it is signed electronically; "" where nobody's signature could be believed.
    sign_href: String,
    follow_href: String,
    lapses_on: String,
    reference: String,
}

impl Page for Done {
    const TEMPLATE: &'static str = "form/done.html";
}

/// `GET /talep/tamam/{reference}`: in the browser that made the form; elsewhere the reference is followed.
pub async fn done(visit: Visit, Path(reference): Path<String>) -> Answer {
    if !made(&visit)?.contains(&reference) {
        return Ok(see_other("/izle"));
    }
    let wanted = reference.clone();
    let lapses_at: Time =
        visit.app.run(move |world| world.db.read(|conn| requests::by_reference(conn, &wanted))).await?.lapses_at;
    visit.page(&Done {
        pdf_href: format!("/talep/{reference}/form.pdf"),
        sign_href: sign_href(&visit, &reference),
        follow_href: format!("/izle/{reference}"),
        lapses_on: lapses_at.day().to_string(),
        reference,
    })
}

/// Where a form is signed electronically, if such signatures are taken.
pub(crate) fn sign_href(visit: &Visit, reference: &str) -> String {
    if visit.app.world.signatures.are_taken() { format!("/talep/{reference}/imza") } else { String::new() }
}
