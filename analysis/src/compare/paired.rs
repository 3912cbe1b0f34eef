//! Paired comparison: two things said by the same people, such as before against after.

use serde::Serialize;

use super::crosstab::{Named, beside, counted, named, stands_out};
use super::exact::Tests;
use super::factor::YesNo;
use super::factorials::Factorials;
use super::family::{Adjusted, holm};
use super::significance::Test;
use crate::dataset::Noun;
use crate::share::{Percent, Share};

/// How many said one thing and how many another, of those that answered both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// The first thing.
    pub first: Named,
    /// The second.
    pub second: Named,
    /// How many answered both: the base of every number here.
    pub base: u32,
    /// Submitted returns that answered only one of them.
    pub left_out: u32,
    /// How many said both.
    pub both: u32,
    /// How many said the first and not the second.
    pub first_only: u32,
    /// How many said the second and not the first.
    pub second_only: u32,
    /// How many said neither.
    pub neither: u32,
    /// The share that said the second less the share that said the first, in percentage points; `None`
    /// where nobody answered both.
    pub points: Option<Points>,
    /// Whether those that differ lean to one side; `None` where nobody said one without the other.
    pub test: Option<Test>,
    /// The test as one of a family.
    pub adjusted: Option<Adjusted>,
}

/// A difference of two shares of one base, in tenths of a percentage point, halves away from nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    size: Percent,
    down: bool,
}

impl Points {
    /// The difference as a number: −21.4 for 21.4 points down.
    pub fn as_f64(self) -> f64 {
        let size = self.size.as_f64();
        if self.down { -size } else { size }
    }
}

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

/// Compares two things about the same returns with McNemar's exact test.
///
/// Units: returns. Base: submitted returns of which both are known. Those that said both or neither tell
/// nothing of a difference; of the others, if none leaned, each would be as likely on one side as on the
/// other, so that p is twice the lower tail of a binomial distribution with a half, and at most 1.
///
/// Source: McNemar, "Note on the sampling error of the difference between correlated proportions or
/// percentages", Psychometrika 12, 1947, with the binomial distribution itself instead of its approximation.
///
/// ```
/// # use analysis::compare::{exact::Tests, factor::YesNo, paired::paired};
/// # let said = |id: &str, answers: [bool; 6]| YesNo {
/// #     id: id.to_owned(), label: id.to_owned(), values: answers.map(Some).into(),
/// # };
/// let before = said("before", [true, true, true, true, true, false]);
/// let after = said("after", [true, false, false, false, false, false]);
/// let change = paired(&before, &after, &Tests::up_to(6, 1));
/// assert_eq!((change.first_only, change.second_only), (4, 0));
/// assert_eq!(change.test.unwrap().p, 0.125);
/// assert_eq!(change.points.unwrap().as_f64(), -66.7);
/// # let unit = analysis::dataset::Noun { one: "authority".into(), many: "authorities".into() };
/// assert!(change.in_words(&unit).contains("5 (83%) said “before” and 1 (17%) “after”: 4 fewer"));
/// ```
pub fn paired(first: &YesNo, second: &YesNo, tests: &Tests) -> Paired {
    let everybody = || first.values.iter().zip(&second.values);
    let count = |wanted: (Option<bool>, Option<bool>)| {
        let found = everybody().filter(|(first, second)| (**first, **second) == wanted);
        u32::try_from(found.count()).expect("fewer than 2^32 returns")
    };
    let said = |first, second| count((Some(first), Some(second)));
    let (both, neither) = (said(true, true), said(false, false));
    let (first_only, second_only) = (said(true, false), said(false, true));
    let alone = |one: bool| count((Some(one), None)) + count((None, Some(one)));
    let base = both + neither + first_only + second_only;
    let difference = Share::new(first_only.abs_diff(second_only), base);
    Paired {
        first: named(&first.id, &first.label),
        second: named(&second.id, &second.label),
        base,
        left_out: alone(true) + alone(false),
        both,
        first_only,
        second_only,
        neither,
        points: difference.ok().map(|share| Points {
            size: share.percent(1),
            down: second_only < first_only,
        }),
        test: one_sidedness(first_only, second_only, tests.logs()).map(Test::exact),
        adjusted: None,
    }
}

/// The same comparisons with their tests adjusted (Holm) for being a family of this name.
///
/// ```
/// # use analysis::compare::{exact::Tests, factor::YesNo, paired::{as_family, paired}};
/// # let said = |id: &str, answers: [bool; 6]| YesNo {
/// #     id: id.to_owned(), label: id.to_owned(), values: answers.map(Some).into(),
/// # };
/// # let tests = Tests::up_to(6, 1);
/// let before = said("before", [true, true, true, true, true, false]);
/// let after = said("after", [true, false, false, false, false, false]);
/// let lines = [paired(&before, &after, &tests), paired(&after, &before, &tests)];
/// let lines = as_family("before against after", lines.into());
/// assert_eq!(lines[0].adjusted.as_ref().unwrap().p, 0.25);
/// ```
#[must_use]
pub fn as_family(family: &str, lines: Vec<Paired>) -> Vec<Paired> {
    let tests = lines.iter().filter_map(|one| one.test);
    let p_values: Vec<f64> = tests.map(|test| test.p).collect();
    let mut adjusted = holm(family, &p_values).into_iter();
    let with = |line: Paired| Paired {
        adjusted: line.test.and_then(|_| adjusted.next()),
        ..line
    };
    lines.into_iter().map(with).collect()
}

/// The exact two-sided p-value of so many against so many, each as likely as the other.
fn one_sidedness(ones: u32, others: u32, logs: &Factorials) -> Option<f64> {
    let all = (ones + others) as usize;
    let fewer = ones.min(others) as usize;
    let halves = -super::factorials::as_real(all) * std::f64::consts::LN_2;
    let tail: f64 = (0..=fewer)
        .map(|count| (logs.ln_choose(all, count) + halves).exp())
        .sum();
    (all > 0).then(|| (2.0 * tail).min(1.0))
}

impl Paired {
    /// The share that said the first; `None` where nobody answered both.
    pub fn first_share(&self) -> Option<Share> {
        Share::new(self.both + self.first_only, self.base).ok()
    }

    /// The share that said the second; `None` where nobody answered both.
    pub fn second_share(&self) -> Option<Share> {
        Share::new(self.both + self.second_only, self.base).ok()
    }

    /// Whether chance alone is an unlikely reason, after allowing for the other tests of its family.
    pub fn stands_out(&self) -> bool {
        stands_out(self.test.as_ref(), self.adjusted.as_ref())
    }

    /// How many more or fewer said the second than the first, and by how many percentage points, as short as a table
    /// has it: "3 fewer, 4.5 points". `None` where nobody answered both.
    pub fn change_in_short(&self) -> Option<String> {
        self.points.map(|points| self.change(points, "points"))
    }

    fn change(&self, points: Points, called: &str) -> String {
        match self.first_only.abs_diff(self.second_only) {
            0 => "as many".to_owned(),
            count => {
                let way = if points.down { "fewer" } else { "more" };
                let size = plain_number(points.size);
                format!("{count} {way}, {size} {called}")
            }
        }
    }

    /// What the comparison says, with every number behind it.
    pub fn in_words(&self, unit: &Noun) -> String {
        let (first, second) = (&self.first.label, &self.second.label);
        let (Some(first_share), Some(second_share), Some(points)) =
            (self.first_share(), self.second_share(), self.points)
        else {
            return format!("“{first}” and “{second}”: no {} answered both.", unit.one);
        };
        let told = format!(
            "Of {} that answered both, {} ({}) said “{first}” and {} ({}) “{second}”",
            counted(self.base, unit),
            self.both + self.first_only,
            first_share.printed(),
            self.both + self.second_only,
            second_share.printed(),
        );
        let Some(test) = self.test else {
            return format!("{told}: the same ones. Nobody said one without the other.");
        };
        let change = self.change(points, "percentage points");
        let found = beside(&test, self.adjusted.as_ref());
        let verdict = if self.stands_out() {
            "chance alone is an unlikely reason"
        } else {
            "we can’t tell it from chance, which doesn’t show that nothing differs"
        };
        format!(
            "{told}: {change}. {} said only the first and {} only the second ({found}): {verdict}.",
            self.first_only, self.second_only,
        )
    }
}

/// A percentage without its sign.
fn plain_number(percent: Percent) -> String {
    percent.to_string().trim_end_matches('%').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::factor::Factor;
    use crate::compare::made_up::dataset;
    use crate::dataset::Ticks;

    fn unit() -> Noun {
        dataset().unit
    }

    /// So many of each: both, first only, second only, neither.
    fn counts(counts: [usize; 4]) -> Paired {
        let answers = [(true, true), (true, false), (false, true), (false, false)];
        let everybody: Vec<(bool, bool)> = answers
            .into_iter()
            .zip(counts)
            .flat_map(|(answer, count)| vec![answer; count])
            .collect();
        let side = |id: &str, values: Vec<Option<bool>>| YesNo {
            id: id.to_owned(),
            label: id.to_owned(),
            values,
        };
        let first = side("before", everybody.iter().map(|one| Some(one.0)).collect());
        let second = side("after", everybody.iter().map(|one| Some(one.1)).collect());
        paired(&first, &second, &Tests::up_to(everybody.len(), 1))
    }

    #[test]
    fn a_change_is_told_with_its_numbers() {
        assert_eq!(
            counts([21, 20, 5, 24]).in_words(&unit()),
            "Of 70 authorities that answered both, 41 (59%) said “before” and 26 (37%) “after”: 15 fewer, 21.4 \
             percentage points. 20 said only the first and 5 only the second (p\u{a0}=\u{a0}0.004): chance alone is \
             an unlikely reason."
        );
    }

    #[test]
    fn as_many_each_way_is_no_difference_and_no_proof_of_none() {
        let even = counts([10, 4, 4, 10]);
        assert_eq!(even.test.map(|test| test.p), Some(1.0));
        assert_eq!(even.points.map(Points::as_f64), Some(0.0));
        assert!(
            even.in_words(&unit())
                .contains("as many. 4 said only the first")
        );
    }

    #[test]
    fn the_same_answers_twice_leave_nothing_to_test() {
        let same = counts([5, 0, 0, 3]);
        assert_eq!(same.test, None);
        assert!(
            same.in_words(&unit())
                .ends_with("Nobody said one without the other.")
        );
        assert_eq!(
            counts([0; 4]).in_words(&unit()),
            "“before” and “after”: no authority answered both."
        );
    }

    #[test]
    fn rows_of_a_grid_are_paired_over_a_net() {
        let dataset = dataset();
        let rows = Factor::of_question(&dataset, &dataset.variables[1]);
        let at_times: Ticks = [1, 2].into_iter().collect();
        let [before, after] = [&rows[0], &rows[1]].map(|row| row.any_of(at_times, &row.label));
        let change = paired(&before, &after, &Tests::of(&dataset, 1));
        assert_eq!((change.base, change.left_out), (2, 1));
        assert_eq!((change.first_only, change.second_only), (0, 2));
    }
}
