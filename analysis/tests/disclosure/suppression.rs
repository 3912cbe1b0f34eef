//! What is withheld can't be worked out, by whoever tries every set of answers.

use std::collections::{BTreeMap, BTreeSet};

use analysis::chance::Chance;
use analysis::dataset::Dataset;
use analysis::disclosure::{Earlier, Policy};
use analysis::findings;

use super::drawn::{Size, dataset};
use super::release::{numbers, truth};

fn policies() -> Vec<Policy> {
    let counts = |counts_below, bases_below, all_or_none| Policy {
        counts_below,
        bases_below,
        all_or_none,
        ..Policy::default()
    };
    vec![
        counts(0, 3, false),
        counts(2, 2, false),
        counts(3, 3, false),
        counts(0, 3, true),
        counts(2, 3, true),
    ]
}

/// Whether a true number is one that the policy names, on its base.
fn is_sensitive(policy: &Policy, key: &str, truth: &BTreeMap<String, u32>) -> bool {
    let value = truth[key];
    match key.strip_suffix(":base") {
        Some(_) => policy.is_small_base(value),
        None => {
            let base = truth[&format!("{key}:base")];
            (policy.is_small_base(base) && value > 0) || policy.is_telling(value, base)
        }
    }
}

#[test]
fn nothing_that_the_policy_names_is_shown() {
    for seed in 0..8 {
        for policy in policies() {
            let size = Size {
                units: 40,
                attributes: &[5, 3],
                options: 4,
            };
            let drawn = dataset(&mut Chance::of(seed), size, policy.clone());
            let (truth, shown) = (truth(&drawn), numbers(&findings::analyse(&drawn, None)));
            for (key, value) in shown.iter().filter(|(key, _)| key.contains('@')) {
                if let Some(value) = value {
                    assert_eq!(*value, truth[key], "{key}");
                    assert!(
                        !is_sensitive(&policy, key, &truth),
                        "seed {seed}: {key} is {value}"
                    );
                }
            }
            for (key, value) in shown.iter().filter(|(key, _)| !key.contains('@')) {
                assert_eq!(*value, Some(truth[key]), "{key} is over everyone");
            }
        }
    }
}

/// Tries every set of answers of a few units. Those that give just the release are what an outsider can't
/// tell apart; a withheld number that the policy names differs among them, unless it is the same in all sets
/// of answers that give the figures over everyone.
fn check(seed: u64, policy: &Policy, question: &str) {
    let size = Size {
        units: if question == "one" { 11 } else { 9 },
        attributes: &[3],
        options: 3,
    };
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    drawn.variables.retain(|variable| variable.id == question);
    let (truth, shown) = (truth(&drawn), numbers(&findings::analyse(&drawn, None)));
    let ways: &[&[usize]] = match question {
        "one" => &[&[], &[0], &[1], &[2]],
        _ => &[&[], &[0], &[1], &[0, 1], &[2]],
    };
    let of_question = |key: &&String| key.starts_with(question);
    let numbers: Vec<Number> = shown
        .keys()
        .filter(of_question)
        .map(|key| Number::of(key, ways))
        .collect();
    let shown: Vec<Option<u32>> = numbers.iter().map(|one| shown[&one.key]).collect();
    let hidden: Vec<usize> = (0..numbers.len())
        .filter(|at| shown[*at].is_none() && is_sensitive(policy, &numbers[*at].key, &truth))
        .collect();
    let mut possible: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    let mut anyway = possible.clone();
    every_answer(&categories(&drawn), ways.len(), &mut |counts| {
        let agrees = |number: &Number, shown: &Option<u32>| {
            shown.is_none_or(|shown| number.in_counts(counts) == shown)
        };
        let mut both = numbers.iter().zip(&shown);
        if both
            .clone()
            .all(|(one, shown)| one.category.is_some() || agrees(one, shown))
        {
            let all = both.all(|(one, shown)| agrees(one, shown));
            for at in &hidden {
                let value = numbers[*at].in_counts(counts);
                anyway.entry(*at).or_default().insert(value);
                if all {
                    possible.entry(*at).or_default().insert(value);
                }
            }
        }
    });
    for at in hidden {
        assert!(
            possible[&at].len() > 1 || anyway[&at].len() == 1,
            "seed {seed}, {policy:?}: {} can only be {:?}, and could be {:?}",
            numbers[at].key,
            possible[&at],
            anyway[&at]
        );
    }
}

/// A number of a release, as a sum over the ways to answer in one category or in all.
struct Number {
    key: String,
    category: Option<usize>,
    ways: Vec<bool>,
}

impl Number {
    fn of(key: &str, ways: &[&[usize]]) -> Self {
        let (name, is_base) = match key.strip_suffix(":base") {
            Some(name) => (name, true),
            None => (key, false),
        };
        let (name, category) = match name.split_once("@region=c") {
            Some((name, category)) => (name, category.parse().ok()),
            None => (name, None),
        };
        let counted: &[usize] = match name.rsplit_once('/').map(|(_, option)| option) {
            _ if is_base => &[0, 1, 2],
            Some("net") => &[0, 1],
            Some("o0") => &[0],
            Some("o1") => &[1],
            _ => &[2],
        };
        let is_counted = |way: &&[usize]| way.iter().any(|option| counted.contains(option));
        Self {
            key: key.to_owned(),
            category,
            ways: ways.iter().map(is_counted).collect(),
        }
    }

    fn in_counts(&self, counts: &[Vec<u32>]) -> u32 {
        let categories = counts.iter().enumerate();
        let inside = categories.filter(|(at, _)| self.category.is_none_or(|one| one == *at));
        inside
            .flat_map(|(_, counts)| counts.iter().zip(&self.ways))
            .map(|(count, counted)| if *counted { *count } else { 0 })
            .sum()
    }
}

/// How many took part in each category.
fn categories(drawn: &Dataset) -> Vec<u32> {
    let attribute = &drawn.frame.attributes[0];
    let mut sizes = vec![0; attribute.categories.len()];
    for one in &drawn.returns {
        sizes[attribute.values[one.unit]] += 1;
    }
    sizes
}

/// Every way in which so many in each category can have answered.
fn every_answer(sizes: &[u32], ways: usize, visit: &mut impl FnMut(&[Vec<u32>])) {
    let choices: Vec<Vec<Vec<u32>>> = sizes.iter().map(|size| spread(*size, ways)).collect();
    let mut at = vec![0; sizes.len()];
    loop {
        let counts = at
            .iter()
            .zip(&choices)
            .map(|(at, choices)| choices[*at].clone());
        visit(&counts.collect::<Vec<_>>());
        let Some(next) = (0..at.len()).find(|place| at[*place] + 1 < choices[*place].len()) else {
            return;
        };
        at[..next].fill(0);
        at[next] += 1;
    }
}

/// Every way to spread so many over so many ways.
fn spread(size: u32, ways: usize) -> Vec<Vec<u32>> {
    if ways == 1 {
        return vec![vec![size]];
    }
    (0..=size)
        .flat_map(|first| {
            spread(size - first, ways - 1).into_iter().map(move |rest| {
                let mut counts = vec![first];
                counts.extend(rest);
                counts
            })
        })
        .collect()
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_one_answer_each() {
    for seed in 0..10 {
        for policy in policies() {
            check(seed, &policy, "one");
        }
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_several_answers_each() {
    for seed in 0..3 {
        for policy in policies() {
            check(seed, &policy, "several");
        }
    }
}

#[test]
fn what_an_earlier_release_told_cannot_be_withheld() {
    let size = Size {
        units: 40,
        attributes: &[5],
        options: 4,
    };
    let drawn = (0..100)
        .map(|seed| dataset(&mut Chance::of(seed), size, Policy::default()))
        .find(|drawn| {
            let found = findings::analyse(drawn, None);
            numbers(&found).values().any(Option::is_none)
        })
        .expect("some category is small");
    let now = findings::analyse(&drawn, None);
    let same: Earlier = now
        .figures()
        .into_iter()
        .map(|(key, figure)| (key.clone(), (figure.count.ok(), figure.base)))
        .collect();
    assert!(
        findings::analyse_after(&drawn, None, &same).is_ok(),
        "it told nothing more"
    );

    let mut open = drawn.clone();
    open.disclosure.bases_below = 0;
    let told: Earlier = findings::analyse(&open, None)
        .figures()
        .into_iter()
        .map(|(key, figure)| (key.clone(), (figure.count.ok(), figure.base)))
        .collect();
    let exposed = findings::analyse_after(&drawn, None, &told).expect_err("everything was told");
    assert!(exposed.cell.contains('@'), "{exposed}");
}
