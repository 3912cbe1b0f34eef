//! Two people on the same answer: both are shown, and a person chooses.

use super::{comments, director_and_eva};
use crate::support::{Browser, Page, Server, on_every_database};

const SECOND: &str = "/return/section/second";

/// Eva's comment is saved while the director still has the page before it, and writes another.
fn conflict(server: &Server) -> (Browser, Browser, Page) {
    let (mut director, mut eva) = director_and_eva(server);
    let before = director.get(SECOND);
    eva.answer("second", &[("q.comment", "Eva’s words")]);
    let page = director.submit(
        &before,
        SECOND,
        &[
            ("q.comment", "Ann’s words"),
            ("q.children", "12"),
            ("then", "list"),
        ],
    );
    (director, eva, page)
}

#[test]
fn both_answers_are_shown_with_who_wrote_each_and_when() {
    on_every_database(|server| {
        let (mut director, _eva, page) = conflict(server);
        assert_eq!(page.status, 409);
        assert!(
            page.says("Eva’s words") && page.says("Ann’s words"),
            "{}",
            page.text
        );
        let who = page.text.split("Keep what is saved: by Eva, ").nth(1);
        let when = who.expect("it says who wrote what is saved");
        assert!(
            when[2..].starts_with(':') && when[5..].starts_with(" on "),
            "and when: {}",
            &when[..20]
        );
        assert!(page.says("Use what you wrote just now"));
        assert_eq!(comments(server), ["Eva’s words"]);
        assert_eq!(
            director.get(SECOND).value_of("q.children"),
            "12",
            "the rest was saved"
        );
    });
}

#[test]
fn an_answer_over_one_that_was_never_kept_is_not_saved_and_told_what_to_do() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let forged = [
            ("shown", "q.comment:5"),
            ("q.comment", "Over nothing"),
            ("shown", "q.children:0"),
            ("q.children", "3"),
        ];
        let page = director.posts(SECOND, &forged);
        assert_eq!(page.status, 409);
        assert!(
            page.says("This page does not match what is saved here"),
            "{}",
            page.text
        );
        assert!(comments(server).is_empty());
        assert_eq!(director.get(SECOND).value_of("q.children"), "3");
    });
}

#[test]
fn an_answer_to_what_somebody_led_past_meanwhile_is_chosen_between_too() {
    on_every_database(|server| {
        const FIRST: &str = "/return/section/first";
        let (mut director, mut eva) = director_and_eva(server);
        director.hands_to("Eva", &["first"]);
        director.answer("first", &[("q.has-team", "yes")]);
        let before = eva.get(FIRST);
        director.answer("first", &[("q.team-size", "small")]);
        director.answer("first", &[("q.has-team", "no")]);
        let page = eva.submit(&before, FIRST, &[("q.team-size", "large")]);
        assert_eq!(page.status, 409, "{}", page.text);
        assert!(
            page.says("How large is it?") && page.says("Small") && page.says("Large"),
            "{}",
            page.text
        );
        eva.submit(&page, FIRST, &[("choice.q.team-size", "mine")]);
        director.answer("first", &[("q.has-team", "yes")]);
        assert!(director.get(FIRST).is_ticked("q.team-size.large"));
    });
}

#[test]
fn keeping_theirs_leaves_the_answer_as_it_is() {
    on_every_database(|server| {
        let (mut director, _eva, page) = conflict(server);
        let chosen = director.submit(&page, SECOND, &[("choice.q.comment", "theirs")]);
        assert_eq!(chosen.path, "/return", "it goes on to where the button led");
        assert_eq!(comments(server), ["Eva’s words"]);
    });
}

#[test]
fn using_ones_own_makes_it_current_and_leaves_the_other_in_history() {
    on_every_database(|server| {
        let (mut director, mut eva, page) = conflict(server);
        let chosen = director.submit(&page, SECOND, &[("choice.q.comment", "mine")]);
        assert_eq!(chosen.path, "/return");
        assert_eq!(eva.get(SECOND).value_of("q.comment"), "Ann’s words");
        assert_eq!(comments(server), ["Eva’s words", "Ann’s words"]);
    });
}

#[test]
fn leaving_the_choice_open_asks_again() {
    on_every_database(|server| {
        let (mut director, _eva, page) = conflict(server);
        let again = director.submit(&page, SECOND, &[]);
        assert_eq!(again.status, 409);
        assert!(
            again.says("Choose which answer to keep: Is there anything to add?"),
            "{}",
            again.text
        );
        assert!(again.says("Eva’s words") && again.says("Ann’s words"));
        assert_eq!(
            comments(server),
            ["Eva’s words"],
            "nothing is decided for anybody"
        );
        director.submit(&again, SECOND, &[("choice.q.comment", "mine")]);
        assert_eq!(comments(server), ["Eva’s words", "Ann’s words"]);
    });
}

#[test]
fn an_answer_that_changes_while_one_chooses_is_asked_about_again() {
    on_every_database(|server| {
        let (mut director, mut eva, page) = conflict(server);
        eva.answer(
            "second",
            &[("q.comment", "Eva’s better words"), ("q.children", "12")],
        );
        let again = director.submit(&page, SECOND, &[("choice.q.comment", "mine")]);
        assert_eq!(again.status, 409);
        assert!(again.says("Eva’s better words") && again.says("Ann’s words"));
        assert_eq!(comments(server), ["Eva’s words", "Eva’s better words"]);
    });
}

#[test]
fn emptying_what_somebody_changed_meanwhile_is_a_choice_too() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        director.answer("second", &[("q.comment", "First words")]);
        let before = director.get(SECOND);
        eva.answer("second", &[("q.comment", "Better words")]);
        let page = director.submit(&before, SECOND, &[("q.comment", "")]);
        assert_eq!(page.status, 409);
        assert!(
            page.says("No answer") && page.says("Better words"),
            "{}",
            page.text
        );
        director.submit(&page, SECOND, &[("choice.q.comment", "mine")]);
        assert_eq!(comments(server), ["First words", "Better words", ""]);
    });
}

#[test]
fn two_who_write_the_same_agree_and_nobody_is_asked() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let before = director.get(SECOND);
        eva.answer("second", &[("q.comment", "The same words")]);
        let page = director.submit(&before, SECOND, &[("q.comment", "The same words")]);
        assert_eq!(page.status, 200);
        assert_eq!(comments(server), ["The same words"]);
    });
}

/// What is wrong is shown again as it was typed; mending it must not overwrite what came between.
#[test]
fn mending_a_wrong_answer_does_not_overwrite_what_somebody_saved_meanwhile() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let before = director.get(SECOND);
        eva.answer("second", &[("q.comment", "Eva’s words")]);
        let long = "one two three four five six seven eight nine ten eleven";
        let wrong = director.submit(&before, SECOND, &[("q.comment", long)]);
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.value_of("q.comment"), long);
        let mended = director.submit(&wrong, SECOND, &[("q.comment", "one two three")]);
        assert_eq!(mended.status, 409, "somebody else answered it meanwhile");
        assert_eq!(comments(server), ["Eva’s words"]);
    });
}

#[test]
fn every_kind_of_answer_can_be_chosen_between() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        director.hands_to("Eva", &["first", "second"]);
        for (section, hers, his, kept) in [
            (
                "first",
                ("q.has-team", "no"),
                ("q.has-team", "other"),
                "q.has-team.other",
            ),
            (
                "first",
                ("q.tools", "forms"),
                ("q.tools", "meetings"),
                "q.tools.meetings",
            ),
            (
                "second",
                ("q.barriers.time", "no"),
                ("q.barriers.time", "yes"),
                "q.barriers.time.yes",
            ),
        ] {
            let path = format!("/return/section/{section}");
            let before = director.get(&path);
            eva.answer(section, &[hers]);
            let beside = [his, ("other.has-team.other", "In between")];
            let his = if his.1 == "other" {
                &beside[..]
            } else {
                &beside[..1]
            };
            let page = director.submit(&before, &path, his);
            assert_eq!(page.status, 409, "{kept}: {}", page.text);
            let choice = format!("choice.{}", his[0].0);
            director.submit(&page, &path, &[(&choice, "mine")]);
            assert!(eva.get(&path).is_ticked(kept), "{kept}");
        }
        for (hers, his, shown) in [
            (("q.children", "7"), ("q.children", "70"), "70"),
            (
                ("q.since", "1 May 2020"),
                ("q.since", "1 June 2020"),
                "1 June 2020",
            ),
        ] {
            let before = director.get(SECOND);
            let kept = [("q.barriers.time", "yes"), hers];
            eva.answer("second", &kept);
            let page = director.submit(&before, SECOND, &[("q.barriers.time", "yes"), his]);
            assert_eq!(page.status, 409, "{shown}");
            director.submit(&page, SECOND, &[(&format!("choice.{}", his.0), "mine")]);
            assert_eq!(eva.get(SECOND).value_of(his.0), shown);
        }
    });
}
