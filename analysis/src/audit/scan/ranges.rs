//! Ranges, "12–15%" and "73 to 98 of 153", and what only looks like the end of one: a minus.

use super::numerals::Token;
use super::patterns::{Stated, number, plain_percentage, unread_percentage};

/// How many tokens are a percentage below zero, which is a change and no share: "-5%".
pub(super) fn below_zero(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [minus, rest @ ..] = &tokens[at..] else {
        return None;
    };
    let is_minus = DASHES.iter().any(|dash| minus.is(dash));
    let follows = at > 0 && minus.touches(&tokens[at - 1]) && !tokens[at - 1].is("(");
    let touches = rest.first().is_some_and(|number| number.touches(minus));
    let percent = plain_percentage(rest).or_else(|| unread_percentage(rest));
    let percent = percent.filter(|_| is_minus && touches && !follows)?;
    Some(1 + percent.tokens)
}

/// What may stand between the ends of a range, or be a minus: hyphens, an en dash, a minus.
const DASHES: [&str; 4] = ["-", "\u{2011}", "–", "\u{2212}"];

/// "12–15%", "73 to 98 of 153", "between 12 and 15%": its ends, each as a number of its own.
pub(super) fn range(tokens: &[Token<'_>], at: usize) -> Option<[Stated; 2]> {
    let [first, between, next, ..] = &tokens[at..] else {
        return None;
    };
    let is_dash = DASHES.iter().any(|dash| between.is(dash));
    let is_tight = between.touches(first) && next.touches(between);
    let is_between = at > 0 && tokens[at - 1].is("between") && between.is("and");
    if !((is_dash && is_tight) || between.is("to") || is_between) {
        return None;
    }
    let mut last = number(tokens, at + 2)?;
    last.tokens += 2;
    last.is_end = true;
    let first = if last.percent.is_some() && last.count.is_none() {
        let percent = first.percent().filter(|percent| percent.whole() <= 100)?;
        Stated {
            percent: Some(percent),
            ..last
        }
    } else {
        let count = first.count().filter(|count| Some(*count) <= last.base)?;
        Stated {
            count: Some(count),
            percent: None,
            ..last
        }
    };
    Some([first, last])
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_range_is_its_two_ends() {
        check(
            "45–50% or 45-50%",
            &["45% - -", "50% - -", "45% - -", "50% - -"],
        );
        check("12 to 15 per cent", &["12% - -", "15% - -"]);
        check("12% to 15%", &["12% - -", "15% - -"]);
        check(
            "between 12.5 and 15.0% of the 75",
            &["12.5% - 75", "15.0% - 75"],
        );
        check("73 to 98 of 153", &["- 73 153", "- 98 153"]);
        check("between 73 and 98 of the 153", &["- 73 153", "- 98 153"]);
        check("73–98 of 153", &["- 73 153", "- 98 153"]);
        check(
            "48–64% (73 to 98 of 153)",
            &["48% - -", "64% - -", "- 73 153", "- 98 153"],
        );
        check("two to three in ten", &["- 2 10 rate", "- 3 10 rate"]);
        check(
            "from 2010 to 15%, in 2023 – 15% of them",
            &["15% - -", "15% - -"],
        );
        check("2022–23 of 75", &["- 23 75"]);
        check("74 and 98 of 153", &["- 98 153"]);
    }

    #[test]
    fn a_percentage_below_zero_is_no_share() {
        check("a change of -5%, −.5% or (–5 per cent)", &[]);
        check("a change of -5 to 7%", &["5% - -", "7% - -"]);
        check("- 5% of them", &["5% - -"]);
    }
}
