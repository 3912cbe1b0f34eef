//! Through the fields that take no words: addresses for mail, numbers and days. What is none is refused, and
//! shown again as it was typed.

use super::{Writers, does_nothing, one_line, strings, unharmed};
use crate::support::{Page, on_every_database};

/// Whether a field was refused, which then shows what was typed; a field that was not shows what is kept.
fn is_refused(page: &Page, field: &str, text: &str) -> bool {
    does_nothing(page, text);
    if page.status == 422 {
        assert_eq!(
            unharmed(&page.value_of(field)),
            unharmed(text),
            "{field} is to be mended"
        );
        return true;
    }
    assert_eq!(page.status, 200, "{text:?}: {}", page.text);
    false
}

#[test]
fn addresses_for_mail_are_kept_as_they_were_given_or_refused() {
    on_every_database(|server| {
        let mut strings = strings();
        strings.extend(
            [
                "ann@example.org",
                "ann+tag@exämple.org",
                "ann@example.org\nBcc: all@example.org",
                "ann@example.org, eve@example.org",
                "\"<b>\"@example.org",
            ]
            .map(str::to_owned),
        );
        let writers = Writers::of(server, strings.len());
        let mut kept = Vec::new();
        for (number, text) in strings.iter().enumerate() {
            let mut director = server.opened(writers.link(number));
            let mine = [("my-name", "Ann"), ("my-email", text)];
            let mine = director.posts("/return/people/me", &mine);
            let new = [
                ("to", "new"),
                ("name", "Cy"),
                ("coordinator", "yes"),
                ("email", text),
            ];
            let theirs = director.posts("/return/people", &new);
            let refused = is_refused(&theirs, "email", text);
            assert_eq!(is_refused(&mine, "my-email", text), refused, "{text:?}");
            let stored = server.ask(&format!(
                "SELECT COALESCE(email, '') FROM person JOIN unit ON unit.id = person.unit_id \
                 WHERE unit.code = 'W{number}' ORDER BY person.id"
            ));
            if refused {
                assert_eq!(stored, [""], "{text:?} is nobody’s address");
            } else {
                assert_eq!(stored, [one_line(text), one_line(text)]);
                assert_eq!(mine.value_of("my-email"), one_line(text));
                kept.extend(stored.into_iter().take(1));
            }
        }
        kept.retain(|address| !address.is_empty());
        assert_eq!(kept, ["ann@example.org", "ann+tag@exämple.org"]);
    });
}

#[test]
fn what_is_no_number_and_no_day_is_refused_and_shown_again() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let second = "/return/section/second";
        for text in strings() {
            for (field, name) in [("q.children", "children"), ("q.since", "since")] {
                let page = officer.get(second);
                let before = page.value_of(field);
                let saved = officer.submit(&page, second, &[(field, &text), ("then", "list")]);
                let is_right = ["0", "-0"].contains(&unharmed(&text).as_str());
                let is_taken = text.trim().is_empty() || (is_right && name == "children");
                assert_eq!(is_refused(&saved, field, &text), !is_taken, "{text:?}");
                let kept = officer.get(second).value_of(field);
                if is_taken {
                    let number = unharmed(&text).replace('-', "");
                    assert_eq!(kept, number, "{text:?}");
                } else {
                    assert_eq!(kept, before, "{text:?} changes nothing");
                }
            }
        }
    });
}
