//! The lines of a workbook that take an answer, and the key by which each is known again.

use crate::definition::{Choice, Kind, Question};
use crate::questionnaire::{Field, all_fields, field_name, other_name};

/// One line that takes an answer, or a part of one.
pub(super) struct AnswerLine<'s> {
    /// Whose answer it takes.
    pub(super) question: &'s Question,
    /// Which of its fields.
    pub(super) field: Field,
    /// What of the answer.
    pub(super) part: Part<'s>,
}

/// What a line takes of an answer.
#[derive(Clone, Copy)]
pub(super) enum Part<'s> {
    /// All of it but the words beside an option.
    Whole,
    /// Whether an option of a multiple choice is ticked.
    Tick(&'s Choice),
    /// The words beside an option.
    Other(&'s Choice),
}

impl AnswerLine<'_> {
    /// The line's key, which stands beside its answer cell and nowhere else in a workbook.
    pub(super) fn key(&self) -> String {
        match self.part {
            Part::Whole => field_name(&self.field),
            Part::Tick(option) => format!("{}={}", field_name(&self.field), option.id),
            Part::Other(option) => other_name(self.question, option),
        }
    }
}

/// The lines of a question, in order: none for a note.
pub(super) fn lines_of(question: &Question) -> Vec<AnswerLine<'_>> {
    let with = |field: &Field, part| AnswerLine {
        question,
        field: field.clone(),
        part,
    };
    let mut lines = Vec::new();
    for field in all_fields(question) {
        match &question.kind {
            Kind::Multi { options, .. } => {
                for option in options {
                    lines.push(with(&field, Part::Tick(option)));
                    if option.other {
                        lines.push(with(&field, Part::Other(option)));
                    }
                }
            }
            kind => {
                lines.push(with(&field, Part::Whole));
                let others = kind.options().iter().filter(|option| option.other);
                lines.extend(others.map(|option| with(&field, Part::Other(option))));
            }
        }
    }
    lines
}

/// The labels of options as a drop-down list has them: a label that is there twice is told from the first.
pub(super) fn labels(options: &[Choice]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for option in options {
        let mut label = option.label.clone();
        let mut time = 1;
        while labels.contains(&label) {
            time += 1;
            label = format!("{} ({time})", option.label);
        }
        labels.push(label);
    }
    labels
}
