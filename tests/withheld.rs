//! What must not be published is in none of the files.

use std::fs;

use serde_json::Value;

use crate::support::{canvass, demo, findings, folder, in_report, lines};

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
fn the_report_says_how_much_is_withheld_and_how_many_comparisons_are_made() {
    let dir = demo();
    let findings = findings(dir.path());
    let figures = findings["figures"].as_object().expect("figures are a map");
    // Who took part, and what is declared, is no figure made from answers.
    let others = ["facts", "participation", "population", "respondents"];
    let counted = figures
        .iter()
        .filter(|(key, _)| !others.contains(&key.split('/').next().unwrap_or_default()));
    let thousands = |number: usize| format!("{},{:03}", number / 1000, number % 1000);
    let withheld = counted
        .clone()
        .filter(|(_, one)| one["withheld"].is_string());
    let comparisons = lines(&in_report(dir.path(), "comparisons.csv"));
    let halves = "submitted";
    let between_groups = comparisons.iter().filter(|line| line["by"] != halves);
    let made = between_groups
        .clone()
        .filter(|line| line["withheld"].is_empty());
    let html = in_report(dir.path(), "index.html");
    for said in [
        format!(
            "Of the {} figures made from answers in the tables and files, {} are withheld.",
            thousands(counted.count()),
            thousands(withheld.count())
        ),
        format!(
            "{} of {} comparisons can be made in that way",
            made.count(),
            between_groups.count()
        ),
    ] {
        assert!(html.contains(&said), "{said}");
    }
}

/// Whoever reads the tables could make each test: no count of a comparison is withheld where the answer is broken down.
#[test]
fn comparisons_are_made_from_what_is_shown() {
    let dir = demo();
    let findings = findings(dir.path());
    let mut looked_at = 0;
    for line in lines(&in_report(dir.path(), "comparison-groups.csv")) {
        let column = |name: &str| line[name].as_str();
        let (outcome, answer) = (column("outcome"), column("answer"));
        let within = format!("{}={}", column("by"), column("group"));
        let of_answer = findings["figures"].get(format!("{outcome}/{answer}@{within}"));
        // An option of several is an outcome of its own, ticked or not.
        let ticked = || findings["figures"].get(format!("{outcome}@{within}"));
        let Some(figure) = of_answer.or_else(|| ticked().filter(|_| answer == "yes")) else {
            continue;
        };
        assert_eq!(figure["count"].to_string(), line["count"], "{line:?}");
        looked_at += 1;
    }
    assert!(looked_at > 100, "{looked_at}");
    for line in lines(&in_report(dir.path(), "comparisons.csv")) {
        let numbers = [
            "base",
            "left_out",
            "p",
            "p_adjusted",
            "cramers_v",
            "somers_d",
            "gamma",
        ];
        let told = numbers.iter().any(|number| !line[*number].is_empty());
        assert_eq!(told, line["withheld"].is_empty(), "{line:?}");
    }
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
