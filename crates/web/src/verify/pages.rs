use crate::answer::{Answer, see_other};
use crate::render::Page;
use crate::signed::{SignatureTag, sentence};
use crate::upload;
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::issued::Document;
use kunye_core::issued::verify::{self, Examined, LARGEST, Standing};
use kunye_esign::report::Report;
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use serde::Serialize;

const HOME: &str = "/dogrula";

/// Bytes that an upload may bring at most.
pub const LIMIT: usize = LARGEST + (1 << 20);

#[derive(Serialize)]
struct Ask {
    form: AskForm,
    limit_megabytes: usize,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct AskForm {
    code: String,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "verify/ask.html";
}

impl Ask {
    fn of(code: String, errors: Vec<Message>) -> Self {
        Self { form: AskForm { code }, limit_megabytes: LARGEST >> 20, errors }
    }
}

#[derive(Serialize)]
struct Show {
    /// `genuine`, `changed`, `unknown`, `listed` (looked up by its code), `destroyed`.
    verdict: &'static str,
    document: Option<DocumentTag>,
    /// Seals and signatures, with what was found out about each.
    signatures: Vec<SignatureTag>,
    /// What is wrong with the file itself.
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct DocumentTag {
    kind: String,
    code: String,
    issued_at: String,
    destroyed_at: String,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct Fact {
    key: String,
    value: String,
}

impl Page for Show {
    const TEMPLATE: &'static str = "verify/show.html";
}

impl DocumentTag {
    fn of(visit: &Visit, document: &Document) -> Self {
        let fact = |(key, value): (String, String)| Fact { key: visit.text(&key), value };
        Self {
            kind: document.kind.clone(),
            code: document.code.clone(),
            issued_at: document.issued_at.display(),
            destroyed_at: document.destroyed_at.map(|at| at.display()).unwrap_or_default(),
            facts: document.facts().into_iter().map(fact).collect(),
        }
    }
}

/// `GET /dogrula`
pub async fn ask(visit: Visit) -> Answer {
    visit.page(&Ask::of(String::new(), Vec::new()))
}

/// `POST /dogrula`: a code, or a file. Throttled in the core.
pub async fn find(visit: Visit, request: Request) -> Answer {
    let too_large = || Error::new(Kind::TooLarge, "document-file-too-large").with("max", LARGEST >> 20);
    let given = match upload::file(request, "file", LARGEST, too_large).await {
        Ok(given) => given,
        Err(error) => return visit.refuse(error, |errors| Ask::of(String::new(), errors), "file"),
    };
    let typed: String = tidy(given.fields.get("code").map(String::as_str).unwrap_or_default()).chars().take(40).collect();
    if given.bytes.is_empty() && !typed.is_empty() {
        return match place(&typed) {
            Some(place) => Ok(see_other(&place)),
            None => visit.refuse(Error::field("code", "document-code-malformed"), |errors| Ask::of(typed, errors), "code"),
        };
    }
    let source = visit.source.clone();
    match visit.app.run(move |world| verify::by_file(world, &source, &given.bytes)).await {
        Ok(examined) => visit.page(&Show::of_file(&visit, &examined)),
        Err(error) => visit.refuse(error, |errors| Ask::of(typed, errors), "file"),
    }
}

/// Where a typed code leads. Certificates of participation have shorter codes and a page of their own.
fn place(typed: &str) -> Option<String> {
    let document = reference::parse_code(typed).map(|code| format!("{HOME}/{code}"));
    document.or_else(|| certificate(typed))
}

fn certificate(typed: &str) -> Option<String> {
    reference::parse(typed).map(|code| format!("/sertifika/{code}"))
}

/// `GET /dogrula/{code}`: where the code printed on a document leads.
pub async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    if let Some(place) = certificate(&code) {
        return Ok(see_other(&place));
    }
    let (source, typed) = (visit.source.clone(), code.clone());
    match visit.app.run(move |world| verify::look_up(world, &source, &typed)).await {
        Ok((document, report)) => visit.page(&Show::of_code(&visit, &document, report.as_ref())),
        Err(error) => visit.refuse(error, |errors| Ask::of(code.chars().take(40).collect(), errors), "code"),
    }
}

impl Show {
    fn of_code(visit: &Visit, document: &Document, report: Option<&Report>) -> Self {
        Self {
            verdict: Standing::of(document).as_str(),
            document: Some(DocumentTag::of(visit, document)),
            signatures: report.map(|report| SignatureTag::all(visit, report)).unwrap_or_default(),
            reasons: Vec::new(),
        }
    }

    fn of_file(visit: &Visit, examined: &Examined) -> Self {
        let changed = examined.later.as_ref().and_then(|later| later.as_ref().err());
        let reasons = changed.into_iter().chain(&examined.report.reasons);
        Self {
            verdict: examined.standing().as_str(),
            // What a changed file shows is not what we issued; that is shown all the same, to be compared.
            document: examined.document.as_ref().map(|document| DocumentTag::of(visit, document)),
            signatures: SignatureTag::all(visit, &examined.report),
            reasons: reasons.map(|reason| sentence(visit, reason)).collect(),
        }
    }
}
