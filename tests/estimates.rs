//! Ranges, weights and comparisons in what the commands write.

use std::fs;

use analysis::estimate::{Confidence, Sample, exact};
use serde_json::Value;

use crate::support::{canvass, demo, findings, folder, in_report, lines, simulated, write_folder};

fn number(value: &Value) -> u32 {
    let number = value.as_u64().and_then(|one| u32::try_from(one).ok());
    number.expect("a count is a number")
}

#[test]
fn every_range_of_units_is_the_exact_one_of_its_figure() {
    let dir = demo();
    let findings = findings(dir.path());
    let mut held = 0;
    for (key, figure) in findings["figures"].as_object().expect("figures are a map") {
        let range = &figure["range"];
        if range["low"].is_null() {
            continue;
        }
        let population = number(&figure["population"]);
        let sample = Sample::new(
            number(&figure["count"]),
            number(&figure["base"]),
            population,
        );
        let expect = exact(
            sample.expect("more are in the frame than answered"),
            Confidence::NinetyFive,
        );
        assert_eq!(
            (number(&range["low"]), number(&range["high"])),
            (expect.low(), expect.high()),
            "{key}"
        );
        held += 1;
    }
    assert!(held > 500, "{held} ranges");
    let figures = &findings["figures"];
    assert_eq!(figures["has-strategy/no"]["range"]["low"], 73);
    assert_eq!(figures["has-strategy/no"]["range"]["high"], 98);
    assert!(
        figures["which-tool/nspcc"]["range"]["low"].is_null(),
        "a routed base"
    );
    assert!(figures["which-tool/nspcc"]["range"]["percent"][0].is_number());
    for counted in [
        "participation",
        "respondents/ofsted/good",
        "facts/interviews",
        "themes/capacity/comments",
    ] {
        assert!(figures[counted]["range"].is_null(), "{counted}");
    }
}

#[test]
fn what_was_compared_is_told_with_its_numbers() {
    let dir = demo();
    let findings = findings(dir.path());
    let attributes = findings["response"]["attributes"]
        .as_array()
        .expect("a list");
    assert_eq!(attributes.len(), 3);
    for attribute in attributes {
        assert!(attribute["test"]["p"].is_number(), "{attribute}");
        assert!(attribute["indicator"]["adjusted"].is_number());
    }
    let left_out = &attributes[2]["left_out"][0]["category"]["id"];
    assert_eq!(left_out, "not-yet-inspected");
    let html = in_report(dir.path(), "index.html");
    assert!(html.contains(
        "75 of 151 (50%) of the authorities answered. Left out of the 153 are 2 authorities with “Not yet inspected”, none of which answered."
    ));
    assert!(findings["weighting"]["design_effect"].as_f64() > Some(1.0));
    for table in findings["comparisons"].as_array().expect("a list") {
        for group in table["groups"].as_array().expect("a list") {
            let base = number(&group["base"]);
            assert!(base == 0 || base >= 5, "{table}");
        }
    }
    for (file, lines) in [
        ("response.csv", 20),
        ("comparisons.csv", 100),
        ("pairs.csv", 15),
    ] {
        let text = in_report(dir.path(), file);
        assert!(
            text.lines().count() > lines,
            "{file} has {}",
            text.lines().count()
        );
    }
    let table = in_report(dir.path(), "tables/has-strategy.csv");
    assert!(
        table.contains("low,high,low_percent,high_percent"),
        "{table}"
    );
}

#[test]
fn counts_of_comparisons_stand_in_the_report_and_in_a_file_with_the_bases_of_their_groups() {
    let (dir, frozen) = simulated("300");
    let out = dir.path().join("report").display().to_string();
    canvass(["report", &frozen, "--out", &out]).succeeded();
    let groups = lines(&in_report(dir.path(), "comparison-groups.csv"));
    assert!(groups.len() > 10, "{}", groups.len());
    for line in &groups {
        let of = |column: &str| -> u32 { line[column].parse().expect("a count") };
        assert!(of("count") <= of("base"), "{line:?}");
        assert!(of("base") == 0 || of("base") >= 5, "{line:?}");
    }
    assert!(
        groups.iter().any(|line| line["outcome"] == "children"),
        "a number by its bands"
    );
    let html = in_report(dir.path(), "index.html");
    assert!(html.contains("Answers by Region: the counts"));
    let one = groups
        .iter()
        .find(|line| line["outcome"] == "has-team")
        .expect("it is compared");
    let cell = format!("{} of {} ({}%)", one["count"], one["base"], one["percent"]);
    assert!(html.contains(&cell), "{cell}");
}

#[test]
fn what_a_plan_refers_to_must_be_there() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    crate::support::copy_folder(
        &folder("survey-definitions/reunification-practice"),
        dir.path(),
    );
    let survey = fs::read_to_string(dir.path().join("survey.toml")).expect("it ships");
    let changed = [
        ("weight_by = [\"region\"", "weight_by = [\"regoin\""),
        (
            "none = [\"Not yet inspected\"]",
            "none = [\"Not inspected\"]",
        ),
        ("second = \"support-after\"", "second = \"suport-after\""),
        ("said = \"effective\"", "said = \"efective\""),
        (
            "order = [\"very\", \"somewhat\", \"not\"]",
            "order = [\"somewhat\", \"very\"]",
        ),
        (
            "compare_with = [\"has-strategy\"]",
            "compare_with = [\"comment-else\"]",
        ),
    ];
    let wrong = changed.iter().fold(survey, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    write_folder(dir.path(), [("survey.toml", wrong.as_str())]);
    let run = canvass(["check".as_ref(), dir.path().as_os_str()]);
    assert_eq!(run.code, 1);
    for said in [
        "the frame has no attribute `regoin`",
        "`ofsted` has no category `Not inspected`",
        "there is no question `suport-after`",
        "`fgdm-before-effective` has no option or net `efective`",
        "`order` is not the order of the options",
        "`comment-else` has no options or bands to compare by",
    ] {
        assert!(run.err.contains(said), "{said} is not in\n{}", run.err);
    }
}
