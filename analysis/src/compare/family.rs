//! Families of tests: of many comparisons some look striking by chance, so each pays for the others.

use serde::{Serialize, Serializer};

use super::significance::{UNLIKELY, four_figures, p_in_words, side_in_words};

/// A p-value after the other tests of its family were allowed for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// The adjusted p-value; `None` where only its side is told, as counts of the family are withheld: who knows p exactly
    /// could try which counts give it.
    #[serde(serialize_with = "some_figures")]
    pub p: Option<f64>,
    /// Whether it is below [`UNLIKELY`]: only where chance alone, in any of the family's tests, would do so in fewer than 5
    /// families of 100.
    pub is_unlikely_by_chance: bool,
    /// What the family is of.
    pub family: String,
    /// How many tests are in it.
    pub size: u32,
}

impl Adjusted {
    /// The same, telling only on which side of [`UNLIKELY`] it is.
    #[must_use]
    pub fn roughly(self) -> Self {
        Self { p: None, ..self }
    }

    /// The adjusted p-value as it is printed.
    pub fn p_in_words(&self) -> String {
        self.p
            .map_or_else(|| side_in_words(self.is_unlikely_by_chance), p_in_words)
    }

    /// `p = 0.20 after allowing for 9 comparisons`; the plain p-value where it is the only one.
    pub fn in_words(&self) -> String {
        match self.size {
            1 => self.p_in_words(),
            size => format!(
                "{} after allowing for {size} comparisons",
                self.p_in_words()
            ),
        }
    }
}

/// Holm's adjustment of a family of p-values, in their own order.
///
/// The smallest is multiplied by the number of tests, the next by one fewer, and so on; none is less than
/// the one before it, nor more than 1. It needs no assumption about how the tests hang together.
///
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6, 1979.
///
/// ```
/// # use analysis::compare::family::holm;
/// let adjusted = holm("by region", &[0.01, 0.04, 0.03]);
/// let p: Vec<f64> = adjusted.iter().filter_map(|one| one.p).collect();
/// assert_eq!(p, [0.03, 0.06, 0.06]);
/// assert_eq!(adjusted[0].in_words(), "p\u{a0}=\u{a0}0.03 after allowing for 3 comparisons");
/// ```
pub fn holm(family: &str, p_values: &[f64]) -> Vec<Adjusted> {
    let size = u32::try_from(p_values.len()).expect("nobody makes 2^32 tests");
    let mut rising: Vec<usize> = (0..p_values.len()).collect();
    rising.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut before: f64 = 0.0;
    for (remaining, at) in (1..=size).rev().zip(rising) {
        before = before.max(p_values[at] * f64::from(remaining)).min(1.0);
        adjusted[at] = before;
    }
    let one = |p| Adjusted {
        p: Some(p),
        is_unlikely_by_chance: p < UNLIKELY,
        family: family.to_owned(),
        size,
    };
    adjusted.into_iter().map(one).collect()
}

/// A number that may not be told, to as many figures as others.
#[expect(
    clippy::ref_option,
    reason = "serde hands every field over by reference"
)]
fn some_figures<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => four_figures(number, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_test_pays_for_nobody() {
        let adjusted = holm("alone", &[0.04]);
        assert_eq!(adjusted[0].in_words(), "p\u{a0}=\u{a0}0.04");
        assert!(holm("none", &[]).is_empty());
    }

    #[test]
    fn a_side_is_told_without_the_number() {
        for (p, words) in [
            (0.049_9, "p\u{a0}<\u{a0}0.05"),
            (0.05, "p\u{a0}≥\u{a0}0.05"),
            (1.0, "p\u{a0}≥\u{a0}0.05"),
        ] {
            let told = holm("alone", &[p]).remove(0).roughly();
            assert_eq!((told.p, told.p_in_words().as_str()), (None, words), "{p}");
        }
    }

    #[test]
    fn equal_p_values_stay_equal() {
        let adjusted = holm("pair", &[0.02, 0.02, 0.5]);
        assert_eq!(adjusted[0], adjusted[1]);
    }
}
