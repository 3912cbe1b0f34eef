//! Finding the numbers that a report claims: percentages, "n of m", "x in y" and "nearly half", each with its
//! sentence.

mod fractions;
mod numerals;
mod propose;

pub use propose::{Candidate, Proposal, Proposals, propose};

use std::ops::Range;

use fractions::fraction;
use numerals::{Token, tokens};
use unicode_segmentation::UnicodeSegmentation;

use crate::share::Percent;

/// A number that a sentence claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The sentence, or as much of a long one as stands around the number.
    pub sentence: String,
    /// The percentage as printed.
    pub percent: Option<Percent>,
    /// How many.
    pub count: Option<u32>,
    /// Of how many.
    pub base: Option<u32>,
    /// Whether count and base are only a way to say a share, as in "three in four".
    pub is_rate: bool,
    /// A share in words, such as "nearly half", with what numbers stand beside it.
    pub in_words: Option<String>,
}

/// The longest sentence that is kept whole, in bytes.
const LONGEST: usize = 600;

/// Every number that a paragraph claims, in order. A share in words is kept in words: what number "nearly half"
/// stands for is for a person to find out.
///
/// ```
/// # use analysis::audit::mentions;
/// let found = mentions("Of these, 45 per cent (11 of 24) answered. Three in four wrote more.");
/// assert_eq!(found[0].percent.unwrap().to_string(), "45%");
/// assert_eq!((found[0].count, found[0].base), (Some(11), Some(24)));
/// assert_eq!(found[1].sentence, "Three in four wrote more.");
/// let found = mentions("Nearly half of them did.");
/// assert_eq!((found[0].in_words.as_deref(), found[0].percent), (Some("Nearly half"), None));
/// ```
pub fn mentions(paragraph: &str) -> Vec<Mention> {
    // The end of a line is none of a sentence.
    let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentences = paragraph.split_sentence_bounds();
    sentences
        .flat_map(before_numbers)
        .flat_map(in_sentence)
        .collect()
}

/// What may stand before a number and ends in a full stop that ends no sentence.
const SHORTENED: [&str; 11] = [
    "approx", "c", "ca", "e.g", "fig", "i.e", "no", "nos", "p", "para", "vs",
];

/// Parts what Unicode's rules leave together: a sentence may begin with a number and go on in small letters.
fn before_numbers(sentence: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (place, _) in sentence.match_indices(". ") {
        let word = sentence[from..place].rsplit(' ').next().unwrap_or_default();
        let word = word.trim_start_matches('(').to_lowercase();
        let goes_on = sentence[place + 2..].starts_with(|c: char| c.is_ascii_digit());
        if goes_on && !SHORTENED.contains(&word.as_str()) {
            parts.push(&sentence[from..=place]);
            from = place + 2;
        }
    }
    parts.push(&sentence[from..]);
    parts
}

fn in_sentence(sentence: &str) -> Vec<Mention> {
    let tokens = tokens(sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let number = percentage(rest).or_else(|| share(rest));
        match number.or_else(|| share_in_words(&tokens, at)) {
            Some(stated) => {
                let until = |tokens: usize| rest[0].span.start..rest[tokens - 1].span.end;
                let span = until(stated.tokens);
                let in_words = (stated.words > 0).then(|| sentence[until(stated.words)].to_owned());
                found.push(Mention {
                    sentence: around(sentence, &span),
                    percent: stated.percent,
                    count: stated.count,
                    base: stated.base,
                    is_rate: stated.is_rate,
                    in_words,
                });
                at += stated.tokens;
            }
            None => at += 1,
        }
    }
    found
}

/// What some tokens state, and how many they are.
#[derive(Clone, Copy, Default)]
struct Stated {
    percent: Option<Percent>,
    count: Option<u32>,
    base: Option<u32>,
    is_rate: bool,
    tokens: usize,
    /// How many of the tokens are a share in words.
    words: usize,
}

/// "45%", and "45% (11 of 24)" or "45% of the 24" with it.
fn percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let plain = plain_percentage(tokens)?;
    let rest = &tokens[plain.tokens..];
    if let [open, inside @ ..] = rest
        && open.is("(")
        && let Some(of) = count_of_base(inside)
    {
        return Some(Stated {
            percent: plain.percent,
            tokens: plain.tokens + 1 + of.tokens,
            ..of
        });
    }
    let of = of_base(rest).filter(|(_, length)| plain_percentage(&rest[*length - 1..]).is_none());
    Some(match of {
        Some((base, length)) => Stated {
            base: Some(base),
            tokens: plain.tokens + length,
            ..plain
        },
        None => plain,
    })
}

fn plain_percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let percent = tokens.first()?.percent()?;
    let rest = &tokens[1..];
    let length = match rest {
        [sign, ..] if ["%", "％", "percent"].iter().any(|one| sign.is(one)) => 2,
        [per, cent, ..] if per.is("per") && cent.is("cent") => 3,
        _ => return None,
    };
    Some(Stated {
        percent: Some(percent),
        tokens: length,
        ..Stated::default()
    })
}

/// "11 of 24", "11 out of the 24", "three in four", and "11 of 24 authorities (45%)" with its percentage.
fn share(tokens: &[Token<'_>]) -> Option<Stated> {
    let of = count_of_base(tokens).or_else(|| rate(tokens))?;
    let rest = &tokens[of.tokens..];
    let words = rest.iter().take_while(|token| token.is_word()).count();
    if words <= MOST_WORDS_BETWEEN
        && let Some([open, inside @ ..]) = rest.get(words..)
        && open.is("(")
        && let Some(percent) = plain_percentage(inside)
    {
        return Some(Stated {
            percent: percent.percent,
            tokens: of.tokens + words + 1 + percent.tokens,
            ..of
        });
    }
    Some(of)
}

/// "nearly half", and "nearly half (49%)" or "half of the 24" with its number.
fn share_in_words(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let words = fraction(tokens, at)?;
    let plain = Stated {
        tokens: words,
        words,
        ..Stated::default()
    };
    let rest = &tokens[at + words..];
    let between = rest.iter().take_while(|token| token.is_word()).count();
    if between <= MOST_WORDS_BETWEEN
        && let Some([open, inside @ ..]) = rest.get(between..)
        && open.is("(")
        && let Some(number) = plain_percentage(inside).or_else(|| count_of_base(inside))
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

/// So many words may stand between "11 of 24" or "nearly half" and its percentage in brackets.
const MOST_WORDS_BETWEEN: usize = 4;

fn count_of_base(tokens: &[Token<'_>]) -> Option<Stated> {
    let count = tokens.first()?.count()?;
    let out = usize::from(tokens.get(1)?.is("out"));
    let (base, length) = of_base(tokens.get(1 + out..)?)?;
    Some(Stated {
        count: Some(count),
        base: Some(base),
        tokens: 1 + out + length,
        ..Stated::default()
    })
}

/// "of 24", "of the 24", "of all 24": the number, and how many tokens it takes.
fn of_base(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let [of, rest @ ..] = tokens else {
        return None;
    };
    let is_between = |token: &&Token<'_>| BETWEEN.iter().any(|word| token.is(word));
    let between = rest.iter().take_while(is_between).count();
    let base = rest.get(between)?.count()?;
    of.is("of").then_some((base, between + 2))
}

/// What may stand between "of" and the base.
const BETWEEN: [&str; 8] = [
    "the", "all", "these", "those", "our", "its", "their", "every",
];

/// "three in four", "1 in every 10". A larger first number, or a year, is no rate.
fn rate(tokens: &[Token<'_>]) -> Option<Stated> {
    let count = tokens.first()?.count()?;
    let is_in = tokens.get(1)?.is("in");
    let every = usize::from(tokens.get(2)?.is("every"));
    let base = tokens.get(2 + every)?.count()?;
    let is_rate = is_in && (1..base).contains(&count) && base <= LARGEST_RATE;
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

/// A sentence; of a long one, what stands around a number.
fn around(sentence: &str, span: &Range<usize>) -> String {
    let sentence = sentence.trim_end();
    if sentence.len() <= LONGEST {
        return sentence.to_owned();
    }
    let half = LONGEST / 2;
    let from = sentence.ceil_char_boundary(span.start.saturating_sub(half));
    let to = sentence.floor_char_boundary(span.end.saturating_add(half).min(sentence.len()));
    format!("… {} …", sentence[from..to].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expect: &[&str]) {
        let found = mentions(sentence).into_iter().map(|one| {
            let percent = one.percent.map(|percent| percent.to_string());
            let number = |number: Option<u32>| number.map(|number| number.to_string());
            let parts = [percent, number(one.count), number(one.base)];
            let parts = parts.map(|part| part.unwrap_or_else(|| "-".to_owned()));
            let rate = if one.is_rate { " rate" } else { "" };
            format!("{}{rate}", parts.join(" "))
        });
        assert_eq!(found.collect::<Vec<_>>(), expect, "{sentence}");
    }

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
        check("45–50% or 45-50%", &["50% - -", "50% - -"]);
        check("56%of them", &["56% - -"]);
        check("up by 5 percentage points", &[]);
        check("per cent", &[]);
        check("in 2023, on page 45, 1.2.3% and 12345678%", &[]);
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

    #[test]
    fn each_number_keeps_its_own_sentence() {
        let found = mentions("First, 45.5% of it.  Then 46%\nof that. And nothing else.");
        let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
        assert_eq!(sentences, ["First, 45.5% of it.", "Then 46% of that."]);
        let found = mentions("So it is. 45% say so, approx. 46% don't. 48% of them.");
        let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
        let second = "45% say so, approx. 46% don't.";
        assert_eq!(sentences, [second, second, "48% of them."]);
    }

    #[test]
    fn a_long_sentence_is_cut_around_its_number() {
        let words = "é and ".repeat(10_000);
        let found = mentions(&format!("{words}45% {words}"));
        assert!(found[0].sentence.len() < LONGEST + 20);
        assert!(found[0].sentence.contains(" 45% "));
    }
}
