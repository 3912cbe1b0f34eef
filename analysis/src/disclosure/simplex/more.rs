//! One more row, from a corner of those that there are.

use super::line::{negate, nonzero, take_out};
use super::{ARTIFICIAL, Simplex};
use crate::disclosure::bounds::End;

impl Simplex {
    /// The same from this corner on, where a variable is moreover at most, or at least, a number; `None` where it can't be.
    pub(in crate::disclosure) fn limited(
        &self,
        variable: usize,
        limit: End,
        at: i64,
    ) -> Option<Self> {
        let mut simplex = self.with_column();
        let slack = self.counts + self.slacks;
        simplex.slacks += 1;
        let (own, comes_to) = (self.columns.len(), simplex.columns.len());
        let mut line = vec![0; comes_to + 1];
        let sign = match limit {
            End::Most => 1,
            End::Least => -1,
        };
        (line[own], line[comes_to]) = (1, sign * at);
        if let Some(column) = self.column_of(variable) {
            line[column] = sign;
        } else if let Some(basic) = self.line_of(variable) {
            // The column of the slack stands for the variable until that is taken out.
            line[own] = sign;
            let others = nonzero(simplex.line(basic));
            let mut scale = 1;
            take_out(&mut line, &mut scale, own, (self.scales[basic], 0), &others);
            line[own] = scale;
        }
        simplex.columns[own] = slack;
        let is_here = line[comes_to] >= 0;
        let scale = if is_here {
            simplex.columns[own] = ARTIFICIAL;
            std::mem::take(&mut line[own])
        } else {
            negate(&mut line);
            simplex.gains.clone_from(&line);
            1
        };
        simplex.basis.push(if is_here { slack } else { ARTIFICIAL });
        simplex.scales.push(scale);
        simplex.entries.append(&mut line);
        (is_here || simplex.drive_out()).then_some(simplex)
    }

    /// The same with one more column, in which nothing stands, and room for one more line.
    fn with_column(&self) -> Self {
        let (lines, width) = (self.basis.len(), self.width() + 1);
        let mut entries = Vec::with_capacity((lines + 1) * width);
        for line in self.lines() {
            let (columns, comes_to) = line.split_at(width - 2);
            entries.extend_from_slice(columns);
            entries.extend([0, comes_to[0]]);
        }
        let columns = self.columns.iter().copied();
        Self {
            entries,
            columns: columns.chain([ARTIFICIAL]).collect(),
            basis: self.basis.clone(),
            scales: self.scales.clone(),
            counts: self.counts,
            slacks: self.slacks,
            gains: Vec::new(),
            is_stuck: false,
        }
    }
}
