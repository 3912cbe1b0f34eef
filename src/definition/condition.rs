//! Conditions: who is shown a section or asked a question.

use analysis::number::Number;

use super::id::{OptionId, QuestionId, RowId};

/// A test of earlier answers. A question that was not asked counts as not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The question, or a row of it, was answered with one of these options.
    Chose {
        /// The question.
        question: QuestionId,
        /// The row, in a grid.
        row: Option<RowId>,
        /// The options, any of which will do.
        any_of: Vec<OptionId>,
    },
    /// The question, or a row of it, was answered (or was not).
    Answered {
        /// The question.
        question: QuestionId,
        /// The row, in a grid.
        row: Option<RowId>,
        /// Whether an answer or its absence is meant.
        answered: bool,
    },
    /// The question was answered with a number on this side of a bound.
    Compares {
        /// The question.
        question: QuestionId,
        /// The side.
        bound: Bound,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This doesn't hold.
    Not(Box<Condition>),
}

/// A side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// This number or more.
    AtLeast(Number),
    /// This number or less.
    AtMost(Number),
    /// More than this number.
    MoreThan(Number),
    /// Less than this number.
    LessThan(Number),
}

impl Bound {
    /// Whether a number is on this side.
    pub fn holds(self, number: Number) -> bool {
        match self {
            Self::AtLeast(bound) => number >= bound,
            Self::AtMost(bound) => number <= bound,
            Self::MoreThan(bound) => number > bound,
            Self::LessThan(bound) => number < bound,
        }
    }

    /// The number itself.
    pub fn number(self) -> Number {
        match self {
            Self::AtLeast(bound)
            | Self::AtMost(bound)
            | Self::MoreThan(bound)
            | Self::LessThan(bound) => bound,
        }
    }
}

/// What conditions are tested against: answers, or suppositions about them.
pub trait Facts {
    /// Whether one of these options was chosen.
    fn chose(&self, question: &QuestionId, row: Option<&RowId>, any_of: &[OptionId]) -> bool;
    /// Whether there is an answer.
    fn answered(&self, question: &QuestionId, row: Option<&RowId>) -> bool;
    /// The number given.
    fn number(&self, question: &QuestionId) -> Option<Number>;
}

impl Condition {
    /// Whether the condition holds.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Chose {
                question,
                row,
                any_of,
            } => facts.chose(question, row.as_ref(), any_of),
            Self::Answered {
                question,
                row,
                answered,
            } => facts.answered(question, row.as_ref()) == *answered,
            Self::Compares { question, bound } => facts
                .number(question)
                .is_some_and(|number| bound.holds(number)),
            Self::All(all) => all.iter().all(|one| one.holds(facts)),
            Self::Any(any) => any.iter().any(|one| one.holds(facts)),
            Self::Not(one) => !one.holds(facts),
        }
    }

    /// Every single test in it.
    pub fn tests(&self) -> Vec<&Condition> {
        match self {
            Self::All(several) | Self::Any(several) => {
                several.iter().flat_map(Condition::tests).collect()
            }
            Self::Not(one) => one.tests(),
            Self::Chose { .. } | Self::Answered { .. } | Self::Compares { .. } => vec![self],
        }
    }

    /// The question of a single test.
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Chose { question, .. }
            | Self::Answered { question, .. }
            | Self::Compares { question, .. } => Some(question),
            Self::All(_) | Self::Any(_) | Self::Not(_) => None,
        }
    }
}
