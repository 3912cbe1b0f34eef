//! What of cross-tabs may be told: without counts where these are withheld, and then without what the counts could be found from.

use std::collections::BTreeSet;

use super::{Answer, Crosstab, Group, groups, tally};
use crate::compare::factor::Factor;
use crate::compare::family::Adjusted;
use crate::disclosure::Policy;

/// The same cross-tabs for publication: without counts where they are to be withheld. In a family with such a one all adjusted
/// p-values tell no more than whether the table stands out, as each depends on the others'.
#[must_use]
pub(crate) fn published(
    tables: Vec<Crosstab>,
    is_withheld: impl Fn(&Crosstab) -> bool,
) -> Vec<Crosstab> {
    let tables = tables.into_iter().map(|table| {
        if is_withheld(&table) {
            table.withheld()
        } else {
            table
        }
    });
    let tables: Vec<Crosstab> = tables.collect();
    let family = |table: &Crosstab| table.adjusted.as_ref().map(|one| one.family.clone());
    let withheld = tables.iter().filter(|table| table.withheld);
    let families: BTreeSet<String> = withheld.filter_map(family).collect();
    let roughly = |table: Crosstab| match family(&table) {
        Some(family) if families.contains(&family) => Crosstab {
            adjusted: table.adjusted.map(Adjusted::roughly),
            ..table
        },
        _ => table,
    };
    tables.into_iter().map(roughly).collect()
}

/// Whether the policy forbids a count of two factors' cross-tab.
pub(in crate::compare) fn tells(outcome: &Factor, by: &Factor, policy: &Policy) -> bool {
    are_telling(&groups(&tally(outcome, by).0, outcome, by), policy)
}

fn are_telling(groups: &[Group], policy: &Policy) -> bool {
    groups.iter().any(|group| {
        let mut answers = group.answers.iter();
        let is_telling = |answer: &Answer| policy.is_telling(answer.part.count, group.base);
        policy.is_small_base(group.base) || answers.any(is_telling)
    })
}

impl Crosstab {
    /// Whether the policy forbids one of its counts.
    pub(in crate::compare) fn is_telling(&self, policy: &Policy) -> bool {
        are_telling(&self.groups, policy)
    }

    /// The same without any counts, and of what was made of them only whether it stands out in its family: of small tables few
    /// have the same strength or p, even roughly, so that whoever knows these could try which counts give them.
    #[must_use]
    pub(super) fn withheld(self) -> Self {
        Self {
            base: None,
            left_out: None,
            groups: Vec::new(),
            withheld: true,
            test: None,
            adjusted: self.adjusted.map(Adjusted::roughly),
            effect: None,
            order: None,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::crosstab::{as_family, crosstab};
    use crate::compare::exact::Tests;
    use crate::compare::made_up::factor;
    use crate::dataset::Noun;

    fn unit() -> Noun {
        Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        }
    }

    #[test]
    fn where_all_are_alike_is_told_from_no_other_table_without_counts() {
        let region = factor("region", 2, &[0, 0, 0, 0, 1, 1, 1, 1]);
        let alike = factor("alike", 2, &[0; 8]);
        let plan = factor("plan", 2, &[0, 0, 0, 1, 0, 1, 1, 1]);
        let tests = Tests::up_to(8, 1);
        let tables = [&alike, &plan].map(|outcome| crosstab(outcome, &region, &tests));
        let told = published(as_family("by region", tables.into()), |_| true);
        assert_eq!(told[0].adjusted, told[1].adjusted);
        assert!(told[0].adjusted.is_some());
    }

    #[test]
    fn without_counts_nobody_can_try_which_counts_give_the_test() {
        let region = factor("region", 2, &[0, 0, 0, 0, 1, 1, 1, 1]);
        let plan = factor("plan", 2, &[0, 0, 0, 1, 0, 1, 1, 1]);
        let team = factor("team", 2, &[0, 0, 0, 0, 1, 1, 1, 1]);
        let tests = Tests::up_to(8, 1);
        let tables = [&plan, &team].map(|outcome| crosstab(outcome, &region, &tests));
        let tables = as_family("by region", tables.into());
        let is_plan = |table: &Crosstab| table.outcome.id == "plan";
        let tables = published(published(tables, is_plan), is_plan);
        assert_eq!(
            tables[0].in_words(&unit()),
            "“plan” by “region” doesn’t stand out from what chance alone would do (p\u{a0}≥\u{a0}0.05 after \
             allowing for 2 comparisons), which doesn’t show that there is no connection. Its counts are withheld, so that \
             nobody’s answers can be worked out, and so it isn’t told how strong the connection is or which way it leans."
        );
        let of = &tables[0];
        assert!(of.test.is_none() && of.effect.is_none() && of.order.is_none());
        assert_eq!((of.base, of.left_out), (None, None));
        let other = tables[1].adjusted.as_ref().expect("it is in the family");
        assert_eq!(
            (other.p, other.p_in_words().as_str()),
            (None, "p\u{a0}≥\u{a0}0.05")
        );
        assert!(!tables[1].withheld && !tables[1].stands_out());
    }
}
