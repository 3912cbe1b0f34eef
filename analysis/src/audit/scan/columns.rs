//! What the columns of a table hold, as their heads tell: "%", "Yes (%)", "Count", "n", "Change (%)".

use super::numerals::{Token, tokens};
use super::of::of_base;
use super::patterns::YEARS;

/// What a column holds, as its head tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Percentages, "%" or "Yes (%)".
    Percentages,
    /// Percentages of which the head says more, "% of children": what stands beside them may be of something else.
    OfSome,
    /// Percentages that counts don't give, "Weighted %".
    Weighted,
    /// Percentages of so many, "Percent of 70".
    OfBase(u32),
    /// Percentages with a count in brackets, "% (n)".
    WithCounts,
    /// Counts with a percentage in brackets, "n (%)".
    WithPercentages,
    Counts,
    Bases,
    SmallN,
    LargeN,
    /// Numbers, which may be counts or bases.
    Numbers,
    /// What is said to be no share.
    Other,
    Unknown,
}

/// Words by which a column holds no shares.
const NO_SHARES: [&str; 32] = [
    "change",
    "changes",
    "difference",
    "differences",
    "gap",
    "increase",
    "decrease",
    "growth",
    "rise",
    "fall",
    "reduction",
    "improvement",
    "variation",
    "point",
    "points",
    "pp",
    "ci",
    "se",
    "sd",
    "error",
    "margin",
    "range",
    "interval",
    "confidence",
    "limit",
    "rank",
    "mean",
    "median",
    "average",
    "cumulative",
    "significance",
    "target",
];

/// Words by which its percentages are not those of counts.
const WEIGHTED: [&str; 3] = ["weighted", "adjusted", "expected"];

/// Words by which its percentages may be of others than the count and the base beside them.
const OF_OTHERS: [&str; 5] = ["of", "valid", "row", "column", "col"];

/// Words by which a column or a row has sizes: beside a percent sign they leave open which of the two a number is.
pub(super) const SIZES: [&str; 8] = [
    "n",
    "number",
    "numbers",
    "count",
    "counts",
    "base",
    "bases",
    "frequency",
];

impl Column {
    pub(super) fn of(head: &str) -> Self {
        let all = tokens(head);
        let said: Vec<String> = words(&all);
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let has = |words: &[&str]| said.iter().any(|one| words.contains(one));
        if has(&NO_SHARES) {
            return Self::Other;
        }
        let of = base_of(&all).filter(|_| said.starts_with(&["%", "of"]));
        if let Some(base) = of {
            return Self::OfBase(base);
        }
        match said.as_slice() {
            ["count" | "counts" | "frequency" | "frequencies" | "freq"] => Self::Counts,
            ["base" | "bases"] | ["base", "n" | "size"] | ["out", "of"] => Self::Bases,
            ["n"] if head.contains('N') => Self::LargeN,
            ["n"] => Self::SmallN,
            ["number" | "numbers" | "answered"] | ["number", "n"] => Self::Numbers,
            ["%"] => Self::Percentages,
            ["%", "n" | "number" | "count"] => Self::WithCounts,
            ["n" | "number" | "count", "%"] => Self::WithPercentages,
            _ if has(&SIZES) || !is_one_percent_sign(&said) || !are_years(&all) => Self::Unknown,
            _ if has(&WEIGHTED) => Self::Weighted,
            [.., "%"] if !has(&OF_OTHERS) => Self::Percentages,
            _ => Self::OfSome,
        }
    }

    pub(super) fn is_percentage(self) -> bool {
        matches!(
            self,
            Self::Percentages | Self::OfSome | Self::Weighted | Self::OfBase(_)
        )
    }

    /// A cell of its with the percent sign that its head has instead: "44 (31/70)", "58 (41)".
    pub(super) fn with_sign(self, words: &str) -> Option<String> {
        let tokens = tokens(words);
        let [number, open, inside @ ..] = tokens.as_slice() else {
            return None;
        };
        let is_pair = number.is_number() && open.is("(");
        let number = match inside {
            _ if self.is_percentage() || self == Self::WithCounts => number,
            [percent, close] if self == Self::WithPercentages && close.is(")") => percent,
            _ => return None,
        };
        let (before, after) = words.split_at(number.span.end);
        is_pair.then(|| format!("{before}%{after}"))
    }
}

/// The base that a head has after "of".
fn base_of(head: &[Token<'_>]) -> Option<u32> {
    let of = head.iter().position(|token| token.is("of"))?;
    of_base(&head[of..]).map(|(base, _)| base)
}

/// The words of a head in small letters, with "%" for every way to write it, and without the signs between them.
fn words(tokens: &[Token<'_>]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for token in tokens {
        let word = token.text().to_lowercase();
        let is_cent = word == "cent" && words.last().is_some_and(|per| per == "per");
        let is_sign = [
            "%",
            "％",
            "percent",
            "per-cent",
            "pct",
            "percentage",
            "percentages",
        ];
        if is_cent {
            words.pop();
        }
        if is_cent || is_sign.contains(&word.as_str()) {
            words.push("%".to_owned());
        } else if token.is_word() || token.is_number() {
            words.push(word);
        }
    }
    words
}

fn is_one_percent_sign(words: &[&str]) -> bool {
    words.iter().filter(|word| **word == "%").count() == 1
}

/// Whether all numbers of a head are years: "Top 10%" heads no percentages.
fn are_years(head: &[Token<'_>]) -> bool {
    let mut numbers = head.iter().filter(|token| token.is_number());
    numbers.all(|number| number.count().is_some_and(|number| YEARS.contains(&number)))
}
