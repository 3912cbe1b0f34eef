//! From tables to tables that may be published, and the proof that they may.

use std::collections::{BTreeMap, BTreeSet};

use super::linked::{Linked, Shown, With};
use super::linking::linked;
use super::policy::Policy;
use super::reach::Reach;
use super::release::Earlier;
use super::suppress::{Found, Hiding, suppress};
use super::system::CellId;
use crate::dataset::Dataset;
use crate::figure::{Table, Weighing, Withheld};
use crate::shared;

/// A hidden number that can be worked out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{cell}` is withheld, and can be worked out from what is published")]
pub struct Exposed {
    /// Its key, or whose base it is.
    pub cell: String,
}

/// What may be published.
pub struct Protected {
    /// The tables without the numbers that the policy forbids, each with the reason.
    pub tables: Vec<Table>,
    /// The cross-tabs and pairs whose counts would tell some of those: what the keys of both questions begin with.
    pub crosstabs: BTreeSet<(String, String)>,
    /// The questions whose counts of those who answered early and late would.
    pub early_and_late: BTreeSet<String>,
}

/// The same tables without the numbers that the dataset's policy forbids, each with the reason.
///
/// An earlier release counts as published, and what was added since is a figure like any other.
///
/// # Errors
/// The first hidden number that can be worked out, which is only ever one that an earlier release told.
pub fn protect(
    dataset: &Dataset,
    mut tables: Vec<Table>,
    earlier: &Earlier,
) -> Result<Protected, Exposed> {
    let policy = &dataset.disclosure;
    let linked = linked(dataset, &tables, earlier);
    let hiding = suppress(dataset, &linked);
    let few = audit(&linked, policy, &hiding)?;
    let reasons = reasons(&linked, policy, &hiding, &few);
    for table in &mut tables {
        withhold(table, &linked, &hiding, &reasons);
    }
    check(&tables, &linked, &hiding)?;
    weigh(&mut tables, &linked, &hiding);
    let crosstabs = linked.now.crosstabs.iter();
    let hidden = crosstabs.filter(|(_, cell)| hiding.is_hidden(**cell));
    let named = |at: usize| linked.items[at].beginning.clone();
    let mut protected = Protected {
        tables,
        crosstabs: BTreeSet::new(),
        early_and_late: BTreeSet::new(),
    };
    for ((one, with), _) in hidden {
        match with {
            With::Item(other) => {
                protected.crosstabs.insert((named(*one), named(*other)));
            }
            With::Half => {
                protected.early_and_late.insert(named(*one));
            }
        }
    }
    Ok(protected)
}

/// Says how exactly the weighted shares of a survey may be told: if any number of a question broken down is withheld, in whole
/// percent, and not even so where that would tell it.
fn weigh(tables: &mut [Table], linked: &Linked<'_>, hiding: &Hiding<'_>) {
    let items = linked.items.iter();
    let groups = items.flat_map(|item| &item.by).flat_map(|by| &by.groups);
    let mut groups = groups.map(|group| &linked.groups[*group]);
    let withholds = groups.any(|group| {
        let mut cells = group.answers.iter().chain([&group.base]);
        cells.any(|cell| hiding.is_hidden(*cell))
    });
    if !withholds {
        return;
    }
    for row in tables.iter_mut().flat_map(|table| &mut table.rows) {
        let count = linked.places.get(&row.key).map(|place| place.count);
        let weighted = count.and_then(|count| linked.now.weighed.get(&count));
        row.weighing = match weighted {
            Some(weighted) if hiding.is_hidden(weighted.cell) => Weighing::Not,
            _ => Weighing::Roughly,
        };
    }
}

/// Takes the hidden numbers out of a table; with a base also what became of the question, which tells it.
fn withhold(
    table: &mut Table,
    linked: &Linked<'_>,
    hiding: &Hiding<'_>,
    reasons: &BTreeMap<CellId, Withheld>,
) {
    for row in &mut table.rows {
        let Some(place) = linked.places.get(&row.key) else {
            continue;
        };
        if let Some(why) = reasons.get(&place.count) {
            let base_too = place.base.is_some_and(|base| hiding.is_hidden(base));
            row.withhold(*why, base_too);
            if base_too {
                (table.responses, table.summary) = (None, None);
            }
        }
    }
}

/// Of what there are fewer than a limit, whatever the hidden counts are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Few {
    /// Of those who could answer.
    AtMost,
    /// Of those who gave an answer.
    Answers,
}

/// Solves for every hidden number over what is known, as whoever reads it would. Says of which there are few, whatever the
/// hidden counts are.
fn audit(
    linked: &Linked<'_>,
    policy: &Policy,
    hiding: &Hiding<'_>,
) -> Result<BTreeSet<(CellId, Few)>, Exposed> {
    let known = |cell: CellId| match linked.cells[cell.0].shown {
        Shown::Always | Shown::Before => Some(linked.cells[cell.0].value),
        Shown::IfSafe | Shown::Never => hiding.shown(cell),
    };
    let bases: BTreeSet<CellId> = linked.groups.iter().map(|group| group.base).collect();
    let is_few = |cell: CellId, place: usize, reach: &mut Reach| {
        if bases.contains(&cell) && reach.stays_below(place, policy.bases_below) {
            Some((cell, Few::AtMost))
        } else {
            let stays_below = reach.stays_below(place, policy.counts_below);
            stays_below.then_some((cell, Few::Answers))
        }
    };
    let solved = shared::each(&hiding.blocks(), |block| {
        let mut few = Vec::new();
        let narrow = hiding.narrow(block, known, &mut Found::default(), |cells, reach| {
            let cells = cells.iter().copied().enumerate();
            let published = cells.filter(|(_, cell)| linked.cells[cell.0].shown == Shown::IfSafe);
            few.extend(published.filter_map(|(place, cell)| is_few(cell, place, reach)));
        });
        (narrow, few)
    });
    let told = hiding.sensitive().find(|cell| known(*cell).is_some());
    let (narrow, few): (Vec<_>, Vec<_>) = solved.into_iter().unzip();
    match told.or_else(|| narrow.into_iter().flatten().next()) {
        Some(cell) => Err(exposed(linked, cell)),
        None => Ok(few.into_iter().flatten().collect()),
    }
}

/// Why each hidden count is hidden, as far as saying so tells nothing that isn't known anyway: that there
/// are fewer than so many is said only where what is published leaves no more.
fn reasons(
    linked: &Linked<'_>,
    policy: &Policy,
    hiding: &Hiding<'_>,
    few: &BTreeSet<(CellId, Few)>,
) -> BTreeMap<CellId, Withheld> {
    let mut reasons = BTreeMap::new();
    for place in linked.places.values() {
        if hiding.is_hidden(place.count) {
            let why = if place
                .base
                .is_some_and(|base| few.contains(&(base, Few::AtMost)))
            {
                Withheld::FewerThan(policy.bases_below)
            } else if few.contains(&(place.count, Few::Answers)) {
                Withheld::FewerThan(policy.counts_below)
            } else {
                Withheld::Telling
            };
            reasons.insert(place.count, why);
        }
    }
    reasons
}

/// Looks for a hidden number in the tables.
fn check(tables: &[Table], linked: &Linked<'_>, hiding: &Hiding<'_>) -> Result<(), Exposed> {
    for row in tables.iter().flat_map(|table| &table.rows) {
        let place = linked.places.get(&row.key);
        let count = place.and_then(|place| row.figure.count.is_ok().then_some(place.count));
        let base = place.and_then(|place| place.base.filter(|_| row.figure.base.is_some()));
        let mut shown = count.into_iter().chain(base);
        if let Some(cell) = shown.find(|cell| hiding.is_hidden(*cell)) {
            return Err(exposed(linked, cell));
        }
    }
    Ok(())
}

fn exposed(linked: &Linked<'_>, cell: CellId) -> Exposed {
    Exposed {
        cell: linked.cells[cell.0].name.clone(),
    }
}
