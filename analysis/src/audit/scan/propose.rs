//! Which finding a number in somebody's report could mean.

use std::collections::BTreeSet;

use super::Mention;
use crate::audit::{Ours, Rounding};
use crate::text::Words;

/// A finding that a number may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The finding's key.
    pub key: String,
    /// Its labels, and the title of its table.
    pub words: String,
    /// Its figure.
    pub ours: Ours,
}

/// The findings that numbers are held against, their words taken apart once.
pub struct Proposals<'a> {
    words: Words,
    candidates: Vec<(&'a Candidate, BTreeSet<String>)>,
}

/// A finding that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The finding.
    pub candidate: &'a Candidate,
    /// Whether it is printed as the number is, under some rounding.
    pub has_the_number: bool,
}

/// The most findings that are proposed for one number.
const MOST: usize = 3;

impl<'a> Proposals<'a> {
    /// Takes the findings.
    pub fn new(candidates: &'a [Candidate]) -> Self {
        let words = Words::english();
        let candidates = candidates
            .iter()
            .map(|one| (one, stems(&words, &one.words)));
        let candidates = candidates.collect();
        Self { words, candidates }
    }
}

/// The findings that a number could mean, the likeliest first: those that are printed as it and share a word with
/// its sentence, by how many they share. A number that is none of ours may still be about one of them, so where
/// no finding is printed as it, those that share most words are proposed.
pub fn propose<'a>(mention: &Mention, proposals: &Proposals<'a>) -> Vec<Proposal<'a>> {
    let sentence = stems(&proposals.words, &mention.sentence);
    let shared = |words: &BTreeSet<String>| words.intersection(&sentence).count();
    let ranked = |has_the_number: bool, fewest: usize| -> Vec<Proposal<'a>> {
        let candidates = proposals.candidates.iter();
        let mut ranked: Vec<_> = candidates
            .map(|(one, words)| (shared(words), *one))
            .filter(|(shared, one)| {
                *shared >= fewest && (!has_the_number || is_printed_as(one.ours, mention))
            })
            .collect();
        // The order of the findings decides between those that share as many words.
        ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
        let best = ranked.into_iter().take(MOST);
        best.map(|(_, candidate)| Proposal {
            candidate,
            has_the_number,
        })
        .collect()
    };
    let printed = ranked(true, 1);
    if printed.is_empty() {
        ranked(false, 2)
    } else {
        printed
    }
}

/// Whether every number that is stated is one of the figure's, under some rounding. Of a share in words alone nobody
/// can say.
fn is_printed_as(ours: Ours, mention: &Mention) -> bool {
    if mention.percent.is_none() && mention.count.is_none() {
        return false;
    }
    let percent = mention.percent.is_none_or(|percent| {
        let base = ours.base.unwrap_or(100);
        let mut roundings = Rounding::ALL.into_iter();
        roundings
            .any(|rounding| rounding.percent(ours.count, base, percent.decimals()) == Some(percent))
    });
    let count = mention
        .count
        .is_none_or(|count| mention.is_rate || count == ours.count);
    let base = mention
        .base
        .is_none_or(|base| mention.is_rate || Some(base) == ours.base);
    let rate = !mention.is_rate || is_rate(ours, mention);
    percent && count && base && rate
}

/// Whether a figure comes to "three in four" when its percentage is a whole number.
fn is_rate(ours: Ours, mention: &Mention) -> bool {
    let percent =
        |count: Option<u32>, base: Option<u32>| Rounding::HalfUp.percent(count?, base?, 0);
    let ours = percent(Some(ours.count), ours.base);
    ours.is_some() && ours == percent(mention.count, mention.base)
}

/// The stems of a text's words, without those that every sentence has.
fn stems(words: &Words, text: &str) -> BTreeSet<String> {
    let is_telling =
        |stem: &String| stem.len() > 3 && !stem.bytes().any(|byte| byte.is_ascii_digit());
    words
        .of(text)
        .map(|token| token.stem)
        .filter(is_telling)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::mentions;
    use super::*;

    fn candidates() -> Vec<Candidate> {
        let one = |key: &str, words: &str, count, base| Candidate {
            key: key.to_owned(),
            words: words.to_owned(),
            ours: Ours { count, base },
        };
        vec![
            one(
                "criteria/breakdown",
                "Criteria: a placement breaks down",
                62,
                Some(70),
            ),
            one(
                "criteria/siblings",
                "Criteria: other children of the family have gone home",
                62,
                Some(70),
            ),
            one(
                "has-strategy/no",
                "Do you have a strategy? No",
                42,
                Some(75),
            ),
        ]
    }

    #[track_caller]
    fn check(sentence: &str, expect: &[&str]) {
        let candidates = candidates();
        let proposals = Proposals::new(&candidates);
        let mention = mentions(sentence).remove(0);
        let keys: Vec<&str> = propose(&mention, &proposals)
            .iter()
            .map(|one| one.candidate.key.as_str())
            .collect();
        assert_eq!(keys, expect, "{sentence}");
    }

    #[test]
    fn the_number_chooses_first_and_the_words_after_it() {
        check(
            "In 89% a placement breaking down is named.",
            &["criteria/breakdown"],
        );
        check(
            "89% named families whose children went home.",
            &["criteria/siblings"],
        );
        check("56% have no strategy.", &["has-strategy/no"]);
        check("42 of 75 have no strategy.", &["has-strategy/no"]);
    }

    #[test]
    fn a_number_that_is_not_ours_is_proposed_by_words_alone() {
        check(
            "57% name a placement that breaks down.",
            &["criteria/breakdown"],
        );
        check("57% say so.", &[]);
    }

    #[test]
    fn a_share_in_words_is_proposed_by_words_alone() {
        check(
            "Nearly half of them name a placement that breaks down.",
            &["criteria/breakdown"],
        );
        check("More than half have none.", &[]);
    }
}
