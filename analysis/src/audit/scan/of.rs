//! The number after "of": the base in "of 24" and "of the 24", and what only looks like one, such as the age in "of
//! 16-year-olds" or the first end of "of 18 to 24".

use super::fractions::TIME;
use super::numerals::Token;
use super::patterns::{Stated, YEARS, words_first};
use super::percentages::plain_percentage;
use super::rates::rate;
use super::sizes::fits;
use super::slashes::SIGNS;
use crate::share::Percent;

/// What may stand between "of" and the base.
pub(super) const BETWEEN: [&str; 7] = ["the", "all", "these", "those", "our", "its", "their"];

/// "of 24", "of the 24", "of all 24", "of n=24": the number, and how many tokens it takes.
pub(super) fn of_base(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let (base, length) = of_number(tokens)?;
    no_base(&tokens[length - 1..])
        .is_none()
        .then_some((base, length))
}

/// What stands after a percentage and "of".
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// The base, and how many tokens it takes.
    Base(u32, usize),
    /// So many tokens with a number of which nobody can say that it is the base.
    Other(usize),
}

/// The number after a percentage and "of".
pub(super) fn of(tokens: &[Token<'_>], percent: Percent) -> Option<Of> {
    let Some((base, length)) = of_base(tokens) else {
        return of_other(tokens).map(Of::Other);
    };
    let stated = Stated {
        base: Some(base),
        ..Stated::default()
    };
    // "44% of 3 bedroom homes" says of which homes, not of how many.
    let describes = |next: &Token<'_>| next.is_word() && !next.text().ends_with('s');
    let may_describe = base < FEW && length == 2 && tokens.get(length).is_some_and(describes);
    Some(if may_describe && !fits(percent, &stated) {
        Of::Other(length)
    } else {
        Of::Base(base, length)
    })
}

/// Of fewer than these a percentage is seldom told, and a number below it often isn't that of a base.
const FEW: u32 = 20;

/// How many tokens are "of 16-year-olds" or "of 1 million": a number of which nobody can say that it is the base.
pub(super) fn of_other(tokens: &[Token<'_>]) -> Option<usize> {
    let (_, length) = of_number(tokens)?;
    Some(length + no_base(&tokens[length - 1..])?)
}

/// The number after "of", whatever it counts.
fn of_number(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let [of, rest @ ..] = tokens else {
        return None;
    };
    let is_between = |token: &&Token<'_>| token.is_one_of(&BETWEEN);
    let between = rest.iter().take_while(is_between).count();
    let named = match rest.get(between..)? {
        [n, equals, ..] if n.is("n") && equals.is("=") => 2,
        _ => 0,
    };
    let number = rest.get(between + named..)?;
    let base = number.first()?.count()?;
    // "56% of 2023 budgets" has no base; 2000 is meant for a year by hardly anybody any more.
    let is_year = YEARS.contains(&base) && base != 2000 && number[0].text().len() == 4;
    let is_other = is_year || plain_percentage(number).is_some();
    (of.is("of") && !is_other).then_some((base, between + named + 2))
}

/// What touches a number and makes it a part of something else: "16-year-olds", "16+", "5–10".
const TOUCHING: [&str; 6] = ["-", "\u{2011}", "–", "\u{2212}", "+", "/"];

/// What makes a number before it larger than it looks.
const MAGNITUDES: [&str; 10] = [
    "hundred", "thousand", "million", "billion", "trillion", "bn", "mn", "m", "k", "dozen",
];

/// What is measured, as time is, or makes a number the least.
const MEASURES: [&str; 13] = [
    "minutes",
    "decades",
    "centuries",
    "plus",
    "yr",
    "yrs",
    "yo",
    "points",
    "pounds",
    "pence",
    "miles",
    "km",
    "kg",
];

/// How many tokens after a number make it none of those who are counted: an age, a length of time, a part of a larger
/// number, an end of a range, or how many own what is counted.
pub(super) fn no_base(tokens: &[Token<'_>]) -> Option<usize> {
    unit(tokens)
        .or_else(|| and_over(tokens))
        .or_else(|| Some(rate(tokens)?.tokens - 1))
        .or_else(|| to_another(tokens))
        .or_else(|| of_owners(tokens))
}

/// "16-year-olds", "3m", "1 million", "6 month": how many tokens after a number are what it measures.
fn unit(tokens: &[Token<'_>]) -> Option<usize> {
    let is_sign = |token: &Token<'_>| token.is_one_of(&TOUCHING) || token.is_one_of(&SIGNS);
    let is_part = |token: &Token<'_>| token.is_word() || token.is_number() || is_sign(token);
    let pairs = tokens.windows(2);
    let touching = pairs.take_while(|pair| pair[1].touches(&pair[0]) && is_part(&pair[1]));
    let touching = touching.count();
    if touching > 0 {
        return Some(touching);
    }
    let next = tokens.get(1)?;
    let first = Token::word(next.text().split(['-', '\u{2011}']).next()?);
    let measures = next.is_one_of(&MAGNITUDES)
        || next.is_one_of(&SIGNS)
        || [&TIME[..], &MEASURES]
            .iter()
            .any(|units| first.is_one_of(units));
    measures.then_some(1)
}

/// "16 and over", "10 or more": so many tokens after a number make it the least or the most.
fn and_over(tokens: &[Token<'_>]) -> Option<usize> {
    let [_, and, over, ..] = tokens else {
        return None;
    };
    (and.is_one_of(&["and", "or"]) && over.is_one_of(&OVER)).then_some(2)
}

const OVER: [&str; 10] = [
    "over", "under", "above", "below", "up", "older", "younger", "more", "fewer", "less",
];

/// "18 to 24", "3, 4 and 5 year olds": how many tokens stand after the first number. "Of the 75 and 44% of the 60" says
/// of two.
fn to_another(tokens: &[Token<'_>]) -> Option<usize> {
    let is_joined = |last: usize, by: &[&str]| {
        tokens.get(last + 1).is_some_and(|word| word.is_one_of(by))
            && tokens
                .get(last + 2)
                .is_some_and(|number| number.count().is_some())
    };
    if is_joined(0, &["to", "-", "–", "—"]) {
        let goes_on = tokens
            .get(3)
            .is_some_and(|token| token.is_one_of(&["of", "out"]));
        return (!goes_on && plain_percentage(&tokens[2..]).is_none()).then_some(2);
    }
    let lasts = (0..=MOST_JOINED).step_by(2);
    let last = lasts
        .take_while(|last| *last == 0 || is_joined(*last - 2, &[",", "and", "or"]))
        .last()?;
    let measured = unit(&tokens[last..]).filter(|_| last > 0)?;
    Some(last + measured)
}

/// So many tokens of "3, 4, 5 and 6" stand after the first number at most.
const MOST_JOINED: usize = 6;

/// "3 regions' budgets", "one region's budget": how many tokens stand between.
fn of_owners(tokens: &[Token<'_>]) -> Option<usize> {
    let [number, after @ ..] = tokens else {
        return None;
    };
    let words = words_first(after);
    let owner = after.get(words.checked_sub(1)?)?;
    let [apostrophe, rest @ ..] = after.get(words..)? else {
        return None;
    };
    let is_apostrophe = apostrophe.is_one_of(&["'", "’"]) && apostrophe.touches(owner);
    let letter = rest.first().filter(|next| next.touches(apostrophe));
    let owns = match letter {
        // After any other number this is "it's" or "that's".
        Some(letter) => letter.is("s") && words == 1 && number.count() == Some(1),
        None => owner.text().ends_with('s'),
    };
    (is_apostrophe && owns).then_some(words + 1)
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn an_age_or_a_length_of_time_is_no_base() {
        check("40% of 16-year-olds do.", &["40% - - of 16-year-olds?"]);
        check("60% of 18 to 24 year olds", &["60% - - of 18 to 24?"]);
        check("33% of 5-10 year olds", &["33% - - of 5-10?"]);
        check("44% of 10 year olds", &["44% - - of 10 year?"]);
        check("44% of all 10 year-olds", &["44% - - of all 10 year-olds?"]);
        check("20% of 3-month returns", &["20% - - of 3-month?"]);
        check("12% of 6 month placements", &["12% - - of 6 month?"]);
        check("50% of 3 and 4 year olds", &["50% - - of 3 and 4 year?"]);
        check(
            "50% of 3, 4 and 5 year olds",
            &["50% - - of 3, 4 and 5 year?"],
        );
        check("44% of 10pm calls", &["44% - - of 10pm?"]);
        check("44% of 0-4s", &["44% - - of 0-4s?"]);
        check("45% of 24-hour services", &["45% - - of 24-hour?"]);
        check("45% of five- to nine-year-olds", &["45% - - of five-?"]);
        check("44% of 16+ children", &["44% - - of 16+?"]);
        check("12% of 65 plus", &["12% - - of 65 plus?"]);
        check(
            "44% of those 65 and over said so, 44% of 10 or more",
            &["44% - - of those 65 and over?", "44% - - of 10 or more?"],
        );
        check("12 of 16-year-olds, 3 of 10 year olds", &[]);
        check("40% (4 of 10 year olds)", &["40% - -"]);
        check(
            "Of 10 year olds, 40% did; of 3m children, 44% did.",
            &["40% - -", "44% - -"],
        );
        check(
            "Nearly half of 16-year-olds do.",
            &["- - - of 16-year-olds? “Nearly half”"],
        );
    }

    #[test]
    fn a_part_of_a_larger_number_is_no_base() {
        check("50% of 1 million children", &["50% - - of 1 million?"]);
        check("44% of 3m children", &["44% - - of 3m?"]);
        check(
            "44% of 5 thousand, 44% of 2bn",
            &["44% - - of 5 thousand?", "44% - - of 2bn?"],
        );
        check("44% of 1st visits", &["44% - - of 1st?"]);
        check(
            "20% of 3½ years, 20% of 3 ½ years",
            &["20% - - of 3½?", "20% - - of 3 ½?"],
        );
        check(
            "44% of 3 in 4 regions",
            &["44% - - of 3 in 4?", "- 3 4 rate"],
        );
    }

    #[test]
    fn how_many_own_what_is_counted_is_no_base() {
        check("44% of 3 regions' budgets", &["44% - - of 3 regions'?"]);
        check(
            "44% of the three large regions’ budgets",
            &["44% - - of the three large regions’?"],
        );
        check("44% of one region's budget", &["44% - - of one region'?"]);
        check("45% of the 24 say it’s hard", &["45% - 24"]);
        check("45% of the 24 authorities don’t", &["45% - 24"]);
    }

    #[test]
    fn so_few_of_what_no_percentage_can_be_of_may_be_no_base() {
        check("44% of 3 bedroom homes", &["44% - - of 3?"]);
        check("44% of one region", &["44% - - of one?"]);
        check("44% of 9 regions, 44% of 9 local ones", &["44% - 9"; 2]);
        check("60% of 9 regions, 60% of the 9 local ones", &["60% - 9"; 2]);
    }

    #[test]
    fn what_goes_on_after_a_base_leaves_it() {
        check("45% of the 24 and 30% of the 60", &["45% - 24", "30% - 60"]);
        check("45% of the 24 and 11 of 30", &["45% - 24", "- 11 30"]);
        check("45% of the 24 – those in London", &["45% - 24"]);
        check("45% of the 24 in 2023 and 2024", &["45% - 24"]);
        check("41% of n=70, 41% of N = 70", &["41% - 70"; 2]);
    }
}
