//! Where an exchange leads: questions that some answers lead to, and that are exchanged along or can't be.

use std::collections::BTreeSet;

use crate::disclosure::linked::{Item, Linked, With};

/// The items that those at some places lead to, and that can't be exchanged along: two units exchange all that they answered
/// only if both were asked them, or neither.
///
/// Exchanged along is what is told of everybody alone, as no number of it becomes another one by that.
pub(super) fn fixed<'l>(
    linked: &'l Linked<'l>,
    places: &[usize],
    known_who: bool,
) -> Vec<&'l Item<'l>> {
    let mut along: BTreeSet<usize> = places.iter().copied().collect();
    let is_from = |along: &BTreeSet<usize>, of: &str| {
        let mut along = along.iter();
        along.any(|place| linked.items[*place].beginning == of)
    };
    loop {
        let led_to = linked.items.iter().enumerate().filter(|(place, item)| {
            !along.contains(place) && item.depends(|of| is_from(&along, of))
        });
        let (free, fixed): (Vec<_>, Vec<_>) = led_to.partition(|(place, item)| {
            !known_who
                && item.by.is_empty()
                && item.depends_only(|of| is_from(&along, of))
                && !is_crossed(linked, *place)
        });
        if free.is_empty() {
            return fixed.into_iter().map(|(_, item)| item).collect();
        }
        along.extend(free.into_iter().map(|(place, _)| place));
    }
}

/// Whether an item is held against another one.
fn is_crossed(linked: &Linked<'_>, place: usize) -> bool {
    let mut crosstabs = [&linked.now, &linked.then]
        .into_iter()
        .flat_map(|one| one.crosstabs.keys());
    crosstabs.any(|(one, with)| *one == place || *with == With::Item(place))
}
