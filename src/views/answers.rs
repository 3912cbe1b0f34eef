//! Answers as words, section by section.

use serde::Serialize;

use crate::definition::{Kind, Question};
use crate::questionnaire::{Answer, Answers, Chosen, Field, Path};

/// The answers of one section.
#[derive(Serialize)]
pub struct SectionAnswers {
    title: String,
    href: String,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    question: String,
    lines: Vec<String>,
}

/// Every question on the path with its answer in words.
pub fn section_answers(path: &Path<'_>, answers: &Answers) -> Vec<SectionAnswers> {
    path.sections()
        .iter()
        .map(|(section, questions)| SectionAnswers {
            title: section.title.clone(),
            href: format!("/return/section/{}", section.id),
            answers: questions
                .iter()
                .filter(|question| !matches!(question.kind, Kind::Note))
                .map(|question| AnswerView {
                    question: question.text.clone(),
                    lines: lines(question, answers),
                })
                .collect(),
        })
        .collect()
}

fn lines(question: &Question, answers: &Answers) -> Vec<String> {
    if let Kind::Grid(grid) = &question.kind {
        return grid
            .rows
            .iter()
            .map(|row| {
                let answer = answers.get(&Field::of_row(&question.id, &row.id));
                let said = answer.map(|answer| in_words(question, answer).join(", "));
                format!(
                    "{}: {}",
                    row.label,
                    said.unwrap_or_else(|| "not answered".to_owned())
                )
            })
            .collect();
    }
    answers
        .get(&Field::of(&question.id))
        .map(|answer| in_words(question, answer))
        .unwrap_or_default()
}

/// Options in the order of the questionnaire, whatever order they were ticked in.
fn in_words(question: &Question, answer: &Answer) -> Vec<String> {
    if let Some(words) = answer.words() {
        return vec![words.to_owned()];
    }
    question
        .kind
        .options()
        .iter()
        .filter_map(|option| {
            let mut chosen = answer.chosen().iter();
            let Chosen { other, .. } = chosen.find(|chosen| chosen.option == option.id)?;
            Some(match other {
                Some(words) => format!("{}: {words}", option.label),
                None => option.label.clone(),
            })
        })
        .collect()
}
