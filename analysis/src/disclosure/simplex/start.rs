//! The first corner: looked for, or near numbers that are known to satisfy the rows.

use super::Simplex;
use super::line::{added, product};
use super::walk::Way;
use crate::disclosure::system::{Is, Row};

impl Simplex {
    /// A corner of what the rows allow; `None` where they contradict each other.
    pub(in crate::disclosure) fn start(variables: usize, rows: &[Row]) -> Option<Self> {
        Self::of(variables, rows).begun()
    }

    /// The same where nearly all rows come to 0: these are solved first, as no line comes to anything else by it.
    pub(in crate::disclosure) fn start_at_zero(variables: usize, rows: &[Row]) -> Option<Self> {
        let mut simplex = Self::of(variables, rows);
        let values = vec![0; simplex.columns];
        simplex.solve_for_few(rows, &values, |comes_to| comes_to == 0);
        simplex.begun()
    }

    /// A corner near numbers that satisfy the rows, or at them where these are one.
    ///
    /// The lines are solved for what is more than 0 there. What is more than 0 and isn't basic then is brought down to 0 or,
    /// where another one comes to 0 first, takes its place.
    pub(in crate::disclosure) fn start_near(numbers: &[i64], rows: &[Row]) -> Self {
        let mut simplex = Self::of(numbers.len(), rows);
        let slacks = rows.iter().filter(|row| row.is == Is::AtMost);
        let slacks = slacks.map(|row| row.left_of(numbers));
        let mut values: Vec<i64> = numbers.iter().copied().chain(slacks).collect();
        simplex.solve_for_few(rows, &values, |_| true);
        let comes_to = simplex.columns;
        let lines = simplex.entries.chunks_exact_mut(comes_to + 1);
        for (line, basic) in lines.zip(&simplex.basis) {
            line[comes_to] = added(0, line[*basic], values[*basic]);
            values[*basic] = 0;
        }
        for (column, value) in values.into_iter().enumerate() {
            if value > 0 {
                simplex.bring_down(column, value);
            }
        }
        simplex.is_stuck = false;
        simplex
    }

    /// Solves lines for what stands in few rows, and rather for what is more than 0 at some values: those whose turn it is by
    /// what they come to.
    fn solve_for_few(&mut self, rows: &[Row], values: &[i64], is_due: impl Fn(i64) -> bool) {
        let mut lines = vec![0_usize; self.columns];
        for (variable, _) in rows.iter().flat_map(|row| &row.terms) {
            lines[*variable] += 1;
        }
        let few = |line: &[i64]| {
            let columns = (0..values.len()).filter(|column| line[*column] != 0);
            columns.min_by_key(|column| (values[*column] == 0, line[*column].abs(), lines[*column]))
        };
        self.solve(is_due, few);
    }

    /// Brings a column down from a value, with which the lines come to what they do.
    fn bring_down(&mut self, column: usize, value: i64) {
        let (width, comes_to) = (self.columns + 1, self.columns);
        let first = self.leaving(column, Way::Down).filter(|first| {
            let line = self.line(*first);
            product(value, -line[column]) > i128::from(line[comes_to])
        });
        let lines = if let Some(first) = first {
            self.pivot(first, column);
            first..first + 1
        } else {
            0..self.basis.len()
        };
        let entries = &mut self.entries[lines.start * width..lines.end * width];
        for line in entries.chunks_exact_mut(width) {
            line[comes_to] = added(line[comes_to], line[column], value);
        }
    }

    /// At its first corner.
    fn begun(mut self) -> Option<Self> {
        let mut gains = vec![0; self.columns + 1];
        let lines = self.lines().zip(&self.basis);
        for (line, _) in lines.filter(|(_, basic)| **basic >= self.columns) {
            for (gain, entry) in gains.iter_mut().zip(line) {
                *gain = added(*gain, *entry, 1);
            }
        }
        self.gains = gains;
        self.drive_out().then_some(self)
    }

    /// Brings every artificial variable to 0 and removes it; says whether that could be done.
    pub(super) fn drive_out(&mut self) -> bool {
        while self.gains[self.columns] > 0 {
            let gains = self.gains[..self.columns].iter().copied().enumerate();
            let Some(enters) = self.best(gains) else {
                return false;
            };
            let leaves = self
                .leaving(enters, Way::Up)
                .expect("a column that lowers a sum of lines has a positive entry");
            self.pivot(leaves, enters);
        }
        self.gains.clear();
        self.solve(|_| true, |line| line.iter().position(|entry| *entry != 0));
        self.is_stuck = false;
        true
    }

    /// Solves each line that has an artificial variable for a column that is chosen of it, if it is its turn by what it comes to.
    fn solve(&mut self, is_due: impl Fn(i64) -> bool, choose: impl Fn(&[i64]) -> Option<usize>) {
        let mut at = 0;
        while at < self.basis.len() {
            let (entries, comes_to) = self.line(at).split_at(self.columns);
            if self.basis[at] < self.columns || !is_due(comes_to[0]) {
                at += 1;
            } else if let Some(enters) = choose(entries) {
                self.pivot(at, enters);
                at += 1;
            } else {
                self.remove_empty(at);
            }
        }
    }

    /// Removes a line that says nothing that the others don't; the last line takes its place.
    fn remove_empty(&mut self, at: usize) {
        self.basis.swap_remove(at);
        let (width, last) = (self.columns + 1, self.basis.len());
        self.entries.copy_within(last * width.., at * width);
        self.entries.truncate(last * width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::disclosure::bounds::End;

    /// Some numbers, and rows that they satisfy: sums with weights, and one that limits them all.
    fn drawn(chance: &mut Chance) -> (Vec<i64>, Vec<Row>) {
        let whole = |number: usize| i64::try_from(number).expect("it is small");
        let numbers: Vec<i64> = (0..2 + chance.below(7))
            .map(|_| whole(chance.below(4)))
            .collect();
        let mut rows: Vec<Row> = (0..=chance.below(5))
            .map(|_| {
                let some = (0..numbers.len()).filter(|_| chance.once_in(2));
                let places: Vec<usize> = some.collect();
                let weight = |place| (place, *chance.one(&[-2, -1, 1, 1]));
                Row {
                    terms: places.into_iter().map(weight).collect(),
                    is: *chance.one(&[Is::Equal, Is::AtMost]),
                    right: 0,
                }
            })
            .collect();
        rows.push(Row {
            terms: (0..numbers.len()).map(|place| (place, 1)).collect(),
            is: Is::AtMost,
            right: 0,
        });
        for row in &mut rows {
            let more = match row.is {
                Is::Equal => 0,
                Is::AtMost => whole(chance.below(3)),
            };
            row.right = more - row.left_of(&numbers);
        }
        (numbers, rows)
    }

    #[test]
    fn the_ends_are_the_same_wherever_a_walk_begins() {
        let mut chance = Chance::of(1);
        for _ in 0..2000 {
            let (numbers, rows) = drawn(&mut chance);
            let mut looked_for = Simplex::start(numbers.len(), &rows).expect("numbers satisfy it");
            let mut near = Simplex::start_near(&numbers, &rows);
            if let Some(corner) = near.corner() {
                assert!(rows.iter().all(|row| row.holds(&corner)), "{rows:?}");
                assert!(corner.iter().all(|number| *number >= 0), "{rows:?}");
            }
            for variable in 0..numbers.len() {
                for end in [End::Least, End::Most] {
                    let ends = [&mut looked_for, &mut near].map(|one| one.walk(variable, end));
                    assert_eq!(ends[0], ends[1], "{numbers:?} {rows:?}");
                }
            }
        }
    }
}
