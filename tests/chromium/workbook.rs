//! A workbook that is downloaded, filled in and sent back.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::begun;
use crate::support::{Chromium, Server, Setting, accessible, fill_in, in_chromium};

const UPLOAD: &str = "/return/workbook";

/// Names the LibreOffice to use; without it, the test that needs one is left out.
const OFFICE: &str = "CANVASS_TEST_OFFICE";

#[test]
fn a_workbook_comes_back_and_is_read_before_it_is_saved() {
    in_chromium(Setting::DESK, there_and_back);
}

#[test]
fn a_workbook_comes_back_on_a_phone_without_scripts() {
    in_chromium(Setting::PHONE.without_scripts(), there_and_back);
}

fn there_and_back(server: &Server, officer: &Chromium) {
    let file = downloaded(server, officer);
    fill_in(&file, "q.comment", "Written <offline>");
    fill_in(&file, "q.children", "12");
    sent_back(officer, &file);
    assert!(officer.says("Nothing has been saved yet. 2 answers would change"));
    assert!(officer.says("Written <offline>") && officer.says("12 children"));
    accessible(officer, "workbook read");
    officer.go_to("Save these answers");
    assert!(officer.says("What your workbook says has been saved."));
    accessible(officer, "tasks after a workbook");

    officer.visit(UPLOAD);
    sent_back(officer, &file);
    assert!(officer.says("There is nothing to save"));
    accessible(officer, "workbook with nothing new");
}

#[test]
fn cells_that_can_not_be_saved_are_named_and_the_rest_is_offered() {
    in_chromium(Setting::PHONE, |server, officer| {
        let file = downloaded(server, officer);
        fill_in(&file, "q.comment", "Right");
        fill_in(&file, "q.children", "abc");
        sent_back(officer, &file);
        assert!(officer.says("One cell needs another look"));
        accessible(officer, "workbook with a wrong cell");
        officer.go_to("Save these answers");
        officer.visit("/return/section/second");
        assert!(
            officer.ask::<bool>("return document.getElementById('q.comment').value === 'Right'")
        );
    });
}

#[test]
fn what_somebody_changed_since_the_workbook_was_made_is_chosen_between() {
    in_chromium(Setting::PHONE, |server, officer| {
        let file = downloaded(server, officer);
        server
            .begun("A1")
            .answer("second", &[("q.comment", "Online")]);
        fill_in(&file, "q.comment", "Offline");
        sent_back(officer, &file);
        assert!(officer.says("Somebody changed this since the workbook was made"));
        accessible(officer, "workbook with an answer changed meanwhile");
        officer.go_to("Save these answers");
        assert!(officer.says("Online") && officer.says("Offline"));
        assert!(officer.says("Somebody else changed an answer since the workbook was made"));
        accessible(officer, "two answers after a workbook");
        officer.go_to("Save my choice");
        accessible(officer, "two answers after a workbook and no choice");
        assert!(officer.says("Choose which answer to keep: Is there anything to add?"));
        let second: String =
            officer.ask("return document.querySelector('[id$=mine] + label').innerText");
        assert!(
            second.starts_with("Use what your workbook says, sent at "),
            "{second}"
        );
        officer.choose("Is there anything to add?", &second);
        officer.go_to("Save my choice");
        assert!(officer.says("What your workbook says has been saved."));
    });
}

#[test]
fn files_that_are_no_workbook_of_this_return_are_refused_with_what_to_do() {
    in_chromium(Setting::PHONE, |server, officer| {
        begun(server, officer, "A1");
        officer.visit(UPLOAD);
        officer.go_to("Read the workbook");
        assert!(officer.says("Choose the workbook that you filled in"));
        accessible(officer, "no workbook chosen");
        let file = server.path("letter.xlsx");
        std::fs::write(&file, "Dear all").expect("a file can be written");
        sent_back(officer, &file);
        assert!(officer.says("This is not an .xlsx workbook"));
        accessible(officer, "no workbook");
    });
}

#[test]
fn a_workbook_of_sections_in_other_hands_saves_nothing_of_them() {
    in_chromium(Setting::PHONE, |server, officer| {
        let link = server.begun("A1").hands_to_new("Eva", &["first"]).link();
        super::opened(officer, &link);
        officer.visit(UPLOAD);
        let file = officer.download("Download the workbook", &server.path("downloads"));
        fill_in(&file, "q.comment", "Not hers");
        sent_back(officer, &file);
        assert!(officer.says("sections that are in other hands"));
        accessible(officer, "workbook of other hands");
    });
}

/// Another program writes the same workbook in its own way.
#[test]
fn a_workbook_that_was_saved_by_libreoffice_comes_back() {
    let Some(office) = std::env::var_os(OFFICE) else {
        return;
    };
    in_chromium(Setting::DESK, |server, officer| {
        let file = downloaded(server, officer);
        fill_in(&file, "q.comment", "Through another program");
        let file = saved_by_libreoffice(&office, &file, &server.path("saved"));
        sent_back(officer, &file);
        assert!(officer.says("One answer would change"));
        assert!(officer.says("Through another program"));
    });
}

/// The workbook as LibreOffice writes it.
fn saved_by_libreoffice(office: &OsStr, file: &Path, folder: &Path) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new(office)
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
        ])
        .args([folder, file])
        .output()
        .expect("the LibreOffice that is named runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    folder.join(file.file_name().expect("a workbook has a name"))
}

/// Goes from the list of sections to the page for workbooks, and downloads one.
fn downloaded(server: &Server, officer: &Chromium) -> PathBuf {
    begun(server, officer, "A1");
    officer.go_to("Answer offline");
    assert_eq!(officer.path(), UPLOAD);
    accessible(officer, "offline");
    officer.download("Download the workbook", &server.path("downloads"))
}

fn sent_back(officer: &Chromium, file: &Path) {
    officer.choose_file(file);
    officer.go_to("Read the workbook");
}
