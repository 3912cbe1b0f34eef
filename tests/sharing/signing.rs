//! From ready to signed, sealed, and asked to be opened again.

use super::{director_and_eva, state};
use crate::support::{Browser, Page, Server, on_every_database};

/// A return that holds what is required, with its director, Eva and a coordinator.
fn office(server: &Server) -> (Browser, Browser, Browser) {
    let (mut director, eva) = director_and_eva(server);
    let cy = server.coordinator(&mut director, "Cy");
    director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
    (director, eva, cy)
}

#[test]
fn a_return_goes_from_ready_back_to_be_changed_and_then_to_its_signature() {
    on_every_database(|server| {
        let (mut director, mut eva, mut cy) = office(server);
        let check = cy.get("/return/check");
        assert!(check.says("please make sure that the director knows"));
        let tasks = cy.says_ready("Please look at the comment");
        assert!(tasks.says("Ready to be signed: by Cy"), "{}", tasks.text);
        assert_eq!(state(server, "A1"), "awaiting sign-off");

        let tasks = eva.get("/return");
        assert!(
            tasks.says("waiting to be signed. Until it is signed or sent back, its answers")
                && !tasks.says("in any order"),
            "nobody is told to answer what can't be changed: {}",
            tasks.text
        );
        assert!(cy.get("/return").says("or you take it back"));
        assert!(director.get("/return").says("for you to sign it"));
        for colleague in [&mut eva, &mut cy] {
            assert!(
                colleague
                    .get("/return/section/second")
                    .says("waiting to be signed")
            );
            let refused = colleague.posts_answers("second", &[("q.comment", "After all")]);
            assert_eq!(refused.status, 409);
            assert!(refused.says("This return is waiting to be signed"));
        }
        director.answer("second", &[("q.comment", "The director’s")]);
        let check = director.get("/return/check");
        assert!(check.says("Please look at the comment") && check.says("Send it back"));

        let without = director.posts("/return/send-back", &[("reason", "  ")]);
        assert_eq!(without.status, 422);
        assert!(without.says("Say what should be changed"));
        assert_eq!(state(server, "A1"), "awaiting sign-off");
        director.posts("/return/send-back", &[("reason", "How many <children>?")]);
        let tasks = eva.get("/return");
        assert!(
            tasks.says("Sent back to be changed: by the director"),
            "{}",
            tasks.text
        );
        assert!(
            tasks.says("How many &lt;children&gt;?"),
            "her colleagues see why"
        );
        let saved = eva.answer(
            "second",
            &[("q.comment", "The director’s"), ("q.children", "12")],
        );
        assert_eq!(saved.status, 200);

        cy.says_ready("");
        assert!(
            !cy.get("/return").says("Sent back"),
            "what was asked for is done"
        );
        let receipt = director.signs();
        assert_eq!(receipt.path, "/return/submitted");
        assert!(receipt.says("Ann Other, Director"));
        for colleague in [&mut eva, &mut cy] {
            assert_eq!(colleague.get("/return").path, "/return/submitted");
            let late = colleague.posts_answers("second", &[("q.children", "13")]);
            assert_eq!(late.status, 409);
        }
        assert_eq!(state(server, "A1"), "submitted");
    });
}

#[test]
fn what_is_ready_can_be_taken_back_by_those_who_answer_for_all_of_it() {
    on_every_database(|server| {
        let (mut director, mut eva, mut cy) = office(server);
        assert_eq!(eva.says_ready("").status, 403);
        assert_eq!(
            cy.posts("/return/take-back", &[]).status,
            409,
            "nothing waits yet"
        );
        cy.says_ready("");
        assert_eq!(cy.says_ready("").status, 409, "it is ready already");
        assert_eq!(eva.posts("/return/take-back", &[]).status, 403);
        assert_eq!(
            cy.posts("/return/send-back", &[("reason", "No")]).status,
            403
        );
        assert!(cy.get("/return").says("Take it back"));
        cy.posts("/return/take-back", &[]);
        assert_eq!(eva.answer("second", &[("q.children", "3")]).status, 200);
        assert_eq!(
            director
                .posts("/return/send-back", &[("reason", "Why?")])
                .status,
            409
        );
    });
}

#[test]
fn nothing_is_ready_or_submitted_without_what_is_required() {
    on_every_database(|server| {
        let (mut director, _eva) = director_and_eva(server);
        let mut cy = server.coordinator(&mut director, "Cy");
        let refused = cy.says_ready("");
        assert_eq!(refused.status, 422);
        assert!(refused.says("Please answer: Do you have a team?"));
        director.answer("first", &[("q.has-team", "no")]);
        cy.says_ready("");
        director.answer("first", &[]);
        let refused = director.signs();
        assert_eq!(refused.status, 422);
        assert_eq!(state(server, "A1"), "awaiting sign-off");
    });
}

#[test]
fn a_signature_is_only_for_the_answers_that_were_read() {
    on_every_database(|server| {
        let (mut director, mut eva, _cy) = office(server);
        let check = director.get("/return/check");
        eva.answer("second", &[("q.comment", "Changed meanwhile")]);
        let signed = [("signatory", "Ann Other")];
        let refused = director.submit(&check, "/return/submit", &signed);
        assert_eq!(refused.status, 422);
        assert!(refused.says("An answer was changed while you were reading"));
        assert!(
            refused.says("Changed meanwhile"),
            "the page shows them as they are now"
        );
        assert_eq!(
            refused.value_of("signatory"),
            "Ann Other",
            "what was typed is still there"
        );
        assert_eq!(state(server, "A1"), "saved");
        let unsigned = director.submit(&refused, "/return/submit", &[("signatory", " ")]);
        assert_eq!(unsigned.status, 422);
        assert!(unsigned.says("Give your name and position"));
        let receipt = director.submit(&unsigned, "/return/submit", &signed);
        assert_eq!(receipt.path, "/return/submitted");
    });
}

/// An answer that is routed past is not part of what is signed.
#[test]
fn changes_that_do_not_count_do_not_ask_for_another_reading() {
    on_every_database(|server| {
        let (mut director, _eva, _cy) = office(server);
        director.answer("first", &[("q.has-team", "yes"), ("q.tools", "forms")]);
        director.answer("teams", &[("q.team-comment", "Routed past")]);
        director.answer("first", &[("q.has-team", "no"), ("q.tools", "forms")]);
        let receipt = director.signs();
        assert_eq!(receipt.path, "/return/submitted");
        assert!(!director.get("/return/receipt").says("Routed past"));
    });
}

fn receipt(browser: &mut Browser) -> (Page, canvass::returns::Receipt) {
    let page = browser.get("/return/receipt");
    let receipt = serde_json::from_str(&page.text).expect("the receipt is JSON");
    (page, receipt)
}

#[test]
fn the_receipt_holds_the_answers_and_proves_them() {
    on_every_database(|server| {
        let (mut director, mut eva, _cy) = office(server);
        assert_eq!(
            director.get("/return/receipt").path,
            "/return",
            "there is none before"
        );
        eva.answer(
            "second",
            &[
                ("q.comment", "Line one\r\nline two"),
                ("q.since", "1/5/2020"),
            ],
        );
        let submitted = director.signs();
        let (page, receipt) = receipt(&mut eva);
        assert_eq!(page.headers["content-type"], "application/json");
        assert!(page.headers["content-disposition"].contains(&receipt.reference));
        assert!(submitted.says(&receipt.reference) && submitted.says(receipt.sha256.as_str()));
        assert!(receipt.is_whole(), "its digest is that of its answers");
        assert_eq!((receipt.unit_name.as_str(), receipt.wave), ("Ayford", 1));
        assert_eq!(receipt.signatory, "Ann Other, Director");
        let json: serde_json::Value = serde_json::from_str(&page.text).expect("it is JSON");
        let answers = &json["sealed"]["answers"];
        assert_eq!(answers["q.comment"]["words"], "Line one\nline two");
        assert_eq!(answers["q.since"]["day"], "2020-05-01");
        assert_eq!(answers["q.has-team"]["one"]["option"], "no");
        let changed = page.text.replace("line two", "line three");
        let changed: canvass::returns::Receipt =
            serde_json::from_str(&changed).expect("it is still JSON");
        assert!(
            !changed.is_whole(),
            "whoever changes an answer breaks the seal"
        );
    });
}

#[test]
fn reopening_is_asked_for_with_a_reason_by_those_who_lead() {
    on_every_database(|server| {
        let (mut director, mut eva, mut cy) = office(server);
        let ask = "/return/reopening";
        assert_eq!(director.posts(ask, &[("reason", "Too early")]).status, 409);
        director.signs();
        assert_eq!(eva.posts(ask, &[("reason", "It is wrong")]).status, 403);
        let without = cy.posts(ask, &[("reason", "")]);
        assert_eq!(without.status, 422);
        assert!(without.says("Say what should be changed"));
        let asked = cy.posts(ask, &[("reason", "The number is wrong")]);
        assert!(asked.says("Asked to open it again: by Cy") && asked.says("The number is wrong"));
        assert_eq!(
            state(server, "A1"),
            "submitted",
            "it stands until the research team opens it"
        );
        assert!(receipt(&mut director).1.is_whole());
    });
}

#[test]
fn feedback_is_kept_once_the_return_is_submitted() {
    on_every_database(|server| {
        let (mut director, mut eva, _cy) = office(server);
        let said = [("ease", "easy"), ("better", "Fewer questions")];
        eva.posts("/return/feedback", &said);
        let kept = || server.ask("SELECT ease || ': ' || words FROM feedback");
        assert!(kept().is_empty(), "nobody can have finished it yet");
        director.signs();
        assert!(
            eva.posts("/return/feedback", &said)
                .says("Thank you for telling us")
        );
        eva.posts("/return/feedback", &[("ease", "made-up"), ("better", "")]);
        assert_eq!(kept(), ["easy: Fewer questions"]);
        let again = eva.get("/return/submitted");
        assert!(
            again.says("What you send now takes the place of that")
                && again.says("Fewer questions")
        );
        let rather = [("ease", "neither"), ("better", "More room")];
        eva.posts("/return/feedback", &rather);
        assert_eq!(kept(), ["neither: More room"], "the last word counts");
        director.posts("/return/feedback", &said);
        assert_eq!(
            kept(),
            ["neither: More room", "easy: Fewer questions"],
            "each person has one"
        );
        director.takes_out("Eva");
        assert_eq!(eva.posts("/return/feedback", &said).status, 410);
    });
}

#[test]
fn taking_back_is_offered_only_to_those_who_can() {
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let mut cy = server.coordinator(&mut director, "Cy");
        director.answer("first", &[("q.has-team", "no")]);
        cy.says_ready("");
        for path in ["/return", "/return/check", "/return/section/second"] {
            assert!(cy.get(path).says("ake it back"), "{path}");
            let page = eva.get(path);
            assert!(
                !page.says("ou can take it back") && !page.says("Take it back"),
                "{path}: {}",
                page.text
            );
        }
        assert!(
            eva.get("/return")
                .says("You can only read it until the return is signed or sent back.")
        );
        assert_eq!(eva.posts("/return/take-back", &[]).status, 403);
    });
}
