//! Where the base of a figure comes from: what `canvass bases` says, its file, and the report.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{canvass, demo, in_report, lines, simulated};

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
            "The questionnaire asks it only if you answered “Yes” to “",
        ),
        (
            "has-strategy/no@region=london",
            "Of 33 authorities with “Region: London” ",
        ),
        (
            "has-strategy/no@region=east-midlands",
            "It rests on fewer than 5 authorities that answered (Region: East Midlands): this survey withholds every figure on a \
             base of fewer than 5 where answers are broken down (`bases_below` under `[disclosure]`).",
        ),
        (
            "facts/went-home",
            "27%.\nThe survey team declares it; it is not counted from returns. Its source: ",
        ),
        (
            "facts/interviews",
            "The survey team declares it; it is not counted from returns.\n",
        ),
        (
            "has-strategy/no",
            "All 75 were asked. All of them answered. The base is the 75 authorities that answered.",
        ),
        (
            "barriers-after/funding/yes",
            "47 were asked, and 28 were not asked, because of earlier answers. Of those asked 42 answered and 5 left it empty.",
        ),
        (
            "criteria/cost@ofsted=good",
            "The base is the 34 authorities that answered (Ofsted rating: Good).\nHow many of a group were \
             not asked, and how many left the question empty, is not told: it could help to work out what is withheld.",
        ),
        (
            "which-tool/nspcc",
            "54 were asked, and 21 were not asked, because of earlier answers. All of those asked answered.",
        ),
    ] {
        let found = explained(key);
        assert!(found.contains(said), "{said} is not in {found}");
    }
    for key in [
        "barriers-after/funding/yes",
        "has-strategy/no@region=east-midlands",
    ] {
        let found = explained(key);
        assert!(
            !found.contains("routed") && !found.contains("withheld, fewer than"),
            "{found}"
        );
    }
    assert!(!explained("has-strategy/no").contains("The questionnaire asks it"));
    assert!(!explained("which-tool/nspcc").contains("of their like"));
}

/// How many of a category were asked, answered and left a question empty is published nowhere.
#[test]
fn a_figure_of_a_category_is_explained_without_how_many_were_not_asked() {
    let dir = demo();
    let frozen = dir.path().join("frozen").display().to_string();
    for key in [
        "barriers-after/funding/yes@ofsted=good",
        "has-strategy/no@region=east-midlands",
    ] {
        let found = canvass(["bases", &frozen, "--explain", key])
            .succeeded()
            .out;
        for told in [
            "were asked, and",
            "Of those asked",
            "All of",
            "left it empty",
        ] {
            assert!(!found.contains(told), "{told}: {found}");
        }
        assert!(found.contains("is not told"), "{found}");
    }
}

#[test]
fn a_key_that_no_figure_has_is_refused_with_those_that_are_meant() {
    let dir = demo();
    let frozen = dir.path().join("frozen").display().to_string();
    for (key, help) in [
        (
            "barriers-before/funding",
            "there are `barriers-before/funding/dont-know`, `barriers-before/funding/no`, `barriers-before/funding/yes`",
        ),
        (
            "role/other/words",
            "did you mean `role/other/words/answered`?",
        ),
        ("themes/capacity-staffing", "there are `themes/capacity`, "),
        (
            "duration/some",
            "there are `duration/any-support`, `duration/beyond-1-year`",
        ),
        ("duration/any", "did you mean `duration/any-support`?"),
        ("", "the key is empty"),
    ] {
        let refused = canvass(["bases", &frozen, "--explain", key]);
        assert_ne!(refused.code, 0);
        assert!(refused.err.contains(help), "{help}: {}", refused.err);
    }
}

#[test]
fn the_columns_of_the_bases_add_up() {
    let (dir, frozen) = simulated("300");
    let out = dir.path().join("report").display().to_string();
    canvass(["analyse", &frozen, "--out", &out]).succeeded();
    let bases = lines(&in_report(dir.path(), "bases.csv"));
    let of = |line: &BTreeMap<String, String>, column: &str| -> u32 {
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
        said.contains("reached = partial + asked + not asked"),
        "{said}"
    );
}

#[test]
fn the_report_and_its_file_have_the_same_base_ledger() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let (_, ledger) = html
        .rsplit_once("From the returns to the base of each question")
        .expect("it has a ledger");
    let (ledger, _) = ledger.split_once("</table>").expect("a table ends");
    let rows: Vec<Vec<&str>> = rows(ledger)
        .into_iter()
        .filter(|row| !row.is_empty())
        .collect();
    let lines = lines(&in_report(dir.path(), "bases.csv"));
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
fn no_percentage_stands_in_a_table_of_the_report_without_its_base() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
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
fn every_closed_question_says_of_how_many_it_was_asked() {
    let dir = demo();
    let html = in_report(dir.path(), "index.html");
    let note = |id: &str| {
        let (_, table) = html.split_once(&format!("id=\"table-{id}\"")).expect(id);
        table.split("<table").next().expect("a table follows")
    };
    assert!(note("uses-tool").contains("Asked of 75 authorities; 73 answered, 2 left it empty."));
    assert!(note("barriers-after").contains(
        "Asked of 47 authorities (28 were not asked, because of earlier answers); each row was answered by 34 to 42 of \
         them and has its own base."
    ));
    assert!(note("barriers-before").contains("each row was answered by 57 or 58 of them and"));
    let (_dir, frozen) = simulated("300");
    let out = Path::new(&frozen).with_file_name("report");
    canvass([
        "report".as_ref(),
        frozen.as_ref(),
        "--out".as_ref(),
        out.as_os_str(),
    ])
    .succeeded();
    let html = fs::read_to_string(out.join("index.html")).expect("the report is written");
    assert!(
        html.contains("Asked row by row, of "),
        "one row has a route of its own"
    );
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
