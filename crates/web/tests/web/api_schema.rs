//! Holds answers against the description: as much of JSON Schema as our description uses.

use axum::http::Method;
use kunye_web::api;
use serde_json::Value;
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(api::document::document()).unwrap());

/// Asserts that a good answer of the API is what its operation says.
pub fn assert_described(method: &Method, address: &str, status: u16, body: &str) {
    let path = address.split('?').next().unwrap();
    let operation = &operation(path)[method.as_str().to_lowercase()];
    let response = &operation["responses"][status.to_string()];
    assert!(response.is_object(), "{method} {path} says nothing of {status}");
    match response["content"]["application/json"].get("schema") {
        Some(schema) => {
            let value: Value = serde_json::from_str(body).unwrap();
            let wrong = check(&value, schema);
            assert!(wrong.is_none(), "{method} {path}: {} in {body}", wrong.unwrap_or_default());
        }
        None => assert_eq!(body, "", "{method} {path}"),
    }
}

fn operation(path: &str) -> &'static Value {
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len() && pattern.iter().zip(path).all(|(part, given)| part.starts_with('{') || *part == given)
    };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    paths.iter().find(|(pattern, _)| fits(pattern)).map(|(_, item)| item).unwrap_or(&Value::Null)
}

/// What is wrong about a value, if anything.
fn check(value: &Value, schema: &Value) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return check(value, DOCUMENT.pointer(reference.strip_prefix('#').unwrap()).unwrap());
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|part| check(value, part));
    }
    if let Some(one) = schema["oneOf"].as_array() {
        let fitting = one.iter().filter(|part| check(value, part).is_none()).count();
        return (fitting != 1).then(|| format!("{value} is {fitting} of {}", one.len()));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is_a(value, kind)) {
        return Some(format!("{value} is no {kinds:?}"));
    }
    if let (Some(words), false) = (schema["enum"].as_array(), value.is_null())
        && !words.contains(value)
    {
        return Some(format!("{value} is none of {words:?}"));
    }
    let missing =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).find(|name| value.get(name).is_none());
    if let Some(name) = missing {
        return Some(format!("{name} is missing"));
    }
    let fields = schema["properties"].as_object().into_iter().flatten();
    let wrong = fields.filter_map(|(name, property)| Some((name, check(value.get(name)?, property)?))).next();
    if let Some((name, wrong)) = wrong {
        return Some(format!("{name}: {wrong}"));
    }
    value.as_array().into_iter().flatten().find_map(|item| check(item, &schema["items"]))
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => false,
    }
}
