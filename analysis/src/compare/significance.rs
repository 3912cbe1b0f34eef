//! p-values: how likely so uneven a table would be by chance alone, how that was found, and in what words
//! it is told.

use std::fmt;

use serde::{Serialize, Serializer};

/// Below this, a sentence says that chance alone is an unlikely reason. A convention, not a border in
/// nature: the number itself stands beside it, unless the counts behind it are withheld.
pub const UNLIKELY: f64 = 0.05;

/// What a test found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Test {
    /// The probability of a table no likelier than the one observed, if there were no connection.
    #[serde(serialize_with = "four_figures")]
    pub p: f64,
    /// How it was found.
    #[serde(flatten)]
    pub how: How,
}

/// How a p-value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum How {
    /// From every table that could have been.
    Exact,
    /// From tables drawn at random: p = (as unlikely + 1) / (draws + 1), which counts the observed table as
    /// one more draw and is never 0 (Davison and Hinkley, "Bootstrap Methods and their Application", 1997,
    /// section 4.2). Of 9,999 draws it is at least 0.0001: in a family of 500 tests or more, no drawn one stays below
    /// 0.05.
    Drawn {
        /// How many were drawn.
        draws: u32,
        /// How many of them were no likelier than the one observed.
        as_unlikely: u32,
        /// The seed they were drawn from.
        seed: u64,
    },
}

/// A p-value that no line break parts: where a page wraps, its name, its sign and its number stay on one line.
fn together(sign: char, number: &str) -> String {
    format!("p\u{a0}{sign}\u{a0}{number}")
}

impl Test {
    /// A p-value from every table that could have been.
    pub fn exact(p: f64) -> Self {
        Self { p, how: How::Exact }
    }

    /// A p-value from draws.
    ///
    /// ```
    /// # use analysis::compare::significance::Test;
    /// assert_eq!(Test::drawn(9_999, 299, 7).p, 0.03);
    /// ```
    pub fn drawn(draws: u32, as_unlikely: u32, seed: u64) -> Self {
        Self {
            p: f64::from(as_unlikely + 1) / f64::from(draws + 1),
            how: How::Drawn {
                draws,
                as_unlikely,
                seed,
            },
        }
    }

    /// Whether chance alone is an unlikely reason ([`UNLIKELY`]), taken by itself.
    pub fn is_unlikely_by_chance(&self) -> bool {
        self.p < UNLIKELY
    }

    /// The p-value as it is printed.
    pub fn p_in_words(&self) -> String {
        p_in_words(self.p)
    }
}

/// `p = 0.03` from every table that could have been, or `p = 0.03, from 9,999 draws`.
impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.p_in_words())?;
        match self.how {
            How::Drawn { draws, .. } => write!(f, ", from {} draws", grouped(draws)),
            How::Exact => Ok(()),
        }
    }
}

/// A p-value as it is printed: two decimals, three where two would hide on which side of a usual border it
/// lies, and no false exactness at the ends. Its spaces are those that no line breaks at.
///
/// ```
/// # use analysis::compare::significance::p_in_words;
/// assert_eq!(p_in_words(0.031), "p\u{a0}=\u{a0}0.03");
/// assert_eq!(p_in_words(0.0496), "p\u{a0}=\u{a0}0.050");
/// assert_eq!(p_in_words(0.0042), "p\u{a0}=\u{a0}0.004");
/// assert_eq!(p_in_words(0.00042), "p\u{a0}<\u{a0}0.001");
/// assert_eq!(p_in_words(1.0), "p\u{a0}>\u{a0}0.99");
/// ```
pub fn p_in_words(p: f64) -> String {
    if p < 0.001 {
        together('<', "0.001")
    } else if p < 0.0095 || (0.045..0.055).contains(&p) {
        together('=', &format!("{p:.3}"))
    } else if p < 0.995 {
        together('=', &format!("{p:.2}"))
    } else {
        together('>', "0.99")
    }
}

/// A p-value as so many cases of a hundred, for a sentence about what chance alone would do.
///
/// ```
/// # use analysis::compare::significance::cases_in_100;
/// assert_eq!(cases_in_100(0.314), "about 31 of 100 cases");
/// assert_eq!(cases_in_100(0.004), "fewer than 1 of 100 cases");
/// assert_eq!(cases_in_100(1.0), "nearly all cases");
/// ```
pub fn cases_in_100(p: f64) -> String {
    if p < 0.01 {
        "fewer than 1 of 100 cases".to_owned()
    } else if p < 0.99 {
        format!("about {:.0} of 100 cases", p * 100.0)
    } else {
        "nearly all cases".to_owned()
    }
}

/// Digits with commas between thousands.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number to four significant figures: more than anybody reads, and the same on every machine.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands every field over by reference"
)]
pub(super) fn four_figures<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(*number);
    serializer.serialize_f64(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_from_draws_says_of_how_many() {
        assert_eq!(Test::exact(0.0312).to_string(), "p\u{a0}=\u{a0}0.03");
        let drawn = Test::drawn(9_999, 0, 7);
        assert_eq!(drawn.to_string(), "p\u{a0}<\u{a0}0.001, from 9,999 draws");
        assert!(drawn.p > 0.0, "draws never find the impossible");
    }

    #[test]
    fn printed_p_values_neither_reach_nought_nor_one() {
        let cases = [
            (0.0, "p\u{a0}<\u{a0}0.001"),
            (0.000_999, "p\u{a0}<\u{a0}0.001"),
            (0.001, "p\u{a0}=\u{a0}0.001"),
            (0.0096, "p\u{a0}=\u{a0}0.01"),
            (0.0449, "p\u{a0}=\u{a0}0.04"),
            (0.0504, "p\u{a0}=\u{a0}0.050"),
            (0.056, "p\u{a0}=\u{a0}0.06"),
            (0.9949, "p\u{a0}=\u{a0}0.99"),
            (0.9951, "p\u{a0}>\u{a0}0.99"),
        ];
        for (p, expect) in cases {
            assert_eq!(p_in_words(p), expect, "{p}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        for (number, expect) in [
            (9, "9"),
            (999, "999"),
            (9_999, "9,999"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), expect);
        }
    }
}
