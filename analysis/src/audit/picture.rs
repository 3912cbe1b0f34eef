//! The counts that a picture shows for the parts of its base.

use std::collections::BTreeSet;

use super::claim::Claim;
use super::judge::Said;
use super::verdict::Verdict;
use super::words;

/// Of more segments than these not every way to take some of them together is looked at.
const MOST_SEGMENTS: usize = 16;

/// The segments make the base, and the claim's own count is one of them or several together.
pub(super) fn check(claim: &Claim, said: &mut Said) {
    if claim.segments.is_empty() {
        return;
    }
    let sum: u64 = claim.segments.iter().map(|one| u64::from(*one)).sum();
    let parts: Vec<String> = claim.segments.iter().map(u32::to_string).collect();
    let addition = words::addition(&parts, sum);
    match claim.base {
        Some(base) if u64::from(base) != sum => said.verdict(
            Verdict::Contradicts,
            format!("The segments of its picture don't add up to its base of {base}: {addition}."),
        ),
        Some(base) => said.note(format!(
            "The segments of its picture add up to its base of {base}: {addition}."
        )),
        None if claim.percent.is_none() => said.note(format!(
            "The segments of its picture add up to a base of {sum}: {addition}."
        )),
        None => {}
    }
    if let Some(count) = claim.count.filter(|count| !could_count(claim, *count)) {
        let segments = list(claim);
        let why = format!(
            "{count} is neither one of the segments of its picture ({segments}) nor several of them together."
        );
        said.verdict(Verdict::Contradicts, why);
    }
}

/// Whether the segments of a claim's picture make a base.
pub(super) fn makes(claim: &Claim, base: u32) -> bool {
    let sum: u64 = claim.segments.iter().map(|one| u64::from(*one)).sum();
    !claim.segments.is_empty() && sum == u64::from(base)
}

/// What segments count, alone or together; `None` where there are too many to look at.
pub(super) fn counts(claim: &Claim) -> Option<BTreeSet<u64>> {
    if claim.segments.len() > MOST_SEGMENTS {
        return None;
    }
    let mut counts = BTreeSet::from([0]);
    for segment in &claim.segments {
        let more: Vec<u64> = counts.iter().map(|sum| sum + u64::from(*segment)).collect();
        counts.extend(more);
    }
    Some(counts)
}

/// Whether a count can be one of the segments or several of them together.
pub(super) fn could_count(claim: &Claim, count: u32) -> bool {
    counts(claim).is_none_or(|counts| counts.contains(&u64::from(count)))
}

/// The segments in a row: "27, 8 and 3".
pub(super) fn list(claim: &Claim) -> String {
    words::list(claim.segments.iter().map(u32::to_string), "and")
}
