//! Cross-tabs and pairs of two questions, or of one and what is known of a unit, and whether answers given otherwise would make
//! them other ones.

use super::Unit;
use super::beside::Release;
use super::moves::Move;
use crate::dataset::Ticks;
use crate::disclosure::given::Given;
use crate::disclosure::system::CellId;

/// A cross-tab or pair of a release, and what stands for it.
pub(super) struct Crosstab {
    pub(super) release: Release,
    pub(super) crossed: [Crossed; 2],
    /// Of a pair, the options that count as having said the first thing and the second, line by line.
    pub(super) said: Option<Vec<[Ticks; 2]>>,
    pub(super) cell: CellId,
}

/// What is crossed: one of the items, or one of the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Crossed {
    Item(usize),
    Other(usize),
}

/// Where a unit that answers otherwise is counted otherwise: the line of a pair, what it gave to one before and after, and what to
/// the other. Of a pair that is whether it said what the line is about.
pub(super) type Otherwise = (usize, [Given; 2], Given);

impl Crosstab {
    /// Whether an item is one of the two.
    pub(super) fn is_about(&self, item: usize) -> bool {
        self.crossed.contains(&Crossed::Item(item))
    }

    /// Where a unit is counted otherwise that gave something else to an item before than after.
    pub(super) fn otherwise(&self, item: usize, unit: &Unit, gave: [Given; 2]) -> Vec<Otherwise> {
        let own = self
            .crossed
            .iter()
            .position(|of| *of == Crossed::Item(item));
        let Some(own) = own else {
            return Vec::new();
        };
        let with = match self.crossed[1 - own] {
            Crossed::Item(other) => unit.given[other],
            Crossed::Other(other) => unit.crossed[other],
        };
        let Some(lines) = &self.said else {
            return vec![(0, gave, with)];
        };
        let said = |line: &[Ticks; 2]| {
            let gave = gave.map(|gave| gave.said(line[own]));
            (gave, with.said(line[1 - own]))
        };
        let lines = lines.iter().map(said).enumerate();
        let changed = lines.filter(|(_, (gave, _))| gave[0] != gave[1]);
        changed
            .map(|(line, (gave, with))| (line, gave, with))
            .collect()
    }

    /// Whether it is the same after an exchange.
    pub(super) fn is_kept_by(&self, exchange: &[Move<'_>]) -> bool {
        let is_item = |of: &Crossed| matches!(of, Crossed::Item(_));
        let is_of_all = |one: &Move<'_>| matches!(one, Move::All(..));
        let is_between = exchange.len() > 1;
        if is_between && self.crossed.iter().all(is_item) && exchange.iter().all(is_of_all) {
            // Who gives what another one gave to everything gives both of these.
            return true;
        }
        let changes =
            |of: &Crossed| matches!(of, Crossed::Item(item) if is_changed(exchange, *item));
        if !self.crossed.iter().any(changes) {
            return true;
        }
        let both = |one: &Move<'_>, when: usize| -> [Given; 2] {
            self.crossed.map(|of| match of {
                Crossed::Item(item) => one.given(item)[when],
                Crossed::Other(other) => one.unit().crossed[other],
            })
        };
        let moves = exchange
            .iter()
            .filter(|one| self.release.has(one.unit().side));
        let given = moves.map(|one| [both(one, 0), both(one, 1)]);
        let Some(lines) = &self.said else {
            return is_as_often(given);
        };
        lines.iter().all(|line| {
            let said = |given: [Given; 2]| [given[0].said(line[0]), given[1].said(line[1])];
            is_as_often(given.clone().map(|given| given.map(said)))
        })
    }
}

/// Whether an exchange changes what is given to an item.
pub(super) fn is_changed(exchange: &[Move<'_>], item: usize) -> bool {
    let is_other = |one: &Move<'_>| {
        let [given, to] = one.given(item);
        given != to
    };
    exchange.iter().any(is_other)
}

/// Whether everything is as often after as before.
fn is_as_often<T: Ord>(changes: impl Iterator<Item = [T; 2]>) -> bool {
    let (mut before, mut after): (Vec<T>, Vec<T>) =
        changes.map(|[before, after]| (before, after)).unzip();
    before.sort_unstable();
    after.sort_unstable();
    before == after
}
