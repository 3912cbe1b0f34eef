//! The schemas of what the audit reads and prints.

use serde_json::Value;

use crate::support::{canvass, folder};

fn schema(what: &str) -> Value {
    let run = canvass(["schema", what]).succeeded();
    serde_json::from_str(&run.out).expect("a schema is JSON")
}

#[test]
fn what_the_audit_prints_fits_its_schema() {
    let schema = schema("audit");
    let claims = folder("survey-definitions/reunification-practice/published.toml");
    let run = canvass(["audit".as_ref(), claims.as_os_str(), "--json".as_ref()]);
    let said: Value = serde_json::from_str(&run.out).expect("it is JSON");
    fits(&schema, &schema, &said, "");
    let words = &schema["$defs"]["Word"]["enum"];
    assert_eq!(
        *words,
        serde_json::json!([
            "consistent",
            "impossible",
            "truncated",
            "contradicts",
            "unstated-base",
            "differs"
        ])
    );
}

#[test]
fn the_shipped_claims_fit_their_schema() {
    let schema = schema("claims");
    let claims = folder("survey-definitions/reunification-practice/published.toml");
    let claims = std::fs::read_to_string(claims).expect("the claims ship");
    let claims: toml::Table = claims.parse().expect("they are TOML");
    let claims = serde_json::to_value(claims).expect("TOML is JSON");
    fits(&schema, &schema, &claims, "");
}

#[test]
fn a_schema_of_the_survey_is_printed_where_none_is_named() {
    let plain = canvass(["schema"]).succeeded().out;
    assert_eq!(plain, canvass(["schema", "survey"]).succeeded().out);
}

/// Holds a value against a schema, as far as ours go: types, keys, required keys, words, shortest lists.
fn fits(whole: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let definition = &whole["$defs"][name.trim_start_matches("#/$defs/")];
        return fits(whole, definition, value, place);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let way = ways.iter().find(|way| is_of_type(whole, way, value));
        let way = way.unwrap_or_else(|| panic!("{place}: no way allows {value}"));
        return fits(whole, way, value, place);
    }
    assert!(
        is_of_type(whole, schema, value),
        "{place}: {value} is not of {schema}"
    );
    if let Some(words) = schema["enum"].as_array() {
        assert!(
            words.contains(value),
            "{place}: {value} is none of the words"
        );
    }
    match value {
        Value::Object(entries) => {
            assert_eq!(
                schema["additionalProperties"], false,
                "{place} lets any key in"
            );
            for required in schema["required"].as_array().into_iter().flatten() {
                let key = required.as_str().expect("keys are text");
                assert!(entries.contains_key(key), "{place} has no `{key}`");
            }
            for (key, value) in entries {
                let known = &schema["properties"][key];
                assert!(!known.is_null(), "{place} may have no `{key}`");
                fits(whole, known, value, &format!("{place}/{key}"));
            }
        }
        Value::Array(items) => {
            let shortest = schema["minItems"].as_u64().unwrap_or(0);
            assert!(items.len() as u64 >= shortest, "{place} is too short");
            for item in items {
                fits(whole, &schema["items"], item, place);
            }
        }
        _ => {}
    }
}

fn is_of_type(whole: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return is_of_type(
            whole,
            &whole["$defs"][name.trim_start_matches("#/$defs/")],
            value,
        );
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        return ways.iter().any(|way| is_of_type(whole, way, value));
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        _ => false,
    };
    match &schema["type"] {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
