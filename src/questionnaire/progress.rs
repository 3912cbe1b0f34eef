//! Progress: how far each section has come, and what is still required.

use serde::Serialize;

use super::answer::Answers;
use super::path::{Path, Shown};
use crate::definition::Kind;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nothing has been answered.
    NotStarted,
    /// Something has, but not everything that counts.
    InProgress,
    /// Everything that counts has been answered.
    Complete,
    /// Nothing in it counts: only notes, or comments that may be left empty.
    Optional,
}

impl Stage {
    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Complete => "Complete",
            Self::Optional => "Optional",
        }
    }
}

impl Progress {
    /// Counts over the questions that are shown in a section.
    pub fn of(questions: &[Shown<'_>], answers: &Answers) -> Self {
        let counted = |shown: &&Shown<'_>| match shown.question.kind {
            Kind::Note => false,
            Kind::Text(_) => shown.question.required || is_answered(shown, answers),
            _ => true,
        };
        let counted: Vec<_> = questions.iter().filter(counted).collect();
        let answered = counted
            .iter()
            .filter(|shown| is_answered(shown, answers))
            .count();
        let begun = questions
            .iter()
            .flat_map(Shown::fields)
            .any(|field| answers.get(&field).is_some());
        Self {
            answered,
            shown: counted.len(),
            stage: match (begun, answered == counted.len()) {
                (false, true) => Stage::Optional,
                (false, false) => Stage::NotStarted,
                (true, false) => Stage::InProgress,
                (true, true) => Stage::Complete,
            },
        }
    }
}

/// The required questions on the path that are not (wholly) answered: they stand between a return and its
/// submission.
pub fn missing<'p, 's>(path: &'p Path<'s>) -> Vec<&'p Shown<'s>> {
    path.sections()
        .iter()
        .flat_map(|(_, questions)| questions)
        .filter(|shown| shown.question.required && !is_answered(shown, path.answers()))
        .collect()
}

/// Whether every field of a question has an answer.
fn is_answered(shown: &Shown<'_>, answers: &Answers) -> bool {
    shown
        .fields()
        .iter()
        .all(|field| answers.get(field).is_some())
}
