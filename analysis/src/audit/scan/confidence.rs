//! Percentages that say how sure a figure is and are none themselves: "95% confidence interval", "the 95% range".

use std::ops::Range;

use super::numerals::Token;

/// What follows such a percentage.
const AFTER: [&str; 18] = [
    "level",
    "levels",
    "limits",
    "margin",
    "error",
    "uncertainty",
    "prediction",
    "sure",
    "certain",
    "range",
    "ranges",
    "interval",
    "intervals",
    "confidence",
    "credible",
    "CI",
    "CIs",
    "significance",
];
/// What stands before it, and what may stand between.
const BEFORE: [&str; 8] = [
    "confidence",
    "significance",
    "significant",
    "margin",
    "error",
    "SE",
    "SD",
    "±",
];
const BETWEEN: [&str; 7] = ["level", "of", "at", "the", "is", "was", "("];

/// Whether the percentage of these tokens says how sure a figure is.
pub(super) fn is_confidence(tokens: &[Token<'_>], percentage: Range<usize>) -> bool {
    let after = tokens.get(percentage.end);
    let before = tokens[..percentage.start].iter().rev();
    let mut before = before.skip_while(|token| token.is_one_of(&BETWEEN));
    let is_either = ["plus or minus", "+ / -", "+ / −"].iter().any(|signs| {
        let mut said = tokens[..percentage.start].iter().rev();
        let mut signs = signs.rsplit(' ');
        signs.all(|sign| said.next().is_some_and(|token| token.is(sign)))
    });
    is_either
        || after.is_some_and(|token| token.is_one_of(&AFTER))
        || before.next().is_some_and(|token| token.is_one_of(&BEFORE))
}

#[cfg(test)]
mod tests {
    use super::super::{Aside, mentions};

    #[track_caller]
    fn check(sentence: &str, expect: &[bool]) {
        let found = mentions(sentence).into_iter();
        let found: Vec<bool> = found.map(|one| one.aside == Some(Aside::HowSure)).collect();
        assert_eq!(found, expect, "{sentence}");
    }

    #[test]
    fn how_sure_a_figure_is_is_told_from_figures() {
        check("56% (95% range: 48–64%)", &[false, true, false]);
        check("the 95 per cent confidence interval, 95% CI", &[true, true]);
        check(
            "with 95% confidence, at a confidence level of 95%",
            &[true, true],
        );
        check("significant at the 5% level", &[true]);
        check(
            "56% of them have confidence in it, 44% don't",
            &[false, false],
        );
    }
}
