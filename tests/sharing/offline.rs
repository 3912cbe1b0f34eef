//! Answering offline: what may be taken away, and a workbook that comes back.

use std::collections::BTreeMap;

use canvass::definition::{self, Folder, Survey, UnitCode};
use canvass::pack::{self, Cover};
use canvass::questionnaire::{Answer, Answers, Field};

use super::{comments, director_and_eva};
use crate::support::{Browser, Page, Server, folder, on_every_database};

const UPLOAD: &str = "/return/workbook";
const SAVE: &str = "/return/workbook/save";

fn play() -> Survey {
    let files = ["survey.toml", "frame.csv", "themes.toml"].map(|name| {
        let text = std::fs::read_to_string(folder("tests/fixtures/play").join(name));
        (name, text.expect("the play survey is there"))
    });
    let folder: Folder = files.into_iter().collect();
    definition::check(&folder).unwrap_or_else(|_| panic!("the play survey has no faults"))
}

/// A workbook of a council that says this of the comment, written before anything was saved.
fn workbook(server: &Server, survey: &Survey, unit: &str, comment: &str) -> Vec<u8> {
    let digest = server.ask("SELECT digest FROM survey_version").remove(0);
    let cover = Cover {
        unit_name: unit.to_owned(),
        unit: UnitCode::new(unit),
        wave: 1,
        closes_on: None,
        version: 1,
        digest,
        is_preview: false,
    };
    let mut answers = Answers::default();
    answers.set(
        comment_field(survey),
        Some(Answer::Words(comment.to_owned())),
    );
    pack::workbook(survey, &cover, &answers, &BTreeMap::new()).expect("a workbook can be made")
}

fn comment_field(survey: &Survey) -> Field {
    let mut questions = survey.questions();
    let asked = questions.find(|(_, question)| question.id.as_str() == "comment");
    Field::of(&asked.expect("the play survey asks for a comment").1.id)
}

fn sends(browser: &mut Browser, workbook: &[u8]) -> Page {
    let token = browser.session_form_token();
    browser.post_parts(UPLOAD, &[("form_token", token.as_str())], workbook)
}

/// Presses the button of the preview.
fn saves(browser: &mut Browser, preview: &Page, comment: &str) -> Page {
    browser.submit(preview, SAVE, &[("q.comment", comment)])
}

#[test]
fn a_workbook_is_saved_only_after_its_preview_was_confirmed() {
    let survey = play();
    on_every_database(|server| {
        let (mut director, _) = director_and_eva(server);
        let preview = sends(&mut director, &workbook(server, &survey, "A1", "From afar"));
        assert_eq!(preview.status, 200, "{}", preview.text);
        assert!(preview.says("Nothing has been saved yet. One answer would change"));
        assert!(preview.says("From afar"), "{}", preview.text);
        assert!(comments(server).is_empty(), "a preview saves nothing");

        let tasks = saves(&mut director, &preview, "From afar");
        assert!(
            tasks.says("What your workbook says has been saved"),
            "{}",
            tasks.text
        );
        assert_eq!(comments(server), ["From afar"]);
        let again = sends(&mut director, &workbook(server, &survey, "A1", "From afar"));
        assert!(
            again.says("There is nothing to save"),
            "the same workbook changes nothing: {}",
            again.text
        );
    });
}

#[test]
fn what_somebody_changed_since_a_workbook_was_made_is_not_overwritten() {
    let survey = play();
    on_every_database(|server| {
        let (mut director, mut eva) = director_and_eva(server);
        let filled = workbook(server, &survey, "A1", "From afar");
        eva.answer("second", &[("q.comment", "Eva’s")]);
        let preview = sends(&mut director, &filled);
        assert!(
            preview.says("Somebody changed this since the workbook was made"),
            "{}",
            preview.text
        );
        let conflict = saves(&mut director, &preview, "From afar");
        assert_eq!(conflict.status, 409, "{}", conflict.text);
        assert!(conflict.says("by Eva") && conflict.says("From afar"));
        assert_eq!(comments(server), ["Eva’s"]);
        saves_choice(&mut director, &conflict);
        assert_eq!(comments(server), ["Eva’s", "From afar"]);
    });
}

fn saves_choice(browser: &mut Browser, conflict: &Page) {
    browser.submit(
        conflict,
        SAVE,
        &[("q.comment", "From afar"), ("choice.q.comment", "mine")],
    );
}

#[test]
fn sections_in_other_hands_and_files_that_are_no_workbook_change_nothing() {
    let survey = play();
    on_every_database(|server| {
        let mut director = server.begun("A1");
        let mut eva = server.colleague(&mut director, "Eva", &["first"]);
        let preview = sends(&mut eva, &workbook(server, &survey, "A1", "Not hers"));
        assert!(
            preview.says("sections that are in other hands") && !preview.says("Save these answers"),
            "{}",
            preview.text
        );
        for (bytes, said) in [
            (b"no workbook".to_vec(), "not an .xlsx workbook"),
            (
                workbook(server, &survey, "A2", "Another’s"),
                "another return",
            ),
            (Vec::new(), "Choose the workbook"),
        ] {
            let refused = sends(&mut director, &bytes);
            assert_eq!(refused.status, 422);
            assert!(refused.says(said), "{}", refused.text);
        }
        let large = sends(&mut director, &vec![b'x'; 6 * 1024 * 1024]);
        assert_eq!(large.status, 413);
        assert!(comments(server).is_empty());
    });
}

#[test]
fn the_questionnaire_can_be_taken_away_on_paper_and_as_a_workbook() {
    on_every_database(|server| {
        let link = server.link("A1");
        let mut director = server.begun("A1");
        director.answer("second", &[("q.comment", "⟨ \u{1F9D1} =1+1 #let x")]);
        for (path, media_type, begins) in [
            (
                format!("{link}/questionnaire.pdf"),
                "application/pdf",
                "%PDF-",
            ),
            (
                "/return/questionnaire.pdf".to_owned(),
                "application/pdf",
                "%PDF-",
            ),
            ("/return/answers.pdf".to_owned(), "application/pdf", "%PDF-"),
            (
                "/return/workbook.xlsx".to_owned(),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "PK",
            ),
        ] {
            let page = director.get(&path);
            assert_eq!(page.status, 200, "{path}");
            assert_eq!(page.headers["content-type"], media_type);
            assert!(page.headers["content-disposition"].starts_with("attachment"));
            assert!(page.text.starts_with(begins), "{path}");
        }
    });
}
