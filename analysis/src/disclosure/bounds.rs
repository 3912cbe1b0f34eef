//! Bounds: the least and the most that each hidden count can be, for whoever knows all that is published.

use std::collections::{BTreeMap, BTreeSet};

use super::branches::whole_corner;
use super::simplex::Simplex;
use super::system::{CellId, Row, System};

/// What a count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: u32,
    /// The most; `None` where nothing published limits it.
    pub high: Option<u32>,
}

impl Range {
    /// Whether it can be only one number.
    pub fn is_pinned(self) -> bool {
        self.high == Some(self.low)
    }
}

/// The tightest whole numbers that what is known leaves for every count; known ones are themselves.
///
/// Exact: both ends are reached by whole numbers that satisfy every relation. Linear ends come from the
/// simplex method and, where they are not whole, from branch and bound (Land and Doig 1960).
///
/// `None` where what is known contradicts itself.
pub fn bounds(system: &System, known: &[Option<u32>]) -> Option<Vec<Range>> {
    let mut ranges: Vec<Range> = known
        .iter()
        .map(|known| Range {
            low: known.unwrap_or(0),
            high: *known,
        })
        .collect();
    for part in Part::all(system).given(|cell| known[cell.0]) {
        let simplex = part.simplex()?;
        for (place, cell) in part.cells.iter().enumerate() {
            let whole = |end: End| whole_corner(simplex.clone(), (place, end), None, None);
            ranges[cell.0] = Range {
                low: count(whole(End::Least)?[place]),
                high: whole(End::Most).map(|corner| count(corner[place])),
            };
        }
    }
    Some(ranges)
}

fn count(value: i64) -> u32 {
    u32::try_from(value).expect("counts are from 0 to below 2^32")
}

/// Unknown counts that hang together, with the rows that what is known leaves for them.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) cells: Vec<CellId>,
    pub(super) rows: Vec<Row>,
}

/// The end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Most,
}

impl End {
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Least => Self::Most,
            Self::Most => Self::Least,
        }
    }

    /// Whether a number is farther in its direction than another one.
    pub(super) fn passes(self, number: i64, other: i64) -> bool {
        match self {
            Self::Least => number < other,
            Self::Most => number > other,
        }
    }
}

impl Part {
    /// Every count of a system.
    pub(super) fn all(system: &System) -> Self {
        Self {
            cells: (0..system.len()).map(CellId).collect(),
            rows: system.rows.clone(),
        }
    }

    /// Whether a count is one of them.
    pub(super) fn has(&self, cell: CellId) -> bool {
        self.cells.binary_search(&cell).is_ok()
    }

    /// What stays unknown once some counts are known, in parts that have nothing to do with each other, by
    /// their first cells.
    pub(super) fn given(&self, known: impl Fn(CellId) -> Option<u32>) -> Vec<Self> {
        let mut root: Vec<usize> = (0..self.cells.len()).collect();
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut left = Row {
                terms: Vec::with_capacity(row.terms.len()),
                is: row.is,
                right: row.right,
            };
            for (place, weight) in &row.terms {
                match known(self.cells[*place]) {
                    Some(value) => left.right -= weight * i64::from(value),
                    None => left.terms.push((*place, *weight)),
                }
            }
            for pair in left.terms.windows(2) {
                let (one, other) = (find(&mut root, pair[0].0), find(&mut root, pair[1].0));
                root[one.max(other)] = one.min(other);
            }
            rows.push(left);
        }
        let mut parts: BTreeMap<usize, Self> = BTreeMap::new();
        let mut places = vec![0; self.cells.len()];
        for (place, cell) in self.cells.iter().enumerate() {
            if known(*cell).is_none() {
                let part = parts.entry(find(&mut root, place)).or_insert_with(|| Self {
                    cells: Vec::new(),
                    rows: Vec::new(),
                });
                places[place] = part.cells.len();
                part.cells.push(*cell);
            }
        }
        for mut row in rows {
            let Some((first, _)) = row.terms.first() else {
                continue;
            };
            let part = parts
                .get_mut(&find(&mut root, *first))
                .expect("every unknown count has its part");
            for (place, _) in &mut row.terms {
                *place = places[*place];
            }
            part.rows.push(row);
        }
        parts.into_values().collect()
    }

    /// The counts that are 0 because they are parts of what is.
    pub(super) fn zeros(&self) -> BTreeSet<CellId> {
        let mut zeros = BTreeSet::new();
        loop {
            let before = zeros.len();
            for row in &self.rows {
                let terms = row
                    .terms
                    .iter()
                    .map(|(place, weight)| (self.cells[*place], *weight));
                let left: Vec<(CellId, i64)> =
                    terms.filter(|(cell, _)| !zeros.contains(cell)).collect();
                if row.right == 0 && left.iter().all(|(_, weight)| *weight > 0) {
                    zeros.extend(left.into_iter().map(|(cell, _)| cell));
                }
            }
            if zeros.len() == before {
                return zeros;
            }
        }
    }

    /// The counts that are in a sum with some of its counts.
    pub(super) fn in_sums_with(&self, cells: &[CellId]) -> BTreeSet<CellId> {
        let of_row = |row: &Row| -> Vec<CellId> {
            row.terms
                .iter()
                .map(|(place, _)| self.cells[*place])
                .collect()
        };
        let rows = self.rows.iter().map(of_row);
        let rows = rows.filter(|row| row.iter().any(|cell| cells.contains(cell)));
        rows.flatten().collect()
    }

    /// A corner to walk from; `None` where the rows contradict each other.
    pub(super) fn simplex(&self) -> Option<Simplex> {
        Simplex::start(self.cells.len(), &self.rows)
    }

    /// Whole numbers that all of its counts can be together; `None` where there are none.
    pub(super) fn whole(&self) -> Option<Vec<i64>> {
        let anything = (0, End::Least);
        whole_corner(self.simplex()?, anything, None, Some(i64::MAX))
    }
}

fn find(root: &mut [usize], mut place: usize) -> usize {
    while root[place] != place {
        root[place] = root[root[place]];
        place = root[place];
    }
    place
}
