//! The definition language: a corpus of invalid surveys with what is said of each, and one valid survey a
//! feature, each played through.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use canvass::definition::{self, Fault, Folder, Kind, Survey};
use canvass::questionnaire::{
    Answers, Path, Progress, SHOWN, Stage, field_name, parse, shown_value,
};

use crate::support::{canvass, folder, write_folder};

#[test]
fn every_fault_is_said_with_its_place_and_what_would_mend_it() {
    let mut said = String::new();
    for (name, folder) in corpus("invalid") {
        let faults = definition::check(&folder)
            .err()
            .unwrap_or_else(|| panic!("{name} has no fault"));
        let _ = writeln!(said, "## {name}\n{}\n", listed(&faults));
    }
    insta::assert_snapshot!(said);
}

fn listed(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    lines.join("\n")
}

#[test]
fn every_feature_can_be_played_through() {
    for (name, folder) in corpus("valid") {
        let survey = definition::check(&folder)
            .unwrap_or_else(|faults| panic!("{name}:\n{}", listed(&faults)));
        for pick in 0..2 {
            let answers = played(&survey, pick);
            let path = Path::of(&survey, &answers);
            for (section, questions) in path.sections() {
                let progress = Progress::of(questions, path.answers());
                let nothing_counts = progress.shown == 0;
                assert!(
                    progress.stage == Stage::Complete || nothing_counts,
                    "{name}, {}",
                    section.id
                );
            }
            assert!(canvass::questionnaire::missing(&path).is_empty(), "{name}");
        }
    }
}

/// Answers everything on the way with the option at `pick`, until no more questions appear.
fn played(survey: &Survey, pick: usize) -> Answers {
    let mut answers = Answers::default();
    for _ in 0..5 {
        let before = answers.clone();
        for section in &survey.sections {
            let path = Path::of(survey, &answers);
            let mut pairs = Vec::new();
            for shown in path.questions_of(section) {
                let chosen = shown
                    .options
                    .get(pick.min(shown.options.len().saturating_sub(1)));
                let value = match (&shown.question.kind, chosen) {
                    (_, Some(option)) => option.id.to_string(),
                    (Kind::Number(_), None) => (pick * 10).to_string(),
                    (Kind::Date { .. }, None) => "3 July 2026".to_owned(),
                    _ => "Some words".to_owned(),
                };
                let fields = shown.fields();
                for field in &fields {
                    pairs.push((SHOWN.to_owned(), shown_value(field, 0)));
                    pairs.push((field_name(field), value.clone()));
                }
            }
            for entry in parse(section, &pairs) {
                answers.set(
                    entry.field,
                    entry.outcome.expect("what is offered is taken"),
                );
            }
        }
        if answers == before {
            return answers;
        }
    }
    panic!("{} never comes to rest", survey.id)
}

#[test]
fn routing_leads_where_it_says() {
    let shown = |name: &str, pick: usize| {
        let folder = corpus("valid")
            .remove(name)
            .expect("the feature is in the corpus");
        let survey = definition::check(&folder).unwrap_or_else(|_| panic!("it is valid"));
        let answers = played(&survey, pick);
        let path = Path::of(&survey, &answers);
        path.find(&definition::QuestionId::new("next")).is_some()
    };
    for (name, with_first, with_second) in [
        ("when-is", true, false),
        ("when-any-of", true, true),
        ("when-includes", false, true),
        ("when-answered", false, false),
        ("when-row", false, true),
        ("when-all", true, false),
        ("when-any", true, false),
        ("when-not", false, true),
        ("when-number", false, true),
        ("when-row-shown", true, false),
        ("when-option-offered", true, false),
    ] {
        assert_eq!(
            (shown(name, 0), shown(name, 1)),
            (with_first, with_second),
            "{name}"
        );
    }
}

/// Twenty ticks can be told apart in a million ways: what it can't decide it doesn't call fine, nor a fault.
#[test]
fn beyond_the_limit_reach_is_not_decided() {
    let options: Vec<String> = (0..20)
        .map(|one| format!("{{ id = \"o{one}\", label = \"{one}\" }}"))
        .collect();
    let tests: Vec<String> = (0..20)
        .map(|one| format!("{{ question = \"tools\", includes = \"o{one}\" }}"))
        .collect();
    let multi = corpus("valid")
        .remove("multi")
        .expect("it is in the corpus");
    let text = multi.text("survey.toml").expect("a survey has its file");
    let (head, _) = text
        .split_once("options = ")
        .expect("the question has options");
    let never = "{ not = { question = \"tools\", includes = \"o0\" } }";
    let text = format!(
        "{head}options = [{}]\n\n[[section.question]]\nid = \"next\"\nkind = \"text\"\ntext = \"More?\"\n\
         when = {{ all = [{}, {never}] }}\n",
        options.join(", "),
        tests.join(", ")
    );
    let files = multi.files().filter(|(name, _)| *name != "survey.toml");
    let folder: Folder = files.chain([("survey.toml", text.as_str())]).collect();
    let survey = definition::check(&folder).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let routes = definition::routes(&survey);
    assert!(routes.questions.is_none());
    assert!(
        routes.undecided[0].contains("question `next`"),
        "{:?}",
        routes.undecided
    );
}

/// Whoever names the column of codes for that of regions is told so, at once, whatever the size of the frame.
#[test]
fn an_attribute_that_puts_everyone_into_a_category_of_their_own_is_none() {
    let mut frame = "code,name,region\n".to_owned();
    for unit in 0..200_000 {
        let _ = writeln!(frame, "A{unit},Unit {unit},Region {unit}");
    }
    let single = corpus("valid").remove("single");
    let single = single.expect("it is in the corpus");
    let files = single.files().filter(|(name, _)| *name != "frame.csv");
    let folder: Folder = files.chain([("frame.csv", frame.as_str())]).collect();
    let faults = definition::check(&folder).err().expect("it has a fault");
    let said = listed(&faults);
    assert!(
        said.starts_with("frame.csv:1002:1  `region` has more than 1000 categories"),
        "{said}"
    );
}

#[test]
fn check_tells_the_ways_through_and_what_is_not_stated() {
    let run = canvass(["check".as_ref(), folder("tests/fixtures/play").as_os_str()]).succeeded();
    assert!(
        run.out
            .contains("shortest way through: 6 questions, about 3 minutes"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("longest way through: 8 questions, about 4 minutes"),
        "{}",
        run.out
    );
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let silent = corpus("valid")
        .remove("single")
        .expect("it is in the corpus");
    let text = silent.text("survey.toml").expect("a survey has its file");
    let text = text.replace("\"Kept for the tests.\"", "\"\"");
    write_folder(
        dir.path(),
        silent
            .files()
            .filter(|(name, _)| *name != "survey.toml")
            .chain([("survey.toml", text.as_str())]),
    );
    let run = canvass(["check".as_ref(), dir.path().as_os_str(), "--json".as_ref()]).succeeded();
    let said: serde_json::Value = serde_json::from_str(&run.out).expect("it is JSON");
    assert_eq!(
        said["not_stated"][0],
        "what becomes of the answers (`privacy`)"
    );
}

#[test]
fn check_reads_the_prose_before_anybody_has_answered() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    crate::support::copy_folder(&folder("tests/fixtures/play"), dir.path());
    let prose = |text: &str| {
        write_folder(dir.path(), [("report.md", text)]);
        canvass(["check".as_ref(), dir.path().as_os_str()])
    };
    prose("{has-team/yes} have a team; {since/2019-04} since then, {themes/money} lack money.\n")
        .succeeded();
    let wrong = prose("{has-team/yess} have a team, and 45% do not.\n\n{chart has-tea}\n");
    assert_eq!(wrong.code, 1);
    for said in [
        "report.md:1:1",
        "did you mean `has-team/yes`?",
        "`45` is written by hand",
        "no table `has-tea`",
    ] {
        assert!(wrong.err.contains(said), "{}", wrong.err);
    }
}

#[test]
fn check_exits_with_one_and_points_at_the_line() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let bad = corpus("invalid")
        .remove("unknown-question")
        .expect("it is in the corpus");
    write_folder(dir.path(), bad.files());
    let run = canvass(["check".as_ref(), dir.path().as_os_str()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("survey.toml:38:21"), "{}", run.err);
    assert!(
        run.err.contains("did you mean `has-policy`?"),
        "{}",
        run.err
    );
    assert!(run.err.contains("1 fault"), "{}", run.err);
    let nowhere = canvass(["check", "no-such-folder"]);
    assert_eq!(nowhere.code, 3);
    assert!(nowhere.err.contains("no-such-folder"), "{}", nowhere.err);
}

/// The surveys of a corpus by name. A line `#=== FILE` begins another file of the folder.
fn corpus(kind: &str) -> BTreeMap<String, Folder> {
    let home = folder("tests/definitions");
    let shared = ["frame.csv", "themes.toml"].map(|name| {
        let text = fs::read_to_string(home.join(name)).expect("shared files are there");
        (name.to_owned(), text)
    });
    fs::read_dir(home.join(kind))
        .expect("the corpus is there")
        .map(|entry| {
            let path = entry.expect("the corpus is readable").path();
            let text = fs::read_to_string(&path).expect("a survey is text");
            let mut parts = text.split("#=== ");
            let survey = parts.next().unwrap_or_default().to_owned();
            let others = parts.filter_map(|part| {
                let (name, text) = part.split_once('\n')?;
                Some((name.to_owned(), text.to_owned()))
            });
            let files = shared.clone().into_iter();
            let folder = files
                .chain([("survey.toml".to_owned(), survey)])
                .chain(others)
                .collect();
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("names are text");
            (name.to_owned(), folder)
        })
        .collect()
}
