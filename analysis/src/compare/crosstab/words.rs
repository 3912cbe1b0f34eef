//! A cross-tab in words: how likely chance is, how strong the connection, and which way it leans.

use super::{Answer, Crosstab, Group, Order, beside, counted, labels};
use crate::compare::significance::cases_in_100;
use crate::dataset::Noun;
use crate::figure::SMALL_BASE;
use crate::share::Share;

impl Crosstab {
    /// What the table says of the connection, with every number behind it.
    pub fn in_words(&self, unit: &Noun) -> String {
        let (outcome, by) = (&self.outcome.label, &self.by.label);
        if self.withheld {
            return format!(
                "“{outcome}” by “{by}” isn’t compared: too much of it is withheld, so that nobody’s answers can be worked out."
            );
        }
        let over = counted(self.base.unwrap_or_default(), unit);
        let Some(test) = self.test else {
            return format!(
                "“{outcome}” by “{by}”: nothing to compare, because the {over} are all alike in one of the two.{}",
                self.withheld_in_words()
            );
        };
        let found = beside(&test, self.adjusted.as_ref());
        let verdict = if self.stands_out() {
            "Chance alone is an unlikely reason."
        } else if test.is_unlikely_by_chance() {
            "Among so many comparisons one like this is no surprise, so we can’t tell it from chance; that doesn’t \
             show that there is no connection."
        } else {
            "We can’t tell it from chance, which doesn’t show that there is no connection."
        };
        format!(
            "“{outcome}” by “{by}”, over {over}: if there were no connection, a pattern this uneven or more would turn up \
             in {} ({found}). {verdict} The connection’s strength, Cramér’s V, is {}, where 0 is none and 1 is \
             full.{}{}{}",
            cases_in_100(test.p),
            self.strength().unwrap_or_default(),
            self.lean_in_words(),
            self.groups_in_words(),
            self.withheld_in_words(),
        )
    }

    /// Which groups are not in it.
    fn withheld_in_words(&self) -> String {
        if self.groups_withheld.is_empty() {
            return String::new();
        }
        format!(
            " Left out, as numbers of theirs are withheld: {}.",
            labels(&self.groups_withheld, ", ")
        )
    }

    /// Which way it leans: by its order, and where it stands out by its counts too.
    fn lean_in_words(&self) -> String {
        let order = self.order.as_ref().map(direction_in_words);
        let counts = widest(&self.groups).filter(|_| self.stands_out());
        format!(
            "{}{}",
            order.unwrap_or_default(),
            counts.as_ref().map(widest_in_words).unwrap_or_default()
        )
    }

    /// Which of its groups are small.
    fn groups_in_words(&self) -> String {
        let is_told = |group: &&Group| group.small_base && group.base > 0;
        let small = self.groups.iter().filter(is_told);
        let named: Vec<String> = small
            .map(|group| format!("{} ({})", group.category.label, group.base))
            .collect();
        if named.is_empty() {
            return String::new();
        }
        format!(" Base under {SMALL_BASE}: {}.", named.join(", "))
    }
}

/// One answer in the group where its share is largest, and in the one where it is smallest.
struct Widest<'a> {
    most: (&'a Group, &'a Answer),
    least: (&'a Group, &'a Answer),
}

/// The answer whose shares differ most between two groups, of several the first; empty groups have no share.
fn widest(groups: &[Group]) -> Option<Widest<'_>> {
    let answers = groups.first()?.answers.len();
    let of_answer = |at: usize| {
        let told = groups.iter().filter_map(|group| {
            let answer = group.answers.get(at)?;
            Some((answer.part.share()?, (group, answer)))
        });
        let told: Vec<(Share, (&Group, &Answer))> = told.collect();
        let most = told
            .iter()
            .rev()
            .max_by(|one, other| larger(one.0, other.0))?;
        let least = told.iter().min_by(|one, other| larger(one.0, other.0))?;
        let apart = most.0.fraction() - least.0.fraction();
        let (most, least) = (most.1, least.1);
        Some((apart, Widest { most, least }))
    };
    let all = (0..answers).filter_map(of_answer);
    let widest = all.reduce(|best, one| if one.0 > best.0 { one } else { best });
    widest.filter(|(apart, _)| *apart > 0.0).map(|(_, one)| one)
}

/// Which of two shares is larger, exactly.
fn larger(one: Share, other: Share) -> std::cmp::Ordering {
    let cross = |count: Share, base: Share| u64::from(count.count()) * u64::from(base.base());
    cross(one, other).cmp(&cross(other, one))
}

fn widest_in_words(widest: &Widest<'_>) -> String {
    let Widest { most, least } = widest;
    format!(
        " The answer that differs most is “{}”: {} where it is “{}”, and {} where it is “{}”.",
        most.1.category.label,
        most.1.part,
        most.0.category.label,
        least.1.part,
        least.0.category.label
    )
}

fn direction_in_words(order: &Order) -> String {
    let somers_d = format!("{:.2}", order.measures.somers_d).replace('-', "−");
    format!(" Direction: Somers’ D {somers_d}, where {}.", order.above_0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::crosstab::{Named, crosstab};
    use crate::compare::exact::Tests;
    use crate::compare::made_up::factor;

    fn unit() -> Noun {
        Noun {
            one: "authority".to_owned(),
            many: "authorities".to_owned(),
        }
    }

    #[test]
    fn the_sentence_has_every_number() {
        let plan = factor("plan", 2, &[0, 0, 0, 1, 0, 1, 1, 1]);
        let region = factor("region", 2, &[0, 0, 0, 0, 1, 1, 1, 1]);
        let table = crosstab(&plan, &region, &Tests::up_to(8, 1));
        assert_eq!(
            table.in_words(&unit()),
            "“plan” by “region”, over 8 authorities: if there were no connection, a pattern this uneven or more \
             would turn up in about 49 of 100 cases (p\u{a0}=\u{a0}0.49). We can’t tell it from chance, which \
             doesn’t show that there is no connection. The connection’s strength, Cramér’s V, is 0.35, where 0 is \
             none and 1 is full. Base under 10: region 0 (4), region 1 (4)."
        );
    }

    /// One answer by two groups, so uneven that chance is no reason.
    fn uneven() -> Crosstab {
        let plan: Vec<u16> = [[0; 12], [1; 12]].concat();
        let by: Vec<u16> = [vec![0; 11], vec![1; 13]].concat();
        crosstab(
            &factor("plan", 2, &plan),
            &factor("team", 3, &by),
            &Tests::up_to(24, 1),
        )
    }

    #[test]
    fn what_stands_out_is_told_with_its_direction_counts_and_bases() {
        let words = uneven().in_words(&unit());
        assert!(
            words.ends_with(
                " The answer that differs most is “plan 0”: 11 of 11 (100%) where it is “team 0”, and 1 of 13 (8%) \
                 where it is “team 1”."
            ),
            "{words}"
        );
        assert!(!words.contains("team 2"), "nobody is in it: {words}");
    }

    #[test]
    fn what_is_withheld_has_no_number() {
        assert_eq!(
            uneven().withheld().in_words(&unit()),
            "“plan” by “team” isn’t compared: too much of it is withheld, so that nobody’s answers can be worked out."
        );
    }

    #[test]
    fn groups_that_are_left_out_are_named() {
        let left_out = |label: &str| Named {
            id: label.to_owned(),
            label: label.to_owned(),
        };
        let table = Crosstab {
            groups_withheld: ["team 3", "team 4"].map(left_out).into(),
            ..uneven()
        };
        let words = table.in_words(&unit());
        assert!(
            words.ends_with(" Left out, as numbers of theirs are withheld: team 3, team 4."),
            "{words}"
        );
    }
}
