//! Bases: which returns a percentage is a share of, counted and in words.

use crate::dataset::{BaseRule, Cell, Dataset, Variable};
use crate::figure::{Figure, Responses};

/// What became of a question, or of one row of a grid, among the submitted returns.
pub(super) fn responses<T>(dataset: &Dataset, cells: &[Cell<T>]) -> Responses {
    let mut found = Responses {
        submitted: 0,
        asked: 0,
        answered: 0,
        skipped: 0,
        not_asked: 0,
    };
    for position in dataset.submitted() {
        found.submitted += 1;
        match cells[position] {
            Cell::Value(_) => found.answered += 1,
            Cell::Skipped => found.skipped += 1,
            Cell::NotAsked | Cell::NotReached => found.not_asked += 1,
        }
    }
    found.asked = found.answered + found.skipped;
    found
}

/// A figure of one question on the base its survey declares.
pub(super) fn figure(
    dataset: &Dataset,
    variable: &Variable,
    responses: Responses,
    count: u32,
) -> Figure {
    Figure {
        count,
        base: Some(match variable.base {
            BaseRule::Answered => responses.answered,
            BaseRule::Shown => responses.asked,
            BaseRule::Submitted => responses.submitted,
        }),
        population: (!variable.routed).then(|| {
            u32::try_from(dataset.frame.units.len()).expect("a frame has fewer than 2^32 units")
        }),
        rule: base_in_words(&dataset.unit.many, variable.base, variable.routed),
    }
}

/// The rule of a base, as a reader would say it.
///
/// ```
/// # use analysis::{dataset::BaseRule, tabulate::base_in_words};
/// assert_eq!(
///     base_in_words("authorities", BaseRule::Answered, true),
///     "authorities that were asked and answered"
/// );
/// ```
pub fn base_in_words(units: &str, rule: BaseRule, routed: bool) -> String {
    match (rule, routed) {
        (BaseRule::Answered, false) => format!("{units} that answered"),
        (BaseRule::Answered, true) => format!("{units} that were asked and answered"),
        (BaseRule::Shown, false) => format!("{units} that were asked, answered or not"),
        (BaseRule::Shown, true) => {
            format!("{units} whose earlier answers led here, answered or not")
        }
        (BaseRule::Submitted, _) => format!("all {units} that submitted a return"),
    }
}
