//! Whether a number in somebody's report is the figure of a finding.

use super::Mention;
use crate::audit::{Ours, Rounding};

/// How a number that is published goes with the figure of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The figure is printed as it.
    Printed,
    /// The figure is printed as it only cut off.
    CutOff,
    /// It is another number.
    Other,
    /// No exact number is published.
    Unstated,
}

impl Fit {
    pub(super) fn of(ours: Ours, mention: &Mention) -> Self {
        if mention.percent.is_none() && mention.count.is_none() {
            Self::Unstated
        } else if is_printed_as(ours, mention, &USUAL) {
            Self::Printed
        } else if is_printed_as(ours, mention, &Rounding::ALL) {
            Self::CutOff
        } else {
            Self::Other
        }
    }
}

/// How figures should be printed.
const USUAL: [Rounding; 2] = [Rounding::HalfUp, Rounding::HalfEven];

/// Whether a number is a finding's as it should be printed. A rate would be held against its small numbers.
pub(super) fn may_be_named(ours: Ours, mention: &Mention) -> bool {
    let is_share = ours.base.is_some() && !mention.is_rate;
    is_share && is_printed_as(ours, mention, &USUAL)
}

/// Whether every number that is stated is one of the figure's, under one of these roundings. Of a share in words alone
/// nobody can say.
pub(super) fn is_printed_as(ours: Ours, mention: &Mention, roundings: &[Rounding]) -> bool {
    if mention.percent.is_none() && mention.count.is_none() {
        return false;
    }
    let percent = mention.percent.is_none_or(|percent| {
        let printed = |rounding: &Rounding| {
            rounding.percent(ours.count, ours.base_of_percentage()?, percent.decimals())
        };
        roundings
            .iter()
            .any(|rounding| printed(rounding) == Some(percent))
    });
    let count = mention
        .count
        .is_none_or(|count| mention.is_rate || (count == ours.count && !ours.is_percentage));
    let base = mention
        .base
        .is_none_or(|base| mention.is_rate || Some(base) == ours.base);
    let rate = !mention.is_rate || is_rate(ours, mention);
    percent && count && base && rate
}

/// Whether a figure comes to "three in four" when its percentage is a whole number.
fn is_rate(ours: Ours, mention: &Mention) -> bool {
    let percent =
        |count: Option<u32>, base: Option<u32>| Rounding::HalfUp.percent(count?, base?, 0);
    let ours = percent(Some(ours.count), ours.base);
    ours.is_some() && ours == percent(mention.count, mention.base)
}
