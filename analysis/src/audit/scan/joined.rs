//! Counts and percentages with nothing but a sign between them: "42 of 75; 56%", "75/153 = 49.02%", "56%, 42 of 75".

use super::Role;
use super::lists::is_share;
use super::manner;
use super::numerals::Token;
use super::patterns::{
    MOST_WORDS_BETWEEN, Named, Stated, YEARS, count_of_base, percentage_beside, words_first,
};
use super::percentages::plain_percentage;
use super::sizes::fits;
use super::slashes::count_over_base;
use crate::share::Percent;

/// What may stand between.
const BETWEEN: [&str; 5] = [",", ";", "=", "·", ":"];

/// How many tokens part a count from its percentage: a sign, "or", or both, before which words may stand.
fn between(rest: &[Token<'_>]) -> usize {
    let words = words_first(rest);
    if (1..=MOST_WORDS_BETWEEN).contains(&words)
        && let [comma, or, ..] = &rest[words..]
        && comma.is(",")
        && or.is("or")
    {
        return words + 2;
    }
    let sign = usize::from(rest.first().is_some_and(|sign| sign.is_one_of(&BETWEEN)));
    sign + usize::from(rest.get(sign).is_some_and(|word| word.is("or")))
}

/// Whether a comma or the like is what parts them.
fn is_parted(rest: &[Token<'_>]) -> bool {
    let mut signs = rest[..between(rest)].iter();
    signs.any(|sign| sign.is_one_of(&[",", ";"]))
}

/// A percentage after a sign or "or", and how many tokens both take.
pub(super) fn percentage_after(rest: &[Token<'_>]) -> Option<(Percent, usize)> {
    let between = between(rest);
    let percent = plain_percentage(&rest[between..]).filter(|_| between > 0)?;
    Some((percent.percent?, between + percent.tokens))
}

/// The percentage after a count and its base, where both are plainly one statement or an equals sign stands between;
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
    let is_parted = is_parted(rest);
    let goes_on = next.is_some_and(|next| next.is("(") || (is_parted && next.is_word()));
    // "About 9 of 33, or 27%" is rough in both.
    let is_exact = !of.is_rate && manner::before(tokens, at).is_none();
    let is_plain = is_exact && is_one_statement(tokens, at, of.tokens, length);
    let is_given = !goes_on && fits(percent, of);
    let is_theirs = is_all || is_plain || rest[0].is("=") || is_given;
    is_theirs.then_some((percent, length))
}

/// The count and the base after a percentage and a sign, where both are plainly one statement, or they give it and nothing
/// follows that they could be of.
pub(super) fn count_after(tokens: &[Token<'_>], at: usize, plain: &Stated) -> Option<Stated> {
    let percent = plain.percent?;
    let rest = &tokens[at + plain.tokens..];
    let (found, length) = count_beside(rest, Some(percent))?;
    let beyond = &rest[length..];
    // "56%; 5 of 9 regions" may be of something else, though 5 of 9 is 56%.
    let is_parted = is_parted(rest);
    let goes_on = is_parted && beyond.first().is_some_and(Token::is_word);
    let follows = percentage_after(beyond).is_some_and(|(percent, _)| fits(percent, &found));
    let is_others = goes_on || follows || percentage_beside(beyond).is_some();
    let is_plain = rest[0].is("=") || is_one_statement(tokens, at, plain.tokens, length);
    let is_its = is_plain || (!is_others && fits(percent, &found));
    is_its.then_some(Stated {
        percent: Some(percent),
        tokens: length,
        ..found
    })
}

/// A count and its base after a sign or "or", and how many tokens both take. A rate is none.
fn count_beside(rest: &[Token<'_>], percent: Option<Percent>) -> Option<(Stated, usize)> {
    let between = between(rest);
    let after = rest.get(between..)?;
    let found = count_of_base(after).or_else(|| count_over_base(rest, between, |_| percent))?;
    (between > 0 && !found.is_rate).then_some((found, between + found.tokens))
}

/// Whether a comma or "or" alone parts a share and a count with its base, what comes after them ends what is said, and
/// their clause has no other of either.
fn is_one_statement(tokens: &[Token<'_>], at: usize, first: usize, second: usize) -> bool {
    let end = at + first + second;
    let is_other = |place: usize| {
        let rest = &tokens[place..];
        plain_percentage(rest).is_some() || count_of_base(rest).is_some()
    };
    let in_clause = |place: &usize| !tokens[*place].is_one_of(&PARTS);
    let mut before = (0..at).rev().take_while(in_clause);
    let mut after = (end..tokens.len()).take_while(in_clause);
    let sign = &tokens[at + first];
    let joins = sign.is(",") || sign.is_word();
    let ends = tokens.get(end).is_none_or(|sign| sign.is_one_of(&ENDS));
    let is_of_share = (at..end).any(|place| is_share(tokens, place));
    joins && ends && is_of_share && !before.any(is_other) && !after.any(is_other)
}

/// What parts clauses, or more.
const PARTS: [&str; 8] = [";", ":", "(", ")", "[", "]", "—", "|"];

/// What ends a statement. A word would go on with it: "60%, 9 of 33 in London said so".
const ENDS: [&str; 9] = [",", ".", "!", "?", ";", ")", "]", "—", "|"];

/// A count and its base beside a percentage of which nobody can say that they are its own.
pub(super) fn figure_beside(rest: &[Token<'_>]) -> Option<Named> {
    let opens = rest.first().is_some_and(|open| open.is("("));
    let from = if opens { 1 } else { between(rest) };
    let found = count_of_base(rest.get(from..)?)?;
    let to = from + found.tokens;
    let is_its = from > 0 && !found.is_rate && percentage_beside(&rest[to..]).is_none();
    is_its.then(|| Named::new(Role::Figure, from, to))
}

/// A percentage beside a count and its base of which nobody can say that it is theirs.
pub(super) fn figure_after(rest: &[Token<'_>]) -> Option<Named> {
    let (_, to) = percentage_beside(rest).or_else(|| percentage_after(rest))?;
    let from = (0..to).find(|from| plain_percentage(&rest[*from..to]).is_some())?;
    let has_own = rest.get(to).is_some_and(|open| open.is("("));
    (!has_own).then(|| Named::new(Role::Figure, from, to))
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
    let count = count_after(tokens, at, &plain);
    Some(count.map_or(plain, |count| count.after(plain.tokens)))
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
        check("(26 of 54, 49% before)", &["- 26 54 49%?", "49% - -"]);
        check("(56%, 42 of 75), (56%; 42/75)", &["56% 42 75"; 2]);
        check("(56%, 45 of 75)", &["56% 45 75"]);
        check("(nine out of ten, 92%)", &["92% 9 10 rate"]);
    }

    #[test]
    fn without_brackets_a_sign_alone_joins_what_fits() {
        check(
            "75/153 = 49.02%, 6/12 = 50%",
            &["49.02% 75 153", "50% 6 12"],
        );
        check("6 of 12 · 50%", &["50% 6 12"]);
        check("6 of 12 · 51%", &["- 6 12 51%?", "51% - -"]);
        check("56%, 42 of 75, 44%, 33 of 75", &["56% 42 75", "44% 33 75"]);
    }

    #[test]
    fn what_is_plainly_one_statement_is_joined_whatever_its_numbers() {
        check("London: 27%, 9 of 33", &["27% 9 33"]);
        check(
            "London: 60%, 9 of 33; all: 49%, 75 of 153.",
            &["60% 9 33", "49% 75 153"],
        );
        check("In London 9 of 33, 60%, answered.", &["60% 9 33"]);
        check("9 of 33, or 60%, did; 9 of 33 or 60%.", &["60% 9 33"; 2]);
        check(
            "60%, or 9 of 33, did; 60% or 9 of 33; 60% = 9 of 33",
            &["60% 9 33"; 3],
        );
        check("75/153, or 50%", &["50% 75 153"]);
        check("9 of 33 boroughs, or 60%, did", &["60% 9 33"]);
        check("60% of boroughs, or 9 of 33, did", &["60% 9 33"]);
        check(
            "2 of 9 regions, or 22%, and 14 of 33 boroughs, or 43%, did",
            &["22% 2 9", "- 14 33 43%?", "43% - -"],
        );
    }

    #[test]
    fn what_is_not_plainly_one_statement_stands_beside_it() {
        check(
            "60%, 9 of 33 in London said so",
            &["60% - - 9 of 33?", "- 9 33"],
        );
        check(
            "Boys 50%, girls 60%, 9 of 33",
            &["50% - -", "60% - - 9 of 33?", "- 9 33"],
        );
        check(
            "57%, 42 of 75, 44%, 33 of 75",
            &["57% - - 42 of 75?", "- 42 75 44%?", "44% 33 75"],
        );
        check("9 of 33, or 60% of them", &["- 9 33 60%?", "60% - -"]);
        check("It rose by 5%, 9 of 33.", &["Change “5%”", "- 9 33"]);
        check("40% to 60%, 9 of 33", &["Range “40% to 60%”", "- 9 33"]);
        check(
            "About 9 of 33, or 28%, did",
            &["- - 33 28%? “About 9 of 33”", "28% - -"],
        );
        check(
            "60%, 9 of 33 and 6 of 12",
            &["60% - - 9 of 33?", "- 9 33", "- 6 12"],
        );
    }

    #[test]
    fn what_may_be_of_others_is_not_joined() {
        check("42 of 75, 56% of whom agreed", &["- 42 75 56%?", "56% - -"]);
        check("42 of 75, 56% (9 of 16)", &["- 42 75", "56% 9 16"]);
        check("56%, 42 of 75 (57%)", &["56% - -", "57% 42 75"]);
        check("56%; 5 of 9 regions have", &["56% - - 5 of 9?", "- 5 9"]);
        check("42 of 75 and 56%", &["- 42 75", "56% - -"]);
        check("50%, five out of ten", &["50% - -", "- 5 10 rate"]);
    }

    #[test]
    fn beside_a_share_in_words_they_belong_to_it() {
        check("Half (50%, 19 of 38)", &["50% 19 38 “Half”"]);
        check("A third (25 of 75, 33%) do", &["33% 25 75 “A third”"]);
        check(
            "Three quarters (75%) of the 40",
            &["75% - 40 “Three quarters”"],
        );
    }

    #[test]
    fn a_number_alone_in_brackets_is_a_count_only_of_a_base_that_is_stated() {
        check("41% (30) analyse it", &["41% - - (30)?"]);
        check("41% of the 74 (30)", &["41% 30 74"]);
        check("41% of the 74 (12)", &["41% - 74 (12)?"]);
        check(
            "41% (29) of 70, 41% (12) of 70",
            &["41% 29 70", "41% - 70 (12)?"],
        );
        check("41% (2023), 41% (3.5), 41% (30 of them)", &["41% - -"; 3]);
    }
}
