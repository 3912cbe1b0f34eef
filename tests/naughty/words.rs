//! Through what people write beside their answers: names, notes, reasons, signatures, feedback.

use std::collections::BTreeMap;

use super::{Writers, does_nothing, one_line, shows, strings, unharmed};
use crate::support::{Page, Server, on_every_database};

/// The most characters of a line, and of some words.
const LINE: usize = 200;
const WORDS: usize = 5_000;

/// What somebody is told whose words are too many; true where they were.
fn too_long(page: &Page, text: &str, most: usize) -> bool {
    let is_too_long = unharmed(text).chars().count() > most;
    if is_too_long {
        assert_eq!(page.status, 422, "{}", page.text);
        does_nothing(page, text);
    }
    is_too_long
}

#[test]
fn names_notes_and_reasons_come_back_as_they_were_given() {
    on_every_database(|server| {
        let strings = strings();
        let writers = Writers::of(server, strings.len());
        for (number, text) in strings.iter().enumerate() {
            let mut director = server.opened(writers.link(number));
            let named = director.posts("/return/people/me", &[("my-name", text)]);
            if !too_long(&named, text, LINE) {
                shows(&named, &one_line(text), text);
                assert_eq!(named.value_of("my-name"), one_line(text));
            }
            let new = director.posts(
                "/return/people",
                &[
                    ("to", "new"),
                    ("name", &format!("{text}!")),
                    ("coordinator", "yes"),
                ],
            );
            let name = if too_long(&new, &format!("{text}!"), LINE) {
                "Cy".to_owned()
            } else {
                shows(
                    &new,
                    &format!("A link for {}", one_line(&format!("{text}!"))),
                    text,
                );
                format!("{text}! the second")
            };
            let link = director.posts(
                "/return/people",
                &[("to", "new"), ("name", &name), ("coordinator", "yes")],
            );
            let link = if unharmed(&name).chars().count() > LINE {
                director
                    .posts(
                        "/return/people",
                        &[("to", "new"), ("name", "Cy"), ("coordinator", "yes")],
                    )
                    .link()
            } else {
                link.link()
            };
            let mut coordinator = server.opened(&link);
            let ready = coordinator.says_ready(text);
            if too_long(&ready, text, WORDS) {
                coordinator.says_ready("");
            } else {
                shows(&ready, &unharmed(text), text);
            }
            let sent_back = director.posts("/return/send-back", &[("reason", text)]);
            if unharmed(text).is_empty() || too_long(&sent_back, text, WORDS) {
                assert_eq!(sent_back.status, 422);
                assert_eq!(
                    unharmed(&sent_back.value_of("reason")),
                    unharmed(text),
                    "to be mended"
                );
            } else {
                shows(&coordinator.get("/return"), &unharmed(text), text);
            }
            let declined = director.posts("/return/decline", &[("reason", text)]);
            if !too_long(&declined, text, WORDS) {
                shows(&declined, &unharmed(text), text);
            }
        }
    });
}

#[test]
fn signatures_reopenings_and_feedback_come_back_as_they_were_given() {
    on_every_database(|server| {
        let strings = strings();
        let writers = Writers::of(server, strings.len());
        for (number, text) in strings.iter().enumerate() {
            let mut director = server.opened(writers.link(number));
            let check = director.get("/return/check");
            let signed = director.submit(&check, "/return/submit", &[("signatory", text)]);
            if one_line(text).is_empty() || too_long(&signed, text, LINE) {
                assert_eq!(signed.status, 422);
                director.signs();
            } else {
                shows(&signed, &one_line(text), text);
                let receipt = director.get("/return/receipt");
                let receipt: canvass::returns::Receipt =
                    serde_json::from_str(&receipt.text).expect("it is JSON");
                assert_eq!(receipt.signatory, one_line(text));
            }
            let feedback = director.posts("/return/feedback", &[("better", text)]);
            let is_too_long = too_long(&feedback, text, WORDS);
            let kept = server.ask(&format!(
                "SELECT words FROM feedback JOIN returns ON returns.id = feedback.return_id \
                 JOIN unit ON unit.id = returns.unit_id WHERE unit.code = 'W{number}'"
            ));
            match unharmed(text) {
                text if text.is_empty() || is_too_long => assert!(kept.is_empty()),
                text => assert_eq!(kept, [text]),
            }
            let asked = director.posts("/return/reopening", &[("reason", text)]);
            if unharmed(text).is_empty() || too_long(&asked, text, WORDS) {
                assert_eq!(asked.status, 422);
            } else {
                shows(&asked, &unharmed(text), text);
            }
        }
        for (command, column) in [("requests", "reason"), ("feedback", "what_would_be_better")] {
            is_in_the_output_of(server, command, column, &strings);
        }
    });
}

/// The research team reads as CSV what was written, guarded from being run as a formula.
fn is_in_the_output_of(server: &Server, command: &str, column: &str, strings: &[String]) {
    let out = server.canvass(&[command, "words"]).succeeded().out;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().expect("there is a header").clone();
    let column = header.iter().position(|one| one == column);
    let column = column.unwrap_or_else(|| panic!("{command} has other columns: {header:?}"));
    let said: BTreeMap<String, String> = reader
        .records()
        .map(|line| line.expect("the output is CSV"))
        .map(|line| (line[0].to_owned(), line[column].to_owned()))
        .collect();
    let written: BTreeMap<String, String> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("W{number}"), unharmed(text)))
        .filter(|(_, text)| !text.is_empty() && text.chars().count() <= WORDS)
        .map(|(code, text)| (code, canvass::export::guarded(&text)))
        .collect();
    assert_eq!(said, written, "{command}");
}
