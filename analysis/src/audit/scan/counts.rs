//! Counts with their percentages, "42 (56%)", and numbers that only look like counts.

use super::lists::is_of_one;
use super::manner;
use super::numerals::Token;
use super::of::{BETWEEN, of_base};
use super::patterns::{Stated, YEARS};
use super::percentages::plain_percentage;
use super::slashes::is_plain;

/// "42 (56%)", "42 (56%) of 75" and "42 (of 75)": a count with what stands in brackets after it.
pub(super) fn counted(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let [number, open, inside @ ..] = &tokens[at..] else {
        return None;
    };
    let count = number.count().filter(|_| open.is("("))?;
    let of = |tokens: &[Token<'_>]| of_base(tokens).filter(|(base, _)| count <= *base);
    let plain = Stated {
        count: Some(count),
        ..Stated::default()
    };
    let stated = if let Some(percent) = plain_percentage(inside) {
        let [sign, after @ ..] = &inside[percent.tokens..] else {
            return None;
        };
        let read = at + 2 + percent.tokens;
        let is_alone = sign.is_one_of(&[")", ",", ";"]) && is_of_one(tokens, &(at..at + 1), read);
        let base = of(after).filter(|_| sign.is(")"));
        is_alone.then_some(Stated {
            percent: percent.percent,
            base: base.map(|(base, _)| base),
            tokens: 2 + percent.tokens + base.map_or(0, |(_, length)| 1 + length),
            ..plain
        })?
    } else {
        let (base, length) = of(inside)?;
        Stated {
            base: Some(base),
            tokens: 2 + length,
            ..plain
        }
    };
    is_count(tokens, at).then_some(stated)
}

/// Whether a number may be a count, and not the base, a year, an age, the number of something or "the larger one".
fn is_count(tokens: &[Token<'_>], at: usize) -> bool {
    let number = &tokens[at];
    let of = tokens[..at].iter().rev();
    let mut of = of.skip_while(|token| token.is_one_of(&BETWEEN));
    let is_base = of.next().is_some_and(|token| token.is("of"));
    // "Under 18 (56%)" and "18 to 24 (12%)" are ages, or other groups.
    let is_group = manner::before(tokens, at).is_some() || ends_range(&tokens[..at]);
    let is_year = number.count().is_some_and(|count| YEARS.contains(&count));
    let is_other = is_base || is_group || is_year || number.is("one") || is_numbered(tokens, at);
    !is_other && is_plain(tokens, at, number)
}

/// Whether a number stands right before, and "to" or a dash between.
fn ends_range(before: &[Token<'_>]) -> bool {
    let between = ["to", "and", "or", "-", "–", "—"];
    matches!(before, [.., number, sign] if number.count().is_some() && between.iter().any(|one| sign.is(one)))
}

/// Whether a number is that of something: "page 3 of 12", and not "on this page 3 of 12".
pub(super) fn is_numbered(tokens: &[Token<'_>], at: usize) -> bool {
    let [before @ .., name] = &tokens[..at] else {
        return false;
    };
    let is_told = before.last().is_some_and(|word| word.is_one_of(&WHICH));
    name.is_one_of(&NUMBERED) && !is_told
}

/// Before a name these tell which is meant, so that no number has to.
const WHICH: [&str; 16] = [
    "the", "this", "that", "these", "those", "each", "every", "a", "an", "our", "their", "first",
    "second", "third", "last", "next",
];

/// What has a number and is not counted by it.
const NUMBERED: [&str; 48] = [
    "figure",
    "fig",
    "table",
    "chart",
    "map",
    "box",
    "annex",
    "appendix",
    "section",
    "chapter",
    "part",
    "page",
    "p",
    "paragraph",
    "question",
    "q",
    "note",
    "step",
    "option",
    "item",
    "row",
    "wave",
    "age",
    "aged",
    "year",
    "years",
    "grade",
    "level",
    "tier",
    "band",
    "zone",
    "group",
    "type",
    "quarter",
    "phase",
    "stage",
    "ward",
    "week",
    "day",
    "month",
    "version",
    "category",
    "class",
    "rank",
    "slide",
    "sheet",
    "volume",
    "issue",
];

/// Whether a number is a score: "rated it 4 out of 5", "4 of 5 stars".
pub(super) fn is_score(tokens: &[Token<'_>], at: usize) -> bool {
    let between = ["it", "them", "us", "as", "at", "of"];
    let scores = match &tokens[..at] {
        [.., word, last] if last.is_one_of(&between) => word.is_one_of(&SCORES),
        [.., last] => last.is_one_of(&SCORES),
        [] => false,
    };
    let after = tokens[at..].iter().take(5);
    let mut after = after.take_while(|token| token.is_word() || token.is_number());
    scores || after.any(|token| token.is("stars"))
}

const SCORES: [&str; 6] = ["score", "scores", "scored", "scoring", "rated", "marks"];

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_count_has_its_percentage_in_brackets() {
        check("42 (56%)", &["56% 42 -"]);
        check(
            "42 (56%, of all), nine (12 per cent)",
            &["56% 42 -", "12% 9 -"],
        );
        check("n = 42 (56%), n=42 (56%)", &["56% 42 -", "56% 42 -"]);
        check("of the 75 (56%), of 75 (56%)", &["56% - -", "56% - -"]);
        check("in 2023 (56%), table 4 (56%), £42 (56%)", &["56% - -"; 3]);
        check("42 (56% of those asked)", &["56% - -"]);
        check("4.2 (56%), the larger one (56%)", &["56% - -", "56% - -"]);
    }

    #[test]
    fn a_count_has_its_base_after_the_bracket_or_in_it() {
        check(
            "12 (16%) of 75, 62 (89%) of the 70",
            &["16% 12 75", "89% 62 70"],
        );
        check(
            "75 (of 153) answered, 9 (of the 33 in London) did",
            &["- 75 153", "- 9 33"],
        );
        check("80 (of 75), 16 (40%) of 10 year olds", &["40% 16 -"]);
        check("in 2023 (of 153), table 4 (of 12), under 18 (of 75)", &[]);
        check("58 (41)% did, 58 (41) % did", &["58% - - (41)?"; 2]);
    }
}
