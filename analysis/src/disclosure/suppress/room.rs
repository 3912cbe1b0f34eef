//! Room: how far apart the values are that hidden cells can have, and what else to hide where that is not enough.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Hiding};
use crate::disclosure::bounds::Part;
use crate::disclosure::linked::Shown;
use crate::disclosure::nearest::nearest;
use crate::disclosure::reach::Reach;
use crate::disclosure::system::CellId;

impl Hiding<'_> {
    /// The hidden cells that what `shown` knows leaves too narrow a range. `also` is handed each part in which one had to be
    /// looked for, with what its cells can be.
    ///
    /// A cell that what is exempt pins already is not held against what is shown: nothing could hide it. Neither is one that
    /// is not sensitive where an earlier release does.
    pub(in crate::disclosure) fn narrow(
        &self,
        block: &Part,
        shown: impl Fn(CellId) -> Option<u32>,
        found: &mut Found<'_>,
        mut also: impl FnMut(&[CellId], &mut Reach),
    ) -> Vec<CellId> {
        let mut narrow = Vec::new();
        for part in block.given(&shown) {
            let cells = part.cells.iter().copied().enumerate();
            let has_room = |cell: CellId, width: u32| {
                width == 0 || found.safe.contains(&cell) || found.exchanged.is_safe(cell, width)
            };
            let unsure = cells.map(|(place, cell)| (place, cell, self.must_differ_by(cell)));
            let unsure = unsure.filter(|(_, cell, width)| !has_room(*cell, *width));
            let unsure: Vec<(usize, CellId, u32)> = unsure.collect();
            if unsure.is_empty() {
                continue;
            }
            let zeros = part.zeros();
            let cells = part.cells.clone();
            let mut reach = self.reach(part);
            let ends = unsure.iter().filter(|(_, cell, _)| !zeros.contains(cell));
            reach.look(ends.map(|(place, _, width)| (*place, *width)));
            for (place, cell, width) in unsure {
                let left = if zeros.contains(&cell) {
                    0
                } else {
                    reach.width(place, width)
                };
                if left < width {
                    let exempt = found.exempt.entry(block.cells[0]);
                    let exempt = exempt.or_insert_with(|| self.reach(block.clone()));
                    let whole = block.cells.binary_search(&cell);
                    let whole = whole.expect("a part's cells are its block's");
                    let earlier = &mut found.earlier;
                    let mut was_wider = || {
                        self.sensitive[cell.0]
                            || left < self.left_by_earlier(block, cell, width, earlier)
                    };
                    if left < exempt.width(whole, width) && was_wider() {
                        narrow.push(cell);
                        continue;
                    }
                }
                found.safe.insert(cell);
            }
            also(&cells, &mut reach);
        }
        narrow
    }

    /// How much the least and the most that a cell can be differ for whoever has nothing but an earlier release and what is
    /// exempt, where that alone leaves it enough.
    pub(super) fn left_by_earlier(
        &self,
        block: &Part,
        cell: CellId,
        enough: u32,
        found: &mut BTreeMap<CellId, Vec<(Vec<CellId>, Reach)>>,
    ) -> u32 {
        let is_told = |cell: &CellId| self.linked.cells[cell.0].shown == Shown::Before;
        if !block.cells.iter().any(is_told) {
            return enough;
        }
        let parts = found.entry(block.cells[0]).or_insert_with(|| {
            let parts = block.given(|cell| is_told(&cell).then(|| self.value(cell)));
            let with_reach = |part: Part| (part.cells.clone(), self.reach(part));
            parts.into_iter().map(with_reach).collect()
        });
        let mut parts = parts.iter_mut().filter_map(|(cells, reach)| {
            let place = cells.binary_search(&cell).ok()?;
            Some(reach.width(place, enough))
        });
        parts.next().unwrap_or(0)
    }

    /// By how much the least and the most that a cell can be must differ, if it is hidden: what is hidden for the sake of
    /// others must not be pinned either.
    pub(super) fn must_differ_by(&self, cell: CellId) -> u32 {
        let is_figure = self.linked.cells[cell.0].shown == Shown::IfSafe;
        if self.sensitive[cell.0] {
            self.policy.width
        } else {
            u32::from(is_figure && !self.nobody.contains(&cell))
        }
    }

    /// What to hide so that the exposed cells of a block have more room. What is in a sum with something of that may have room
    /// by it already: that is seen when it is hidden.
    pub(super) fn ways_out(&self, block: &Part, found: &mut Found<'_>) -> Vec<CellId> {
        let mut hiding = self.clone();
        let mut more = Vec::new();
        let mut beside = BTreeSet::new();
        let exposed = self.narrow(block, |cell| self.shown(cell), found, |_, _| ());
        for cell in exposed {
            if beside.contains(&cell) {
                continue;
            }
            let way = hiding.way_out(block, cell);
            beside.extend(block.in_sums_with(&way));
            for cell in way.into_iter().filter(|cell| self.can_hide(*cell)) {
                hiding.hide(cell);
                more.push(cell);
            }
        }
        more
    }

    /// What differs in the nearest table in which an exposed cell is another number, so that it has more room where all of that
    /// is hidden. If it is, and there is no room even so because such a table would divide an answer, what is cheapest to hide
    /// of all.
    fn way_out(&self, block: &Part, exposed: CellId) -> Vec<CellId> {
        let cells = block.cells.iter();
        let costs = cells.clone().map(|cell| match self.shown(*cell) {
            None => Some(0),
            Some(_) => self.can_hide(*cell).then(|| self.cost(*cell)),
        });
        let costs: Vec<Option<i64>> = costs.collect();
        let place = block.cells.binary_search(&exposed);
        let place = place.expect("what is exposed is in the block");
        let by = i64::from(self.must_differ_by(exposed));
        let nearest = nearest(block, &self.truth(block), &costs, place, by);
        let differing = nearest.into_iter().flatten();
        let differing: Vec<CellId> = differing.map(|place| block.cells[place]).collect();
        if differing.iter().any(|cell| self.can_hide(*cell)) {
            return differing;
        }
        let left = cells.copied().filter(|cell| self.can_hide(*cell));
        let cheapest = left.min_by_key(|cell| self.cost(*cell));
        cheapest.into_iter().collect()
    }
}
