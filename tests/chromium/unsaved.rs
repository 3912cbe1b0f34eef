//! What is typed and can't be saved is never lost: it is shown back, put back by the browser, or tried again.

use thirtyfour::Key;

use super::{begun, opened};
use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

const SECOND: &str = "/return/section/second";
const COMMENT: &str = "Is there anything to add?";
const CHILDREN: &str = "How many children do you look after?";
const TYPED: &str = "Typed while the return moved on, and worth keeping";

#[test]
fn what_a_return_that_moved_on_does_not_take_is_shown_back() {
    for setting in [Setting::PHONE, Setting::DESK] {
        in_chromium(setting, |server, eva| {
            section_of_eva(server, eva);
            is_said_to_be_ready(server);
            eva.write(COMMENT, TYPED);
            until_said(eva, "Not saved. Press a Save button to see why");
            eva.go_to("Save and continue");
            assert!(eva.says("This return is waiting to be signed"));
            assert!(eva.says(COMMENT) && eva.says(TYPED));
            accessible(eva, "typed while waiting to be signed");
        });
    }
}

#[test]
fn what_a_return_that_moved_on_does_not_take_is_shown_back_without_scripts() {
    in_chromium(Setting::PHONE.without_scripts(), |server, eva| {
        section_of_eva(server, eva);
        eva.write(COMMENT, TYPED);
        eva.write(CHILDREN, "a dozen");
        server.canvass(&["close", "play"]).succeeded();
        eva.go_to("Save and continue");
        assert!(eva.says("This survey takes no answers now"));
        assert!(eva.says(TYPED) && eva.says("a dozen"));
        accessible(eva, "typed when the survey had closed");
    });
}

#[test]
fn what_a_browser_puts_back_after_an_error_is_saved_or_warned_of() {
    in_chromium(Setting::DESK, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        officer.write(COMMENT, TYPED);
        breaks(server, true);
        officer.go_to("Save and continue");
        assert!(officer.says("Something went wrong on our side"));
        assert!(officer.says(TYPED));
        accessible(officer, "typed when the server was in trouble");
        go_back(officer);
        assert_eq!(comment(officer), TYPED, "the browser puts it back");
        assert!(officer.asks_before_it_is_left(), "it is not saved yet");
        until_said(officer, "the server has trouble just now. Trying again");
        accessible(officer, "section while the server is in trouble");
        officer.tab_to("Save and continue");
        officer.press(Key::Enter);
        assert_eq!(officer.path(), SECOND, "nobody is led away from it");
        breaks(server, false);
        until_said(officer, "Saved at ");
        assert!(!officer.asks_before_it_is_left());
        officer.visit(SECOND);
        assert_eq!(comment(officer), TYPED);
    });
}

#[test]
fn what_a_browser_puts_back_does_not_silently_take_the_place_of_what_somebody_saved_since() {
    in_chromium(Setting::DESK, |server, eva| {
        section_of_eva(server, eva);
        eva.write(COMMENT, "Eva’s");
        breaks(server, true);
        eva.go_to("Save and continue");
        breaks(server, false);
        server
            .begun("A1")
            .answer("second", &[("q.comment", "Ann’s")]);
        go_back(eva);
        assert_eq!(comment(eva), "Eva’s");
        until_said(eva, "Somebody else changed an answer on this page");
        let kept = server.ask("SELECT words FROM answer WHERE question = 'comment'");
        assert_eq!(kept, ["Ann’s"]);
    });
}

#[test]
fn a_save_that_hangs_is_told_given_up_and_tried_again() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        // Ten times as fast, and a server that never answers.
        let () = officer.ask(
            "const later = setTimeout;
             window.setTimeout = (done, wait) => later(done, wait / 10);
             window.reached = fetch;
             window.fetch = (_, { signal }) => new Promise((_, fail) =>
               signal.addEventListener('abort', () => fail(signal.reason)));",
        );
        officer.write(COMMENT, TYPED);
        until_said(officer, "Still saving… please keep this page open.");
        assert!(officer.asks_before_it_is_left());
        accessible(officer, "section while a save hangs");
        until_said(officer, "the server takes too long to answer. Trying again");
        let () = officer.ask("window.fetch = window.reached");
        until_said(officer, "Saved at ");
        officer.visit(SECOND);
        assert_eq!(comment(officer), TYPED);
    });
}

/// A save may reach the store although its answer never comes back.
#[test]
fn nobody_is_in_conflict_with_themselves_after_an_answer_that_never_came() {
    in_chromium(Setting::DESK, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        let () = officer.ask(
            "const reached = fetch;
             window.fetch = async (...what) => {
               window.fetch = reached;
               await reached(...what);
               throw new Error('cut off');
             };",
        );
        officer.write(COMMENT, "One");
        until_said(officer, "Not saved: the connection failed");
        officer.write(COMMENT, "One and two");
        until_said(officer, "Saved at ");
        officer.until("all of it is saved", || !officer.asks_before_it_is_left());
        let kept = server.ask("SELECT words FROM answer WHERE question = 'comment' ORDER BY id");
        assert_eq!(kept, ["One", "One and two"]);
    });
}

#[test]
fn what_is_said_of_saving_never_lies_over_a_button() {
    for setting in [Setting::PHONE, Setting::DESK] {
        in_chromium(setting, |server, officer| {
            begun(server, officer, "A1");
            officer.visit(SECOND);
            officer.write(COMMENT, "Something");
            until_said(officer, "Saved at ");
            let covered: bool = officer.ask(
                "const said = document.getElementById('autosave');
                 const buttons = [...document.querySelectorAll('form.autosaves button')];
                 for (let y = 0; y <= document.documentElement.scrollHeight; y += 7) {
                   scrollTo(0, y);
                   const over = said.getBoundingClientRect();
                   for (const button of buttons) {
                     const under = button.getBoundingClientRect();
                     if (under.bottom > over.top + 1 && under.top < over.bottom - 1) return true;
                   }
                 }
                 return false;",
            );
            assert!(!covered, "{setting:?}");
        });
    }
}

#[test]
fn what_was_typed_into_other_forms_after_the_session_ended_is_shown_back_accessibly() {
    in_chromium(Setting::PHONE, |server, director| {
        begun(server, director, "A1");
        director.visit("/return/decline");
        director.write("Would you tell us why?", "No time,\nand nobody to ask");
        server.end_sessions();
        director.go_to("Ayford does not take part");
        assert!(director.says("Please open your link again"));
        assert!(director.says("No time,\nand nobody to ask"));
        accessible(director, "reason typed after the session ended");
    });
}

#[test]
fn a_page_of_another_return_in_the_same_browser_shows_back_what_was_typed() {
    in_chromium(Setting::DESK, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        officer.write(COMMENT, TYPED);
        let mut other = server.begun("A2");
        other.get("/return");
        let token = &other.cookies["canvass_session"];
        officer.has_cookie("canvass_session", token);
        officer.go_to("Save and continue");
        assert!(officer.says("This page is out of date") && officer.says(TYPED));
        accessible(officer, "page of another return");
    });
}

#[test]
fn a_page_goes_on_saving_after_its_link_was_opened_again_in_another_window() {
    in_chromium(Setting::DESK, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        server.end_sessions();
        officer.write(COMMENT, "One");
        until_said(officer, "your time on this computer has ended");
        let again = server.begun("A1");
        let token = &again.cookies["canvass_session"];
        officer.has_cookie("canvass_session", token);
        officer.write(COMMENT, "One and two");
        let () = officer.ask("window.dispatchEvent(new Event('focus'))");
        until_said(officer, "Saved at ");
        officer.until("all of it is saved", || !officer.asks_before_it_is_left());
        officer.go_to("Save and go to all sections");
        assert_eq!(officer.path(), "/return", "nobody is asked to choose");
        officer.visit(SECOND);
        assert_eq!(comment(officer), "One and two");
    });
}

#[test]
fn what_is_held_and_can_not_be_saved_is_read_and_let_go_of() {
    for setting in [Setting::PHONE, Setting::DESK] {
        in_chromium(setting, |server, eva| {
            section_of_eva(server, eva);
            server.end_sessions();
            eva.write(COMMENT, TYPED);
            eva.go_to("Save and continue");
            assert!(eva.says("what you typed is held for you") && eva.says(TYPED));
            accessible(eva, "held page with what was typed");
            server.begun("A1").signs();
            opened(eva, &eva_link(server));
            assert_eq!(eva.path(), "/return/held");
            assert!(eva.says(TYPED));
            accessible(eva, "held and not to be saved");
            eva.go_to("I don’t need it any more");
            assert_eq!(eva.path(), "/return/submitted");
        });
    }
}

/// Opens Eva's link, and the section that she holds.
fn section_of_eva(server: &Server, eva: &Chromium) {
    let mut director = server.begun("A1");
    director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
    let link = director.hands_to_new("Eva", &["second"]).link();
    std::fs::write(server.path("eva"), &link).expect("a link can be noted");
    opened(eva, &link);
    eva.visit(SECOND);
}

fn eva_link(server: &Server) -> String {
    std::fs::read_to_string(server.path("eva")).expect("her link was noted")
}

fn is_said_to_be_ready(server: &Server) {
    let mut director = server.begun("A1");
    let ready = server.coordinator(&mut director, "Cy").says_ready("");
    assert_eq!(ready.status, 200, "{}", ready.text);
}

/// Lets the store fail at every save, or work again.
fn breaks(server: &Server, is_broken: bool) {
    server.sql(if is_broken {
        "CREATE TRIGGER broken BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'broken'); END"
    } else {
        "DROP TRIGGER broken"
    });
}

fn go_back(officer: &Chromium) {
    officer.follow(|officer| {
        let () = officer.ask("setTimeout(() => history.back())");
    });
}

fn until_said(officer: &Chromium, words: &str) {
    officer.until(words, || {
        let said: String =
            officer.ask("return document.getElementById('autosave')?.textContent ?? ''");
        said.contains(words)
    });
}

fn comment(officer: &Chromium) -> String {
    officer.ask("return document.getElementById('q.comment').value")
}
