//! Everyone answers what they hold, reads the rest, and overwrites nobody.

use std::collections::BTreeMap;

use super::{SIGNATORY, comments, director_and_eva};
use crate::support::on_every_database;

#[test]
fn colleagues_change_what_they_hold_and_read_the_rest() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        director.answer(
            "first",
            &[
                ("q.has-team", "other"),
                ("other.has-team.other", "We share one"),
            ],
        );
        eva.answer("second", &[("q.comment", "Hers to say")]);
        let reading = eva.get("/return/section/first");
        assert_eq!(reading.status, 200);
        assert!(
            reading.says("We share one") && !reading.says("<form"),
            "{}",
            reading.text
        );
        assert!(reading.says("is held by"), "it says whom to ask");
        let refused = eva.posts_answers("first", &[("q.has-team", "no")]);
        assert_eq!(refused.status, 403);
        assert!(refused.says("in somebody else’s hands"));
        assert!(
            director
                .get("/return/section/first")
                .is_ticked("q.has-team.other")
        );
        let other_section = eva.posts_answers("second", &[("q.has-team", "no")]);
        assert_eq!(
            other_section.status, 400,
            "a question can't be brought along to another section"
        );
    });
}

#[test]
fn a_question_that_appears_beside_an_error_is_told_as_well() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let answers = [
            ("q.has-team", "yes"),
            ("q.tools", "none"),
            ("q.tools", "forms"),
        ];
        let page = director.answer("first", &answers);
        assert_eq!(page.status, 422);
        assert!(page.says("How large is it?"));
        assert!(
            page.says("role=\"status\">Your answers led to one more question on this page."),
            "{}",
            page.text
        );
    });
}

#[test]
fn saves_to_different_questions_of_a_section_both_survive() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let path = "/return/section/second";
        let (hers, his) = (eva.get(path), director.get(path));
        eva.submit(&hers, path, &[("q.comment", "Eva’s")]);
        let saved = director.submit(
            &his,
            path,
            &[("q.children", "40"), ("q.barriers.money", "no")],
        );
        assert_ne!(saved.status, 409, "nobody changed the same answer");
        let page = eva.get(path);
        assert_eq!(page.value_of("q.comment"), "Eva’s");
        assert_eq!(page.value_of("q.children"), "40");
        assert!(page.is_ticked("q.barriers.money.no"));
        assert_eq!(
            comments(server),
            ["Eva’s"],
            "leaving it alone makes no revision"
        );
    });
}

#[test]
fn an_option_that_is_taken_away_meanwhile_does_not_break_the_save() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let mut cy = server.coordinator(&mut director, "Cy");
        let path = "/return/section/first";
        director.answer("first", &[("q.has-team", "yes"), ("q.tools", "software")]);
        let page = director.get(path);
        cy.answer("first", &[("q.has-team", "no"), ("q.tools", "software")]);
        let both = [
            ("q.has-team", "yes"),
            ("q.tools", "forms"),
            ("q.tools", "software"),
        ];
        let saved = director.submit(&page, path, &both);
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert!(
            cy.get(path).is_ticked("q.has-team.no"),
            "what Cy changed stays"
        );
        cy.answer("first", &[("q.has-team", "yes"), ("q.tools", "forms")]);
        assert!(
            cy.get(path).is_ticked("q.tools.software"),
            "the option is back with its route"
        );
    });
}

#[test]
fn many_saves_at_once_lose_nothing_that_was_acknowledged() {
    on_every_database(|server| {
        let (director, eva) = director_and_eva(server);
        let fields = [
            "q.comment",
            "q.children",
            "q.barriers.money",
            "q.barriers.time",
        ];
        let values = ["Both at once", "12", "yes", "no"];
        // Both have the page before either saves: the script sends every field that its page shows.
        let path = "/return/section/second";
        let with_page = [director, eva].map(|mut browser| {
            let page = browser.get(path);
            (browser, page)
        });
        std::thread::scope(|scope| {
            for (number, (mut browser, page)) in with_page.into_iter().enumerate() {
                scope.spawn(move || {
                    for (field, value) in fields.iter().zip(values).skip(number).step_by(2) {
                        let saved = browser.autosave(&page, &[(*field, value)]);
                        assert_eq!(saved["revisions"][*field], 1, "{saved}");
                    }
                });
            }
        });
        let page = server.begun("A1").get(path);
        assert_eq!(page.value_of("q.comment"), values[0]);
        assert_eq!(page.value_of("q.children"), values[1]);
        assert!(page.is_ticked("q.barriers.money.yes") && page.is_ticked("q.barriers.time.no"));
    });
}

#[test]
fn the_script_is_told_only_what_the_store_now_says_as_given() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let path = "/return/section/second";
        let stale = director.get(path);
        let page = eva.get(path);
        let saved = eva.autosave(&page, &[("q.comment", "Eva’s"), ("q.children", "many")]);
        let revisions: BTreeMap<String, u32> =
            serde_json::from_value(saved["revisions"].clone()).expect("revisions are numbers");
        assert_eq!(revisions["q.comment"], 1);
        assert!(
            !revisions.contains_key("q.children"),
            "what was wrong was not saved"
        );
        assert_eq!(saved["problems"], serde_json::json!(["q.children"]));
        assert_eq!(saved["conflicts"], serde_json::json!([]));

        let left_alone = director.autosave(&stale, &[("q.children", "5")]);
        assert_eq!(left_alone["revisions"]["q.children"], 1);
        let told = left_alone["revisions"].get("q.comment");
        assert_eq!(
            told, None,
            "the page shows no comment, and the store has one: {left_alone}"
        );
        let conflict = director.autosave(&stale, &[("q.comment", "Ann’s"), ("q.children", "5")]);
        assert_eq!(conflict["conflicts"], serde_json::json!(["q.comment"]));
        assert_eq!(conflict["revisions"].get("q.comment"), None);
        assert_eq!(
            comments(server),
            ["Eva’s"],
            "a stale page overwrites nothing"
        );
    });
}

#[test]
fn the_script_is_refused_as_its_person_would_be() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let page = eva.get("/return/section/second");
        director.hands_to(SIGNATORY, &["second"]);
        let refused = eva.autosave_once(&page, &[("q.comment", "Eva’s")]);
        assert_eq!(refused.status, 403);
        director.takes_out("Eva");
        assert_eq!(
            eva.autosave_once(&page, &[("q.comment", "Eva’s")]).status,
            410
        );
        assert!(comments(server).is_empty());
    });
}
