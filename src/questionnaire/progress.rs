//! Progress: how far each section has come, and what is still required.

use super::answer::{Answers, Field};
use super::path::Path;
use crate::definition::{Kind, Question};

/// How far one section has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Questions answered, of those shown; notes don't count, nor optional comments left empty.
    pub answered: usize,
    /// Questions shown.
    pub shown: usize,
    /// The same in a word.
    pub stage: Stage,
}

/// The state of a section in the task list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been answered.
    NotStarted,
    /// Something has, but not everything that counts.
    InProgress,
    /// Everything that counts has been answered.
    Complete,
}

impl Progress {
    /// Counts over the questions that are shown in a section.
    pub fn of(questions: &[&Question], answers: &Answers) -> Self {
        let counted = |question: &&&Question| match question.kind {
            Kind::Note => false,
            Kind::Text(_) => question.required || is_answered(question, answers),
            _ => true,
        };
        let shown: Vec<_> = questions.iter().filter(counted).collect();
        let answered = shown
            .iter()
            .filter(|question| is_answered(question, answers))
            .count();
        let begun = questions.iter().any(|question| {
            fields(question)
                .iter()
                .any(|field| answers.get(field).is_some())
        });
        Self {
            answered,
            shown: shown.len(),
            stage: match (begun, answered == shown.len()) {
                (false, _) => Stage::NotStarted,
                (true, false) => Stage::InProgress,
                (true, true) => Stage::Complete,
            },
        }
    }
}

/// The required questions on the path that are not (wholly) answered: they stand between a return and its
/// submission.
pub fn missing<'s>(path: &Path<'s>, answers: &Answers) -> Vec<&'s Question> {
    path.sections()
        .iter()
        .flat_map(|(_, questions)| questions)
        .filter(|question| question.required && !is_answered(question, answers))
        .copied()
        .collect()
}

/// Whether every field of a question has an answer.
fn is_answered(question: &Question, answers: &Answers) -> bool {
    fields(question)
        .iter()
        .all(|field| answers.get(field).is_some())
}

fn fields(question: &Question) -> Vec<Field> {
    match &question.kind {
        Kind::Grid(grid) => grid
            .rows
            .iter()
            .map(|row| Field::of_row(&question.id, &row.id))
            .collect(),
        _ => vec![Field::of(&question.id)],
    }
}
