//! Every sentence a person sees, in both languages: pages, messages and errors take them from here by key (Project Fluent).

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use kunye_esign::verdict::{Code, Reason};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use std::collections::BTreeSet;

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

/// The texts of both languages, parsed once.
pub struct Texts {
    tr: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads the embedded texts. An error means that a `.ftl` file is broken, which a test notices long before.
    pub fn load() -> Result<Self> {
        Ok(Self { tr: bundle(Language::Tr)?, en: bundle(Language::En)? })
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        match language {
            Language::Tr => &self.tr,
            Language::En => &self.en,
        }
    }

    /// The text of a key. A key that does not exist is shown as itself, so that it is noticed and nothing breaks.
    pub fn text(&self, language: Language, key: &str, args: &[(&str, String)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            // Whole numbers choose plural forms; everything else is text and is never re-formatted.
            match value.parse::<i32>() {
                Ok(number) if number.to_string() == *value => values.set(*name, FluentValue::from(number)),
                _ => values.set(*name, FluentValue::from(value.as_str())),
            }
        }
        let bundle = self.bundle(language);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, language = language.code(), "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(key, ?errors, "a text is missing values");
        }
        text.into_owned()
    }

    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).has_message(key)
    }

    /// What an error says to a person.
    pub fn error(&self, language: Language, error: &Error) -> String {
        self.text(language, error.text, &error.args)
    }

    /// Why a signature is not believed, in words.
    pub fn reason(&self, language: Language, reason: &Reason) -> String {
        let mut args = reason.args.clone();
        for (_, value) in args.iter_mut().filter(|(name, _)| *name == "detail") {
            *value = self.detail(language, value);
        }
        // Why a time stamp proves nothing is itself a reason, and its values stand beside it.
        let inner = args.iter().position(|(name, value)| *name == "reason" && Code::ALL.iter().any(|code| code.text() == value));
        if let Some(at) = inner {
            args[at].1 = self.text(language, &reason_key(&args[at].1), &args);
        }
        self.text(language, &reason_key(reason.code.text()), &args)
    }

    /// What is wrong in a structure that cannot be read: the sentence of the code is the key of its translation.
    pub fn detail(&self, language: Language, sentence: &str) -> String {
        let sentence_in_small = sentence.to_ascii_lowercase();
        let words = sentence_in_small.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let key = format!("malformed-{}", words.collect::<Vec<_>>().join("-"));
        if self.has(language, &key) { self.text(language, &key, &[]) } else { sentence.to_owned() }
    }
}

fn reason_key(code: &str) -> String {
    format!("verify-reason-{code}")
}

/// Every key a language has: both must have the same, and a test compares them with what the code uses.
pub fn keys(language: Language) -> BTreeSet<String> {
    let files = LOCALES.get_dir(language.code()).map(Dir::files).into_iter().flatten();
    let lines = files.filter_map(|file| file.contents_utf8()).flat_map(str::lines);
    lines
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
        .filter(|key| {
            key.starts_with(|c: char| c.is_ascii_lowercase()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        .map(str::to_owned)
        .collect()
}

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>> {
    let id = language.code().parse().map_err(|_| Error::internal("a language code"))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Invisible direction marks would turn an SMS into UCS-2 and break copied references.
    bundle.set_use_isolating(false);
    let dir = LOCALES.get_dir(language.code()).ok_or_else(|| Error::internal("no texts for a language"))?;
    for file in dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "ftl")) {
        let broken = |what: String| Error::internal(format!("{}: {what}", file.path().display()));
        let source = file.contents_utf8().ok_or_else(|| broken("not UTF-8".into()))?;
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| broken(format!("{errors:?}")))?;
        bundle.add_resource(resource).map_err(|errors| broken(format!("{errors:?}")))?;
    }
    Ok(bundle)
}
