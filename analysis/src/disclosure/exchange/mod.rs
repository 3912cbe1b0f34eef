//! Exchanges: two units that could have answered the other way round.
//!
//! The bounds of sums take each attribute by itself. But everybody can look up in which region and with which rating a
//! unit is, and who took part may be known: where those of a region are just those of a rating, what is shown of the
//! rating tells of the region. So a hidden number of a question that is broken down by several attributes is safe only if
//! two units could exchange what they answered without any shown number becoming another one: then these answers look just
//! like the true ones to whoever knows all that is published, and every attribute of every unit. (Exchanging values between
//! records is Dalenius and Reiss's data swapping, 1982; here nothing is exchanged, it is enough that it could be.)
//!
//! Where two can't exchange, because their weights differ or not every attribute can be evened out, several may (`trades`): as many
//! give an answer as give it up.
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
mod crosstabs;
mod led_on;
mod missing;
mod moves;
mod pairs;
mod plain;
mod trades;
mod turns;

use std::collections::BTreeMap;

use self::beside::{Beside, Sums};
use self::counted::{Counted, Layout};
pub(super) use self::missing::Exchanged;
use crate::dataset::{Attribute, Dataset, Variable};
use crate::disclosure::given::{Given, Slot};
use crate::disclosure::linked::{Item, Linked, Side};
use crate::disclosure::system::CellId;
use crate::routing::Condition;

/// Questions that hang together, with what the units answered.
pub(super) struct Exchanges<'l> {
    linked: &'l Linked<'l>,
    items: Vec<&'l Item<'l>>,
    layout: Layout<'l>,
    /// What the items are broken down by.
    attributes: Vec<&'l Attribute>,
    /// The groups of each item over the categories of each of them.
    groups: Vec<Vec<Option<&'l [usize]>>>,
    /// By item, the conditions with a test of it on which something is asked or offered.
    conditions: Vec<Vec<&'l Condition>>,
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

impl Unit {
    /// Whether it took part when another one did, and answered the same.
    fn answered_like(&self, other: &Self) -> bool {
        let told = |unit: &Self| (unit.side, unit.way);
        told(self) == told(other) && self.given == other.given && self.crossed == other.crossed
    }
}

/// A count or base: the item, the attribute and its category where it is not of all, and the place.
#[derive(Clone, Copy, Debug)]
struct Target {
    item: usize,
    within: Option<(usize, usize)>,
    slot: Slot,
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
            groups: items.iter().map(groups).collect(),
            conditions: items.iter().map(testing).collect(),
            items,
            plain: Vec::new(),
            supposed: Vec::new(),
            layout,
            beside,
            attributes,
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
}
