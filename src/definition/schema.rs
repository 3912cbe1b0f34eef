//! The JSON Schema of `survey.toml`, for completion in editors.

use schemars::schema_for;

use super::raw::RawSurvey;

/// The schema of a survey's definition, as JSON Schema 2020-12. It tells the shape; `check` tells the rest.
pub fn schema() -> serde_json::Value {
    schema_for!(RawSurvey).to_value()
}
