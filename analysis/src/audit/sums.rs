//! Claims that add others up.

use std::ops::RangeInclusive;

use super::bases::Bases;
use super::claim::{Claim, Publication};
use super::judge::Said;
use super::rounding::Rounding;
use super::verdict::Verdict;
use super::words;
use crate::share::Percent;

/// Holds a claim against what it adds up, and gives the counts that this makes, where the counts of all its parts
/// are known.
pub(super) fn check(
    claim: &Claim,
    publication: &Publication,
    bases: &Bases<'_>,
    said: &mut Said,
) -> Option<RangeInclusive<u64>> {
    let parts: Vec<&Claim> = claim
        .sum
        .iter()
        .filter_map(|id| publication.claim(id))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let counts: Option<Vec<_>> = parts.iter().map(|part| counts(part, bases)).collect();
    let rounded = sum_of_rounded(claim, &parts);
    let Some(counts) = counts else {
        let far = claim
            .percent
            .zip(rounded.as_ref())
            .filter(|(percent, rounded)| {
                // Each part is less than one unit off, and so is the claim.
                percent.units().abs_diff(rounded.sum.units()) > parts.len() as u64
            });
        if let Some((percent, rounded)) = far {
            let why = format!(
                "What it adds up makes {}, which is too far from {percent}.",
                rounded.shown
            );
            said.verdict(Verdict::Contradicts, why);
        } else if let Some(rounded) = rounded {
            said.note(format!(
                "It adds up rounded percentages: {}.",
                rounded.shown
            ));
        }
        return None;
    };
    let (fewest, most) = counts.iter().fold((0, 0), |(fewest, most), counts| {
        (fewest + counts.start(), most + counts.end())
    });
    if fewest == most {
        let shown: Vec<String> = counts
            .iter()
            .map(|counts| counts.start().to_string())
            .collect();
        let addition = words::addition(&shown, fewest);
        match claim.count {
            Some(count) if u64::from(count) != fewest => said.verdict(
                Verdict::Contradicts,
                format!("What it adds up doesn't make {count}: {addition}."),
            ),
            _ => said.note(format!("What it adds up: {addition}.")),
        }
    } else if let Some(count) = claim.count
        && !(fewest..=most).contains(&u64::from(count))
    {
        let why = format!("What it adds up makes {fewest} to {most}, not {count}.");
        said.verdict(Verdict::Contradicts, why);
    }
    if let Some((percent, base)) = claim.percent.zip(bases.of(claim))
        && let Some(rounded) = rounded.filter(|rounded| rounded.sum == percent)
        && !could_be(percent, base.of, &(fewest..=most))
    {
        let why = format!(
            "The published {percent} is the sum of the rounded parts: {}.",
            rounded.shown
        );
        said.verdict(Verdict::Contradicts, why);
    }
    Some(fewest..=most)
}

/// Says what a total leaves for a part that disagrees with itself.
pub(super) fn as_part(
    claim: &Claim,
    publication: &Publication,
    bases: &Bases<'_>,
    said: &mut Said,
) {
    let totals = publication
        .claims
        .iter()
        .filter(|total| total.sum.contains(&claim.id));
    for total in totals {
        let others = total.sum.iter().filter(|id| **id != claim.id);
        let counts = others.map(|id| publication.claim(id).and_then(|part| counts(part, bases)));
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
                "The others that “{}” adds up leave {left} of its {count} for this one.",
                total.text
            ));
        }
    }
}

/// The counts that a claim can stand for: the one it states, or those that its percentage allows under any
/// rounding.
pub(super) fn counts(claim: &Claim, bases: &Bases<'_>) -> Option<RangeInclusive<u64>> {
    if let Some(count) = claim.count {
        return Some(u64::from(count)..=u64::from(count));
    }
    let (percent, base) = claim.percent.zip(bases.of(claim))?;
    let counts = Rounding::ALL
        .into_iter()
        .filter_map(|rounding| rounding.counts(percent, base.of));
    let (first, last) = counts
        .map(RangeInclusive::into_inner)
        .reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))?;
    Some(u64::from(first)..=u64::from(last))
}

/// Whether one of several counts is printed as a percentage under some rounding.
fn could_be(percent: Percent, base: u32, known: &RangeInclusive<u64>) -> bool {
    let mut counts = Rounding::ALL
        .into_iter()
        .filter_map(|rounding| rounding.counts(percent, base));
    counts.any(|counts| {
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
