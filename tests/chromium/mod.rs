//! The pages in a real browser: by keyboard alone, with and without scripts, held to the rules of WCAG 2.2 AA.

mod autosave;
mod by_keyboard;
mod declining;
mod further;
mod killed;
mod long_names;
mod office;
mod preview;
mod signing;
mod states;
mod unsaved;
mod workbook;

use crate::support::{Chromium, Server};

/// Opens a council's link and begins its return, or goes on with it.
fn begun(server: &Server, officer: &Chromium, council: &str) {
    opened(officer, &server.link(council));
    assert_eq!(officer.path(), "/return");
}

/// Opens a link and presses the button of its first page.
fn opened(officer: &Chromium, link: &str) {
    officer.visit(link);
    let begin: String = officer.ask("return document.querySelector('main button').innerText");
    officer.go_to(&begin);
}
