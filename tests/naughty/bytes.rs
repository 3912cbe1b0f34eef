//! Bytes that are no text, and text that waits for its link.

use canvass::web::routes;

use super::{Writers, strings, unharmed};
use crate::support::on_every_database;

/// Per cent encodings of what is no UTF-8: lone and paired surrogates, bytes that begin or end nothing,
/// overlong forms, and a code point beyond the last.
const NO_TEXT: [&str; 8] = [
    "%ED%A0%80",
    "%ED%A0%BD%ED%B8%80",
    "%FF",
    "%80",
    "before+%C3",
    "%C0%AF",
    "%E0%80%AF",
    "%F4%90%80%80",
];

/// Every field that takes words, an address, a number or a day.
const FIELDS: [&str; 11] = [
    "shown=q.comment%3A1&q.comment",
    "shown=q.children%3A1&q.children",
    "signatory",
    "note",
    "reason",
    "better",
    "name",
    "email",
    "my-name",
    "my-email",
    "section",
];

#[test]
fn bytes_that_are_no_text_are_refused_and_lose_nothing() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        officer.answer(
            "second",
            &[("q.comment", "Saved before"), ("q.children", "7")],
        );
        let token = officer.session_form_token();
        let before = server.tables();
        let link = server.link("A1");
        let link_token = officer.get(&link).form_token();
        for (_, path, _) in routes()
            .into_iter()
            .filter(|(method, ..)| *method == "POST")
        {
            // A workbook is no text; what its cells say is read elsewhere.
            if path == "/return/workbook" {
                continue;
            }
            let token = if path.starts_with("/r/") {
                &link_token
            } else {
                &token
            };
            let path = path
                .replace("/r/{token}", &link)
                .replace("{section}", "second")
                .replace("{person}", "1");
            for bytes in NO_TEXT {
                // Whatever a field is called, and whether the form has it or not.
                let fields = FIELDS.iter().map(|field| format!("{field}={bytes}"));
                let nameless = [format!("shown=q.comment%3A1&q.comment=x&{bytes}=y")];
                for pair in fields.chain(nameless) {
                    let page = officer.post_body(&path, &format!("form_token={token}&{pair}"));
                    assert_eq!(page.status, 400, "{path} {pair}");
                    assert!(page.says("could not be read"), "{path}: {}", page.text);
                }
            }
        }
        assert!(before == server.tables(), "nothing was changed");
        let page = officer.get("/return/section/second");
        assert_eq!(page.value_of("q.comment"), "Saved before");
    });
}

#[test]
fn forms_of_another_kind_are_refused() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let before = server.tables();
        let token = officer.session_form_token();
        for body in [
            "",
            "&&&",
            "form_token",
            "=",
            "%",
            "form_token=%00",
            "{\"form_token\": 1}",
        ] {
            assert_eq!(
                officer.post_body("/return/people/me", body).status,
                403,
                "{body}"
            );
        }
        let page = officer.post_typed(
            "/return/people/me",
            "text/plain",
            &format!("form_token={token}"),
        );
        assert_eq!(page.status, 400);
        assert!(page.says("That could not be read"));
        assert!(before == server.tables());
    });
}

#[test]
fn words_that_wait_for_their_link_come_back_as_they_were_typed() {
    on_every_database(|server| {
        let texts: Vec<String> = strings()
            .into_iter()
            .filter(|text| text.chars().count() <= 500)
            .collect();
        let writers = Writers::of(server, texts.len());
        let path = "/return/section/words";
        let mut all: Vec<_> = (0..texts.len())
            .map(|number| {
                let mut writer = server.opened(writers.link(number));
                let page = writer.get(path);
                (writer, page)
            })
            .collect();
        server.end_sessions();
        for (number, ((writer, page), text)) in all.iter_mut().zip(&texts).enumerate() {
            let held = writer.submit(page, path, &[("q.long", text), ("q.short", text)]);
            assert_eq!(held.status, 401, "{text:?}");
            let link = writers.link(number);
            let landing = writer.get(link);
            writer.submit(&landing, link, &[]);
            let back = writer.get(path);
            assert_eq!(back.value_of("q.long"), unharmed(text));
            assert_eq!(back.value_of("q.short"), unharmed(text));
        }
    });
}
