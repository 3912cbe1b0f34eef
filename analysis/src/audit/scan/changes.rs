//! Percentages of a change, "a 5% rise" and "up by 5%", which are no shares of those who answered.

use std::ops::Range;

use super::manner;
use super::numerals::Token;

/// What something did that is said to have changed, before "by 5%" or right before the percentage.
const CHANGED: [&str; 47] = [
    "rose",
    "rise",
    "rises",
    "risen",
    "rising",
    "fell",
    "fall",
    "falls",
    "fallen",
    "falling",
    "grew",
    "grow",
    "grows",
    "grown",
    "growing",
    "dropped",
    "drop",
    "drops",
    "dropping",
    "increased",
    "increase",
    "increases",
    "increasing",
    "decreased",
    "decrease",
    "decreases",
    "decreasing",
    "declined",
    "decline",
    "declines",
    "reduced",
    "reduce",
    "reduces",
    "reducing",
    "improved",
    "changed",
    "cut",
    "cuts",
    "up",
    "down",
    "shifted",
    "jumped",
    "differ",
    "differs",
    "differed",
    "varies",
    "varied",
];

/// Before "up", these make it no change: "they make up 42%".
const MADE: [&str; 7] = ["make", "makes", "made", "making", "take", "takes", "took"];

/// What a change is called, before "of 5%" or after the percentage.
const CHANGES: [&str; 21] = [
    "rise",
    "increase",
    "decrease",
    "drop",
    "fall",
    "growth",
    "reduction",
    "cut",
    "change",
    "decline",
    "gain",
    "improvement",
    "uplift",
    "jump",
    "surge",
    "swing",
    "discount",
    "difference",
    "gap",
    "point",
    "points",
];

/// What is said of something in comparison, after the percentage: "12% more than in 2020".
const COMPARED: [&str; 13] = [
    "more", "less", "fewer", "higher", "lower", "greater", "larger", "smaller", "better", "worse",
    "up", "down", "apart",
];

/// What a noun stands after: "a 5% rise".
const ARTICLES: [&str; 8] = [
    "a", "an", "the", "this", "that", "another", "further", "annual",
];

/// What follows the name of a change: "5% growth in costs".
const AFTER_CHANGE: [&str; 6] = ["in", "on", "since", "from", "over", "between"];

/// "Increased their spending by 5%": so many words may stand up to "by".
const MOST_WORDS: usize = 5;

/// Whether the percentage of these tokens says by how much something changed or differs.
pub(super) fn is_change(tokens: &[Token<'_>], percentage: Range<usize>) -> bool {
    let from = manner::before(tokens, percentage.start).map_or(percentage.start, |(_, from)| from);
    let before = &tokens[..from];
    let is_plus = before
        .last()
        .is_some_and(|plus| plus.is("+") && tokens[from].touches(plus));
    is_plus || has_changed(before) || is_named(before, &tokens[percentage.end..])
}

fn has_changed(before: &[Token<'_>]) -> bool {
    let [earlier @ .., last] = before else {
        return false;
    };
    let is_made = earlier.last().is_some_and(|word| is_one(word, &MADE));
    if ["was", "is", "were", "are"]
        .iter()
        .any(|word| last.is(word))
    {
        earlier.last().is_some_and(|word| is_one(word, &CHANGES))
    } else if last.is("by") {
        let mut near = earlier.iter().rev().take(MOST_WORDS);
        near.any(|word| is_one(word, &CHANGED))
    } else if last.is("of") {
        earlier.last().is_some_and(|word| is_one(word, &CHANGES))
    } else {
        is_one(last, &CHANGED) && !is_made
    }
}

fn is_named(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let [first, rest @ ..] = after else {
        return false;
    };
    let has_article = before.last().is_some_and(|word| is_one(word, &ARTICLES));
    let is_noun = |token: &Token<'_>| is_one(token, &CHANGES);
    let follows = rest
        .first()
        .is_none_or(|token| !token.is_word() || is_one(token, &AFTER_CHANGE));
    // "5 %-points" has a hyphen between.
    let point = if first.is("-") {
        rest.first()
    } else {
        Some(first)
    };
    let is_point = point.is_some_and(|word| word.is("point") || word.is("points"));
    is_point
        || is_one(first, &COMPARED)
        || (is_noun(first) && (has_article || follows))
        || (has_article && first.is_word() && rest.first().is_some_and(is_noun))
}

/// Whether "from" stands after something that changed: "rose from 40% to 56%" has two figures and no range.
pub(super) fn is_from_to(tokens: &[Token<'_>], at: usize) -> bool {
    let [.., changed, from] = &tokens[..at] else {
        return false;
    };
    from.is("from") && is_one(changed, &CHANGED)
}

fn is_one(token: &Token<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| token.is(word))
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_change_is_no_share() {
        check("a 5% rise", &["Change “5%”"]);
        check(
            "a 5% year-on-year increase, the further 3% drop in costs",
            &["Change “5%”", "Change “3%”"],
        );
        check(
            "Costs rose by 5% and fell 3%.",
            &["Change “5%”", "Change “3%”"],
        );
        check(
            "increased their spending by about 5½%",
            &["Change “about 5½%”"],
        );
        check(
            "an increase of 5 per cent, up 5%, +5%",
            &["Change “5 per cent”", "Change “5%”", "Change “5%”"],
        );
        check(
            "12% more than in 2020, 12% lower, 5% points",
            &["Change “12%”", "Change “12%”", "Change “5%”"],
        );
        check("5% growth in costs", &["Change “5%”"]);
        check(
            "Growth was 3%; they differ by 12%, 12% apart, 10 %-points",
            &[
                "Change “3%”",
                "Change “12%”",
                "Change “12%”",
                "Change “10 %”",
            ],
        );
        check("5 percentage points, by 5 points", &[]);
    }

    #[test]
    fn a_share_that_changed_is_one() {
        check("It rose to 56%.", &["56% - -"]);
        check("It rose from 40% to 56%.", &["40% - -", "56% - -"]);
        check(
            "It is used by 56% and made up 42% of all.",
            &["56% - -", "42% - -"],
        );
        check("56% increased their support.", &["56% - -"]);
        check("a 49% response rate", &["49% - -"]);
    }
}
