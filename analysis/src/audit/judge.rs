//! Judging a claim: every check, with the arithmetic of each.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::bases::{Base, Bases, Whence};
use super::claim::{Claim, OurFigures, Publication};
use super::ours;
use super::rounding::Rounding;
use super::sums;
use super::verdict::Verdict;
use super::words;
use crate::share::Percent;

/// What was found of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The claim's id.
    pub id: String,
    /// The verdicts, in order; [`Verdict::Consistent`] stands alone.
    pub verdicts: Vec<Verdict>,
    /// The arithmetic, in sentences.
    pub why: String,
}

impl Judged {
    /// Whether nothing is wrong with the claim.
    pub fn is_consistent(&self) -> bool {
        self.verdicts == [Verdict::Consistent]
    }
}

/// Judges every claim of a publication, in order: by arithmetic alone, and against our figures where there are
/// any.
///
/// ```
/// # use analysis::audit::{Claim, Publication, Verdict, audit};
/// let claim = Claim { percent: "58".parse().ok(), count: Some(41), base: Some(70), ..Claim::default() };
/// let publication = Publication { responses: None, claims: vec![claim] };
/// let judged = audit(&publication, None);
/// assert_eq!(judged[0].verdicts, [Verdict::Truncated]);
/// assert_eq!(judged[0].why, "41 of 70 is 58.57%, which rounds to 59%; the published 58% is cut off.");
/// ```
pub fn audit(publication: &Publication, ours: Option<&OurFigures>) -> Vec<Judged> {
    let bases = Bases::new(publication, publication.answers(ours));
    let claims = publication.claims.iter();
    claims
        .map(|claim| judge(claim, publication, &bases, ours))
        .collect()
}

fn judge(
    claim: &Claim,
    publication: &Publication,
    bases: &Bases<'_>,
    ours: Option<&OurFigures>,
) -> Judged {
    let mut said = Said::default();
    let base = bases.of(claim);
    if let Some(base) = base.filter(|_| claim.percent.is_some()) {
        said.derived(claim, base, bases);
    }
    count_within_base(claim, base, &mut said);
    let total = sums::check(claim, publication, bases, &mut said);
    percentage(claim, base, total, bases, &mut said);
    segments(claim, &mut said);
    parts_of_whole(claim, bases, &mut said);
    if said.verdicts.contains(&Verdict::Contradicts) {
        sums::as_part(claim, publication, bases, &mut said);
    }
    let key = claim.finding.as_ref();
    let figure = key.and_then(|key| ours?.get(key)?.as_ref());
    if let Some(figure) = figure {
        ours::compare(claim, *figure, &mut said);
    }
    said.judged(claim)
}

/// What is being said of one claim.
#[derive(Default)]
pub(super) struct Said {
    verdicts: BTreeSet<Verdict>,
    sentences: Vec<String>,
}

impl Said {
    pub(super) fn verdict(&mut self, verdict: Verdict, why: impl Into<String>) {
        self.verdicts.insert(verdict);
        self.note(why);
    }

    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }

    /// Whether the claim holds as far as its own publication goes.
    pub(super) fn is_sound(&self) -> bool {
        let unsound = [
            Verdict::Impossible,
            Verdict::Truncated,
            Verdict::Contradicts,
        ];
        !unsound
            .iter()
            .any(|verdict| self.verdicts.contains(verdict))
    }

    /// How a base that isn't stated follows from what is.
    fn derived(&mut self, claim: &Claim, base: Base, bases: &Bases<'_>) {
        let of = base.of;
        match base.whence {
            Whence::Stated => {}
            Whence::Segments => {
                let segments: Vec<String> = claim.segments.iter().map(u32::to_string).collect();
                self.note(format!(
                    "No base is stated, but the segments of its picture add up to one: {}.",
                    words::addition(&segments, of)
                ));
            }
            Whence::Set => self.note(format!(
                "No base is stated here; other parts of the same whole are of {of}."
            )),
            Whence::Sum => self.note(format!(
                "No base is stated; the claims that it adds up are of {of}."
            )),
            Whence::OnlyOne => {
                let answers = bases.answers.unwrap_or(of);
                let what = stated_of_group(&bases.group(claim));
                self.note(format!(
                    "No base is stated, but up to the {answers} that answered only a base of {of} can give {what}."
                ));
            }
        }
    }

    fn judged(mut self, claim: &Claim) -> Judged {
        if self.verdicts.is_empty() {
            self.verdicts.insert(Verdict::Consistent);
        }
        if self.sentences.is_empty() {
            self.note("There is nothing that it could disagree with.");
        }
        Judged {
            id: claim.id.clone(),
            verdicts: self.verdicts.into_iter().collect(),
            why: self.sentences.join(" "),
        }
    }
}

/// What bases have to give, in words: the one percentage, or all the parts of a whole.
fn stated_of_group(group: &[&Claim]) -> String {
    let stated = |part: &&Claim| match (part.percent, part.count) {
        (Some(percent), Some(count)) => Some(format!("{percent} for {count}")),
        (Some(percent), None) => Some(percent.to_string()),
        (None, count) => count.map(|count| count.to_string()),
    };
    let parts: Vec<String> = group.iter().filter_map(stated).collect();
    if parts.len() == 1 {
        words::list(parts, "and")
    } else {
        format!("{} as parts of one whole", words::list(parts, "and"))
    }
}

fn count_within_base(claim: &Claim, base: Option<Base>, said: &mut Said) {
    let (Some(count), Some(base)) = (claim.count, base.map(|base| base.of)) else {
        return;
    };
    if count > base {
        let why = format!("{count} can't be counted in a base of {base}.");
        said.verdict(Verdict::Contradicts, why);
    } else if claim.percent.is_none() && claim.sum.is_empty() {
        said.note(format!(
            "{count} fits a base of {base}; no percentage is stated."
        ));
    }
}

/// The percentage with its base, and with its count where there is one: stated, or made by what it adds up.
fn percentage(
    claim: &Claim,
    base: Option<Base>,
    total: Option<RangeInclusive<u64>>,
    bases: &Bases<'_>,
    said: &mut Said,
) {
    let Some(percent) = claim.percent else {
        return;
    };
    let Some(base) = base.map(|base| base.of) else {
        without_base(claim, percent, bases, said);
        return;
    };
    let stated = claim.count.map(|count| u64::from(count)..=u64::from(count));
    let known = stated.or(total);
    let gives = |rounding: Rounding| {
        rounding.counts(percent, base).is_some_and(|counts| {
            let (first, last) = (u64::from(*counts.start()), u64::from(*counts.end()));
            let within =
                |known: &RangeInclusive<u64>| *known.start() <= last && first <= *known.end();
            known.as_ref().is_none_or(within)
        })
    };
    let one_count = known
        .as_ref()
        .filter(|known| known.start() == known.end())
        .and_then(|known| u32::try_from(*known.start()).ok())
        .filter(|count| *count <= base);
    let why = match one_count {
        Some(count) => words::count_of_base(count, base, percent),
        None => words::any_count_of(base, percent),
    };
    let exists = |rounding: Rounding| rounding.counts(percent, base).is_some();
    if !Rounding::ALL.into_iter().any(exists) {
        if one_count.is_some() {
            said.note(why);
        }
        said.verdict(Verdict::Impossible, words::no_count_of(base, percent));
    } else if claim.count.is_some_and(|count| count > base) {
        // That the count doesn't fit has been said, and nothing is a percentage of it.
    } else if gives(Rounding::HalfUp) || gives(Rounding::HalfEven) {
        said.note(why);
    } else if gives(Rounding::Truncation) {
        said.verdict(Verdict::Truncated, why);
    } else {
        said.verdict(Verdict::Contradicts, why);
    }
}

/// A percentage of nobody knows how many.
fn without_base(claim: &Claim, percent: Percent, bases: &Bases<'_>, said: &mut Said) {
    said.verdict(
        Verdict::UnstatedBase,
        format!("{percent} of how many is not stated, and no base can be derived."),
    );
    let group = bases.group(claim);
    let Some((candidates, answers)) = bases.candidates(&group).zip(bases.answers) else {
        return;
    };
    if candidates.is_empty() {
        let what = stated_of_group(&group);
        let why = format!(
            "No base up to the {answers} that answered can give {what}, under any one rounding."
        );
        said.verdict(Verdict::Contradicts, why);
    } else {
        said.note(words::candidates(&candidates, answers));
    }
}

/// The counts of a picture: they make the base, and the claim's own count is one of them or several together.
fn segments(claim: &Claim, said: &mut Said) {
    if claim.segments.is_empty() {
        return;
    }
    let shown: Vec<String> = claim.segments.iter().map(u32::to_string).collect();
    let sum: u64 = claim.segments.iter().map(|one| u64::from(*one)).sum();
    let addition = words::addition(&shown, sum);
    match claim.base {
        Some(base) if u64::from(base) != sum => said.verdict(
            Verdict::Contradicts,
            format!("The segments of its picture don't make its base of {base}: {addition}."),
        ),
        Some(base) => said.note(format!(
            "The segments of its picture make its base of {base}: {addition}."
        )),
        None => {}
    }
    if let Some(count) = claim
        .count
        .filter(|count| !is_some_of(*count, &claim.segments))
    {
        let shown = words::list(shown, "and");
        let why = format!(
            "{count} is none of the segments of its picture ({shown}), nor several together."
        );
        said.verdict(Verdict::Contradicts, why);
    }
}

/// Whether a count is one of the segments or several of them together.
fn is_some_of(count: u32, segments: &[u32]) -> bool {
    let mut sums = BTreeSet::from([0]);
    for segment in segments {
        let more: Vec<u32> = sums
            .iter()
            .filter_map(|sum| segment.checked_add(*sum))
            .collect();
        sums.extend(more.into_iter().filter(|sum| *sum <= count));
    }
    sums.contains(&count)
}

/// The parts of one whole, together: no more than the whole.
fn parts_of_whole(claim: &Claim, bases: &Bases<'_>, said: &mut Said) {
    let Some(set) = &claim.set else {
        return;
    };
    let group = bases.group(claim);
    let known: Option<Vec<Base>> = group.iter().map(|part| bases.of(part)).collect();
    let Some(base) = known.and_then(|known| {
        let of = known.first()?.of;
        known.iter().all(|base| base.of == of).then_some(of)
    }) else {
        return;
    };
    let fewest = group
        .iter()
        .map(|part| sums::counts(part, bases).map(|counts| *counts.start()));
    let fewest: Vec<u64> = fewest.flatten().collect();
    let sum: u64 = fewest.iter().sum();
    if sum > u64::from(base) {
        let parts: Vec<String> = fewest.iter().map(u64::to_string).collect();
        let addition = words::addition(&parts, sum);
        let why = format!("The parts of “{set}” don't fit their base of {base}: {addition}.");
        said.verdict(Verdict::Contradicts, why);
    }
}
