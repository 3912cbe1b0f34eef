//! Breakdowns: a question's answers for each category of the frame, and what of them must stay hidden.

use std::collections::BTreeSet;

use super::base::{Over, size};
use super::frequencies;
use crate::dataset::{Attribute, Dataset, Variable};
use crate::figure::{Row, Table, TableKind};
use crate::key::Key;

/// A base below this is not published: so few could be recognised.
pub const HIDDEN_BASE: u32 = 5;

/// A breakdown in two parts.
pub struct Breakdown {
    /// What may be published.
    pub shown: Table,
    /// The categories with too small a base; and, where that is only one, the next smallest as well,
    /// because one hidden category is the total less the others.
    pub hidden: Option<Table>,
}

/// One question by one attribute: keys `QUESTION/OPTION@ATTRIBUTE=CATEGORY`.
///
/// Units: submitted returns. Base: the question's own rule within the category. Population: the units of
/// the frame in the category, where the question is put to everyone.
pub fn breakdown(dataset: &Dataset, variable: &Variable, attribute: &Attribute) -> Breakdown {
    let parts: Vec<Vec<Row>> = (0..attribute.categories.len())
        .map(|category| part(dataset, variable, attribute, category))
        .collect();
    let hidden = hidden(&parts);
    let table = |rows: Vec<Row>| Table {
        id: format!("{}@{}", variable.id, attribute.id),
        title: format!("{} By {}", variable.title, attribute.label),
        kind: TableKind::Breakdown,
        responses: None,
        summary: None,
        rows,
    };
    let (mut show, mut hide) = (Vec::new(), Vec::new());
    for (category, rows) in parts.into_iter().enumerate() {
        if hidden.contains(&category) {
            hide.extend(rows);
        } else {
            show.extend(rows);
        }
    }
    Breakdown {
        shown: table(show),
        hidden: (!hide.is_empty()).then(|| table(hide)),
    }
}

fn part(
    dataset: &Dataset,
    variable: &Variable,
    attribute: &Attribute,
    category: usize,
) -> Vec<Row> {
    let is_in = |unit: usize| attribute.values[unit] == category;
    let named = &attribute.categories[category];
    let over = Over {
        dataset,
        returns: dataset
            .submitted()
            .filter(|position| is_in(dataset.returns[*position].unit))
            .collect(),
        population: size(
            (0..attribute.values.len())
                .filter(|unit| is_in(*unit))
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

/// The categories to hide. Empty ones hide nothing: that nobody is in them is known from who took part.
fn hidden(parts: &[Vec<Row>]) -> BTreeSet<usize> {
    let bases: Vec<(u32, usize)> = parts
        .iter()
        .enumerate()
        .filter_map(|(category, rows)| {
            let bases = rows.iter().filter_map(|row| row.figure.base);
            let smallest = bases.filter(|base| *base > 0).min()?;
            Some((smallest, category))
        })
        .collect();
    let mut small: BTreeSet<usize> = bases
        .iter()
        .filter(|(base, _)| *base < HIDDEN_BASE)
        .map(|(_, category)| *category)
        .collect();
    if small.len() == 1 {
        let others = bases.iter().filter(|(base, _)| *base >= HIDDEN_BASE);
        small.extend(others.min().map(|(_, category)| *category));
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;

    fn check(bases: &[u32], expect: &[usize]) {
        let parts: Vec<Vec<Row>> = bases
            .iter()
            .map(|base| {
                let figure = Figure {
                    count: 0,
                    base: Some(*base),
                    population: None,
                    rule: String::new(),
                };
                vec![Row::new(Key::new("k"), "l", figure)]
            })
            .collect();
        assert_eq!(
            hidden(&parts),
            expect.iter().copied().collect(),
            "{bases:?}"
        );
    }

    #[test]
    fn one_hidden_category_takes_another_with_it() {
        check(&[9, 5, 7], &[]);
        check(&[9, 4, 7], &[1, 2]);
        check(&[3, 4, 7], &[0, 1]);
        check(&[9, 0, 7], &[]);
        check(&[9, 0, 2], &[0, 2]);
    }
}
