//! What each return gave to a question: the answers behind the counts.

use std::collections::BTreeSet;

use super::linked::Item;
use crate::dataset::{Attribute, BaseRule, Cell, Column, GridRow, Net, Ticks};
use crate::day::Month;
use crate::routing::Condition;

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

    /// Whether an option was given.
    pub(super) fn is_option(self, option: usize) -> bool {
        match self {
            Self::NotAsked | Self::Skipped => false,
            Self::One(one) => one == option,
            Self::Several(ticks) => ticks.has(option),
        }
    }

    /// Whether what some options stand for was said, as an answer of its own.
    pub(super) fn said(self, options: Ticks) -> Self {
        match self {
            Self::NotAsked | Self::Skipped => Self::Skipped,
            given => Self::One(given.is_among(options).into()),
        }
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
            Column::Grid { .. } => {
                let row = self.row().expect("it is a row of a grid");
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

    /// On which earlier answers it is asked; `None` where everybody is.
    pub(super) fn asked_if(&self) -> Option<Condition> {
        let row = self.row().and_then(|row| row.asked_if.clone());
        let conditions = self.variable.asked_if.clone().into_iter().chain(row);
        let conditions: Vec<Condition> = conditions.collect();
        (!conditions.is_empty()).then_some(Condition::All(conditions))
    }

    /// Whether who was asked it, or offered an option of it, depends on some answers.
    pub(super) fn depends(&self, is_from: impl Fn(&str) -> bool) -> bool {
        let mut conditions = self.each_condition();
        conditions.any(|one| one.asks_about(&is_from))
    }

    /// Whether that depends on nothing but some answers.
    pub(super) fn depends_only(&self, is_from: impl Fn(&str) -> bool) -> bool {
        let mut tests = self.each_condition().flat_map(Condition::tests);
        tests.all(|test| test.of().is_some_and(&is_from))
    }

    /// Those of the question, of its row and of its options, each by itself.
    fn each_condition(&self) -> impl Iterator<Item = &Condition> {
        let row = self.row().and_then(|row| row.asked_if.as_ref());
        let asked_if = self.variable.asked_if.iter().chain(row);
        asked_if.chain(self.variable.offered_if.values())
    }

    /// On which earlier answers it is asked, if not everybody is, and its options are offered.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let offered = self.offered_if().map(|(_, on)| on);
        self.asked_if().into_iter().chain(offered).collect()
    }

    /// On which earlier answers it is asked and some of its options are offered.
    pub(super) fn offered_if(&self) -> impl Iterator<Item = (usize, Condition)> {
        let asked_if = self.asked_if();
        let offered_if = self.variable.offered_if.iter();
        offered_if.map(move |(option, on)| {
            let both = asked_if.iter().chain([on]);
            (*option, Condition::All(both.cloned().collect()))
        })
    }

    /// Whether what was given passes a test of it; `None` where a band of a number has some that do and some that don't.
    pub(super) fn is_passed(&self, test: &Condition, given: Given) -> Option<bool> {
        match (test, given) {
            (_, Given::NotAsked | Given::Skipped) => Some(false),
            (Condition::Chose { options, .. }, given) => Some(given.is_among(*options)),
            (Condition::InRange { .. }, Given::One(band)) => self.passes(test, band),
            _ => Some(true),
        }
    }

    /// Whether a condition of tests of it holds of what was given; `None` where it can't be told from that.
    pub(super) fn holds(&self, condition: &Condition, given: Given) -> Option<bool> {
        condition.decided(&|test| {
            let is_ours = test.of() == Some(self.beginning.as_str());
            is_ours.then(|| self.is_passed(test, given)).flatten()
        })
    }

    /// Whether the numbers in a band pass a test; `None` where some do and some don't.
    pub(super) fn passes(&self, test: &Condition, band: usize) -> Option<bool> {
        let (Condition::InRange { from, below, .. }, Column::Number { bands, .. }) =
            (test, &self.variable.column)
        else {
            return None;
        };
        let least = band.checked_sub(1).map(|before| bands[before]);
        let most = bands.get(band).copied();
        let is_inside = from.is_none_or(|from| least.is_some_and(|least| from <= least))
            && below.is_none_or(|below| most.is_some_and(|most| most <= below));
        let is_outside = from.zip(most).is_some_and(|(from, most)| most <= from)
            || below
                .zip(least)
                .is_some_and(|(below, least)| below <= least);
        match (is_inside, is_outside) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            (false, false) => None,
        }
    }

    /// The row of a grid that it is.
    fn row(&self) -> Option<&GridRow> {
        let Column::Grid { rows, .. } = &self.variable.column else {
            return None;
        };
        let (_, id) = self.beginning.rsplit_once('/').unwrap_or_default();
        let row = rows.iter().find(|row| row.id == id);
        Some(row.expect("the keys of a grid name its rows"))
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

    /// The options that are ticked alone.
    pub(super) fn exclusive(&self) -> Ticks {
        match &self.variable.column {
            Column::Multiple(choices) => choices.exclusive,
            _ => Ticks::default(),
        }
    }

    pub(super) fn nets(&self) -> &[Net] {
        match &self.variable.column {
            Column::Single(choices) => &choices.nets,
            Column::Multiple(choices) => &choices.nets,
            Column::Grid { nets, .. } => nets,
            Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => &[],
        }
    }

    /// Nothing, and each of its options alone.
    pub(super) fn plainest(&self) -> impl Iterator<Item = Given> {
        let is_several = matches!(self.variable.column, Column::Multiple(_));
        let alone = move |option| {
            if is_several {
                Given::Several(Ticks::default().with(option))
            } else {
                Given::One(option)
            }
        };
        let options = (0..self.options).map(alone);
        options.chain([Given::Skipped])
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
