//! What several ticks lead to tells nothing of them, by whatever condition.

use analysis::chance::Chance;
use analysis::dataset::{BaseRule, Cell, Choice, Choices, Column, Dataset, Ticks, Variable};
use analysis::disclosure::Policy;
use analysis::findings;
use analysis::routing::Condition;

use super::drawn::{Size, dataset};
use super::every::{self, Ways};
use super::release::numbers;
use super::suppression::{policies, with_the_whole};

/// What can be ticked: the third option alone.
const TICKED: [&[usize]; 5] = [&[], &[0], &[1], &[0, 1], &[2]];

/// By the place of what was ticked, whether the second question was asked and what was given to it.
type Way = (usize, Option<Option<usize>>);

fn chose(options: &[usize]) -> Condition {
    Condition::Chose {
        of: "several".to_owned(),
        options: options.iter().copied().collect(),
    }
}

fn answered() -> Condition {
    Condition::Answered {
        of: "several".to_owned(),
    }
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// Conditions, and whether each holds of what was ticked.
fn conditions() -> Vec<(Condition, [bool; 5])> {
    vec![
        (chose(&[0, 2]), [false, true, false, true, true]),
        (not(answered()), [true, false, false, false, false]),
        (
            Condition::All(vec![answered(), not(chose(&[0]))]),
            [false, false, true, false, true],
        ),
        (
            Condition::Any(vec![chose(&[0]), chose(&[1])]),
            [false, true, true, true, false],
        ),
    ]
}

/// A first question that everybody is asked, and a second one with two options that is asked on a condition.
fn drawn(
    chance: &mut Chance,
    size: Size,
    policy: &Policy,
    (condition, holds): &(Condition, [bool; 5]),
    base: BaseRule,
) -> (Dataset, Vec<Way>) {
    let mut drawn = dataset(chance, size, policy.clone());
    drawn.variables.remove(0);
    let Column::Multiple(first) = &mut drawn.variables[0].column else {
        unreachable!("it is a choice of several");
    };
    first.nets.clear();
    let of_ticks = |cell: &Cell<Ticks>| {
        let ticks = cell.value().copied().unwrap_or_default();
        let ticks: Vec<usize> = ticks.positions().collect();
        let ticked = TICKED.iter().position(|one| *one == ticks);
        ticked.expect("it can be ticked")
    };
    let first: Vec<usize> = first.cells.iter().map(of_ticks).collect();
    let second = first.iter().map(|ticked| {
        let option = u8::try_from(chance.below(3)).expect("there are few");
        match (holds[*ticked], option) {
            (false, _) => Cell::NotAsked,
            (true, 2) => Cell::Skipped,
            (true, option) => Cell::Value(option),
        }
    });
    let option = |id: &str| Choice {
        id: id.to_owned(),
        label: id.to_owned(),
    };
    let column = Column::Single(Choices {
        options: vec![option("o0"), option("o1")],
        nets: Vec::new(),
        exclusive: Ticks::default(),
        cells: second.collect(),
    });
    drawn.variables.push(Variable {
        id: "two".to_owned(),
        base,
        asked_if: Some(condition.clone()),
        column,
        ..drawn.variables[0].clone()
    });
    let ways = (0..TICKED.len()).flat_map(|ticked| {
        let second = if holds[ticked] {
            vec![Some(None), Some(Some(0)), Some(Some(1))]
        } else {
            vec![None]
        };
        second.into_iter().map(move |second| (ticked, second))
    });
    (drawn, ways.collect())
}

fn check(
    seed: u64,
    policy: &Policy,
    size: Size,
    condition: &(Condition, [bool; 5]),
    (base, is_broken_down): (BaseRule, bool),
) {
    let (mut drawn, ways) = drawn(&mut Chance::of(seed), size, policy, condition, base);
    if !is_broken_down {
        drawn.variables[1].compare_by.clear();
    }
    let counts = |key: &str, is_base: bool, way: usize| {
        let (ticked, second) = ways[way];
        match key {
            _ if key.starts_with("several/") && is_base => ticked > 0,
            _ if is_base => match base {
                BaseRule::Answered => second.flatten().is_some(),
                BaseRule::Shown => second.is_some(),
                BaseRule::Submitted => true,
            },
            "two/o0" => second == Some(Some(0)),
            "two/o1" => second == Some(Some(1)),
            _ => {
                let mut ticks = TICKED[ticked].iter();
                ticks.any(|option| key == format!("several/o{option}"))
            }
        }
    };
    let ways = Ways {
        many: ways.len(),
        counts: &counts,
        // Sums take each tick by itself, so only what the policy names is held against sets of ticks.
        also: Some(&|_| true),
        before: None,
    };
    let release = numbers(&findings::analyse(&drawn, None));
    let what = format!("seed {seed}, {:?}, {base:?}", condition.0);
    every::hold(&drawn, &ways, &[(release, drawn.returns.len())], &what);
}

const RULES: [BaseRule; 3] = [BaseRule::Answered, BaseRule::Shown, BaseRule::Submitted];

#[test]
fn no_set_of_answers_is_the_only_one_behind_a_question_and_the_ticks_that_lead_to_it() {
    let size = Size {
        units: 6,
        attributes: &[3],
        options: 3,
    };
    for seed in 0..3 {
        for condition in conditions() {
            for base in RULES {
                for is_broken_down in [true, false] {
                    for policy in policies() {
                        let second = (base, is_broken_down);
                        check(seed, &policy, size, &condition, second);
                        let policy = with_the_whole(policy);
                        check(seed, &policy, size, &condition, second);
                    }
                }
            }
        }
    }
}
