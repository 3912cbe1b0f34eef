//! The cheapest exchange: pairs of units tried one after the other.

use super::beside::Sums;
use super::{Cost, Exchanges, Target, Unit, Units};
use crate::dataset::{Column, Ticks};
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::Side;
use crate::disclosure::system::CellId;
use crate::routing::Condition;

/// How many units are looked at of each kind: with fewer exchanges to choose from, a dearer one may be chosen.
const MOST: usize = 200;

/// What two units exchange.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// All that they answered.
    All,
    /// What they answered to one question.
    Question,
    /// One tick.
    Tick,
}

/// A unit, and what it would have answered instead: all of it, or one answer of it.
#[derive(Clone, Copy)]
pub(super) enum Move<'u> {
    All(&'u Unit, &'u [Given]),
    One(&'u Unit, (usize, Given)),
}

impl Move<'_> {
    pub(super) fn unit(&self) -> &Unit {
        match self {
            Self::All(unit, _) | Self::One(unit, _) => unit,
        }
    }

    /// What it answered to an item, and what it would have answered.
    pub(super) fn given(&self, item: usize) -> [Given; 2] {
        let given = self.unit().given[item];
        match self {
            Self::All(_, to) => [given, to[item]],
            Self::One(_, (place, to)) if *place == item => [given, *to],
            Self::One(..) => [given; 2],
        }
    }

    /// The unit before and after.
    pub(super) fn units(&self) -> [Unit; 2] {
        let unit = self.unit();
        let given = (0..unit.given.len()).map(|item| self.given(item)[1]);
        let after = Unit {
            given: given.collect(),
            ..unit.clone()
        };
        [unit.clone(), after]
    }
}

/// Two units that exchange what they answered, or two such pairs.
pub(super) type Exchange<'u> = Vec<Move<'u>>;

impl Exchanges<'_> {
    /// The cheapest exchange between a unit of the category that is counted, or isn't, and one of another category of which
    /// the opposite is true, and what it costs.
    pub(super) fn cheapest<'u>(
        &self,
        (units, sums): (&'u Units, &Sums),
        target: Target,
        is_counted: bool,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> Option<(i64, Exchange<'u>)> {
        let counts = |unit: &&Unit| {
            let item = self.items[target.item];
            item.counts(unit.given[target.item], target.slot) == is_counted
        };
        let is_inside = |unit: &&Unit| unit.categories[target.attribute] == target.category;
        let (inside, outside): (Vec<&Unit>, Vec<&Unit>) = units.keys().partition(is_inside);
        let inside = some(inside.into_iter().filter(counts).collect());
        let outside = some(outside.into_iter().filter(|unit| !counts(unit)).collect());
        let all: Vec<usize> = (0..self.attributes.len()).collect();
        let mut cheapest: Option<(i64, Exchange<'u>)> = None;
        let pairs = inside
            .iter()
            .flat_map(|one| outside.iter().map(move |other| [*one, *other]));
        for pair in pairs {
            for kind in [Kind::All, Kind::Question, Kind::Tick] {
                let below = |cheapest: &Option<(i64, Exchange<'u>)>| {
                    cheapest.as_ref().map_or(i64::MAX, |(least, _)| *least)
                };
                let Some(exchange) = self.between(kind, target, pair) else {
                    continue;
                };
                // Nothing evens out what happens to the attribute itself.
                let itself = [target.attribute];
                if self
                    .cost(&exchange, &itself, cost, below(&cheapest))
                    .is_none()
                {
                    continue;
                }
                let whole_cost = |exchange: &Exchange<'u>, limit: i64| {
                    let tables = self.cost(exchange, &all, cost, limit)?;
                    let beside = self.cost_beside(exchange, sums, cost, limit - tables)?;
                    Some(tables + beside)
                };
                if let Some(found) = whole_cost(&exchange, below(&cheapest)) {
                    cheapest = Some((found, exchange.clone()));
                }
                let others = all.iter().filter(|at| **at != target.attribute);
                for attribute in others.filter(|_| matches!(kind, Kind::All)) {
                    if below(&cheapest) == 0 {
                        break;
                    }
                    if let Some(evening) = self.evening(units, *attribute, pair) {
                        let exchange: Vec<Move<'u>> =
                            exchange.iter().copied().chain(evening).collect();
                        if let Some(found) = whole_cost(&exchange, below(&cheapest)) {
                            cheapest = Some((found, exchange));
                        }
                    }
                }
                if below(&cheapest) == 0 {
                    return cheapest;
                }
            }
        }
        cheapest
    }

    /// What two units exchange; `None` where they can't. An earlier release has what those answered who took part in it, so
    /// both did or neither.
    fn between<'u>(
        &self,
        kind: Kind,
        target: Target,
        [one, other]: [&'u Unit; 2],
    ) -> Option<Exchange<'u>> {
        (one.side == other.side).then_some(())?;
        let first = self.instead(kind, target, one, other)?;
        let second = self.instead(kind, target, other, one)?;
        Some(vec![first, second])
    }

    /// What a unit would have answered instead after an exchange with another one; `None` where that is no answer, or leads
    /// to other questions than before.
    fn instead<'u>(
        &self,
        kind: Kind,
        target: Target,
        unit: &'u Unit,
        with: &'u Unit,
    ) -> Option<Move<'u>> {
        let item = target.item;
        let given = unit.given[item];
        let to = match kind {
            Kind::All => {
                let mut given = unit.given.iter().zip(&with.given);
                let is_alike = |(one, other): (&Given, &Given)| one.is_asked() == other.is_asked();
                // What they answered may have led to what they don't exchange.
                let is_possible = unit.asked == with.asked;
                let is_possible = is_possible && (!self.known_who || given.all(is_alike));
                return is_possible.then_some(Move::All(unit, &with.given));
            }
            Kind::Question if self.items.len() == 1 => return None,
            Kind::Question => with.given[item],
            Kind::Tick => self.turned(target, given)?,
        };
        self.stays(item, given, to)
            .then_some(Move::One(unit, (item, to)))
    }

    /// Two units that even out what an exchange of all answers does to an attribute: they are alike but for it, and exchange
    /// the same the other way round.
    fn evening<'u>(
        &self,
        units: &'u Units,
        attribute: usize,
        [one, other]: [&'u Unit; 2],
    ) -> Option<[Move<'u>; 2]> {
        let (first, second) = (one.categories[attribute], other.categories[attribute]);
        let find = |combination: &[usize], category: usize, like: &Unit| {
            let mut categories = combination.to_vec();
            categories[attribute] = category;
            let place = (categories, like.side);
            let weights = *self.combinations.get(&place)?;
            let alike = Unit {
                weights,
                categories: place.0,
                ..like.clone()
            };
            let found = units.get_key_value(&alike).map(|(unit, _)| unit);
            found.filter(|unit| *unit != one && *unit != other)
        };
        let opposite = self
            .combinations
            .keys()
            .filter(|(of, side)| first != second && of[attribute] == first && *side == one.side);
        opposite.into_iter().find_map(|(combination, _)| {
            let third = find(combination, second, one)?;
            let fourth = find(combination, first, other)?;
            Some([
                Move::All(third, &other.given),
                Move::All(fourth, &one.given),
            ])
        })
    }

    /// What was ticked with one tick more or less, where that is an answer.
    fn turned(&self, target: Target, given: Given) -> Option<Given> {
        let item = self.items[target.item];
        let Column::Multiple(choices) = &item.variable.column else {
            return None;
        };
        let (Given::Several(ticks), Slot::Answer(option)) = (given, target.slot) else {
            return None;
        };
        let turned = ticks.turned(option);
        let is_answer = option < item.options
            && turned != Ticks::default()
            && !ticks.and(turned).meets(choices.exclusive);
        is_answer.then_some(Given::Several(turned))
    }

    /// Whether another answer to an item is one that was offered, and leads to the same questions and options.
    fn stays(&self, item: usize, given: Given, to: Given) -> bool {
        let item = self.items[item];
        let of_item = |test: &&&Condition| test.of() == Some(item.beginning.as_str());
        let mut tests = self.tests.iter().filter(of_item);
        let mut not_for_all = item.variable.offered_if.keys();
        given.is_asked() == to.is_asked()
            && not_for_all.all(|option| !to.is_option(*option) || given.is_option(*option))
            && tests.all(|test| {
                let passed = [given, to].map(|given| item.is_passed(test, given));
                passed[0].is_some() && passed[0] == passed[1]
            })
    }

    /// The same of what it changes beside the tables.
    fn cost_beside(
        &self,
        exchange: &Exchange<'_>,
        sums: &Sums,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Option<i64> {
        let mut sum = 0;
        self.changes_beside(exchange, sums, |cell| {
            sum += cost(cell)?;
            (sum < limit).then_some(())
        })?;
        Some(sum)
    }

    /// What it costs to hide all that an exchange changes in the whole and in some attributes, if that can be done and costs
    /// less than a limit.
    fn cost(
        &self,
        exchange: &Exchange<'_>,
        attributes: &[usize],
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Option<i64> {
        let mut sum = 0;
        let was_there = exchange.iter().all(|one| one.unit().side == Side::Before);
        self.changes(exchange, attributes, |cell| {
            // What has been told stays as it was.
            let is_told = was_there && self.linked.told.contains(&cell);
            sum += cost(cell).filter(|_| !is_told)?;
            (sum < limit).then_some(())
        })?;
        Some(sum)
    }

    /// What has to be hidden for an exchange that is possible.
    pub(super) fn hidden_for(
        &self,
        exchange: &Exchange<'_>,
        sums: &Sums,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> Cost {
        let all: Vec<usize> = (0..self.attributes.len()).collect();
        let mut found: Cost = (0, Vec::new());
        let mut hide = |cell: CellId| {
            let each = cost(cell).unwrap_or(0);
            if each > 0 {
                found.0 += each;
                found.1.push(cell);
            }
            Some(())
        };
        self.changes(exchange, &all, &mut hide);
        self.changes_beside(exchange, sums, hide);
        found
    }

    /// Visits what an exchange changes in the whole and in some attributes, until a visit says that it is enough.
    fn changes(
        &self,
        exchange: &Exchange<'_>,
        attributes: &[usize],
        mut visit: impl FnMut(CellId) -> Option<()>,
    ) -> Option<()> {
        let mut changes: Vec<i32> = Vec::with_capacity(exchange.len());
        for (place, item) in self.items.iter().enumerate() {
            if exchange.iter().all(|one| {
                let [given, to] = one.given(place);
                given == to
            }) {
                continue;
            }
            for slot in item.slots() {
                changes.clear();
                changes.extend(exchange.iter().map(|one| {
                    let [given, to] = one.given(place).map(|one| item.counts(one, slot));
                    i32::from(to) - i32::from(given)
                }));
                if changes.iter().all(|by| *by == 0) {
                    continue;
                }
                if changes.iter().sum::<i32>() != 0 {
                    visit(self.at(item.whole, slot))?;
                }
                for attribute in attributes {
                    let Some(groups) = self.groups[place][*attribute] else {
                        continue;
                    };
                    let category = |at: usize| exchange[at].unit().categories[*attribute];
                    for at in 0..exchange.len() {
                        let here = category(at);
                        if (0..at).any(|before| category(before) == here) {
                            continue;
                        }
                        let alike = (at..exchange.len()).filter(|other| category(*other) == here);
                        if alike.map(|other| changes[other]).sum::<i32>() != 0 {
                            visit(self.at(groups[here], slot))?;
                        }
                    }
                }
            }
        }
        Some(())
    }
}

/// All of some units or, where there are very many, as many as can be looked at in pairs.
fn some(units: Vec<&Unit>) -> Vec<&Unit> {
    let step = units.len().div_ceil(MOST).max(1);
    units.into_iter().step_by(step).collect()
}
