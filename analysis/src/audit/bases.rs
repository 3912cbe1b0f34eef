//! What a percentage is of, where that is stated or can be derived.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::candidates::Beyond;
use super::claim::{Claim, Publication};
use super::order::parts_first;
use super::sums;

/// The base of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Base {
    /// How many are in it.
    pub(super) of: u32,
    /// How it is known.
    pub(super) whence: Whence,
}

/// How a base is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whence {
    /// The claim says it.
    Stated,
    /// The segments of its picture add up to it.
    Segments,
    /// Another part of its whole says it.
    Set,
    /// The claims that it adds up share it.
    Sum,
    /// No other base, up to the number of responses where the claim is of them, gives what is stated.
    OnlyOne,
}

/// The bases of one publication's claims.
pub(super) struct Bases<'a> {
    publication: &'a Publication,
    /// How many answered, where that is known.
    pub(super) answers: Option<u32>,
    /// What claims add up, by their ids: the fewest and the most that it makes.
    totals: BTreeMap<&'a str, RangeInclusive<u64>>,
}

impl<'a> Bases<'a> {
    pub(super) fn new(publication: &'a Publication, answers: Option<u32>) -> Self {
        let mut bases = Self {
            publication,
            answers,
            totals: BTreeMap::new(),
        };
        for claim in parts_first(publication) {
            let parts = claim.sum.iter().map(|id| publication.claim(id));
            let counts = parts.map(|part| sums::counts(part?, &bases));
            let total = counts.collect::<Option<Vec<_>>>().map(|counts| {
                let add = |sum: u64, count: u64| sum.saturating_add(count);
                let first = counts.iter().map(|counts| *counts.start()).fold(0, add);
                first..=counts.iter().map(|counts| *counts.end()).fold(0, add)
            });
            if let Some(total) = total {
                bases.totals.insert(&claim.id, total);
            }
        }
        bases
    }

    /// What a claim adds up, where the counts of all its parts are known.
    pub(super) fn total(&self, claim: &Claim) -> Option<RangeInclusive<u64>> {
        self.totals.get(claim.id.as_str()).cloned()
    }

    /// How many a claim counts: as it states, or as it adds up.
    pub(super) fn count(&self, claim: &Claim) -> Option<u32> {
        claim.count.or_else(|| {
            let total = self.totals.get(claim.id.as_str())?;
            let is_one = total.start() == total.end();
            is_one.then(|| u32::try_from(*total.start()).ok())?
        })
    }

    /// What a claim is of.
    pub(super) fn of(&self, claim: &Claim) -> Option<Base> {
        self.stated(claim)
            .or_else(|| self.shared_by_sum(claim))
            .or_else(|| self.only_one(claim))
    }

    /// The claims that a claim shares its base with, itself among them. Parts that state several bases share none.
    pub(super) fn group<'c>(&self, claim: &'c Claim) -> Vec<&'c Claim>
    where
        'a: 'c,
    {
        match &claim.set {
            Some(set) if self.stated_of(set).len() <= 1 => self.publication.parts(set),
            _ => vec![claim],
        }
    }

    /// The bases that parts of a whole state, themselves or by their pictures: each once, in the order of the
    /// publication.
    pub(super) fn stated_of(&self, set: &str) -> Vec<u32> {
        let mut bases = Vec::new();
        for base in self.publication.parts(set).into_iter().filter_map(stated) {
            if !bases.contains(&base) {
                bases.push(base);
            }
        }
        bases
    }

    /// The base that a claim states, or its picture, or another part of its whole.
    fn stated(&self, claim: &Claim) -> Option<Base> {
        if let Some(of) = claim.base {
            let whence = Whence::Stated;
            return Some(Base { of, whence });
        }
        if let Some(of) = stated(claim) {
            let whence = Whence::Segments;
            return Some(Base { of, whence });
        }
        let group = self.group(claim);
        let of = group.iter().find_map(|part| stated(part))?;
        let whence = Whence::Set;
        Some(Base { of, whence })
    }

    /// The only base that gives what is stated. One that gives it cut off alone is not taken for it where a base
    /// of more than answered would round it, unless the figure is known to be of those who answered.
    fn only_one(&self, claim: &Claim) -> Option<Base> {
        claim.percent?;
        let group = self.group(claim);
        let candidates = self.candidates(&group)?;
        let [of] = *candidates.as_slice() else {
            return None;
        };
        let is_certain = || {
            let limit = self.limit(&group);
            let is_last = |limit| self.beyond(&group, limit) == Beyond::None;
            Self::is_of_answers(&group) || limit.is_none_or(is_last)
        };
        let whence = Whence::OnlyOne;
        (self.rounds(&group, of) || is_certain()).then_some(Base { of, whence })
    }

    /// Whether a whole has only one part, which its name may be misspelt for.
    pub(super) fn is_alone_in(&self, set: &str) -> bool {
        self.publication.parts(set).len() == 1
    }

    /// Whether claims are parts of the same whole, which has one base.
    pub(super) fn is_one_whole(&self, parts: &[&Claim]) -> bool {
        let set = parts.first().and_then(|part| part.set.as_ref());
        let is_part = |part: &&Claim| part.set.as_ref() == set;
        // Parts that state several bases share none, and each of them stands alone.
        let share = |part: &&Claim| parts.len() <= self.group(part).len();
        set.is_some() && parts.iter().all(|part| is_part(part) && share(part))
    }

    /// Parts of one whole share their base, and so does what adds some of them up.
    fn shared_by_sum(&self, claim: &Claim) -> Option<Base> {
        let parts = claim.sum.iter().map(|id| self.publication.claim(id));
        let parts: Vec<&Claim> = parts.collect::<Option<_>>()?;
        let set = parts.first()?.set.as_ref()?;
        let own = |part: &Claim| self.stated(part).or_else(|| self.only_one(part));
        let of = own(parts.first()?)?.of;
        let is_same = |part: &&Claim| {
            part.set.as_ref() == Some(set) && own(part).is_some_and(|base| base.of == of)
        };
        let whence = Whence::Sum;
        parts.iter().all(is_same).then_some(Base { of, whence })
    }
}

/// The base that a claim states, itself or by its picture.
pub(super) fn stated(claim: &Claim) -> Option<u32> {
    claim.base.or_else(|| {
        let mut segments = claim.segments.iter();
        let first = *segments.next()?;
        segments.try_fold(first, |sum, segment| sum.checked_add(*segment))
    })
}

#[cfg(test)]
mod tests {
    use super::super::candidates::MANY;
    use super::super::rounding::Rounding;
    use super::*;
    use crate::share::Percent;

    fn part(id: usize, percent: u64) -> Claim {
        Claim {
            id: id.to_string(),
            percent: Some(Percent::of_units(percent, 0)),
            set: Some("whole".to_owned()),
            ..Claim::default()
        }
    }

    fn publication(percents: &[u64], responses: Option<u32>) -> Publication {
        let claims = percents.iter().enumerate();
        Publication {
            responses,
            claims: claims.map(|(id, percent)| part(id, *percent)).collect(),
        }
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
            vec![0, 100],
        ] {
            let publication = publication(&percents, Some(200));
            let group: Vec<&Claim> = publication.claims.iter().collect();
            let bases = Bases::new(&publication, Some(200));
            assert_eq!(
                bases.candidates(&group),
                Some(by_enumeration(&percents)),
                "{percents:?}"
            );
        }
    }

    #[test]
    fn six_parts_of_one_whole_fit_no_base_up_to_75_but_75() {
        let publication = publication(&[11, 23, 12, 48, 1, 5], Some(75));
        let bases = Bases::new(&publication, Some(75));
        let whence = Whence::OnlyOne;
        assert_eq!(
            bases.of(&publication.claims[0]),
            Some(Base { of: 75, whence })
        );
        let silent = Bases::new(&publication, None);
        assert_eq!(silent.of(&publication.claims[0]), None);
    }

    #[test]
    fn a_base_is_derived_from_segments_and_from_other_parts_but_not_from_parts_that_disagree() {
        let mut publication = publication(&[40, 60], None);
        publication.claims[0].segments = vec![4, 6];
        let of = |publication: &Publication, place: usize| {
            Bases::new(publication, None).of(&publication.claims[place])
        };
        let (segments, set) = (Whence::Segments, Whence::Set);
        assert_eq!(
            of(&publication, 0),
            Some(Base {
                of: 10,
                whence: segments
            })
        );
        assert_eq!(
            of(&publication, 1),
            Some(Base {
                of: 10,
                whence: set
            })
        );
        let mut third = part(2, 10);
        third.base = Some(20);
        publication.claims.push(third);
        assert_eq!(of(&publication, 1), None);
    }
}
