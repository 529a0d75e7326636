//! `kunye count signers`

use super::Ending;
use super::verify::read_all;
use crate::cli::Count;
use crate::config::read_bytes;
use crate::terminal::{Terminal, print, table};
use kunye_esign::count::{Census, LeftOut, sources};
use kunye_esign::x509::Certificate;
use kunye_esign::{count, revocation, trust};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::{Clock, SystemClock, Time};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The count, with when it holds and the files that held no certificates.
#[derive(Serialize)]
struct Told {
    at: String,
    #[serde(flatten)]
    count: count::Count,
    unreadable: Vec<PathBuf>,
}

pub fn run(terminal: &Terminal, command: Count) -> Result<Ending> {
    let Count::Signers { certificates, trust, authority, crl, at, json } = command;
    let at = at.unwrap_or_else(|| SystemClock.now());
    let anchors = read_all(terminal, &trust, ("trust", "verify-trust-unreadable"), trust::read_file)?;
    let authorities = read_all(terminal, &authority, ("authority", "verify-trust-unreadable"), trust::read_file)?;
    let authorities: Vec<Arc<Certificate>> = authorities.iter().map(|anchor| anchor.certificate.clone()).collect();
    let lists = read_all(terminal, &crl, ("crl", "verify-crl-unreadable"), revocation::crl::read_file)?;
    let census = Census::new(&anchors, &authorities, &lists, at);
    let mut files = Vec::new();
    for path in &certificates {
        collect(path, &mut files)?;
    }
    let told = counted(&census, &files, at)?;
    print(&if json { as_json(&told)? } else { as_text(terminal, &told) })?;
    Ok(if told.unreadable.is_empty() { Ending::Done } else { Ending::RowsRejected })
}

/// Every file of a folder and of those below it, in the order of their names.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |cause| Error::new(Kind::Unavailable, "config-unreadable").with("path", path.display()).because(cause);
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        inside.push(entry.map_err(unreadable)?.path());
    }
    inside.sort();
    inside.iter().try_for_each(|path| collect(path, files))
}

/// Counts what was really issued: a certificate whose signature is wrong is left out.
fn counted(census: &Census, files: &[PathBuf], at: Time) -> Result<Told> {
    let (mut tally, mut unreadable) = (census.tally(), Vec::new());
    for file in files {
        match sources::certificates(&read_bytes(file)?) {
            Ok(found) if !found.is_empty() => found.iter().for_each(|der| tally.verify_and_add(der)),
            _ => unreadable.push(file.clone()),
        }
    }
    Ok(Told { at: at.rfc3339(), count: tally.end(), unreadable })
}

fn as_json(told: &Told) -> Result<String> {
    serde_json::to_string_pretty(told).map(|text| text + "\n").map_err(Error::internal)
}

fn as_text(terminal: &Terminal, told: &Told) -> String {
    let count = &told.count;
    let mut rows = vec![
        vec![terminal.word("cli-count-people"), count.people.to_string()],
        vec![terminal.word("cli-count-certificates"), count.certificates.to_string()],
        vec![terminal.word("cli-count-good"), count.good.to_string()],
    ];
    rows.extend(count.left_out.iter().map(|(why, number)| vec![terminal.word(word_of(*why)), number.to_string()]));
    let mut text = table(&[terminal.word("cli-count-what"), terminal.word("cli-count-number")], &rows);
    for file in &told.unreadable {
        text.push_str(&terminal.text("cli-count-unreadable", &[("path", file.display().to_string())]));
        text.push('\n');
    }
    text
}

fn word_of(why: LeftOut) -> &'static str {
    match why {
        LeftOut::Malformed => "cli-count-malformed",
        LeftOut::Repeated => "cli-count-repeated",
        LeftOut::Seal => "cli-count-seal",
        LeftOut::NotQualified => "cli-count-not-qualified",
        LeftOut::NotYetValid => "cli-count-not-yet-valid",
        LeftOut::Expired => "cli-count-expired",
        LeftOut::UnknownIssuer => "cli-count-unknown-issuer",
        LeftOut::SignatureWrong => "cli-count-signature-wrong",
        LeftOut::Revoked => "cli-count-revoked",
        LeftOut::OnHold => "cli-count-on-hold",
        LeftOut::NoCurrentList => "cli-count-no-current-list",
    }
}
