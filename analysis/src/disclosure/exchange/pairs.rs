//! Pairs: which two units could have answered the other way round, and in what.

use super::moves::Move;
use super::{Exchanges, Target, Unit, Units};
use crate::dataset::{Column, Ticks};
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::Side;
use crate::routing::Condition;

/// What two units exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// All that they answered.
    All,
    /// What they answered to one question.
    Question,
    /// One tick.
    Tick,
}

impl Exchanges<'_> {
    /// What two units exchange; `None` where they can't. An earlier release has what those answered who took part in it, so
    /// surely both did or neither.
    pub(super) fn between<'u>(
        &self,
        kind: Kind,
        target: Target,
        [one, other]: [&'u Unit; 2],
    ) -> Option<[Move<'u>; 2]> {
        (one.side == other.side && one.side != Side::Unsure).then_some(())?;
        let first = self.instead(kind, target, one, other)?;
        let second = self.instead(kind, target, other, one)?;
        Some([first, second])
    }

    /// What a unit would have answered instead after an exchange with another one; `None` where that is no answer, or leads
    /// to other questions than before.
    pub(super) fn instead<'u>(
        &self,
        kind: Kind,
        target: Target,
        unit: &'u Unit,
        with: &'u Unit,
    ) -> Option<Move<'u>> {
        let item = target.item;
        let given = unit.given[item];
        let one = match kind {
            Kind::All => {
                // What they answered may have led to what they don't exchange.
                return (unit.way == with.way).then_some(Move::All(unit, with));
            }
            Kind::Question => Move::Question(unit, item, with),
            Kind::Tick => {
                let Slot::Answer(option) = target.slot else {
                    return None;
                };
                Move::Answer(unit, item, self.turned(item, option, given)?)
            }
        };
        let [_, to] = one.given(item);
        self.stays(unit, item, to).then_some(one)
    }

    /// What was ticked with one tick more or less, where that is an answer.
    pub(super) fn turned(&self, item: usize, option: usize, given: Given) -> Option<Given> {
        let item = self.items[item];
        let Column::Multiple(choices) = &item.variable.column else {
            return None;
        };
        let Given::Several(ticks) = given else {
            return None;
        };
        let turned = ticks.turned(option);
        let is_answer = option < item.options
            && turned != Ticks::default()
            && !ticks.and(turned).meets(choices.exclusive);
        is_answer.then_some(Given::Several(turned))
    }

    /// Whether a unit's other answer to an item is one that was offered to it, and leads to the same questions and options.
    pub(super) fn stays(&self, unit: &Unit, item: usize, to: Given) -> bool {
        let given = unit.given[item];
        let mut conditions = self.conditions[item].iter();
        let of = self.items[item];
        let mut not_for_all = of.variable.offered_if.keys();
        given.is_asked() == to.is_asked()
            && not_for_all.all(|option| !to.is_option(*option) || given.is_option(*option))
            && conditions.all(|condition| {
                let holds = |answer: Given| self.holds_of(condition, unit, item, answer);
                if let (Some(before), Some(after)) = (holds(given), holds(to)) {
                    return before == after;
                }
                // Other questions decide too, so that each test must come out the same.
                let is_own = |test: &&Condition| test.of() == Some(&of.beginning);
                let tests = condition.tests().into_iter();
                tests.filter(is_own).all(|test| {
                    let passed = [given, to].map(|given| of.is_passed(test, given));
                    passed[0].is_some() && passed[0] == passed[1]
                })
            })
    }

    /// Whether a condition holds of a unit that gave an answer to an item, as far as these items tell.
    fn holds_of(
        &self,
        condition: &Condition,
        unit: &Unit,
        item: usize,
        answer: Given,
    ) -> Option<bool> {
        condition.decided(&|test| {
            let is_of = |at: &usize| test.of() == Some(&self.items[*at].beginning);
            let at = (0..self.items.len()).find(is_of)?;
            let given = if at == item { answer } else { unit.given[at] };
            self.items[at].is_passed(test, given)
        })
    }
}

/// Two units that even out what an exchange of all answers does to an attribute: they are alike but for it, and exchange
/// the same the other way round.
pub(super) fn evening<'u>(
    units: &'u Units,
    attribute: usize,
    [one, other]: [&'u Unit; 2],
) -> Option<[Move<'u>; 2]> {
    let (here, there) = (one.categories[attribute], other.categories[attribute]);
    (here != there).then_some(())?;
    let alike = |category: usize, like: &'u Unit| {
        let is_within = move |unit: &&Unit| unit.categories[attribute] == category;
        let within = units.keys().filter(is_within);
        within.filter(move |unit| unit.answered_like(like))
    };
    let are_beside = |third: &Unit, fourth: &Unit| {
        let mut both = third.categories.iter().zip(&fourth.categories).enumerate();
        both.all(|(at, (third, fourth))| at == attribute || third == fourth)
    };
    alike(there, one).find_map(|third| {
        let mut fourth = alike(here, other);
        let fourth = fourth.find(|fourth| are_beside(third, fourth))?;
        Some([Move::All(third, other), Move::All(fourth, one)])
    })
}
