//! All questions on one printable page, with their routing in words.

use serde::Serialize;

use super::Page;
use super::respond::Shell;
use super::routing;
use crate::definition::{Kind, Survey};

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
                intro: section.intro.clone(),
                when: section
                    .when
                    .as_ref()
                    .map(|when| routing::in_words(survey, when)),
                start,
                questions: section
                    .questions
                    .iter()
                    .map(|question| PaperQuestion {
                        text: question.text.clone(),
                        hint: question.hint.clone(),
                        when: question
                            .when
                            .as_ref()
                            .map(|when| routing::in_words(survey, when)),
                        required: question.required,
                        is_note: matches!(question.kind, Kind::Note),
                        how: how(&question.kind),
                        rows: match &question.kind {
                            Kind::Grid(grid) => {
                                grid.rows.iter().map(|row| row.label.clone()).collect()
                            }
                            _ => Vec::new(),
                        },
                        options: question
                            .kind
                            .options()
                            .iter()
                            .map(|option| option.label.clone())
                            .collect(),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn how(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Single { .. } => Some("Choose one.".to_owned()),
        Kind::Multi { most: None, .. } => Some("Choose all that apply.".to_owned()),
        Kind::Multi {
            most: Some(most), ..
        } => Some(format!("Choose up to {most}.")),
        Kind::Text(text) => Some(match text.max_words {
            Some(most) => format!("In your own words, up to {most}."),
            None => "In your own words.".to_owned(),
        }),
        Kind::Grid(_) | Kind::Note => None,
    }
}
