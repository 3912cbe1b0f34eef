//! The schema of the definition language.

use std::fs;

use serde_json::Value;

use crate::support::{canvass, folder};

#[test]
fn the_schema_knows_every_key_that_the_shipped_survey_uses() {
    let schema: Value =
        serde_json::from_str(&canvass(["schema"]).succeeded().out).expect("the schema is JSON");
    let text = fs::read_to_string(folder(
        "survey-definitions/reunification-practice/survey.toml",
    ))
    .expect("the survey ships");
    let survey: toml::Table = text.parse().expect("it is TOML");
    let survey = serde_json::to_value(survey).expect("TOML is JSON with days");
    fits(&schema, &schema, &survey, "survey.toml");
}

/// Holds a value against the parts of a schema that decide which keys may stand where.
fn fits(whole: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let definition = &whole["$defs"][name.trim_start_matches("#/$defs/")];
        return fits(whole, definition, value, place);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let way = ways
            .iter()
            .find(|way| way["type"] != "null")
            .expect("one way is not null");
        return fits(whole, way, value, place);
    }
    match value {
        Value::Object(entries) if schema["properties"].is_object() => {
            for required in schema["required"].as_array().into_iter().flatten() {
                let key = required.as_str().expect("keys are text");
                assert!(entries.contains_key(key), "{place} has no `{key}`");
            }
            for (key, value) in entries {
                let known = &schema["properties"][key];
                assert!(
                    !known.is_null(),
                    "the schema doesn't know `{key}` in {place}"
                );
                fits(whole, known, value, &format!("{place}.{key}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                fits(whole, &schema["items"], item, place);
            }
        }
        _ => {}
    }
}
