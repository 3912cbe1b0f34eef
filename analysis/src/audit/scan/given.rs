//! What the sizes of a row give its percentages: their count and their base.

use super::columns::Column;
use super::numerals::tokens;
use super::patterns::Stated;
use super::rows::Cell;
use super::sizes::{fits, is_count};
use super::{Beside, Mention, Role};
use crate::share::Percent;

/// A whole number of a row, with the column and the head it stands under.
pub(super) struct Size<'a> {
    pub(super) column: Column,
    head: &'a str,
    pub(super) number: u32,
}

pub(super) fn sizes<'a>(cells: &[Cell<'a>], columns: &[Column]) -> Vec<Size<'a>> {
    let cells = cells.iter().zip(columns);
    let size = |(cell, column): (&Cell<'a>, &Column)| {
        let number = match tokens(cell.words).as_slice() {
            [number] if number.is_number() => number.count()?,
            _ => return None,
        };
        Some(Size {
            column: *column,
            head: cell.head,
            number,
        })
    };
    let names = [
        Column::Counts,
        Column::Bases,
        Column::SmallN,
        Column::LargeN,
        Column::Numbers,
    ];
    cells
        .filter(|(_, column)| names.contains(column))
        .filter_map(size)
        .collect()
}

/// Gives a percentage the count and the base of its row, where there is one of each at most.
pub(super) fn give_sizes(mention: &mut Mention, column: Column, sizes: &[Size<'_>]) {
    let Some(percent) = mention.percent else {
        return;
    };
    let columns: Vec<Column> = sizes.iter().map(|size| size.column).collect();
    let number = |column: Column| {
        let mut of = sizes.iter().filter(|size| size.column == column);
        of.next().map(|size| size.number)
    };
    let has = |wanted: &[Column]| {
        columns.len() == wanted.len() && wanted.iter().all(|one| columns.contains(one))
    };
    let (count, base) = match columns.as_slice() {
        [Column::Counts] => (Some(Column::Counts), None),
        [Column::Bases] => (None, Some(Column::Bases)),
        _ if has(&[Column::Counts, Column::Bases]) => (Some(Column::Counts), Some(Column::Bases)),
        _ if has(&[Column::Counts, Column::LargeN]) => (Some(Column::Counts), Some(Column::LargeN)),
        _ if has(&[Column::SmallN, Column::LargeN]) => (Some(Column::SmallN), Some(Column::LargeN)),
        _ if has(&[Column::SmallN, Column::Bases]) => (Some(Column::SmallN), Some(Column::Bases)),
        _ if has(&[Column::Numbers, Column::Bases]) => (Some(Column::Numbers), Some(Column::Bases)),
        [_] => {
            let size = &sizes[0];
            mention.count = Some(size.number).filter(|number| is_count(*number, percent));
            mention.beside = Some(Beside {
                role: Role::Size,
                words: format!("{}: {}", size.head, size.number),
            });
            return;
        }
        _ => return,
    };
    let given = Stated {
        count: count.and_then(number),
        base: base.and_then(number),
        ..Stated::default()
    };
    let is_more = given
        .count
        .zip(given.base)
        .is_some_and(|(count, base)| count > base);
    let is_certain = column == Column::Percentages && !columns.contains(&Column::Numbers);
    if !is_more && (is_certain || fits(percent, &given)) {
        mention.count = given.count;
        mention.base = given.base;
    }
}

/// Gives the percentages of a row its only base, where they are the parts of one whole: those of two years have two.
pub(super) fn give_base(
    found: &mut [(usize, Mention)],
    percentages: &[(usize, Column)],
    base: u32,
) {
    let parts = percentages.iter().map(|(one, _)| &found[*one].1);
    let parts: Vec<Percent> = parts.filter_map(|part| part.percent).collect();
    let are_plain = percentages
        .iter()
        .all(|(_, column)| *column == Column::Percentages);
    if are_plain && parts.len() == percentages.len() && make_a_whole(&parts) {
        for (one, _) in percentages {
            let part = &mut found[*one].1;
            part.base = part.base.or(Some(base));
        }
    }
}

/// Whether percentages add up to all, but for half of the last digit of each.
fn make_a_whole(parts: &[Percent]) -> bool {
    let most = parts.iter().map(|part| part.decimals()).max().unwrap_or(0);
    let in_units = |part: &Percent| part.units() * 10_u64.pow((most - part.decimals()).into());
    let half = |part: &Percent| 5 * 10_u64.pow((most - part.decimals()).into());
    let sum: u64 = parts.iter().map(in_units).sum();
    let margin: u64 = parts.iter().map(half).sum();
    let all = 100 * 10_u64.pow(most.into());
    10 * sum.abs_diff(all) <= margin
}
