//! The survey that the large runs answer: forty questions of every kind, to two hundred made-up groups of children.

use std::fmt::Write;

use canvass::definition::Folder;
use canvass::shipped;

/// Units of the frame before it is extended.
const GROUPS: usize = 200;

const REGIONS: [&str; 9] = [
    "North East",
    "North West",
    "Yorkshire",
    "East Midlands",
    "West Midlands",
    "East",
    "London",
    "South East",
    "South West",
];

const AGES: [&str; 3] = ["6 to 8", "9 to 11", "12 to 17"];

/// How many questions there are of each kind.
const SINGLE: usize = 16;
const MULTI: usize = 8;
const GRID: usize = 6;
const NUMBER: usize = 4;
const DATE: usize = 2;
const TEXT: usize = 3;

/// The folder of the survey: its codebook is the shipped survey's.
pub fn folder() -> Folder {
    let themes = shipped::survey().text("themes.toml").map(str::to_owned);
    [
        ("survey.toml", survey()),
        ("groups.csv", frame()),
        ("themes.toml", themes.unwrap_or_default()),
    ]
    .into_iter()
    .collect()
}

fn frame() -> String {
    let mut text = "code,name,region,age\n".to_owned();
    for group in 0..GROUPS {
        let (region, age) = (REGIONS[group % REGIONS.len()], AGES[group / 7 % AGES.len()]);
        let _ = writeln!(text, "C{group},Child {group},{region},{age}");
    }
    text
}

fn survey() -> String {
    let mut text = r#"
[survey]
id = "large"
title = "What matters to children"
organisation = "A benchmark"
contact = "nobody@example.org"
purpose = "To see how long an analysis takes."
audience = "Nobody."
voluntary = "Nobody is asked."
privacy = "Nothing is true of anybody."
minutes = 10

[frame]
file = "groups.csv"
one = "child"
many = "children"
code = "code"
name = "name"

[[frame.attribute]]
id = "region"
label = "Region"
column = "region"

[[frame.attribute]]
id = "age"
label = "Age"
column = "age"

[[section]]
id = "all"
title = "All questions"
"#
    .to_owned();
    for at in 0..SINGLE {
        // Every fourth is broken down, and one in eight is asked only of those who said "a-lot" to the first.
        let by = if at % 4 == 0 {
            r#""region", "age""#
        } else {
            ""
        };
        let when = if at % 8 == 7 {
            r#"when = { question = "single-0", is = "a-lot" }"#
        } else {
            ""
        };
        question(
            &mut text,
            "single",
            at,
            &format!(
                r#"options = [{}]
nets = [{{ id = "well", label = "A lot or some", options = ["a-lot", "some"] }}]
compare_by = [{by}]
{when}"#,
                options(&["a-lot", "some", "little", "none", "unsure"])
            ),
        );
    }
    for at in 0..MULTI {
        let options = options(&["home", "school", "money", "friends", "health", "safety"]);
        let by = if at % 4 == 0 { r#""region""# } else { "" };
        let more = format!("options = [{options}]\ncompare_by = [{by}]");
        question(&mut text, "multi", at, &more);
    }
    for at in 0..GRID {
        let (rows, options) = (
            options(&["me", "us", "all"]),
            options(&["yes", "no", "so-so"]),
        );
        let more = format!("rows = [{rows}]\noptions = [{options}]\ncompare_by = []");
        question(&mut text, "grid", at, &more);
    }
    for at in 0..NUMBER {
        let more = "min = 0\nmax = 100\nwhole = true\nbands = [1, 5, 10, 50]\ncompare_by = []";
        question(&mut text, "number", at, more);
    }
    for at in 0..DATE {
        let more = "earliest = 2020-01-01\nlatest = 2020-12-31";
        question(&mut text, "date", at, more);
    }
    for at in 0..TEXT {
        question(&mut text, "text", at, "");
    }
    let coded = "long = true\ncodebook = \"themes.toml\"";
    question(&mut text, "text", TEXT, coded);
    text
}

fn question(text: &mut String, kind: &str, at: usize, more: &str) {
    let _ = writeln!(
        text,
        "\n[[section.question]]\nid = \"{kind}-{at}\"\nkind = \"{kind}\"\ntext = \"Question {at} of {kind}?\"\n{more}"
    );
}

fn options(ids: &[&str]) -> String {
    let options: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{ id = "{id}", label = "{id}" }}"#))
        .collect();
    options.join(", ")
}
