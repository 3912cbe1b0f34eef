//! From ready to signed, back to be changed, and opened again.

use super::{begun, opened};
use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

const SECOND: &str = "/return/section/second";
const COMMENT: &str = "Is there anything to add?";

#[test]
fn a_return_is_sent_back_and_then_signed() {
    in_chromium(Setting::DESK, |server, director| {
        let cy = Chromium::open(server, Setting::PHONE);
        sent_back_and_signed(server, director, &cy);
    });
}

#[test]
fn a_return_is_sent_back_and_then_signed_without_scripts() {
    in_chromium(Setting::PHONE.without_scripts(), |server, director| {
        let cy = Chromium::open(server, Setting::DESK.without_scripts());
        sent_back_and_signed(server, director, &cy);
    });
}

#[test]
fn a_signed_return_is_opened_again_when_it_is_asked_for() {
    in_chromium(Setting::PHONE, |server, director| {
        let mut on_paper = server.begun("A1");
        on_paper.answer("first", &[("q.has-team", "no")]);
        on_paper.signs();
        opened(director, &server.link("A1"));
        assert_eq!(director.path(), "/return/submitted");
        director.go_to("Ask to open it again");
        assert_eq!(director.focus().name, "One thing needs your attention");
        accessible(director, "receipt with no reason to open it again");
        director.write("What should be changed, and why?", "The number is wrong");
        director.go_to("Ask to open it again");
        assert!(director.says("Asked to open it again: by the director"));
        accessible(director, "receipt with opening asked for");
        director.choose("How easy was it", "Easy");
        director.go_to("Send");
        assert!(director.says("Thank you for telling us."));
        accessible(director, "receipt after thanks");

        server.canvass(&["reopen", "play", "A1"]).succeeded();
        director.visit("/return");
        assert!(director.says("The research team opened this return again"));
        accessible(director, "tasks opened again");
        let first: String =
            director.ask("return document.querySelector('a[href*=earlier]').innerText");
        director.go_to(&first);
        assert!(director.says("as it was sealed") && director.says("Ann Other, Director"));
        accessible(director, "what was submitted before");
        director.go_to("Back to the return");
        director.go_to("The second part");
        director.write("How many children do you look after?", "12");
        director.go_to("Save and go to all sections");
        sign(director, "Check your answers and submit");
        assert!(director.says("Submitted before") && director.says(&first));
        accessible(director, "receipt after another");
    });
}

fn sent_back_and_signed(server: &Server, director: &Chromium, cy: &Chromium) {
    let mut on_paper = server.begun("A1");
    on_paper.answer("first", &[("q.has-team", "no")]);
    let link = on_paper.names_coordinator("Cy").link();
    begun(server, director, "A1");
    opened(cy, &link);
    say_ready(cy, "Please look at the comment");
    assert!(cy.says("Ready to be signed: by Cy"));
    awaiting(director, cy);

    director.go_to("Check and sign");
    assert!(director.says("Please look at the comment"));
    accessible(director, "check to sign or send back");
    director.go_to("Send it back");
    assert_eq!(director.focus().name, "One thing needs your attention");
    accessible(director, "check with no reason to send it back");
    director.write("What should be changed?", "How many children?");
    director.go_to("Send it back");
    assert_eq!(director.path(), "/return");

    cy.visit("/return");
    assert!(cy.says("Sent back to be changed: by the director"));
    assert!(cy.says("How many children?"));
    accessible(cy, "tasks sent back");
    say_ready(cy, "");
    cy.go_to("Take it back to change something");
    assert!(!cy.says("Ready to be signed"));
    say_ready(cy, "");
    director.visit("/return");
    sign(director, "Check and sign");
    cy.visit("/return");
    assert_eq!(cy.path(), "/return/submitted");
    accessible(cy, "receipt of a coordinator");
}

/// What both see while the return waits to be signed.
fn awaiting(director: &Chromium, cy: &Chromium) {
    accessible(cy, "tasks awaiting a signature");
    cy.go_to("The second part");
    assert!(cy.says("This return is waiting to be signed"));
    accessible(cy, "section awaiting a signature");
    cy.visit("/return/check");
    accessible(cy, "check awaiting a signature");
    director.visit("/return");
    accessible(director, "tasks for whoever signs");
    director.visit(SECOND);
    director.write(COMMENT, "The director’s");
    director.go_to("Save and go to all sections");
    assert!(director.says("Last changed by you"));
}

/// Says on the check page that the return is ready.
fn say_ready(cy: &Chromium, note: &str) {
    cy.visit("/return");
    cy.go_to("Check your answers and finish");
    if !note.is_empty() {
        accessible(cy, "check to finish");
        cy.write("A note to go with it", note);
    }
    cy.go_to("It is ready to be signed");
    assert_eq!(cy.path(), "/return");
}

/// Goes to the check page by a button, and signs.
fn sign(director: &Chromium, button: &str) {
    director.go_to(button);
    director.go_to("Sign and submit");
    assert!(director.says("Give your name and position"));
    accessible(director, "check without a name");
    director.write("Your name and position", "Ann Other, Director");
    director.go_to("Sign and submit");
    assert_eq!(director.path(), "/return/submitted");
    assert!(director.says("Ann Other, Director"));
    accessible(director, "receipt");
}
