//! Shares in words: "half of", "two thirds", "nearly a quarter". How exactly they are meant nobody can tell, so
//! none of them is made a number.

use super::numerals::Token;
use super::slashes::{SIGNS, is_fraction};

/// How many tokens from `at` on are a share in words, with the words before it that say how rough it is.
///
/// "Half" and "third" mean much else ("half an hour", "the second half", "a third party"), so what stands around
/// them has to speak for a share.
pub(super) fn fraction(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|place| &tokens[place]);
    let rough = roughly(&tokens[at..]);
    let part = in_signs(tokens, at + rough).or_else(|| part(tokens.get(at + rough..)?))?;
    let length = rough + part.tokens;
    let after = &tokens[at + length..];
    let is_one_of_several = before.is_some_and(|word| word.is_one_of(&ORDINALS));
    let is_and_a_half = part.has_article && before.is_some_and(|word| word.is("and"));
    let is_other = is_one_of_several || is_and_a_half || is_time(after);
    let speaks = !part.is_ambiguous || rough > 0 || of_something(after);
    (speaks && !is_other).then_some(length)
}

/// Two shares in words as the ends of a range, "between a third and a half": how many tokens these are.
pub(super) fn ends(tokens: &[Token<'_>], at: usize, is_between: bool) -> Option<usize> {
    let end = |at: usize| {
        let part = in_signs(tokens, at).or_else(|| part(tokens.get(at..)?))?;
        Some(part.tokens)
    };
    let first = end(at)?;
    let between = tokens.get(at + first)?;
    let parts = between.is("to") || between.is("or") || (is_between && between.is("and"));
    let last = end(at + first + 1).filter(|_| parts)?;
    let length = first + 1 + last;
    let before = at.checked_sub(1).map(|place| &tokens[place]);
    let is_one_of_several = before.is_some_and(|word| word.is_one_of(&ORDINALS));
    let is_other = is_one_of_several || is_time(&tokens[at + length..]);
    (!is_other).then_some(length)
}

/// A fraction, before what stands around it is looked at.
struct Part {
    tokens: usize,
    /// "a half", "a third".
    has_article: bool,
    /// Whether it may mean something else than a share.
    is_ambiguous: bool,
}

/// "½" or "3/4", which may be a day or a measure as well.
fn in_signs(tokens: &[Token<'_>], at: usize) -> Option<Part> {
    let first = tokens.get(at)?;
    let before = at.checked_sub(1).map(|place| &tokens[place]);
    // "2½" is no share.
    let is_mixed = before.is_some_and(|before| before.count().is_some());
    let is_sign = first.is_one_of(&SIGNS) && !is_mixed;
    // "A score of 7/10" is none either.
    let is_score = before.is_some_and(|before| before.is("of"));
    let length = if is_sign { 1 } else { 3 };
    (is_sign || (!is_score && is_fraction(tokens, at))).then_some(Part {
        tokens: length,
        has_article: false,
        is_ambiguous: true,
    })
}

/// The names of parts, from a third on.
const PARTS: [&str; 8] = [
    "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

fn part(tokens: &[Token<'_>]) -> Option<Part> {
    let [first, rest @ ..] = tokens else {
        return None;
    };
    let one = |tokens, has_article| Part {
        tokens,
        has_article,
        is_ambiguous: true,
    };
    if first.is("half") {
        return Some(one(1, false));
    }
    if let Some((number, name)) = first.text().split_once(['-', '\u{2011}']) {
        let number = Token::word(number).count()?;
        let is_part = (number == 1 && name.eq_ignore_ascii_case("half")) || is_part(number, name);
        return is_part.then_some(Part {
            tokens: 1,
            has_article: false,
            is_ambiguous: false,
        });
    }
    let name = rest.first()?;
    let has_article = first.is("a") || first.is("an");
    let number = if has_article { 1 } else { first.count()? };
    if number == 1 && (name.is("half") || is_part(1, name.text())) {
        return Some(one(2, has_article));
    }
    is_part(number, name.text()).then_some(Part {
        tokens: 2,
        has_article: false,
        is_ambiguous: false,
    })
}

/// Whether so many of such parts are less than a whole: "two thirds", and not "four quarters" or "three third".
fn is_part(number: u32, name: &str) -> bool {
    let name = name.to_lowercase();
    let singular = match number {
        1 => Some(name.as_str()),
        _ => name.strip_suffix('s'),
    };
    let place = PARTS.iter().position(|part| Some(*part) == singular);
    // Two quarters are half of a year and never a share.
    let is_calendar = number == 2 && singular == Some("quarter");
    let wholes = (3..).zip(PARTS).nth(place.unwrap_or(PARTS.len()));
    wholes.is_some_and(|(whole, _)| (1..whole).contains(&number)) && !is_calendar
}

/// Words that say how rough a share is, alone and in pairs.
const ROUGH: [&str; 16] = [
    "about",
    "almost",
    "approximately",
    "around",
    "barely",
    "exactly",
    "just",
    "nearly",
    "only",
    "over",
    "roughly",
    "slightly",
    "some",
    "under",
    "well",
    "fully",
];
const ROUGH_PAIRS: [[&str; 2]; 7] = [
    ["more", "than"],
    ["less", "than"],
    ["fewer", "than"],
    ["at", "least"],
    ["at", "most"],
    ["up", "to"],
    ["close", "to"],
];

/// How many tokens in front only say how rough what follows is: a few at most.
pub(super) fn roughly(tokens: &[Token<'_>]) -> usize {
    let mut length = 0;
    while length < 4 {
        length += match &tokens[length..] {
            [first, second, ..]
                if ROUGH_PAIRS
                    .iter()
                    .any(|pair| first.is(pair[0]) && second.is(pair[1])) =>
            {
                2
            }
            [first, ..] if first.is_one_of(&ROUGH) => 1,
            _ => break,
        };
    }
    length
}

/// Before a half, a third or a quarter, these make it one of several.
const ORDINALS: [&str; 13] = [
    "first", "second", "third", "fourth", "last", "latter", "later", "next", "former", "final",
    "other", "each", "every",
];

/// Lengths of time, of which parts are no shares of those that answered.
pub(super) const TIME: [&str; 15] = [
    "minute", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "term", "terms",
    "year", "years", "decade", "century",
];

/// "an hour", "of the year", "of 2023", "past nine".
fn is_time(after: &[Token<'_>]) -> bool {
    let skip = |tokens: &[Token<'_>], words: &[&str]| {
        let skipped = tokens.iter().take_while(|token| token.is_one_of(words));
        skipped.count()
    };
    let of = skip(after, &["of"]);
    let rest = &after[of..];
    let articles = ["a", "an", "the", "this", "that", "last", "next"];
    let between = skip(rest, &articles);
    let is_span = rest
        .get(between)
        .is_some_and(|token| token.is_one_of(&TIME) || token.is("dozen"));
    let is_year = of > 0
        && rest
            .first()
            .and_then(Token::count)
            .is_some_and(|number| (1900..2100).contains(&number));
    is_span || is_year || after.first().is_some_and(|token| token.is("past"))
}

/// What may follow a share: whose it is, its number in brackets, or what they did.
const AFTER: [&str; 35] = [
    "of", "the", "these", "those", "our", "their", "(", "have", "had", "has", "said", "say",
    "says", "would", "could", "can", "did", "do", "does", "didn", "don", "were", "are", "was",
    "is", "use", "used", "want", "wanted", "report", "reported", "answered", "offer", "provide",
    "named",
];

fn of_something(after: &[Token<'_>]) -> bool {
    after.first().is_some_and(|token| token.is_one_of(&AFTER))
}

#[cfg(test)]
mod tests {
    use super::super::mentions;

    /// The shares in words of a sentence, each with the numbers that stand beside it.
    #[track_caller]
    fn check(sentence: &str, expect: &[&str]) {
        let found = mentions(sentence).into_iter().filter_map(|one| {
            let percent = one.percent.map(|percent| format!(" {percent}"));
            let count = one.count.map(|count| format!(" {count}"));
            let base = one.base.map(|base| format!(" of {base}"));
            let numbers = [percent, count, base].map(Option::unwrap_or_default);
            let bound = one.aside.map(|_| one.printed);
            Some(format!("{}{}", one.in_words.or(bound)?, numbers.concat()))
        });
        assert_eq!(found.collect::<Vec<_>>(), expect, "{sentence}");
    }

    #[test]
    fn shares_in_words_are_found_and_no_number_is_made_of_them() {
        check("Half of them have none.", &["Half"]);
        check("Nearly half have none.", &["Nearly half"]);
        check("more than half the authorities", &["more than half"]);
        check("A third of authorities do.", &["A third"]);
        check("One third said so.", &["One third"]);
        check(
            "Two thirds and three quarters",
            &["Two thirds", "three quarters"],
        );
        check(
            "two-thirds, three‑quarters, one-fifth",
            &["two-thirds", "three‑quarters", "one-fifth"],
        );
        check("just over a quarter", &["just over a quarter"]);
        check("used by half of them, and half said no", &["half", "half"]);
        check("at least four fifths", &["at least four fifths"]);
        check("about an eighth", &["about an eighth"]);
    }

    #[test]
    fn shares_in_signs_are_found_as_those_in_words() {
        check("3/4 of authorities, nearly ½ of them", &["3/4", "nearly ½"]);
        check(
            "About ¾ (74%) and 3/4 (56 of 75) do.",
            &["About ¾ 74%", "3/4 56 of 75"],
        );
        check("3/4 of authorities (56 of 75) do.", &["3/4 56 of 75"]);
        check("2½ years, 2 ½ of them, ½ an hour, 3/4 of 2023", &[]);
        check("a score of 7/10 was given", &[]);
        check("24/7, 5/5, on 3/4, on 3/4/2023, 9/11, £3/4 of it", &[]);
    }

    #[test]
    fn a_number_beside_a_share_in_words_belongs_to_it() {
        check("Nearly half (49%) answered.", &["Nearly half 49%"]);
        check("Half of authorities (38 of 75) do.", &["Half 38 of 75"]);
        check("A third (25 of 75, 33%) do.", &["A third 33% 25 of 75"]);
        check("Half of the 75 authorities", &["Half of 75"]);
        check("Two thirds of 60% of them", &["Two thirds"]);
    }

    #[test]
    fn a_range_of_shares_in_words_is_no_figure() {
        check("Between a third and a half have.", &["a third and a half"]);
        check(
            "A quarter to a third of them do.",
            &["A quarter to a third"],
        );
        check("half or two thirds of them", &["half or two thirds"]);
        check(
            "a quarter to three, between half and three quarters of an hour",
            &[],
        );
    }

    #[test]
    fn halves_and_thirds_that_are_no_shares_are_left_alone() {
        check("two and a half years, half an hour, half a day", &[]);
        check("in the first half of 2023, in half of 2023", &[]);
        check("the second half, the other half of it", &[]);
        check("a third party, a third time, on the third of July", &[]);
        check("once a quarter, each quarter, over two quarters", &[]);
        check("half-term, half past nine, half a dozen", &[]);
        check("about half of the year, a quarter of an hour", &[]);
        check("four quarters, three thirds, two third", &[]);
        check("costs were cut in half and by half", &[]);
    }

    #[test]
    fn one_in_five_is_a_rate() {
        let found = mentions("Nearly one in five do.");
        assert_eq!((found[0].count, found[0].base), (Some(1), Some(5)));
        assert!(found[0].is_rate && found[0].in_words.is_none());
    }
}
