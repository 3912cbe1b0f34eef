//! Granularity: which counts of a base a printed percentage can come from, under each rounding in use.
//!
//! With n in the base there are n + 1 counts and so at most n + 1 percentages: 6 of 10 is 60%, 5 of 10 is 50%,
//! and nothing is 57% (Brown and Heathers, "The GRIM test", 2017, for percentages instead of means). All of it
//! is integer arithmetic: a binary fraction would decide ties by accident.

use std::ops::RangeInclusive;

use crate::share::Percent;

/// A way to get from a share to a printed percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, halves up: 12.5 becomes 13.
    HalfUp,
    /// To the nearest, halves to the even digit: 12.5 becomes 12, 13.5 becomes 14.
    HalfEven,
    /// The further decimals cut off: 12.9 becomes 12.
    Truncation,
}

impl Rounding {
    /// Every rounding.
    pub const ALL: [Self; 3] = [Self::HalfUp, Self::HalfEven, Self::Truncation];

    /// The percentage of `count` in `base`, at `decimals` places (0 to 6); `None` where the base is empty.
    ///
    /// ```
    /// # use analysis::audit::Rounding;
    /// let of = |rounding: Rounding| rounding.percent(1, 8, 0).unwrap().to_string();
    /// assert_eq!(Rounding::ALL.map(of), ["13%", "12%", "12%"]);
    /// ```
    pub fn percent(self, count: u32, base: u32, decimals: u8) -> Option<Percent> {
        let scale = 10_u64.pow(u32::from(decimals.min(6)));
        let (parts, base) = (u64::from(count) * 100 * scale, u64::from(base));
        let (cut, rest) = (parts.checked_div(base)?, parts.checked_rem(base)?);
        let goes_up = match self {
            Self::HalfUp => 2 * rest >= base,
            Self::HalfEven => 2 * rest > base || (2 * rest == base && cut % 2 == 1),
            Self::Truncation => false,
        };
        Some(Percent::of_units(cut + u64::from(goes_up), decimals))
    }

    /// The counts of `base` that are printed as `percent`; `None` where there is no such count.
    ///
    /// They lie side by side, as a larger count never has a smaller percentage.
    pub fn counts(self, percent: Percent, base: u32) -> Option<RangeInclusive<u32>> {
        let all = 100 * 10_u64.pow(percent.decimals().into());
        let units = percent.units();
        if base == 0 || units > all {
            return None;
        }
        // Between which shares, in halves of a unit, those lie that are printed as it, and whether the first and the
        // last of them are too.
        let nearest = (2 * units).saturating_sub(1)..2 * units + 1;
        let (between, has_first, has_last) = match self {
            Self::HalfUp => (nearest, true, false),
            Self::HalfEven => (nearest, units.is_multiple_of(2), units.is_multiple_of(2)),
            Self::Truncation => (2 * units..2 * (units + 1), true, false),
        };
        let [from, to] = [between.start, between.end].map(|halves| halves * u64::from(base));
        let first = if has_first {
            from.div_ceil(2 * all)
        } else {
            from / (2 * all) + 1
        };
        let last = if has_last {
            to / (2 * all)
        } else {
            to.div_ceil(2 * all) - 1
        };
        let first = u32::try_from(first).ok()?;
        let last = u32::try_from(last).map_or(base, |last| last.min(base));
        (first <= last).then_some(first..=last)
    }
}

/// The counts of `base` that are printed as `percent` under one rounding or another.
pub(super) fn counts_under_any(percent: Percent, base: u32) -> Option<RangeInclusive<u32>> {
    let counts = Rounding::ALL.map(|rounding| rounding.counts(percent, base));
    let counts = counts.into_iter().flatten();
    counts.reduce(|one, other| *one.start().min(other.start())..=*one.end().max(other.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a rounding means, in other words than above: by distance to the neighbours.
    fn by_definition(rounding: Rounding, count: u64, base: u64, scale: u64) -> u64 {
        let exact = count * 100 * scale;
        let below = (0..=100 * scale)
            .rev()
            .find(|units| units * base <= exact)
            .unwrap();
        let (down, up) = (exact - below * base, (below + 1) * base - exact);
        match rounding {
            Rounding::Truncation => below,
            _ if down < up => below,
            _ if up < down => below + 1,
            Rounding::HalfUp => below + 1,
            Rounding::HalfEven => below + below % 2,
        }
    }

    /// Holds the counts that are found against what each count was printed as.
    #[track_caller]
    fn check(rounding: Rounding, base: u32, percent: Percent, printed: &[u64]) {
        let found: Vec<u32> = rounding
            .counts(percent, base)
            .into_iter()
            .flatten()
            .collect();
        let expect: Vec<u32> = (0..=base)
            .zip(printed)
            .filter(|(_, units)| **units == percent.units())
            .map(|(count, _)| count)
            .collect();
        assert_eq!(found, expect, "{percent} of {base}, {rounding:?}");
    }

    #[test]
    fn every_percentage_of_every_base_up_to_200_is_what_enumeration_finds() {
        for rounding in Rounding::ALL {
            for base in 1..=200_u32 {
                let printed: Vec<u64> = (0..=base)
                    .map(|count| by_definition(rounding, count.into(), base.into(), 1))
                    .collect();
                for units in 0..=101 {
                    check(rounding, base, Percent::of_units(units, 0), &printed);
                }
            }
        }
    }

    #[test]
    fn the_same_holds_for_one_decimal() {
        for rounding in Rounding::ALL {
            for base in [1, 3, 7, 8, 16, 75, 153_u32] {
                let printed: Vec<u64> = (0..=base)
                    .map(|count| by_definition(rounding, count.into(), base.into(), 10))
                    .collect();
                for units in 0..=1001 {
                    check(rounding, base, Percent::of_units(units, 1), &printed);
                }
            }
        }
    }

    // From Python's decimals, every count tried: see the head of the script beside them.
    const GRANULARITY: &str = include_str!("../../tests/vectors/granularity.csv");

    /// The numbers of runs such as "0-2 5".
    fn runs(written: &str) -> Vec<u64> {
        let number = |digits: &str| digits.parse::<u64>().unwrap();
        let run = |run: &str| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            number(first)..=number(last)
        };
        written.split(' ').flat_map(run).collect()
    }

    #[test]
    fn the_percentages_that_a_base_can_give_are_those_of_the_reference() {
        let mut held = 0;
        for line in GRANULARITY.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (base, decimals) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
            let rounding = match fields[2] {
                "half-up" => Rounding::HalfUp,
                "half-even" => Rounding::HalfEven,
                "truncation" => Rounding::Truncation,
                other => panic!("{other} is no rounding of ours"),
            };
            let gives = |units: &u64| {
                let percent = Percent::of_units(*units, decimals);
                rounding.counts(percent, base).is_some()
            };
            let all = 100 * 10_u64.pow(decimals.into());
            let found: Vec<u64> = (0..=all + 1).filter(gives).collect();
            assert_eq!(found, runs(fields[3]), "{base}, {decimals}, {rounding:?}");
            held += 1;
        }
        assert_eq!(held, 3 * (160 + 9));
    }

    #[test]
    fn half_up_is_how_shares_are_rounded() {
        for base in 1..=200 {
            for count in 0..=base {
                for decimals in 0..=2 {
                    let ours = crate::share::Share::new(count, base)
                        .unwrap()
                        .percent(decimals);
                    assert_eq!(Rounding::HalfUp.percent(count, base, decimals), Some(ours));
                }
            }
        }
    }

    #[test]
    fn the_largest_bases_do_not_overflow() {
        let all = Percent::of_units(100_000_000, 6);
        let range = Rounding::Truncation.counts(all, u32::MAX);
        assert_eq!(range, Some(u32::MAX..=u32::MAX));
        assert_eq!(Rounding::HalfUp.counts(all, 0), None);
    }
}
