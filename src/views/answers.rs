//! Answers as words, section by section.

use serde::Serialize;

use crate::definition::{Kind, Section};
use crate::questionnaire::{Answers, Field, Path, Shown, in_words};

/// The answers of one section.
#[derive(Serialize)]
pub struct SectionAnswers {
    id: String,
    title: String,
    href: String,
    changes: bool,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    question: String,
    lines: Vec<String>,
}

impl SectionAnswers {
    /// Whether these are the answers of this section.
    pub fn is_of(&self, section: &Section) -> bool {
        self.id == section.id.as_str()
    }
}

/// Every question on the path with its answer in words, and a way to change those of the sections that the
/// reader may change.
pub fn section_answers(
    path: &Path<'_>,
    may_change: impl Fn(&Section) -> bool,
) -> Vec<SectionAnswers> {
    path.sections()
        .iter()
        .map(|(section, questions)| SectionAnswers {
            id: section.id.to_string(),
            title: section.title.clone(),
            href: format!("/return/section/{}?from=check", section.id),
            changes: may_change(section),
            answers: questions
                .iter()
                .filter(|shown| !matches!(shown.question.kind, Kind::Note))
                .map(|shown| AnswerView {
                    question: path.filled(&shown.question.text),
                    lines: lines(shown, path.answers()),
                })
                .collect(),
        })
        .collect()
}

fn lines(shown: &Shown<'_>, answers: &Answers) -> Vec<String> {
    let question = shown.question;
    let said = |field: &Field| answers.get(field).map(|answer| in_words(question, answer));
    if !matches!(question.kind, Kind::Grid(_)) {
        return said(&Field::of(&question.id)).unwrap_or_default();
    }
    shown
        .rows
        .iter()
        .map(|row| {
            let said = said(&Field::of_row(&question.id, &row.id));
            let said = said.map_or_else(|| "not answered".to_owned(), |said| said.join(", "));
            format!("{}: {said}", row.label)
        })
        .collect()
}
