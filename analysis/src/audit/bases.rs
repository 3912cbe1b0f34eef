//! What a percentage is of, where that is stated or can be derived.

use super::claim::{Claim, Publication};
use super::rounding::Rounding;

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
    /// No other base, up to the number of responses, gives what is stated.
    OnlyOne,
}

/// More bases than these are many: which they are tells nothing any more.
pub(super) const MANY: usize = 8;

/// The bases of one publication's claims.
pub(super) struct Bases<'a> {
    publication: &'a Publication,
    /// How many answered, where that is known.
    pub(super) answers: Option<u32>,
}

impl<'a> Bases<'a> {
    pub(super) fn new(publication: &'a Publication, answers: Option<u32>) -> Self {
        Self {
            publication,
            answers,
        }
    }

    /// What a claim is of.
    pub(super) fn of(&self, claim: &Claim) -> Option<Base> {
        self.own(claim).or_else(|| self.shared_by_sum(claim))
    }

    /// The claims that a claim shares its base with, itself among them.
    pub(super) fn group<'c>(&self, claim: &'c Claim) -> Vec<&'c Claim>
    where
        'a: 'c,
    {
        match &claim.set {
            Some(set) => self.publication.parts(set),
            None => vec![claim],
        }
    }

    /// The bases up to the number of responses that give everything stated about a group under one and the same
    /// rounding, without counting anybody twice. The largest come first, and there are at most one more than
    /// [`MANY`]. `None` where nobody knows how many answered.
    pub(super) fn candidates(&self, group: &[&Claim]) -> Option<Vec<u32>> {
        let fits = |base: &u32| {
            let under = |rounding: Rounding| fewest(group, rounding, *base);
            Rounding::ALL
                .into_iter()
                .any(|rounding| under(rounding).is_some_and(|fewest| fewest <= u64::from(*base)))
        };
        let bases = (1..=self.answers?).rev().filter(fits);
        Some(bases.take(MANY + 1).collect())
    }

    /// What is known of a base without looking at sums.
    fn own(&self, claim: &Claim) -> Option<Base> {
        if let Some(of) = claim.base {
            let whence = Whence::Stated;
            return Some(Base { of, whence });
        }
        if let Some(of) = stated(claim) {
            let whence = Whence::Segments;
            return Some(Base { of, whence });
        }
        let group = self.group(claim);
        let mut known: Vec<u32> = group.iter().filter_map(|one| stated(one)).collect();
        known.sort_unstable();
        known.dedup();
        let (known, whence) = if known.is_empty() && claim.percent.is_some() {
            (self.candidates(&group)?, Whence::OnlyOne)
        } else {
            (known, Whence::Set)
        };
        match known.as_slice() {
            [of] => Some(Base { of: *of, whence }),
            _ => None,
        }
    }

    /// Parts of one whole share their base, and so does what adds some of them up.
    fn shared_by_sum(&self, claim: &Claim) -> Option<Base> {
        let parts = claim.sum.iter().map(|id| self.publication.claim(id));
        let parts: Vec<&Claim> = parts.collect::<Option<_>>()?;
        let set = parts.first()?.set.as_ref()?;
        let of = self.own(parts.first()?)?.of;
        let is_same = |part: &&Claim| {
            part.set.as_ref() == Some(set) && self.own(part).is_some_and(|base| base.of == of)
        };
        let whence = Whence::Sum;
        parts.iter().all(is_same).then_some(Base { of, whence })
    }
}

/// The base that a claim states, itself or by its picture.
fn stated(claim: &Claim) -> Option<u32> {
    claim.base.or_else(|| {
        let mut segments = claim.segments.iter();
        let first = *segments.next()?;
        segments.try_fold(first, |sum, segment| sum.checked_add(*segment))
    })
}

/// The fewest that a group's parts hold together, were their base this one; `None` where it can't be.
fn fewest(group: &[&Claim], rounding: Rounding, base: u32) -> Option<u64> {
    group.iter().try_fold(0, |sum, part| {
        let count = match (part.percent, part.count) {
            (None, None) => 0,
            (None, Some(count)) => (count <= base).then_some(count)?,
            (Some(percent), None) => *rounding.counts(percent, base)?.start(),
            (Some(percent), Some(count)) => {
                let counts = rounding.counts(percent, base)?;
                counts.contains(&count).then_some(count)?
            }
        };
        Some(sum + u64::from(count))
    })
}

#[cfg(test)]
mod tests {
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
