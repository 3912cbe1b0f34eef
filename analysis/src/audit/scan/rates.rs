//! Rates, which only say a share: "three in four", "1 in every 10", "4 of every 10".

use super::fractions::TIME;
use super::numerals::Token;
use super::patterns::Stated;

/// "three in four", "1 in every 10", "4 out of every 10". A larger first number, or a year, is no rate.
pub(super) fn rate(tokens: &[Token<'_>]) -> Option<Stated> {
    let count = tokens.first()?.count()?;
    let (base, length) = every(tokens)?;
    let is_rate = (1..base).contains(&count) && base <= LARGEST_RATE;
    is_rate.then(|| Stated {
        count: Some(count),
        base: Some(base),
        is_rate,
        tokens: length,
        ..Stated::default()
    })
}

/// "1.5 in 10", which is no count: a share as one in words is.
pub(super) fn rate_of_parts(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    let is_part = first.count().is_none() && first.percent().is_some();
    let (base, length) = every(tokens)?;
    (is_part && (is_round(base) || base == LARGEST_RATE)).then_some(length)
}

/// The number of which a rate is, and how many tokens the rate takes.
fn every(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let after = tokens.get(1..)?;
    let (is_of, between) = match after {
        [word, ..] if word.is("in") => (false, 1),
        [word, ..] if word.is("of") => (true, 1),
        [out, of, ..] if out.is("out") && of.is("of") => (true, 2),
        _ => return None,
    };
    let every = usize::from(after.get(between)?.is("every"));
    let base = after.get(between + every)?.count()?;
    let length = 1 + between + every + 1;
    let is_time = tokens.get(length).is_some_and(|word| word.is_one_of(&TIME));
    // "11 of 24" is a count of its base.
    ((!is_of || every > 0) && !is_time).then_some((base, length))
}

/// Whether shares are said to be out of so many.
pub(super) fn is_round(base: u32) -> bool {
    base <= 10 || base == 20 || base == 100
}

/// Nobody says "one in 2023" and means a share.
const LARGEST_RATE: u32 = 1000;

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn rates_are_told_from_counts() {
        check("three in four", &["- 3 4 rate"]);
        check(
            "1 in 10 and one in every five",
            &["- 1 10 rate", "- 1 5 rate"],
        );
        check(
            "4 of every 10, 4 out of every 10",
            &["- 4 10 rate", "- 4 10 rate"],
        );
        check("75 in 2023, 3 in 2, in four", &[]);
        check("Two in three (67%)", &["67% 2 3 rate"]);
        check("4 of every 10 (39%)", &["39% 4 10 rate"]);
    }

    #[test]
    fn a_rate_beside_a_percentage_is_one_of_its_own() {
        check("39% (4 of every 10)", &["39% - -", "- 4 10 rate"]);
        check("39% (4 in 10)", &["39% - -", "- 4 10 rate"]);
        check("39% (four out of ten)", &["39% - -", "- 4 10 rate"]);
        check("39% of every 100 pounds", &["39% - -"]);
    }

    #[test]
    fn a_rate_of_parts_is_for_a_person_to_complete() {
        check("1.5 in 10 do", &["- - - “1.5 in 10”"]);
        check(
            "2.5 out of every 100 children",
            &["- - - “2.5 out of every 100”"],
        );
        check("1.5 in 12 months, 1.5 in 2023, it rose 1.5 in 9 years", &[]);
    }
}
