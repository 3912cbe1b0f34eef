//! What is told beside tables tells nothing that they withhold, nor does it with what an earlier release told beside its own:
//! weighted shares, and cross-tabs and pairs of two questions.

use std::collections::BTreeMap;

use analysis::chance::Chance;
use analysis::compare::halves::halves;
use analysis::dataset::{Attribute, Choice, Column};
use analysis::estimate::{Bounds, Margin, rake};
use analysis::findings;
use analysis::plan::{PairPlan, Side};

use super::drawn::{Size, dataset};
use super::every::{self, Counts, Numbers, Ways};
use super::release::{Release, numbers, releases};
use super::suppression::policies;

/// The weighted shares that a release tells.
struct Weighed {
    /// The release is of so many returns.
    of: usize,
    /// The weight of those who are alike, by their categories.
    weights: BTreeMap<Vec<usize>, f64>,
    /// What is told, in percent, with as many decimals as are told of it.
    told: Vec<(String, String)>,
}

impl Weighed {
    fn of(Release { dataset, found }: &Release) -> Option<Self> {
        let attributes = &dataset.frame.attributes;
        let margins: Vec<Margin> = attributes.iter().map(|one| Margin::of(one, &[])).collect();
        let units: Vec<usize> = dataset.returns.iter().map(|one| one.unit).collect();
        let raking = rake(&margins, &units, Bounds::default()).ok()?;
        let categories = |unit: &usize| attributes.iter().map(|one| one.values[*unit]).collect();
        let rows = found.tables.iter().flat_map(|table| &table.rows);
        let told = rows.filter_map(|row| {
            let percent = row.weighted?.estimate.percent(1).to_string();
            let percent = percent.trim_end_matches('%').to_owned();
            Some((row.key.as_str().to_owned(), percent))
        });
        Some(Self {
            of: units.len(),
            weights: units.iter().map(categories).zip(raking.weights()).collect(),
            told: told.collect(),
        })
    }

    /// Whether a set of answers gives what is told.
    fn agrees(&self, counts: &Counts<'_>) -> bool {
        self.told.iter().all(|(key, percent)| {
            let told: f64 = percent.parse().expect("it is a number");
            let half = if percent.contains('.') { 0.05 } else { 0.5 };
            let sum = |counted: &dyn Fn(usize) -> bool| self.sum(counts, counted);
            let share = sum(&|way| is_counted(key, way)) / sum(&|way| way > 0);
            (100.0 * share - told).abs() < half + 1e-9
        })
    }

    fn sum(&self, counts: &Counts<'_>, counted: &dyn Fn(usize) -> bool) -> f64 {
        let inside = counts.iter().filter(|(alike, _)| alike.of <= self.of);
        let of_alike = inside.flat_map(|(alike, counts)| {
            let weight = self.weights[&alike.categories];
            let counted = counts.iter().enumerate().filter(|(way, _)| counted(*way));
            counted.map(move |(_, count)| weight * f64::from(*count))
        });
        of_alike.sum()
    }
}

/// Whether a number counts a way to answer: not at all, or with one option.
fn is_counted(key: &str, way: usize) -> bool {
    match key.rsplit_once('/') {
        Some((_, "net")) => way == 1 || way == 2,
        Some((_, option)) => way > 0 && option == format!("o{}", way - 1),
        None => false,
    }
}

fn sized(releases: &[Release]) -> Vec<(Numbers, usize)> {
    let sized = releases.iter();
    sized
        .map(|one| (numbers(&one.found), one.dataset.returns.len()))
        .collect()
}

/// Weighs a first question's answers by all attributes, and tries every set of them behind a release, and an earlier one where
/// some returns came late. Says how many weighted shares were told, and how many would have been if nothing had to be withheld.
fn check_weighted(seed: u64, size: Size, policy: usize, late: usize) -> [usize; 2] {
    let policy = policies().swap_remove(policy);
    let mut drawn = dataset(&mut Chance::of(seed), size, policy);
    drawn.variables.truncate(1);
    let by = drawn.frame.attributes.iter().map(|one| one.id.clone());
    drawn.plan.weight_by = by.collect();
    let Some(releases) = releases(&drawn, late) else {
        return [0; 2];
    };
    let weighed: Option<Vec<Weighed>> = releases.iter().map(Weighed::of).collect();
    let Some(weighed) = weighed else {
        return [0; 2];
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
        also: Some(&|counts| weighed[0].agrees(counts)),
        before: Some(&|counts| weighed[1..].iter().all(|one| one.agrees(counts))),
    };
    let what = format!("seed {seed} with {late} late");
    every::hold(&drawn, &ways, &sized(&releases), &what);
    drawn.disclosure.bases_below = 0;
    drawn.disclosure.counts_below = 0;
    drawn.disclosure.all_or_none = false;
    let open = findings::analyse(&drawn, None).estimated(&drawn);
    let rows = open.tables.iter().flat_map(|table| &table.rows);
    let all = rows.filter(|row| row.weighted.is_some()).count();
    [weighed[0].told.len(), all]
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
                let [some, open] = check_weighted(seed, size, policy, 0);
                told += some;
                all += open;
            }
        }
    }
    assert!(told * 2 > all, "{told} of {all} weighted shares were told");
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_the_weighted_shares_of_two_releases() {
    let size = Size {
        units: 10,
        attributes: &[2, 2],
        options: 2,
    };
    let [mut told, mut all] = [0; 2];
    for seed in 20..35 {
        for policy in 0..policies().len() {
            for late in [1, 2, 3] {
                let [some, open] = check_weighted(seed, size, policy, late);
                told += some;
                all += open;
            }
        }
    }
    assert!(told * 4 > all, "{told} of {all} weighted shares were told");
}

/// What two questions are held against each other by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// A cross-tab.
    Crosstab,
    /// A pair: whether the same people gave the first option of both.
    Pair,
}

/// What a release tells of two questions with two options each that are held against each other.
struct Crossed {
    /// The release is of so many returns.
    of: usize,
    /// The counts of those who gave an option of the first and one of the second.
    both: Vec<([usize; 2], u32)>,
}

impl Crossed {
    fn of(Release { dataset, found }: &Release) -> Self {
        let mut crosstabs = found.comparisons.iter();
        let crosstab = crosstabs.find(|table| table.by.id == "one" && table.outcome.id == "two");
        let groups = crosstab.map_or(&[][..], |table| &table.groups);
        let groups = groups.iter().enumerate().flat_map(|(one, group)| {
            let answers = group.answers.iter().enumerate();
            answers.map(move |(two, answer)| ([one, two], answer.part.count))
        });
        let lines = found.pairs.iter().flat_map(|pairs| &pairs.lines);
        let lines = lines.flat_map(|line| {
            let counts = [line.both, line.first_only, line.second_only, line.neither];
            [[0, 0], [0, 1], [1, 0], [1, 1]].into_iter().zip(counts)
        });
        Self {
            of: dataset.returns.len(),
            both: groups.chain(lines).collect(),
        }
    }

    /// Whether a set of answers gives what is told; `ways` has what each way gives to both, nothing or one more than an option.
    fn agrees(&self, ways: &[[usize; 2]], counts: &Counts<'_>) -> bool {
        self.both.iter().all(|(both, told)| {
            let way = ways.iter().position(|way| *way == both.map(|one| one + 1));
            let way = way.expect("there is such a way");
            let inside = counts.iter().filter(|(alike, _)| alike.of <= self.of);
            inside.map(|(_, counts)| counts[way]).sum::<u32>() == *told
        })
    }
}

/// Two questions with two options each, broken down and held against each other; says whether the counts of that were told.
fn check_crossed(held: Held, seed: u64, size: Size, policy: usize, late: usize) -> bool {
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
    let Some(releases) = releases(&drawn, late) else {
        return false;
    };
    let crossed: Vec<Crossed> = releases.iter().map(Crossed::of).collect();
    // Nothing, or one option, of each question.
    let ways = || (0..=size.options).flat_map(|one| (0..=size.options).map(move |two| [one, two]));
    let ways: Vec<[usize; 2]> = ways().collect();
    let counts = |key: &str, is_base: bool, way: usize| {
        let given = ways[way][usize::from(key.starts_with("two"))];
        given > 0 && (is_base || key.ends_with(&format!("/o{}", given - 1)))
    };
    let all = Ways {
        many: ways.len(),
        counts: &counts,
        also: Some(&|counts| crossed[0].agrees(&ways, counts)),
        before: Some(&|counts| crossed[1..].iter().all(|one| one.agrees(&ways, counts))),
    };
    let what = format!("seed {seed} with {late} late");
    every::hold(&drawn, &all, &sized(&releases), &what);
    !crossed[0].both.is_empty()
}

/// Who gave the first option of a question.
pub fn side(question: &str) -> Side {
    Side {
        question: question.to_owned(),
        row: None,
        options: vec!["o0".to_owned()],
        label: question.to_owned(),
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_a_crosstab_of_two_questions() {
    let told = told_of(Held::Crosstab, 9, 0);
    assert!(told > 5, "the counts of {told} of 100 cross-tabs were told");
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_what_the_same_people_said_twice() {
    let told = told_of(Held::Pair, 9, 0);
    assert!(told > 50, "the counts of {told} of 100 pairs were told");
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_the_crosstabs_of_two_releases() {
    let told = told_of(Held::Crosstab, 8, 3);
    assert!(told > 3, "the counts of {told} of 100 cross-tabs were told");
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_the_pairs_of_two_releases() {
    let told = told_of(Held::Pair, 9, 3);
    assert!(told > 30, "the counts of {told} of 100 pairs were told");
}

/// How often it was told what two questions have to do with each other, where so many returns came after an earlier release.
fn told_of(held: Held, units: usize, late: usize) -> usize {
    let size = Size {
        units,
        attributes: &[2],
        options: 2,
    };
    let mut told = 0;
    for seed in 0..20 {
        for policy in 0..policies().len() {
            told += usize::from(check_crossed(held, seed, size, policy, late));
        }
    }
    told
}

/// A question, and what the early and the late are told to have said to it. Everybody may know who was late: it is like an
/// attribute by which nothing is broken down. Says whether the counts were told.
fn check_halves(seed: u64, size: Size, policy: usize) -> bool {
    let policy = policies().swap_remove(policy);
    let mut drawn = dataset(&mut Chance::of(seed), size, policy);
    drawn.variables.truncate(1);
    let days = drawn.returns.iter().filter_map(|one| one.submitted_on);
    let halves = halves(&drawn).expect("each came on a day of its own");
    let first_late = days
        .clone()
        .nth(halves.early as usize)
        .expect("half are late");
    let is_late = |unit: usize| {
        let mut of_unit = drawn.returns.iter().filter(|one| one.unit == unit);
        of_unit.any(|one| one.submitted_on >= Some(first_late))
    };
    let late = Attribute {
        id: "late".to_owned(),
        label: "late".to_owned(),
        categories: ["no", "yes"]
            .map(|id| Choice {
                id: id.to_owned(),
                label: id.to_owned(),
            })
            .into(),
        values: (0..size.units)
            .map(|unit| usize::from(is_late(unit)))
            .collect(),
    };
    drawn.frame.attributes.push(late);
    let released = releases(&drawn, 0).expect("it is the first release");
    let response = released[0].found.response.as_ref();
    let said = &response.expect("it is compared").early_and_late_said[0];
    let place = drawn.frame.attributes.len() - 1;
    let is_told = |counts: &Counts<'_>| {
        said.groups.iter().enumerate().all(|(half, group)| {
            let inside = counts
                .iter()
                .filter(|(alike, _)| alike.categories[place] == half);
            let inside: Vec<_> = inside.collect();
            group.answers.iter().enumerate().all(|(option, answer)| {
                let given = inside.iter().map(|(_, counts)| counts[option + 1]);
                given.sum::<u32>() == answer.part.count
            })
        })
    };
    let counts =
        |key: &str, is_base: bool, way: usize| way > 0 && (is_base || is_counted(key, way));
    let ways = Ways {
        many: size.options + 1,
        counts: &counts,
        also: Some(&is_told),
        before: None,
    };
    every::hold(&drawn, &ways, &sized(&released), &format!("seed {seed}"));
    !said.withheld
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_what_the_early_and_the_late_said() {
    let mut told = 0;
    for (units, attributes) in [(12, &[3][..]), (11, &[2])] {
        let size = Size {
            units,
            attributes,
            options: 2,
        };
        for seed in 0..30 {
            for policy in 0..policies().len() {
                told += usize::from(check_halves(seed, size, policy));
            }
        }
    }
    assert!(told > 10, "the counts of {told} of 300 were told");
}
