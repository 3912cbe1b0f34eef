//! The frozen dataset: columns of answers, with four kinds of missing kept apart.

mod ticks;

use std::collections::BTreeMap;

pub use self::ticks::Ticks;
use crate::day::Day;
use crate::disclosure::{Permission, Policy};
use crate::number::Number;
use crate::plan::Plan;
use crate::routing::Condition;
use crate::texts::Texts;

/// What one return holds for one variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<T> {
    /// An answer.
    Value(T),
    /// Shown and left empty; for a multiple choice, nothing ticked.
    Skipped,
    /// Routed past: the question did not apply.
    NotAsked,
    /// A partial return that ended before this question.
    NotReached,
}

impl<T> Cell<T> {
    /// The answer, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Skipped | Self::NotAsked | Self::NotReached => None,
        }
    }

    /// The same with something else for its answer.
    pub fn map<U>(self, other: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Self::Value(value) => Cell::Value(other(value)),
            Self::Skipped => Cell::Skipped,
            Self::NotAsked => Cell::NotAsked,
            Self::NotReached => Cell::NotReached,
        }
    }
}

/// Every return of a wave beside the population it came from.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The words for one row and for several, such as authority and authorities.
    pub unit: Noun,
    /// The population.
    pub frame: Frame,
    /// The returns, in the order of every column below.
    pub returns: Vec<Return>,
    /// The answers, in the order of the questionnaire.
    pub variables: Vec<Variable>,
    /// What the survey declares beside its questions, such as interviews held.
    pub facts: Vec<Fact>,
    /// What the survey declares must not be published.
    pub disclosure: Policy,
    /// What it declares of how its answers are weighted and compared.
    pub plan: Plan,
}

impl Dataset {
    /// The positions of the submitted returns; only they enter a base.
    pub fn submitted(&self) -> impl Iterator<Item = usize> + '_ {
        self.returns
            .iter()
            .enumerate()
            .filter(|(_, one)| one.status == Status::Submitted)
            .map(|(position, _)| position)
    }
}

/// A thing counted, in the singular and the plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub one: String,
    /// Several of them.
    pub many: String,
}

/// The population frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// One entry a unit, in the order of the frame file.
    pub units: Vec<Unit>,
    /// What is known of every unit, whether it answered or not.
    pub attributes: Vec<Attribute>,
}

/// One member of the population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code in the frame.
    pub code: String,
    /// Its name as people write it.
    pub name: String,
}

/// Something known of every unit of the frame, such as its region.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its id, as keys cite it.
    pub id: String,
    /// What readers call it.
    pub label: String,
    /// Its categories, in reading order.
    pub categories: Vec<Choice>,
    /// For each unit of the frame, the position of its category.
    pub values: Vec<usize>,
}

/// One return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The position of its unit in the frame.
    pub unit: usize,
    /// How far it came.
    pub status: Status,
    /// The day it was submitted.
    pub submitted_on: Option<Day>,
}

/// How far a return came by the close of the wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Submitted: it enters the findings.
    Submitted,
    /// Saved but not submitted: counted apart, in no base.
    Partial,
}

/// One question's answers.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The question's id: the first part of its keys.
    pub id: String,
    /// The question as it was put.
    pub title: String,
    /// Which returns make its base.
    pub base: BaseRule,
    /// On which earlier answers it is asked; `None` where everybody is. Nobody knows how many of the population a question
    /// concerns that routing can pass by.
    pub asked_if: Option<Condition>,
    /// The options, by their positions, that are offered only on some earlier answers.
    pub offered_if: BTreeMap<usize, Condition>,
    /// The attributes of the frame that it is broken down by.
    pub compare_by: Vec<String>,
    /// What those who answer have been told becomes of their answers.
    pub permission: Permission,
    /// Its answers.
    pub column: Column,
}

impl Variable {
    /// Whether routing can pass it by.
    pub fn is_routed(&self) -> bool {
        self.asked_if.is_some()
    }

    /// Whether routing can pass a row of it by.
    pub fn is_row_routed(&self, row: &GridRow) -> bool {
        self.is_routed() || row.asked_if.is_some()
    }

    /// Every condition in it: on which it, its rows and its options are there.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let rows: &[GridRow] = match &self.column {
            Column::Grid { rows, .. } => rows,
            _ => &[],
        };
        let rows = rows.iter().filter_map(|row| row.asked_if.as_ref());
        self.asked_if
            .iter()
            .chain(rows)
            .chain(self.offered_if.values())
    }
}

/// Which returns a percentage is a share of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BaseRule {
    /// Those that answered.
    #[default]
    Answered,
    /// Those to which it was shown: answered or skipped.
    Shown,
    /// Every submitted return.
    Submitted,
}

/// The answers to one question, one cell a return.
#[derive(Clone, Debug)]
pub enum Column {
    /// One option each.
    Single(Choices<u8>),
    /// Any number of options each.
    Multiple(Choices<Ticks>),
    /// One option for each row of a grid.
    Grid {
        /// What every row offers.
        options: Vec<Choice>,
        /// Options reported together.
        nets: Vec<Net>,
        /// The rows, each with its own answers and its own base.
        rows: Vec<GridRow>,
    },
    /// A number each.
    Number {
        /// One cell a return.
        cells: Vec<Cell<Number>>,
        /// What is counted, such as weeks.
        unit: Option<String>,
        /// Whether the numbers have no decimal places.
        whole: bool,
        /// Where each band of the table after the first begins, rising; none for a table without bands.
        bands: Vec<Number>,
    },
    /// A day each.
    Day {
        /// One cell a return.
        cells: Vec<Cell<Day>>,
    },
    /// Words.
    Text {
        /// One cell a return.
        cells: Written,
        /// Whether the codebook codes these words.
        coded: bool,
    },
}

/// The options of a choice question and who chose what.
#[derive(Clone, Debug)]
pub struct Choices<T> {
    /// The options, in the order of the questionnaire.
    pub options: Vec<Choice>,
    /// Options reported together.
    pub nets: Vec<Net>,
    /// The options that rule out every other, where several may be ticked.
    pub exclusive: Ticks,
    /// One cell a return.
    pub cells: Vec<Cell<T>>,
}

/// An option or category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id: the last part of its key.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// Options reported together, each respondent counted once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Net {
    /// Its id, keyed like an option.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The positions of its options.
    pub options: Ticks,
}

/// One row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its id: the middle part of its keys.
    pub id: String,
    /// Its label.
    pub label: String,
    /// On which earlier answers it is asked, where the grid itself is; `None` where it always is.
    pub asked_if: Option<Condition>,
    /// One cell a return: the position of the option chosen.
    pub cells: Vec<Cell<u8>>,
}

/// The words written in answer to one question, one cell a return.
#[derive(Clone, Debug, Default)]
pub struct Written {
    cells: Vec<Cell<()>>,
    texts: Texts,
}

impl Written {
    /// Adds the cell of one more return.
    pub fn push(&mut self, cell: Cell<&str>) {
        self.texts.push(cell.value().copied().unwrap_or_default());
        self.cells.push(cell.map(|_| ()));
    }

    /// Makes room for the cells of so many more returns.
    pub fn reserve(&mut self, returns: usize) {
        self.cells.reserve(returns);
        self.texts.reserve(returns);
    }

    /// Adds the cells of more returns.
    pub fn append(&mut self, mut more: Self) {
        self.cells.append(&mut more.cells);
        self.texts.append(more.texts);
    }

    /// The cell of a return.
    pub fn at(&self, position: usize) -> Cell<&str> {
        self.cells[position]
            .clone()
            .map(|()| self.texts.at(position))
    }

    /// Which returns wrote any.
    pub fn cells(&self) -> &[Cell<()>] {
        &self.cells
    }
}

/// Something the survey declares and the report may cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id: `facts/ID` is its key.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: u32,
    /// What follows the number, such as `%`.
    pub unit: Option<String>,
    /// Where it comes from, when it isn't our own.
    pub source: Option<String>,
}
