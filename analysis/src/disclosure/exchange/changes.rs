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
        let mut counted: Vec<[Ticks; 2]> = Vec::with_capacity(exchange.len());
        for word in 0..self.layout.len() {
            let place = self.layout.place(word);
            let groups = match by {
                Some(by) => match self.groups[place][by] {
                    Some(groups) => groups,
                    None => continue,
                },
                None => std::slice::from_ref(&self.items[place].whole),
            };
            counted.clear();
            counted.extend(exchange.iter().map(|one| one.counted(&self.layout, word)));
            let changed = counted.iter().map(|[before, to]| before.differing(*to));
            let changed = changed.reduce(Ticks::and).unwrap_or_default();
            for bit in changed.positions() {
                for at in 0..exchange.len() {
                    let here = category(at);
                    if (0..at).any(|before| category(before) == here) {
                        continue;
                    }
                    let alike = (at..exchange.len()).filter(|other| category(*other) == here);
                    let change = alike.map(|other| {
                        let [before, to] = counted[other];
                        i32::from(to.has(bit)) - i32::from(before.has(bit))
                    });
                    if change.sum::<i32>() != 0 {
                        let group = groups[here.unwrap_or(0)];
                        visit(self.at(group, self.layout.slot(word, bit)))?;
                    }
                }
            }
        }
        Some(())
    }
}
