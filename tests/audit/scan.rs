//! `canvass audit --scan`: the numbers of a report as claims, whatever the report is made of.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Run, canvass};

const SENTENCES: [&str; 5] = [
    "Of all authorities, 49 per cent (75 of 153) answered.",
    "42 of 75 (56%) have no strategy for reunification.",
    "A “tool” is used by 74 % & more; its use is 8.0% \"up\" \\ since.",
    "Three in four would do more.",
    "In 2023 nothing else was counted.",
];

pub(super) fn scan(dir: &Path, name: &str, report: &[u8], arguments: &[&str]) -> Run {
    let file = dir.join(name);
    fs::write(&file, report).expect("a report can be written");
    let file = file.display().to_string();
    canvass(["audit", "--scan", &file].iter().chain(arguments))
}

pub(super) fn dir() -> tempfile::TempDir {
    tempfile::tempdir().expect("a test folder can be made")
}

fn escaped(sentence: &str) -> String {
    sentence.replace('&', "&amp;").replace('<', "&lt;")
}

fn html() -> String {
    let paragraphs = SENTENCES.map(|sentence| {
        let sentence = escaped(sentence).replace("(75 of 153)", "(<b>75</b> of 153)");
        format!("<p>{}</p>", sentence.replace("74 %", "74&nbsp;%"))
    });
    let style = "<style>.bar { width: 99% }</style>";
    format!(
        "<!doctype html><html><head>{style}</head><body>{}</body></html>",
        paragraphs.join("\n")
    )
}

pub(super) fn docx(document: &str) -> Vec<u8> {
    docx_of(&[("word/document.xml", document)])
}

fn docx_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part can be begun");
        archive.write_all(part.as_bytes()).expect("and written");
    }
    archive.finish().expect("the ZIP is whole").into_inner()
}

fn document() -> String {
    let paragraphs = SENTENCES.map(|sentence| {
        // A word processor parts runs wherever it likes.
        let runs =
            escaped(sentence).replace(" of ", "</w:t></w:r><w:r><w:t xml:space=\"preserve\"> of ");
        format!("<w:p><w:r><w:t>{runs}</w:t></w:r></w:p>")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"urn:w\"><w:body>{}</w:body></w:document>",
        paragraphs.join("")
    )
}

#[test]
fn text_html_and_word_give_the_same_claims_and_these_are_read_back() {
    let dir = dir();
    let text = scan(
        dir.path(),
        "report.txt",
        SENTENCES.join("\n\n").as_bytes(),
        &[],
    )
    .succeeded()
    .out;
    let without_name = |out: &str| out.split_once('\n').map(|(_, rest)| rest.to_owned());
    for (name, report) in [
        ("report.html", html().into_bytes()),
        ("report.docx", docx(&document())),
    ] {
        let out = scan(dir.path(), name, &report, &[]).succeeded().out;
        // The space before the percent sign is one that doesn't break on a page.
        let out = out.replace('\u{a0}', " ");
        assert_eq!(without_name(&out), without_name(&text), "{name}");
    }
    insta::assert_snapshot!(without_name(&text).expect("the first line names the report"));
    let claims = dir.path().join("claims.toml");
    let rate = "# “Three in four” is a rate: put the count and base here that it is of.";
    let text = text.replace(rate, "count = 54\nbase = 73");
    fs::write(&claims, &text).expect("claims can be written");
    let judged = canvass(["audit".as_ref(), claims.as_os_str(), "--json".as_ref()]);
    assert_eq!((judged.code, judged.err.as_str()), (1, ""));
    let said: serde_json::Value = serde_json::from_str(&judged.out).expect("it is JSON");
    let words = said["claims"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["verdicts"][0].as_str());
    let words: Vec<&str> = words.flatten().collect();
    assert_eq!(
        words,
        [
            "consistent",
            "consistent",
            "unstated-base",
            "unstated-base",
            "consistent"
        ]
    );
}

#[test]
fn findings_are_proposed_where_number_or_words_agree() {
    let dir = dir();
    let findings = dir.path().join("findings.json");
    let row = |key: &str, label: &str, count: u32| {
        format!("{{\"key\": \"{key}\", \"label\": \"{label}\", \"count\": {count}, \"base\": 75}}")
    };
    let rows = [
        row("has-strategy/no", "No", 42),
        row("has-strategy/yes", "Yes", 29),
        row("has-strategy/no@region=london", "No", 42),
    ];
    let findings_json = format!(
        "{{\"tables\": [{{\"title\": \"Do you have a strategy\\n for reunification?\", \"rows\": [{}]}}]}}",
        rows.join(", ")
    );
    fs::write(&findings, findings_json).expect("findings can be written");
    let findings = findings.display().to_string();
    let report = "56% have no strategy for reunification. 57% have no strategy for reunification. 56% do. \
         With 95% confidence there is no strategy for reunification.";
    let run = scan(
        dir.path(),
        "report.txt",
        report.as_bytes(),
        &["--findings", &findings],
    )
    .succeeded();
    let words = "Do you have a strategy for reunification?";
    let [first, second, third] = ["claim-1", "claim-2", "claim-3"].map(|id| {
        let claim = run
            .out
            .split(&format!("id = \"{id}\"\n"))
            .nth(1)
            .expect("it is listed");
        claim
            .split("\n[[claim]]")
            .next()
            .expect("it ends")
            .to_owned()
    });
    let named = format!("\nfinding = \"has-strategy/no\" # ours: 56% (42 of 75), {words} – No\n");
    assert!(first.contains(&named), "{first}");
    assert!(!first.contains("/yes") && !first.contains('@'), "{first}");
    let perhaps = format!(
        "\n# perhaps `has-strategy/no`, which is 56% (42 of 75), by 2 words alone, not by its number: {words} – No\n"
    );
    assert!(second.contains(&perhaps), "{second}");
    assert!(!second.contains("\nfinding"), "{second}");
    assert!(
        !third.contains("finding") && !third.contains("perhaps"),
        "{third}"
    );
    let sure = "# No claim: “95%” says how sure a figure is, and is none itself.\n\
                #   With 95% confidence there is no strategy for reunification.\n";
    assert!(run.out.ends_with(sure), "{}", run.out);
}

/// The claims of a draft, and what stands between them, in order.
pub(super) fn entries(draft: &str) -> Vec<&str> {
    draft.trim_end().split("\n\n").skip(1).collect()
}

#[test]
fn what_claims_no_exact_figure_is_told_with_the_reason_and_no_finding_is_proposed() {
    let dir = dir();
    let findings = dir.path().join("findings.json");
    let row = "{\"key\": \"strategy/no\", \"label\": \"No strategy\", \"count\": 36, \"base\": 75}";
    fs::write(
        &findings,
        format!("{{\"tables\": [{{\"title\": \"Has a strategy\", \"rows\": [{row}]}}]}}"),
    )
    .expect("findings can be written");
    let findings = findings.display().to_string();
    let report = "No strategy: 48% to 64% (95% range). At least 48% have no strategy. There is a 48% rise in having \
                  no strategy. Nearly 48% (36 of 75) have no strategy.";
    let arguments = ["--findings", &findings];
    let run = scan(dir.path(), "report.txt", report.as_bytes(), &arguments).succeeded();
    assert_eq!(
        entries(&run.out),
        [
            "# No claim: “48% to 64%” is a range, and no rounding has to give its ends.\n\
             #   No strategy: 48% to 64% (95% range).",
            "# No claim: “95%” says how sure a figure is, and is none itself.\n\
             #   No strategy: 48% to 64% (95% range).",
            "# No claim: “At least 48%” is a bound, and no rounding has to give it.\n\
             #   At least 48% have no strategy.",
            "# No claim: “48%” says by how much something changed or differs, and is no share.\n\
             #   There is a 48% rise in having no strategy.",
            "[[claim]]\nid = \"claim-1\"\ntext = \"Nearly 48% (36 of 75) have no strategy.\"\n# Said as “Nearly 48%”.\n\
             count = 36\nbase = 75\n# perhaps `strategy/no`, which is 48% (36 of 75), by its number and one word: Has a strategy – No strategy",
        ]
    );
}

/// The texts of the claims of a draft.
pub(super) fn texts(draft: &str) -> Vec<&str> {
    let lines = draft.lines();
    lines
        .filter_map(|line| line.strip_prefix("text = ")?.strip_suffix('"'))
        .map(|text| text.trim_start_matches('"'))
        .collect()
}

#[test]
fn what_stands_on_every_page_of_a_word_document_is_listed_once() {
    let dir = dir();
    let part = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let [body, header, footer] = ["56% did.", "57% did not.", "58% in all."].map(part);
    let report = docx_of(&[
        ("word/document.xml", &body),
        ("word/header1.xml", &header),
        ("word/header2.xml", &header),
        ("word/footer1.xml", &footer),
    ]);
    let run = scan(dir.path(), "pages.docx", &report, &[]).succeeded();
    let mut found = texts(&run.out);
    found.sort_unstable();
    assert_eq!(found, ["56% did.", "57% did not.", "58% in all."]);
}

#[test]
fn what_is_no_report_is_refused_with_a_reason() {
    let dir = dir();
    let refused = |name: &str, report: &[u8], why: &str| {
        let run = scan(dir.path(), name, report, &[]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{}", run.err);
        assert!(run.err.contains(why), "{name}: {}", run.err);
    };
    refused(
        "latin.txt",
        b"caf\xe9: 45%",
        "its letters can't be read; save it as a .docx document, or as text or HTML in UTF-8",
    );
    refused(
        "report.pdf",
        b"%PDF-1.7 45%",
        "a PDF, which isn't read; save it as text, HTML or .docx",
    );
    refused(
        "cut.docx",
        &docx(&document())[..200],
        "no .docx document, or a damaged one",
    );
    refused(
        "broken.docx",
        &docx("<w:p><w:t>45%</w:p>"),
        "no .docx document, or a damaged one",
    );
    refused(
        "many.txt",
        "45% ".repeat(20_000).as_bytes(),
        "more than 10000 numbers",
    );
    let bomb = docx(&format!("<w:p><w:t>{}</w:t></w:p>", " ".repeat(60_000_000)));
    assert!(bomb.len() < 200_000);
    refused("bomb.docx", &bomb, "too large when it is unpacked");
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other
        .start_file("xl/workbook.xml", SimpleFileOptions::default())
        .expect("a part can be begun");
    let other = other.finish().expect("the ZIP is whole").into_inner();
    refused("book.docx", &other, "no .docx document");
}

#[test]
fn a_report_without_numbers_gives_a_draft_that_says_so() {
    let dir = dir();
    let run = scan(
        dir.path(),
        "report.txt",
        b"Nothing was counted in 2023.",
        &[],
    )
    .succeeded();
    assert!(
        run.out
            .contains("no percentage, no count of a base, no rate and no share in words"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("[[claim]]"), "{}", run.out);
}

#[test]
fn a_share_in_words_is_listed_for_a_person_to_complete_and_no_number_is_guessed() {
    let dir = dir();
    let report =
        "Nearly half have no strategy. Two thirds of the 75 would do more. Half (38 of 75) do.";
    let run = scan(dir.path(), "report.txt", report.as_bytes(), &[]).succeeded();
    let claims: Vec<&str> = run
        .out
        .split("[[claim]]\n")
        .skip(1)
        .map(str::trim)
        .collect();
    let complete =
        "is no exact figure: put the percent or the count and base here that it stands for.";
    assert_eq!(
        claims,
        [
            format!("id = \"claim-1\"\ntext = \"Nearly half have no strategy.\"\n# “Nearly half” {complete}"),
            format!(
                "id = \"claim-2\"\ntext = \"Two thirds of the 75 would do more.\"\n# “Two thirds” {complete}\nbase = 75"
            ),
            "id = \"claim-3\"\ntext = \"Half (38 of 75) do.\"\n# Said as “Half”.\ncount = 38\nbase = 75".to_owned(),
        ]
    );
    let draft = dir.path().join("claims.toml");
    fs::write(&draft, &run.out).expect("claims can be written");
    let judged = canvass(["audit".as_ref(), draft.as_os_str()]);
    assert_eq!(judged.code, 1);
    assert!(
        judged.err.contains("claim `claim-1` has no number"),
        "{}",
        judged.err
    );
}

#[test]
fn a_percentage_that_can_t_be_written_as_printed_is_listed_for_a_person_to_complete() {
    let dir = dir();
    let report =
        "It is 5½% of all. In 33.3333333% of cases (1\u{2009}000 of 3\u{a0}000) they fell.";
    let run = scan(dir.path(), "report.txt", report.as_bytes(), &[]).succeeded();
    let claims: Vec<&str> = run
        .out
        .split("[[claim]]\n")
        .skip(1)
        .map(str::trim)
        .collect();
    let put = "can't be written as it is printed: put the percent here that it stands for.";
    let fell = "text = \"In 33.3333333% of cases (1 000 of 3 000) they fell.\"";
    assert_eq!(
        claims,
        [
            format!("id = \"claim-1\"\ntext = \"It is 5½% of all.\"\n# “5½%” {put}"),
            format!("id = \"claim-2\"\n{fell}\n# “33.3333333%” {put}"),
            format!("id = \"claim-3\"\n{fell}\ncount = 1000\nbase = 3000"),
        ]
    );
}

#[test]
fn hostile_pages_and_entities_cost_no_more_than_their_size() {
    let dir = dir();
    let unclosed = format!("{}45%", "<p ".repeat(200_000));
    scan(dir.path(), "tags.html", unclosed.as_bytes(), &[]).succeeded();
    let comments = format!("<p>{}", "<!--".repeat(200_000));
    scan(dir.path(), "comments.html", comments.as_bytes(), &[]).succeeded();
    let scripts = format!("<p>{}", "<script></".repeat(100_000));
    scan(dir.path(), "scripts.html", scripts.as_bytes(), &[]).succeeded();
    let deep = format!(
        "{}{}45%",
        "<table><tr><td><ul>".repeat(50_000),
        "<li></x>".repeat(50_000)
    );
    scan(dir.path(), "deep.html", deep.as_bytes(), &[]).succeeded();
    let wide = "<th colspan=100 rowspan=100>45 <td>".repeat(100_000);
    scan(
        dir.path(),
        "wide.html",
        format!("<table>{wide}").as_bytes(),
        &[],
    )
    .succeeded();
    let laughs = "<!DOCTYPE w [<!ENTITY a \"45% 45%\"><!ENTITY b \"&a;&a;&a;\">]><w:p><w:t>&b; 46%</w:t></w:p>";
    let run = scan(dir.path(), "laughs.docx", &docx(laughs), &[]).succeeded();
    assert!(
        run.out.contains("percent = 46") && !run.out.contains("45"),
        "{}",
        run.out
    );
    for words in ["one per cent ", "one of ten, ", "half of "] {
        let many = words.repeat(50_000);
        let run = scan(dir.path(), "words.txt", many.as_bytes(), &[]);
        assert!(run.err.contains("more than 10000 numbers"), "{}", run.err);
    }
    let sentence = format!("{} 45%", "x".repeat(5_000_000));
    let run = scan(dir.path(), "long.txt", sentence.as_bytes(), &[]).succeeded();
    assert!(run.out.len() < 2_000, "a sentence is cut");
}
