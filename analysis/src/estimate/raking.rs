//! Weights: answers counted more or less, so that those who answered match all in what is known of all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fit::{Cell, Fit, Goal, Limits, fit_within, goal_beside};
use super::margin::{Collapsed, Margin};
use super::weighting::Weighting;
use crate::compare::factorials::as_real;

/// How much an answer may count, as multiples of what it counts on average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bounds {
    least: f64,
    most: f64,
}

impl Default for Bounds {
    /// From a third of the average to three times the average: within what is usual in practice, and
    /// said in one sentence.
    fn default() -> Self {
        Self {
            least: 1.0 / 3.0,
            most: 3.0,
        }
    }
}

impl Bounds {
    /// At least and at most so many times the average; `None` unless the average itself lies between.
    pub fn new(least: f64, most: f64) -> Option<Self> {
        ((0.0..=1.0).contains(&least) && most >= 1.0).then_some(Self { least, most })
    }

    /// At least so many times the average.
    pub fn least(self) -> f64 {
        self.least
    }

    /// At most so many times the average.
    pub fn most(self) -> f64 {
        self.most
    }

    fn around(self, mean: f64) -> Limits {
        Limits {
            low: self.least * mean,
            high: self.most * mean,
        }
    }
}

/// Why there are no weights.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoWeights {
    /// There is nothing to match.
    #[error("weights need at least one margin")]
    NoMargin,
    /// There is nobody to weight.
    #[error("nobody answered")]
    NobodyAnswered,
    /// Two margins are about different frames.
    #[error("the margin {margin:?} has {units} units, where the first has {expected}")]
    FramesDiffer {
        /// The second.
        margin: String,
        /// How many units it has.
        units: usize,
        /// How many the first has.
        expected: usize,
    },
    /// A respondent is not in the frame, or there twice.
    #[error("respondent {unit} is not in the frame of {units}, or is named twice")]
    NotARespondent {
        /// Its position.
        unit: usize,
        /// How many units the frame has.
        units: usize,
    },
    /// No respondent has a category of this margin.
    #[error("nobody with a category of {margin:?} answered")]
    NobodyInMargin {
        /// What the margin is called.
        margin: String,
    },
    /// No weights meet all margins at once.
    #[error("after {sweeps} rounds a category is still off by {gap:.3} units")]
    NotConverged {
        /// How many times every margin was matched in turn.
        sweeps: u32,
        /// The largest difference between a category's weights and its units.
        gap: f64,
    },
}

/// The weight of every respondent, and how it came about.
///
/// Units: a weight is the number of units of the frame that a respondent stands for; all weights together
/// make the frame.
#[derive(Clone, Debug)]
pub struct Raking {
    /// Respondents who are alike in every margin have the same weight.
    pub(super) cells: Vec<Cell>,
    /// For each respondent, in the order they were given, the position of its cell.
    pub(super) cell_of: Vec<usize>,
    /// How many units the frame has.
    pub(super) population: u32,
    /// How it came about.
    pub weighting: Weighting,
}

impl Raking {
    /// The weight of every respondent, in the order they were given.
    pub fn weights(&self) -> impl Iterator<Item = f64> + '_ {
        self.cell_of.iter().map(|cell| self.cells[*cell].weight)
    }
}

/// Gives every respondent a weight, so that the weights match every margin: iterative proportional
/// fitting (W. E. Deming and F. F. Stephan, *Annals of Mathematical Statistics* 11, 1940).
///
/// `respondents` are positions of units in the frame. The rules, all of which the [`Weighting`] tells of:
///
/// - A category with units but without respondents is counted with the next in the declared order that
///   has some, or, behind the last of those, with the one before.
/// - Weights outside the bounds are cut to them, what was cut is spread evenly over the others, and the
///   margins are matched again, until both hold (as `trimWeights` and `rake` in R's `survey`, in turn).
///   Where both can't hold the margins do, and the report says how many weights are outside.
/// - A unit without a category in some margin, such as one that has no rating, leaves that margin:
///   as a respondent it keeps the weight that the margins known of every unit give it; the others
///   share what is left, and match what is known of units like them. So nothing is claimed about the
///   rating of one that has none.
///
/// ```
/// # use analysis::dataset::{Attribute, Choice, Noun};
/// # use analysis::estimate::{Bounds, Margin, rake};
/// # let choice = |id: &str| Choice { id: id.into(), label: id.into() };
/// // Six units, two in the north and four in the south, of which the last two answered.
/// let region = Attribute {
///     id: "region".into(),
///     label: "Region".into(),
///     categories: vec![choice("north"), choice("south")],
///     values: vec![0, 1, 1, 1, 0, 1],
/// };
/// let raking = rake(&[Margin::of(&region, &[])], &[4, 5], Bounds::default())?;
/// assert_eq!(raking.weights().collect::<Vec<_>>(), [2.0, 4.0]);
/// assert_eq!(format!("{:.2}", raking.weighting.design_effect), "1.11");
/// let unit = Noun { one: "town".into(), many: "towns".into() };
/// assert_eq!(
///     raking.weighting.words(&unit)[0],
///     "One answer counts for between 0.67 and 1.33 times the average."
/// );
/// # Ok::<(), analysis::estimate::NoWeights>(())
/// ```
///
/// # Errors
/// [`NoWeights`] where the margins and respondents don't belong to one frame, or nothing meets all margins.
pub fn rake(
    margins: &[Margin],
    respondents: &[usize],
    bounds: Bounds,
) -> Result<Raking, NoWeights> {
    let units = check(margins, respondents)?;
    let collapsed = margins
        .iter()
        .map(|margin| {
            margin
                .collapse(respondents)
                .ok_or_else(|| NoWeights::NobodyInMargin {
                    margin: margin.label().to_owned(),
                })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (population, answered) = (as_real(units), as_real(respondents.len()));
    let mean = population / answered;
    let (mut cells, cell_of) = cells(&collapsed, respondents, mean);
    let limits = bounds.around(mean);

    let goal = |(margin, known): (usize, &Collapsed)| Goal {
        margin,
        totals: known.totals.clone(),
    };
    let of_everyone: Vec<Goal> = collapsed
        .iter()
        .enumerate()
        .filter(|(_, margin)| margin.without.is_none())
        .map(goal)
        .collect();
    let mut all: Vec<&mut Cell> = cells.iter_mut().collect();
    let mut fit = fit_within(&mut all, &of_everyone, limits)?;
    if of_everyone.len() < margins.len() {
        let (mut raked, held): (Vec<&mut Cell>, Vec<&mut Cell>) =
            all.into_iter().partition(|cell| cell.is_complete());
        let left = population - held.iter().map(|cell| cell.total()).sum::<f64>();
        let goals: Vec<Goal> = collapsed
            .iter()
            .enumerate()
            .map(|one| goal_beside(&held, goal(one), one.1.without.is_none(), left))
            .collect();
        for cell in &mut raked {
            cell.weight = mean;
        }
        fit = fit_within(&mut raked, &goals, limits)?;
    }

    Ok(Raking {
        weighting: weighting(margins, collapsed, &cells, &fit, bounds),
        cells,
        cell_of,
        population: u32::try_from(units).expect("a frame has fewer than 2^32 units"),
    })
}

/// The account of weights that have been made.
fn weighting(
    margins: &[Margin],
    collapsed: Vec<Collapsed>,
    cells: &[Cell],
    fit: &Fit,
    bounds: Bounds,
) -> Weighting {
    let respondents: u32 = cells.iter().map(|cell| cell.respondents).sum();
    let sum: f64 = cells.iter().map(Cell::total).sum();
    let squares: f64 = cells.iter().map(|cell| cell.total() * cell.weight).sum();
    let mean = sum / f64::from(respondents);
    let limits = bounds.around(mean);
    let multiples = || cells.iter().map(|cell| cell.weight / mean);
    let mut account = Weighting {
        margins: margins
            .iter()
            .map(|margin| margin.label().to_owned())
            .collect(),
        merges: Vec::new(),
        without: Vec::new(),
        sweeps: fit.sweeps,
        largest_gap: fit.gap,
        bounds,
        trimmed: fit.trimmed,
        outside: cells
            .iter()
            .filter(|cell| !limits.hold(cell.weight))
            .map(|cell| cell.respondents)
            .sum(),
        smallest: multiples().fold(f64::INFINITY, f64::min),
        largest: multiples().fold(0.0, f64::max),
        respondents,
        design_effect: f64::from(respondents) * squares / (sum * sum),
    };
    for margin in collapsed {
        account.merges.extend(margin.merges);
        account.without.extend(margin.without);
    }
    account
}

/// How many units the frame has, if margins and respondents are all of it.
fn check(margins: &[Margin], respondents: &[usize]) -> Result<usize, NoWeights> {
    let expected = margins.first().ok_or(NoWeights::NoMargin)?.units();
    if let Some(other) = margins.iter().find(|margin| margin.units() != expected) {
        return Err(NoWeights::FramesDiffer {
            margin: other.label().to_owned(),
            units: other.units(),
            expected,
        });
    }
    let mut seen = vec![false; expected];
    let mut is_new = |unit: usize| {
        seen.get_mut(unit)
            .is_some_and(|seen| !std::mem::replace(seen, true))
    };
    if let Some(unit) = respondents.iter().find(|unit| !is_new(**unit)) {
        return Err(NoWeights::NotARespondent {
            unit: *unit,
            units: expected,
        });
    }
    if respondents.is_empty() {
        return Err(NoWeights::NobodyAnswered);
    }
    Ok(expected)
}

/// Respondents by their categories in all margins, in the order in which they first occur, and the cell of
/// each.
fn cells(collapsed: &[Collapsed], respondents: &[usize], weight: f64) -> (Vec<Cell>, Vec<usize>) {
    // The categories of a respondent as the digits of one number, so that none needs a list of its own.
    let number = |unit: usize| {
        collapsed.iter().fold(0_u128, |number, margin| {
            let digit = margin.of_unit[unit].map_or(0, |category| category + 1);
            number * (margin.totals.len() as u128 + 1) + digit as u128
        })
    };
    let mut places: BTreeMap<u128, usize> = BTreeMap::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut cell_of = Vec::with_capacity(respondents.len());
    for unit in respondents {
        let place = *places.entry(number(*unit)).or_insert_with(|| {
            cells.push(Cell {
                categories: collapsed
                    .iter()
                    .map(|margin| margin.of_unit[*unit])
                    .collect(),
                respondents: 0,
                weight,
            });
            cells.len() - 1
        });
        cells[place].respondents += 1;
        cell_of.push(place);
    }
    (cells, cell_of)
}
