//! Not taking part, and taking part after all.

use std::path::{Path, PathBuf};

use super::{director_and_eva, state};
use crate::support::on_every_database;

#[test]
fn a_council_declines_with_a_reason_or_without_and_changes_its_mind() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        eva.answer("second", &[("q.comment", "Kept all the same")]);
        assert_eq!(eva.get("/return/decline").status, 403);
        assert_eq!(eva.posts("/return/decline", &[("reason", "")]).status, 403);
        assert!(director.get("/return/decline").says("You need not answer."));
        let declined = director.posts("/return/decline", &[("reason", "No <time>\r\nat all")]);
        assert_eq!(declined.path, "/return/declined");
        assert!(
            declined.says("No &lt;time&gt;\nat all"),
            "{}",
            declined.text
        );
        assert_eq!(state(server, "A1"), "declined");
        let refused = eva.posts_answers("second", &[("q.children", "3")]);
        assert_eq!(refused.status, 409);
        assert!(refused.says("This return has been declined"));
        assert_eq!(eva.posts("/return/change-mind", &[]).status, 403);
        assert_eq!(
            director.posts("/return/decline", &[]).status,
            409,
            "it is declined already"
        );

        director.posts("/return/change-mind", &[]);
        let section = eva.get("/return/section/second");
        assert_eq!(section.value_of("q.comment"), "Kept all the same");
        director.posts("/return/decline", &[("reason", "")]);
        assert_eq!(state(server, "A1"), "declined");
        let landing = server.browser().get(&server.link("A1"));
        assert!(
            landing.says("Ayford does not take part"),
            "{}",
            landing.text
        );
    });
}

#[test]
fn what_was_saved_in_a_declined_return_is_not_frozen() {
    on_every_database(|server| {
        let (mut director, _eva) = director_and_eva(server);
        director.answer("second", &[("q.comment", "Not to be used")]);
        director.posts("/return/decline", &[]);
        server
            .begun("A2")
            .answer("second", &[("q.comment", "To be used")]);
        server.canvass(&["close", "play"]).succeeded();
        let out = server.path("frozen");
        server
            .canvass(&["freeze", "play", "--out", &out.display().to_string()])
            .succeeded();
        for (path, text) in texts(&out) {
            assert!(!text.contains("Not to be used"), "{}", path.display());
        }
        let data = std::fs::read_to_string(out.join("data.csv")).expect("the data are frozen");
        assert!(
            data.contains("To be used") && !data.contains("A1,"),
            "{data}"
        );
    });
}

/// Every file in a folder and in those inside it.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                return texts(&path);
            }
            let text = std::fs::read_to_string(&path).expect("it is text");
            vec![(path, text)]
        })
        .collect()
}

#[test]
fn a_closed_wave_takes_no_steps() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let mut cy = server.coordinator(&mut director, "Cy");
        director.answer("first", &[("q.has-team", "no")]);
        let mut other = server.begun("A2");
        other.posts("/return/decline", &[]);
        let check = director.get("/return/check");
        let (number, before) = (director.number_of("Eva"), server.tables());
        server.canvass(&["close", "play"]).succeeded();
        let closed = server.tables();
        assert!(before != closed, "the wave was closed");

        let signed = [("signatory", "Ann Other")];
        assert_eq!(
            director.submit(&check, "/return/submit", &signed).status,
            409
        );
        assert_eq!(director.posts("/return/decline", &[]).status, 409);
        assert_eq!(other.posts("/return/change-mind", &[]).status, 409);
        assert!(!other.get("/return/declined").says("Take part after all"));
        assert_eq!(cy.says_ready("").status, 409);
        assert_eq!(eva.hands_back("second").status, 409);
        let people = "/return/people";
        let new = [("to", "new"), ("name", "Di"), ("section", "first")];
        assert_eq!(director.posts(people, &new).status, 409);
        assert_eq!(
            director
                .posts(people, &[("to", number.as_str()), ("section", "first")])
                .status,
            409
        );
        assert_eq!(
            director
                .posts_answers("first", &[("q.has-team", "yes")])
                .status,
            409
        );
        assert!(closed == server.tables(), "nothing has changed");
    });
}
