//! Finding the numbers that a report claims: percentages, "n of m", "x in y" and "nearly half", each with its
//! sentence.

mod changes;
mod columns;
mod confidence;
mod counts;
mod fits;
#[cfg(test)]
mod found;
mod fractions;
mod given;
mod joined;
mod lists;
mod manner;
mod numerals;
mod of;
mod partitive;
mod patterns;
mod percentages;
mod propose;
mod ranges;
mod rates;
mod rows;
mod sizes;
mod slashes;

pub use fits::Fit;
pub use propose::{Candidate, Proposal, Proposals, propose};
pub use rows::{Cell, mentions_in_row};

use std::ops::Range;

use changes::is_change;
use confidence::is_confidence;
use fractions::roughly;
use manner::Manner;
use numerals::{Token, tokens};
use patterns::{Stated, stated};
use percentages::plain_percentage;
use sizes::fits;
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
    /// A percentage that no number can be made of, such as "5½%".
    pub as_printed: Option<String>,
    /// Whether count and base are only a way to say a share, as in "three in four".
    pub is_rate: bool,
    /// Why it claims no figure, where it doesn't; then it has no numbers.
    pub aside: Option<Aside>,
    /// How the number is printed, with the words that say how exactly it is meant.
    pub printed: String,
    /// What stands beside it of which the report doesn't say what it is.
    pub beside: Option<Beside>,
    /// What is no exact figure, such as "nearly half" or "about 40%", with what numbers stand beside it.
    pub in_words: Option<String>,
}

/// Words beside a number that may say more of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What they may be.
    pub role: Role,
    /// The words.
    pub words: String,
}

/// What may stand beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A size such as "n = 42", the count or the base. Where there is a count, it is taken for that, as it can't be the
    /// base.
    Size,
    /// A number such as "(30)" or "of 16-year-olds": the count, the base or neither.
    Number,
    /// Another figure, "9 of 33" or "27%", which may be of the same or of something else.
    Figure,
}

/// Why a number in a report claims no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// It is the ends of a range, as in "48% to 64%".
    Range,
    /// It is the least or the most, as in "at least 40%".
    Bound,
    /// It says how sure a figure is, as in "95% confidence".
    HowSure,
    /// It says by how much something changed or differs, as in "a 5% rise".
    Change,
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
    let sentences = in_letters(&paragraph).flat_map(str::split_sentence_bounds);
    sentences
        .flat_map(before_numbers)
        .flat_map(in_sentence)
        .collect()
}

/// How far a sentence can go on without a letter. Where it would end is looked for anew at every sign, so that what goes on and on
/// would take for ever.
const MOST_WITHOUT_LETTERS: usize = 200;

/// Parts a paragraph where it goes on too long without a letter.
fn in_letters(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut without = 0;
    paragraph.split_inclusive(move |c: char| {
        without = if c.is_alphabetic() { 0 } else { without + 1 };
        let is_end = without > MOST_WITHOUT_LETTERS && !c.is_alphanumeric();
        if is_end {
            without = 0;
        }
        is_end
    })
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
    let mut those = None;
    let mut at = 0;
    while at < tokens.len() {
        let mut length = 1;
        if let Some(mut stated) = stated(&tokens, at) {
            length = stated.tokens.max(1);
            if stated.lead > 0 {
                those = stated.base;
            } else if let Some(base) = those {
                stated = stated.of_those(base);
            }
            found.push(mention(sentence, &tokens, at, stated));
        }
        at += length;
    }
    found
}

/// What is stated at a place, with what the words around it make of it.
fn mention(sentence: &str, tokens: &[Token<'_>], at: usize, stated: Stated) -> Mention {
    let text = |tokens: &[Token<'_>]| {
        let ends = tokens.first().zip(tokens.last());
        let span = ends.map_or(0..0, |(first, last)| first.span.start..last.span.end);
        sentence[span].to_owned()
    };
    let rest = &tokens[at..at + stated.tokens];
    let number = at + stated.lead..at + stated.tokens;
    // What stands in brackets beside it is exact whatever the words around it.
    let inside = tokens[number.clone()].iter().position(|one| one.is("("));
    let plain = number.start..inside.map_or(number.end, |inside| number.start + inside);
    let in_words = if stated.words > 0 {
        at..at + stated.words
    } else {
        plain.clone()
    };
    let figure = in_words.start + roughly(&tokens[in_words.start..]);
    let before = manner::before(tokens, figure);
    let after = tokens[..in_words.end]
        .last()
        .and_then(|last| manner::after(last, &tokens[in_words.end..]));
    let manner = before.or(after).map(|(manner, _)| manner);
    let from = before.map_or(in_words.start, |(_, from)| from.min(in_words.start));
    let printed = text(&tokens[from..in_words.end + after.map_or(0, |(_, length)| length)]);
    let exact = stated.exact(&tokens[plain], manner);
    let aside = stated.aside(tokens, &number, manner.filter(|_| !exact.has_number()));
    let kept = if aside.is_some() {
        Stated::default()
    } else {
        exact
    };
    let is_said = aside.is_none() && (stated.words > 0 || (manner.is_some() && !kept.is_rate));
    Mention {
        sentence: around(
            sentence,
            &(tokens[at].span.start..tokens[number.end - 1].span.end),
        ),
        percent: kept.percent,
        count: kept.count,
        base: kept.base,
        as_printed: (kept.is_unread && manner.is_none()).then(|| text(rest)),
        is_rate: kept.is_rate,
        aside,
        beside: kept.named.map(|named| Beside {
            role: named.role,
            words: text(&tokens[at + named.from..at + named.to]),
        }),
        in_words: is_said.then(|| printed.clone()),
        printed,
    }
}

impl Stated {
    /// "Of 70 authorities, 41 (58%) have one and 31 (44%) want one": a second count of those that a sentence begins with,
    /// where its percentage is of them.
    fn of_those(self, base: u32) -> Self {
        let counted = Self {
            base: Some(base),
            ..self
        };
        let lacks_base = self.base.is_none() && self.count.is_some();
        let percent = self.percent.filter(|_| lacks_base);
        match percent {
            Some(percent) if fits(percent, &counted) => counted,
            _ => self,
        }
    }

    /// What is exact of it: of "nearly 50% (36 of 75)" the count and the base, and of "about 42 of 75 (56%)" the
    /// percentage and the base.
    fn exact(self, plain: &[Token<'_>], manner: Option<Manner>) -> Self {
        if manner.is_none() || self.words > 0 || self.is_rate {
            return self;
        }
        if self.is_unread || plain_percentage(plain).is_some() {
            // What can't be a base of an exact percentage may be one of this.
            let is_size = self.named.is_some_and(|named| named.role == Role::Size);
            let count = self.count.filter(|_| !is_size);
            Self {
                percent: None,
                count,
                ..self
            }
        } else {
            Self {
                count: None,
                ..self
            }
        }
    }

    /// Whether a percentage or a count is stated that isn't only a way to say a share.
    fn has_number(&self) -> bool {
        self.percent.is_some() || (self.count.is_some() && !self.is_rate)
    }

    /// Why it is no figure.
    fn aside(
        self,
        tokens: &[Token<'_>],
        number: &Range<usize>,
        manner: Option<Manner>,
    ) -> Option<Aside> {
        let is_percentage = self.count.is_none() && (self.percent.is_some() || self.is_unread);
        if self.no_figure.is_some() {
            self.no_figure
        } else if is_percentage && is_confidence(tokens, number.clone()) {
            Some(Aside::HowSure)
        } else if is_percentage && is_change(tokens, number.clone()) {
            Some(Aside::Change)
        } else {
            manner.and_then(|manner| (manner == Manner::Bound).then_some(Aside::Bound))
        }
    }
}

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
mod tests;
