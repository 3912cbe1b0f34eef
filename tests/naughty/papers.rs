//! Away from the screen: into a workbook and back, and onto paper.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

use super::{Writers, does_nothing, shows, strings, unharmed};
use crate::support::{Browser, fill_in, on_every_database};

const WORKBOOK: &str = "/return/workbook";
const SAVE: &str = "/return/workbook/save";

/// The most characters of a long text, and of a short one.
const LONG: usize = 10_000;
const SHORT: usize = 500;

/// Names the `pdftotext` that reads a PDF back; without it, paper is left out.
const PDFTOTEXT: &str = "CANVASS_TEST_PDFTOTEXT";

#[test]
fn words_come_back_from_a_workbook_and_from_paper() {
    on_every_database(|server| {
        let mut strings = strings();
        strings.retain(|text| unharmed(text).chars().count() <= LONG);
        strings.push("漢字 and Ελληνικά, кириллица, हिन्दी, ไทย".to_owned());
        let writers = Writers::of(server, strings.len());
        for (number, text) in strings.iter().enumerate() {
            let mut writer = server.opened(writers.link(number));
            let file = server.path("filled.xlsx");
            downloaded(&mut writer, &file);
            let is_short = unharmed(text).chars().count() <= SHORT;
            fill_in(&file, "q.long", text);
            if is_short {
                fill_in(&file, "q.short", text);
            }
            uploaded(&mut writer, &file, text);
            let page = writer.get("/return/section/words");
            assert_eq!(page.value_of("q.long"), unharmed(text));
            if is_short {
                assert_eq!(page.value_of("q.short"), unharmed(text));
            }
            downloaded(&mut writer, &file);
            is_in_the_workbook(&file, "q.long", text);
            if let Some(reader) = std::env::var_os(PDFTOTEXT) {
                let paper = server.path("answers.pdf");
                std::fs::write(&paper, writer.get_bytes("/return/answers.pdf"))
                    .expect("a test file can be written");
                is_on_paper(&read_back(&reader, &paper), text);
            }
        }
    });
}

fn downloaded(writer: &mut Browser, file: &Path) {
    let workbook = writer.get_bytes("/return/workbook.xlsx");
    std::fs::write(file, workbook).expect("a test file can be written");
}

/// Sends a workbook back, reads what it would change, and saves it.
fn uploaded(writer: &mut Browser, file: &Path, text: &str) {
    let file = std::fs::read(file).expect("the workbook is there");
    let token = writer.session_form_token();
    let preview = writer.post_parts(WORKBOOK, &[("form_token", token.as_str())], &file);
    assert_eq!(preview.status, 200, "{text:?}: {}", preview.text);
    does_nothing(&preview, text);
    if unharmed(text).is_empty() {
        assert!(preview.says("There is nothing to save"), "{text:?}");
        return;
    }
    shows(&preview, &unharmed(text), text);
    let saved = writer.submit(&preview, SAVE, &[]);
    assert!(
        saved.says("What your workbook says has been saved."),
        "{text:?}: {}",
        saved.text
    );
}

/// The cell beside a key says the text, as another program reads it.
#[track_caller]
fn is_in_the_workbook(file: &Path, key: &str, text: &str) {
    let bytes = std::fs::read(file).expect("the workbook is there");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let sheet = book.worksheet_range("Words").expect("a section is a sheet");
    let line = sheet
        .rows()
        .find(|line| line.iter().any(|cell| *cell == key));
    let line = line.expect("every field has a line");
    let said = match &line[1] {
        Data::String(said) => said.as_str(),
        Data::Empty => "",
        other => panic!("{text:?} is {other:?} in the workbook"),
    };
    assert_eq!(said, unharmed(text));
}

/// What a PDF says, without what stands at the foot of its pages.
fn read_back(reader: &OsStr, file: &Path) -> String {
    let run = Command::new(reader)
        .args([
            "-r", "72", "-x", "0", "-y", "0", "-W", "595", "-H", "776", "-enc", "UTF-8",
        ])
        .args([file.as_os_str(), OsStr::new("-")])
        .output()
        .expect("the pdftotext that is named runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).expect("it writes text")
}

/// A PDF says the answer to the last question before the next section, in its own characters and the numbers of
/// those that no font has.
#[track_caller]
fn is_on_paper(paper: &str, text: &str) {
    let (_, after) = paper.split_once("At length?").expect("it is asked");
    let (said, _) = after.split_once("What was said").expect("so is the next");
    let said = flowing(said);
    if unharmed(text).is_empty() {
        assert_eq!(said, "Notanswered");
        return;
    }
    let text = expected(text);
    if text.chars().any(is_right_to_left) {
        // Whether the reader of a PDF gives such a line as it is seen or as it is read is its own affair.
        assert_eq!(sorted(&said), sorted(&text));
        return;
    }
    let mut rest = said.as_str();
    let mut clusters = clusters(&text).into_iter().peekable();
    while let Some(cluster) = clusters.next() {
        rest = after_cluster(rest, cluster)
            .unwrap_or_else(|| panic!("{cluster:?} of {text:?} should begin {rest:?}"));
        // Marks that come from another font than their letter are each given with all of it.
        while cluster.chars().count() > 1
            && clusters.peek() != Some(&cluster)
            && let Some(after) = rest.strip_prefix(cluster)
        {
            rest = after;
        }
    }
    assert_eq!(rest, "", "{text:?} comes back without anything else");
}

/// What a PDF says after so much, where it says that: each character as it is, or by its number.
fn after_cluster<'p>(mut paper: &'p str, cluster: &str) -> Option<&'p str> {
    for character in cluster.chars() {
        let number = format!("\u{27e8}U+{:04X}\u{27e9}", u32::from(character));
        paper = match (paper.strip_prefix(character), paper.strip_prefix(&number)) {
            (Some(after), _) if !is_in_no_font(character) => after,
            (_, Some(after)) if !is_in_every_font(character) => after,
            _ => return None,
        };
    }
    Some(paper)
}

/// What is always shown by its number: what steers, what is no character, pictures, and scripts of many thousands.
fn is_in_no_font(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{fdd0}' | '\u{2028}' | '\u{2029}'
        )
        || ('\u{3400}'..'\u{a000}').contains(&character)
        || character >= '\u{1f1e6}'
}

/// What is never: Latin letters and what stands between them.
fn is_in_every_font(character: char) -> bool {
    !character.is_control() && character < '\u{250}'
}

/// What a PDF says, wherever its lines and pages end.
fn flowing(paper: &str) -> String {
    paper
        .chars()
        .filter(|c| !c.is_whitespace() && !is_unseen(*c))
        .collect()
}

/// What it should say of a text, told alike.
fn expected(text: &str) -> String {
    let is_blank = |c: char| matches!(c, '\n' | '\t') || (c.is_whitespace() && !is_in_no_font(c));
    let text = unharmed(text);
    let seen = text.chars().filter(|c| !is_blank(*c) && !is_unseen(*c));
    seen.collect()
}

/// What only says where a word may break, as a long one may on paper after each character, and in which
/// direction it is read.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
    )
}

fn is_right_to_left(character: char) -> bool {
    ('\u{590}'..'\u{800}').contains(&character)
}

fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}

/// Each character with the marks upon it.
fn clusters(text: &str) -> Vec<&str> {
    let is_mark = |c: char| ('\u{300}'..'\u{370}').contains(&c);
    let mut begins: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| !is_mark(*c))
        .map(|(at, _)| at)
        .collect();
    begins.push(text.len());
    begins
        .windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .collect()
}
