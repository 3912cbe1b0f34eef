//! Claims that add others up.

use std::ops::RangeInclusive;

use super::bases::Bases;
use super::claim::Claim;
use super::judge::Said;
use super::rounding::{Rounding, counts_under_any};
use super::verdict::Verdict;
use super::words;
use crate::share::Percent;

/// Holds a claim against what it adds up.
pub(super) fn check(claim: &Claim, bases: &Bases<'_>, said: &mut Said) {
    let parts: Vec<&Claim> = claim
        .sum
        .iter()
        .filter_map(|id| bases.ties.claim(id))
        .collect();
    if parts.is_empty() {
        return;
    }
    let counts: Vec<_> = parts.iter().map(|part| counts(part, bases)).collect();
    let rounded = sum_of_rounded(claim, &parts);
    match bases.total(claim) {
        Some(total) => {
            let counts: Vec<_> = counts.into_iter().flatten().collect();
            let differing = differing_bases(claim, bases).zip(claim.stated_base());
            if let Some((of_parts, base)) = &differing {
                let why = words::bases_of_parts(of_parts, *base);
                said.verdict(Verdict::Contradicts, why);
            }
            if differing.is_none() || claim.count.is_some() {
                counted(claim, &counts, &total, bases, said);
            }
            if let Some(rounded) = rounded.filter(|_| differing.is_none()) {
                as_rounded(claim, &rounded, &total, bases, said);
            }
        }
        None => {
            let fewest = counts.iter().flatten().map(|counts| *counts.start()).sum();
            partly_counted(claim, fewest, bases, said);
            if let Some(rounded) = rounded {
                uncounted(claim, &parts, &rounded, bases, said);
            }
        }
    }
}

/// The counts of all parts are known: they make the total's own, and leave it in its base.
fn counted(
    claim: &Claim,
    counts: &[RangeInclusive<u64>],
    total: &RangeInclusive<u64>,
    bases: &Bases<'_>,
    said: &mut Said,
) {
    let (fewest, most) = (*total.start(), *total.end());
    if fewest == most {
        let shown: Vec<String> = counts
            .iter()
            .map(|counts| counts.start().to_string())
            .collect();
        let addition = words::addition(&shown, fewest);
        match claim.count {
            Some(count) if u64::from(count) != fewest => said.verdict(
                Verdict::Contradicts,
                format!("Its parts add up to {addition}, not {count}."),
            ),
            _ => said.note(format!("Its parts add up to {addition}.")),
        }
    } else if let Some(count) = claim.count
        && !total.contains(&u64::from(count))
    {
        let why = format!("Its parts add up to between {fewest} and {most}, not {count}.");
        said.verdict(Verdict::Contradicts, why);
    }
    if let Some(base) = bases.of(claim)
        && claim.count.is_none()
        && fewest > u64::from(base.of)
    {
        let even = if fewest == most { "" } else { "Even " };
        let why = format!("{even}{fewest} is more than the base of {}.", base.of);
        said.verdict(Verdict::Contradicts, why);
    }
}

/// The bases of a claim's parts, where these are why they don't add up to it: they differ, and are no bases of groups,
/// as together they are more than the claim's own. Where the counts fit all the same, nothing is wrong.
pub(super) fn differing_bases(claim: &Claim, bases: &Bases<'_>) -> Option<Vec<u32>> {
    let base = claim.stated_base()?;
    let total = bases.total(claim)?;
    if fits(claim, base, &total) {
        return None;
    }
    let parts = claim.sum.iter().filter_map(|id| bases.ties.claim(id));
    let of_parts: Vec<u32> = parts.filter_map(Claim::stated_base).collect();
    let together: u64 = of_parts.iter().copied().map(u64::from).sum();
    let mut each: Vec<u32> = Vec::new();
    for of in of_parts {
        if !each.contains(&of) {
            each.push(of);
        }
    }
    (each.len() > 1 && together > u64::from(base)).then_some(each)
}

/// Whether what is added up can be what a claim states.
fn fits(claim: &Claim, base: u32, total: &RangeInclusive<u64>) -> bool {
    if let Some(count) = claim.count {
        return total.contains(&u64::from(count));
    }
    let gives = |percent: Percent| {
        let mut roundings = Rounding::ALL.into_iter();
        roundings.any(|rounding| could_be(percent, base, total, rounding))
    };
    *total.start() <= u64::from(base) && claim.percent.is_none_or(gives)
}

/// The counts of some parts are known: already they must not be more than the total's own, or than its base.
fn partly_counted(claim: &Claim, fewest: u64, bases: &Bases<'_>, said: &mut Said) {
    let base = bases.of(claim).map(|base| base.of);
    let why = match (claim.count, base) {
        (Some(count), _) if fewest > u64::from(count) => {
            format!("Some of its parts already add up to {fewest}, which is more than {count}.")
        }
        (None, Some(base)) if fewest > u64::from(base) => format!(
            "Some of its parts already add up to {fewest}, which is more than the base of {base}."
        ),
        _ => return,
    };
    said.verdict(Verdict::Contradicts, why);
}

/// A percentage that is what the printed ones of its parts make, where it can't come from their counts, or only
/// cut off.
fn as_rounded(
    claim: &Claim,
    rounded: &Rounded,
    total: &RangeInclusive<u64>,
    bases: &Bases<'_>,
    said: &mut Said,
) {
    let Some((percent, base)) = claim.percent.zip(bases.of(claim)) else {
        return;
    };
    let gives = |rounding: Rounding| could_be(percent, base.of, total, rounding);
    if rounded.sum != percent || gives(Rounding::HalfUp) || gives(Rounding::HalfEven) {
        return;
    }
    let why = format!(
        "The published {percent} is the sum of the rounded parts: {}.",
        rounded.shown
    );
    if gives(Rounding::Truncation) {
        said.note(why);
    } else {
        said.verdict(Verdict::Contradicts, why);
    }
}

/// Percentages of which no counts are known. Only those of one whole can be added up.
fn uncounted(
    claim: &Claim,
    parts: &[&Claim],
    rounded: &Rounded,
    bases: &Bases<'_>,
    said: &mut Said,
) {
    let Some(percent) = claim.percent else {
        return;
    };
    let shown = &rounded.shown;
    // Each part is less than one unit off, and so is the claim.
    let is_far = percent.units().abs_diff(rounded.sum.units()) > parts.len() as u64;
    let is_one_whole = bases.is_one_whole(parts) && bases.of(claim).is_none();
    if is_far && is_one_whole && claim.count.is_none() {
        let why = format!(
            "The percentages of its parts add up to {shown}, further from {percent} than rounding can explain."
        );
        said.verdict(Verdict::Contradicts, why);
    } else if is_far {
        said.note(format!(
            "The percentages of its parts add up to {shown}, but only percentages of the same base can be added up."
        ));
    } else {
        said.note(format!(
            "The rounded percentages of its parts add up to {shown}."
        ));
    }
}

/// Says what a total leaves for a part that disagrees with itself.
pub(super) fn as_part(claim: &Claim, bases: &Bases<'_>, said: &mut Said) {
    for total in bases.ties.totals(claim) {
        let others = total.sum.iter().filter(|id| **id != claim.id);
        let counts = others.map(|id| counts(bases.ties.claim(id)?, bases));
        let exact = |counts: Option<RangeInclusive<u64>>| {
            counts
                .filter(|counts| counts.start() == counts.end())
                .map(|counts| *counts.start())
        };
        let others: Option<u64> = counts.map(exact).sum();
        let left = total
            .count
            .zip(others)
            .and_then(|(count, others)| u64::from(count).checked_sub(others));
        if let Some((left, count)) = left
            .zip(total.count)
            .filter(|(left, _)| claim.count.map(u64::from) != Some(*left))
        {
            said.note(format!(
                "The other parts of “{}” leave {left} of its {count} for this one.",
                total.text
            ));
        }
    }
}

/// The counts that a claim can stand for: the one that it states or adds up, those that its percentage allows
/// under any rounding, or those that it may add up.
pub(super) fn counts(claim: &Claim, bases: &Bases<'_>) -> Option<RangeInclusive<u64>> {
    if let Some(count) = bases.count(claim) {
        return Some(u64::from(count)..=u64::from(count));
    }
    let allowed = || {
        let (percent, base) = claim.percent.zip(bases.of(claim))?;
        let (first, last) = counts_under_any(percent, base.of)?.into_inner();
        Some(u64::from(first)..=u64::from(last))
    };
    allowed().or_else(|| bases.total(claim))
}

/// Whether one of several counts is printed as a percentage under a rounding.
pub(super) fn could_be(
    percent: Percent,
    base: u32,
    known: &RangeInclusive<u64>,
    rounding: Rounding,
) -> bool {
    rounding.counts(percent, base).is_some_and(|counts| {
        u64::from(*counts.start()) <= *known.end() && *known.start() <= u64::from(*counts.end())
    })
}

/// Percentages added up as they are printed.
struct Rounded {
    sum: Percent,
    shown: String,
}

/// What the printed percentages of the parts add up to, where all are printed and with as many decimals.
fn sum_of_rounded(claim: &Claim, parts: &[&Claim]) -> Option<Rounded> {
    let decimals = claim.percent?.decimals();
    let percents: Option<Vec<Percent>> = parts
        .iter()
        .map(|part| {
            part.percent
                .filter(|percent| percent.decimals() == decimals)
        })
        .collect();
    let percents = percents?;
    let sum = percents.iter().map(|percent| percent.units()).sum();
    let sum = Percent::of_units(sum, decimals);
    let shown: Vec<String> = percents
        .iter()
        .map(|percent| percent.to_string().trim_end_matches('%').to_owned())
        .collect();
    let shown = words::addition(&shown, sum);
    Some(Rounded { sum, shown })
}
