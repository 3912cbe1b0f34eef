//! Plain returns: made-up ones with few answers, which anybody could have given instead of their own.

use std::collections::BTreeSet;

use super::{Exchanges, Unit};
use crate::disclosure::given::Given;
use crate::routing::Condition;

/// How many are looked at, of each question.
const MOST: usize = 128;

/// What is given to the first items by who leaves most of them empty.
#[derive(Clone, Default)]
struct Plain {
    given: Vec<Given>,
    /// A condition that isn't decided by that, and what was supposed of it.
    undecided: Option<(Condition, bool)>,
    /// Whether it hangs on other questions too what is asked.
    is_led_by_others: bool,
}

impl Exchanges<'_> {
    /// Who answers one question anyhow, and those that lead to it, and leaves empty what else is asked. `is_free` says that this
    /// leads to nothing besides.
    pub(super) fn plain(&self, is_free: bool) -> Vec<Unit> {
        let ways = self.units.keys().map(|unit| unit.way);
        let own = ways.max().map_or(0, |way| way + 1);
        let places = 0..self.items.len();
        let plain = places.flat_map(|place| self.plain_at(place));
        let unit = |plain: Plain| {
            let is_free = is_free && !plain.is_led_by_others;
            Unit {
                way: if is_free { 0 } else { own },
                counted: self.layout.counted(&plain.given),
                given: plain.given,
                ..Unit::default()
            }
        };
        let units: BTreeSet<Unit> = plain.map(unit).collect();
        units.into_iter().collect()
    }

    /// What is given to each item by who gives any answer to one of them, and to those that lead to it.
    fn plain_at(&self, place: usize) -> Vec<Plain> {
        let leading = self.leading_to(place);
        let some = self.plainly(|at| at == place || leading.contains(&at));
        let some = some.or_else(|| self.plainly(|at| at == place));
        some.unwrap_or_default()
    }

    /// The places of the items on which it depends whether one is asked, and what is offered.
    fn leading_to(&self, place: usize) -> BTreeSet<usize> {
        let mut leading = BTreeSet::new();
        let mut left = vec![place];
        while let Some(place) = left.pop() {
            let item = self.items[place];
            let before = (0..place).filter(|at| {
                let is_it = |of: &str| of == self.items[*at].beginning;
                item.depends(is_it)
            });
            let new: Vec<usize> = before.filter(|at| leading.insert(*at)).collect();
            left.extend(new);
        }
        leading
    }

    /// What is given to each item by who gives any answer, or none, to some of them and none to the others, where that is
    /// asked and offered; `None` where that is too much to look at. Some numbers of a band may lead to a question and others
    /// not, which is taken to be so, or not.
    fn plainly(&self, is_answered: impl Fn(usize) -> bool) -> Option<Vec<Plain>> {
        let mut all = vec![Plain::default()];
        for at in 0..self.items.len() {
            let after = all
                .iter()
                .flat_map(|one| self.goes_on(one, at, is_answered(at)));
            all = after.collect();
            (all.len() <= MOST).then_some(())?;
        }
        Some(all)
    }

    fn goes_on(&self, before: &Plain, at: usize, is_answered: bool) -> Vec<Plain> {
        let item = self.items[at];
        let mut after = Vec::new();
        let condition = item.asked_if();
        let holds = condition
            .as_ref()
            .map_or(Some(true), |one| self.holds(one, &before.given));
        for is_asked in [true, false] {
            let mut next = before.clone();
            match &condition {
                Some(condition) if holds.is_none() => {
                    next.is_led_by_others |= !self.are_given(condition, at);
                    // The same number may not be able to lead to one and not to another.
                    let supposed = (condition.clone(), is_asked);
                    if *next.undecided.get_or_insert_with(|| supposed.clone()) != supposed {
                        continue;
                    }
                }
                _ if holds != Some(is_asked) => continue,
                _ => {}
            }
            let answers: Vec<Given> = match (is_asked, is_answered) {
                (true, true) => item.plainest().collect(),
                (true, false) => vec![Given::Skipped],
                (false, _) => vec![Given::NotAsked],
            };
            let is_offered = |to: &Given| {
                let offered_if = item.variable.offered_if.iter();
                let mut on = offered_if.filter(|(option, _)| to.is_option(**option));
                on.all(|(_, on)| self.holds(on, &before.given) == Some(true))
            };
            let answers = answers.into_iter().filter(is_offered);
            after.extend(answers.map(|to| {
                let mut next = next.clone();
                next.given.push(to);
                next
            }));
        }
        after
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
