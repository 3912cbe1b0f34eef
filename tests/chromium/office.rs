//! Two people on one return, each in a browser of their own.

use thirtyfour::Key;

use super::{begun, opened};
use crate::support::{Chromium, Setting, accessible, in_chromium};

const SECOND: &str = "/return/section/second";
const COMMENT: &str = "Is there anything to add?";

#[test]
fn a_section_is_handed_to_a_colleague_by_keyboard_from_a_desk_to_a_phone() {
    in_chromium(Setting::DESK, |server, director| {
        let eva = Chromium::open(server, Setting::PHONE);
        begun(server, director, "A1");
        handed_to_somebody_new(director, &eva);
        choose_between_answers(director, &eva);
        handed_on_and_taken_out(director, &eva);
    });
}

#[test]
fn a_section_is_handed_to_a_colleague_by_keyboard_without_scripts() {
    in_chromium(Setting::PHONE.without_scripts(), |server, director| {
        let eva = Chromium::open(server, Setting::DESK.without_scripts());
        begun(server, director, "A1");
        handed_to_somebody_new(director, &eva);
        choose_between_answers(director, &eva);
        handed_on_and_taken_out(director, &eva);
    });
}

#[test]
fn a_new_link_takes_the_place_of_a_lost_one() {
    in_chromium(Setting::PHONE, |server, director| {
        let lost = server.begun("A1").hands_to_new("Eva", &["second"]).link();
        begun(server, director, "A1");
        director.go_to("Share it with colleagues");
        director.go_to("Make a new link for Eva");
        accessible(director, "link made anew");
        let link = link_shown(director);
        assert_ne!(link, lost);
        let eva = Chromium::open(server, Setting::PHONE);
        eva.visit(&lost);
        assert!(eva.says("This link no longer works"));
        opened(&eva, &link);
        assert_eq!(eva.path(), "/return");
    });
}

#[test]
fn a_name_that_is_there_already_is_refused_with_what_to_do() {
    in_chromium(Setting::DESK, |server, director| {
        server.begun("A1").hands_to_new("Eva", &["second"]);
        begun(server, director, "A1");
        director.go_to("Share it with colleagues");
        director.tick("Which sections?", "The first part held by the director");
        director.write("Their name", "Eva");
        director.go_to("Hand them on");
        assert!(director.says("Somebody of that name is there already"));
        accessible(director, "people with a name taken");
        director.write("Your name, as your colleagues see it", "Ann Other");
        director.go_to("Save");
        assert!(director.says("Ann Other"));
        accessible(director, "people with a name given");
    });
}

/// The director shares the second section; the colleague finds it, and reads the rest.
fn handed_to_somebody_new(director: &Chromium, eva: &Chromium) {
    director.go_to("Share it with colleagues");
    accessible(director, "people");
    director.write("Their email address", "eva at home");
    director.go_to("Hand them on");
    assert_eq!(
        director.focus().name,
        "3 things need your attention",
        "what is wrong is read out first"
    );
    accessible(director, "people with errors");
    director.tick("Which sections?", "The second part held by the director");
    director.write("Their name", "Eva");
    director.write("Their email address", "eva@example.org");
    director.go_to("Hand them on");

    assert!(director.says("A link for Eva"));
    accessible(director, "new link");
    director.tab_to("The link");
    let link = link_shown(director);
    director.go_to("I have copied it");
    assert!(director.says("Holds: The second part."));

    eva.visit(&link);
    accessible(eva, "landing of a colleague");
    eva.go_to("Continue the return for Ayford");
    accessible(eva, "tasks of a colleague");
    eva.go_to("The first part");
    assert!(eva.says("This section is held by the director"));
    accessible(eva, "section in other hands");
    eva.go_to("All sections");
    eva.go_to("Check your answers");
    accessible(eva, "check of a colleague");
}

/// Both write the same answer; the director, who is later, chooses.
fn choose_between_answers(director: &Chromium, eva: &Chromium) {
    director.visit(SECOND);
    eva.visit(SECOND);
    eva.write(COMMENT, "Eva’s <words>");
    eva.go_to("Save and go to all sections");
    assert!(eva.says("Last changed by you"));
    director.write(COMMENT, "Ann’s words");
    director.write("How many children do you look after?", "12");
    director.go_to("Save and go to all sections");

    assert!(director.says("Somebody else changed an answer while you were writing"));
    assert!(director.says("Eva’s <words>") && director.says("Ann’s words"));
    accessible(director, "two answers to choose between");
    director.go_to("Save my choice");
    assert_eq!(director.focus().name, "One thing needs your attention");
    accessible(director, "two answers and no choice");
    director.press(Key::Tab);
    director.press(Key::Enter);
    assert!(
        director
            .focus()
            .name
            .starts_with("Keep what is saved: by Eva"),
        "{:?}",
        director.focus()
    );
    director.choose(COMMENT, "Use what you wrote just now");
    director.go_to("Save my choice");
    assert_eq!(director.path(), "/return");
    eva.visit(SECOND);
    let comment: String = eva.ask("return document.getElementById('q.comment').value");
    assert_eq!(comment, "Ann’s words");
}

/// Another section goes to the colleague, who hands one back and is then taken out.
fn handed_on_and_taken_out(director: &Chromium, eva: &Chromium) {
    director.visit("/return/people");
    director.tick("Which sections?", "The first part held by the director");
    director.choose("To whom?", "Eva");
    director.go_to("Hand them on");
    assert!(director.says("Handed on. They find it when they open their link."));
    accessible(director, "people after handing on");

    eva.visit("/return/people");
    accessible(eva, "people as a colleague sees them");
    director.go_to("Take out Eva");
    assert!(director.says("Taken out. Their link no longer works"));
    accessible(director, "people after taking out");
    eva.go_to("All sections");
    assert!(eva.says("This link no longer works"));
    accessible(eva, "taken out");
}

/// The path of the link that a page shows to be copied.
fn link_shown(director: &Chromium) -> String {
    let link: String = director.ask("return document.getElementById('link').value");
    let at = link.find("/r/").expect("a link has a token");
    link[at..].to_owned()
}
