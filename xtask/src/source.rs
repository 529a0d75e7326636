//! Files of the tree, and the lines of them that are part of the product.

use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

/// A Rust file of a crate.
pub struct Source {
    /// From the root of the workspace, with slashes: `crates/core/src/db/mod.rs`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// `core` of `crates/core/src/db/mod.rs`.
    pub fn package(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// `db` of `crates/core/src/db/mod.rs`, and of `crates/core/src/db.rs`.
    pub fn room(&self) -> &str {
        let inside = self.path.split("/src/").nth(1).unwrap_or_default();
        inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether the whole file exists for tests alone.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.package() == "testkit" || self.path.contains("/tests/") || matches!(name, "tests.rs" | "testing.rs" | "bench.rs")
    }

    /// Numbered lines of code, from 1: without comments, and up to the tests at the end of the file.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        // House style: tests stand at the end, in a module of their own or in tests.rs.
        let product = lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]" || self.is_test());
        product.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Every Rust file below `crates/*/src`.
pub fn rust_files(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for package in children(&root.join("crates"))? {
        let src = package.join("src");
        if src.is_dir() {
            walk(&src, &mut |path| {
                if path.extension().is_some_and(|extension| extension == "rs") {
                    let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
                    found.push(Source { path: relative, text: fs::read_to_string(path)? });
                }
                Ok(())
            })?;
        }
    }
    Ok(found)
}

/// What is in a folder, in order of the names.
pub fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path) -> Result<()>) -> Result<()> {
    for path in children(folder)? {
        if path.is_dir() {
            walk(&path, visit)?;
        } else {
            visit(&path)?;
        }
    }
    Ok(())
}
