//! Whoever tries every set of answers.

use std::collections::{BTreeMap, BTreeSet};

use analysis::dataset::Dataset;
use analysis::disclosure::Policy;

/// The numbers of a release, by key.
pub type Numbers = BTreeMap<String, Option<u32>>;

/// How a return can be, and in which numbers it is counted.
pub struct Ways<'w> {
    /// How many ways there are.
    pub many: usize,
    /// Whether a number counts a way: by its key without its category, and whether it is the base.
    pub counts: &'w dyn Fn(&str, bool, usize) -> bool,
    /// Whether a set of answers gives what else is told beside the numbers, if anything is.
    pub also: Option<Gives<'w>>,
    /// The same of what else was told by the releases before.
    pub before: Option<Gives<'w>>,
}

/// Whether a set of answers gives something that is told.
pub type Gives<'w> = &'w dyn Fn(&Counts<'_>) -> bool;

/// A set of answers: of those who are alike, how many answered in each way.
pub type Counts<'c> = [(&'c Alike, &'c [u32])];

/// Whether a true number is one that the policy names, on its base.
pub fn is_sensitive(policy: &Policy, key: &str, truth: &BTreeMap<String, u32>) -> bool {
    let value = truth[key];
    match key.strip_suffix(":base") {
        Some(_) => policy.is_small_base(value),
        None => {
            let base = truth[&format!("{key}:base")];
            (policy.is_small_base(base) && value > 0) || policy.is_telling(value, base)
        }
    }
}

/// Holds what the first of some releases withholds against all of them, each of so many of the returns.
///
/// Everything is known of the units but their answers. Those answers that give just the releases are what an outsider can't
/// tell apart; a withheld number, whether the policy names it or it is withheld for the sake of others, differs among them, unless
/// it is the same in all sets of answers that give what can't be withheld: the figures over everyone, and what the other releases
/// told.
pub fn hold(drawn: &Dataset, ways: &Ways<'_>, releases: &[(Numbers, usize)], what: &str) {
    let policy = &drawn.disclosure;
    let questions = || drawn.variables.iter().map(|one| format!("{}/", one.id));
    let numbers: Vec<(Number, Option<u32>)> = releases
        .iter()
        .flat_map(|(release, of)| {
            let is_answer = |key: &str| questions().any(|begins| key.starts_with(&begins));
            let figures = release.iter().filter(move |(key, _)| is_answer(key));
            figures.map(|(key, value)| (Number::of(key, ways, *of), *value))
        })
        .collect();
    let of_first = |number: &Number| number.of == releases[0].1;
    let hidden: Vec<usize> = (0..numbers.len())
        .filter(|at| {
            let (number, shown) = &numbers[*at];
            of_first(number) && shown.is_none()
        })
        .collect();
    let is_exempt = |number: &Number| number.category.is_none() && !policy.whole;
    let mut possible: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    let mut anyway = possible.clone();
    let sizes: Vec<usize> = releases.iter().map(|(_, of)| *of).collect();
    every_answer(&alike(drawn, &sizes), ways.many, &mut |counts| {
        let agrees = |(number, shown): &(Number, Option<u32>)| {
            shown.is_none_or(|shown| number.in_counts(counts) == shown)
        };
        let gives = |told: Option<Gives<'_>>| told.is_none_or(|told| told(counts));
        let can_not_be_hidden =
            |(number, _): &&(Number, Option<u32>)| is_exempt(number) || !of_first(number);
        if numbers.iter().filter(can_not_be_hidden).all(agrees) && gives(ways.before) {
            let all = numbers.iter().all(agrees) && gives(ways.also);
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
pub struct Alike {
    pub categories: Vec<usize>,
    pub of: usize,
    count: u32,
}

impl Number {
    fn of(key: &str, ways: &Ways<'_>, of: usize) -> Self {
        let (name, is_base) = match key.strip_suffix(":base") {
            Some(name) => (name, true),
            None => (key, false),
        };
        let (name, category) = match name.split_once('@') {
            Some((name, by)) => (name, Some(category(by))),
            None => (name, None),
        };
        let counted = (0..ways.many).map(|way| (ways.counts)(name, is_base, way));
        Self {
            key: key.to_owned(),
            of,
            category,
            ways: counted.collect(),
        }
    }

    fn in_counts(&self, counts: &Counts<'_>) -> u32 {
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
fn every_answer(sizes: &[Alike], ways: usize, visit: &mut impl FnMut(&Counts<'_>)) {
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
