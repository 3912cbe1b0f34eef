//! Made-up datasets.

use std::collections::BTreeMap;

use analysis::chance::Chance;
use analysis::dataset::{
    Attribute, BaseRule, Cell, Choice, Choices, Column, Dataset, Frame, Net, Noun, Return, Status,
    Ticks, Unit, Variable,
};
use analysis::day::Day;
use analysis::disclosure::{Permission, Policy};
use analysis::plan::Plan;

/// How large a dataset is.
#[derive(Clone, Copy)]
pub struct Size {
    pub units: usize,
    /// The categories of each attribute.
    pub attributes: &'static [usize],
    pub options: usize,
}

/// A dataset with one question of one answer, `one`, and one of several, `several`; the first two options
/// of each are reported together.
pub fn dataset(chance: &mut Chance, size: Size, disclosure: Policy) -> Dataset {
    let returns: Vec<Return> = (0..size.units)
        .filter(|_| !chance.once_in(6))
        .map(|unit| Return {
            unit,
            status: Status::Submitted,
            submitted_on: day(unit),
        })
        .collect();
    let one = returns.iter().map(|_| {
        if chance.once_in(6) {
            return Cell::Skipped;
        }
        // The first option is the most common, so that there are rare ones.
        let option = chance.below(size.options).min(chance.below(size.options));
        Cell::Value(u8::try_from(option).expect("there are few options"))
    });
    let one = one.collect();
    let several = returns.iter().map(|_| {
        let ticks = ticks(chance, size.options);
        if ticks == Ticks::default() {
            Cell::Skipped
        } else {
            Cell::Value(ticks)
        }
    });
    let several = several.collect();
    let attributes: Vec<Attribute> = size
        .attributes
        .iter()
        .zip(["region", "rating"])
        .map(|(categories, id)| Attribute {
            id: id.to_owned(),
            label: id.to_owned(),
            categories: choices("c", *categories),
            values: (0..size.units)
                .map(|_| chance.below(*categories).min(chance.below(*categories)))
                .collect(),
        })
        .collect();
    let compare_by: Vec<String> = attributes.iter().map(|one| one.id.clone()).collect();
    let variable = |id: &str, column: Column| Variable {
        id: id.to_owned(),
        title: id.to_owned(),
        base: BaseRule::Answered,
        asked_if: None,
        offered_if: BTreeMap::new(),
        compare_by: compare_by.clone(),
        permission: Permission::Aggregate,
        column,
    };
    Dataset {
        unit: Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        },
        frame: Frame {
            units: (0..size.units)
                .map(|unit| Unit {
                    code: unit.to_string(),
                    name: unit.to_string(),
                })
                .collect(),
            attributes,
        },
        returns,
        variables: vec![
            variable("one", Column::Single(column(size.options, one, &[]))),
            variable(
                "several",
                Column::Multiple(column(size.options, several, &[size.options - 1])),
            ),
        ],
        facts: Vec::new(),
        disclosure,
        plan: Plan::default(),
    }
}

/// The last option is ticked alone.
fn ticks(chance: &mut Chance, options: usize) -> Ticks {
    if chance.once_in(6) {
        return Ticks::default().with(options - 1);
    }
    (0..options - 1).filter(|_| chance.once_in(2)).collect()
}

fn column<T>(options: usize, cells: Vec<Cell<T>>, exclusive: &[usize]) -> Choices<T> {
    Choices {
        options: choices("o", options),
        nets: vec![Net {
            id: "net".to_owned(),
            label: "net".to_owned(),
            options: [0, 1].into_iter().collect(),
        }],
        exclusive: exclusive.iter().copied().collect(),
        cells,
    }
}

fn choices(letter: &str, several: usize) -> Vec<Choice> {
    (0..several)
        .map(|one| Choice {
            id: format!("{letter}{one}"),
            label: format!("{letter}{one}"),
        })
        .collect()
}

/// Each a day after the one before.
fn day(unit: usize) -> Option<Day> {
    let [month, day] =
        [unit / 28, unit % 28].map(|part| 1 + u8::try_from(part).expect("a few units"));
    Day::new(2026, month, day)
}
