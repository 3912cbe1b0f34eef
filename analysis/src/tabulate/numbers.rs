//! Numbers in bands and summed up.

use crate::figure::Summary;
use crate::number::Number;

/// Numbers from one bound to the next.
pub(crate) struct Band {
    pub(crate) id: String,
    pub(crate) label: String,
}

/// How many numbers are in each of the bands between rising bounds.
pub(super) fn in_bands<'n>(
    numbers: impl Iterator<Item = &'n Number>,
    bounds: &[Number],
) -> Vec<u32> {
    let mut counts = vec![0; bounds.len() + 1];
    for number in numbers {
        counts[bounds.partition_point(|bound| bound <= number)] += 1;
    }
    counts
}

/// The bands between rising bounds: below the first, from each to the next, from the last on.
pub(crate) fn bands(bounds: &[Number], whole: bool) -> Vec<Band> {
    let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else {
        return Vec::new();
    };
    let lowest = Band {
        id: format!("under-{}", id(*first)),
        label: format!("Under {first}"),
    };
    let between = bounds.windows(2).map(|pair| {
        let (from, below) = (pair[0], pair[1]);
        let last_whole = Number::from_thousandths(below.thousandths() - 1000);
        Band {
            id: format!("{}-to-under-{}", id(from), id(below)),
            label: match whole {
                true if last_whole == from => from.to_string(),
                true => format!("{from} to {last_whole}"),
                false => format!("{from} to under {below}"),
            },
        }
    });
    let highest = Band {
        id: format!("{}-and-over", id(*last)),
        label: format!("{last} and over"),
    };
    std::iter::once(lowest)
        .chain(between)
        .chain([highest])
        .collect()
}

/// A number inside a key.
fn id(number: Number) -> String {
    number.to_string().replace('.', "_").replace('-', "minus-")
}

/// The middle and the ends; `None` where fewer than `enough` answered, so that the ends would tell what
/// they said.
pub(super) fn summary<'n>(
    numbers: impl Iterator<Item = &'n Number>,
    unit: Option<&str>,
    enough: u32,
) -> Option<Summary> {
    let mut sorted: Vec<i64> = numbers.map(|number| number.thousandths()).collect();
    sorted.sort_unstable();
    let (min, max) = (*sorted.first()?, *sorted.last()?);
    let count = sorted.len();
    let answered = u32::try_from(count).expect("a dataset has fewer than 2^32 returns");
    if answered < enough {
        return None;
    }
    let total: i128 = sorted.iter().copied().map(i128::from).sum();
    // Of whole numbers three decimal places would look more certain than any of them is.
    let place = if sorted.iter().all(|one| one % 1000 == 0) {
        100
    } else {
        1
    };
    let middle = if count % 2 == 1 {
        sorted[count / 2]
    } else {
        half_up(
            i128::from(sorted[count / 2 - 1]) + i128::from(sorted[count / 2]),
            2,
        )
    };
    Some(Summary {
        answered,
        min: Number::from_thousandths(min),
        median: Number::from_thousandths(middle),
        mean: Number::from_thousandths(
            half_up(total, i128::from(answered) * i128::from(place)) * place,
        ),
        max: Number::from_thousandths(max),
        unit: unit.map(str::to_owned),
    })
}

/// A quotient rounded half up, towards the larger number.
fn half_up(total: i128, parts: i128) -> i64 {
    let rounded = (2 * total + parts).div_euclid(2 * parts);
    i64::try_from(rounded).expect("a mean lies between its numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Number> {
        let read = |text: &&str| Number::read(text).expect("the test gives numbers");
        texts.iter().map(read).collect()
    }

    #[test]
    fn the_middle_and_the_mean_are_exact_to_three_places_and_of_whole_numbers_to_one() {
        let given = numbers(&["3", "1", "2", "10", "0", "8"]);
        let found = summary(given.iter(), None, 5).expect("there are numbers");
        assert_eq!(found.median.to_string(), "2.5");
        assert_eq!(found.mean.to_string(), "4");
        let thirds = numbers(&["1", "1", "2", "1", "1", "2"]);
        assert_eq!(
            summary(thirds.iter(), None, 5)
                .expect("there are numbers")
                .mean
                .to_string(),
            "1.3"
        );
        let parts = numbers(&["0.5", "1", "2", "0.5", "0.5", "0.5"]);
        assert_eq!(
            summary(parts.iter(), None, 5)
                .expect("there are numbers")
                .mean
                .to_string(),
            "0.833"
        );
        assert!(summary(numbers(&["1", "2", "3", "4"]).iter(), None, 5).is_none());
    }

    #[test]
    fn every_number_is_in_exactly_one_band() {
        let bands = bands(&numbers(&["1", "2", "10"]), true);
        let labels: Vec<&str> = bands.iter().map(|band| band.label.as_str()).collect();
        assert_eq!(labels, ["Under 1", "1", "2 to 9", "10 and over"]);
        let given = numbers(&["-5", "0", "1", "2", "9.999", "10", "11"]);
        let counts = in_bands(given.iter(), &numbers(&["1", "2", "10"]));
        assert_eq!(counts, [2, 1, 2, 2]);
    }
}
