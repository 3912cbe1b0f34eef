//! Weights and weighted shares of the 153 authorities, held against R's package `survey`.
//!
//! The figures and the command that made them are in `vectors/weights.R`.

use analysis::dataset::{Attribute, Choice};
use analysis::estimate::{
    Bounds, Change, Confidence, Margin, NoEstimate, NoWeights, Raking, change, interval, rake,
    weighted,
};
use analysis::share::Share;

const FRAME: &str = include_str!("../../survey-definitions/reunification-practice/authorities.csv");
const WEIGHTS: &str = include_str!("vectors/weights.csv");
const WEIGHTED: &str = include_str!("vectors/weighted.csv");

const REGIONS: [&str; 9] = [
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
];
const RATINGS: [&str; 5] = [
    "Outstanding",
    "Good",
    "Requires improvement",
    "Inadequate",
    "",
];

/// Row, region and rating of each authority.
fn frame() -> Vec<(usize, String, String)> {
    csv::Reader::from_reader(FRAME.as_bytes())
        .into_records()
        .enumerate()
        .map(|(row, record)| {
            let record = record.expect("the frame is a table");
            (row, record[3].to_owned(), record[5].to_owned())
        })
        .collect()
}

fn attribute(label: &str, categories: &[&str], values: impl Iterator<Item = String>) -> Attribute {
    let place = |value: String| categories.iter().position(|category| *category == value);
    Attribute {
        id: label.to_lowercase(),
        label: label.to_owned(),
        categories: categories
            .iter()
            .map(|category| Choice {
                id: (*category).to_owned(),
                label: (*category).to_owned(),
            })
            .collect(),
        values: values
            .map(|value| place(value).expect("a category of the survey"))
            .collect(),
    }
}

fn columns<'v>(vectors: &'v str, scenario: &str) -> Vec<Vec<&'v str>> {
    vectors
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|columns| columns[0] == scenario)
        .collect()
}

fn real(text: &str) -> f64 {
    text.parse().expect("the vectors are numbers")
}

/// The respondents of a scenario, by their row in the whole frame, and their weights.
fn scenario(name: &str, bounds: Bounds) -> (Vec<usize>, Raking) {
    let mut frame = frame();
    if name != "unrated" {
        frame.retain(|(_, _, rating)| !rating.is_empty());
    }
    let rows: Vec<usize> = columns(WEIGHTS, name)
        .iter()
        .map(|columns| columns[1].parse().expect("a row"))
        .collect();
    let places: Vec<usize> = rows
        .iter()
        .map(|row| {
            frame
                .iter()
                .position(|unit| unit.0 == *row)
                .expect("in the frame")
        })
        .collect();
    let margins = [
        Margin::of(
            &attribute("Region", &REGIONS, frame.iter().map(|unit| unit.1.clone())),
            &[],
        ),
        Margin::of(
            &attribute("Rating", &RATINGS, frame.iter().map(|unit| unit.2.clone())),
            &[""],
        ),
    ];
    let raking = rake(&margins, &places, bounds).expect("the scenario can be weighted");
    (rows, raking)
}

fn bounds_of(name: &str) -> Bounds {
    match name {
        "trimmed" => Bounds::new(0.7, 1.75),
        _ => Bounds::new(0.0, 100.0),
    }
    .expect("the average lies between")
}

fn holds_weights(name: &str) -> Raking {
    let (_, raking) = scenario(name, bounds_of(name));
    for (found, columns) in raking.weights().zip(columns(WEIGHTS, name)) {
        let expect = real(columns[2]);
        assert!((found - expect).abs() < 1e-8, "{columns:?}: found {found}");
        let deff = real(columns[3]);
        assert!((raking.weighting.design_effect - deff).abs() < 1e-8);
    }
    raking
}

#[test]
fn weights_are_those_of_rake() {
    let weighting = holds_weights("plain").weighting;
    assert!(weighting.largest_gap < 1e-9);
    assert!(weighting.merges.is_empty());
    assert_eq!((weighting.trimmed, weighting.outside), (0, 0));
    assert!(holds_weights("skewed").weighting.design_effect > 1.2);
}

#[test]
fn trimmed_weights_are_those_of_trim_weights_and_rake_in_turn() {
    let weighting = holds_weights("trimmed").weighting;
    assert!(weighting.trimmed > 0);
    assert_eq!(weighting.outside, 0);
    assert!(weighting.largest <= 1.75 * (1.0 + 1e-6), "{weighting:?}");
    assert!(weighting.smallest >= 0.7 * (1.0 - 1e-6), "{weighting:?}");
}

#[test]
fn a_category_that_nobody_answered_from_counts_with_its_neighbour() {
    let weighting = holds_weights("merged").weighting;
    let merges: Vec<(&str, &str, u32)> = weighting
        .merges
        .iter()
        .map(|merge| (merge.from.as_str(), merge.into.as_str(), merge.units))
        .collect();
    assert_eq!(
        merges,
        [
            ("East of England", "London", 11),
            ("Inadequate", "Requires improvement", 13)
        ]
    );
}

#[test]
fn an_authority_without_a_rating_keeps_the_weight_of_its_region() {
    let weighting = holds_weights("unrated").weighting;
    assert_eq!(weighting.without.len(), 1);
    assert_eq!(
        (weighting.without[0].units, weighting.without[0].respondents),
        (2, 1)
    );
}

/// The same answers as in the script.
fn said(item: &str, row: usize, region: &str) -> Option<bool> {
    let in_base = !matches!(item, "skipped" | "none") || row % 11 != 4;
    let yes = match item {
        "some" => [0, 2, 3].contains(&(row % 7)),
        "skipped" => row.is_multiple_of(3),
        "one" => row == 66 || row == 67,
        "fifths" => row % 5 < 2,
        "sixths" => row % 6 < 2,
        "elevenths" => row % 11 < 8,
        "thirteenths" => row % 13 < 5,
        "london" => region == "London",
        "none" => false,
        "every" => true,
        _ => panic!("{item} is not in the script"),
    };
    in_base.then_some(yes)
}

#[test]
fn weighted_shares_are_those_of_svymean_and_svyciprop() {
    let frame = frame();
    let mut held_against_svyciprop = 0;
    for name in ["plain", "trimmed", "skewed", "merged", "unrated"] {
        let (rows, raking) = scenario(name, bounds_of(name));
        for columns in columns(WEIGHTED, name) {
            let said: Vec<Option<bool>> = rows
                .iter()
                .map(|row| said(columns[1], *row, &frame[*row].1))
                .collect();
            let found = weighted(&raking, &said, Confidence::NinetyFive).expect("a base");
            let [low, high] = found.interval().fractions();
            let near = |found: f64, column: usize, off: f64| {
                let expect = real(columns[column]);
                assert!((found - expect).abs() < off, "{columns:?}: found {found}");
            };
            near(found.fraction(), 2, 1e-8);
            near(
                found.standard_error().expect("nothing is withheld"),
                3,
                1e-8,
            );
            near(found.effective(), 4, 1e-4);
            near(low, 5, 1e-7);
            near(high, 6, 1e-7);
            if columns[7] != "NA" {
                near(low, 7, 1e-6);
                near(high, 8, 1e-6);
                held_against_svyciprop += 1;
            }
        }
    }
    assert!(held_against_svyciprop >= 5, "{held_against_svyciprop}");
}

/// A frame of two regions, the first with as many units as named, and who of it answered.
fn two_regions(first: usize, second: usize, respondents: &[usize]) -> Raking {
    let values = (0..first + second).map(|unit| usize::from(unit >= first).to_string());
    let region = attribute("Region", &["0", "1"], values);
    rake(&[Margin::of(&region, &[])], respondents, Bounds::default()).expect("weights")
}

#[test]
fn everybody_answering_leaves_nothing_to_guess() {
    let raking = two_regions(2, 2, &[0, 1, 2, 3]);
    let said = [Some(true), Some(true), Some(true), Some(false)];
    let found = weighted(&raking, &said, Confidence::NinetyFive).expect("a base");
    assert_eq!(found.interval().to_string(), "75%");
}

#[test]
fn one_answer_says_nothing_about_all() {
    let raking = two_regions(2, 2, &[0, 2]);
    let found = weighted(&raking, &[Some(true), None], Confidence::NinetyFive).expect("a base");
    assert_eq!(found.interval().to_string(), "0% to 100%");
}

#[test]
fn nobody_in_the_base_makes_no_estimate() {
    let raking = two_regions(2, 2, &[0, 2]);
    assert_eq!(
        weighted(&raking, &[None, None], Confidence::NinetyFive),
        Err(NoEstimate::EmptyBase)
    );
    assert_eq!(
        weighted(&raking, &[None], Confidence::NinetyFive),
        Err(NoEstimate::AnswersMissing {
            answers: 1,
            respondents: 2
        })
    );
}

#[test]
fn bounds_that_the_margins_forbid_are_broken_and_told_of() {
    // One of eight in the first region answered and eight of eight in the second.
    let raking = two_regions(8, 8, &[0, 8, 9, 10, 11, 12, 13, 14, 15]);
    assert_eq!(raking.weights().next(), Some(8.0));
    assert_eq!((raking.weighting.trimmed, raking.weighting.outside), (1, 1));
}

#[test]
fn margins_that_cannot_both_hold_make_no_weights() {
    // All who answered in the north are good and all in the south poor, but good and poor are even.
    let region = attribute("Region", &["n", "s"], "nnnsss".chars().map(String::from));
    let rating = attribute("Rating", &["g", "p"], "gggggp".chars().map(String::from));
    let margins = [Margin::of(&region, &[]), Margin::of(&rating, &[])];
    let found = rake(&margins, &[0, 5], Bounds::default());
    assert!(matches!(found, Err(NoWeights::NotConverged { .. })));
}

#[test]
fn what_is_no_frame_is_refused() {
    let region = attribute("Region", &["n"], "nnn".chars().map(String::from));
    let margin = Margin::of(&region, &[]);
    let bounds = Bounds::default();
    assert!(matches!(rake(&[], &[0], bounds), Err(NoWeights::NoMargin)));
    let margins = [margin];
    assert!(matches!(
        rake(&margins, &[], bounds),
        Err(NoWeights::NobodyAnswered)
    ));
    for respondents in [[0, 0], [0, 3]] {
        assert!(matches!(
            rake(&margins, &respondents, bounds),
            Err(NoWeights::NotARespondent { .. })
        ));
    }
}

#[test]
fn a_sentence_changes_when_the_weights_change_what_it_says() {
    // Each answer of the first region counts for two, each of the second for as many as its size makes it.
    let check = |second: usize, yes: [usize; 2], expect: Option<Change>| {
        let respondents: Vec<usize> = (0..20).chain(40..60).collect();
        let raking = two_regions(40, second, &respondents);
        let said: Vec<Option<bool>> = (0..20)
            .map(|one| Some(one < yes[0]))
            .chain((0..20).map(|one| Some(one < yes[1])))
            .collect();
        let with = weighted(&raking, &said, Confidence::NinetyFive).expect("a base");
        let count = u32::try_from(yes[0] + yes[1]).expect("a count");
        let share = Share::new(count, 40).expect("a share");
        let population = u32::try_from(40 + second).expect("a population");
        let without = interval(share, Some(population), Confidence::NinetyFive).expect("a sample");
        assert_eq!(change(share, without, &with), expect, "{second}: {yes:?}");
    };
    check(40, [11, 3], None);
    check(44, [6, 8], None);
    check(60, [10, 2], Some(Change::Points));
    check(60, [8, 12], Some(Change::CrossesHalf));
    check(110, [19, 3], Some(Change::CrossesHalf));
    check(110, [18, 0], Some(Change::OutsideRange));
}
