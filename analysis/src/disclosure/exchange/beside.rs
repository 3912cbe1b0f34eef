//! What is told beside the tables, and whether an exchange would make it another number.
//!
//! A weighted share is a sum over all units, each with a weight that everybody can work out who knows who took part: where two
//! units with different weights exchange what they answered, it may become another one. A cross-tab of two questions does
//! where they exchange the answer to one of them alone.

use std::collections::BTreeMap;

use super::crosstabs::{Crossed, Crosstab, is_changed};
use super::moves::Move;
use super::{Exchanges, Unit, Units};
use crate::compare::halves::halves_of;
use crate::dataset::Dataset;
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::{self, Linked, Side, Weighed, With};
use crate::disclosure::system::CellId;
use crate::estimate;
use crate::share::Percent;

/// What is told of some items beside the tables, now and in an earlier release.
#[derive(Default)]
pub(super) struct Beside {
    /// The weights of each return, by their place among different ones.
    weights_of: Vec<usize>,
    /// What a return weighs in each release; nothing where it wasn't in it.
    weights: Vec<[f64; 2]>,
    shares: Vec<Shares>,
    crosstabs: Vec<Crosstab>,
    /// What is none of these items, and is crossed with one.
    others: Vec<Other>,
}

/// A release: the one that is made now, or an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Release {
    Now,
    Then,
}

const RELEASES: [Release; 2] = [Release::Now, Release::Then];

/// The weighted shares of an item in a release.
struct Shares {
    item: usize,
    release: Release,
    answers: Vec<Share>,
}

struct Share {
    answer: usize,
    cell: CellId,
    decimals: u8,
}

#[derive(PartialEq, Eq)]
enum Other {
    /// The item at a place of the linked system.
    Item(usize),
    /// Whether a return came early or late among those of a release.
    Half(Release),
}

/// For each item and release that has weighted shares, the weights in the base and those behind each of its answers.
pub(super) type Sums = Vec<(f64, Vec<f64>)>;

impl Beside {
    /// Of the items at some places of the linked system.
    pub(super) fn of(
        linked: &Linked<'_>,
        sides: &[Side],
        dataset: &Dataset,
        places: &[usize],
    ) -> Self {
        let mut beside = Self::default();
        for release in RELEASES {
            beside.add_shares(release, linked, places);
            beside.add_crosstabs(release, linked, places);
        }
        if !beside.shares.is_empty() {
            beside.weigh(sides, dataset);
        }
        beside
    }

    /// Whether nothing is told beside the tables.
    pub(super) fn is_empty(&self) -> bool {
        self.shares.is_empty() && self.crosstabs.is_empty()
    }

    /// Which weights the return at a place among the submitted ones has.
    pub(super) fn weights_of(&self, place: usize) -> usize {
        self.weights_of.get(place).copied().unwrap_or(0)
    }

    /// For each of the others, what every one of the submitted returns is or gave to it.
    pub(super) fn others(
        &self,
        linked: &Linked<'_>,
        sides: &[Side],
        dataset: &Dataset,
        returns: &[usize],
    ) -> Vec<Vec<Given>> {
        let given = |other: &Other| match other {
            Other::Item(item) => linked.items[*item].given(returns),
            Other::Half(release) => {
                let halves = halves_of(dataset, &release.returns(sides, returns));
                let late = |position: &usize| halves.as_ref()?.came_late(*position);
                let half = |late: Option<bool>| {
                    late.map_or(Given::NotAsked, |late| Given::One(late.into()))
                };
                returns
                    .iter()
                    .map(|position| half(late(position)))
                    .collect()
            }
        };
        self.others.iter().map(given).collect()
    }

    /// What stands for all of it.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        let shares = self.shares.iter().flat_map(|shares| &shares.answers);
        let shares = shares.map(|share| share.cell);
        shares.chain(self.crosstabs.iter().map(|one| one.cell))
    }

    /// What stands for what is told of an item.
    pub(super) fn about(&self, item: usize) -> impl Iterator<Item = CellId> {
        let shares = self.shares.iter().filter(move |shares| shares.item == item);
        let shares = shares
            .flat_map(|shares| &shares.answers)
            .map(|share| share.cell);
        let crosstabs = self.crosstabs.iter();
        let crosstabs = crosstabs.filter(move |one| one.is_about(item));
        shares.chain(crosstabs.map(|one| one.cell))
    }

    /// The cross-tabs and pairs, of these and others.
    pub(super) fn crosstabs(&self) -> impl Iterator<Item = &Crosstab> {
        self.crosstabs.iter()
    }

    fn add_shares(&mut self, release: Release, linked: &Linked<'_>, places: &[usize]) {
        let weighed = &release.told(linked).weighed;
        for (item, place) in places.iter().enumerate() {
            let group = &linked.groups[linked.items[*place].whole];
            let share = |(answer, count): (usize, &CellId)| {
                let Weighed { cell, decimals } = *weighed.get(count)?;
                Some(Share {
                    answer,
                    cell,
                    decimals,
                })
            };
            let answers = group.answers.iter().enumerate().filter_map(share);
            let answers: Vec<Share> = answers.collect();
            if !answers.is_empty() {
                self.shares.push(Shares {
                    item,
                    release,
                    answers,
                });
            }
        }
    }

    fn add_crosstabs(&mut self, release: Release, linked: &Linked<'_>, places: &[usize]) {
        for ((one, with), cell) in &release.told(linked).crosstabs {
            let with = match with {
                With::Item(other) => Other::Item(*other),
                With::Half => Other::Half(release),
            };
            let both = [Other::Item(*one), with];
            let is_here = |of: &Other| matches!(of, Other::Item(at) if places.contains(at));
            if both.iter().any(is_here) {
                let crossed = both.map(|of| self.crossed(places, of));
                self.crosstabs.push(Crosstab {
                    release,
                    crossed,
                    said: linked.pairs.get(cell).cloned(),
                    cell: *cell,
                });
            }
        }
    }

    fn weigh(&mut self, sides: &[Side], dataset: &Dataset) {
        let returns: Vec<usize> = dataset.submitted().collect();
        let weights = RELEASES.map(|release| {
            let some = release.returns(sides, &returns);
            let is_told = self.shares.iter().any(|shares| shares.release == release);
            let raking = is_told.then(|| estimate::raked(dataset, &some)).flatten();
            let weights = raking
                .and_then(Result::ok)
                .map(|raking| raking.weights().collect::<Vec<_>>());
            some.into_iter()
                .zip(weights.into_iter().flatten())
                .collect::<BTreeMap<usize, f64>>()
        });
        let mut places: BTreeMap<[u64; 2], usize> = BTreeMap::new();
        for position in returns {
            let weights =
                [0, 1].map(|release| weights[release].get(&position).copied().unwrap_or(0.0));
            let next = places.len();
            let place = *places.entry(weights.map(f64::to_bits)).or_insert(next);
            if place == next {
                self.weights.push(weights);
            }
            self.weights_of.push(place);
        }
    }

    fn crossed(&mut self, places: &[usize], one: Other) -> Crossed {
        if let Other::Item(at) = one
            && let Some(item) = places.iter().position(|place| *place == at)
        {
            return Crossed::Item(item);
        }
        let known = self.others.iter().position(|other| *other == one);
        Crossed::Other(known.unwrap_or_else(|| {
            self.others.push(one);
            self.others.len() - 1
        }))
    }
}

impl Release {
    /// What it tells beside its tables.
    fn told<'l>(self, linked: &'l Linked<'_>) -> &'l linked::Beside {
        match self {
            Self::Now => &linked.now,
            Self::Then => &linked.then,
        }
    }

    /// Those of the submitted returns that it is made of.
    fn returns(self, sides: &[Side], returns: &[usize]) -> Vec<usize> {
        let is_in = |position: &&usize| {
            let side = sides.get(**position).copied().unwrap_or_default();
            self.has(side)
        };
        returns.iter().filter(is_in).copied().collect()
    }

    /// Whether it has the returns of a side.
    pub(super) fn has(self, side: Side) -> bool {
        self == Self::Now || side == Side::Before
    }
}

impl Exchanges<'_> {
    /// The weights behind every number.
    pub(super) fn sums(&self, units: &Units) -> Sums {
        let of_shares = |shares: &Shares| {
            let item = self.items[shares.item];
            let sum = |slot: Slot| -> f64 {
                let is_counted = |unit: &Unit| item.counts(unit.given[shares.item], slot);
                let counted = units.iter().filter(|(unit, _)| is_counted(unit));
                counted
                    .map(|(unit, count)| self.weight(unit, shares.release) * f64::from(*count))
                    .sum()
            };
            let answers = shares
                .answers
                .iter()
                .map(|share| sum(Slot::Answer(share.answer)));
            (sum(Slot::Base), answers.collect())
        };
        self.beside.shares.iter().map(of_shares).collect()
    }

    /// Visits what an exchange changes beside the tables, until a visit says that it is enough.
    pub(super) fn changes_beside(
        &self,
        exchange: &[Move<'_>],
        sums: &Sums,
        mut visit: impl FnMut(CellId) -> Option<()>,
    ) -> Option<()> {
        for (shares, (base, answers)) in self.beside.shares.iter().zip(sums) {
            if !is_changed(exchange, shares.item) {
                continue;
            }
            let base_by = self.shift(exchange, shares, Slot::Base);
            for (share, sum) in shares.answers.iter().zip(answers) {
                let by = self.shift(exchange, shares, Slot::Answer(share.answer));
                let printed = |sum: f64, base: f64| printed(sum, base, share.decimals);
                if printed(*sum, *base) != printed(sum + by, base + base_by) {
                    visit(share.cell)?;
                }
            }
        }
        for crosstab in &self.beside.crosstabs {
            if !crosstab.is_kept_by(exchange) {
                visit(crosstab.cell)?;
            }
        }
        Some(())
    }

    fn weight(&self, unit: &Unit, release: Release) -> f64 {
        self.beside.weights[unit.weights][release as usize]
    }

    /// By how much weight an exchange changes a number.
    fn shift(&self, exchange: &[Move<'_>], shares: &Shares, slot: Slot) -> f64 {
        let item = self.items[shares.item];
        let by = |one: &Move<'_>| {
            let counted = one.given(shares.item).map(|given| item.counts(given, slot));
            self.weight(one.unit(), shares.release)
                * (f64::from(u8::from(counted[1])) - f64::from(u8::from(counted[0])))
        };
        exchange.iter().map(by).sum()
    }
}

/// A weighted share as it is told.
fn printed(sum: f64, base: f64, decimals: u8) -> Option<Percent> {
    // What is left of a base of nobody, or of nobody in one, is the rounding of sums.
    const NOTHING: f64 = 1e-9;
    (base > NOTHING).then(|| match (sum, base - sum) {
        (yes, _) if yes < NOTHING => Percent::of_fraction(0.0, decimals),
        (_, no) if no < NOTHING => Percent::of_fraction(1.0, decimals),
        _ => Percent::of_fraction(sum / base, decimals),
    })
}
