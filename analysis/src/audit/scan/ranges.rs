//! Ranges, "12–15%" and "73 to 98 of 153", and what only looks like the end of one: a minus.

use super::Aside;
use super::changes::is_from_to;
use super::fractions;
use super::numerals::Token;
use super::patterns::{Stated, number};
use super::percentages::{plain_percentage, unread_percentage};

/// A percentage below zero, which is a change and no share: "-5%".
pub(super) fn below_zero(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let [minus, rest @ ..] = &tokens[at..] else {
        return None;
    };
    let is_minus = DASHES.iter().any(|dash| minus.is(dash));
    let follows = at > 0 && minus.touches(&tokens[at - 1]) && !tokens[at - 1].is("(");
    let touches = rest.first().is_some_and(|number| number.touches(minus));
    let percent = plain_percentage(rest).or_else(|| unread_percentage(rest));
    let percent = percent.filter(|_| is_minus && touches && !follows)?;
    Some(Stated {
        tokens: 1 + percent.tokens,
        no_figure: Some(Aside::Change),
        ..Stated::default()
    })
}

/// What may stand between the ends of a range, or be a minus: hyphens, an en dash, a minus.
const DASHES: [&str; 4] = ["-", "\u{2011}", "–", "\u{2212}"];

/// "12–15%", "48% to 64%", "73 to 98 of 153", "between 12 and 15%": what neither end is a figure of. What rose from one
/// percentage to another has two figures.
pub(super) fn range(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let first = tokens.get(at)?;
    let length = plain_percentage(&tokens[at..]).map_or(1, |percent| percent.tokens);
    let [between, next, ..] = tokens.get(at + length..)? else {
        return None;
    };
    let is_dash = DASHES.iter().any(|dash| between.is(dash));
    let is_tight = between.touches(&tokens[at + length - 1]) && next.touches(between);
    let is_between = at > 0 && tokens[at - 1].is("between") && between.is("and");
    let parts = between.is("to") || between.is("or") || is_between;
    if !((is_dash && is_tight) || parts) || is_from_to(tokens, at) {
        return None;
    }
    let last = number(tokens, at + length + 1)?;
    let is_percentage = last.percent.is_some() && last.count.is_none();
    let is_first = if is_percentage {
        first
            .percent()
            .is_some_and(|percent| percent.whole() <= 100)
    } else {
        length == 1 && first.count().is_some_and(|count| Some(count) <= last.base)
    };
    is_first.then_some(Stated {
        tokens: length + 1 + last.tokens,
        no_figure: Some(Aside::Range),
        ..Stated::default()
    })
}

/// "Between a third and a half", "a quarter to a third".
pub(super) fn range_in_words(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let is_between = at > 0 && tokens[at - 1].is("between");
    let length = fractions::ends(tokens, at, is_between).filter(|_| !is_from_to(tokens, at))?;
    Some(Stated {
        tokens: length,
        no_figure: Some(Aside::Range),
        ..Stated::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_range_is_no_figure() {
        check("45–50% or 45-50%.", &["Range “45–50%”", "Range “45-50%”"]);
        check("12 to 15 per cent", &["Range “12 to 15 per cent”"]);
        check(
            "12% to 15%, between 48% and 64%",
            &["Range “12% to 15%”", "Range “48% and 64%”"],
        );
        check("12%–15%, 5 or 6%", &["Range “12%–15%”", "Range “5 or 6%”"]);
        check(
            "between 12.5 and 15.0% of the 75",
            &["Range “12.5 and 15.0% of the 75”"],
        );
        check("73 to 98 of 153", &["Range “73 to 98 of 153”"]);
        check(
            "between 73 and 98 of the 153",
            &["Range “73 and 98 of the 153”"],
        );
        check("73–98 of 153", &["Range “73–98 of 153”"]);
        check(
            "48–64% (73 to 98 of 153)",
            &["Range “48–64%”", "Range “73 to 98 of 153”"],
        );
        check("two to three in ten", &["Range “two to three in ten”"]);
        check(
            "from 2010 to 15%, in 2023 – 15% of them",
            &["15% - -", "15% - -"],
        );
        check("2022–23 of 75", &["- 23 75"]);
        check(
            "74 and 98 of 153, 48% and 64%",
            &["- 98 153 48%?", "48% - -", "64% - -"],
        );
    }

    #[test]
    fn a_percentage_below_zero_is_no_share() {
        check(
            "a change of -5%, −.5% or (–5 per cent)",
            &["Change “-5%”", "Change “−.5%”", "Change “–5 per cent”"],
        );
        check("a change of -5½%", &["Change “-5½%”"]);
        check("a change of -5 to 7%", &["Range “5 to 7%”"]);
        check("- 5% of them", &["5% - -"]);
    }
}
