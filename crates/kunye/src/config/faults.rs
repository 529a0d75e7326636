//! From layers to a configuration, with everything that is wrong told at once.
//!
//! A reader of TOML stops at the first wrong value. So what it stops at is noted and set aside, as if nobody had written it, and the
//! reading begins again, until it comes through. Each time something more is set aside or filled in, so this ends.

use super::layers::{Aside, Layers, shown, variable_of};
use super::{Config, wrong};
use kunye_kernel::error::{Error, Kind, Result};
use serde_path_to_error::{Path, Segment};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// Every wrong setting. Each error has `setting`, and where something was given, `place` and `value`.
#[derive(Debug)]
pub struct Faults(pub Vec<Error>);

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|fault| writeln!(f, "{fault:?}"))
    }
}

impl std::error::Error for Faults {}

impl Layers {
    /// The configuration as every command needs it. The cause of an error is [`Faults`].
    pub fn config(&mut self) -> Result<Config> {
        self.read(Config::misfits)
    }

    /// The configuration as a service needs it, which listens and sends.
    pub fn service_config(&mut self) -> Result<Config> {
        self.read(Config::misfits_of_service)
    }

    fn read(&mut self, misfits: impl Fn(&Config) -> Vec<Error>) -> Result<Config> {
        let mut reading = Reading::default();
        for (at, problem) in self.unreadable() {
            reading.note_unreadable(self, at, &problem);
        }
        for (key, at) in self.secrets_in_file() {
            reading.note(self, key, Some((at, Some("•••".to_owned()))), fault("config-secret-in-file"));
        }
        let config = reading.run(self);
        if let Some(config) = &config {
            let table = self.merged(&Aside::default());
            for error in misfits(config) {
                reading.note_misfit(self, &table, error);
            }
        }
        match config {
            Some(config) if reading.noted.is_empty() => Ok(config),
            _ => Err(reading.told()),
        }
    }
}

fn fault(text: &'static str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), text)
}

const NOWHERE: usize = usize::MAX;

struct Noted {
    key: String,
    /// Where it stands, for the order; or [`NOWHERE`], which comes last.
    at: usize,
    error: Error,
}

#[derive(Default)]
struct Reading {
    aside: Aside,
    /// Missing settings and where their section stands. An empty text stands in for each, so that others that are missing beside them
    /// are found too.
    filled_in: BTreeSet<(Vec<String>, usize)>,
    noted: Vec<Noted>,
    /// The file is no TOML. Then nobody can say what is missing in it.
    unreadable: bool,
}

impl Reading {
    /// `None` when something is wrong that cannot be set aside; then it is noted.
    fn run(&mut self, layers: &mut Layers) -> Option<Config> {
        loop {
            let error = match serde_path_to_error::deserialize(Deserializer::from(Spanned::new(0..0, self.table(layers)))) {
                Ok(config) => return Some(config),
                Err(error) => error,
            };
            let (path, message) = (steps(error.path()), error.inner().message());
            let progress = match wrong::missing(message) {
                Some(field) => self.fill_in(layers, path, field),
                None => self.set_aside(layers, path, message),
            };
            if !progress {
                let problem = fault("config-wrong").with("problem", message);
                self.note(layers, key_of(&steps(error.path())), None, problem);
                return None;
            }
        }
    }

    /// The layers as they are read this time.
    fn table<'a>(&self, layers: &'a Layers) -> DeTable<'a> {
        let mut table = layers.merged(&self.aside);
        for (path, at) in &self.filled_in {
            if let Some((name, above)) = path.split_last()
                && let Some(section) = find(&mut table, above).filter(|section| section.span().start == *at)
                && let DeValue::Table(section) = section.get_mut()
            {
                let empty = Spanned::new(0..0, DeValue::String("".into()));
                section.insert(Spanned::new(0..0, name.clone().into()), empty);
            }
        }
        table
    }

    fn fill_in(&mut self, layers: &Layers, mut path: Vec<String>, field: &str) -> bool {
        let mut table = self.table(layers);
        let Some(at) = find(&mut table, &path).map(|section| section.span().start) else { return false };
        let key = format!("{}.{field}", written(layers, &mut table, &path));
        if !self.unreadable {
            let error = fault("config-missing").with("variable", variable_of(&key));
            self.note(layers, key, Some((at, None)), error);
        }
        path.push(field.to_owned());
        self.filled_in.insert((path, at))
    }

    fn set_aside(&mut self, layers: &mut Layers, mut path: Vec<String>, message: &str) -> bool {
        let unknown = wrong::unknown(message);
        if let Some(name) = unknown
            && path.last().is_none_or(|last| last != name)
        {
            path.push(name.to_owned());
        }
        // Where an empty text cannot stand in, the section around it is left out whole.
        let stand_in = self.stand_in(layers, &path);
        if let Some(section) = &stand_in {
            path.clone_from(section);
        }
        let (at, key, value) = {
            let mut table = self.table(layers);
            let key = written(layers, &mut table, &path);
            let Some(value) = find(&mut table, &path) else { return false };
            // The name of a setting that does not exist may be a misspelt secret's.
            let shown = if unknown.is_some() { "…".to_owned() } else { shown(&key, name_of(&path), value.get_ref()) };
            (value.span().start, key, shown)
        };
        if stand_in.is_none() {
            if layers.read_as_toml(at) {
                return true;
            }
            let (text, values) = wrong::told(message);
            let error = values.into_iter().fold(fault(text), |error, (name, value)| error.with(name, value));
            self.note(layers, key, Some((at, Some(value))), error);
        }
        let is_item = path.last().is_some_and(|step| step.starts_with('['));
        self.aside.put(if is_item { "" } else { name_of(&path) }, at)
    }

    /// The section around, when something stands in here.
    fn stand_in(&self, layers: &Layers, path: &[String]) -> Option<Vec<String>> {
        let mut table = self.table(layers);
        let mut stands = |(filled_in, at): &&(Vec<String>, usize)| {
            let above = &filled_in[..filled_in.len() - 1];
            path.starts_with(filled_in) && find(&mut table, above).is_some_and(|section| section.span().start == *at)
        };
        let (filled_in, _) = self.filled_in.iter().find(|one| stands(one))?;
        Some(filled_in[..filled_in.len() - 1].to_vec())
    }

    fn note_unreadable(&mut self, layers: &Layers, at: usize, problem: &str) {
        self.unreadable = true;
        let place = layers.place(at).unwrap_or_default();
        // One broken line is often several problems to the reader.
        if !self.noted.iter().any(|noted| noted.key == place) {
            let error = fault("config-syntax").with("place", &place).with("problem", problem);
            self.noted.push(Noted { key: place, at, error });
        }
    }

    /// `error`, which has a key of its own, at what was given there.
    fn note_misfit(&mut self, layers: &Layers, table: &DeTable<'_>, mut error: Error) {
        let key =
            error.args.iter().position(|(name, _)| *name == "setting").map(|at| error.args.remove(at).1).unwrap_or_default();
        let path: Vec<String> = key.split('.').map(str::to_owned).collect();
        let given = find(&mut table.clone(), &path).map(|value| {
            let name = path.last().map_or("", String::as_str);
            (value.span().start, Some(shown(&key, name, value.get_ref())))
        });
        if !(self.unreadable && given.is_none()) {
            self.note(layers, key, given, error);
        }
    }

    /// Notes a fault, once: of what lies inside of something wrong nothing more is told, unless it was given elsewhere.
    fn note(&mut self, layers: &Layers, key: String, given: Option<(usize, Option<String>)>, mut error: Error) {
        let inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let at = given.as_ref().map_or(NOWHERE, |(at, _)| *at);
        let is_missing = given.as_ref().is_none_or(|(_, value)| value.is_none());
        let known = |noted: &Noted| {
            let same_place = is_missing || at == noted.at || noted.at == NOWHERE;
            same_place && (inside(&key, &noted.key) || inside(&noted.key, &key))
        };
        if self.noted.iter().any(known) {
            return;
        }
        error = error.with("setting", &key);
        if let Some((at, value)) = given {
            let value = value.filter(|_| !error.args.iter().any(|(name, _)| *name == "value"));
            let more = [("place", layers.place(at)), ("value", value)];
            error = more.into_iter().fold(error, |error, (name, of)| of.into_iter().fold(error, |e, of| e.with(name, of)));
        }
        self.noted.push(Noted { key, at, error });
    }

    fn told(mut self) -> Error {
        self.noted.sort_by_key(|noted| noted.at);
        let faults: Vec<Error> = self.noted.into_iter().map(|noted| noted.error).collect();
        fault("config-faults").with("count", faults.len()).because(Faults(faults))
    }
}

/// `sms`, `https`, `refusals`, `[0]`.
fn steps(path: &Path) -> Vec<String> {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(format!("[{index}]")),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { variant } => Some(variant.clone()),
        Segment::Unknown => None,
    };
    path.iter().filter_map(step).collect()
}

/// The name of what a path leads to, or of the list in which it leads to an item.
fn name_of(path: &[String]) -> &str {
    path.iter().rfind(|step| !step.starts_with('[')).map_or("", String::as_str)
}

/// The key of a path in a table from which items of lists may have been taken: each item has the number with which it was written.
fn written(layers: &Layers, table: &mut DeTable<'_>, path: &[String]) -> String {
    let mut whole = layers.merged(&Aside::default());
    let mut as_written = Vec::with_capacity(path.len());
    for (depth, step) in path.iter().enumerate() {
        let item = find(table, &path[..=depth]).filter(|_| step.starts_with('[')).map(|item| item.span().start);
        let number = item.and_then(|at| match find(&mut whole, &as_written)?.get_ref() {
            DeValue::Array(items) => items.iter().position(|item| item.span().start == at),
            _ => None,
        });
        as_written.push(number.map_or_else(|| step.clone(), |number| format!("[{number}]")));
    }
    key_of(&as_written)
}

/// `sms.https.refusals[0]`
fn key_of(path: &[String]) -> String {
    path.join(".").replace(".[", "[")
}

fn find<'t, 'a>(table: &'t mut DeTable<'a>, path: &[String]) -> Option<&'t mut Spanned<DeValue<'a>>> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(table.get_mut(first.as_str())?, |value, step| match value.get_mut() {
        DeValue::Table(table) => table.get_mut(step.as_str()),
        DeValue::Array(items) => items.get_mut(step.trim_matches(['[', ']']).parse::<usize>().ok()?),
        _ => None,
    })
}
