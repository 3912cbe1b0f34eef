//! Rows of tables, in which the heads of the columns tell what a bare number is: "56" below "%" is a percentage.

use super::columns::{Column, SIZES};
use super::given::{give_base, give_sizes, sizes};
use super::numerals::{Token, tokens};
use super::sizes::names_size;
use super::{Beside, Mention, Role, mentions};
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
    let columns = columns(cells);
    let is_of_sizes = cells.iter().any(|cell| names_sizes(cell.words));
    let mut found: Vec<(usize, Mention)> = Vec::new();
    let mut percentages = Vec::new();
    for (place, (cell, column)) in cells.iter().zip(&columns).enumerate() {
        let bare = percentage(cell.words).filter(|_| !is_of_sizes && column.is_percentage());
        let signed = column.with_sign(cell.words).filter(|_| !is_of_sizes);
        let mut said = match (bare, signed) {
            (Some(percent), _) => vec![Mention::of_cell(cell.words, percent)],
            (None, Some(signed)) => in_cell(cell.words, &signed),
            (None, None) => mentions(cell.words),
        };
        for mention in &mut said {
            mention.take_from_head(cell.head, *column);
        }
        let is_whole = matches!(said.as_slice(), [one] if one.printed == cell.words.trim());
        let has_own = matches!(column, Column::Other | Column::OfBase(_));
        if is_whole && said[0].percent.is_some() && !has_own {
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

/// What the columns of a row hold: in one that begins with "%" and nothing else, what isn't said to be otherwise are
/// percentages.
fn columns(cells: &[Cell<'_>]) -> Vec<Column> {
    let columns = cells.iter().map(|cell| Column::of(cell.head));
    let begins = cells.first().map(|cell| Column::of(cell.words));
    let is_of_percentages = begins == Some(Column::Percentages);
    let of_row = |(place, column): (usize, Column)| match column {
        Column::Unknown if is_of_percentages && !names_sizes(cells[place].head) => Column::OfSome,
        column => column,
    };
    columns.enumerate().map(of_row).collect()
}

/// What a cell claims once it has its percent sign, as the cell has it.
fn in_cell(words: &str, signed: &str) -> Vec<Mention> {
    let found = mentions(signed).into_iter().map(|mention| Mention {
        sentence: words.to_owned(),
        ..mention
    });
    found.collect()
}

impl Mention {
    /// Takes the base that the head of its column has, or notes the size there, "2023 (n=75)".
    fn take_from_head(&mut self, head: &str, column: Column) {
        let lacks_base = self.percent.is_some() && self.base.is_none() && self.count.is_none();
        if !lacks_base {
            return;
        }
        if let Column::OfBase(base) = column {
            self.base = Some(base);
        } else if names_size(head) && self.beside.is_none() {
            self.beside = Some(Beside {
                role: Role::Size,
                words: head.to_owned(),
            });
        }
    }

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
            "Of 70",
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
    fn a_head_may_have_the_base_of_its_column() {
        check(
            &[("Percent of 70", "41"), ("% of the 70 asked", "41%")],
            &["41% - 70"; 2],
        );
        check(&[("Percent of 70", "41"), ("Base", "75")], &["41% - 70"]);
        check(&[("2023 (n=75)", "57%")], &["57% - - 2023 (n=75)?"]);
        check(&[("% of 10 year olds", "57")], &[]);
    }

    #[test]
    fn a_head_may_have_the_percent_sign_of_one_of_two_numbers() {
        check(
            &[("% (n)", "58 (41)"), ("Yes (%)", "58 (12)")],
            &["58% - - (41)?", "58% - - (12)?"],
        );
        check(&[("n (%)", "41 (58)"), ("n (%)", "41")], &["58% 41 -"]);
        check(
            &[("%", "44 (31/70)"), ("%", "45 (31 of 70)")],
            &["44% 31 70", "45% 31 70"],
        );
        check(&[("Mean %", "44 (31/70)")], &["- 31 70"]);
    }

    #[test]
    fn a_row_may_be_one_of_percentages() {
        check(
            &[("", "%"), ("Yes", "56"), ("No", "44")],
            &["56% - -", "44% - -"],
        );
        check(
            &[("", "Per cent"), ("Yes", "56"), ("Base", "75")],
            &["56% - 75"],
        );
        check(&[("", "%"), ("Change", "5"), ("Unweighted n", "44")], &[]);
    }

    #[test]
    fn how_many_answered_is_the_count_out_of_those_asked_where_it_fits() {
        let of = ("Out of", "33");
        check(
            &[("Answered", "17"), of, ("Per cent", "52")],
            &["52% 17 33"],
        );
        check(&[("Answered", "17"), of, ("Per cent", "60")], &["60% - -"]);
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
