//! `canvass audit --scan`: what stands beside a percentage, and what a person is told of it.

use std::fs;

use super::scan::{dir, entries, scan};
use crate::support::canvass;

#[test]
fn sizes_beside_a_percentage_are_its_count_and_base_where_that_is_certain() {
    let dir = dir();
    let report = "78 per cent (58/74) did. 56 % (n=42, N=75) did. 56% (n = 42) did. 35% (n=26) did. 41% (30) did.";
    let run = scan(dir.path(), "report.txt", report.as_bytes(), &[]).succeeded();
    assert_eq!(
        entries(&run.out),
        [
            "[[claim]]\nid = \"claim-1\"\ntext = \"78 per cent (58/74) did.\"\npercent = 78\ncount = 58\nbase = 74",
            "[[claim]]\nid = \"claim-2\"\ntext = \"56 % (n=42, N=75) did.\"\npercent = 56\ncount = 42\nbase = 75",
            "[[claim]]\nid = \"claim-3\"\ntext = \"56% (n = 42) did.\"\npercent = 56\ncount = 42\n\
             # “n = 42” is taken for the count, as no count of 42 gives 56%.",
            "[[claim]]\nid = \"claim-4\"\ntext = \"35% (n=26) did.\"\npercent = 35\n\
             # “n=26” may be the count or the base: put it here as the one that it is.",
            "[[claim]]\nid = \"claim-5\"\ntext = \"41% (30) did.\"\npercent = 41\n\
             # “(30)” may be the count, the base or neither: put it here if it is one.",
        ]
    );
}

#[test]
fn what_may_be_of_a_percentage_stands_in_a_comment() {
    let dir = dir();
    let report = "40% of 16-year-olds did. 60%, 9 of 33 in London said so. 41% of the 74 (12) did.";
    let run = scan(dir.path(), "report.txt", report.as_bytes(), &[]).succeeded();
    assert_eq!(
        entries(&run.out),
        [
            "[[claim]]\nid = \"claim-1\"\ntext = \"40% of 16-year-olds did.\"\npercent = 40\n\
             # “of 16-year-olds” may be the count, the base or neither: put it here if it is one.",
            "[[claim]]\nid = \"claim-2\"\ntext = \"60%, 9 of 33 in London said so.\"\npercent = 60\n\
             # Beside it: “9 of 33”. Put it here if both say the same, and take its own claim out.",
            "[[claim]]\nid = \"claim-3\"\ntext = \"60%, 9 of 33 in London said so.\"\ncount = 9\nbase = 33",
            "[[claim]]\nid = \"claim-4\"\ntext = \"41% of the 74 (12) did.\"\npercent = 41\nbase = 74\n\
             # “(12)” may be the count, the base or neither: put it here if it is one.",
        ]
    );
}

#[test]
fn a_report_of_a_change_alone_is_not_said_to_have_no_percentage() {
    let dir = dir();
    let run = scan(dir.path(), "report.txt", "A change of −5%.".as_bytes(), &[]).succeeded();
    assert_eq!(
        entries(&run.out),
        [
            "# No claim: “−5%” says by how much something changed or differs, and is no share.\n\
          #   A change of −5%."
        ]
    );
}

/// What the audit says first of each claim that a scan lists, as it lists it.
fn judged(report: &str) -> Vec<String> {
    let dir = dir();
    let draft = scan(dir.path(), "report.txt", report.as_bytes(), &[]).succeeded();
    let claims = dir.path().join("claims.toml");
    fs::write(&claims, draft.out).expect("claims can be written");
    let said = canvass(["audit".as_ref(), claims.as_os_str(), "--json".as_ref()]);
    let said: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
    let claims = said["claims"].as_array().expect("a list").iter();
    let words = claims.filter_map(|one| one["verdicts"][0].as_str());
    words.map(str::to_owned).collect()
}

#[test]
fn what_a_report_gets_wrong_is_found_by_the_audit_of_its_scan() {
    for report in [
        "London: 60%, 9 of 33",
        "In London 9 of 33, 60%, answered.",
        "9 of 33, or 60%, did",
    ] {
        assert_eq!(judged(report), ["contradicts"], "{report}");
    }
}

#[test]
fn what_a_report_gets_right_is_no_false_alarm() {
    for report in [
        "40% of 16-year-olds did.",
        "50% of 1 million children were seen.",
        "44% of 3 regions’ budgets grew.",
        "44% of 0-4s were seen.",
        "12 of 40 and 5 of 20 (30% and 25%) did.",
        "27% and 50% (9 of 33 and 6 of 12) did.",
        "It rose by 5%, 9 of 33.",
    ] {
        let wrong = ["impossible", "contradicts", "truncated"];
        let words = judged(report);
        let alarms = words.iter().filter(|word| wrong.contains(&word.as_str()));
        assert_eq!(alarms.count(), 0, "{report}: {words:?}");
    }
}
