//! Iterative proportional fitting: scaling weights until they come to known totals.

use super::raking::NoWeights;

/// Respondents of the same category in every margin.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// For each margin, the category, or none.
    pub(super) categories: Vec<Option<usize>>,
    /// How many they are.
    pub(super) respondents: u32,
    /// What each of them counts.
    pub(super) weight: f64,
}

impl Cell {
    pub(super) fn is_complete(&self) -> bool {
        self.categories.iter().all(Option::is_some)
    }

    /// What all of its respondents count together.
    pub(super) fn total(&self) -> f64 {
        f64::from(self.respondents) * self.weight
    }
}

/// What the weights are to come to in each category of a margin.
pub(super) struct Goal {
    /// The margin's position.
    pub(super) margin: usize,
    /// One total a category.
    pub(super) totals: Vec<f64>,
}

impl Goal {
    /// What the weights come to now.
    pub(super) fn reached(&self, cells: &[&mut Cell]) -> Vec<f64> {
        let mut reached = vec![0.0; self.totals.len()];
        for cell in cells {
            if let Some(category) = cell.categories[self.margin] {
                reached[category] += cell.total();
            }
        }
        reached
    }
}

/// The weights between which all should lie.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Limits {
    /// Whether a weight lies between them, but for a millionth.
    pub(super) fn hold(self, weight: f64) -> bool {
        weight >= self.low * (1.0 - 1e-6) && weight <= self.high * (1.0 + 1e-6)
    }

    /// How many respondents' weights don't.
    fn broken_by(self, cells: &[&mut Cell]) -> u32 {
        cells
            .iter()
            .filter(|cell| !self.hold(cell.weight))
            .map(|cell| cell.respondents)
            .sum()
    }
}

/// How a fit went.
pub(super) struct Fit {
    /// How many times every margin was matched in turn.
    pub(super) sweeps: u32,
    /// The largest difference left between a goal and what was reached, in units.
    pub(super) gap: f64,
    /// How many respondents' weights were outside the limits at first.
    pub(super) trimmed: u32,
}

/// So many times weights are cut and matched again.
const TRIMMINGS: u32 = 100;

/// Matches the goals with weights within limits; where both can't be, the goals are matched.
pub(super) fn fit_within(
    cells: &mut [&mut Cell],
    goals: &[Goal],
    limits: Limits,
) -> Result<Fit, NoWeights> {
    let mut fit = fit(cells, goals)?;
    fit.trimmed = limits.broken_by(cells);
    for _ in 0..TRIMMINGS {
        if limits.broken_by(cells) == 0 {
            break;
        }
        trim(cells, limits);
        let again = self::fit(cells, goals)?;
        fit.sweeps += again.sweeps;
        fit.gap = again.gap;
    }
    Ok(fit)
}

/// Cuts weights to the limits and spreads what was cut evenly over the respondents within them.
fn trim(cells: &mut [&mut Cell], limits: Limits) {
    let is_within = |weight: f64| weight >= limits.low && weight <= limits.high;
    let (mut cut, mut within) = (0.0, 0);
    for cell in cells.iter() {
        let kept = cell.weight.clamp(limits.low, limits.high);
        cut += f64::from(cell.respondents) * (cell.weight - kept);
        if is_within(cell.weight) {
            within += cell.respondents;
        }
    }
    for cell in cells {
        let share = if is_within(cell.weight) {
            cut / f64::from(within)
        } else {
            0.0
        };
        // Where more was raised than cut, a share is negative; no weight falls below the limit by it.
        cell.weight = (cell.weight.clamp(limits.low, limits.high) + share).max(limits.low);
    }
}

/// After so many sweeps without a match there is none.
const SWEEPS: u32 = 10_000;

/// Scales the weights to one goal after the other until all are reached, but for a millionth of a
/// millionth of their sum.
fn fit(cells: &mut [&mut Cell], goals: &[Goal]) -> Result<Fit, NoWeights> {
    let units: f64 = goals.iter().flat_map(|goal| &goal.totals).sum();
    let enough = 1e-12 * (1.0 + units);
    let mut gap = f64::INFINITY;
    for sweeps in 1..=SWEEPS {
        for goal in goals {
            let reached = goal.reached(cells);
            for cell in cells.iter_mut() {
                let Some(category) = cell.categories[goal.margin] else {
                    continue;
                };
                if reached[category] > 0.0 {
                    cell.weight *= goal.totals[category] / reached[category];
                }
            }
        }
        gap = goals
            .iter()
            .flat_map(|goal| goal.totals.iter().zip(goal.reached(cells)))
            .map(|(goal, reached)| (goal - reached).abs())
            .fold(0.0, f64::max);
        if gap <= enough {
            return Ok(Fit {
                sweeps,
                gap,
                trimmed: 0,
            });
        }
    }
    Err(NoWeights::NotConverged {
        sweeps: SWEEPS,
        gap,
    })
}

/// Below this part of a unit, what is left of a category is only rounding.
const ROUNDING: f64 = 1e-6;

/// What a margin leaves to the others, who together count `left`, when the held keep their weights.
///
/// Of a margin known of every unit it is what the held don't take up. Another says only how units that
/// have a category are spread over its categories.
pub(super) fn goal_beside(
    held: &[&mut Cell],
    mut goal: Goal,
    of_everyone: bool,
    left: f64,
) -> Goal {
    if of_everyone {
        let taken = goal.reached(held);
        for (total, taken) in goal.totals.iter_mut().zip(taken) {
            let rest = *total - taken;
            *total = if rest < ROUNDING { 0.0 } else { rest };
        }
    }
    let sum: f64 = goal.totals.iter().sum();
    for total in &mut goal.totals {
        *total *= left / sum;
    }
    goal
}
