//! What is told beside the tables, and whether an exchange would make it another number.
//!
//! A weighted share is a sum over all units, each with a weight that everybody can work out who knows who took part: where two
//! units with different weights exchange what they answered, it may become another one. A cross-tab of two questions does
//! where they exchange the answer to one of them alone.

use std::collections::BTreeMap;

use super::pairs::{Exchange, Move};
use super::{Exchanges, Units};
use crate::dataset::Dataset;
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::{Item, Linked};
use crate::disclosure::system::CellId;
use crate::estimate;
use crate::share::Percent;

/// What is told of some items beside the tables.
#[derive(Default)]
pub(super) struct Beside {
    /// The weight of each return, by its place among different ones.
    weight_of: Vec<usize>,
    weights: Vec<f64>,
    /// What stands for the weighted shares of each item, by the places of its answers.
    weighed: Vec<Vec<(usize, CellId)>>,
    /// Crossed questions, one of them an item at least, and what stands for the cross-tab.
    crosstabs: Vec<([Crossed; 2], CellId)>,
    /// Items of the linked system that are none of these items, and are crossed with one.
    pub(super) others: Vec<usize>,
}

/// A question of a cross-tab: one of the items, or one of the others.
#[derive(Clone, Copy)]
enum Crossed {
    Item(usize),
    Other(usize),
}

/// For each item the weights in its base, and those behind each of its answers.
pub(super) type Sums = Vec<(f64, Vec<f64>)>;

impl Beside {
    /// Of the items at some places of the linked system.
    pub(super) fn of(linked: &Linked<'_>, dataset: &Dataset, places: &[usize]) -> Self {
        let answers = |item: &usize| {
            let group = &linked.groups[linked.items[*item].whole];
            let cells = group.answers.iter().enumerate();
            let weighed =
                cells.filter_map(|(place, cell)| Some((place, *linked.weighed.get(cell)?)));
            weighed.collect::<Vec<_>>()
        };
        let mut beside = Self {
            weighed: places.iter().map(answers).collect(),
            ..Self::default()
        };
        if beside.weighed.iter().any(|answers| !answers.is_empty()) {
            beside.weigh(dataset);
        }
        for ((one, other), cell) in &linked.crosstabs {
            let is_about = [one, other].map(|at| places.contains(at));
            if is_about.contains(&true) {
                let crossed = [*one, *other].map(|at| beside.crossed(places, at));
                beside.crosstabs.push((crossed, *cell));
            }
        }
        beside
    }

    /// Whether nothing is told beside the tables.
    pub(super) fn is_empty(&self) -> bool {
        self.weights.is_empty() && self.crosstabs.is_empty()
    }

    /// Which weight the return at a place among the submitted ones has.
    pub(super) fn weight_of(&self, place: usize) -> usize {
        self.weight_of.get(place).copied().unwrap_or(0)
    }

    /// What stands for all of it.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        let weighed = self.weighed.iter().flatten().map(|(_, cell)| *cell);
        weighed.chain(self.crosstabs.iter().map(|(_, cell)| *cell))
    }

    fn weigh(&mut self, dataset: &Dataset) {
        let Some(Ok(raking)) = estimate::raked(dataset) else {
            self.weighed.iter_mut().for_each(Vec::clear);
            return;
        };
        let mut places: BTreeMap<u64, usize> = BTreeMap::new();
        for weight in raking.weights() {
            let next = places.len();
            let place = *places.entry(weight.to_bits()).or_insert(next);
            if place == next {
                self.weights.push(weight);
            }
            self.weight_of.push(place);
        }
    }

    fn crossed(&mut self, places: &[usize], at: usize) -> Crossed {
        if let Some(item) = places.iter().position(|place| *place == at) {
            return Crossed::Item(item);
        }
        let known = self.others.iter().position(|other| *other == at);
        Crossed::Other(known.unwrap_or_else(|| {
            self.others.push(at);
            self.others.len() - 1
        }))
    }
}

impl Exchanges<'_> {
    /// The weights behind every number.
    pub(super) fn sums(&self, units: &Units) -> Sums {
        let of_item = |(place, item): (usize, &&Item<'_>)| {
            let sum = |slot: Slot| -> f64 {
                let counted = units
                    .iter()
                    .filter(|(unit, _)| item.counts(unit.given[place], slot));
                counted
                    .map(|(unit, count)| self.beside.weights[unit.weight] * f64::from(*count))
                    .sum()
            };
            let weighed = &self.beside.weighed[place];
            if weighed.is_empty() {
                return (0.0, Vec::new());
            }
            let answers = weighed.iter().map(|(answer, _)| sum(Slot::Answer(*answer)));
            (sum(Slot::Base), answers.collect())
        };
        self.items.iter().enumerate().map(of_item).collect()
    }

    /// Visits what an exchange changes beside the tables, until a visit says that it is enough.
    pub(super) fn changes_beside(
        &self,
        exchange: &Exchange<'_>,
        sums: &Sums,
        mut visit: impl FnMut(CellId) -> Option<()>,
    ) -> Option<()> {
        for (item, (base, answers)) in sums.iter().enumerate() {
            let weighed = &self.beside.weighed[item];
            if weighed.is_empty() || !is_changed(exchange, item) {
                continue;
            }
            let base_by = self.shift(exchange, item, Slot::Base);
            for ((answer, cell), sum) in weighed.iter().zip(answers) {
                let by = self.shift(exchange, item, Slot::Answer(*answer));
                if printed(*sum, *base) != printed(sum + by, base + base_by) {
                    visit(*cell)?;
                }
            }
        }
        for (crossed, cell) in &self.beside.crosstabs {
            if !keeps(exchange, *crossed) {
                visit(*cell)?;
            }
        }
        Some(())
    }

    /// By how much weight an exchange changes a number.
    fn shift(&self, exchange: &Exchange<'_>, item: usize, slot: Slot) -> f64 {
        let by = |one: &Move<'_>| {
            let counted = one
                .given(item)
                .map(|given| self.items[item].counts(given, slot));
            let weight = self.beside.weights[one.unit().weight];
            weight * (f64::from(u8::from(counted[1])) - f64::from(u8::from(counted[0])))
        };
        exchange.iter().map(by).sum()
    }
}

/// A weighted share as it is told: in whole percent.
fn printed(sum: f64, base: f64) -> Option<Percent> {
    // What is left of a base of nobody, or of nobody in one, is the rounding of sums.
    const NOTHING: f64 = 1e-9;
    (base > NOTHING).then(|| match (sum, base - sum) {
        (yes, _) if yes < NOTHING => Percent::of_fraction(0.0, 0),
        (_, no) if no < NOTHING => Percent::of_fraction(1.0, 0),
        _ => Percent::of_fraction(sum / base, 0),
    })
}

fn is_changed(exchange: &Exchange<'_>, item: usize) -> bool {
    let is_other = |one: &Move<'_>| {
        let [given, to] = one.given(item);
        given != to
    };
    exchange.iter().any(is_other)
}

/// Whether a cross-tab is the same after an exchange.
fn keeps(exchange: &Exchange<'_>, crossed: [Crossed; 2]) -> bool {
    let is_item = |of: &Crossed| matches!(of, Crossed::Item(_));
    let is_of_all = |one: &Move<'_>| matches!(one, Move::All(..));
    if crossed.iter().all(is_item) && exchange.iter().all(is_of_all) {
        // Who gives what another one gave to everything gives both of these.
        return true;
    }
    let both = |when: usize| {
        let of_one = |one: &Move<'_>| {
            crossed.map(|of| match of {
                Crossed::Item(item) => one.given(item)[when],
                Crossed::Other(other) => one.unit().crossed[other],
            })
        };
        let mut both: Vec<[Given; 2]> = exchange.iter().map(of_one).collect();
        both.sort_unstable();
        both
    };
    both(0) == both(1)
}
