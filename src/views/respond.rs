//! The pages that respondents see.

use serde::Serialize;

use super::Page;
use super::answers::SectionAnswers;
use super::questions::{FieldError, FieldView};
use crate::definition::Survey;
use crate::questionnaire::{PaperSection, Stage};

/// What stands around every page: whose survey and whose return it is.
#[derive(Clone, Serialize)]
pub struct Shell {
    survey_title: String,
    organisation: String,
    contact: String,
    whose: String,
    title: String,
    has_errors: bool,
}

impl Shell {
    /// The surroundings of a page of a survey, for one unit's return.
    pub fn new(survey: &Survey, whose: &str, title: &str) -> Self {
        Self {
            survey_title: survey.title.clone(),
            organisation: survey.organisation.clone(),
            contact: survey.contact.clone(),
            whose: whose.to_owned(),
            title: title.to_owned(),
            has_errors: false,
        }
    }

    /// The surroundings of a page that belongs to no survey.
    pub fn bare(title: &str) -> Self {
        Self {
            survey_title: "canvass".to_owned(),
            organisation: String::new(),
            contact: String::new(),
            whose: String::new(),
            title: title.to_owned(),
            has_errors: false,
        }
    }

    /// Says in the page's title that something needs attention, where something does.
    #[must_use]
    pub fn with_errors(mut self, errors: &[FieldError]) -> Self {
        self.has_errors = !errors.is_empty();
        self
    }
}

/// The first page behind a link: it asks for a deliberate step and changes nothing.
#[derive(Serialize)]
pub struct Landing {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Why it is asked.
    pub purpose: String,
    /// Who should answer.
    pub audience: String,
    /// Whether one must.
    pub voluntary: String,
    /// What becomes of the answers.
    pub privacy: String,
    /// How long it takes.
    pub minutes: u32,
    /// `not-yet-open`, `open` or `closed`.
    pub state: &'static str,
    /// The first day, for people.
    pub opens_on: String,
    /// The last day, for people.
    pub closes_on: Option<String>,
    /// Whether the return has been begun.
    pub started: bool,
    /// Whether it has been submitted.
    pub submitted: bool,
    /// Where all questions can be read.
    pub questions_href: String,
    /// Where the deliberate step is posted to.
    pub action: String,
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for Landing {
    const TEMPLATE: &'static str = "respond/landing.html";
}

/// Every question of a survey, to be read before beginning.
#[derive(Serialize)]
pub struct Questions {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Where the reader came from.
    pub back: String,
    /// The sections.
    pub sections: Vec<PaperSection>,
}

impl Page for Questions {
    const TEMPLATE: &'static str = "respond/questions.html";
}

/// The list of sections.
#[derive(Serialize)]
pub struct Tasks {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// The last day, for people.
    pub closes_on: Option<String>,
    /// How many sections are complete.
    pub complete: usize,
    /// The sections.
    pub sections: Vec<SectionTask>,
}

impl Page for Tasks {
    const TEMPLATE: &'static str = "respond/tasks.html";
}

/// One section in the list.
#[derive(Serialize)]
pub struct SectionTask {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is answered.
    pub href: String,
    /// How far it has come, as a style.
    pub stage: Stage,
    /// How far it has come, in words.
    pub stage_words: &'static str,
    /// Questions answered.
    pub answered: usize,
    /// Questions shown.
    pub shown: usize,
}

/// The questions of one section.
#[derive(Serialize)]
pub struct SectionPage {
    /// What stands around it; its title is the section's.
    #[serde(flatten)]
    pub shell: Shell,
    /// Which section this is, from 1.
    pub position: usize,
    /// How many there are.
    pub of: usize,
    /// What stands before the questions.
    pub intro: Option<String>,
    /// Where the form is posted to.
    pub action: String,
    /// Proves that the form came from this page.
    pub form_token: String,
    /// The questions.
    pub fields: Vec<FieldView>,
    /// What is wrong, linked to where it stands.
    pub errors: Vec<FieldError>,
    /// How many questions have just appeared on this page.
    pub more: usize,
}

impl Page for SectionPage {
    const TEMPLATE: &'static str = "respond/section.html";
}

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
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for Check {
    const TEMPLATE: &'static str = "respond/check.html";
}

/// The receipt.
#[derive(Serialize)]
pub struct Submitted {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// What to quote.
    pub reference: String,
    /// The day, for people.
    pub submitted_on: String,
}

impl Page for Submitted {
    const TEMPLATE: &'static str = "respond/submitted.html";
}

/// The answers to read and print, when they can't be changed any more.
#[derive(Serialize)]
pub struct AnswersPage {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// What to quote, once submitted.
    pub reference: Option<String>,
    /// The day, for people.
    pub submitted_on: Option<String>,
    /// `not-yet-open`, `open` or `closed`.
    pub state: &'static str,
    /// The answers, section by section.
    pub sections: Vec<SectionAnswers>,
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "respond/answers.html";
}
