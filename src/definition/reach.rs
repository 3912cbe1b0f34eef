//! Reach: whether any answers lead to a question, and how long the ways through a survey are.
//!
//! Decided exactly, by supposing every combination of answers that the conditions can tell apart: an
//! option that no condition names stands for all such options, and numbers are cut at the constants they
//! are compared with. Beyond [`LIMIT`] combinations it says that it has not decided.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use analysis::number::Number;

use super::condition::{Bound, Condition, Facts};
use super::id::{OptionId, QuestionId, RowId};
use super::survey::{Choice, Kind, Question, Section};

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
    fn conditions(self) -> impl Iterator<Item = &'s Condition> {
        self.section.into_iter().chain(self.question.when.as_ref())
    }
}

impl<'s> Asked<'s> {
    /// Its conditions, and those of its rows and options.
    fn all_conditions(self) -> impl Iterator<Item = &'s Condition> {
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

/// What is supposed of one field.
#[derive(Clone)]
enum Supposed {
    Chose(Vec<OptionId>),
    Number(Number),
    Something,
}

#[derive(Default)]
struct Suppositions(BTreeMap<(QuestionId, Option<RowId>), Supposed>);

impl Suppositions {
    fn get(&self, question: &QuestionId, row: Option<&RowId>) -> Option<&Supposed> {
        self.0.get(&(question.clone(), row.cloned()))
    }
}

impl Facts for Suppositions {
    fn chose(&self, question: &QuestionId, row: Option<&RowId>, any_of: &[OptionId]) -> bool {
        match self.get(question, row) {
            Some(Supposed::Chose(chosen)) => chosen.iter().any(|one| any_of.contains(one)),
            _ => false,
        }
    }

    fn answered(&self, question: &QuestionId, row: Option<&RowId>) -> bool {
        self.get(question, row).is_some()
    }

    fn number(&self, question: &QuestionId) -> Option<Number> {
        match self.get(question, None) {
            Some(Supposed::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// Goes through every combination of answers to the questions that tests name.
struct Supposing<'q, 's> {
    fields: Vec<(Asked<'s>, Option<RowId>, Vec<&'q Condition>)>,
    facts: Suppositions,
    tried: usize,
    /// Whether what is required and shown is always answered, as in a return that can be submitted.
    complete: bool,
}

type Visit<'v> = &'v mut dyn FnMut(&Suppositions) -> ControlFlow<()>;

impl<'q, 's> Supposing<'q, 's> {
    fn new(
        questions: &Questions<'s>,
        named: &BTreeMap<&'q QuestionId, Vec<&'q Condition>>,
    ) -> Self {
        let fields = questions.asked.iter().flat_map(|asked| {
            let tests = named.get(&asked.question.id).cloned().unwrap_or_default();
            let rows: BTreeSet<Option<RowId>> = tests.iter().map(|test| row_of(test)).collect();
            rows.into_iter().map(move |row| {
                let own = tests.iter().copied().filter(|test| row_of(test) == row);
                (*asked, row.clone(), own.collect())
            })
        });
        Self {
            fields: fields.collect(),
            facts: Suppositions::default(),
            tried: 0,
            complete: false,
        }
    }

    /// Visits every combination until told to stop; `None` beyond the limit.
    fn each(&mut self, visit: Visit<'_>) -> Option<ControlFlow<()>> {
        self.from(0, visit)
    }

    fn from(&mut self, position: usize, visit: Visit<'_>) -> Option<ControlFlow<()>> {
        self.tried += 1;
        if self.tried > LIMIT {
            return None;
        }
        let Some((asked, row, tests)) = self.fields.get(position).cloned() else {
            return Some(visit(&self.facts));
        };
        // Nothing answered is possible on the way: what is required is asked for only at submission.
        let shown = self.is_shown(asked, row.as_ref());
        let mut way = if shown && self.complete && asked.question.required {
            ControlFlow::Continue(())
        } else {
            self.from(position + 1, visit)?
        };
        if !shown {
            return Some(way);
        }
        let key = (asked.question.id.clone(), row);
        for supposed in self.possible(asked.question, &tests) {
            if way.is_break() {
                break;
            }
            self.facts.0.insert(key.clone(), supposed);
            let further = self.from(position + 1, visit);
            self.facts.0.remove(&key);
            way = further?;
        }
        Some(way)
    }

    fn is_shown(&self, asked: Asked<'_>, row: Option<&RowId>) -> bool {
        let mut rows = asked.question.kind.rows().iter();
        let of_row = row
            .and_then(|row| rows.find(|one| one.id == *row))
            .and_then(|row| row.when.as_ref());
        asked
            .conditions()
            .chain(of_row)
            .all(|condition| condition.holds(&self.facts))
    }

    fn possible(&self, question: &Question, tests: &[&Condition]) -> Vec<Supposed> {
        let offered: Vec<&Choice> = question
            .kind
            .options()
            .iter()
            .filter(|option| {
                let when = option.when.as_ref();
                when.is_none_or(|when| when.holds(&self.facts))
            })
            .collect();
        match &question.kind {
            Kind::Single { .. } | Kind::Grid(_) => telling(&offered, tests)
                .into_iter()
                .map(|option| Supposed::Chose(vec![option.id.clone()]))
                .collect(),
            Kind::Multi { most, .. } => subsets(&telling(&offered, tests), *most),
            Kind::Number(quantity) => {
                let step = if quantity.whole { 1000 } else { 1 };
                let bounds = tests.iter().filter_map(|test| match test {
                    Condition::Compares { bound, .. } => Some(bound_number(*bound)),
                    _ => None,
                });
                let around = bounds
                    .flat_map(|bound| [bound - step, bound, bound + step])
                    .chain(quantity.min.map(Number::thousandths))
                    .chain(quantity.max.map(Number::thousandths))
                    .chain([0]);
                let candidates: BTreeSet<Number> = around.map(Number::from_thousandths).collect();
                candidates
                    .into_iter()
                    .filter(|number| quantity.min.is_none_or(|min| *number >= min))
                    .filter(|number| quantity.max.is_none_or(|max| *number <= max))
                    .filter(|number| !quantity.whole || number.is_whole())
                    .map(Supposed::Number)
                    .collect()
            }
            Kind::Date { .. } | Kind::Text(_) => vec![Supposed::Something],
            Kind::Note => Vec::new(),
        }
    }
}

fn bound_number(bound: Bound) -> i64 {
    bound.number().thousandths()
}

fn row_of(test: &Condition) -> Option<RowId> {
    match test {
        Condition::Chose { row, .. } | Condition::Answered { row, .. } => row.clone(),
        _ => None,
    }
}

/// The options that tests name, and one that stands for all the others of its kind: exclusive or not.
fn telling<'o>(offered: &[&'o Choice], tests: &[&Condition]) -> Vec<&'o Choice> {
    let named = |option: &Choice| {
        tests.iter().any(|test| match test {
            Condition::Chose { any_of, .. } => any_of.contains(&option.id),
            _ => false,
        })
    };
    let mut telling: Vec<&Choice> = Vec::new();
    let mut others: Vec<bool> = Vec::new();
    for option in offered {
        if named(option) {
            telling.push(option);
        } else if !others.contains(&option.exclusive) {
            others.push(option.exclusive);
            telling.push(option);
        }
    }
    telling
}

/// Every choice of at least one of these options that the question allows.
fn subsets(options: &[&Choice], most: Option<usize>) -> Vec<Supposed> {
    let mut subsets: Vec<Vec<&Choice>> = vec![Vec::new()];
    for option in options {
        let alone = |subset: &Vec<&Choice>| {
            let excludes = subset.iter().any(|one| one.exclusive);
            subset.is_empty() || (!excludes && !option.exclusive)
        };
        let room = |subset: &Vec<&Choice>| most.is_none_or(|most| subset.len() < most);
        let with: Vec<Vec<&Choice>> = subsets
            .iter()
            .filter(|subset| alone(subset) && room(subset))
            .map(|subset| subset.iter().copied().chain([*option]).collect())
            .collect();
        subsets.extend(with);
        if subsets.len() > LIMIT {
            break;
        }
    }
    subsets
        .into_iter()
        .filter(|subset| !subset.is_empty())
        .map(|subset| Supposed::Chose(subset.iter().map(|one| one.id.clone()).collect()))
        .collect()
}
