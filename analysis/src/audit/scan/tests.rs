//! What reports say, and what may be claimed of it.

use super::found::check;
use super::{LONGEST, mentions};

#[test]
fn prose_that_states_nothing_of_respondents_claims_nothing() {
    check("In 2019–20 and 2020/21, see page 3 of 12.", &[]);
    check("slide 7 of 20, volume 2 of 3", &[]);
    check("Step 2 of 5: question 3 of 12 is on chart 4 of 9.", &[]);
    check("It scored 7 out of 10; they rated it 4 of 5.", &[]);
    check("They gave it 4 out of 5 stars.", &[]);
    check("Two in 12 months, 3 in 10 years.", &[]);
    check("at a 5% significance level", &["HowSure “5%”"]);
    check("tested at the 5% level", &["HowSure “5%”"]);
    check("with a margin of error of 5%, ±5%", &["HowSure “5%”"; 2]);
    check("We are 95% certain.", &["HowSure “95%”"]);
    check(
        "give or take +/- 5% (SE 5.7%)",
        &["HowSure “5%”", "HowSure “5.7%”"],
    );
    check("24 of 2023, half of 2023", &[]);
    check("a 50/50 split, 50/50 (50%)", &["50% - -"]);
    check("75/75 (100%)", &["100% 75 75"]);
    check("56% of 2024 respondents did", &["56% - -"]);
    check("56% of 2000 did, 24 of 2,023", &["56% - 2000", "- 24 2023"]);
}

#[test]
fn what_only_looks_like_a_page_or_a_score_is_claimed() {
    check("This year 75 of 153 answered.", &["- 75 153"]);
    check("In this group 42 (56%) did.", &["56% 42 -"]);
    check("The response rate was 75 of 153.", &["- 75 153"]);
    check("Of those rated Good, 36 of 75 did.", &["- 36 75"]);
}

#[test]
fn numbers_in_several_words_are_not_taken_apart() {
    check("One hundred and twenty (56%) did.", &["56% - -"]);
    check(
        "Thirty two per cent of one hundred and five did.",
        &["“Thirty two per cent”"],
    );
    check("Twenty one of fifty did, not one of 24.", &[]);
    check("Twenty-one of fifty did.", &["- 21 50"]);
    check("12 of 24 hours, 5 of the 10 weeks", &[]);
    check("75 of 153 last year", &["- 75 153"]);
}

/// What would take minutes stops the tests for as long.
#[test]
fn what_goes_on_and_on_is_read_at_once() {
    for (part, times) in [
        (")", 200_000),
        ("about ", 50_000),
        ("more than ", 50_000),
        ("123 ", 100_000),
    ] {
        mentions(&format!("a.{}", part.repeat(times)));
    }
}

#[test]
fn rates_are_no_counts() {
    check(
        "Three in ten do, one in 20 don't.",
        &["- 3 10 rate", "- 1 20 rate"],
    );
    check("Three in ten (28%) do.", &["28% 3 10 rate"]);
    check("nine out of ten", &["- 9 10 rate"]);
    check("9 out of 10 (92%)", &["92% 9 10 rate"]);
    check("five out of six (80%)", &["80% 5 6 rate"]);
    check("9 out of the 10, 42 out of 75", &["- 9 10", "- 42 75"]);
}

#[test]
fn what_numbers_a_group_does_not_count_it() {
    check(
        "those aged 18 to 24 (12%), under 18 (5%)",
        &["12% - -", "5% - -"],
    );
    check(
        "In Year 6 (12%), band 3 (5%), level 2 (9%)",
        &["12% - -", "5% - -", "9% - -"],
    );
    check("aged 16 – 24 (12%)", &["12% - -"]);
    check("more than 40 (56%)", &["56% - -"]);
}

#[test]
fn a_report_s_own_ranges_are_told() {
    check(
        "(95% range: 48% to 64%; 73 to 98 of 153)",
        &[
            "HowSure “95%”",
            "Range “48% to 64%”",
            "Range “73 to 98 of 153”",
        ],
    );
    check(
        "56% (95% confidence interval 48–64%)",
        &["56% - -", "HowSure “95%”", "Range “48–64%”"],
    );
}

#[test]
fn each_number_keeps_its_own_sentence() {
    let found = mentions("First, 45.5% of it.  Then 46%\nof that. And nothing else.");
    let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(sentences, ["First, 45.5% of it.", "Then 46% of that."]);
    let found = mentions("So it is. 45% say so, approx. 46% don't. 48% of them.");
    let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
    let second = "45% say so, approx. 46% don't.";
    assert_eq!(sentences, [second, second, "48% of them."]);
}

#[test]
fn a_long_sentence_is_cut_around_its_number() {
    let words = "é and ".repeat(10_000);
    let found = mentions(&format!("{words}45% {words}"));
    assert!(found[0].sentence.len() < LONGEST + 20);
    assert!(found[0].sentence.contains(" 45% "));
}
