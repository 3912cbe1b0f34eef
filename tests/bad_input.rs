//! Input that is wrong, forged, huge or hostile: a clear page, and nothing saved is lost.

use crate::support::{Page, Server, on_every_database, unescaped};

#[test]
fn every_valid_answer_is_kept_when_another_is_wrong() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let words = "one two three four five six seven eight nine ten eleven";
        let page = officer.answer(
            "second",
            &[("q.barriers.money", "yes"), ("q.comment", words)],
        );
        assert_eq!(page.status, 422);
        assert!(page.says("<title>Error: "));
        assert!(
            page.says("href=\"#q.comment\""),
            "the summary links to the field"
        );
        assert!(page.says("Use no more than 10 words; you have 11"));
        assert!(page.says(words), "what was typed is still there");
        let again = officer.get("/return/section/second");
        assert!(
            again.says("value=\"yes\" checked"),
            "the row of the grid was saved"
        );
        assert!(!again.says(words), "what was wrong was not");
    });
}

#[test]
fn choices_are_held_to_what_is_offered() {
    on_every_database(|server| {
        let refused = |answers: &[(&str, &str)], why: &str| {
            let page = server.begun("A1").answer("first", answers);
            assert_eq!(page.status, 422, "{why}");
            assert!(page.says(why), "{}", page.text);
        };
        refused(
            &[("q.has-team", "perhaps")],
            "Choose one of the answers offered",
        );
        refused(
            &[("q.has-team", "yes"), ("q.has-team", "no")],
            "Choose one answer only",
        );
        refused(
            &[("q.tools", "forms"), ("q.tools", "none")],
            "Choose either “None of these” or other answers",
        );
        refused(
            &[
                ("q.tools", "forms"),
                ("q.tools", "meetings"),
                ("q.tools", "software"),
            ],
            "Choose no more than 2 answers",
        );
        refused(
            &[
                ("q.has-team", "no"),
                ("other.has-team.other", "We share one"),
            ],
            "Choose “Something else” as well, or take out what is written beside it",
        );
        let long = "x".repeat(501);
        refused(
            &[("q.has-team", "other"), ("other.has-team.other", &long)],
            "Use no more than 500 characters",
        );
        let untouched = server.begun("A1").get("/return/section/first");
        assert!(!untouched.says(" checked"), "nothing wrong was saved");
    });
}

#[test]
fn numbers_and_days_are_held_to_their_limits() {
    on_every_database(|server| {
        let refused = |answers: &[(&str, &str)], why: &str| {
            let page = server.begun("A1").answer("second", answers);
            assert_eq!(page.status, 422, "{why}");
            assert!(page.says(why), "{}", page.text);
            let (_, typed) = answers[0];
            assert!(
                page.says(&format!("value=\"{typed}\"")),
                "what was typed is kept"
            );
        };
        refused(&[("q.children", "about fifty")], "Give a number in digits");
        refused(&[("q.children", "12.5")], "Give a whole number");
        refused(&[("q.children", "-1")], "Give 0 or more");
        refused(&[("q.children", "1001")], "Give 1000 or less");
        refused(
            &[("q.since", "last spring")],
            "Give a day such as 3 July 2023",
        );
        refused(
            &[("q.since", "1/1/2027")],
            "Give 31 December 2026 or an earlier day",
        );
    });
}

#[test]
fn forms_from_elsewhere_change_nothing() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let path = "/return/section/second";
        let page = officer.get(path);
        let other = server.begun("A2").get(path).form_token();
        for token in ["", "0123", other.as_str()] {
            let forged = [
                ("form_token", token),
                ("shown", "q.comment"),
                ("q.comment", "Forged"),
            ];
            assert_eq!(officer.post_once(path, &forged).status, 403);
        }
        let mut stranger = server.browser();
        let token = page.form_token();
        let stolen = [
            ("form_token", token.as_str()),
            ("shown", "q.comment"),
            ("q.comment", "Forged"),
        ];
        assert_eq!(stranger.post_once(path, &stolen).status, 401);
        let foreign = [
            ("form_token", token.as_str()),
            ("shown", "q.has-team"),
            ("q.has-team", "yes"),
        ];
        assert_eq!(
            officer.post_once(path, &foreign).status,
            400,
            "a question of another section"
        );
        assert!(!officer.get(path).says("Forged"));
        assert_eq!(status_of(server, "A1"), "started");
    });
}

fn status_of(server: &Server, council: &str) -> String {
    let status = server.canvass(&["status", "play", "--csv"]).succeeded().out;
    let mut reader = csv::Reader::from_reader(status.as_bytes());
    let mut records = reader
        .records()
        .map(|record| record.expect("the status is CSV"));
    let record = records
        .find(|record| &record[0] == council)
        .expect("the council is in the frame");
    record[3].to_owned()
}

#[test]
fn pages_that_are_not_there_say_so_and_tell_nothing() {
    on_every_database(|server| {
        let mut stranger = server.browser();
        for path in [
            "/nowhere",
            "/assets/../Cargo.toml",
            "/assets/none.css",
            "/report/",
            "/r/short",
        ] {
            let page = stranger.get(path);
            assert_eq!(page.status, 404, "{path}");
            assert!(page.says("<h1>"), "{path} is a page of ours: {}", page.text);
        }
        let guessed = format!("/r/{}", "a".repeat(32));
        assert_eq!(stranger.get(&guessed).status, 404);
        for path in [
            "/return",
            "/return/section/first",
            "/return/check",
            "/return/answers",
            "/return/submitted",
        ] {
            assert_eq!(stranger.get(path).status, 401, "{path}");
        }
        let mut officer = server.begun("A1");
        assert_eq!(officer.get("/return/section/none").status, 404);
    });
}

#[test]
fn an_oversized_form_loses_nothing_that_was_saved() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        officer.answer("second", &[("q.comment", "Kept")]);
        let page = officer.get("/return/section/second");
        let huge = "x".repeat(3 * 1024 * 1024);
        let refused = officer.submit(&page, "/return/section/second", &[("q.comment", &huge)]);
        assert_eq!(refused.status, 413);
        assert!(refused.says("That is more than a page can hold"));
        assert!(officer.get("/return/section/second").says("Kept"));
    });
}

#[test]
fn hostile_words_come_back_as_they_were_and_do_nothing() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        for words in [
            "<script>alert(1)</script>",
            "{{ 7*7 }} {% if x %}",
            "'; DROP TABLE answer; --",
            "=HYPERLINK(\"http://x\")",
            "\u{202e}right to left \u{200b}zero",
            "🏠👪",
        ] {
            officer.answer("second", &[("q.comment", words)]);
            let page = officer.get("/return/section/second");
            let area = page
                .text
                .split("<textarea")
                .nth(1)
                .expect("the comment is a text area");
            let shown = area
                .split_once(">\n")
                .and_then(|(_, rest)| rest.split("</textarea>").next());
            assert_eq!(shown.map(unescaped).as_deref(), Some(words));
            assert!(!page.says("<script>"));
        }
        officer.answer("second", &[("q.comment", "nul\0l")]);
        assert!(officer.get("/return/section/second").says("null"));
    });
}

#[test]
fn every_page_carries_the_headers_that_protect_it() {
    on_every_database(|server| {
        let mut officer = server.begun("A1");
        let check = |page: &Page| {
            let header = |name: &str| page.headers.get(name).map_or("", String::as_str).to_owned();
            assert!(
                header("content-security-policy").contains("default-src 'none'"),
                "{}",
                page.path
            );
            assert!(
                !header("content-security-policy").contains("unsafe"),
                "{}",
                page.path
            );
            assert_eq!(header("referrer-policy"), "no-referrer");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "no-store");
            let mut scripts = page.text.split("<script").skip(1);
            assert!(
                !page.says(" style=") && scripts.all(|one| one.starts_with(" src=\"/assets/")),
                "{}",
                page.path
            );
        };
        let link = server.link("A1");
        for path in [
            link.as_str(),
            "/return",
            "/return/section/first",
            "/return/check",
            "/nowhere",
            "/",
        ] {
            let page = officer.get(path);
            check(&page);
        }
        let mut fresh = server.browser();
        let landing = fresh.get(&link);
        let token = landing.form_token();
        let answer = fresh.post_once(&link, &[("form_token", &token)]);
        let cookie = &answer.headers["set-cookie"];
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
            "{cookie}"
        );
        assert!(
            !answer.headers["location"].contains(&link),
            "the token leaves the address"
        );
    });
}
