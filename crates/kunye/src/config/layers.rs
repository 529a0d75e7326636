//! How the layers become one value, and how every value keeps its origin.
//!
//! Think of all layers as one long text: the defaults, the file, then the value of each environment variable and flag. A parsed
//! value's span in that text says where it came from, be it for an error or for `kunye config check`. To get such spans, each
//! layer is parsed behind as many spaces as there is text before it.

use super::DEFAULTS;
use kunye_kernel::error::Result;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

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

    /// Every setting, in the order of the names.
    pub fn list(&self) -> Vec<Setting> {
        let mut settings = Vec::new();
        leaves(&self.merged(&Aside::default()), "", &mut |key, name, value| {
            let origin = self.origin(value.span().start);
            settings.push(Setting { key: key.to_owned(), value: shown(key, name, value.get_ref()), origin });
        });
        settings
    }

    pub fn file(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Everything on top of each other. What was set aside is as if nobody had written it.
    pub(super) fn merged(&self, aside: &Aside) -> DeTable<'_> {
        // A file that is no TOML counts as empty here; `unreadable` tells where.
        let table = |text| DeTable::parse(text).map(Spanned::into_inner).unwrap_or_default();
        let (mut table, mut file) = (table(DEFAULTS), table(&self.file));
        aside.take_out_of(&mut file);
        merge(&mut table, file);
        for given in &self.given {
            let mut sections = given.sections();
            aside.take_out_of(&mut sections);
            merge(&mut table, sections);
        }
        table
    }

    /// Where the file is no TOML, and why.
    pub(super) fn unreadable(&self) -> Vec<(usize, String)> {
        let (_, errors) = DeTable::parse_recoverable(&self.file);
        // Where a document breaks off there is nothing to point at but its end.
        errors.iter().map(|e| (e.span().map_or(self.file.len(), |span| span.start), e.message().to_owned())).collect()
    }

    /// The secrets that the file holds, by key and place.
    pub(super) fn secrets_in_file(&self) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        if let Ok(file) = DeTable::parse(&self.file) {
            leaves(file.get_ref(), "", &mut |key, name, value| {
                if is_secret(name, value.get_ref()) {
                    found.push((key.to_owned(), value.span().start));
                }
            });
        }
        found
    }

    /// Reads a text from outside the file as TOML from now on: a number, a list. False when there is nothing to gain by it.
    pub(super) fn read_as_toml(&mut self, at: usize) -> bool {
        match self.given.iter_mut().rfind(|given| given.start <= at) {
            Some(given) if !given.as_toml && given.parsed().is_some() => {
                given.as_toml = true;
                true
            }
            _ => false,
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

    /// The origin as an error names it.
    pub(super) fn place(&self, at: usize) -> Option<String> {
        match self.origin(at) {
            Origin::Default => None,
            Origin::File { path, line } => Some(format!("{}:{line}", path.display())),
            Origin::Given(name) => Some(name),
        }
    }
}

impl Given {
    /// The value as TOML; `None` when it is none.
    fn parsed(&self) -> Option<Spanned<DeValue<'_>>> {
        DeTable::parse(&self.padded).ok().and_then(|table| table.into_inner().remove("v"))
    }

    /// The value below its sections: `log.level` becomes { log = { level = value } }.
    fn sections(&self) -> DeTable<'_> {
        let span = || self.start..self.padded.len();
        let parsed = if self.as_toml { self.parsed() } else { None };
        let mut value = parsed.unwrap_or_else(|| Spanned::new(span(), DeValue::String(Cow::Borrowed(&self.source.value))));
        // From the inside out.
        for name in self.source.key.iter().rev() {
            let mut section = DeTable::new();
            section.insert(Spanned::new(span(), Cow::Borrowed(name.as_str())), value);
            value = Spanned::new(span(), DeValue::Table(section));
        }
        match value.into_inner() {
            DeValue::Table(sections) => sections,
            _ => DeTable::new(),
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

/// Calls `each` with key, name and value of everything that is no section.
fn leaves(table: &DeTable<'_>, above: &str, each: &mut impl FnMut(&str, &str, &Spanned<DeValue<'_>>)) {
    for (name, value) in table {
        let key = if above.is_empty() { name.get_ref().to_string() } else { format!("{above}.{}", name.get_ref()) };
        match value.get_ref() {
            DeValue::Table(table) => leaves(table, &key, each),
            _ => each(&key, name.get_ref(), value),
        }
    }
}

/// A value as it may be shown: a secret is only said to be there. Headers and body of a provider may hold a key that somebody wrote
/// there in clear; what is filled in later is none.
pub(super) fn shown(key: &str, name: &str, value: &DeValue<'_>) -> String {
    let of_provider = key.starts_with("sms.https.headers") || key.starts_with("sms.https.body");
    let in_clear = of_provider && value.as_str().is_some_and(|text| !text.contains('{'));
    if in_clear || is_secret(name, value) { "•••".to_owned() } else { written(value) }
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

/// What was found wrong and is left out, so that what else is wrong can be found: name and place of each.
#[derive(Default)]
pub(super) struct Aside(BTreeSet<(String, usize)>);

impl Aside {
    /// `name` is empty for an item of a list. False when it was there before.
    pub fn put(&mut self, name: &str, at: usize) -> bool {
        self.0.insert((name.to_owned(), at))
    }

    fn take_out_of(&self, table: &mut DeTable<'_>) {
        let gone = table.iter().filter(|(name, value)| self.holds(name.get_ref(), value));
        for name in gone.map(|(name, _)| name.get_ref().to_string()).collect::<Vec<_>>() {
            table.remove(name.as_str());
        }
        for (_, value) in table.iter_mut() {
            self.take_out_of_value(value.get_mut());
        }
    }

    fn take_out_of_value(&self, value: &mut DeValue<'_>) {
        match value {
            DeValue::Table(table) => self.take_out_of(table),
            DeValue::Array(items) => {
                *items = std::mem::replace(items, DeArray::new()).into_iter().filter(|item| !self.holds("", item)).collect();
                items.iter_mut().for_each(|item| self.take_out_of_value(item.get_mut()));
            }
            _ => {}
        }
    }

    fn holds(&self, name: &str, value: &Spanned<DeValue<'_>>) -> bool {
        self.0.contains(&(name.to_owned(), value.span().start))
    }
}

/// A text behind so many spaces.
fn padded(room: usize, text: &str) -> String {
    format!("{:room$}{text}", "")
}
