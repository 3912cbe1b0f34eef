//! The simplex method over whole numbers: the ends of what a linear system lets a count be.
//!
//! Each line is an equation in whole numbers, multiplied up where a pivot asks for it and divided again by what its numbers
//! have in common, so that nothing is rounded and "pinned" means pinned. Pivots follow Bland's rule (1977), which never
//! cycles; the way to the first corner, which is long, takes the steepest column while that leads on.

use super::bounds::End;
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
}

/// The entries are at most subdeterminants of a matrix of small weights, times a count in the last column. Each is checked,
/// so that one that didn't fit would stop the analysis instead of being wrong.
const FITS: &str = "the subdeterminants of a table's sums are far below 2^63";

impl Simplex {
    /// A corner of what the rows allow; `None` where they contradict each other.
    pub(super) fn start(variables: usize, rows: &[Row]) -> Option<Self> {
        Self::of(variables, rows).begun()
    }

    /// The same where nearly all rows come to 0.
    pub(super) fn start_at_zero(variables: usize, rows: &[Row]) -> Option<Self> {
        let mut simplex = Self::of(variables, rows);
        simplex.solve_zeros();
        simplex.begun()
    }

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
        }
    }

    /// Solves each line that comes to 0 and has an artificial variable for another one, which stands in few lines: whichever that
    /// is, no line comes to anything else by it.
    fn solve_zeros(&mut self) {
        let mut lines = vec![0_usize; self.columns];
        for line in self.lines() {
            for (count, entry) in lines.iter_mut().zip(line) {
                *count += usize::from(*entry != 0);
            }
        }
        for at in 0..self.basis.len() {
            let line = self.line(at);
            if self.basis[at] < self.columns || line[self.columns] != 0 {
                continue;
            }
            let columns = (0..self.columns).filter(|column| line[*column] != 0);
            let fewest = columns.min_by_key(|column| (line[*column].abs(), lines[*column]));
            if let Some(enters) = fewest {
                self.pivot(at, enters);
            }
        }
    }

    /// At its first corner.
    fn begun(mut self) -> Option<Self> {
        let mut gains = vec![0; self.columns + 1];
        let lines = self.lines().zip(&self.basis);
        for (line, _) in lines.filter(|(_, basic)| **basic >= self.columns) {
            for (gain, entry) in gains.iter_mut().zip(line) {
                *gain += entry;
            }
        }
        self.gains = gains;
        self.drive_out().then_some(self)
    }

    /// The same from this corner on, where a variable is moreover at most, or at least, a number; `None` where it can't be.
    pub(super) fn limited(&self, variable: usize, limit: End, at: i64) -> Option<Self> {
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
            take_out(&mut line, variable, own[variable], &above_or_below(own));
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
        }
    }

    /// Brings every artificial variable to 0 and removes it; says whether that could be done.
    fn drive_out(&mut self) -> bool {
        let mut is_stuck = false;
        while self.gains[self.columns] > 0 {
            let gains = self.gains[..self.columns].iter().copied().enumerate();
            let mut gains = gains.filter(|(_, gain)| *gain > 0);
            let enters = if is_stuck {
                gains.next()
            } else {
                gains.reduce(|best, one| if one.1 > best.1 { one } else { best })
            };
            let Some((enters, _)) = enters else {
                return false;
            };
            let leaves = self
                .leaving(enters)
                .expect("a column that lowers a sum of lines has a positive entry");
            is_stuck = self.line(leaves)[self.columns] == 0;
            self.pivot(leaves, enters);
        }
        self.gains.clear();
        let mut at = 0;
        while at < self.basis.len() {
            if self.basis[at] < self.columns {
                at += 1;
                continue;
            }
            let mut columns = self.line(at)[..self.columns].iter();
            match columns.position(|entry| *entry != 0) {
                Some(enters) => {
                    self.pivot(at, enters);
                    at += 1;
                }
                // The line says nothing that the others don't.
                None => self.remove_line(at),
            }
        }
        true
    }

    /// The last line takes its place.
    fn remove_line(&mut self, at: usize) {
        self.basis.swap_remove(at);
        let (width, last) = (self.columns + 1, self.basis.len());
        self.entries.copy_within(last * width.., at * width);
        self.entries.truncate(last * width);
    }

    /// Walks to a corner where a variable is least or most, and gives the whole number that it can at best
    /// be; `None` where there is no most.
    pub(super) fn walk(&mut self, variable: usize, end: End) -> Option<i64> {
        let (over, scale) = match end {
            End::Least => {
                self.least(variable);
                self.value(variable)
            }
            End::Most => {
                self.most(variable).then_some(())?;
                self.value(variable)
            }
        };
        let whole = match end {
            End::Least => -(-over).div_euclid(scale),
            End::Most => over.div_euclid(scale),
        };
        Some(whole)
    }

    /// The values of all variables here, where they are whole.
    pub(super) fn corner(&self) -> Option<Vec<i64>> {
        let mut corner = vec![0; self.variables];
        for (line, variable) in self.lines().zip(&self.basis) {
            if let Some(value) = corner.get_mut(*variable) {
                let (over, scale) = (line[self.columns], line[*variable]);
                (over % scale == 0).then_some(())?;
                *value = over / scale;
            }
        }
        Some(corner)
    }

    /// The variables that are not 0 here.
    pub(super) fn above_zero(&self) -> impl Iterator<Item = usize> {
        let basic = self.lines().zip(&self.basis);
        let above = basic.filter(|(line, _)| line[self.columns] > 0);
        above
            .map(|(_, variable)| *variable)
            .filter(|variable| *variable < self.variables)
    }

    /// A variable that is not whole here, and the whole number below it.
    pub(super) fn broken(&self) -> Option<(usize, i64)> {
        (0..self.variables).find_map(|variable| {
            let (over, scale) = self.value(variable);
            (over % scale != 0).then(|| (variable, over.div_euclid(scale)))
        })
    }

    fn least(&mut self, variable: usize) {
        while let Some(line) = self.line_of(variable) {
            let lowers = |column: &usize| *column != variable && self.line(line)[*column] > 0;
            let Some(enters) = (0..self.columns).find(lowers) else {
                return;
            };
            let leaves = self
                .leaving(enters)
                .expect("its own line has a positive entry");
            self.pivot(leaves, enters);
        }
    }

    /// Says whether there is a most.
    fn most(&mut self, variable: usize) -> bool {
        loop {
            let enters = match self.line_of(variable) {
                None => Some(variable),
                Some(line) => (0..self.columns).find(|column| self.line(line)[*column] < 0),
            };
            let Some(enters) = enters else {
                return true;
            };
            let Some(leaves) = self.leaving(enters) else {
                return false;
            };
            self.pivot(leaves, enters);
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

    /// The line that first comes to 0 when a column grows; of several the one whose variable comes first.
    fn leaving(&self, column: usize) -> Option<usize> {
        let positive = self
            .lines()
            .enumerate()
            .filter(|(_, line)| line[column] > 0);
        let first = positive.reduce(|best, line| {
            let (one, other) = (best.1, line.1);
            let left = product(one[self.columns], other[column]);
            let right = product(other[self.columns], one[column]);
            if (right, self.basis[line.0]) < (left, self.basis[best.0]) {
                line
            } else {
                best
            }
        });
        first.map(|(line, _)| line)
    }

    fn pivot(&mut self, leaves: usize, enters: usize) {
        let width = self.columns + 1;
        let line = &mut self.entries[leaves * width..][..width];
        if line[enters] < 0 {
            for entry in line.iter_mut() {
                *entry = -*entry;
            }
        }
        let (pivot, above) = (line[enters], above_or_below(line));
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

/// Takes so much of another line from a line that a column is 0 in it; in the other one it is more than 0, and `entries` are
/// those that aren't 0.
fn take_out(line: &mut [i64], column: usize, pivot: i64, entries: &[(usize, i64)]) {
    let factor = line[column];
    // Nearly every pivot of a table is 1: then few entries change.
    let common = if pivot == 1 {
        1
    } else {
        common_divisor(pivot, factor)
    };
    let (up, factor) = (pivot / common, factor / common);
    if up != 1 {
        for entry in line.iter_mut() {
            *entry = entry.checked_mul(up).expect(FITS);
        }
    }
    for (column, entry) in entries {
        let taken = entry.checked_mul(factor).expect(FITS);
        line[*column] = line[*column].checked_sub(taken).expect(FITS);
    }
    if up != 1 {
        divide_by_what_is_common(line);
    }
}

/// The entries of a line that aren't 0, with their columns.
fn above_or_below(line: &[i64]) -> Vec<(usize, i64)> {
    let mut entries = Vec::with_capacity(line.len());
    let all = line.iter().copied().enumerate();
    entries.extend(all.filter(|(_, entry)| *entry != 0));
    entries
}

fn divide_by_what_is_common(line: &mut [i64]) {
    let mut common = 0;
    for entry in line.iter() {
        common = common_divisor(common, *entry);
        if common == 1 {
            return;
        }
    }
    if common > 1 {
        for entry in line {
            *entry /= common;
        }
    }
}

/// The greatest; of 0 and another number the other, without its sign.
fn common_divisor(one: i64, other: i64) -> i64 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn product(one: i64, other: i64) -> i128 {
    i128::from(one) * i128::from(other)
}
