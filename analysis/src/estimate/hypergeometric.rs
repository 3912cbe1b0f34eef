//! How many of those drawn have something, when a known number of the whole population has it.

/// The two tails of a count: each contains the count itself.
pub(super) struct Tails {
    /// The probability of so many or fewer.
    pub(super) at_most: f64,
    /// The probability of so many or more.
    pub(super) at_least: f64,
}

/// Next to the likeliest count, one so much rarer than it adds nothing that a double could hold.
const NEGLIGIBLE: f64 = 1e-20;

/// The tails at `count` when `base` are drawn from a `population` of which `having` have it.
///
/// Every possible count gets its odds against the likeliest one, by the ratio of neighbouring
/// probabilities, p(x+1)/p(x) = (M−x)(n−x) / ((x+1)(N−M−n+x+1)), outwards from the likeliest until they
/// are negligible. Divided by their sum they are probabilities, without a factorial. Only counts within
/// some nine standard deviations are visited, so that a population of half a million costs a few
/// thousand steps.
pub(super) fn tails(count: u32, base: u32, having: u32, population: u32) -> Tails {
    let fewest = base.saturating_sub(population - having);
    let most = base.min(having);
    let [n, m, all] = [base, having, population].map(u128::from);
    let likeliest = u32::try_from((n + 1) * (m + 1) / (all + 2))
        .unwrap_or(most)
        .clamp(fewest, most);

    let (n, m, all) = (f64::from(base), f64::from(having), f64::from(population));
    let ratio = |x: u32| {
        let x = f64::from(x);
        (m - x) * (n - x) / ((x + 1.0) * (all - m - n + x + 1.0))
    };
    let (mut at_most, mut at_least, mut total) = (0.0, 0.0, 0.0);
    let mut add = |x: u32, odds: f64| {
        total += odds;
        if x <= count {
            at_most += odds;
        }
        if x >= count {
            at_least += odds;
        }
        odds > NEGLIGIBLE
    };
    add(likeliest, 1.0);
    let mut odds = 1.0;
    for x in likeliest..most {
        odds *= ratio(x);
        if !add(x + 1, odds) {
            break;
        }
    }
    odds = 1.0;
    for x in (fewest..likeliest).rev() {
        odds /= ratio(x);
        if !add(x, odds) {
            break;
        }
    }
    Tails {
        at_most: at_most / total,
        at_least: at_least / total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From R's `phyper`: see the head of the script beside it.
    const TAILS: &str = include_str!("../../tests/vectors/tails.csv");

    #[test]
    fn tails_are_those_of_r() {
        for line in TAILS.lines().skip(1) {
            let numbers: Vec<&str> = line.split(',').collect();
            let whole = |column: usize| numbers[column].parse::<u32>().expect("a whole number");
            let real = |column: usize| numbers[column].parse::<f64>().expect("a number");
            let found = tails(whole(0), whole(1), whole(2), whole(3));
            for (found, expect) in [(found.at_most, real(4)), (found.at_least, real(5))] {
                assert!((found - expect).abs() < 1e-10, "{line}: found {found}");
            }
        }
    }
}
