//! The demonstration and made-up returns, each in a folder of its own, and what is in their reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{canvass, folder};

/// A fresh demonstration, with its frozen folder and its report.
pub fn demo() -> TempDir {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    run_demo(dir.path());
    dir
}

/// Runs the command in a folder, and says what it said.
pub fn run_demo(dir: &Path) -> String {
    let dir = dir.display().to_string();
    canvass(["demo", "--no-serve", "--dir", &dir])
        .succeeded()
        .out
}

/// A file of the folder's report.
pub fn in_report(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join("report").join(name)).expect("the output is written")
}

/// What the folder's report found.
pub fn findings(dir: &Path) -> Value {
    serde_json::from_str(&in_report(dir, "findings.json")).expect("findings are JSON")
}

/// A frozen folder of made-up returns for the play survey.
pub fn simulated(returns: &str) -> (TempDir, String) {
    simulated_of(&folder("tests/fixtures/play"), returns)
}

/// A frozen folder of made-up returns for a survey.
pub fn simulated_of(survey: &Path, returns: &str) -> (TempDir, String) {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let survey = survey.display().to_string();
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
pub fn lines(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize();
    lines
        .map(|line| line.expect("a line has the same columns"))
        .collect()
}
