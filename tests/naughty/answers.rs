//! Through every kind of answer in words: the section, the check, the receipt, the data, and back.

use canvass::definition::Folder;

use super::{Writers, does_nothing, shows, strings, unharmed};
use crate::support::{Browser, Server, on_every_database};

const WORDS: &str = "/return/section/words";

/// The most characters of a long text, and of a short one or one beside an option.
const LONG: usize = 10_000;
const SHORT: usize = 500;

/// What a field of a limit keeps of a text: nothing of one that is too long.
fn kept(text: &str, limit: usize) -> Option<String> {
    let plain = unharmed(text);
    (!plain.is_empty() && plain.chars().count() <= limit).then_some(plain)
}

#[test]
fn words_come_back_as_they_were_given_everywhere() {
    on_every_database(|server| {
        let strings = strings();
        let writers = Writers::of(server, strings.len());
        for (number, text) in strings.iter().enumerate() {
            let mut writer = server.opened(writers.link(number));
            answers_with(&mut writer, text);
            is_in_the_section(&mut writer, text);
            is_in_the_check_and_the_receipt(&mut writer, text);
        }
        server.canvass(&["close", "words"]).succeeded();
        is_in_the_data(server, &strings);
        is_in_the_evidence(server, &strings);
    });
}

fn answers_with(writer: &mut Browser, text: &str) {
    let page = writer.get(WORDS);
    let answers = [
        ("q.own", "own"),
        ("other.own.own", text),
        ("q.several", "first"),
        ("q.several", "own"),
        ("other.several.own", text),
        ("q.short", text),
        ("q.long", text),
    ];
    let saved = writer.submit(&page, WORDS, &answers);
    does_nothing(&saved, text);
    if unharmed(text).chars().count() <= SHORT {
        assert_eq!(
            saved.path, "/return/section/said",
            "{text:?}: {}",
            saved.text
        );
        return;
    }
    assert_eq!(saved.status, 422, "{text:?} is too long for some of them");
    assert!(saved.says("Use no more than 500 characters"));
    // A browser shows what was typed again, so that it can be shortened.
    assert_eq!(unharmed(&saved.value_of("q.short")), unharmed(text));
    assert_eq!(unharmed(&saved.value_of("q.own.own.other")), unharmed(text));
    let shorter = [
        ("q.own", "own"),
        ("q.several", "first"),
        ("q.several", "own"),
        ("q.long", text),
    ];
    writer.submit(&saved, WORDS, &shorter);
}

fn is_in_the_section(writer: &mut Browser, text: &str) {
    let page = writer.get(WORDS);
    does_nothing(&page, text);
    let short = kept(text, SHORT).unwrap_or_default();
    for field in ["q.short", "q.own.own.other", "q.several.own.other"] {
        assert_eq!(page.value_of(field), short, "{field}");
    }
    assert_eq!(
        page.value_of("q.long"),
        kept(text, LONG).unwrap_or_default()
    );
    let before = writer.get("/return/section/said");
    if let Some(short) = kept(text, SHORT) {
        let asked = format!("You wrote <{short}> and Another: {short}. Is that all?");
        shows(&before, &asked, text);
    }
    // What comes back from a browser as it was shown is no change. (Only a hand-made form has a line end
    // inside another.)
    if unharmed(&unharmed(text)) != unharmed(text) {
        return;
    }
    let same = [
        ("q.own", "own"),
        ("other.own.own", short.as_str()),
        ("q.several", "first"),
        ("q.several", "own"),
        ("other.several.own", short.as_str()),
        ("q.short", short.as_str()),
        ("q.long", &page.value_of("q.long")),
    ];
    let saved = writer.autosave(&page, &same);
    let revisions = saved["revisions"]
        .as_object()
        .expect("revisions are named")
        .clone();
    let most = revisions
        .values()
        .filter_map(serde_json::Value::as_u64)
        .max();
    let is_shortened = unharmed(text).chars().count() > SHORT;
    let expected = if is_shortened { 2 } else { 1 };
    assert!(
        most <= Some(expected),
        "{text:?} is changed by being saved again: {saved}"
    );
}

fn is_in_the_check_and_the_receipt(writer: &mut Browser, text: &str) {
    let (long, short) = (kept(text, LONG), kept(text, SHORT));
    let check = writer.get("/return/check");
    for shown in [&long, &short].into_iter().flatten() {
        shows(&check, shown, text);
    }
    let receipt = writer.submit(&check, "/return/submit", &[("signatory", "A writer")]);
    assert_eq!(
        receipt.path, "/return/submitted",
        "{text:?}: {}",
        receipt.text
    );
    let file = writer.get("/return/receipt");
    let whole: canvass::returns::Receipt = serde_json::from_str(&file.text).expect("it is JSON");
    assert!(
        whole.is_whole(),
        "{text:?} is sealed as it stands in the receipt"
    );
    let json: serde_json::Value = serde_json::from_str(&file.text).expect("it is JSON");
    let answers = &json["sealed"]["answers"];
    let said = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    assert_eq!(said(&answers["q.long"]["words"]), long);
    assert_eq!(said(&answers["q.short"]["words"]), short);
    assert_eq!(said(&answers["q.own"]["one"]["other"]), short);
    assert_eq!(said(&answers["q.several"]["several"][1]["other"]), short);
}

fn is_in_the_data(server: &Server, strings: &[String]) {
    let out = server.path("frozen-words");
    server
        .canvass(&["freeze", "words", "--out", &out.display().to_string()])
        .succeeded();
    let text = std::fs::read_to_string(out.join("data.csv")).expect("the data are frozen");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("there is a header").clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|one| one == name)
            .expect("it has its column")
    };
    let columns = ["long", "short", "own/own/words", "several/own/words"].map(column);
    let unit = column("unit");
    let mut lines = 0;
    for line in reader.records() {
        let line = line.expect("the data are CSV");
        let number: usize = line[unit][1..].parse().expect("writers have numbers");
        for (column, limit) in columns.into_iter().zip([LONG, SHORT, SHORT, SHORT]) {
            let expected = kept(&strings[number], limit);
            let cell = &line[column];
            let formula = ['=', '+', '-', '@', '\t', '\r'];
            assert!(
                !cell.starts_with(formula),
                "{cell:?} would run in a spreadsheet"
            );
            match expected {
                Some(text) => assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text),
                None => assert_eq!(cell, ".skipped"),
            }
        }
        lines += 1;
    }
    assert_eq!(lines, strings.len(), "every return is a line");

    let files = frozen(&out);
    let thawed = canvass::export::thaw(files).unwrap_or_else(|fault| panic!("it thaws: {fault}"));
    let long = thawed.dataset.variables.iter().find(|one| one.id == "long");
    let analysis::dataset::Column::Text { cells, .. } = &long.expect("it is a variable").column
    else {
        panic!("words are text");
    };
    for (position, one) in thawed.dataset.returns.iter().enumerate() {
        let code = &thawed.dataset.frame.units[one.unit].code;
        let number: usize = code[1..].parse().expect("writers have numbers");
        assert_eq!(
            cells.at(position).value().map(|words| (*words).to_owned()),
            kept(&strings[number], LONG)
        );
    }
}

fn frozen(out: &std::path::Path) -> Folder {
    let read = |name: &str| std::fs::read_to_string(out.join(name)).expect("it is frozen");
    ["data.csv", "dictionary.json", "manifest.json"]
        .into_iter()
        .chain([
            "survey/survey.toml",
            "survey/themes.toml",
            "survey/frame.csv",
        ])
        .map(|name| (name.to_owned(), read(name)))
        .collect()
}

fn is_in_the_evidence(server: &Server, strings: &[String]) {
    let (frozen, out) = (server.path("frozen-words"), server.path("report-words"));
    let (frozen, to) = (frozen.display().to_string(), out.display().to_string());
    crate::support::canvass(["report", &frozen, "--out", &to]).succeeded();
    let evidence = std::fs::read_to_string(out.join("restricted/theme-evidence.csv"));
    let evidence = evidence.expect("the report has evidence");
    let mut reader = csv::Reader::from_reader(evidence.as_bytes());
    let lines: Vec<_> = reader
        .records()
        .map(|line| line.expect("it is CSV"))
        .collect();
    for (number, text) in strings.iter().enumerate() {
        let Some(text) = kept(text, LONG) else {
            continue;
        };
        let unit = format!("W{number}");
        let line = lines
            .iter()
            .find(|line| line[0] == *unit)
            .expect("every comment has a line");
        assert_eq!(line[4], canvass::export::guarded(&text));
    }
    let page = std::fs::read_to_string(out.join("index.html")).expect("the report is written");
    for text in ["alert(1)", "cmd|", "DROP TABLE", "Zalgo"] {
        assert!(
            !page.contains(text),
            "what people wrote stays out of what is published"
        );
    }
}
