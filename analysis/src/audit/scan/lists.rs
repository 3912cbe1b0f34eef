//! Lists whose numbers are told apart from what belongs to them: "12 of 40 and 5 of 20 (30% and 25%)". What stands next
//! to a number there may be another's.

use std::ops::Range;

use super::changes::is_change;
use super::confidence::is_confidence;
use super::numerals::Token;
use super::patterns::{MOST_WORDS_BETWEEN, Stated, count_of_base};
use super::percentages::plain_percentage;

/// Whether the bracket beside a number is plainly of it: the number ends no list and is no change, and after the place up
/// to which the bracket is read it holds no second of its kind.
pub(super) fn is_of_one(tokens: &[Token<'_>], number: &Range<usize>, read: usize) -> bool {
    let is_percentage = plain_percentage(&tokens[number.clone()]).is_some();
    let inside = tokens[read..].iter().take(LONGEST);
    let inside = inside.take_while(|token| !token.is(")")).count();
    let mut inside = read..read + inside;
    let holds_second = inside.any(|at| {
        if is_percentage {
            count_of_base(&tokens[at..]).is_some()
        } else {
            is_share(tokens, at)
        }
    });
    let is_other = is_percentage && !is_figure(tokens, number.start);
    let ends_list = if is_percentage {
        ends_list(&tokens[..number.start], 0, plain_percentage)
    } else {
        ends_list(&tokens[..number.start], MOST_WORDS_BETWEEN, count_of_base)
    };
    !holds_second && !is_other && !ends_list
}

/// So many tokens of a bracket are looked at: nobody puts more into one.
const LONGEST: usize = 60;

/// Whether a percentage stands at a place that says neither how sure a figure is nor by how much one changed.
fn is_figure(tokens: &[Token<'_>], at: usize) -> bool {
    plain_percentage(&tokens[at..]).is_some_and(|percent| {
        let place = at..at + percent.tokens;
        !is_confidence(tokens, place.clone()) && !is_change(tokens, place)
    })
}

/// Whether such a percentage stands at a place, and is no end of a range.
pub(super) fn is_share(tokens: &[Token<'_>], at: usize) -> bool {
    let to = ["to", "-", "\u{2011}", "–", "±"];
    let is_end = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is_one_of(&to));
    let is_start = plain_percentage(&tokens[at..])
        .and_then(|percent| tokens.get(at + percent.tokens))
        .is_some_and(|after| after.is_one_of(&to));
    !is_end && !is_start && is_figure(tokens, at)
}

/// Whether another number and "and" stand right before: "27% and", and "12 of 40 boys and" with so many words at most.
fn ends_list(
    before: &[Token<'_>],
    words: usize,
    number: fn(&[Token<'_>]) -> Option<Stated>,
) -> bool {
    let [before @ .., and] = before else {
        return false;
    };
    let is_and = and.is_one_of(&["and", "or", "&"]);
    let words = if is_and { words } else { 0 };
    let nearest = before.len().saturating_sub(LONGEST_NUMBER + words)..before.len();
    let mut lists = nearest.filter_map(|at| {
        let number = number(&before[at..])?;
        before.get(at + number.tokens..)
    });
    let joins = is_and || and.is_one_of(&[",", "/"]);
    joins && lists.any(|between| between.len() <= words && between.iter().all(Token::is_word))
}

/// So many tokens are "12 out of all the 40" at most.
const LONGEST_NUMBER: usize = 6;

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn what_is_listed_apart_is_not_joined() {
        check(
            "12 of 40 and 5 of 20 (30% and 25%)",
            &["- 12 40", "- 5 20 30%?", "30% - -", "25% - -"],
        );
        check(
            "27% and 50% (9 of 33 and 6 of 12)",
            &["27% - -", "50% - - 9 of 33?", "- 9 33", "- 6 12"],
        );
        check(
            "9 of 33 in London and 6 of 12 in the North East (27% and 50%)",
            &["- 9 33", "- 6 12 27%?", "27% - -", "50% - -"],
        );
        check(
            "Yes 27 of 38, no 8 of 38 and don't know 3 of 38 (71%, 21% and 8%)",
            &[
                "- 27 38",
                "- 8 38",
                "- 3 38 71%?",
                "71% - -",
                "21% - -",
                "8% - -",
            ],
        );
        check(
            "27 of 38, 8 of 38 and 3 of 38 (71% yes, 21% no)",
            &["- 27 38", "- 8 38", "- 3 38 71%?", "71% - -", "21% - -"],
        );
        check("Boys 12 and girls 5 (30%, 25%)", &["30% - -", "25% - -"]);
        check(
            "A third (50%, 33%) did",
            &["- - - “A third”", "50% - -", "33% - -"],
        );
    }

    #[test]
    fn a_total_of_what_is_listed_is_of_none_of_them() {
        check(
            "12 of 40 boys and 5 of 20 girls (28%)",
            &["- 12 40", "- 5 20 28%?", "28% - -"],
        );
        check(
            "27% and 50% (15 of 45)",
            &["27% - -", "50% - - 15 of 45?", "- 15 45"],
        );
    }

    #[test]
    fn what_gives_the_number_beside_it_is_its_own() {
        check("12 of 40 and 5 of 20 (25%)", &["- 12 40", "25% 5 20"]);
        check("27% and 50% (6 of 12)", &["27% - -", "50% 6 12"]);
        check("9 of 33; 6 of 12 (60%)", &["- 9 33", "60% 6 12"]);
        check("42 of 75 (56%, 48% in 2021)", &["56% 42 75", "48% - -"]);
    }

    #[test]
    fn ranges_and_changes_in_a_bracket_are_no_second_of_its_kind() {
        check(
            "42 of 75 (57%; 95% CI: 45% to 67%)",
            &["57% 42 75", "HowSure “95%”", "Range “45% to 67%”"],
        );
        check("42 of 75 (57%, up 5%)", &["57% 42 75", "Change “5%”"]);
        check("57% (42 of 75), 27% (9 of 33)", &["57% 42 75", "27% 9 33"]);
        check("Up 5% (42 of 75)", &["Change “5%”", "- 42 75"]);
    }
}
