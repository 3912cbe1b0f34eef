//! Answers: what a return holds for a question or a row of a grid.

use std::collections::BTreeMap;

use time::Date;

use crate::definition::{Number, OptionId, QuestionId, RowId};

/// A place for one answer: a question, or one row of a grid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The question.
    pub question: QuestionId,
    /// The row, in a grid.
    pub row: Option<RowId>,
}

impl Field {
    /// The only field of a question that is no grid.
    pub fn of(question: &QuestionId) -> Self {
        Self {
            question: question.clone(),
            row: None,
        }
    }

    /// The field of a row of a grid.
    pub fn of_row(question: &QuestionId, row: &RowId) -> Self {
        Self {
            question: question.clone(),
            row: Some(row.clone()),
        }
    }
}

/// Which revision of a field: 0 before it was first answered, then 1, 2, 3 …
pub type Revision = u32;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One option.
    One(Chosen),
    /// One option or more, in the order of their ids: the same ticks are the same answer.
    Several(Vec<Chosen>),
    /// Words; never empty.
    Words(String),
    /// A number.
    Number(Number),
    /// A day.
    Day(Date),
}

/// An option that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The option.
    pub option: OptionId,
    /// What was written beside it, where it asks for words of its own.
    pub other: Option<String>,
}

impl Answer {
    /// Several options, in whatever order they come.
    pub fn several(mut chosen: Vec<Chosen>) -> Self {
        chosen.sort_by(|one, other| one.option.cmp(&other.option));
        Self::Several(chosen)
    }

    /// The options chosen; none for any other answer.
    pub fn chosen(&self) -> &[Chosen] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
            Self::Words(_) | Self::Number(_) | Self::Day(_) => &[],
        }
    }

    /// The words written; none for any other answer.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
        }
    }
}

/// Everything a return holds at a moment; a field without an answer is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Field, Answer>);

impl Answers {
    /// The answer in a field.
    pub fn get(&self, field: &Field) -> Option<&Answer> {
        self.0.get(field)
    }

    /// Puts an answer into a field, or empties it.
    pub fn set(&mut self, field: Field, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.0.insert(field, answer),
            None => self.0.remove(&field),
        };
    }

    /// Every answer, in the order of fields.
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &Answer)> {
        self.0.iter()
    }

    /// Whether nothing has been answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
