//! Links of their own: handed out, replaced, taken back.

use std::time::{Duration, Instant};

use super::director_and_eva;
use crate::support::on_every_database;

#[test]
fn a_colleague_gets_a_link_that_is_shown_once_and_opens_the_same_return() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        director.answer("first", &[("q.has-team", "no")]);
        let page = director.hands_to_new("Eva", &["second"]);
        assert_eq!(page.status, 200);
        assert!(page.says("A link for Eva"), "{}", page.text);
        let link = page.link();
        let people = director.get("/return/people");
        assert!(
            people.says("Eva") && !people.says("/r/"),
            "it is shown once"
        );
        let hash = server.ask("SELECT token_hash FROM link");
        assert!(
            hash.iter().all(|hash| !link.contains(hash)),
            "only its hash is kept"
        );

        let mut eva = server.opened(&link);
        let tasks = eva.get("/return");
        assert!(tasks.says("Ayford") && tasks.says("Eva"), "{}", tasks.text);
        assert!(tasks.says("Held by you"), "she sees what is hers");
        eva.answer("second", &[("q.comment", "From Eva")]);
        assert!(director.get("/return/section/second").says("From Eva"));
        assert!(director.get("/return").says("Last changed by Eva"));
        assert!(
            eva.get("/return/check").says("No"),
            "she reads what the director answered"
        );
    });
}

#[test]
fn whoever_is_brought_in_needs_a_name_of_their_own_and_something_to_hold() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let nameless = director.hands_to_new("  ", &["first"]);
        assert_eq!(nameless.status, 422);
        assert!(nameless.says("Give their name"));
        let empty_handed = director.hands_to_new("Ben", &[]);
        assert_eq!(empty_handed.status, 422);
        assert!(empty_handed.says("Choose at least one section"));
        let second = director.hands_to_new("EVA", &["first"]);
        assert_eq!(second.status, 422);
        assert!(second.says("Somebody of that name is there already"));
        let nowhere = director.hands_to_new("Ben", &["no-such-section"]);
        assert_eq!(nowhere.status, 400);

        let me = "/return/people/me";
        let nobody = eva.posts(me, &[("my-name", " ")]);
        assert_eq!(
            nobody.status, 422,
            "without a name she would pass for the director"
        );
        director.posts(me, &[("my-name", "Ann")]);
        let taken = eva.posts(me, &[("my-name", "ann")]);
        assert_eq!(
            taken.status, 422,
            "two people of one name can't be told apart"
        );
        let renamed = eva.posts(
            me,
            &[("my-name", "Eva Else"), ("my-email", "eva@example.org")],
        );
        assert!(
            renamed.says("Saved.") && renamed.says("Eva Else"),
            "{}",
            renamed.text
        );
        assert_eq!(
            eva.posts(me, &[("my-name", "Eva"), ("my-email", "nowhere")])
                .status,
            422
        );
    });
}

#[test]
fn sections_are_passed_on_and_handed_back_the_way_they_came() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let mut ben = server.colleague(&mut eva, "Ben", &["second"]);
        assert!(director.get("/return").says("Held by Ben"));
        assert_eq!(
            eva.posts_answers("second", &[("q.comment", "Hers no more")])
                .status,
            403
        );
        ben.answer("second", &[("q.comment", "Ben’s")]);
        assert_eq!(
            eva.hands_to_new("Cy", &["second"]).status,
            403,
            "it is not hers to give"
        );

        assert!(ben.hands_back("second").says("Handed back."));
        assert!(director.get("/return").says("Held by Eva"));
        assert_eq!(
            ben.posts_answers("second", &[("q.children", "7")]).status,
            403
        );
        assert_eq!(
            ben.hands_back("second").status,
            403,
            "he has nothing to hand back"
        );
        assert!(eva.hands_back("second").says("Handed back."));
        let tasks = director.get("/return");
        assert!(
            !tasks.says("Held by Eva") && !tasks.says("Held by Ben"),
            "it is the director’s again"
        );

        director.hands_to("Ben", &["second"]);
        assert!(ben.get("/return").says("Held by you"));
        let signatory = director.get("/return").text;
        assert!(signatory.contains("Held by Ben"));
        assert_eq!(
            director.hands_back("second").status,
            403,
            "Ben holds it, so he hands it back"
        );
    });
}

#[test]
fn a_coordinator_changes_and_shares_everything_and_does_not_sign() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let mut cy = server.coordinator(&mut director, "Cy");
        cy.answer("first", &[("q.has-team", "no")]);
        cy.answer("second", &[("q.comment", "Cy’s")]);
        assert!(eva.get("/return/section/second").says("Cy’s"));
        let mut ben = server.colleague(&mut cy, "Ben", &["first", "second"]);
        ben.answer("first", &[("q.has-team", "yes")]);
        assert_eq!(
            eva.posts_answers("second", &[("q.comment", "Eva’s")])
                .status,
            403
        );
        cy.hands_to("Cy", &["second"]);
        assert!(
            cy.hands_back("second").says("Handed back."),
            "what one took oneself goes to the director"
        );
        assert!(!director.get("/return").says("Held by Cy"));

        let check = cy.get("/return/check");
        assert!(check.says("It is ready to be signed") && !check.says("Sign and submit"));
        let signed = cy.posts("/return/submit", &[("signatory", "Cy"), ("read", "")]);
        assert_eq!(signed.status, 403);
        let named = [("to", "new"), ("name", "Di"), ("coordinator", "yes")];
        assert_eq!(
            cy.posts("/return/people", &named).status,
            403,
            "only the director names coordinators"
        );
        assert_eq!(super::state(server, "A1"), "saved");
    });
}

#[test]
fn whoever_is_taken_out_is_out_at_once_and_what_they_held_goes_back() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let link = director.hands_to_new("Eva", &["second"]).link();
        let mut eva = server.opened(&link);
        let open_page = eva.get("/return/section/second");
        assert_eq!(open_page.status, 200);
        let page = director.takes_out("Eva");
        assert!(page.says("Taken out."), "{}", page.text);
        assert!(!page.says("<h3>Eva"), "she is no longer among the people");

        assert_eq!(eva.get("/return").status, 410);
        let save = eva.submit(
            &open_page,
            "/return/section/second",
            &[("q.comment", "Too late")],
        );
        assert_eq!(save.status, 410);
        assert_eq!(server.browser().get(&link).status, 410);
        let mut again = server.browser();
        let token = canvass::secret::Token::received(&link[3..]).expect("it is a token");
        let begin = again.post_once(&link, &[("form_token", &token.form_token())]);
        assert_eq!(begin.status, 410);
        assert!(again.cookies.is_empty(), "it opens no session any more");
        assert!(super::comments(server).is_empty());
        assert!(
            !director.get("/return").says("Held by Eva"),
            "the section is the director’s again"
        );
        director.answer("second", &[("q.comment", "Ann’s")]);
        assert_eq!(
            director.hands_to_new("Eva", &["second"]).status,
            200,
            "her name is free again"
        );
    });
}

#[test]
fn a_new_link_replaces_the_old_one_and_its_sessions_at_once() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let old = director.hands_to_new("Eva", &["second"]).link();
        let mut eva = server.opened(&old);
        eva.answer("second", &[("q.comment", "Before")]);
        let new = director.renews_link_of("Eva").link();
        assert_ne!(old, new);
        assert_eq!(server.browser().get(&old).status, 410);
        assert_eq!(
            eva.get("/return").status,
            410,
            "a session of the old link has ended"
        );
        let mut eva = server.opened(&new);
        assert!(eva.get("/return/section/second").says("Before"));
        assert!(
            eva.get("/return").says("Last changed by you"),
            "she is still herself"
        );
    });
}

/// The answers can still be read after the close, so a link that went astray must still be taken back.
#[test]
fn links_are_replaced_and_taken_back_after_the_close_too() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let old = director.hands_to_new("Eva", &["second"]).link();
        director.answer("second", &[("q.comment", "Still to be read")]);
        let number = director.number_of("Eva");
        server.canvass(&["close", "play"]).succeeded();

        let answers = director.get("/return");
        assert!(answers.says("/return/people"), "{}", answers.text);
        let people = director.get("/return/people");
        assert!(people.says("Take out") && !people.says("Hand sections to somebody"));
        assert!(!people.says("About you"), "nothing else can be changed");
        let me = [("my-name", "Ann")];
        assert_eq!(director.posts("/return/people/me", &me).status, 409);
        let renewed = director.posts(&format!("/return/people/{number}/link"), &[]);
        let new = renewed.link();
        assert_eq!(server.browser().get(&old).status, 410);
        let mut eva = server.opened(&new);
        assert!(eva.get("/return/answers").says("Still to be read"));

        let gone = director.posts(&format!("/return/people/{number}/remove"), &[]);
        assert!(gone.says("Taken out. Their link no longer works."));
        assert_eq!(eva.get("/return/answers").status, 410);
        assert_eq!(server.browser().get(&new).status, 410);
    });
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let new = [("to", "new"), ("name", " "), ("email", "eva at home")];
        let page = director.posts("/return/people", &new);
        for id in ["sections", "name", "email"] {
            let problem = format!("class=\"problem\" id=\"{id}-problem\"");
            assert_eq!(page.text.matches(&problem).count(), 1, "{}", page.text);
        }
        assert_eq!(page.text.matches("aria-invalid=\"true\"").count(), 2);
        assert!(page.says("aria-describedby=\"email-how email-problem\""));
        assert_eq!(page.value_of("email"), "eva at home");

        let me = [("my-name", "Ann"), ("my-email", "ann at home")];
        let page = director.posts("/return/people/me", &me);
        assert!(page.says("aria-describedby=\"my-email-problem\""));
        assert_eq!(page.value_of("my-name"), "Ann");
        assert_eq!(page.value_of("my-email"), "ann at home");
    });
}

#[test]
fn nobody_takes_out_the_director_themselves_or_those_whom_others_brought_in() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let mut ben = server.colleague(&mut eva, "Ben", &["second"]);
        let mut cy = server.coordinator(&mut director, "Cy");
        let [director_number, eva_number, ben_number, cy_number] = [0, 1, 2, 3].map(|at| {
            server.ask(
                "SELECT CAST(person.id AS text) FROM person \
                JOIN unit ON unit.id = person.unit_id WHERE unit.code = 'A1' ORDER BY person.id",
            )[at]
                .clone()
        });
        let refused = |by: &mut crate::support::Browser, number: &str| {
            for what in ["link", "remove"] {
                let page = by.posts(&format!("/return/people/{number}/{what}"), &[]);
                assert_eq!(page.status, 403, "{what} {number}");
            }
        };
        refused(&mut director, &director_number);
        refused(&mut cy, &director_number);
        refused(&mut cy, &cy_number);
        refused(&mut eva, &eva_number);
        refused(&mut ben, &eva_number);
        refused(&mut eva, &cy_number);
        assert!(
            eva.renews_link_of("Ben").says("A link for Ben"),
            "she brought him in: {ben_number}"
        );
        assert_eq!(eva.takes_out("Ben").status, 200);
        assert!(!director.get("/return").says("Held by Ben"));
    });
}

/// The least that somebody waits who opens a link that is none.
const SLOW: Duration = Duration::from_millis(400);

#[test]
fn links_that_are_none_are_slow_and_all_alike() {
    on_every_database(|server| {
        let mut stranger = server.browser();
        let guesses = [
            format!("/r/{}", "a".repeat(32)),
            format!("/r/{}", "b".repeat(32)),
            "/r/short".to_owned(),
            format!("/r/{}/questions", "a".repeat(32)),
        ];
        let pages: Vec<String> = guesses
            .iter()
            .map(|guess| {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the wait itself is what is tested"
                )]
                let before = Instant::now();
                let page = stranger.get(guess);
                assert!(before.elapsed() >= SLOW, "{guess}");
                assert_eq!(page.status, 404);
                page.text
            })
            .collect();
        assert!(
            pages.iter().all(|page| *page == pages[0]),
            "nothing is told to those who guess"
        );
    });
}

#[test]
fn opening_a_link_leaves_only_a_hint_for_the_research_team() {
    on_every_database(|server| {
        let before = server.tables();
        let hint = || server.ask("SELECT CAST(COUNT(opened_at) AS text) FROM link");
        assert_eq!(hint(), ["0"]);
        for _ in 0..2 {
            assert_eq!(server.browser().get(&server.link("A1")).status, 200);
            assert_eq!(server.browser().head(&server.link("A1")).status, 200);
        }
        assert_eq!(hint(), ["1"]);
        assert!(
            before == server.tables(),
            "opening a link changes nothing else"
        );
        let status = server.canvass(&["status", "play"]).succeeded().out;
        assert!(status.contains("1 had their link opened"), "{status}");
        assert_eq!(super::state(server, "A1"), "not started");
    });
}
