//! Templates: embedded in the program, one environment a language, strict about what they are not given.

use crate::nav::Item;
use include_dir::{Dir, DirEntry, include_dir};
use kunye_core::register::Person;
use kunye_core::texts::Texts;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::text;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context, path_loader};
use serde::Serialize;
use std::sync::Arc;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

/// What a template is given, as a type: its fields are the template's names.
pub trait Page: Serialize {
    /// Path below `templates/`.
    const TEMPLATE: &'static str;

    /// Where several templates are given the same.
    fn template(&self) -> &'static str {
        Self::TEMPLATE
    }
}

/// What `base.html` and so every page is given besides.
#[derive(Debug, Serialize)]
pub struct Frame<'a> {
    pub lang: &'static str,
    pub path: &'a str,
    /// Whether the page answers a form, and its address can be opened: coming back to it is then no second sending.
    pub posted: bool,
    pub other_lang_href: String,
    pub person: Option<PersonTag>,
    pub nav: Vec<Item>,
    pub demo: bool,
    pub flash: Option<Note>,
    /// Whose installation it is; pages have institutions of their own.
    pub owner: &'a str,
    pub help_desk: Option<&'a str>,
}

/// Who is signed in, at the top of the page.
#[derive(Debug, Serialize)]
pub struct PersonTag {
    pub name: String,
    pub initials: String,
}

/// A sentence above the contents.
#[derive(Debug, Serialize)]
pub struct Note {
    pub kind: crate::flash::Tone,
    pub text: String,
}

impl PersonTag {
    pub fn of(person: &Person) -> Self {
        let first = |name: &str| text::upper(&name.chars().take(1).collect::<String>());
        Self { name: person.full_name(), initials: first(&person.given_names) + &first(&person.surname) }
    }
}

pub struct Templates {
    tr: Environment<'static>,
    en: Environment<'static>,
}

impl Templates {
    /// Reads the embedded templates; an error means that one is broken, which a test notices long before. While developing, the
    /// variable `KUNYE_TEMPLATES_DIR` names a folder from which they are read again whenever they change.
    pub fn embedded(texts: &Arc<Texts>) -> Result<Self> {
        Ok(Self { tr: environment(texts, Language::Tr)?, en: environment(texts, Language::En)? })
    }

    /// Writes a page. `page` and `frame` are anything that serialises to a map.
    pub fn render(&self, language: Language, template: &str, page: impl Serialize, frame: impl Serialize) -> Result<String> {
        let environment = match language {
            Language::Tr => &self.tr,
            Language::En => &self.en,
        };
        let context = context! { ..Value::from(Serde(page)), ..Value::from(Serde(frame)) };
        environment.get_template(template).and_then(|template| template.render(context)).map_err(Error::internal)
    }
}

/// Every embedded file whose name ends so, by its path below `templates/`.
pub fn files(ending: &str) -> Vec<(&'static str, &'static str)> {
    fn walk(dir: &'static Dir<'static>, ending: &str, found: &mut Vec<(&'static str, &'static str)>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => walk(dir, ending, found),
                DirEntry::File(file) => {
                    found.extend(file.path().to_str().filter(|path| path.ends_with(ending)).zip(file.contents_utf8()))
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&TEMPLATES, ending, &mut found);
    found
}

fn environment(texts: &Arc<Texts>, language: Language) -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let texts = texts.clone();
    environment.add_function("t", move |key: &str, values: Kwargs| sentence(&texts, language, key, &values));
    environment.add_function("asset", crate::assets::href);
    environment.add_filter("grouped", move |number: i64| language.grouped(number));
    if let Some(folder) = development_folder() {
        environment.set_loader(path_loader(folder));
        environment.set_auto_reload(true);
        return Ok(environment);
    }
    for (path, source) in files(".html").into_iter().chain(files(".svg")) {
        environment.add_template(path, source).map_err(Error::internal)?;
    }
    Ok(environment)
}

fn development_folder() -> Option<std::ffi::OsString> {
    if cfg!(debug_assertions) { std::env::var_os("KUNYE_TEMPLATES_DIR") } else { None }
}

/// `t("key", name=value)`: a text in the page's language. While developing, a missing key or value breaks the page.
fn sentence(texts: &Texts, language: Language, key: &str, values: &Kwargs) -> Result<String, minijinja::Error> {
    let args = values.args().map(|name| {
        let value: Value = values.get(name)?;
        match value.kind() {
            ValueKind::Undefined => Err(minijinja::Error::new(ErrorKind::UndefinedError, format!("{key}: {name} is undefined"))),
            _ => Ok((name, value.to_string())),
        }
    });
    let args: Vec<(&str, String)> = args.collect::<Result<_, _>>()?;
    let text = texts.text(language, key, &args);
    if cfg!(debug_assertions) && (!texts.has(language, key) || text.contains("{$")) {
        return Err(minijinja::Error::new(ErrorKind::UndefinedError, format!("no text, or not all values of it: {key}")));
    }
    Ok(text)
}
