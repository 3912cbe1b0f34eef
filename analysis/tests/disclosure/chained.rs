//! What answers to several questions lead to tells nothing of them, where one of them led to the other.

use std::collections::BTreeMap;

use analysis::chance::Chance;
use analysis::dataset::{BaseRule, Cell, Choice, Choices, Column, Dataset, Ticks, Variable};
use analysis::disclosure::Policy;
use analysis::findings;
use analysis::routing::Condition;

use super::drawn::{Size, dataset};
use super::every::{self, Ways};
use super::release::numbers;
use super::suppression::{policies, with_the_whole};

/// What a return gave to a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    NotAsked,
    Skipped,
    Gave(Ticks),
}

/// Three questions of two options each: all are asked the first, and the answers to it may lead to the second.
struct Chain {
    /// Which of them take several answers.
    several: [bool; 3],
    /// On which answers they are asked.
    asked_if: [Option<Condition>; 3],
    /// On which the second option of the last one is offered.
    offered_if: Option<Condition>,
}

const QUESTIONS: [&str; 3] = ["one", "two", "three"];

fn chose(of: &str, options: &[usize]) -> Condition {
    Condition::Chose {
        of: of.to_owned(),
        options: options.iter().copied().collect(),
    }
}

fn answered(of: &str) -> Condition {
    Condition::Answered { of: of.to_owned() }
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn chains() -> Vec<Chain> {
    let chain = |several, two, three| Chain {
        several,
        asked_if: [None, two, Some(three)],
        offered_if: None,
    };
    let [one, several_first, several_second] = [
        [false, false, false],
        [true, false, false],
        [false, true, false],
    ];
    let yes = || Some(chose("one", &[0]));
    vec![
        chain(one, yes(), answered("two")),
        chain(one, yes(), not(answered("two"))),
        chain(
            one,
            yes(),
            Condition::Any(vec![not(answered("one")), chose("two", &[1])]),
        ),
        chain(
            one,
            Some(answered("one")),
            Condition::All(vec![chose("one", &[0]), chose("two", &[0])]),
        ),
        chain(
            one,
            None,
            Condition::Any(vec![
                Condition::All(vec![chose("one", &[0]), chose("two", &[0])]),
                Condition::All(vec![chose("one", &[1]), chose("two", &[1])]),
            ]),
        ),
        chain(
            several_first,
            Some(chose("one", &[0])),
            Condition::Any(vec![chose("one", &[1]), chose("two", &[0])]),
        ),
        chain(
            several_second,
            yes(),
            Condition::Any(vec![chose("two", &[0]), not(answered("two"))]),
        ),
        Chain {
            offered_if: Some(Condition::All(vec![chose("one", &[0]), chose("two", &[0])])),
            ..chain(one, None, chose("two", &[0]))
        },
    ]
}

/// Whether a condition holds of what was given to the first questions.
fn holds(condition: &Condition, given: &[Given]) -> bool {
    let ticks = |of: &str| {
        let place = QUESTIONS.iter().position(|one| *one == of);
        match given[place.expect("it is one of them")] {
            Given::Gave(ticks) => ticks,
            Given::NotAsked | Given::Skipped => Ticks::default(),
        }
    };
    match condition {
        Condition::Chose { of, options } => ticks(of).meets(*options),
        Condition::Answered { of } => ticks(of) != Ticks::default(),
        Condition::All(all) => all.iter().all(|one| holds(one, given)),
        Condition::Any(any) => any.iter().any(|one| holds(one, given)),
        Condition::Not(one) => !holds(one, given),
        Condition::InRange { .. } => unreachable!("there are no numbers"),
    }
}

impl Chain {
    /// What can be given to the question after those that were given.
    fn can_be_given(&self, given: &[Given]) -> Vec<Given> {
        let place = given.len();
        let is_met =
            |condition: &Option<Condition>| condition.as_ref().is_none_or(|one| holds(one, given));
        if !is_met(&self.asked_if[place]) {
            return vec![Given::NotAsked];
        }
        let mut ticked: Vec<&[usize]> = vec![&[0]];
        if place < 2 || is_met(&self.offered_if) {
            ticked.push(&[1]);
            ticked.extend(self.several[place].then_some([0, 1].as_slice()));
        }
        let gave = ticked
            .into_iter()
            .map(|ticks| Given::Gave(ticks.iter().copied().collect()));
        gave.chain([Given::Skipped]).collect()
    }

    /// Every way to answer all three.
    fn ways(&self) -> Vec<Vec<Given>> {
        let mut ways = vec![Vec::new()];
        for _ in QUESTIONS {
            let goes_on = |given: &Vec<Given>| {
                let next = self.can_be_given(given).into_iter();
                let given = given.clone();
                next.map(move |next| given.iter().copied().chain([next]).collect())
            };
            ways = ways.iter().flat_map(goes_on).collect::<Vec<Vec<Given>>>();
        }
        ways
    }
}

/// Made-up answers to the questions of a chain, of which those `told` are broken down.
fn drawn(
    chance: &mut Chance,
    size: Size,
    policy: &Policy,
    chain: &Chain,
    (base, told): (BaseRule, [bool; 3]),
) -> Dataset {
    let mut drawn = dataset(chance, size, policy.clone());
    let answers = drawn.returns.iter().map(|_| {
        let mut given = Vec::new();
        for _ in QUESTIONS {
            let next = chain.can_be_given(&given);
            // The first is the most common.
            given.push(next[chance.below(next.len()).min(chance.below(next.len()))]);
        }
        given
    });
    let answers: Vec<Vec<Given>> = answers.collect();
    let like = drawn.variables[0].clone();
    let variable = |place: usize| {
        let given = answers.iter().map(|given| match given[place] {
            Given::NotAsked => Cell::NotAsked,
            Given::Skipped => Cell::Skipped,
            Given::Gave(ticks) => Cell::Value(ticks),
        });
        let first = |ticks: Ticks| {
            let first = ticks.positions().next().expect("it was given");
            u8::try_from(first).expect("there are two")
        };
        let column = if chain.several[place] {
            Column::Multiple(choices(given.collect()))
        } else {
            Column::Single(choices(given.map(|cell| cell.map(first)).collect()))
        };
        let offered_if = chain.offered_if.iter().filter(|_| place == 2);
        Variable {
            id: QUESTIONS[place].to_owned(),
            base: if place == 2 { base } else { BaseRule::Answered },
            asked_if: chain.asked_if[place].clone(),
            offered_if: offered_if.map(|on| (1, on.clone())).collect(),
            compare_by: if told[place] {
                like.compare_by.clone()
            } else {
                Vec::new()
            },
            column,
            ..like.clone()
        }
    };
    drawn.variables = (0..QUESTIONS.len()).map(variable).collect();
    drawn
}

fn choices<T>(cells: Vec<Cell<T>>) -> Choices<T> {
    let option = |id: &str| Choice {
        id: id.to_owned(),
        label: id.to_owned(),
    };
    Choices {
        options: vec![option("o0"), option("o1")],
        nets: Vec::new(),
        exclusive: Ticks::default(),
        cells,
    }
}

fn check(
    seed: u64,
    policy: &Policy,
    size: Size,
    chain: &Chain,
    (base, told): (BaseRule, [bool; 3]),
) {
    let drawn = drawn(&mut Chance::of(seed), size, policy, chain, (base, told));
    let all = chain.ways();
    let places: BTreeMap<&str, usize> = QUESTIONS.into_iter().zip(0..).collect();
    let counts = |key: &str, is_base: bool, way: usize| {
        let (question, option) = key.split_once('/').expect("it is a figure's");
        let place = places[question];
        match (all[way][place], is_base) {
            (Given::Gave(_), true) => true,
            (Given::Gave(ticks), false) => ticks.has(usize::from(option == "o1")),
            (Given::Skipped, true) => place == 2 && base != BaseRule::Answered,
            (Given::NotAsked, true) => place == 2 && base == BaseRule::Submitted,
            (Given::Skipped | Given::NotAsked, false) => false,
        }
    };
    let ways = Ways {
        many: all.len(),
        counts: &counts,
        also: None,
        before: None,
    };
    let release = numbers(&findings::analyse(&drawn, None));
    let what = format!("seed {seed}, {:?}, {base:?}, {told:?}", chain.asked_if);
    every::hold(&drawn, &ways, &[(release, drawn.returns.len())], &what);
}

const TOLD: [[bool; 3]; 4] = [
    [true, true, true],
    [true, false, true],
    [false, true, true],
    [true, true, false],
];

#[test]
fn no_set_of_answers_is_the_only_one_behind_questions_that_lead_on_together() {
    let size = Size {
        units: 6,
        attributes: &[2],
        options: 2,
    };
    for seed in 0..2 {
        for chain in chains() {
            for base in [BaseRule::Answered, BaseRule::Shown, BaseRule::Submitted] {
                for told in TOLD {
                    for policy in policies() {
                        check(seed, &policy, size, &chain, (base, told));
                        check(seed, &with_the_whole(policy), size, &chain, (base, told));
                    }
                }
            }
        }
    }
}

/// Who took part is known, and of each both attributes.
#[test]
fn no_set_of_answers_is_the_only_one_behind_them_for_whoever_puts_two_attributes_together() {
    let size = Size {
        units: 5,
        attributes: &[2, 2],
        options: 2,
    };
    for seed in 0..2 {
        for chain in chains() {
            for base in [BaseRule::Answered, BaseRule::Shown] {
                for told in TOLD {
                    for policy in policies() {
                        check(seed, &policy, size, &chain, (base, told));
                        check(seed, &with_the_whole(policy), size, &chain, (base, told));
                    }
                }
            }
        }
    }
}
