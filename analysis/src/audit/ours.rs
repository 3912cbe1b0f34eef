//! A claim beside the finding of ours that answers it.

use super::bases::Bases;
use super::claim::{Claim, Ours};
use super::judge::Said;
use super::picture;
use super::rounding::Rounding;
use super::verdict::Verdict;
use super::words;
use crate::share::Percent;

/// Says whether a claim is ours, and by how much it isn't. What isn't stated but follows is held against ours too. Only
/// a sound claim differs: what is wrong with another has been said.
pub(super) fn compare(claim: &Claim, bases: &Bases<'_>, ours: Ours, said: &mut Said) {
    let decimals = claim.percent.map_or(0, Percent::decimals);
    let is_number = claim.percent.is_some() && ours.base_of_percentage().is_none();
    let shown = if is_number {
        format!("{}, a number and no percentage", ours.count)
    } else {
        words::ours(ours, decimals)
    };
    let compared = [
        percentage(claim, ours),
        count(claim, bases, ours),
        base(claim, bases, ours),
        segments(claim, bases, ours),
    ];
    let differences: Vec<String> = compared
        .iter()
        .filter_map(|one| match one {
            Compared::Differs(how) => Some(how.clone()),
            _ => None,
        })
        .collect();
    if !differences.is_empty() {
        let why = format!(
            "Our figure is {shown}: {}.",
            words::list(differences, "and")
        );
        if said.is_sound() {
            said.verdict(Verdict::Differs, why);
        } else {
            said.note(why);
        }
        return;
    }
    let [percent, count, base, segments] = compared.map(|one| matches!(one, Compared::Same));
    let has_base = claim.base.is_some() && ours.base.is_none();
    said.note(match (percent || count, base) {
        (true, _) if is_number => {
            format!("Our figure is {shown}: the published count is the same.")
        }
        (false, _) if is_number => {
            format!("Our figure is {shown}, so nothing is stated that could be compared with it.")
        }
        (true, _) if has_base => format!("Our figure is the same, {shown}, but it has no base."),
        (true, _) => format!("Our figure is the same: {shown}."),
        (false, true) if segments => {
            format!("Our figure is {shown}: the base is the same, and its count fits the segments.")
        }
        (false, true) => {
            format!("Our figure is {shown}: the base is the same, and nothing more is stated.")
        }
        (false, false) => {
            format!("Our figure is {shown}, but nothing is stated that could be compared with it.")
        }
    });
}

/// What comes of holding one number against ours.
enum Compared {
    /// It is not stated and doesn't follow, or ours has no such number.
    Not,
    Same,
    /// How it differs, in words.
    Differs(String),
}

/// A percentage is ours where ours is printed as it. A number that is no share and no percentage is held against none.
fn percentage(claim: &Claim, ours: Ours) -> Compared {
    let Some((published, base)) = claim.percent.zip(ours.base_of_percentage()) else {
        return Compared::Not;
    };
    let decimals = published.decimals();
    let rounded = |rounding: Rounding| rounding.percent(ours.count, base, decimals);
    let Some(nearest) = rounded(Rounding::HalfUp) else {
        return Compared::Differs("nobody is in our base".to_owned());
    };
    if published == nearest || Some(published) == rounded(Rounding::HalfEven) {
        return Compared::Same;
    }
    let units = published.units().abs_diff(nearest.units());
    let way = way(published.units() > nearest.units());
    let points = words::points(units, decimals);
    Compared::Differs(format!("the published percentage is {points} {way}"))
}

/// The count that is stated, or what a claim adds up.
fn count(claim: &Claim, bases: &Bases<'_>, ours: Ours) -> Compared {
    if ours.is_percentage {
        return Compared::Not;
    }
    if let Some(count) = claim.count {
        return number("published count", count, ours.count);
    }
    match bases.total(claim) {
        Some(total) if total.start() == total.end() => match bases.count(claim) {
            Some(count) => number("sum of its parts", count, ours.count),
            None => Compared::Not,
        },
        Some(total) if !total.contains(&u64::from(ours.count)) => Compared::Differs(format!(
            "its parts add up to between {} and {}",
            total.start(),
            total.end()
        )),
        _ => Compared::Not,
    }
}

/// The base that is stated or follows.
fn base(claim: &Claim, bases: &Bases<'_>, ours: Ours) -> Compared {
    match (claim.base, bases.of(claim), ours.base) {
        (Some(base), _, Some(ours)) => number("published base", base, ours),
        (None, Some(base), Some(ours)) => number("base worked out here", base.of, ours),
        _ => Compared::Not,
    }
}

/// Of the same base, our count has to be some of the segments as any count has.
fn segments(claim: &Claim, bases: &Bases<'_>, ours: Ours) -> Compared {
    let base = bases.of(claim).map(|base| base.of);
    let makes = |base| picture::makes(claim, base) && ours.base == Some(base);
    if !base.is_some_and(makes) {
        Compared::Not
    } else if picture::could_count(claim, ours.count) {
        Compared::Same
    } else {
        Compared::Differs(format!(
            "{} is neither one of the published segments ({}) nor several of them together",
            ours.count,
            picture::list(claim)
        ))
    }
}

fn number(what: &str, published: u32, ours: u32) -> Compared {
    let off = published.abs_diff(ours);
    if off == 0 {
        Compared::Same
    } else {
        let way = way(published > ours);
        Compared::Differs(format!("the {what} is {off} {way}"))
    }
}

fn way(is_above: bool) -> &'static str {
    if is_above { "higher" } else { "lower" }
}
