//! The linked system: everything that is published, with what ties it together.
//!
//! Charts and maps draw the figures of tables, so the tables are all there is. What ties them are counts too, some of which
//! no table has.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Part;
use super::policy::Permission;
use super::system::{CellId, System};
use crate::dataset::{Attribute, BaseRule, Ticks, Variable};
use crate::key::Key;

/// Every count and base of the tables, once each however often it is shown.
#[derive(Debug, Default)]
pub(super) struct Linked<'a> {
    pub(super) system: System,
    pub(super) cells: Vec<Cell>,
    pub(super) groups: Vec<Group>,
    /// Bases of one question over the categories of one attribute: together they make its whole base.
    pub(super) partitions: Vec<Vec<CellId>>,
    pub(super) items: Vec<Item<'a>>,
    /// Which releases each return took part in; nothing where there is one release.
    pub(super) sides: Vec<Side>,
    /// Cells of which an earlier release told what they were then.
    pub(super) told: BTreeSet<CellId>,
    /// What was added to those since.
    pub(super) since: BTreeMap<CellId, CellId>,
    /// Cells of an earlier release and of what was added since that nobody knows, as they were withheld then.
    pub(super) unknown: BTreeSet<CellId>,
    /// Cells that an earlier release withheld and that would tell now what they were then, and whether the policy may have
    /// named them.
    pub(super) withheld_before: BTreeMap<CellId, bool>,
    /// What is told beside the tables.
    pub(super) now: Beside,
    /// What an earlier release told beside them.
    pub(super) then: Beside,
    /// The pairs that the survey declared, which are left out only where there is no other way, each with the options that count
    /// as having said the first thing and the second, line by line.
    pub(super) pairs: BTreeMap<CellId, Vec<[Ticks; 2]>>,
    /// Where the figure under a key stands.
    pub(super) places: BTreeMap<Key, Place>,
}

/// What a release tells beside its tables. A cell stands for each, which no sum ties to anything.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The weighted shares, by the count of all that is weighted.
    pub(super) weighed: BTreeMap<CellId, Weighed>,
    /// The cross-tabs and pairs, by the place of the item that they are about.
    pub(super) crosstabs: BTreeMap<(usize, With), CellId>,
}

/// A weighted share, and how many decimals in percent are told of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) cell: CellId,
    pub(super) decimals: u8,
}

/// What the answers to an item are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum With {
    /// Those to the item at a place.
    Item(usize),
    /// Whether the return came early or late.
    Half,
}

/// Which of two releases a return took part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Before,
    /// It is not known: it came on the day on which the earlier one ended.
    Unsure,
    /// Only the later one.
    #[default]
    Since,
}

/// A count or a base.
#[derive(Debug)]
pub(super) struct Cell {
    /// What it is, for whoever has to find it.
    pub(super) name: String,
    /// Its true value.
    pub(super) value: u32,
    pub(super) shown: Shown,
}

/// When a cell is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Whatever it is.
    Always,
    /// Where that tells nothing of few.
    IfSafe,
    /// In no table, though it follows where two releases are shown.
    Never,
    /// An earlier release has told it.
    Before,
}

impl Shown {
    /// Always, unless it is protected.
    pub(super) fn unless(is_protected: bool) -> Self {
        if is_protected {
            Self::IfSafe
        } else {
            Self::Always
        }
    }
}

/// The answers to one question, or to one row of a grid, over some of the returns.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) base: CellId,
    /// Options before nets.
    pub(super) answers: Vec<CellId>,
    /// Whether the policy is about it: it is published, or the difference of what two releases publish.
    pub(super) is_figure: bool,
}

/// A question or a row of a grid, and where its numbers are.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) variable: &'a Variable,
    /// What its keys begin with.
    pub(super) beginning: String,
    /// Which returns its base holds.
    pub(super) base: BaseRule,
    /// How many options there are.
    pub(super) options: usize,
    /// The group of all.
    pub(super) whole: usize,
    pub(super) by: Vec<Breakdown<'a>>,
}

/// The groups of a question over the categories of an attribute.
#[derive(Debug)]
pub(super) struct Breakdown<'a> {
    pub(super) attribute: &'a Attribute,
    pub(super) groups: Vec<usize>,
}

/// The cells of a figure; of a figure on a base that everybody knows only its count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) count: CellId,
    pub(super) base: Option<CellId>,
}

impl Item<'_> {
    /// Its groups, over every category that it is broken down by and over everybody.
    pub(super) fn every_group(&self) -> impl Iterator<Item = usize> {
        let by = self.by.iter().flat_map(|by| &by.groups);
        by.copied().chain([self.whole])
    }

    /// Whether its answers may be published with the name of whoever gave them, so that nothing of them is protected.
    pub(super) fn is_named(&self) -> bool {
        self.variable.permission == Permission::Named
    }
}

impl Linked<'_> {
    pub(super) fn cell(&mut self, name: String, value: u32, shown: Shown) -> CellId {
        self.cells.push(Cell { name, value, shown });
        self.system.cell()
    }

    /// The places of the items that have numbers in some blocks.
    pub(super) fn items_in(&self, is_in_blocks: impl Fn(CellId) -> bool) -> Vec<usize> {
        let is_inside = |item: &Item<'_>| {
            let mut groups = item.every_group();
            groups.any(|group| is_in_blocks(self.groups[group].base))
        };
        let items = self.items.iter().enumerate();
        let inside = items.filter(|(_, item)| is_inside(item));
        inside.map(|(place, _)| place).collect()
    }

    /// Every number of a question that is of everybody.
    pub(super) fn of_all(&self) -> impl Iterator<Item = CellId> {
        let groups = self.items.iter().map(|item| &self.groups[item.whole]);
        groups.flat_map(|group| group.answers.iter().chain([&group.base]).copied())
    }

    /// Some groups are a group divided: their bases make its base, and their answers its answers.
    pub(super) fn divide(&mut self, whole: usize, parts: &[usize]) {
        let Self { system, groups, .. } = self;
        let bases: Vec<CellId> = parts.iter().map(|part| groups[*part].base).collect();
        system.sum(&bases, groups[whole].base);
        for (answer, all) in groups[whole].answers.iter().enumerate() {
            let counts = parts.iter().map(|part| groups[*part].answers[answer]);
            system.sum(&counts.collect::<Vec<_>>(), *all);
        }
    }

    /// Gives the cells that nobody knows numbers that they can have, and unties what isn't so.
    ///
    /// Which numbers makes no difference to what whoever doesn't know them can work out. Between two releases returns are
    /// added; where answers were changed as well, a difference is no group of returns and nothing follows from it. Neither does
    /// anything from a questionnaire that the answers did not keep to.
    pub(super) fn settle(&mut self) {
        self.system.say_once();
        let value = |cell: CellId| self.cells[cell.0].value;
        let known = |cell: CellId| (!self.unknown.contains(&cell)).then(|| value(cell));
        let mut settled = Vec::new();
        for part in Part::all(&self.system).given(known) {
            let whole = part.whole().into_iter().flatten();
            settled.extend(part.cells.iter().copied().zip(whole));
        }
        for (cell, value) in settled {
            let value = u32::try_from(value);
            self.cells[cell.0].value = value.expect("counts are from 0 to below 2^32");
        }
        let values: Vec<i64> = self
            .cells
            .iter()
            .map(|cell| i64::from(cell.value))
            .collect();
        self.system.rows.retain(|row| row.holds(&values));
    }
}
