//! Supposing answers: every combination that conditions can tell apart.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use analysis::number::Number;

use super::condition::{Bound, Condition, Facts};
use super::id::{OptionId, QuestionId, RowId};
use super::reach::{Asked, LIMIT, Questions};
use super::survey::{Choice, Kind, Question};

/// What is supposed of one field.
#[derive(Clone)]
enum Supposed {
    Chose(Vec<OptionId>),
    Number(Number),
    Something,
}

#[derive(Default)]
pub(super) struct Suppositions(BTreeMap<(QuestionId, Option<RowId>), Supposed>);

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
pub(super) struct Supposing<'q, 's> {
    fields: Vec<(Asked<'s>, Option<RowId>, Vec<&'q Condition>)>,
    facts: Suppositions,
    tried: usize,
    /// Whether what is required and shown is always answered, as in a return that can be submitted.
    pub(super) complete: bool,
}

pub(super) type Visit<'v> = &'v mut dyn FnMut(&Suppositions) -> ControlFlow<()>;

impl<'q, 's> Supposing<'q, 's> {
    pub(super) fn new(
        questions: &Questions<'s>,
        named: &BTreeMap<&'q QuestionId, Vec<&'q Condition>>,
    ) -> Self {
        let fields = questions.iter().flat_map(|asked| {
            let tests = named.get(&asked.question.id).cloned().unwrap_or_default();
            let rows: BTreeSet<Option<RowId>> = tests.iter().map(|test| row_of(test)).collect();
            rows.into_iter().map(move |row| {
                let own = tests.iter().copied().filter(|test| row_of(test) == row);
                (asked, row.clone(), own.collect())
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
    pub(super) fn each(&mut self, visit: Visit<'_>) -> Option<ControlFlow<()>> {
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
