//! Effect sizes: how strong a connection is, which no p-value says.

use serde::Serialize;

use super::contingency::Contingency;
use super::factorials::as_real;
use super::significance::four_figures;

/// Cramér's V of a table: 0 where rows and columns have nothing to do with each other, 1 where one tells
/// the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CramersV {
    /// As Cramér defined it. On few answers in many categories it is far from 0 even by chance.
    #[serde(serialize_with = "four_figures")]
    pub plain: f64,
    /// With what chance alone would add taken off; this is the one in our sentences.
    #[serde(serialize_with = "four_figures")]
    pub adjusted: f64,
}

/// Cramér's V, plain and bias-adjusted. `None` where everybody is in one row or one column.
///
/// Sources: Cramér, "Mathematical Methods of Statistics", 1946, section 21.9; the adjustment is Bergsma,
/// "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42,
/// 2013.
///
/// ```
/// # use analysis::compare::{contingency::Contingency, effect::cramers_v};
/// let v = cramers_v(&Contingency::of(&[[10, 0], [0, 10]])).unwrap();
/// assert_eq!((v.plain, v.adjusted), (1.0, 1.0));
/// ```
pub fn cramers_v(table: &Contingency) -> Option<CramersV> {
    let table = table.occupied();
    let (rows, columns) = (as_real(table.rows()), as_real(table.columns()));
    let smaller = rows.min(columns);
    if smaller < 2.0 {
        return None;
    }
    let people = f64::from(table.total());
    let phi_squared = chi_square(&table) / people;
    let by_chance = (rows - 1.0) * (columns - 1.0) / (people - 1.0);
    let shrunk = |lines: f64| lines - (lines - 1.0).powi(2) / (people - 1.0);
    let room = shrunk(rows).min(shrunk(columns)) - 1.0;
    let left = (phi_squared - by_chance).max(0.0);
    Some(CramersV {
        plain: (phi_squared / (smaller - 1.0)).sqrt().min(1.0),
        // Where nobody shares a row or a column with anybody, nothing is left to measure.
        adjusted: if room > 0.0 {
            (left / room).sqrt().min(1.0)
        } else {
            0.0
        },
    })
}

/// Pearson's chi-square of a table without empty rows and columns.
fn chi_square(table: &Contingency) -> f64 {
    let people = f64::from(table.total());
    let (rows, columns) = (table.row_totals(), table.column_totals());
    let mut sum = 0.0;
    for (row, counts) in table.each_row().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            let expected = f64::from(rows[row]) * f64::from(columns[column]) / people;
            sum += (f64::from(*count) - expected).powi(2) / expected;
        }
    }
    sum
}

/// Pairs of returns, by whether their order in the rows is their order in the columns.
///
/// Each measure is between −1 and 1, above 0 where those further along the columns are further along the
/// rows too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ordered {
    /// Pairs further along in both, or less far in both.
    pub concordant: u64,
    /// Pairs further along in one and less far in the other.
    pub discordant: u64,
    /// Pairs in different columns, whether or not their rows differ.
    pub apart_in_columns: u64,
    /// Somers' D of the rows given the columns: of the pairs in different columns, how many more agree than
    /// disagree.
    #[serde(serialize_with = "four_figures")]
    pub somers_d: f64,
    /// Goodman and Kruskal's gamma: the same, of the pairs that differ in both. `None` where there is none.
    #[serde(serialize_with = "four_figures_if_any")]
    pub gamma: Option<f64>,
}

/// Somers' D (rows given columns) and Goodman and Kruskal's gamma of a table whose rows and columns are
/// both in order. `None` where everybody is in one row or one column.
///
/// Sources: Somers, "A new asymmetric measure of association for ordinal variables", American Sociological
/// Review 27, 1962; Goodman and Kruskal, "Measures of association for cross classifications", JASA 49, 1954.
///
/// ```
/// # use analysis::compare::{contingency::Contingency, effect::ordered};
/// let order = ordered(&Contingency::of(&[[3, 1], [1, 3]])).unwrap();
/// assert_eq!((order.concordant, order.discordant), (9, 1));
/// assert_eq!(order.somers_d, 0.5);
/// assert_eq!(order.gamma, Some(0.8));
/// ```
pub fn ordered(table: &Contingency) -> Option<Ordered> {
    let table = table.occupied();
    if table.rows() < 2 || table.columns() < 2 {
        return None;
    }
    let (mut concordant, mut discordant) = (0, 0);
    let mut above = vec![0_u64; table.columns()];
    for row in table.each_row() {
        for (column, count) in row.iter().enumerate() {
            let count = u64::from(*count);
            concordant += count * above[..column].iter().sum::<u64>();
            discordant += count * above[column + 1..].iter().sum::<u64>();
        }
        for (above, count) in above.iter_mut().zip(row) {
            *above += u64::from(*count);
        }
    }
    let apart_in_columns = pairs_apart(&above);
    let (ours, theirs) = (pairs(concordant), pairs(discordant));
    let both = ours + theirs;
    Some(Ordered {
        concordant,
        discordant,
        apart_in_columns,
        somers_d: (ours - theirs) / pairs(apart_in_columns),
        gamma: (both > 0.0).then(|| (ours - theirs) / both),
    })
}

/// How many pairs are in different ones of some groups.
fn pairs_apart(groups: &[u64]) -> u64 {
    let mut before = 0;
    let mut apart = 0;
    for group in groups {
        apart += before * group;
        before += group;
    }
    apart
}

#[expect(
    clippy::cast_precision_loss,
    reason = "half a million people make 10¹¹ pairs, far below 2^53"
)]
fn pairs(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::ref_option,
    reason = "serde hands every field over by reference"
)]
fn four_figures_if_any<S: serde::Serializer>(
    number: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => four_figures(number, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_connection_is_nought() {
        let table = Contingency::of(&[[4, 8], [2, 4]]);
        assert_eq!(cramers_v(&table).map(|v| v.adjusted), Some(0.0));
        assert_eq!(ordered(&table).map(|order| order.somers_d), Some(0.0));
    }

    #[test]
    fn an_order_turned_round_turns_the_sign() {
        let there = ordered(&Contingency::of(&[[5, 2, 0], [1, 4, 6]])).expect("two rows");
        let back = ordered(&Contingency::of(&[[1, 4, 6], [5, 2, 0]])).expect("two rows");
        assert!(there.somers_d > 0.0);
        assert_eq!(
            (there.concordant, there.discordant),
            (back.discordant, back.concordant)
        );
        assert_eq!(there.gamma, back.gamma.map(|gamma| -gamma));
    }

    #[test]
    fn one_category_has_no_effect_size() {
        assert_eq!(cramers_v(&Contingency::of(&[[5, 7], [0, 0]])), None);
        assert_eq!(ordered(&Contingency::of(&[[5, 7], [0, 0]])), None);
    }

    #[test]
    fn everybody_alone_leaves_nothing_to_measure() {
        let v = cramers_v(&Contingency::of(&[[1, 0], [0, 1]])).expect("two rows");
        assert_eq!((v.plain, v.adjusted), (1.0, 0.0));
    }
}
