//! Answers as words, section by section.

use serde::Serialize;

use super::questions::target;
use crate::definition::{Kind, Section};
use crate::questionnaire::{Answers, Field, Path, Shown, in_words};

/// The answers of one section.
#[derive(Serialize)]
pub struct SectionAnswers {
    id: String,
    title: String,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    question: String,
    /// Where it is changed, for those who may.
    change: Option<String>,
    lines: Vec<String>,
}

impl SectionAnswers {
    /// Whether these are the answers of this section.
    pub fn is_of(&self, section: &Section) -> bool {
        self.id == section.id.as_str()
    }
}

/// Every question on the path with its answer in words, and a way to change each of the sections that the
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
            answers: questions
                .iter()
                .filter(|shown| !matches!(shown.question.kind, Kind::Note))
                .map(|shown| AnswerView {
                    question: path.filled(&shown.question.text),
                    change: may_change(section).then(|| {
                        let first = shown.fields().into_iter().next();
                        let place = first.map(|field| target(shown, &field));
                        let place = place.unwrap_or_default();
                        format!("/return/section/{}?from=check#{place}", section.id)
                    }),
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
