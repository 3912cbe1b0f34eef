//! Ranges, weights and comparisons in what the commands write.

use std::fs;
use std::path::Path;

use analysis::estimate::{Confidence, Sample, exact};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{canvass, folder, write_folder};

fn demo() -> TempDir {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let path = dir.path().display().to_string();
    canvass(["demo", "--no-serve", "--dir", &path]).succeeded();
    dir
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join("report").join(name)).expect("the output is written")
}

fn findings(dir: &Path) -> Value {
    serde_json::from_str(&read(dir, "findings.json")).expect("findings are JSON")
}

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
        let text = read(dir.path(), file);
        assert!(
            text.lines().count() > lines,
            "{file} has {}",
            text.lines().count()
        );
    }
    let table = read(dir.path(), "tables/has-strategy.csv");
    assert!(
        table.contains("low,high,low_percent,high_percent"),
        "{table}"
    );
}

#[test]
fn the_report_says_how_sure_its_numbers_are() {
    let dir = demo();
    let html = read(dir.path(), "index.html");
    for said in [
        "How sure are these numbers?",
        "as if their names had been drawn from a hat",
        "95% range, of 153 authorities",
        "73 to 98 of 153 authorities",
        "The 95% range, drawn as a thin line under each bar, is how far the share of all 153 authorities may lie from what is shown",
        "and so they are called 95% ranges",
        "Did some kinds of authorities answer more than others?",
        "match all authorities by “Region” and “Ofsted rating”",
        "A large p is no proof that there is no difference.",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("are not estimates for all"));
    let frozen = dir.path().join("frozen").display().to_string();
    let said = canvass(["bases", &frozen, "--explain", "has-strategy/no"]).succeeded();
    assert!(
        said.out.contains(
            "If those that answered were like a random draw, the same is true of 73 to 98 of 153 authorities; \
             ranges made in this way hold the true number at least 19 times in 20."
        ),
        "{}",
        said.out
    );
}

#[test]
fn a_figure_is_explained_with_its_options_its_route_and_its_category() {
    let dir = demo();
    let frozen = dir.path().join("frozen").display().to_string();
    let explained = |key: &str| {
        canvass(["bases", &frozen, "--explain", key])
            .succeeded()
            .out
    };
    for (key, said) in [
        (
            "participation",
            "The base is all 153 authorities in the frame.",
        ),
        (
            "fgdm-before-effective/effective",
            "counts whoever answered “Very effective” or “Somewhat effective”, each once.",
        ),
        (
            "which-tool/nspcc",
            "As the questionnaire says, it is put to you only if you answered “Yes” to “",
        ),
        (
            "has-strategy/no@region=london",
            "Of 33 authorities with “Region: London” ",
        ),
    ] {
        let found = explained(key);
        assert!(found.contains(said), "{said} is not in {found}");
    }
    assert!(!explained("has-strategy/no").contains("As the questionnaire says"));
    assert!(!explained("which-tool/nspcc").contains("of their like"));
}

/// A frozen folder of made-up returns for the play survey.
fn simulated(returns: &str) -> (TempDir, String) {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let survey = folder("tests/fixtures/play").display().to_string();
    let out = dir.path().join("frozen").display().to_string();
    canvass([
        "simulate",
        &survey,
        "--returns",
        returns,
        "--seed",
        "3",
        "--out",
        &out,
    ])
    .succeeded();
    (dir, out)
}

/// The lines of a CSV, each cell under its head.
fn lines(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize();
    lines
        .map(|line| line.expect("a line has the same columns"))
        .collect()
}

#[test]
fn the_columns_of_the_bases_add_up() {
    let (dir, frozen) = simulated("300");
    let out = dir.path().join("report").display().to_string();
    canvass(["analyse", &frozen, "--out", &out]).succeeded();
    let bases = lines(&read(dir.path(), "bases.csv"));
    let of = |line: &std::collections::BTreeMap<String, String>, column: &str| -> u32 {
        line[column].parse().expect("a count")
    };
    for line in &bases {
        let of = |column| of(line, column);
        assert_eq!(of("reached"), of("partial") + of("submitted"), "{line:?}");
        assert_eq!(of("submitted"), of("asked") + of("routed_past"), "{line:?}");
        assert_eq!(of("asked"), of("answered") + of("skipped"), "{line:?}");
    }
    let first = bases.first().map(|line| of(line, "partial"));
    let last = bases.last().map(|line| of(line, "partial"));
    assert!(first > last, "partial returns end before the last question");
    let said = canvass(["bases", &frozen]).succeeded().out;
    assert!(
        said.contains("reached = partial + asked + routed past"),
        "{said}"
    );
}

#[test]
fn counts_of_comparisons_stand_in_the_report_and_in_a_file_with_the_bases_of_their_groups() {
    let (dir, frozen) = simulated("300");
    let out = dir.path().join("report").display().to_string();
    canvass(["report", &frozen, "--out", &out]).succeeded();
    let groups = lines(&read(dir.path(), "comparison-groups.csv"));
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
    let html = read(dir.path(), "index.html");
    assert!(html.contains("Answers by Region: the counts"));
    let one = groups
        .iter()
        .find(|line| line["outcome"] == "has-team")
        .expect("it is compared");
    let cell = format!("{} of {} ({}%)", one["count"], one["base"], one["percent"]);
    assert!(html.contains(&cell), "{cell}");
}

/// What the cells of each row of a table say, without the name of the row.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let rows = table.split("<tr").skip(1);
    rows.map(|row| row.split("<td").skip(1).filter_map(said).collect())
        .collect()
}

/// What a cell says, from within its tag.
fn said(cell: &str) -> Option<&str> {
    let (_, said) = cell.split_once('>')?;
    said.split('<').next()
}

#[test]
fn no_percentage_stands_in_a_table_of_the_report_without_its_base() {
    let dir = demo();
    let html = read(dir.path(), "index.html");
    let (mut seen, mut weighted) = (0, false);
    for table in html.split("<table").skip(1) {
        let (table, _) = table.split_once("</table>").expect("a table ends");
        let head = table.split("</thead>").next().unwrap_or_default();
        // Declared facts are numbers from elsewhere, with what they are of in their words.
        let is_exempt = head.contains(">Number<") || head.contains(">Published<");
        let has_bases = head.contains("class=\"n\">Base<");
        for row in rows(table) {
            weighted |= row == ["42 of 75", "56%", "56%", "47% to 65%"];
            if !row.iter().any(|cell| cell.contains('%')) {
                continue;
            }
            seen += 1;
            let mut counts_of = row.iter().flat_map(|cell| cell.split(" of ").skip(1));
            let is_of = counts_of.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            assert!(is_exempt || has_bases || is_of, "{row:?}");
        }
    }
    assert!(seen > 300, "{seen}");
    assert!(weighted, "a weighted figure stands with its count and base");
}

#[test]
fn the_report_says_how_much_is_withheld_and_why_p_is_told_in_steps() {
    let dir = demo();
    let findings = findings(dir.path());
    let figures = findings["figures"].as_object().expect("figures are a map");
    let counted = figures.iter().filter(|(key, _)| !key.starts_with("facts/"));
    let withheld = counted
        .clone()
        .filter(|(_, one)| one["withheld"].is_string());
    let comparisons = lines(&read(dir.path(), "comparisons.csv"));
    let tested = comparisons.iter().filter(|line| !line["p"].is_empty());
    let in_steps = tested.clone().filter(|line| line["how"] == "below");
    let html = read(dir.path(), "index.html");
    for said in [
        format!(
            "Of the {} figures made from answers in the tables and files, {} are withheld.",
            counted.count(),
            withheld.count()
        ),
        format!(
            "Of the {} comparisons between groups, {} have their counts withheld",
            tested.count(),
            in_steps.count()
        ),
    ] {
        assert!(html.contains(&said), "{said}");
    }
}

#[test]
fn the_report_and_its_file_have_the_same_base_ledger() {
    let dir = demo();
    let html = read(dir.path(), "index.html");
    let (_, ledger) = html
        .rsplit_once("From the returns to the base of each question")
        .expect("it has a ledger");
    let (ledger, _) = ledger.split_once("</table>").expect("a table ends");
    let rows: Vec<Vec<&str>> = rows(ledger)
        .into_iter()
        .filter(|row| !row.is_empty())
        .collect();
    let lines = lines(&read(dir.path(), "bases.csv"));
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        let expect = [
            "reached",
            "partial",
            "asked",
            "answered",
            "skipped",
            "routed_past",
            "base",
        ]
        .map(|column| line[column].as_str());
        assert_eq!(row, &expect, "{line:?}");
    }
}

#[test]
fn a_chart_of_a_grid_has_percentages_and_counts() {
    let dir = demo();
    let chart = read(dir.path(), "charts/barriers-before.svg");
    for said in ["69%", "40", "of 58"] {
        assert!(chart.contains(&format!(">\n{said}\n<")), "{said}");
    }
}

#[test]
fn what_the_report_explains_it_explains_once() {
    let dir = demo();
    let html = read(dir.path(), "index.html");
    for said in [
        "Beside each comparison stands p.",
        "A weighted figure is an estimate, and no count of authorities.",
        "At 0% and at 100% the answers don’t differ",
        "“Small base” stands beside a percentage whose base is fewer than 10",
        "Questions to be answered in one’s own words</h3>",
    ] {
        assert_eq!(html.matches(said).count(), 1, "{said}");
    }
    assert!(
        html.contains("id=\"table-comment-else\""),
        "a row can be linked to"
    );
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
