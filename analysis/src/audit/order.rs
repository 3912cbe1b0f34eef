//! The order of sums: parts before what adds them up.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{Claim, Publication};

/// The claims that add others up, each after those of its parts that do so too. What comes round to itself has no
/// place in such an order, nor has what adds that up.
pub(super) fn parts_first(publication: &Publication) -> Vec<&Claim> {
    let sums = sums(publication);
    let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
    let mut waited_for: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut ready = Vec::new();
    for (id, claim) in &sums {
        let parts: BTreeSet<&str> = claim.sum.iter().map(String::as_str).collect();
        let parts = parts.into_iter().filter(|part| sums.contains_key(part));
        let mut open = 0;
        for part in parts {
            waited_for.entry(part).or_default().push(id);
            open += 1;
        }
        if open == 0 {
            ready.push(*id);
        } else {
            waiting.insert(id, open);
        }
    }
    let mut ordered = Vec::new();
    while let Some(id) = ready.pop() {
        ordered.extend(sums.get(id));
        for whole in waited_for.get(id).into_iter().flatten() {
            if let Some(open) = waiting.get_mut(whole) {
                *open -= 1;
                if *open == 0 {
                    ready.push(whole);
                }
            }
        }
    }
    ordered
}

/// The claims that are parts of themselves by way of others, in the order in which each adds up the next; the
/// last adds up the first. One way round is told of each knot.
///
/// ```
/// # use analysis::audit::{Claim, Publication, circles};
/// let sum = |id: &str, part: &str| Claim { id: id.to_owned(), sum: vec![part.to_owned()], ..Claim::default() };
/// let claims = vec![sum("north", "all"), sum("all", "north"), sum("south", "all")];
/// assert_eq!(circles(&Publication { responses: None, claims }), [["all", "north"]]);
/// ```
pub fn circles(publication: &Publication) -> Vec<Vec<&str>> {
    let sums = sums(publication);
    let ordered = parts_first(publication);
    let ordered: BTreeSet<&str> = ordered.iter().map(|claim| claim.id.as_str()).collect();
    let knotted: BTreeMap<&str, &Claim> = sums
        .into_iter()
        .filter(|(id, _)| !ordered.contains(id))
        .collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for from in knotted.keys() {
        // Each that is left has a part that is left, so that a walk ends only where it has been before.
        let mut walked: Vec<&str> = Vec::new();
        let mut at = Some(*from);
        while let Some(id) = at.filter(|id| seen.insert(*id)) {
            walked.push(id);
            let mut parts = knotted.get(id).into_iter().flat_map(|claim| &claim.sum);
            at = parts
                .find(|part| knotted.contains_key(part.as_str()))
                .map(String::as_str);
        }
        let again = at.and_then(|id| walked.iter().position(|one| *one == id));
        found.extend(again.map(|place| walked.split_off(place)));
    }
    found
}

/// The claims that add others up, by their ids.
fn sums(publication: &Publication) -> BTreeMap<&str, &Claim> {
    let sums = publication.claims.iter();
    sums.filter(|claim| !claim.sum.is_empty())
        .map(|claim| (claim.id.as_str(), claim))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sums: &[(&str, &[&str])], order: &[&str], rounds: &[&[&str]]) {
        let claim = |(id, sum): &(&str, &[&str])| Claim {
            id: (*id).to_owned(),
            sum: sum.iter().map(|part| (*part).to_owned()).collect(),
            ..Claim::default()
        };
        let publication = Publication {
            responses: None,
            claims: sums.iter().map(claim).collect(),
        };
        let ordered = parts_first(&publication);
        let ordered: Vec<&str> = ordered.iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ordered, order);
        assert_eq!(circles(&publication), rounds);
    }

    #[test]
    fn parts_come_before_what_adds_them_up() {
        check(
            &[("all", &["a", "b"]), ("a", &["x"]), ("b", &["a", "a"])],
            &["a", "b", "all"],
            &[],
        );
    }

    #[test]
    fn what_comes_round_is_told_and_what_only_adds_it_up_is_not() {
        check(
            &[
                ("a", &["x", "b"]),
                ("b", &["c"]),
                ("c", &["a"]),
                ("d", &["a", "e"]),
                ("e", &["y"]),
            ],
            &["e"],
            &[&["a", "b", "c"]],
        );
        check(
            &[("a", &["b"]), ("b", &["a"]), ("c", &["d"]), ("d", &["c"])],
            &[],
            &[&["a", "b"], &["c", "d"]],
        );
        check(&[("a", &["a"])], &[], &[&["a"]]);
    }
}
