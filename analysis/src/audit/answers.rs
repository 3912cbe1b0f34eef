//! Whether a claim is about those who answered, as far as the finding that it names tells.

use super::claim::{Claim, PARTICIPATION};

/// The first parts of keys whose figures are of every unit, whoever answered, of comments, of which one return may
/// have several, or of nobody known.
const NOT_OF_ANSWERS: [&str; 4] = [PARTICIPATION, "population", "themes", FACTS];
const FACTS: &str = "facts";

/// Whether a claim names a finding of those who answered.
pub(super) fn names_answers(claim: &Claim) -> bool {
    first_of_key(claim).is_some_and(|first| !NOT_OF_ANSWERS.contains(&first))
}

/// Whether a claim names a finding of others than those who answered, or of what may be more than they are.
pub(super) fn names_others(claim: &Claim) -> bool {
    claim.finding.is_some() && !names_answers(claim)
}

/// Whether a claim names a declared fact, whose percentage may be no share.
pub(super) fn names_fact(claim: &Claim) -> bool {
    first_of_key(claim) == Some(FACTS)
}

fn first_of_key(claim: &Claim) -> Option<&str> {
    claim.finding.as_ref()?.split('/').next()
}
