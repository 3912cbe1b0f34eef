//! How exactly a number is meant: "more than 99%" is a bound and "nearly 50%" a rough figure, and neither is one that a
//! rounding has to give.

use super::numerals::Token;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It is the least or the most.
    Bound,
    /// It is somewhere near.
    Rough,
}

/// Words before a number that make it rough. Those that have a bound's words in them stand for themselves.
const ROUGH: [&str; 36] = [
    "just over",
    "just under",
    "just above",
    "just below",
    "just more than",
    "just less than",
    "just fewer than",
    "slightly over",
    "slightly under",
    "slightly above",
    "slightly below",
    "slightly more than",
    "slightly less than",
    "slightly fewer than",
    "a little over",
    "a little under",
    "a little more than",
    "a little less than",
    "close to",
    "near to",
    "approx .",
    "c .",
    "ca .",
    "about",
    "almost",
    "approximately",
    "approx",
    "around",
    "barely",
    "c",
    "circa",
    "nearly",
    "roughly",
    "some",
    "~",
    "≈",
];

/// Words before a number that make it a bound.
const BOUND: [&str; 36] = [
    "no more than",
    "not more than",
    "no fewer than",
    "no less than",
    "more than",
    "less than",
    "fewer than",
    "higher than",
    "lower than",
    "greater than",
    "larger than",
    "smaller than",
    "at least",
    "at most",
    "up to",
    "minimum of",
    "maximum of",
    "upwards of",
    "excess of",
    "well over",
    "well above",
    "well under",
    "well below",
    "above",
    "below",
    "over",
    "under",
    "beyond",
    "exceeding",
    "within",
    "> =",
    "< =",
    ">",
    "<",
    "≥",
    "≤",
];

/// Before "up to", these make what follows a sum.
const ADD: [&str; 6] = ["add", "adds", "added", "adding", "sum", "sums"];

/// How a number is meant by the words before it, and at which token these begin. Of "more than about 40%" the first
/// decides.
pub(super) fn before(tokens: &[Token<'_>], at: usize) -> Option<(Manner, usize)> {
    let mut found = None;
    let mut from = at;
    while let Some((manner, words)) = ends_in(&tokens[..from]) {
        from -= words;
        found = Some((manner, from));
    }
    found
}

fn ends_in(before: &[Token<'_>]) -> Option<(Manner, usize)> {
    let rough = ROUGH.iter().map(|phrase| (Manner::Rough, *phrase));
    let bounds = BOUND.iter().map(|phrase| (Manner::Bound, *phrase));
    let found = rough.chain(bounds).find(|(_, phrase)| {
        let mut words = phrase.rsplit(' ');
        let mut said = before.iter().rev();
        words.all(|word| said.next().is_some_and(|token| token.is(word)))
    });
    let (manner, phrase) = found?;
    let words = phrase.split(' ').count();
    let first = before.len() - words;
    let is_sum =
        phrase == "up to" && first > 0 && ADD.iter().any(|word| before[first - 1].is(word));
    (!is_sum).then_some((manner, words))
}

/// What may stand after "or", or after "and" at the end, and make a number a bound.
const OR_MORE: [&str; 9] = [
    "more", "less", "fewer", "above", "below", "over", "under", "higher", "lower",
];

/// How a number is meant by the words after it, and how many tokens these are.
pub(super) fn after(number: &Token<'_>, after: &[Token<'_>]) -> Option<(Manner, usize)> {
    let than = after.get(2).is_some_and(|token| token.is("than"));
    // "56% and over half of them" says of two shares.
    let ends = after
        .get(2)
        .is_none_or(|token| !token.is_word() && !token.is_number());
    match after {
        [plus, ..] if plus.is("+") && plus.touches(number) => Some((Manner::Bound, 1)),
        [plus, ..] if plus.is("plus") || plus.is("upwards") => Some((Manner::Bound, 1)),
        [and, more, ..] if and.is("and") && ends && more.is_one_of(&OR_MORE) => {
            Some((Manner::Bound, 2))
        }
        [at, most, ..] if at.is("at") && (most.is("most") || most.is("least")) => {
            Some((Manner::Bound, 2))
        }
        [or, so, ..] if or.is("or") && so.is("so") => Some((Manner::Rough, 2)),
        [or, more, ..] if or.is("or") && !than && more.is_one_of(&OR_MORE) => {
            Some((Manner::Bound, 2))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_bound_is_no_figure() {
        check(
            "More than 99% did, less than 1% didn't",
            &["Bound “More than 99%”", "Bound “less than 1%”"],
        );
        check(
            "at least 40%, at most 40%, up to 40%, no more than 40%",
            &[
                "Bound “at least 40%”",
                "Bound “at most 40%”",
                "Bound “up to 40%”",
                "Bound “no more than 40%”",
            ],
        );
        check(
            "Over 40 per cent, under 40%, well over 40%, over half",
            &[
                "Bound “Over 40 per cent”",
                "Bound “under 40%”",
                "Bound “well over 40%”",
                "Bound “over half”",
            ],
        );
        check("<1% and ≥ 40%", &["Bound “<1%”", "Bound “≥ 40%”"]);
        check(
            "40% or more, 40% or fewer of them, 40%+",
            &[
                "Bound “40% or more”",
                "Bound “40% or fewer”",
                "Bound “40%+”",
            ],
        );
        check(
            "more than 20 of 153, fewer than 1 in 10",
            &["Bound “more than 20 of 153”", "Bound “fewer than 1 in 10”"],
        );
        check(
            "at least 40% of the 75, more than half of the 75",
            &["Bound “at least 40% of the 75”", "Bound “more than half”"],
        );
        check(
            "5% at most, 60% plus, 48 per cent and above, 48% upwards",
            &[
                "Bound “5% at most”",
                "Bound “60% plus”",
                "Bound “48 per cent and above”",
                "Bound “48% upwards”",
            ],
        );
        check("more than about 40%", &["Bound “more than about 40%”"]);
        check("The parts add up to 94%.", &["94% - -"]);
        check(
            "56% and over half of them",
            &["56% - -", "Bound “over half”"],
        );
    }

    #[test]
    fn a_bound_leaves_the_numbers_beside_it() {
        check(
            "More than 99% (152 of 153) did",
            &["- 152 153 “More than 99%”"],
        );
        check("More than half (56%) did", &["56% - - “More than half”"]);
        check(
            "More than 41 of 75 (56%) did",
            &["56% - 75 “More than 41 of 75”"],
        );
    }

    #[test]
    fn a_rough_figure_is_none_to_be_rounded_to() {
        check("Nearly 50% did", &["- - - “Nearly 50%”"]);
        check(
            "about 40%, around 40%, c. 40%, ~40%, just over 40%",
            &[
                "- - - “about 40%”",
                "- - - “around 40%”",
                "- - - “c. 40%”",
                "- - - “~40%”",
                "- - - “just over 40%”",
            ],
        );
        check("Almost 80% (58 of 74) did", &["- 58 74 “Almost 80%”"]);
        check("nearly 50% of the 75", &["- - 75 “nearly 50% of the 75”"]);
        // Which size it is can't be told by a percentage that isn't exact.
        check("nearly 50% (n = 35)", &["- - - n = 35? “nearly 50%”"]);
        check("about 42 of 75", &["- - 75 “about 42 of 75”"]);
        check("about 42 (56%)", &["56% - -"]);
        check("nearly one in five", &["- 1 5 rate"]);
        check("just over half", &["- - - “just over half”"]);
        check("only 12%, just 12%, exactly 12%", &["12% - -"; 3]);
    }
}
