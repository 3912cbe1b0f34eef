//! All questions on one printable page, with their routing in words.

use serde::Serialize;

use super::Page;
use super::respond::Shell;
use super::routing;
use crate::definition::{Condition, Kind, Survey, Wording};

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

/// One section on paper.
#[derive(Serialize)]
pub struct PaperSection {
    title: String,
    intro: Option<String>,
    when: Option<String>,
    start: usize,
    questions: Vec<PaperQuestion>,
}

#[derive(Serialize)]
struct PaperQuestion {
    text: String,
    hint: Option<String>,
    when: Option<String>,
    required: bool,
    is_note: bool,
    how: Option<String>,
    rows: Vec<String>,
    options: Vec<String>,
}

/// Every section, its questions numbered through the whole survey.
pub fn paper(survey: &Survey) -> Vec<PaperSection> {
    let mut number = 1;
    survey
        .sections
        .iter()
        .map(|section| {
            let start = number;
            number += section
                .questions
                .iter()
                .filter(|question| !matches!(question.kind, Kind::Note))
                .count();
            PaperSection {
                title: section.title.clone(),
                intro: section.intro.as_ref().map(Wording::unanswered),
                when: section
                    .when
                    .as_ref()
                    .map(|when| routing::in_words(survey, when)),
                start,
                questions: section
                    .questions
                    .iter()
                    .map(|question| PaperQuestion {
                        text: question.text.unanswered(),
                        hint: question.hint.as_ref().map(Wording::unanswered),
                        when: question
                            .when
                            .as_ref()
                            .map(|when| routing::in_words(survey, when)),
                        required: question.required,
                        is_note: matches!(question.kind, Kind::Note),
                        how: how(&question.kind),
                        rows: question
                            .kind
                            .rows()
                            .iter()
                            .map(|row| labelled(survey, &row.label, row.when.as_ref()))
                            .collect(),
                        options: question
                            .kind
                            .options()
                            .iter()
                            .map(|option| labelled(survey, &option.label, option.when.as_ref()))
                            .collect(),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// A label with who is shown it, where that isn't everyone.
fn labelled(survey: &Survey, label: &str, when: Option<&Condition>) -> String {
    match when {
        Some(when) => format!("{label} ({})", routing::aside(survey, when)),
        None => label.to_owned(),
    }
}

fn how(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Single { .. } => Some("Choose one.".to_owned()),
        Kind::Multi { most: None, .. } => Some("Choose all that apply.".to_owned()),
        Kind::Multi {
            most: Some(most), ..
        } => Some(format!("Choose up to {most}.")),
        Kind::Text(text) => Some(match text.max_words {
            Some(most) => format!("In your own words, up to {most} of them."),
            None => "In your own words.".to_owned(),
        }),
        Kind::Number(quantity) => Some(match &quantity.unit {
            Some(unit) => format!("A number of {unit}."),
            None => "A number.".to_owned(),
        }),
        Kind::Date { .. } => Some("A day.".to_owned()),
        Kind::Grid(_) | Kind::Note => None,
    }
}
