//! Suppression: what the policy hides, and what else has to be hidden so that it can't be worked out.

mod room;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dataset::Dataset;
use crate::disclosure::bounds::Part;
use crate::disclosure::exchange::{Exchanged, Exchanges};
use crate::disclosure::linked::{Item, Linked, Shown, With};
use crate::disclosure::policy::Policy;
use crate::disclosure::reach::Reach;
use crate::disclosure::system::CellId;
use crate::shared;

/// What costs more to hide than all figures that an exchange can change.
const MORE_THAN_ANY: i64 = 1 << 20;

/// What costs at least as much to hide as any one number by its size.
const MUCH: i64 = 32;

/// What is hidden of a linked system, and why it must be.
#[derive(Clone)]
pub(super) struct Hiding<'l> {
    dataset: &'l Dataset,
    linked: &'l Linked<'l>,
    policy: &'l Policy,
    /// What is not exempt, in blocks that no sum ties to each other.
    blocks: Arc<[Part]>,
    hidden: Vec<bool>,
    /// Counts that must not be worked out.
    sensitive: Vec<bool>,
    /// What is 0 because something is that is always published.
    nobody: Arc<BTreeSet<CellId>>,
    /// The group that a cell is the base of.
    groups: Arc<BTreeMap<CellId, usize>>,
    /// The numbers of all.
    of_all: Arc<BTreeSet<CellId>>,
}

/// What was found of blocks before, which hiding more of them doesn't change.
#[derive(Default)]
pub(super) struct Found<'e> {
    /// Cells with room enough: hiding more leaves every cell more room.
    safe: BTreeSet<CellId>,
    /// What exchanges show.
    exchanged: Exchanged<'e>,
    /// What is possible where nothing but what is exempt is shown, by the first cell of the block.
    exempt: BTreeMap<CellId, Reach>,
    /// The same where what an earlier release told is shown too, part by part.
    earlier: BTreeMap<CellId, Vec<(Vec<CellId>, Reach)>>,
}

/// Hides what the policy names and then, question by question, the least more that keeps it from being worked out.
pub(super) fn suppress<'l>(dataset: &'l Dataset, linked: &'l Linked<'l>) -> Hiding<'l> {
    let cells = linked.cells.iter();
    let groups = linked.groups.iter().enumerate();
    let exempt = |cell: CellId| {
        let cell = &linked.cells[cell.0];
        (cell.shown == Shown::Always).then_some(cell.value)
    };
    let blocks = Part::all(&linked.system).given(exempt);
    let nobody = blocks.iter().flat_map(Part::zeros).collect();
    let mut hiding = Hiding {
        dataset,
        linked,
        policy: &dataset.disclosure,
        blocks: blocks.into(),
        sensitive: vec![false; cells.len()],
        hidden: cells.map(|cell| cell.shown == Shown::Never).collect(),
        nobody: Arc::new(nobody),
        groups: Arc::new(groups.map(|(place, group)| (group.base, place)).collect()),
        of_all: Arc::new(linked.of_all().collect()),
    };
    hiding.primary();
    let completed = shared::each(&hiding.bundles(), |blocks| {
        let mut alone = hiding.clone();
        alone.complement(blocks);
        alone.hidden
    });
    for hidden in completed {
        for (cell, is_hidden) in hiding.hidden.iter_mut().zip(hidden) {
            *cell |= is_hidden;
        }
    }
    hiding
}

impl<'l> Hiding<'l> {
    /// Whether a cell is hidden.
    pub(super) fn is_hidden(&self, cell: CellId) -> bool {
        self.hidden[cell.0]
    }

    /// The cells that must not be worked out.
    pub(super) fn sensitive(&self) -> impl Iterator<Item = CellId> {
        let cells = self.sensitive.iter().enumerate();
        cells.filter_map(|(place, is_sensitive)| is_sensitive.then_some(CellId(place)))
    }

    /// What to hide so that a sensitive cell has an exchange, where one hasn't.
    fn unexchanged<'e>(
        &self,
        exchanges: &'e Exchanges<'_>,
        blocks: &[&Part],
        found: &mut Found<'e>,
    ) -> Vec<CellId> {
        let mut costs = vec![None; self.hidden.len()];
        for cell in exchanges.cells() {
            costs[cell.0] = match self.shown(cell) {
                None => Some(0),
                Some(_) => self.can_hide(cell).then(|| self.cost(cell)),
            };
        }
        // Of what an earlier release told, an exchange changes what was added since.
        let width = self.policy.width;
        let is_sensitive = |cell: CellId| {
            let since = self.linked.since.get(&cell);
            self.sensitive[cell.0] || since.is_some_and(|since| self.sensitive[since.0])
        };
        let differs_by = |cell: CellId| {
            if is_sensitive(cell) {
                width
            } else if !self.is_hidden(cell) {
                0
            } else {
                self.must_differ_by(cell)
            }
        };
        let Found {
            exchanged,
            exempt,
            earlier,
            ..
        } = found;
        let is_free = |cell: CellId| {
            let mut blocks = blocks.iter();
            let place = blocks.find_map(|block| {
                let place = block.cells.binary_search(&cell).ok()?;
                Some((block, place))
            });
            place.is_some_and(|(block, place)| {
                let reach = exempt.entry(block.cells[0]);
                let reach = reach.or_insert_with(|| self.reach((*block).clone()));
                let width = differs_by(cell);
                reach.width(place, width) >= width
                    && (is_sensitive(cell) || self.left_by_earlier(block, cell, width, earlier) > 0)
            })
        };
        let cost = |cell: CellId| costs[cell.0];
        let missing = exchanges.missing(differs_by, cost, is_free, exchanged);
        missing.unwrap_or_default()
    }

    /// The blocks where something is withheld, what takes longest first.
    pub(super) fn blocks(&self) -> Vec<&Part> {
        let blocks = self.blocks.iter();
        let mut blocks: Vec<&Part> = blocks.filter(|block| self.withholds(block)).collect();
        blocks.sort_by_key(|block| Reverse(block.cells.len()));
        blocks
    }

    fn withholds(&self, block: &Part) -> bool {
        let mut cells = block.cells.iter();
        cells.any(|cell| self.is_hidden(*cell) && self.must_differ_by(*cell) > 0)
    }

    /// The blocks, those together that have numbers of the same question, over each attribute that it is broken down by, or of
    /// two that a cross-tab or a pair holds against each other.
    fn bundles(&self) -> Vec<Vec<&Part>> {
        let blocks = self.blocks.iter();
        let mut bundles: Vec<Vec<&Part>> = blocks.map(|one| vec![one]).collect();
        let alone = (0..self.linked.items.len()).map(|item| vec![item]);
        let crosstabs = [&self.linked.now, &self.linked.then].map(|one| one.crosstabs.keys());
        let crossed = crosstabs.into_iter().flatten();
        let crossed = crossed.filter_map(|(one, with)| match with {
            With::Item(other) => Some(vec![*one, *other]),
            With::Half => None,
        });
        for items in alone.chain(crossed) {
            let items = items.iter().map(|item| &self.linked.items[*item]);
            let groups = items.flat_map(Item::every_group);
            let bases = groups.map(|group| self.linked.groups[group].base);
            let bases: Vec<CellId> = bases.collect();
            let is_about = |bundle: &mut Vec<&Part>| {
                let mut blocks = bundle.iter();
                blocks.any(|block| bases.iter().any(|base| block.has(*base)))
            };
            let together: Vec<Vec<&Part>> = bundles.extract_if(.., is_about).collect();
            bundles.extend((!together.is_empty()).then(|| together.concat()));
        }
        bundles.retain(|bundle| bundle.iter().any(|block| self.withholds(block)));
        // What takes longest comes first, so that no thread is left alone with it.
        let square = |block: &&Part| block.cells.len() * block.rows.len();
        let work = |bundle: &Vec<&Part>| bundle.iter().map(square).sum();
        bundles.sort_by_key(|bundle| Reverse::<usize>(work(bundle)));
        bundles
    }

    pub(super) fn reach(&self, part: Part) -> Reach {
        let truth = self.truth(&part);
        Reach::from(part.rows, truth)
    }

    fn truth(&self, part: &Part) -> Vec<i64> {
        let cells = part.cells.iter();
        cells.map(|cell| i64::from(self.value(*cell))).collect()
    }

    /// What the policy names, and what an earlier release withheld and must stay so.
    fn primary(&mut self) {
        for (cell, was_named) in &self.linked.withheld_before {
            if !self.is_exempt(*cell) {
                self.sensitive[cell.0] |= was_named;
                self.hide(*cell);
            }
        }
        for group in self.linked.groups.iter().filter(|group| group.is_figure) {
            let base = self.value(group.base);
            let is_small = self.policy.is_small_base(base) && !self.is_exempt(group.base);
            if is_small {
                self.sensitive[group.base.0] = true;
                self.hide(group.base);
            }
            for answer in &group.answers {
                let count = self.value(*answer);
                let few = is_small && count > 0;
                if !self.is_exempt(*answer) && (few || self.policy.is_telling(count, base)) {
                    self.sensitive[answer.0] = true;
                    self.hide(*answer);
                }
            }
        }
        for place in self.linked.places.values().filter(|one| one.base.is_none()) {
            let count = self.value(place.count);
            let few = (1..self.policy.counts_below).contains(&count);
            if few && !self.is_exempt(place.count) {
                self.sensitive[place.count.0] = true;
                self.hide(place.count);
            }
        }
    }

    /// Hides more of some blocks until nothing sensitive in them can be worked out.
    fn complement(&mut self, blocks: &[&Part]) {
        let is_in_blocks = |cell: CellId| blocks.iter().any(|block| block.has(cell));
        let places = self.linked.items_in(is_in_blocks);
        let exchanges = Exchanges::of(self.linked, self.dataset, &places);
        let exchanges = exchanges.as_ref();
        let mut found = Found::default();
        loop {
            let leftover = blocks.iter().find_map(|block| self.leftover(block));
            let mut choice: Vec<CellId> = leftover.into_iter().collect();
            if choice.is_empty()
                && let Some(exchanges) = exchanges
            {
                choice = self.unexchanged(exchanges, blocks, &mut found);
            }
            if choice.is_empty() {
                let mut ways_out = blocks.iter().map(|block| self.ways_out(block, &mut found));
                choice = ways_out.find(|way| !way.is_empty()).unwrap_or_default();
            }
            if choice.is_empty() {
                // Nothing is left to do, or what an earlier release told can't be hidden any more: the audit says so.
                return;
            }
            for cell in choice {
                self.hide(cell);
            }
        }
    }

    /// What hiding a cell costs: each figure that goes with it, more where it counts more, by its size only, so that
    /// the numbers stay small. A zero by itself costs much, because it can often be guessed, and so does a number of all, which
    /// reports cite first.
    fn cost(&self, cell: CellId) -> i64 {
        if self.linked.pairs.contains_key(&cell) {
            return MORE_THAN_ANY;
        }
        let size = |cell: CellId| {
            let size = i64::from(self.value(cell).max(1).ilog2()) + 1;
            let is_of_all = self.of_all.contains(&cell);
            size + if is_of_all { MUCH } else { 0 }
        };
        let itself = match self.value(cell) {
            0 => MUCH,
            _ => size(cell),
        };
        let answers = self.answers(cell).iter();
        let shown = answers.filter(|answer| !self.is_hidden(**answer));
        itself + shown.map(|answer| size(*answer)).sum::<i64>()
    }

    /// What else to hide where the hidden bases of a question, taken together, would be too small a base:
    /// whoever subtracts what is shown from the whole has them.
    fn leftover(&self, block: &Part) -> Option<CellId> {
        let inside = |bases: &&Vec<CellId>| {
            let first = bases.first();
            first.is_some_and(|base| block.has(*base))
        };
        let mut partitions = self.linked.partitions.iter().filter(inside);
        partitions.find_map(|bases| {
            let hidden = bases.iter().filter(|base| self.is_hidden(**base));
            let left: u32 = hidden.map(|base| self.value(*base)).sum();
            let shown = bases.iter().copied().filter(|base| self.can_hide(*base));
            let next = shown.filter(|base| self.value(*base) > 0);
            let next = next.min_by_key(|base| self.value(*base));
            next.filter(|_| self.policy.is_small_base(left))
        })
    }

    /// What stands on a base.
    fn answers(&self, base: CellId) -> &'l [CellId] {
        let group = self.groups.get(&base);
        group.map_or(&[], |group| &self.linked.groups[*group].answers)
    }

    /// Hides a cell, and with a base all that stands on it.
    fn hide(&mut self, cell: CellId) {
        self.hidden[cell.0] = true;
        for answer in self.answers(cell) {
            self.hidden[answer.0] = true;
        }
    }

    fn can_hide(&self, cell: CellId) -> bool {
        !self.is_hidden(cell) && self.linked.cells[cell.0].shown == Shown::IfSafe
    }

    pub(super) fn shown(&self, cell: CellId) -> Option<u32> {
        (!self.is_hidden(cell)).then(|| self.value(cell))
    }

    fn is_exempt(&self, cell: CellId) -> bool {
        self.linked.cells[cell.0].shown == Shown::Always
    }

    fn value(&self, cell: CellId) -> u32 {
        self.linked.cells[cell.0].value
    }
}
