//! What can't be read as claims, with what is said of each; and what can, however wrong its numbers are.

use std::fmt::Write;
use std::fs;

use crate::support::{canvass, folder};

#[test]
fn every_fault_of_a_claims_file_is_said_with_its_place_and_what_would_mend_it() {
    let home = folder("tests/claims/invalid");
    let mut files: Vec<_> = fs::read_dir(&home)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus is readable").path())
        .collect();
    files.sort();
    let mut said = String::new();
    for file in files {
        let name = file
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("names are text");
        let text = fs::read_to_string(&file).expect("claims are text");
        let faults = canvass::definition::claims("claims.toml", &text, None)
            .err()
            .unwrap_or_else(|| panic!("{name} has no fault"));
        let _ = writeln!(said, "## {name}");
        for fault in faults {
            let _ = writeln!(said, "{fault}");
        }
        let _ = writeln!(said);
    }
    insta::assert_snapshot!(said);
}

#[test]
fn an_id_that_is_there_twice_is_told_beside_a_value_of_the_wrong_kind() {
    let text = "[[claim]]\nid = \"c\"\ntext = \"z\"\npercent = 8\n\n\
                [[claim]]\nid = \"c\"\ntext = 3\npercent = 9\n";
    let faults = canvass::definition::claims("claims.toml", text, None).expect_err("it is wrong");
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let [twice, kind] = faults.as_slice() else {
        panic!("{faults:?}");
    };
    assert_eq!(twice, "claims.toml:2:6  claim `c` is there twice");
    assert!(kind.starts_with("claims.toml:8:8  "), "{kind}");
}

/// Runs the audit of these claims.
fn audited(claims: &str, arguments: &[&str]) -> crate::support::Run {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let file = dir.path().join("claims.toml");
    fs::write(&file, claims).expect("claims can be written");
    let file = file.display().to_string();
    canvass(["audit", &file].iter().chain(arguments))
}

#[test]
fn a_fault_is_shown_on_its_line_and_nothing_is_judged() {
    let run = audited(
        "[[claim]]\nid = \"half\"\ntext = \"Half\"\npercent = 8.0\nbase = 75\n",
        &["--json"],
    );
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(
        run.err
            .contains("write it as a string, as printed: percent = \"8.0\""),
        "{}",
        run.err
    );
    assert!(run.err.contains("percent = 8.0\n"), "{}", run.err);
    assert!(run.err.contains("1 fault\n"), "{}", run.err);
}

#[test]
fn an_impossible_number_is_the_publications_fault_and_not_the_files() {
    let claims = "[[claim]]\nid = \"many\"\ntext = \"More than there are\"\ncount = 80\nbase = 75\n\n\
                  [[claim]]\nid = \"never\"\ntext = \"More than all\"\npercent = \"120\"\nbase = 0\n";
    let run = audited(claims, &[]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(
        run.out
            .contains("many: contradicts\n  “More than there are”: 80 of 75\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("never: impossible\n"), "{}", run.out);
    assert!(
        run.out
            .ends_with("2 claims: 1 impossible, 1 contradicts.\n"),
        "{}",
        run.out
    );
}

#[test]
fn consistent_claims_end_well() {
    let run = audited(
        "[[claim]]\nid = \"half\"\ntext = \"Half\"\npercent = 50\nbase = 2\n",
        &[],
    )
    .succeeded();
    assert!(run.out.ends_with("1 claim: 1 consistent.\n"), "{}", run.out);
}

#[test]
fn the_last_line_says_of_how_many_claims_nothing_could_be_checked() {
    let half = "[[claim]]\nid = \"half\"\ntext = \"Half\"\npercent = 50\nbase = 2\n";
    let base = "[[claim]]\nid = \"base\"\ntext = \"Base\"\nbase = 74\n";
    let run = audited(&format!("{half}{base}"), &[]).succeeded();
    assert!(
        run.out
            .ends_with("2 claims: 2 consistent (1 of them with nothing to check).\n"),
        "{}",
        run.out
    );
}

#[test]
fn what_is_no_text_or_not_there_or_no_findings_is_told_apart() {
    let dir = tempfile::tempdir().expect("a test folder can be made");
    let path = |name: &str| dir.path().join(name).display().to_string();
    fs::write(path("bytes.toml"), [b'#', 0xff, 0xfe]).expect("it can be written");
    fs::write(
        path("claims.toml"),
        "[[claim]]\nid = \"a\"\ntext = \"b\"\ncount = 3\nfinding = \"tol\"\n",
    )
    .expect("it can be written");
    let refused = |arguments: &[&str], code: i32, why: &str| {
        let run = canvass(["audit"].iter().chain(arguments));
        assert_eq!(run.code, code, "{}", run.err);
        assert!(run.err.contains(why), "{}", run.err);
    };
    refused(&[&path("bytes.toml")], 3, "is not UTF-8 text");
    refused(&[&path("nothing.toml")], 3, "can't be read");
    refused(
        &[&path("claims.toml"), "--findings", &path("claims.toml")],
        3,
        "no findings.json",
    );
    let run = canvass([
        "audit",
        &path("claims.toml"),
        "--findings",
        &path("claims.toml"),
    ]);
    assert_eq!(run.err.matches("at line 1").count(), 1, "{}", run.err);
    refused(&[], 2, "<CLAIMS>");
    let findings = "{\"figures\": {\"tool\": {\"count\": 3, \"base\": null}}}";
    fs::write(path("findings.json"), findings).expect("it can be written");
    refused(
        &[&path("claims.toml"), "--findings", &path("findings.json")],
        1,
        "there is no finding `tol`",
    );
}

#[test]
fn a_base_alone_and_a_whole_of_one_part_are_judged_as_far_as_possible() {
    let claims = "[[claim]]\nid = \"asked\"\ntext = \"Asked\"\nbase = 75\n\n\
                  [[claim]]\nid = \"half\"\ntext = \"Half\"\npercent = 50\nbase = 75\nset = \"halves\"\n";
    let run = audited(claims, &[]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("asked: consistent\n"), "{}", run.out);
    assert!(run.out.contains("half: truncated\n"), "{}", run.out);
    assert!(
        run.out.contains("No other claim is a part of “halves”."),
        "{}",
        run.out
    );
}
