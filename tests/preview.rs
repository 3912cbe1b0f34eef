//! `canvass preview`: a draft is served on a store that is thrown away.

use crate::support::{Served, canvass, copy_folder, folder};

#[test]
fn a_draft_is_served_and_nothing_of_it_is_kept() {
    let scratch = tempfile::tempdir().expect("a test folder can be made");
    let (survey, throw_away) = (scratch.path().join("draft"), scratch.path().join("away"));
    copy_folder(&folder("tests/fixtures/play"), &survey);
    std::fs::create_dir(&throw_away).expect("a test folder can be made");
    let entries = || {
        let entries = std::fs::read_dir(&throw_away).expect("the folder is there");
        entries.count()
    };

    let preview = Served::previewing(&survey, &throw_away);
    let mut drafter = preview.browser();
    let landing = drafter.get(preview.link());
    drafter.submit(&landing, preview.link(), &[]);
    drafter.answer("first", &[("q.has-team", "yes")]);
    let page = drafter.get("/return/section/first");
    assert!(page.says("<strong>Preview.</strong>") && page.says("How large is it?"));
    let before = drafter.get("/preview/digest").text;
    std::fs::write(survey.join("themes.toml"), "[[theme]").expect("the draft can be saved");
    assert_ne!(
        drafter.get("/preview/digest").text,
        before,
        "every file of the folder is followed"
    );
    let faults = drafter.get("/return/section/first");
    assert_eq!(faults.status, 422);
    assert!(faults.says("themes.toml:"), "{}", faults.text);

    assert_eq!(entries(), 1, "its store is where stores are thrown away");
    preview.interrupt();
    assert_eq!(entries(), 0, "nothing is left when it has ended");
}

#[test]
fn a_draft_with_faults_is_not_served_but_told() {
    let scratch = tempfile::tempdir().expect("a test folder can be made");
    copy_folder(&folder("tests/fixtures/play"), scratch.path());
    std::fs::write(scratch.path().join("survey.toml"), "[survey]\n").expect("it can be saved");
    let survey = scratch.path().display().to_string();
    let run = canvass(["preview", &survey, "--listen", "127.0.0.1:0"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("1 fault") && run.err.contains("survey.toml:1"));
}
