//! Factors: one thing about each return that puts it into one of a few categories.

use crate::dataset::{Attribute, Cell, Choice, Column, Dataset, Ticks, Variable};
use crate::number::Number;
use crate::tabulate::bands;

/// A categorical variable over the submitted returns, wherever it comes from: the frame, a question, one
/// row of a grid, one option of a multiple choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Its id: an attribute's, a question's, `QUESTION/ROW` or `QUESTION/OPTION`.
    pub id: String,
    /// What readers call it.
    pub label: String,
    /// Its categories, in reading order.
    pub levels: Vec<Choice>,
    /// Whether that order is one of less and more.
    pub ordered: bool,
    /// For each return of the dataset, the position of its category; `None` for a return that is not
    /// submitted or gave no answer. Half a million of them are read again and again, so they are small.
    pub values: Vec<Option<u16>>,
}

impl Factor {
    /// What the frame knows of each return's unit.
    pub fn attribute(dataset: &Dataset, attribute: &Attribute) -> Self {
        Self {
            id: attribute.id.clone(),
            label: attribute.label.clone(),
            levels: attribute.categories.clone(),
            ordered: false,
            values: of_submitted(dataset, |position| {
                let category = attribute.values[dataset.returns[position].unit];
                Some(
                    u16::try_from(category)
                        .expect("a checked attribute has at most 1,000 categories"),
                )
            }),
        }
    }

    /// The factors that a question makes: one for a single choice, one a row for a grid, one an option for
    /// a multiple choice (ticked or not, among those that ticked any), one in order for a number that has bands. Numbers
    /// without bands, days and words make none.
    ///
    /// ```
    /// # use analysis::dataset::*;
    /// # use analysis::compare::factor::Factor;
    /// # let choice = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
    /// # let dataset = Dataset {
    /// #     unit: Noun { one: "authority".into(), many: "authorities".into() },
    /// #     frame: Frame { units: vec![Unit { code: "A".into(), name: "A".into() }], attributes: vec![] },
    /// #     returns: vec![Return { unit: 0, status: Status::Submitted, submitted_on: None }],
    /// #     variables: vec![Variable {
    /// #         id: "barriers".into(), title: "What gets in the way?".into(), base: BaseRule::Answered,
    /// #         asked_if: None, offered_if: Default::default(), compare_by: vec![], permission: Default::default(),
    /// #         column: Column::Multiple(Choices {
    /// #             options: vec![choice("money"), choice("time")], nets: vec![], exclusive: Default::default(),
    /// #             cells: vec![Cell::Value(Ticks::default().with(1))],
    /// #         }),
    /// #     }],
    /// #     facts: vec![], disclosure: Default::default(), plan: Default::default(),
    /// # };
    /// let barriers = Factor::of_question(&dataset, &dataset.variables[0]);
    /// let ids: Vec<&str> = barriers.iter().map(|factor| factor.id.as_str()).collect();
    /// assert_eq!(ids, ["barriers/money", "barriers/time"]);
    /// assert_eq!((barriers[0].values[0], barriers[0].levels[1].label.as_str()), (Some(1), "No"));
    /// ```
    pub fn of_question(dataset: &Dataset, variable: &Variable) -> Vec<Self> {
        match &variable.column {
            Column::Single(choices) => vec![Self {
                id: variable.id.clone(),
                label: variable.title.clone(),
                levels: choices.options.clone(),
                ordered: false,
                values: of_submitted(dataset, |position| option(&choices.cells[position])),
            }],
            Column::Grid { options, rows, .. } => {
                let of_row = |row: &crate::dataset::GridRow| Self {
                    id: format!("{}/{}", variable.id, row.id),
                    label: row.label.clone(),
                    levels: options.clone(),
                    ordered: false,
                    values: of_submitted(dataset, |position| option(&row.cells[position])),
                };
                rows.iter().map(of_row).collect()
            }
            Column::Multiple(choices) => {
                let of_option = |(at, option): (usize, &Choice)| {
                    let id = format!("{}/{}", variable.id, option.id);
                    ticked(dataset, &choices.cells, at, id, &option.label).into_factor()
                };
                choices.options.iter().enumerate().map(of_option).collect()
            }
            Column::Number {
                cells,
                whole,
                bands: bounds,
                ..
            } if !bounds.is_empty() => {
                let band = |number: &Number| {
                    let band = bounds.partition_point(|bound| bound <= number);
                    u16::try_from(band).expect("nobody declares 2^16 bands")
                };
                let levels = bands(bounds, *whole).into_iter().map(|band| Choice {
                    id: band.id,
                    label: band.label,
                });
                vec![Self {
                    id: variable.id.clone(),
                    label: variable.title.clone(),
                    levels: levels.collect(),
                    ordered: true,
                    values: of_submitted(dataset, |position| cells[position].value().map(band)),
                }]
            }
            Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => Vec::new(),
        }
    }

    /// The same, its categories being in an order of less and more, such as never to always.
    ///
    /// ```
    /// # use analysis::dataset::Choice;
    /// # use analysis::compare::factor::Factor;
    /// # let level = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
    /// # let often = Factor {
    /// #     id: "often".into(), label: "How often?".into(), ordered: false,
    /// #     levels: ["never", "at-times", "always", "dont-know"].map(level).into(),
    /// #     values: vec![Some(0), Some(3), Some(2), None],
    /// # };
    /// let often = often.without(&["dont-know"]).in_order();
    /// assert!(often.ordered);
    /// assert_eq!(often.values, [Some(0), None, Some(2), None]);
    /// ```
    #[must_use]
    pub fn in_order(self) -> Self {
        Self {
            ordered: true,
            ..self
        }
    }

    /// The same without some categories, such as "Don't know" from an order; those in them leave the base.
    #[must_use]
    pub fn without(mut self, ids: &[&str]) -> Self {
        let is_kept = |level: &Choice| !ids.contains(&level.id.as_str());
        let mut places = 0..;
        let levels = self.levels.iter();
        let kept_as: Vec<Option<u16>> = levels
            .map(|level| if is_kept(level) { places.next() } else { None })
            .collect();
        for value in &mut self.values {
            *value = value.and_then(|at| kept_as[usize::from(at)]);
        }
        self.levels.retain(is_kept);
        self
    }

    /// Whether each return is in one of some categories, such as those of a net.
    ///
    /// ```
    /// # use analysis::dataset::Choice;
    /// # use analysis::compare::factor::Factor;
    /// # let level = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
    /// # let often = Factor {
    /// #     id: "often".into(), label: "How often?".into(), ordered: false,
    /// #     levels: ["never", "at-times", "always"].map(level).into(),
    /// #     values: vec![Some(0), Some(1), Some(2), None],
    /// # };
    /// let ever = often.any_of([1, 2].into_iter().collect(), "Ever");
    /// assert_eq!(ever.values, [Some(false), Some(true), Some(true), None]);
    /// assert_eq!(ever.into_factor().levels[0].label, "Yes");
    /// ```
    pub fn any_of(&self, levels: Ticks, label: &str) -> YesNo {
        let is_in = |value: &Option<u16>| value.map(|at| levels.has(at.into()));
        YesNo {
            id: self.id.clone(),
            label: label.to_owned(),
            values: self.values.iter().map(is_in).collect(),
        }
    }
}

/// One thing about each submitted return that is so or isn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YesNo {
    /// What it comes from, as a factor's id.
    pub id: String,
    /// What readers call it.
    pub label: String,
    /// One entry a return of the dataset; `None` where nobody knows.
    pub values: Vec<Option<bool>>,
}

impl YesNo {
    /// Whether each return ticked an option, among those that ticked any option of the question. `None`
    /// where the variable is no multiple choice or has no such option.
    pub fn of_option(dataset: &Dataset, variable: &Variable, option: &str) -> Option<Self> {
        let Column::Multiple(choices) = &variable.column else {
            return None;
        };
        let at = choices.options.iter().position(|one| one.id == option)?;
        let id = format!("{}/{option}", variable.id);
        let label = &choices.options[at].label;
        Some(ticked(dataset, &choices.cells, at, id, label))
    }

    /// The factor with the categories yes and no.
    pub fn into_factor(self) -> Factor {
        let level = |id: &str, label: &str| Choice {
            id: id.to_owned(),
            label: label.to_owned(),
        };
        let position = |value: Option<bool>| value.map(|yes| u16::from(!yes));
        Factor {
            id: self.id,
            label: self.label,
            levels: vec![level("yes", "Yes"), level("no", "No")],
            ordered: false,
            values: self.values.into_iter().map(position).collect(),
        }
    }
}

fn ticked(
    dataset: &Dataset,
    cells: &[Cell<Ticks>],
    option: usize,
    id: String,
    label: &str,
) -> YesNo {
    YesNo {
        id,
        label: label.to_owned(),
        values: of_submitted(dataset, |position| {
            cells[position].value().map(|ticks| ticks.has(option))
        }),
    }
}

/// The position of the option chosen.
fn option(cell: &Cell<u8>) -> Option<u16> {
    cell.value().map(|option| u16::from(*option))
}

/// One entry a return: nothing for those that are not submitted.
fn of_submitted<T: Clone>(
    dataset: &Dataset,
    mut value: impl FnMut(usize) -> Option<T>,
) -> Vec<Option<T>> {
    let mut values = vec![None; dataset.returns.len()];
    for position in dataset.submitted() {
        values[position] = value(position);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::{dataset, factor};

    #[test]
    fn partial_returns_are_in_no_category() {
        let dataset = dataset();
        let region = Factor::attribute(&dataset, &dataset.frame.attributes[0]);
        assert_eq!(region.values, [Some(0), Some(0), Some(1), None]);
    }

    #[test]
    fn every_row_of_a_grid_is_a_factor_of_its_own() {
        let dataset = dataset();
        let often = Factor::of_question(&dataset, &dataset.variables[1]);
        let ids: Vec<&str> = often.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["often/before", "often/after"]);
        assert_eq!(often[1].values, [Some(1), Some(2), None, None]);
    }

    #[test]
    fn a_number_with_bands_is_a_factor_in_order() {
        let mut dataset = dataset();
        let number = |text: &str| Number::read(text).expect("a number");
        dataset.variables[0].column = Column::Number {
            cells: vec![
                Cell::Value(number("12")),
                Cell::Skipped,
                Cell::Value(number("5")),
                Cell::Value(number("7")),
            ],
            unit: None,
            whole: true,
            bands: vec![number("10")],
        };
        let found = Factor::of_question(&dataset, &dataset.variables[0]);
        assert!(found[0].ordered);
        assert_eq!(found[0].values, [Some(1), None, Some(0), None]);
        let labels: Vec<&str> = found[0]
            .levels
            .iter()
            .map(|one| one.label.as_str())
            .collect();
        assert_eq!(labels, ["Under 10", "10 and over"]);
        let Column::Number { bands, .. } = &mut dataset.variables[0].column else {
            panic!("it is a number");
        };
        bands.clear();
        assert!(Factor::of_question(&dataset, &dataset.variables[0]).is_empty());
    }

    #[test]
    fn who_ticked_nothing_did_not_untick() {
        let dataset = dataset();
        let helps = Factor::of_question(&dataset, &dataset.variables[2]);
        assert_eq!(helps[0].values, [Some(0), None, Some(1), None]);
        let alike = YesNo::of_option(&dataset, &dataset.variables[2], "money");
        assert_eq!(alike.map(YesNo::into_factor).as_ref(), Some(&helps[0]));
        assert_eq!(
            YesNo::of_option(&dataset, &dataset.variables[2], "luck"),
            None
        );
    }

    #[test]
    fn a_category_left_out_takes_its_returns_with_it() {
        let all = factor("rating", 3, &[0, 1, 2, 1]);
        let some = all.without(&["rating-1"]);
        assert_eq!(some.values, [Some(0), None, Some(1), None]);
        assert_eq!(some.levels.len(), 2);
    }
}
