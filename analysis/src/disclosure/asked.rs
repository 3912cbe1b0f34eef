//! What is asked in one question or one row of a grid, and how its answers add up.

use super::linked::Shown;
use super::policy::Permission;
use super::system::{CellId, System};
use crate::dataset::{BaseRule, Column, Dataset, Net, Ticks, Variable};
use crate::figure::{Table, TableKind};

/// What an answer is to the others of its question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// One each: they make those who answered.
    One,
    /// Any number each.
    Several,
}

/// The answers of a question or a row of a grid, as its table has them.
#[derive(Clone)]
pub(super) struct Asked<'a> {
    /// What its keys begin with.
    pub(super) beginning: String,
    pub(super) options: Vec<&'a str>,
    pub(super) nets: &'a [Net],
    pub(super) answers: Answers,
    pub(super) exclusive: Ticks,
    /// Whether the options are the months of the days given: one that isn't there is nobody's.
    pub(super) by_month: bool,
    /// Which returns its base holds.
    pub(super) base: BaseRule,
    /// Whether everyone who took part is in the base.
    pub(super) everyone: bool,
    pub(super) shown: Shown,
}

impl Asked<'_> {
    /// Ties the answers, options before nets, to each other and to their base.
    pub(super) fn tie(&self, system: &mut System, base: CellId, answers: &[CellId]) {
        let (options, nets) = answers.split_at(self.options.len());
        match self.answers {
            Answers::One => one_each(system, self, base, options, nets),
            Answers::Several => several_each(system, self, base, options, nets),
        }
    }
}

/// What is asked in a question: itself, or each row of a grid.
pub(super) fn asked<'a>(
    variable: &'a Variable,
    table: &'a Table,
    dataset: &Dataset,
) -> Vec<Asked<'a>> {
    let mut found: Vec<Asked<'a>> = Vec::new();
    for row in table.rows.iter().filter(|row| !row.net) {
        let (beginning, id) = row.key.as_str().rsplit_once('/').unwrap_or_default();
        match found.last_mut() {
            Some(last) if last.beginning == beginning => last.options.push(id),
            _ => found.push(Asked {
                beginning: beginning.to_owned(),
                options: vec![id],
                shown: Shown::unless(
                    dataset.disclosure.whole && variable.permission != Permission::Named,
                ),
                ..kind(variable, table.kind, beginning)
            }),
        }
    }
    found
}

fn kind<'a>(variable: &'a Variable, kind: TableKind, beginning: &str) -> Asked<'a> {
    let (nets, exclusive, answers, bands): (&[Net], _, _, _) = match &variable.column {
        Column::Single(choices) => (&choices.nets, Ticks::default(), Answers::One, true),
        Column::Multiple(choices) => (&choices.nets, choices.exclusive, Answers::Several, true),
        Column::Grid { nets, .. } => (nets, Ticks::default(), Answers::One, true),
        Column::Number { bands, .. } => (&[], Ticks::default(), Answers::One, !bands.is_empty()),
        Column::Day { .. } => (&[], Ticks::default(), Answers::One, true),
        Column::Text { .. } => (&[], Ticks::default(), Answers::One, false),
    };
    // A table without options has a single row, those who answered, of those who were asked.
    let base = if bands {
        variable.base
    } else {
        BaseRule::Shown
    };
    let routed = match &variable.column {
        Column::Grid { rows, .. } => {
            let (_, id) = beginning.rsplit_once('/').unwrap_or_default();
            let mut rows = rows.iter().filter(|row| row.id == id);
            rows.any(|row| variable.is_row_routed(row))
        }
        _ => variable.is_routed(),
    };
    Asked {
        beginning: String::new(),
        options: Vec::new(),
        nets: if kind == TableKind::Text { &[] } else { nets },
        answers,
        exclusive,
        by_month: matches!(variable.column, Column::Day { .. }),
        base,
        everyone: base == BaseRule::Submitted || (base == BaseRule::Shown && !routed),
        shown: Shown::Always,
    }
}

fn one_each(
    system: &mut System,
    asked: &Asked<'_>,
    base: CellId,
    options: &[CellId],
    nets: &[CellId],
) {
    if asked.base == BaseRule::Answered {
        system.sum(options, base);
    } else {
        system.within(options, base);
    }
    for (net, total) in asked.nets.iter().zip(nets) {
        let (inside, outside) = split(options, net.options);
        system.sum(&inside, *total);
        if asked.base == BaseRule::Answered {
            // It follows from the two sums above, and shows at a glance what a net gives away.
            let around: Vec<CellId> = outside.into_iter().chain([*total]).collect();
            system.sum(&around, base);
        }
    }
}

/// Options of which several may be ticked. An exclusive one is ticked alone, and a net counts each who
/// ticked any of its options once.
fn several_each(
    system: &mut System,
    asked: &Asked<'_>,
    base: CellId,
    options: &[CellId],
    nets: &[CellId],
) {
    let (alone, others) = split(options, asked.exclusive);
    beside_each(system, &alone, &others, base);
    if asked.base == BaseRule::Answered {
        system.cover(options, base);
    }
    for (net, total) in asked.nets.iter().zip(nets) {
        let (inside, outside) = split(options, net.options);
        let in_net = |cell: &CellId| inside.contains(cell);
        let (alone_inside, alone_outside): (Vec<CellId>, _) =
            alone.iter().partition(|one| in_net(one));
        let others_inside: Vec<CellId> = others.iter().copied().filter(in_net).collect();
        beside_each(system, &alone_inside, &others_inside, *total);
        system.cover(&inside, *total);
        beside_each(system, &alone_outside, &[*total], base);
        if asked.base == BaseRule::Answered {
            let covering: Vec<CellId> = outside.into_iter().chain([*total]).collect();
            system.cover(&covering, base);
        }
    }
}

/// Whoever ticked one of those that are ticked alone ticked none of the others: with each of these they are within the whole.
fn beside_each(system: &mut System, alone: &[CellId], others: &[CellId], whole: CellId) {
    for option in others {
        let together: Vec<CellId> = alone.iter().copied().chain([*option]).collect();
        system.within(&together, whole);
    }
    if others.is_empty() {
        system.within(alone, whole);
    }
}

fn split(options: &[CellId], ticks: Ticks) -> (Vec<CellId>, Vec<CellId>) {
    let all = options.iter().copied().enumerate();
    let (inside, outside): (Vec<_>, Vec<_>) = all.partition(|(place, _)| ticks.has(*place));
    let cells = |some: Vec<(usize, CellId)>| some.into_iter().map(|(_, cell)| cell).collect();
    (cells(inside), cells(outside))
}
