//! `canvass audit --scan`: what the cells of tables claim.

use super::scan::{dir, docx, entries, scan, texts};

#[test]
fn a_cell_of_a_table_is_listed_with_the_headings_of_its_row_and_column() {
    let dir = dir();
    let page = "<table><tr><th>Region</th><th>Has a team (of 75)</th></tr><tr><th>London</th><td>56%</td></tr></table>\
                <img alt=\"A chart: 57% have none\"><p hidden>58%</p>";
    let run = scan(dir.path(), "table.html", page.as_bytes(), &[]).succeeded();
    assert_eq!(
        texts(&run.out),
        ["London, Has a team (of 75): 56%", "A chart: 57% have none"]
    );
}

/// The numbers of a draft's claims, each with its text.
fn numbers(draft: &str) -> Vec<String> {
    let claims = entries(draft).into_iter();
    let numbers = claims.map(|claim| {
        let lines = claim
            .lines()
            .filter(|line| !line.starts_with("id =") && *line != "[[claim]]");
        lines.collect::<Vec<_>>().join("; ")
    });
    numbers.collect()
}

#[test]
fn bare_numbers_below_a_percent_sign_are_percentages_with_the_count_and_base_of_their_row() {
    let dir = dir();
    let rows = [
        ["Region", "%", "Count", "Base"],
        ["London", "52", "17", "33"],
        ["North East", "50", "6", "12"],
        ["Base", "75", "", ""],
    ];
    let html = |cells: [&str; 4]| {
        format!(
            "<tr>{}</tr>",
            cells.map(|cell| format!("<td>{cell}</td>")).concat()
        )
    };
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let word = |cells: [&str; 4]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let expect = [
        "text = \"London, %: 52\"; percent = 52; count = 17; base = 33",
        "text = \"North East, %: 50\"; percent = 50; count = 6; base = 12",
    ];
    let line = "|---|---|---|---|".to_owned();
    let mut lines = rows
        .map(|cells| format!("| {} |", cells.join(" | ")))
        .to_vec();
    lines.insert(1, line);
    for (name, report) in [
        ("rows.md", lines.join("\n").into_bytes()),
        (
            "rows.html",
            format!("<table>{}</table>", rows.map(html).concat()).into_bytes(),
        ),
        (
            "rows.docx",
            docx(&format!("<w:tbl>{}</w:tbl>", rows.map(word).concat())),
        ),
    ] {
        let run = scan(dir.path(), name, &report, &[]).succeeded();
        assert_eq!(numbers(&run.out), expect, "{name}");
    }
}

#[test]
fn where_rows_or_heads_leave_a_doubt_bare_numbers_are_left_alone() {
    let dir = dir();
    let head = "<tr><th>Region</th><th>%</th><th>Base</th></tr>";
    let inner = format!("<table>{head}<tr><th>London</th><td>52</td><td>33</td></tr></table>");
    let page = format!(
        "<table>{head}<tr><th>All</th><td>49</td><td>{inner}<p>153</p></td></tr>\
         <tr><th>South</th><td><p>50</p><p>60</p></td><td>12</td></tr></table>\
         <table><tr><th>Region</th><th colspan=2>%</th></tr><tr><th>London</th><td>17</td><td>52</td></tr></table>"
    );
    let run = scan(dir.path(), "nested.html", page.as_bytes(), &[]).succeeded();
    assert_eq!(
        numbers(&run.out),
        ["text = \"All, Base, London, %: 52\"; percent = 52; base = 33"]
    );
}
