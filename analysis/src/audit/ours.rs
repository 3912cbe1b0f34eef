//! A claim beside the finding of ours that answers it.

use super::claim::{Claim, Ours};
use super::judge::Said;
use super::rounding::Rounding;
use super::verdict::Verdict;
use super::words;
use crate::share::Percent;

/// Says whether a claim is ours, and by how much it isn't. Only a sound claim differs: what is wrong with another
/// has been said.
pub(super) fn compare(claim: &Claim, ours: Ours, said: &mut Said) {
    let decimals = claim.percent.map_or(0, Percent::decimals);
    let shown = words::ours(ours.count, ours.base, decimals);
    let differences = [
        claim.percent.and_then(|percent| percentage(percent, ours)),
        claim
            .count
            .and_then(|count| number("count", count, ours.count)),
        claim
            .base
            .zip(ours.base)
            .and_then(|(base, ours)| number("base", base, ours)),
    ];
    let differences: Vec<String> = differences.into_iter().flatten().collect();
    if differences.is_empty() {
        said.note(format!("Ours is the same: {shown}."));
        return;
    }
    let why = format!("Ours is {shown}: {}.", words::list(differences, "and"));
    if said.is_sound() {
        said.verdict(Verdict::Differs, why);
    } else {
        said.note(why);
    }
}

/// How far a percentage is from ours; `None` where ours is printed as it. A number of ours that is no share is
/// taken as the percentage itself, as a declared fact may be one.
fn percentage(published: Percent, ours: Ours) -> Option<String> {
    let decimals = published.decimals();
    let rounded = |rounding: Rounding| match ours.base {
        Some(base) => rounding.percent(ours.count, base, decimals),
        None => rounding.percent(ours.count, 100, decimals),
    };
    let Some(nearest) = rounded(Rounding::HalfUp) else {
        return Some("nobody is in our base".to_owned());
    };
    if published == nearest || Some(published) == rounded(Rounding::HalfEven) {
        return None;
    }
    let units = published.units().abs_diff(nearest.units());
    let way = way(published.units() > nearest.units());
    Some(format!(
        "the published percentage is {} {way}",
        words::points(units, decimals)
    ))
}

fn number(what: &str, published: u32, ours: u32) -> Option<String> {
    let off = published.abs_diff(ours);
    let way = way(published > ours);
    (off > 0).then(|| format!("the published {what} is {off} {way}"))
}

fn way(is_above: bool) -> &'static str {
    if is_above { "higher" } else { "lower" }
}
