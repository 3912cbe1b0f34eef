//! Logarithms of factorials, from which exact tests and intervals make their probabilities.

/// ln 0!, ln 1!, … up to a largest number, each to the precision of a sum of logarithms.
#[derive(Clone, Debug)]
pub struct Factorials(Vec<f64>);

impl Factorials {
    /// Up to and with `largest`!.
    pub fn up_to(largest: usize) -> Self {
        let mut logs = Vec::with_capacity(largest + 1);
        logs.push(0.0);
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        for number in 1..=largest {
            // Kahan's sum, so that half a million terms are as exact as ten.
            let term = as_real(number).ln() - lost;
            let next = sum + term;
            lost = (next - sum) - term;
            sum = next;
            logs.push(sum);
        }
        Self(logs)
    }

    /// ln `number`!.
    pub fn ln(&self, number: usize) -> f64 {
        self.0[number]
    }

    /// ln of the ways to choose `some` of `all`, which are at least as many.
    pub fn ln_choose(&self, all: usize, some: usize) -> f64 {
        self.ln(all) - self.ln(some) - self.ln(all - some)
    }
}

/// A count as a real number.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are far below 2^53, so nothing is lost"
)]
pub(crate) fn as_real(count: usize) -> f64 {
    count as f64
}
