//! What is told beside tables tells nothing that they withhold: weighted shares, and cross-tabs of two questions.

use std::collections::BTreeMap;

use analysis::chance::Chance;
use analysis::dataset::{Column, Dataset};
use analysis::estimate::{Bounds, Margin, rake};
use analysis::findings::{self, Findings};
use analysis::plan::{PairPlan, Side};

use super::drawn::{Size, dataset};
use super::every::{self, Counts, Ways};
use super::release::numbers;
use super::suppression::policies;

/// The weight of those who are alike, by their categories.
fn weights(drawn: &Dataset) -> Option<BTreeMap<Vec<usize>, f64>> {
    let attributes = &drawn.frame.attributes;
    let margins: Vec<Margin> = attributes.iter().map(|one| Margin::of(one, &[])).collect();
    let units: Vec<usize> = drawn.returns.iter().map(|one| one.unit).collect();
    let raking = rake(&margins, &units, Bounds::default()).ok()?;
    let categories = |unit: &usize| attributes.iter().map(|one| one.values[*unit]).collect();
    Some(units.iter().map(categories).zip(raking.weights()).collect())
}

/// The weighted shares that are told, in whole percent.
fn told(found: &Findings) -> Vec<(String, String)> {
    let rows = found.tables.iter().flat_map(|table| &table.rows);
    let told = rows.filter_map(|row| {
        let percent = row.weighted?.estimate.percent(0).to_string();
        Some((row.key.as_str().to_owned(), percent))
    });
    told.collect()
}

/// Weighs a first question's answers by all attributes, and tries every set of them. Says how many weighted shares were told,
/// and how many would have been if nothing had to be withheld.
fn check_weighted(seed: u64, size: Size, policy: usize) -> [usize; 2] {
    let policy = policies().swap_remove(policy);
    let mut drawn = dataset(&mut Chance::of(seed), size, policy);
    drawn.variables.truncate(1);
    let by = drawn.frame.attributes.iter().map(|one| one.id.clone());
    drawn.plan.weight_by = by.collect();
    let Some(weights) = weights(&drawn) else {
        return [0; 2];
    };
    let found = findings::analyse(&drawn, None).estimated(&drawn);
    let told = told(&found);
    let is_counted = |key: &str, way: usize| match key.rsplit_once('/') {
        Some((_, "net")) => way == 1 || way == 2,
        Some((_, option)) => way > 0 && option == format!("o{}", way - 1),
        None => false,
    };
    let share = |key: &str, counts: &Counts<'_>| {
        let sum = |counted: &dyn Fn(usize) -> bool| -> f64 {
            let of_alike = counts.iter().flat_map(|(alike, counts)| {
                let weight = weights[&alike.categories];
                let counted = counts.iter().enumerate().filter(|(way, _)| counted(*way));
                counted.map(move |(_, count)| weight * f64::from(*count))
            });
            of_alike.sum()
        };
        100.0 * sum(&|way| is_counted(key, way)) / sum(&|way| way > 0)
    };
    let is_told = |counts: &Counts<'_>| {
        told.iter().all(|(key, percent)| {
            let percent: f64 = percent
                .trim_end_matches('%')
                .parse()
                .expect("it is a number");
            (share(key, counts) - percent).abs() < 0.5 + 1e-9
        })
    };
    let counts = |key: &str, is_base: bool, way: usize| {
        if is_base {
            way > 0
        } else {
            is_counted(key, way)
        }
    };
    let ways = Ways {
        many: size.options + 1,
        counts: &counts,
        also: &is_told,
    };
    let release = numbers(&found);
    every::hold(
        &drawn,
        &ways,
        &[(release, drawn.returns.len())],
        &format!("seed {seed}"),
    );
    drawn.disclosure.bases_below = 0;
    drawn.disclosure.counts_below = 0;
    drawn.disclosure.all_or_none = false;
    let open = findings::analyse(&drawn, None).estimated(&drawn);
    [told.len(), self::told(&open).len()]
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_weighted_shares() {
    let [mut told, mut all] = [0; 2];
    for (units, attributes) in [(11, &[3][..]), (10, &[2, 2])] {
        let size = Size {
            units,
            attributes,
            options: 3,
        };
        for seed in 0..15 {
            for policy in 0..policies().len() {
                let [some, open] = check_weighted(seed, size, policy);
                told += some;
                all += open;
            }
        }
    }
    assert!(told * 2 > all, "{told} of {all} weighted shares were told");
}

/// What two questions are held against each other by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// A cross-tab.
    Crosstab,
    /// A pair: whether the same people gave the first option of both.
    Pair,
}

/// Two questions with two options each, broken down and held against each other; says whether the counts of that were told.
fn check_crossed(held: Held, seed: u64, size: Size, policy: usize) -> bool {
    let policy = policies().swap_remove(policy);
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    let second = dataset(&mut Chance::of(seed + 1000), size, policy);
    drawn.variables.truncate(1);
    drawn.variables.push(second.variables[0].clone());
    "two".clone_into(&mut drawn.variables[1].id);
    for variable in &mut drawn.variables {
        let Column::Single(choices) = &mut variable.column else {
            unreachable!("it is a choice");
        };
        choices.nets.clear();
        let missing = drawn.returns.len().saturating_sub(choices.cells.len());
        let more = choices.cells.clone().into_iter().take(missing);
        choices.cells.extend(more);
    }
    match held {
        Held::Crosstab => {
            let with = vec!["one".to_owned()];
            drawn.plan.compare_with.insert("two".to_owned(), with);
        }
        Held::Pair => {
            let lines = vec![(side("one"), side("two"))];
            let label = "held together".to_owned();
            drawn.plan.pairs = vec![PairPlan { label, lines }];
        }
    }
    let found = findings::analyse(&drawn, None).compared(&drawn);
    let mut crosstabs = found.comparisons.iter();
    let crosstab = crosstabs.find(|table| table.by.id == "one" && table.outcome.id == "two");
    let groups = crosstab.map_or(&[][..], |table| &table.groups);
    // Nothing, or one option, of each question.
    let ways = || (0..=size.options).flat_map(|one| (0..=size.options).map(move |two| [one, two]));
    let ways: Vec<[usize; 2]> = ways().collect();
    let both = |counts: &Counts<'_>, one: usize, two: usize| -> u32 {
        let way = ways.iter().position(|way| *way == [one + 1, two + 1]);
        let way = way.expect("there is such a way");
        counts.iter().map(|(_, counts)| counts[way]).sum()
    };
    let mut lines = found.pairs.iter().flat_map(|pairs| &pairs.lines);
    let pair = lines.next();
    let is_told = |counts: &Counts<'_>| {
        let is_pair = pair.is_none_or(|pair| {
            let of_pair = [pair.both, pair.first_only, pair.second_only, pair.neither];
            of_pair == [[0, 0], [0, 1], [1, 0], [1, 1]].map(|[one, two]| both(counts, one, two))
        });
        is_pair
            && groups.iter().enumerate().all(|(one, group)| {
                let mut answers = group.answers.iter().enumerate();
                answers.all(|(two, answer)| both(counts, one, two) == answer.part.count)
            })
    };
    let counts = |key: &str, is_base: bool, way: usize| {
        let given = ways[way][usize::from(key.starts_with("two"))];
        given > 0 && (is_base || key.ends_with(&format!("/o{}", given - 1)))
    };
    let ways = Ways {
        many: ways.len(),
        counts: &counts,
        also: &is_told,
    };
    let release = numbers(&found);
    every::hold(
        &drawn,
        &ways,
        &[(release, drawn.returns.len())],
        &format!("seed {seed}"),
    );
    !groups.is_empty() || pair.is_some()
}

fn side(question: &str) -> Side {
    Side {
        question: question.to_owned(),
        row: None,
        options: vec!["o0".to_owned()],
        label: question.to_owned(),
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_a_crosstab_of_two_questions() {
    let told = told_of(Held::Crosstab);
    assert!(told > 5, "the counts of {told} of 100 cross-tabs were told");
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_what_the_same_people_said_twice() {
    let told = told_of(Held::Pair);
    assert!(told > 50, "the counts of {told} of 100 pairs were told");
}

/// How often it was told what two questions have to do with each other.
fn told_of(held: Held) -> usize {
    let size = Size {
        units: 9,
        attributes: &[2],
        options: 2,
    };
    let mut told = 0;
    for seed in 0..20 {
        for policy in 0..policies().len() {
            told += usize::from(check_crossed(held, seed, size, policy));
        }
    }
    told
}
