//! Everything about one request in one file, for an auditor who does not have the product (A6, A7): the form as issued, the scan or
//! the signatures, what validation found, the lines of the record, and the sums of all of it.

use super::attest::handled;
use super::file::SIGNED;
use super::model::{Request, SignedForm};
use super::{sign, store};
use crate::archive::{self, Item};
use crate::audit::{self, Entry, Line};
use crate::db::Conn;
use crate::issued::{self, Document};
use crate::register::{self, duties};
use crate::texts::Texts;
use crate::world::World;
use kunye_esign::validate::Material;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::language::Language;
use serde_json::json;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a bundle is made of.
struct Case {
    request: Request,
    /// Papers of the officer's own archive; of destroyed ones the line alone.
    items: Vec<Item>,
    documents: Vec<Document>,
    signed: Vec<SignedForm>,
    lines: Vec<Line>,
    summary: serde_json::Value,
}

/// The bundle of a request, for the officer who deals with it; recorded each time.
pub fn bundle(world: &World, texts: &Texts, actor: &Actor, reference: &str) -> Result<Vec<u8>> {
    let now = world.now();
    let case = world.db.write(|tx| {
        let case = read(tx, world, actor, reference)?;
        let entry = Entry::new("case.exported", "request", case.request.id.as_str()).unit(&case.request.unit_id);
        audit::record(tx, now, actor, &entry)?;
        Ok(case)
    })?;
    let mut files = Files::default();
    for language in [Language::Tr, Language::En] {
        let args = [("reference", case.request.reference.clone()), ("date", now.display())];
        files.add(format!("README.{}.txt", language.code()), texts.text(language, "bundle-readme", &args));
    }
    files.add("case.json", pretty(&case.summary)?);
    files.add("record.json", pretty(&case.lines.iter().map(line).collect::<Vec<_>>())?);
    for document in case.documents.iter().filter(|document| document.destroyed_at.is_none()) {
        files.add(format!("issued/{}.pdf", document.code), issued::open(world, document)?);
    }
    for item in case.items.iter().filter(|item| item.destroyed_at.is_none()) {
        let ending = match item.media_type.as_str() {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            _ => "pdf",
        };
        files.add(format!("filed/{}.{ending}", item.archive_no), world.blobs.get(item.unit_id.as_str(), &item.blob)?.to_vec());
    }
    let kept: Vec<&SignedForm> = case.signed.iter().filter(|form| form.destroyed_at.is_none()).collect();
    for (number, form) in (1..).zip(&kept) {
        files.add(format!("signed/{number}.pdf"), sign::open(world, form)?);
        let report: serde_json::Value = serde_json::from_str(&form.report).map_err(Error::internal)?;
        files.add(format!("signed/{number}.report.json"), pretty(&report)?);
    }
    if !kept.is_empty() {
        trusted(&mut files, &world.signatures.material());
    }
    files.pack(world)
}

fn read(tx: &mut Conn, world: &World, actor: &Actor, reference: &str) -> Result<Case> {
    let today = world.today();
    let (request, _) = handled(tx, actor, reference, today)?;
    let scope = duties::officer_scope(tx, actor, today)?;
    let id = request.id.as_str();
    let mut items = archive::of_subject(tx, id)?;
    items.retain(|item| scope.duty_units().contains(&item.unit_id));
    let documents = issued::of_subject(tx, id)?;
    let signed = store::signed_forms(tx, &request.id)?;
    let lines = audit::story(tx, id)?;
    let summary = summary(tx, &request, &items, &documents, &signed)?;
    Ok(Case { request, items, documents, signed, lines, summary })
}

fn summary(
    tx: &mut Conn,
    request: &Request,
    items: &[Item],
    documents: &[Document],
    signed: &[SignedForm],
) -> Result<serde_json::Value> {
    let unit = register::unit(tx, &request.unit_id)?.ok_or_else(Error::not_found)?;
    let mut name = |id: &PersonId| Ok::<_, Error>(register::person(tx, id)?.map(|person| person.full_name()));
    let person = request.person_id.as_ref().map(&mut name).transpose()?.flatten();
    let approval = store::approval(tx, &request.id)?;
    let fulfilment = store::fulfilment(tx, &request.id)?;
    let mut name = |id: &PersonId| Ok::<_, Error>(register::person(tx, id)?.map(|person| person.full_name()));
    let approved = match approval {
        Some(approval) => json!({
            "decision": approval.decision, "way": approval.way, "supervisor": name(&approval.supervisor_id)?,
            "as_deputy": approval.as_deputy, "signed_on": approval.signed_on.iso(), "recorded_at": approval.recorded_at.rfc3339(),
        }),
        None => serde_json::Value::Null,
    };
    let fulfilled = match fulfilment {
        Some(fulfilment) => json!({
            "officer": name(&fulfilment.officer_id)?, "statement": fulfilment.statement, "attested_at": fulfilment.attested_at.rfc3339(),
        }),
        None => serde_json::Value::Null,
    };
    let papers = items.iter().map(|item| {
        json!({
            "archive_no": item.archive_no, "kind": item.kind, "media_type": item.media_type, "size": item.size,
            "filed_at": item.filed_at.rfc3339(), "replaced_at": item.replaced_at.map(|at| at.rfc3339()),
            "destroyed_at": item.destroyed_at.map(|at| at.rfc3339()),
            "signed_electronically": item.kind == SIGNED,
        })
    });
    let issued = documents.iter().map(|document| {
        json!({
            "code": document.code, "sha256": document.digest, "size": document.size, "seal": document.seal_level,
            "issued_at": document.issued_at.rfc3339(), "destroyed_at": document.destroyed_at.map(|at| at.rfc3339()),
        })
    });
    let signed = signed.iter().map(|form| {
        json!({
            "sha256": form.digest, "signers": form.signers(), "uploaded_at": form.uploaded_at.rfc3339(),
            "replaced_at": form.replaced_at.map(|at| at.rfc3339()), "destroyed_at": form.destroyed_at.map(|at| at.rfc3339()),
        })
    });
    Ok(json!({
        "reference": request.reference, "kind": request.kind, "state": request.state, "made_at": request.made_at.rfc3339(),
        "unit": { "detsis": unit.detsis, "name": unit.name },
        "applicant": { "on_the_form": request.claimed_name(), "in_the_register": person },
        "approval": approved, "fulfilment": fulfilled,
        "filed": papers.collect::<Vec<_>>(), "issued": issued.collect::<Vec<_>>(), "signed": signed.collect::<Vec<_>>(),
    }))
}

fn line(line: &Line) -> serde_json::Value {
    let detail: serde_json::Value = serde_json::from_str(&line.detail).unwrap_or_default();
    json!({
        "seq": line.seq, "at": line.at.rfc3339(), "actor_kind": line.actor_kind, "actor": line.actor, "source": line.source,
        "action": line.action, "reason": line.reason, "detail": detail,
    })
}

/// The roots that were believed, and the lists of that day: with them, any other program can ask the same question.
fn trusted(files: &mut Files, material: &Material) {
    for anchor in &material.anchors {
        files.add(format!("trust/{}.cer", short(&anchor.certificate.fingerprint)), anchor.certificate.der.clone());
    }
    for list in &material.lists {
        files.add(format!("trust/{}.crl", short(&list.fingerprint)), list.der.clone());
    }
}

fn short(fingerprint: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(&fingerprint[..8])
}

fn pretty<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(Error::internal)
}

/// Files on their way into the bundle.
#[derive(Default)]
struct Files(Vec<(String, Vec<u8>)>);

impl Files {
    fn add(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((name.into(), bytes.into()));
    }

    /// Everything, with the sums of everything (as `sha256sum --check` reads them) and, where there is a key, a signature of the sums.
    fn pack(mut self, world: &World) -> Result<Vec<u8>> {
        let sums: String = self.0.iter().map(|(name, bytes)| format!("{}  {name}\n", issued::digest(bytes))).collect();
        if let Some(signature) = world.signatures.sign_detached(sums.as_bytes())? {
            self.add("SHA256SUMS.p7s", signature);
        }
        self.add("SHA256SUMS", sums);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name, SimpleFileOptions::default()).map_err(Error::internal)?;
            zip.write_all(bytes).map_err(Error::internal)?;
        }
        zip.finish().map(Cursor::into_inner).map_err(Error::internal)
    }
}
