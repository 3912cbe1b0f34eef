//! Where an exchange leads: questions that some answers lead to, and that are exchanged along or can't be.

use std::collections::BTreeSet;

use crate::dataset::Dataset;
use crate::disclosure::given::Given;
use crate::disclosure::linked::{Linked, With};
use crate::routing::Condition;

/// By number, which way each of some returns was led, where some items are exchanged: two units exchange all that they answered
/// only where these are the same.
///
/// It says which questions they were asked that can't be exchanged along, and which tests they pass that decide, together with
/// answers that stay where they are, what is asked or offered: else a unit could be left with answers that it can't have given.
/// `None` where there are no such questions and tests.
pub(super) fn ways(
    linked: &Linked<'_>,
    dataset: &Dataset,
    returns: &[usize],
    along: &BTreeSet<usize>,
) -> Option<Vec<usize>> {
    let is_ours = |of: &str| is_from(linked, along, of);
    let is_named = |of: &str| {
        let mut items = linked.items.iter();
        items.any(|item| item.beginning == of && item.is_named())
    };
    let mut known: Vec<Vec<bool>> = Vec::new();
    for (place, item) in linked.items.iter().enumerate() {
        let stays = !along.contains(&place);
        if stays && item.depends(is_ours) {
            let given = item.given(returns).into_iter();
            known.push(given.map(Given::is_asked).collect());
        }
        let asked_if = item.asked_if().into_iter().map(|one| (one, false));
        let offered_if = item.variable.offered_if.values().cloned();
        for (condition, is_offer) in asked_if.chain(offered_if.map(|one| (one, true))) {
            let tests = condition.tests().into_iter();
            let (ours, others): (Vec<&Condition>, Vec<&Condition>) =
                tests.partition(|test| test.of().is_some_and(is_ours));
            let deciding = match (stays, ours.is_empty(), others.is_empty()) {
                (true, false, false) => ours,
                // What was chosen stays, and has to be offered still.
                (true, false, true) if is_offer => ours,
                (false, false, false) => others,
                // Whoever is named with an answer is known to have been led on by it, or not.
                (false, true, false) => {
                    let others = others.into_iter();
                    let named = others.filter(|test| test.of().is_some_and(is_named));
                    named.collect()
                }
                _ => continue,
            };
            let passed = deciding.iter().map(|test| test.holds_of(dataset, returns));
            known.extend(passed);
        }
    }
    if known.is_empty() {
        return None;
    }
    let way = |place: usize| -> Vec<bool> { known.iter().map(|each| each[place]).collect() };
    let ways: Vec<Vec<bool>> = (0..returns.len()).map(way).collect();
    let mut different: Vec<&Vec<bool>> = ways.iter().collect();
    different.sort_unstable();
    different.dedup();
    let number = |way: &Vec<bool>| different.partition_point(|one| *one < way);
    Some(ways.iter().map(number).collect())
}

/// The places of the items that are exchanged where those at some places are: with them those that they lead to, or that lead to
/// nothing but them, and that are told of everybody alone, as no number of these becomes another one by that.
pub(super) fn along(linked: &Linked<'_>, places: &[usize]) -> BTreeSet<usize> {
    let mut along: BTreeSet<usize> = places.iter().copied().collect();
    loop {
        let is_ours = |of: &str| is_from(linked, &along, of);
        let leads_to_ours_alone = |beginning: &str| {
            let led_to = linked.items.iter().enumerate();
            let mut led_to = led_to
                .filter(|(_, item)| item.depends(|of| of == beginning))
                .peekable();
            led_to.peek().is_some() && led_to.all(|(place, _)| along.contains(&place))
        };
        let others = linked.items.iter().enumerate();
        let others = others.filter(|(place, _)| !along.contains(place));
        let free = others.filter(|(_, item)| {
            let is_led_to = item.depends(is_ours) && item.depends_only(is_ours);
            let can_be_exchanged = item.by.is_empty() && !item.is_named();
            can_be_exchanged && (is_led_to || leads_to_ours_alone(&item.beginning))
        });
        let free: Vec<usize> = free.map(|(place, _)| place).collect();
        if free.is_empty() {
            return along;
        }
        along.extend(free);
    }
}

/// Whether the keys of the answers to one of some items begin like this.
fn is_from(linked: &Linked<'_>, places: &BTreeSet<usize>, of: &str) -> bool {
    let mut places = places.iter();
    places.any(|place| linked.items[*place].beginning == of)
}

/// Whether an item is held against another one, or has weighted shares.
pub(super) fn is_told_beside(linked: &Linked<'_>, place: usize) -> bool {
    let answers = &linked.groups[linked.items[place].whole].answers;
    [&linked.now, &linked.then].into_iter().any(|told| {
        let mut crosstabs = told.crosstabs.keys();
        crosstabs.any(|(one, with)| *one == place || *with == With::Item(place))
            || answers
                .iter()
                .any(|answer| told.weighed.contains_key(answer))
    })
}
