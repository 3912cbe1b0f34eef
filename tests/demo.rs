//! The demonstration: the shipped survey, its made-up returns, and the figures that were published.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{Served, canvass, chromium_is_there, demo, findings, folder, run_demo};

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
fn a_demo_that_serves_nothing_says_how_to_serve_it() {
    let dir = TempDir::new().expect("a folder can be made");
    let said = run_demo(dir.path());
    let last = said.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("Nothing is served now. The same command without --no-serve serves it; then answer it yourself at http"),
        "{said}"
    );
    assert!(!said.contains("Answer it yourself"), "{said}");
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
