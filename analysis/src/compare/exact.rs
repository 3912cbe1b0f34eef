//! Exact tests: is there a connection between rows and columns, given how many are in each?

use super::contingency::Contingency;
use super::draw;
use super::enumerate;
use super::factorials::Factorials;
use super::significance::Test;
use crate::dataset::Dataset;

/// What every test of a run shares: logarithms of factorials, and the seed of its draws.
///
/// Each test begins its draws anew from the seed, so that its result does not depend on those before it.
#[derive(Clone, Debug)]
pub struct Tests {
    logs: Factorials,
    seed: u64,
}

impl Tests {
    /// For tables of at most so many; a table of more is a mistake of the caller's and panics.
    pub fn up_to(most: usize, seed: u64) -> Self {
        Self {
            logs: Factorials::up_to(most),
            seed,
        }
    }

    /// For any table of a dataset's units or returns.
    pub fn of(dataset: &Dataset, seed: u64) -> Self {
        Self::up_to(dataset.frame.units.len().max(dataset.returns.len()), seed)
    }

    /// The Fisher–Freeman–Halton test: how probable tables no likelier than this one are among those with
    /// the same margins, if rows and columns have nothing to do with each other. `None` where everybody
    /// is in one row or one column: then there is nothing to compare.
    ///
    /// Exact where all tables can be made of at most a million halves, which is decided from the margins
    /// beforehand; else from 9,999 seeded draws, whose work does not grow with the counts. Tables count
    /// as equally likely within a relative 10⁻⁷. A table of 2×2 gives Fisher's exact test, two-sided.
    ///
    /// Source: Freeman and Halton, "Note on an exact treatment of contingency, goodness of fit and other
    /// problems of significance", Biometrika 38, 1951.
    ///
    /// ```
    /// # use analysis::compare::{contingency::Contingency, exact::Tests};
    /// // Fisher's tea: R's fisher.test(matrix(c(3, 1, 1, 3), 2)) gives 0.4857.
    /// let tea = Tests::up_to(8, 1).independence(&Contingency::of(&[[3, 1], [1, 3]])).unwrap();
    /// assert_eq!(tea.to_string(), "p\u{a0}=\u{a0}0.49");
    /// ```
    pub fn independence(&self, table: &Contingency) -> Option<Test> {
        let table = table.occupied();
        if table.rows() < 2 || table.columns() < 2 {
            return None;
        }
        let exact = enumerate::as_unlikely(&table, &self.logs).map(Test::exact);
        Some(exact.unwrap_or_else(|| self.by_draws(&table)))
    }

    fn by_draws(&self, table: &Contingency) -> Test {
        let threshold = enumerate::unlikeliness(table, &self.logs) - enumerate::TIE;
        let mut as_unlikely = 0;
        draw::tables(table, &self.logs, self.seed, |drawn| {
            if enumerate::unlikeliness(drawn, &self.logs) >= threshold {
                as_unlikely += 1;
            }
        });
        Test::drawn(draw::DRAWS, as_unlikely, self.seed)
    }

    pub(super) fn logs(&self) -> &Factorials {
        &self.logs
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::compare::significance::How;

    /// Every table with the margins, one by one, with integer arithmetic as far as it goes.
    fn brute_force(table: &Contingency) -> f64 {
        fn factorial(number: u32) -> f64 {
            (1..=number).map(f64::from).product()
        }
        fn weight(counts: &[u32]) -> f64 {
            counts.iter().map(|count| 1.0 / factorial(*count)).product()
        }
        fn visit(counts: &mut Vec<u32>, rows: &[u32], columns: &[u32], found: &mut Vec<f64>) {
            let width = columns.len();
            let at = counts.len();
            if at == rows.len() * width {
                found.push(weight(counts));
                return;
            }
            let (row, column) = (at / width, at % width);
            let left = rows[row] - counts[row * width..].iter().sum::<u32>();
            let above: u32 = (0..row).map(|one| counts[one * width + column]).sum();
            let most = left.min(columns[column] - above);
            let must_take_all = column + 1 == width;
            let last_row = row + 1 == rows.len();
            for count in 0..=most {
                let fits = (!must_take_all || count == left)
                    && (!last_row || count == columns[column] - above);
                if fits {
                    counts.push(count);
                    visit(counts, rows, columns, found);
                    counts.pop();
                }
            }
        }
        let mut found = Vec::new();
        visit(
            &mut Vec::new(),
            &table.row_totals(),
            &table.column_totals(),
            &mut found,
        );
        let limit = weight(table.counts()) * (1.0 + enumerate::TIE);
        let unlikely: f64 = found.iter().filter(|one| **one <= limit).sum();
        unlikely / found.iter().sum::<f64>()
    }

    fn at_random(chance: &mut Chance, rows: usize, columns: usize, people: usize) -> Contingency {
        let mut place = || (chance.below(rows), chance.below(columns));
        let everybody: Vec<(usize, usize)> = (0..people).map(|_| place()).collect();
        Contingency::tally(rows, columns, everybody)
    }

    #[test]
    fn meeting_in_the_middle_finds_every_table_that_brute_force_finds() {
        let mut chance = Chance::of(4);
        let tests = Tests::up_to(40, 1);
        for round in 0..150 {
            let (rows, columns) = (2 + chance.below(3), 2 + chance.below(3));
            let people = 2 + chance.below(16);
            let table = at_random(&mut chance, rows, columns, people);
            let occupied = table.occupied();
            match tests.independence(&table) {
                Some(test) => {
                    assert_eq!(test.how, How::Exact);
                    let expect = brute_force(&occupied);
                    assert!(
                        (test.p - expect).abs() < 1e-9,
                        "{round}: {occupied:?} {test:?} {expect}"
                    );
                }
                None => assert!(occupied.rows() < 2 || occupied.columns() < 2),
            }
        }
    }

    #[test]
    fn rows_and_columns_are_alike() {
        let mut chance = Chance::of(5);
        let tests = Tests::up_to(60, 1);
        for _ in 0..20 {
            let table = at_random(&mut chance, 2, 5, 60);
            let there = tests.independence(&table).expect("both rows are occupied");
            let back = tests
                .independence(&table.transposed())
                .expect("so are both columns");
            assert_eq!(there, back);
        }
    }

    #[test]
    fn draws_come_near_what_listing_finds() {
        let mut chance = Chance::of(6);
        let tests = Tests::up_to(60, 9);
        for _ in 0..6 {
            let table = at_random(&mut chance, 3, 3, 40).occupied();
            let exact = tests.independence(&table).expect("the table is full").p;
            let drawn = tests.by_draws(&table).p;
            // Five standard errors of 9,999 draws.
            let near = 5.0 * (exact * (1.0 - exact) / 9_999.0).sqrt() + 2e-4;
            assert!((exact - drawn).abs() < near, "{table:?}: {exact} {drawn}");
        }
    }

    #[test]
    fn a_table_too_large_to_list_is_drawn_the_same_twice() {
        let table = at_random(&mut Chance::of(7), 9, 6, 75);
        let tests = Tests::up_to(75, 42);
        let test = tests.independence(&table).expect("the table is full");
        assert!(matches!(
            test.how,
            How::Drawn {
                draws: 9_999,
                seed: 42,
                ..
            }
        ));
        assert_eq!(tests.independence(&table), Some(test));
    }

    #[test]
    fn half_a_million_returns_take_no_longer_than_a_few() {
        let table = at_random(&mut Chance::of(8), 9, 5, 557_077);
        let test = Tests::up_to(557_077, 1)
            .independence(&table)
            .expect("the table is full");
        assert!(matches!(test.how, How::Drawn { .. }));
        assert!(
            test.p > 0.001,
            "nobody's row had to do with their column: {test}"
        );
    }

    #[test]
    fn one_category_is_no_comparison() {
        let tests = Tests::up_to(20, 1);
        assert_eq!(
            tests.independence(&Contingency::of(&[[5, 7], [0, 0]])),
            None
        );
        assert_eq!(
            tests.independence(&Contingency::of(&[[5, 0], [7, 0]])),
            None
        );
        assert_eq!(tests.independence(&Contingency::empty(2, 2)), None);
    }
}
