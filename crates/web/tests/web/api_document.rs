//! The API's description: it is what is committed, it says what there is, and nothing in it could carry a secret.

use crate::browser::Product;
use axum::http::{StatusCode, header};
use kunye_web::access::Access;
use kunye_web::{api, routes};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn document() -> Value {
    serde_json::to_value(api::document::document()).unwrap()
}

#[test]
fn the_committed_description_is_the_present_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../api/openapi.json");
    let text = api::document::text().unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "api/openapi.json is not what the code says: run this test with UPDATE=1 and read the difference");
}

#[tokio::test]
async fn it_is_served_to_everybody() {
    let reply = Product::new().browser().get("/api/openapi.json").await;
    assert_eq!((reply.status, reply.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/json"));
    assert_eq!(reply.json(), document());
    assert!(reply.json()["openapi"].as_str().unwrap().starts_with("3.1"));
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let item = item.as_object().unwrap().clone();
        item.into_iter().map(|(method, operation)| (method.to_uppercase(), path.clone(), operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn what_is_described_is_what_is_there() {
    let document = document();
    let described: BTreeSet<(String, String)> =
        operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let there: BTreeSet<(String, String)> = routes::table()
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/"))
        .map(|route| (route.method.to_string(), route.path.to_owned()))
        .collect();
    assert_eq!(described, there);
    assert!(there.len() > 15);
}

#[test]
fn every_operation_says_who_may_and_how_it_refuses() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let route = routes::table().into_iter().find(|route| route.path == path && route.method.as_str() == method).unwrap();
        assert_eq!(operation["security"].is_array(), route.access != Access::Public, "{method} {path}");
        let refusal = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(refusal, "#/components/schemas/Problem", "{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.ends_with('.')), "{method} {path}");
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path} has the name of another");
        let answers = operation["responses"].as_object().unwrap().keys().filter(|status| status.starts_with('2')).count();
        assert_eq!(answers, 1, "{method} {path}");
    }
}

/// Every text in the description, with the name it stands under.
fn texts(value: &Value, name: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| texts(value, name, found)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, name, found)),
        Value::String(text) => found.push((name.to_owned(), text.clone())),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let (document, mut found) = (document(), Vec::new());
    texts(&document, "", &mut found);
    let references: Vec<&String> = found.iter().filter(|(name, _)| name == "$ref").map(|(_, text)| text).collect();
    assert!(references.len() > 50);
    for reference in references {
        assert!(document.pointer(reference.strip_prefix('#').unwrap()).is_some(), "{reference}");
    }
}

/// Every property that an answer may have, with where it is.
fn properties(document: &Value, schema: &Value, at: &str, seen: &mut BTreeSet<String>, found: &mut Vec<(String, Value)>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if seen.insert(reference.to_owned()) {
            let target = document.pointer(reference.strip_prefix('#').unwrap()).unwrap();
            properties(document, target, reference, seen, found);
        }
        return;
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        found.push((format!("{at}/{name}"), property.clone()));
        properties(document, property, &format!("{at}/{name}"), seen, found);
    }
    for part in ["allOf", "oneOf", "anyOf"] {
        for schema in schema[part].as_array().into_iter().flatten() {
            properties(document, schema, at, seen, found);
        }
    }
    for part in ["items", "additionalProperties"].map(|part| &schema[part]).into_iter().filter(|part| part.is_object()) {
        properties(document, part, at, seen, found);
    }
}

#[test]
fn no_answer_has_room_for_a_secret() {
    let document = document();
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for (method, path, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            for content in response["content"].as_object().into_iter().flat_map(|content| content.values()) {
                properties(&document, &content["schema"], &format!("{method} {path} {status}"), &mut seen, &mut found);
            }
        }
    }
    assert!(found.len() > 60, "{}", found.len());
    let mut tokens = Vec::new();
    for (at, property) in &found {
        let name = at.rsplit('/').next().unwrap();
        for secret in
            ["password", "parola", "secret", "verifier", "hash", "salt", "otp", "totp", "recovery", "key", "cookie", "mac"]
        {
            assert!(name.split('_').all(|word| word != secret), "{at}");
        }
        for number in ["mobile", "phone", "national_id", "tckn"] {
            assert!(!name.contains(number) || name.ends_with("_masked"), "{at} is not masked");
        }
        // What is masked shows itself so in its example.
        if let (true, Some(example)) = (name.ends_with("_masked"), property["example"].as_str()) {
            assert!(example.contains('•') || example.contains('*'), "{at}: {example}");
        }
        let is_error_code = at.starts_with("#/components/schemas/Problem");
        assert!(name != "code" || is_error_code, "{at}");
        assert_ne!(property["format"], "password", "{at}");
        if name == "token" {
            tokens.push(at.as_str());
        }
    }
    assert_eq!(tokens, ["#/components/schemas/OpenSession/token"], "a session's token is the one exception");
}

#[test]
fn no_example_is_anybodys() {
    let mut found = Vec::new();
    texts(&document(), "", &mut found);
    let found: Vec<String> = found.into_iter().filter(|(name, _)| name == "example").map(|(_, text)| text).collect();
    assert!(found.len() > 10);
    for example in found {
        let numbers = example.split(|c: char| !c.is_ascii_digit() && c != ' ').map(|number| number.replace(' ', ""));
        // The population register's own sample number, and a number of the form's own hint.
        let is_known = |number: &str| ["10000000146", "05321234567"].contains(&number);
        assert!(numbers.into_iter().all(|number| number.len() < 10 || is_known(&number)), "{example}");
    }
}
