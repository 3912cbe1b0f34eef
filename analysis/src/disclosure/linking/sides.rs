//! Sides: which returns an earlier release was made of.

use super::of;
use crate::dataset::{Attribute, Dataset, Return};
use crate::day::Day;
use crate::disclosure::linked::Side;
use crate::disclosure::release::Earlier;

/// Which returns the earlier release was made of: those submitted first. Of those that came on its last day, some may have
/// missed it. All are taken to have been there where that doesn't agree with who took part then.
pub(super) fn sides(dataset: &Dataset, earlier: &Earlier) -> Vec<Side> {
    if earlier.is_none() {
        return Vec::new();
    }
    let told = |key: &str| earlier.told(key).and_then(|(count, _)| count);
    let mut days: Vec<Option<Day>> = dataset
        .submitted()
        .map(|at| dataset.returns[at].submitted_on)
        .collect();
    days.sort_unstable();
    let then = told("participation").map_or(0, |count| count as usize);
    let last = then.checked_sub(1).and_then(|last| days.get(last));
    let is_divided = last == days.get(then);
    let side = |one: &Return| match last {
        Some(last) if one.submitted_on == *last && is_divided => Side::Unsure,
        Some(last) if one.submitted_on <= *last => Side::Before,
        _ => Side::Since,
    };
    let sides: Vec<Side> = dataset.returns.iter().map(side).collect();
    let agrees = |attribute: &Attribute, category: usize| {
        let of_unit = |at: &usize| attribute.values[dataset.returns[*at].unit];
        let on = |side: Side| {
            let returns = dataset.submitted().filter(|at| of_unit(at) == category);
            returns.filter(|at| sides[*at] == side).count()
        };
        let surely = on(Side::Before);
        let perhaps = surely..=surely + on(Side::Unsure);
        let told = told(&of(attribute, &attribute.categories[category]));
        told.is_none_or(|told| perhaps.contains(&(told as usize)))
    };
    let is_possible = |attribute: &Attribute| {
        let mut categories = 0..attribute.categories.len();
        categories.all(|category| agrees(attribute, category))
    };
    if last.is_some() && dataset.frame.attributes.iter().all(is_possible) {
        sides
    } else {
        vec![Side::Before; sides.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::made_up::answered_on;
    use crate::key::Key;

    /// Five that answered, two of them in the north, after a release of so many, some of them in the north.
    fn after(then: u32, in_the_north: u32) -> Vec<Side> {
        let days = [
            "2023-07-03",
            "2023-07-04",
            "2023-07-04",
            "2023-07-04",
            "2023-07-05",
        ];
        let dataset = answered_on(&[0, 0, 1, 1, 1], &days.map(Some));
        let told = |key: &str, count: u32| (Key::new(key), (Some(count), None));
        let figures = [
            told("participation", then),
            told("participation/region/0", in_the_north),
        ];
        let earlier = Earlier {
            figures: figures.into(),
            ..Earlier::default()
        };
        sides(&dataset, &earlier)
    }

    #[test]
    fn of_those_that_came_on_the_last_day_some_may_have_missed_the_earlier_release() {
        use Side::{Before, Since, Unsure};
        assert_eq!(after(1, 1), [Before, Since, Since, Since, Since]);
        assert_eq!(after(2, 1), [Before, Unsure, Unsure, Unsure, Since]);
        assert_eq!(after(3, 2), [Before, Unsure, Unsure, Unsure, Since]);
        assert_eq!(after(4, 2), [Before, Before, Before, Before, Since]);
    }

    #[test]
    fn all_are_taken_to_have_been_there_where_others_took_part() {
        assert_eq!(after(4, 1), [Side::Before; 5]);
        assert_eq!(after(3, 0), [Side::Before; 5]);
    }
}
