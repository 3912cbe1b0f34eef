//! Whether weights would change what a sentence says.

use std::fmt;

use serde::Serialize;

use super::range::Interval;
use super::weighted::Estimate;
use crate::share::Share;

/// Why a sentence about a share would read differently with weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// One is more than half and the other is not: "most" would come or go.
    CrossesHalf,
    /// The weighted percentage is outside the range that the answers alone allow.
    OutsideRange,
    /// The printed percentages are three points or more apart.
    Points,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CrossesHalf => "only one of the two is more than half",
            Self::OutsideRange => "the weighted share is outside the range of the unweighted one",
            Self::Points => "as whole percentages the two are three points or more apart",
        })
    }
}

/// So many points between two printed percentages are more than rounding and are noticed by a reader.
const NOTICED: u64 = 3;

/// Whether weighting would change a sentence about a share, and the gravest reason why.
///
/// The rule, on whole percentages as sentences print them: they differ, and only one of the two shares is
/// more than half; or the weighted one is outside the unweighted interval; or they are at least three
/// points apart. With a base of 75 one answer is 1.3 points: less than three points is what two answers
/// more or fewer would do.
///
/// ```
/// # use analysis::dataset::{Attribute, Choice};
/// # use analysis::share::Share;
/// # use analysis::estimate::{Bounds, Change, Confidence, Margin, change, interval, rake, weighted};
/// # let choice = |id: &str| Choice { id: id.into(), label: id.into() };
/// # let region = Attribute {
/// #     id: "region".into(),
/// #     label: "Region".into(),
/// #     categories: vec![choice("north"), choice("south")],
/// #     values: vec![0, 0, 0, 1, 1, 1, 1, 1, 1],
/// # };
/// # let raking = rake(&[Margin::of(&region, &[])], &[0, 1, 3, 4], Bounds::default())?;
/// // Both in the north said so, which is the smaller region, and neither in the south.
/// let said = [Some(true), Some(true), Some(false), Some(false)];
/// let with = weighted(&raking, &said, Confidence::NinetyFive)?;
/// let share = Share::new(2, 4)?;
/// let without = interval(share, Some(9), Confidence::NinetyFive)?;
/// assert_eq!(change(share, without, &with), Some(Change::Points));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn change(share: Share, unweighted: Interval, weighted: &Estimate) -> Option<Change> {
    let (without, with) = (share.percent(0), weighted.percent(0));
    if without == with {
        return None;
    }
    let most_without = 2 * u64::from(share.count()) > u64::from(share.base());
    let most_with = weighted.fraction() > 0.5;
    let [low, high] = unweighted.percent(0);
    if most_without != most_with {
        Some(Change::CrossesHalf)
    } else if with < low || with > high {
        Some(Change::OutsideRange)
    } else if with.whole().abs_diff(without.whole()) >= NOTICED {
        Some(Change::Points)
    } else {
        None
    }
}
