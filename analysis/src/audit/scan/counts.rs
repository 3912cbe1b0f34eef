//! Counts with their percentages, "42 (56%)", and numbers that only look like counts.

use super::manner;
use super::numerals::Token;
use super::patterns::{BETWEEN, Stated, YEARS, plain_percentage};
use super::slashes::is_plain;

/// "42 (56%)": a count with its percentage, where the number is not the base, a year or the number of something.
pub(super) fn count_with_percentage(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let [number, open, inside @ ..] = &tokens[at..] else {
        return None;
    };
    let count = number.count().filter(|count| !YEARS.contains(count))?;
    let percent = plain_percentage(inside).filter(|_| open.is("("))?;
    let closes = inside
        .get(percent.tokens)
        .is_some_and(|sign| [")", ",", ";"].iter().any(|one| sign.is(one)));
    let of = tokens[..at].iter().rev();
    let mut of = of.skip_while(|token| token.is_one_of(&BETWEEN));
    let is_base = of.next().is_some_and(|token| token.is("of"));
    // "Under 18 (56%)" and "18 to 24 (12%)" are ages, or other groups.
    let is_group = manner::before(tokens, at).is_some() || ends_range(&tokens[..at]);
    // "The larger one (56%)" counts nothing.
    let is_pronoun = number.is("one");
    let is_other = is_base
        || is_group
        || is_numbered(tokens, at)
        || is_pronoun
        || !is_plain(tokens, at, number);
    (closes && !is_other).then_some(Stated {
        percent: percent.percent,
        count: Some(count),
        tokens: 2 + percent.tokens,
        ..Stated::default()
    })
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
}
