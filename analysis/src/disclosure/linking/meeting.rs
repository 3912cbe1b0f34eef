//! How many meet a condition, as far as counts tell.

use std::collections::BTreeMap;

use super::Linking;
use super::earlier::{SINCE, THEN};
use crate::dataset::{BaseRule, Column, Dataset, Ticks};
use crate::disclosure::given::Given;
use crate::disclosure::linked::{Group, Item, Shown};
use crate::disclosure::system::{CellId, Is};
use crate::routing::Condition;

/// So many of each of some counts, added up.
pub(super) type Sum = Vec<(CellId, i64)>;

/// Counts that are in no table, by what they count and the end of its group's keys.
pub(super) type Unlisted = BTreeMap<(Condition, String), CellId>;

/// Over whom something is counted.
pub(super) struct Over<'g> {
    /// What the keys of the group end with.
    pub(super) end: &'g str,
    /// How many took part.
    pub(super) took_part: Option<CellId>,
}

impl Linking<'_, '_> {
    /// How many meet a condition.
    pub(super) fn meeting(
        &mut self,
        condition: &Condition,
        over: &Over<'_>,
        unlisted: &mut Unlisted,
    ) -> Sum {
        let by_one = self.by_one_answer(condition, over);
        if let Some(sum) = by_one.or_else(|| self.by_patterns(condition, over, unlisted)) {
            return sum;
        }
        let one_each = |cells: &[CellId]| cells.iter().map(|cell| (*cell, 1)).collect();
        match condition {
            Condition::Not(one) => {
                let Some(all) = over.took_part else {
                    return vec![(self.counted_alone(condition, over, unlisted), 1)];
                };
                let meeting = self.meeting(one, over, unlisted);
                let without = meeting.into_iter().map(|(cell, weight)| (cell, -weight));
                without.chain([(all, 1)]).collect()
            }
            Condition::All(all) => {
                let parts = self.each_meeting(all, over, unlisted);
                let [one] = parts.as_slice() else {
                    let cell = self.counted_alone(condition, over, unlisted);
                    for part in &parts {
                        self.relate_below(&[cell], part);
                    }
                    // Those who don't meet one of them are all who don't meet all.
                    if let Some(everybody) = over.took_part {
                        let least = 1 - i64::try_from(parts.len()).expect("conditions are few");
                        let least = parts.concat().into_iter().chain([(everybody, least)]);
                        self.relate(&least.collect::<Sum>(), Is::AtMost, &[cell]);
                    }
                    return vec![(cell, 1)];
                };
                one.clone()
            }
            Condition::Any(any) => {
                let parts = self.each_meeting(any, over, unlisted);
                let [one] = parts.as_slice() else {
                    let cell = self.counted_alone(condition, over, unlisted);
                    for part in &parts {
                        self.relate(part, Is::AtMost, &[cell]);
                    }
                    self.relate_below(&[cell], &parts.concat());
                    return vec![(cell, 1)];
                };
                one.clone()
            }
            Condition::Chose { .. } | Condition::Answered { .. } | Condition::InRange { .. } => {
                match self.counted(condition, over) {
                    Counted::Exactly(cells) => one_each(&cells),
                    Counted::Between { surely, perhaps } => {
                        let cell = self.counted_alone(condition, over, unlisted);
                        for cells in &surely {
                            self.relate(&one_each(cells), Is::AtMost, &[cell]);
                        }
                        if let Some(perhaps) = perhaps {
                            self.relate_below(&[cell], &one_each(&perhaps));
                        }
                        self.beside_the_others(condition, over, cell);
                        vec![(cell, 1)]
                    }
                }
            }
        }
    }

    fn each_meeting(
        &mut self,
        each: &[Condition],
        over: &Over<'_>,
        unlisted: &mut Unlisted,
    ) -> Vec<Sum> {
        let each = each.iter();
        each.map(|one| self.meeting(one, over, unlisted)).collect()
    }

    /// How many meet a condition that who gave one answer to one question meets by that, or by giving none: those who gave
    /// such an answer, or all but those who gave another one.
    fn by_one_answer(&self, condition: &Condition, over: &Over<'_>) -> Option<Sum> {
        let of = condition.tests().first()?.of()?;
        let (item, group) = self.of(of, over)?;
        let is_several = matches!(item.variable.column, Column::Multiple(_));
        (!is_several).then_some(())?;
        let by_none = item.holds(condition, Given::Skipped)?;
        let everybody = if by_none { Some(over.took_part?) } else { None };
        let mut sum: Sum = everybody.into_iter().map(|all| (all, 1)).collect();
        for (option, cell) in group.answers[..item.options].iter().enumerate() {
            match (item.holds(condition, Given::One(option))?, by_none) {
                (true, false) => sum.push((*cell, 1)),
                (false, true) => sum.push((*cell, -1)),
                _ => {}
            }
        }
        Some(sum)
    }

    /// A question or row by what its keys begin with, and its numbers over some.
    fn of(&self, of: &str, over: &Over<'_>) -> Option<(&Item<'_>, &Group)> {
        let named = self.named.get(&(of.to_owned(), over.end.to_owned()))?;
        Some((self.item(of)?, &self.linked.groups[named.group]))
    }

    /// A question or row by what its keys begin with.
    pub(super) fn item(&self, of: &str) -> Option<&Item<'_>> {
        self.linked.items.iter().find(|item| item.beginning == of)
    }

    /// What the counts of a question tell of how many pass a single test of it.
    fn counted(&self, test: &Condition, over: &Over<'_>) -> Counted {
        let Some((item, group)) = test.of().and_then(|of| self.of(of, over)) else {
            return Counted::unknown();
        };
        let (options, nets) = group.answers.split_at(item.options);
        let at = |ticks: Ticks| -> Vec<CellId> {
            let places = ticks.positions().filter(|place| *place < options.len());
            places.map(|place| options[place]).collect()
        };
        let exclusive = item.exclusive();
        match test {
            Condition::Chose {
                options: any_of, ..
            } => {
                // Who ticked one that is ticked alone ticked none of the others.
                let (alone, others) = (any_of.shared(exclusive), any_of.without(exclusive));
                let same = |ticks: Ticks| item.nets().iter().position(|net| net.options == ticks);
                if let Some(net) = same(*any_of) {
                    Counted::Exactly(vec![nets[net]])
                } else if let Some(net) = same(others) {
                    Counted::Exactly([&at(alone)[..], &[nets[net]]].concat())
                } else {
                    Counted::overlapping(&at(alone), &at(others))
                }
            }
            Condition::Answered { .. } if item.base == BaseRule::Answered => {
                Counted::Exactly(vec![group.base])
            }
            Condition::Answered { .. } => {
                let all: Ticks = (0..options.len()).collect();
                Counted::overlapping(&at(all.shared(exclusive)), &at(all.without(exclusive)))
            }
            Condition::InRange { .. } => {
                let (mut inside, mut perhaps) = (Vec::new(), Vec::new());
                for (band, cell) in options.iter().enumerate() {
                    match item.passes(test, band) {
                        Some(true) => inside.push(*cell),
                        Some(false) => {}
                        None => perhaps.push(*cell),
                    }
                }
                perhaps.extend(&inside);
                Counted::Between {
                    surely: vec![inside],
                    perhaps: Some(perhaps),
                }
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => Counted::unknown(),
        }
    }

    /// Whoever answered a question ticked one of some options or another one, and not both where the other is ticked alone.
    fn beside_the_others(&mut self, test: &Condition, over: &Over<'_>, cell: CellId) {
        let Condition::Chose { of, options } = test else {
            return;
        };
        let Some((item, group)) = self.of(of, over) else {
            return;
        };
        let others = (0..item.options).filter(|option| !options.has(*option));
        let (alone, others): (Vec<usize>, Vec<usize>) =
            others.partition(|option| item.exclusive().has(*option));
        let at = |places: Vec<usize>| places.into_iter().map(|place| group.answers[place]);
        let (base, rule) = (group.base, item.base);
        let beside: Vec<CellId> = at(alone).chain([cell]).collect();
        let all: Vec<CellId> = at(others).chain(beside.iter().copied()).collect();
        self.linked.system.within(&beside, base);
        if rule == BaseRule::Answered {
            self.linked.system.cover(&all, base);
        }
    }

    /// The count of those who meet a condition, which is in no table.
    fn counted_alone(
        &mut self,
        condition: &Condition,
        over: &Over<'_>,
        unlisted: &mut Unlisted,
    ) -> CellId {
        let dataset = self.dataset;
        self.unlisted(condition, over, unlisted, || {
            let met = condition.holds_of(dataset, &inside(dataset, over.end));
            let met = met.into_iter().filter(|holds| *holds).count();
            u32::try_from(met).expect("there are fewer than 2^32 returns")
        })
    }

    /// The same, with what it is among all.
    pub(super) fn unlisted(
        &mut self,
        condition: &Condition,
        over: &Over<'_>,
        unlisted: &mut Unlisted,
        count: impl FnOnce() -> u32,
    ) -> CellId {
        let key = (condition.clone(), over.end.to_owned());
        if let Some(cell) = unlisted.get(&key) {
            return *cell;
        }
        let is_release = [THEN, SINCE].iter().any(|name| over.end.ends_with(name));
        let name = format!("who led on{}", over.end);
        let value = if is_release { 0 } else { count() };
        let cell = self.linked.cell(name, value, Shown::Never);
        if is_release {
            self.linked.unknown.insert(cell);
        }
        if let Some(all) = over.took_part {
            self.linked.system.within(&[cell], all);
        }
        unlisted.insert(key, cell);
        cell
    }
}

/// What counts tell of those who pass a test.
enum Counted {
    /// They are these together.
    Exactly(Vec<CellId>),
    /// They are no fewer than any of these sums, and no more than another one.
    Between {
        surely: Vec<Vec<CellId>>,
        perhaps: Option<Vec<CellId>>,
    },
}

impl Counted {
    /// No table has the question.
    fn unknown() -> Self {
        Self::Between {
            surely: Vec::new(),
            perhaps: None,
        }
    }

    /// Nobody is in several of the first, but somebody may be in several of the others.
    fn overlapping(alone: &[CellId], others: &[CellId]) -> Self {
        let all = [alone, others].concat();
        if others.len() < 2 {
            return Self::Exactly(all);
        }
        let with_all_alone = |one: &CellId| [alone, &[*one]].concat();
        Self::Between {
            surely: others.iter().map(with_all_alone).collect(),
            perhaps: Some(all),
        }
    }
}

/// Which of the submitted returns a group is of.
pub(super) fn inside(dataset: &Dataset, end: &str) -> Vec<usize> {
    let named = dataset.frame.attributes.iter().find_map(|attribute| {
        let mut categories = attribute.categories.iter();
        let category = categories.position(|one| end == format!("@{}={}", attribute.id, one.id));
        Some((attribute, category?))
    });
    let is_inside = |at: &usize| {
        let unit = dataset.returns[*at].unit;
        let category = named.map(|(attribute, category)| attribute.values[unit] == category);
        end.is_empty() || category.unwrap_or(false)
    };
    dataset.submitted().filter(is_inside).collect()
}
