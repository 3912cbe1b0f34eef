//! How numbers are written: "45%", "11 of 24", "three in four", "nearly half (49%)", "12–15%", and what stands beside
//! them.

use super::changes::in_points;
use super::counts::{counted, is_numbered, is_score};
use super::fractions::fraction;
use super::joined::{
    alone_in_brackets, figure_after, figure_beside, inside_brackets, percentage_after,
    percentage_of,
};
use super::lists::is_of_one;
use super::numerals::Token;
use super::of::{Of, of, of_base, of_other};
use super::partitive::counted_of;
use super::percentages::{around_count, plain_percentage, unread_percentage};
use super::ranges::{below_zero, range, range_in_words};
use super::rates::{is_round, rate, rate_of_parts};
use super::sizes::{beside, fits};
use super::slashes::count_over_base;
use super::{Aside, Role};
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
    /// Which tokens stand beside it of which it isn't said what they are.
    pub(super) named: Option<Named>,
}

/// Tokens that may be of a number, counted from its first one.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) role: Role,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Named {
    pub(super) fn new(role: Role, from: usize, to: usize) -> Self {
        Self { role, from, to }
    }

    /// The same tokens, counted from one further on before them.
    pub(super) fn after(self, tokens: usize) -> Self {
        Self {
            from: tokens + self.from,
            to: tokens + self.to,
            ..self
        }
    }
}

impl Stated {
    /// The same with so many tokens before it.
    pub(super) fn after(self, tokens: usize) -> Self {
        Self {
            tokens: tokens + self.tokens,
            named: self.named.map(|named| named.after(tokens)),
            ..self
        }
    }
}

/// What the tokens from `at` on state: a number, or a range.
pub(super) fn stated(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    below_zero(tokens, at)
        .or_else(|| range(tokens, at))
        .or_else(|| range_in_words(tokens, at))
        .or_else(|| number(tokens, at))
        .or_else(|| around_count(&tokens[at..]))
        .or_else(|| in_points(tokens, at))
        .or_else(|| counted_of(tokens, at))
        .or_else(|| counted(tokens, at))
        .or_else(|| share_in_words(tokens, at))
        .or_else(|| unread_percentage(&tokens[at..]))
}

/// A percentage, or a share in numbers.
pub(super) fn number(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    percentage(tokens, at).or_else(|| share(tokens, at))
}

/// "45%", and "45% (11 of 24)" or "45% of the 24" with it.
pub(super) fn percentage(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let plain = plain_percentage(&tokens[at..])?;
    let percent = plain.percent?;
    if let Some(beside) = beside(tokens, at, &plain) {
        return Some(beside);
    }
    let rest = &tokens[at + plain.tokens..];
    let alone = |from: usize| Some((alone_in_brackets(&rest[from..])?, from));
    // "41% (29) of 70" has its base after the count.
    let first = alone(0);
    let from = first.map_or(0, |_| IN_BRACKETS);
    let of = of(&rest[from..], percent);
    let (base, end) = match of {
        Some(Of::Base(base, length)) => (Some(base), from + length),
        _ => (None, from),
    };
    let last = first.or_else(|| alone(end).filter(|_| base.is_some()));
    let bracket = |from: usize| Named::new(Role::Number, from, from + IN_BRACKETS);
    let other = match of {
        Some(Of::Other(length)) => Some(Named::new(Role::Number, from, from + length)),
        _ => None,
    };
    let named = last.map(|(_, from)| bracket(from)).or(other);
    let named = named.or_else(|| figure_beside(rest).filter(|_| base.is_none()));
    let stated = Stated {
        base,
        tokens: plain.tokens + last.map_or(end, |(_, from)| end.max(from + IN_BRACKETS)),
        // It may be the number of a footnote too.
        named: named.map(|named| named.after(plain.tokens)),
        ..plain
    };
    let counted = last.filter(|_| base.is_some()).map(|(count, _)| Stated {
        count: Some(count),
        named: None,
        ..stated
    });
    let its = |counted: &Stated| fits(percent, counted);
    Some(counted.filter(its).unwrap_or(stated))
}

/// So many tokens is a number in brackets.
pub(super) const IN_BRACKETS: usize = 3;

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
    let end = at + of.tokens;
    let in_brackets = percentage_beside(rest).filter(|(percent, length)| {
        is_of_one(tokens, &(at..end), end + length) || fits(*percent, &of)
    });
    let beside = in_brackets.or_else(|| percentage_of(tokens, at, &of));
    let figure = || figure_after(rest).filter(|_| !of.is_rate);
    Some(match beside {
        Some((percent, length)) => Stated {
            percent: Some(percent),
            tokens: of.tokens + length,
            ..of
        },
        None => Stated {
            named: figure().map(|named| named.after(of.tokens)),
            ..of
        },
    })
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
    let words = fraction(tokens, at).or_else(|| rate_of_parts(&tokens[at..]))?;
    let plain = Stated {
        tokens: words,
        words,
        ..Stated::default()
    };
    let rest = &tokens[at + words..];
    let between = words_first(rest);
    let opened = at + words + between + 1;
    if between <= MOST_WORDS_BETWEEN
        && let Some([open, inside @ ..]) = rest.get(between..)
        && open.is("(")
        && let Some(number) = inside_brackets(tokens, opened)
        && let Some(next) = inside.get(number.tokens)
        && (next.is(")") || next.is(","))
        && is_of_one(tokens, &(at..at + words), opened + number.tokens)
    {
        let end = opened - at + number.tokens;
        let after =
            of_base(&rest[end - words + 1..]).filter(|_| next.is(")") && number.base.is_none());
        return Some(Stated {
            base: number.base.or(after.map(|(base, _)| base)),
            tokens: end + after.map_or(0, |(_, length)| 1 + length),
            words,
            ..number
        });
    }
    Some(match of_base(rest) {
        Some((base, length)) => Stated {
            base: Some(base),
            tokens: words + length,
            ..plain
        },
        None => Stated {
            named: of_other(rest).map(|length| Named::new(Role::Number, words, words + length)),
            ..plain
        },
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

#[cfg(test)]
mod tests {
    use super::super::found::check;

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
}
