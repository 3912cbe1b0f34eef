//! What is missing: what has to be hidden so that numbers have an exchange.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::beside::Sums;
use super::moves::Exchange;
use super::turns::Turns;
use super::{Cost, Exchanges, Target, Units};
use crate::disclosure::system::CellId;

/// What was found of numbers before more was hidden, which only makes exchanges cheaper.
#[derive(Default)]
pub(in crate::disclosure) struct Exchanged<'u> {
    /// Those that exchanges take far enough.
    safe: BTreeSet<CellId>,
    /// What is another number after an exchange that needs nothing more to be hidden.
    moved: BTreeSet<CellId>,
    /// What an exchange of each needed hidden when it was looked for: the cheapest, or the first found.
    needs: BTreeMap<CellId, Vec<CellId>>,
    /// Who could have answered an item otherwise.
    turns: BTreeMap<usize, Arc<[Turns<'u>]>>,
}

impl Exchanged<'_> {
    /// What that costs now which an exchange of a number needed when it was looked for.
    fn cost(&self, cell: CellId, cost: &impl Fn(CellId) -> Option<i64>) -> Option<i64> {
        let needs = self.needs.get(&cell)?.iter();
        Some(needs.map(|cell| cost(*cell).unwrap_or(0)).sum())
    }

    /// Whether the least and the most that a number can be are known to differ by so much.
    pub(in crate::disclosure) fn is_safe(&self, cell: CellId, width: u32) -> bool {
        width == 0 || self.safe.contains(&cell) || (width == 1 && self.moved.contains(&cell))
    }
}

impl Exchanges<'_> {
    /// What to hide so that a number for which there is no exchange has one: of those that must be unsure the one for which most
    /// has to be hidden, and of its exchanges the cheapest. `None` where all of them have one, or can't have.
    ///
    /// `width` is by how much the least and the most that a number can be must differ, 0 where that doesn't matter; `cost` what
    /// hiding a number costs, nothing where it is hidden, and `None` where it can't be. `known` is what was found where less was
    /// hidden. Of a number that can't have an exchange, and which what can't be hidden doesn't pin anyway (`is_free`), all is hidden
    /// that is told beside the tables: then sums are all that there is to work it out from.
    pub(in crate::disclosure) fn missing<'u>(
        &'u self,
        width: impl Fn(CellId) -> u32,
        cost: impl Fn(CellId) -> Option<i64>,
        mut is_free: impl FnMut(CellId) -> bool,
        known: &mut Exchanged<'u>,
    ) -> Option<Vec<CellId>> {
        let mut exposed = self.exposed(&width, &cost, known);
        loop {
            exposed.retain(|(_, cell)| !known.is_safe(*cell, width(*cell)));
            // What needs most is worked out anew until it stays what needs most.
            let needs = |cell: CellId| known.cost(cell, &cost).unwrap_or(i64::MAX);
            let places = exposed.iter().enumerate();
            let place = places.max_by_key(|(place, (_, cell))| (needs(*cell), Reverse(*place)));
            let (target, cell) = exposed.swap_remove(place?.0);
            let width = width(cell);
            if width == 1 {
                self.look_for_trades(&[(target, cell)], &cost, known);
                if known.is_safe(cell, width) {
                    continue;
                }
            }
            let limit = known.cost(cell, &cost).filter(|_| width == 1);
            let limit = limit.map_or(i64::MAX, |most| most + 1);
            match self.way_out(target, width, &cost, limit) {
                Ok(moved) => {
                    known.safe.insert(cell);
                    known.moved.extend(moved);
                    continue;
                }
                Err(Some((_, cells))) => {
                    known.needs.insert(cell, cells);
                }
                // What several exchanges needed then was for one of them.
                Err(None) if width > 1 => {
                    known.needs.remove(&cell);
                }
                // Where there is nothing cheaper, it needs what was found then.
                Err(None) => {}
            }
            let Some(cells) = known.needs.get(&cell) else {
                if !is_free(cell) {
                    continue;
                }
                // Which of them were on the same side isn't known: each two of them that may have been must have room.
                let supposed = self.supposed.iter();
                let missing = supposed.flat_map(|one| one.hidden_for_each(target, &cost));
                let missing: BTreeSet<CellId> = missing.collect();
                if !missing.is_empty() {
                    return Some(missing.into_iter().collect());
                }
                let beside = self.beside.about(target.item);
                let shown = beside.filter(|cell| cost(*cell).is_some_and(|cost| cost > 0));
                let shown: Vec<CellId> = shown.collect();
                if !shown.is_empty() {
                    return Some(shown);
                }
                continue;
            };
            let needs = |cell: CellId| known.cost(cell, &cost).unwrap_or(i64::MAX);
            if exposed
                .iter()
                .all(|(_, other)| needs(*other) <= needs(cell))
            {
                return Some(cells.clone());
            }
            exposed.push((target, cell));
        }
    }

    /// The numbers of which no exchange or trade is known, with what the first that is found of each needs.
    fn exposed<'u>(
        &'u self,
        width: &impl Fn(CellId) -> u32,
        cost: &impl Fn(CellId) -> Option<i64>,
        known: &mut Exchanged<'u>,
    ) -> Vec<(Target, CellId)> {
        let targets = self.targets().map(|target| (target, self.cell(target)));
        let narrow = targets.filter(|(_, cell)| !known.is_safe(*cell, width(*cell)));
        let mut exposed: Vec<(Target, CellId)> = narrow.collect();
        // What must be unsure by more takes several exchanges, one after the other.
        let is_new = |cell: CellId, known: &Exchanged<'_>| {
            width(cell) == 1 && !known.needs.contains_key(&cell)
        };
        for of_item in exposed.chunk_by(|(one, _), (other, _)| one.item == other.item) {
            let new = of_item.iter().filter(|(_, cell)| is_new(*cell, known));
            let new: Vec<(Target, CellId)> = new.copied().collect();
            self.look_for_trades(&new, cost, known);
        }
        exposed.retain(|(target, cell)| {
            if !known.is_safe(*cell, width(*cell)) && is_new(*cell, known) {
                let any = self.any_way_out(*target, cost);
                known.needs.extend(any.map(|cells| (*cell, cells)));
            }
            // Hiding more has only made the costs less, so that the cheapest costs no more now than what was found then.
            if width(*cell) == 1 && known.cost(*cell, cost) == Some(0) {
                known.moved.insert(*cell);
            }
            !known.is_safe(*cell, width(*cell))
        });
        exposed
    }

    /// Looks for trades by which some numbers of an item become others: notes those that need nothing more to be hidden, and what
    /// the cheapest of the others need.
    fn look_for_trades<'u>(
        &'u self,
        targets: &[(Target, CellId)],
        cost: &impl Fn(CellId) -> Option<i64>,
        known: &mut Exchanged<'u>,
    ) {
        let Some(item) = targets.first().map(|(target, _)| target.item) else {
            return;
        };
        let turns = known.turns.entry(item);
        let turns = turns.or_insert_with(|| self.turns(item).into()).clone();
        for turns in turns.iter() {
            let mut trades = None;
            for (target, cell) in targets.iter().filter(|(target, _)| turns.change(*target)) {
                if known.moved.contains(cell) {
                    continue;
                }
                let trades = trades.get_or_insert_with(|| self.trades(turns, cost));
                match trades.cheapest(*target) {
                    Some((0, trade)) => known.moved.extend(self.moved(&trade)),
                    Some((_, trade)) => {
                        let (needs, cells) = self.hidden_for(&trade, &self.sums, cost);
                        if known.cost(*cell, cost).is_none_or(|most| needs < most) {
                            known.needs.insert(*cell, cells);
                        }
                    }
                    None => {}
                }
            }
        }
    }

    /// What has to be hidden for the first exchange found by which a number becomes another one.
    fn any_way_out(
        &self,
        target: Target,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> Option<Vec<CellId>> {
        let now = (&self.units, &self.sums);
        let any = |is_counted| self.cheapest(now, target, is_counted, cost, i64::MAX, i64::MAX);
        let exchange = [true, false].into_iter().find_map(any)?;
        Some(self.hidden_for(&exchange, &self.sums, cost).1)
    }

    /// What the first of exchanges moves that, one after the other, take a number far enough down and up; else what to hide so
    /// that there is one more, if there can be one that costs less than a limit.
    fn way_out(
        &self,
        target: Target,
        width: u32,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Result<Vec<CellId>, Option<Cost>> {
        let mut seen = 0;
        let mut moved = Vec::new();
        let mut cheapest: Option<Cost> = None;
        for is_counted in [true, false] {
            let mut changed: Option<(Units, Sums)> = None;
            while seen < width {
                let now = changed.as_ref();
                let (units, sums) =
                    now.map_or((&self.units, &self.sums), |(units, sums)| (units, sums));
                let now = (units, sums);
                let Some(exchange) = self.cheapest(now, target, is_counted, cost, limit, 0) else {
                    break;
                };
                let found = self.hidden_for(&exchange, sums, cost);
                if !found.1.is_empty() {
                    cheapest = cheapest.into_iter().chain([found]).min();
                    break;
                }
                if seen == 0 {
                    moved = self.moved(&exchange);
                }
                seen += 1;
                if seen < width {
                    let after = self.carried_out(units.clone(), &exchange);
                    let sums = self.sums(&after);
                    changed = Some((after, sums));
                }
            }
        }
        if seen < width {
            Err(cheapest)
        } else {
            Ok(moved)
        }
    }

    /// Units after an exchange.
    fn carried_out(&self, mut units: Units, exchange: &Exchange<'_>) -> Units {
        let moved = exchange.iter().map(|one| one.units(&self.layout));
        for [before, after] in moved {
            let left = units.get_mut(&before).expect("it is one of them");
            *left -= 1;
            if *left == 0 {
                units.remove(&before);
            }
            *units.entry(after).or_default() += 1;
        }
        units
    }
}
