//! Cross-tabs: one thing about each return by another.

mod words;

use serde::Serialize;

use super::contingency::Contingency;
use super::effect::{self, CramersV, Ordered};
use super::exact::Tests;
use super::factor::Factor;
use super::family::{Adjusted, holm};
use super::part::Part;
use super::significance::Test;
use crate::dataset::Noun;
use crate::disclosure::Policy;
use crate::figure::SMALL_BASE;

/// One factor by another, over the submitted returns of which both are known.
#[derive(Clone, Debug, Serialize)]
pub struct Crosstab {
    /// What is told: an answer, or an attribute.
    pub outcome: Named,
    /// What it is broken down by.
    pub by: Named,
    /// How many returns are in the table; `None` where it is withheld.
    pub base: Option<u32>,
    /// Submitted returns that are not in it, because only one of the two is known of them or their group's numbers are withheld;
    /// `None` where the table is.
    pub left_out: Option<u32>,
    /// One entry a category of `by`, each with its own base.
    pub groups: Vec<Group>,
    /// The categories of `by` that are not in it, as numbers of theirs are withheld: no test is made from what isn't shown, so
    /// that no test tells anything of it.
    pub groups_withheld: Vec<Named>,
    /// Whether it has no numbers, as counts of it would tell what is withheld or too few groups are left.
    pub withheld: bool,
    /// Whether the two have to do with each other; `None` where everybody in the table is alike in one, or it is withheld.
    pub test: Option<Test>,
    /// The test as one of a family; `None` where there is none, and outside of any.
    pub adjusted: Option<Adjusted>,
    /// How strong the connection is; `None` where the test is.
    pub effect: Option<CramersV>,
    /// Its direction, where both factors are in order or have two categories, and one at least is in order.
    pub order: Option<Order>,
}

/// A factor or a category: its id and what readers call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// As keys cite it.
    pub id: String,
    /// As readers know it.
    pub label: String,
}

/// The returns in one category of what a table is broken down by.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The category.
    pub category: Named,
    /// How many are in it.
    pub base: u32,
    /// Whether they are so few that one of them moves a percentage by a tenth or more.
    pub small_base: bool,
    /// How many of them are in each category of the outcome.
    pub answers: Vec<Answer>,
}

/// How many of a group gave an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The answer.
    pub category: Named,
    /// How many of the group gave it.
    #[serde(flatten)]
    pub part: Part,
}

/// The direction of a connection between two orders.
#[derive(Clone, Debug, Serialize)]
pub struct Order {
    /// Somers' D of the outcome and gamma, with the pairs behind them.
    #[serde(flatten)]
    pub measures: Ordered,
    /// What a number above 0 means, in words.
    pub above_0: String,
}

/// Breaks one factor down by another and tests the connection.
///
/// Units: returns. Base: submitted returns of which both are known, in each group those of its category.
///
/// ```
/// # use analysis::dataset::Choice;
/// # use analysis::compare::{crosstab::crosstab, exact::Tests, factor::Factor};
/// # let factor = |id: &str, values: [u16; 8]| Factor {
/// #     id: id.to_owned(), label: id.to_owned(), ordered: false,
/// #     levels: ["a", "b"].map(|one| Choice { id: one.to_owned(), label: one.to_owned() }).into(),
/// #     values: values.map(Some).into(),
/// # };
/// let plan = factor("plan", [0, 0, 0, 1, 0, 1, 1, 1]);
/// let region = factor("region", [0, 0, 0, 0, 1, 1, 1, 1]);
/// let table = crosstab(&plan, &region, &Tests::up_to(8, 1));
/// assert_eq!(table.groups[0].answers[0].part.to_string(), "3 of 4 (75%)");
/// assert_eq!(table.test.unwrap().to_string(), "p\u{a0}=\u{a0}0.49");
/// # let unit = analysis::dataset::Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(table.in_words(&unit).starts_with("“plan” by “region”, over 8 authorities: if there were no"));
/// ```
pub fn crosstab(outcome: &Factor, by: &Factor, tests: &Tests) -> Crosstab {
    let (table, left_out) = tally(outcome, by);
    Crosstab {
        outcome: named(&outcome.id, &outcome.label),
        by: named(&by.id, &by.label),
        base: Some(table.total()),
        left_out: Some(left_out),
        groups: groups(&table, outcome, by),
        groups_withheld: Vec::new(),
        withheld: false,
        test: tests.independence(&table),
        adjusted: None,
        effect: effect::cramers_v(&table),
        order: order(&table, outcome, by),
    }
}

/// Counts those of whom both are known, and those of whom one only is.
fn tally(outcome: &Factor, by: &Factor) -> (Contingency, u32) {
    let mut left_out = 0;
    let everybody = outcome.values.iter().zip(&by.values);
    let both = everybody.filter_map(|(outcome, by)| {
        left_out += u32::from(outcome.is_some() != by.is_some());
        let (outcome, by) = outcome.zip(*by)?;
        Some((outcome.into(), by.into()))
    });
    let table = Contingency::tally(outcome.levels.len(), by.levels.len(), both);
    (table, left_out)
}

/// The same cross-tabs with their tests adjusted (Holm) for being a family of this name. Those that have none are not of it.
///
/// ```
/// # use analysis::dataset::Choice;
/// # use analysis::compare::{crosstab::{as_family, crosstab}, exact::Tests, factor::Factor};
/// # let factor = |id: &str, values: [u16; 8]| Factor {
/// #     id: id.to_owned(), label: id.to_owned(), ordered: false,
/// #     levels: ["a", "b"].map(|one| Choice { id: one.to_owned(), label: one.to_owned() }).into(),
/// #     values: values.map(Some).into(),
/// # };
/// # let tests = Tests::up_to(8, 1);
/// let region = factor("region", [0, 0, 0, 0, 1, 1, 1, 1]);
/// let plan = factor("plan", [0, 0, 0, 0, 1, 1, 1, 1]);
/// let team = factor("team", [0, 1, 0, 1, 0, 1, 0, 1]);
/// let tables = [&plan, &team].map(|outcome| crosstab(outcome, &region, &tests));
/// let tables = as_family("questions by region", tables.into());
/// let first = tables[0].adjusted.as_ref().unwrap();
/// assert_eq!((first.size, first.in_words().as_str()), (2, "p\u{a0}=\u{a0}0.06 after allowing for 2 comparisons"));
/// ```
#[must_use]
pub fn as_family(family: &str, tables: Vec<Crosstab>) -> Vec<Crosstab> {
    let tests = tables.iter().filter_map(|one| one.test);
    let p_values: Vec<f64> = tests.map(|test| test.p).collect();
    let mut adjusted = holm(family, &p_values).into_iter();
    let with = |table: Crosstab| Crosstab {
        adjusted: table.test.and_then(|_| adjusted.next()),
        ..table
    };
    tables.into_iter().map(with).collect()
}

/// Whether the policy forbids a count of two factors' cross-tab.
pub(super) fn tells(outcome: &Factor, by: &Factor, policy: &Policy) -> bool {
    are_telling(&groups(&tally(outcome, by).0, outcome, by), policy)
}

fn are_telling(groups: &[Group], policy: &Policy) -> bool {
    groups.iter().any(|group| {
        let mut answers = group.answers.iter();
        let is_telling = |answer: &Answer| policy.is_telling(answer.part.count, group.base);
        policy.is_small_base(group.base) || answers.any(is_telling)
    })
}

impl Crosstab {
    /// How strong the connection is, to two decimal places.
    pub fn strength(&self) -> Option<String> {
        self.effect.map(|effect| format!("{:.2}", effect.adjusted))
    }

    /// Whether the policy forbids one of its counts.
    pub(super) fn is_telling(&self, policy: &Policy) -> bool {
        are_telling(&self.groups, policy)
    }

    /// Whether there are two groups at least with somebody in them.
    pub(super) fn has_groups(&self) -> bool {
        let somebody = self.groups.iter().filter(|group| group.base > 0);
        somebody.count() > 1
    }

    /// The same without any number.
    #[must_use]
    pub(super) fn withheld(self) -> Self {
        Self {
            base: None,
            left_out: None,
            groups: Vec::new(),
            groups_withheld: Vec::new(),
            withheld: true,
            test: None,
            adjusted: None,
            effect: None,
            order: None,
            ..self
        }
    }

    /// Whether chance alone is an unlikely reason, after allowing for the other tests of its family.
    pub fn stands_out(&self) -> bool {
        stands_out(self.test.as_ref(), self.adjusted.as_ref())
    }
}

/// Whether chance alone is an unlikely reason: by the test as one of its family, if it is one of several.
pub(super) fn stands_out(test: Option<&Test>, adjusted: Option<&Adjusted>) -> bool {
    match (adjusted, test) {
        (Some(adjusted), _) => adjusted.is_unlikely_by_chance(),
        (None, test) => test.is_some_and(Test::is_unlikely_by_chance),
    }
}

/// A test, and what is left of it as one of a family of several.
pub(super) fn beside(test: &Test, adjusted: Option<&Adjusted>) -> String {
    match adjusted.filter(|one| one.size > 1) {
        Some(adjusted) => format!("{test}; {}", adjusted.in_words()),
        None => test.to_string(),
    }
}

/// Such as `75 authorities`.
pub(super) fn counted(count: u32, unit: &Noun) -> String {
    let word = if count == 1 { &unit.one } else { &unit.many };
    format!("{count} {word}")
}

fn groups(table: &Contingency, outcome: &Factor, by: &Factor) -> Vec<Group> {
    let group = |(column, base): (usize, u32)| Group {
        category: named(&by.levels[column].id, &by.levels[column].label),
        base,
        small_base: base < SMALL_BASE,
        answers: outcome
            .levels
            .iter()
            .enumerate()
            .map(|(row, level)| Answer {
                category: named(&level.id, &level.label),
                part: Part {
                    count: table.count(row, column),
                    base,
                },
            })
            .collect(),
    };
    table
        .column_totals()
        .into_iter()
        .enumerate()
        .map(group)
        .collect()
}

fn order(table: &Contingency, outcome: &Factor, by: &Factor) -> Option<Order> {
    let has_direction = |factor: &Factor| factor.ordered || factor.levels.len() == 2;
    if !(outcome.ordered || by.ordered) || !has_direction(outcome) || !has_direction(by) {
        return None;
    }
    let (far, far_by) = (outcome.levels.last()?, by.levels.last()?);
    Some(Order {
        measures: effect::ordered(table)?,
        above_0: format!(
            "above 0 means that those nearer to “{}” ({}) tend to be nearer to “{}” ({})",
            far_by.label, by.label, far.label, outcome.label
        ),
    })
}

/// What readers call some of them, one after the other.
pub fn labels(these: &[Named], between: &str) -> String {
    let labels: Vec<&str> = these.iter().map(|one| one.label.as_str()).collect();
    labels.join(between)
}

pub(super) fn named(id: &str, label: &str) -> Named {
    Named {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::{dataset, factor};

    fn unit() -> Noun {
        Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        }
    }

    #[test]
    fn each_group_has_its_own_base() {
        let outcome = factor("plan", 2, &[0, 0, 1, 1, 1]);
        let by = factor("region", 3, &[0, 0, 0, 1, 1]);
        let table = crosstab(&outcome, &by, &Tests::up_to(5, 1));
        let bases: Vec<u32> = table.groups.iter().map(|group| group.base).collect();
        assert_eq!(bases, [3, 2, 0]);
        assert!(table.groups.iter().all(|group| group.small_base));
        assert_eq!(table.groups[0].answers[0].part.to_string(), "2 of 3 (67%)");
        let nobody = table.groups[2].answers[0].part;
        assert_eq!(nobody.share(), None, "nobody is not nought per cent");
    }

    #[test]
    fn who_gave_one_answer_only_is_left_out_and_counted() {
        let dataset = dataset();
        let plan = &Factor::of_question(&dataset, &dataset.variables[0])[0];
        let region = Factor::attribute(&dataset, &dataset.frame.attributes[0]);
        let table = crosstab(plan, &region, &Tests::of(&dataset, 1));
        assert_eq!((table.base, table.left_out), (Some(2), Some(1)));
    }

    #[test]
    fn a_direction_needs_an_order() {
        let tests = Tests::up_to(8, 1);
        let rating = factor("rating", 4, &[0, 1, 2, 3, 0, 1, 2, 3]);
        let plan = factor("plan", 2, &[0, 0, 1, 1, 0, 0, 1, 1]);
        let region = factor("region", 3, &[0, 0, 1, 1, 2, 2, 1, 1]);
        assert!(crosstab(&plan, &rating, &tests).order.is_none());
        assert!(
            crosstab(&rating.clone().in_order(), &region, &tests)
                .order
                .is_none()
        );
        let table = crosstab(
            &plan
                .any_of([1].into_iter().collect(), "no plan")
                .into_factor(),
            &rating.clone().in_order(),
            &tests,
        );
        let unit = unit();
        assert!(
            table
                .in_words(&unit)
                .contains("Somers’ D −0.67, where above 0"),
            "{}",
            table.in_words(&unit)
        );
        let order = crosstab(&plan, &rating.clone().in_order(), &tests)
            .order
            .expect("an order");
        assert!(order.measures.somers_d > 0.0);
        assert_eq!(
            order.above_0,
            "above 0 means that those nearer to “rating 3” (rating) tend to be nearer to “plan 1” (plan)"
        );
    }

    #[test]
    fn a_table_in_which_all_are_alike_is_no_test_of_the_family() {
        let tests = Tests::up_to(4, 1);
        let region = factor("region", 2, &[0, 0, 1, 1]);
        let alike = factor("alike", 2, &[0, 0, 0, 0]);
        let plan = factor("plan", 2, &[0, 0, 1, 1]);
        let tables = [&alike, &plan].map(|outcome| crosstab(outcome, &region, &tests));
        let tables = as_family("by region", tables.into());
        let told = |table: &Crosstab| table.adjusted.as_ref().map(|one| (one.p, one.size));
        assert_eq!(told(&tables[0]), None);
        assert_eq!(told(&tables[1]), tables[1].test.map(|test| (test.p, 1)));
        assert!(tables[0].in_words(&unit()).contains("nothing to compare"));
    }
}
