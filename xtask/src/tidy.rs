//! The rules of the house that a compiler does not know.

use crate::source::{Source, children, rust_files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Result;
use std::path::Path;

pub struct Findings {
    pub files: usize,
    /// `path:line: what is wrong`
    pub problems: Vec<String>,
}

/// A file has one subject; past this it is probably two.
const LONGEST_FILE: usize = 400;

/// What must not stand in the product: it would end the program, or promise something.
const FORBIDDEN: [&str; 8] = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "FIXME", "XXX"];

/// Which of our crates each crate may depend on.
const MAY_DEPEND: [(&str, &[&str]); 9] = [
    ("kernel", &[]),
    ("core", &["kernel", "esign"]),
    ("directory", &["kernel", "core"]),
    ("documents", &[]),
    ("esign", &["kernel"]),
    ("messaging", &["kernel", "core"]),
    ("web", &["kernel", "core", "esign"]),
    ("testkit", &["kernel", "core", "documents", "esign", "messaging", "web"]),
    ("kunye", &["kernel", "core", "directory", "documents", "esign", "messaging", "web"]),
];

/// Words of faces, which core must not know: it has no web, no LDAP, no PDF.
const FACES: [&str; 8] = ["axum", "hyper", "tower", "http::", "minijinja", "ldap3", "reqwest", "typst"];

/// Rooms of core and their ranks: a room calls only lower ones. Those of rank 0 form one ground and may call each other.
const RANKS: [(&str, u8); 10] = [
    ("register", 1),
    ("issued", 2),
    ("archive", 2),
    ("accounts", 3),
    ("training", 3),
    ("applications", 4),
    ("requests", 5),
    ("directory", 5),
    ("oidc", 6),
    ("reports", 7),
];

pub fn check(root: &Path) -> Result<Findings> {
    let sources = rust_files(root)?;
    let mut problems = Vec::new();
    for source in &sources {
        lengths(source, &mut problems);
        words(source, &mut problems);
        ranks(source, &mut problems);
    }
    tables(&sources, &mut problems);
    dependencies(root, &mut problems)?;
    migrations(root, &mut problems)?;
    locales(root, &mut problems)?;
    Ok(Findings { files: sources.len(), problems })
}

/// But for the list of all tables, which has one subject however long it grows.
fn lengths(source: &Source, problems: &mut Vec<String>) {
    if source.path == "crates/core/src/schema.rs" {
        return;
    }
    let lines = source.text.lines().count();
    if lines > LONGEST_FILE {
        problems.push(format!("{}: {lines} lines; is it one subject?", source.path));
    }
}

fn words(source: &Source, problems: &mut Vec<String>) {
    let is_core = source.package() == "core";
    for (number, line) in source.code() {
        let forbidden = FORBIDDEN.iter().filter(|_| !source.is_test());
        let faces = FACES.iter().filter(|_| is_core);
        for word in forbidden.chain(faces).filter(|word| line.contains(**word)) {
            problems.push(format!("{}:{number}: {word} has no place here", source.path));
        }
    }
}

fn rank(room: &str) -> u8 {
    RANKS.iter().find(|(name, _)| *name == room).map_or(0, |(_, rank)| *rank)
}

fn ranks(source: &Source, problems: &mut Vec<String>) {
    // lib.rs joins the rooms.
    if source.package() != "core" || source.room() == "lib" || source.is_test() {
        return;
    }
    let own = rank(source.room());
    for (number, line) in source.code() {
        for (room, rank) in RANKS {
            let names = [format!("crate::{room}::"), format!("crate::{room};"), format!("crate::{room} ")];
            let is_above = rank > own || (rank == own && room != source.room());
            if is_above && names.iter().any(|name| line.contains(name.as_str())) {
                problems.push(format!("{}:{number}: {} may not call {room}", source.path, source.room()));
            }
        }
    }
}

/// A table belongs to one room.
fn tables(sources: &[Source], problems: &mut Vec<String>) {
    let mut rooms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.package() == "core" && !source.is_test()) {
        for (_, line) in source.code() {
            let Some(list) = line.trim().strip_prefix("use crate::schema::") else { continue };
            for import in list.trim_matches(|c| "{};".contains(c)).split(',') {
                let table = import.split_whitespace().next().unwrap_or_default();
                rooms.entry(table).or_default().insert(source.room());
            }
        }
    }
    for (table, rooms) in rooms.into_iter().filter(|(_, rooms)| rooms.len() > 1) {
        problems.push(format!("crates/core: the table {table} is touched by {rooms:?}"));
    }
}

fn dependencies(root: &Path, problems: &mut Vec<String>) -> Result<()> {
    for (package, allowed) in MAY_DEPEND {
        let manifest = fs::read_to_string(root.join("crates").join(package).join("Cargo.toml"))?;
        // What only tests need is no direction.
        let product = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for other in product.lines().filter_map(|line| line.strip_prefix("kunye-")) {
            let other = other.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if !allowed.contains(&other) {
                problems.push(format!("crates/{package}/Cargo.toml: {package} may not depend on {other}"));
            }
        }
    }
    Ok(())
}

fn migrations(root: &Path, problems: &mut Vec<String>) -> Result<()> {
    let names = |engine: &str| -> Result<BTreeSet<String>> {
        Ok(children(&root.join("migrations").join(engine))?.iter().map(|path| file_name(path)).collect())
    };
    for name in names("sqlite")?.symmetric_difference(&names("postgres")?) {
        problems.push(format!("migrations: {name} is there for one database only"));
    }
    Ok(())
}

fn locales(root: &Path, problems: &mut Vec<String>) -> Result<()> {
    let (tr, en) = (texts(&root.join("locales/tr"))?, texts(&root.join("locales/en"))?);
    for key in tr.symmetric_difference(&en) {
        problems.push(format!("locales: {key} is there in one language only"));
    }
    Ok(())
}

/// `file.ftl key`, for every text of a language. A key that stands twice is named twice, so that it differs.
fn texts(folder: &Path) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    for path in children(folder)? {
        let text = fs::read_to_string(&path)?;
        for key in text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" ="))
        {
            let mut name = format!("{} {}", file_name(&path), key.0);
            while !keys.insert(name.clone()) {
                name.push_str(" (twice)");
            }
        }
    }
    Ok(keys)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.into(), text: text.into() };
        let mut problems = Vec::new();
        words(&source, &mut problems);
        ranks(&source, &mut problems);
        problems
    }

    #[test]
    fn what_ends_the_program_is_found_outside_of_tests() {
        assert_eq!(
            problems("crates/web/src/a.rs", "fn f() {\n    x.unwrap();\n}"),
            ["crates/web/src/a.rs:2: .unwrap() has no place here"]
        );
        assert!(problems("crates/web/src/a.rs", "// x.unwrap()\n#[cfg(test)]\nmod tests {\n    x.unwrap();\n}").is_empty());
        assert!(problems("crates/web/src/a/tests.rs", "x.unwrap();").is_empty());
        assert!(problems("crates/testkit/src/lib.rs", "x.expect(1)").is_empty());
    }

    #[test]
    fn rooms_call_lower_ones_only() {
        assert_eq!(problems("crates/core/src/register/mod.rs", "use crate::accounts::Account;").len(), 1);
        assert_eq!(problems("crates/core/src/policy.rs", "crate::register::person(tx)").len(), 1);
        assert!(problems("crates/core/src/requests/a.rs", "use crate::accounts::Account;").is_empty());
        assert_eq!(problems("crates/core/src/training/ledger/mod.rs", "use crate::accounts::Account;").len(), 1);
        assert!(problems("crates/core/src/training/ledger/mod.rs", "use crate::training::ledger;").is_empty());
        assert_eq!(problems("crates/core/src/texts.rs", "use axum::Router;").len(), 1);
    }

    #[test]
    fn a_table_has_one_room() {
        let source = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let mut found = Vec::new();
        let here = source("crates/core/src/accounts/store.rs", "use crate::schema::{accounts, people};");
        let there = source("crates/core/src/register/store/people.rs", "use crate::schema::people;");
        tables(&[here, there], &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("people"));
    }
}
