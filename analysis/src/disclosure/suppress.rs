//! Suppression: what the policy hides, and what else has to be hidden so that it can't be worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bounds::Part;
use super::linked::Linked;
use super::nearest::nearest;
use super::policy::Policy;
use super::reach::Reach;
use super::system::CellId;
use crate::shared;

/// What is hidden of a linked system, and why it must be.
#[derive(Clone)]
pub(super) struct Hiding<'l> {
    linked: &'l Linked,
    policy: &'l Policy,
    /// What everyone knows whatever is hidden now, because of an earlier release.
    known: &'l [bool],
    hidden: Vec<bool>,
    /// Counts that must not be worked out.
    sensitive: Vec<bool>,
    /// The group that a cell is the base of.
    groups: Arc<BTreeMap<CellId, usize>>,
}

/// What was found of a block before, which hiding more of it doesn't change.
#[derive(Default)]
pub(super) struct Found<'p> {
    /// Cells with room enough: hiding more leaves every cell more room.
    safe: BTreeSet<CellId>,
    /// What is possible where nothing but what is exempt is shown.
    exempt: Option<Reach<'p>>,
}

/// Hides what the policy names and then, block by block, the least more that keeps it from being worked out.
pub(super) fn suppress<'l>(
    linked: &'l Linked,
    policy: &'l Policy,
    known: &'l [bool],
) -> Hiding<'l> {
    let cells = linked.cells.len();
    let groups = linked.groups.iter().enumerate();
    let mut hiding = Hiding {
        linked,
        policy,
        known,
        hidden: vec![false; cells],
        sensitive: vec![false; cells],
        groups: Arc::new(groups.map(|(place, group)| (group.base, place)).collect()),
    };
    hiding.primary();
    let completed = shared::each(&hiding.blocks(), |block| {
        let mut alone = hiding.clone();
        alone.complement(block);
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

    /// The first sensitive cell that what `shown` knows leaves too narrow a range, or none at all.
    ///
    /// A cell that what is exempt pins already is not held against what is shown: nothing could hide it.
    pub(super) fn narrow<'p>(
        &self,
        block: &'p Part,
        shown: impl Fn(CellId) -> Option<u32>,
        found: &mut Found<'p>,
    ) -> Option<CellId> {
        let told = |cell: &&CellId| self.sensitive[cell.0] && shown(**cell).is_some();
        if let Some(cell) = block.cells.iter().find(told) {
            return Some(*cell);
        }
        let width = self.policy.width;
        for part in block.given(&shown) {
            let cells = part.cells.iter().enumerate();
            let unsure =
                cells.filter(|(_, cell)| self.sensitive[cell.0] && !found.safe.contains(cell));
            let unsure: Vec<(usize, CellId)> = unsure.map(|(place, cell)| (place, *cell)).collect();
            if unsure.is_empty() {
                continue;
            }
            let mut reach = self.reach(&part);
            for (place, cell) in unsure {
                if reach.width(place, width) < width {
                    let exempt = found.exempt.get_or_insert_with(|| self.reach(block));
                    let whole = block.cells.binary_search(&cell);
                    let whole = whole.expect("a part's cells are its block's");
                    if reach.width(place, width) < exempt.width(whole, width) {
                        return Some(cell);
                    }
                }
                found.safe.insert(cell);
            }
        }
        None
    }

    /// What is not exempt, in blocks that have nothing to do with each other, where something is sensitive.
    pub(super) fn blocks(&self) -> Vec<Part> {
        let all = Part::all(&self.linked.system);
        let exempt = |cell: CellId| {
            let cell = &self.linked.cells[cell.0];
            cell.exempt.then_some(cell.value)
        };
        let mut blocks = all.given(exempt);
        blocks.retain(|block| block.cells.iter().any(|cell| self.sensitive[cell.0]));
        blocks
    }

    pub(super) fn reach<'p>(&self, part: &'p Part) -> Reach<'p> {
        Reach::from(part, self.truth(part))
    }

    fn truth(&self, part: &Part) -> Vec<i64> {
        let cells = part.cells.iter();
        cells.map(|cell| i64::from(self.value(*cell))).collect()
    }

    /// What the policy names.
    fn primary(&mut self) {
        for group in &self.linked.groups {
            let base = self.value(group.base);
            if self.policy.is_small_base(base) && !self.is_exempt(group.base) {
                self.sensitive[group.base.0] = true;
                self.hide(group.base);
            }
            for answer in &group.answers {
                let count = self.value(*answer);
                let few = self.is_hidden(group.base) && count > 0;
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

    /// Hides more of a block until nothing sensitive in it can be worked out.
    fn complement(&mut self, block: &Part) {
        let mut found = Found::default();
        loop {
            let choice = match self.leftover(block) {
                Some(choice) => vec![choice],
                None => match self.narrow(block, |cell| self.shown(cell), &mut found) {
                    Some(exposed) => self.way_out(block, exposed),
                    None => return,
                },
            };
            if choice.is_empty() {
                // What an earlier release told can't be hidden again; the audit says so.
                return;
            }
            for cell in choice {
                self.hide(cell);
            }
        }
    }

    /// What to hide so that an exposed cell has more room: where the nearest table differs in which it is another
    /// number. If all of that is hidden and there is no room even so, because such a table would divide an answer, the
    /// least of all.
    fn way_out(&self, block: &Part, exposed: CellId) -> Vec<CellId> {
        let cells = block.cells.iter();
        let costs = cells.clone().map(|cell| match self.shown(*cell) {
            None => Some(0),
            Some(_) => self.can_hide(*cell).then(|| self.cost(*cell)),
        });
        let costs: Vec<Option<i64>> = costs.collect();
        let place = block.cells.binary_search(&exposed);
        let place = place.expect("what is exposed is in the block");
        let by = i64::from(self.policy.width);
        let nearest = nearest(block, &self.truth(block), &costs, place, by);
        let differing = nearest
            .into_iter()
            .flatten()
            .map(|place| block.cells[place]);
        let more: Vec<CellId> = differing.filter(|cell| self.can_hide(*cell)).collect();
        if more.is_empty() {
            let left = cells.copied().filter(|cell| self.can_hide(*cell));
            left.min_by_key(|cell| self.cost(*cell))
                .into_iter()
                .collect()
        } else {
            more
        }
    }

    /// What hiding a cell costs: each figure that goes with it, more where it counts more, by its size only, so that
    /// the numbers stay small. A zero by itself costs most, because it can often be guessed.
    fn cost(&self, cell: CellId) -> i64 {
        let size = |value: u32| i64::from(value.max(1).ilog2()) + 1;
        let itself = match self.value(cell) {
            0 => i64::from(u32::BITS),
            value => size(value),
        };
        let answers = self.answers(cell).iter();
        let shown = answers.filter(|answer| !self.is_hidden(**answer));
        itself + shown.map(|answer| size(self.value(*answer))).sum::<i64>()
    }

    /// What else to hide where the hidden bases of a question, taken together, would be too small a base:
    /// whoever subtracts what is shown from the whole has them.
    fn leftover(&self, block: &Part) -> Option<CellId> {
        let inside = |bases: &&Vec<CellId>| {
            let first = bases.first();
            first.is_some_and(|base| block.cells.binary_search(base).is_ok())
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
        !self.is_hidden(cell) && !self.is_exempt(cell) && !self.known[cell.0]
    }

    fn shown(&self, cell: CellId) -> Option<u32> {
        let shown = !self.is_hidden(cell) || self.known[cell.0];
        shown.then(|| self.value(cell))
    }

    fn is_exempt(&self, cell: CellId) -> bool {
        self.linked.cells[cell.0].exempt
    }

    fn value(&self, cell: CellId) -> u32 {
        self.linked.cells[cell.0].value
    }
}
