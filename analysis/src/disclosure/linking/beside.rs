//! What is told beside tables: weighted shares, cross-tabs of two questions, and pairs of what the same people said. All are
//! about everybody, but whoever knows them can try which answers of few would give them.

use super::Linking;
use crate::compare::planned;
use crate::dataset::Column;
use crate::disclosure::linked::{Item, Shown};
use crate::plan::Side;

/// What leaving one of them out costs, beside figures: as much as the dearest of these.
const COST: u32 = u32::MAX;

impl Linking<'_, '_> {
    /// One cell for each, which no sum ties to anything: only an exchange can look at them.
    pub(super) fn beside(&mut self) {
        let plan = &self.dataset.plan;
        if !plan.weight_by.is_empty() {
            for item in 0..self.linked.items.len() {
                let item = &self.linked.items[item];
                if item.is_weighed() {
                    let answers = self.linked.groups[item.whole].answers.clone();
                    for answer in answers {
                        let name = format!("{}, weighted", self.linked.cells[answer.0].name);
                        let weighted = self.linked.cell(name, COST, Shown::IfSafe);
                        self.linked.weighed.insert(answer, weighted);
                    }
                }
            }
        }
        let items = || self.linked.items.iter().enumerate();
        let is_crossed = |one: &Item<'_>, other: &Item<'_>| {
            let with = plan.compare_with.get(&one.variable.id);
            with.is_some_and(|with| with.contains(&other.variable.id))
                && planned::may_be_told(self.dataset, one.variable, other.variable)
        };
        let pairs = items().flat_map(|(at, one)| {
            let crossed = items().filter(move |(_, other)| is_crossed(one, other));
            crossed.map(move |(other, _)| (at, other))
        });
        let crossed: Vec<(usize, usize)> = pairs.collect();
        let place = |side: &Side| {
            let begins = match &side.row {
                Some(row) => format!("{}/{row}", side.question),
                None => side.question.clone(),
            };
            self.linked
                .items
                .iter()
                .position(|item| item.beginning == begins)
        };
        let lines = plan.pairs.iter().flat_map(|pair| &pair.lines);
        let lines = lines.filter_map(|(first, second)| place(first).zip(place(second)));
        let lines: Vec<(usize, usize)> = lines.collect();
        for (both, is_pair) in [(crossed, false), (lines, true)] {
            for (one, other) in both {
                let [first, second] = [one, other].map(|at| &self.linked.items[at].beginning);
                let name = format!("{first} by {second}");
                let crosstab = self.linked.cell(name, COST, Shown::IfSafe);
                self.linked.crosstabs.insert((one, other), crosstab);
                if is_pair {
                    self.linked.dear.insert(crosstab);
                }
            }
        }
    }
}

impl Item<'_> {
    /// Whether its answers are weighted, where a survey weights any.
    fn is_weighed(&self) -> bool {
        let is_choice = matches!(
            self.variable.column,
            Column::Single(_) | Column::Multiple(_) | Column::Grid { .. }
        );
        is_choice && self.asked_if().is_none()
    }
}
