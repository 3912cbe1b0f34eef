//! The page around the prose: contents, footnotes, and rules for what it may run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Material;
use super::apostrophes::curly;
use super::prose::Bound;
use crate::views::{Page, ReportFootnote, ReportHeading, ReportPage, report_script, report_style};

/// The whole report as one page that needs nothing else.
pub(super) fn whole(material: &Material<'_>, bound: Bound) -> String {
    ReportPage {
        title: curly(&material.survey.title),
        organisation: curly(&material.survey.organisation),
        policy: policy(),
        style: report_style(),
        script: report_script(),
        note: material.note_at_length.or(material.note).map(curly),
        contents: bound
            .headings
            .into_iter()
            .map(|one| ReportHeading {
                text: curly(&one.text),
                ..one
            })
            .collect(),
        body: curly(&bound.html),
        footnotes: bound
            .footnotes
            .into_iter()
            .map(|one| ReportFootnote {
                text: curly(&one.text),
                ..one
            })
            .collect(),
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
