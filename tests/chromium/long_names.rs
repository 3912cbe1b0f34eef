//! Names without blanks, as long as they are taken: nothing scrolls sideways for them.

use super::opened;
use crate::support::{
    Chromium, Server, Setting, accessible, copy_folder, fits, folder, in_chromium,
};

/// The shipped survey with a long title to a section and a long name to a council; gives its director's link.
fn published(server: &Server) -> String {
    let survey = server.path("shipped");
    copy_folder(
        &folder("survey-definitions/reunification-practice"),
        &survey,
    );
    for (file, known) in [
        ("survey.toml", "\"What guides your practice\""),
        ("authorities.csv", "Barking and Dagenham"),
    ] {
        let file = survey.join(file);
        let text = std::fs::read_to_string(&file).expect("a survey is text");
        let longer = known.replace(' ', "-").repeat(6).replace("\"\"", "-");
        assert!(text.contains(known));
        std::fs::write(&file, text.replace(known, &longer)).expect("a test file can be written");
    }
    let survey = survey.display().to_string();
    server
        .canvass(&["publish", &survey, "--closes", "2999-12-31"])
        .succeeded();
    let file = server.path("shipped.csv").display().to_string();
    server
        .canvass(&["links", "reunification-practice", "--out", &file])
        .succeeded();
    let links = server.read_links("shipped.csv");
    links["E09000002"].clone()
}

#[test]
fn nothing_scrolls_sideways_for_a_name_without_blanks() {
    let long = |what: &str| what.repeat(190 / what.len());
    in_chromium(Setting::DESK, |server, director| {
        let link = published(server);
        let visit = |browser: &Chromium, page: &str| {
            browser.visit(page);
            fits(browser, &format!("long names {}", page.replace('/', " ")));
        };
        director.visit(&link);
        fits(director, "long names landing");
        opened(director, &link);
        // Before anybody has a name, the survey's own words for whoever signs stand everywhere.
        visit(director, "/return/people");

        let mut on_paper = server.opened(&link);
        on_paper.posts("/return/people/me", &[("my-name", &long("Director"))]);
        let name = long("Wolfeschlegelsteinhausenbergerdorff");
        let eva = on_paper.hands_to_new(&name, &["guides"]).link();
        visit(director, "/return/people");
        director.go_to(&format!("Make a new link for {name}"));
        fits(director, "long names new link");
        let eva = {
            let again = director.ask::<String>("return document.getElementById('link').value");
            let at = again
                .find("/r/")
                .unwrap_or_else(|| panic!("no link after {eva}"));
            server.opened(&again[at..])
        };
        wrote(eva, &long("Donaudampfschifffahrtsgesellschaft"));
        director.visit("/return");
        accessible(director, "tasks with what is known");
        for page in [
            "/return",
            "/return/section/guides",
            "/return/check",
            "/return/workbook",
            "/return/decline",
        ] {
            visit(director, page);
        }
        declined_and_taken_up(&mut on_paper, director);
        on_paper.answer("guides", &[("q.has-strategy", "no")]);
        let check = on_paper.get("/return/check");
        let signed = on_paper.submit(
            &check,
            "/return/submit",
            &[("signatory", &long("Ann-Other"))],
        );
        assert_eq!(signed.path, "/return/submitted", "{}", signed.text);
        for page in ["/return/submitted", "/return/answers", "/return/people"] {
            visit(director, page);
        }
        director.visit(&link);
        fits(director, "long names landing submitted");
    });
}

/// A long word in a short answer and in a long one.
fn wrote(mut colleague: crate::support::Browser, word: &str) {
    let saved = colleague.answer("guides", &[("q.comment-strategy", word)]);
    assert!(saved.status < 400, "{}", saved.text);
}

fn declined_and_taken_up(on_paper: &mut crate::support::Browser, director: &Chromium) {
    on_paper.posts("/return/decline", &[("reason", &"why".repeat(60))]);
    director.visit("/return/declined");
    fits(director, "long names declined");
    on_paper.posts("/return/change-mind", &[]);
}
