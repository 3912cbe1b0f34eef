//! Who answered and who didn't, by what the frame knows of everybody.
//!
//! Those who answered are part of the population they are held against. The ordinary goodness-of-fit test
//! takes them for draws from some endless population and compares their categories with fixed shares; here
//! they are half of all, and the other half is known as well as they are. So the test is of the table
//! answered or not × category, with both margins fixed: given that so many answered and so many are in
//! each category, how likely is a table like this if the one has nothing to do with the other?

mod words;

use serde::Serialize;

use super::contingency::Contingency;
use super::crosstab::{Named, named};
use super::exact::Tests;
use super::family::{Adjusted, holm};
use super::indicator::{Indicator, indicator};
use super::part::Part;
use super::significance::Test;
use crate::dataset::{Attribute, Dataset};

/// Who answered, by one attribute of the frame.
#[derive(Clone, Debug, Serialize)]
pub struct WhoAnswered {
    /// The attribute.
    pub attribute: Named,
    /// How many of all units of the frame answered, without those left out.
    pub answered: Part,
    /// Categories that leave the comparison, such as authorities without a rating.
    pub left_out: Vec<LeftOut>,
    /// The others, in reading order.
    pub categories: Vec<Category>,
    /// Whether answering has to do with the category; `None` where all answered, none did, or all units are
    /// in one category.
    pub test: Option<Test>,
    /// How alike the categories' response rates are.
    pub indicator: Option<Indicator>,
}

/// A category that leaves the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The category.
    pub category: Named,
    /// How many of its units answered.
    pub answered: Part,
}

/// One category beside all others.
#[derive(Clone, Debug, Serialize)]
pub struct Category {
    /// The category.
    pub category: Named,
    /// How many of its units answered.
    pub answered: Part,
    /// How many of the units in the other categories answered.
    pub elsewhere: Part,
    /// Whether answering has to do with being in this category. `None` where nobody is in it, and where
    /// there are only two categories: then the test of the whole attribute is the same.
    pub test: Option<Test>,
    /// The test as one of the family of all categories.
    pub adjusted: Option<Adjusted>,
}

/// Compares the units that answered with those that didn't.
///
/// Units: members of the frame; those with a submitted return answered. Base: the whole frame without the
/// categories left out by their ids.
///
/// ```
/// # use analysis::dataset::*;
/// # use analysis::compare::{exact::Tests, response::who_answered};
/// # let choice = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
/// # let dataset = Dataset {
/// #     unit: Noun { one: "authority".into(), many: "authorities".into() },
/// #     frame: Frame {
/// #         units: (0..8).map(|at| Unit { code: at.to_string(), name: at.to_string() }).collect(),
/// #         attributes: vec![Attribute {
/// #             id: "region".into(), label: "Region".into(),
/// #             categories: vec![choice("north"), choice("south")], values: vec![0, 0, 0, 0, 1, 1, 1, 1],
/// #         }],
/// #     },
/// #     returns: [0, 1, 2, 4]
/// #         .map(|unit| Return { unit, status: Status::Submitted, submitted_on: None }).into(),
/// #     variables: vec![], facts: vec![], disclosure: Default::default(), plan: Default::default(),
/// # };
/// let region = &dataset.frame.attributes[0];
/// let found = who_answered(&dataset, region, &[], &Tests::of(&dataset, 1));
/// assert_eq!(found.categories[0].answered.to_string(), "3 of 4 (75%)");
/// assert_eq!(found.test.unwrap().to_string(), "p\u{a0}=\u{a0}0.49");
/// let words = found.in_words(&dataset.unit);
/// assert!(words.starts_with("“Region”: 4 of 8 (50%) of the authorities answered."));
/// ```
pub fn who_answered(
    dataset: &Dataset,
    attribute: &Attribute,
    left_out: &[&str],
    tests: &Tests,
) -> WhoAnswered {
    let all = table(dataset, attribute);
    let is_out = |column: &usize| left_out.contains(&attribute.categories[*column].id.as_str());
    let (out, kept): (Vec<usize>, Vec<usize>) = (0..all.columns()).partition(is_out);
    let table = Contingency::filled(2, kept.len(), |row, at| all.count(row, kept[at]));
    let name = |column: usize| {
        let category = &attribute.categories[column];
        named(&category.id, &category.label)
    };
    WhoAnswered {
        attribute: named(&attribute.id, &attribute.label),
        answered: Part {
            count: (0..table.columns())
                .map(|column| table.count(0, column))
                .sum(),
            base: table.total(),
        },
        left_out: out
            .into_iter()
            .map(|column| LeftOut {
                category: name(column),
                answered: answered_in(&all, column),
            })
            .collect(),
        categories: categories(
            &table,
            kept.into_iter().map(name).collect(),
            &attribute.label,
            tests,
        ),
        test: tests.independence(&table),
        indicator: indicator(&table, tests),
    }
}

/// Answered or not, by category.
fn table(dataset: &Dataset, attribute: &Attribute) -> Contingency {
    let mut silent = vec![1; dataset.frame.units.len()];
    for position in dataset.submitted() {
        silent[dataset.returns[position].unit] = 0;
    }
    let units = silent.into_iter().zip(attribute.values.iter().copied());
    Contingency::tally(2, attribute.categories.len(), units)
}

fn answered_in(table: &Contingency, column: usize) -> Part {
    Part {
        count: table.count(0, column),
        base: table.count(0, column) + table.count(1, column),
    }
}

fn categories(
    table: &Contingency,
    names: Vec<Named>,
    attribute: &str,
    tests: &Tests,
) -> Vec<Category> {
    let several = table.occupied().columns() > 2;
    let found: Vec<Option<Test>> = (0..table.columns())
        .map(|column| tests.independence(&table.against_the_rest(column)))
        .map(|test| test.filter(|_| several))
        .collect();
    let p_values: Vec<f64> = found.iter().flatten().map(|test| test.p).collect();
    let mut adjusted = holm(&format!("each category of {attribute}"), &p_values).into_iter();
    let category = |(column, (category, test)): (usize, (Named, Option<Test>))| Category {
        category,
        answered: answered_in(table, column),
        elsewhere: answered_in(&table.against_the_rest(column), 1),
        test,
        adjusted: test.and_then(|_| adjusted.next()),
    };
    names
        .into_iter()
        .zip(found)
        .enumerate()
        .map(category)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::answered_on;

    /// For each category, how many answered and how many didn't.
    pub(super) fn frame(counts: &[(usize, usize)]) -> Dataset {
        let (mut categories, mut days) = (Vec::new(), Vec::new());
        for (category, (answered, silent)) in counts.iter().enumerate() {
            categories.extend(vec![category; answered + silent]);
            days.extend(vec![Some("2023-09-21"); *answered]);
            days.extend(vec![None; *silent]);
        }
        answered_on(&categories, &days)
    }

    pub(super) fn check(counts: &[(usize, usize)], left_out: &[&str]) -> WhoAnswered {
        let dataset = frame(counts);
        let tests = Tests::of(&dataset, 1);
        who_answered(&dataset, &dataset.frame.attributes[0], left_out, &tests)
    }

    #[test]
    fn units_left_out_leave_every_number() {
        let found = check(&[(36, 31), (16, 9), (0, 2)], &["2"]);
        assert_eq!(found.answered.to_string(), "52 of 92 (57%)");
        assert_eq!(found.categories.len(), 2);
    }

    #[test]
    fn two_categories_are_tested_once() {
        let found = check(&[(36, 31), (16, 9)], &[]);
        assert!(found.test.is_some());
        assert!(found.categories.iter().all(|one| one.test.is_none()));
    }

    #[test]
    fn an_empty_category_is_no_comparison() {
        let found = check(&[(5, 4), (0, 0), (3, 6), (2, 2)], &[]);
        assert_eq!(found.categories[1].test, None);
        assert_eq!(
            found.categories[0].adjusted.as_ref().map(|one| one.size),
            Some(3)
        );
    }

    #[test]
    fn when_all_answered_there_is_nothing_to_compare() {
        let found = check(&[(5, 0), (4, 0)], &[]);
        assert!(found.test.is_none() && found.indicator.is_none());
    }

    #[test]
    fn a_partial_return_is_no_answer() {
        let dataset = crate::compare::made_up::dataset();
        let tests = Tests::of(&dataset, 1);
        let found = who_answered(&dataset, &dataset.frame.attributes[0], &[], &tests);
        assert_eq!(found.answered.to_string(), "3 of 5 (60%)");
    }
}
