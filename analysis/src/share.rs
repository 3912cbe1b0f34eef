//! Shares: the only form in which a percentage may leave this crate.

use std::fmt;
use std::str::FromStr;

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

    /// The whole percentage as readers see it, which never says nobody of somebody, nor everybody of fewer.
    ///
    /// ```
    /// # use analysis::share::Share;
    /// assert_eq!(Share::new(1, 220)?.printed(), "less than 1%");
    /// assert_eq!(Share::new(219, 220)?.printed(), "more than 99%");
    /// assert_eq!(Share::new(0, 220)?.printed(), "0%");
    /// # Ok::<(), analysis::share::NoShare>(())
    /// ```
    #[must_use]
    pub fn printed(self) -> String {
        self.print(self.percent(0))
    }

    /// A whole percentage as readers see it that is made from the same answers, such as a weighted one.
    #[must_use]
    pub fn print(self, percent: Percent) -> String {
        match percent.whole() {
            0 if self.count > 0 => "less than 1%".to_owned(),
            100 if self.count < self.base => "more than 99%".to_owned(),
            _ => percent.to_string(),
        }
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

    /// The value in units of its last decimal place: 80 for 8.0%.
    pub(crate) fn units(self) -> u64 {
        self.units
    }

    /// How many decimal places it was rounded to.
    pub(crate) fn decimals(self) -> u8 {
        u8::try_from(self.scale.ilog10()).unwrap_or(u8::MAX)
    }

    /// So many units of the last of `decimals` places (0 to 6).
    pub(crate) fn of_units(units: u64, decimals: u8) -> Self {
        let scale = 10_u64.pow(u32::from(decimals.min(6)));
        Self { units, scale }
    }
}

/// A text that is no percentage: up to six digits, up to six decimal places and perhaps a percent sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no percentage")]
pub struct NoPercent(String);

/// Reads a percentage as it was printed; the zeros at its end count, as they say how far it was rounded.
///
/// ```
/// # use analysis::share::Percent;
/// let printed: Percent = "8.0".parse().unwrap();
/// assert_eq!(printed.to_string(), "8.0%");
/// assert!("8,0".parse::<Percent>().is_err());
/// ```
impl FromStr for Percent {
    type Err = NoPercent;

    fn from_str(text: &str) -> Result<Self, NoPercent> {
        let no_percent = || NoPercent(text.to_owned());
        let number = text.trim().trim_end_matches('%').trim_end();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let is_printed =
            |digits: &str| digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit());
        let ends_in_point = number.ends_with('.');
        if whole.is_empty() || ends_in_point || !is_printed(whole) || !is_printed(decimals) {
            return Err(no_percent());
        }
        let units = format!("{whole}{decimals}")
            .parse()
            .map_err(|_| no_percent())?;
        let places = u8::try_from(decimals.len()).map_err(|_| no_percent())?;
        Ok(Self::of_units(units, places))
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
    fn a_printed_percentage_keeps_its_decimals() {
        for (printed, expect) in [
            ("8.0", "8.0%"),
            ("45 %", "45%"),
            ("0.10%", "0.10%"),
            ("007", "7%"),
        ] {
            let percent = printed
                .parse::<Percent>()
                .map(|percent| percent.to_string());
            assert_eq!(percent.as_deref(), Ok(expect));
        }
        for other in [
            "",
            "%",
            "-1",
            "+1",
            "8,0",
            "8.",
            ".5",
            "1e2",
            "1234567",
            "0.1234567",
            "8.0.0",
            "٤",
        ] {
            assert_eq!(other.parse::<Percent>(), Err(NoPercent(other.to_owned())));
        }
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
