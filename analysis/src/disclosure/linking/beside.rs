//! What is told beside tables: weighted shares, cross-tabs of two questions, pairs of what the same people said, and what the
//! early and the late said. All are about everybody, but whoever knows them can try which answers of few would give them.

use std::collections::{BTreeMap, BTreeSet};

use super::Linking;
use crate::compare::planned;
use crate::dataset::{Choice, Column, Ticks};
use crate::disclosure::linked::{Item, Linked, Shown, Weighed, With};
use crate::disclosure::system::CellId;
use crate::key::Key;
use crate::plan::Side;

/// What leaving one of them out costs, beside figures: as much as a number of this size, or five of four to seven.
const COST: u32 = u16::MAX as u32;

impl Linking<'_, '_> {
    /// One cell for each, which no sum ties to anything: only an exchange can look at them.
    pub(super) fn beside(&mut self) {
        self.weighed();
        self.crossed();
        self.early_and_late();
        self.beside_before();
        self.stays_untold();
    }

    fn weighed(&mut self) {
        if self.dataset.plan.weight_by.is_empty() {
            return;
        }
        let weighed = self.linked.items.iter().filter(|item| item.is_weighed());
        let answers = weighed.flat_map(|item| &self.linked.groups[item.whole].answers);
        for answer in answers.copied().collect::<Vec<_>>() {
            let name = format!("{}, weighted", self.linked.cells[answer.0].name);
            let cell = self.linked.cell(name, COST, Shown::IfSafe);
            // Where nothing is withheld there is nothing to be told by more.
            let weighed = Weighed { cell, decimals: 0 };
            self.linked.now.weighed.insert(answer, weighed);
        }
    }

    fn crossed(&mut self) {
        let plan = &self.dataset.plan;
        let items = || self.linked.items.iter().enumerate();
        let is_crossed = |one: &Item<'_>, other: &Item<'_>| {
            let with = plan.compare_with.get(&one.variable.id);
            with.is_some_and(|with| with.contains(&other.variable.id))
                && planned::may_be_told(self.dataset, one.variable, other.variable)
        };
        let crosstabs = items().flat_map(|(at, one)| {
            let crossed = items().filter(move |(_, other)| is_crossed(one, other));
            crossed.map(move |(other, _)| (at, other))
        });
        let crosstabs: Vec<(usize, usize)> = crosstabs.collect();
        for (one, other) in crosstabs {
            self.crosstab(one, With::Item(other));
        }
        for ((one, other), lines) in self.lines(|_| true) {
            // Where both are crossed too, that tells what the pair does.
            if !self
                .linked
                .now
                .crosstabs
                .contains_key(&(one, With::Item(other)))
            {
                let pair = self.crosstab(one, With::Item(other));
                self.linked.pairs.insert(pair, lines);
            }
        }
    }

    /// Of some lines of the pairs that the survey declares, the places of both items, with the options that count as having said
    /// the first thing and the second.
    fn lines(
        &self,
        is_one: impl Fn(&(Side, Side)) -> bool,
    ) -> BTreeMap<(usize, usize), Vec<[Ticks; 2]>> {
        let side = |side: &Side| {
            let begins = match &side.row {
                Some(row) => format!("{}/{row}", side.question),
                None => side.question.clone(),
            };
            let place = self.place_of(|beginning| beginning == begins)?;
            let options = self.linked.items[place].choices()?;
            Some((place, side.ticks(options)))
        };
        let lines = self.dataset.plan.pairs.iter().flat_map(|pair| &pair.lines);
        let mut pairs: BTreeMap<(usize, usize), Vec<[Ticks; 2]>> = BTreeMap::new();
        for (first, second) in lines.filter(|line| is_one(line)) {
            if let Some(((one, said), (other, said_too))) = side(first).zip(side(second)) {
                pairs
                    .entry((one, other))
                    .or_default()
                    .push([said, said_too]);
            }
        }
        pairs
    }

    fn early_and_late(&mut self) {
        let items = self.linked.items.iter().enumerate();
        let asked = items.filter(|(_, item)| planned::is_asked_early_and_late(item.variable));
        for item in asked.map(|(at, _)| at).collect::<Vec<_>>() {
            self.crosstab(item, With::Half);
        }
    }

    /// What an earlier release told, and nothing can hide any more.
    fn beside_before(&mut self) {
        for (key, decimals) in &self.earlier.weighted {
            let place = self.linked.places.get(&Key::new(key.as_str()));
            if let Some(answer) = place.map(|place| place.count) {
                let cell = self.before(&format!("{key}, weighted"));
                let decimals = *decimals;
                let weighed = Weighed { cell, decimals };
                self.linked.then.weighed.insert(answer, weighed);
            }
        }
        let about = |id: &str| {
            self.place_of(|beginning| {
                let rest = id.strip_prefix(beginning);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        let ids = |(first, second): &(Side, Side)| (first.id(), second.id());
        let lines = self.lines(|line| self.earlier.paired.contains(&ids(line)));
        let declared = self.dataset.plan.pairs.iter().flat_map(|pair| &pair.lines);
        let declared: BTreeSet<(String, String)> = declared.map(ids).collect();
        let items = |(one, other): &(String, String)| Some((about(one)?, about(other)?));
        // Of a pair that isn't declared any more it isn't known what it was about: it counts as a cross-tab.
        let undeclared = self.earlier.paired.difference(&declared);
        let undeclared = undeclared.filter_map(items);
        let crossed = self.earlier.crossed.iter().filter_map(items);
        let crossed: BTreeSet<(usize, usize)> = crossed.chain(undeclared).collect();
        let both = crossed.iter().chain(lines.keys());
        let both = both.map(|(one, other)| (*one, With::Item(*other)));
        let halved = self.earlier.early_and_late.iter();
        let halved = halved.filter_map(|one| Some((about(one)?, With::Half)));
        for about in both.chain(halved).collect::<BTreeSet<_>>() {
            let cell = self.before(&format!(
                "a cross-tab of {}",
                self.linked.items[about.0].beginning
            ));
            self.linked.then.crosstabs.insert(about, cell);
            if let (one, With::Item(other)) = about
                && !crossed.contains(&(one, other))
                && let Some(lines) = lines.get(&(one, other))
            {
                self.linked.pairs.insert(cell, lines.clone());
            }
        }
    }

    /// What an earlier release didn't tell stays withheld, until enough have joined.
    fn stays_untold(&mut self) {
        if self.earlier.is_none() || !self.few_joined(self.joined()) {
            return;
        }
        let Linked { now, then, .. } = &self.linked;
        let weighed = now.weighed.iter();
        let weighed = weighed.filter(|(count, _)| !then.weighed.contains_key(count));
        let crosstabs = now.crosstabs.iter();
        let crosstabs = crosstabs.filter(|(about, _)| !then.crosstabs.contains_key(about));
        let untold = weighed.map(|(_, one)| one.cell);
        let untold = untold.chain(crosstabs.map(|(_, cell)| *cell));
        let untold: Vec<(CellId, bool)> = untold.map(|cell| (cell, false)).collect();
        self.linked.withheld_before.extend(untold);
    }

    fn before(&mut self, name: &str) -> CellId {
        let name = format!("{name}, in the earlier release");
        self.linked.cell(name, COST, Shown::Before)
    }

    fn crosstab(&mut self, one: usize, with: With) -> CellId {
        let named = |at: usize| &self.linked.items[at].beginning;
        let name = match with {
            With::Item(other) => format!("{} by {}", named(one), named(other)),
            With::Half => format!("{} early and late", named(one)),
        };
        let crosstab = self.linked.cell(name, COST, Shown::IfSafe);
        self.linked.now.crosstabs.insert((one, with), crosstab);
        crosstab
    }

    /// The place of the item whose keys begin so.
    fn place_of(&self, begins: impl Fn(&str) -> bool) -> Option<usize> {
        let mut items = self.linked.items.iter();
        items.position(|item| begins(&item.beginning))
    }
}

impl Item<'_> {
    /// The options of a choice.
    fn choices(&self) -> Option<&[Choice]> {
        match &self.variable.column {
            Column::Single(choices) => Some(&choices.options),
            Column::Multiple(choices) => Some(&choices.options),
            Column::Grid { options, .. } => Some(options),
            Column::Number { .. } | Column::Day { .. } | Column::Text { .. } => None,
        }
    }

    /// Whether its answers are weighted, where a survey weights any.
    fn is_weighed(&self) -> bool {
        let is_choice = matches!(
            self.variable.column,
            Column::Single(_) | Column::Multiple(_) | Column::Grid { .. }
        );
        is_choice && self.asked_if().is_none()
    }
}
