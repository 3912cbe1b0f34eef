//! Claims beside the findings of ours that answer them.

use super::{Claim, OurFigures, Ours, Publication, audit, claim, part, total};

#[test]
fn a_sound_claim_may_differ_from_ours_and_an_unsound_one_has_been_judged() {
    let ours =
        |count, base| OurFigures::from([("key".to_owned(), Some(Ours::new(count, base, None)))]);
    let with = |numbers: &str, ours: &OurFigures| {
        let finding = Some("key".to_owned());
        let claims = vec![Claim {
            finding,
            ..claim("one", numbers)
        }];
        let judged = audit(
            &Publication {
                responses: None,
                claims,
            },
            Some(ours),
        );
        let words: Vec<&str> = judged[0].verdicts.iter().map(|one| one.word()).collect();
        format!("{}: {}", words.join(", "), judged[0].why)
    };
    assert_eq!(
        with("89 62 70", &ours(62, Some(70))),
        "consistent: 62 of 70 is 88.57%, which rounds to 89%. Our figure is the same: 62 of 70 (89%)."
    );
    assert_eq!(
        with("89 62 70", &ours(60, Some(70))),
        "differs: 62 of 70 is 88.57%, which rounds to 89%. Our figure is 60 of 70 (86%): the published percentage is \
         3 points higher and the published count is 2 higher."
    );
    assert_eq!(
        with("58 41 70", &ours(41, Some(70))),
        "truncated: 41 of 70 is 58.57%, which rounds to 59%; the published 58% is cut off. Our figure is 41 of 70 \
         (59%): the published percentage is 1 point lower."
    );
    assert_eq!(
        with("44 - -", &ours(24, Some(54))),
        "unstated-base: The base of the 44% is not stated, and can't be worked out. Our figure is the \
         same: 24 of 54 (44%)."
    );
    assert_eq!(
        with("12 1 8", &ours(1, Some(8))),
        "consistent: 1 of 8 is 12.5%, which rounds to 12% where halves go to the even digit. Our figure is the same: \
         1 of 8 (13%)."
    );
    assert_eq!(
        with("- 6 -", &ours(6, None)),
        "consistent: Our figure is the same: 6."
    );
    assert_eq!(
        with("- 6 -", &ours(7, None)),
        "differs: Our figure is 7: the published count is 1 lower."
    );
}

/// What is said of the first of some claims, which names our finding.
fn beside(claims: Vec<Claim>, count: u32, base: Option<u32>) -> String {
    beside_figure(claims, Ours::new(count, base, None))
}

fn beside_figure(mut claims: Vec<Claim>, ours: Ours) -> String {
    claims[0].finding = Some("key".to_owned());
    let ours = OurFigures::from([("key".to_owned(), Some(ours))]);
    let responses = Some(75);
    let publication = Publication { responses, claims };
    let judged = audit(&publication, Some(&ours));
    let words: Vec<&str> = judged[0].verdicts.iter().map(|one| one.word()).collect();
    format!("{}: {}", words.join(", "), judged[0].why)
}

fn picture(numbers: &str, segments: &[u32]) -> Claim {
    let segments = segments.to_vec();
    Claim {
        segments,
        ..claim("one", numbers)
    }
}

#[test]
fn what_follows_is_held_against_ours_as_what_is_stated() {
    assert_eq!(
        beside(vec![picture("50 - -", &[20, 20])], 17, Some(34)),
        "differs: No base is stated, but the segments of its picture add up to 20 + 20 = 40. A base of 40 can give \
         50%: 20 of 40 is 50%. Our figure is 17 of 34 (50%): the base worked out here is 6 higher."
    );
    assert_eq!(
        beside(vec![picture("- - -", &[1, 2, 3])], 17, Some(34)),
        "differs: The segments of its picture add up to a base of 6: 1 + 2 + 3 = 6. Our figure is 17 of 34 (50%): the \
         base worked out here is 28 lower."
    );
    assert_eq!(
        beside(vec![picture("- - -", &[10, 20, 4])], 17, Some(34)),
        "differs: The segments of its picture add up to a base of 34: 10 + 20 + 4 = 34. Our figure is 17 of 34 (50%): \
         17 is neither one of the published segments (10, 20 and 4) nor several of them together."
    );
    let parts = vec![claim("a", "- 20 75"), claim("b", "- 20 75")];
    let sum = vec![total("one", &["a", "b"], "- - -")];
    assert_eq!(
        beside(sum.into_iter().chain(parts).collect(), 42, Some(75)),
        "differs: Its parts add up to 20 + 20 = 40. Our figure is 42 of 75 (56%): the sum of its parts is 2 lower."
    );
    let whole = vec![
        part("one", "tools", "44 - -"),
        part("two", "tools", "56 - 75"),
    ];
    assert_eq!(
        beside(whole, 24, Some(54)),
        "differs: No base is stated here, but other parts of the same whole have a base of 75. A base of 75 can give \
         44%: 33 of 75 is 44%. Our figure is 24 of 54 (44%): the base worked out here is 21 higher."
    );
    let parts = vec![claim("a", "10 - 300"), claim("b", "20 - 300")];
    let sum = vec![total("one", &["a", "b"], "- - -")];
    assert_eq!(
        beside(sum.into_iter().chain(parts).collect(), 95, Some(300)),
        "differs: Our figure is 95 of 300 (32%): its parts add up to between 88 and 94."
    );
}

#[test]
fn what_can_t_be_compared_is_not_said_to_be_the_same() {
    assert_eq!(
        beside(vec![picture("- - -", &[17, 16, 1])], 17, Some(34)),
        "consistent: The segments of its picture add up to a base of 34: 17 + 16 + 1 = 34. Our figure is 17 of 34 \
         (50%): the base is the same, and its count fits the segments."
    );
    assert_eq!(
        beside(vec![claim("one", "- - 34")], 17, Some(34)),
        "consistent: A base of 34 is stated, but no count or percentage of it. Our figure is 17 of 34 (50%): the base \
         is the same, and nothing more is stated."
    );
    assert_eq!(
        beside(vec![claim("one", "- - 34")], 17, None),
        "consistent: A base of 34 is stated, but no count or percentage of it. Our figure is 17, but nothing is \
         stated that could be compared with it."
    );
    assert_eq!(
        beside(vec![claim("one", "- 17 34")], 17, None),
        "consistent: A count of 17 fits the base of 34; no percentage is stated. Our figure is the same, 17, but it \
         has no base."
    );
    let percent = Ours::new(27, None, Some(" %"));
    assert_eq!(
        beside_figure(vec![claim("one", "27 - 60")], percent),
        "consistent: A base of 60 can give 27%: 16 of 60 is 26.67%, which rounds to 27%. Our figure is the same, 27%, \
         but it has no base."
    );
    assert_eq!(
        beside_figure(vec![claim("one", "- 27 60")], percent),
        "consistent: A count of 27 fits the base of 60; no percentage is stated. Our figure is 27%, but nothing is \
         stated that could be compared with it."
    );
}

#[test]
fn a_percentage_is_not_held_against_a_number_that_is_none() {
    assert_eq!(
        beside(vec![claim("one", "6 3 50")], 3, None),
        "consistent: 3 of 50 is 6%. Our figure is 3, a number and no percentage: the published count is the same."
    );
    assert_eq!(
        beside(vec![claim("one", "6 3 50")], 6, None),
        "differs: 3 of 50 is 6%. Our figure is 6, a number and no percentage: the published count is 3 lower."
    );
    assert_eq!(
        beside(vec![claim("one", "6 - 50")], 6, None),
        "consistent: A base of 50 can give 6%: 3 of 50 is 6%. Our figure is 6, a number and no percentage, so \
         nothing is stated that could be compared with it."
    );
}

#[test]
fn a_withheld_finding_could_not_be_compared() {
    let finding = Some("key".to_owned());
    let claims = vec![Claim {
        finding,
        ..claim("one", "50 2 4")
    }];
    let responses = None;
    let ours = OurFigures::from([("key".to_owned(), None)]);
    let judged = audit(&Publication { responses, claims }, Some(&ours));
    assert!(judged[0].is_consistent());
    assert_eq!(
        judged[0].why,
        "2 of 4 is 50%. Our figure is withheld, so this could not be compared with it."
    );
}
