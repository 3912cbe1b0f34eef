//! What ties the claims of a publication to one another: their ids, their wholes and their sums.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::candidates::Possible;
use super::claim::{Claim, Publication};

/// The claims of a publication by what they have to do with one another.
pub(super) struct Ties<'a> {
    claims: BTreeMap<&'a str, &'a Claim>,
    wholes: BTreeMap<&'a str, Whole<'a>>,
    totals: BTreeMap<&'a str, Vec<&'a Claim>>,
}

/// The claims of one set.
#[derive(Default)]
pub(super) struct Whole<'a> {
    /// Its parts, in the order of the publication.
    pub(super) parts: Vec<&'a Claim>,
    /// The bases that parts state, themselves or by their pictures, each once, in the order of the publication.
    pub(super) stated: Vec<u32>,
    /// Which bases could be its own, once somebody has asked.
    pub(super) possible: OnceCell<Possible>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(publication: &'a Publication) -> Self {
        let mut ties = Self {
            claims: BTreeMap::new(),
            wholes: BTreeMap::new(),
            totals: BTreeMap::new(),
        };
        for claim in &publication.claims {
            ties.claims.entry(&claim.id).or_insert(claim);
            if let Some(set) = &claim.set {
                ties.wholes.entry(set).or_default().add(claim);
            }
            for part in claim.sum.iter().collect::<BTreeSet<_>>() {
                ties.totals.entry(part).or_default().push(claim);
            }
        }
        ties
    }

    /// The claim of that id.
    pub(super) fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.claims.get(id).copied()
    }

    /// The whole that a claim is a part of.
    pub(super) fn whole(&self, claim: &Claim) -> Option<&Whole<'a>> {
        self.wholes.get(claim.set.as_deref()?)
    }

    /// The claims that add a claim up.
    pub(super) fn totals(&self, claim: &Claim) -> &[&'a Claim] {
        self.totals
            .get(claim.id.as_str())
            .map_or(&[], Vec::as_slice)
    }

    /// Lets go of what was found of a claim's whole, as more has become known of it.
    pub(super) fn forget(&mut self, claim: &Claim) {
        let set = claim.set.as_deref();
        if let Some(whole) = set.and_then(|set| self.wholes.get_mut(set)) {
            whole.possible.take();
        }
    }
}

impl<'a> Whole<'a> {
    fn add(&mut self, part: &'a Claim) {
        self.parts.push(part);
        let stated = part.stated_base();
        let is_new = |base: &u32| !self.stated.contains(base);
        self.stated.extend(stated.filter(is_new));
    }

    /// Whether its parts state one base at most. Those that state several share none.
    pub(super) fn is_of_one_base(&self) -> bool {
        self.stated.len() <= 1
    }
}
