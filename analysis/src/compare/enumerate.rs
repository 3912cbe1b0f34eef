//! Every table with the same margins, met in the middle.
//!
//! The tables with given margins are too many to visit one by one, but a table is two halves: some of its
//! lines, and the others. Whatever the first half has taken from each column, the second must make up. So
//! each half is listed by itself, sorted by what it takes, and only sums of their probabilities are
//! made for the pairs that fit: for 153 units in 9 regions, answered or not, under 700,000 halves stand for
//! some 2,600 million tables.
//! (Meeting in the middle: Horowitz and Sahni, "Computing partitions with applications to the knapsack
//! problem", Journal of the ACM 21, 1974. Mehta and Patel's network, JASA 78, 1983, prunes the same sum.)

use super::contingency::Contingency;
use super::factorials::Factorials;

/// How many halves are listed at most; a table that needs more is left to draws.
pub(super) const MOST_HALVES: u64 = 1_000_000;

/// Tables this much likelier than the one observed, relatively, count as equally likely: what differs by
/// less is rounding (R's `fisher.test` takes the same for tables of 2×2).
pub(super) const TIE: f64 = 1e-7;

/// The probability of the tables with these margins that are no likelier than this one, were rows and
/// columns independent; `None` where listing takes more than [`MOST_HALVES`].
///
/// The table has at least two rows and two columns, none of them empty.
pub(super) fn as_unlikely(table: &Contingency, logs: &Factorials) -> Option<f64> {
    let table = if table.rows() < table.columns() {
        table.transposed()
    } else {
        table.clone()
    };
    // The largest column comes last, because there it takes what the others leave; the longest lines come
    // first, so that a cut near the middle parts the work.
    let mut columns = table.column_totals();
    columns.sort_unstable();
    let mut lines = table.row_totals();
    lines.sort_unstable_by(|a, b| b.cmp(a));
    let cut = cheapest_cut(&lines, &columns)?;
    let places = Places::of(&columns, table.total())?;
    let (first, second) = lines.split_at(cut);
    let [first, second] = [first, second].map(|lines| halves(lines, &columns, &places, logs));
    let margins = sum_of_logs(&lines, logs) + sum_of_logs(&columns, logs);
    let meeting = Meeting {
        whole: places.taken(&columns),
        constant: margins - logs.ln(table.total() as usize),
        threshold: unlikeliness(&table, logs) - TIE,
    };
    Some(meeting.probability(&first, &second).min(1.0))
}

/// The part of a table's probability that its margins don't fix, as the sum of its counts' log-factorials:
/// the more, the less likely.
pub(super) fn unlikeliness(table: &Contingency, logs: &Factorials) -> f64 {
    sum_of_logs(table.counts(), logs)
}

fn sum_of_logs(counts: &[u32], logs: &Factorials) -> f64 {
    counts.iter().map(|count| logs.ln(*count as usize)).sum()
}

/// After how many lines to part them, so that the two halves are as short as can be.
fn cheapest_cut(lines: &[u32], columns: &[u32]) -> Option<usize> {
    let ways: Vec<f64> = lines
        .iter()
        .map(|line| ways_at_most(*line, columns))
        .collect();
    let cost = |cut: usize| {
        let (first, second) = ways.split_at(cut);
        first.iter().product::<f64>() + second.iter().product::<f64>()
    };
    let cut = (1..lines.len()).min_by(|a, b| cost(*a).total_cmp(&cost(*b)))?;
    #[expect(clippy::cast_precision_loss, reason = "a million is exact")]
    let limit = MOST_HALVES as f64;
    (cost(cut) <= limit).then_some(cut)
}

/// No fewer than the ways to spread a line over the columns, of which the largest comes last: it has no
/// choice left, and no column takes more than it holds.
fn ways_at_most(line: u32, columns: &[u32]) -> f64 {
    let choices = columns.len() - 1;
    let boxed: f64 = columns[..choices]
        .iter()
        .map(|column| f64::from(line.min(*column)) + 1.0)
        .product();
    let stars_and_bars: f64 = (1..=choices)
        .map(|choice| {
            let choice = super::factorials::as_real(choice);
            (f64::from(line) + choice) / choice
        })
        .product();
    boxed.min(stars_and_bars)
}

/// What has been taken from each column, as the digits of one number; the last column follows from the rest.
struct Places(Vec<u64>);

impl Places {
    fn of(columns: &[u32], total: u32) -> Option<Self> {
        // Digits this wide never carry, so that a half which takes too much meets no other.
        let width = u64::from(total) + 1;
        let digits = u32::try_from(columns.len() - 1).ok()?;
        width.checked_pow(digits)?;
        Some(Self((0..digits).map(|power| width.pow(power)).collect()))
    }

    fn taken(&self, counts: &[u32]) -> u64 {
        let digits = self.0.iter().zip(counts);
        digits.map(|(place, count)| place * u64::from(*count)).sum()
    }
}

/// Some lines of a table, filled in.
#[derive(Clone, Copy)]
struct Half {
    taken: u64,
    unlikeliness: f64,
}

impl Half {
    /// What halves are sorted by: what they take, then how unlikely they are. Numbers from 0 up are in the
    /// order of their bits, and one comparison sorts faster than two.
    fn rank(&self) -> u128 {
        u128::from(self.taken) << 64 | u128::from(self.unlikeliness.to_bits())
    }
}

fn halves(lines: &[u32], columns: &[u32], places: &Places, logs: &Factorials) -> Vec<Half> {
    let mut found = vec![Half {
        taken: 0,
        unlikeliness: 0.0,
    }];
    for line in lines {
        let mut ways = Vec::new();
        let mut counts = vec![0; columns.len()];
        fill(*line, columns, 0, &mut counts, &mut |counts| {
            ways.push(Half {
                taken: places.taken(counts),
                unlikeliness: sum_of_logs(counts, logs),
            });
        });
        let longer = |half: &Half| {
            let half = *half;
            ways.iter().map(move |way| Half {
                taken: half.taken + way.taken,
                unlikeliness: half.unlikeliness + way.unlikeliness,
            })
        };
        found = found.iter().flat_map(longer).collect();
    }
    found.sort_unstable_by_key(Half::rank);
    found
}

/// Every way to spread what is left of a line over the columns from `at` on.
fn fill(left: u32, columns: &[u32], at: usize, counts: &mut [u32], found: &mut impl FnMut(&[u32])) {
    if at + 1 == columns.len() {
        if left <= columns[at] {
            counts[at] = left;
            found(counts);
        }
        return;
    }
    for count in 0..=left.min(columns[at]) {
        counts[at] = count;
        fill(left - count, columns, at + 1, counts, found);
    }
}

struct Meeting {
    /// What both halves take together.
    whole: u64,
    /// The log-probability of a table whose unlikeliness is 0.
    constant: f64,
    /// The unlikeliness from which on a table counts.
    threshold: f64,
}

impl Meeting {
    fn probability(&self, first: &[Half], second: &[Half]) -> f64 {
        let alike = |a: &Half, b: &Half| a.taken == b.taken;
        let mut partners = second.chunk_by(alike).rev().peekable();
        let mut sum = 0.0;
        for ours in first.chunk_by(alike) {
            // The more one half takes, the less it leaves to the other.
            let total = |theirs: &[Half]| ours[0].taken + theirs[0].taken;
            while partners
                .next_if(|theirs| total(theirs) > self.whole)
                .is_some()
            {}
            if let Some(theirs) = partners.next_if(|theirs| total(theirs) == self.whole) {
                sum += self.pairs(ours, theirs);
            }
        }
        sum
    }

    /// The probability of the pairs that count, of halves that fit each other, the likeliest of each first.
    fn pairs(&self, ours: &[Half], theirs: &[Half]) -> f64 {
        // Weights relative to the likeliest neither overflow nor lose what counts.
        let (our_best, their_best) = (ours[0].unlikeliness, theirs[0].unlikeliness);
        let mut unlikely = theirs.iter().rev().peekable();
        let (mut theirs_so_far, mut sum) = (0.0, 0.0);
        for half in ours {
            let counts = |other: &&Half| half.unlikeliness + other.unlikeliness >= self.threshold;
            while let Some(other) = unlikely.next_if(counts) {
                theirs_so_far += (their_best - other.unlikeliness).exp();
            }
            sum += (our_best - half.unlikeliness).exp() * theirs_so_far;
        }
        sum * (self.constant - our_best - their_best).exp()
    }
}
