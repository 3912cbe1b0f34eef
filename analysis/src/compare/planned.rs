//! What a plan asks to be compared: who answered, early and late, answers by groups, before and after.

use std::collections::BTreeSet;

use serde::Serialize;

use super::crosstab::{Crosstab, as_family, crosstab, named, tells};
use super::exact::Tests;
use super::factor::{Factor, YesNo};
use super::halves::{Halves, halves};
use super::paired::{self, Paired, paired};
use super::response::{WhoAnswered, who_answered};
use crate::dataset::{Attribute, Choice, Column, Dataset, Variable};
use crate::disclosure::{Permission, Policy};
use crate::plan::{PairPlan, Plan};
use crate::shared;

/// Who answered and who didn't, and whether those who answered late are like those who answered early.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// One entry an attribute of the frame.
    pub attributes: Vec<WhoAnswered>,
    /// How the returns were split by the day they came in; `None` where all came on one day.
    pub halves: Option<Halves>,
    /// The early against the late, by each attribute: one family of tests.
    pub early_and_late: Vec<Crosstab>,
    /// What the early and the late said to each single-choice question that is put to everyone: another.
    pub early_and_late_said: Vec<Crosstab>,
}

/// What no comparison may be made from, as it is shown nowhere.
pub(crate) struct Withheld<'a> {
    /// Of an outcome and an attribute, by id, the categories of which numbers of the outcome are withheld.
    pub(crate) groups: &'a (dyn Fn(&str, &str) -> BTreeSet<String> + Sync),
    /// Whether the counts of two things against each other, by id, would tell what is withheld.
    pub(crate) counts: &'a (dyn Fn(&str, &str) -> bool + Sync),
    /// Whether what the early and the late said to a question would.
    pub(crate) halves: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Compares those who answered with those who didn't, and the early with the late.
///
/// Units: members of the frame, and returns. Categories that stand for having none are left out.
pub(crate) fn response(
    dataset: &Dataset,
    plan: &Plan,
    tests: &Tests,
    withheld: &Withheld<'_>,
) -> Response {
    let attributes = dataset.frame.attributes.iter();
    let halves = halves(dataset);
    let by_half = |family: &str, outcomes: &mut dyn Iterator<Item = Factor>| match &halves {
        Some(halves) => {
            let by = halves.factor();
            let tables = outcomes.map(|outcome| {
                let table = crosstab(&outcome, &by, tests);
                let is_told =
                    !(withheld.halves)(&outcome.id) && !table.is_telling(&dataset.disclosure);
                if is_told { table } else { table.withheld() }
            });
            as_family(family, tables.collect())
        }
        None => Vec::new(),
    };
    let of_everyone = permitted(dataset).filter(|one| is_asked_early_and_late(one));
    Response {
        attributes: attributes
            .clone()
            .map(|one| who_answered(dataset, one, &plan.none_of(one), tests))
            .collect(),
        early_and_late: by_half(
            "what is known of everyone, early against late",
            &mut attributes.map(|one| attribute(dataset, one, plan)),
        ),
        early_and_late_said: by_half(
            "single-choice questions put to everyone, early against late",
            &mut of_everyone.flat_map(|variable| factors(dataset, variable, plan)),
        ),
        halves,
    }
}

/// Every question by the attributes and the questions that it is to be compared by.
///
/// A grid is compared row by row, a multiple choice option by option and a number by its bands. By an attribute only those groups
/// are compared whose numbers are all shown. All that is compared by one attribute, or by one question, is a family: each test
/// pays for the others in it.
pub(crate) fn comparisons(
    dataset: &Dataset,
    plan: &Plan,
    tests: &Tests,
    withheld: &Withheld<'_>,
) -> Vec<Crosstab> {
    let compare =
        |outcome: &Factor, by: &Factor| compared(outcome, by, &dataset.disclosure, tests, withheld);
    let mut found = Vec::new();
    for one in &dataset.frame.attributes {
        let is_compared = |variable: &&Variable| variable.compare_by.contains(&one.id);
        let family = format!("answers by {}", one.label);
        let by = attribute(dataset, one, plan);
        let by_it = |outcome: &Factor| compare(outcome, &by);
        found.extend(by_one(dataset, plan, &family, is_compared, by_it));
    }
    for by in permitted(dataset) {
        let is_compared = |variable: &&Variable| {
            let named = plan.compare_with.get(&variable.id);
            named.is_some_and(|ids| ids.contains(&by.id))
        };
        for by in factors(dataset, by, plan) {
            let family = format!("answers by “{}”", by.label);
            let by_it = |outcome: &Factor| compare(outcome, &by);
            found.extend(by_one(dataset, plan, &family, is_compared, by_it));
        }
    }
    found
}

fn by_one(
    dataset: &Dataset,
    plan: &Plan,
    family: &str,
    is_compared: impl Fn(&&Variable) -> bool,
    compare: impl Fn(&Factor) -> Crosstab + Sync,
) -> Vec<Crosstab> {
    let compared: Vec<&Variable> = permitted(dataset).filter(is_compared).collect();
    let tables = shared::each(&compared, |variable| {
        let outcomes = factors(dataset, variable, plan).into_iter();
        let tables = outcomes.map(|outcome| compare(&outcome));
        tables.collect::<Vec<_>>()
    });
    as_family(family, tables.into_iter().flatten().collect())
}

/// One thing by another, over the groups of which it is all shown.
fn compared(
    outcome: &Factor,
    by: &Factor,
    policy: &Policy,
    tests: &Tests,
    withheld: &Withheld<'_>,
) -> Crosstab {
    let hidden = (withheld.groups)(&outcome.id, &by.id);
    let table = if hidden.is_empty() {
        crosstab(outcome, by, tests)
    } else {
        let is_hidden = |level: &&Choice| hidden.contains(&level.id);
        let groups = by.levels.iter().filter(is_hidden);
        let groups = groups.map(|level| named(&level.id, &level.label));
        let ids: Vec<&str> = hidden.iter().map(String::as_str).collect();
        Crosstab {
            groups_withheld: groups.collect(),
            ..crosstab(outcome, &by.clone().without(&ids), tests)
        }
    };
    let has_too_few = !table.groups_withheld.is_empty() && !table.has_groups();
    if has_too_few || (withheld.counts)(&outcome.id, &by.id) || table.is_telling(policy) {
        table.withheld()
    } else {
        table
    }
}

/// Whether what the early and the late said to a question is compared: a choice of one that is put to everyone.
pub(crate) fn is_asked_early_and_late(variable: &Variable) -> bool {
    !variable.is_routed() && matches!(variable.column, Column::Single(_))
}

/// Whether a question by another one has a cross-tab of which the policy forbids no count.
pub(crate) fn may_be_told(dataset: &Dataset, outcome: &Variable, by: &Variable) -> bool {
    let [outcomes, by] = [outcome, by].map(|one| factors(dataset, one, &dataset.plan));
    let mut outcomes = outcomes.iter();
    outcomes.any(|outcome| by.iter().any(|by| !tells(outcome, by, &dataset.disclosure)))
}

/// The questions whose answers may be told at all.
fn permitted(dataset: &Dataset) -> impl Iterator<Item = &Variable> {
    let variables = dataset.variables.iter();
    variables.filter(|one| one.permission != Permission::AskFirst)
}

/// An attribute without the categories that stand for having none, in order where it has one.
fn attribute(dataset: &Dataset, attribute: &Attribute, plan: &Plan) -> Factor {
    let factor = Factor::attribute(dataset, attribute).without(&plan.none_of(attribute));
    if plan.ordered.contains(&attribute.id) {
        factor.in_order()
    } else {
        factor
    }
}

/// The factors of a question, named with it, and in order where the plan says so.
fn factors(dataset: &Dataset, variable: &Variable, plan: &Plan) -> Vec<Factor> {
    let in_order = |factor: Factor| match plan.orders.get(&variable.id) {
        Some(order) => {
            let outside = factor.levels.iter().map(|level| level.id.clone());
            let outside: Vec<String> = outside.filter(|id| !order.contains(id)).collect();
            let outside: Vec<&str> = outside.iter().map(String::as_str).collect();
            factor.without(&outside).in_order()
        }
        None => factor,
    };
    let named = |factor: Factor| match &variable.column {
        Column::Single(_) | Column::Number { .. } => factor,
        _ => Factor {
            label: format!("{} – {}", variable.title, factor.label),
            ..factor
        },
    };
    Factor::of_question(dataset, variable)
        .into_iter()
        .map(|factor| named(in_order(factor)))
        .collect()
}

/// What the same people said about two things: one entry a comparison that the plan declares.
#[derive(Clone, Debug, Serialize)]
pub struct Pairs {
    /// What it is called.
    pub label: String,
    /// Its lines, adjusted as one family with those of all other pairs. Left out are those that too few answered both of, or whose
    /// counts would tell what is withheld.
    pub lines: Vec<Paired>,
}

/// What the family of all pairs is called.
const ALL_PAIRS: &str = "all pairs that the survey declares";

/// The comparisons of two things said by the same people. All that the plan declares are one family: each test pays
/// for the others in it.
///
/// Units: returns. Base: submitted returns that answered both.
pub(crate) fn pairs(
    dataset: &Dataset,
    plan: &Plan,
    tests: &Tests,
    withheld: &Withheld<'_>,
) -> Vec<Pairs> {
    let of_plan = |plan: &PairPlan| {
        let lines = plan.lines.iter().filter_map(|(first, second)| {
            let [first, second] = [first, second].map(|side| {
                Some(YesNo {
                    id: side.id(),
                    label: side.label.clone(),
                    values: side.said(dataset)?,
                })
            });
            Some(paired(&first?, &second?, tests))
                .filter(|one| !dataset.disclosure.is_small_base(one.base))
                .filter(|one| !(withheld.counts)(&one.first.id, &one.second.id))
        });
        lines.collect::<Vec<Paired>>()
    };
    let found: Vec<Vec<Paired>> = plan.pairs.iter().map(of_plan).collect();
    let sizes: Vec<usize> = found.iter().map(Vec::len).collect();
    let mut all = paired::as_family(ALL_PAIRS, found.concat()).into_iter();
    let labels = plan.pairs.iter().map(|one| &one.label);
    labels
        .zip(sizes)
        .map(|(label, size)| Pairs {
            label: label.clone(),
            lines: all.by_ref().take(size).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::crosstab::labels;
    use crate::compare::made_up::{dataset, factor, pair};

    /// Of what all is shown.
    const NOTHING: Withheld<'static> = Withheld {
        groups: &|_, _| BTreeSet::new(),
        counts: &|_, _| false,
        halves: &|_| false,
    };

    #[test]
    fn a_question_is_compared_by_what_it_names_and_nothing_else() {
        let mut dataset = dataset();
        dataset.variables[0].compare_by = vec!["region".to_owned()];
        let compare_with = [("often".to_owned(), vec!["plan".to_owned()])];
        let plan = Plan {
            compare_with: compare_with.into(),
            ..Plan::default()
        };
        let found = comparisons(&dataset, &plan, &Tests::of(&dataset, 1), &NOTHING);
        let ids: Vec<(&str, &str)> = found
            .iter()
            .map(|table| (table.outcome.id.as_str(), table.by.id.as_str()))
            .collect();
        assert_eq!(
            ids,
            [
                ("plan", "region"),
                ("often/before", "plan"),
                ("often/after", "plan")
            ]
        );
        assert_eq!(found[1].outcome.label, "The question often? – Row before");
    }

    #[test]
    fn counts_of_small_groups_are_in_no_comparison() {
        let mut dataset = dataset();
        dataset.variables[0].compare_by = vec!["region".to_owned()];
        let found = comparisons(
            &dataset,
            &Plan::default(),
            &Tests::of(&dataset, 1),
            &NOTHING,
        );
        assert!(found[0].withheld && found[0].groups.is_empty());
        let words = found[0].in_words(&dataset.unit);
        assert!(words.contains("isn’t compared"), "{words}");
    }

    #[test]
    fn groups_of_which_numbers_are_withheld_are_in_no_test() {
        let of_eight = (&[0, 0, 0, 1, 0, 1, 1, 1], &[0, 0, 0, 0, 1, 1, 1, 1]);
        let shown = crosstab(
            &factor("plan", 2, of_eight.0),
            &factor("region", 2, of_eight.1),
            &Tests::up_to(10, 1),
        );
        let plan = factor("plan", 2, &[&of_eight.0[..], &[1, 1]].concat());
        let region = factor("region", 3, &[&of_eight.1[..], &[2, 2]].concat());
        let policy = Policy {
            bases_below: 3,
            ..Policy::default()
        };
        let without = |hidden: &[&str]| {
            let hidden: BTreeSet<String> = hidden.iter().map(|id| (*id).to_owned()).collect();
            let withheld = Withheld {
                groups: &|_, _| hidden.clone(),
                ..NOTHING
            };
            compared(&plan, &region, &policy, &Tests::up_to(10, 1), &withheld)
        };
        let table = without(&["region-2"]);
        assert_eq!(labels(&table.groups_withheld, ", "), "region 2");
        assert_eq!((table.base, table.left_out), (Some(8), Some(2)));
        assert_eq!((table.groups.len(), table.test), (2, shown.test));
        let one_is_left = without(&["region-1", "region-2"]);
        assert!(one_is_left.withheld && one_is_left.test.is_none());
        assert!(without(&[]).withheld, "the policy forbids a base of two");
    }

    #[test]
    fn all_pairs_pay_for_each_other() {
        let mut dataset = dataset();
        dataset.disclosure.bases_below = 0;
        let pair = |label: &str| pair(label, "before", "after");
        let plan = Plan {
            pairs: vec![pair("one"), pair("another")],
            ..Plan::default()
        };
        let found = pairs(&dataset, &plan, &Tests::of(&dataset, 1), &NOTHING);
        for pair in &found {
            let [line] = pair.lines.as_slice() else {
                panic!("each pair keeps its own line");
            };
            let adjusted = line.adjusted.as_ref().expect("it is one of a family");
            assert_eq!((adjusted.size, adjusted.family.as_str()), (2, ALL_PAIRS));
            assert!(line.test.is_some_and(|test| adjusted.p >= test.p));
        }
        assert_eq!(found[1].label, "another");
    }

    #[test]
    fn options_outside_an_order_leave_it() {
        let dataset = dataset();
        let order = ["never", "always"].map(str::to_owned).to_vec();
        let plan = Plan {
            orders: [("often".to_owned(), order)].into(),
            ..Plan::default()
        };
        let rows = factors(&dataset, &dataset.variables[1], &plan);
        assert!(rows[0].ordered);
        assert_eq!(rows[0].levels.len(), 2);
    }
}
