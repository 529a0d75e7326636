//! `kunye import` and `kunye template`

use super::{Ending, Shell};
use crate::config::read_bytes;
use crate::terminal::{Terminal, print, table};
use indicatif::ProgressBar;
use kunye_core::register::import::{self, Class, Counts, ImportKind, ImportPreview, Item, Progress, Rejection, Stage};
use kunye_kernel::error::{Error, Kind, Result};
use std::path::Path;

pub fn run(shell: &Shell<'_>, kind: ImportKind, file: &Path, apply: bool) -> Result<Ending> {
    let (terminal, world, actor) = (shell.terminal, &shell.world, &shell.actor);
    let bytes = read_bytes(file)?;
    let mut watch = Watch::new(terminal);
    let preview = import::preview(world, actor, kind, &file.display().to_string(), &bytes, &mut |progress| watch.see(progress))?;
    watch.finish();
    print(&describe(terminal, &preview))?;
    terminal.say("cli-import-counts", &counts(&preview.counts));

    match (apply, preview.counts.has_effect()) {
        (true, true) => {
            let mut watch = Watch::new(terminal);
            let done = import::apply(world, actor, &preview.id, &mut |progress| watch.see(progress))?;
            watch.finish();
            terminal.say("cli-import-applied", &counts(&done));
        }
        (true, false) => {
            import::discard(world, actor, &preview.id)?;
            terminal.say("cli-import-nothing", &[]);
        }
        (false, _) => {
            // Nobody will come back for it: the next run makes its own.
            import::discard(world, actor, &preview.id)?;
            terminal.say("cli-import-only-shown", &[]);
        }
    }
    Ok(if preview.rejected.is_empty() { Ending::Done } else { Ending::RowsRejected })
}

pub fn template(terminal: &Terminal, kind: ImportKind, file: &Path) -> Result<Ending> {
    let bytes = import::template(&terminal.texts, terminal.language, kind)?;
    let mut options = std::fs::OpenOptions::new();
    // A filled-in file is hours of somebody's work.
    let written =
        options.write(true).create_new(true).open(file).and_then(|mut file| std::io::Write::write_all(&mut file, &bytes));
    written.map_err(|cause| Error::new(Kind::Unavailable, "cli-write").with("path", file.display()).because(cause))?;
    terminal.say("cli-template-written", &[("path", file.display().to_string())]);
    Ok(Ending::Done)
}

fn counts(counts: &Counts) -> [(&'static str, String); 6] {
    [
        ("new", counts.new.to_string()),
        ("changed", counts.changed.to_string()),
        ("transferred", counts.transferred.to_string()),
        ("ended", counts.ended.to_string()),
        ("unchanged", counts.unchanged.to_string()),
        ("rejected", counts.rejected.to_string()),
    ]
}

/// The lines that would change something, then every row that cannot be taken.
fn describe(terminal: &Terminal, preview: &ImportPreview) -> String {
    let word = |key: &str| terminal.word(key);
    let mut out = String::new();
    let lines = preview.samples.iter().flat_map(|(class, items)| items.iter().map(|item| line(terminal, *class, item)));
    let lines: Vec<Vec<String>> = lines.collect();
    if !lines.is_empty() {
        let header =
            ["cli-import-row", "cli-import-what", "cli-import-key", "cli-import-name", "cli-import-unit", "cli-import-changes"];
        out.push_str(&table(&header.map(word), &lines));
        let Counts { new, changed, transferred, ended, .. } = &preview.counts;
        let more = (new + changed + transferred + ended).saturating_sub(lines.len());
        if more > 0 {
            out.push_str(&terminal.text("cli-import-more", &[("count", more.to_string())]));
            out.push('\n');
        }
        out.push('\n');
    }
    if !preview.rejected.is_empty() {
        let rows: Vec<Vec<String>> = preview.rejected.iter().map(|rejection| reason(terminal, rejection)).collect();
        out.push_str(&table(&["cli-import-row", "cli-import-column", "cli-import-reason"].map(word), &rows));
        out.push('\n');
    }
    if !preview.ignored.is_empty() {
        out.push_str(&terminal.text("cli-import-ignored", &[("columns", preview.ignored.join(", "))]));
        out.push('\n');
    }
    out
}

fn line(terminal: &Terminal, class: Class, item: &Item) -> Vec<String> {
    let none = || "–".to_owned();
    let changes: Vec<String> = item
        .changes
        .iter()
        .map(|change| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(none);
            format!("{}: {} → {}", terminal.word(change.field.text()), value(&change.before), value(&change.after))
        })
        .collect();
    vec![
        item.row.to_string(),
        terminal.word(&format!("register-class-{class}")),
        item.key.clone(),
        item.name.clone(),
        item.unit.clone().unwrap_or_else(none),
        changes.join("; "),
    ]
}

fn reason(terminal: &Terminal, rejection: &Rejection) -> Vec<String> {
    let column = rejection.field.map_or_else(String::new, |column| terminal.word(column.text()));
    vec![rejection.row.to_string(), column, terminal.text(rejection.text, &rejection.args)]
}

/// Turns the core's progress into bars, one a stage.
pub struct Watch<'a> {
    terminal: &'a Terminal,
    bar: Option<(Stage, ProgressBar)>,
}

impl<'a> Watch<'a> {
    pub fn new(terminal: &'a Terminal) -> Self {
        Self { terminal, bar: None }
    }

    pub fn see(&mut self, progress: Progress) {
        let (done, total) = (progress.done as u64, progress.total.map(|total| total as u64));
        if self.bar.as_ref().is_none_or(|(stage, _)| *stage != progress.stage) {
            self.finish();
            let key = match progress.stage {
                Stage::Reading => "cli-import-reading",
                Stage::Comparing => "cli-import-comparing",
                Stage::Writing => "cli-import-writing",
            };
            self.bar = Some((progress.stage, self.terminal.bar(key, total.unwrap_or(0))));
        }
        if let Some((_, bar)) = &self.bar {
            bar.set_length(total.unwrap_or(done));
            bar.set_position(done);
        }
    }

    pub fn finish(&mut self) {
        if let Some((_, bar)) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
