//! What can't be saved because the return moved on, or another link was opened, is shown back to whoever typed it.

use super::{comments, director_and_eva};
use crate::support::{Browser, Page, Server, on_every_database, unescaped};

const SECOND: &str = "/return/section/second";
const TYPED: [(&str, &str); 3] = [
    ("q.comment", "Two lines,\n  <b>indented</b>"),
    ("q.children", "a dozen"),
    ("q.barriers.time", "yes"),
];

/// What a page shows back, as a browser reads it: each question with what was typed.
fn shown_back(page: &Page) -> Vec<(String, String)> {
    let block = page.text.split("<section class=\"typed\">").nth(1);
    let block = block.and_then(|rest| rest.split("</section>").next());
    let answers = block.unwrap_or_default().split("<dt>").skip(1);
    answers
        .filter_map(|answer| {
            let (asked, rest) = answer.split_once("</dt>")?;
            let lines = rest.split("<p>").skip(1);
            let lines: Vec<_> = lines
                .filter_map(|line| Some(unescaped(line.split("</p>").next()?)))
                .collect();
            Some((unescaped(asked), lines.join("|")))
        })
        .collect()
}

/// The page shows everything that was typed, says of which survey it is, and that it was not saved.
#[track_caller]
fn shows_back(page: &Page, status: u16, why: &str) {
    assert_eq!(page.status, status, "{}", page.text);
    assert!(page.says(why), "{why}: {}", page.text);
    assert!(page.says("None of it was saved just now"), "{}", page.text);
    assert!(
        page.says("A small survey") && page.says("mailto:team@example.org"),
        "{}",
        page.text
    );
    let shown = shown_back(page);
    let says = |asked: &str, typed: &str| {
        let mut shown = shown.iter();
        assert!(
            shown.any(|(question, answer)| question.contains(asked) && answer == typed),
            "{asked}: {shown:?}"
        );
    };
    says("Is there anything to add?", TYPED[0].1);
    says("How many children do you look after?", "a dozen");
    says("Time", "Yes");
    assert!(
        !page.says("form_token") && !page.says("q.comment:0"),
        "{}",
        page.text
    );
}

#[test]
fn what_a_return_does_not_take_any_more_is_shown_back_question_by_question() {
    type Step = fn(&Server, &mut Browser);
    let steps: [(u16, &str, Step); 7] = [
        (409, "waiting to be signed", |server, director| {
            let mut coordinator = server.coordinator(director, "Cy");
            coordinator.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
            assert_eq!(coordinator.says_ready("").status, 200);
        }),
        (409, "has been submitted", |_, director| {
            director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
            assert_eq!(director.signs().path, "/return/submitted");
        }),
        (409, "has been declined", |_, director| {
            director.posts("/return/decline", &[]);
        }),
        (409, "takes no answers now", |server, _| {
            server.canvass(&["close", "play"]).succeeded();
        }),
        (403, "somebody else’s hands", |_, director| {
            director.hands_to(super::SIGNATORY, &["second"]);
        }),
        (410, "no longer works", |_, director| {
            director.takes_out("Eva");
        }),
        (403, "out of date", |_, _| {}),
    ];
    for (status, why, step) in steps {
        on_every_database(|server| {
            let (mut director, mut eva) = director_and_eva(server);
            let page = eva.get(SECOND);
            step(server, &mut director);
            if why == "out of date" {
                let other = server.link("A2");
                let landing = eva.get(&other);
                eva.submit(&landing, &other, &[]);
            }
            shows_back(&eva.submit(&page, SECOND, &TYPED), status, why);
            assert!(comments(server).is_empty());
        });
    }
}

#[test]
fn what_was_typed_into_any_form_is_shown_back_when_the_session_has_ended() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        director.answer("first", &[("q.has-team", "no")]);
        server.end_sessions();
        for (path, name) in [
            ("/return/decline", "reason"),
            ("/return/submit", "signatory"),
            ("/return/send-back", "reason"),
            ("/return/ready", "note"),
            ("/return/reopening", "reason"),
            ("/return/people", "name"),
            ("/return/people", "email"),
            ("/return/people/me", "my-name"),
            ("/return/feedback", "better"),
        ] {
            let page = director.posts(path, &[(name, "Typed <i>in</i> vain")]);
            assert_eq!(page.status, 401, "{path}");
            assert!(page.says("Please open your link again") && page.says("None of it was saved"));
            let shown = shown_back(&page);
            assert_eq!(shown.len(), 1, "{path}: {}", page.text);
            assert_eq!(shown[0].1, "Typed <i>in</i> vain", "{path}");
            assert!(page.says("A small survey"), "{}", page.text);
            assert!(
                !page.says("Ayford"),
                "an ended session tells of nobody’s return"
            );
        }
        let workbook = [("shown", "q.children:0"), ("q.children", "77")];
        let page = director.posts("/return/workbook/save", &workbook);
        assert_eq!(page.status, 401);
        assert!(
            page.says("send it again from “Answer offline”"),
            "{}",
            page.text
        );
    });
}

#[test]
fn what_another_site_has_filled_in_is_not_repeated() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        director.from = Some(("sec-fetch-site", "cross-site"));
        let page = director.posts("/return/decline", &[("reason", "Call this number")]);
        assert_eq!(page.status, 403);
        assert!(!page.says("Call this number"), "{}", page.text);
    });
}

#[test]
fn a_page_without_a_session_still_shows_back_what_was_typed_on_it() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let page = director.get(SECOND);
        director.cookies.clear();
        let refused = director.submit(&page, SECOND, &[("q.comment", "Typed")]);
        assert_eq!(refused.status, 401);
        assert_eq!(
            shown_back(&refused),
            [("Question “comment”".to_owned(), "Typed".to_owned())]
        );
    });
}

#[test]
fn what_is_held_and_can_not_be_saved_is_shown_until_its_person_lets_go_of_it() {
    on_every_database(|server| {
        let link = server.begun("A1").hands_to_new("Eva", &["second"]).link();
        let mut eva = server.opened(&link);
        let page = eva.get(SECOND);
        server.end_sessions();
        eva.submit(&page, SECOND, &[("q.comment", "Typed too late")]);
        let mut director = server.begun("A1");
        director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
        assert_eq!(director.signs().path, "/return/submitted");

        let landing = eva.get(&link);
        let held = eva.submit(&landing, &link, &[]);
        assert_eq!(held.path, "/return/held");
        let typed = shown_back(&held);
        assert_eq!(typed.len(), 1, "{}", held.text);
        assert_eq!(typed[0].1, "Typed too late");
        assert_eq!(
            eva.submit(&held, "/return/held", &[]).path,
            "/return/submitted"
        );
        let landing = eva.get(&link);
        assert_eq!(eva.submit(&landing, &link, &[]).path, "/return/submitted");
        assert!(comments(server).is_empty());
    });
}

#[test]
fn what_was_typed_beside_what_is_missing_or_too_long_stays_in_its_field() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let check = director.get("/return/check");
        let page = director.submit(&check, "/return/submit", &[("signatory", "Ann Other")]);
        assert_eq!(page.status, 422, "an answer is missing");
        assert_eq!(page.value_of("signatory"), "Ann Other");
        director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
        director.signs();
        let long = "x".repeat(5_001);
        let page = director.posts("/return/reopening", &[("reason", &long)]);
        assert_eq!(page.status, 422);
        assert_eq!(page.value_of("reason"), long);
    });
}
