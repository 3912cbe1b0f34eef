//! The demonstration: the shipped survey, its made-up returns, and the figures that were published.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Served, canvass, chromium_is_there, folder};

fn demo() -> TempDir {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    run_demo(dir.path());
    dir
}

/// The demonstration's report, served where there is a browser to read it.
pub fn served_report() -> Option<(TempDir, Served)> {
    if !chromium_is_there() {
        return None;
    }
    let dir = demo();
    let served = served(&dir);
    Some((dir, served))
}

fn served(dir: &TempDir) -> Served {
    let dir = dir.path().display().to_string();
    Served::start(&["demo", "--listen", "127.0.0.1:0", "--dir", &dir])
}

fn run_demo(dir: &Path) -> String {
    let dir = dir.display().to_string();
    canvass(["demo", "--no-serve", "--dir", &dir])
        .succeeded()
        .out
}

fn findings(dir: &Path) -> Value {
    let text = fs::read_to_string(dir.join("report/findings.json")).expect("findings are written");
    serde_json::from_str(&text).expect("findings are JSON")
}

/// Every row of the published table comes out with the published count, base and percent, but for those
/// that `published.toml` lists under `not_reproduced` with the arithmetic; and those do differ.
#[test]
fn every_possible_published_figure_comes_out_of_the_findings() {
    let dir = demo();
    let findings = findings(dir.path());
    let claims = fs::read_to_string(folder(
        "survey-definitions/reunification-practice/published.toml",
    ))
    .expect("the claims are there");
    let claims: toml::Table = claims.parse().expect("the claims are TOML");
    let claims = claims["claim"].as_array().expect("the claims are a list");
    assert_eq!(
        claims.len(),
        61,
        "one claim for each row of the published table"
    );
    let mut unpublished = Vec::new();
    for claim in claims {
        let id = claim["id"].as_str().expect("a claim has an id");
        let key = claim["finding"]
            .as_str()
            .expect("a claim names its finding");
        let figure = &findings["figures"][key];
        assert!(figure.is_object(), "{id}: no finding `{key}`");
        let excused = claim.get("not_reproduced").and_then(toml::Value::as_table);
        for part in ["count", "base", "percent"] {
            let Some(published) = claim.get(part) else {
                continue;
            };
            let ours = figure[part].as_i64();
            match excused.and_then(|excused| excused.get(part)) {
                None => assert_eq!(ours, published.as_integer(), "{id}: {part}"),
                Some(reason) => {
                    assert_ne!(ours, published.as_integer(), "{id}: {part} needs no excuse");
                    assert!(
                        reason.as_str().is_some_and(|reason| reason.len() > 20),
                        "{id}"
                    );
                    unpublished.push(format!("{id} {part}"));
                }
            }
        }
    }
    assert_eq!(
        unpublished,
        [
            "region-north-west percent",
            "region-west-midlands percent",
            "region-east percent",
            "region-london count",
            "region-london percent",
            "region-south-east percent",
            "region-south-west percent",
            "post-any percent",
            "cause-planning percent",
        ]
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (one, other) = (demo(), demo());
    for part in ["frozen", "report"] {
        let one = read_all(&one.path().join(part));
        assert!(one.len() > 5);
        assert_eq!(one, read_all(&other.path().join(part)));
    }
}

fn read_all(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).expect("the folder is there") {
        let path = entry.expect("the folder is readable").path();
        let name = PathBuf::from(path.file_name().expect("entries have names"));
        if path.is_dir() {
            found.extend(
                read_all(&path)
                    .into_iter()
                    .map(|(inner, bytes)| (name.join(inner), bytes)),
            );
        } else {
            found.insert(name, fs::read(&path).expect("the file is readable"));
        }
    }
    found
}

#[test]
fn a_second_run_goes_on_and_overwrites_nothing() {
    let dir = demo();
    let index = dir.path().join("report/index.html");
    let link = fs::read_to_string(dir.path().join("try-link.txt")).expect("the link is written");
    fs::write(&index, "edited").expect("the report can be edited");
    let said = run_demo(dir.path());
    assert!(
        said.contains("is there already and stays as it is"),
        "{said}"
    );
    assert!(said.contains(link.trim()), "{said}");
    assert_eq!(fs::read_to_string(&index).ok().as_deref(), Some("edited"));
}

#[test]
fn a_frozen_folder_can_be_analysed_anywhere_and_not_tampered_with() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let (from, out) = (
        frozen.display().to_string(),
        dir.path().join("again").display().to_string(),
    );
    canvass(["analyse", &from, "--out", &out]).succeeded();
    let again = fs::read(dir.path().join("again/findings.json")).expect("findings are written");
    assert_eq!(
        Some(again),
        fs::read(dir.path().join("report/findings.json")).ok()
    );

    let data = frozen.join("data.csv");
    let text = fs::read_to_string(&data).expect("the data are text");
    fs::write(&data, text.replacen(",yes,", ",no,", 1)).expect("the data can be edited");
    let refused = canvass(["analyse", &from, "--out", &out]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.err.contains("`data.csv` is not what was frozen"),
        "{}",
        refused.err
    );
}

#[test]
fn a_report_refuses_keys_that_are_not_there_and_numbers_by_hand() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Strategy\n\n{has-stratgy/no} have none, and 56% is by hand.\n\n{chart cause}\n\n<b>bold</b>\n\n\
                 R&amp;D – `12` and 77 here.\n\n{chart has-strategy@region}\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let (from, out) = (
        frozen.display().to_string(),
        dir.path().join("refused").display().to_string(),
    );
    let refused = canvass(["report", &from, "--out", &out]);
    assert_eq!(refused.code, 1);
    for said in [
        "there is no finding `has-stratgy/no`",
        "did you mean `has-strategy/no`?",
        "report.md:3:1",
        "`56` is written by hand",
        "report.md:3:33",
        "there is no table `cause`",
        "did you mean `causes`?",
        "`<b>` is HTML",
        "`12` is written by hand",
        "`77` is written by hand",
        "`has-strategy@region` has too many parts for a chart",
    ] {
        assert!(
            refused.err.contains(said),
            "{said} is not in\n{}",
            refused.err
        );
    }
    assert!(!dir.path().join("refused").exists(), "nothing is written");
}

#[test]
fn a_table_of_the_prose_scrolls_under_the_name_of_its_section() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Strategy\n\n| Strategy | Share |\n|---|---|\n| None | {has-strategy/no} |\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let out = dir.path().join("with-table");
    let (from, to) = (frozen.display().to_string(), out.display().to_string());
    canvass(["report", &from, "--out", &to]).succeeded();
    let html = fs::read_to_string(out.join("index.html")).expect("the report is written");
    let (_, table) = html
        .split_once("role=\"region\" aria-label=\"Table under “Strategy”\">")
        .expect("the table has a name");
    let (table, _) = table.split_once("</table>").expect("a table ends");
    assert!(table.contains(">56%</a>"), "{table}");
}

#[test]
fn the_report_is_one_page_that_needs_nothing_else() {
    let dir = demo();
    let html =
        fs::read_to_string(dir.path().join("report/index.html")).expect("the report is written");
    for reach in ["<link rel=\"stylesheet\"", " src=", "@import", "url("] {
        assert!(!html.contains(reach), "{reach}");
    }
    assert!(html.contains("made-up example"));
    assert!(html.contains("Contains OS data © Crown copyright and database right 2023"));
    assert!(html.contains("Ofsted, Department for Education"));
    let comments = fs::read_to_string(folder(
        "survey-definitions/reunification-practice/example/comments.csv",
    ))
    .expect("the comments are there");
    let mut reader = csv::Reader::from_reader(comments.as_bytes());
    for record in reader.records() {
        let record = record.expect("the comments are CSV");
        assert!(
            record[2].len() < 40 || !html.contains(&record[2]),
            "a comment is in the report"
        );
    }
}

/// What the shipped example says is what the generator makes.
#[test]
fn the_example_returns_are_what_their_generator_makes() {
    let home = folder("survey-definitions/reunification-practice");
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let example = dir.path().join("example");
    fs::create_dir(&example).expect("a folder can be made");
    for name in ["authorities.csv", "example/comments.csv"] {
        fs::copy(home.join(name), dir.path().join(name)).expect("the generator's input is there");
    }
    let generator = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "example-returns", "--"])
        .arg(&example)
        .current_dir(folder("."))
        .status()
        .expect("the generator runs");
    assert!(generator.success());
    for name in ["returns.csv", "answers.csv"] {
        let made = fs::read_to_string(example.join(name)).expect("it is made");
        let shipped = fs::read_to_string(home.join("example").join(name)).expect("it ships");
        assert!(made == shipped, "{name} is not what the generator makes");
    }
}

/// A category with a base under five keeps its place without its numbers, and never a single one alone.
#[test]
fn breakdowns_on_few_answers_are_withheld_everywhere() {
    let dir = demo();
    let findings = findings(dir.path());
    let figures = findings["figures"].as_object().expect("figures are a map");
    let (mut shown, mut withheld) = (0, 0);
    for (key, figure) in figures.iter().filter(|(key, _)| key.contains('@')) {
        if figure["withheld"].is_string() {
            withheld += 1;
            for number in ["count", "percent", "percent_1"] {
                assert!(figure[number].is_null(), "{key} has a {number}");
            }
        } else {
            shown += 1;
            let base = figure["base"].as_u64().expect("a breakdown has a base");
            assert!(base == 0 || base >= 5, "{key} has a base of {base}");
        }
    }
    assert!(shown > 900 && withheld > 100, "{shown} and {withheld}");
    assert_eq!(figures["has-strategy/no@region=london"]["population"], 33);
    let midlands = &figures["has-strategy/no@region=east-midlands"];
    assert_eq!(
        midlands["withheld"], "fewer than 5",
        "three took part there"
    );
    assert!(midlands["base"].is_null());
    let table = |name: &str| fs::read_to_string(dir.path().join("report").join(name));
    let ratings = table("tables/has-strategy.by.ofsted.csv").expect("the table is written");
    let of = |rating: &str| {
        let key = format!("has-strategy/no@ofsted={rating},");
        let line = ratings.lines().find(|line| line.starts_with(&key));
        line.expect("every category has its line").to_owned()
    };
    for rating in ["inadequate", "outstanding"] {
        assert!(of(rating).contains("No,,,"), "{}", of(rating));
    }
    assert!(
        !dir.path()
            .join("report/restricted/has-strategy.by.ofsted.csv")
            .exists()
    );
    let html = table("index.html").expect("the report is written");
    assert!(!html.contains("@region=") && !html.contains("restricted/"));
}

#[test]
fn prose_cannot_cite_what_is_withheld() {
    let dir = demo();
    let frozen = dir.path().join("frozen");
    let prose = "## Strategy\n\n{has-strategy/no@region=east-midlands} have none.\n";
    fs::write(frozen.join("survey/report.md"), prose).expect("the prose can be edited");
    let (from, out) = (
        frozen.display().to_string(),
        dir.path().join("refused").display().to_string(),
    );
    let refused = canvass(["report", &from, "--out", &out]);
    assert_eq!(refused.code, 1);
    let said = "`has-strategy/no@region=east-midlands` is withheld: fewer than 5";
    assert!(refused.err.contains(said), "{}", refused.err);
}

#[test]
fn an_earlier_release_of_the_same_figures_changes_nothing_and_a_franker_one_is_refused() {
    let dir = demo();
    let from = dir.path().join("frozen").display().to_string();
    let earlier = dir.path().join("report/findings.json");
    let out = dir.path().join("after");
    let run = || {
        canvass([
            "analyse",
            &from,
            "--earlier",
            &earlier.display().to_string(),
            "--out",
            &out.display().to_string(),
        ])
    };
    run().succeeded();
    let text = fs::read_to_string(&earlier).expect("findings are written");
    assert_eq!(
        fs::read_to_string(out.join("findings.json")).ok(),
        Some(text.clone())
    );

    let mut told: Value = serde_json::from_str(&text).expect("findings are JSON");
    told["figures"]["has-strategy/no@region=east-midlands"]["base"] = 3.into();
    fs::write(&earlier, told.to_string()).expect("it can be edited");
    let refused = run();
    assert_eq!(refused.code, 3);
    let said = "has-strategy@region=east-midlands";
    assert!(refused.err.contains(said), "{}", refused.err);
}

#[test]
fn who_took_part_is_shown_only_where_the_survey_lets_it() {
    let dir = demo();
    assert!(dir.path().join("report/charts/map-hexagons.svg").exists());
    let frozen = dir.path().join("frozen");
    let survey = frozen.join("survey/survey.toml");
    let text = fs::read_to_string(&survey).expect("the survey is in the frozen folder");
    let text = text.replace(
        "participation_public = true",
        "participation_public = false",
    );
    fs::write(&survey, &text).expect("it can be edited");
    let from = frozen.display().to_string();
    let out = dir.path().join("private").display().to_string();
    let refused = canvass(["report", &from, "--out", &out]);
    assert_eq!(refused.code, 3, "the definition is sealed");

    let publish = dir.path().join("survey");
    crate::support::copy_folder(
        &folder("survey-definitions/reunification-practice"),
        &publish,
    );
    fs::write(publish.join("survey.toml"), text).expect("it can be edited");
    let data = dir.path().join("data").display().to_string();
    let publish = publish.display().to_string();
    canvass([
        "publish",
        &publish,
        "--opens",
        "2020-01-01",
        "--closes",
        "2999-01-01",
        "--dir",
        &data,
    ])
    .succeeded();
    canvass(["close", "reunification-practice", "--dir", &data]).succeeded();
    let frozen = dir.path().join("frozen-private").display().to_string();
    canvass([
        "freeze",
        "reunification-practice",
        "--out",
        &frozen,
        "--dir",
        &data,
    ])
    .succeeded();
    let refused = canvass(["report", &frozen, "--out", &out]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("`participation_public = true`"),
        "{}",
        refused.err
    );
}

#[test]
fn the_schema_knows_every_key_that_the_shipped_survey_uses() {
    let schema: Value =
        serde_json::from_str(&canvass(["schema"]).succeeded().out).expect("the schema is JSON");
    let text = fs::read_to_string(folder(
        "survey-definitions/reunification-practice/survey.toml",
    ))
    .expect("the survey ships");
    let survey: toml::Table = text.parse().expect("it is TOML");
    let survey = serde_json::to_value(survey).expect("TOML is JSON with days");
    fits(&schema, &schema, &survey, "survey.toml");
}

/// Holds a value against the parts of a schema that decide which keys may stand where.
fn fits(whole: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let definition = &whole["$defs"][name.trim_start_matches("#/$defs/")];
        return fits(whole, definition, value, place);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let way = ways
            .iter()
            .find(|way| way["type"] != "null")
            .expect("one way is not null");
        return fits(whole, way, value, place);
    }
    match value {
        Value::Object(entries) if schema["properties"].is_object() => {
            for required in schema["required"].as_array().into_iter().flatten() {
                let key = required.as_str().expect("keys are text");
                assert!(entries.contains_key(key), "{place} has no `{key}`");
            }
            for (key, value) in entries {
                let known = &schema["properties"][key];
                assert!(
                    !known.is_null(),
                    "the schema doesn't know `{key}` in {place}"
                );
                fits(whole, known, value, &format!("{place}.{key}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                fits(whole, &schema["items"], item, place);
            }
        }
        _ => {}
    }
}

#[test]
fn the_served_report_shows_nothing_that_is_restricted() {
    let dir = demo();
    assert!(
        dir.path()
            .join("report/restricted/theme-evidence.csv")
            .exists()
    );
    let server = served(&dir);
    let mut reader = server.browser();
    for path in [
        "/report/",
        "/report",
        "/report/index.html",
        "/report/findings.json",
        "/report/tables/causes.csv",
        "/report/charts/map-region.svg",
        "/report/who-took-part.csv",
        "/report/bases.csv",
        "/report/response.csv",
        "/report/comparisons.csv",
        "/report/comparison-groups.csv",
        "/report/pairs.csv",
    ] {
        assert_eq!(reader.get(path).status, 200, "{path}");
    }
    for path in [
        "/report/restricted/theme-evidence.csv",
        "/report/restricted/",
        "/report/tables/../restricted/theme-evidence.csv",
        "/report/tables/..%2frestricted/theme-evidence.csv",
        "/report/tables/",
        "/report/nothing.html",
        "/report/../canvass.sqlite",
        "/report/..%2fcanvass.sqlite",
    ] {
        let status = reader.get(path).status;
        assert!(status == 404 || status == 400, "{path} gives {status}");
    }
    let page = reader.get("/report/");
    assert_eq!(
        page.headers["content-security-policy"],
        "frame-ancestors 'none'"
    );
    let link = fs::read_to_string(dir.path().join("try-link.txt")).expect("the link is written");
    let path = &link.trim()[link.find("/r/").expect("a link has a token")..];
    assert!(reader.get(path).says("Begin the return for Hartlepool"));
}
