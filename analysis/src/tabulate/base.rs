//! Bases: which returns a percentage is a share of, counted and in words.

use crate::dataset::{BaseRule, Cell, Dataset};
use crate::figure::{Figure, Known, Responses};

/// The submitted returns that a table is over, and the part of the frame they answer for.
pub(super) struct Over<'a> {
    pub(super) dataset: &'a Dataset,
    /// Positions of returns.
    pub(super) returns: Vec<usize>,
    /// Units of the frame.
    pub(super) population: u32,
    /// What follows the rule of a base, such as " in London".
    pub(super) within: String,
}

impl<'a> Over<'a> {
    /// Every submitted return.
    pub(super) fn everyone(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            returns: dataset.submitted().collect(),
            population: size(dataset.frame.units.len()),
            within: String::new(),
        }
    }

    /// What became of a question, or of one row of a grid.
    pub(super) fn responses<T>(&self, cells: &[Cell<T>]) -> Responses {
        let mut found = Responses {
            submitted: size(self.returns.len()),
            asked: 0,
            answered: 0,
            skipped: 0,
            not_asked: 0,
        };
        for position in &self.returns {
            match cells[*position] {
                Cell::Value(_) => found.answered += 1,
                Cell::Skipped => found.skipped += 1,
                Cell::NotAsked | Cell::NotReached => found.not_asked += 1,
            }
        }
        found.asked = found.answered + found.skipped;
        found
    }

    /// Of whom in a base it is known whether they gave an answer.
    ///
    /// Among the parts of the sample how many answered a multiple choice is told nowhere else, and telling it would help to
    /// work out what is withheld.
    pub(super) fn known(&self, rule: BaseRule, responses: Responses, several: bool) -> Known {
        match rule {
            BaseRule::Answered => Known::All,
            BaseRule::Shown | BaseRule::Submitted if several && !self.within.is_empty() => {
                Known::Untold
            }
            BaseRule::Shown | BaseRule::Submitted => Known::OfAnswers(responses.answered),
        }
    }

    /// The answers given.
    pub(super) fn values<'c, T>(&'c self, cells: &'c [Cell<T>]) -> impl Iterator<Item = &'c T> {
        self.returns
            .iter()
            .filter_map(|position| cells[*position].value())
    }

    /// A count on the base that a rule makes of the responses.
    pub(super) fn figure(
        &self,
        rule: BaseRule,
        routed: bool,
        responses: Responses,
        count: u32,
    ) -> Figure {
        let words = base_in_words(&self.dataset.unit.many, rule, routed);
        Figure {
            count: Ok(count),
            base: Some(match rule {
                BaseRule::Answered => responses.answered,
                BaseRule::Shown => responses.asked,
                BaseRule::Submitted => responses.submitted,
            }),
            population: is_of_all(rule, routed).then_some(self.population),
            rule: format!("{words}{}", self.within),
        }
    }
}

/// Whether everyone in the frame would be in a base if they had submitted a return: then its figures are shares of a known
/// population. Every submitted return is such a base wherever earlier answers lead, for it counts those that were not asked
/// among those that did not give the answer.
fn is_of_all(rule: BaseRule, routed: bool) -> bool {
    !routed || rule == BaseRule::Submitted
}

/// A length as a count.
pub(super) fn size(length: usize) -> u32 {
    u32::try_from(length).expect("a frame and a dataset have fewer than 2^32 entries")
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
        (BaseRule::Submitted, false) => format!("all {units} that submitted a return"),
        (BaseRule::Submitted, true) => {
            format!("all {units} that submitted a return, asked or not")
        }
    }
}
