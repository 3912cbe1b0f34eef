//! A survey as those see it who are writing it: its pages follow the folder.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use thirtyfour::Key;

use super::opened;
use crate::support::{
    Chromium, Served, Setting, accessible, chromium_is_there, copy_folder, folder,
};

const MARK: &str = "This is a draft: nothing that is answered here is kept.";
const TEAM: &str = "Do you have a team?";

#[test]
fn a_draft_is_followed_page_by_page_as_it_is_written() {
    let Some(draft) = Draft::open(Setting::DESK) else {
        return;
    };
    let drafter = &draft.browser;
    drafter.visit(draft.served.link());
    accessible(drafter, "landing previewed");
    opened(drafter, draft.served.link());
    for page in ["/return", "/return/people", "/return/check", SECTION] {
        drafter.visit(page);
        assert!(drafter.says(MARK), "{page} is marked as a preview");
    }

    drafter.choose(TEAM, "Yes");
    saved(drafter);
    draft.rewrite(TEAM, "Has your council a team?");
    drafter.until("the question is asked anew", || {
        drafter.says("Has your council a team?")
    });
    assert!(!drafter.says(TEAM));
    assert!(
        drafter.says("How large is it?"),
        "what was answered leads on"
    );
}

#[test]
fn faults_of_a_draft_are_shown_until_they_are_mended() {
    let Some(draft) = Draft::open(Setting::PHONE) else {
        return;
    };
    let drafter = &draft.browser;
    opened(drafter, draft.served.link());
    drafter.visit(SECTION);
    draft.rewrite("kind = \"multi\"", "kind = \"mutli\"");
    drafter.until("the fault is shown", || {
        drafter.says("The survey folder has faults")
    });
    assert!(
        drafter.says("survey.toml:") && drafter.says("mutli") && drafter.says("multi"),
        "a fault is shown with its place and what would mend it"
    );
    assert!(drafter.says(MARK));
    accessible(drafter, "preview with faults");

    draft.rewrite("title = \"The first part\"", "title = \"The first");
    drafter.until("what is no TOML is said as well", || {
        drafter.says("survey.toml:29")
    });
    draft.rewrite("title = \"The first", "title = \"How it begins\"");
    draft.rewrite("kind = \"mutli\"", "kind = \"multi\"");
    drafter.until("the page is back", || drafter.says(TEAM));
    assert_eq!(drafter.path(), SECTION);
    assert!(drafter.says("How it begins"));
}

#[test]
fn who_is_asked_what_is_shown_to_those_who_draft_on_demand() {
    let Some(draft) = Draft::open(Setting::PHONE) else {
        return;
    };
    let drafter = &draft.browser;
    opened(drafter, draft.served.link());
    drafter.visit(SECTION);
    let routing = "Only if you answered “Yes” to “Do you have a team?”.";
    assert!(!drafter.says(routing), "nobody has asked for it");
    drafter.tab_to("Who is asked what in this section");
    drafter.press(Key::Enter);
    assert!(drafter.says(routing) && drafter.says("Everyone is asked this."));
    assert!(drafter.says("Not shown with the answers so far."));
    accessible(drafter, "section previewed with its routing");
}

const SECTION: &str = "/return/section/first";

/// A draft of the play survey, previewed in a browser.
struct Draft {
    browser: Chromium,
    served: Served,
    survey: PathBuf,
    _folder: TempDir,
}

impl Draft {
    /// None where the tests are run without a browser.
    fn open(setting: Setting) -> Option<Self> {
        if !chromium_is_there() {
            return None;
        }
        let scratch = tempfile::tempdir().expect("a test folder can be made");
        let survey = scratch.path().join("draft");
        copy_folder(&folder("tests/fixtures/play"), &survey);
        let served = Served::previewing(&survey, scratch.path());
        Some(Self {
            browser: Chromium::at(served.address(), setting),
            served,
            survey,
            _folder: scratch,
        })
    }

    /// Saves the survey with something else in place of what it said.
    #[track_caller]
    fn rewrite(&self, said: &str, says: &str) {
        rewrite(&self.survey.join("survey.toml"), said, says);
    }
}

#[track_caller]
fn rewrite(file: &Path, said: &str, says: &str) {
    let text = std::fs::read_to_string(file).expect("the survey is text");
    assert!(text.contains(said), "the survey says {said}");
    std::fs::write(file, text.replacen(said, says, 1)).expect("the survey can be saved");
}

fn saved(drafter: &Chromium) {
    let said = "return document.getElementById('autosave').textContent.startsWith('Saved at ')";
    drafter.until("the answer is saved", || drafter.ask(said));
}
