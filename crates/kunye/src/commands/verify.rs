//! `kunye verify document`

use super::Ending;
use crate::cli::Verify;
use crate::serve::runtime;
use crate::signing::lookups::HttpLookups;
use crate::signing::reach::Reach;
use crate::terminal::{Terminal, print};
use kunye_core::signatures::Signatures;
use kunye_esign::asn1;
use kunye_esign::pdf::changes::Change;
use kunye_esign::report::{CoverageKind, Report, SignatureReport, TimeProof, TimeStampReport};
use kunye_esign::validate::Material;
use kunye_esign::verdict::{Indication, Reason, SubIndication};
use kunye_esign::{profile::SignerKind, revocation, trust};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{Clock, SystemClock, Time};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn run(terminal: &Terminal, command: Verify) -> Result<Ending> {
    let Verify::Document { json, .. } = command;
    let done = verify(terminal, command);
    if let (true, Err(error)) = (json, &done) {
        print(&error_as_json(terminal, error)?)?;
    }
    done
}

fn verify(terminal: &Terminal, command: Verify) -> Result<Ending> {
    let Verify::Document { file, mut trust, mut crl, mut ocsp, fetch, fetch_from, at, json } = command;
    let file = match file {
        Some(file) => file,
        None => swallowed([&mut trust, &mut crl, &mut ocsp]).ok_or_else(|| Error::field("file", "verify-file-missing"))?,
    };
    let material = Material {
        anchors: read_all(terminal, &trust, ("trust", "verify-trust-unreadable"), trust::read_file)?,
        certificates: Vec::new(),
        lists: read_all(terminal, &crl, ("crl", "verify-crl-unreadable"), revocation::crl::read_file)?,
        responses: read_all(terminal, &ocsp, ("ocsp", "verify-ocsp-unreadable"), revocation::ocsp::read_file)?,
    };
    let mut signatures = Signatures::new(material, None);
    let runtime = fetch.then(runtime).transpose()?;
    if let Some(runtime) = &runtime {
        let lookups = HttpLookups::new(Reach::of(&fetch_from)?, runtime.handle().clone(), Arc::new(SystemClock))?;
        signatures = signatures.asking(Box::new(lookups));
    }
    let report = signatures.validate(&read_given("file", &file)?, at.unwrap_or_else(|| SystemClock.now()));
    print(&if json { as_json(terminal, &report)? } else { as_text(terminal, &file, &report) })?;
    Ok(if report.indication == Indication::TotalPassed { Ending::Done } else { Ending::NotPassed })
}

/// The document, when it stands last and an option that takes many files took it for one of its own.
fn swallowed(options: [&mut Vec<PathBuf>; 3]) -> Option<PathBuf> {
    let is_document = |path: &PathBuf| {
        let mut first = [0; 5];
        std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && &first == b"%PDF-"
    };
    options.into_iter().find_map(|files| if files.last().is_some_and(is_document) { files.pop() } else { None })
}

/// A file that was named on the command line; when it is not there, the command was wrong.
pub(super) fn read_given(field: &'static str, path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|cause| {
        let told = |text| Error::field(field, text).with("path", path.display());
        match cause.kind() {
            ErrorKind::NotFound => told("verify-file-absent"),
            ErrorKind::IsADirectory => told("verify-file-folder"),
            ErrorKind::PermissionDenied => told("verify-file-forbidden"),
            _ => told("config-unreadable").because(cause),
        }
    })
}

/// `about`: the option, and what to say when one of its files is none.
pub(super) fn read_all<T>(
    terminal: &Terminal,
    files: &[PathBuf],
    about: (&'static str, &'static str),
    read: impl Fn(&[u8]) -> asn1::Result<Vec<T>>,
) -> Result<Vec<Arc<T>>> {
    let (field, problem) = about;
    let mut all = Vec::new();
    for file in files {
        let found = read(&read_given(field, file)?).map_err(|what| {
            let detail = terminal.texts.detail(terminal.language, what.0);
            Error::field(field, problem).with("path", file.display()).with("detail", detail)
        })?;
        all.extend(found.into_iter().map(Arc::new));
    }
    Ok(all)
}

/// An error in the place of a report: its key, the option that it is about, and the sentence.
fn error_as_json(terminal: &Terminal, error: &Error) -> Result<String> {
    let of = |key: &str, field: Option<&str>| {
        let message = terminal.text(key, &error.args);
        serde_json::json!({ "error": { "code": key, "field": field, "message": message } })
    };
    let value = match error.fields().first() {
        Some(first) => of(first.text, Some(first.field)),
        None => of(error.text, None),
    };
    serde_json::to_string_pretty(&value).map(|text| text + "\n").map_err(Error::internal)
}

/// The report as it is, and beside the codes of the reasons their sentences.
fn as_json(terminal: &Terminal, report: &Report) -> Result<String> {
    let mut value = serde_json::to_value(report).map_err(Error::internal)?;
    let sentences = |reasons: &[Reason]| reasons.iter().map(|reason| sentence(terminal, reason)).collect::<Vec<_>>();
    value["messages"] = sentences(&report.reasons).into();
    for (number, signature) in report.signatures.iter().enumerate() {
        value["signatures"][number]["messages"] = sentences(&signature.reasons).into();
    }
    for (number, stamp) in report.document_time_stamps.iter().enumerate() {
        value["document_time_stamps"][number]["messages"] = sentences(&stamp.reasons).into();
    }
    let mut text = serde_json::to_string_pretty(&value).map_err(Error::internal)?;
    text.push('\n');
    Ok(text)
}

fn sentence(terminal: &Terminal, reason: &Reason) -> String {
    terminal.texts.reason(terminal.language, reason)
}

fn as_text(terminal: &Terminal, file: &Path, report: &Report) -> String {
    let mut page = Page { terminal, text: String::new() };
    page.line(0, &format!("{}: {}", file.display(), verdict(terminal, report.indication, report.sub_indication)));
    page.row(0, "verify-at", &report.validated_at.display());
    page.reasons(0, &report.reasons);
    for (number, signature) in report.signatures.iter().enumerate() {
        page.text.push('\n');
        page.signature(number + 1, signature);
    }
    for stamp in &report.document_time_stamps {
        page.text.push('\n');
        page.stamp(0, stamp);
    }
    page.text
}

fn verdict(terminal: &Terminal, indication: Indication, sub_indication: Option<SubIndication>) -> String {
    let word = terminal.word(match indication {
        Indication::TotalPassed => "verify-passed",
        Indication::Indeterminate => "verify-indeterminate",
        Indication::TotalFailed => "verify-failed",
    });
    match sub_indication {
        Some(sub_indication) => format!("{word} ({}, {})", indication.name(), sub_indication.name()),
        None => format!("{word} ({})", indication.name()),
    }
}

struct Page<'a> {
    terminal: &'a Terminal,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, line: &str) {
        // What a file says of itself must not move the cursor of whoever reads it.
        let plain: String = line.chars().filter(|c| !c.is_control()).collect();
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(&plain);
        self.text.push('\n');
    }

    fn row(&mut self, indent: usize, key: &str, value: &str) {
        let line = format!("{:<26} {value}", self.terminal.word(key));
        self.line(indent + 2, &line);
    }

    fn reasons(&mut self, indent: usize, reasons: &[Reason]) {
        for reason in reasons {
            let line = format!("! {}", sentence(self.terminal, reason));
            self.line(indent + 2, &line);
        }
    }

    fn signature(&mut self, number: usize, signature: &SignatureReport) {
        let terminal = self.terminal;
        let title = terminal.text("verify-signature", &[("number", number.to_string()), ("field", signature.field.clone())]);
        self.line(0, &format!("{title}: {}", verdict(terminal, signature.indication, signature.sub_indication)));
        self.reasons(0, &signature.reasons);
        let unknown = || terminal.word("verify-unknown");
        self.row(0, "verify-signer", &signature.signer.clone().unwrap_or_else(unknown));
        if let Some(kind) = signature.signer_kind {
            self.row(0, "verify-kind", &terminal.word(kind_key(kind)));
        }
        if let Some(national_id) = &signature.national_id {
            self.row(0, "verify-national-id", national_id);
        }
        if let Some(issuer) = &signature.issuer {
            self.row(0, "verify-issuer", issuer);
        }
        self.row(0, "verify-level", signature.level.map_or("-", |level| level.name()));
        let proof = signature.time_proof.map(|proof| match proof {
            TimeProof::SignatureTimeStamp => "verify-by-signature-time-stamp",
            TimeProof::DocumentTimeStamp => "verify-by-document-time-stamp",
        });
        match (signature.time, proof) {
            (Some(time), Some(proof)) => self.row(0, "verify-time", &format!("{} ({})", time.display(), terminal.word(proof))),
            _ => self.row(0, "verify-time", &terminal.word("verify-time-unproved")),
        }
        if let Some(claimed) = signature.claimed_time {
            self.row(0, "verify-claimed-time", &Time::display(claimed));
        }
        let coverage = signature.coverage.map(|coverage| match coverage {
            CoverageKind::Whole => "verify-covers-whole",
            CoverageKind::Revision => "verify-covers-revision",
        });
        self.row(0, "verify-coverage", &coverage.map_or_else(unknown, |key| terminal.word(key)));
        for change in &signature.changes {
            let line = described(terminal, change);
            self.row(0, "verify-later", &line);
        }
        for stamp in &signature.time_stamps {
            self.stamp(2, stamp);
        }
    }

    fn stamp(&mut self, indent: usize, stamp: &TimeStampReport) {
        let terminal = self.terminal;
        let title = match &stamp.field {
            Some(field) => terminal.text("verify-document-time-stamp", &[("field", field.clone())]),
            None => terminal.word("verify-signature-time-stamp"),
        };
        self.line(indent, &format!("{title}: {}", verdict(terminal, stamp.indication, stamp.sub_indication)));
        self.reasons(indent, &stamp.reasons);
        if let Some(time) = stamp.time {
            self.row(indent, "verify-states", &time.display_seconds());
        }
        if let Some(authority) = &stamp.authority {
            self.row(indent, "verify-authority", authority);
        }
    }
}

fn kind_key(kind: SignerKind) -> &'static str {
    match kind {
        SignerKind::QualifiedPerson => "verify-kind-qualified-person",
        SignerKind::Unqualified => "verify-kind-unqualified",
        SignerKind::InstitutionSeal => "verify-kind-institution-seal",
        SignerKind::QualifiedSeal => "verify-kind-qualified-seal",
    }
}

fn described(terminal: &Terminal, change: &Change) -> String {
    let field = |key: &str, field: &str| terminal.text(key, &[("field", field.to_owned())]);
    match change {
        Change::Signature { field: name, visible: false } => field("verify-change-signature", name),
        Change::Signature { field: name, visible: true } => field("verify-change-visible-signature", name),
        Change::DocumentTimeStamp { field: name } => field("verify-change-document-time-stamp", name),
        Change::EmptySignatureField { field: name } => field("verify-change-empty-field", name),
        Change::FormFilled { field: name } => field("verify-change-form-filled", name),
        Change::ValidationData => terminal.word("verify-change-validation-data"),
        Change::Metadata => terminal.word("verify-change-metadata"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_esign::verdict::Code;
    use kunye_kernel::language::Language;

    #[test]
    fn every_reason_has_a_sentence_in_both_languages() {
        for language in [Language::Tr, Language::En] {
            let terminal = Terminal::new(Some(language), |_| None).unwrap();
            for code in Code::ALL {
                let names =
                    ["detail", "filter", "what", "field", "count", "algorithm", "policy", "level", "certificate", "extension"];
                let more = ["time", "issuer", "reason"];
                let args = names.into_iter().chain(more).map(|name| (name, "x".to_owned())).collect();
                let text = sentence(&terminal, &Reason { code: *code, args });
                assert!(text.len() > 12 && !text.contains("verify-reason") && !text.contains('{'), "{}: {text}", code.text());
            }
        }
    }
}
