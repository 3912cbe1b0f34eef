//! Numbers with a slash between them: "75/153" is a count and its base where it can't be a date, and "3/4" is a share like
//! one in words.

use super::numerals::Token;
use super::patterns::{Stated, YEARS};
use crate::audit::rounding::counts_under_any;
use crate::share::Percent;

/// "75/153". What may be a day, a month of a year, two years in a row, a split or a ratio is left alone, unless a percentage stands
/// beside it that it gives.
pub(super) fn count_over_base(
    tokens: &[Token<'_>],
    at: usize,
    percentage: impl Fn(&[Token<'_>]) -> Option<Percent>,
) -> Option<Stated> {
    let (count, base) = over(tokens, at)?;
    let is_month = (1..=12).contains(&count) && base < 100;
    let is_day = base <= MOST_DAYS;
    let are_years = base < 100 && base == count + 1;
    let may_be_date = is_day || is_month || are_years || YEARS.contains(&base);
    let is_fraction = base <= MOST_PARTS;
    let gives = |percent: Percent| {
        let counts = counts_under_any(percent, base);
        counts.is_some_and(|counts| counts.contains(&count))
    };
    let is_given = || percentage(&tokens[at + 3..]).is_some_and(gives);
    // "50/50" is a split.
    let is_other = may_be_date || count == base;
    let is_share = !is_other || (!is_fraction && is_given());
    (count <= base && is_share).then_some(Stated {
        count: Some(count),
        base: Some(base),
        tokens: 3,
        ..Stated::default()
    })
}

/// Whether "3/4" stands at a place: less than a whole, of few parts.
pub(super) fn is_fraction(tokens: &[Token<'_>], at: usize) -> bool {
    over(tokens, at).is_some_and(|(count, base)| base <= MOST_PARTS && (1..base).contains(&count))
}

/// "½" and its like, which are one sign.
pub(super) const SIGNS: [&str; 17] = [
    "½", "⅓", "⅔", "¼", "¾", "⅕", "⅖", "⅗", "⅘", "⅙", "⅚", "⅐", "⅛", "⅜", "⅝", "⅞", "⅑",
];

/// Days of a month.
const MOST_DAYS: u32 = 31;
/// Of more parts than these, nobody writes a fraction.
const MOST_PARTS: u32 = 10;

/// Two numbers with nothing but a slash between them, and none before or after.
fn over(tokens: &[Token<'_>], at: usize) -> Option<(u32, u32)> {
    let [count, slash, base, after @ ..] = tokens.get(at..)? else {
        return None;
    };
    let is_over = slash.is("/") && slash.touches(count) && base.touches(slash);
    let goes_on = after.first().is_some_and(|sign| {
        sign.touches(base) && ["/", "%", "-", "–"].iter().any(|one| sign.is(one))
    });
    let are_digits = !count.is_word() && !base.is_word();
    let is_two = is_over && !goes_on && are_digits && is_plain(tokens, at, count);
    is_two.then(|| count.count().zip(base.count()))?
}

/// Whether nothing touches a number from before that makes something else of it, such as a pound sign, a minus or
/// another slash.
pub(super) fn is_plain(tokens: &[Token<'_>], at: usize, number: &Token<'_>) -> bool {
    let before = at.checked_sub(1).map(|place| &tokens[place]);
    before.is_none_or(|before| {
        let opens = ["(", "[", "=", ":", "|", "“", "\"", "‘"];
        !number.touches(before) || opens.iter().any(|one| before.is(one))
    })
}
