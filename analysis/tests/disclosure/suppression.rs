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

/// Tries every set of answers of a few units, of whom everything but the answers is known. Those that give just the
/// release are what an outsider can't tell apart; a withheld number that the policy names differs among them, unless it
/// is the same in all sets of answers that give the figures over everyone.
fn check(seed: u64, policy: &Policy, question: &str, size: Size) {
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    drawn.variables.retain(|variable| variable.id == question);
    let release = numbers(&findings::analyse(&drawn, None));
    hold(
        &drawn,
        &[(release, drawn.returns.len())],
        &format!("seed {seed}"),
    );
}

/// The same where an earlier release had all but the last returns. Says whether there was a way to publish this one.
fn check_after(seed: u64, policy: &Policy, size: Size, late: usize) -> bool {
    let mut drawn = dataset(&mut Chance::of(seed), size, policy.clone());
    drawn.variables.retain(|variable| variable.id == "one");
    let mut before = drawn.clone();
    before.returns.truncate(drawn.returns.len() - late);
    let first = findings::analyse(&before, None);
    let told: Earlier = first
        .figures()
        .into_iter()
        .map(|(key, figure)| (key.clone(), (figure.count.ok(), figure.base)))
        .collect();
    let Ok(second) = findings::analyse_after(&drawn, None, &told) else {
        return false;
    };
    let releases = [
        (numbers(&second), drawn.returns.len()),
        (numbers(&first), before.returns.len()),
    ];
    hold(&drawn, &releases, &format!("seed {seed} with {late} late"));
    true
}

/// Holds what the first of some releases withholds against all of them, each of so many of the returns.
fn hold(drawn: &Dataset, releases: &[(Release, usize)], what: &str) {
    let policy = &drawn.disclosure;
    let truth = truth(drawn);
    let question = &drawn.variables[0].id;
    let ways: &[&[usize]] = match question.as_str() {
        "one" => &[&[], &[0], &[1], &[2]],
        _ => &[&[], &[0], &[1], &[0, 1], &[2]],
    };
    let numbers: Vec<(Number, Option<u32>)> = releases
        .iter()
        .flat_map(|(release, of)| {
            let figures = release.iter().filter(|(key, _)| key.starts_with(question));
            figures.map(|(key, value)| (Number::of(key, ways, *of), *value))
        })
        .collect();
    let of_first = |number: &Number| number.of == releases[0].1;
    let hidden: Vec<usize> = (0..numbers.len())
        .filter(|at| {
            let (number, shown) = &numbers[*at];
            let named = || is_sensitive(policy, &number.key, &truth);
            of_first(number) && shown.is_none() && named()
        })
        .collect();
    let mut possible: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    let mut anyway = possible.clone();
    let sizes: Vec<usize> = releases.iter().map(|(_, of)| *of).collect();
    every_answer(&alike(drawn, &sizes), ways.len(), &mut |counts| {
        let agrees = |(number, shown): &(Number, Option<u32>)| {
            shown.is_none_or(|shown| number.in_counts(counts) == shown)
        };
        let of_everyone = |(number, _): &&(Number, Option<u32>)| number.category.is_none();
        if numbers.iter().filter(of_everyone).all(agrees) {
            let all = numbers.iter().all(agrees);
            for at in &hidden {
                let value = numbers[*at].0.in_counts(counts);
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
            "{what}, {policy:?}: {} can only be {:?}, and could be {:?}",
            numbers[at].0.key,
            possible[&at],
            anyway[&at]
        );
    }
}

type Release = BTreeMap<String, Option<u32>>;

/// A number of a release, as a sum over the ways to answer in one category or in all.
struct Number {
    key: String,
    /// The release is of so many returns.
    of: usize,
    /// The attribute and its category.
    category: Option<(usize, usize)>,
    ways: Vec<bool>,
}

/// Units of which the same is known: the category in each attribute, and the least release that they are in.
struct Alike {
    categories: Vec<usize>,
    of: usize,
    count: u32,
}

impl Number {
    fn of(key: &str, ways: &[&[usize]], of: usize) -> Self {
        let (name, is_base) = match key.strip_suffix(":base") {
            Some(name) => (name, true),
            None => (key, false),
        };
        let (name, category) = match name.split_once('@') {
            Some((name, by)) => (name, Some(category(by))),
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
            of,
            category,
            ways: ways.iter().map(is_counted).collect(),
        }
    }

    fn in_counts(&self, counts: &[(&Alike, &[u32])]) -> u32 {
        let is_inside = |alike: &Alike| {
            let inside = self
                .category
                .is_none_or(|(by, one)| alike.categories[by] == one);
            inside && alike.of <= self.of
        };
        let inside = counts.iter().filter(|(alike, _)| is_inside(alike));
        inside
            .flat_map(|(_, counts)| counts.iter().zip(&self.ways))
            .map(|(count, counted)| if *counted { *count } else { 0 })
            .sum()
    }
}

/// The attribute and the category that a key ends with.
fn category(by: &str) -> (usize, usize) {
    let (attribute, category) = by.split_once("=c").expect("keys name a category");
    let attribute = usize::from(attribute != "region");
    (
        attribute,
        category.parse().expect("categories are numbered"),
    )
}

/// Those who took part, in releases of so many returns each.
fn alike(drawn: &Dataset, releases: &[usize]) -> Vec<Alike> {
    let mut sizes = BTreeMap::new();
    for (position, one) in drawn.returns.iter().enumerate() {
        let attributes = drawn.frame.attributes.iter();
        let of: Vec<usize> = attributes.map(|by| by.values[one.unit]).collect();
        let release = releases.iter().filter(|of| position < **of).min();
        let release = *release.expect("the first release has every return");
        *sizes.entry((of, release)).or_default() += 1;
    }
    let alike = |((categories, of), count)| Alike {
        categories,
        of,
        count,
    };
    sizes.into_iter().map(alike).collect()
}

/// Every way in which so many can have answered.
fn every_answer(sizes: &[Alike], ways: usize, visit: &mut impl FnMut(&[(&Alike, &[u32])])) {
    let choices: Vec<Vec<Vec<u32>>> = sizes.iter().map(|one| spread(one.count, ways)).collect();
    let mut at = vec![0; sizes.len()];
    loop {
        let each = at.iter().zip(&choices).zip(sizes);
        let counts = each.map(|((at, choices), alike)| (alike, choices[*at].as_slice()));
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
    let size = Size {
        units: 11,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..10 {
        for policy in policies() {
            check(seed, &policy, "one", size);
        }
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_several_answers_each() {
    let size = Size {
        units: 9,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..3 {
        for policy in policies() {
            check(seed, &policy, "several", size);
        }
    }
}

/// Who took part is known, and of each both attributes.
#[test]
fn no_set_of_answers_is_the_only_one_for_whoever_puts_two_attributes_together() {
    let size = Size {
        units: 9,
        attributes: &[3, 3],
        options: 3,
    };
    for seed in 0..20 {
        for policy in policies() {
            check(seed, &policy, "one", size);
        }
    }
    let size = Size { units: 7, ..size };
    for seed in 0..4 {
        for policy in policies() {
            check(seed, &policy, "several", size);
        }
    }
}

/// The same where a release had been published before the last returns came in.
#[test]
fn no_set_of_answers_is_the_only_one_behind_two_releases() {
    let size = Size {
        units: 13,
        attributes: &[3],
        options: 3,
    };
    let mut published = 0;
    for seed in 0..10 {
        for policy in policies() {
            for late in [1, 2, 4] {
                published += usize::from(check_after(seed, &policy, size, late));
            }
        }
    }
    assert!(published > 100, "{published} of 150 could be published");
}

/// Both at once.
#[test]
fn no_set_of_answers_is_the_only_one_behind_two_releases_by_two_attributes() {
    let size = Size {
        units: 11,
        attributes: &[3, 2],
        options: 2,
    };
    let mut published = 0;
    for seed in 0..20 {
        for policy in policies() {
            for late in [1, 2, 4] {
                published += usize::from(check_after(seed, &policy, size, late));
            }
        }
    }
    assert!(published > 100, "{published} of 300 could be published");
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
