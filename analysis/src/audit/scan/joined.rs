//! Counts and percentages with nothing but a sign between them: "42 of 75; 56%", "75/153 = 49.02%", "56%, 42 of 75".

use super::numerals::Token;
use super::patterns::{Stated, YEARS, count_of_base, percentage_beside, plain_percentage};
use super::sizes::fits;
use super::slashes::count_over_base;
use crate::share::Percent;

/// What may stand between.
const BETWEEN: [&str; 5] = [",", ";", "=", "·", ":"];

/// A percentage after a sign, and how many tokens both take.
pub(super) fn percentage_after(rest: &[Token<'_>]) -> Option<(Percent, usize)> {
    let [sign, after @ ..] = rest else {
        return None;
    };
    let percent = plain_percentage(after).filter(|_| sign.is_one_of(&BETWEEN))?;
    Some((percent.percent?, 1 + percent.tokens))
}

/// The percentage after a count and its base, where brackets hold nothing else or an equals sign stands between;
/// elsewhere it has to be theirs by its number, and nothing may follow that it could be of.
pub(super) fn percentage_of(
    tokens: &[Token<'_>],
    at: usize,
    of: &Stated,
) -> Option<(Percent, usize)> {
    let rest = &tokens[at + of.tokens..];
    let (percent, length) = percentage_after(rest)?;
    let next = rest.get(length);
    let opens = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is("("));
    let is_all = opens && next.is_some_and(|sign| sign.is(")"));
    let is_parted = rest[0].is_one_of(&[",", ";"]);
    let goes_on = next.is_some_and(|next| next.is("(") || (is_parted && next.is_word()));
    let is_theirs = is_all || rest[0].is("=") || (!goes_on && fits(percent, of));
    is_theirs.then_some((percent, length))
}

/// The count and the base after a percentage and a sign, where they give it and nothing follows that they could be of.
pub(super) fn count_after(rest: &[Token<'_>], percent: Percent) -> Option<Stated> {
    let [sign, after @ ..] = rest else {
        return None;
    };
    let slashed = || count_over_base(rest, 1, |_| Some(percent));
    let found = count_of_base(after).or_else(slashed)?;
    let beyond = &after[found.tokens..];
    // "56%; 5 of 9 regions" may be of something else, though 5 of 9 is 56%.
    let is_parted = sign.is_one_of(&[",", ";"]);
    let goes_on = is_parted && beyond.first().is_some_and(Token::is_word);
    let follows = percentage_after(beyond).is_some_and(|(percent, _)| fits(percent, &found));
    let is_others = goes_on || follows || percentage_beside(beyond).is_some();
    let is_its = sign.is_one_of(&BETWEEN) && !found.is_rate && !is_others && fits(percent, &found);
    is_its.then_some(Stated {
        percent: Some(percent),
        tokens: 1 + found.tokens,
        ..found
    })
}

/// A percentage or a count with its base after a bracket that opens, or both.
pub(super) fn inside_brackets(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let inside = &tokens[at..];
    let Some(plain) = plain_percentage(inside) else {
        let of = count_of_base(inside)?;
        let percentage = percentage_of(tokens, at, &of);
        return Some(Stated {
            percent: percentage.map(|(percent, _)| percent),
            tokens: of.tokens + percentage.map_or(0, |(_, length)| length),
            ..of
        });
    };
    let count = count_after(&inside[plain.tokens..], plain.percent?);
    Some(count.map_or(plain, |count| Stated {
        tokens: plain.tokens + count.tokens,
        ..count
    }))
}

/// A number alone in brackets, which takes three tokens. A year is none that is meant.
pub(super) fn alone_in_brackets(rest: &[Token<'_>]) -> Option<u32> {
    let [open, number, close, ..] = rest else {
        return None;
    };
    let is_alone = open.is("(") && number.is_number() && close.is(")");
    let number = number.count().filter(|_| is_alone)?;
    (!YEARS.contains(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_count_and_its_percentage_in_one_bracket_belong_together() {
        check("(42 out of 75; 56%)", &["56% 42 75"]);
        check(
            "(26 of 54, 48%) and (16/70: 23%)",
            &["48% 26 54", "23% 16 70"],
        );
        check("(26 of 54, 49%)", &["49% 26 54"]);
        check("(26 of 54, 49% before)", &["- 26 54", "49% - -"]);
        check("(56%, 42 of 75), (56%; 42/75)", &["56% 42 75"; 2]);
        check("(56%, 45 of 75)", &["56% - -", "- 45 75"]);
        check("(nine out of ten, 92%)", &["92% 9 10 rate"]);
    }

    #[test]
    fn without_brackets_a_sign_alone_joins_what_fits() {
        check(
            "75/153 = 49.02%, 6/12 = 50%",
            &["49.02% 75 153", "50% 6 12"],
        );
        check("6 of 12 · 50%", &["50% 6 12"]);
        check("6 of 12 · 51%", &["- 6 12", "51% - -"]);
        check("56%, 42 of 75, 44%, 33 of 75", &["56% 42 75", "44% 33 75"]);
    }

    #[test]
    fn what_may_be_of_others_is_not_joined() {
        check("42 of 75, 56% of whom agreed", &["- 42 75", "56% - -"]);
        check("42 of 75, 56% (9 of 16)", &["- 42 75", "56% 9 16"]);
        check("56%, 42 of 75 (57%)", &["56% - -", "57% 42 75"]);
        check("56%; 5 of 9 regions have", &["56% - -", "- 5 9"]);
        check("42 of 75 and 56%", &["- 42 75", "56% - -"]);
        check("50%, five out of ten", &["50% - -", "- 5 10 rate"]);
    }

    #[test]
    fn beside_a_share_in_words_they_belong_to_it() {
        check("Half (50%, 19 of 38)", &["50% 19 38 “Half”"]);
        check("A third (25 of 75, 33%) do", &["33% 25 75 “A third”"]);
    }

    #[test]
    fn a_number_alone_in_brackets_is_a_count_only_of_a_base_that_is_stated() {
        check("41% (30) analyse it", &["41% - - (30)?"]);
        check("41% of the 74 (30)", &["41% 30 74"]);
        check("41% of the 74 (12)", &["41% - 74"]);
        check("41% (2023), 41% (3.5), 41% (30 of them)", &["41% - -"; 3]);
    }
}
