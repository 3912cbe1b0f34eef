//! What an exchange changes in the tables, and what it costs to hide that.

use super::beside::Sums;
use super::moves::Move;
use super::{Cost, Exchanges};
use crate::dataset::Ticks;
use crate::disclosure::linked::Side;
use crate::disclosure::system::CellId;

impl Exchanges<'_> {
    /// What it costs to hide all that an exchange changes beside the tables, if that can be done and costs less than a limit.
    pub(super) fn cost_beside(
        &self,
        exchange: &[Move<'_>],
        sums: &Sums,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Option<i64> {
        let mut sum = 0;
        self.changes_beside(exchange, sums, |cell| {
            sum += cost(cell)?;
            (sum < limit).then_some(())
        })?;
        Some(sum)
    }

    /// What it costs to hide all that an exchange changes by an attribute, or in the whole, if that can be done and costs less
    /// than a limit.
    pub(super) fn cost(
        &self,
        exchange: &[Move<'_>],
        by: Option<usize>,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Option<i64> {
        let mut sum = 0;
        let was_there = exchange.iter().all(|one| one.unit().side == Side::Before);
        self.changes(exchange, by, |cell| {
            // What has been told stays as it was.
            let is_told = was_there && self.linked.told.contains(&cell);
            sum += cost(cell).filter(|_| !is_told)?;
            (sum < limit).then_some(())
        })?;
        Some(sum)
    }

    /// What has to be hidden for an exchange that is possible.
    pub(super) fn hidden_for(
        &self,
        exchange: &[Move<'_>],
        sums: &Sums,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> Cost {
        let mut changed = self.moved(exchange);
        self.changes_beside(exchange, sums, |cell| {
            changed.push(cell);
            Some(())
        });
        changed.retain(|cell| cost(*cell).is_some_and(|cost| cost > 0));
        let costs = changed.iter().filter_map(|cell| cost(*cell));
        (costs.sum(), changed)
    }

    /// The numbers of tables that an exchange changes.
    pub(super) fn moved(&self, exchange: &[Move<'_>]) -> Vec<CellId> {
        let by = (0..self.attributes.len()).map(Some);
        let mut moved = Vec::new();
        for by in by.chain([None]) {
            self.changes(exchange, by, |cell| {
                moved.push(cell);
                Some(())
            });
        }
        moved
    }

    /// Visits what an exchange changes by an attribute, or in the whole, until a visit says that it is enough.
    fn changes(
        &self,
        exchange: &[Move<'_>],
        by: Option<usize>,
        mut visit: impl FnMut(CellId) -> Option<()>,
    ) -> Option<()> {
        let category = |at: usize| by.map(|by| exchange[at].unit().categories[by]);
        let units = 0..exchange.len();
        let is_alike = |one: usize, other: usize| category(one) == category(other);
        let exchanges_all = exchange.len() > 1
            && exchange.iter().all(|one| matches!(one, Move::All(..)))
            && units.clone().all(|at| is_alike(0, at));
        if exchanges_all {
            // The same answers are given in the same place.
            return Some(());
        }
        // The first of a category stands for all of it.
        let firsts = units.clone();
        for at in firsts.filter(|at| !(0..*at).any(|before| is_alike(before, *at))) {
            let others = units.clone().skip(at + 1);
            let others = others.filter(|other| is_alike(at, *other));
            let is_alone = others.clone().next().is_none();
            for word in 0..self.layout.len() {
                let counted = |at: usize| exchange[at].counted(&self.layout, word);
                let changed = if is_alone {
                    let [before, after] = counted(at);
                    before.differing(after)
                } else {
                    let mut tally = Tally::default();
                    for one in [at].into_iter().chain(others.clone()) {
                        tally.add(counted(one));
                    }
                    tally.changed()
                };
                if changed == Ticks::default() {
                    continue;
                }
                let place = self.layout.place(word);
                let group = match by.zip(category(at)) {
                    None => Some(self.items[place].whole),
                    Some((by, category)) => self.groups[place][by].map(|groups| groups[category]),
                };
                let Some(group) = group else { continue };
                for bit in changed.positions() {
                    visit(self.at(group, self.layout.slot(word, bit)))?;
                }
            }
        }
        Some(())
    }
}

/// How many units are counted in each place before and after: for all places of a word at once, in ones, twos and fours.
#[derive(Clone, Copy, Default)]
struct Tally([[Ticks; 3]; 2]);

impl Tally {
    fn add(&mut self, counted: [Ticks; 2]) {
        for (digits, mut carried) in self.0.iter_mut().zip(counted) {
            for digit in digits {
                (*digit, carried) = (digit.differing(carried), digit.shared(carried));
            }
        }
    }

    /// The places in which there are more before than after, or fewer.
    fn changed(self) -> Ticks {
        let [before, after] = self.0;
        let digits = before.into_iter().zip(after);
        let changed = digits.map(|(before, after)| before.differing(after));
        changed.reduce(Ticks::and).unwrap_or_default()
    }
}
