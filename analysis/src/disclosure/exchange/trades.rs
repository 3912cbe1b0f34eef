//! Trades: several units that could have answered what as many others did.
//!
//! Two units with different weights, or of which not every other attribute is the same, may only be able to exchange an answer
//! while others exchange it too, so that all sums come out as before. Who takes part is looked for step by step: each puts a sum
//! right that another one put wrong.

use std::collections::BTreeMap;

use super::crosstabs::Otherwise;
use super::moves::{Exchange, Move};
use super::turns::{Turn, Turns};
use super::{Exchanges, Target, Unit};
use crate::disclosure::linked::Side;
use crate::disclosure::system::CellId;

/// How many units take part at most.
const MOST: usize = 4;

/// How many steps are looked at: with fewer, a trade that needs more to be hidden may be chosen, or none found.
const STEPS: usize = 400;

/// Units that are alike in all that is known of them.
struct Alike<'u> {
    unit: &'u Unit,
    /// The sums that they are in which must come out as before.
    sums: Vec<usize>,
    /// Those that could have answered otherwise, and those that could have done the opposite.
    turns: [Vec<Turn<'u>>; 2],
}

/// What a unit is counted in, of those of its side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    All,
    /// Those of a category of an attribute.
    Category(usize, usize),
    /// Those that are counted otherwise in the same place of a cross-tab or pair.
    Crossed(CellId, Otherwise),
}

/// A search for trades by which numbers become others.
pub(super) struct Trades<'e, 'u, C> {
    exchanges: &'e Exchanges<'e>,
    item: usize,
    alike: Vec<Alike<'u>>,
    cost: &'e C,
    /// How much each sum is too high, and all of them together, whichever way.
    over: Vec<isize>,
    wrong: usize,
    /// How many sums one unit is in at most.
    most_sums: usize,
    /// How many of each kind take part, and which way.
    taken: Vec<isize>,
    steps: usize,
    cheapest: Option<(i64, Exchange<'u>)>,
}

impl Exchanges<'_> {
    /// A search among the trades of those that could have answered otherwise so that the same changes.
    pub(super) fn trades<'e, 'u, C: Fn(CellId) -> Option<i64>>(
        &'e self,
        turns: &Turns<'u>,
        cost: &'e C,
    ) -> Trades<'e, 'u, C> {
        let (alike, sums) = self.alike(turns, cost);
        Trades {
            exchanges: self,
            item: turns.item,
            over: vec![0; sums],
            wrong: 0,
            most_sums: alike.iter().map(|one| one.sums.len()).max().unwrap_or(0),
            taken: vec![0; alike.len()],
            alike,
            cost,
            steps: 0,
            cheapest: None,
        }
    }

    /// The units that could answer otherwise, those together that are alike in all that is known of them, and how many sums must
    /// come out as before.
    fn alike<'u>(
        &self,
        turns: &Turns<'u>,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> (Vec<Alike<'u>>, usize) {
        let is_shown = |cell: CellId| cost(cell) != Some(0);
        let must_stay = |unit: &Unit, by: usize, category: usize| {
            let groups = self.groups[turns.item][by];
            let cells = groups.into_iter().flat_map(|groups| {
                let slots = turns.slots.iter();
                slots.map(move |slot| self.at(groups[category], *slot))
            });
            let is_told = |cell| unit.side == Side::Before && self.linked.told.contains(&cell);
            cells
                .into_iter()
                .any(|cell| is_told(cell) || is_shown(cell))
        };
        let mut sums: BTreeMap<(Side, Count), usize> = BTreeMap::new();
        let mut alike: BTreeMap<_, Alike<'u>> = BTreeMap::new();
        let each_way = turns.ways.iter().enumerate();
        let each = each_way.flat_map(|(way, turns)| turns.iter().map(move |turn| (way, turn)));
        for (way, turn) in each {
            let unit = turn.unit;
            let mut gave = [unit.given[turns.item], turn.to];
            gave.rotate_left(way);
            let crosstabs = self.beside.crosstabs().filter(|one| is_shown(one.cell));
            let crossed = crosstabs.flat_map(|one| {
                let counts = one.otherwise(turns.item, unit, gave);
                counts.into_iter().map(|count| (one.cell, count))
            });
            let crossed: Vec<(CellId, Otherwise)> = crossed.collect();
            let known = (unit.side, &unit.categories, unit.weights, crossed);
            let one = alike.entry(known).or_insert_with_key(|(.., crossed)| {
                let by = unit.categories.iter().copied().enumerate();
                let by = by.filter(|(by, category)| must_stay(unit, *by, *category));
                let by = by.map(|(by, category)| Count::Category(by, category));
                let crossed = crossed
                    .iter()
                    .map(|(cell, count)| Count::Crossed(*cell, *count));
                let counts = by.chain(crossed).chain([Count::All]);
                let counts = counts.map(|count| {
                    let next = sums.len();
                    *sums.entry((unit.side, count)).or_insert(next)
                });
                Alike {
                    unit,
                    sums: counts.collect(),
                    turns: Default::default(),
                }
            });
            let many = self.units.get(unit).map_or(0, |many| *many as usize);
            one.turns[way].extend(std::iter::repeat_n(*turn, many.min(MOST)));
        }
        (alike.into_values().collect(), sums.len())
    }
}

impl<'u, C: Fn(CellId) -> Option<i64>> Trades<'_, 'u, C> {
    /// Of the trades by which a number becomes another one and no number of a table that is shown, one that needs least to be
    /// hidden beside the tables, and what that costs.
    pub(super) fn cheapest(&mut self, target: Target) -> Option<(i64, Exchange<'u>)> {
        self.cheapest = None;
        for most in (2..=MOST).step_by(2) {
            self.steps = STEPS;
            self.begin(target, most);
            if self.is_done() {
                break;
            }
        }
        self.cheapest.take()
    }

    fn is_done(&self) -> bool {
        matches!(self.cheapest, Some((0, _)))
    }

    /// Begins with each unit of the category.
    fn begin(&mut self, target: Target, most: usize) {
        for at in 0..self.alike.len() {
            if target.has(self.alike[at].unit) {
                self.take(at, &[1, -1], target, most);
            }
        }
    }

    /// Lets one more unit of some that are alike take part, if one is left, one way or another.
    fn take(&mut self, at: usize, ways: &[isize], target: Target, left: usize) {
        for way in ways {
            let room = self.alike[at].turns[usize::from(*way < 0)].len();
            let taken = self.taken[at] * way;
            if taken < 0 || taken.unsigned_abs() >= room || self.is_done() {
                continue;
            }
            self.count(at, *way);
            self.go_on(target, left - 1);
            self.count(at, -way);
        }
    }

    fn count(&mut self, at: usize, way: isize) {
        self.taken[at] += way;
        for sum in &self.alike[at].sums {
            let over = &mut self.over[*sum];
            self.wrong -= over.unsigned_abs();
            *over += way;
            self.wrong += over.unsigned_abs();
        }
    }

    fn go_on(&mut self, target: Target, left: usize) {
        let Some(steps) = self.steps.checked_sub(1) else {
            return;
        };
        self.steps = steps;
        // Each unit puts no more right than the sums that it is in.
        if self.wrong > left * self.most_sums {
            return;
        }
        let Some(wrong) = self.over.iter().position(|over| *over != 0) else {
            self.consider(target);
            for at in 0..self.alike.len() {
                if left > 1 {
                    self.take(at, &[1, -1], target, left);
                }
            }
            return;
        };
        let way = -self.over[wrong].signum();
        for at in 0..self.alike.len() {
            if left > 0 && self.alike[at].sums.contains(&wrong) {
                self.take(at, &[way], target, left);
            }
        }
    }

    /// Takes the trade as it is, if it is the cheapest so far.
    fn consider(&mut self, target: Target) {
        let both = || self.alike.iter().zip(&self.taken);
        let inside = both().filter(|(one, _)| target.has(one.unit));
        if inside.map(|(_, taken)| taken).sum::<isize>() == 0 {
            return;
        }
        let turns = both().flat_map(|(one, taken)| {
            let turns = &one.turns[usize::from(*taken < 0)];
            turns.iter().take(taken.unsigned_abs())
        });
        let moves = turns.map(|turn| Move::Answer(turn.unit, self.item, turn.to));
        let trade: Exchange<'u> = moves.collect();
        let limit = self.cheapest.as_ref().map_or(i64::MAX, |(cost, _)| *cost);
        let Exchanges { sums, .. } = self.exchanges;
        if let Some(cost) = self.exchanges.cost_beside(&trade, sums, self.cost, limit) {
            self.cheapest = Some((cost, trade));
        }
    }
}

impl Target {
    /// Whether a unit is of its category.
    fn has(self, unit: &Unit) -> bool {
        let mut within = self.within.into_iter();
        within.all(|(by, category)| unit.categories[by] == category)
    }
}
