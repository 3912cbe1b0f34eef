//! The questionnaire on paper: every question numbered, with its routing in words.

use serde::Serialize;

use super::routing;
use crate::definition::{Condition, Kind, Question, Survey, Wording};

/// One section on paper.
#[derive(Serialize)]
pub struct PaperSection {
    /// Its title.
    pub title: String,
    /// What stands before its questions.
    pub intro: Option<String>,
    /// Who is shown it, where that isn't everyone.
    pub when: Option<String>,
    /// The number of its first question.
    pub start: usize,
    /// Its questions, in order.
    pub questions: Vec<PaperQuestion>,
}

/// One question or note on paper.
#[derive(Serialize)]
pub struct PaperQuestion {
    /// Its number in the whole survey; a note has none.
    pub number: Option<usize>,
    /// The question, where earlier answers would stand with what stands there otherwise.
    pub text: String,
    /// Help below it.
    pub hint: Option<String>,
    /// Who is asked it, where that isn't everyone.
    pub when: Option<String>,
    /// Whether a return can't be submitted without it.
    pub required: bool,
    /// Whether it is a note between questions.
    pub is_note: bool,
    /// What kind of answer is meant.
    pub how: Option<String>,
    /// The rows of a grid, with who is shown them.
    pub rows: Vec<String>,
    /// The options, with who is offered them.
    pub options: Vec<String>,
    /// The room to write by hand: the answer, or the words beside an option that takes some.
    pub room: Option<Room>,
}

/// Room to write an answer by hand.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Room {
    /// For a number, a day or a few words.
    Line,
    /// For many words.
    Box,
}

/// Every section, its questions numbered through the whole survey.
pub fn paper(survey: &Survey) -> Vec<PaperSection> {
    let mut next = 1;
    survey
        .sections
        .iter()
        .map(|section| {
            let when = section.when.as_ref();
            PaperSection {
                title: section.title.clone(),
                intro: section.intro.as_ref().map(Wording::unanswered),
                when: when.map(|when| routing::in_words(survey, when)),
                start: next,
                questions: section
                    .questions
                    .iter()
                    .map(|question| on_paper(survey, question, &mut next))
                    .collect(),
            }
        })
        .collect()
}

fn on_paper(survey: &Survey, question: &Question, next: &mut usize) -> PaperQuestion {
    let is_note = matches!(question.kind, Kind::Note);
    let number = *next;
    *next += usize::from(!is_note);
    let when = question.when.as_ref();
    let hint = question.hint.as_ref().map(Wording::unanswered);
    // What the hint says already is not said again.
    let how =
        how(&question.kind).filter(|how| !hint.as_ref().is_some_and(|hint| hint.contains(how)));
    let rows = question.kind.rows().iter();
    let options = question.kind.options().iter();
    PaperQuestion {
        number: (!is_note).then_some(number),
        text: question.text.unanswered(),
        hint,
        when: when.map(|when| routing::in_words(survey, when)),
        required: question.required,
        is_note,
        how,
        rows: rows
            .map(|row| labelled(survey, &row.label, row.when.as_ref()))
            .collect(),
        options: options
            .map(|option| labelled(survey, &option.label, option.when.as_ref()))
            .collect(),
        room: room(&question.kind),
    }
}

/// A label with who is shown it, where that isn't everyone.
fn labelled(survey: &Survey, label: &str, when: Option<&Condition>) -> String {
    match when {
        Some(when) => format!("{label} ({})", routing::aside(survey, when)),
        None => label.to_owned(),
    }
}

fn room(kind: &Kind) -> Option<Room> {
    match kind {
        Kind::Text(text) if text.long => Some(Room::Box),
        Kind::Text(_) | Kind::Number(_) | Kind::Date { .. } => Some(Room::Line),
        Kind::Single { options, .. } | Kind::Multi { options, .. } => options
            .iter()
            .any(|option| option.other)
            .then_some(Room::Line),
        Kind::Grid(_) | Kind::Note => None,
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
