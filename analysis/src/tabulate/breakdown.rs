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
    /// The categories with too small a base, and as many more as it takes that what the total leaves for them
    /// is again no smaller group: at least two categories and [`HIDDEN_BASE`] answers in every row.
    pub hidden: Option<Table>,
}

/// One question by one attribute: keys `QUESTION/OPTION@ATTRIBUTE=CATEGORY`.
///
/// Units: submitted returns. Base: the question's own rule within the category. Population: the units of
/// the frame in the category, where the question is put to everyone.
pub fn breakdown(dataset: &Dataset, variable: &Variable, attribute: &Attribute) -> Breakdown {
    let mut returns = vec![Vec::new(); attribute.categories.len()];
    for position in dataset.submitted() {
        returns[attribute.values[dataset.returns[position].unit]].push(position);
    }
    let parts: Vec<Vec<Row>> = returns
        .into_iter()
        .enumerate()
        .map(|(category, returns)| part(dataset, variable, (attribute, category), returns))
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

/// The categories to hide: those with a small base in any row, then the next smallest until, in every row,
/// the hidden ones together could be published. Whoever subtracts what is shown from the total learns no
/// more than that. Empty categories hide nothing: that nobody is in them is known from who took part.
fn hidden(parts: &[Vec<Row>]) -> BTreeSet<usize> {
    let base = |category: usize, row: usize| {
        let row = parts[category].get(row);
        row.and_then(|row| row.figure.base).unwrap_or(0)
    };
    let rows = parts.iter().map(Vec::len).max().unwrap_or(0);
    let answering = |row: usize| (0..parts.len()).filter(move |category| base(*category, row) > 0);
    let mut hidden: BTreeSet<usize> = (0..rows)
        .flat_map(|row| answering(row).filter(move |category| base(*category, row) < HIDDEN_BASE))
        .collect();
    loop {
        let lacking = (0..rows).find(|row| {
            let inside = answering(*row).filter(|category| hidden.contains(category));
            let bases: Vec<u32> = inside.map(|category| base(category, *row)).collect();
            let enough = bases.len() >= 2 && bases.iter().sum::<u32>() >= HIDDEN_BASE;
            !bases.is_empty() && !enough
        });
        let next = lacking.and_then(|row| {
            let outside = answering(row).filter(|category| !hidden.contains(category));
            outside.min_by_key(|category| (base(*category, row), *category))
        });
        match next {
            Some(category) => hidden.insert(category),
            None => return hidden,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;

    /// The bases of each category, one for each row of a grid.
    fn check_rows(bases: &[&[u32]], expect: &[usize]) {
        let row = |base: &u32| {
            let figure = Figure {
                count: 0,
                base: Some(*base),
                population: None,
                rule: String::new(),
            };
            Row::new(Key::new("k"), "l", figure)
        };
        let parts: Vec<Vec<Row>> = bases
            .iter()
            .map(|category| category.iter().map(row).collect())
            .collect();
        assert_eq!(
            hidden(&parts),
            expect.iter().copied().collect(),
            "{bases:?}"
        );
    }

    fn check(bases: &[u32], expect: &[usize]) {
        let rows: Vec<[u32; 1]> = bases.iter().map(|base| [*base]).collect();
        let rows: Vec<&[u32]> = rows.iter().map(<[u32; 1]>::as_slice).collect();
        check_rows(&rows, expect);
    }

    #[test]
    fn one_hidden_category_takes_another_with_it() {
        check(&[9, 5, 7], &[]);
        check(&[9, 4, 7], &[1, 2]);
        check(&[3, 4, 7], &[0, 1]);
        check(&[9, 0, 7], &[]);
        check(&[9, 0, 2], &[0, 2]);
    }

    #[test]
    fn what_the_total_leaves_is_no_smaller_group() {
        check(&[9, 1, 1], &[0, 1, 2]);
        check(&[9, 6, 1, 1], &[1, 2, 3]);
        check(&[9, 2, 3], &[1, 2]);
    }

    #[test]
    fn every_row_of_a_grid_is_protected_by_itself() {
        check_rows(&[&[3, 9], &[0, 4], &[8, 8], &[9, 7]], &[0, 1, 2]);
    }
}
