//! What a percentage is of, where that is stated or can be derived.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::candidates::Possible;
use super::claim::{Claim, OurFigures, PARTICIPATION, Publication};
use super::order::parts_first;
use super::sums;
use super::ties::Ties;

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
    pub(super) ties: Ties<'a>,
    /// How many answered, where the publication says it.
    pub(super) responses: Option<u32>,
    /// How many answered, where that is known: our own findings may be of another survey than the publication is.
    pub(super) answers: Option<u32>,
    /// What claims add up, by their ids: the fewest and the most that it makes.
    totals: BTreeMap<&'a str, RangeInclusive<u64>>,
}

impl<'a> Bases<'a> {
    pub(super) fn new(publication: &'a Publication, ours: Option<&OurFigures>) -> Self {
        let responses = publication.responses();
        let found = || Some(ours?.get(PARTICIPATION)?.as_ref()?.count);
        let mut bases = Self {
            ties: Ties::new(publication),
            responses,
            answers: responses.or_else(found),
            totals: BTreeMap::new(),
        };
        for claim in parts_first(publication) {
            let parts = claim.sum.iter().map(|id| bases.ties.claim(id));
            let counts = parts.map(|part| sums::counts(part?, &bases));
            let total = counts.collect::<Option<Vec<_>>>().map(|counts| {
                let add = |sum: u64, count: u64| sum.saturating_add(count);
                let first = counts.iter().map(|counts| *counts.start()).fold(0, add);
                first..=counts.iter().map(|counts| *counts.end()).fold(0, add)
            });
            if let Some(total) = total {
                bases.totals.insert(&claim.id, total);
                bases.ties.forget(claim);
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

    /// The claims that a claim shares its base with, itself among them.
    pub(super) fn group<'c>(&self, claim: &'c Claim) -> Vec<&'c Claim>
    where
        'a: 'c,
    {
        match self.ties.whole(claim) {
            Some(whole) if whole.is_of_one_base() => whole.parts.clone(),
            _ => vec![claim],
        }
    }

    /// The bases that a claim could have, worked out once for all parts of a whole.
    pub(super) fn possible(&self, claim: &Claim) -> Possible {
        match self.ties.whole(claim) {
            Some(whole) if whole.is_of_one_base() => {
                let possible = || self.possible_of(&whole.parts);
                whole.possible.get_or_init(possible).clone()
            }
            _ => self.possible_of(&[claim]),
        }
    }

    /// The base that a claim states, or its picture, or another part of its whole.
    fn stated(&self, claim: &Claim) -> Option<Base> {
        let (of, whence) = match (claim.base, claim.stated_base(), self.ties.whole(claim)) {
            (Some(base), _, _) => (base, Whence::Stated),
            (None, Some(base), _) => (base, Whence::Segments),
            (None, None, whole) => match whole?.stated.as_slice() {
                [base] => (*base, Whence::Set),
                _ => return None,
            },
        };
        Some(Base { of, whence })
    }

    /// The only base that gives what is stated.
    fn only_one(&self, claim: &Claim) -> Option<Base> {
        claim.percent?;
        let whence = Whence::OnlyOne;
        match self.possible(claim) {
            Possible::Only(of) => Some(Base { of, whence }),
            _ => None,
        }
    }

    /// Whether claims are parts of the same whole, which has one base.
    pub(super) fn is_one_whole(&self, parts: &[&Claim]) -> bool {
        let Some(whole) = parts.first().and_then(|part| self.ties.whole(part)) else {
            return false;
        };
        let is_part = |part: &&Claim| part.set == parts[0].set;
        whole.is_of_one_base() && parts.iter().all(is_part)
    }

    /// Parts of one whole share their base, and so does what adds some of them up.
    fn shared_by_sum(&self, claim: &Claim) -> Option<Base> {
        let parts = claim.sum.iter().map(|id| self.ties.claim(id));
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

#[cfg(test)]
mod tests {
    use super::super::candidates::Beyond;
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

    #[test]
    fn six_parts_of_one_whole_fit_no_base_up_to_75_but_75() {
        let publication = publication(&[11, 23, 12, 48, 1, 5], Some(75));
        let bases = Bases::new(&publication, None);
        let whence = Whence::OnlyOne;
        assert_eq!(
            bases.of(&publication.claims[0]),
            Some(Base { of: 75, whence })
        );
        let silent = self::publication(&[11, 23, 12, 48, 1, 5], None);
        let bases = Bases::new(&silent, None);
        assert_eq!(bases.of(&silent.claims[0]), None);
    }

    #[test]
    fn what_bases_a_whole_could_have_is_worked_out_once() {
        let publication = publication(&[60, 50], Some(557_077));
        let bases = Bases::new(&publication, None);
        let [first, second] = publication.claims.as_slice() else {
            panic!("there are two claims");
        };
        let known = |claim| {
            bases
                .ties
                .whole(claim)
                .and_then(|whole| whole.possible.get())
        };
        assert_eq!(known(second), None);
        assert_eq!(bases.possible(first), Possible::Beyond(Beyond::None));
        assert_eq!(known(second), Some(&Possible::Beyond(Beyond::None)));
    }

    #[test]
    fn a_part_that_turns_out_to_be_counted_tells_of_its_whole_anew() {
        let mut publication = publication(&[50, 50], Some(75));
        let sum = |id: &str, parts: &[&str]| Claim {
            id: id.to_owned(),
            sum: parts.iter().map(|part| (*part).to_owned()).collect(),
            ..Claim::default()
        };
        publication.claims[1].sum = vec!["six".to_owned()];
        let counted = Some(6);
        let id = "six".to_owned();
        publication.claims.push(Claim {
            id,
            count: counted,
            ..Claim::default()
        });
        // What adds up the first part is looked at before the second part is added up.
        publication.claims.push(sum("net", &["0"]));
        let bases = Bases::new(&publication, None);
        let whence = Whence::OnlyOne;
        let twelve = Some(Base { of: 12, whence });
        assert_eq!(bases.of(&publication.claims[0]), twelve);
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
