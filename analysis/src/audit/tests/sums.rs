//! Claims that add others up.

use super::{Claim, claim, judged, lengths, part, said, total};

#[test]
fn a_sum_of_rounded_parts_is_found_out() {
    let with = |numbers: &str, responses: Option<u32>| {
        let mut claims = lengths();
        claims.push(total("any", &["a", "b", "c", "d"], numbers));
        said(claims, responses)
    };
    assert_eq!(
        with("94 - -", Some(75)),
        "contradicts: No base is stated, but its parts have a base of 75. Its parts add up to 8 + 17 + 9 + 36 = 70. \
         The published 94% is the sum of the rounded parts: 11 + 23 + 12 + 48 = 94%. 70 of 75 is 93.33%, which rounds \
         to 93%, not 94%."
    );
    assert_eq!(
        with("93 - -", Some(75)),
        "consistent: No base is stated, but its parts have a base of 75. Its parts add up to 8 + 17 + 9 + 36 = 70. 70 \
         of 75 is 93.33%, which rounds to 93%."
    );
    assert_eq!(
        with("94 - -", None),
        "unstated-base: The rounded percentages of its parts add up to 11 + 23 + 12 + 48 = 94%. The base of the 94% \
         is not stated, and can't be worked out."
    );
    assert_eq!(
        with("80 - -", None),
        "contradicts, unstated-base: The percentages of its parts add up to 11 + 23 + 12 + 48 = 94%, further from 80% \
         than rounding can explain. The base of the 80% is not stated, and can't be worked out."
    );
    assert_eq!(
        with("93 71 75", Some(75)),
        "contradicts: Its parts add up to 8 + 17 + 9 + 36 = 70, not 71. 71 of 75 is 94.67%, which rounds to 95%, not \
         93%."
    );
}

#[test]
fn a_total_is_held_against_its_counts_and_a_part_that_is_wrong_learns_what_is_left_for_it() {
    let claims = || {
        vec![
            claim("north", "50 6 12"),
            claim("south", "60 9 33"),
            total("all", &["north", "south"], "- 23 45"),
        ]
    };
    assert_eq!(
        said(claims(), None),
        "contradicts: Its parts add up to 6 + 9 = 15, not 23."
    );
    let judged = judged(claims(), None);
    assert!(judged[0].is_consistent(), "{}", judged[0].why);
    assert_eq!(
        judged[1].why,
        "9 of 33 is 27.27%, which rounds to 27%, not 60%. The other parts of “all” leave 17 of its 23 for this one."
    );
}

#[test]
fn rates_of_different_or_unknown_bases_are_no_sum() {
    let rates = || vec![claim("north", "50 - -"), claim("west", "48 - -")];
    let with = |mut parts: Vec<Claim>, numbers: &str| {
        parts.push(total("all", &["north", "west"], numbers));
        said(parts, Some(75))
    };
    let no_sum = "The percentages of its parts add up to 50 + 48 = 98%, but only percentages of the same base can be \
         added up.";
    let more =
        "A base of 153 is more than the 75 that answered: it is of something else, or wrong.";
    assert_eq!(
        with(rates(), "49 75 153"),
        format!("consistent: {more} {no_sum} 75 of 153 is 49.02%, which rounds to 49%.")
    );
    assert_eq!(
        with(rates(), "49 - -"),
        format!(
            "unstated-base: {no_sum} The base of the 49% is not stated, and can't be worked out. Many \
             bases up to the 75 that answered could give it, rounded or cut off, such as 75, 74 and 73."
        )
    );
    let mut one_base = rates();
    one_base[0].base = Some(80);
    assert_eq!(
        with(one_base.clone(), "49 75 153"),
        format!("consistent: {more} {no_sum} 75 of 153 is 49.02%, which rounds to 49%.")
    );
    assert_eq!(
        with(one_base.clone(), "20 30 153"),
        format!(
            "contradicts: {more} Some of its parts already add up to 40, which is more than 30. {no_sum} 30 of 153 is \
             19.61%, which rounds to 20%."
        )
    );
    one_base[1].base = Some(73);
    assert_eq!(
        with(one_base, "49 - 153"),
        format!(
            "consistent: {more} Its parts add up to 40 + 35 = 75. 75 of 153 is 49.02%, which rounds to 49%."
        )
    );
}

#[test]
fn a_net_over_parts_of_different_bases_is_contradicted_for_its_bases() {
    let with = |parts: [&str; 2], numbers: &str| {
        let parts = vec![claim("one", parts[0]), claim("two", parts[1])];
        let net = total("net", &["one", "two"], numbers);
        said(parts.into_iter().chain([net]).collect(), None)
    };
    let bases =
        "Its parts have bases of 75 and 70, and what is of different bases can't be added up";
    assert_eq!(
        with(["40 - 75", "20 - 70"], "69 - 75"),
        format!(
            "contradicts: {bases} to a share of 75. A base of 75 can give 69%: 52 of 75 is 69.33%, which rounds to 69%."
        )
    );
    assert_eq!(
        with(["40 30 75", "20 14 70"], "60 45 75"),
        format!(
            "contradicts: {bases} to a share of 75. Its parts add up to 30 + 14 = 44, not 45. 45 of 75 is 60%."
        )
    );
    assert_eq!(
        with(["80 60 75", "50 35 70"], "- - 75"),
        format!("contradicts: {bases} to a share of 75.")
    );
    // What fits is not called wrong.
    assert_eq!(
        with(["40 30 75", "20 14 70"], "59 - 75"),
        "consistent: Its parts add up to 30 + 14 = 44. 44 of 75 is 58.67%, which rounds to 59%."
    );
    // Groups of one whole have different bases, and are added up.
    assert_eq!(
        with(["50 6 12", "60 9 15"], "59 - 27"),
        "contradicts: Its parts add up to 6 + 9 = 15. 15 of 27 is 55.56%, which rounds to 56%, not 59%."
    );
    assert_eq!(
        with(["50 6 12", "60 9 15"], "12 - 153"),
        "contradicts: Its parts add up to 6 + 9 = 15. 15 of 153 is 9.8%, which rounds to 10%, not 12%."
    );
}

#[test]
fn what_is_added_up_has_room_in_its_base() {
    let with = |numbers: &str| {
        let parts = vec![claim("one", "89 62 70"), claim("two", "41 29 70")];
        let net = total("net", &["one", "two"], numbers);
        said(parts.into_iter().chain([net]).collect(), None)
    };
    let room = "contradicts: Its parts add up to 62 + 29 = 91. 91 is more than the base of 70.";
    assert_eq!(with("- - 70"), room);
    assert_eq!(with("80 - 70"), room);
    assert_eq!(
        with("- 70 70"),
        "contradicts: Its parts add up to 62 + 29 = 91, not 70."
    );
}

#[test]
fn parts_that_may_be_several_counts_are_told_with_them() {
    let with = |numbers: &str| {
        let parts = vec![claim("one", "10 - 300"), claim("two", "20 - 300")];
        let net = total("net", &["one", "two"], numbers);
        said(parts.into_iter().chain([net]).collect(), None)
    };
    assert_eq!(
        with("30 - 300"),
        "consistent: Its parts add up to between 88 and 94; 89 to 91 of 300 round to 30%."
    );
    assert_eq!(
        with("33 - 300"),
        "contradicts: Its parts add up to between 88 and 94, but only 98 to 101 of 300 give 33%."
    );
    assert_eq!(
        with("31 - 300"),
        "consistent: Its parts add up to between 88 and 94; 92 to 94 of 300 round to 31%."
    );
    assert_eq!(
        with("28 - 300"),
        "contradicts: Its parts add up to between 88 and 94, but only 83 to 86 of 300 give 28%."
    );
    let parts = vec![claim("one", "50 - 100"), claim("two", "12 - 200")];
    let net = total("net", &["one", "two"], "36 - 199");
    assert_eq!(
        said(parts.into_iter().chain([net]).collect(), None),
        "truncated: Its parts add up to between 73 and 75, none of which rounds to 36% of 199. 73 of 199 is 36.68%, \
         which rounds to 37%; the published 36% is cut off."
    );
}

#[test]
fn a_base_follows_from_what_is_added_up() {
    let with = |numbers: &str| {
        let parts = vec![claim("one", "- 5 10"), claim("two", "- 5 20")];
        let net = total("net", &["one", "two"], numbers);
        said(parts.into_iter().chain([net]).collect(), Some(75))
    };
    assert_eq!(
        with("33 - -"),
        "consistent: No base is stated, but of all bases up to the 75 that answered, only 30 can give 33% for a count of 10. Its \
         parts add up to 5 + 5 = 10. 10 of 30 is 33.33%, which rounds to 33%."
    );
    assert_eq!(
        with("97 - -"),
        "contradicts, unstated-base: Its parts add up to 5 + 5 = 10. The base of the 97% is not stated, and can't be \
         worked out. No base, however large, can give 97% for a count of 10, under any one rounding."
    );
}

#[test]
fn a_cut_off_sum_of_cut_off_parts_is_told_to_be_one() {
    let parts = vec![claim("one", "28 20 70"), claim("two", "30 21 70")];
    let net = total("net", &["one", "two"], "58 - 70");
    assert_eq!(
        said(parts.into_iter().chain([net]).collect(), None),
        "truncated: Its parts add up to 20 + 21 = 41. The published 58% is the sum of the rounded parts: 28 + 30 = \
         58%. 41 of 70 is 58.57%, which rounds to 59%; the published 58% is cut off."
    );
}

#[test]
fn a_total_of_totals_is_added_up_in_any_order_and_a_round_of_them_ends() {
    let claims = vec![
        total("all", &["north", "south"], "- 9 -"),
        total("north", &["a", "b"], "- - -"),
        claim("a", "- 1 -"),
        claim("b", "- 2 -"),
        total("south", &["a", "north"], "- - -"),
        total("last", &["all", "south"], "- - 10"),
    ];
    let said = |id: &str| {
        let judged = judged(claims.clone(), None);
        judged
            .into_iter()
            .find(|one| one.id == id)
            .expect("it is there")
            .why
    };
    assert_eq!(said("all"), "Its parts add up to 3 + 4 = 7, not 9.");
    assert_eq!(
        said("last"),
        "Its parts add up to 9 + 4 = 13. 13 is more than the base of 10."
    );
    let round = vec![total("a", &["b"], "- - 5"), total("b", &["a"], "- - 5")];
    assert!(judged(round, None).iter().all(super::Judged::is_consistent));
}

#[test]
fn a_whole_of_one_part_is_judged_as_far_as_it_goes() {
    assert_eq!(
        said(vec![part("one", "tools", "44 24 54")], None),
        "consistent: 24 of 54 is 44.44%, which rounds to 44%. No other claim is a part of “tools”."
    );
}
