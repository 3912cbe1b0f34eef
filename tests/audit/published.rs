//! The claims of the first national survey's report. Each verdict was decided by hand, with its reason, before the
//! program was asked.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::support::{canvass, folder};

const CLAIMS: &str = "survey-definitions/reunification-practice/published.toml";

/// Each claim with its verdict, and the arithmetic that must be in the reason.
const BY_HAND: &[(&str, &str, &str)] = &[
    // 58 in eight regions and London's 9 are 67, and not the 75 that answered.
    (
        "resp-total",
        "contradicts",
        "6 + 11 + 9 + 3 + 5 + 9 + 9 + 11 + 4 = 67",
    ),
    ("region-north-east", "consistent", "6 of 12 is 50%"),
    ("region-north-west", "truncated", "11 of 24 is 45.83%"),
    ("region-yorkshire", "consistent", "9 of 15 is 60%"),
    ("region-east-midlands", "consistent", "3 of 10 is 30%"),
    ("region-west-midlands", "truncated", "5 of 14 is 35.71%"),
    ("region-east", "truncated", "9 of 11 is 81.82%"),
    // 20 of 33 cut off would be 60%, but the count is stated, and it is 9. With the other regions' 58, 17 are left.
    ("region-london", "contradicts", "9 of 33 is 27.27%"),
    ("region-south-east", "truncated", "11 of 19 is 57.89%"),
    ("region-south-west", "truncated", "4 of 15 is 26.67%"),
    // 16 + 36 + 19 + 4 = 75: the four ratings fit the 75 respondents.
    ("ofsted-outstanding", "consistent", "16 of 75 is 21.33%"),
    ("ofsted-good", "consistent", "36 of 75 is 48%"),
    ("ofsted-ri", "consistent", "19 of 75 is 25.33%"),
    ("ofsted-inadequate", "consistent", "4 of 75 is 5.33%"),
    ("policy-none", "consistent", "42 of 75 is 56%"),
    ("team-standalone", "consistent", "14 of 75 is 18.67%"),
    ("tool-any", "consistent", "54 of 73 is 73.97%"),
    // Those with a tool are 54, but nobody says how many of them answered.
    (
        "tool-nspcc",
        "unstated-base",
        "The base of the 44% is not stated",
    ),
    ("criteria-breakdown", "consistent", "62 of 70 is 88.57%"),
    ("criteria-cost", "consistent", "29 of 70 is 41.43%"),
    ("criteria-siblings", "consistent", "62 of 70 is 88.57%"),
    ("criteria-intention", "consistent", "65 of 70 is 92.86%"),
    ("criteria-dont-know", "consistent", "1 of 70 is 1.43%"),
    ("pre-more", "consistent", "58 of 74 is 78.38%"),
    // Those who would like to do more are 58, but 51% and 65% of 58 exist only cut off and 69% only rounded: the
    // bases are smaller, and not stated.
    (
        "pre-barrier-funding",
        "unstated-base",
        "The base of the 69% is not stated",
    ),
    (
        "pre-barrier-workforce",
        "unstated-base",
        "The base of the 65% is not stated",
    ),
    (
        "pre-barrier-services",
        "unstated-base",
        "The base of the 51% is not stated",
    ),
    (
        "pre-barrier-priority",
        "unstated-base",
        "The base of the 34% is not stated",
    ),
    // Of 75, 90% would be cut off; of fewer it would be rounded. How many answered isn't said.
    (
        "financial",
        "unstated-base",
        "The base of the 90% is not stated",
    ),
    // Six parts of one whole: of all bases up to 75, only 75 gives them all under one rounding.
    ("duration-3m", "consistent", "8 of 75 is 10.67%"),
    ("duration-6m", "consistent", "17 of 75 is 22.67%"),
    ("duration-1y", "consistent", "9 of 75 is 12%"),
    ("duration-more", "consistent", "36 of 75 is 48%"),
    ("duration-none", "consistent", "1 of 75 is 1.33%"),
    ("duration-dont-know", "consistent", "4 of 75 is 5.33%"),
    // 94% of 75 exists cut off, as 71 of 75. But its four parts count 70.
    ("post-any", "contradicts", "70 of 75 is 93.33%"),
    ("post-more", "consistent", "47 of 75 is 62.67%"),
    ("post-barrier-services", "consistent", "27 + 8 + 3 = 38"),
    ("post-barrier-workforce", "consistent", "24 + 12 + 1 = 37"),
    ("post-barrier-funding", "consistent", "33 + 8 + 1 = 42"),
    ("post-barrier-priority", "consistent", "17 + 16 + 1 = 34"),
    // 19 of 38 is 50%, but the picture has 36.
    (
        "post-barrier-eligibility",
        "contradicts",
        "19 + 15 + 2 = 36",
    ),
    ("fgdm-pre", "consistent", "47 of 69 is 68.12%"),
    // Those who use it are 47, but nobody says how many of them answered.
    (
        "fgdm-pre-effective",
        "unstated-base",
        "The base of the 85% is not stated",
    ),
    ("fgdm-post", "consistent", "47 of 71 is 66.2%"),
    ("fgdm-post-effective", "consistent", "41 of 47 is 87.23%"),
    ("foster-carers", "consistent", "59 of 73 is 80.82%"),
    ("cause-planning", "truncated", "41 of 70 is 58.57%"),
    (
        "cause-withdrawn",
        "consistent",
        "A count of 24 fits the base of 70",
    ),
    ("cause-services", "consistent", "31 of 70 is 44.29%"),
    (
        "cause-funding",
        "consistent",
        "A count of 17 fits the base of 70",
    ),
    (
        "cause-isolated",
        "consistent",
        "A count of 47 fits the base of 70",
    ),
    (
        "cause-thresholds",
        "consistent",
        "A count of 9 fits the base of 70",
    ),
    (
        "cause-complex",
        "consistent",
        "A count of 52 fits the base of 70",
    ),
    (
        "cause-dont-know",
        "consistent",
        "A count of 1 fits the base of 70",
    ),
    ("data-stability", "consistent", "29 of 74 is 39.19%"),
    ("data-unplanned", "consistent", "30 of 74 is 40.54%"),
    ("data-pre-support", "consistent", "16 of 70 is 22.86%"),
    ("data-post-support", "consistent", "16 of 70 is 22.86%"),
    // A number that is no share needs no base.
    (
        "interviews",
        "consistent",
        "Nothing else is stated that it could disagree with",
    ),
    (
        "fieldwork-weeks",
        "consistent",
        "Nothing else is stated that it could disagree with",
    ),
];

/// What the audit says of each claim, with these arguments after the file.
fn audited(arguments: &[&str]) -> BTreeMap<String, (String, String)> {
    let claims = folder(CLAIMS).display().to_string();
    let run = canvass(["audit", &claims, "--json"].iter().chain(arguments));
    assert_eq!(run.code, 1, "some claims are not consistent\n{}", run.err);
    let said: Value = serde_json::from_str(&run.out).expect("it is JSON");
    let claims = said["claims"].as_array().expect("claims are a list");
    let text = |value: &Value| value.as_str().expect("it is text").to_owned();
    let one = |claim: &Value| {
        let verdicts = claim["verdicts"].as_array().expect("verdicts are a list");
        let verdicts: Vec<String> = verdicts.iter().map(text).collect();
        (
            text(&claim["id"]),
            (verdicts.join(" "), text(&claim["why"])),
        )
    };
    claims.iter().map(one).collect()
}

#[test]
fn every_published_claim_gets_the_verdict_that_was_decided_by_hand() {
    let audited = audited(&[]);
    assert_eq!(audited.len(), BY_HAND.len());
    for (id, verdict, reason) in BY_HAND {
        let (verdicts, why) = &audited[*id];
        assert_eq!(verdicts, verdict, "{id}: {why}");
        assert!(why.contains(reason), "{id}: {why}");
    }
}

#[test]
fn each_reason_can_be_read_aloud() {
    let audited = audited(&[]);
    let why: Vec<String> = BY_HAND
        .iter()
        .filter(|(_, verdict, _)| *verdict != "consistent")
        .map(|(id, _, _)| format!("{id}: {}", audited[*id].1))
        .collect();
    insta::assert_snapshot!(why.join("\n"));
}

/// The example returns reproduce what was published, so that no sound claim differs from them.
#[test]
fn beside_our_findings_no_claim_changes_its_verdict() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let home = dir.path().display().to_string();
    canvass(["demo", "--no-serve", "--dir", &home]).succeeded();
    let findings = dir
        .path()
        .join("report/findings.json")
        .display()
        .to_string();
    let audited = audited(&["--findings", &findings]);
    for (id, verdict, _) in BY_HAND {
        let (verdicts, why) = &audited[*id];
        assert_eq!(verdicts, verdict, "{id}: {why}");
        let is_sound = ["consistent", "unstated-base"].contains(verdict);
        let is_picture = *id == "post-barrier-eligibility" || *id == "resp-total";
        assert_eq!(
            why.contains("Our figure is the same"),
            is_sound || is_picture,
            "{id}: {why}"
        );
    }
    assert!(
        audited["post-any"]
            .1
            .ends_with("Our figure is 70 of 75 (93%): the published percentage is 1 point higher."),
        "{}",
        audited["post-any"].1
    );
}

#[test]
fn the_report_tells_every_claim_that_is_not_consistent_and_only_those() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let home = dir.path().display().to_string();
    canvass(["demo", "--no-serve", "--dir", &home]).succeeded();
    let page =
        fs::read_to_string(dir.path().join("report/index.html")).expect("the report is written");
    let annex = page
        .split("What the published figures say</h2>")
        .nth(1)
        .and_then(|rest| rest.split("<h2").next())
        .expect("the report has the annex");
    let consistent = BY_HAND
        .iter()
        .filter(|(_, verdict, _)| *verdict == "consistent")
        .count();
    let tally = format!(
        "Of {} published figures, {consistent} are consistent.",
        BY_HAND.len()
    );
    assert!(annex.contains(&tally), "{annex}");
    assert_eq!(
        annex
            .matches("<th role=\"rowheader\" scope=\"row\">")
            .count(),
        BY_HAND.len() - consistent
    );
    for (id, verdict, reason) in BY_HAND {
        assert_eq!(
            annex.contains(reason),
            *verdict != "consistent",
            "{id}: {reason}"
        );
    }
}

#[test]
fn a_report_says_what_keeps_its_claims_from_being_shown() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    crate::support::copy_folder(&folder("tests/fixtures/play"), dir.path());
    fs::write(dir.path().join("report.md"), "{published}\n").expect("prose can be written");
    let check = || canvass(["check".as_ref(), dir.path().as_os_str()]);
    let missing = check();
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("this folder has no `published.toml`"),
        "{}",
        missing.err
    );
    let claim = "[[claim]]\nid = \"a\"\ntext = \"b\"\npercent = 8.0\n";
    fs::write(dir.path().join("published.toml"), claim).expect("claims can be written");
    let faulty = check();
    assert!(faulty.err.contains("published.toml:4:11"), "{}", faulty.err);
    let claim = claim.replace("8.0", "\"8.0\"");
    fs::write(dir.path().join("published.toml"), claim).expect("claims can be written");
    check().succeeded();
}
