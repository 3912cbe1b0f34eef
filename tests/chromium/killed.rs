//! A server that dies while somebody types: the page says so, keeps what was typed, and saves it later.

use thirtyfour::Key;

use super::begun;
use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

const SECOND: &str = "/return/section/second";
const COMMENT: &str = "Is there anything to add?";

#[test]
fn what_is_typed_while_the_server_is_dead_is_saved_when_it_is_back() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(SECOND);
        officer.write(COMMENT, "Before");
        until_said(officer, "Saved at ");
        let dead = server.kill();
        officer.write(COMMENT, "While it was dead");
        until_said(officer, "Not saved: the connection failed. Trying again");
        assert_eq!(comment(officer), "While it was dead");
        accessible(officer, "section while the server is dead");
        officer.tab_to("Save and continue");
        officer.press(Key::Enter);
        assert_eq!(officer.path(), SECOND, "nobody is led away to nothing");
        assert_eq!(kept(server), ["Before"], "nothing is said to be saved");

        let _server = dead.revive();
        until_said(officer, "Saved at ");
        assert_eq!(comment(officer), "While it was dead");
        officer.until("it is saved", || {
            kept(server) == ["Before", "While it was dead"]
        });
        assert!(!officer.asks_before_it_is_left());
    });
}

fn kept(server: &Server) -> Vec<String> {
    server.ask("SELECT words FROM answer WHERE question = 'comment' ORDER BY id")
}

fn until_said(officer: &Chromium, words: &str) {
    let said = "return document.getElementById('autosave').textContent";
    officer.until(words, || officer.ask::<String>(said).contains(words));
}

fn comment(officer: &Chromium) -> String {
    officer.ask("return document.getElementById('q.comment').value")
}
