//! What is said of claims, one case a line.

mod derived;
mod ours;
mod sums;

use super::{Claim, Judged, OurFigures, Ours, Publication, Verdict, audit};

/// A claim written shortly: `percent`, `count` and `base`, with `-` for what isn't stated.
fn claim(id: &str, numbers: &str) -> Claim {
    let mut parts = numbers
        .split_whitespace()
        .map(|part| (part != "-").then_some(part));
    let mut next = || parts.next().flatten();
    Claim {
        id: id.to_owned(),
        text: id.to_owned(),
        percent: next().map(|percent| percent.parse().expect("the test states a percentage")),
        count: next().map(|count| count.parse().expect("the test states a count")),
        base: next().map(|base| base.parse().expect("the test states a base")),
        ..Claim::default()
    }
}

fn part(id: &str, set: &str, numbers: &str) -> Claim {
    let set = Some(set.to_owned());
    Claim {
        set,
        ..claim(id, numbers)
    }
}

fn total(id: &str, sum: &[&str], numbers: &str) -> Claim {
    let sum = sum.iter().map(|id| (*id).to_owned()).collect();
    Claim {
        sum,
        ..claim(id, numbers)
    }
}

fn judged(claims: Vec<Claim>, responses: Option<u32>) -> Vec<Judged> {
    audit(&Publication { responses, claims }, None)
}

/// Verdicts and reason of the last claim.
fn said(claims: Vec<Claim>, responses: Option<u32>) -> String {
    let judged = judged(claims, responses);
    let last = judged.last().expect("there is a claim");
    let verdicts: Vec<&str> = last.verdicts.iter().map(|verdict| verdict.word()).collect();
    format!("{}: {}", verdicts.join(", "), last.why)
}

#[track_caller]
fn check(numbers: &str, expect: &str) {
    assert_eq!(said(vec![claim("one", numbers)], None), expect, "{numbers}");
}

#[test]
fn a_percentage_with_its_count_and_base() {
    check("50 6 12", "consistent: 6 of 12 is 50%.");
    check(
        "89 62 70",
        "consistent: 62 of 70 is 88.57%, which rounds to 89%.",
    );
    check(
        "45 11 24",
        "truncated: 11 of 24 is 45.83%, which rounds to 46%; the published 45% is cut off.",
    );
    check(
        "81 9 11",
        "truncated: 9 of 11 is 81.82%, which rounds to 82%; the published 81% is cut off.",
    );
    check(
        "60 9 33",
        "contradicts: 9 of 33 is 27.27%, which rounds to 27%, not 60%.",
    );
    check(
        "57 5 10",
        "impossible: 5 of 10 is 50%, not 57%. No count of 10 gives 57%, however it is rounded: 5 of 10 is 50%, and 6 \
         of 10 is 60%.",
    );
    check(
        "13 1 8",
        "consistent: 1 of 8 is 12.5%, which rounds to 13%.",
    );
    check(
        "12 1 8",
        "consistent: 1 of 8 is 12.5%, which rounds to 12% where halves go to the even digit.",
    );
    check(
        "37 3 8",
        "truncated: 3 of 8 is 37.5%, which rounds to 38%; the published 37% is cut off.",
    );
    check("0 0 70", "consistent: 0 of 70 is 0%.");
    check("100 70 70", "consistent: 70 of 70 is 100%.");
    check(
        "0 1 300",
        "consistent: 1 of 300 is 0.33%, which rounds to 0%.",
    );
}

#[test]
fn decimals_count_as_printed() {
    check("8.0 6 75", "consistent: 6 of 75 is 8.0%.");
    check("8 6 75", "consistent: 6 of 75 is 8%.");
    check(
        "45.8 11 24",
        "consistent: 11 of 24 is 45.833%, which rounds to 45.8%.",
    );
    check(
        "45.0 11 24",
        "impossible: 11 of 24 is 45.833%, which rounds to 45.8%, not 45.0%. No count of 24 gives 45.0%, however it is \
         rounded: 10 of 24 is 41.667%, and 11 of 24 is 45.833%.",
    );
    check(
        "58.5 41 70",
        "truncated: 41 of 70 is 58.571%, which rounds to 58.6%; the published 58.5% is cut off.",
    );
    check(
        "8.1 - 75",
        "impossible: No count of 75 gives 8.1%, however it is rounded: 6 of 75 is 8.0%, and 7 of 75 is 9.333%.",
    );
}

#[test]
fn a_percentage_with_its_base_alone() {
    check(
        "56 - 75",
        "consistent: A base of 75 can give 56%: 42 of 75 is 56%.",
    );
    check(
        "21 - 75",
        "consistent: A base of 75 can give 21%: 16 of 75 is 21.33%, which rounds to 21%.",
    );
    check(
        "60 - 33",
        "truncated: No count of 33 rounds to 60%. 20 of 33 is 60.61%, which rounds to 61%; the published 60% is cut \
         off.",
    );
    check(
        "82 - 12",
        "impossible: No count of 12 gives 82%, however it is rounded: 9 of 12 is 75%, and 10 of 12 is 83.33%.",
    );
    check(
        "120 - 75",
        "impossible: No count of 75 gives 120%, however it is rounded: even 75 of 75 is 100%.",
    );
    check(
        "21 - 1000",
        "consistent: A base of 1000 can give 21%: 205 to 214 of 1000 round to it.",
    );
    let nobody = "impossible: Nobody is in a base of 0, so nothing is a percentage of it.";
    check("21 - 0", nobody);
    check("0 0 0", nobody);
}

#[test]
fn of_nobody_there_is_no_percentage() {
    check(
        "- 0 0",
        "consistent: Nobody is in a base of 0, so no percentage of it exists.",
    );
    check(
        "- - 0",
        "consistent: Nobody is in a base of 0, so no percentage of it exists.",
    );
    check("- 3 0", "contradicts: 3 is more than the base of 0.");
}

#[test]
fn numbers_are_written_so_that_a_count_without_its_base_is_told_from_a_base() {
    let numbers = |written: &str| claim("one", written).numbers();
    assert_eq!(numbers("44 60 -"), "44%, 60 of an unstated base");
    assert_eq!(numbers("44 - 60"), "44%, of 60");
    assert_eq!(numbers("44 60 137"), "44%, 60 of 137");
    assert_eq!(numbers("- 6 -"), "6");
    assert_eq!(numbers("- - 75"), "of 75");
}

#[test]
fn counts_without_percentages_need_no_more_than_room() {
    check(
        "- 75 153",
        "consistent: A count of 75 fits the base of 153; no percentage is stated.",
    );
    check("- 80 75", "contradicts: 80 is more than the base of 75.");
    check(
        "- 6 -",
        "consistent: Nothing else is stated that it could disagree with.",
    );
    check(
        "- - 75",
        "consistent: A base of 75 is stated, but no count or percentage of it.",
    );
}

#[test]
fn a_count_above_its_base_contradicts_it_whatever_the_percentage() {
    check("50 80 75", "contradicts: 80 is more than the base of 75.");
    check(
        "55 60 50",
        "impossible, contradicts: 60 is more than the base of 50. No count of 50 gives 55%, however it is rounded: 27 \
         of 50 is 54%, and 28 of 50 is 56%.",
    );
}

#[test]
fn an_unstated_base_is_said_and_not_guessed() {
    check(
        "44 - -",
        "unstated-base: The base of the 44% is not stated, and can't be worked out.",
    );
    check(
        "58 41 -",
        "unstated-base: The base of the 58% is not stated, and can't be worked out. Only a base of 71 or \
         70 could give it, rounded or cut off.",
    );
    assert_eq!(
        said(vec![claim("one", "44 - -")], Some(75)),
        "unstated-base: The base of the 44% is not stated, and can't be worked out. Many bases up to the \
         75 that answered could give it, rounded or cut off, such as 75, 73 and 72."
    );
    assert_eq!(
        said(vec![claim("one", "58 41 -")], Some(75)),
        "unstated-base: The base of the 58% is not stated, and can't be worked out. Up to the 75 that \
         answered, only a base of 71 or 70 could give it, rounded or cut off."
    );
    assert_eq!(
        said(vec![claim("one", "50 6 -")], Some(75)),
        "consistent: No base is stated, but of all bases up to the 75 that answered, only 12 can give 50% for a count of 6. 6 of \
         12 is 50%."
    );
    assert_eq!(
        said(vec![claim("one", "10 60 -")], Some(75)),
        "unstated-base: The base of the 10% is not stated, and can't be worked out. No base up to the 75 \
         that answered can give 10% for a count of 60, under any one rounding; if it is of others too, a larger base could."
    );
}

#[test]
fn segments_make_the_base() {
    let with = |numbers: &str, segments: &[u32]| {
        let segments = segments.to_vec();
        said(
            vec![Claim {
                segments,
                ..claim("one", numbers)
            }],
            None,
        )
    };
    assert_eq!(
        with("71 27 38", &[27, 8, 3]),
        "consistent: 27 of 38 is 71.05%, which rounds to 71%. The segments of its picture add up to its base of 38: \
         27 + 8 + 3 = 38."
    );
    assert_eq!(
        with("50 19 38", &[19, 15, 2]),
        "contradicts: 19 of 38 is 50%. The segments of its picture don't add up to its base of 38: 19 + 15 + 2 = 36."
    );
    assert_eq!(
        with("71 - -", &[27, 8, 3]),
        "consistent: No base is stated, but the segments of its picture add up to 27 + 8 + 3 = 38. A base of 38 can \
         give 71%: 27 of 38 is 71.05%, which rounds to 71%."
    );
    assert_eq!(
        with("87 41 47", &[16, 25, 1, 5]),
        "consistent: 41 of 47 is 87.23%, which rounds to 87%. The segments of its picture add up to its base of 47: \
         16 + 25 + 1 + 5 = 47."
    );
    assert_eq!(
        with("74 28 38", &[27, 8, 3]),
        "contradicts: 28 of 38 is 73.68%, which rounds to 74%. The segments of its picture add up to its base of 38: \
         27 + 8 + 3 = 38. 28 is neither one of the segments of its picture (27, 8 and 3) nor several of them together."
    );
}

#[test]
fn parts_of_one_whole_fit_one_base() {
    let parts = |numbers: [&str; 4]| {
        let parts = ["a", "b", "c", "d"].into_iter().zip(numbers);
        parts
            .map(|(id, numbers)| part(id, "rating", numbers))
            .collect()
    };
    assert_eq!(
        said(parts(["21 - 75", "48 - 75", "25 - -", "5 - -"]), None),
        "consistent: No base is stated here, but other parts of the same whole have a base of 75. A base of 75 can \
         give 5%: 4 of 75 is 5.33%, which rounds to 5%."
    );
    assert_eq!(
        said(parts(["- 40 75", "- 20 75", "- 10 75", "- 6 75"]), None),
        "contradicts: A count of 6 fits the base of 75; no percentage is stated. The parts of “rating” add up to more \
         than their base of 75: 40 + 20 + 10 + 6 = 76."
    );
    assert_eq!(
        said(parts(["11 - -", "23 - -", "12 - -", "90 - -"]), Some(75)),
        "contradicts, unstated-base: The base of the 90% is not stated, and can't be worked out. No \
         base, however large, can give 11%, 23%, 12% and 90% as parts of one whole, under any one rounding."
    );
}

#[test]
fn parts_of_one_whole_that_have_different_bases_contradict_one_another() {
    let mut parts = vec![
        part("a", "age", "60 - 75"),
        part("b", "age", "20 - -"),
        part("c", "age", "10 - 70"),
        part("d", "age", "10 - -"),
        part("e", "other", "60 - 70"),
    ];
    parts[3].segments = vec![7, 63];
    let judged = judged(parts, None);
    let all = "Parts of one whole share one base, but those of “age” have bases of 75 and 70.";
    for place in [0, 2, 3] {
        assert_eq!(judged[place].verdicts, [Verdict::Contradicts]);
        assert!(judged[place].why.ends_with(all), "{}", judged[place].why);
    }
    assert_eq!(judged[1].verdicts, [Verdict::UnstatedBase]);
    assert!(!judged[1].why.contains(all), "{}", judged[1].why);
    assert!(judged[4].is_consistent(), "{}", judged[4].why);
}

fn lengths() -> Vec<Claim> {
    let percents = ["11 - -", "23 - -", "12 - -", "48 - -", "1 - -", "5 - -"];
    let ids = ["a", "b", "c", "d", "e", "f"].into_iter().zip(percents);
    ids.map(|(id, percent)| part(id, "length", percent))
        .collect()
}

#[test]
fn a_base_follows_from_all_parts_where_no_other_fits() {
    assert_eq!(
        said(lengths(), Some(75)),
        "consistent: No base is stated, but of all bases up to the 75 that answered, only 75 can give 11%, 23%, 12%, \
         48%, 1% and 5% as parts of one whole, all of them rounded the same way. A base of 75 can give 5%: 4 of 75 is 5.33%, which rounds to 5%."
    );
    assert_eq!(
        said(lengths(), Some(82)),
        "unstated-base: The base of the 5% is not stated, and can't be worked out. Up to the 82 that \
         answered, only a base of 82 or 75 could give it, rounded or cut off."
    );
}

#[test]
fn a_count_or_a_base_alone_had_nothing_to_check() {
    let is_unchecked = |claims: Vec<Claim>, responses: Option<u32>| {
        judged(claims, responses).last().map(|one| one.is_unchecked)
    };
    let alone = |numbers: &str| is_unchecked(vec![claim("one", numbers)], None);
    assert_eq!(["- - 75", "- 42 -"].map(alone), [Some(true); 2]);
    assert_eq!(["- 42 75", "56 - -"].map(alone), [Some(false); 2]);
    let of_answers = |responses: Option<u32>| {
        let finding = Some("has-team/yes".to_owned());
        let base = claim("one", "- - 75");
        is_unchecked(vec![Claim { finding, ..base }], responses)
    };
    assert_eq!([None, Some(80)].map(of_answers), [Some(true), Some(false)]);
    let added = vec![total("sum", &["one"], "- 42 -"), claim("one", "- 42 -")];
    assert_eq!(is_unchecked(added, None), Some(false));
}
