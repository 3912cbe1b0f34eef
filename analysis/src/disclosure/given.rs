//! What each return gave to a question: the answers behind the counts.

use std::collections::BTreeSet;

use super::linked::Item;
use crate::dataset::{Attribute, BaseRule, Cell, Chose, Column, Net, Ticks, Variable};
use crate::day::Month;

/// What one return gave to a question or to a row of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Given {
    NotAsked,
    Skipped,
    /// The option at a position; of a number its band, of a day its month, of words that there are some.
    One(usize),
    Several(Ticks),
}

/// A place among the numbers of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Base,
    /// Options before nets.
    Answer(usize),
}

impl Given {
    /// Whether it was asked for.
    pub(super) fn is_asked(self) -> bool {
        self != Self::NotAsked
    }

    /// Whether one of some options was given.
    pub(super) fn is_among(self, options: Ticks) -> bool {
        match self {
            Self::NotAsked | Self::Skipped => false,
            Self::One(option) => options.has(option),
            Self::Several(ticks) => ticks.meets(options),
        }
    }
}

impl Item<'_> {
    /// What some returns gave, in their order.
    pub(super) fn given(&self, returns: &[usize]) -> Vec<Given> {
        let one = |option: &u8| Given::One(usize::from(*option));
        match &self.variable.column {
            Column::Single(choices) => each(returns, &choices.cells, one),
            Column::Multiple(choices) => {
                each(returns, &choices.cells, |ticks| Given::Several(*ticks))
            }
            Column::Grid { rows, .. } => {
                let (_, id) = self.beginning.rsplit_once('/').unwrap_or_default();
                let row = rows.iter().find(|row| row.id == id);
                let row = row.expect("the keys of a grid name its rows");
                each(returns, &row.cells, one)
            }
            Column::Number { cells, bands, .. } => each(returns, cells, |number| {
                Given::One(bands.partition_point(|from| from <= number))
            }),
            Column::Day { cells } => {
                let days = returns.iter().filter_map(|at| cells[*at].value());
                let months: BTreeSet<Month> = days.map(|day| day.month()).collect();
                each(returns, cells, |day| {
                    Given::One(months.range(..day.month()).count())
                })
            }
            Column::Text { cells, .. } => each(returns, cells.cells(), |()| Given::One(0)),
        }
    }

    /// Whether some answers lead to it, or may do so, as it isn't known which do.
    pub(super) fn is_led(&self, is_from: impl Fn(&Chose) -> bool) -> bool {
        let Variable {
            routed,
            led_by,
            column,
            ..
        } = self.variable;
        let has_routed_rows = match column {
            Column::Grid { rows, .. } => rows.iter().any(|row| row.routed),
            _ => false,
        };
        has_routed_rows || (*routed && led_by.is_empty()) || led_by.iter().any(is_from)
    }

    /// Whether what was given is counted in a place.
    pub(super) fn counts(&self, given: Given, slot: Slot) -> bool {
        let answer = match slot {
            Slot::Answer(answer) => answer,
            Slot::Base => {
                return match self.base {
                    BaseRule::Answered => !matches!(given, Given::NotAsked | Given::Skipped),
                    BaseRule::Shown => given != Given::NotAsked,
                    BaseRule::Submitted => true,
                };
            }
        };
        match (answer.checked_sub(self.options), given) {
            (Some(net), _) => given.is_among(self.nets()[net].options),
            (None, Given::NotAsked | Given::Skipped) => false,
            (None, Given::One(option)) => option == answer,
            (None, Given::Several(ticks)) => ticks.has(answer),
        }
    }

    /// Its groups over the categories of an attribute, if it is broken down by that.
    pub(super) fn groups(&self, by: &Attribute) -> Option<&[usize]> {
        let breakdown = self.by.iter().find(|one| one.attribute.id == by.id);
        breakdown.map(|breakdown| breakdown.groups.as_slice())
    }

    fn nets(&self) -> &[Net] {
        match &self.variable.column {
            Column::Single(choices) => &choices.nets,
            Column::Multiple(choices) => &choices.nets,
            Column::Grid { nets, .. } => nets,
            Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => &[],
        }
    }

    /// Every place.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        let answers = 0..self.options + self.nets().len();
        std::iter::once(Slot::Base).chain(answers.map(Slot::Answer))
    }
}

fn each<T>(returns: &[usize], cells: &[Cell<T>], given: impl Fn(&T) -> Given) -> Vec<Given> {
    let of_cell = |cell: &Cell<T>| match cell {
        Cell::Value(value) => given(value),
        Cell::Skipped => Given::Skipped,
        Cell::NotAsked | Cell::NotReached => Given::NotAsked,
    };
    returns.iter().map(|at| of_cell(&cells[*at])).collect()
}
