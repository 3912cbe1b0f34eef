//! The end of a return: its check, its signature and its receipt.

use serde::Serialize;

use super::Page;
use super::answers::SectionAnswers;
use super::earlier::Earlier;
use super::questions::FieldError;
use super::respond::{Notice, Shell};

/// Everything answered, before it is submitted.
#[derive(Serialize)]
pub struct Check {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// The answers, section by section.
    pub sections: Vec<SectionAnswers>,
    /// What stands between the return and its submission.
    pub errors: Vec<FieldError>,
    /// What this person may do now.
    pub finish: Finish,
    /// Whether this person may change answers now.
    pub changes: bool,
    /// Whether this person may take it back from being signed.
    pub may_take_back: bool,
    /// What the person is called who signs.
    pub signatory: String,
    /// Whether they are told by mail when the return is ready.
    pub mails_signatory: bool,
    /// The name to begin with under the return.
    pub name: String,
    /// The seal over the answers shown.
    pub read: String,
    /// Who said that it is ready, and when.
    pub ready: Option<Notice>,
    /// What was written to go with saying that it is ready, where that was not taken.
    pub note: String,
    /// What was written to go with sending it back, where that was not taken.
    pub reason: String,
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for Check {
    const TEMPLATE: &'static str = "respond/check.html";
}

/// How a return goes on from its check.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    /// Sign and submit it.
    Submit,
    /// Sign and submit it, or send it back.
    SignOrSendBack,
    /// Say that it is ready to be signed.
    Ready,
    /// Wait for the signature.
    Wait,
    /// It is for somebody else to finish.
    NotYours,
}

/// The receipt.
#[derive(Serialize)]
pub struct Submitted {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// What to quote.
    pub reference: String,
    /// The day and time, for people.
    pub submitted_on: String,
    /// Who signed.
    pub signatory: String,
    /// The version that was answered.
    pub version: i32,
    /// The seal; empty where there is none.
    pub seal: String,
    /// Whether this person may ask for it to be opened again.
    pub may_ask: bool,
    /// What was asked of the research team, where it was.
    pub asked: Option<Notice>,
    /// What was handed in before, for those who may read it.
    pub earlier: Vec<Earlier>,
    /// Whether feedback has just been kept.
    pub thanked: bool,
    /// What this person has said of the questionnaire, where they have.
    pub said: Option<Said>,
    /// The answers offered to how easy it was, each with its value.
    pub ease: Vec<(&'static str, &'static str)>,
    /// What was written of what should be changed.
    pub reason: String,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// Proves that a form came from this page.
    pub form_token: String,
}

/// What somebody said of the questionnaire, to be changed.
#[derive(Serialize)]
pub struct Said {
    /// The day and time, for people.
    pub at: String,
    /// How easy it was: one of the values offered, or nothing.
    pub ease: String,
    /// What would have made it better.
    pub words: String,
}

impl Page for Submitted {
    const TEMPLATE: &'static str = "respond/submitted.html";
}
