//! Who answered, in words: how likely chance is, which category stands out, and how even all were.

use super::{Category, WhoAnswered};
use crate::compare::crosstab::counted;
use crate::compare::family::Adjusted;
use crate::compare::indicator::Indicator;
use crate::compare::significance::cases_in_100;
use crate::dataset::Noun;

impl WhoAnswered {
    /// What it says of who answered: a few sentences with every number in them. That chance explains a
    /// difference is never put as proof that those who answered are like the others.
    pub fn in_words(&self, unit: &Noun) -> String {
        let mut sentences = vec![self.conclusion(unit)];
        sentences.extend(self.categories_in_words());
        sentences.extend(self.indicator.as_ref().map(indicator_in_words));
        sentences.join(" ")
    }

    /// Why fewer than the whole frame are compared, where some are left out: who they are, and how many of them answered.
    pub fn left_out_in_words(&self, unit: &Noun) -> Option<String> {
        let left_out = || self.left_out.iter().filter(|one| one.answered.base > 0);
        let all = self.answered.base + left_out().map(|one| one.answered.base).sum::<u32>();
        let parts: Vec<String> = left_out()
            .map(|one| {
                let (answered, all) = (one.answered.count, one.answered.base);
                let who = match answered {
                    0 if all == 1 => "which did not answer".to_owned(),
                    0 => "none of which answered".to_owned(),
                    count if count == all && all > 1 => "all of which answered".to_owned(),
                    count if count == all => "which answered".to_owned(),
                    count => format!("{count} of which answered"),
                };
                format!(
                    "{} with “{}”, {who}",
                    counted(all, unit),
                    one.category.label
                )
            })
            .collect();
        let are = match left_out().map(|one| one.answered.base).collect::<Vec<_>>()[..] {
            [1] => "is",
            _ => "are",
        };
        (!parts.is_empty())
            .then(|| format!("Left out of the {all} {are} {}.", parts.join(", and ")))
    }

    fn conclusion(&self, unit: &Noun) -> String {
        let label = &self.attribute.label;
        let told = format!("“{label}”: {} of the {} answered", self.answered, unit.many);
        let left_out = self.left_out_in_words(unit);
        let left_out = left_out
            .map(|words| format!(" {words}"))
            .unwrap_or_default();
        let Some(test) = self.test else {
            return format!("{told}; nothing to compare.{left_out}");
        };
        let verdict = if test.is_unlikely_by_chance() {
            "Chance alone is an unlikely reason."
        } else {
            "We can’t tell this from chance. That doesn’t show that those who answered are like those who \
             didn’t: only large differences would show here."
        };
        format!(
            "{told}.{left_out} If answering had nothing to do with “{label}”, a split this uneven or more would turn up \
             in {} ({test}). {verdict}",
            cases_in_100(test.p),
        )
    }

    fn categories_in_words(&self) -> Option<String> {
        let tested = || {
            self.categories
                .iter()
                .filter_map(|one| Some((one, one.adjusted.as_ref()?)))
        };
        let clear: Vec<String> = tested()
            .filter(|(_, adjusted)| adjusted.is_unlikely_by_chance())
            .map(|(one, adjusted)| {
                format!(
                    "{} stands out: {}",
                    one.category.label,
                    one.beside(adjusted)
                )
            })
            .collect();
        if !clear.is_empty() {
            return Some(format!("{}.", clear.join("; ")));
        }
        let (least, adjusted) = tested().min_by(|a, b| {
            let p = |one: &Category| one.test.map_or(1.0, |test| test.p);
            p(a.0).total_cmp(&p(b.0))
        })?;
        Some(format!(
            "No single category stands out; the one least like the others is {}: {}.",
            least.category.label,
            least.beside(adjusted),
        ))
    }
}

impl Category {
    fn beside(&self, adjusted: &Adjusted) -> String {
        format!(
            "{} answered, and {} of all others ({})",
            self.answered,
            self.elsewhere,
            adjusted.in_words()
        )
    }
}

fn indicator_in_words(found: &Indicator) -> String {
    let place = if found.adjusted < found.at_random_from {
        "so this is less even than chance would have it"
    } else if found.adjusted > found.at_random_to {
        "so this is more even than chance would have it"
    } else {
        "so chance alone could have given this too"
    };
    format!(
        "The R-indicator, which is 1 if the categories differ no more than chance alone makes them, is {:.2}. If as many names \
         had been drawn from a hat, it would lie from {:.2} to {:.2} in at least 95 of 100 draws, {place}.",
        found.adjusted, found.at_random_from, found.at_random_to,
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, frame};
    use super::*;
    use crate::chance::Chance;

    fn in_words(found: &WhoAnswered) -> String {
        found.in_words(&frame(&[]).unit)
    }

    /// Responses by region as in the survey's example returns.
    const REGIONS: [(usize, usize); 9] = [
        (6, 6),
        (11, 13),
        (9, 6),
        (3, 7),
        (5, 9),
        (9, 2),
        (17, 16),
        (11, 8),
        (4, 11),
    ];

    #[test]
    fn no_words_take_chance_for_likeness() {
        let mut chance = Chance::of(3);
        for round in 0..12 {
            let categories = 1 + chance.below(5);
            let counts: Vec<(usize, usize)> = (0..categories)
                .map(|_| (chance.below(9), chance.below(9)))
                .collect();
            let left_out: &[&str] = if round % 3 == 0 { &["0"] } else { &[] };
            let words = in_words(&check(&counts, left_out)).to_lowercase();
            for wrong in [
                "representative",
                "significant",
                "no difference",
                "unbiased",
                "typical",
            ] {
                assert!(!words.contains(wrong), "{wrong}: {words}");
            }
        }
    }

    #[test]
    fn what_chance_explains_is_said_to_show_nothing() {
        let found = check(&REGIONS, &[]);
        assert_eq!(
            in_words(&found),
            "“Region”: 75 of 153 (49%) of the authorities answered. If answering had nothing to do with “Region”, a split \
             this uneven or more would turn up in about 17 of 100 cases (p\u{a0}=\u{a0}0.17). We can’t tell \
             this from chance. That doesn’t show that those who answered are like those who didn’t: only large \
             differences would show here. No single category stands out; the one least like the others is Region \
             5: 9 of 11 (82%) answered, and 66 of 142 (46%) of all others (p\u{a0}=\u{a0}0.26 after allowing for 9 comparisons). \
             The R-indicator, which is 1 if the categories differ no more than chance alone makes them, is 0.84. If as many names \
             had been drawn from a hat, it would lie from 0.75 to 1.00 in at least 95 of 100 draws, so chance alone could have given \
             this too."
        );
    }

    #[test]
    fn a_category_that_stands_out_is_named() {
        let found = check(&[(30, 5), (20, 20), (18, 22)], &[]);
        let words = in_words(&found);
        assert!(
            words.contains("Chance alone is an unlikely reason."),
            "{words}"
        );
        assert!(
            words.contains("Region 0 stands out: 30 of 35 (86%) answered"),
            "{words}"
        );
    }

    #[test]
    fn units_left_out_are_told_where_fewer_than_all_are_compared() {
        let words = in_words(&check(&[(36, 31), (16, 9), (0, 2)], &["2"]));
        assert!(
            words.starts_with(
                "“Region”: 52 of 92 (57%) of the authorities answered. Left out of the 94 are 2 authorities with “Region 2”, \
                 none of which answered. If answering"
            ),
            "{words}"
        );
    }

    #[test]
    fn nothing_to_compare_is_said() {
        let words = in_words(&check(&[(5, 0), (4, 0)], &[]));
        assert!(words.ends_with("answered; nothing to compare."));
    }
}
