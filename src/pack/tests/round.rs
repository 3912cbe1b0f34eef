//! A workbook out and back in.

use std::collections::BTreeMap;

use super::*;
use crate::questionnaire::{field_name, parse};

/// Reads a workbook back and parses its pairs as a posted form.
fn round(survey: &Survey, answers: &Answers) -> Answers {
    let fields = every_field(survey);
    let revisions: BTreeMap<Field, u32> = fields.into_iter().zip(1..).collect();
    let bytes = workbook(survey, &cover(), answers, &revisions).unwrap();
    let filled = filled(survey, &bytes).unwrap();
    assert_eq!(filled.errors, []);
    for (field, revision) in &revisions {
        let shown = format!("{}:{revision}", field_name(field));
        assert!(
            values_of(&filled, "shown").contains(&shown.as_str()),
            "{shown}"
        );
    }
    parsed(survey, &filled)
}

fn parsed(survey: &Survey, filled: &Filled) -> Answers {
    let mut answers = Answers::default();
    for entry in survey
        .sections
        .iter()
        .flat_map(|section| parse(section, &filled.pairs))
    {
        answers.set(entry.field, entry.outcome.unwrap());
    }
    answers
}

#[test]
fn every_answer_comes_back_as_it_was() {
    for survey in [play(), shipped()] {
        for answers in [
            Answers::default(),
            answers_everywhere(&survey, "A few words"),
        ] {
            assert_eq!(round(&survey, &answers), answers);
        }
    }
}

#[test]
fn whatever_was_typed_comes_back_as_it_was() {
    let long = "x".repeat(500);
    for words in [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+44",
        "-5",
        "@x",
        "'quoted'",
        "two\nlines",
        "a\u{1}b\u{b}c",
        "_x0001_",
        "_x005F_x0001_ __x000D_",
        "\u{fffe} \u{ffff} \u{feff}x",
        "a\rb\tc",
        "مرحبا \u{202e}abc\u{202c} שלום",
        "e\u{301} \u{1f469}\u{200d}\u{1f4bb} \u{200b}z",
        "'; DROP TABLE answers; --",
        "#show *bold* $x$ <b>&amp;</b> ]]>",
        "12",
        "3 July 2023",
        "TRUE",
        &long,
    ] {
        let survey = play();
        let answers = answers_everywhere(&survey, words);
        assert_eq!(round(&survey, &answers), answers, "{words:?}");
    }
}

#[test]
fn a_text_of_ten_thousand_characters_comes_back() {
    let survey = play();
    let words = "\u{1}\u{1f600}".repeat(5000);
    let mut answers = Answers::default();
    let comment = Field::of(&crate::definition::QuestionId::new("comment"));
    answers.set(comment, Some(Answer::Words(words)));
    assert_eq!(round(&survey, &answers), answers);
}

#[test]
fn the_same_return_makes_the_same_bytes() {
    assert_eq!(blank_workbook(&play()), blank_workbook(&play()));
}

#[test]
fn other_programs_and_people_write_the_same_thing_otherwise() {
    let survey = play();
    let bytes = edited(&blank_workbook(&survey), |sheets| {
        sheets.reverse();
        put(sheets, "q.has-team", text(" yes "));
        put(sheets, "q.tools=forms", text("x"));
        put(sheets, "q.tools=meetings", Value::Truth(true));
        put(sheets, "q.tools=none", Value::Truth(false));
        put(sheets, "q.children", Value::Number(12.0));
        put(sheets, "q.since", Value::Number(43_524.0));
        put(sheets, "q.comment", Value::Number(0.1 + 0.2));
        put(sheets, "q.team-comment", Value::Day(date!(2023 - 07 - 03)));
    });
    let filled = filled(&survey, &bytes).unwrap();
    assert_eq!(filled.errors, []);
    for (name, values) in [
        ("q.has-team", &["yes"][..]),
        ("q.tools", &["forms", "meetings"]),
        ("q.children", &["12"]),
        ("q.since", &["2019-02-28"]),
        ("q.comment", &["0.3"]),
        ("q.team-comment", &["3 July 2023"]),
    ] {
        assert_eq!(values_of(&filled, name), values, "{name}");
    }
}

#[test]
fn what_needs_another_look_is_named_by_its_cell_and_left_out() {
    let survey = play();
    let bytes = edited(&blank_workbook(&survey), |sheets| {
        put(sheets, "q.has-team", text("Yess"));
        put(sheets, "q.tools=forms", text("perhaps"));
        put(sheets, "q.barriers.money", text("Sometimes"));
        put(sheets, "q.barriers.time", text("Yes"));
        put(sheets, "q.children", Value::Number(1001.0));
        put(sheets, "q.since", text("soon"));
        put(
            sheets,
            "q.comment",
            text("one two three four five six seven eight nine ten eleven"),
        );
    });
    let filled = filled(&survey, &bytes).unwrap();
    let said: Vec<String> = filled
        .errors
        .iter()
        .map(|one| format!("{} {}: {}", one.sheet, one.cell, one.text))
        .collect();
    assert_eq!(
        said,
        [
            "The first part B6: “Yess” is not in the list of answers: did you mean “Yes”?",
            "The first part B12: Write Yes for this answer, or leave the cell empty",
            "The second part B5: “Sometimes” is not in the list of answers: choose one from it",
            "The second part B9: Use no more than 10 words; you have 11",
            "The second part B11: Give 1000 or less",
            "The second part B13: Give a day such as 3 July 2023 or 03/07/2023",
        ]
    );
    assert_eq!(values_of(&filled, "q.barriers.time"), ["yes"]);
    let shown = values_of(&filled, "shown");
    assert!(shown.contains(&"q.barriers.time:0"), "{shown:?}");
    assert!(!shown.contains(&"q.has-team:0"), "{shown:?}");
}

#[test]
fn words_beside_an_option_not_chosen_are_shown_at_their_own_cell() {
    let survey = play();
    let bytes = edited(&blank_workbook(&survey), |sheets| {
        put(sheets, "q.has-team", text("Yes"));
        put(sheets, "other.has-team.other", text("A network"));
    });
    let errors = filled(&survey, &bytes).unwrap().errors;
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].cell, "B7");
}

#[test]
fn lines_and_sheets_that_are_gone_change_nothing() {
    let survey = play();
    let bytes = edited(&blank_workbook(&survey), |sheets| {
        sheets.retain(|sheet| sheet.name != "The second part");
        let first = sheets
            .iter_mut()
            .find(|sheet| sheet.name == "The first part")
            .unwrap();
        first.cells.retain(|(line, _), _| *line != 5);
    });
    let filled = filled(&survey, &bytes).unwrap();
    assert_eq!(
        filled
            .errors
            .iter()
            .map(|one| one.sheet.as_str())
            .collect::<Vec<_>>(),
        ["The first part", "The second part"]
    );
    let shown = values_of(&filled, "shown");
    assert_eq!(shown, ["q.team-size:0", "q.tools:0", "q.team-comment:0"]);
}

#[test]
fn lines_that_were_moved_keep_their_answers() {
    let survey = play();
    let answers = answers_everywhere(&survey, "Words");
    let bytes = workbook(&survey, &cover(), &answers, &BTreeMap::new()).unwrap();
    let bytes = edited(&bytes, |sheets| {
        for sheet in sheets.iter_mut().skip(1).take(3) {
            let moved = std::mem::take(&mut sheet.cells).into_iter();
            sheet.cells = moved
                .map(|((line, column), one)| ((line + 2, column), one))
                .collect();
            sheet.name.push_str(" (mine)");
        }
    });
    assert_eq!(parsed(&survey, &filled(&survey, &bytes).unwrap()), answers);
}

#[test]
fn a_workbook_for_something_else_is_refused() {
    let survey = play();
    let blank = blank_workbook(&survey);
    let record = |line: u32, words: &'static str| {
        edited(&blank, move |sheets| {
            let record = sheets
                .iter_mut()
                .find(|sheet| sheet.name == "Record")
                .unwrap();
            record.cells.insert((line, 1), text(words));
        })
    };
    let unrecorded = edited(&blank, |sheets| {
        sheets.retain(|sheet| sheet.name != "Record");
    });
    for (bytes, expect) in [
        (b"Not a workbook".to_vec(), NotAPack::Damaged),
        (blank[..blank.len() / 2].to_vec(), NotAPack::Damaged),
        (unrecorded, NotAPack::NoRecord),
        (
            record(1, "work"),
            NotAPack::OtherSurvey {
                survey: "work".to_owned(),
            },
        ),
        (record(2, "fedcba"), NotAPack::OtherVersion),
        (
            record(3, "A2"),
            NotAPack::OtherUnit {
                unit: "A2".to_owned(),
            },
        ),
    ] {
        assert_eq!(filled(&survey, &bytes), Err(expect));
    }
}
