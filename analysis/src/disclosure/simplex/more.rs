//! More rows, from a corner of those that there are.

use super::Simplex;
use super::line::{nonzero, take_out};
use crate::disclosure::bounds::End;

impl Simplex {
    /// The same from this corner on, where a variable is moreover at most, or at least, a number; `None` where it can't be.
    pub(in crate::disclosure) fn limited(
        &self,
        variable: usize,
        limit: End,
        at: i64,
    ) -> Option<Self> {
        let mut simplex = self.with_slack();
        let (slack, comes_to) = (self.columns, simplex.columns);
        let mut line = vec![0; comes_to + 1];
        let sign = match limit {
            End::Most => 1,
            End::Least => -1,
        };
        (line[variable], line[slack], line[comes_to]) = (sign, 1, sign * at);
        if let Some(own) = simplex.line_of(variable) {
            let own = simplex.line(own);
            take_out(&mut line, variable, own[variable], &nonzero(own));
        }
        let is_here = line[comes_to] >= 0;
        if !is_here {
            for entry in &mut line {
                *entry = -*entry;
            }
            simplex.gains.clone_from(&line);
        }
        simplex.basis.push(if is_here { slack } else { comes_to });
        simplex.entries.append(&mut line);
        (is_here || simplex.drive_out()).then_some(simplex)
    }

    /// The same with one more column before what the lines come to, and room for one more line.
    fn with_slack(&self) -> Self {
        let (lines, width) = (self.basis.len(), self.columns + 2);
        let mut entries = Vec::with_capacity((lines + 1) * width);
        for line in self.lines() {
            entries.extend_from_slice(&line[..self.columns]);
            entries.extend([0, line[self.columns]]);
        }
        let mut basis = Vec::with_capacity(lines + 1);
        basis.extend_from_slice(&self.basis);
        Self {
            entries,
            basis,
            variables: self.variables,
            columns: self.columns + 1,
            gains: Vec::new(),
            is_stuck: false,
        }
    }
}
