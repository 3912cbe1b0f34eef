//! Percentages of a change, "a 5% rise" and "up by 5%", which are no shares of those who answered.

use std::ops::Range;

use super::Aside;
use super::manner;
use super::numerals::Token;
use super::patterns::Stated;
use super::percentages::plain_percentage;

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
    let is_made = earlier.last().is_some_and(|word| word.is_one_of(&MADE));
    if ["was", "is", "were", "are"]
        .iter()
        .any(|word| last.is(word))
    {
        earlier.last().is_some_and(|word| word.is_one_of(&CHANGES))
    } else if last.is("by") {
        let is_how = |word: &&Token<'_>| word.text().ends_with("ly");
        let near = earlier.iter().rev().skip_while(is_how).take(MOST_WORDS);
        // "A placement that breaks down is named by 89%."
        let is_way = |word: &Token<'_>| word.is("up") || word.is("down");
        let mut near = near.enumerate();
        near.any(|(place, word)| word.is_one_of(&CHANGED) && (place == 0 || !is_way(word)))
    } else if last.is("of") {
        earlier.last().is_some_and(|word| word.is_one_of(&CHANGES))
    } else {
        last.is_one_of(&CHANGED) && !is_made
    }
}

fn is_named(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let [first, rest @ ..] = after else {
        return false;
    };
    let has_article = before.last().is_some_and(|word| word.is_one_of(&ARTICLES));
    let is_noun = |token: &Token<'_>| token.is_one_of(&CHANGES);
    let follows = rest
        .first()
        .is_none_or(|token| !token.is_word() || token.is_one_of(&AFTER_CHANGE));
    // "5 %-points" has a hyphen between.
    let point = if first.is("-") {
        rest.first()
    } else {
        Some(first)
    };
    let is_point = point.is_some_and(|word| word.is("point") || word.is("points"));
    is_point
        || first.is_one_of(&COMPARED)
        || (is_noun(first) && (has_article || follows))
        || (has_article && first.is_word() && rest.first().is_some_and(is_noun))
}

/// "7 percentage points", and "5 points" where these are said to be more or less.
pub(super) fn in_points(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let rest = &tokens[at..];
    rest.first()?.percent()?;
    let stated = points(rest)?;
    let from = manner::before(tokens, at).map_or(at, |(_, from)| from);
    let is_told =
        rest[stated.tokens - 1].is_one_of(&PERCENTAGE_POINTS) || rest[1].is_one_of(&["percentage"]);
    let is_compared = rest
        .get(stated.tokens)
        .is_some_and(|word| word.is_one_of(&COMPARED));
    (is_told || is_compared || has_changed(&tokens[..from])).then_some(stated)
}

/// What percentage points are called in one word.
const PERCENTAGE_POINTS: [&str; 2] = ["percentage-point", "percentage-points"];

/// A number of points, whatever is counted in them.
fn points(rest: &[Token<'_>]) -> Option<Stated> {
    let [_, named @ ..] = rest else {
        return None;
    };
    // "A 7-percentage-point rise".
    let between = named
        .iter()
        .take(2)
        .take_while(|word| word.is("-") || word.is("percentage"));
    let between = between.count();
    let last = named.get(between)?;
    let are_points = last.is("point") || last.is("points") || last.is_one_of(&PERCENTAGE_POINTS);
    are_points.then_some(Stated {
        no_figure: Some(Aside::Change),
        tokens: 2 + between,
        ..Stated::default()
    })
}

/// Whether "from" stands after something that changed: "rose from 40% to 56%" has two figures and no range, and neither
/// has "rose by 7 percentage points, from 32% to 39%".
pub(super) fn is_from_to(tokens: &[Token<'_>], at: usize) -> bool {
    let [before @ .., from] = &tokens[..at] else {
        return false;
    };
    let before = match before {
        [before @ .., comma] if comma.is(",") => before,
        _ => before,
    };
    from.is("from") && (ends_in_change(before) || ends_in_amount(before))
}

/// "rose", "rose sharply".
fn ends_in_change(before: &[Token<'_>]) -> bool {
    match before {
        [.., changed, how] if how.text().ends_with("ly") => changed.is_one_of(&CHANGED),
        [.., changed] => changed.is_one_of(&CHANGED),
        [] => false,
    }
}

/// "rose by 7%", "a rise of 7 percentage points".
fn ends_in_amount(before: &[Token<'_>]) -> bool {
    let first = before.len().saturating_sub(LONGEST_AMOUNT);
    (first..before.len()).any(|at| {
        let rest = &before[at..];
        let amount = points(rest).filter(|_| rest[0].percent().is_some());
        let amount = amount.or_else(|| plain_percentage(rest));
        let ends = amount.is_some_and(|amount| amount.tokens == rest.len());
        let from = manner::before(before, at).map_or(at, |(_, from)| from);
        ends && has_changed(&before[..from])
    })
}

/// So many tokens are "7-percentage-points" at most.
const LONGEST_AMOUNT: usize = 4;

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
        check("by 5 points, 5 points each, scored 5 points", &[]);
    }

    #[test]
    fn a_change_in_points_is_told_to_be_one() {
        check("5 percentage points", &["Change “5 percentage points”"]);
        check(
            "It is 5 points higher, about seven points lower than in 2021.",
            &["Change “5 points”", "Change “about seven points”"],
        );
        check(
            "a 7-percentage-point rise, a 7 percentage-point rise, it rose by 2.5 points",
            &[
                "Change “7-percentage-point”",
                "Change “7 percentage-point”",
                "Change “2.5 points”",
            ],
        );
    }

    #[test]
    fn what_rose_by_so_much_has_two_figures() {
        check(
            "It rose by 7 percentage points, from 32% to 39%.",
            &["Change “7 percentage points”", "32% - -", "39% - -"],
        );
        check(
            "a rise of about 7 points from 32% to 39%",
            &["Change “about 7 points”", "32% - -", "39% - -"],
        );
        check(
            "They fell by 10%, from 50% to 45%; they rose sharply from 32% to 39%.",
            &["Change “10%”", "50% - -", "45% - -", "32% - -", "39% - -"],
        );
        check(
            "Costs rose, and ages ranged from 12% to 15%.",
            &["Range “12% to 15%”"],
        );
        check("56%, from 48% to 64%", &["56% - -", "Range “48% to 64%”"]);
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
        check(
            "A placement that breaks down is named by 89%; it went down sharply by 5%.",
            &["89% - -", "Change “5%”"],
        );
    }
}
