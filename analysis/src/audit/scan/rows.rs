//! Rows of tables, in which the heads of the columns tell what a bare number is: "56" below "%" is a percentage.

use super::columns::{Column, SIZES};
use super::numerals::{Token, tokens};
use super::patterns::Stated;
use super::sizes::{fits, is_count};
use super::{Beside, Mention, What, mentions};
use crate::share::Percent;

/// A cell of a table.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// What heads its column, the innermost where there are several; empty where nothing does.
    pub head: &'a str,
    /// What it says.
    pub words: &'a str,
}

/// Every number that a row of a table claims, with the place of its cell. A bare number is a percentage where the head
/// of its column says so. Where it is the only percentage of its row, it takes the count and the base from the row, as
/// far as the heads leave no doubt which they are.
///
/// ```
/// # use analysis::audit::{Cell, mentions_in_row};
/// let row = [("", "London"), ("%", "52"), ("Count", "17"), ("Base", "33")];
/// let found = mentions_in_row(&row.map(|(head, words)| Cell { head, words }));
/// let (place, london) = &found[0];
/// assert_eq!((*place, london.percent.unwrap().to_string()), (1, "52%".to_owned()));
/// assert_eq!((london.count, london.base), (Some(17), Some(33)));
/// ```
pub fn mentions_in_row(cells: &[Cell<'_>]) -> Vec<(usize, Mention)> {
    let columns: Vec<Column> = cells.iter().map(|cell| Column::of(cell.head)).collect();
    let is_of_sizes = cells.iter().any(|cell| names_sizes(cell.words));
    let mut found: Vec<(usize, Mention)> = Vec::new();
    let mut percentages = Vec::new();
    for (place, (cell, column)) in cells.iter().zip(&columns).enumerate() {
        let bare = percentage(cell.words).filter(|_| !is_of_sizes && column.is_percentage());
        let said = match bare {
            Some(percent) => vec![Mention::of_cell(cell.words, percent)],
            None => mentions(cell.words),
        };
        let is_whole = matches!(said.as_slice(), [one] if one.printed == cell.words.trim());
        if is_whole && said[0].percent.is_some() && *column != Column::Other {
            percentages.push((found.len(), *column));
        }
        found.extend(said.into_iter().map(|mention| (place, mention)));
    }
    if let [(one, column)] = percentages.as_slice()
        && *column != Column::Weighted
        && !is_of_sizes
    {
        give_sizes(&mut found[*one].1, *column, &sizes(cells, &columns));
    } else if !is_of_sizes
        && let [base] = sizes(cells, &columns).as_slice()
        && base.column == Column::Bases
    {
        give_base(&mut found, &percentages, base.number);
    }
    found
}

impl Mention {
    fn of_cell(words: &str, percent: Percent) -> Self {
        Self {
            sentence: words.to_owned(),
            percent: Some(percent),
            count: None,
            base: None,
            as_printed: None,
            is_rate: false,
            aside: None,
            printed: words.trim().to_owned(),
            beside: None,
            in_words: None,
        }
    }
}

/// A cell that is a number and nothing else, as a percentage.
fn percentage(words: &str) -> Option<Percent> {
    match tokens(words).as_slice() {
        [number] if number.is_number() => number.percent(),
        _ => None,
    }
}

/// Words by which a row has sizes, or no shares.
const NO_SHARES_OF_ROW: [&str; 9] = [
    "respondents",
    "responses",
    "sample",
    "population",
    "weighted",
    "unweighted",
    "mean",
    "median",
    "average",
];

/// Whether a row is one of sizes, or of what is no share, as what it begins with tells: "Base", "Mean".
fn names_sizes(words: &str) -> bool {
    let tokens = tokens(words);
    let is_size = |token: &Token<'_>| {
        let mut words = SIZES.iter().chain(&NO_SHARES_OF_ROW);
        words.any(|word| token.is(word))
    };
    tokens.first().is_some_and(Token::is_word) && tokens.iter().any(is_size)
}

/// A whole number of a row, with the column and the head it stands under.
struct Size<'a> {
    column: Column,
    head: &'a str,
    number: u32,
}

fn sizes<'a>(cells: &[Cell<'a>], columns: &[Column]) -> Vec<Size<'a>> {
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
fn give_sizes(mention: &mut Mention, column: Column, sizes: &[Size<'_>]) {
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
                what: What::Size,
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
fn give_base(found: &mut [(usize, Mention)], percentages: &[(usize, Column)], base: u32) {
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

#[cfg(test)]
mod tests {
    use super::super::found::said;
    use super::*;

    /// What a row claims; each cell is written as its head and its words.
    #[track_caller]
    fn check(cells: &[(&str, &str)], expect: &[&str]) {
        let row: Vec<Cell<'_>> = cells
            .iter()
            .map(|(head, words)| Cell { head, words })
            .collect();
        let found = mentions_in_row(&row).into_iter();
        let found: Vec<String> = found.map(|(_, mention)| said(mention)).collect();
        assert_eq!(found, expect, "{cells:?}");
    }

    #[test]
    fn a_bare_number_below_a_percent_sign_is_a_percentage() {
        let heads = [
            "%",
            "Per cent",
            "percentage",
            "Percent",
            "% of authorities",
            "Per cent of all",
            "Yes (%)",
            "2023 (%)",
            "Authorities, %",
            "% yes",
        ];
        for head in heads {
            check(&[("Region", "London"), (head, "56")], &["56% - -"]);
        }
        check(&[("%", "8.0"), ("%", "12,5")], &["8.0% - -", "12.5% - -"]);
        check(&[("%", "56%"), ("%", "n/a"), ("%", "–")], &["56% - -"]);
    }

    #[test]
    fn what_is_no_percentage_below_one_is_left_alone() {
        let heads = [
            "",
            "Yes",
            "n (%)",
            "% (n)",
            "Change (%)",
            "% change",
            "% points",
            "95% CI",
            "Top 10%",
            "Mean %",
            "Number (%)",
            "% and %",
        ];
        for head in heads {
            check(&[("Region", "London"), (head, "56")], &[]);
        }
        check(&[("%", "-5"), ("%", "+5"), ("%", "56*"), ("%", "<1")], &[]);
        check(&[("", "Base"), ("%", "75")], &[]);
        check(&[("", "Number of authorities"), ("%", "75")], &[]);
        check(&[("", "Unweighted n"), ("%", "75"), ("Base", "75")], &[]);
        check(&[("%", "more than 99%")], &["Bound “more than 99%”"]);
    }

    #[test]
    fn the_only_percentage_takes_the_count_and_the_base_of_its_row() {
        check(
            &[("%", "56"), ("Count", "42"), ("Base", "75")],
            &["56% 42 75"],
        );
        check(&[("Base", "75"), ("%", "56%")], &["56% - 75"]);
        check(&[("Count", "42"), ("%", "56")], &["56% 42 -"]);
        check(&[("n", "42"), ("N", "75"), ("%", "56")], &["56% 42 75"]);
        check(&[("n", "42"), ("Base", "75"), ("%", "56")], &["56% 42 75"]);
        check(
            &[("%", "60"), ("Count", "9"), ("Base", "33")],
            &["60% 9 33"],
        );
    }

    #[test]
    fn sizes_that_may_be_of_something_else_are_not_taken() {
        let [count, base] = [("Count", "42"), ("Base", "75")];
        check(
            &[("2019 (%)", "56"), ("2023 (%)", "60"), base],
            &["56% - -", "60% - -"],
        );
        check(&[("%", "56"), count, ("Count", "33"), base], &["56% - -"]);
        check(&[("%", "56"), ("Count", "80"), base], &["56% - -"]);
        check(&[("% of children", "56"), count, base], &["56% 42 75"]);
        check(&[("% of children", "60"), count, base], &["60% - -"]);
        check(&[("Weighted %", "60"), base], &["60% - -"]);
        check(&[("Change", "5%"), base], &["5% - -"]);
        check(&[("Answer", "60%"), count, base], &["60% - -"]);
        check(&[("%", "56"), ("Schools", "75")], &["56% - -"]);
        check(&[("Yes (%)", "56"), ("No", "33"), base], &["56% - 75"]);
        check(&[("%", "56"), ("Number", "9"), base], &["56% - -"]);
    }

    #[test]
    fn the_parts_of_one_whole_share_the_only_base_of_their_row() {
        let [yes, no, base] = [("Yes (%)", "56"), ("No (%)", "44"), ("Base", "75")];
        check(&[yes, no, base], &["56% - 75", "44% - 75"]);
        check(
            &[yes, ("No (%)", "38.7"), ("Don't know (%)", "5"), base],
            &["56% - 75", "38.7% - 75", "5% - 75"],
        );
        check(&[yes, ("No (%)", "42"), base], &["56% - -", "42% - -"]);
        check(&[yes, no, base, ("Base", "70")], &["56% - -", "44% - -"]);
        check(&[yes, no, ("N", "75")], &["56% - -", "44% - -"]);
        check(
            &[("Weighted yes (%)", "56"), no, base],
            &["56% - -", "44% - -"],
        );
    }

    #[test]
    fn an_n_alone_is_a_count_only_where_it_can_t_be_a_base() {
        check(&[("n", "42"), ("%", "56")], &["56% 42 - n: 42"]);
        check(&[("N", "42"), ("%", "56")], &["56% 42 - N: 42"]);
        check(&[("N", "75"), ("%", "56")], &["56% - - N: 75?"]);
        check(&[("Number", "26"), ("%", "35")], &["35% - - Number: 26?"]);
    }
}
