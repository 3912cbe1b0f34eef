//! What somebody types after their session has ended is held, and saved when they open their link again.

use super::{comments, director_and_eva};
use crate::support::on_every_database;

const SECOND: &str = "/return/section/second";

fn held(server: &crate::support::Server) -> usize {
    server.ask("SELECT body FROM held_form").len()
}

#[test]
fn a_page_that_is_saved_too_late_is_saved_when_the_link_is_opened_again() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["second"]).link();
        let mut eva = server.opened(&link);
        let page = eva.get(SECOND);
        server.end_sessions();
        assert_eq!(eva.get("/return").status, 401, "the session has ended");
        let late = eva.submit(
            &page,
            SECOND,
            &[("q.comment", "Typed in time"), ("q.children", "4")],
        );
        assert_eq!(late.status, 401);
        assert!(late.says("what you typed is held for you"), "{}", late.text);
        assert!(
            comments(server).is_empty(),
            "it is not saved without the link"
        );
        let forged = eva.post_once(SECOND, &[("form_token", "0"), ("shown", "q.comment:0")]);
        assert_eq!(forged.status, 403, "only our own pages are held");
        assert_eq!(held(server), 1);

        let landing = eva.get(&link);
        let tasks = eva.submit(&landing, &link, &[]);
        assert_eq!(tasks.path, "/return?kept");
        assert!(tasks.says("What you typed before your time ended has been saved"));
        let section = eva.get(SECOND);
        assert_eq!(section.value_of("q.comment"), "Typed in time");
        assert_eq!(section.value_of("q.children"), "4");
        assert_eq!(held(server), 0);
    });
}

#[test]
fn what_is_wrong_in_a_held_page_is_shown_again_as_it_was_typed() {
    on_every_database(|server| {
        let link = server.link("A1");
        let mut director = server.opened(&link);
        let page = director.get(SECOND);
        server.end_sessions();
        director.submit(
            &page,
            SECOND,
            &[("q.children", "a dozen"), ("q.comment", "Right")],
        );
        let landing = director.get(&link);
        let section = director.submit(&landing, &link, &[]);
        assert_eq!(section.path, "/return/section/second?held");
        assert!(section.says("Here is what you typed before your time ended"));
        assert_eq!(section.value_of("q.children"), "a dozen");
        assert_eq!(
            section.value_of("q.comment"),
            "Right",
            "what was right is saved"
        );
        assert_eq!(comments(server), ["Right"]);
        let mended = [("q.children", "12"), ("q.comment", "Right")];
        assert_eq!(director.submit(&section, SECOND, &mended).status, 200);
        assert_eq!(held(server), 0, "it has been dealt with");
        assert_eq!(
            server.opened(&link).get(SECOND).value_of("q.children"),
            "12"
        );
    });
}

#[test]
fn a_held_answer_that_somebody_changed_meanwhile_is_chosen_between_once() {
    on_every_database(|server| {
        let link = server.begun("A1").hands_to_new("Eva", &["second"]).link();
        let mut eva = server.opened(&link);
        let page = eva.get(SECOND);
        server.end_sessions();
        eva.submit(
            &page,
            SECOND,
            &[("q.comment", "Eva’s"), ("q.children", "4")],
        );
        server
            .begun("A1")
            .answer("second", &[("q.comment", "Ann’s")]);

        let landing = eva.get(&link);
        let section = eva.submit(&landing, &link, &[]);
        assert_eq!(section.path, "/return/section/second?held");
        assert_eq!(section.value_of("q.comment"), "Eva’s", "as she typed it");
        assert_eq!(section.value_of("q.children"), "4");
        let typed = [("q.comment", "Eva’s"), ("q.children", "4")];
        let both = eva.submit(&section, SECOND, &typed);
        assert_eq!(both.status, 409);
        assert!(both.says("Ann’s") && both.says("Eva’s"));
        eva.submit(&both, SECOND, &[("choice.q.comment", "theirs")]);
        assert_eq!(comments(server), ["Ann’s"]);
        assert_eq!(held(server), 0, "she has chosen");
        let landing = eva.get(&link);
        assert_eq!(
            eva.submit(&landing, &link, &[]).path,
            "/return",
            "and is not asked again"
        );
    });
}

/// The script saves as one types, and then one presses the button: the last is what was meant.
#[test]
fn what_is_typed_later_on_the_same_page_takes_the_place_of_what_was_held() {
    on_every_database(|server| {
        let link = server.link("A1");
        let mut director = server.opened(&link);
        let page = director.get(SECOND);
        server.end_sessions();
        assert_eq!(
            director
                .autosave_once(&page, &[("q.comment", "Half a")])
                .status,
            401
        );
        director.submit(&page, SECOND, &[("q.comment", "Half a sentence more")]);
        let landing = director.get(&link);
        let tasks = director.submit(&landing, &link, &[]);
        assert_eq!(
            tasks.path, "/return?kept",
            "nobody is in conflict with themselves"
        );
        assert_eq!(comments(server), ["Half a sentence more"]);
    });
}

#[test]
fn a_held_page_of_what_is_no_longer_ones_own_does_not_stand_in_the_way_of_others() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["first", "second"]).link();
        let mut eva = server.opened(&link);
        let (first, second) = (eva.get("/return/section/first"), eva.get(SECOND));
        server.end_sessions();
        eva.submit(&first, "/return/section/first", &[("q.has-team", "no")]);
        eva.submit(&second, SECOND, &[("q.comment", "Eva’s")]);
        let mut director = server.begun("A1");
        director.hands_to(super::SIGNATORY, &["first"]);

        let landing = eva.get(&link);
        let tasks = eva.submit(&landing, &link, &[]);
        assert_eq!(comments(server), ["Eva’s"], "what is still hers is saved");
        assert!(
            tasks.says("could not be saved"),
            "and she is told of the rest: {}",
            tasks.text
        );
        let answer = server.ask("SELECT question FROM answer WHERE question = 'has-team'");
        assert!(
            answer.is_empty(),
            "what is not hers any more is not changed"
        );
        director.hands_to("Eva", &["first"]);
        let landing = eva.get(&link);
        assert_eq!(
            eva.submit(&landing, &link, &[]).path,
            "/return?kept",
            "it was held until she may"
        );
        assert!(eva.get("/return/section/first").is_ticked("q.has-team.no"));
    });
}

#[test]
fn a_page_held_by_somebody_who_is_taken_out_is_never_saved() {
    on_every_database(|server| {
        let (_, mut eva) = director_and_eva(server);
        let page = eva.get(SECOND);
        server.end_sessions();
        eva.submit(&page, SECOND, &[("q.comment", "Eva’s")]);
        server.begun("A1").takes_out("Eva");
        assert_eq!(
            eva.submit(&page, SECOND, &[("q.comment", "Eva’s")]).status,
            410
        );
        assert!(comments(server).is_empty());
    });
}

#[test]
fn no_more_is_held_than_a_person_can_have_typed() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let pages: Vec<_> = (0..55)
            .map(|number| {
                let number = number.to_string();
                director.answer("second", &[("q.children", &number)]);
                director.get(SECOND)
            })
            .collect();
        server.end_sessions();
        let last = pages
            .iter()
            .map(|page| director.submit(page, SECOND, &[("q.children", "1000")]));
        let last = last.last().expect("there are pages");
        assert_eq!(last.status, 401);
        assert!(
            !last.says("held for you"),
            "it is not promised what can't be kept"
        );
        assert!(held(server) <= 50);
    });
}
