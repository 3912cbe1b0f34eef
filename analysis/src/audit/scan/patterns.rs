//! How numbers are written: "45%", "11 of 24", "three in four", "nearly half (49%)", "12–15%", and what stands beside
//! them.

use super::Aside;
use super::changes::in_points;
use super::counts::{count_with_percentage, is_numbered, is_score};
use super::fractions::{TIME, fraction};
use super::joined::{alone_in_brackets, inside_brackets, percentage_after, percentage_of};
use super::numerals::Token;
use super::partitive::counted_of;
use super::ranges::{range, range_in_words};
use super::sizes::{beside, fits};
use super::slashes::{SIGNS, count_over_base};
use crate::share::Percent;

/// What some tokens state, and how many they are.
#[derive(Clone, Copy, Default)]
pub(super) struct Stated {
    pub(super) percent: Option<Percent>,
    pub(super) count: Option<u32>,
    pub(super) base: Option<u32>,
    pub(super) is_rate: bool,
    /// Why it is no figure, where that is clear from how it is written, as in ranges.
    pub(super) no_figure: Option<Aside>,
    pub(super) tokens: usize,
    /// How many of the tokens are a share in words.
    pub(super) words: usize,
    /// Whether it is a percentage that no number can be made of.
    pub(super) is_unread: bool,
    /// How many tokens stand before the number, as in "Of 153 authorities, 75".
    pub(super) lead: usize,
    /// Which of the tokens name a size of which it isn't said whether it is the count or the base.
    pub(super) named: Option<(usize, usize)>,
}

/// What the tokens from `at` on state: a number, or a range.
pub(super) fn stated(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    range(tokens, at)
        .or_else(|| range_in_words(tokens, at))
        .or_else(|| number(tokens, at))
        .or_else(|| in_points(tokens, at))
        .or_else(|| counted_of(tokens, at))
        .or_else(|| count_with_percentage(tokens, at))
        .or_else(|| share_in_words(tokens, at))
        .or_else(|| unread_percentage(&tokens[at..]))
}

/// A percentage, or a share in numbers.
pub(super) fn number(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let rest = &tokens[at..];
    percentage(rest).or_else(|| share(tokens, at))
}

/// "45%", and "45% (11 of 24)" or "45% of the 24" with it.
pub(super) fn percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let plain = plain_percentage(tokens)?;
    let percent = plain.percent?;
    let rest = &tokens[plain.tokens..];
    if let Some(beside) = beside(rest, percent) {
        return Some(Stated {
            tokens: plain.tokens + beside.tokens,
            named: beside
                .named
                .map(|(from, to)| (plain.tokens + from, plain.tokens + to)),
            ..beside
        });
    }
    let of = of_base(rest).filter(|(_, length)| plain_percentage(&rest[*length - 1..]).is_none());
    let alone = |length: usize| alone_in_brackets(&rest[length..]);
    let Some((base, length)) = of else {
        // It may be the number of a footnote too.
        let named = alone(0).map(|_| (plain.tokens, plain.tokens + IN_BRACKETS));
        return Some(Stated {
            tokens: named.map_or(plain.tokens, |(_, to)| to),
            named,
            ..plain
        });
    };
    let of = Stated {
        base: Some(base),
        tokens: plain.tokens + length,
        ..plain
    };
    let counted = alone(length).map(|count| Stated {
        count: Some(count),
        tokens: of.tokens + IN_BRACKETS,
        ..of
    });
    let its = |counted: &Stated| fits(percent, counted);
    Some(counted.filter(its).unwrap_or(of))
}

/// So many tokens is a number in brackets.
const IN_BRACKETS: usize = 3;

pub(super) fn plain_percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let percent = tokens.first()?.percent()?;
    let length = 1 + percent_sign(&tokens[1..])?;
    Some(Stated {
        percent: Some(percent),
        tokens: length,
        ..Stated::default()
    })
}

/// "5½%" and "33.3333333%", which no claim can have as its percentage.
pub(super) fn unread_percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let is_sign = |token: &Token<'_>| token.is_one_of(&SIGNS);
    let number = match tokens {
        [first, second, ..] if first.is_number() && is_sign(second) => 2,
        [first, ..] if first.is_number() || is_sign(first) => 1,
        _ => return None,
    };
    Some(Stated {
        tokens: number + percent_sign(&tokens[number..])?,
        is_unread: true,
        ..Stated::default()
    })
}

/// How many tokens "%", "per cent" or "pct" take.
fn percent_sign(tokens: &[Token<'_>]) -> Option<usize> {
    let signs = ["%", "％", "percent", "per-cent", "pct", "pc"];
    match tokens {
        [sign, ..] if signs.iter().any(|one| sign.is(one)) => Some(1),
        [per, cent, ..] if per.is("per") && cent.is("cent") => Some(2),
        _ => None,
    }
}

/// "11 of 24", "11 out of the 24", "three in four", and "11 of 24 authorities (45%)" with its percentage.
fn share(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let from = &tokens[at..];
    // In "box 5 120 of 153" the box takes the first number alone.
    let is_one = from.first()?.after_last_space().is_none();
    if (is_one && is_numbered(tokens, at)) || is_score(tokens, at) {
        return None;
    }
    let of = count_of_base(from).or_else(|| rate(from)).or_else(|| {
        count_over_base(tokens, at, |after| {
            let percent = percentage_beside(after).or_else(|| percentage_after(after));
            Some(percent?.0)
        })
    })?;
    let rest = &from[of.tokens..];
    Some(
        match percentage_beside(rest).or_else(|| percentage_of(tokens, at, &of)) {
            Some((percent, length)) => Stated {
                percent: Some(percent),
                tokens: of.tokens + length,
                ..of
            },
            None => of,
        },
    )
}

/// A percentage in brackets, after a few words at most, and how many tokens it takes.
pub(super) fn percentage_beside(rest: &[Token<'_>]) -> Option<(Percent, usize)> {
    let words = words_first(rest);
    let [open, inside @ ..] = rest.get(words..)? else {
        return None;
    };
    let percent =
        plain_percentage(inside).filter(|_| open.is("(") && words <= MOST_WORDS_BETWEEN)?;
    Some((percent.percent?, words + 1 + percent.tokens))
}

/// Numbers that are years more often than counts.
pub(super) const YEARS: std::ops::Range<u32> = 1900..2100;

/// "nearly half", and "nearly half (49%)" or "half of the 24" with its number.
fn share_in_words(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let words = fraction(tokens, at)?;
    let plain = Stated {
        tokens: words,
        words,
        ..Stated::default()
    };
    let rest = &tokens[at + words..];
    let between = words_first(rest);
    if between <= MOST_WORDS_BETWEEN
        && let Some([open, inside @ ..]) = rest.get(between..)
        && open.is("(")
        && let Some(number) = inside_brackets(tokens, at + words + between + 1)
        && let Some(next) = inside.get(number.tokens)
        && (next.is(")") || next.is(","))
    {
        return Some(Stated {
            tokens: words + between + 1 + number.tokens,
            words,
            ..number
        });
    }
    let of = of_base(rest).filter(|(_, length)| plain_percentage(&rest[*length - 1..]).is_none());
    Some(match of {
        Some((base, length)) => Stated {
            base: Some(base),
            tokens: words + length,
            ..plain
        },
        None => plain,
    })
}

/// How many words come first, as far as it matters: a long text is not gone through again for each of its numbers.
pub(super) fn words_first(rest: &[Token<'_>]) -> usize {
    let few = rest.iter().take(MOST_WORDS_BETWEEN + 1);
    few.take_while(|token| token.is_word()).count()
}

/// So many words may stand between "11 of 24" or "nearly half" and its percentage in brackets.
pub(super) const MOST_WORDS_BETWEEN: usize = 4;

pub(super) fn count_of_base(tokens: &[Token<'_>]) -> Option<Stated> {
    let count = tokens.first()?.count()?;
    let out = usize::from(tokens.get(1)?.is("out"));
    let (base, length) = of_base(tokens.get(1 + out..)?)?;
    let after = tokens.get(1 + out + length);
    let is_of_time = after.is_some_and(|word| word.is_one_of(&TIME));
    (!is_of_time).then_some(())?;
    // "Nine out of ten" is a way to say a share, where it isn't "nine out of the ten".
    let is_rate = out > 0 && length == 2 && count < base && is_round(base);
    let last = tokens[0].after_last_space().filter(|_| count > base);
    Some(Stated {
        count: last.or(Some(count)),
        base: Some(base),
        is_rate,
        tokens: 1 + out + length,
        ..Stated::default()
    })
}

/// Whether shares are said to be out of so many.
fn is_round(base: u32) -> bool {
    base <= 10 || base == 20 || base == 100
}

/// "of 24", "of the 24", "of all 24": the number, and how many tokens it takes.
fn of_base(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let [of, rest @ ..] = tokens else {
        return None;
    };
    let is_between = |token: &&Token<'_>| token.is_one_of(&BETWEEN);
    let between = rest.iter().take_while(is_between).count();
    let number = rest.get(between)?;
    let base = number.count()?;
    // "56% of 2023 budgets" has no base; 2000 is meant for a year by hardly anybody any more.
    let is_year = YEARS.contains(&base) && base != 2000 && number.text().len() == 4;
    (of.is("of") && !is_year).then_some((base, between + 2))
}

/// What may stand between "of" and the base.
pub(super) const BETWEEN: [&str; 8] = [
    "the", "all", "these", "those", "our", "its", "their", "every",
];

/// "three in four", "1 in every 10". A larger first number, or a year, is no rate.
fn rate(tokens: &[Token<'_>]) -> Option<Stated> {
    let count = tokens.first()?.count()?;
    let is_in = tokens.get(1)?.is("in");
    let every = usize::from(tokens.get(2)?.is("every"));
    let base = tokens.get(2 + every)?.count()?;
    let is_time = tokens
        .get(3 + every)
        .is_some_and(|word| word.is_one_of(&TIME));
    let is_rate = is_in && !is_time && (1..base).contains(&count) && base <= LARGEST_RATE;
    is_rate.then(|| Stated {
        count: Some(count),
        base: Some(base),
        is_rate,
        tokens: 3 + every,
        ..Stated::default()
    })
}

/// Nobody says "one in 2023" and means a share.
const LARGEST_RATE: u32 = 1000;

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn percentages_are_found_however_they_are_written() {
        check("45% did, 46 % didn't.", &["45% - -", "46% - -"]);
        check("45\u{a0}% and 45\u{202f}% and 45％", &["45% - -"; 3]);
        check("45 per cent, 45 percent, 45 Per Cent", &["45% - -"; 3]);
        check(
            "45.5% and 8.0 per cent, (0.5%)",
            &["45.5% - -", "8.0% - -", "0.5% - -"],
        );
        check(
            "fifty per cent, forty-five per cent",
            &["50% - -", "45% - -"],
        );
        check(".5% and (.25%)", &["0.5% - -", "0.25% - -"]);
        check("56%of them", &["56% - -"]);
        check(
            "up by 5 percentage points",
            &["Change “5 percentage points”"],
        );
        check("per cent", &[]);
        check("50 pct, 50 Pct of them, 50 per-cent, 50pc", &["50% - -"; 4]);
        check(
            "12,5 % and 12,25%, 1,234%",
            &["12.5% - -", "12.25% - -", "1234% - -"],
        );
        check("between 12,5 and 15,0 %", &["Range “12,5 and 15,0 %”"]);
        check(
            "of the 24 100% and of 24 100 per cent did",
            &["100% - -"; 2],
        );
        check("in 2023, on page 45", &[]);
    }

    #[test]
    fn a_percentage_that_no_number_can_be_made_of_is_kept_as_printed() {
        check("5½% did", &["“5½%”"]);
        check(
            "5 ¼ per cent, ¾% and 5¾ pct",
            &["“5 ¼ per cent”", "“¾%”", "“5¾ pct”"],
        );
        check("33.3333333% (11 of 33)", &["“33.3333333%”", "- 11 33"]);
        check("1.2.3% and 12345678%", &["“1.2.3%”", "“12345678%”"]);
        check("a change of -5½%", &[]);
    }

    #[test]
    fn thousands_may_be_parted_by_spaces() {
        check("1 000 of 2 000", &["- 1000 2000"]);
        check(
            "1\u{a0}000 of the 2\u{202f}000, 12\u{2009}000 of 1 234 567",
            &["- 1000 2000", "- 12000 1234567"],
        );
        check(
            "42 of 2 000 (2.1%), 45% of the 2 000",
            &["2.1% 42 2000", "45% - 2000"],
        );
        check(
            "1 000 to 1 500 of 2 000",
            &["Range “1 000 to 1 500 of 2 000”"],
        );
        check("in box 5 120 of 153", &["- 120 153"]);
        check("in 2023 120 of 153", &["- 120 153"]);
        check("1 0000 of 2, 0 000 of 1", &["- 0 2", "- 0 1"]);
    }

    #[test]
    fn a_slash_parts_a_count_from_its_base_where_it_can_t_be_a_date() {
        check("75/153 answered", &["- 75 153"]);
        check("75/153 (49%), 9/33 (27%)", &["49% 75 153", "27% 9 33"]);
        check("0/75 and 42/75", &["- 0 75", "- 42 75"]);
        check("12/75, 31/12, 2022/23, 12/2023, 1998/99, 98/99", &[]);
        check("120/80, 24/7, 3/4/2023, 1/75/153, 75/153/200", &[]);
        check("75 / 153, £75/153, 1.5/153", &[]);
    }

    #[test]
    fn counts_are_found_with_their_bases() {
        check("42 of 75", &["- 42 75"]);
        check("42 out of 75", &["- 42 75"]);
        check(
            "42 of the 75, 42 of all 75, 42 out of the 75",
            &["- 42 75"; 3],
        );
        check("1,234 of 5,678", &["- 1234 5678"]);
        check("nine of ten, six out of twenty-four", &["- 9 10", "- 6 24"]);
        check("80 of 75", &["- 80 75"]);
        check("some of 75, 45 of them", &[]);
    }

    #[test]
    fn a_percentage_takes_the_count_and_base_beside_it() {
        check("56% (42 of 75)", &["56% 42 75"]);
        check("42 of 75 (56%)", &["56% 42 75"]);
        check(
            "42 of the 75 authorities (56 per cent) have none",
            &["56% 42 75"],
        );
        check("45% of the 24 that answered", &["45% - 24"]);
        check("45% of 60% of them", &["45% - -", "60% - -"]);
        check("42 of 75 answered; that is 56%", &["- 42 75", "56% - -"]);
        check(
            "5 of 9 in one place and of the others (56%)",
            &["- 5 9", "56% - -"],
        );
    }

    #[test]
    fn rates_are_told_from_counts() {
        check("three in four", &["- 3 4 rate"]);
        check(
            "1 in 10 and one in every five",
            &["- 1 10 rate", "- 1 5 rate"],
        );
        check("75 in 2023, 3 in 2, in four", &[]);
        check("Two in three (67%)", &["67% 2 3 rate"]);
    }
}
