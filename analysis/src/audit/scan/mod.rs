//! Finding the numbers that a report claims: percentages, "n of m", "x in y" and "nearly half", each with its
//! sentence.

mod confidence;
#[cfg(test)]
mod found;
mod fractions;
mod numerals;
mod partitive;
mod patterns;
mod propose;
mod ranges;
mod sizes;
mod slashes;

pub use propose::{Candidate, Proposal, Proposals, propose};

use std::ops::Range;

use confidence::is_confidence;
use numerals::tokens;
use patterns::stated;
use ranges::below_zero;
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
    /// Whether it is one end of a range, as in "12–15%".
    pub is_end: bool,
    /// Whether it says how sure a figure is, as in "95% confidence", and is no figure itself.
    pub is_confidence: bool,
    /// Sizes such as "n = 42" of which the report doesn't say whether they are the count or the base. Where there is a
    /// count, it is taken for that, as it can't be the base.
    pub size: Option<String>,
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
        let until = |tokens: usize| rest[0].span.start..rest[tokens - 1].span.end;
        let mut length = 1;
        if let Some(below_zero) = below_zero(&tokens, at) {
            length = below_zero;
        } else if let Some(stated) = stated(&tokens, at) {
            length = stated.last().map_or(1, |last| last.tokens).max(1);
            let span = until(length);
            found.extend(stated.into_iter().map(|one| Mention {
                sentence: around(sentence, &span),
                percent: one.percent,
                count: one.count,
                base: one.base,
                as_printed: one.is_unread.then(|| sentence[span.clone()].to_owned()),
                is_rate: one.is_rate,
                is_end: one.is_end,
                is_confidence: is_confidence(&tokens, at..at + length),
                size: one.named.map(|(from, to)| {
                    sentence[rest[from].span.start..rest[to - 1].span.end].to_owned()
                }),
                in_words: (one.words > 0).then(|| sentence[until(one.words)].to_owned()),
            }));
        }
        at += length;
    }
    found
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
mod tests {
    use super::*;

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
