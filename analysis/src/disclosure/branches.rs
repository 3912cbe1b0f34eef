//! Branches: whole numbers where a linear end isn't one (Land and Doig 1960).

use super::bounds::End;
use super::simplex::Simplex;

/// Whole numbers with which the count at a place is the least or most that it can be, or the first ones found with which it is as
/// far as `enough`; only where it passes `beaten`. `None` otherwise, and where there are no such numbers or there is no most.
///
/// Where a count is not whole at the linear end, both sides of it are tried, each from that corner.
pub(super) fn whole_corner(
    mut simplex: Simplex,
    (place, end): (usize, End),
    mut beaten: Option<i64>,
    enough: Option<i64>,
) -> Option<Vec<i64>> {
    let reached = simplex.walk(place, end)?;
    if beaten.is_some_and(|beaten| !end.passes(reached, beaten)) {
        return None;
    }
    let Some((broken, floor)) = simplex.broken() else {
        return simplex.corner();
    };
    let mut best: Option<Vec<i64>> = None;
    for (limit, at) in [(End::Most, floor), (End::Least, floor + 1)] {
        let side = simplex.limited(broken, limit, at);
        let found = side.and_then(|side| whole_corner(side, (place, end), beaten, enough));
        if let Some(found) = found {
            (beaten, best) = (Some(found[place]), Some(found));
        }
        let is_enough =
            |best: &Vec<i64>| enough.is_some_and(|enough| !end.passes(enough, best[place]));
        if best.as_ref().is_some_and(is_enough) {
            break;
        }
    }
    best
}
