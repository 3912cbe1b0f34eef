//! Patterns: how the answers of a unit to several questions go together, as far as conditions test them.
//!
//! How many meet a condition over several questions follows from no counts of each, nor do those who ticked one of two options
//! from the counts of both. So those with each pattern of passed and failed tests are a count of their own, in no table: whoever
//! passes a test is in one of the patterns that pass it, and no pattern has an answer to what the others don't lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::Linking;
use super::meeting::{Over, Sum, Unlisted, inside};
use super::tested::Tested;
use crate::dataset::{Column, Ticks};
use crate::disclosure::linked::Item;
use crate::disclosure::system::{CellId, Is};
use crate::routing::Condition;

/// How many patterns are counted at most: of more, how many meet a condition is only bounded by its parts.
const MOST: usize = 64;

/// Questions that conditions test together, and the patterns that answers to them can have.
pub(super) struct Patterns {
    /// What the keys of the answers begin with.
    of: BTreeSet<String>,
    /// Tests of one question each, by which others are decided.
    tests: Vec<Condition>,
    /// What tables tell of by how many it is met: these tests, and the nets of their questions.
    told: Vec<Condition>,
    /// Which of the tests are passed.
    all: Vec<Vec<bool>>,
}

impl Patterns {
    /// Those in which a condition holds; `None` where other tests decide.
    fn meeting(&self, condition: &Condition) -> Option<Vec<&[bool]>> {
        let mut meeting = Vec::new();
        for passed in &self.all {
            if decided(condition, &self.tests, passed)? {
                meeting.push(passed.as_slice());
            }
        }
        Some(meeting)
    }

    /// The condition that whoever has a pattern meets.
    fn condition(&self, passed: &[bool]) -> Condition {
        let tests = self.tests.iter().zip(passed);
        let tests = tests.map(|(test, passed)| match passed {
            true => test.clone(),
            false => Condition::Not(Box::new(test.clone())),
        });
        Condition::All(tests.collect())
    }
}

/// Whether a condition holds of who passes some tests and fails others; `None` where still others decide.
fn decided(condition: &Condition, tests: &[Condition], passed: &[bool]) -> Option<bool> {
    let known = || tests.iter().zip(passed);
    condition.decided(&|test| {
        if let Some((_, passed)) = known().find(|(one, _)| *one == test) {
            return Some(*passed);
        }
        let Condition::Chose { of, options } = test else {
            return None;
        };
        let parts = known().filter_map(|(one, passed)| match one {
            Condition::Chose {
                of: same,
                options: part,
            } if same == of && part.meets(*options) => Some((*part, *passed)),
            _ => None,
        });
        let parts: Vec<(Ticks, bool)> = parts.collect();
        let all = parts.iter().map(|(part, _)| *part).reduce(Ticks::and);
        let is_divided = all == Some(*options);
        is_divided.then(|| parts.iter().any(|(_, passed)| *passed))
    })
}

impl Linking<'_, '_> {
    /// Counts the patterns of the questions that some conditions test together.
    pub(super) fn patterns(&mut self, conditions: &[Condition], unlisted: &mut Unlisted) {
        let mut together: Vec<BTreeSet<String>> = Vec::new();
        for condition in conditions.iter().filter(|one| self.is_loose(one)) {
            let mut of = self.leading(condition);
            let shared = together.extract_if(.., |other| !other.is_disjoint(&of));
            let shared: Vec<BTreeSet<String>> = shared.collect();
            of.extend(shared.into_iter().flatten());
            together.push(of);
        }
        let found = together.into_iter();
        let found: Vec<Patterns> = found
            .filter_map(|of| self.patterns_of(of, conditions))
            .collect();
        for patterns in &found {
            self.count_patterns(patterns, unlisted);
        }
        self.patterns = found;
    }

    /// How many have a pattern in which a condition holds; `None` where no patterns decide it.
    pub(super) fn by_patterns(
        &self,
        condition: &Condition,
        over: &Over<'_>,
        unlisted: &Unlisted,
    ) -> Option<Sum> {
        self.patterns.iter().find_map(|patterns| {
            let meeting = patterns.meeting(condition)?.into_iter();
            let counted = meeting.map(|passed| {
                let key = (patterns.condition(passed), over.end.to_owned());
                unlisted.get(&key).map(|cell| (*cell, 1))
            });
            counted.collect()
        })
    }

    /// Whether no sum of counts says how many meet a condition.
    fn is_loose(&self, condition: &Condition) -> bool {
        let tests = condition.tests();
        let of = tests.iter().filter_map(|test| test.of());
        let of: BTreeSet<String> = of.map(str::to_owned).collect();
        let is_ticked = of.iter().any(|of| self.is_several(of));
        let is_single_tick = |test: &&Condition| match test {
            Condition::Chose { options, .. } => options.positions().count() < 2,
            _ => true,
        };
        let is_ticked_loosely = is_ticked && (tests.len() > 1 || !tests.iter().all(is_single_tick));
        let told = |of: &BTreeSet<String>| -> Vec<String> { self.ends(of).into_keys().collect() };
        // What led to a question is told of groups of which it isn't itself.
        let is_told_less = || told(&self.leading(condition)) != told(&of);
        of.len() > 1 || is_ticked_loosely || is_told_less()
    }

    fn is_several(&self, of: &str) -> bool {
        let item = self.item(of);
        item.is_some_and(|item| matches!(item.variable.column, Column::Multiple(_)))
    }

    /// The questions that a condition tests, and those on which it depends who is asked them and offered what.
    fn leading(&self, condition: &Condition) -> BTreeSet<String> {
        let tested = |condition: &Condition| -> Vec<String> {
            let tests = condition.tests().into_iter();
            tests
                .filter_map(|test| test.of().map(str::to_owned))
                .collect()
        };
        let mut leading = BTreeSet::new();
        let mut left = tested(condition);
        while let Some(of) = left.pop() {
            if let Some(item) = self.item(&of) {
                left.extend(item.conditions().iter().flat_map(tested));
            }
            leading.insert(of);
        }
        leading
    }

    /// The patterns that answers to some questions can have; `None` where there are too many, or one of them is told nowhere.
    fn patterns_of(&self, of: BTreeSet<String>, conditions: &[Condition]) -> Option<Patterns> {
        let tests = conditions.iter().flat_map(Condition::tests);
        let tests: BTreeSet<&Condition> = tests.collect();
        let mut patterns = Patterns {
            of,
            tests: Vec::new(),
            told: Vec::new(),
            all: vec![Vec::new()],
        };
        let items = self.linked.items.iter();
        let items = items.filter(|item| patterns.of.contains(&item.beginning));
        let items: Vec<&Item<'_>> = items.collect();
        (items.len() == patterns.of.len()).then_some(())?;
        for item in items {
            let asked = tests.iter().copied();
            let asked = asked.filter(|test| test.of() == Some(&item.beginning));
            let asked: Vec<&Condition> = asked.collect();
            let Tested { tests, ways } = Tested::of(item, &asked, MOST)?;
            let nets = item.nets().iter().map(|net| Condition::Chose {
                of: item.beginning.clone(),
                options: net.options,
            });
            patterns.told.extend(tests.iter().cloned().chain(nets));
            patterns.tests.extend(tests);
            let each = patterns.all.iter().flat_map(|before| {
                let ways = ways.iter();
                ways.map(|way| [before.as_slice(), way].concat())
            });
            let all = each.filter(|passed| can_be(item, &patterns.tests, passed));
            patterns.all = all.collect();
            (patterns.all.len() <= MOST).then_some(())?;
        }
        Some(patterns)
    }

    /// Counts each pattern over all that one of its questions is told of.
    fn count_patterns(&mut self, patterns: &Patterns, unlisted: &mut Unlisted) {
        for (end, took_part) in self.ends(&patterns.of) {
            let over = Over {
                end: &end,
                took_part,
            };
            let inside = inside(self.dataset, &end);
            let tests = patterns.tests.iter();
            let passed = tests.map(|test| test.holds_of(self.dataset, &inside));
            let passed: Vec<Vec<bool>> = passed.collect();
            let mut counts: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
            for at in 0..inside.len() {
                let passed = passed.iter().map(|test| test[at]).collect();
                *counts.entry(passed).or_default() += 1;
            }
            let mut cells: BTreeMap<&[bool], CellId> = BTreeMap::new();
            for passed in &patterns.all {
                let count = counts.get(passed).copied().unwrap_or(0);
                let condition = patterns.condition(passed);
                let cell = self.unlisted(&condition, &over, unlisted, || count);
                cells.insert(passed, cell);
            }
            if let Some(all) = took_part {
                let cells: Vec<CellId> = cells.values().copied().collect();
                self.linked.system.sum(&cells, all);
            }
            for condition in &patterns.told {
                // Not so of a net that the tests divide.
                if let Some(meeting) = patterns.meeting(condition) {
                    let meeting: Vec<CellId> = meeting.into_iter().map(|one| cells[one]).collect();
                    let told = self.meeting(condition, &over, unlisted);
                    self.relate(&told, Is::Equal, &meeting);
                }
            }
        }
    }
}

/// Whether what was passed of the last question's tests was asked for and offered, as far as the tests of earlier ones tell.
fn can_be(item: &Item<'_>, tests: &[Condition], passed: &[bool]) -> bool {
    let holds = |condition: &Condition| decided(condition, tests, passed) != Some(false);
    let own = tests.iter().zip(passed);
    let own = own.filter(|(test, passed)| **passed && test.of() == Some(&item.beginning));
    let mut own = own.map(|(test, _)| test);
    own.all(|test| {
        let is_chosen = |option: usize| match test {
            Condition::Chose { options, .. } => options.has(option),
            _ => false,
        };
        let mut on = item.offered_if().filter(|(option, _)| is_chosen(*option));
        on.all(|(_, on)| holds(&on)) && item.asked_if().is_none_or(|on| holds(&on))
    })
}
