//! What was handed in before a return was opened again.

use serde::Serialize;

use super::Page;
use super::answers::SectionAnswers;
use super::respond::Shell;

/// A link to what was handed in before.
#[derive(Serialize)]
pub struct Earlier {
    /// Where it is read.
    pub href: String,
    /// What its people quoted.
    pub reference: String,
    /// The day and time, for people.
    pub submitted_on: String,
    /// Who signed it.
    pub signatory: String,
}

/// A return as it was handed in before.
#[derive(Serialize)]
pub struct EarlierPage {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// What its people quoted.
    pub reference: String,
    /// The day and time, for people.
    pub submitted_on: String,
    /// Who signed it.
    pub signatory: String,
    /// The seal; none in returns that were submitted before there were seals.
    pub seal: Option<String>,
    /// Where its receipt is downloaded.
    pub receipt_href: String,
    /// The answers as they were sealed, section by section.
    pub sections: Vec<SectionAnswers>,
}

impl Page for EarlierPage {
    const TEMPLATE: &'static str = "respond/earlier.html";
}
