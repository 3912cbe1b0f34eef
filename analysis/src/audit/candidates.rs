//! Which bases could give what is stated, where no base is.

use std::ops::RangeInclusive;

use super::bases::Bases;
use super::claim::{Claim, PARTICIPATION};
use super::rounding::Rounding;
use crate::share::Percent;

/// More bases than these are many: which they are tells nothing any more.
pub(super) const MANY: usize = 8;

/// So many bases are tried beyond what is known of how many answered.
const MOST_TRIED: u64 = 100_000;

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

/// The first parts of keys whose figures are of every unit, whoever answered, or of nobody known.
const NOT_OF_ANSWERS: [&str; 3] = [PARTICIPATION, "population", FACTS];
const FACTS: &str = "facts";

impl Bases<'_> {
    /// The bases that give everything stated about a group under one and the same rounding, without counting
    /// anybody twice: up to the number of responses, as far as that limits them. The largest come first, and
    /// there are at most one more than [`MANY`]. `None` where nothing limits them.
    pub(super) fn candidates(&self, group: &[&Claim]) -> Option<Vec<u32>> {
        let limit = self.limit(group);
        let counted = self.counted(group);
        if limit.is_none() && counted.is_none() {
            return None;
        }
        let (first, last) = counted.unwrap_or(1..=u64::from(u32::MAX)).into_inner();
        let last = last.min(u64::from(limit.unwrap_or(u32::MAX)));
        if limit.is_none() && last.saturating_sub(first) > MOST_TRIED {
            return None;
        }
        let bases = (first..=last).rev().filter_map(|base| base.try_into().ok());
        let bases = bases.filter(|base| self.fits(group, *base));
        Some(bases.take(MANY + 1).collect())
    }

    /// The bases above so many that could give what is stated of a group.
    pub(super) fn beyond(&self, group: &[&Claim], limit: u32) -> Beyond {
        let Some(counted) = self.counted(group) else {
            return if self.some_base_fits(group) {
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
        let bases = bases.filter(|base| self.fits(group, *base));
        let bases: Vec<u32> = bases.take(MANY + 1).collect();
        match bases.as_slice() {
            [] if is_all => Beyond::None,
            [] => Beyond::Many,
            _ => Beyond::Few(bases),
        }
    }

    /// How many a group's base has at most: as many as answered, unless a part of it is known to be of others.
    pub(super) fn limit(&self, group: &[&Claim]) -> Option<u32> {
        let is_of_others = |claim: &&Claim| claim.finding.is_some() && !names_answers(claim);
        self.answers.filter(|_| !group.iter().any(is_of_others))
    }

    /// Whether it is known that a group's base is of those who answered, by the finding that a part of it names.
    pub(super) fn is_of_answers(group: &[&Claim]) -> bool {
        group.iter().any(|claim| names_answers(claim))
    }

    /// Whether a part is a declared fact, whose percentage may be no share.
    pub(super) fn is_fact(group: &[&Claim]) -> bool {
        let keys = group.iter().filter_map(|claim| first_of_key(claim));
        keys.into_iter().any(|first| first == FACTS)
    }

    /// Whether a base gives all that is stated by the usual roundings.
    pub(super) fn rounds(&self, group: &[&Claim], base: u32) -> bool {
        let usual = [Rounding::HalfUp, Rounding::HalfEven];
        usual
            .into_iter()
            .any(|rounding| self.gives(group, rounding, base))
    }

    fn fits(&self, group: &[&Claim], base: u32) -> bool {
        let mut roundings = Rounding::ALL.into_iter();
        roundings.any(|rounding| self.gives(group, rounding, base))
    }

    /// Whether a base gives all that is stated under a rounding, without counting anybody twice.
    fn gives(&self, group: &[&Claim], rounding: Rounding, base: u32) -> bool {
        let fewest = group.iter().try_fold(0, |sum, part| {
            let count = match (part.percent, self.count(part)) {
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

    /// Between which bases a group's lies, as a count that is a percentage of it tells: 100 times the count, over
    /// one unit more than the percentage and half a unit less.
    fn counted(&self, group: &[&Claim]) -> Option<RangeInclusive<u64>> {
        let between = |part: &&Claim| {
            let (percent, count) = part.percent.zip(self.count(part))?;
            let all = u64::from(count) * 100 * 10_u64.pow(percent.decimals().into());
            let units = percent.units();
            let most = (2 * all).checked_div((2 * units).checked_sub(1)?)?;
            Some((all / (units + 1)).max(1)..=most.min(u64::from(u32::MAX)))
        };
        group
            .iter()
            .filter_map(between)
            .reduce(|one, other| *one.start().max(other.start())..=*one.end().min(other.end()))
    }

    /// Whether there is any base for percentages without counts. What one base gives, the largest that all halves
    /// of a unit go into gives too, where counts without percentages leave room.
    fn some_base_fits(&self, group: &[&Claim]) -> bool {
        let decimals = group.iter().filter_map(|part| part.percent);
        let decimals = decimals.map(Percent::decimals).max();
        let halves = 200 * 10_u32.pow(decimals.unwrap_or(0).into());
        let large = u32::MAX / halves * halves;
        let counts = group.iter().filter_map(|part| self.count(part));
        let is_crowded = counts.map(u64::from).sum::<u64>() > u64::from(large / halves);
        is_crowded || self.fits(group, large)
    }
}

fn names_answers(claim: &Claim) -> bool {
    first_of_key(claim).is_some_and(|first| !NOT_OF_ANSWERS.contains(&first))
}

fn first_of_key(claim: &Claim) -> Option<&str> {
    claim.finding.as_ref()?.split('/').next()
}
