//! Claims: a file of published figures, read and checked for the audit, or drafted from a report.

mod check;
mod draft;
mod raw;

pub use check::{CLAIMS_FILE, claims};
pub use draft::draft_claims;

use schemars::schema_for;

/// The schema of a claims file, as JSON Schema 2020-12. It tells the shape; [`claims`] tells the rest.
pub fn claims_schema() -> serde_json::Value {
    schema_for!(raw::RawPublication).to_value()
}
