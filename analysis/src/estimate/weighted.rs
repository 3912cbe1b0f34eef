//! Weighted shares: estimates for all, with how sure they are.

use std::collections::BTreeSet;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::beta;
use super::fit::Cell;
use super::interval::of_binomial;
use super::raking::Raking;
use super::range::{Confidence, PercentRange, UnitRange};
use crate::share::Percent;

/// A weighted share: an estimate for all, and never a [`crate::share::Share`], for no count stands behind it.
///
/// Serialised as `{percent, percent_1, base, standard_error, effective, interval}`; `percent_1` and `standard_error` are null
/// where it is told in whole percent only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The weighted share, as a fraction of one.
    fraction: f64,
    standard_error: f64,
    base: u32,
    effective: f64,
    interval: PercentRange,
    /// Whether it is told in whole percent only.
    is_rough: bool,
}

/// Why there is no weighted share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// There is not one answer, or gap, for each weight.
    #[error("{answers} answers for {respondents} respondents")]
    AnswersMissing {
        /// How many answers were given.
        answers: usize,
        /// How many respondents have a weight.
        respondents: usize,
    },
    /// Nobody is in the base.
    #[error("the base is empty")]
    EmptyBase,
}

impl Estimate {
    /// The percentage at so many decimals, rounded half up; at none where it is told in whole percent only.
    pub fn percent(&self, decimals: u8) -> Percent {
        Percent::of_fraction(self.fraction, if self.is_rough { 0 } else { decimals })
    }

    /// The share as a fraction of one, for drawing lengths; never for printing.
    pub fn fraction(&self) -> f64 {
        self.fraction
    }

    /// Its standard error, as a fraction of one; `None` where it is told in whole percent only; 0 where everybody or nobody said
    /// so, which is why the interval then comes from elsewhere.
    pub fn standard_error(&self) -> Option<f64> {
        (!self.is_rough).then_some(self.standard_error)
    }

    /// How many answered, without weights.
    pub fn base(&self) -> u32 {
        self.base
    }

    /// How many answers drawn from a population without end would be as sure: more than the base where many of all answered.
    /// Infinite, and null in JSON, where everybody did.
    pub fn effective(&self) -> f64 {
        self.effective
    }

    /// Whether it is told in whole percent only, as more would tell answers that are withheld.
    pub fn is_rough(&self) -> bool {
        self.is_rough
    }

    /// How far it may be off.
    pub fn interval(&self) -> PercentRange {
        self.interval
    }

    /// The same with an interval that holds nothing of which it is certain that it isn't so, as [`super::worst_case`] says.
    pub(super) fn within(self, certain: UnitRange) -> Self {
        let of_all = |units: u32| f64::from(units) / f64::from(certain.population());
        let PercentRange { low, high } = self.interval;
        // An estimate may lie where it can't be true; its range still reaches it.
        let interval = PercentRange {
            low: low.max(of_all(certain.low())).min(self.fraction),
            high: high.min(of_all(certain.high())).max(self.fraction),
        };
        Self { interval, ..self }
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut estimate = serializer.serialize_struct("Estimate", 6)?;
        estimate.serialize_field("percent", &self.percent(0).whole())?;
        let exact = (!self.is_rough).then(|| self.percent(1).as_f64());
        estimate.serialize_field("percent_1", &exact)?;
        estimate.serialize_field("base", &self.base)?;
        estimate.serialize_field("standard_error", &self.standard_error())?;
        estimate.serialize_field("effective", &self.effective)?;
        estimate.serialize_field("interval", &self.interval)?;
        estimate.end()
    }
}

/// The weighted share of those that said so, with its Korn–Graubard interval.
///
/// `said` has one entry a respondent, in the order that [`super::rake`] was given them: whether it said
/// so, or `None` where it is not in the base. Base: the respondents with an entry.
///
/// - The standard error is linearised: what the margins explain of an answer adds nothing to it, because
///   they are matched (J.-C. Deville, C.-E. Särndal and O. Sautory, *Journal of the American Statistical
///   Association* 88, 1993; as `svymean` after `rake` in R's `survey`).
/// - The finite-population correction is 1 − base/N. It counts those that answered this question, not
///   all respondents, so that it agrees with [`super::exact`]: who left it empty is as silent as who did
///   not answer at all.
/// - The interval is E. L. Korn and B. I. Graubard's (*Survey Methodology* 24, 1998): Clopper and Pearson's
///   ends for the effective number of answers, p(1−p) over the variance, times the squared ratio of t at
///   respondents − 1 and at base − 1 degrees of freedom (as `svyciprop(method = "beta")`).
/// - The effective number is at most base / (1 − base/N), what the same answers are worth without weights:
///   as Korn and Graubard advise, matching margins never makes a figure surer than that. `survey` has no
///   such limit.
/// - At 0 and 100 % there is no variance to tell. Then the effective number is Kish's, (Σw)²/Σw², divided by
///   the same correction.
///
/// ```
/// # use analysis::dataset::{Attribute, Choice};
/// # use analysis::estimate::{Bounds, Confidence, Margin, rake, weighted};
/// # let choice = |id: &str| Choice { id: id.into(), label: id.into() };
/// // Two of three in the north answered, and two of six in the south.
/// let region = Attribute {
///     id: "region".into(),
///     label: "Region".into(),
///     categories: vec![choice("north"), choice("south")],
///     values: vec![0, 0, 0, 1, 1, 1, 1, 1, 1],
/// };
/// let raking = rake(&[Margin::of(&region, &[])], &[0, 1, 3, 4], Bounds::default())?;
/// let said = [Some(true), Some(true), Some(true), Some(false)];
/// let share = weighted(&raking, &said, Confidence::NinetyFive)?;
/// assert_eq!(share.percent(0).to_string(), "67%");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`NoEstimate`] where entries are missing or none is in the base.
pub fn weighted(
    raking: &Raking,
    said: &[Option<bool>],
    confidence: Confidence,
) -> Result<Estimate, NoEstimate> {
    let tallies = tally(raking, said)?;
    let cells = || raking.cells.iter().zip(&tallies);
    let base: u32 = tallies.iter().map(|tally| tally.yes + tally.no).sum();
    if base == 0 {
        return Err(NoEstimate::EmptyBase);
    }
    let of_weights = |part: fn(&Tally) -> u32| -> f64 {
        cells()
            .map(|(cell, tally)| cell.weight * f64::from(part(tally)))
            .sum()
    };
    let sum = of_weights(|tally| tally.yes + tally.no);
    let fraction = match tallies.iter().map(|tally| tally.yes).sum::<u32>() {
        0 => 0.0,
        yes if yes == base => 1.0,
        _ => of_weights(|tally| tally.yes) / sum,
    };
    let silent = 1.0 - f64::from(base) / f64::from(raking.population);
    let variance = silent * variance(&raking.cells, &tallies, fraction, sum);
    if base == raking.population {
        return Ok(Estimate {
            fraction,
            standard_error: 0.0,
            base,
            effective: f64::INFINITY,
            interval: PercentRange {
                low: fraction,
                high: fraction,
            },
            is_rough: false,
        });
    }
    let spread = fraction * (1.0 - fraction);
    let as_if = if spread > 0.0 {
        (spread / variance).min(f64::from(base) / silent)
    } else {
        let squares: f64 = cells()
            .map(|(cell, tally)| cell.weight * cell.weight * f64::from(tally.yes + tally.no))
            .sum();
        sum * sum / squares / silent
    };
    let effective = as_if * fewer_degrees(raking.weighting.respondents, base, confidence);
    Ok(Estimate {
        fraction,
        standard_error: variance.sqrt(),
        base,
        effective,
        interval: of_binomial(effective * fraction, effective, confidence),
        is_rough: false,
    })
}

/// The same in whole percent, where more would tell answers that are withheld: who knows every weight could otherwise try
/// which of them give it.
///
/// The interval then is worked out from nothing but what is told: the whole percentage, the base, and Kish's design effect of
/// all weights, which anybody has who knows who took part.
pub(super) fn roughly(exact: Estimate, raking: &Raking, confidence: Confidence) -> Estimate {
    let fraction = exact.percent(0).as_f64() / 100.0;
    let base = f64::from(exact.base);
    let silent = 1.0 - base / f64::from(raking.population);
    if silent <= 0.0 {
        return exact;
    }
    let as_if = base / silent / raking.weighting.design_effect;
    let effective = as_if * fewer_degrees(raking.weighting.respondents, exact.base, confidence);
    Estimate {
        fraction,
        effective,
        interval: of_binomial(effective * fraction, effective, confidence),
        is_rough: true,
        ..exact
    }
}

/// What the respondents of one cell said.
struct Tally {
    yes: u32,
    no: u32,
    not_in_base: u32,
}

fn tally(raking: &Raking, said: &[Option<bool>]) -> Result<Vec<Tally>, NoEstimate> {
    if said.len() != raking.cell_of.len() {
        return Err(NoEstimate::AnswersMissing {
            answers: said.len(),
            respondents: raking.cell_of.len(),
        });
    }
    let mut tallies: Vec<Tally> = raking
        .cells
        .iter()
        .map(|_| Tally {
            yes: 0,
            no: 0,
            not_in_base: 0,
        })
        .collect();
    for (said, cell) in said.iter().zip(&raking.cell_of) {
        let tally = &mut tallies[*cell];
        match said {
            Some(true) => tally.yes += 1,
            Some(false) => tally.no += 1,
            None => tally.not_in_base += 1,
        }
    }
    Ok(tallies)
}

/// The squared ratio of t with a degree of freedom a respondent to t with one an answer, less one each;
/// 0 for a single answer, which has none.
fn fewer_degrees(respondents: u32, base: u32, confidence: Confidence) -> f64 {
    match base {
        0 | 1 => 0.0,
        _ if base == respondents => 1.0,
        _ => {
            let t_squared = |of: u32| beta::t_squared(confidence.tail(), f64::from(of - 1));
            t_squared(respondents) / t_squared(base)
        }
    }
}

/// The variance of a weighted share of a draw with replacement: n/(n−1) times the sum of squares, about
/// their mean, of the respondents' weighted influences less what the margins explain of them.
fn variance(cells: &[Cell], tallies: &[Tally], fraction: f64, sum: f64) -> f64 {
    let (yes, no) = ((1.0 - fraction) / sum, -fraction / sum);
    let influence: Vec<f64> = cells
        .iter()
        .zip(tallies)
        .map(|(cell, tally)| {
            (f64::from(tally.yes) * yes + f64::from(tally.no) * no) / f64::from(cell.respondents)
        })
        .collect();
    let explained = explained(cells, &influence);
    let parts = || {
        cells
            .iter()
            .zip(tallies)
            .zip(&explained)
            .flat_map(|((cell, tally), explained)| {
                [(tally.yes, yes), (tally.no, no), (tally.not_in_base, 0.0)].map(
                    |(respondents, one)| (f64::from(respondents), cell.weight * (one - explained)),
                )
            })
    };
    let respondents: f64 = parts().map(|(respondents, _)| respondents).sum();
    if respondents < 2.0 {
        return 0.0;
    }
    let mean = parts().map(|(count, part)| count * part).sum::<f64>() / respondents;
    let squares: f64 = parts()
        .map(|(count, part)| count * (part - mean) * (part - mean))
        .sum();
    squares * respondents / (respondents - 1.0)
}

/// For each cell, the part of its influence that the categories of all margins explain: least squares over
/// respondents.
fn explained(cells: &[Cell], influence: &[f64]) -> Vec<f64> {
    let mut explained = vec![0.0; cells.len()];
    for direction in directions(cells) {
        let along = product(cells, influence, &direction);
        add(&mut explained, along, &direction);
    }
    explained
}

/// The categories of all margins as directions at right angles (Gram and Schmidt): one a category, unless
/// the ones before already make it up.
fn directions(cells: &[Cell]) -> Vec<Vec<f64>> {
    let margins = cells.first().map_or(0, |cell| cell.categories.len());
    let categories: BTreeSet<(usize, usize)> = (0..margins)
        .flat_map(|margin| {
            cells
                .iter()
                .filter_map(move |cell| Some((margin, cell.categories[margin]?)))
        })
        .collect();
    let mut directions: Vec<Vec<f64>> = Vec::new();
    for (margin, category) in categories {
        let mut rest: Vec<f64> = cells
            .iter()
            .map(|cell| f64::from(u8::from(cell.categories[margin] == Some(category))))
            .collect();
        for before in &directions {
            let along = product(cells, &rest, before);
            add(&mut rest, -along, before);
        }
        let length = product(cells, &rest, &rest).sqrt();
        // What is left of a category that the others make up is rounding, far below any true rest.
        if length > 1e-7 {
            directions.push(rest.iter().map(|part| part / length).collect());
        }
    }
    directions
}

/// The inner product over respondents.
fn product(cells: &[Cell], one: &[f64], other: &[f64]) -> f64 {
    cells
        .iter()
        .zip(one)
        .zip(other)
        .map(|((cell, one), other)| f64::from(cell.respondents) * one * other)
        .sum()
}

/// Adds so many times a direction.
fn add(to: &mut [f64], times: f64, direction: &[f64]) {
    for (to, part) in to.iter_mut().zip(direction) {
        *to += times * part;
    }
}
