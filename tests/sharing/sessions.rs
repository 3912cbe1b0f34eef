//! Pages of an earlier session, after their person has opened their link again.

use super::{comments, director_and_eva};
use crate::support::on_every_database;

const SECOND: &str = "/return/section/second";

/// Somebody opens their link a second time while a section is open in another window.
#[test]
fn a_page_from_before_the_link_was_opened_again_is_saved() {
    on_every_database(|server| {
        let link = server.link("A1");
        let mut director = server.opened(&link);
        let first = director.get(SECOND);
        for _ in 0..2 {
            let landing = director.get(&link);
            director.submit(&landing, &link, &[]);
        }
        let saved = director.submit(&first, SECOND, &[("q.comment", "From the first window")]);
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_eq!(comments(server), ["From the first window"]);

        let page = director.get(SECOND);
        server.end_sessions();
        let landing = director.get(&link);
        director.submit(&landing, &link, &[]);
        let saved = director.submit(&page, SECOND, &[("q.comment", "After the end")]);
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_eq!(
            comments(server).last().map(String::as_str),
            Some("After the end")
        );
    });
}

/// A colleague of the same return is another person: their forms are none of one's own.
#[test]
fn a_form_of_a_colleague_is_not_taken_in_ones_own_name() {
    on_every_database(|server| {
        let (director, mut eva) = director_and_eva(server);
        let token = director.session_form_token();
        let page = eva.post_once(
            SECOND,
            &[
                ("form_token", &token),
                ("shown", "q.comment:0"),
                ("q.comment", "Forged"),
            ],
        );
        assert_eq!(page.status, 403);
        assert!(comments(server).is_empty());
    });
}
