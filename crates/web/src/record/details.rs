//! What a line of the record says beside, in words: names of the keys, codes, days.

use crate::visit::Visit;
use kunye_core::register::Province;
use kunye_kernel::time::{Day, Time};
use serde::Serialize;
use serde_json::{Number, Value};

#[derive(Serialize)]
pub(super) struct Detail {
    key: String,
    value: String,
}

/// What the line says beside: ids, states, counts and masked values, each with its name.
pub(super) fn details(visit: &Visit, action: &str, detail: &str, supervisor: Option<String>) -> Vec<Detail> {
    let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(detail) else { return Vec::new() };
    if let Some(name) = supervisor {
        fields.insert("supervisor".to_owned(), Value::String(name));
    }
    let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
    // As people tell it.
    fields.sort_by_key(|(key, _)| key != "before");
    fields.into_iter().flat_map(|(key, value)| told(visit, action, &key, value)).collect()
}

fn told(visit: &Visit, action: &str, key: &str, value: Value) -> Vec<Detail> {
    match (key, &value) {
        ("changes", Value::Array(changes)) => return changes.iter().map(|change| changed(visit, change)).collect(),
        ("signers", Value::Array(signers)) => return signers.iter().map(|signer| signed(visit, signer)).collect(),
        _ => {}
    }
    let value = match value {
        Value::Null => return Vec::new(),
        Value::Bool(yes) => visit.text(if yes { "common-yes" } else { "common-no" }),
        Value::String(text) => match key {
            "from" | "to" | "until" | "on" | "day" | "signed_on" => day(&text),
            "valid_from" | "filed_at" | "uploaded_at" => Time::parse_rfc3339(&text).map_or(text, Time::display),
            _ => in_words(visit, &code_keys(action, key, &text), day(&text)),
        },
        Value::Number(plate) if key == "province" => province(&plate).unwrap_or_else(|| plate.to_string()),
        Value::Array(tiers) if key == "tiers" => tiers.iter().map(tier).collect::<Vec<_>>().join("; "),
        Value::Array(some) if some.iter().all(Value::is_string) => {
            some.iter().filter_map(Value::as_str).map(day).collect::<Vec<_>>().join(", ")
        }
        Value::Object(counts) => {
            let some = counts.iter().filter(|(_, count)| count.as_u64() != Some(0));
            let counted = |(class, count): (&String, &Value)| {
                format!("{count} {}", in_words(visit, &[format!("register-class-{class}")], class.clone()))
            };
            some.map(counted).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    // A day in one act, a masked phone in another.
    let name = if key == "to" && value.starts_with('•') { "recipient".to_owned() } else { key.replace('_', "-") };
    let key = in_words(visit, &[format!("record-detail-{name}")], key.to_owned());
    vec![Detail { key, value }]
}

/// A day as people write it; anything else as it is.
fn day(text: &str) -> String {
    Day::parse(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}

fn province(plate: &Number) -> Option<String> {
    let plate = i32::try_from(plate.as_i64()?).ok()?;
    Province::from_plate(plate).map(|province| province.name().to_owned())
}

/// `101–1000: 8`, the hours of a range of users.
fn tier(tier: &Value) -> String {
    let number = |key: &str| tier.get(key).and_then(Value::as_i64).unwrap_or_default();
    format!("{}–{}: {}", number("from_users"), number("to_users"), number("hours"))
}

/// The keys under which a code of a detail may have its words. One code says another thing of a delivery than of a participant.
fn code_keys(action: &str, key: &str, code: &str) -> Vec<String> {
    let code = code.replace('_', "-");
    match key {
        "kind" => {
            let kinds = ["request-kind-", "duty-kind-", "register-import-", "document-kind-", "trainer-away-", "contact-kind-"];
            kinds.map(|key| format!("{key}{code}")).into_iter().chain([format!("record-kind-{code}")]).collect()
        }
        "state" if action.starts_with("participant.") => vec![format!("participant-state-{code}")],
        "state" if action.starts_with("reservation.") => vec![format!("group-state-{code}")],
        "state" => vec![format!("delivery-state-{code}")],
        "item" => vec![format!("training-check-{code}")],
        "level" => vec![format!("training-level-{code}")],
        "source" => vec![format!("training-source-{code}")],
        "tier" => vec![format!("training-tier-{code}")],
        "before" | "after" => vec![format!("account-state-{code}")],
        "why" => vec![format!("record-why-{code}")],
        "way" => vec![format!("record-way-{code}")],
        "media_type" => vec![format!("record-media-{}", code.replace('/', "-"))],
        _ => Vec::new(),
    }
}

/// The first of these texts that there is, or the word itself.
pub(super) fn in_words(visit: &Visit, keys: &[String], word: String) -> String {
    let key = keys.iter().find(|key| visit.app.texts.has(visit.language, key));
    key.map_or(word, |key| visit.text(key))
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn days_ranges_and_provinces_are_told_as_people_write_them() {
        assert_eq!((day("2026-12-15"), day("K1")), ("15.12.2026".to_owned(), "K1".to_owned()));
        assert_eq!(
            tier(&json!({ "code": "1", "from_users": 101, "to_users": 1_000, "hours": 8, "way": "on_site" })),
            "101–1000: 8"
        );
        assert_eq!(province(&42.into()).as_deref(), Some("Konya"));
        assert_eq!(province(&99.into()), None);
    }

    #[test]
    fn a_code_says_another_thing_of_a_participant_than_of_a_delivery() {
        assert_eq!(code_keys("participant.answered", "state", "accepted"), ["participant-state-accepted"]);
        assert_eq!(code_keys("delivery.delivered", "state", "accepted"), ["delivery-state-accepted"]);
    }
}
