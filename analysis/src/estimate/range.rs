//! Ranges: how far a number for all may lie from what those who answered said.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::dataset::Noun;
use crate::share::{Percent, Share};

/// How often intervals made in one way hold the true number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// At least 9 times in 10.
    Ninety,
    /// At least 19 times in 20: the usual one.
    #[default]
    NinetyFive,
    /// At least 99 times in 100.
    NinetyNine,
}

impl Confidence {
    /// The probability left out at each end, α/2.
    pub(super) fn tail(self) -> f64 {
        match self {
            Self::Ninety => 0.05,
            Self::NinetyFive => 0.025,
            Self::NinetyNine => 0.005,
        }
    }

    /// The same as a percentage, as ranges are named after it.
    pub(super) fn percent(self) -> &'static str {
        match self {
            Self::Ninety => "90%",
            Self::NinetyFive => "95%",
            Self::NinetyNine => "99%",
        }
    }

    /// The standard deviations that leave that much out at each end of a normal distribution (`qnorm` of
    /// 0.95, 0.975 and 0.995 in R).
    pub(super) fn normal_deviations(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ninety => "9 times in 10",
            Self::NinetyFive => "19 times in 20",
            Self::NinetyNine => "99 times in 100",
        })
    }
}

/// From so many units of a population to so many, both ends included: a whole number of them has what
/// was counted.
///
/// Serialised as `{low, high, population, percent, percent_1}`; each percentage is a pair of ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitRange {
    pub(super) low: u32,
    pub(super) high: u32,
    pub(super) population: u32,
}

impl UnitRange {
    /// The fewest.
    pub fn low(self) -> u32 {
        self.low
    }

    /// The most.
    pub fn high(self) -> u32 {
        self.high
    }

    /// Of how many.
    pub fn population(self) -> u32 {
        self.population
    }

    /// Whether so many are in it.
    pub fn holds(self, units: u32) -> bool {
        (self.low..=self.high).contains(&units)
    }

    /// Both ends as percentages of the population, rounded half up from the counts.
    ///
    /// ```
    /// # use analysis::estimate::{Confidence, Sample, exact};
    /// let range = exact(Sample::new(38, 75, 153)?, Confidence::NinetyFive);
    /// let [low, high] = range.percent(1);
    /// assert_eq!((low.to_string(), high.to_string()), ("42.5%".into(), "58.8%".into()));
    /// # Ok::<(), analysis::estimate::NoSample>(())
    /// ```
    pub fn percent(self, decimals: u8) -> [Percent; 2] {
        [self.low, self.high].map(|end| {
            Share::new(end, self.population)
                .expect("a sample comes from a population, and its range lies within it")
                .percent(decimals)
        })
    }

    /// In words: "65 to 90 of 153 authorities".
    pub fn words(self, unit: &Noun) -> String {
        let Self {
            low,
            high,
            population,
        } = self;
        let noun = match population {
            1 => &unit.one,
            _ => &unit.many,
        };
        if low == high {
            format!("{low} of {population} {noun}")
        } else {
            format!("{low} to {high} of {population} {noun}")
        }
    }
}

impl Serialize for UnitRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut range = serializer.serialize_struct("UnitRange", 5)?;
        range.serialize_field("low", &self.low)?;
        range.serialize_field("high", &self.high)?;
        range.serialize_field("population", &self.population)?;
        range.serialize_field("percent", &self.percent(0).map(Percent::whole))?;
        range.serialize_field("percent_1", &self.percent(1).map(Percent::as_f64))?;
        range.end()
    }
}

/// From one percentage to another, where nobody knows of how many: no number of units can be made of it.
///
/// Serialised as `{percent, percent_1}`; each is a pair of ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PercentRange {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl PercentRange {
    /// Both ends at so many decimals, rounded half up.
    pub fn percent(self, decimals: u8) -> [Percent; 2] {
        [self.low, self.high].map(|end| Percent::of_fraction(end, decimals))
    }

    /// Both ends as fractions of one, for drawing lengths; never for printing.
    pub fn fractions(self) -> [f64; 2] {
        [self.low, self.high]
    }
}

impl fmt::Display for PercentRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [mut low, mut high] = self.percent(0);
        if low == high && self.low < self.high {
            // A range that looks like a single number says more with a decimal place.
            [low, high] = self.percent(1);
        }
        if low == high {
            write!(f, "{low}")
        } else {
            write!(f, "{low} to {high}")
        }
    }
}

impl Serialize for PercentRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut range = serializer.serialize_struct("PercentRange", 2)?;
        range.serialize_field("percent", &self.percent(0).map(Percent::whole))?;
        range.serialize_field("percent_1", &self.percent(1).map(Percent::as_f64))?;
        range.end()
    }
}

/// The interval of a share: in units where the population behind its base is known, else in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Interval {
    /// Of a known population.
    Units(UnitRange),
    /// Of nobody knows how many.
    Percent(PercentRange),
}

impl Interval {
    /// Both ends at so many decimals, rounded half up.
    pub fn percent(self, decimals: u8) -> [Percent; 2] {
        match self {
            Self::Units(range) => range.percent(decimals),
            Self::Percent(range) => range.percent(decimals),
        }
    }

    /// In words: "65 to 90 of 153 authorities", or "37% to 61%".
    pub fn words(self, unit: &Noun) -> String {
        match self {
            Self::Units(range) => range.words(unit),
            Self::Percent(range) => range.to_string(),
        }
    }
}
