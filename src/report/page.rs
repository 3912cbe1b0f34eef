//! The page around the prose: contents, footnotes, and rules for what it may run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Material;
use super::prose::Bound;
use crate::views::{Page, ReportPage, report_script, report_style};

/// The whole report as one page that needs nothing else.
pub(super) fn whole(material: &Material<'_>, bound: Bound) -> String {
    ReportPage {
        title: material.survey.title.clone(),
        organisation: material.survey.organisation.clone(),
        policy: policy(),
        style: report_style(),
        script: report_script(),
        note: material.note_at_length.or(material.note).map(str::to_owned),
        contents: bound.headings,
        body: bound.html,
        footnotes: bound.footnotes,
    }
    .render()
}

/// Only the style and the script that stand in the page itself may run.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(report_style()),
        hash(report_script())
    )
}
