//! Families of tests: of many comparisons some look striking by chance, so each pays for the others.

use serde::Serialize;

use super::significance::{UNLIKELY, four_figures, p_in_words};

/// A p-value after the other tests of its family were allowed for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// The adjusted p-value.
    #[serde(serialize_with = "four_figures")]
    pub p: f64,
    /// What the family is of.
    pub family: String,
    /// How many tests are in it.
    pub size: u32,
}

impl Adjusted {
    /// Whether chance alone is an unlikely reason: in any of the family's tests it would do as much in fewer than 5 families of 100.
    pub fn is_unlikely_by_chance(&self) -> bool {
        self.p < UNLIKELY
    }

    /// `p = 0.20 after allowing for 9 comparisons`; the plain p-value where it is the only one.
    pub fn in_words(&self) -> String {
        let p = p_in_words(self.p);
        match self.size {
            1 => p,
            size => format!("{p} after allowing for {size} comparisons"),
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
/// let p: Vec<f64> = adjusted.iter().map(|one| one.p).collect();
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
        p,
        family: family.to_owned(),
        size,
    };
    adjusted.into_iter().map(one).collect()
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
    fn equal_p_values_stay_equal() {
        let adjusted = holm("pair", &[0.02, 0.02, 0.5]);
        assert_eq!(adjusted[0], adjusted[1]);
    }
}
