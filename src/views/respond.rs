//! The pages that respondents see.

use serde::Serialize;

use super::Page;
use super::answers::SectionAnswers;
use super::earlier::Earlier;
use super::finish::Finish;
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
    who: String,
    title: String,
    /// Whether somebody signs the return before it counts.
    signs: bool,
    has_errors: bool,
    is_preview: bool,
}

impl Shell {
    /// The surroundings of a page of a survey, for one unit's return.
    pub fn new(survey: &Survey, whose: &str, title: &str) -> Self {
        Self {
            survey_title: survey.title.clone(),
            organisation: survey.organisation.clone(),
            contact: survey.contact.clone(),
            whose: whose.to_owned(),
            who: String::new(),
            title: title.to_owned(),
            signs: survey.sign_off,
            has_errors: false,
            is_preview: false,
        }
    }

    /// The surroundings of a page of a survey that tells nothing of anybody's return.
    pub fn of_survey(survey: &Survey, title: &str) -> Self {
        Self::new(survey, "", title)
    }

    /// The surroundings of a page that belongs to no survey.
    pub fn bare(title: &str) -> Self {
        Self {
            survey_title: "canvass".to_owned(),
            organisation: String::new(),
            contact: String::new(),
            whose: String::new(),
            who: String::new(),
            title: title.to_owned(),
            signs: false,
            has_errors: false,
            is_preview: false,
        }
    }

    /// Says at the top that this is a preview, where it is one.
    #[must_use]
    pub fn previewing(mut self, is_preview: bool) -> Self {
        self.is_preview = is_preview;
        self
    }

    /// Says at the top as whom one is here.
    #[must_use]
    pub fn for_person(mut self, who: &str) -> Self {
        who.clone_into(&mut self.who);
        self
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is shown or not"
)]
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
    /// Whether the unit declined to take part.
    pub declined: bool,
    /// Whether the reader may say that it does.
    pub may_decline: bool,
    /// Where all questions can be read.
    pub questions_href: String,
    /// The same as a PDF.
    pub pdf_href: String,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is shown or not"
)]
pub struct Tasks {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// The last day, for people.
    pub closes_on: Option<String>,
    /// What stands above the list: what happened last, and what to do about it.
    pub notices: Vec<Notice>,
    /// What was handed in before, for those who may read it.
    pub earlier: Vec<Earlier>,
    /// What the frame says of the unit, to be read only.
    pub known: Vec<Known>,
    /// Whether the reader may answer all of them.
    pub all_mine: bool,
    /// Whether the reader may answer any of them.
    pub any_mine: bool,
    /// How many sections are complete.
    pub complete: usize,
    /// How many hold nothing and may be left so.
    pub optional: usize,
    /// The sections.
    pub sections: Vec<SectionTask>,
    /// What this person may do next.
    pub finish: Finish,
    /// Whether this person may take it back from being signed.
    pub may_take_back: bool,
    /// Whether this person may decline for the unit.
    pub may_decline: bool,
    /// Proves that a form came from this page.
    pub form_token: String,
}

/// Something to know before going on.
#[derive(Serialize)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// What somebody wrote to go with it.
    pub words: Option<String>,
}

/// Something that the frame says of the unit.
#[derive(Serialize)]
pub struct Known {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
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
    /// Who holds it.
    pub held_by: String,
    /// Whether the reader may change its answers.
    pub mine: bool,
    /// Who last changed it, and when.
    pub changed: Option<String>,
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
    /// Whether it shows what was typed before the session ended and was not saved yet.
    pub held: bool,
    /// Whether the reader came from the check, and goes back there.
    pub from_check: bool,
    /// Who is asked what, for those who draft the survey; empty for everybody else.
    pub routing: Vec<Routed>,
}

/// Who is asked a question, for those who draft the survey.
#[derive(Serialize)]
pub struct Routed {
    /// The question's id.
    pub id: String,
    /// The question.
    pub text: String,
    /// Who is asked it, in words.
    pub when: String,
    /// Whether it is shown with the answers so far.
    pub is_shown: bool,
}

impl Page for SectionPage {
    const TEMPLATE: &'static str = "respond/section.html";
}

/// A section that is in somebody else's hands, to be read.
#[derive(Serialize)]
pub struct SectionReading {
    /// What stands around it; its title is the section's.
    #[serde(flatten)]
    pub shell: Shell,
    /// Who holds it.
    pub held_by: String,
    /// Whether the return waits for its signature.
    pub awaiting: bool,
    /// Whether this person may take it back from being signed.
    pub may_take_back: bool,
    /// Its answers.
    pub sections: Vec<SectionAnswers>,
}

impl Page for SectionReading {
    const TEMPLATE: &'static str = "respond/reading.html";
}

/// The answers to read and print, when they can't be changed any more.
#[derive(Serialize)]
pub struct AnswersPage {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// What to quote, once submitted.
    pub reference: Option<String>,
    /// The day and time, for people.
    pub submitted_on: Option<String>,
    /// Who signed.
    pub signatory: Option<String>,
    /// What was handed in before, for those who may read it.
    pub earlier: Vec<Earlier>,
    /// `not-yet-open`, `open` or `closed`.
    pub state: &'static str,
    /// The answers, section by section.
    pub sections: Vec<SectionAnswers>,
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "respond/answers.html";
}
