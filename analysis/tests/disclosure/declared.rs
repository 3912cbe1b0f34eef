//! What a survey declares is what is withheld, and each withheld number says why.

use analysis::chance::Chance;
use analysis::dataset::{BaseRule, Cell, Choices, Column, Dataset, Return, Status};
use analysis::disclosure::{Permission, Policy};
use analysis::figure::Withheld;
use analysis::findings::{self, Findings};
use analysis::routing::Condition;

use super::drawn::{Size, dataset};

const SIZE: Size = Size {
    units: 40,
    attributes: &[5, 3],
    options: 4,
};

fn open() -> Policy {
    Policy {
        bases_below: 0,
        ..Policy::default()
    }
}

fn withheld(found: &Findings, which: impl Fn(&str) -> bool) -> usize {
    let rows = found.tables.iter().flat_map(|table| &table.rows);
    let hidden = rows.filter(|row| which(row.key.as_str()) && row.figure.withheld().is_some());
    hidden.count()
}

/// The answers to the first question, one a return, in a category each.
fn answers(policy: Policy, given: &[(usize, Option<u8>)]) -> Dataset {
    let size = Size {
        units: given.len(),
        ..SIZE
    };
    let mut drawn = dataset(&mut Chance::of(0), size, policy);
    drawn.returns = (0..given.len())
        .map(|unit| Return {
            unit,
            status: Status::Submitted,
            submitted_on: None,
        })
        .collect();
    drawn.frame.attributes.truncate(1);
    drawn.frame.attributes[0].values = given.iter().map(|(category, _)| *category).collect();
    drawn.variables.truncate(1);
    let cells = given
        .iter()
        .map(|(_, answer)| answer.map_or(Cell::Skipped, Cell::Value));
    choices(&mut drawn, 0).cells = cells.collect();
    drawn
}

fn choices(drawn: &mut Dataset, variable: usize) -> &mut Choices<u8> {
    match &mut drawn.variables[variable].column {
        Column::Single(choices) => choices,
        _ => unreachable!("the test draws a question of one answer"),
    }
}

fn several(category: usize, answer: u8, times: usize) -> Vec<(usize, Option<u8>)> {
    vec![(category, Some(answer)); times]
}

#[test]
fn a_small_base_takes_the_next_smallest_with_it() {
    let given = [
        several(0, 0, 9),
        several(0, 1, 3),
        several(1, 0, 6),
        several(1, 1, 2),
        several(2, 0, 2),
        several(2, 1, 1),
    ]
    .concat();
    let found = findings::analyse(&answers(Policy::default(), &given), None);
    let why = |key: &str| found.row(key).expect("it has its place").figure.withheld();
    assert_eq!(why("one/o0@region=c0"), None);
    assert_eq!(why("one/o0@region=c1"), Some(Withheld::Telling));
    // Three took part there, which who took part says anyway.
    assert_eq!(why("one/o0@region=c2"), Some(Withheld::FewerThan(5)));
    assert_eq!(withheld(&found, |key| !key.contains('@')), 0);
}

#[test]
fn a_count_is_withheld_with_another_of_its_row_and_of_its_column() {
    let policy = Policy {
        counts_below: 5,
        ..Policy::default()
    };
    let given = [
        several(0, 0, 9),
        several(0, 1, 18),
        several(0, 2, 17),
        several(1, 0, 9),
        several(1, 1, 6),
        several(1, 2, 2),
        several(2, 0, 8),
        several(2, 1, 9),
        several(2, 2, 6),
    ]
    .concat();
    let found = findings::analyse(&answers(policy, &given), None);
    let hidden = |key: &str| {
        found
            .row(key)
            .is_some_and(|row| row.figure.withheld().is_some())
    };
    for key in [
        "o2@region=c1",
        "o2@region=c2",
        "o1@region=c1",
        "o1@region=c2",
    ] {
        assert!(hidden(&format!("one/{key}")), "{key}");
    }
    assert!(!hidden("one/o0@region=c0"));
    let base = found
        .row("one/o2@region=c1")
        .and_then(|row| row.figure.base);
    assert_eq!(base, Some(17), "a base that may be published stays");
}

/// Who was shown the second question chose an answer of the first, so its base is that answer's count.
#[test]
fn the_base_of_a_question_does_not_tell_what_led_to_it() {
    let policy = Policy {
        counts_below: 5,
        bases_below: 0,
        ..Policy::default()
    };
    let given = [
        several(0, 0, 9),
        several(0, 1, 8),
        several(1, 0, 9),
        several(1, 1, 3),
        several(2, 0, 9),
        several(2, 1, 8),
    ]
    .concat();
    let mut drawn = answers(policy, &given);
    let mut second = drawn.variables[0].clone();
    second.id = "two".to_owned();
    second.base = BaseRule::Shown;
    second.asked_if = Some(Condition::Chose {
        of: "one".to_owned(),
        options: [1].into_iter().collect(),
    });
    drawn.variables.push(second);
    let cells = given.iter().map(|(_, answer)| match answer {
        Some(1) => Cell::Value(0),
        _ => Cell::NotAsked,
    });
    choices(&mut drawn, 1).cells = cells.collect();
    let found = findings::analyse(&drawn, None);
    let led = found.row("two/o0@region=c1").expect("it has its place");
    assert_eq!(led.figure.base, None, "three were led to it");
}

#[test]
fn figures_over_everyone_are_withheld_only_where_that_is_declared() {
    let mut given = several(0, 0, 20);
    given.extend(several(0, 1, 3));
    given.extend(several(1, 0, 9));
    given.extend(several(2, 2, 9));
    let policy = |whole| Policy {
        counts_below: 5,
        whole,
        ..Policy::default()
    };
    let of_everyone = |key: &str| key.starts_with("one") && !key.contains('@');
    let found = findings::analyse(&answers(policy(false), &given), None);
    assert_eq!(withheld(&found, of_everyone), 0);
    let found = findings::analyse(&answers(policy(true), &given), None);
    assert!(withheld(&found, of_everyone) >= 2);
    assert!(
        found
            .row("one/o1")
            .is_some_and(|row| row.figure.withheld().is_some())
    );
}

#[test]
fn who_took_part_is_withheld_only_where_that_is_declared() {
    let given = [several(0, 0, 20), several(1, 0, 3), several(2, 0, 6)].concat();
    let policy = |participation| Policy {
        counts_below: 5,
        participation,
        ..Policy::default()
    };
    let answers = |policy, given: &[_]| {
        let mut drawn = answers(policy, given);
        let silent = drawn.frame.units.clone();
        let categories = drawn.frame.attributes[0].values.clone();
        drawn.frame.units.extend(silent);
        drawn.frame.attributes[0].values.extend(categories);
        drawn
    };
    let took_part = |key: &str| key.starts_with("participation") || key.starts_with("respondents");
    let found = findings::analyse(&answers(policy(false), &given), None);
    assert_eq!(withheld(&found, took_part), 0);
    let found = findings::analyse(&answers(policy(true), &given), None);
    assert_eq!(
        withheld(&found, took_part),
        4,
        "two categories, each in two tables"
    );
}

#[test]
fn nothing_is_withheld_of_a_question_answered_by_name_and_everything_of_one_to_ask_about_first() {
    let mut drawn = dataset(&mut Chance::of(1), SIZE, Policy::default());
    drawn.variables[0].permission = Permission::Named;
    drawn.variables[1].permission = Permission::AskFirst;
    let found = findings::analyse(&drawn, None);
    assert_eq!(withheld(&found, |_| true), 0);
    assert!(found.keys().any(|key| key.starts_with("one/")));
    assert!(found.keys().all(|key| !key.starts_with("several")));
    assert_eq!(found.left_out[0].id, "several");
}

#[test]
fn without_a_policy_nothing_is_withheld() {
    let found = findings::analyse(&dataset(&mut Chance::of(1), SIZE, open()), None);
    assert_eq!(withheld(&found, |_| true), 0);
}
