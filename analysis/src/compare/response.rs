//! Who answered and who didn't, by what the frame knows of everybody.
//!
//! Those who answered are part of the population they are held against. The ordinary goodness-of-fit test
//! takes them for draws from some endless population and compares their categories with fixed shares; here
//! they are half of all, and the other half is known as well as they are. So the test is of the table
//! answered or not × category, with both margins fixed: given that so many answered and so many are in
//! each category, how likely is a table like this if the one has nothing to do with the other?

use serde::Serialize;

use super::contingency::Contingency;
use super::crosstab::{Named, counted, named};
use super::exact::Tests;
use super::family::{Adjusted, holm};
use super::indicator::{Indicator, indicator};
use super::part::Part;
use super::significance::{Test, cases_in_100};
use crate::dataset::{Attribute, Dataset, Noun};

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
/// assert_eq!(found.test.unwrap().to_string(), "p = 0.49, exact");
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

impl WhoAnswered {
    /// What it says of who answered: a few sentences with every number in them. That chance explains a
    /// difference is never put as proof that those who answered are like the others.
    pub fn in_words(&self, unit: &Noun) -> String {
        let mut sentences = vec![self.conclusion(unit)];
        sentences.extend(self.categories_in_words());
        sentences.extend(self.indicator.as_ref().map(indicator_in_words));
        sentences.extend(
            self.left_out
                .iter()
                .filter(|one| one.answered.base > 0)
                .map(|one| {
                    format!(
                        "Left out: {} with “{}”, of which {} answered.",
                        counted(one.answered.base, unit),
                        one.category.label,
                        one.answered.count,
                    )
                }),
        );
        sentences.join(" ")
    }

    fn conclusion(&self, unit: &Noun) -> String {
        let label = &self.attribute.label;
        let told = format!("“{label}”: {} of the {} answered", self.answered, unit.many);
        let Some(test) = self.test else {
            return format!("{told}; nothing to compare.");
        };
        let verdict = if test.is_unlikely_by_chance() {
            "Chance alone is an unlikely reason."
        } else {
            "We can’t tell this from chance. That doesn’t show that those who answered are like those who \
             didn’t: only large differences would show here."
        };
        format!(
            "{told}. If answering had nothing to do with “{label}”, a split this uneven or more would turn up \
             in {} ({test}). {verdict}",
            cases_in_100(test.p),
        )
    }

    fn categories_in_words(&self) -> Option<String> {
        let tested = || {
            self.categories
                .iter()
                .filter_map(|one| Some((one, one.adjusted.as_ref()?)))
        };
        let clear: Vec<String> = tested()
            .filter(|(_, adjusted)| adjusted.is_unlikely_by_chance())
            .map(|(one, adjusted)| {
                format!(
                    "{} stands out: {}",
                    one.category.label,
                    one.beside(adjusted)
                )
            })
            .collect();
        if !clear.is_empty() {
            return Some(format!("{}.", clear.join("; ")));
        }
        let (least, adjusted) = tested().min_by(|a, b| {
            let p = |one: &Category| one.test.map_or(1.0, |test| test.p);
            p(a.0).total_cmp(&p(b.0))
        })?;
        Some(format!(
            "No single category stands out; the one least like the others is {}: {}.",
            least.category.label,
            least.beside(adjusted),
        ))
    }
}

impl Category {
    fn beside(&self, adjusted: &Adjusted) -> String {
        format!(
            "{} answered, and {} of all others ({})",
            self.answered,
            self.elsewhere,
            adjusted.in_words()
        )
    }
}

fn indicator_in_words(found: &Indicator) -> String {
    let place = if found.adjusted < found.at_random_from {
        "so this is less even than chance would have it"
    } else if found.adjusted > found.at_random_to {
        "so this is more even than chance would have it"
    } else {
        "so chance alone could have given this too"
    };
    format!(
        "The R-indicator says how evenly all categories answered: it is {:.2}, where 1 is as evenly as \
         can be once what chance alone would add is taken off. If as many had been drawn from a hat it would lie from {:.2} to {:.2} in 95 of 100 draws, {place}.",
        found.adjusted, found.at_random_from, found.at_random_to,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::compare::made_up::answered_on;

    /// For each category, how many answered and how many didn't.
    fn frame(counts: &[(usize, usize)]) -> Dataset {
        let (mut categories, mut days) = (Vec::new(), Vec::new());
        for (category, (answered, silent)) in counts.iter().enumerate() {
            categories.extend(vec![category; answered + silent]);
            days.extend(vec![Some("2023-09-21"); *answered]);
            days.extend(vec![None; *silent]);
        }
        answered_on(&categories, &days)
    }

    fn check(counts: &[(usize, usize)], left_out: &[&str]) -> WhoAnswered {
        let dataset = frame(counts);
        let tests = Tests::of(&dataset, 1);
        who_answered(&dataset, &dataset.frame.attributes[0], left_out, &tests)
    }

    fn in_words(found: &WhoAnswered) -> String {
        found.in_words(&frame(&[]).unit)
    }

    /// Responses by region as in the survey's example returns.
    const REGIONS: [(usize, usize); 9] = [
        (6, 6),
        (11, 13),
        (9, 6),
        (3, 7),
        (5, 9),
        (9, 2),
        (17, 16),
        (11, 8),
        (4, 11),
    ];

    #[test]
    fn no_words_take_chance_for_likeness() {
        let mut chance = Chance::of(3);
        for round in 0..12 {
            let categories = 1 + chance.below(5);
            let counts: Vec<(usize, usize)> = (0..categories)
                .map(|_| (chance.below(9), chance.below(9)))
                .collect();
            let left_out: &[&str] = if round % 3 == 0 { &["0"] } else { &[] };
            let words = in_words(&check(&counts, left_out)).to_lowercase();
            for wrong in [
                "representative",
                "significant",
                "no difference",
                "unbiased",
                "typical",
            ] {
                assert!(!words.contains(wrong), "{wrong}: {words}");
            }
        }
    }

    #[test]
    fn what_chance_explains_is_said_to_show_nothing() {
        let found = check(&REGIONS, &[]);
        assert_eq!(
            in_words(&found),
            "“Region”: 75 of 153 (49%) of the authorities answered. If answering had nothing to do with “Region”, a split \
             this uneven or more would turn up in about 17 of 100 cases (p = 0.17, exact). We can’t tell \
             this from chance. That doesn’t show that those who answered are like those who didn’t: only large \
             differences would show here. No single category stands out; the one least like the others is Region \
             5: 9 of 11 (82%) answered, and 66 of 142 (46%) of all others (p = 0.26 after allowing for 9 comparisons). \
             The R-indicator says how evenly all categories answered: it is 0.84, where 1 is as evenly as can be once what \
             chance alone would add is taken off. If as many had been drawn from a hat it would lie from 0.75 to 1.00 in 95 of 100 draws, so chance alone \
             could have given this too."
        );
    }

    #[test]
    fn a_category_that_stands_out_is_named() {
        let found = check(&[(30, 5), (20, 20), (18, 22)], &[]);
        let words = in_words(&found);
        assert!(
            words.contains("Chance alone is an unlikely reason."),
            "{words}"
        );
        assert!(
            words.contains("Region 0 stands out: 30 of 35 (86%) answered"),
            "{words}"
        );
    }

    #[test]
    fn units_left_out_leave_every_number_and_are_told() {
        let found = check(&[(36, 31), (16, 9), (0, 2)], &["2"]);
        assert_eq!(found.answered.to_string(), "52 of 92 (57%)");
        assert_eq!(found.categories.len(), 2);
        assert!(
            in_words(&found)
                .ends_with("Left out: 2 authorities with “Region 2”, of which 0 answered.")
        );
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
        assert!(in_words(&found).ends_with("answered; nothing to compare."));
    }

    #[test]
    fn a_partial_return_is_no_answer() {
        let dataset = crate::compare::made_up::dataset();
        let tests = Tests::of(&dataset, 1);
        let found = who_answered(&dataset, &dataset.frame.attributes[0], &[], &tests);
        assert_eq!(found.answered.to_string(), "3 of 5 (60%)");
    }
}
