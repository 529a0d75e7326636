//! What the commands print. Sentences come from the texts, in the reader's language; results go to standard output, everything
//! about them to standard error.

use crate::config::Faults;
use indicatif::{ProgressBar, ProgressStyle};
use kunye_core::texts::Texts;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
pub struct Terminal {
    pub texts: Arc<Texts>,
    pub language: Language,
}

impl Terminal {
    /// `chosen`, or the language of the terminal: Turkish where the locale says so, English elsewhere.
    pub fn new(chosen: Option<Language>, environment: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
        let of_locale = if locale.is_some_and(|locale| locale.starts_with("tr")) { Language::Tr } else { Language::En };
        Ok(Self { texts: Arc::new(Texts::load()?), language: chosen.unwrap_or(of_locale) })
    }

    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.texts.text(self.language, key, args)
    }

    pub fn word(&self, key: &str) -> String {
        self.text(key, &[])
    }

    /// A sentence about the work, on standard error.
    pub fn say(&self, key: &str, args: &[(&str, String)]) {
        eprintln!("{}", self.text(key, args));
    }

    /// An error, with everything that is wrong. Whoever works at the server's shell may read the cause too.
    pub fn complain(&self, error: &Error) {
        if let Some(Faults(faults)) = error.cause().and_then(|cause| cause.downcast_ref()) {
            eprintln!("{} {}", self.word("cli-error"), self.text(error.text, &error.args));
            faults.iter().for_each(|fault| eprintln!("{}", self.fault(fault)));
            return;
        }
        // The sentences name what they are about; the names of fields are those of pages, and nobody typed them here.
        let wrong: Vec<String> = error.fields().iter().map(|field| self.text(field.text, &error.args)).collect();
        match (&wrong[..], error.text) {
            ([], text) => {
                // A wrong setting is told by its name.
                let key = error.args.iter().find(|(name, _)| *name == "setting");
                let key = key.map(|(_, key)| format!("{key}: ")).unwrap_or_default();
                eprintln!("{} {key}{}", self.word("cli-error"), self.text(text, &error.args));
            }
            ([only], "error-invalid") => eprintln!("{} {only}", self.word("cli-error")),
            (all, text) => {
                let text = if text == "error-invalid" { "cli-invalid" } else { text };
                eprintln!("{} {}", self.word("cli-error"), self.text(text, &error.args));
                all.iter().for_each(|one| eprintln!("  – {one}"));
            }
        }
        if let Some(cause) = error.cause() {
            eprintln!("  ({cause})");
        }
        if error.kind == Kind::Internal && error.cause().is_none() {
            eprintln!("  ({error:?})");
        }
    }

    /// One wrong setting: where it stands, its name and what was given; below, what is allowed.
    pub fn fault(&self, fault: &Error) -> String {
        let arg = |wanted: &str| fault.args.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        let mut lines = vec![[arg("place"), arg("setting")].into_iter().flatten().collect::<Vec<_>>().join(": ")];
        if let Some(value) = arg("value") {
            lines[0].push_str(&format!(" = {value}"));
        }
        lines.push(self.text(fault.text, &fault.args));
        lines.extend(fault.cause().map(|cause| format!("({cause})")));
        format!("  – {}", lines.join("\n    "))
    }

    /// A bar for work of known length; nothing where nobody watches.
    pub fn bar(&self, key: &str, length: u64) -> ProgressBar {
        let style = ProgressStyle::with_template("{msg:<34} {wide_bar:.cyan/dim} {pos}/{len} {elapsed}");
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(length) } else { ProgressBar::hidden() };
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(self.word(key));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// Rows below a header, each column as wide as its widest cell. The last column is not filled up.
pub fn table(header: &[String], rows: &[Vec<String>]) -> String {
    let lines = || std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    let mut widths = vec![0_usize; header.len()];
    for line in lines() {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for (number, line) in lines().enumerate() {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
        if number == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            out.push_str(&rule.join("  "));
            out.push('\n');
        }
    }
    out
}

/// Prints a result. A reader that has gone away (`| head`) is no error.
pub fn print(text: &str) -> Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let text = table(&row("İl", "Ad"), &[row("Şanlıurfa", "x"), row("Muş", "")]);
        assert_eq!(text, "İl         Ad\n─────────  ──\nŞanlıurfa  x\nMuş\n");
    }

    #[test]
    fn the_terminals_language_decides_unless_one_is_chosen() {
        let of = |chosen, name: &'static str, value: &'static str| {
            Terminal::new(chosen, |asked| (asked == name).then(|| value.to_owned())).unwrap().language
        };
        assert_eq!(of(None, "LANG", "tr_TR.UTF-8"), Language::Tr);
        assert_eq!(of(None, "LC_ALL", "C.UTF-8"), Language::En);
        assert_eq!(of(Some(Language::Tr), "LANG", "en_GB.UTF-8"), Language::Tr);
    }
}
