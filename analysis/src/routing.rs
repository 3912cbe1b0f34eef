//! Routing: on which earlier answers something is asked.

use crate::dataset::{Cell, Column, Dataset, Ticks, Variable};
use crate::number::Number;

/// A test of earlier answers. A question that was not asked counts as not answered.
///
/// `of` is what the keys of the answers begin with: a question, or a row of a grid after its question and a slash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// One of these options was given.
    Chose {
        /// By which question.
        of: String,
        /// The options, any of which will do.
        options: Ticks,
    },
    /// Anything was given.
    Answered {
        /// By which question.
        of: String,
    },
    /// A number was given that is in a range.
    InRange {
        /// By which question.
        of: String,
        /// The least; `None` where anything small will do.
        from: Option<Number>,
        /// What it is below; `None` where anything large will do.
        below: Option<Number>,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This doesn't hold.
    Not(Box<Condition>),
}

impl Condition {
    /// Every single test in it.
    pub fn tests(&self) -> Vec<&Self> {
        match self {
            Self::All(several) | Self::Any(several) => {
                several.iter().flat_map(Self::tests).collect()
            }
            Self::Not(one) => one.tests(),
            Self::Chose { .. } | Self::Answered { .. } | Self::InRange { .. } => vec![self],
        }
    }

    /// What a single test is about.
    pub fn of(&self) -> Option<&str> {
        match self {
            Self::Chose { of, .. } | Self::Answered { of } | Self::InRange { of, .. } => Some(of),
            Self::All(_) | Self::Any(_) | Self::Not(_) => None,
        }
    }

    /// Whether it tests an answer to one of some questions.
    pub(crate) fn asks_about(&self, is_one: impl Fn(&str) -> bool) -> bool {
        let mut tests = self.tests().into_iter();
        tests.any(|test| test.of().is_some_and(&is_one))
    }

    /// Whether it holds, by what is known of each test in it; `None` where that isn't enough.
    pub(crate) fn decided(&self, passes: &impl Fn(&Self) -> Option<bool>) -> Option<bool> {
        let by = |several: &[Self], deciding: bool| {
            let each: Vec<Option<bool>> = several.iter().map(|one| one.decided(passes)).collect();
            if each.contains(&Some(deciding)) {
                return Some(deciding);
            }
            each.iter().all(Option::is_some).then_some(!deciding)
        };
        match self {
            Self::All(all) => by(all, false),
            Self::Any(any) => by(any, true),
            Self::Not(one) => Some(!one.decided(passes)?),
            test => passes(test),
        }
    }

    /// Of which of some returns it holds, in their order.
    pub(crate) fn holds_of(&self, dataset: &Dataset, returns: &[usize]) -> Vec<bool> {
        let each = |several: &[Self]| -> Vec<Vec<bool>> {
            let of_one = |one: &Self| one.holds_of(dataset, returns);
            several.iter().map(of_one).collect()
        };
        let places = 0..returns.len();
        match self {
            Self::All(all) => {
                let all = each(all);
                places.map(|at| all.iter().all(|one| one[at])).collect()
            }
            Self::Any(any) => {
                let any = each(any);
                places.map(|at| any.iter().any(|one| one[at])).collect()
            }
            Self::Not(one) => {
                let one = one.holds_of(dataset, returns);
                one.into_iter().map(|holds| !holds).collect()
            }
            Self::Chose { of, options } => {
                let chose = |given: Given<'_>| match given {
                    Given::One(option) => options.has(usize::from(option)),
                    Given::Several(ticks) => ticks.meets(*options),
                    Given::Number(_) | Given::Other => false,
                };
                tested(dataset, of, returns, chose)
            }
            Self::Answered { of } => tested(dataset, of, returns, |_| true),
            Self::InRange { of, from, below } => {
                let is_inside = |given: Given<'_>| match given {
                    Given::Number(number) => {
                        from.is_none_or(|from| from <= *number)
                            && below.is_none_or(|below| *number < below)
                    }
                    Given::One(_) | Given::Several(_) | Given::Other => false,
                };
                tested(dataset, of, returns, is_inside)
            }
        }
    }
}

/// An answer, as far as tests look at it.
enum Given<'a> {
    One(u8),
    Several(Ticks),
    Number(&'a Number),
    Other,
}

/// Which of some returns gave an answer that passes a test.
fn tested(
    dataset: &Dataset,
    of: &str,
    returns: &[usize],
    passes: impl Fn(Given<'_>) -> bool,
) -> Vec<bool> {
    let is_it = |variable: &&Variable| variable.id == of;
    let Some(variable) = dataset.variables.iter().find(is_it) else {
        return row_tested(dataset, of, returns, passes);
    };
    match &variable.column {
        Column::Single(choices) => each(returns, &choices.cells, |option| {
            passes(Given::One(*option))
        }),
        Column::Multiple(choices) => each(returns, &choices.cells, |ticks| {
            passes(Given::Several(*ticks))
        }),
        Column::Number { cells, .. } => {
            each(returns, cells, |number| passes(Given::Number(number)))
        }
        Column::Day { cells } => each(returns, cells, |_| passes(Given::Other)),
        Column::Text { cells, .. } => each(returns, cells.cells(), |()| passes(Given::Other)),
        Column::Grid { .. } => vec![false; returns.len()],
    }
}

fn row_tested(
    dataset: &Dataset,
    of: &str,
    returns: &[usize],
    passes: impl Fn(Given<'_>) -> bool,
) -> Vec<bool> {
    let found = of.rsplit_once('/').and_then(|(grid, id)| {
        let grid = dataset.variables.iter().find(|one| one.id == grid)?;
        match &grid.column {
            Column::Grid { rows, .. } => rows.iter().find(|row| row.id == id),
            _ => None,
        }
    });
    match found {
        Some(row) => each(returns, &row.cells, |option| passes(Given::One(*option))),
        None => vec![false; returns.len()],
    }
}

fn each<T>(returns: &[usize], cells: &[Cell<T>], passes: impl Fn(&T) -> bool) -> Vec<bool> {
    let passes = |at: &usize| cells[*at].value().is_some_and(&passes);
    returns.iter().map(passes).collect()
}
