//! The first corner: looked for, or near numbers that are known to satisfy the rows.

use super::line::{added, product};
use super::walk::Way;
use super::{ARTIFICIAL, Simplex};
use crate::disclosure::system::{Is, Row};

impl Simplex {
    /// A corner of what the rows allow; `None` where they contradict each other.
    pub(in crate::disclosure) fn start(variables: usize, rows: &[Row]) -> Option<Self> {
        Self::of(variables, rows).begun()
    }

    /// The same where nearly all rows come to 0: these are solved first, as no line comes to anything else by it.
    pub(in crate::disclosure) fn start_at_zero(variables: usize, rows: &[Row]) -> Option<Self> {
        let mut simplex = Self::of(variables, rows);
        let values = vec![0; variables + simplex.slacks];
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
        simplex.forget_artificial();
        let width = simplex.width();
        let lines = simplex.entries.chunks_exact_mut(width);
        for (line, (basic, scale)) in lines.zip(simplex.basis.iter().zip(&simplex.scales)) {
            line[width - 1] = added(0, *scale, values[*basic]);
            values[*basic] = 0;
        }
        for (variable, value) in values.into_iter().enumerate() {
            if let Some(column) = simplex.column_of(variable).filter(|_| value > 0) {
                simplex.bring_down(column, value);
            }
        }
        simplex.is_stuck = false;
        simplex
    }

    /// Solves lines for what stands in few rows, and rather for what is more than 0 at some values: those whose turn it is by
    /// what they come to.
    fn solve_for_few(&mut self, rows: &[Row], values: &[i64], is_due: impl Fn(i64) -> bool) {
        let mut lines = vec![0_usize; values.len()];
        for (variable, _) in rows.iter().flat_map(|row| &row.terms) {
            lines[*variable] += 1;
        }
        self.solve(is_due, |variable, entry| {
            (values[variable] == 0, entry.abs(), lines[variable])
        });
    }

    /// Brings a column down from a value, with which the lines come to what they do.
    fn bring_down(&mut self, column: usize, value: i64) {
        let (width, comes_to) = (self.width(), self.columns.len());
        let first = self.leaving(column, Way::Down).filter(|first| {
            let line = self.line(*first);
            product(value, -line[column]) > i128::from(line[comes_to])
        });
        if let Some(first) = first {
            self.pivot(first, column);
            let line = &mut self.entries[first * width..][..width];
            line[comes_to] = added(line[comes_to], self.scales[first], value);
            return;
        }
        for line in self.entries.chunks_exact_mut(width) {
            line[comes_to] = added(line[comes_to], line[column], value);
        }
    }

    /// At its first corner.
    fn begun(mut self) -> Option<Self> {
        let mut gains = vec![0; self.width()];
        let lines = self.lines().zip(&self.basis);
        for (line, _) in lines.filter(|(_, basic)| **basic >= ARTIFICIAL) {
            for (gain, entry) in gains.iter_mut().zip(line) {
                *gain = added(*gain, *entry, 1);
            }
        }
        self.gains = gains;
        self.drive_out().then_some(self)
    }

    /// Brings every artificial variable to 0 and removes it; says whether that could be done.
    pub(super) fn drive_out(&mut self) -> bool {
        let comes_to = self.columns.len();
        while self.gains[comes_to] > 0 {
            let Some(enters) = self.best(self.gains[..comes_to].iter().copied()) else {
                return false;
            };
            let leaves = self
                .leaving(enters, Way::Up)
                .expect("a column that lowers a sum of lines has a positive entry");
            self.pivot(leaves, enters);
        }
        self.gains.clear();
        self.solve(|_| true, |_, _| ());
        self.forget_artificial();
        self.is_stuck = false;
        true
    }

    /// Solves each line that has an artificial variable, if it is its turn by what it comes to, for the variable of it that comes
    /// first by a rank; a line without any says nothing that the others don't.
    fn solve<R: Ord>(&mut self, is_due: impl Fn(i64) -> bool, rank: impl Fn(usize, i64) -> R) {
        let mut at = 0;
        while at < self.basis.len() {
            if self.basis[at] < ARTIFICIAL || !is_due(self.comes_to(at)) {
                at += 1;
                continue;
            }
            let columns = self.line(at).iter().zip(&self.columns).enumerate();
            let ranked = columns.filter(|(_, (entry, _))| **entry != 0);
            let first =
                ranked.min_by_key(|(_, (entry, variable))| (rank(**variable, **entry), **variable));
            if let Some((enters, _)) = first {
                self.pivot(at, enters);
                at += 1;
            } else {
                self.remove_empty(at);
            }
        }
    }

    /// Removes the columns of artificial variables, in which nothing stands.
    fn forget_artificial(&mut self) {
        let is_kept = |column: &usize| self.columns.get(*column) < Some(&ARTIFICIAL);
        let kept: Vec<usize> = (0..self.width()).filter(is_kept).collect();
        if kept.len() == self.width() {
            return;
        }
        let mut entries = Vec::with_capacity(self.basis.len() * kept.len());
        for line in self.lines() {
            entries.extend(kept.iter().map(|column| line[*column]));
        }
        self.entries = entries;
        self.columns.retain(|variable| *variable < ARTIFICIAL);
    }

    /// Removes a line that says nothing that the others don't; the last line takes its place.
    fn remove_empty(&mut self, at: usize) {
        self.basis.swap_remove(at);
        self.scales.swap_remove(at);
        let (width, last) = (self.width(), self.basis.len());
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
