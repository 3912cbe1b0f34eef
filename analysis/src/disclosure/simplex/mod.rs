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

use self::line::{nonzero, take_out};
pub(super) use self::walk::Step;
use super::system::{Is, Row};

/// A corner of what the rows allow, from which the next corners can be walked to.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    /// The entries line by line. Each line has a basic variable, which stands in no other line and in its own more than 0
    /// times; its last entry is what it comes to.
    entries: Vec<i64>,
    /// By line, its basic variable: an artificial one, which has no column as it never comes back, is from `columns` on.
    basis: Vec<usize>,
    variables: usize,
    columns: usize,
    /// How far each column brings the artificial variables down, together: the sum of their lines, while there are any.
    gains: Vec<i64>,
    /// Whether the last pivot led to the corner where it was before.
    is_stuck: bool,
}

impl Simplex {
    /// The rows as lines, those that have no other basic variable with an artificial one.
    fn of(variables: usize, rows: &[Row]) -> Self {
        let slacks = rows.iter().filter(|row| row.is == Is::AtMost).count();
        let columns = variables + slacks;
        let (mut slack, mut artificial) = (variables, columns);
        let mut entries = vec![0; rows.len() * (columns + 1)];
        let mut basis = Vec::with_capacity(rows.len());
        for (row, line) in rows.iter().zip(entries.chunks_exact_mut(columns + 1)) {
            let sign = if row.right < 0 { -1 } else { 1 };
            for (variable, weight) in &row.terms {
                line[*variable] += sign * weight;
            }
            line[columns] = sign * row.right;
            let own_slack = (row.is == Is::AtMost).then_some(slack);
            if let Some(own) = own_slack {
                line[own] = sign;
                slack += 1;
            }
            let own_slack = own_slack.filter(|_| sign > 0);
            basis.push(own_slack.unwrap_or(artificial));
            artificial += usize::from(own_slack.is_none());
        }
        Self {
            entries,
            basis,
            variables,
            columns,
            gains: Vec::new(),
            is_stuck: false,
        }
    }

    /// The value of a variable here: so many over so many.
    fn value(&self, variable: usize) -> (i64, i64) {
        let line = self.line_of(variable).map(|line| self.line(line));
        line.map_or((0, 1), |line| (line[self.columns], line[variable]))
    }

    fn lines(&self) -> impl Iterator<Item = &[i64]> {
        self.entries.chunks_exact(self.columns + 1)
    }

    fn line(&self, at: usize) -> &[i64] {
        let width = self.columns + 1;
        &self.entries[at * width..][..width]
    }

    fn line_of(&self, variable: usize) -> Option<usize> {
        self.basis.iter().position(|one| *one == variable)
    }

    fn pivot(&mut self, leaves: usize, enters: usize) {
        let width = self.columns + 1;
        let line = &mut self.entries[leaves * width..][..width];
        if line[enters] < 0 {
            for entry in line.iter_mut() {
                *entry = -*entry;
            }
        }
        let (pivot, above) = (line[enters], nonzero(line));
        self.is_stuck = line[width - 1] == 0;
        for (at, line) in self.entries.chunks_exact_mut(width).enumerate() {
            if line[enters] != 0 && at != leaves {
                take_out(line, enters, pivot, &above);
            }
        }
        if !self.gains.is_empty() {
            take_out(&mut self.gains, enters, pivot, &above);
        }
        self.basis[leaves] = enters;
    }
}
