//! What the compiler does not hold: see ARCHITECTURE.md for the reasons.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A file has one subject; past this many lines it is probably two.
const LONGEST: usize = 400;

/// Rooms of core by rank; a room uses lower ranks only.
const RANKS: [&[&str]; 4] = [
    &["audit", "blobs", "db", "hasher", "jobs", "messages", "policy", "texts", "throttle", "vault", "world", "schema"],
    &["register", "archive"],
    &["accounts"],
    &["requests"],
];

/// Words of faces and papers that core does not know.
const OUTSIDE_CORE: [&str; 8] = ["axum", "tower", "minijinja", "hyper", "reqwest", "tokio", "typst", "ldap3"];

pub fn run() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let mut findings = Vec::new();
    for path in rust_files(&root.join("crates")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let shown = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
        check(&shown, &text, &mut findings);
    }
    migrations(root, &mut findings);
    for finding in &findings {
        eprintln!("{finding}");
    }
    println!("tidy: {} findings", findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("node_modules") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("/tests") || text.contains("testkit") || text.contains("testing") || text.contains("/examples/")
}

fn check(path: &Path, text: &str, findings: &mut Vec<String>) {
    let shown = path.display();
    let lines = text.lines().count();
    if lines > LONGEST {
        findings.push(format!("{shown}: {lines} lines; a file has one subject"));
    }
    if is_test(path) {
        return;
    }
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    for (number, line) in (1..).zip(body.lines()).filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for naked in [".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!("] {
            if line.contains(naked) {
                findings.push(format!("{shown}:{number}: {naked} outside tests"));
            }
        }
    }
    if let Ok(inside) = path.strip_prefix("crates/core/src") {
        core_rules(inside, body, findings);
    }
}

fn core_rules(path: &Path, body: &str, findings: &mut Vec<String>) {
    let uses = || body.lines().filter(|line| line.trim_start().starts_with("use ") || line.contains("crate::"));
    for line in uses() {
        for word in OUTSIDE_CORE.iter().filter(|word| line.contains(&format!("use {word}"))) {
            findings.push(format!("crates/core/src/{}: core knows no {word}", path.display()));
        }
    }
    let room = path.iter().next().and_then(|name| name.to_str()).unwrap_or_default().trim_end_matches(".rs");
    let Some(rank) = rank_of(room) else { return };
    for line in uses() {
        for other in RANKS.iter().flat_map(|rooms| rooms.iter()).filter(|other| **other != room) {
            let named = line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};"));
            // The archive asks the register's proofs who may open a paper.
            let allowed = room == "archive" && *other == "register";
            if named && !allowed && rank_of(other).is_some_and(|theirs| theirs > 0 && theirs >= rank) {
                findings.push(format!("crates/core/src/{}: {room} calls {other}, which is not below it", path.display()));
            }
        }
    }
}

fn rank_of(room: &str) -> Option<usize> {
    RANKS.iter().position(|rooms| rooms.contains(&room))
}

fn migrations(root: &Path, findings: &mut Vec<String>) {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = fs::read_dir(root.join("migrations").join(engine));
        folder.into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    for name in names("sqlite").symmetric_difference(&names("postgres")) {
        findings.push(format!("migrations: {name} is on one side only"));
    }
}
