//! Breakdowns: a question's answers for each category of the frame.

use super::base::{Over, size};
use super::frequencies;
use crate::dataset::{Attribute, Dataset, Variable};
use crate::figure::{Row, Table, TableKind};
use crate::key::Key;

/// One question by one attribute: keys `QUESTION/OPTION@ATTRIBUTE=CATEGORY`.
///
/// Units: submitted returns. Base: the question's own rule within the category. Population: the units of
/// the frame in the category, where the question is put to everyone.
pub fn breakdown(dataset: &Dataset, variable: &Variable, attribute: &Attribute) -> Table {
    let mut returns = vec![Vec::new(); attribute.categories.len()];
    for position in dataset.submitted() {
        returns[attribute.values[dataset.returns[position].unit]].push(position);
    }
    let parts = returns
        .into_iter()
        .enumerate()
        .flat_map(|(category, returns)| part(dataset, variable, (attribute, category), returns));
    Table {
        id: format!("{}@{}", variable.id, attribute.id),
        title: format!("{} By {}", variable.title, attribute.label),
        kind: TableKind::Breakdown,
        responses: None,
        summary: None,
        rows: parts.collect(),
    }
}

fn part(
    dataset: &Dataset,
    variable: &Variable,
    (attribute, category): (&Attribute, usize),
    returns: Vec<usize>,
) -> Vec<Row> {
    let named = &attribute.categories[category];
    let over = Over {
        dataset,
        returns,
        population: size(
            attribute
                .values
                .iter()
                .filter(|of| **of == category)
                .count(),
        ),
        within: format!(" ({}: {})", attribute.label, named.label),
    };
    let table = frequencies::over(&over, variable);
    let rows = table.rows.into_iter().map(|row| Row {
        key: Key::new(format!("{}@{}={}", row.key, attribute.id, named.id)),
        label: match &row.group {
            Some(group) => format!("{group}: {}", row.label),
            None => row.label,
        },
        group: Some(named.label.clone()),
        ..row
    });
    rows.collect()
}
