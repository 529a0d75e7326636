//! `kunye count signers`

use super::verify::read_all;
use super::{Ending, Shell};
use crate::cli::Count;
use crate::config::read_bytes;
use crate::terminal::{Terminal, print, table};
use kunye_core::training::programme::running;
use kunye_core::training::users::{Bundle, take_signers};
use kunye_esign::count::{Census, LeftOut, sources};
use kunye_esign::validate::Material;
use kunye_esign::x509::Certificate;
use kunye_esign::{count, revocation, trust};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::ProgrammeId;
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

/// `shell` opens the installation, which a count that is kept needs and no other.
pub fn run<'a>(terminal: &Terminal, command: Count, shell: impl FnOnce() -> Result<Shell<'a>>) -> Result<Ending> {
    let Count::Signers { certificates, trust, authority, crl, at, apply, programme, json } = command;
    let at = at.unwrap_or_else(|| SystemClock.now());
    let anchors = read_all(terminal, &trust, ("trust", "verify-trust-unreadable"), trust::read_file)?;
    let authorities = read_all(terminal, &authority, ("authority", "verify-trust-unreadable"), trust::read_file)?;
    let authorities: Vec<Arc<Certificate>> = authorities.iter().map(|anchor| anchor.certificate.clone()).collect();
    let lists = read_all(terminal, &crl, ("crl", "verify-crl-unreadable"), revocation::crl::read_file)?;
    let mut files = Vec::new();
    for path in &certificates {
        collect(path, &mut files)?;
    }
    if apply {
        let material = Material { anchors, certificates: authorities, lists, ..Material::default() };
        return keep(&shell()?, &files, &material, at, programme, json);
    }
    let census = Census::new(&anchors, &authorities, &lists, at);
    let told = counted(&census, &files, at)?;
    print(&if json { as_json(&told)? } else { as_text(terminal, &told) })?;
    Ok(if told.unreadable.is_empty() { Ending::Done } else { Ending::RowsRejected })
}

/// Counts and keeps.
fn keep(
    shell: &Shell<'_>,
    files: &[PathBuf],
    material: &Material,
    at: Time,
    programme: Option<String>,
    json: bool,
) -> Result<Ending> {
    let world = &shell.world;
    let programme = match programme {
        Some(id) => ProgrammeId::from(id),
        None => match world.db.read(|conn| running(conn, world.today()))?.as_slice() {
            [one] => one.id.clone(),
            all => return Err(Error::new(Kind::Conflict, "cli-count-which-programme").with("count", all.len())),
        },
    };
    let mut given = Vec::with_capacity(files.len());
    for path in files {
        given.push((path.display().to_string(), read_bytes(path)?));
    }
    let name = files.first().map(|path| path.display().to_string()).unwrap_or_default();
    let bundle = Bundle::of(given, material)?;
    let taken = take_signers(world, &shell.actor, &programme, at.day(), &name, &bundle)?;
    let evidence = &taken.evidence;
    if json {
        print(&(serde_json::to_string_pretty(evidence).map_err(Error::internal)? + "\n"))?;
        return Ok(Ending::Done);
    }
    let mut rows = sums(shell.terminal, &evidence.count);
    for (key, number) in [
        ("cli-count-by-register", evidence.placed_by_register),
        ("cli-count-by-certificate", evidence.placed_by_certificate),
        ("cli-count-unplaced", evidence.unplaced),
    ] {
        rows.push(vec![shell.terminal.word(key), number.to_string()]);
    }
    rows.extend(taken.institutions.iter().map(|line| vec![line.institution.name.clone(), line.total.to_string()]));
    print(&table(&[shell.terminal.word("cli-count-what"), shell.terminal.word("cli-count-number")], &rows))?;
    Ok(Ending::Done)
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
            Ok(found) if !found.is_empty() => found.iter().for_each(|der| drop(tally.verify_and_add(der))),
            _ => unreadable.push(file.clone()),
        }
    }
    Ok(Told { at: at.rfc3339(), count: tally.end(), unreadable })
}

fn as_json(told: &Told) -> Result<String> {
    serde_json::to_string_pretty(told).map(|text| text + "\n").map_err(Error::internal)
}

fn as_text(terminal: &Terminal, told: &Told) -> String {
    let rows = sums(terminal, &told.count);
    let mut text = table(&[terminal.word("cli-count-what"), terminal.word("cli-count-number")], &rows);
    for file in &told.unreadable {
        text.push_str(&terminal.text("cli-count-unreadable", &[("path", file.display().to_string())]));
        text.push('\n');
    }
    text
}

fn sums(terminal: &Terminal, count: &count::Count) -> Vec<Vec<String>> {
    let mut rows = vec![
        vec![terminal.word("cli-count-people"), count.people.to_string()],
        vec![terminal.word("cli-count-certificates"), count.certificates.to_string()],
        vec![terminal.word("cli-count-good"), count.good.to_string()],
    ];
    rows.extend(count.left_out.iter().map(|(why, number)| vec![terminal.word(word_of(*why)), number.to_string()]));
    rows
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
