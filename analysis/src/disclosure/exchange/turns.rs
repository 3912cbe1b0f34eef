//! Turns: what units could have answered to one question instead, by what that changes.

use std::collections::BTreeMap;

use super::cheapest::some;
use super::{Exchanges, Target, Unit};
use crate::dataset::{Column, Ticks};
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::Side;

/// What becomes of some numbers when units answer otherwise: where they are counted then, and where no more, word by word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    gained: Vec<Ticks>,
    lost: Vec<Ticks>,
}

/// Who could have answered an item otherwise so that the same changes.
pub(super) struct Turns<'u> {
    pub(super) item: usize,
    /// The numbers that are others then.
    pub(super) slots: Vec<Slot>,
    /// Those that could have, and those that could have done the opposite.
    pub(super) ways: [Vec<Turn<'u>>; 2],
}

impl Turns<'_> {
    /// Whether a number is another one then.
    pub(super) fn change(&self, target: Target) -> bool {
        self.slots.contains(&target.slot)
    }
}

/// A unit, and what it could have answered to the item.
#[derive(Clone, Copy)]
pub(super) struct Turn<'u> {
    pub(super) unit: &'u Unit,
    pub(super) to: Given,
}

impl Exchanges<'_> {
    /// All that could have been answered otherwise to an item, where others could have done the opposite.
    pub(super) fn turns(&self, item: usize) -> Vec<Turns<'_>> {
        let mut by_change: BTreeMap<Change, [Vec<Turn<'_>>; 2]> = BTreeMap::new();
        let known = self.units.keys().filter(|unit| unit.side != Side::Unsure);
        for unit in some(known.collect()) {
            for to in self.otherwise(item, unit) {
                let change = self.change(item, unit, to);
                let opposite = Change {
                    gained: change.lost.clone(),
                    lost: change.gained.clone(),
                };
                let is_opposite = opposite < change;
                let turns = by_change.entry(change.min(opposite)).or_default();
                turns[usize::from(is_opposite)].push(Turn { unit, to });
            }
        }
        let words = (0..self.layout.len()).filter(|word| self.layout.place(*word) == item);
        let words: Vec<usize> = words.collect();
        let turns = by_change.into_iter().map(|(change, ways)| {
            let changed = change.gained.into_iter().zip(change.lost);
            let changed = words
                .iter()
                .zip(changed.map(|(gained, lost)| gained.and(lost)));
            let slots = changed.flat_map(|(word, changed)| {
                let bits = changed.positions();
                bits.map(|bit| self.layout.slot(*word, bit))
            });
            Turns {
                item,
                slots: slots.collect(),
                ways,
            }
        });
        let both = |one: &Turns<'_>| one.ways.iter().all(|turns| !turns.is_empty());
        turns
            .filter(both)
            .filter(|one| !one.slots.is_empty())
            .collect()
    }

    /// What a unit could have answered to an item instead: another plain answer, or one tick more or less.
    fn otherwise(&self, item: usize, unit: &Unit) -> Vec<Given> {
        let (of, given) = (self.items[item], unit.given[item]);
        let is_plain = of.plainest().any(|plain| plain == given);
        let plain = is_plain.then(|| of.plainest().filter(|plain| *plain != given));
        let options = match of.variable.column {
            Column::Multiple(_) => 0..of.options,
            _ => 0..0,
        };
        let turned = options.filter_map(|option| self.turned(item, option, given));
        let otherwise = plain.into_iter().flatten().chain(turned);
        otherwise.filter(|to| self.stays(unit, item, *to)).collect()
    }

    fn change(&self, item: usize, unit: &Unit, to: Given) -> Change {
        let words = (0..self.layout.len()).filter(|word| self.layout.place(*word) == item);
        let (gained, lost) = words
            .map(|word| {
                let (before, after) = (unit.counted.word(word), self.layout.word(word, to));
                (after.without(before), before.without(after))
            })
            .unzip();
        Change { gained, lost }
    }
}
