//! A small dataset and small factors for the tests of this room.

use std::collections::BTreeMap;

use super::factor::Factor;
use crate::dataset::{
    Attribute, BaseRule, Cell, Choice, Choices, Column, Dataset, Frame, GridRow, Noun, Return,
    Status, Ticks, Unit, Variable,
};
use crate::day::Day;
use crate::disclosure::{Permission, Policy};
use crate::plan::{PairPlan, Plan, Side};

fn choices(name: &str, ids: &[&str]) -> Vec<Choice> {
    let choice = |id: &&str| Choice {
        id: (*id).to_owned(),
        label: format!("{name} {id}"),
    };
    ids.iter().map(choice).collect()
}

/// Categories `ID-0`, `ID-1` … with everybody's position.
pub(super) fn factor(id: &str, levels: usize, values: &[u16]) -> Factor {
    let level = |at: usize| Choice {
        id: format!("{id}-{at}"),
        label: format!("{id} {at}"),
    };
    Factor {
        id: id.to_owned(),
        label: id.to_owned(),
        levels: (0..levels).map(level).collect(),
        ordered: false,
        values: values.iter().copied().map(Some).collect(),
    }
}

/// Units and returns only: the categories of one attribute, and on which day each unit answered.
pub(crate) fn answered_on(categories: &[usize], days: &[Option<&str>]) -> Dataset {
    let most = categories.iter().copied().max().unwrap_or(0);
    let names: Vec<String> = (0..=most).map(|at| at.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let unit = |at: usize| Unit {
        code: at.to_string(),
        name: format!("Unit {at}"),
    };
    let sent = days.iter().enumerate().filter_map(|(unit, day)| {
        day.map(|day| Return {
            unit,
            status: Status::Submitted,
            submitted_on: Day::read(day),
        })
    });
    Dataset {
        unit: Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        },
        frame: Frame {
            units: (0..categories.len()).map(unit).collect(),
            attributes: vec![Attribute {
                id: "region".to_owned(),
                label: "Region".to_owned(),
                categories: choices("Region", &names),
                values: categories.to_vec(),
            }],
        },
        returns: sent.collect(),
        variables: Vec::new(),
        facts: Vec::new(),
        disclosure: Policy::default(),
        plan: Plan::default(),
    }
}

/// Five units in two regions, three submitted returns and a partial one; a single choice, a grid and a multiple choice.
pub(crate) fn dataset() -> Dataset {
    let mut dataset = answered_on(
        &[0, 0, 1, 1, 1],
        &[
            Some("2023-07-03"),
            Some("2023-07-04"),
            Some("2023-07-05"),
            Some("2023-07-06"),
            None,
        ],
    );
    dataset.returns[3].status = Status::Partial;
    let variable = |id: &str, column: Column| Variable {
        id: id.to_owned(),
        title: format!("The question {id}?"),
        base: BaseRule::Answered,
        asked_if: None,
        offered_if: BTreeMap::new(),
        compare_by: Vec::new(),
        permission: Permission::default(),
        column,
    };
    let row = |id: &str, cells: Vec<Cell<u8>>| GridRow {
        id: id.to_owned(),
        label: format!("Row {id}"),
        asked_if: None,
        cells,
    };
    let ticks = |positions: &[usize]| Cell::Value(positions.iter().copied().collect::<Ticks>());
    dataset.variables = vec![
        variable(
            "plan",
            Column::Single(Choices {
                options: choices("Plan", &["yes", "no"]),
                nets: Vec::new(),
                exclusive: Ticks::default(),
                cells: vec![
                    Cell::Value(0),
                    Cell::Skipped,
                    Cell::Value(1),
                    Cell::Value(1),
                ],
            }),
        ),
        variable(
            "often",
            Column::Grid {
                options: choices("Often", &["never", "sometimes", "always"]),
                nets: Vec::new(),
                rows: vec![
                    row(
                        "before",
                        vec![
                            Cell::Value(0),
                            Cell::Value(0),
                            Cell::Value(1),
                            Cell::Value(2),
                        ],
                    ),
                    row(
                        "after",
                        vec![
                            Cell::Value(1),
                            Cell::Value(2),
                            Cell::Skipped,
                            Cell::NotReached,
                        ],
                    ),
                ],
            },
        ),
        variable(
            "helps",
            Column::Multiple(Choices {
                options: choices("Helps", &["money", "time"]),
                nets: Vec::new(),
                exclusive: Ticks::default(),
                cells: vec![ticks(&[0, 1]), Cell::Skipped, ticks(&[1]), ticks(&[0])],
            }),
        ),
    ];
    dataset
}

/// Two rows of the grid of [`dataset`] as a pair: who said that it is so sometimes or always.
pub(crate) fn pair(label: &str, first: &str, second: &str) -> PairPlan {
    let side = |row: &str| Side {
        question: "often".to_owned(),
        row: Some(row.to_owned()),
        options: vec!["sometimes".to_owned(), "always".to_owned()],
        label: row.to_owned(),
    };
    PairPlan {
        label: label.to_owned(),
        lines: vec![(side(first), side(second))],
    }
}
