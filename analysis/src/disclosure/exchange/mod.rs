//! Exchanges: two units that could have answered the other way round.
//!
//! The bounds of sums take each attribute by itself. But everybody can look up in which region and with which rating a
//! unit is, and who took part may be known: where those of a region are just those of a rating, what is shown of the
//! rating tells of the region. So a hidden number of a question that is broken down by several attributes is safe only if
//! two units could exchange what they answered without any shown number becoming another one: then these answers look just
//! like the true ones to whoever knows all that is published, and every attribute of every unit. (Exchanging values between
//! records is Dalenius and Reiss's data swapping, 1982; here nothing is exchanged, it is enough that it could be.)
//!
//! An exchange leaves the numbers of all as they are. Where the policy protects these too and they are hidden, it is enough that
//! one unit could have answered otherwise by itself (`alone`), which is called an exchange all the same.
//!
//! After an earlier release two units must both have been in it, or neither. Of returns that came on its last day that isn't
//! known, so their exchanges prove nothing. Where there are no others, all of theirs are given room, whichever are possible.
//!
//! Other answers could look the same without being an exchange, so more may be hidden than must be. A number for which there is no
//! exchange, whatever is hidden, is protected by the bounds of sums alone.

mod alone;
mod beside;
mod changes;
mod cheapest;
mod counted;
mod led_on;
mod moves;
mod pairs;
mod plain;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use self::beside::{Beside, Sums};
use self::counted::{Counted, Layout};
use self::moves::Exchange;
use crate::dataset::{Attribute, Dataset, Variable};
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::{Item, Linked, Side};
use crate::disclosure::system::CellId;
use crate::routing::Condition;

/// Questions that hang together, with what the units answered.
pub(super) struct Exchanges<'l> {
    linked: &'l Linked<'l>,
    /// Where the items are among all.
    places: Vec<usize>,
    items: Vec<&'l Item<'l>>,
    layout: Layout<'l>,
    /// What the items are broken down by.
    attributes: Vec<&'l Attribute>,
    /// The groups of each item over the categories of each of them.
    groups: Vec<Vec<Option<&'l [usize]>>>,
    /// By item, the conditions with a test of it on which something is asked or offered.
    conditions: Vec<Vec<&'l Condition>>,
    /// The combinations of their categories that units of a release have, with weights of theirs.
    combinations: BTreeMap<(Vec<usize>, Side), usize>,
    /// What is told beside the tables.
    beside: Beside,
    units: Units,
    /// Who gives one answer alone, or none, as anybody could.
    plain: Vec<Unit>,
    /// The same where those returns were in both releases of which it isn't known, and where they were only in the later one.
    supposed: Vec<Self>,
    /// The weights behind the numbers that they give.
    sums: Sums,
}

type Units = BTreeMap<Unit, u32>;

/// What is known and what is not of a unit; those with the same of both are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    /// The position of its category in each attribute.
    categories: Vec<usize>,
    /// Which releases it took part in.
    side: Side,
    /// What it answered to each item.
    given: Vec<Given>,
    /// By number, which way its answers led it to what can't be exchanged along; of its own where that isn't known.
    way: usize,
    /// What it is or answered that is no item, and is crossed with one.
    crossed: Vec<Given>,
    /// Which weights it has.
    weights: usize,
    /// Where what it answered is counted.
    counted: Counted,
}

/// A count or base: the item, the attribute and its category where it is not of all, and the place.
#[derive(Clone, Copy, Debug)]
struct Target {
    item: usize,
    within: Option<(usize, usize)>,
    slot: Slot,
}

/// What was found of numbers before more was hidden, which only makes exchanges cheaper.
#[derive(Default)]
pub(super) struct Exchanged {
    /// Those that exchanges take far enough.
    safe: BTreeSet<CellId>,
    /// What is another number after an exchange that needs nothing more to be hidden.
    moved: BTreeSet<CellId>,
    /// What an exchange of each needed hidden when it was looked for: the cheapest, or the first found.
    needs: BTreeMap<CellId, Vec<CellId>>,
}

impl Exchanged {
    /// Whether the least and the most that a number can be are known to differ by so much.
    pub(super) fn is_safe(&self, cell: CellId, width: u32) -> bool {
        self.safe.contains(&cell) || (width <= 1 && self.moved.contains(&cell))
    }
}

/// What an exchange needs to be hidden.
type Cost = (i64, Vec<CellId>);

impl<'l> Exchanges<'l> {
    /// Of the items at some places; `None` where none is broken down by several attributes, nor told beside
    /// the tables.
    pub(super) fn of(
        linked: &'l Linked<'l>,
        dataset: &'l Dataset,
        places: &[usize],
    ) -> Option<Self> {
        let mut exchanges = Self::on(&linked.sides, linked, dataset, places)?;
        if linked.sides.contains(&Side::Unsure) {
            let supposing = |supposed: Side| {
                let supposed = |side: &Side| match side {
                    Side::Unsure => supposed,
                    side => *side,
                };
                let sides: Vec<Side> = linked.sides.iter().map(supposed).collect();
                Self::on(&sides, linked, dataset, places)
            };
            let supposed = [Side::Before, Side::Since].into_iter();
            exchanges.supposed = supposed.filter_map(supposing).collect();
        }
        Some(exchanges)
    }

    /// Where the returns are on some sides.
    fn on(
        sides: &[Side],
        linked: &'l Linked<'l>,
        dataset: &'l Dataset,
        places: &[usize],
    ) -> Option<Self> {
        let conditions = dataset.variables.iter().flat_map(Variable::conditions);
        let conditions: Vec<&Condition> = conditions.collect();
        let along = led_on::along(linked, places);
        // No number of what is led to becomes another one, but what is told of it beside the tables does. Where a unit by itself
        // answers otherwise, its numbers do too.
        let is_looked_at = |place: &usize| {
            let is_ours = places.contains(place) || dataset.disclosure.whole;
            is_ours || led_on::is_told_beside(linked, *place)
        };
        let places: Vec<usize> = along.iter().copied().filter(is_looked_at).collect();
        let items: Vec<&Item<'_>> = places.iter().map(|place| &linked.items[*place]).collect();
        let beside = Beside::of(linked, sides, dataset, &places);
        if items.iter().all(|item| item.by.len() < 2) && beside.is_empty() {
            return None;
        }
        let attributes = dataset.frame.attributes.iter();
        let is_by = |one: &&Attribute| {
            let mut by = items.iter().flat_map(|item| &item.by);
            by.any(|by| by.attribute.id == one.id)
        };
        let attributes: Vec<&Attribute> = attributes.filter(is_by).collect();
        let returns: Vec<usize> = dataset.submitted().collect();
        let given: Vec<Vec<Given>> = items.iter().map(|item| item.given(&returns)).collect();
        let ways = led_on::ways(linked, dataset, &returns, &along);
        let crossed = beside.others(linked, sides, dataset, &returns);
        let layout = Layout::of(&items);
        let mut units = Units::new();
        for (place, position) in returns.iter().enumerate() {
            let unit = dataset.returns[*position].unit;
            let given: Vec<Given> = given.iter().map(|given| given[place]).collect();
            let way = ways.as_ref().map_or(0, |ways| ways[place]);
            let unit = Unit {
                categories: attributes.iter().map(|one| one.values[unit]).collect(),
                side: sides.get(*position).copied().unwrap_or_default(),
                counted: layout.counted(&given),
                given,
                way,
                crossed: crossed.iter().map(|given| given[place]).collect(),
                weights: beside.weights_of(place),
            };
            *units.entry(unit).or_default() += 1;
        }
        let groups = |item: &&'l Item<'l>| {
            let groups = attributes.iter().map(|one| item.groups(one));
            groups.collect::<Vec<_>>()
        };
        let testing = |item: &&Item<'_>| {
            let is_own = |of: &str| of == item.beginning;
            let conditions = conditions.iter().copied();
            conditions.filter(|one| one.asks_about(is_own)).collect()
        };
        let mut exchanges = Self {
            linked,
            places,
            groups: items.iter().map(groups).collect(),
            conditions: items.iter().map(testing).collect(),
            items,
            plain: Vec::new(),
            supposed: Vec::new(),
            layout,
            beside,
            attributes,
            combinations: units
                .keys()
                .map(|unit| ((unit.categories.clone(), unit.side), unit.weights))
                .collect(),
            units,
            sums: Sums::new(),
        };
        exchanges.sums = exchanges.sums(&exchanges.units);
        if dataset.disclosure.whole {
            exchanges.plain = exchanges.plain(ways.is_none());
        }
        Some(exchanges)
    }
}

impl Exchanges<'_> {
    /// What to hide so that a number for which there is no exchange has one: of those that `protected` names the one for
    /// which most has to be hidden, and of its exchanges the cheapest. `None` where all of them have one, or can't have.
    ///
    /// `width` is by how much the least and the most that a number can be must differ; `cost` what hiding a number costs,
    /// nothing where it is hidden, and `None` where it can't be. `known` is what was found where less was hidden. Of a number
    /// that can't have an exchange, and which sums of what can't be hidden don't pin either (`is_free`), all is hidden that is
    /// told beside the tables: then sums are all that there is to work it out from.
    pub(super) fn missing(
        &self,
        protected: impl Fn(CellId) -> bool,
        width: u32,
        cost: impl Fn(CellId) -> Option<i64>,
        mut is_free: impl FnMut(CellId) -> bool,
        known: &mut Exchanged,
    ) -> Option<Vec<CellId>> {
        let targets = self.targets().map(|target| (target, self.cell(target)));
        let mut exposed: Vec<(Target, CellId, Option<i64>)> = Vec::new();
        for (target, cell) in targets.filter(|(_, cell)| protected(*cell)) {
            if known.is_safe(cell, width) {
                continue;
            }
            // What must be unsure by more takes several exchanges, one after the other.
            if width == 1 && !known.needs.contains_key(&cell) {
                let any = self.any_way_out(target, &cost);
                known.needs.extend(any.map(|cells| (cell, cells)));
            }
            // Hiding more has only made the costs less, so that the cheapest costs no more now than what was found then.
            let needs = known.needs.get(&cell).map(|cells| cells.iter());
            let most = needs.map(|cells| cells.map(|cell| cost(*cell).unwrap_or(0)).sum());
            exposed.push((target, cell, most));
        }
        loop {
            exposed.retain(|(_, cell, _)| !known.is_safe(*cell, width));
            // What has the greatest is worked out anew until it stays the greatest.
            let greatest = |(_, _, most): &(Target, CellId, Option<i64>)| most.unwrap_or(i64::MAX);
            let places = exposed.iter().enumerate();
            let place = places.max_by_key(|(place, one)| (greatest(one), Reverse(*place)));
            let (target, cell, most) = exposed.swap_remove(place?.0);
            let limit = most.filter(|_| width == 1);
            let limit = limit.map_or(i64::MAX, |most| most + 1);
            match self.way_out(target, width, &cost, limit) {
                Ok(moved) => {
                    known.safe.insert(cell);
                    known.moved.extend(moved);
                }
                Err(None) => {
                    // Which of them were on the same side isn't known: each two of them that may have been must have room.
                    let supposed = self.supposed.iter();
                    let missing = supposed.flat_map(|one| one.hidden_for_each(target, &cost));
                    let missing: BTreeSet<CellId> = missing.collect();
                    if !missing.is_empty() {
                        return Some(missing.into_iter().collect());
                    }
                    let beside = self.beside.about(target.item);
                    let shown = beside.filter(|cell| cost(*cell).is_some_and(|cost| cost > 0));
                    let shown: Vec<CellId> = shown.collect();
                    if !shown.is_empty() && is_free(cell) {
                        return Some(shown);
                    }
                }
                Err(Some((costs, cells))) => {
                    known.needs.insert(cell, cells.clone());
                    if exposed.iter().all(|other| greatest(other) <= costs) {
                        return Some(cells);
                    }
                    exposed.push((target, cell, Some(costs)));
                }
            }
        }
    }

    /// The places of the questions and rows that it is about.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }

    /// Every number that an exchange could change.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        let targets = self.targets().map(|target| self.cell(target));
        targets.chain(self.beside.cells())
    }

    fn targets(&self) -> impl Iterator<Item = Target> {
        let items = self.items.iter().enumerate();
        items.flat_map(move |(item, of)| {
            let attributes = self.attributes.iter().enumerate();
            let by = attributes.filter(move |(at, _)| self.groups[item][*at].is_some());
            let categories = by.flat_map(|(attribute, one)| {
                (0..one.categories.len()).map(move |category| Some((attribute, category)))
            });
            categories
                .chain([None])
                .flat_map(move |within| of.slots().map(move |slot| Target { item, within, slot }))
        })
    }

    fn cell(&self, target: Target) -> CellId {
        let Some((attribute, category)) = target.within else {
            return self.at(self.items[target.item].whole, target.slot);
        };
        let groups = self.groups[target.item][attribute];
        let groups = groups.expect("a target is of an attribute that its item is broken down by");
        self.at(groups[category], target.slot)
    }

    fn at(&self, group: usize, slot: Slot) -> CellId {
        let group = &self.linked.groups[group];
        match slot {
            Slot::Base => group.base,
            Slot::Answer(answer) => group.answers[answer],
        }
    }

    /// What has to be hidden for the first exchange found by which a number becomes another one.
    fn any_way_out(
        &self,
        target: Target,
        cost: &impl Fn(CellId) -> Option<i64>,
    ) -> Option<Vec<CellId>> {
        let now = (&self.units, &self.sums);
        let any = |is_counted| self.cheapest(now, target, is_counted, cost, i64::MAX, i64::MAX);
        let exchange = [true, false].into_iter().find_map(any)?;
        Some(self.hidden_for(&exchange, &self.sums, cost).1)
    }

    /// What the first of exchanges moves that, one after the other, take a number far enough down and up; else what to hide so
    /// that there is one more, if there can be one that costs less than a limit.
    fn way_out(
        &self,
        target: Target,
        width: u32,
        cost: &impl Fn(CellId) -> Option<i64>,
        limit: i64,
    ) -> Result<Vec<CellId>, Option<Cost>> {
        let mut seen = 0;
        let mut moved = Vec::new();
        let mut cheapest: Option<Cost> = None;
        for is_counted in [true, false] {
            let mut changed: Option<(Units, Sums)> = None;
            while seen < width {
                let now = changed.as_ref();
                let (units, sums) =
                    now.map_or((&self.units, &self.sums), |(units, sums)| (units, sums));
                // Most have one that costs nothing, which is soon found or ruled out.
                let mut below = [1, limit].into_iter();
                let find = |below| self.cheapest((units, sums), target, is_counted, cost, below, 0);
                let Some(exchange) = below.find_map(find) else {
                    break;
                };
                let found = self.hidden_for(&exchange, sums, cost);
                if !found.1.is_empty() {
                    cheapest = cheapest.into_iter().chain([found]).min();
                    break;
                }
                if seen == 0 {
                    moved = self.moved(&exchange);
                }
                seen += 1;
                if seen < width {
                    let after = self.carried_out(units.clone(), &exchange);
                    let sums = self.sums(&after);
                    changed = Some((after, sums));
                }
            }
        }
        if seen < width {
            Err(cheapest)
        } else {
            Ok(moved)
        }
    }

    /// Units after an exchange.
    fn carried_out(&self, mut units: Units, exchange: &Exchange<'_>) -> Units {
        let moved = exchange.iter().map(|one| one.units(&self.layout));
        for [before, after] in moved {
            let left = units.get_mut(&before).expect("it is one of them");
            *left -= 1;
            if *left == 0 {
                units.remove(&before);
            }
            *units.entry(after).or_default() += 1;
        }
        units
    }
}
