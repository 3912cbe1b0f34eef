//! Early against late: do those who answered late differ from those who answered early? If they do, those
//! who never answered may differ further in the same direction.

use serde::Serialize;

use super::crosstab::{Crosstab, as_family, counted, crosstab};
use super::exact::Tests;
use super::factor::Factor;
use crate::dataset::{Choice, Dataset, Noun};
use crate::day::Day;

/// The submitted returns in an early and a late part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Halves {
    /// How many came early.
    pub early: u32,
    /// How many came late.
    pub late: u32,
    /// Submitted returns whose day isn't known; they are in neither.
    pub without_a_day: u32,
    /// The last day of the early part, as `YYYY-MM-DD`.
    pub last_early_day: String,
    /// For each return of the dataset, whether it came late.
    #[serde(skip)]
    late_by_return: Vec<Option<bool>>,
}

/// Splits the submitted returns by the day they came in, as near the middle as whole days allow: returns
/// of one day stay together, and of two days equally near the earlier one ends the early part. `None` where all
/// came on one day.
///
/// ```
/// # use analysis::{dataset::*, day::Day};
/// # use analysis::compare::halves::halves;
/// # let sent = |day: &str| Return {
/// #     unit: 0, status: Status::Submitted, submitted_on: Day::read(day),
/// # };
/// # let mut dataset = Dataset {
/// #     unit: Noun { one: "authority".into(), many: "authorities".into() },
/// #     frame: Frame { units: vec![], attributes: vec![] },
/// #     returns: vec![], variables: vec![], facts: vec![], disclosure: Default::default(), plan: Default::default(),
/// # };
/// dataset.returns = ["2023-07-03", "2023-09-21", "2023-09-21"].map(sent).into();
/// let halves = halves(&dataset).unwrap();
/// assert_eq!((halves.early, halves.late), (1, 2));
/// assert!(halves.in_words(&dataset.unit).starts_with("Early: 1 authority that answered by 3 July 2023;"));
/// ```
pub fn halves(dataset: &Dataset) -> Option<Halves> {
    halves_of(dataset, &dataset.submitted().collect::<Vec<_>>())
}

/// The same of some of the submitted returns; all others are in neither part.
pub(crate) fn halves_of(dataset: &Dataset, some: &[usize]) -> Option<Halves> {
    let day = |position: usize| dataset.returns[position].submitted_on;
    let mut days: Vec<Day> = some.iter().copied().filter_map(day).collect();
    days.sort_unstable();
    // A day that others follow could end the early part; so many came up to and with it.
    let cuts = (1..days.len()).filter(|at| days[at - 1] != days[*at]);
    let early = cuts.min_by_key(|early| early.abs_diff(days.len() - early))?;
    let last_early_day = days[early - 1];
    let mut late_by_return = vec![None; dataset.returns.len()];
    for position in some.iter().copied() {
        late_by_return[position] = day(position).map(|day| day > last_early_day);
    }
    let count = |which: usize| u32::try_from(which).expect("fewer than 2^32 returns");
    Some(Halves {
        early: count(early),
        late: count(days.len() - early),
        without_a_day: count(some.len() - days.len()),
        last_early_day: last_early_day.to_string(),
        late_by_return,
    })
}

impl Halves {
    /// Whether the return at a position came late, where it is in either part.
    pub(crate) fn came_late(&self, position: usize) -> Option<bool> {
        self.late_by_return[position]
    }

    /// How the returns were split.
    pub fn in_words(&self, unit: &Noun) -> String {
        let unknown = match self.without_a_day {
            0 => String::new(),
            count => format!(" Of {} the day isn’t known.", counted(count, unit)),
        };
        format!(
            "Early: {} that answered by {}; late: {} after that. Returns of one day are not split.{unknown}",
            counted(self.early, unit),
            self.last_early_day_in_words(),
            self.late,
        )
    }

    fn last_early_day_in_words(&self) -> String {
        let day = Day::read(&self.last_early_day);
        day.map_or_else(|| self.last_early_day.clone(), Day::in_words)
    }

    /// The factor with the categories early and late.
    pub fn factor(&self) -> Factor {
        let level = |id: &str, label: String| Choice {
            id: id.to_owned(),
            label,
        };
        Factor {
            id: "submitted".to_owned(),
            label: "When the return came".to_owned(),
            levels: vec![
                level("early", format!("By {}", self.last_early_day_in_words())),
                level("late", format!("After {}", self.last_early_day_in_words())),
            ],
            ordered: true,
            values: self
                .late_by_return
                .iter()
                .map(|late| late.map(u16::from))
                .collect(),
        }
    }

    /// What the early and the late are like or said: one cross-tab a factor, adjusted as one family.
    ///
    /// ```
    /// # use analysis::{dataset::*, day::Day};
    /// # use analysis::compare::{exact::Tests, factor::Factor, halves::halves};
    /// # let sent = |(unit, day): (usize, &str)| Return {
    /// #     unit, status: Status::Submitted, submitted_on: Day::read(day),
    /// # };
    /// # let choice = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
    /// # let dataset = Dataset {
    /// #     unit: Noun { one: "authority".into(), many: "authorities".into() },
    /// #     frame: Frame {
    /// #         units: ["A", "B"].map(|code| Unit { code: code.into(), name: code.into() }).into(),
    /// #         attributes: vec![Attribute {
    /// #             id: "region".into(), label: "Region".into(),
    /// #             categories: vec![choice("north"), choice("south")], values: vec![0, 1],
    /// #         }],
    /// #     },
    /// #     returns: [(0, "2023-07-03"), (1, "2023-09-21")].map(sent).into(),
    /// #     variables: vec![], facts: vec![], disclosure: Default::default(), plan: Default::default(),
    /// # };
    /// let region = Factor::attribute(&dataset, &dataset.frame.attributes[0]);
    /// let tables = halves(&dataset).unwrap().compare(&[region], &Tests::of(&dataset, 1));
    /// assert_eq!(tables[0].groups[0].answers[0].part.count, 1);
    /// ```
    pub fn compare(&self, outcomes: &[Factor], tests: &Tests) -> Vec<Crosstab> {
        let by = self.factor();
        let tables = outcomes.iter().map(|outcome| crosstab(outcome, &by, tests));
        as_family("early against late", tables.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::answered_on;

    /// Days of September 2023, one a return, and how many of them should be early.
    fn check(days: &[u32], expect: Option<(u32, &str)>) {
        let days: Vec<String> = days.iter().map(|day| format!("2023-09-{day:02}")).collect();
        let days: Vec<Option<&str>> = days.iter().map(|day| Some(day.as_str())).collect();
        let dataset = answered_on(&vec![0; days.len()], &days);
        let found = halves(&dataset);
        let found = found
            .as_ref()
            .map(|one| (one.early, one.last_early_day.as_str()));
        assert_eq!(found, expect, "{days:?}");
    }

    #[test]
    fn returns_of_one_day_stay_together() {
        check(&[1, 2, 3, 4], Some((2, "2023-09-02")));
        check(&[4, 3, 3, 3, 1], Some((1, "2023-09-01")));
        check(&[1, 2, 2, 2, 2, 9, 9], Some((5, "2023-09-02")));
    }

    #[test]
    fn of_two_days_equally_near_the_earlier_ends_the_early_part() {
        check(&[1, 2, 3], Some((1, "2023-09-01")));
        check(&[1, 2, 2, 3], Some((1, "2023-09-01")));
    }

    #[test]
    fn one_day_has_no_halves() {
        check(&[7, 7, 7], None);
        check(&[], None);
    }

    #[test]
    fn a_return_without_a_day_is_in_neither_half() {
        let days = [Some("2023-09-01"), Some("2023-09-02"), Some("2023-09-03")];
        let mut dataset = answered_on(&[0, 0, 0], &days);
        dataset.returns[1].submitted_on = None;
        let halves = halves(&dataset).expect("two days are left");
        assert_eq!((halves.early, halves.late, halves.without_a_day), (1, 1, 1));
        assert_eq!(halves.factor().values, [Some(0), None, Some(1)]);
        assert_eq!(
            halves.in_words(&dataset.unit),
            "Early: 1 authority that answered by 1 September 2023; late: 1 after that. Returns of one day are not split. Of \
             1 authority the day isn’t known."
        );
    }
}
