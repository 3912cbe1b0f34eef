//! Which finding a number in somebody's report could mean.

use std::collections::BTreeSet;

use super::Mention;
use super::fits::{Fit, is_printed_as, may_be_named};
use crate::audit::{Ours, Rounding};
use crate::text::Words;

/// A finding that a number may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The finding's key.
    pub key: String,
    /// The title of its table.
    pub title: String,
    /// Its label, after that of its group where it has one.
    pub label: String,
    /// Its figure.
    pub ours: Ours,
}

/// The findings that numbers are held against, their words taken apart once.
pub struct Proposals<'a> {
    words: Words,
    candidates: Vec<Known<'a>>,
}

/// A finding with the stems of its words.
struct Known<'a> {
    candidate: &'a Candidate,
    title: BTreeSet<String>,
    label: BTreeSet<String>,
}

/// A finding that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The finding.
    pub candidate: &'a Candidate,
    /// Whether number and words both speak for it and for no other, so that it may be named until a person has looked.
    pub is_likely: bool,
    /// How the number speaks for it.
    pub number: Fit,
    /// How many of its words the sentence has.
    pub words: usize,
}

/// The most findings that are proposed for one number.
const MOST: usize = 3;

impl<'a> Proposals<'a> {
    /// Takes the findings.
    pub fn new(candidates: &'a [Candidate]) -> Self {
        let words = Words::english();
        let known = |candidate: &'a Candidate| Known {
            candidate,
            title: stems(&words, &candidate.title),
            label: stems(&words, &candidate.label),
        };
        let candidates = candidates.iter().map(known).collect();
        Self { words, candidates }
    }
}

/// The findings that a number could mean, the likeliest first: those that are printed as it and share a word with
/// its sentence, by how many they share. A number that is none of ours may still be about one of them, so where
/// no finding is printed as it, those that share most words are proposed. What claims no figure means none.
pub fn propose<'a>(mention: &Mention, proposals: &Proposals<'a>) -> Vec<Proposal<'a>> {
    if mention.aside.is_some() {
        return Vec::new();
    }
    let sentence = stems(&proposals.words, &mention.sentence);
    let known = proposals.candidates.iter();
    let mut all: Vec<Supported<'a, '_>> = known.map(|one| Supported::of(one, &sentence)).collect();
    // The order of the findings decides between those that share as many words.
    all.sort_by_key(|one| std::cmp::Reverse(one.shared));
    let is_printed = |one: &&Supported<'a, '_>| {
        one.shared > 0 && is_printed_as(one.candidate.ours, mention, &Rounding::ALL)
    };
    let printed: Vec<&Supported<'a, '_>> = all.iter().filter(is_printed).collect();
    let by_words = || all.iter().filter(|one| one.shared >= FEWEST_WORDS);
    let is_likely = printed.first().is_some_and(|first| {
        // The number decides between answers to the same question alone.
        let is_clear = all.iter().all(|one| {
            one.shared < first.shared || (one.shared == first.shared && first.is_of_same_table(one))
        });
        // Of two with this number that the sentence names, nobody can say which is meant.
        let is_named = |one: &Supported<'_, '_>| one.is_named_beside(first, &sentence);
        let is_alone = printed[1..]
            .iter()
            .all(|one| one.shared < first.shared && !is_named(one));
        let is_ours = may_be_named(first.candidate.ours, mention);
        is_clear && is_alone && is_ours && first.is_meant()
    });
    let proposed = if printed.is_empty() {
        by_words().collect()
    } else {
        printed
    };
    let best = proposed.into_iter().take(MOST).zip(0..);
    best.map(|(one, place)| Proposal {
        candidate: one.candidate,
        is_likely: is_likely && place == 0,
        number: Fit::of(one.candidate.ours, mention),
        words: one.shared,
    })
    .collect()
}

/// Fewer words than these may be shared by chance.
const FEWEST_WORDS: usize = 2;

/// A finding beside a sentence.
struct Supported<'a, 's> {
    candidate: &'a Candidate,
    /// The words that tell it from others.
    own: &'s BTreeSet<String>,
    /// How many of its words the sentence has.
    shared: usize,
    /// How many of those that tell it from others the sentence has, and how many these are.
    telling: (usize, usize),
}

impl<'a, 's> Supported<'a, 's> {
    fn of(known: &'s Known<'a>, sentence: &BTreeSet<String>) -> Self {
        let shared = known.title.union(&known.label);
        // A "Yes" is told by its question alone.
        let telling = if known.label.is_empty() {
            &known.title
        } else {
            &known.label
        };
        Self {
            candidate: known.candidate,
            own: telling,
            shared: shared.filter(|word| sentence.contains(*word)).count(),
            telling: (telling.intersection(sentence).count(), telling.len()),
        }
    }

    /// Whether the sentence has a word of its own that isn't one of another's.
    fn is_named_beside(&self, other: &Self, sentence: &BTreeSet<String>) -> bool {
        let mut own = self.own.difference(other.own);
        own.any(|word| sentence.contains(word))
    }

    fn is_of_same_table(&self, other: &Self) -> bool {
        self.candidate.title == other.candidate.title
    }

    /// Whether the sentence has most of what it says.
    fn is_meant(&self) -> bool {
        let (shared, all) = self.telling;
        self.shared >= FEWEST_WORDS && 2 * shared > all
    }
}

/// The stems of a text's words, without those that every sentence has.
fn stems(words: &Words, text: &str) -> BTreeSet<String> {
    let is_telling = |word: &str| {
        let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
        word.len() > 3 && !is_number && !COMMON.contains(&word)
    };
    let tokens = words.of(text);
    let telling = tokens.filter(|token| is_telling(&text[token.span.clone()].to_lowercase()));
    telling.map(|token| token.stem).collect()
}

/// Words of more than three letters that tell nothing of what a sentence is about.
const COMMON: [&str; 56] = [
    "about", "also", "because", "been", "being", "both", "cent", "could", "does", "doing", "each",
    "every", "from", "have", "having", "here", "into", "just", "many", "more", "most", "much",
    "nearly", "only", "other", "over", "percent", "same", "should", "some", "such", "than", "that",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "under", "very",
    "were", "what", "when", "where", "which", "while", "whom", "will", "with", "would", "your",
    "yours",
];

#[cfg(test)]
mod tests {
    use super::super::mentions;
    use super::*;

    fn candidates() -> Vec<Candidate> {
        let one = |key: &str, title: &str, label: &str, count, base| Candidate {
            key: key.to_owned(),
            title: title.to_owned(),
            label: label.to_owned(),
            ours: Ours::new(count, base, None),
        };
        let strategy = "Does your authority have a policy or strategy for reunification?";
        let before = "What stands in the way of more support before the return?";
        let after = "What stands in the way of more support after the return?";
        vec![
            one(
                "criteria/breakdown",
                "Criteria",
                "A placement breaks down",
                62,
                Some(70),
            ),
            one(
                "criteria/siblings",
                "Criteria",
                "Other children of the family have gone home",
                62,
                Some(70),
            ),
            one("has-strategy/no", strategy, "No", 42, Some(75)),
            one("has-strategy/yes", strategy, "Yes", 29, Some(75)),
            one("before/funding/yes", before, "Funding: Yes", 41, Some(70)),
            one(
                "before/services/yes",
                before,
                "Specialist services: Yes",
                36,
                Some(70),
            ),
            one("after/funding/yes", after, "Funding: Yes", 33, Some(42)),
            one(
                "facts/interviews",
                "Declared facts",
                "Authorities interviewed",
                6,
                None,
            ),
        ]
    }

    /// What is proposed for the first number of a sentence; what is likely is marked.
    #[track_caller]
    fn check(sentence: &str, expect: &[&str]) {
        let candidates = candidates();
        let proposals = Proposals::new(&candidates);
        let mention = mentions(sentence).remove(0);
        let keys: Vec<String> = propose(&mention, &proposals)
            .iter()
            .map(|one| {
                let mark = if one.is_likely { "likely " } else { "" };
                format!("{mark}{}", one.candidate.key)
            })
            .collect();
        assert_eq!(keys, expect, "{sentence}");
    }

    #[test]
    fn the_number_chooses_first_and_the_words_after_it() {
        check(
            "In 89% a placement breaking down is named.",
            &["likely criteria/breakdown"],
        );
        check(
            "89% named families whose children went home.",
            &["likely criteria/siblings"],
        );
        check(
            "56% have no policy or strategy for reunification.",
            &["likely has-strategy/no"],
        );
        check(
            "42 of 75 authorities have no strategy for reunification.",
            &["likely has-strategy/no"],
        );
        check(
            "In 79% funding stands in the way of support after the return.",
            &["likely after/funding/yes"],
        );
    }

    #[test]
    fn a_finding_is_likely_only_where_number_and_words_both_speak_for_it_alone() {
        check("56% have no strategy.", &["has-strategy/no"]);
        check(
            "56% of authorities value reunification.",
            &["has-strategy/no"],
        );
        check("56% have what they need.", &[]);
        // 41 of 70 is 58.57%.
        check(
            "58% say that funding stands in the way before the return.",
            &["before/funding/yes"],
        );
        check(
            "59% say that funding stands in the way before the return.",
            &["likely before/funding/yes"],
        );
        check(
            "59% say that funding stands in the way after the return.",
            &["before/funding/yes"],
        );
        check(
            "59% say that funding specialist services stands in the way before the return.",
            &["before/funding/yes"],
        );
        check(
            "59% say that funding stands in the way of the return.",
            &["before/funding/yes"],
        );
        check(
            "89% named placements that break down, and children who went home to their families.",
            &["criteria/breakdown", "criteria/siblings"],
        );
        check(
            "A placement that breaks down is named by 89%, a family whose other children went home by 89%.",
            &["criteria/breakdown", "criteria/siblings"],
        );
        check(
            "A placement that breaks down, and what a child at home says, are named by 89%.",
            &["criteria/breakdown", "criteria/siblings"],
        );
        check(
            "6% of the authorities interviewed did.",
            &["facts/interviews"],
        );
    }

    #[test]
    fn rates_are_no_finding_and_what_claims_no_figure_may_mean_none() {
        let no_strategy = "of authorities have no policy or strategy for reunification";
        check(&format!("56–70% {no_strategy}."), &[]);
        check(&format!("At least 56% {no_strategy}."), &[]);
        check(
            &format!("Five in nine {no_strategy}."),
            &["has-strategy/no"],
        );
        check(&format!("The 56% range of how many {no_strategy}."), &[]);
        check(
            &format!("A confidence level of 56%: so many {no_strategy}."),
            &[],
        );
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
    fn what_fits_is_told_with_the_finding() {
        let fits = |sentence: &str| {
            let candidates = candidates();
            let proposals = Proposals::new(&candidates);
            let mention = mentions(sentence).remove(0);
            let proposed = propose(&mention, &proposals);
            proposed.first().map(|one| (one.number, one.words))
        };
        let no_strategy = "have no policy or strategy for reunification";
        assert_eq!(
            fits(&format!("56% {no_strategy}.")),
            Some((Fit::Printed, 3))
        );
        assert_eq!(fits(&format!("57% {no_strategy}.")), Some((Fit::Other, 3)));
        assert_eq!(
            fits(&format!("Half {no_strategy}.")),
            Some((Fit::Unstated, 3))
        );
        // 41 of 70 is 58.57%.
        let before = "say that funding stands in the way before the return";
        assert_eq!(fits(&format!("58% {before}.")), Some((Fit::CutOff, 4)));
        assert_eq!(fits("56% have a strategy."), Some((Fit::Printed, 1)));
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
