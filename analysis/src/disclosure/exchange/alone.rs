//! What a unit could have answered otherwise by itself: where the numbers of all are hidden too.

use std::collections::BTreeSet;

use super::moves::Move;
use super::pairs::Kind;
use super::{Exchanges, Target, Unit};
use crate::dataset::Column;
use crate::disclosure::given::Given;
use crate::disclosure::linked::Side;
use crate::routing::Condition;

impl Exchanges<'_> {
    /// What a unit could have answered instead: what one of some others did, to its question or to all, or one tick more or
    /// less. Nothing where it isn't known which releases it took part in.
    pub(super) fn alone<'u>(
        &self,
        target: Target,
        unit: &'u Unit,
        others: &[&'u Unit],
    ) -> Vec<Move<'u>> {
        if unit.side == Side::Unsure {
            return Vec::new();
        }
        let like = others.iter().flat_map(|other| {
            let kinds = [Kind::All, Kind::Question].into_iter();
            kinds.filter_map(|kind| self.instead(kind, target, unit, other))
        });
        let tick = self.instead(Kind::Tick, target, unit, unit);
        let moves = like.chain(tick);
        moves.filter(|one| self.changes_nothing_else(one)).collect()
    }

    /// Whether no number is another one besides those of the items: who answers otherwise alone isn't evened out by another
    /// one in what is told of everybody.
    fn changes_nothing_else(&self, one: &Move<'_>) -> bool {
        let mut items = self.items.iter().enumerate();
        items.all(|(place, item)| {
            let [given, to] = one.given(place);
            // Themes are told of what was written.
            given == to || !matches!(item.variable.column, Column::Text { .. })
        })
    }

    /// Who gives one answer alone, or none, and leaves empty what else is asked. `is_free` says that this leads to nothing
    /// besides.
    pub(super) fn plain(&self, is_free: bool) -> Vec<Unit> {
        let ways = self.units.keys().map(|unit| unit.way);
        let own = ways.max().map_or(0, |way| way + 1);
        let items = self.items.iter().enumerate();
        let answers = items.flat_map(|(place, item)| item.plainest().map(move |to| (place, to)));
        let given = answers.flat_map(|(place, to)| {
            [true, false].map(|perhaps| self.alone_given(place, to, perhaps))
        });
        let given: BTreeSet<Vec<Given>> = given.flatten().collect();
        let unit = |given: Vec<Given>| Unit {
            way: if is_free { 0 } else { own },
            counted: self.layout.counted(&given),
            given,
            ..Unit::default()
        };
        given.into_iter().map(unit).collect()
    }

    /// What is given to each item by who gives this to one of them alone; `None` where that isn't asked or offered then, or it
    /// isn't known what is. Some numbers of a band may lead to a question and others not, which is taken to be so, or not.
    fn alone_given(&self, place: usize, to: Given, perhaps: bool) -> Option<Vec<Given>> {
        let mut given: Vec<Given> = Vec::new();
        let mut undecided: Option<Condition> = None;
        for (at, item) in self.items.iter().enumerate() {
            let is_asked = match item.asked_if() {
                None => true,
                Some(condition) => match self.holds(&condition, &given) {
                    Some(holds) => holds,
                    // The same number may not be able to lead to one and not to another.
                    None if undecided.as_ref().is_none_or(|other| *other == condition) => {
                        self.are_given(&condition, at).then_some(())?;
                        undecided = Some(condition);
                        perhaps
                    }
                    None => return None,
                },
            };
            given.push(match (is_asked, at == place) {
                (true, true) => {
                    let offered_if = item.variable.offered_if.iter();
                    let mut on = offered_if.filter(|(option, _)| to.is_option(**option));
                    let is_offered = on.all(|(_, on)| self.holds(on, &given) == Some(true));
                    is_offered.then_some(to)?
                }
                (true, false) => Given::Skipped,
                (false, true) => return None,
                (false, false) => Given::NotAsked,
            });
        }
        Some(given)
    }

    /// Whether all that a condition tests is among so many first items.
    fn are_given(&self, condition: &Condition, first: usize) -> bool {
        let is_given = |test: &Condition| {
            let mut items = self.items[..first].iter();
            items.any(|item| test.of() == Some(&item.beginning))
        };
        condition.tests().into_iter().all(is_given)
    }

    /// Whether a condition holds of what was given to the first items; `None` where others decide.
    fn holds(&self, condition: &Condition, given: &[Given]) -> Option<bool> {
        condition.decided(&|test| {
            let mut asked = self.items.iter().zip(given);
            let (item, given) = asked.find(|(item, _)| test.of() == Some(&item.beginning))?;
            item.is_passed(test, *given)
        })
    }
}
