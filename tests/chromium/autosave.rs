//! Answers that are saved as one types, and what is said when they can't be.

use thirtyfour::Key;

use super::{begun, opened};
use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

const SECOND: &str = "/return/section/second";
const COMMENT: &str = "Is there anything to add?";
const NOT_SAVED: &str = "Not saved: the connection failed. Trying again";

#[test]
fn what_is_typed_is_saved_without_a_button_and_said_so() {
    in_chromium(Setting::PHONE, |server, officer| {
        second_section(server, officer);
        assert_eq!(said(officer), "", "nothing has been typed");
        assert!(!officer.asks_before_it_is_left());
        officer.write(COMMENT, "Typed and left alone");
        assert!(officer.asks_before_it_is_left(), "it is not saved yet");
        until_said(officer, "Saved at ");
        assert!(!officer.asks_before_it_is_left());
        let role: String = officer.ask("return document.getElementById('autosave').role");
        assert_eq!(role, "status", "it is read out when it changes");
        accessible(officer, "section saved on its own");
        officer.follow(|officer| officer.visit(SECOND));
        assert_eq!(comment(officer), "Typed and left alone");
        officer.write(COMMENT, "Typed and saved by hand");
        officer.go_to("Save and go to all sections");
        assert_eq!(officer.path(), "/return", "nobody is asked on the way");
        officer.visit(SECOND);
        assert_eq!(comment(officer), "Typed and saved by hand");
    });
}

#[test]
fn what_is_said_of_saving_is_in_sight_and_covers_nothing_that_has_the_focus() {
    for setting in [Setting::PHONE, Setting::ZOOMED] {
        in_chromium(setting, |server, officer| {
            second_section(server, officer);
            officer.write(COMMENT, "Right");
            officer.write("How many children do you look after?", "abc");
            until_said(officer, "but for what needs mending");
            let is_in_sight: bool = officer.ask(
                "const said = document.getElementById('autosave').getBoundingClientRect();
                 return said.top >= 0 && said.bottom <= innerHeight + 1;",
            );
            let is_high = setting.height > 352;
            assert!(is_in_sight || !is_high, "{setting:?}");
            for step in [Chromium::step, Chromium::step_back] {
                for _ in 0..25 {
                    step(officer);
                    assert!(!is_covered(officer), "{setting:?}: {:?}", officer.focus());
                }
            }
        });
    }
}

#[test]
fn what_is_wrong_is_said_while_the_rest_is_saved() {
    in_chromium(Setting::DESK, |server, officer| {
        second_section(server, officer);
        officer.write(COMMENT, "Right");
        officer.write("How many children do you look after?", "abc");
        until_said(officer, "but for what needs mending");
        accessible(officer, "section saved but for what is wrong");
        officer.go_to("Save and continue");
        assert!(officer.says("One thing needs your attention"));
        assert_eq!(comment(officer), "Right");
    });
}

#[test]
fn an_answer_that_somebody_else_changed_is_announced_and_chosen_between() {
    in_chromium(Setting::PHONE, |server, officer| {
        let link = server.begun("A1").hands_to_new("Eva", &["second"]).link();
        opened(officer, &link);
        officer.visit(SECOND);
        server
            .begun("A1")
            .answer("second", &[("q.comment", "Ann’s")]);
        officer.write(COMMENT, "Eva’s");
        until_said(officer, "Somebody else changed an answer on this page");
        assert!(
            officer.asks_before_it_is_left(),
            "her answer is not saved yet"
        );
        accessible(officer, "section with an answer of somebody else");
        officer.go_to("Save and go to all sections");
        assert!(officer.says("Keep what is saved: by the director"));
        accessible(officer, "two answers to choose between after typing");
        officer.choose(COMMENT, "Use what you wrote just now");
        officer.go_to("Save my choice");
        officer.visit(SECOND);
        assert_eq!(comment(officer), "Eva’s");
    });
}

#[test]
fn nothing_is_lost_while_the_connection_is() {
    in_chromium(Setting::PHONE, |server, officer| {
        second_section(server, officer);
        officer.cut_off(true);
        officer.write(COMMENT, "On the train");
        until_said(officer, NOT_SAVED);
        assert!(officer.asks_before_it_is_left());
        assert_eq!(comment(officer), "On the train");
        officer.cut_off(false);
        until_said(officer, "Saved at ");
        assert_eq!(comment(officer), "On the train");
        assert!(!officer.asks_before_it_is_left());
        officer.cut_off(true);
        officer.write(COMMENT, "In the tunnel");
        until_said(officer, NOT_SAVED);
        accessible(officer, "section without a connection");
        officer.tab_to("Save and continue");
        officer.press(Key::Enter);
        assert_eq!(
            officer.path(),
            SECOND,
            "nobody is led away from what they typed"
        );
        officer.cut_off(false);
        until_said(officer, "Saved at ");
        officer.go_to("Save and go to all sections");
        officer.visit(SECOND);
        assert_eq!(comment(officer), "In the tunnel");
    });
}

#[test]
fn what_is_typed_after_the_session_ended_is_held_until_the_link_is_opened() {
    in_chromium(Setting::PHONE, |server, officer| {
        second_section(server, officer);
        server.end_sessions();
        officer.write(COMMENT, "Typed in time");
        until_said(officer, "your time on this computer has ended");
        accessible(officer, "section after the session ended");
        officer.go_to("Save and continue");
        assert!(officer.says("what you typed is held for you"));
        accessible(officer, "held page");
        opened(officer, &server.link("A1"));
        assert_eq!(officer.path(), "/return?kept");
        accessible(officer, "tasks after a held page");
        officer.visit(SECOND);
        assert_eq!(comment(officer), "Typed in time");
    });
}

#[test]
fn what_is_wrong_in_a_held_page_is_shown_again() {
    in_chromium(Setting::PHONE.without_scripts(), |server, officer| {
        second_section(server, officer);
        server.end_sessions();
        officer.write("How many children do you look after?", "a dozen");
        officer.go_to("Save and continue");
        opened(officer, &server.link("A1"));
        assert!(officer.says("Here is what you typed before your time ended"));
        accessible(officer, "section held with what is wrong");
    });
}

fn second_section(server: &Server, officer: &Chromium) {
    begun(server, officer, "A1");
    officer.visit(SECOND);
}

/// What the page says of its saving.
fn said(officer: &Chromium) -> String {
    officer.ask("return document.getElementById('autosave').textContent")
}

/// Whether what is said of saving lies over what has the focus.
fn is_covered(officer: &Chromium) -> bool {
    officer.ask(
        "const at = document.activeElement.getBoundingClientRect();
         const said = document.getElementById('autosave').getBoundingClientRect();
         return document.activeElement !== document.body
           && at.bottom > said.top + 1 && at.top < said.bottom - 1;",
    )
}

fn until_said(officer: &Chromium, words: &str) {
    officer.until(words, || said(officer).contains(words));
}

fn comment(officer: &Chromium) -> String {
    officer.ask("return document.getElementById('q.comment').value")
}
