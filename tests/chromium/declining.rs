//! Not taking part, and taking part after all.

use super::{begun, opened};
use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

#[test]
fn a_council_declines_and_changes_its_mind_on_a_phone() {
    in_chromium(Setting::PHONE, declined_and_taken_up_again);
}

#[test]
fn a_council_declines_and_changes_its_mind_at_a_desk_without_scripts() {
    in_chromium(Setting::DESK.without_scripts(), declined_and_taken_up_again);
}

fn declined_and_taken_up_again(server: &Server, director: &Chromium) {
    begun(server, director, "A1");
    director.go_to("Decline to take part");
    accessible(director, "decline");
    director.go_to("Go back to the return");
    director.go_to("Decline to take part");
    director.write("Would you tell us why?", "No <time>");
    director.go_to("Ayford does not take part");
    assert_eq!(director.path(), "/return/declined");
    assert!(director.says("No <time>"));
    accessible(director, "declined");
    director.visit(&server.link("A1"));
    accessible(director, "landing declined");
    opened(director, &server.link("A1"));
    assert_eq!(director.path(), "/return/declined");

    let eva = Chromium::open(server, director.setting());
    director.go_to("Take part after all");
    assert_eq!(director.path(), "/return");
    let link = server.begun("A1").hands_to_new("Eva", &["second"]).link();
    opened(&eva, &link);
    eva.go_to("The second part");
    server.begun("A1").posts("/return/decline", &[]);
    eva.write("Is there anything to add?", "Too late");
    eva.go_to("Save and continue");
    assert!(eva.says("This return has been declined"));
    accessible(&eva, "refused after declining");
    eva.go_to("Go to your return");
    assert_eq!(eva.path(), "/return/declined");
    accessible(&eva, "declined as a colleague sees it");
}
