//! Texts with places to be filled. Escaping is never ours to do: a filled string is handed to the JSON or form writer whole.

use super::config::BodyTemplate;
use crate::settings::bad_setting;
use kunye_kernel::error::Result;
use serde_json::Value;
use std::collections::BTreeMap;

/// The names a place can have, in the order of [`Values`].
const NAMES: [&str; 10] =
    ["text", "to", "to_digits", "to_national", "sender", "id", "valid_seconds", "valid_minutes", "user", "password"];

/// What goes into the places, in the order of [`NAMES`].
pub type Values<'a> = [&'a str; NAMES.len()];

/// The place of the message's own text.
const TEXT: usize = 0;

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Place(usize),
}

/// One string with places.
#[derive(Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Errors: a brace that is neither doubled nor around a name of [`NAMES`].
    pub fn parse(setting: &'static str, mut rest: &str) -> Result<Self> {
        let mut pieces = Vec::new();
        while let Some(at) = rest.find(['{', '}']) {
            let (plain, braced) = rest.split_at(at);
            pieces.push(Piece::Plain(plain.to_owned()));
            if let Some(behind) = braced.strip_prefix("{{").or(braced.strip_prefix("}}")) {
                pieces.push(Piece::Plain(braced[..1].to_owned()));
                rest = behind;
                continue;
            }
            let place = braced.strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let known = place.and_then(|(name, behind)| Some((NAMES.iter().position(|known| *known == name)?, behind)));
            let Some((name, behind)) = known else {
                // No more than the place: the rest may hold a key.
                let place: String = braced.split_inclusive('}').next().unwrap_or_default().chars().take(20).collect();
                return Err(bad_setting(setting, "messaging-setting-place").with("known", NAMES.join(", ")).with("value", place));
            };
            pieces.push(Piece::Place(name));
            rest = behind;
        }
        pieces.push(Piece::Plain(rest.to_owned()));
        Ok(Self(pieces))
    }

    pub fn holds_text(&self) -> bool {
        self.0.contains(&Piece::Place(TEXT))
    }

    pub fn fill(&self, values: &Values<'_>) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Plain(plain) => plain.as_str(),
            Piece::Place(name) => values[*name],
        });
        pieces.collect()
    }
}

const BODY: &str = "sms.https.body";

/// A whole body with places.
#[derive(Debug)]
pub enum Body {
    Json(Json),
    Form(Vec<(String, Template)>),
}

#[derive(Debug)]
pub enum Json {
    Text(Template),
    Array(Vec<Json>),
    Object(BTreeMap<String, Json>),
    /// Numbers, booleans and null.
    Other(Value),
}

impl Body {
    pub fn parse(body: &BodyTemplate) -> Result<Self> {
        Ok(match body {
            BodyTemplate::Json(value) => Self::Json(Json::parse(value)?),
            BodyTemplate::Form(fields) => {
                let fields = fields.iter().map(|(name, value)| Ok((name.clone(), Template::parse(BODY, value)?)));
                Self::Form(fields.collect::<Result<_>>()?)
            }
        })
    }
}

impl Json {
    fn parse(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::String(text) => Self::Text(Template::parse(BODY, text)?),
            Value::Array(items) => Self::Array(items.iter().map(Self::parse).collect::<Result<_>>()?),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| Ok((name.clone(), Self::parse(value)?)));
                Self::Object(members.collect::<Result<_>>()?)
            }
            other => Self::Other(other.clone()),
        })
    }

    pub fn fill(&self, values: &Values<'_>) -> Value {
        match self {
            Self::Text(template) => Value::String(template.fill(values)),
            Self::Array(items) => items.iter().map(|item| item.fill(values)).collect(),
            Self::Object(members) => {
                Value::Object(members.iter().map(|(name, json)| (name.clone(), json.fill(values))).collect())
            }
            Self::Other(value) => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'_> = ["\"}{text}", "+90", "90", "5", "KURUM", "id", "60", "1", "user", "password"];

    fn filled(template: &str) -> String {
        Template::parse("body", template).unwrap().fill(&VALUES)
    }

    #[test]
    fn places_are_filled_once() {
        assert_eq!(filled("{sender}: {text}!"), "KURUM: \"}{text}!");
        assert_eq!(filled("{{to}} {to}"), "{to} +90");
        assert_eq!(filled(""), "");
        for broken in ["{", "}", "{txt}", "{ text }", "{to"] {
            assert!(Template::parse("body", broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_text_cannot_leave_its_string() {
        let json = serde_json::json!({ "messages": [{ "text": "{text}", "n": 1 }], "ok": true });
        let filled = Json::parse(&json).unwrap().fill(&VALUES);
        assert_eq!(filled, serde_json::json!({ "messages": [{ "text": "\"}{text}", "n": 1 }], "ok": true }));
    }
}
