//! Made-up returns: they follow the routing, keep the limits, come back from their frozen folder, and say what they are.

use std::fs;
use std::path::Path;

use analysis::dataset::{Cell, Column, Dataset, Status};
use canvass::clock;
use canvass::definition::{Folder, Kind, QuestionId, Survey};
use canvass::export::{self, Frozen};
use canvass::questionnaire::{Answer, Answers, Chosen, Field, Path as Route, missing};

use crate::support::{Run, canvass, folder};

fn run(survey: &Path, returns: &str, seed: &str, out: &Path) -> Run {
    let (survey, out) = (survey.display().to_string(), out.display().to_string());
    canvass([
        "simulate",
        &survey,
        "--returns",
        returns,
        "--seed",
        seed,
        "--out",
        &out,
    ])
}

/// The files of a frozen folder of the play survey or the one that ships.
fn read(dir: &Path) -> Folder {
    let read = |dir: &Path, prefix: &str| -> Vec<(String, String)> {
        let entries = fs::read_dir(dir).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        paths
            .filter(|path| path.is_file())
            .map(|path| {
                let name = path
                    .file_name()
                    .expect("files have names")
                    .to_string_lossy();
                let text = fs::read_to_string(&path).expect("it is text");
                (format!("{prefix}{name}"), text)
            })
            .collect()
    };
    let mut files = read(dir, "");
    files.extend(read(&dir.join("survey"), "survey/"));
    files.into_iter().collect()
}

fn thawed(dir: &Path) -> Frozen {
    export::thaw(read(dir)).unwrap_or_else(|fault| panic!("it thaws: {fault}"))
}

fn simulated(survey: &str, returns: &str, seed: &str) -> Frozen {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let out = dir.path().join("frozen");
    run(&folder(survey), returns, seed, &out).succeeded();
    thawed(&out)
}

const PLAY: &str = "tests/fixtures/play";
const SHIPPED: &str = "survey-definitions/reunification-practice";

/// What the frozen return at a position says, as answers again.
fn answers(survey: &Survey, dataset: &Dataset, position: usize) -> Answers {
    let mut answers = Answers::default();
    for (_, question) in survey.questions() {
        let variable = dataset
            .variables
            .iter()
            .find(|one| one.id == question.id.as_str());
        let Some(variable) = variable else { continue };
        let chosen = |option: usize| Chosen {
            option: question.kind.options()[option].id.clone(),
            other: None,
        };
        let one = |cell: &Cell<u8>| cell.value().map(|at| Answer::One(chosen(usize::from(*at))));
        let field = Field::of(&question.id);
        match &variable.column {
            Column::Single(choices) => answers.set(field, one(&choices.cells[position])),
            Column::Multiple(choices) => {
                let ticks = choices.cells[position].value();
                let several =
                    ticks.map(|ticks| Answer::several(ticks.positions().map(chosen).collect()));
                answers.set(field, several);
            }
            Column::Grid { rows, .. } => {
                for (row, asked) in rows.iter().zip(question.kind.rows()) {
                    let field = Field::of_row(&question.id, &asked.id);
                    answers.set(field, one(&row.cells[position]));
                }
            }
            Column::Number { cells, .. } => {
                answers.set(field, cells[position].value().copied().map(Answer::Number));
            }
            Column::Day { cells } => {
                let day = cells[position].value();
                let day = day.and_then(|day| clock::parse_iso_day(&day.to_string()));
                answers.set(field, day.map(Answer::Day));
            }
            Column::Text { cells, .. } => {
                let words = cells.at(position).value().map(|words| (*words).to_owned());
                answers.set(field, words.map(Answer::Words));
            }
        }
    }
    answers
}

/// Of each field of a return whether it is marked as not asked, and whether as not reached.
fn marks(survey: &Survey, dataset: &Dataset, position: usize) -> Vec<(Field, bool, bool)> {
    fn mark<T>(cell: &Cell<T>) -> (bool, bool) {
        (
            matches!(cell, Cell::NotAsked),
            matches!(cell, Cell::NotReached),
        )
    }
    let mut found = Vec::new();
    for variable in &dataset.variables {
        let id = QuestionId::new(&variable.id);
        let Some(question) = survey.question(&id) else {
            continue; // words beside an option
        };
        let mut add =
            |field: Field, (not_asked, not_reached)| found.push((field, not_asked, not_reached));
        match &variable.column {
            Column::Single(choices) => add(Field::of(&id), mark(&choices.cells[position])),
            Column::Multiple(choices) => add(Field::of(&id), mark(&choices.cells[position])),
            Column::Grid { rows, .. } => {
                for (row, asked) in rows.iter().zip(question.kind.rows()) {
                    add(Field::of_row(&id, &asked.id), mark(&row.cells[position]));
                }
            }
            Column::Number { cells, .. } => add(Field::of(&id), mark(&cells[position])),
            Column::Day { cells } => add(Field::of(&id), mark(&cells[position])),
            Column::Text { cells, .. } => add(Field::of(&id), mark(&cells.cells()[position])),
        }
    }
    found
}

#[test]
fn what_is_not_asked_is_what_the_answers_lead_past() {
    for (survey, returns) in [(PLAY, "300"), (SHIPPED, "153")] {
        let Frozen {
            survey, dataset, ..
        } = simulated(survey, returns, "7");
        let mut routed_past = 0;
        for (position, one) in dataset.returns.iter().enumerate() {
            let answers = answers(&survey, &dataset, position);
            let path = Route::of(&survey, &answers);
            assert_eq!(
                path.answers(),
                &answers,
                "return {position} answers what it is asked"
            );
            for (field, not_asked, not_reached) in marks(&survey, &dataset, position) {
                let shown = path.find(&field.question);
                let is_shown = shown.is_some_and(|shown| shown.fields().contains(&field));
                assert!(!not_reached || one.status == Status::Partial, "{field:?}");
                assert!(
                    not_reached || not_asked != is_shown,
                    "return {position}: {field:?}"
                );
                routed_past += usize::from(not_asked);
            }
            if one.status == Status::Submitted {
                assert!(
                    missing(&path).is_empty(),
                    "return {position} could be submitted"
                );
            }
        }
        assert!(routed_past > 0, "something is routed past");
    }
}

#[test]
fn numbers_and_days_are_within_their_limits() {
    let Frozen {
        survey, dataset, ..
    } = simulated(PLAY, "300", "3");
    for (_, question) in survey.questions() {
        for position in 0..dataset.returns.len() {
            let answers = answers(&survey, &dataset, position);
            match (&question.kind, answers.get(&Field::of(&question.id))) {
                (Kind::Number(limits), Some(Answer::Number(number))) => {
                    assert!(limits.min.is_none_or(|min| *number >= min), "{number}");
                    assert!(limits.max.is_none_or(|max| *number <= max), "{number}");
                    assert!(!limits.whole || number.is_whole(), "{number}");
                }
                (Kind::Date { earliest, latest }, Some(Answer::Day(day))) => {
                    assert!(earliest.is_none_or(|earliest| *day >= earliest), "{day}");
                    assert!(latest.is_none_or(|latest| *day <= latest), "{day}");
                }
                (
                    Kind::Multi {
                        most: Some(most), ..
                    },
                    Some(several),
                ) => {
                    assert!(several.chosen().len() <= *most, "{several:?}");
                }
                (Kind::Text(limits), Some(Answer::Words(words))) => {
                    assert!(words.chars().count() <= limits.max_characters(), "{words}");
                    let written = words.split_whitespace().count();
                    assert!(
                        limits.max_words.is_none_or(|most| written <= most),
                        "{words}"
                    );
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_return_has_about_one_comment_of_about_190_characters() {
    let Frozen {
        dataset, survey, ..
    } = simulated(SHIPPED, "2000", "1");
    let (mut comments, mut characters) = (0, 0);
    for variable in &dataset.variables {
        if let Column::Text { cells, coded: true } = &variable.column {
            for position in dataset.submitted() {
                if let Some(words) = cells.at(position).value() {
                    comments += 1;
                    characters += words.chars().count();
                }
            }
        }
    }
    let submitted = dataset.submitted().count();
    assert!(
        (submitted * 8 / 10..=submitted * 11 / 10).contains(&comments),
        "{comments} of {submitted}"
    );
    assert!(
        (170..=210).contains(&(characters / comments)),
        "{}",
        characters / comments
    );
    let codebook = survey.codebook.expect("the survey has one");
    let coded = analysis::themes::code(&dataset, &codebook);
    let silent = coded.iter().filter(|one| one.evidence.is_empty()).count();
    assert!(
        silent < coded.len() / 2,
        "themes code most of it: {silent} of {}",
        coded.len()
    );
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_makes_others() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let made = |name: &str, seed: &str| {
        let out = dir.path().join(name);
        run(&folder(SHIPPED), "200", seed, &out).succeeded();
        read(&out)
    };
    let (one, same, other) = (made("one", "5"), made("same", "5"), made("other", "6"));
    assert_eq!(one, same);
    assert_ne!(one.text("data.csv"), other.text("data.csv"));
}

#[test]
fn every_citation_says_that_the_returns_are_made_up() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let (out, report) = (dir.path().join("frozen"), dir.path().join("report"));
    run(&folder(SHIPPED), "75", "9", &out).succeeded();
    let note = thawed(&out).manifest.note.expect("there is a note");
    assert_eq!(note, "made-up returns from `canvass simulate`, seed 9");
    canvass([Path::new("report"), &out, Path::new("--out"), &report]).succeeded();
    let page = fs::read_to_string(report.join("index.html")).expect("the report is written");
    assert!(page.contains("made-up returns from `canvass simulate`, seed 9"));
}

#[test]
fn beyond_the_frame_units_are_made_up_with_its_mix_and_say_so() {
    let frozen = simulated(SHIPPED, "1000", "2");
    let frame = &frozen.dataset.frame;
    assert_eq!(
        (frame.units.len(), frozen.dataset.returns.len()),
        (1000, 1000)
    );
    assert_eq!(frozen.manifest.counts.frame, 1000);
    let made_up = frame
        .units
        .iter()
        .filter(|unit| unit.name.contains("(made up, "));
    assert_eq!(made_up.count(), 1000 - 153);
    let note = frozen.manifest.note.expect("there is a note");
    assert!(
        note.ends_with("in a frame of 1000 of which all but 153 are made up"),
        "{note}"
    );
    // 33 of 153 are in London: six frames and the 82 drawn of one have 6 × 33 of them and some more.
    let london = frame.attributes[0]
        .values
        .iter()
        .filter(|of| **of == 6)
        .count();
    assert!((6 * 33..=7 * 33).contains(&london), "{london}");
}

/// The report of made-up returns for the survey that ships, with the folder that it is in.
fn piloted(returns: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let (out, report) = (dir.path().join("frozen"), dir.path().join("report"));
    run(&folder(SHIPPED), returns, "7", &out).succeeded();
    canvass([Path::new("report"), &out, Path::new("--out"), &report]).succeeded();
    let page = fs::read_to_string(report.join("index.html")).expect("the report is written");
    (dir, page)
}

#[test]
fn a_pilot_beyond_the_frame_has_a_report_that_says_first_what_it_is() {
    let (dir, page) = piloted("400");
    let (before, body) = page.split_once("<main").expect("a page has a main part");
    for said in [
        "The returns behind this report are made up.",
        "with the seed 7",
        "247 of the 400 authorities are made up as well.",
    ] {
        assert!(before.contains(said), "{said}");
    }
    assert!(body.contains("There is no map with one hexagon for each of the authorities"));
    assert!(!page.contains("their totals match"));
    assert!(body.contains("Of 61 published figures, 44 are consistent."));
    let read = |name: &str| {
        fs::read_to_string(dir.path().join("report").join(name)).expect("the output is written")
    };
    let findings: serde_json::Value =
        serde_json::from_str(&read("findings.json")).expect("findings are JSON");
    let note = findings["note"].as_str().expect("they say what they are");
    assert!(note.starts_with("made-up returns"), "{note}");
    for name in ["tables/has-strategy.csv", "bases.csv", "comparisons.csv"] {
        let table = read(name);
        let mut lines = table.lines();
        assert!(
            lines.next().is_some_and(|head| head.ends_with(",note")),
            "{name}"
        );
        assert!(lines.all(|line| line.contains("made-up returns")), "{name}");
    }
}

#[test]
fn a_pilot_of_three_returns_has_a_report_too() {
    let (_dir, page) = piloted("3");
    assert!(page.contains("[too few made-up returns]"));
}

#[test]
fn fewer_returns_than_units_leave_some_silent() {
    let frozen = simulated(SHIPPED, "60", "4");
    assert_eq!(frozen.dataset.frame.units.len(), 153);
    let units: std::collections::BTreeSet<usize> =
        frozen.dataset.returns.iter().map(|one| one.unit).collect();
    assert_eq!(units.len(), 60, "a unit answers once");
}

#[test]
fn what_can_not_be_made_is_said() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let out = dir.path().join("frozen");
    let none = run(&folder(PLAY), "0", "1", &out);
    assert_eq!(none.code, 2, "{}", none.err);
    assert!(none.err.contains("--returns"), "{}", none.err);
    fs::create_dir(&out).expect("a folder can be made");
    let there = run(&folder(PLAY), "5", "1", &out);
    assert_eq!(there.code, 3);
    assert!(
        there
            .err
            .contains("is there already and is not overwritten"),
        "{}",
        there.err
    );
    let nowhere = run(
        &dir.path().join("nowhere"),
        "5",
        "1",
        &dir.path().join("new"),
    );
    assert_eq!(nowhere.code, 3, "{}", nowhere.err);
    assert!(nowhere.out.is_empty() && !dir.path().join("new").exists());
}
