//! The plan of an analysis: what a survey declares, before anybody has answered, of how its answers are to
//! be weighted and compared.

use std::collections::BTreeMap;

use crate::dataset::{Attribute, Choice, Column, Dataset, Ticks, Variable};

/// What a survey declares of its analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What chance is drawn from, where a test or a range needs draws.
    pub seed: u64,
    /// The attributes, by id, that weights match.
    pub weight_by: Vec<String>,
    /// For each attribute, by id, the categories that stand for having none, such as not yet inspected:
    /// they leave weights and tests.
    pub none: BTreeMap<String, Vec<String>>,
    /// The attributes, by id, whose categories are in an order of less and more.
    pub ordered: Vec<String>,
    /// For each question, by id, the options that are in such an order; the others leave comparisons.
    pub orders: BTreeMap<String, Vec<String>>,
    /// For each question, by id, the other questions that it is compared by.
    pub compare_with: BTreeMap<String, Vec<String>>,
    /// What the same people said twice.
    pub pairs: Vec<PairPlan>,
}

impl Default for Plan {
    /// No weights, no comparisons but those that questions name themselves.
    fn default() -> Self {
        Self {
            seed: 1,
            weight_by: Vec::new(),
            none: BTreeMap::new(),
            ordered: Vec::new(),
            orders: BTreeMap::new(),
            compare_with: BTreeMap::new(),
            pairs: Vec::new(),
        }
    }
}

impl Plan {
    /// The categories of an attribute that leave weights and tests.
    pub fn none_of(&self, attribute: &Attribute) -> Vec<&str> {
        let ids = self.none.get(&attribute.id);
        ids.into_iter().flatten().map(String::as_str).collect()
    }
}

/// Two things compared over the people who said something about both, one line a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairPlan {
    /// What the comparison is called; the tests of all pairs are one family.
    pub label: String,
    /// Each line: the first thing and the second.
    pub lines: Vec<(Side, Side)>,
}

/// One thing that people said or didn't say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The question.
    pub question: String,
    /// The row, in a grid.
    pub row: Option<String>,
    /// The options that count as having said so.
    pub options: Vec<String>,
    /// What readers call it.
    pub label: String,
}

impl Side {
    /// What it is about, as keys cite it: `QUESTION/OPTION` of a multiple choice, `GRID/ROW` of a grid.
    ///
    /// ```
    /// # use analysis::plan::Side;
    /// let side = Side {
    ///     question: "barriers".into(),
    ///     row: Some("money".into()),
    ///     options: vec!["yes".into()],
    ///     label: "Money – Yes".into(),
    /// };
    /// assert_eq!(side.id(), "barriers/money");
    /// ```
    pub fn id(&self) -> String {
        match (&self.row, self.options.as_slice()) {
            (Some(row), _) => format!("{}/{row}", self.question),
            (None, [option]) => format!("{}/{option}", self.question),
            (None, _) => self.question.clone(),
        }
    }

    /// Which of some options count as having said so.
    pub(crate) fn ticks(&self, options: &[Choice]) -> Ticks {
        let is_in = |(_, option): &(usize, &Choice)| self.options.contains(&option.id);
        let found = options.iter().enumerate().filter(is_in);
        found.map(|(position, _)| position).collect()
    }

    /// For each return of the dataset whether it said so; `None` where it did not answer, and for a return
    /// that is not submitted. Nothing where the dataset has no such question.
    pub fn said(&self, dataset: &Dataset) -> Option<Vec<Option<bool>>> {
        let has_id = |variable: &&Variable| variable.id == self.question;
        let variable = dataset.variables.iter().find(has_id)?;
        let mut said = vec![None; dataset.returns.len()];
        let mut read = |answer: &dyn Fn(usize) -> Option<bool>| {
            for position in dataset.submitted() {
                said[position] = answer(position);
            }
        };
        match &variable.column {
            Column::Single(choices) => {
                let ticks = self.ticks(&choices.options);
                read(&|at| {
                    choices.cells[at]
                        .value()
                        .map(|one| ticks.has(usize::from(*one)))
                });
            }
            Column::Multiple(choices) => {
                let ticks = self.ticks(&choices.options);
                read(&|at| choices.cells[at].value().map(|some| some.meets(ticks)));
            }
            Column::Grid { options, rows, .. } => {
                let ticks = self.ticks(options);
                let row = rows.iter().find(|row| Some(&row.id) == self.row.as_ref())?;
                read(&|at| {
                    row.cells[at]
                        .value()
                        .map(|one| ticks.has(usize::from(*one)))
                });
            }
            Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => return None,
        }
        Some(said)
    }
}
