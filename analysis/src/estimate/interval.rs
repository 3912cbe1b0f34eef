//! Intervals: what the answers of some say about all of a small population.

use super::beta;
use super::hypergeometric::tails;
use super::range::{Confidence, Interval, PercentRange, UnitRange};
use super::sample::{NoSample, Sample};
use crate::share::Share;

/// The interval of a share: [`exact`] where the population behind its base is known, else
/// [`clopper_pearson`]. This is the default of every figure.
///
/// ```
/// # use analysis::{dataset::Noun, share::Share};
/// # use analysis::estimate::{Confidence, interval};
/// # let unit = Noun { one: "authority".into(), many: "authorities".into() };
/// let share = Share::new(38, 75).unwrap();
/// let of_all = interval(share, Some(153), Confidence::NinetyFive)?;
/// assert_eq!(of_all.words(&unit), "65 to 90 of 153 authorities");
/// let of_a_routed_question = interval(share, None, Confidence::NinetyFive)?;
/// assert_eq!(of_a_routed_question.words(&unit), "39% to 62%");
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
///
/// # Errors
/// [`NoSample`] where more answered than the population holds.
pub fn interval(
    share: Share,
    population: Option<u32>,
    confidence: Confidence,
) -> Result<Interval, NoSample> {
    match population {
        Some(population) => {
            let sample = Sample::new(share.count(), share.base(), population)?;
            Ok(Interval::Units(exact(sample, confidence)))
        }
        None => Ok(Interval::Percent(clopper_pearson(share, confidence))),
    }
}

/// The exact interval for a finite population: every number M of units for which a random draw of this
/// size would show so many or fewer, and so many or more, each with a probability of at least α/2.
///
/// Units: members of the population. It lies within k … k+N−n, is everything where nobody answered, and
/// a single number where everybody did.
///
/// Source: T. Wright, *Exact Confidence Bounds when Sampling from Small Finite Universes* (Springer 1991).
/// Both tails are monotone in M, because the hypergeometric distribution has a monotone likelihood ratio
/// in M (E. L. Lehmann and J. P. Romano, *Testing Statistical Hypotheses*, 3rd ed. 2005, example 3.4.1);
/// so the M that are kept have no gaps, and each end is found by halving. There is always one: a unit more
/// raises the number drawn by at most one, so both tails can't be too small on either side of a step.
///
/// ```
/// # use analysis::estimate::{Confidence, Sample, exact};
/// let range = exact(Sample::new(3, 75, 153)?, Confidence::NinetyFive);
/// assert_eq!((range.low(), range.high()), (3, 14));
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
pub fn exact(sample: Sample, confidence: Confidence) -> UnitRange {
    let Sample {
        count,
        base,
        population,
    } = sample;
    // A tail that is α/2 exactly belongs to the interval, whichever way its last bit was rounded.
    let enough = confidence.tail() * (1.0 - 1e-9);
    let tails_of = |having| tails(count, base, having, population);
    let (fewest, most) = (count, count + sample.silent());
    UnitRange {
        low: first(fewest, most, |having| tails_of(having).at_least >= enough),
        high: most
            - first(0, most - fewest, |less| {
                tails_of(most - less).at_most >= enough
            }),
        population,
    }
}

/// The first number from `low` to `high` that holds, where all after it do and the last one does.
fn first(mut low: u32, mut high: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Wilson's interval with the finite population in it: his formula with n′ = n(N−1)/(N−n) in the place of
/// n, rounded outwards to whole units and clipped to k … k+N−n. A second opinion on [`exact`].
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", *Journal
/// of the American Statistical Association* 22 (1927); n′ is the size of a draw with replacement whose
/// proportion varies as much as that of n of N without (W. G. Cochran, *Sampling Techniques*, 3rd ed.
/// 1977, 2.8).
///
/// ```
/// # use analysis::estimate::{Confidence, Sample, wilson};
/// let range = wilson(Sample::new(3, 75, 153)?, Confidence::NinetyFive);
/// assert_eq!((range.low(), range.high()), (3, 14));
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
pub fn wilson(sample: Sample, confidence: Confidence) -> UnitRange {
    let widest = worst_case(sample, sample.base);
    let Sample {
        count,
        base,
        population,
    } = sample;
    if base == 0 || base == population {
        return widest;
    }
    let [k, n, all] = [count, base, population].map(f64::from);
    let (p, n) = (k / n, n * (all - 1.0) / (all - n));
    let z = confidence.normal_deviations();
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let within = |end: f64| whole(end).clamp(widest.low, widest.high);
    UnitRange {
        low: within(((middle - half) * all).floor()),
        high: within(((middle + half) * all).ceil()),
        population,
    }
}

/// A whole number of units that came out of a formula; below 0 it is 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is whole, and a cast stops at the ends of the type"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// What is certain without any assumption: k … k+N−a, as if every unit without an answer had said no, or
/// every one had said yes. Of the base, `answered` (a) gave an answer: all of them (a = n) where the base is those that
/// answered, which makes it k … k+N−n; fewer where the base counts those too that left the question empty or
/// were not asked, for they could have said either as well as the silent.
///
/// Units: members of the population. Fewer answers than were counted are taken for as many, more than the base for
/// the base.
///
/// Source: C. F. Manski, *Partial Identification of Probability Distributions* (Springer 2003), chapter 1.
///
/// ```
/// # use analysis::estimate::{Sample, worst_case};
/// let of_those_that_answered = worst_case(Sample::new(38, 75, 153)?, 75);
/// assert_eq!((of_those_that_answered.low(), of_those_that_answered.high()), (38, 116));
/// // Five of the 75 left it empty and are in the base all the same.
/// let of_those_asked = worst_case(Sample::new(38, 75, 153)?, 70);
/// assert_eq!((of_those_asked.low(), of_those_asked.high()), (38, 121));
/// # Ok::<(), analysis::estimate::NoSample>(())
/// ```
pub fn worst_case(sample: Sample, answered: u32) -> UnitRange {
    let answered = answered.clamp(sample.count, sample.base);
    UnitRange {
        low: sample.count,
        high: sample.count + sample.population - answered,
        population: sample.population,
    }
}

/// The exact interval for a group that an answer defines, such as those who have a strategy: nobody knows
/// how many of the population are in it, so it is in percent only.
///
/// Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the
/// case of the binomial", *Biometrika* 26 (1934), with the ends as quantiles of beta distributions. It is
/// as if the group were a draw from a very large one, so that it is too wide rather than too narrow.
///
/// ```
/// # use analysis::{share::Share, estimate::{Confidence, clopper_pearson}};
/// let range = clopper_pearson(Share::new(7, 10).unwrap(), Confidence::NinetyFive);
/// assert_eq!(range.to_string(), "35% to 93%");
/// ```
pub fn clopper_pearson(share: Share, confidence: Confidence) -> PercentRange {
    let (count, base) = (f64::from(share.count()), f64::from(share.base()));
    of_binomial(count, base, confidence)
}

/// Clopper and Pearson's ends for a count and a base that need not be whole.
pub(super) fn of_binomial(count: f64, base: f64, confidence: Confidence) -> PercentRange {
    let tail = confidence.tail();
    let rest = base - count;
    PercentRange {
        low: if count > 0.0 {
            beta::quantile(tail, count, rest + 1.0)
        } else {
            0.0
        },
        high: if rest > 0.0 {
            beta::quantile(1.0 - tail, count + 1.0, rest)
        } else {
            1.0
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // From R: see the head of the script beside them.
    const EXACT: &str = include_str!("../../tests/vectors/exact.csv");
    const WILSON: &str = include_str!("../../tests/vectors/wilson.csv");
    const CLOPPER_PEARSON: &str = include_str!("../../tests/vectors/clopper-pearson.csv");

    fn sample(count: u32, base: u32, population: u32) -> Sample {
        Sample::new(count, base, population).expect("the test names a real sample")
    }

    fn confidence(level: &str) -> Confidence {
        match level {
            "0.9" => Confidence::Ninety,
            "0.95" => Confidence::NinetyFive,
            "0.99" => Confidence::NinetyNine,
            _ => panic!("{level} is no level of ours"),
        }
    }

    fn hold(vectors: &str, of: fn(Sample, Confidence) -> UnitRange) {
        for line in vectors.lines().skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let number = |column: usize| columns[column].parse::<u32>().expect("a number");
            let range = of(
                sample(number(0), number(1), number(2)),
                confidence(columns[3]),
            );
            assert_eq!((range.low, range.high), (number(4), number(5)), "{line}");
        }
    }

    #[test]
    fn exact_ranges_are_those_of_a_scan_with_phyper_in_r() {
        hold(EXACT, exact);
    }

    #[test]
    fn wilson_ranges_are_those_of_his_formula_in_r() {
        hold(WILSON, wilson);
    }

    #[test]
    fn clopper_pearson_is_binom_test_in_r() {
        for line in CLOPPER_PEARSON.lines().skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let whole = |column: usize| columns[column].parse::<u32>().expect("a whole number");
            let share = Share::new(whole(0), whole(1)).expect("a share");
            let found = clopper_pearson(share, confidence(columns[2])).fractions();
            for (found, expect) in found.iter().zip(&columns[3..]) {
                let expect: f64 = expect.parse().expect("a number");
                assert!((found - expect).abs() < 1e-9, "{line}: found {found}");
            }
        }
    }

    #[test]
    fn the_ranges_of_the_national_survey_are_these() {
        let range = |count| {
            let found = exact(sample(count, 75, 153), Confidence::NinetyFive);
            (found.low, found.high)
        };
        assert_eq!(range(0), (0, 5));
        assert_eq!(range(3), (3, 14));
        assert_eq!(range(38), (65, 90));
        assert_eq!(range(60), (111, 131));
        assert_eq!(range(75), (148, 153));
    }

    /// Pascal's triangle, whose whole numbers have no rounding.
    fn choose(all: u32, some: u32) -> u128 {
        (0..some.min(all)).fold(u128::from(some <= all), |ways, taken| {
            ways * u128::from(all - taken) / u128::from(taken + 1)
        })
    }

    #[test]
    fn halving_finds_what_trying_every_number_in_whole_numbers_finds() {
        for population in 1..=30 {
            for base in 0..=population {
                for count in 0..=base {
                    for (confidence, tail) in
                        [(Confidence::NinetyFive, 25), (Confidence::Ninety, 50)]
                    {
                        let kept: Vec<u32> = (count..=population - base + count)
                            .filter(|having| {
                                let ways = |x: u32| {
                                    choose(*having, x) * choose(population - having, base - x)
                                };
                                let at_most: u128 = (0..=count).map(ways).sum();
                                let at_least: u128 = (count..=base).map(ways).sum();
                                1000 * at_most.min(at_least) >= tail * choose(population, base)
                            })
                            .collect();
                        let range = exact(sample(count, base, population), confidence);
                        let found: Vec<u32> = (range.low..=range.high).collect();
                        assert_eq!(found, kept, "{count} of {base} of {population}");
                    }
                }
            }
        }
    }

    #[test]
    fn whatever_the_true_number_nineteen_ranges_in_twenty_hold_it() {
        use crate::compare::factorials::Factorials;
        let (base, population) = (75, 153);
        let ranges: Vec<UnitRange> = (0..=base)
            .map(|count| exact(sample(count, base, population), Confidence::NinetyFive))
            .collect();
        let logs = Factorials::up_to(153);
        let coverage = |having: u32| -> f64 {
            (0..=base)
                .filter(|count| *count <= having && base - count <= population - having)
                .filter(|count| ranges[*count as usize].holds(having))
                .map(|count| {
                    let ln = |all: u32, some: u32| logs.ln_choose(all as usize, some as usize);
                    (ln(having, count) + ln(population - having, base - count)
                        - ln(population, base))
                    .exp()
                })
                .sum()
        };
        let (least, having) = (0..=population)
            .map(|having| (coverage(having), having))
            .min_by(|one, other| one.0.total_cmp(&other.0))
            .expect("there are numbers to try");
        assert!(least >= 0.95, "{least} where {having} have it");
        assert_eq!((format!("{least:.4}").as_str(), having), ("0.9535", 60));
    }

    #[test]
    fn nobody_answering_says_nothing_and_everybody_answering_all() {
        for of in [exact, wilson] {
            let nothing = of(sample(0, 0, 153), Confidence::NinetyFive);
            assert_eq!((nothing.low, nothing.high), (0, 153));
            let all = of(sample(42, 153, 153), Confidence::NinetyFive);
            assert_eq!((all.low, all.high), (42, 42));
        }
    }

    #[test]
    fn the_largest_populations_have_ranges_too() {
        let range = exact(sample(1 << 20, 1 << 21, u32::MAX), Confidence::NinetyFive);
        assert!(range.holds(u32::MAX / 2));
        assert!(range.high - range.low < u32::MAX / 500);
    }
}
