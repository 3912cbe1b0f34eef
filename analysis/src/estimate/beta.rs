//! The beta distribution, whose quantiles are the ends of binomial intervals.

use std::f64::consts::PI;

/// The probability that a beta-distributed number is at most `x`: the regularised incomplete beta
/// function, for shapes above 0.
///
/// Continued fraction: NIST Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's
/// method. It converges quickly left of the mean; to the right of it the mirror image is taken.
fn probability(x: f64, (a, b): (f64, f64), shape_part: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else if x * (a + b + 2.0) <= a + 1.0 {
        density_part(x, (a, b), shape_part) / (a * fraction(x, a, b))
    } else {
        1.0 - density_part(1.0 - x, (b, a), shape_part) / (b * fraction(1.0 - x, b, a))
    }
}

/// 1 + d₁/(1 + d₂/(1 + …)) of 8.17.22, from the left.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    // Nothing divides by zero: a part that vanishes is taken as this instead.
    let apart = |part: f64| if part.abs() < 1e-300 { 1e-300 } else { part };
    let (mut value, mut above, mut below) = (1.0_f64, 1.0_f64, 0.0_f64);
    // The terms needed grow with the root of the larger shape; this is enough for shapes of 10⁹.
    for pair in 0..100_000 {
        let m = f64::from(pair);
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let m = m + 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let mut step = 1.0;
        for term in [odd, even] {
            below = 1.0 / apart(1.0 + term * below);
            above = apart(1.0 + term / above);
            step = above * below;
            value *= step;
        }
        if (step - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// xᵃ(1−x)ᵇ / B(a, b), kept exact for large shapes by taking the deviance from the mean instead of
/// differences of large logarithms (C. Loader, "Fast and accurate computation of binomial
/// probabilities", 2000, applied to the beta function).
fn density_part(x: f64, (a, b): (f64, f64), shape_part: f64) -> f64 {
    let off = x * b - (1.0 - x) * a;
    let log_of_ratio = |ratio: f64, change: f64| {
        if change > -0.5 {
            change.ln_1p()
        } else {
            ratio.ln()
        }
    };
    let deviance = a * log_of_ratio(x * (a + b) / a, off / a)
        + b * log_of_ratio((1.0 - x) * (a + b) / b, -off / b);
    (a * b / (2.0 * PI * (a + b))).sqrt() * (deviance + shape_part).exp()
}

/// What of its logarithm is the shapes' alone.
fn shape_part(a: f64, b: f64) -> f64 {
    stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b)
}

/// What Stirling's formula lacks of ln Γ(z), for z above 0 (DLMF 5.11.1; below 15 by 5.5.1 from above).
fn stirling_rest(z: f64) -> f64 {
    let (mut z, mut carried) = (z, 0.0);
    while z < 15.0 {
        carried += (z + 0.5) * (1.0 / z).ln_1p() - 1.0;
        z += 1.0;
    }
    let inverse_square = 1.0 / (z * z);
    let series = [-1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0]
        .iter()
        .fold(1.0 / 1188.0, |sum, term| sum * inverse_square + term);
    carried + series / z
}

/// The number that a beta-distributed number is at most with this probability, for shapes above 0.
///
/// By Newton's steps, and by halving wherever one would leave the ends between which the number lies.
pub(super) fn quantile(probability_below: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let shape_part = shape_part(a, b);
    let mut x = a / (a + b);
    // Halving alone would need a thousand steps, for the smallest number there is.
    for _ in 0..1_100 {
        let off = probability(x, (a, b), shape_part) - probability_below;
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = density_part(x, (a, b), shape_part) / (x * (1.0 - x));
        let newton = x - off / density;
        let next = if newton > low && newton < high {
            newton
        } else {
            low.midpoint(high)
        };
        if (next - x).abs() <= 1e-14 * x || next <= low || next >= high {
            return next;
        }
        x = next;
    }
    x
}

/// The square of Student's t that is exceeded, on one side, with this probability.
///
/// With x beta-distributed by (ν/2, ½), ν(1−x)/x is t² (DLMF 8.17 and the usual change of variable).
pub(super) fn t_squared(tail: f64, degrees: f64) -> f64 {
    let x = quantile(2.0 * tail, degrees / 2.0, 0.5);
    degrees * (1.0 - x) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From R: see the head of the script beside it.
    const QUANTILES: &str = include_str!("../../tests/vectors/beta.csv");

    #[test]
    fn quantiles_are_those_of_r() {
        for line in QUANTILES.lines().skip(1) {
            let numbers: Vec<f64> = line
                .split(',')
                .map(|number| number.parse().expect("the vectors are numbers"))
                .collect();
            let [p, a, b, expect] = numbers[..] else {
                panic!("{line} has four columns");
            };
            let found = quantile(p, a, b);
            assert!(
                (found - expect).abs() <= 1e-9 * expect.max(1e-6),
                "{line}: found {found}"
            );
        }
    }

    #[test]
    fn quantiles_undo_probabilities_for_any_shapes() {
        let shapes = [0.05, 0.5, 1.0, 3.7, 76.0, 1_234.5, 557_077.0];
        for a in shapes {
            for b in shapes {
                for p in [0.005, 0.025, 0.5, 0.975, 0.995] {
                    let x = quantile(p, a, b);
                    let shape_part = shape_part(a, b);
                    let below = |x: f64| probability(x, (a, b), shape_part);
                    let back = below(x);
                    // Near the ends a step in the fourteenth place may be another probability already.
                    let beside = |step: f64| below((x + step).clamp(0.0, 1.0));
                    let grain = beside(1e-14) - beside(-1e-14);
                    assert!((back - p).abs() <= 1e-9 + grain, "{p} {a} {b}: {x} {back}");
                }
            }
        }
    }

    #[test]
    fn t_is_that_of_r() {
        // qt(0.975, c(1, 9, 74)) in R 4.
        for (degrees, expect) in [
            (1.0, 12.706_204_736_174_7),
            (9.0, 2.262_157_162_798_2),
            (74.0, 1.992_543_495_180_93),
        ] {
            let found = t_squared(0.025, degrees).sqrt();
            assert!((found - expect).abs() < 1e-9, "{degrees}: {found}");
        }
    }
}
