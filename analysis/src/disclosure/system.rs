//! The linked system: counts that may be published, and the sums that tie them to each other.

use std::collections::HashSet;

/// One count of a [`System`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(pub(super) usize);

/// Counts, each a whole number from 0 up, and what everyone knows of how they add up.
///
/// ```
/// # use analysis::disclosure::{Range, System, bounds};
/// let mut system = System::default();
/// let [north, south, all] = [system.cell(), system.cell(), system.cell()];
/// system.sum(&[north, south], all);
/// let ranges = bounds(&system, &[None, Some(6), Some(9)]).unwrap();
/// assert_eq!(ranges[0], Range { low: 3, high: Some(3) });
/// ```
#[derive(Clone, Debug, Default)]
pub struct System {
    cells: usize,
    pub(super) rows: Vec<Row>,
}

/// A weighted sum of counts, named by their places, that equals a number or is no more than it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Row {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) is: Is,
    pub(super) right: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Is {
    Equal,
    AtMost,
}

impl Row {
    /// Whether numbers satisfy it.
    pub(super) fn holds(&self, numbers: &[i64]) -> bool {
        let left = self.left_of(numbers);
        match self.is {
            Is::Equal => left == 0,
            Is::AtMost => left >= 0,
        }
    }

    /// How much of what it comes to numbers leave.
    pub(super) fn left_of(&self, numbers: &[i64]) -> i64 {
        let terms = self.terms.iter();
        let sum: i64 = terms.map(|(place, weight)| weight * numbers[*place]).sum();
        self.right - sum
    }
}

impl System {
    /// One more count.
    pub fn cell(&mut self) -> CellId {
        self.cells += 1;
        CellId(self.cells - 1)
    }

    /// How many counts there are.
    pub fn len(&self) -> usize {
        self.cells
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells == 0
    }

    /// The parts add up to the whole.
    pub fn sum(&mut self, parts: &[CellId], whole: CellId) {
        self.parts(parts, 1, Is::Equal, whole);
    }

    /// The parts together are no more than the whole: some of it may be in none of them.
    pub fn within(&mut self, parts: &[CellId], whole: CellId) {
        self.parts(parts, 1, Is::AtMost, whole);
    }

    /// The parts together are no less than the whole: they may share some of it.
    pub fn cover(&mut self, parts: &[CellId], whole: CellId) {
        self.parts(parts, -1, Is::AtMost, whole);
    }

    /// The count is at most a number that everybody knows.
    pub fn at_most(&mut self, cell: CellId, most: u32) {
        self.rows.push(Row {
            terms: vec![(cell.0, 1)],
            is: Is::AtMost,
            right: i64::from(most),
        });
    }

    /// So many of each of some counts come to 0, or to no more.
    pub(super) fn relate(&mut self, terms: Vec<(CellId, i64)>, is: Is) {
        self.rows.push(Row {
            terms: terms
                .into_iter()
                .map(|(cell, weight)| (cell.0, weight))
                .collect(),
            is,
            right: 0,
        });
    }

    /// Forgets rows that say what another one says.
    pub(super) fn say_once(&mut self) {
        let mut said = HashSet::new();
        self.rows.retain(|row| said.insert(row.clone()));
    }

    fn parts(&mut self, parts: &[CellId], weight: i64, is: Is, whole: CellId) {
        let terms = parts.iter().map(|part| (*part, weight));
        self.relate(terms.chain([(whole, -weight)]).collect(), is);
    }
}
