//! The cheapest exchange: units and pairs of them tried one after the other.

use std::collections::BTreeSet;

use super::beside::Sums;
use super::moves::{Exchange, Move};
use super::pairs::{Kind, evening};
use super::{Exchanges, Target, Unit, Units};
use crate::disclosure::system::CellId;

/// How many units are looked at of each kind: with fewer exchanges to choose from, a dearer one may be chosen, or none found.
const MOST: usize = 200;

/// What costs more than anything that can be hidden.
const TOO_MUCH: i64 = 1 << 40;

/// A search among the exchanges by which a number becomes another one.
struct Search<'e, 'u, C> {
    exchanges: &'e Exchanges<'e>,
    units: &'u Units,
    sums: &'e Sums,
    target: Target,
    cost: &'e C,
    /// Whether two more units may even out what two exchange.
    evens_out: bool,
    /// What an exchange must cost less than: as much as the cheapest so far.
    below: i64,
    cheapest: Option<Exchange<'u>>,
}

/// The units by which a number can become another one.
struct Around<'u> {
    /// Those of the category that are counted, or aren't.
    inside: Vec<&'u Unit>,
    /// Those of another category of which the opposite is true.
    outside: Vec<&'u Unit>,
    /// All of which that is true.
    opposite: Vec<&'u Unit>,
}

impl Exchanges<'_> {
    /// The cheapest exchange between a unit of the category that is counted, or isn't, and one of another category of which
    /// the opposite is true, if it costs less than `limit`; the first found that costs no more than `enough` will do. Or the first
    /// unit could by itself have answered otherwise.
    pub(super) fn cheapest<'u>(
        &'u self,
        (units, sums): (&'u Units, &Sums),
        target: Target,
        is_counted: bool,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
        enough: i64,
    ) -> Option<Exchange<'u>> {
        let around = self.around(units, target, is_counted);
        // Whatever one answers otherwise, the number of all becomes another one.
        let of_all = cost(self.cell(Target {
            within: None,
            ..target
        }));
        let mut search = self.search((units, sums), target, cost, limit);
        // Whatever two exchange, the number becomes another one in the other category too.
        let there = |unit: &Unit| search.toll(unit, target.within?.0);
        let outside = around.outside.iter();
        let outside = outside.filter_map(|other| Some((there(other)?, *other)));
        let mut outside: Vec<(i64, &Unit)> = outside.collect();
        outside.sort_by_key(|(least, _)| *least);
        for one in &around.inside {
            if search.has_found(enough) {
                return search.cheapest;
            }
            if of_all.is_some_and(|least| least < search.below) {
                search.alone(one, &around.opposite);
            }
        }
        for (least, other) in outside {
            for one in &around.inside {
                if least >= search.below || search.has_found(enough) {
                    return search.cheapest;
                }
                search.pair([one, other]);
            }
        }
        search.cheapest
    }

    /// What to hide so that all exchanges are possible by which a number becomes another one: between each two units by
    /// themselves or, where they can't, evened out, and of each alone.
    pub(super) fn hidden_for_each(
        &self,
        target: Target,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> BTreeSet<CellId> {
        let mut exchanges = Vec::new();
        let search = || self.search((&self.units, &self.sums), target, cost, i64::MAX);
        for is_counted in [true, false] {
            let around = self.around(&self.units, target, is_counted);
            for one in &around.inside {
                let mut alone = search();
                alone.alone(one, &around.opposite);
                exchanges.extend(alone.cheapest);
                for other in &around.outside {
                    // Two more units may have been on another side than these.
                    let between = [false, true].into_iter().find_map(|evens_out| {
                        let mut between = search();
                        between.evens_out = evens_out;
                        between.pair([one, other]);
                        between.cheapest
                    });
                    exchanges.extend(between);
                }
            }
        }
        let hidden = |exchange: &Exchange<'_>| self.hidden_for(exchange, &self.sums, cost).1;
        exchanges.iter().flat_map(hidden).collect()
    }

    fn around<'u>(&'u self, units: &'u Units, target: Target, is_counted: bool) -> Around<'u> {
        let counts = |unit: &&Unit| {
            let item = self.items[target.item];
            item.counts(unit.given[target.item], target.slot) == is_counted
        };
        let is_inside = |unit: &&Unit| {
            let mut within = target.within.into_iter();
            within.all(|(attribute, category)| unit.categories[attribute] == category)
        };
        let (counted, opposite): (Vec<&Unit>, Vec<&Unit>) = units.keys().partition(counts);
        let outside = opposite.iter().copied().filter(|unit| !is_inside(unit));
        let outside = some(outside.collect());
        let plain = self.plain.iter().filter(|unit| !counts(unit));
        Around {
            inside: some(counted.into_iter().filter(is_inside).collect()),
            outside,
            opposite: some(opposite).into_iter().chain(plain).collect(),
        }
    }

    fn search<'e, 'u, C>(
        &'e self,
        (units, sums): (&'u Units, &'e Sums),
        target: Target,
        cost: &'e C,
        below: i64,
    ) -> Search<'e, 'u, C> {
        Search {
            exchanges: self,
            units,
            sums,
            target,
            cost,
            evens_out: true,
            below,
            cheapest: None,
        }
    }
}

impl<'u, C: Fn(CellId) -> Option<i64>> Search<'_, 'u, C> {
    fn has_found(&self, enough: i64) -> bool {
        self.cheapest.is_some() && self.below <= enough
    }

    /// What it costs that the number becomes another one in the category of a unit.
    fn toll(&self, unit: &Unit, attribute: usize) -> Option<i64> {
        let within = Some((attribute, unit.categories[attribute]));
        (self.cost)(self.exchanges.cell(Target {
            within,
            ..self.target
        }))
    }

    /// What it costs at least that two units exchange, by what becomes of the number in the categories that they don't share;
    /// and that but for the attribute of which it costs most, which may be evened out.
    fn least(&self, [one, other]: [&Unit; 2]) -> [i64; 2] {
        let by = &self.exchanges.groups[self.target.item];
        let apart = (0..by.len()).filter(|at| one.categories[*at] != other.categories[*at]);
        let apart = apart.filter(|at| by[*at].is_some());
        let tolls = apart.map(|at| {
            let tolls = [one, other].map(|unit| self.toll(unit, at));
            let both = tolls[0].zip(tolls[1]).map(|(one, other)| one + other);
            both.unwrap_or(TOO_MUCH)
        });
        let (sum, most) = tolls.fold((0, 0), |(sum, most), toll| (sum + toll, toll.max(most)));
        [sum, sum - most]
    }

    fn alone(&mut self, unit: &'u Unit, others: &[&'u Unit]) {
        let alone = self.exchanges.alone(self.target, unit, others);
        for one in alone {
            let by = (0..self.exchanges.attributes.len()).map(Some);
            let mut by = by.chain([None]);
            let cost = |by| self.exchanges.cost(&[one], by, self.cost, self.below);
            let tables = by.try_fold(0, |sum, by| Some(sum + cost(by)?));
            if let Some(tables) = tables {
                self.take_if_cheaper(&[one], tables);
            }
        }
    }

    fn pair(&mut self, pair: [&'u Unit; 2]) {
        let [least, evened] = self.least(pair);
        // To exchange all is to exchange the only one, where they can.
        let is_only = self.exchanges.items.len() == 1 && pair[0].way == pair[1].way;
        let kinds = [Kind::All, Kind::Question, Kind::Tick].into_iter();
        for kind in kinds.filter(|kind| !(is_only && *kind == Kind::Question)) {
            let least = match kind {
                Kind::All if self.evens_out => evened,
                Kind::All | Kind::Question | Kind::Tick => least,
            };
            if least >= self.below {
                continue;
            }
            if let Some(exchange) = self.exchanges.between(kind, self.target, pair) {
                self.consider(exchange, kind, pair);
            }
        }
    }

    /// Takes an exchange, by itself or evened out, if it is the cheapest so far; `None` where nothing can make it that.
    fn consider(&mut self, exchange: [Move<'u>; 2], kind: Kind, pair: [&'u Unit; 2]) -> Option<()> {
        let cost = |by, left| self.exchanges.cost(&exchange, by, self.cost, left);
        // Nothing evens out what happens by the attribute itself and to the whole.
        let (attribute, _) = self.target.within?;
        let own = cost(Some(attribute), self.below)?;
        let fixed = own + cost(None, self.below - own)?;
        let mut others = (0..self.exchanges.attributes.len()).filter(|by| *by != attribute);
        if !(self.evens_out && kind == Kind::All) {
            let by_each = |sum: i64, by| Some(sum + cost(Some(by), self.below - sum)?);
            let tables = others.try_fold(fixed, by_each)?;
            self.take_if_cheaper(&exchange, tables);
            return Some(());
        }
        let left = self.below - fixed;
        let others = others.map(|by| (by, cost(Some(by), left)));
        let others: Vec<(usize, Option<i64>)> = others.collect();
        let but_for = |evened: Option<usize>| {
            let mut left = others.iter().filter(|(by, _)| Some(*by) != evened);
            left.try_fold(fixed, |sum, (_, cost)| Some(sum + (*cost)?))
        };
        if let Some(tables) = but_for(None) {
            self.take_if_cheaper(&exchange, tables);
        }
        for (attribute, _) in &others {
            // The two more cancel each other by every other attribute and in the whole; by this one all four do.
            let tables = but_for(Some(*attribute)).filter(|tables| *tables < self.below);
            let evening = |_| evening(self.units, *attribute, pair);
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
pub(super) fn some(units: Vec<&Unit>) -> Vec<&Unit> {
    let step = units.len().div_ceil(MOST).max(1);
    units.into_iter().step_by(step).collect()
}
