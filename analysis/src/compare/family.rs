//! Families of tests: of many comparisons some look striking by chance, so each pays for the others.

use serde::Serialize;

use super::significance::{UNLIKELY, below, below_in_words, four_figures, p_in_words};

/// A p-value after the other tests of its family were allowed for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// The adjusted p-value: below 0.05 only where chance alone, in any of the family's tests, would do so
    /// in fewer than 5 families of 100.
    #[serde(serialize_with = "four_figures")]
    pub p: f64,
    /// What the family is of.
    pub family: String,
    /// How many tests are in it.
    pub size: u32,
    /// Whether it is told in steps, as [`super::significance::How::Below`] says.
    #[serde(skip)]
    pub(super) in_steps: bool,
}

impl Adjusted {
    /// Whether chance alone is an unlikely reason even among so many tests.
    pub fn is_unlikely_by_chance(&self) -> bool {
        self.p < UNLIKELY || (self.in_steps && self.p <= UNLIKELY)
    }

    /// The same in steps.
    #[must_use]
    pub fn roughly(self) -> Self {
        if self.in_steps {
            return self;
        }
        Self {
            p: below(self.p),
            in_steps: true,
            ..self
        }
    }

    /// The adjusted p-value as it is printed.
    pub fn p_in_words(&self) -> String {
        if self.in_steps {
            below_in_words(self.p)
        } else {
            p_in_words(self.p)
        }
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
        in_steps: false,
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
