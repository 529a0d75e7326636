//! How the layers become one value, and how every value keeps its origin.
//!
//! Think of all layers as one long text: the defaults, the file, then the value of each environment variable and flag. A parsed
//! value's span in that text says where it came from, be it for an error or for `kunye config check`. To get such spans, each
//! layer is parsed behind as many spaces as there is text before it.

use super::{Config, DEFAULTS, wrong};
use kunye_kernel::error::{Error, Kind, Result};
use serde::Deserialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

const PREFIX: &str = "KUNYE_";
/// Looked for when neither `--config` nor `$KUNYE_CONFIG` names a file.
const PLACES: [&str; 2] = ["kunye.toml", "/etc/kunye/kunye.toml"];
/// How the names of secrets end: they are never read from the file, and never shown.
const SECRETS: [&str; 5] = ["password", "token", "secret", "api_key", "pin"];

/// A value from outside the file: `name` is how the person gave it (`KUNYE_LOG__LEVEL`, `--listen`).
pub struct Override {
    name: String,
    /// `["log", "level"]`
    key: Vec<String>,
    value: String,
}

impl Override {
    pub fn flag(name: &str, key: &str, value: impl ToString) -> Self {
        Self { name: name.to_owned(), key: key.split('.').map(str::to_owned).collect(), value: value.to_string() }
    }

    /// `KUNYE_SERVER__PUBLIC_URL` is `server.public_url`; what has no two underscores is no setting.
    pub(super) fn variable(name: String, value: String) -> Option<Self> {
        let key: Vec<String> = name.strip_prefix(PREFIX)?.split("__").map(str::to_ascii_lowercase).collect();
        (key.len() > 1).then_some(Self { name, key, value })
    }
}

/// `server.public_url` is `KUNYE_SERVER__PUBLIC_URL`.
pub(super) fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase().replace('.', "__"))
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File {
        path: PathBuf,
        line: usize,
    },
    /// Name of the variable or flag.
    Given(String),
}

/// One line of [`Layers::list`].
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: String,
    /// As TOML; a secret is only said to be there.
    pub value: String,
    pub origin: Origin,
}

pub struct Layers {
    path: Option<PathBuf>,
    /// The file's text, behind its padding.
    file: String,
    given: Vec<Given>,
}

struct Given {
    source: Override,
    start: usize,
    /// `v=` and the value, behind their padding.
    padded: String,
    /// Whether the text is read as TOML: a number, a list.
    as_toml: bool,
}

impl Layers {
    /// Reads the file, then the environment, then the flags. A file that is named must exist; the usual places may be empty.
    pub fn load(named: Option<&Path>, environment: impl Iterator<Item = (String, String)>, flags: Vec<Override>) -> Result<Self> {
        let path = named.map(Path::to_owned).or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.exists()));
        let file = path.map(|path| super::read(&path).map(|text| (path, text))).transpose()?;
        let mut variables: Vec<Override> = environment.filter_map(|(name, value)| Override::variable(name, value)).collect();
        variables.sort_by(|a, b| a.name.cmp(&b.name));
        variables.extend(flags);
        Ok(Self::of(file, variables))
    }

    pub(super) fn of(file: Option<(PathBuf, String)>, overrides: Vec<Override>) -> Self {
        let (path, text) = file.unzip();
        let file = padded(DEFAULTS.len(), text.as_deref().unwrap_or_default().trim_start_matches('\u{feff}'));
        let mut end = file.len();
        let given = overrides.into_iter().map(|source| {
            let start = end + 1;
            let padded = padded(start, &format!("v={}", source.value));
            end = padded.len();
            Given { source, start, padded, as_toml: false }
        });
        Self { path, given: given.collect(), file }
    }

    /// The configuration, or an error that says where the wrong value stands.
    pub fn config(&mut self) -> Result<Config> {
        // What comes from outside is text. A text that does not fit is read as TOML and tried once more.
        loop {
            let error = match Config::deserialize(Deserializer::from(Spanned::new(0..0, self.merged()?))) {
                Ok(config) => return config.consistent(),
                Err(error) => error,
            };
            let at = error.span().map_or(0, |span| span.start);
            match self.given.iter_mut().rfind(|given| given.start <= at) {
                Some(given) if !given.as_toml && given.parsed().is_some() => given.as_toml = true,
                _ => return Err(self.wrong(at, error.message())),
            }
        }
    }

    /// Every setting, in the order of the names.
    pub fn list(&self) -> Result<Vec<Setting>> {
        let mut settings = Vec::new();
        self.walk(&self.merged()?, "", &mut settings);
        Ok(settings)
    }

    pub fn file(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn merged(&self) -> Result<DeTable<'_>> {
        let mut table = DeTable::parse(DEFAULTS).map_err(Error::internal)?.into_inner();
        let file = DeTable::parse(&self.file).map_err(|error| {
            // Where a document breaks off there is nothing to point at but its end.
            self.wrong(error.span().map_or(self.file.len(), |span| span.start), error.message())
        })?;
        if let Some(at) = secret_in(file.get_ref()) {
            return Err(self.problem(at, "config-secret-in-file"));
        }
        merge(&mut table, file.into_inner());
        for given in &self.given {
            given.put(&mut table);
        }
        Ok(table)
    }

    fn walk(&self, table: &DeTable<'_>, above: &str, out: &mut Vec<Setting>) {
        for (name, value) in table {
            let key = if above.is_empty() { name.get_ref().to_string() } else { format!("{above}.{name}") };
            match value.get_ref() {
                DeValue::Table(table) => self.walk(table, &key, out),
                leaf => {
                    let origin = self.origin(value.span().start);
                    let value = if is_secret(name.get_ref(), leaf) { "•••".to_owned() } else { written(leaf) };
                    out.push(Setting { key, value, origin });
                }
            }
        }
    }

    fn origin(&self, at: usize) -> Origin {
        if let Some(given) = self.given.iter().rfind(|given| given.start <= at) {
            return Origin::Given(given.source.name.clone());
        }
        match &self.path {
            Some(path) if at >= DEFAULTS.len() => {
                let line = self.file.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
                Origin::File { path: path.clone(), line }
            }
            _ => Origin::Default,
        }
    }

    fn wrong(&self, at: usize, message: &str) -> Error {
        let (key, values) = wrong::told(message);
        values.into_iter().fold(self.problem(at, key), |error, (name, value)| error.with(name, value))
    }

    fn problem(&self, at: usize, text: &'static str) -> Error {
        let place = match self.origin(at) {
            Origin::Default => "docs/kunye.toml".to_owned(),
            Origin::File { path, line } => format!("{}:{line}", path.display()),
            Origin::Given(name) => name,
        };
        Error::new(Kind::Invalid(Vec::new()), text).with("place", place)
    }
}

impl Given {
    /// The value as TOML; `None` when it is none.
    fn parsed(&self) -> Option<Spanned<DeValue<'_>>> {
        DeTable::parse(&self.padded).ok().and_then(|table| table.into_inner().remove("v"))
    }

    /// Puts the value into the table, below its sections.
    fn put<'a>(&'a self, table: &mut DeTable<'a>) {
        let span = || self.start..self.padded.len();
        let parsed = if self.as_toml { self.parsed() } else { None };
        let mut value = parsed.unwrap_or_else(|| Spanned::new(span(), DeValue::String(Cow::Borrowed(&self.source.value))));
        // From the inside out: `log.level` becomes { log = { level = value } }.
        for name in self.source.key.iter().rev() {
            let mut section = DeTable::new();
            section.insert(Spanned::new(span(), Cow::Borrowed(name.as_str())), value);
            value = Spanned::new(span(), DeValue::Table(section));
        }
        if let DeValue::Table(sections) = value.into_inner() {
            merge(table, sections);
        }
    }
}

/// Puts `upper` over `lower`: sections are joined, everything else is replaced.
fn merge<'a>(lower: &mut DeTable<'a>, upper: DeTable<'a>) {
    for (name, value) in upper {
        let span = value.span();
        let below = lower.get_mut(name.get_ref().as_ref()).map(Spanned::get_mut);
        match (below, value.into_inner()) {
            (Some(DeValue::Table(below)), DeValue::Table(above)) => merge(below, above),
            (_, value) => drop(lower.insert(name, Spanned::new(span, value))),
        }
    }
}

fn secret_in(table: &DeTable<'_>) -> Option<usize> {
    table.iter().find_map(|(name, value)| match value.get_ref() {
        DeValue::Table(table) => secret_in(table),
        leaf => is_secret(name.get_ref(), leaf).then(|| value.span().start),
    })
}

/// A password by its name, or an address with a password in it.
fn is_secret(name: &str, value: &DeValue<'_>) -> bool {
    SECRETS.iter().any(|ending| name.ends_with(ending))
        || value.as_str().and_then(|text| text.split_once("://")).is_some_and(|(_, rest)| {
            let authority = rest.split('/').next().unwrap_or(rest);
            authority.split_once('@').is_some_and(|(user, _)| user.contains(':'))
        })
}

fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(value) => value.to_string(),
        DeValue::Array(items) => format!("[{}]", items.iter().map(|item| written(item.get_ref())).collect::<Vec<_>>().join(", ")),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

/// A text behind so many spaces.
fn padded(room: usize, text: &str) -> String {
    format!("{:room$}{text}", "")
}
