//! The arithmetic of a verdict, in plain words.

use std::ops::RangeInclusive;

use super::candidates::{Beyond, MANY};
use super::claim::Ours;
use super::rounding::{Rounding, counts_under_any};
use crate::share::{Percent, Share};

/// "11 of 24 is 45.83%, which rounds to 46%; the published 45% is cut off."
pub(super) fn count_of_base(count: u32, base: u32, published: Percent) -> String {
    let is = is(count, base, published.decimals());
    let under = |rounding: Rounding| rounding.percent(count, base, published.decimals());
    let Some(rounded) = under(Rounding::HalfUp) else {
        return empty_base();
    };
    let exact = is_exact(count, base, published.decimals());
    if rounded == published && exact {
        format!("{is}.")
    } else if rounded == published {
        format!("{is}, which rounds to {published}.")
    } else if under(Rounding::HalfEven) == Some(published) {
        format!("{is}, which rounds to {published} where halves go to the even digit.")
    } else if under(Rounding::Truncation) == Some(published) {
        format!("{is}, which rounds to {rounded}; the published {published} is cut off.")
    } else if exact {
        format!("{is}, not {published}.")
    } else {
        format!("{is}, which rounds to {rounded}, not {published}.")
    }
}

/// What can be said of a percentage of which only the base is known.
pub(super) fn any_count_of(base: u32, published: Percent) -> String {
    let counts = |rounding: Rounding| rounding.counts(published, base);
    let rounded = counts(Rounding::HalfUp).or_else(|| counts(Rounding::HalfEven));
    if let Some(counts) = rounded {
        let (first, last) = counts.into_inner();
        return if first == last {
            let shown = count_of_base(first, base, published);
            format!("A base of {base} can give {published}: {shown}")
        } else {
            format!(
                "A base of {base} can give {published}: {first} to {last} of {base} round to it."
            )
        };
    }
    if let Some(counts) = counts(Rounding::Truncation) {
        let shown = count_of_base(*counts.start(), base, published);
        return format!("No count of {base} rounds to {published}. {shown}");
    }
    no_count_of(base, published)
}

/// What can be said of a percentage whose parts make one of several counts.
pub(super) fn several_counts_of(
    known: &RangeInclusive<u64>,
    base: u32,
    published: Percent,
) -> String {
    let adds_up = format!(
        "Its parts add up to between {} and {}",
        known.start(),
        known.end()
    );
    let both = |rounding: Rounding| {
        let (first, last) = rounding.counts(published, base)?.into_inner();
        let first = u64::from(first).max(*known.start());
        let last = u64::from(last).min(*known.end());
        (first <= last).then_some(first..=last)
    };
    if let Some(counts) = both(Rounding::HalfUp).or_else(|| both(Rounding::HalfEven)) {
        let round = if counts.start() == counts.end() {
            "rounds"
        } else {
            "round"
        };
        return format!(
            "{adds_up}; {} of {base} {round} to {published}.",
            run(&counts)
        );
    }
    let cut = both(Rounding::Truncation).and_then(|counts| u32::try_from(*counts.start()).ok());
    match cut {
        Some(count) => {
            let shown = count_of_base(count, base, published);
            format!("{adds_up}, none of which rounds to {published} of {base}. {shown}")
        }
        None => format!("{adds_up}, but only {}.", givers(base, published)),
    }
}

/// What can be said of a percentage of which a picture shows the parts: the first count of theirs that rounds to it,
/// and the first that is cut off to it.
pub(super) fn segments_of(
    rounded: Option<u64>,
    cut: Option<u64>,
    segments: &str,
    base: u32,
    published: Percent,
) -> String {
    let shown = |count: Option<u64>| {
        let count = u32::try_from(count?).ok()?;
        Some(count_of_base(count, base, published))
    };
    if let Some(shown) = shown(rounded) {
        format!("A base of {base} can give {published}: {shown}")
    } else if let Some(shown) = shown(cut) {
        format!(
            "No segment of its picture ({segments}), alone or with others, is a share of {base} that rounds to \
             {published}. {shown}"
        )
    } else {
        let only = givers(base, published);
        format!(
            "Only {only}, and no segments of its picture ({segments}), alone or together, add up to that."
        )
    }
}

/// "98 to 101 of 300 give 33%".
fn givers(base: u32, published: Percent) -> String {
    let Some(counts) = counts_under_any(published, base) else {
        return no_count_of(base, published);
    };
    let (first, last) = counts.into_inner();
    let give = if first == last { "gives" } else { "give" };
    let counts = run(&(u64::from(first)..=u64::from(last)));
    format!("{counts} of {base} {give} {published}")
}

/// "88 to 94", or the one that it is.
pub(super) fn run(counts: &RangeInclusive<u64>) -> String {
    let (first, last) = (counts.start(), counts.end());
    if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    }
}

/// Why no count of a base gives a percentage: its neighbours.
pub(super) fn no_count_of(base: u32, published: Percent) -> String {
    if base == 0 {
        return empty_base();
    }
    let below = |count: &u32| {
        let percent = Rounding::HalfUp.percent(*count, base, published.decimals());
        percent.is_some_and(|percent| percent.units() < published.units())
    };
    let (mut from, mut to) = (0, base);
    while from < to {
        let middle = u32::midpoint(from, to);
        if below(&middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    let decimals = published.decimals();
    let neighbours = if below(&from) {
        format!("even {}", is(base, base, decimals))
    } else {
        let lower = from.saturating_sub(1);
        format!(
            "{}, and {}",
            is(lower, base, decimals),
            is(from, base, decimals)
        )
    };
    format!("No count of {base} gives {published}, however it is rounded: {neighbours}.")
}

/// "8 + 17 + 9 + 36 = 70".
pub(super) fn addition(parts: &[String], sum: impl std::fmt::Display) -> String {
    format!("{} = {sum}", parts.join(" + "))
}

/// Several percentages in a row.
pub(super) fn list(parts: impl IntoIterator<Item = String>, last: &str) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., end] => format!("{} {last} {end}", others.join(", ")),
    }
}

/// The only base up to the number of responses that gives a percentage, where larger ones leave a doubt: it gives it cut
/// off alone.
pub(super) fn only_cut_off(base: u32, answers: u32) -> String {
    format!(
        "Up to the {answers} that answered only a base of {base} gives it, and only cut off; a larger one could give it \
         too, so this isn't certain."
    )
}

/// Bases that a percentage could be of, the likeliest first.
pub(super) fn candidates(bases: &[u32], answers: Option<u32>) -> String {
    if bases.len() > MANY {
        let up_to = answers.map(|answers| format!(" up to the {answers} that answered"));
        let such = numbers(&bases[..3], "and");
        let up_to = up_to.unwrap_or_default();
        return format!("Many bases{up_to} could give it, rounded or cut off, such as {such}.");
    }
    let few = numbers(bases, "or");
    match answers {
        Some(answers) => {
            format!(
                "Up to the {answers} that answered, only a base of {few} could give it, rounded or cut off."
            )
        }
        None => format!("Only a base of {few} could give it, rounded or cut off."),
    }
}

/// Bases above the number of responses, which only others than answers can have.
pub(super) fn beyond(beyond: &Beyond, answers: u32, what: &str) -> String {
    let none = format!(
        "No base up to the {answers} that answered can give {what}, under any one rounding"
    );
    match beyond {
        Beyond::Few(bases) if bases.len() <= MANY => {
            let few = numbers(bases, "or");
            format!("{none}; if it is of others too, a base of {few} could.")
        }
        Beyond::Few(_) | Beyond::Many => {
            format!("{none}; if it is of others too, a larger base could.")
        }
        Beyond::None => format!("{none}."),
    }
}

/// Bases of parts that should have one.
pub(super) fn several_bases(set: &str, bases: &[u32]) -> String {
    let bases = numbers(bases, "and");
    format!("Parts of one whole share one base, but those of “{set}” have bases of {bases}.")
}

/// Bases of parts that can't be added up to a share of another.
pub(super) fn bases_of_parts(bases: &[u32], base: u32) -> String {
    let bases = numbers(bases, "and");
    format!(
        "Its parts have bases of {bases}, and what is of different bases can't be added up to a share of {base}."
    )
}

fn numbers(numbers: &[u32], last: &str) -> String {
    list(numbers.iter().map(u32::to_string), last)
}

/// So many units of the last decimal place, in words.
pub(super) fn points(units: u64, decimals: u8) -> String {
    let number = Percent::of_units(units, decimals).to_string();
    let number = number.trim_end_matches('%');
    let points = if number == "1" { "point" } else { "points" };
    format!("{number} {points}")
}

/// What is said of a base of 0 beside which no percentage stands.
pub(super) fn no_percentage_of_nobody() -> String {
    "Nobody is in a base of 0, so no percentage of it exists.".to_owned()
}

fn empty_base() -> String {
    "Nobody is in a base of 0, so nothing is a percentage of it.".to_owned()
}

/// "11 of 24 is 45.83%", with two decimal places more than were printed where it takes any.
fn is(count: u32, base: u32, decimals: u8) -> String {
    let places = if is_exact(count, base, decimals) {
        decimals
    } else {
        decimals + 2
    };
    let percent = Rounding::HalfUp.percent(count, base, places);
    let percent = percent
        .map(|percent| percent.to_string())
        .unwrap_or_default();
    let digits = percent.trim_end_matches('%');
    let digits = if places > decimals {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    format!("{count} of {base} is {digits}%")
}

/// Whether a share needs no rounding at so many decimal places.
fn is_exact(count: u32, base: u32, decimals: u8) -> bool {
    let [cut, rounded] = [Rounding::Truncation, Rounding::HalfUp]
        .map(|rounding| rounding.percent(count, base, decimals));
    let parts = u64::from(count) * 100 * 10_u64.pow(u32::from(decimals));
    cut == rounded && parts.checked_rem(u64::from(base)) == Some(0)
}

/// A figure of ours: "62 of 70 (89%)".
pub(super) fn ours(ours: Ours, decimals: u8) -> String {
    let Ours { count, base, .. } = ours;
    match base.map(|base| (base, Share::new(count, base))) {
        Some((base, Ok(share))) => format!("{count} of {base} ({})", share.percent(decimals)),
        Some((base, Err(_))) => format!("{count} of {base}"),
        None if ours.is_percentage => format!("{count}%"),
        None => count.to_string(),
    }
}
