//! Tables drawn at random with fixed margins.
//!
//! A few people's columns are shuffled over their rows, which takes a step a person. Of many, the table is
//! filled cell by cell, each from its hypergeometric distribution: that gives the same tables as often, and its
//! work depends on the cells alone, so that half a million returns cost no more than a few.

use super::contingency::Contingency;
use super::factorials::{Factorials, as_real};
use crate::chance::Chance;

/// How many tables a test draws where it can't list them all.
pub(super) const DRAWS: u32 = 9_999;

/// Up to so many people a free cell, shuffling is the quicker way.
const FEW: usize = 20;

/// Draws [`DRAWS`] tables with the margins of this one and hands each to `look`.
pub(super) fn tables(
    like: &Contingency,
    logs: &Factorials,
    seed: u64,
    look: impl FnMut(&Contingency),
) {
    let margins = Margins {
        rows: like.row_totals(),
        columns: like.column_totals(),
    };
    let free_cells = (margins.rows.len() - 1) * (margins.columns.len() - 1);
    if like.total() as usize <= FEW * free_cells {
        margins.shuffle(seed, look);
    } else {
        margins.fill(logs, seed, look);
    }
}

struct Margins {
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Margins {
    fn shuffle(&self, seed: u64, mut look: impl FnMut(&Contingency)) {
        let everybody = |totals: &[u32]| -> Vec<usize> {
            let lines = totals.iter().enumerate();
            lines
                .flat_map(|(line, total)| vec![line; *total as usize])
                .collect()
        };
        let (rows, mut columns) = (everybody(&self.rows), everybody(&self.columns));
        let mut chance = Chance::of(seed);
        for _ in 0..DRAWS {
            chance.shuffle(&mut columns);
            let people = rows.iter().copied().zip(columns.iter().copied());
            look(&Contingency::tally(
                self.rows.len(),
                self.columns.len(),
                people,
            ));
        }
    }

    fn fill(&self, logs: &Factorials, seed: u64, mut look: impl FnMut(&Contingency)) {
        let mut chance = Chance::of(seed);
        let mut table = Contingency::empty(self.rows.len(), self.columns.len());
        for _ in 0..DRAWS {
            let mut left_in_columns = self.columns.clone();
            for (row, total) in self.rows.iter().enumerate() {
                let mut left_in_row = *total;
                let mut beyond: u32 = left_in_columns.iter().sum();
                for (column, left) in left_in_columns.iter_mut().enumerate() {
                    beyond -= *left;
                    let count = hypergeometric(&mut chance, logs, *left, beyond, left_in_row);
                    *table.at(row, column) = count;
                    *left -= count;
                    left_in_row -= count;
                }
            }
            look(&table);
        }
    }
}

/// How many of `wanted` are among `taken` of `wanted + others`.
///
/// By the ratio of uniforms (Stadlober, "The ratio of uniforms approach for generating discrete random
/// variates", Journal of Computational and Applied Mathematics 31, 1990), whose work does not grow with
/// the numbers.
fn hypergeometric(
    chance: &mut Chance,
    logs: &Factorials,
    wanted: u32,
    others: u32,
    taken: u32,
) -> u32 {
    let left = wanted + others - taken;
    if wanted == 0 || taken == 0 {
        return 0;
    }
    if others == 0 || left == 0 {
        return wanted.min(taken);
    }
    // Counting the rarer kind in the smaller part keeps the distribution at the small numbers.
    let (rare, common) = (wanted.min(others), wanted.max(others));
    let (part, rest) = (taken.min(left), taken.max(left));
    let rare_in_part = ratio_of_uniforms(chance, logs, rare, common, part, rest);
    let wanted_in_part = if wanted <= others {
        rare_in_part
    } else {
        part - rare_in_part
    };
    if taken <= left {
        wanted_in_part
    } else {
        wanted - wanted_in_part
    }
}

fn ratio_of_uniforms(
    chance: &mut Chance,
    logs: &Factorials,
    rare: u32,
    common: u32,
    part: u32,
    rest: u32,
) -> u32 {
    let [rare_, common_, part_, rest_] = [rare, common, part, rest].map(f64::from);
    let all = rare_ + common_;
    let centre = part_ * rare_ / all + 0.5;
    let variance = part_ * rest_ * rare_ * common_ / (all * all * (all - 1.0));
    let e = std::f64::consts::E;
    let width = 2.0 * (2.0 / e).sqrt() * (variance + 0.5).sqrt() + (3.0 - 2.0 * (3.0 / e).sqrt());
    let log_weight = |count: u32| {
        -(logs.ln(count as usize)
            + logs.ln((rare - count) as usize)
            + logs.ln((part - count) as usize)
            + logs.ln((common + count - part) as usize))
    };
    let most = part.min(rare);
    let mode = floor((part_ + 1.0) * (rare_ + 1.0) / (all + 2.0));
    let best = log_weight(mode.min(most));
    loop {
        let (radius, angle) = (uniform(chance), uniform(chance));
        let at = centre + width * (angle - 0.5) / radius;
        if at < 0.0 || at >= f64::from(most) + 1.0 {
            continue;
        }
        let count = floor(at);
        if 2.0 * radius.ln() <= log_weight(count) - best {
            return count;
        }
    }
}

/// Between 0 and 1 and neither of them.
fn uniform(chance: &mut Chance) -> f64 {
    const PARTS: usize = 1 << 52;
    (as_real(chance.below(PARTS)) + 0.5) / as_real(PARTS)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is rounded lies between 0 and a count"
)]
fn floor(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pearson's statistic of 20,000 draws against the distribution itself, cells of five and more.
    fn misfit(wanted: u32, others: u32, taken: u32) -> (f64, f64) {
        let logs = Factorials::up_to((wanted + others) as usize);
        let mut chance = Chance::of(20_230_703);
        let draws = 20_000;
        let mut seen = vec![0_u32; wanted as usize + 1];
        for _ in 0..draws {
            seen[hypergeometric(&mut chance, &logs, wanted, others, taken) as usize] += 1;
        }
        let (mut statistic, mut cells) = (0.0, 0.0);
        for (count, seen) in (0_u32..).zip(&seen) {
            if count > taken || taken - count > others {
                assert_eq!(*seen, 0, "{count} cannot be");
                continue;
            }
            let ways = logs.ln_choose(wanted as usize, count as usize)
                + logs.ln_choose(others as usize, (taken - count) as usize)
                - logs.ln_choose((wanted + others) as usize, taken as usize);
            let expected = ways.exp() * f64::from(draws);
            if expected >= 5.0 {
                statistic += (f64::from(*seen) - expected).powi(2) / expected;
                cells += 1.0;
            } else {
                assert!(
                    f64::from(*seen) < expected + 25.0,
                    "{count} comes too often"
                );
            }
        }
        (statistic, cells)
    }

    #[test]
    fn draws_follow_the_hypergeometric_distribution() {
        let shapes = [
            (1, 1, 1),
            (3, 2, 4),
            (11, 142, 75),
            (142, 11, 78),
            (75, 78, 75),
            (60, 10, 65),
            (2000, 3000, 700),
            (3000, 2000, 4500),
        ];
        for (wanted, others, taken) in shapes {
            let (statistic, cells) = misfit(wanted, others, taken);
            // Four standard deviations above the mean of chi-square.
            let limit = cells + 4.0 * (2.0 * cells).sqrt() + 4.0;
            assert!(
                statistic < limit,
                "{wanted}, {others}, {taken}: {statistic} of {cells}"
            );
        }
    }

    #[test]
    fn either_way_of_drawing_keeps_the_margins_and_gives_the_same_tables() {
        let like = Contingency::of(&[[3, 0, 7], [2, 9, 1], [5, 5, 0], [0, 1, 1]]);
        let logs = Factorials::up_to(34);
        let margins = Margins {
            rows: like.row_totals(),
            columns: like.column_totals(),
        };
        let mut first_cells = [0_u32; 2];
        let mut check = |way: usize, table: &Contingency| {
            assert_eq!(table.row_totals(), margins.rows);
            assert_eq!(table.column_totals(), margins.columns);
            first_cells[way] += table.count(0, 0);
        };
        margins.shuffle(1, |table| check(0, table));
        margins.fill(&logs, 1, |table| check(1, table));
        // The mean is 10 × 10 / 34; its standard error over 9,999 draws is below 0.013.
        for sum in first_cells {
            let mean = f64::from(sum) / f64::from(DRAWS);
            assert!((mean - 100.0 / 34.0).abs() < 0.06, "{mean}");
        }
    }
}
