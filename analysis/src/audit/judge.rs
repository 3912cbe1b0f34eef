//! Judging a claim: every check, with the arithmetic of each.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::answers::{names_fact, names_others};
use super::bases::{Base, Bases, Whence};
use super::candidates::{Beyond, Possible};
use super::claim::{Claim, OurFigures, Publication};
use super::ours;
use super::picture;
use super::rounding::{Rounding, counts_under_any};
use super::sums;
use super::unchecked::unchecked;
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
    /// Whether it states only a count or only a base, so that there was nothing to check.
    pub is_unchecked: bool,
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
    let bases = Bases::new(publication, ours);
    let unchecked = unchecked(publication, ours);
    let claims = publication.claims.iter();
    let judged = claims.map(|claim| Judged {
        is_unchecked: unchecked.contains(claim.id.as_str()),
        ..judge(claim, &bases, ours)
    });
    judged.collect()
}

fn judge(claim: &Claim, bases: &Bases<'_>, ours: Option<&OurFigures>) -> Judged {
    let mut said = Said::default();
    let base = bases.of(claim);
    if let Some(base) = base.filter(|_| claim.percent.is_some()) {
        said.derived(claim, base, bases);
    }
    base_within_answers(claim, bases, &mut said);
    count_within_base(claim, base, &mut said);
    sums::check(claim, bases, &mut said);
    percentage(claim, base, bases, &mut said);
    picture::check(claim, &mut said);
    parts_of_whole(claim, bases, &mut said);
    if said.verdicts.contains(&Verdict::Contradicts) {
        sums::as_part(claim, bases, &mut said);
    }
    let key = claim.finding.as_ref();
    match key.and_then(|key| ours?.get(key)) {
        Some(Some(figure)) => ours::compare(claim, bases, *figure, &mut said),
        Some(None) => said.note("Our figure is withheld, so this could not be compared with it."),
        None => {}
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
                    "No base is stated, but the segments of its picture add up to {}.",
                    words::addition(&segments, of)
                ));
            }
            Whence::Set => self.note(format!(
                "No base is stated here, but other parts of the same whole have a base of {of}."
            )),
            Whence::Sum => self.note(format!(
                "No base is stated, but its parts have a base of {of}."
            )),
            Whence::OnlyOne => {
                let group = bases.group(claim);
                let only = match bases.limit(&group) {
                    Some(answers) => {
                        format!("of all bases up to the {answers} that answered, only {of}")
                    }
                    None => format!("only a base of {of}"),
                };
                let what = stated_of_group(&group, bases);
                let alike = if group.len() > 1 {
                    ", all of them rounded the same way"
                } else {
                    ""
                };
                self.note(format!(
                    "No base is stated, but {only} can give {what}{alike}."
                ));
            }
        }
    }

    fn judged(mut self, claim: &Claim) -> Judged {
        if self.verdicts.is_empty() {
            self.verdicts.insert(Verdict::Consistent);
        }
        if self.sentences.is_empty() {
            self.note("Nothing else is stated that it could disagree with.");
        }
        Judged {
            id: claim.id.clone(),
            verdicts: self.verdicts.into_iter().collect(),
            why: self.sentences.join(" "),
            is_unchecked: false,
        }
    }
}

/// What bases have to give, in words: the one percentage, or all the parts of a whole.
fn stated_of_group(group: &[&Claim], bases: &Bases<'_>) -> String {
    let stated = |part: &&Claim| match (part.percent, bases.count(part)) {
        (Some(percent), Some(count)) => Some(format!("{percent} for a count of {count}")),
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

/// A base of those who answered is no more than they are. Of a larger one of which it isn't known, it is only said.
fn base_within_answers(claim: &Claim, bases: &Bases<'_>, said: &mut Said) {
    let Some((base, answers)) = claim.stated_base().zip(bases.responses) else {
        return;
    };
    if base <= answers || names_others(claim) {
        return;
    }
    let why = format!("A base of {base} is more than the {answers} that answered");
    if bases.is_of_answers(&[claim]) {
        said.verdict(Verdict::Contradicts, format!("{why}."));
    } else {
        said.note(format!("{why}: it is of something else, or wrong."));
    }
}

fn count_within_base(claim: &Claim, base: Option<Base>, said: &mut Said) {
    let Some(base) = base.map(|base| base.of) else {
        return;
    };
    let is_alone = claim.percent.is_none() && claim.sum.is_empty() && claim.segments.is_empty();
    if base == 0 && is_alone && claim.count.unwrap_or(0) == 0 {
        return said.note(words::no_percentage_of_nobody());
    }
    let Some(count) = claim.count else {
        if is_alone {
            said.note(format!(
                "A base of {base} is stated, but no count or percentage of it."
            ));
        }
        return;
    };
    if count > base {
        let why = format!("{count} is more than the base of {base}.");
        said.verdict(Verdict::Contradicts, why);
    } else if claim.percent.is_none() && claim.sum.is_empty() {
        said.note(format!(
            "A count of {count} fits the base of {base}; no percentage is stated."
        ));
    }
}

/// What is known of a claim's count beside its percentage.
enum Known {
    Nothing,
    /// It is one of these: stated, or made by what it adds up.
    Counts(RangeInclusive<u64>),
    /// It is one of these: segments of its picture, alone or together.
    Segments(BTreeSet<u64>),
}

impl Known {
    fn of(claim: &Claim, base: u32, bases: &Bases<'_>) -> Self {
        let stated = claim.count.map(|count| u64::from(count)..=u64::from(count));
        let total = || {
            let total = bases.total(claim);
            total.filter(|_| sums::differing_bases(claim, bases).is_none())
        };
        if let Some(counts) = stated.or_else(total) {
            return Self::Counts(counts);
        }
        let is_whole = picture::makes(claim, base);
        let segments = is_whole.then(|| picture::counts(claim)).flatten();
        segments.map_or(Self::Nothing, Self::Segments)
    }

    /// The one count that it is, where there is one in the base.
    fn count(&self, base: u32) -> Option<u32> {
        match self {
            Self::Counts(counts) if counts.start() == counts.end() => {
                let count = u32::try_from(*counts.start()).ok();
                count.filter(|count| *count <= base)
            }
            _ => None,
        }
    }

    /// The first count that it may be and that is printed as a percentage, if there is any.
    fn gives(&self, percent: Percent, base: u32, rounding: Rounding) -> Option<u64> {
        let counts = rounding.counts(percent, base)?;
        let (first, last) = (u64::from(*counts.start()), u64::from(*counts.end()));
        match self {
            Self::Nothing => Some(first),
            Self::Counts(known) => {
                let first = first.max(*known.start());
                (first <= last.min(*known.end())).then_some(first)
            }
            Self::Segments(known) => known.range(first..=last).next().copied(),
        }
    }
}

/// The percentage with its base, and with its count where something is known of it.
fn percentage(claim: &Claim, base: Option<Base>, bases: &Bases<'_>, said: &mut Said) {
    let Some(percent) = claim.percent else {
        return;
    };
    let Some(base) = base.map(|base| base.of) else {
        without_base(claim, percent, bases, said);
        return;
    };
    let known = Known::of(claim, base, bases);
    let count = known.count(base);
    if counts_under_any(percent, base).is_none() {
        if let Some(count) = count.filter(|_| base > 0) {
            said.note(words::count_of_base(count, base, percent));
        }
        said.verdict(Verdict::Impossible, words::no_count_of(base, percent));
        return;
    }
    if matches!(&known, Known::Counts(counts) if *counts.start() > u64::from(base)) {
        // That the count doesn't fit has been said, and nothing is a percentage of it.
        return;
    }
    let gives = |rounding: Rounding| known.gives(percent, base, rounding);
    let rounded = gives(Rounding::HalfUp).or_else(|| gives(Rounding::HalfEven));
    let cut = gives(Rounding::Truncation);
    let why = match (&known, count) {
        (_, Some(count)) => words::count_of_base(count, base, percent),
        (Known::Nothing, None) => words::any_count_of(base, percent),
        (Known::Counts(counts), None) => words::several_counts_of(counts, base, percent),
        (Known::Segments(_), None) => {
            let segments = picture::list(claim);
            words::segments_of(rounded, cut, &segments, base, percent)
        }
    };
    if rounded.is_some() {
        said.note(why);
    } else if cut.is_some() {
        said.verdict(Verdict::Truncated, why);
    } else {
        said.verdict(Verdict::Contradicts, why);
    }
}

/// A percentage of nobody knows how many.
fn without_base(claim: &Claim, percent: Percent, bases: &Bases<'_>, said: &mut Said) {
    said.verdict(
        Verdict::UnstatedBase,
        format!("The base of the {percent} is not stated, and can't be worked out."),
    );
    let group = bases.group(claim);
    let limit = bases.limit(&group);
    let what = || stated_of_group(&group, bases);
    let beyond = match bases.possible(claim) {
        Possible::Only(base) => return said.note(words::candidates(&[base], limit)),
        Possible::Within(found) => {
            return said.note(match (found.as_slice(), limit) {
                ([base], Some(answers)) => words::only_cut_off(*base, answers),
                _ => words::candidates(&found, limit),
            });
        }
        Possible::Beyond(beyond) => beyond,
    };
    match (beyond, limit) {
        (Beyond::None, _) if !group.iter().any(|part| names_fact(part)) => {
            let why = format!(
                "No base, however large, can give {}, under any one rounding.",
                what()
            );
            said.verdict(Verdict::Contradicts, why);
        }
        (_, Some(answers)) if bases.is_of_answers(&group) => {
            let why = format!(
                "No base up to the {answers} that answered can give {}, under any one rounding.",
                what()
            );
            said.verdict(Verdict::Contradicts, why);
        }
        (beyond, Some(answers)) => {
            said.note(words::beyond(&beyond, answers, &what()));
        }
        (_, None) => {}
    }
}

/// The parts of one whole, together: of one base, and no more than it.
fn parts_of_whole(claim: &Claim, bases: &Bases<'_>, said: &mut Said) {
    let Some((set, whole)) = claim.set.as_ref().zip(bases.ties.whole(claim)) else {
        return;
    };
    let parts = &whole.parts;
    if parts.len() == 1 {
        said.note(format!("No other claim is a part of “{set}”."));
    }
    if !whole.is_of_one_base() {
        if claim.stated_base().is_some() {
            let why = words::several_bases(set, &whole.stated);
            said.verdict(Verdict::Contradicts, why);
        }
        return;
    }
    let known: Option<Vec<Base>> = parts.iter().map(|part| bases.of(part)).collect();
    let Some(base) = known.and_then(|known| {
        let of = known.first()?.of;
        known.iter().all(|base| base.of == of).then_some(of)
    }) else {
        return;
    };
    let fewest = parts
        .iter()
        .map(|part| sums::counts(part, bases).map(|counts| *counts.start()));
    let fewest: Vec<u64> = fewest.flatten().collect();
    let sum: u64 = fewest.iter().sum();
    if parts.len() > 1 && sum > u64::from(base) {
        let parts: Vec<String> = fewest.iter().map(u64::to_string).collect();
        let addition = words::addition(&parts, sum);
        let why =
            format!("The parts of “{set}” add up to more than their base of {base}: {addition}.");
        said.verdict(Verdict::Contradicts, why);
    }
}
