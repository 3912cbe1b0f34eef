//! One return, several people: each journey over HTTP, everyone in a browser of their own.

mod answering;
mod conflicts;
mod declining;
mod desk;
mod held;
mod offline;
mod people;
mod sessions;
mod shown_back;
mod signing;
mod told;
pub mod unsigned;

use crate::support::{Browser, Server};

/// What the director is called who has given no name.
const SIGNATORY: &str = "the director";

/// The director of A1 with Eva, who holds the second section.
fn director_and_eva(server: &Server) -> (Browser, Browser) {
    let mut director = server.begun("A1");
    let eva = server.colleague(&mut director, "Eva", &["second"]);
    (director, eva)
}

/// Every revision of the comment that anybody wrote, oldest first.
fn comments(server: &Server) -> Vec<String> {
    server.ask("SELECT COALESCE(words, '') FROM answer WHERE question = 'comment' ORDER BY id")
}

/// A council's state as `status --csv` has it.
fn state(server: &Server, council: &str) -> String {
    let status = server.canvass(&["status", "play", "--csv"]).succeeded().out;
    let mut reader = csv::Reader::from_reader(status.as_bytes());
    let mut lines = reader
        .records()
        .map(|line| line.expect("the status is CSV"));
    let line = lines.find(|line| &line[0] == council);
    line.expect("the council is in the frame")[3].to_owned()
}
