//! What each interval assumes, in words for readers without statistics: the one place that says it.

use super::range::{Confidence, Interval, UnitRange};
use crate::dataset::Noun;

/// What a range of units says and assumes ([`super::exact`]), with one of the ranges as an example.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::{Confidence, Sample, assumptions, exact};
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// let example = exact(Sample::new(38, 75, 153)?, Confidence::NinetyFive);
/// let words = assumptions::range(&unit, Confidence::NinetyFive, example);
/// assert!(words.contains("such as 65 to 90 of 153 authorities"));
/// assert!(words.contains("at least 19 times in 20"));
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
pub fn range(unit: &Noun, confidence: Confidence, example: UnitRange) -> String {
    let Noun { one, many } = unit;
    let (example, percent) = (example.words(unit), confidence.percent());
    format!(
        "Not every {one} answered. The range beside a figure, such as {example}, says for how many \
         of all {many} the same may be true, whether they answered or not. It assumes that those \
         that answered were like a random draw, as if their names had been drawn from a hat. Ranges \
         made in this way then hold the true number at least {confidence}, and so they are called {percent} \
         ranges. But nobody drew names: \
         each {one} chose whether to answer. If those that did differ from those that did not in the \
         very thing that was asked, the true number may lie outside the range, and no arithmetic can \
         tell."
    )
}

/// What one range says and assumes, in a sentence that can stand alone.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::{Confidence, Interval, Sample, assumptions, exact};
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// let range = exact(Sample::new(38, 75, 153)?, Confidence::NinetyFive);
/// assert_eq!(
///     assumptions::in_a_sentence(Interval::Units(range), &unit, Confidence::NinetyFive),
///     "If those that answered were like a random draw, the same is true of 65 to 90 of 153 authorities; \
///      ranges made in this way hold the true number at least 19 times in 20."
/// );
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
pub fn in_a_sentence(range: Interval, unit: &Noun, confidence: Confidence) -> String {
    let (true_of, number) = match range {
        Interval::Units(_) => (String::new(), "number"),
        Interval::Percent(_) => (format!(" of all {} like them", unit.many), "share"),
    };
    format!(
        "If those that answered were like a random draw, the same is true of {}{true_of}; ranges made in this \
         way hold the true {number} at least {confidence}.",
        range.words(unit)
    )
}

/// What the second opinion on a range assumes ([`super::wilson`]).
///
/// ```
/// # use analysis::estimate::assumptions;
/// assert!(assumptions::second_opinion().ends_with("It rests on the same assumption."));
/// ```
pub fn second_opinion() -> String {
    "A second way of working out the range, by a widely used formula (Wilson’s), is there to check \
     the first. It rests on the same assumption."
        .to_owned()
}

/// What the worst case says, which assumes nothing ([`super::worst_case`]).
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::assumptions;
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(assumptions::worst_case(&unit).starts_with("The worst case assumes nothing"));
/// ```
pub fn worst_case(unit: &Noun) -> String {
    let Noun { many, .. } = unit;
    format!(
        "The worst case assumes nothing about the {many} of which there is no answer, because they sent \
         none or left the question empty. Its lower end is the number if every one of them had said no, \
         and its upper end the number if every one had said yes. As long as the answers given are right, \
         the true number can’t lie outside it."
    )
}

/// What the range of a group assumes that an answer defines ([`super::clopper_pearson`]).
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::{Confidence, assumptions};
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// let words = assumptions::group(&unit, Confidence::NinetyFive);
/// assert!(words.contains("a range in percent and none in authorities"));
/// ```
pub fn group(unit: &Noun, confidence: Confidence) -> String {
    let Noun { many, .. } = unit;
    format!(
        "Some shares are not of all {many}, but of those that had given a certain answer before or had written \
         a comment. Nobody knows how many of all {many} would have, so such a share has a range in percent and none \
         in {many}. It assumes that those in its base were like a random draw from a large number of {many} \
         like them, and then holds the true share at least {confidence}. If anything, this makes the \
         range too wide."
    )
}

/// What a range stands for whose base is every submitted return, wherever earlier answers led.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::assumptions;
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(assumptions::asked_or_not(&unit).ends_with("has a range in authorities."));
/// ```
pub fn asked_or_not(unit: &Noun) -> String {
    let Noun { many, .. } = unit;
    format!(
        "Where a percentage is of all that submitted a return, asked or not, those not asked count among those that \
         did not say so; it stands for all {many} and has a range in {many}."
    )
}

/// What weighting does and assumes ([`super::weighted()`]), by the names of what is matched.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::{Confidence, assumptions};
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// let matched = ["Region".to_owned(), "Ofsted rating".to_owned()];
/// let words = assumptions::weighted(&unit, Confidence::NinetyFive, &matched);
/// assert!(words.contains("match all authorities by “Region” and “Ofsted rating”"));
/// ```
pub fn weighted(unit: &Noun, confidence: Confidence, matched: &[String]) -> String {
    let Noun { many, .. } = unit;
    let (these, alone) = match matched.len() {
        1 => ("this", ""),
        _ => (
            "these",
            ", and that each of these goes with the answers in the same way whatever the others are",
        ),
    };
    let matched = list(matched);
    format!(
        "For a weighted figure some answers count for more and others for less, so that those that \
         answered match all {many} by {matched}. Where few of a group answered, each of their answers \
         counts for more. This assumes that, among {many} alike in {these}, those that answered were \
         like those that did not{alone}; it can’t make up for any other difference between them. The range \
         of a weighted figure is in percent. As far as the assumption is right, ranges made in this way hold the \
         true share about {confidence}. A weighted figure is an estimate, and no count of {many}."
    )
}

/// How the range of a weighted figure is made at 0% and at 100%.
///
/// ```
/// # use analysis::estimate::assumptions;
/// assert!(assumptions::without_difference().starts_with("At 0% and at 100%"));
/// ```
pub fn without_difference() -> String {
    "At 0% and at 100% the answers don’t differ, so how unsure a weighted share is can’t be told from them: its range is \
     then made from how many answered and how differently their answers count."
        .to_owned()
}

/// Why a share of comments has no range.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::assumptions;
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(assumptions::comments(&unit).contains("one authority may write several"));
/// ```
pub fn comments(unit: &Noun) -> String {
    format!(
        "Shares of comments have no range, because one {} may write several comments that are much alike.",
        unit.one
    )
}

/// What no range tells, whichever way it is made.
///
/// ```
/// # use analysis::dataset::Noun;
/// # use analysis::estimate::assumptions;
/// let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(assumptions::beyond(&unit).contains("misread"));
/// ```
pub fn beyond(unit: &Noun) -> String {
    let Noun { many, .. } = unit;
    format!(
        "A range only says how far a number may be off because some {many} did not answer. It does \
         not say whether a question was misread, or an answer mistaken."
    )
}

/// Names in quotation marks, with commas and an "and".
fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_needs_a_statistician() {
        let unit = Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        };
        let confidence = Confidence::NinetyFive;
        let example = UnitRange {
            low: 65,
            high: 90,
            population: 153,
        };
        let all = [
            range(&unit, confidence, example),
            second_opinion(),
            worst_case(&unit),
            group(&unit, confidence),
            asked_or_not(&unit),
            weighted(&unit, confidence, &["Region".to_owned()]),
            without_difference(),
            beyond(&unit),
        ]
        .concat()
        .to_lowercase();
        for jargon in [
            "confidence",
            "interval",
            "significan",
            "hypergeometric",
            "finite population",
            "margin",
            "sample",
            "variance",
            "estimator",
            "representative",
        ] {
            assert!(!all.contains(jargon), "{jargon} needs explaining");
        }
    }

    #[test]
    fn names_are_listed_as_people_list_them() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(list(&names), "“A”, “B” and “C”");
        assert_eq!(list(&names[..1]), "“A”");
    }
}
