//! Which bases could give what is stated, where no base is.

use std::ops::RangeInclusive;

use super::answers::{names_answers, names_others};
use super::bases::Bases;
use super::claim::Claim;
use super::rounding::Rounding;
use crate::share::Percent;

/// More bases than these are many: which they are tells nothing any more.
pub(super) const MANY: usize = 8;

/// So many bases are tried beyond what is known of how many answered.
const MOST_TRIED: u64 = 100_000;

/// The bases that could give what is stated of a group, under one and the same rounding and without counting
/// anybody twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Possible {
    /// No other than this.
    Only(u32),
    /// These, up to the number of responses as far as that limits them: the largest first, and at most one more
    /// than [`MANY`], of which those come first that need not be cut off.
    Within(Vec<u32>),
    /// None of those, or nothing limits them; these above.
    Beyond(Beyond),
}

/// The bases above the number of responses that could give what is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// None, however large.
    None,
    /// These, the smallest first, and at most one more than [`MANY`].
    Few(Vec<u32>),
    /// Endlessly many, or nobody has tried them all.
    Many,
}

impl Bases<'_> {
    /// The bases that a group could have. One that gives it cut off alone is not taken for its own where a base of
    /// more than answered would round it, unless the figure is known to be of those who answered.
    pub(super) fn possible_of(&self, group: &[&Claim]) -> Possible {
        let stated = Stated::of(group, self);
        let limit = self.limit(group);
        let beyond = || stated.beyond(limit.unwrap_or(0));
        match stated.candidates(limit).as_deref() {
            None | Some([]) => Possible::Beyond(beyond()),
            Some([of])
                if stated.rounds(*of)
                    || limit.is_none()
                    || self.is_of_answers(group)
                    || beyond() == Beyond::None =>
            {
                Possible::Only(*of)
            }
            Some(several) => {
                let mut several = several.to_vec();
                if several.len() > MANY {
                    several.sort_by_key(|of| !stated.rounds(*of));
                }
                Possible::Within(several)
            }
        }
    }

    /// How many a group's base has at most: as many as answered, unless a part of it is known to be of others.
    pub(super) fn limit(&self, group: &[&Claim]) -> Option<u32> {
        let is_of_others = group.iter().any(|part| names_others(part));
        self.answers.filter(|_| !is_of_others)
    }

    /// Whether a group's base is known to be of those whom the publication says to have answered.
    pub(super) fn is_of_answers(&self, group: &[&Claim]) -> bool {
        self.responses.is_some() && group.iter().any(|part| names_answers(part))
    }
}

/// What is stated of the parts of a group: the percentage and the count of each.
struct Stated(Vec<(Option<Percent>, Option<u32>)>);

impl Stated {
    fn of(group: &[&Claim], bases: &Bases<'_>) -> Self {
        let parts = group.iter();
        Self(
            parts
                .map(|part| (part.percent, bases.count(part)))
                .collect(),
        )
    }

    /// The bases that give it all, up to a limit, the largest first and at most one more than [`MANY`]. `None` where
    /// nothing limits them.
    fn candidates(&self, limit: Option<u32>) -> Option<Vec<u32>> {
        let counted = self.counted();
        if limit.is_none() && counted.is_none() {
            return None;
        }
        if counted.is_none() && !self.has_some_base() {
            return Some(Vec::new());
        }
        let (first, last) = counted.unwrap_or(1..=u64::from(u32::MAX)).into_inner();
        let last = last.min(u64::from(limit.unwrap_or(u32::MAX)));
        if limit.is_none() && last.saturating_sub(first) > MOST_TRIED {
            return None;
        }
        let bases = (first..=last).rev().filter_map(|base| base.try_into().ok());
        let bases = bases.filter(|base| self.fits(*base));
        Some(bases.take(MANY + 1).collect())
    }

    /// The bases above so many that could give it all.
    fn beyond(&self, limit: u32) -> Beyond {
        let Some(counted) = self.counted() else {
            return if self.has_some_base() {
                Beyond::Many
            } else {
                Beyond::None
            };
        };
        let (first, last) = counted.into_inner();
        let first = first.max(u64::from(limit) + 1);
        let tried = first..=last.min(first + MOST_TRIED);
        let is_all = *tried.end() == last;
        let bases = tried.filter_map(|base| base.try_into().ok());
        let bases = bases.filter(|base| self.fits(*base));
        let bases: Vec<u32> = bases.take(MANY + 1).collect();
        match bases.as_slice() {
            [] if is_all => Beyond::None,
            [] => Beyond::Many,
            _ => Beyond::Few(bases),
        }
    }

    /// Whether a base gives it all by the usual roundings.
    fn rounds(&self, base: u32) -> bool {
        self.gives(Rounding::HalfUp, base) || self.gives(Rounding::HalfEven, base)
    }

    fn fits(&self, base: u32) -> bool {
        self.rounds(base) || self.gives(Rounding::Truncation, base)
    }

    /// Whether a base gives it all under a rounding, without counting anybody twice.
    fn gives(&self, rounding: Rounding, base: u32) -> bool {
        let mut parts = self.0.iter();
        let fewest = parts.try_fold(0, |sum, part| {
            let count = match *part {
                (None, None) => 0,
                (None, Some(count)) => (count <= base).then_some(count)?,
                (Some(percent), None) => *rounding.counts(percent, base)?.start(),
                (Some(percent), Some(count)) => {
                    let counts = rounding.counts(percent, base)?;
                    counts.contains(&count).then_some(count)?
                }
            };
            Some(sum + u64::from(count))
        });
        fewest.is_some_and(|fewest| fewest <= u64::from(base))
    }

    /// Between which bases its own lies, as a count that is a percentage of it tells: 100 times the count, over
    /// one unit more than the percentage and half a unit less.
    fn counted(&self) -> Option<RangeInclusive<u64>> {
        let between = |(percent, count): &(Option<Percent>, Option<u32>)| {
            let (percent, count) = percent.zip(*count)?;
            let all = u64::from(count) * 100 * 10_u64.pow(percent.decimals().into());
            let units = percent.units();
            let most = (2 * all).checked_div((2 * units).checked_sub(1)?)?;
            Some((all / (units + 1)).max(1)..=most.min(u64::from(u32::MAX)))
        };
        let between = self.0.iter().filter_map(between);
        between.reduce(|one, other| *one.start().max(other.start())..=*one.end().min(other.end()))
    }

    /// Whether there is any base for percentages without counts. What one base gives, the largest that all halves
    /// of a unit go into gives too, where it leaves room for counts without percentages and one more for each part.
    fn has_some_base(&self) -> bool {
        let decimals = self.0.iter().filter_map(|(percent, _)| *percent);
        let decimals = decimals.map(Percent::decimals).max();
        let halves = 200 * 10_u32.pow(decimals.unwrap_or(0).into());
        let large = u32::MAX / halves * halves;
        let needed: u64 = self
            .0
            .iter()
            .map(|(_, count)| 1 + u64::from(count.unwrap_or(0)))
            .sum();
        needed > u64::from(large / halves) || self.fits(large)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(percents: &[u64]) -> Stated {
        let percent = |units: &u64| (Some(Percent::of_units(*units, 0)), None);
        Stated(percents.iter().map(percent).collect())
    }

    /// The bases up to 200 for which some counts, none above the base together, are printed as these
    /// percentages: every count of every base is tried.
    fn by_enumeration(percents: &[u64]) -> Vec<u32> {
        let fewest = |base: u32, rounding: Rounding| {
            percents.iter().try_fold(0, |sum, percent| {
                let printed = |count| rounding.percent(count, base, 0).map(Percent::whole);
                let first = (0..=base).find(|count| printed(*count) == Some(*percent))?;
                Some(sum + first)
            })
        };
        let fits = |base: &u32| {
            let mut roundings = Rounding::ALL.into_iter();
            roundings.any(|rounding| fewest(*base, rounding).is_some_and(|sum| sum <= *base))
        };
        (1..=200).rev().filter(fits).take(MANY + 1).collect()
    }

    #[test]
    fn candidates_are_what_enumeration_finds() {
        for percents in [
            vec![11, 23, 12, 48, 1, 5],
            vec![21, 48, 25, 5],
            vec![33, 33, 33],
            vec![57],
            vec![50, 50, 1],
            vec![51, 51],
            vec![17, 17, 17, 17, 17, 17],
            vec![0, 100],
        ] {
            let found = stated(&percents).candidates(Some(200));
            assert_eq!(found, Some(by_enumeration(&percents)), "{percents:?}");
        }
    }
}
