//! Bases that are not stated: what follows, what could be, and what nobody can know.

use super::{Claim, OurFigures, Ours, Publication, Verdict, audit, claim, part, said};

fn naming(finding: &str, numbers: &str) -> Claim {
    let finding = Some(finding.to_owned());
    Claim {
        finding,
        ..claim("one", numbers)
    }
}

#[test]
fn what_is_of_others_than_those_who_answered_may_have_a_larger_base() {
    let of_all = |finding: &str, numbers: &str| said(vec![naming(finding, numbers)], Some(75));
    assert_eq!(
        of_all("participation", "49 75 -"),
        "unstated-base: The base of the 49% is not stated, and can't be worked out. Only a base of 154, \
         153, 152 or 151 could give it, rounded or cut off."
    );
    assert_eq!(
        of_all("population/ofsted/good", "43.8 67 -"),
        "consistent: No base is stated, but only a base of 153 can give 43.8% for a count of 67. 67 of 153 is 43.791%, which \
         rounds to 43.8%."
    );
    assert_eq!(
        of_all("population/ofsted/good", "44 - -"),
        "unstated-base: The base of the 44% is not stated, and can't be worked out."
    );
    assert_eq!(
        of_all("facts/growth", "120 - -"),
        "unstated-base: The base of the 120% is not stated, and can't be worked out."
    );
    // 38 of 75 would be cut off, but of all units it is no such thing.
    assert_eq!(
        of_all("participation/region/london", "50 38 -"),
        "unstated-base: The base of the 50% is not stated, and can't be worked out. Only a base of 76 or \
         75 could give it, rounded or cut off."
    );
}

#[test]
fn a_base_of_answers_is_no_larger_than_how_many_answered() {
    let of = |finding: &str, numbers: &str| said(vec![naming(finding, numbers)], Some(75));
    let more = "A base of 80 is more than the 75 that answered.";
    assert_eq!(
        of("has-team/yes", "50 40 80"),
        format!("contradicts: {more} 40 of 80 is 50%.")
    );
    assert_eq!(
        of("has-team/yes@region=london", "- - 80"),
        format!("contradicts: {more} A base of 80 is stated, but no count or percentage of it.")
    );
    assert_eq!(
        of("has-team/yes", "- 75 75"),
        "consistent: A count of 75 fits the base of 75; no percentage is stated."
    );
    for of_others in [
        "participation",
        "participation/region/london",
        "population/ofsted/good",
        "facts/interviews",
        "themes/support",
        "themes/support/comments",
        "themes/support+money",
    ] {
        assert_eq!(of(of_others, "50 40 80"), "consistent: 40 of 80 is 50%.");
    }
    assert_eq!(
        said(vec![claim("one", "50 40 80")], Some(75)),
        "consistent: A base of 80 is more than the 75 that answered: it is of something else, or wrong. \
         40 of 80 is 50%.",
        "nobody knows what it is of"
    );
}

#[test]
fn comments_may_be_more_than_those_who_answered() {
    assert_eq!(
        said(vec![naming("themes/support/comments", "49 75 -")], Some(75)),
        "unstated-base: The base of the 49% is not stated, and can't be worked out. Only a base of 154, \
         153, 152 or 151 could give it, rounded or cut off."
    );
}

#[test]
fn how_many_answered_ours_limits_no_base_of_a_publication_that_may_be_another() {
    let ours = OurFigures::from([
        (
            "participation".to_owned(),
            Some(Ours::new(60, Some(153), None)),
        ),
        (
            "has-team/yes".to_owned(),
            Some(Ours::new(30, Some(60), None)),
        ),
    ]);
    let with = |numbers: &str| {
        let claims = vec![naming("has-team/yes", numbers)];
        let publication = Publication {
            responses: None,
            claims,
        };
        audit(&publication, Some(&ours)).remove(0).verdicts
    };
    assert_eq!(with("49 75 153"), [Verdict::Differs]);
    assert_eq!(with("49 75 -"), [Verdict::UnstatedBase, Verdict::Differs]);
    assert_eq!(with("51 31 -"), [Verdict::UnstatedBase, Verdict::Differs]);
}

#[test]
fn what_no_base_of_answers_gives_is_not_called_wrong_where_a_larger_one_could() {
    assert_eq!(
        said(vec![claim("one", "49.0 75 -")], Some(75)),
        "unstated-base: The base of the 49.0% is not stated, and can't be worked out. No base up to the \
         75 that answered can give 49.0% for a count of 75, under any one rounding; if it is of others too, a base of 153 could."
    );
    let ratings = ["16.3 - -", "43.8 - -", "30.1 - -", "8.5 - -"];
    let ratings = ratings.map(|numbers| part("one", "ratings", numbers));
    assert_eq!(
        said(ratings.to_vec(), Some(75)),
        "unstated-base: The base of the 8.5% is not stated, and can't be worked out. No base up to the \
         75 that answered can give 16.3%, 43.8%, 30.1% and 8.5% as parts of one whole, under any one rounding; if it \
         is of others too, a larger base could."
    );
    assert_eq!(
        said(vec![naming("has-team/yes", "49 75 -")], Some(75)),
        "contradicts, unstated-base: The base of the 49% is not stated, and can't be worked out. No base \
         up to the 75 that answered can give 49% for a count of 75, under any one rounding.",
        "a finding of answers has no larger base"
    );
    assert_eq!(
        said(vec![claim("one", "99 1 -")], None),
        "contradicts, unstated-base: The base of the 99% is not stated, and can't be worked out. No \
         base, however large, can give 99% for a count of 1, under any one rounding."
    );
}

#[test]
fn a_percentage_is_not_called_cut_off_where_a_larger_base_would_round_to_it() {
    assert_eq!(
        said(vec![claim("one", "50 38 -")], Some(75)),
        "unstated-base: The base of the 50% is not stated, and can't be worked out. Up to the 75 that \
         answered only a base of 75 gives it, and only cut off; a larger one could give it too, so this isn't certain."
    );
    assert_eq!(
        said(vec![naming("has-team/yes", "50 38 -")], Some(75)),
        "truncated: No base is stated, but of all bases up to the 75 that answered, only 75 can give 50% for a count of 38. 38 \
         of 75 is 50.67%, which rounds to 51%; the published 50% is cut off."
    );
    assert_eq!(
        said(vec![claim("one", "35 5 -")], None),
        "truncated: No base is stated, but only a base of 14 can give 35% for a count of 5. 5 of 14 is 35.71%, which rounds to \
         36%; the published 35% is cut off.",
        "where no other base gives it at all, it is certain"
    );
}

#[test]
fn parts_that_state_several_bases_are_no_whole_to_derive_one_from() {
    let parts = ["50 - 10", "50 - 20", "50 - -"];
    let parts = parts.map(|numbers| part("one", "regions", numbers));
    assert_eq!(
        said(parts.to_vec(), None),
        "unstated-base: The base of the 50% is not stated, and can't be worked out."
    );
}

#[test]
fn a_percentage_is_made_by_segments_of_its_picture() {
    let with = |numbers: &str, segments: &[u32]| {
        let segments = segments.to_vec();
        let claim = claim("one", numbers);
        said(vec![Claim { segments, ..claim }], Some(75))
    };
    assert_eq!(
        with("31 - 36", &[19, 15, 2]),
        "contradicts: Only 11 of 36 gives 31%, and no segments of its picture (19, 15 and 2), alone or together, add \
         up to that. The segments of its picture add up to its base of 36: 19 + 15 + 2 = 36."
    );
    assert_eq!(
        with("47 - 36", &[19, 15, 2]),
        "consistent: A base of 36 can give 47%: 17 of 36 is 47.22%, which rounds to 47%. The segments of its picture \
         add up to its base of 36: 19 + 15 + 2 = 36."
    );
    assert_eq!(
        with("33 - 300", &[101, 199]),
        "truncated: A base of 300 is more than the 75 that answered: it is of something else, or wrong. No segment of \
         its picture (101 and 199), alone or with others, is a share of 300 that rounds to 33%. 101 of 300 \
         is 33.67%, which rounds to 34%; the published 33% is cut off. The segments of its picture add up to its base \
         of 300: 101 + 199 = 300."
    );
    assert_eq!(
        with("50 - 38", &[19, 15, 2]),
        "contradicts: A base of 38 can give 50%: 19 of 38 is 50%. The segments of its picture don't add up to its \
         base of 38: 19 + 15 + 2 = 36.",
        "segments that don't make the base tell nothing of its parts"
    );
}
