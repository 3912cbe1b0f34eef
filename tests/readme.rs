//! The README's own survey: what it tells a newcomer to type does what it says.

use std::fs;

use crate::support::{canvass, folder};

#[test]
fn the_survey_in_the_readme_goes_from_an_empty_folder_to_a_report() {
    let readme = fs::read_to_string(folder("README.md")).expect("the README is there");
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let survey = dir.path().join("my-survey");
    fs::create_dir(&survey).expect("a folder can be made");
    for (fence, name) in [
        ("```toml\n", "survey.toml"),
        ("```csv\n", "authorities.csv"),
    ] {
        let text = readme
            .split(fence)
            .nth(1)
            .and_then(|rest| rest.split("```").next());
        fs::write(survey.join(name), text.expect("the README shows the file"))
            .expect("it can be written");
    }
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (survey, data) = (path("my-survey"), path("data"));
    canvass(["check", &survey]).succeeded();
    canvass(["publish", &survey, "--dir", &data]).succeeded();
    canvass([
        "links",
        "my-survey",
        "--out",
        &path("links.csv"),
        "--dir",
        &data,
    ])
    .succeeded();
    let early = canvass([
        "freeze",
        "my-survey",
        "--out",
        &path("frozen"),
        "--dir",
        &data,
    ]);
    assert_eq!(early.code, 3, "an open wave is not frozen");
    assert!(
        early.err.contains("canvass close my-survey"),
        "{}",
        early.err
    );
    canvass(["close", "my-survey", "--dir", &data]).succeeded();
    canvass([
        "freeze",
        "my-survey",
        "--out",
        &path("frozen"),
        "--dir",
        &data,
    ])
    .succeeded();
    canvass(["report", &path("frozen"), "--out", &path("report")]).succeeded();
    let report =
        fs::read_to_string(dir.path().join("report/index.html")).expect("the report is written");
    assert!(
        report.contains("0 of 3"),
        "nobody has answered, and the report says so"
    );
}
