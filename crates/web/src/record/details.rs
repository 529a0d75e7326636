//! What a line of the record says beside, in words: each detail with its name, names instead of ids, days as people write them.

use super::pages::in_words;
use crate::training::expenses::lira;
use crate::training::tier_name;
use crate::visit::Visit;
use kunye_core::audit::Line;
use kunye_core::register::Province;
use kunye_kernel::id::looks_like_id;
use kunye_kernel::time::{Day, Time};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;

/// Details that are there for programs: what they point to has no name, and is told by the line's other details.
pub const UNTOLD: &[&str] = &["paper", "review", "table"];

#[derive(Serialize)]
pub(super) struct Detail {
    key: String,
    value: String,
}

type Names = HashMap<String, String>;

/// Ids, states, counts and masked values, each with its name.
pub(super) fn details(visit: &Visit, line: &Line, names: &Names) -> Vec<Detail> {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(&line.detail) else { return Vec::new() };
    let mut fields: Vec<(String, Value)> = fields.into_iter().filter(|(key, _)| !UNTOLD.contains(&key.as_str())).collect();
    // As people tell it.
    fields.sort_by_key(|(key, _)| key != "before" && key != "from");
    fields.into_iter().flat_map(|(key, value)| told(visit, &line.action, &key, value, names)).collect()
}

fn told(visit: &Visit, action: &str, key: &str, value: Value, names: &Names) -> Vec<Detail> {
    match (key, &value) {
        ("changes", Value::Array(changes)) => return changes.iter().map(|change| changed(visit, change)).collect(),
        ("signers", Value::Array(signers)) => return signers.iter().map(|signer| signed(visit, signer)).collect(),
        // The count that a decision rests on.
        ("count", Value::String(_)) => return Vec::new(),
        _ => {}
    }
    let value = match value {
        Value::Null => return Vec::new(),
        Value::Array(items) if items.is_empty() => return Vec::new(),
        Value::String(text) if text.is_empty() => return Vec::new(),
        // Groups that were given seats, and the rows of a table.
        Value::Array(items) if key == "seated" || items.iter().any(Value::is_object) => items.len().to_string(),
        Value::Array(items) => items.into_iter().map(|item| one(visit, action, key, item, names)).collect::<Vec<_>>().join(", "),
        value => one(visit, action, key, value, names),
    };
    // A day in one act, a masked phone in another.
    let name = if key == "to" && value.starts_with('•') { "recipient".to_owned() } else { key.replace('_', "-") };
    let of_act = format!("record-detail-{}-{name}", action.replace('.', "-"));
    let key = in_words(visit, &[of_act, format!("record-detail-{name}")], key.to_owned());
    vec![Detail { key, value }]
}

fn one(visit: &Visit, action: &str, key: &str, value: Value, names: &Names) -> String {
    match value {
        // Amounts are kept in kuruş.
        Value::Number(kurus) if action == "training-session.expenses" => {
            visit.text_with("coverage-lira", &[("amount", lira(visit.language, kurus.as_i64().unwrap_or_default()))])
        }
        Value::Bool(yes) => visit.text(if yes { "common-yes" } else { "common-no" }),
        Value::Number(plate) if key == "province" => {
            let plate = plate.as_i64().and_then(|plate| i32::try_from(plate).ok());
            plate.and_then(Province::from_plate).map(|province| province.name().to_owned()).unwrap_or_default()
        }
        Value::String(text) if looks_like_id(&text) => names.get(&text).cloned().unwrap_or(text),
        Value::String(text) => match key {
            "from" | "to" | "on" | "until" | "day" | "days" | "before" | "signed_on" if Day::parse(&text).is_some() => {
                Day::parse(&text).map_or(text, |day| day.to_string())
            }
            "valid_from" | "filed_at" | "uploaded_at" | "starts_at" => Time::parse_rfc3339(&text).map_or(text, Time::display),
            "tier" => tier_name(visit, &text),
            _ => in_words(visit, &code_keys(action, key, &text), text),
        },
        Value::Object(counts) => {
            let some = counts.iter().filter(|(_, count)| count.as_u64() != Some(0));
            let counted = |(class, count): (&String, &Value)| {
                format!("{count} {}", in_words(visit, &[format!("register-class-{class}")], class.clone()))
            };
            some.map(counted).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// The keys under which a code of a detail may have its words.
fn code_keys(action: &str, key: &str, code: &str) -> Vec<String> {
    let code = code.replace('_', "-");
    let noun = action.split('.').next().unwrap_or_default();
    match key {
        "kind" if noun == "trainer" => vec![format!("trainer-away-{code}")],
        "kind" if noun == "training-request" => vec![format!("record-hours-{code}")],
        "kind" => {
            ["request-kind-", "duty-kind-", "register-import-", "document-kind-"].map(|key| format!("{key}{code}")).to_vec()
        }
        "state" if noun == "participant" => vec![format!("participant-state-{code}")],
        "state" if noun == "reservation" => vec![format!("record-reservation-{code}")],
        "state" => vec![format!("delivery-state-{code}")],
        "before" | "after" => vec![format!("account-state-{code}")],
        "why" => vec![format!("record-why-{code}")],
        "way" => vec![format!("record-way-{code}")],
        "level" => vec![format!("training-level-{code}")],
        "item" => vec![format!("training-check-{code}")],
        "source" => vec![format!("record-source-{code}")],
        "media_type" => vec![format!("record-media-{}", code.replace('/', "-"))],
        _ => Vec::new(),
    }
}

/// `İdari amir: Mehmet Şükrü Çağlar, B-T`
fn signed(visit: &Visit, signer: &Value) -> Detail {
    let side = |name: &str| signer.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let role = side("role");
    Detail { key: in_words(visit, &[format!("signed-role-{role}")], role), value: format!("{}, {}", side("name"), side("level")) }
}

/// `Soyad: Öztürk → Öztürk Aydın`
fn changed(visit: &Visit, change: &Value) -> Detail {
    let side = |name: &str| change.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).unwrap_or("—").to_owned();
    let field = side("field");
    let key = in_words(visit, &[format!("import-column-{}", field.replace('_', "-"))], field);
    Detail { key, value: format!("{} → {}", side("before"), side("after")) }
}
