//! Reach: whether any answers lead to a question, and how long the ways through a survey are.
//!
//! Decided exactly, by supposing every combination of answers that the conditions can tell apart: an
//! option that no condition names stands for all such options, and numbers are cut at the constants they
//! are compared with. Beyond [`LIMIT`] combinations it says that it has not decided.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::condition::{Condition, Facts};
use super::id::QuestionId;
use super::suppose::Supposing;
use super::survey::{Kind, Question, Section};

/// How many suppositions are tried before giving up.
pub(super) const LIMIT: usize = 200_000;

/// Whether something can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Some answers lead to it.
    Yes,
    /// No answers do.
    No,
    /// Too many combinations to tell.
    NotDecided,
}

/// Everything is supposed over the questions of a survey.
pub(super) struct Questions<'s> {
    asked: Vec<Asked<'s>>,
}

/// A question with the conditions under which it is asked.
#[derive(Clone, Copy)]
pub(super) struct Asked<'s> {
    pub(super) question: &'s Question,
    section: Option<&'s Condition>,
}

impl<'s> Asked<'s> {
    pub(super) fn conditions(self) -> impl Iterator<Item = &'s Condition> {
        self.section.into_iter().chain(self.question.when.as_ref())
    }
}

impl<'s> Asked<'s> {
    /// Its conditions, and those of its rows and options.
    pub(super) fn all_conditions(self) -> impl Iterator<Item = &'s Condition> {
        let rows = self.question.kind.rows().iter();
        let options = self.question.kind.options().iter();
        self.conditions()
            .chain(rows.filter_map(|row| row.when.as_ref()))
            .chain(options.filter_map(|option| option.when.as_ref()))
    }

    /// How many of its rows are shown where it is; `None` where it isn't, or nothing of it is left.
    fn rows_shown(self, facts: &impl Facts) -> Option<usize> {
        let holds = |when: Option<&Condition>| when.is_none_or(|when| when.holds(facts));
        let kind = &self.question.kind;
        let rows = kind
            .rows()
            .iter()
            .filter(|row| holds(row.when.as_ref()))
            .count();
        let options = kind.options();
        let offered =
            options.is_empty() || options.iter().any(|option| holds(option.when.as_ref()));
        let left = offered && (rows > 0 || !matches!(kind, Kind::Grid(_)));
        (left && self.conditions().all(|condition| condition.holds(facts))).then_some(rows)
    }
}

impl<'s> Questions<'s> {
    pub(super) fn of(sections: &'s [Section]) -> Self {
        let asked = sections.iter().flat_map(|section| {
            section.questions.iter().map(|question| Asked {
                question,
                section: section.when.as_ref(),
            })
        });
        Self {
            asked: asked.collect(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Asked<'s>> {
        self.asked.iter().copied()
    }

    /// Whether any answers lead to a question, and then to what a further condition is about.
    pub(super) fn reach(&self, asked: Asked<'s>, further: Option<&'s Condition>) -> Reach {
        let conditions: Vec<&Condition> = asked.conditions().chain(further).collect();
        let named = self.named(conditions.iter().copied());
        let mut supposing = Supposing::new(self, &named);
        let found = supposing.each(&mut |facts| {
            if conditions.iter().all(|condition| condition.holds(facts)) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        match found {
            Some(ControlFlow::Break(())) => Reach::Yes,
            Some(ControlFlow::Continue(())) => Reach::No,
            None => Reach::NotDecided,
        }
    }

    /// The least and the most that a sum over the questions asked can be, each weighed by `weight`, which is
    /// told how many of its rows are shown; `None` beyond the limit. What is asked of everyone is added; what
    /// hangs together by its conditions is supposed together, and what is required is answered.
    pub(super) fn least_and_most<W: Copy + Ord + std::ops::Add<Output = W> + Default>(
        &self,
        weight: impl Fn(&Question, usize) -> W,
    ) -> Option<(W, W)> {
        let is_routed = |asked: &Asked<'_>| asked.all_conditions().next().is_some();
        let always = self.iter().filter(|asked| !is_routed(asked));
        let sum = always.fold(W::default(), |sum, asked| {
            sum + weight(asked.question, asked.question.kind.rows().len())
        });
        let (mut least, mut most) = (sum, sum);
        for group in self.groups() {
            let routed: Vec<Asked<'_>> = group.iter().copied().filter(is_routed).collect();
            let named = self.named(routed.iter().flat_map(|asked| asked.all_conditions()));
            let mut ends: Option<(W, W)> = None;
            let mut supposing = Supposing::new(self, &named);
            supposing.complete = true;
            let _ = supposing.each(&mut |facts| {
                let shown = routed.iter().filter_map(|asked| {
                    let rows = asked.rows_shown(facts)?;
                    Some(weight(asked.question, rows))
                });
                let sum = shown.fold(W::default(), |sum, weight| sum + weight);
                ends = Some(match ends {
                    Some((least, most)) => (least.min(sum), most.max(sum)),
                    None => (sum, sum),
                });
                ControlFlow::Continue(())
            })?;
            let (fewest, largest) = ends.unwrap_or_default();
            (least, most) = (least + fewest, most + largest);
        }
        Some((least, most))
    }

    /// Questions whose conditions hang together, directly or through others.
    fn groups(&self) -> Vec<Vec<Asked<'s>>> {
        let mut group: Vec<usize> = (0..self.asked.len()).collect();
        for (position, asked) in self.asked.iter().enumerate() {
            for named in self.named(asked.all_conditions()).keys() {
                let other = self.asked.iter().position(|one| one.question.id == **named);
                if let Some(other) = other {
                    let (from, to) = (group[position], group[other]);
                    for one in &mut group {
                        if *one == from {
                            *one = to;
                        }
                    }
                }
            }
        }
        let ids: BTreeSet<usize> = group.iter().copied().collect();
        ids.into_iter()
            .map(|id| {
                let members = self.asked.iter().zip(&group);
                let members = members.filter(|(_, of)| **of == id);
                members.map(|(asked, _)| *asked).collect()
            })
            .collect()
    }

    /// The tests that conditions make, by question, with the tests that decide whether those questions,
    /// their rows and their options are shown.
    fn named<'c>(
        &self,
        conditions: impl Iterator<Item = &'c Condition>,
    ) -> BTreeMap<&'c QuestionId, Vec<&'c Condition>>
    where
        's: 'c,
    {
        let mut named: BTreeMap<&QuestionId, Vec<&Condition>> = BTreeMap::new();
        let mut waiting: Vec<&Condition> = conditions.collect();
        let mut seen: BTreeSet<&QuestionId> = BTreeSet::new();
        while let Some(condition) = waiting.pop() {
            for test in condition.tests() {
                let Some(id) = test.question() else {
                    continue;
                };
                named.entry(id).or_default().push(test);
                let asked = self.asked.iter().find(|one| one.question.id == *id);
                if let Some(asked) = asked.filter(|_| seen.insert(id)) {
                    waiting.extend(asked.all_conditions());
                }
            }
        }
        named
    }
}
