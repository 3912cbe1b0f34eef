//! The simplex method over whole numbers: the ends of what a linear system lets a count be.
//!
//! Each line is an equation in whole numbers, multiplied up where a pivot asks for it and divided again by what its numbers
//! have in common, so that nothing is rounded and "pinned" means pinned. A walk takes the column that leads on fastest (Dantzig
//! 1951) and, from a pivot that led nowhere until one that leads on, the first that may, by Bland's rule (1977), which never
//! cycles.

mod line;
mod more;
mod start;
mod walk;

use self::line::{negate, nonzero, take_out};
pub(super) use self::walk::Step;
use super::system::{Is, Row};

/// A corner of what the rows allow, from which the next corners can be walked to.
///
/// Each line has a basic variable, which stands in no other line; the others have columns, and are 0 here.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    /// The entries line by line, of each column; the last is what the line comes to.
    entries: Vec<i64>,
    /// By line, its basic variable.
    basis: Vec<usize>,
    /// By line, how often its basic variable stands in it: more than 0 times.
    scales: Vec<i64>,
    /// By column, its variable.
    columns: Vec<usize>,
    /// How many variables are counts: the slacks of rows come after them.
    counts: usize,
    slacks: usize,
    /// How far each column brings the artificial variables down, together: the sum of their lines, while there are any.
    gains: Vec<i64>,
    /// Whether the last pivot led to the corner where it was before.
    is_stuck: bool,
}

/// From here on variables are artificial: once one isn't basic any more it never comes back, and nothing stands in its column.
const ARTIFICIAL: usize = usize::MAX / 2;

impl Simplex {
    /// The rows as lines, those that have no other basic variable with an artificial one.
    fn of(counts: usize, rows: &[Row]) -> Self {
        let is_above = |row: &&Row| row.is == Is::AtMost && row.right < 0;
        let above = rows.iter().filter(is_above).count();
        let width = counts + above + 1;
        let mut entries = vec![0; rows.len() * width];
        let mut columns: Vec<usize> = (0..counts).collect();
        let mut basis = Vec::with_capacity(rows.len());
        let mut slacks = 0;
        for (row, line) in rows.iter().zip(entries.chunks_exact_mut(width)) {
            let sign = if row.right < 0 { -1 } else { 1 };
            for (variable, weight) in &row.terms {
                line[*variable] += sign * weight;
            }
            line[width - 1] = sign * row.right;
            let artificial = ARTIFICIAL + basis.len();
            basis.push(if row.is == Is::AtMost {
                let slack = counts + slacks;
                slacks += 1;
                if sign > 0 {
                    slack
                } else {
                    line[columns.len()] = -1;
                    columns.push(slack);
                    artificial
                }
            } else {
                artificial
            });
        }
        Self {
            entries,
            scales: vec![1; basis.len()],
            basis,
            columns,
            counts,
            slacks,
            gains: Vec::new(),
            is_stuck: false,
        }
    }

    fn width(&self) -> usize {
        self.columns.len() + 1
    }

    /// The value of a variable here: so many over so many.
    fn value(&self, variable: usize) -> (i64, i64) {
        let line = self.line_of(variable);
        line.map_or((0, 1), |line| (self.comes_to(line), self.scales[line]))
    }

    fn lines(&self) -> impl Iterator<Item = &[i64]> {
        self.entries.chunks_exact(self.width())
    }

    fn line(&self, at: usize) -> &[i64] {
        let width = self.width();
        &self.entries[at * width..][..width]
    }

    fn comes_to(&self, line: usize) -> i64 {
        self.entries[(line + 1) * self.width() - 1]
    }

    fn line_of(&self, variable: usize) -> Option<usize> {
        self.basis.iter().position(|one| *one == variable)
    }

    fn column_of(&self, variable: usize) -> Option<usize> {
        self.columns.iter().position(|one| *one == variable)
    }

    /// A line's basic variable and a column's take each other's place.
    fn pivot(&mut self, leaves: usize, enters: usize) {
        let width = self.width();
        let line = &mut self.entries[leaves * width..][..width];
        let mut own = self.scales[leaves];
        if line[enters] < 0 {
            negate(line);
            own = -own;
        }
        if self.basis[leaves] >= ARTIFICIAL {
            own = 0;
        }
        let pivot = std::mem::take(&mut line[enters]);
        let others = nonzero(line);
        self.is_stuck = line[width - 1] == 0;
        let lines = self.entries.chunks_exact_mut(width).zip(&mut self.scales);
        for (line, scale) in lines.filter(|(line, _)| line[enters] != 0) {
            take_out(line, scale, enters, (pivot, own), &others);
        }
        if !self.gains.is_empty() {
            take_out(&mut self.gains, &mut 0, enters, (pivot, own), &others);
        }
        self.entries[leaves * width + enters] = own;
        self.scales[leaves] = pivot;
        std::mem::swap(&mut self.basis[leaves], &mut self.columns[enters]);
    }
}
