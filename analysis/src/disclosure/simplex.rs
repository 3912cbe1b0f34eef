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
    /// One line a basic variable, which stands in no other line and in its own more than 0 times; the last entry is what
    /// the line comes to.
    lines: Vec<Vec<i64>>,
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
        let slacks = rows.iter().filter(|row| row.is == Is::AtMost).count();
        let lacks_slack = |row: &&Row| row.is == Is::Equal || row.right < 0;
        let artificials = rows.iter().filter(lacks_slack).count();
        let real = variables + slacks;
        let columns = real + artificials;
        let (mut slack, mut artificial) = (variables, real);
        let mut lines: Vec<Vec<i64>> = Vec::with_capacity(rows.len());
        let mut gains = vec![0; columns + 1];
        let mut basis = Vec::with_capacity(rows.len());
        for row in rows {
            let sign = if row.right < 0 { -1 } else { 1 };
            let mut line = vec![0; columns + 1];
            for (variable, weight) in &row.terms {
                line[*variable] += sign * weight;
            }
            line[columns] = sign * row.right;
            if row.is == Is::AtMost {
                line[slack] = sign;
                if sign > 0 {
                    basis.push(slack);
                }
                slack += 1;
            }
            if lacks_slack(&row) {
                for (gain, entry) in gains.iter_mut().zip(&line) {
                    *gain += entry;
                }
                line[artificial] = 1;
                basis.push(artificial);
                artificial += 1;
            }
            lines.push(line);
        }
        let mut simplex = Self {
            lines,
            basis,
            variables,
            columns,
            gains,
        };
        simplex.drive_out(real).then_some(simplex)
    }

    /// The same from this corner on, where a variable is moreover at most, or at least, a number; `None` where it can't be.
    pub(super) fn limited(&self, variable: usize, limit: End, at: i64) -> Option<Self> {
        let mut simplex = self.clone();
        let slack = simplex.insert_column();
        let mut line = vec![0; slack + 2];
        let sign = match limit {
            End::Most => 1,
            End::Least => -1,
        };
        (line[variable], line[slack], line[slack + 1]) = (sign, 1, sign * at);
        if let Some(own) = simplex.line_of(variable) {
            let own = &simplex.lines[own];
            take_out(&mut line, variable, own[variable], &entries(own));
        }
        let real = simplex.columns;
        if line[real] < 0 {
            for entry in &mut line {
                *entry = -*entry;
            }
            simplex.gains.clone_from(&line);
            let artificial = simplex.insert_column();
            simplex.gains.insert(artificial, 0);
            line.insert(artificial, 1);
            simplex.basis.push(artificial);
        } else {
            simplex.basis.push(slack);
        }
        simplex.lines.push(line);
        let is_here = simplex.gains.is_empty();
        (is_here || simplex.drive_out(real)).then_some(simplex)
    }

    /// One more column before what the lines come to.
    fn insert_column(&mut self) -> usize {
        for line in &mut self.lines {
            line.insert(self.columns, 0);
        }
        self.columns += 1;
        self.columns - 1
    }

    /// Brings every artificial variable to 0 and removes it; says whether that could be done.
    fn drive_out(&mut self, real: usize) -> bool {
        let mut is_stuck = false;
        while self.gains[self.columns] > 0 {
            let gains = self.gains[..real].iter().copied().enumerate();
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
            is_stuck = self.lines[leaves][self.columns] == 0;
            self.pivot(leaves, enters);
        }
        self.gains.clear();
        let mut line = 0;
        while line < self.lines.len() {
            if self.basis[line] < real {
                line += 1;
                continue;
            }
            match (0..real).find(|column| self.lines[line][*column] != 0) {
                Some(enters) => {
                    self.pivot(line, enters);
                    line += 1;
                }
                // The line says nothing that the others don't.
                None => {
                    self.lines.swap_remove(line);
                    self.basis.swap_remove(line);
                }
            }
        }
        for line in &mut self.lines {
            line.drain(real..self.columns);
        }
        self.columns = real;
        true
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
        for (line, variable) in self.lines.iter().zip(&self.basis) {
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
        let basic = self.lines.iter().zip(&self.basis);
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
            let lowers = |column: &usize| *column != variable && self.lines[line][*column] > 0;
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
                Some(line) => (0..self.columns).find(|column| self.lines[line][*column] < 0),
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
        let line = self.line_of(variable).map(|line| &self.lines[line]);
        line.map_or((0, 1), |line| (line[self.columns], line[variable]))
    }

    fn line_of(&self, variable: usize) -> Option<usize> {
        self.basis.iter().position(|one| *one == variable)
    }

    /// The line that first comes to 0 when a column grows; of several the one whose variable comes first.
    fn leaving(&self, column: usize) -> Option<usize> {
        let positive = (0..self.lines.len()).filter(|line| self.lines[*line][column] > 0);
        positive.reduce(|best, line| {
            let (one, other) = (&self.lines[best], &self.lines[line]);
            let left = product(one[self.columns], other[column]);
            let right = product(other[self.columns], one[column]);
            if (right, self.basis[line]) < (left, self.basis[best]) {
                line
            } else {
                best
            }
        })
    }

    fn pivot(&mut self, leaves: usize, enters: usize) {
        if self.lines[leaves][enters] < 0 {
            for entry in &mut self.lines[leaves] {
                *entry = -*entry;
            }
        }
        let pivot_line = std::mem::take(&mut self.lines[leaves]);
        let (pivot, above) = (pivot_line[enters], entries(&pivot_line));
        let lines = self.lines.iter_mut().chain([&mut self.gains]);
        for line in lines.filter(|line| !line.is_empty()) {
            take_out(line, enters, pivot, &above);
        }
        self.lines[leaves] = pivot_line;
        self.basis[leaves] = enters;
    }
}

/// Takes so much of another line from a line that a column is 0 in it; in the other one it is more than 0, and `entries` are
/// those that aren't 0.
fn take_out(line: &mut [i64], column: usize, pivot: i64, entries: &[(usize, i64)]) {
    let factor = line[column];
    if factor == 0 {
        return;
    }
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
fn entries(line: &[i64]) -> Vec<(usize, i64)> {
    let all = line.iter().copied().enumerate();
    all.filter(|(_, entry)| *entry != 0).collect()
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
