//! What earlier answers tell of later questions: whoever knows how many gave an answer knows how many it leads to.
//!
//! How many meet a condition is a sum of counts where that is so, such as those who gave one of two options; where it isn't, such
//! as those who ticked one of two, it is a count of its own, in no table, between what its parts leave for it.

use std::collections::{BTreeMap, BTreeSet};

use super::earlier::{SINCE, THEN};
use super::meeting::{Over, Sum, Unlisted};
use super::{Linking, Named};
use crate::dataset::{BaseRule, Column};
use crate::disclosure::linked::Item;
use crate::disclosure::system::{CellId, Is};
use crate::routing::Condition;

impl Linking<'_, '_> {
    /// Ties every question to what leads to it.
    pub(super) fn routes(&mut self) {
        let mut unlisted = Unlisted::new();
        let conditions: Vec<Condition> = self
            .linked
            .items
            .iter()
            .flat_map(Item::conditions)
            .collect();
        self.patterns(&conditions, &mut unlisted);
        for condition in &conditions {
            let of = condition.tests().into_iter().filter_map(Condition::of);
            for (end, took_part) in self.ends(&of.map(str::to_owned).collect()) {
                let over = Over {
                    end: &end,
                    took_part,
                };
                self.meeting(condition, &over, &mut unlisted);
            }
        }
        for item in 0..self.linked.items.len() {
            let item = &self.linked.items[item];
            let (variable, base, options) = (item.variable, item.base, item.options);
            let condition = item.asked_if();
            let offered: Vec<(usize, Condition)> = item.offered_if().collect();
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

    /// What the keys end with of the groups that some questions have, and how many took part in each.
    pub(super) fn ends(&self, of: &BTreeSet<String>) -> BTreeMap<String, Option<CellId>> {
        let named = self.named.iter();
        let named = named.filter(|((beginning, _), _)| of.contains(beginning));
        named
            .map(|((_, end), named)| (end.clone(), named.took_part))
            .collect()
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

    pub(super) fn relate(&mut self, sum: &Sum, is: Is, cells: &[CellId]) {
        let cells = cells.iter().map(|cell| (*cell, -1));
        let terms = sum.iter().copied().chain(cells).collect();
        self.linked.system.relate(terms, is);
    }

    pub(super) fn relate_below(&mut self, cells: &[CellId], sum: &Sum) {
        let cells = cells.iter().map(|cell| (*cell, 1));
        let less = sum.iter().map(|(cell, weight)| (*cell, -weight));
        self.linked
            .system
            .relate(cells.chain(less).collect(), Is::AtMost);
    }
}
