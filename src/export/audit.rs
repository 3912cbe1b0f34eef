//! An audit of published figures, as JSON.

use analysis::audit::{Judged, Verdict};
use schemars::{JsonSchema, schema_for};
use serde::Serialize;

/// What an audit found of each claim, in the order of the claims file.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Audited<'a> {
    claims: Vec<AuditedClaim<'a>>,
}

/// What was found of one claim.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AuditedClaim<'a> {
    /// The claim's id.
    id: &'a str,
    /// What can be said of it; `consistent` stands alone.
    #[schemars(length(min = 1))]
    verdicts: Vec<Word>,
    /// The arithmetic, in sentences.
    why: &'a str,
}

/// A verdict as one word.
#[derive(Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("enum" = Verdict::ALL.map(Verdict::word)))]
struct Word(&'static str);

/// `{"claims": [{"id", "verdicts", "why"}]}`.
pub fn audit_json(judged: &[Judged]) -> String {
    let claims = judged.iter().map(|one| AuditedClaim {
        id: &one.id,
        verdicts: one
            .verdicts
            .iter()
            .map(|verdict| Word(verdict.word()))
            .collect(),
        why: &one.why,
    });
    let audited = Audited {
        claims: claims.collect(),
    };
    serde_json::to_string_pretty(&audited).expect("an audit is plain text")
}

/// The schema of an audit, as JSON Schema 2020-12.
pub fn audit_schema() -> serde_json::Value {
    schema_for!(Audited<'_>).to_value()
}
