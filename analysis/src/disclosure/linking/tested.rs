//! Tests of one question: which of them an answer to it can pass, and which it fails.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::{Column, Ticks};
use crate::disclosure::linked::Item;
use crate::number::Number;
use crate::routing::Condition;

/// The tests by which all that conditions ask of a question are decided.
pub(super) struct Tested {
    pub(super) tests: Vec<Condition>,
    /// Which of the tests are passed, whatever is answered or not.
    pub(super) ways: Vec<Vec<bool>>,
}

impl Tested {
    /// Of a question that conditions ask these tests of; `None` where an answer can pass them in more ways than `most`.
    pub(super) fn of(item: &Item<'_>, asked: &[&Condition], most: usize) -> Option<Self> {
        let of = item.beginning.as_str();
        let options = asked.iter().filter_map(|test| match test {
            Condition::Chose { options, .. } => Some(*options),
            _ => None,
        });
        let options: Vec<Ticks> = options.collect();
        let ranges = asked.iter().filter(|test| is_range(test));
        let (tests, passed) = match &item.variable.column {
            Column::Single(_) | Column::Grid { .. } => one_answer(item, &options),
            Column::Multiple(_) => {
                let tested = options.into_iter().reduce(Ticks::and).unwrap_or_default();
                several_answers(item, tested, most)?
            }
            Column::Number { .. } => numbers(ranges.map(|test| (*test).clone()).collect()),
            Column::Day { .. } | Column::Text { .. } => (Vec::new(), vec![Vec::new()]),
        };
        let mut ways: Vec<Vec<bool>> = passed;
        for way in &mut ways {
            way.push(true);
        }
        ways.push(vec![false; tests.len() + 1]);
        let answered = Condition::Answered { of: of.to_owned() };
        Some(Self {
            tests: tests.into_iter().chain([answered]).collect(),
            ways,
        })
    }
}

fn chose(of: &str, options: Ticks) -> Condition {
    Condition::Chose {
        of: of.to_owned(),
        options,
    }
}

fn is_range(test: &Condition) -> bool {
    matches!(test, Condition::InRange { .. })
}

/// Of a choice of one: options that nothing tells apart are one test.
fn one_answer(item: &Item<'_>, tested: &[Ticks]) -> (Vec<Condition>, Vec<Vec<bool>>) {
    let mut alike: BTreeMap<(Vec<bool>, Option<&Condition>), Ticks> = BTreeMap::new();
    for option in 0..item.options {
        let passed = tested.iter().map(|options| options.has(option)).collect();
        let key = (passed, item.variable.offered_if.get(&option));
        let same = alike.entry(key).or_default();
        *same = same.with(option);
    }
    let tests = alike.values().map(|same| chose(&item.beginning, *same));
    let each = 0..alike.len();
    let passed = each
        .clone()
        .map(|at| each.clone().map(|place| place == at).collect());
    (tests.collect(), passed.collect())
}

/// Of a choice of several: each tested option is a test, each that is ticked alone, and all others together.
fn several_answers(
    item: &Item<'_>,
    tested: Ticks,
    most: usize,
) -> Option<(Vec<Condition>, Vec<Vec<bool>>)> {
    let all: Ticks = (0..item.options).collect();
    let each = tested.and(item.exclusive());
    let alone = |option: usize| Ticks::default().with(option);
    let others = Some(all.without(each)).filter(|others| *others != Ticks::default());
    let tests: Vec<Ticks> = each.positions().map(alone).chain(others).collect();
    let mut ways = vec![Vec::new()];
    for _ in &tests {
        let longer =
            |way: &Vec<bool>| [false, true].map(|passed| [way.as_slice(), &[passed]].concat());
        ways = ways.iter().flat_map(longer).collect();
        (ways.len() <= most).then_some(())?;
    }
    ways.retain(|way| {
        let passed = tests.iter().zip(way).filter(|(_, passed)| **passed);
        let ticks = passed.clone().map(|(test, _)| *test).reduce(Ticks::and);
        let is_alone = passed.count() == 1;
        ticks.is_some_and(|ticks| is_alone || !ticks.meets(item.exclusive()))
    });
    let tests = tests.into_iter();
    Some((
        tests.map(|test| chose(&item.beginning, test)).collect(),
        ways,
    ))
}

/// Of a number: what is between two ends of ranges passes what the lower end does.
fn numbers(tests: Vec<Condition>) -> (Vec<Condition>, Vec<Vec<bool>>) {
    let ends = tests.iter().flat_map(|test| match test {
        Condition::InRange { from, below, .. } => vec![*from, *below],
        _ => Vec::new(),
    });
    let ends: BTreeSet<Number> = ends.flatten().collect();
    let numbers = ends.into_iter().map(Some).chain([None]);
    let passed = numbers.map(|number| {
        let passes = |test: &Condition| match (test, number) {
            (Condition::InRange { from, below, .. }, Some(number)) => {
                from.is_none_or(|from| from <= number) && below.is_none_or(|below| number < below)
            }
            // It is less than all ends.
            (Condition::InRange { from, .. }, None) => from.is_none(),
            _ => false,
        };
        tests.iter().map(passes).collect()
    });
    let passed: BTreeSet<Vec<bool>> = passed.collect();
    (tests, passed.into_iter().collect())
}
