//! The cheapest exchange: pairs of units tried one after the other.

use super::beside::Sums;
use super::moves::{Exchange, Move};
use super::pairs::Kind;
use super::{Cost, Exchanges, Target, Unit, Units};
use crate::dataset::Ticks;
use crate::disclosure::linked::Side;
use crate::disclosure::system::CellId;

/// How many units are looked at of each kind: with fewer exchanges to choose from, a dearer one may be chosen.
const MOST: usize = 200;

/// A search among the exchanges by which a number becomes another one.
struct Search<'e, 'u, C> {
    exchanges: &'e Exchanges<'e>,
    units: &'u Units,
    sums: &'e Sums,
    target: Target,
    cost: &'e C,
    /// What an exchange must cost less than: as much as the cheapest so far.
    below: i64,
    cheapest: Option<Exchange<'u>>,
}

impl Exchanges<'_> {
    /// The cheapest exchange between a unit of the category that is counted, or isn't, and one of another category of which
    /// the opposite is true, if it costs less than a limit.
    pub(super) fn cheapest<'u>(
        &self,
        (units, sums): (&'u Units, &Sums),
        target: Target,
        is_counted: bool,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Option<Exchange<'u>> {
        let counts = |unit: &&Unit| {
            let item = self.items[target.item];
            item.counts(unit.given[target.item], target.slot) == is_counted
        };
        let is_inside = |unit: &&Unit| unit.categories[target.attribute] == target.category;
        let (inside, outside): (Vec<&Unit>, Vec<&Unit>) = units.keys().partition(is_inside);
        let inside = some(inside.into_iter().filter(counts).collect());
        let outside = some(outside.into_iter().filter(|unit| !counts(unit)).collect());
        // Whatever they exchange, the number becomes another one in the other category too.
        let categories = 0..self.attributes[target.attribute].categories.len();
        let there = categories.map(|category| cost(self.cell(Target { category, ..target })));
        let there: Vec<Option<i64>> = there.collect();
        let mut search = Search {
            exchanges: self,
            units,
            sums,
            target,
            cost,
            below: limit,
            cheapest: None,
        };
        for one in &inside {
            for other in &outside {
                let least = there[other.categories[target.attribute]];
                if least.is_some_and(|least| least < search.below) {
                    search.pair([one, other]);
                }
                if search.below == 0 {
                    return search.cheapest;
                }
            }
        }
        search.cheapest
    }

    /// What it costs to hide all that an exchange changes beside the tables, if that can be done and costs less than a limit.
    fn cost_beside(
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
    fn cost(
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
        let mut found: Cost = (0, Vec::new());
        let mut hide = |cell: CellId| {
            let each = cost(cell).unwrap_or(0);
            if each > 0 {
                found.0 += each;
                found.1.push(cell);
            }
            Some(())
        };
        let by = (0..self.attributes.len()).map(Some);
        for by in by.chain([None]) {
            self.changes(exchange, by, &mut hide);
        }
        self.changes_beside(exchange, sums, hide);
        found
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

impl<'u, C: Fn(CellId) -> Option<i64>> Search<'_, 'u, C> {
    fn pair(&mut self, pair: [&'u Unit; 2]) {
        for kind in [Kind::All, Kind::Question, Kind::Tick] {
            if let Some(exchange) = self.exchanges.between(kind, self.target, pair) {
                self.exchange(exchange, kind, pair);
            }
        }
    }

    /// Takes an exchange, by itself or evened out, if it is the cheapest so far; `None` where it can't be.
    fn exchange(&mut self, exchange: [Move<'u>; 2], kind: Kind, pair: [&'u Unit; 2]) -> Option<()> {
        let cost = |by| self.exchanges.cost(&exchange, by, self.cost, self.below);
        // Nothing evens out what happens by the attribute itself and to the whole.
        let fixed = cost(Some(self.target.attribute))? + cost(None)?;
        let others = (0..self.exchanges.attributes.len()).filter(|by| *by != self.target.attribute);
        let others: Vec<(usize, Option<i64>)> = others.map(|by| (by, cost(Some(by)))).collect();
        let but_for = |evened: Option<usize>| {
            let mut left = others.iter().filter(|(by, _)| Some(*by) != evened);
            left.try_fold(fixed, |sum, (_, cost)| Some(sum + (*cost)?))
        };
        if let Some(tables) = but_for(None) {
            self.take_if_cheaper(&exchange, tables);
        }
        for (attribute, _) in others.iter().filter(|_| kind == Kind::All) {
            // By the others, two more that are alike but for one attribute change nothing.
            let tables = but_for(Some(*attribute)).filter(|tables| *tables < self.below);
            let evening = |_| self.exchanges.evening(self.units, *attribute, pair);
            if let Some((tables, evening)) = tables.zip(tables.and_then(evening)) {
                let four: Exchange<'u> = exchange.into_iter().chain(evening).collect();
                self.take_if_cheaper(&four, tables);
            }
        }
        Some(())
    }

    /// Takes an exchange of which it is known what it costs in the tables.
    fn take_if_cheaper(&mut self, exchange: &[Move<'u>], tables: i64) {
        let left = self.below - tables;
        let beside = |left| {
            self.exchanges
                .cost_beside(exchange, self.sums, self.cost, left)
        };
        if let Some(beside) = (left > 0).then_some(left).and_then(beside) {
            self.below = tables + beside;
            self.cheapest = Some(exchange.to_vec());
        }
    }
}

/// All of some units or, where there are very many, as many as can be looked at in pairs.
fn some(units: Vec<&Unit>) -> Vec<&Unit> {
    let step = units.len().div_ceil(MOST).max(1);
    units.into_iter().step_by(step).collect()
}
