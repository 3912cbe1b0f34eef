//! Shares: the only form in which a percentage may leave this crate.

use std::fmt;

/// So many of a base, and never a percentage without them.
///
/// Units: whatever one row of the dataset is, usually authorities.
///
/// ```
/// # use analysis::share::Share;
/// let no_strategy = Share::new(42, 75).unwrap();
/// assert_eq!(no_strategy.percent(0).to_string(), "56%");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    count: u32,
    base: u32,
}

/// Why two numbers make no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoShare {
    /// Nobody is in the base, so there is nothing to take a share of.
    #[error("the base is empty")]
    EmptyBase,
    /// More were counted than the base holds.
    #[error("{count} were counted in a base of {base}")]
    CountAboveBase {
        /// What was counted.
        count: u32,
        /// What it was to be a share of.
        base: u32,
    },
}

impl Share {
    /// Takes `count` of `base`.
    ///
    /// # Errors
    /// [`NoShare`] where the base is empty or smaller than the count.
    pub fn new(count: u32, base: u32) -> Result<Self, NoShare> {
        match (count, base) {
            (_, 0) => Err(NoShare::EmptyBase),
            (count, base) if count > base => Err(NoShare::CountAboveBase { count, base }),
            (count, base) => Ok(Self { count, base }),
        }
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u32 {
        self.count
    }

    /// Of how many.
    #[must_use]
    pub fn base(self) -> u32 {
        self.base
    }

    /// The percentage at `decimals` places (0 to 6), rounded half up.
    ///
    /// Integers all the way: a binary fraction would turn 12.5 into 12 on some bases and 13 on others.
    #[must_use]
    pub fn percent(self, decimals: u8) -> Percent {
        let scale = 10_u64.pow(u32::from(decimals.min(6)));
        let (count, base) = (u64::from(self.count), u64::from(self.base));
        let units = (2 * count * 100 * scale + base) / (2 * base);
        Percent { units, scale }
    }

    /// The share as a fraction of one, for drawing lengths; never for printing.
    #[must_use]
    pub fn fraction(self) -> f64 {
        f64::from(self.count) / f64::from(self.base)
    }
}

/// A rounded percentage, kept as whole units of its last decimal place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    units: u64,
    scale: u64,
}

impl Percent {
    /// A fraction of one, from 0 to 1, rounded to `decimals` places (0 to 6), halves up: for estimates,
    /// which are no shares of counts.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a percentage at six places is a whole number from 0 to 10^8 of them"
    )]
    pub(crate) fn of_fraction(fraction: f64, decimals: u8) -> Self {
        let scale = 10_u32.pow(u32::from(decimals.min(6)));
        let units = (fraction.clamp(0.0, 1.0) * 100.0 * f64::from(scale)).round() as u64;
        Self {
            units,
            scale: u64::from(scale),
        }
    }

    /// The rounded value as a JSON number: 56 at no decimals, 56.0 at one.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a percentage at six places is below 2^53"
    )]
    pub fn as_f64(self) -> f64 {
        self.units as f64 / self.scale as f64
    }

    /// The whole part of the rounded value.
    #[must_use]
    pub fn whole(self) -> u64 {
        self.units / self.scale
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.units / self.scale)?;
        if self.scale > 1 {
            let places = self.scale.ilog10() as usize;
            write!(f, ".{:0places$}", self.units % self.scale)?;
        }
        write!(f, "%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: u32, base: u32, decimals: u8, expect: &str) {
        let share = Share::new(count, base).expect("the test names a real share");
        assert_eq!(
            share.percent(decimals).to_string(),
            expect,
            "{count} of {base}"
        );
    }

    #[test]
    fn halves_round_up() {
        check(1, 8, 0, "13%");
        check(3, 8, 0, "38%");
        check(1, 200, 0, "1%");
    }

    #[test]
    fn a_published_58_was_cut_not_rounded() {
        check(41, 70, 0, "59%");
        check(41, 70, 2, "58.57%");
    }

    #[test]
    fn decimals_keep_their_zeros() {
        check(1, 1000, 2, "0.10%");
        check(75, 75, 1, "100.0%");
    }

    #[test]
    fn nobody_asked_is_not_zero_percent() {
        assert_eq!(Share::new(0, 0), Err(NoShare::EmptyBase));
        assert_eq!(
            Share::new(3, 2),
            Err(NoShare::CountAboveBase { count: 3, base: 2 })
        );
    }
}
