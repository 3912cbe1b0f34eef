//! Claims of a number that nothing stands beside.

use std::collections::BTreeSet;

use super::answers::names_answers;
use super::claim::{Claim, OurFigures, Publication};

/// The ids of claims that state only a count or only a base, which nothing else of the publication and no figure of
/// ours could disagree with.
pub(super) fn unchecked<'a>(
    publication: &'a Publication,
    ours: Option<&OurFigures>,
) -> BTreeSet<&'a str> {
    let sums = publication.claims.iter().flat_map(|claim| &claim.sum);
    let added: BTreeSet<&str> = sums.map(String::as_str).collect();
    let has_limit = publication.responses().is_some();
    let is_one_of = |claim: &&Claim| {
        let is_alone = claim.percent.is_none()
            && claim.segments.is_empty()
            && claim.sum.is_empty()
            && claim.set.is_none();
        let is_one = claim.count.is_none() || claim.base.is_none();
        let is_limited = has_limit && claim.base.is_some() && names_answers(claim);
        let key = claim.finding.as_ref();
        let is_compared = key.is_some_and(|key| {
            ours.is_some_and(
                |ours| matches!(ours.get(key), Some(Some(ours)) if !ours.is_percentage),
            )
        });
        is_alone && is_one && !is_limited && !is_compared && !added.contains(claim.id.as_str())
    };
    let claims = publication.claims.iter().filter(is_one_of);
    claims.map(|claim| claim.id.as_str()).collect()
}
