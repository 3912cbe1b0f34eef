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
        let slack = self.columns;
        let sign = match limit {
            End::Most => 1,
            End::Least => -1,
        };
        let line = simplex.line_of_terms(&[(variable, sign), (slack, 1)], sign * at);
        if line[simplex.columns] >= 0 {
            simplex.add_line(line, slack);
            return Some(simplex);
        }
        simplex.satisfy(line).then_some(simplex)
    }

    /// Lets a variable that stands in no line be a sum of others, which must not be below 0.
    pub(in crate::disclosure) fn define(&mut self, variable: usize, terms: &[(usize, i64)]) {
        let others = terms.iter().map(|(term, weight)| (*term, -weight));
        let terms: Vec<(usize, i64)> = others.chain([(variable, 1)]).collect();
        let line = self.line_of_terms(&terms, 0);
        self.add_line(line, variable);
    }

    /// Walks on to where a sum of variables is a number; says whether it can be.
    pub(in crate::disclosure) fn require(&mut self, terms: &[(usize, i64)], number: i64) -> bool {
        let line = self.line_of_terms(terms, number);
        self.satisfy(line)
    }

    /// A sum of variables as a line in which no basic variable stands.
    fn line_of_terms(&self, terms: &[(usize, i64)], comes_to: i64) -> Vec<i64> {
        let mut line = vec![0; self.columns + 1];
        for (variable, weight) in terms {
            line[*variable] += weight;
        }
        line[self.columns] = comes_to;
        for (own, basic) in self.lines().zip(&self.basis) {
            if line[*basic] != 0 {
                take_out(&mut line, *basic, own[*basic], &nonzero(own));
            }
        }
        line
    }

    fn add_line(&mut self, mut line: Vec<i64>, basic: usize) {
        self.basis.push(basic);
        self.entries.append(&mut line);
    }

    /// Walks on to where a line without a basic variable holds; says whether that can be.
    fn satisfy(&mut self, mut line: Vec<i64>) -> bool {
        if line[self.columns] < 0 {
            for entry in &mut line {
                *entry = -*entry;
            }
        }
        self.gains.clone_from(&line);
        self.add_line(line, self.columns);
        self.drive_out()
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
