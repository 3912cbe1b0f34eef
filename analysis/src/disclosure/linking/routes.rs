//! What earlier answers tell of later questions: whoever knows how many gave an answer knows how many it leads to.
//!
//! How many meet a condition is a sum of counts where that is so, such as those who gave one of two options; where it isn't, such
//! as those who ticked one of two, it is a count of its own, in no table, between what its parts leave for it.

use std::collections::BTreeMap;

use super::earlier::{SINCE, THEN};
use super::{Linking, Named};
use crate::dataset::{BaseRule, Column, Dataset};
use crate::disclosure::given::Given;
use crate::disclosure::linked::{Group, Item, Shown};
use crate::disclosure::system::{CellId, Is};
use crate::routing::Condition;

/// So many of each of some counts, added up.
type Sum = Vec<(CellId, i64)>;

/// Counts that are in no table, by what they count and the end of its group's keys.
type Unlisted = BTreeMap<(Condition, String), CellId>;

/// Over whom something is counted.
struct Over<'g> {
    /// What the keys of the group end with.
    end: &'g str,
    /// How many took part.
    took_part: Option<CellId>,
}

impl Linking<'_, '_> {
    /// Ties every question to what leads to it.
    pub(super) fn routes(&mut self) {
        let mut unlisted = Unlisted::new();
        for item in 0..self.linked.items.len() {
            let item = &self.linked.items[item];
            let (variable, base, options) = (item.variable, item.base, item.options);
            let condition = item.asked_if();
            let offered = variable.offered_if.iter();
            let offered: Vec<(usize, &Condition)> = offered
                .map(|(option, condition)| (*option, condition))
                .collect();
            let is_several = matches!(variable.column, Column::Multiple(_));
            let groups = self.named.iter();
            let of_item = groups.filter(|((beginning, _), _)| *beginning == item.beginning);
            let groups: Vec<(String, Named)> = of_item
                .map(|((_, end), named)| (end.clone(), *named))
                .collect();
            for (end, Named { group, took_part }) in groups {
                let over = Over {
                    end: &end,
                    took_part,
                };
                let group = self.linked.groups[group].clone();
                if let Some(condition) = &condition {
                    let asked = self.meeting(condition, &over, &mut unlisted);
                    match base {
                        BaseRule::Shown => self.relate(&asked, Is::Equal, &[group.base]),
                        BaseRule::Answered => self.relate_below(&[group.base], &asked),
                        BaseRule::Submitted if is_several => {
                            for option in &group.answers {
                                self.relate_below(&[*option], &asked);
                            }
                        }
                        BaseRule::Submitted => self.relate_below(&group.answers[..options], &asked),
                    }
                }
                for (option, condition) in &offered {
                    let offered = self.meeting(condition, &over, &mut unlisted);
                    self.relate_below(&[group.answers[*option]], &offered);
                }
            }
        }
        self.tie_unlisted(&unlisted);
    }

    /// How many meet a condition.
    fn meeting(&mut self, condition: &Condition, over: &Over<'_>, unlisted: &mut Unlisted) -> Sum {
        if let Some(sum) = self.by_one_answer(condition, over) {
            return sum;
        }
        let one_each = |cells: &[CellId]| cells.iter().map(|cell| (*cell, 1)).collect();
        match condition {
            Condition::Not(one) => {
                let Some(all) = over.took_part else {
                    return vec![(self.unlisted(condition, over, unlisted), 1)];
                };
                let meeting = self.meeting(one, over, unlisted);
                let without = meeting.into_iter().map(|(cell, weight)| (cell, -weight));
                without.chain([(all, 1)]).collect()
            }
            Condition::All(all) => {
                let parts = self.each(all, over, unlisted);
                let [one] = parts.as_slice() else {
                    let cell = self.unlisted(condition, over, unlisted);
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
                let parts = self.each(any, over, unlisted);
                let [one] = parts.as_slice() else {
                    let cell = self.unlisted(condition, over, unlisted);
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
                        let cell = self.unlisted(condition, over, unlisted);
                        for cells in &surely {
                            self.relate(&one_each(cells), Is::AtMost, &[cell]);
                        }
                        if let Some(perhaps) = perhaps {
                            self.relate_below(&[cell], &one_each(&perhaps));
                        }
                        vec![(cell, 1)]
                    }
                }
            }
        }
    }

    fn each(&mut self, of: &[Condition], over: &Over<'_>, unlisted: &mut Unlisted) -> Vec<Sum> {
        of.iter()
            .map(|one| self.meeting(one, over, unlisted))
            .collect()
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
        let mut items = self.linked.items.iter();
        let item = items.find(|item| item.beginning == of)?;
        Some((item, &self.linked.groups[named.group]))
    }

    /// What the counts of a question tell of how many pass a single test of it.
    fn counted(&self, test: &Condition, over: &Over<'_>) -> Counted {
        let Some((item, group)) = test.of().and_then(|of| self.of(of, over)) else {
            return Counted::unknown();
        };
        let (options, nets) = group.answers.split_at(item.options);
        match test {
            Condition::Chose {
                options: any_of, ..
            } => {
                let chosen = any_of.positions().filter(|place| *place < options.len());
                let chosen: Vec<CellId> = chosen.map(|place| options[place]).collect();
                let same = item.nets().iter().position(|net| net.options == *any_of);
                match same {
                    Some(net) => Counted::Exactly(vec![nets[net]]),
                    None if chosen.len() == 1 => Counted::Exactly(chosen),
                    None => Counted::overlapping(chosen),
                }
            }
            Condition::Answered { .. } if item.base == BaseRule::Answered => {
                Counted::Exactly(vec![group.base])
            }
            Condition::Answered { .. } => Counted::overlapping(options.to_vec()),
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

    /// The count of those who meet a condition, which is in no table.
    fn unlisted(
        &mut self,
        condition: &Condition,
        over: &Over<'_>,
        unlisted: &mut Unlisted,
    ) -> CellId {
        let key = (condition.clone(), over.end.to_owned());
        if let Some(cell) = unlisted.get(&key) {
            return *cell;
        }
        let is_release = [THEN, SINCE].iter().any(|name| over.end.ends_with(name));
        let name = format!("who led on{}", over.end);
        let value = if is_release {
            0
        } else {
            meeting(self.dataset, condition, over.end)
        };
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

    /// Counts in no table add up as others do: over the categories of an attribute, and over two releases.
    fn tie_unlisted(&mut self, unlisted: &Unlisted) {
        let attributes = &self.dataset.frame.attributes;
        for ((condition, end), whole) in unlisted {
            let at = |end: String| unlisted.get(&(condition.clone(), end)).copied();
            if !end.starts_with('@') {
                for attribute in attributes {
                    let categories = attribute.categories.iter();
                    let parts = categories
                        .map(|category| at(format!("@{}={}{end}", attribute.id, category.id)));
                    if let Some(parts) = parts.collect::<Option<Vec<CellId>>>() {
                        self.linked.system.sum(&parts, *whole);
                    }
                }
            }
            let releases = [THEN, SINCE].map(|name| at(format!("{end}{name}")));
            if let [Some(then), Some(since)] = releases {
                self.linked.system.sum(&[then, since], *whole);
            }
        }
    }

    fn relate(&mut self, sum: &Sum, is: Is, cells: &[CellId]) {
        let cells = cells.iter().map(|cell| (*cell, -1));
        let terms = sum.iter().copied().chain(cells).collect();
        self.linked.system.relate(terms, is);
    }

    fn relate_below(&mut self, cells: &[CellId], sum: &Sum) {
        let cells = cells.iter().map(|cell| (*cell, 1));
        let less = sum.iter().map(|(cell, weight)| (*cell, -weight));
        self.linked
            .system
            .relate(cells.chain(less).collect(), Is::AtMost);
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

    /// Somebody may be in several of these.
    fn overlapping(cells: Vec<CellId>) -> Self {
        Self::Between {
            surely: cells.iter().map(|cell| vec![*cell]).collect(),
            perhaps: Some(cells),
        }
    }
}

/// How many of a group of the dataset meet a condition.
fn meeting(dataset: &Dataset, condition: &Condition, end: &str) -> u32 {
    let returns: Vec<usize> = dataset.submitted().collect();
    let holds = condition.holds_of(dataset, &returns);
    let is_inside = |at: &usize| {
        let unit = dataset.returns[*at].unit;
        let mut attributes = dataset.frame.attributes.iter();
        end.is_empty()
            || attributes.any(|one| {
                let category = &one.categories[one.values[unit]];
                end == format!("@{}={}", one.id, category.id)
            })
    };
    let met = returns.iter().zip(holds);
    let met = met.filter(|(at, holds)| *holds && is_inside(at)).count();
    u32::try_from(met).expect("there are fewer than 2^32 returns")
}
