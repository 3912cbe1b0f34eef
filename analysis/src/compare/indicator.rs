//! The R-indicator: how alike the categories of the frame are in how many of them answered.

use serde::Serialize;

use super::contingency::Contingency;
use super::draw;
use super::exact::Tests;
use super::significance::four_figures;

/// An R-indicator: 1 where every category answered at the same rate, lower the more the rates differ.
///
/// Beside it stands what it would be had the same number of answers been drawn at random: on a small
/// population that is some way below 1 too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Indicator {
    /// R = 1 − 2S, with S the standard deviation of the response rates over the frame.
    #[serde(serialize_with = "four_figures")]
    pub plain: f64,
    /// The same with what chance alone adds to S² taken off; this is the one in our sentences.
    #[serde(serialize_with = "four_figures")]
    pub adjusted: f64,
    /// 95 of 100 random draws give an adjusted R of at least this …
    #[serde(serialize_with = "four_figures")]
    pub at_random_from: f64,
    /// … and at most this.
    #[serde(serialize_with = "four_figures")]
    pub at_random_to: f64,
    /// How many were drawn.
    pub draws: u32,
    /// The seed they were drawn from.
    pub seed: u64,
}

/// The R-indicator of the categories of one attribute: column by column of the table, the first row how
/// many answered and the second how many didn't.
///
/// R = 1 − 2S, where S² is the variance of the response propensities over the frame, each unit's propensity
/// being the rate of its category. Chance makes estimated rates differ more than the propensities do, so
/// the adjusted R takes off S² what that adds: Σ rate × (1 − rate) / N over the categories, and no more
/// than there is. This is the adjustment for propensities of a logistic model whose only predictor is the attribute;
/// the whole frame is known, so its part for drawing a sample is nought (the finite-population case n = N).
///
/// Sources: Schouten, Cobben and Bethlehem, "Indicators for the representativeness of survey response",
/// Survey Methodology 35, 2009; Shlomo, Skinner and Schouten, "Estimation of an indicator of the
/// representativeness of survey response", Journal of Statistical Planning and Inference 142, 2012.
///
/// The range at random is the 250th and the 9,750th of 9,999 tables with the same margins (seeded).
/// `None` where there are fewer than two categories, nobody answered or everybody did.
///
/// ```
/// # use analysis::compare::{contingency::Contingency, exact::Tests, indicator::indicator};
/// let even = Contingency::of(&[[10, 20], [10, 20]]);
/// let r = indicator(&even, &Tests::up_to(60, 1)).unwrap();
/// assert_eq!(r.adjusted, 1.0);
/// ```
pub fn indicator(answered: &Contingency, tests: &Tests) -> Option<Indicator> {
    let table = answered.occupied();
    if table.rows() != 2 || table.columns() < 2 {
        return None;
    }
    let mut at_random = Vec::with_capacity(draw::DRAWS as usize);
    draw::tables(&table, tests.logs(), tests.seed(), |drawn| {
        at_random.push(one_less_twice(variance(drawn).adjusted));
    });
    at_random.sort_unstable_by(f64::total_cmp);
    let thousandth = |parts: usize| at_random[(at_random.len() + 1) * parts / 1000 - 1];
    let observed = variance(&table);
    Some(Indicator {
        plain: one_less_twice(observed.plain),
        adjusted: one_less_twice(observed.adjusted),
        at_random_from: thousandth(25),
        at_random_to: thousandth(975),
        draws: draw::DRAWS,
        seed: tests.seed(),
    })
}

fn one_less_twice(variance: f64) -> f64 {
    1.0 - 2.0 * variance.sqrt()
}

struct Variance {
    plain: f64,
    adjusted: f64,
}

/// The variance of the categories' response rates over the units of the frame.
fn variance(answered: &Contingency) -> Variance {
    let units = f64::from(answered.total());
    let overall = f64::from(answered.row_totals()[0]) / units;
    let (mut squares, mut by_chance) = (0.0, 0.0);
    for (column, size) in answered.column_totals().into_iter().enumerate() {
        let rate = f64::from(answered.count(0, column)) / f64::from(size);
        squares += f64::from(size) * (rate - overall).powi(2);
        by_chance += rate * (1.0 - rate);
    }
    let plain = squares / (units - 1.0);
    Variance {
        plain,
        adjusted: (plain - by_chance / units).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_one_half_and_none_of_the_other_is_nearly_nought() {
        let table = Contingency::of(&[[500, 0], [0, 500]]);
        let r = indicator(&table, &Tests::up_to(1000, 1)).expect("two categories");
        assert!(r.adjusted.abs() < 0.002, "{r:?}");
        assert!(r.at_random_from > 0.9, "{r:?}");
    }

    #[test]
    fn the_range_at_random_is_the_same_at_every_run() {
        let table = Contingency::of(&[[9, 17, 6], [2, 16, 6]]);
        let tests = Tests::up_to(60, 3);
        let r = indicator(&table, &tests).expect("three categories");
        assert_eq!(indicator(&table, &tests), Some(r));
        assert!(r.at_random_from < r.at_random_to && r.at_random_to <= 1.0);
        assert!(r.plain < r.adjusted, "taking off what chance adds raises R");
    }

    #[test]
    fn without_two_sides_there_is_no_indicator() {
        let tests = Tests::up_to(20, 1);
        assert_eq!(indicator(&Contingency::of(&[[9, 7], [0, 0]]), &tests), None);
        assert_eq!(indicator(&Contingency::of(&[[0, 0], [9, 7]]), &tests), None);
        assert_eq!(indicator(&Contingency::of(&[[9, 0], [7, 0]]), &tests), None);
    }
}
