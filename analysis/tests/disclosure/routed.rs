//! What an answer leads to tells nothing of it, by whatever condition.

use analysis::chance::Chance;
use analysis::dataset::{BaseRule, Cell, Choice, Choices, Column, Dataset, Ticks, Variable};
use analysis::disclosure::Policy;
use analysis::findings;
use analysis::number::Number;
use analysis::plan::PairPlan;
use analysis::routing::Condition;

use super::beside::side;
use super::drawn::{Size, dataset};
use super::every::{self, Ways};
use super::release::numbers;
use super::suppression::{policies, with_the_whole};

/// What a return gave to the first question, by the place of one of its answers, and what became of the second.
type Way = (Option<usize>, Second);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Second {
    NotAsked,
    Skipped,
    Gave(usize),
}

/// The numbers that can be given, and where the table's second band begins.
const NUMBERS: [i64; 3] = [5, 11, 15];
const SECOND_BAND: i64 = 10;

fn chose(options: &[usize]) -> Condition {
    Condition::Chose {
        of: "one".to_owned(),
        options: options.iter().copied().collect(),
    }
}

fn answered() -> Condition {
    Condition::Answered {
        of: "one".to_owned(),
    }
}

fn in_range(from: Option<i64>, below: Option<i64>) -> Condition {
    let number = |whole: i64| Number::whole(whole).expect("it is small");
    Condition::InRange {
        of: "one".to_owned(),
        from: from.map(number),
        below: below.map(number),
    }
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// Conditions, and the answers to the first question on which each holds.
fn of_choices() -> Vec<(Condition, &'static [Option<usize>])> {
    vec![
        (chose(&[1]), &[Some(1)]),
        (not(chose(&[0])), &[None, Some(1), Some(2)]),
        (answered(), &[Some(0), Some(1), Some(2)]),
        (not(answered()), &[None]),
        (
            Condition::Any(vec![chose(&[0]), chose(&[2])]),
            &[Some(0), Some(2)],
        ),
        (
            Condition::All(vec![answered(), not(chose(&[2]))]),
            &[Some(0), Some(1)],
        ),
    ]
}

fn of_numbers() -> Vec<(Condition, &'static [Option<usize>])> {
    vec![
        (in_range(Some(10), None), &[Some(1), Some(2)]),
        (in_range(None, Some(10)), &[Some(0)]),
        (in_range(Some(12), None), &[Some(2)]),
        (not(in_range(Some(12), None)), &[None, Some(0), Some(1)]),
        (
            Condition::Any(vec![in_range(None, Some(10)), not(answered())]),
            &[None, Some(0)],
        ),
    ]
}

/// A first question that everybody is asked, and a second one with two options that is asked on a condition.
fn drawn(
    chance: &mut Chance,
    size: Size,
    policy: &Policy,
    (condition, holds): &(Condition, &[Option<usize>]),
    base: BaseRule,
) -> (Dataset, Vec<Way>) {
    let mut drawn = dataset(chance, size, policy.clone());
    drawn.variables.truncate(1);
    let Column::Single(first) = &mut drawn.variables[0].column else {
        unreachable!("it is a choice");
    };
    first.nets.clear();
    let first: Vec<Option<usize>> = first
        .cells
        .iter()
        .map(|cell| cell.value().map(|option| usize::from(*option)))
        .collect();
    let second: Vec<Second> = first
        .iter()
        .map(|given| match holds.contains(given) {
            false => Second::NotAsked,
            true if chance.once_in(5) => Second::Skipped,
            true => Second::Gave(chance.below(2)),
        })
        .collect();
    let cell = |second: &Second| match second {
        Second::NotAsked => Cell::NotAsked,
        Second::Skipped => Cell::Skipped,
        Second::Gave(option) => Cell::Value(u8::try_from(*option).expect("there are two")),
    };
    let option = |id: &str| Choice {
        id: id.to_owned(),
        label: id.to_owned(),
    };
    drawn.variables.push(Variable {
        id: "two".to_owned(),
        base,
        asked_if: Some(condition.clone()),
        column: Column::Single(Choices {
            options: vec![option("o0"), option("o1")],
            nets: Vec::new(),
            exclusive: Ticks::default(),
            cells: second.iter().map(cell).collect(),
        }),
        ..drawn.variables[0].clone()
    });
    let ways = [None, Some(0), Some(1), Some(2)]
        .into_iter()
        .flat_map(|given| {
            let second = if holds.contains(&given) {
                vec![Second::Skipped, Second::Gave(0), Second::Gave(1)]
            } else {
                vec![Second::NotAsked]
            };
            second.into_iter().map(move |second| (given, second))
        });
    (drawn, ways.collect())
}

/// Makes the first question one that is answered with a number, in two bands.
fn with_numbers(mut drawn: Dataset) -> Dataset {
    let Column::Single(first) = &drawn.variables[0].column else {
        unreachable!("it is a choice");
    };
    let whole = |number: i64| Number::whole(number).expect("it is small");
    let cells = first.cells.iter().cloned();
    drawn.variables[0].column = Column::Number {
        cells: cells
            .map(|cell| cell.map(|option| whole(NUMBERS[usize::from(option)])))
            .collect(),
        unit: None,
        whole: true,
        bands: vec![whole(SECOND_BAND)],
    };
    drawn
}

/// The second question broken down like the first, or told of all alone, and then perhaps in a pair with the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    ByAttributes,
    OfAll,
    OfAllInAPair,
}

/// Says how many figures of the first question broken down are shown.
fn check(
    seed: u64,
    policy: &Policy,
    size: Size,
    condition: &(Condition, &[Option<usize>]),
    (base, second): (BaseRule, Told),
) -> usize {
    let (mut drawn, ways) = drawn(&mut Chance::of(seed), size, policy, condition, base);
    if second != Told::ByAttributes {
        drawn.variables[1].compare_by.clear();
    }
    if second == Told::OfAllInAPair {
        let label = "held together".to_owned();
        let lines = vec![(side("one"), side("two"))];
        drawn.plan.pairs = vec![PairPlan { label, lines }];
    }
    if condition
        .0
        .tests()
        .iter()
        .any(|test| matches!(test, Condition::InRange { .. }))
    {
        drawn = with_numbers(drawn);
    }
    let counts = |key: &str, is_base: bool, way: usize| {
        let (given, second) = ways[way];
        match key {
            _ if key.starts_with("one/") && is_base => given.is_some(),
            _ if is_base => match base {
                BaseRule::Answered => matches!(second, Second::Gave(_)),
                BaseRule::Shown => second != Second::NotAsked,
                BaseRule::Submitted => true,
            },
            "one/under-10" => given == Some(0),
            "one/10-and-over" => given.is_some_and(|given| NUMBERS[given] >= SECOND_BAND),
            "two/o0" => second == Second::Gave(0),
            "two/o1" => second == Second::Gave(1),
            _ => given.is_some_and(|given| key == format!("one/o{given}")),
        }
    };
    let ways = Ways {
        many: ways.len(),
        counts: &counts,
        also: None,
        before: None,
    };
    let release = numbers(&findings::analyse(&drawn, None));
    let what = format!("seed {seed}, {:?}, {base:?}", condition.0);
    let shown = release
        .iter()
        .filter(|(key, value)| key.starts_with("one/") && key.contains('@') && value.is_some());
    let shown = shown.count();
    every::hold(&drawn, &ways, &[(release, drawn.returns.len())], &what);
    shown
}

const RULES: [BaseRule; 3] = [BaseRule::Answered, BaseRule::Shown, BaseRule::Submitted];

#[test]
fn no_set_of_answers_is_the_only_one_behind_a_question_and_the_choices_that_lead_to_it() {
    check_all(&of_choices());
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_a_question_and_the_numbers_that_lead_to_it() {
    check_all(&of_numbers());
}

fn check_all(conditions: &[(Condition, &[Option<usize>])]) {
    let size = Size {
        units: 8,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..4 {
        for policy in policies() {
            for condition in conditions {
                for base in RULES {
                    let second = (base, Told::ByAttributes);
                    check(seed, &policy, size, condition, second);
                }
            }
        }
    }
}

/// Who took part is known, and of each both attributes.
#[test]
fn no_set_of_answers_is_the_only_one_behind_what_is_led_to_for_whoever_puts_two_attributes_together()
 {
    let size = Size {
        units: 7,
        attributes: &[2, 2],
        options: 3,
    };
    for seed in 0..4 {
        for policy in policies() {
            for condition in of_choices().into_iter().chain(of_numbers()) {
                let second = (BaseRule::Answered, Told::ByAttributes);
                check(seed, &policy, size, &condition, second);
            }
        }
    }
}

#[test]
fn no_set_of_answers_is_the_only_one_behind_what_is_led_to_where_the_whole_is_protected_too() {
    let size = Size {
        units: 7,
        attributes: &[3],
        options: 3,
    };
    let two_attributes = Size {
        attributes: &[2, 2],
        ..size
    };
    for policy in policies().into_iter().map(with_the_whole) {
        for condition in of_choices().into_iter().chain(of_numbers()) {
            for base in RULES {
                let second = (base, Told::ByAttributes);
                check(1, &policy, size, &condition, second);
                check(2, &policy, two_attributes, &condition, second);
            }
            let second = (BaseRule::Answered, Told::OfAll);
            check(2, &policy, two_attributes, &condition, second);
        }
    }
}

/// Where the pair has to be left out, they can exchange all the same.
#[test]
fn no_set_of_answers_is_the_only_one_behind_what_leads_to_a_question_that_is_in_a_pair() {
    let size = Size {
        units: 5,
        attributes: &[2, 2],
        options: 3,
    };
    for seed in 0..30 {
        for policy in policies() {
            for condition in of_choices() {
                let second = (BaseRule::Answered, Told::OfAllInAPair);
                check(seed, &policy, size, &condition, second);
            }
        }
    }
}

/// What is told of all alone stays the same when two units exchange all that they answered, the answers that it was led to by too.
#[test]
fn no_set_of_answers_is_the_only_one_behind_what_leads_to_a_question_that_is_told_of_all() {
    let size = Size {
        units: 8,
        attributes: &[2, 2],
        options: 3,
    };
    let mut shown = [0; 2];
    for seed in 0..8 {
        for policy in policies() {
            for condition in of_choices() {
                for (shown, second) in shown.iter_mut().zip([Told::OfAll, Told::ByAttributes]) {
                    let second = (BaseRule::Answered, second);
                    *shown += check(seed, &policy, size, &condition, second);
                }
            }
        }
    }
    let [of_all, by_attributes] = shown;
    assert!(of_all > by_attributes, "{of_all} and {by_attributes}");
}
