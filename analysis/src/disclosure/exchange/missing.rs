//! What is missing: what has to be hidden so that numbers have an exchange.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::beside::Sums;
use super::moves::Exchange;
use super::{Cost, Exchanges, Target, Units};
use crate::disclosure::system::CellId;

/// What was found of numbers before more was hidden, which only makes exchanges cheaper.
#[derive(Default)]
pub(in crate::disclosure) struct Exchanged {
    /// Those that exchanges take far enough.
    safe: BTreeSet<CellId>,
    /// What is another number after an exchange that needs nothing more to be hidden.
    moved: BTreeSet<CellId>,
    /// What an exchange of each needed hidden when it was looked for: the cheapest, or the first found.
    needs: BTreeMap<CellId, Vec<CellId>>,
}

impl Exchanged {
    /// Whether the least and the most that a number can be are known to differ by so much.
    pub(in crate::disclosure) fn is_safe(&self, cell: CellId, width: u32) -> bool {
        self.safe.contains(&cell) || (width <= 1 && self.moved.contains(&cell))
    }
}

impl Exchanges<'_> {
    /// What to hide so that a number for which there is no exchange has one: of those that `protected` names the one for
    /// which most has to be hidden, and of its exchanges the cheapest. `None` where all of them have one, or can't have.
    ///
    /// `width` is by how much the least and the most that a number can be must differ; `cost` what hiding a number costs,
    /// nothing where it is hidden, and `None` where it can't be. `known` is what was found where less was hidden. Of a number
    /// that can't have an exchange, and which sums of what can't be hidden don't pin either (`is_free`), all is hidden that is
    /// told beside the tables: then sums are all that there is to work it out from.
    pub(in crate::disclosure) fn missing(
        &self,
        protected: impl Fn(CellId) -> bool,
        width: u32,
        cost: impl Fn(CellId) -> Option<i64>,
        mut is_free: impl FnMut(CellId) -> bool,
        known: &mut Exchanged,
    ) -> Option<Vec<CellId>> {
        let targets = self.targets().map(|target| (target, self.cell(target)));
        let mut exposed: Vec<(Target, CellId, Option<i64>)> = Vec::new();
        for (target, cell) in targets.filter(|(_, cell)| protected(*cell)) {
            if known.is_safe(cell, width) {
                continue;
            }
            // What must be unsure by more takes several exchanges, one after the other.
            if width == 1 && !known.needs.contains_key(&cell) {
                let any = self.any_way_out(target, &cost);
                known.needs.extend(any.map(|cells| (cell, cells)));
            }
            // Hiding more has only made the costs less, so that the cheapest costs no more now than what was found then.
            let needs = known.needs.get(&cell).map(|cells| cells.iter());
            let most = needs.map(|cells| cells.map(|cell| cost(*cell).unwrap_or(0)).sum());
            exposed.push((target, cell, most));
        }
        loop {
            exposed.retain(|(_, cell, _)| !known.is_safe(*cell, width));
            // What has the greatest is worked out anew until it stays the greatest.
            let greatest = |(_, _, most): &(Target, CellId, Option<i64>)| most.unwrap_or(i64::MAX);
            let places = exposed.iter().enumerate();
            let place = places.max_by_key(|(place, one)| (greatest(one), Reverse(*place)));
            let (target, cell, most) = exposed.swap_remove(place?.0);
            let limit = most.filter(|_| width == 1);
            let limit = limit.map_or(i64::MAX, |most| most + 1);
            match self.way_out(target, width, &cost, limit) {
                Ok(moved) => {
                    known.safe.insert(cell);
                    known.moved.extend(moved);
                }
                Err(None) => {
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
                    if !shown.is_empty() && is_free(cell) {
                        return Some(shown);
                    }
                }
                Err(Some((costs, cells))) => {
                    known.needs.insert(cell, cells.clone());
                    if exposed.iter().all(|other| greatest(other) <= costs) {
                        return Some(cells);
                    }
                    exposed.push((target, cell, Some(costs)));
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
