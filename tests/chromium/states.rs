//! Pages off the straight way: what is missing, refused, closed, or not there.

use super::begun;
use crate::support::{Chromium, Media, Setting, accessible, in_chromium};

#[test]
fn what_is_missing_is_reached_from_the_check_by_keyboard() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A3");
        officer.go_to("Check your answers and submit");
        officer.write("Your name and position", "Ann Other, Director");
        officer.go_to("Sign and submit");
        assert_eq!(officer.focus().name, "One thing needs your attention");
        accessible(officer, "check with an answer missing");
        officer.follow_link("Please answer: Do you have a team?");
        assert_eq!(officer.path(), "/return/section/first");
        assert_eq!(
            officer.focus().id,
            "q.has-team.yes",
            "the focus is where the answer goes"
        );
    });
}

#[test]
fn links_and_sessions_that_lead_nowhere_say_so_accessibly() {
    in_chromium(Setting::PHONE, |server, stranger| {
        stranger.visit("/");
        accessible(stranger, "home");
        stranger.visit("/nowhere");
        accessible(stranger, "no such page");
        stranger.visit(&format!("{}x", server.link("A1")));
        assert!(stranger.says("This link does not open a return"));
        accessible(stranger, "unknown link");
        stranger.visit("/return");
        assert!(stranger.says("Please open your link again"));
        accessible(stranger, "no session");

        begun(server, stranger, "A1");
        let file = server.path("again.csv").display().to_string();
        server
            .canvass(&["links", "play", "--reissue", "A1", "--out", &file])
            .succeeded();
        stranger.visit(&server.link("A1"));
        assert!(stranger.says("This link no longer works"));
        accessible(stranger, "replaced link");
    });
}

#[test]
fn a_page_of_an_earlier_visit_is_refused_accessibly() {
    in_chromium(Setting::DESK, |server, officer| {
        begun(server, officer, "A1");
        officer.go_to("The second part");
        officer.forget();
        officer.go_to("Save and continue");
        assert!(officer.says("Please open your link again"));
        accessible(officer, "session ended");
    });
}

#[test]
fn a_closed_wave_is_told_accessibly_to_all_who_come_back() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A4");
        officer.go_to("The second part");
        officer.choose("Time", "Yes");
        officer.go_to("Save and continue");
        officer.visit("/return/section/second");
        server.canvass(&["close", "play"]).succeeded();
        officer.write("Is there anything to add?", "Too late");
        officer.go_to("Save and continue");
        assert!(officer.says("This survey takes no answers now"));
        accessible(officer, "refused after closing");
        officer.go_to("Go to your return");
        assert_eq!(officer.path(), "/return/answers");
        accessible(officer, "answers not submitted");

        for (council, state) in [("A4", "landing closed and begun"), ("A2", "landing closed")] {
            officer.visit(&server.link(council));
            assert!(officer.says("This survey has closed"));
            accessible(officer, state);
        }
    });
}

#[test]
fn what_can_not_be_done_yet_or_with_this_page_is_told_accessibly() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A1");
        officer.visit("/return/section/second");
        let () = officer.ask("document.querySelector('[name=form_token]').value = 'of yesterday'");
        officer.go_to("Save and continue");
        assert!(officer.says("This page is out of date"));
        accessible(officer, "form out of date");
        server.sql("UPDATE wave SET opens_on = '2999-01-01'");
        officer.visit(&server.link("A2"));
        assert!(officer.says("This survey opens on 1 January 2999"));
        accessible(officer, "landing not yet open");
    });
}

#[test]
fn who_has_a_link_is_shown_and_mended_after_the_close() {
    in_chromium(Setting::PHONE, |server, director| {
        server.begun("A4").hands_to_new("Eva", &["second"]);
        begun(server, director, "A4");
        server.canvass(&["close", "play"]).succeeded();
        director.visit("/return");
        director.go_to("Who has a link to them");
        accessible(director, "people after the close");
        director.go_to("Take out Eva");
        assert!(director.says("Taken out. Their link no longer works."));
        director.go_to("Back to the return");
        assert_eq!(director.path(), "/return/answers");
    });
}

#[test]
fn a_report_is_read_by_everyone_on_any_screen() {
    let Some((_demo, report)) = crate::demo::served_report() else {
        return;
    };
    for setting in [Setting::DESK, Setting::PHONE] {
        let reader = Chromium::at(report.address(), setting);
        reader.visit("/report/");
        accessible(&reader, "report");
    }
}

#[test]
fn pages_hold_at_four_hundred_per_cent_and_in_forced_colours() {
    in_chromium(Setting::ZOOMED, |server, officer| {
        officer.visit(&server.link("A1"));
        accessible(officer, "landing");
        begun(server, officer, "A1");
        for (media, shown) in [
            (Media::Screen, "magnified"),
            (Media::ForcedColours, "in forced colours"),
            (Media::ReducedMotion, "with reduced motion"),
        ] {
            officer.emulate(media);
            for (page, name) in [
                ("/return", "tasks"),
                ("/return/section/first", "section of choices"),
                ("/return/section/second", "section of fields"),
                ("/return/check", "check"),
            ] {
                officer.visit(page);
                accessible(officer, &format!("{name} {shown}"));
            }
        }
    });
}

#[test]
fn what_is_printed_leaves_out_what_is_only_for_the_screen() {
    in_chromium(Setting::DESK, |server, officer| {
        officer.visit(&format!("{}/questions", server.link("A1")));
        officer.emulate(Media::Print);
        assert!(officer.says("Do you have a team?") && !officer.says("Back to the first page"));
        officer.picture("questions printed");
        officer.emulate(Media::Screen);
        begun(server, officer, "A1");
        officer.visit("/return/check");
        officer.emulate(Media::Print);
        assert!(!officer.says("Submit the return") && !officer.says("Change"));
        officer.picture("check printed");
    });
}
