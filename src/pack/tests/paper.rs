//! The questionnaire on paper.

use super::*;
use crate::pack::{answers, questionnaire};

#[test]
fn the_same_return_makes_the_same_paper() {
    let survey = play();
    let blank = || questionnaire(&survey, &cover()).unwrap();
    assert_eq!(blank(), blank());
}

#[test]
fn what_is_made_of_a_draft_says_so_and_nothing_else_does() {
    let survey = play();
    let says = |cover: &Cover| {
        let about = cover.about(&survey);
        let first = about.first().map(|(what, _)| *what);
        (first, cover.edition(&survey).starts_with("Preview of"))
    };
    let draft = Cover {
        is_preview: true,
        ..cover()
    };
    assert_eq!(says(&draft), (Some("What this is"), true));
    assert_eq!(says(&cover()), (Some("Whose return"), false));
}

#[test]
fn paper_is_tagged_and_says_its_title_and_language() {
    let survey = play();
    let given = answers_everywhere(&survey, "A few words");
    for document in [
        questionnaire(&survey, &cover()).unwrap(),
        answers(&survey, &cover(), &given).unwrap(),
    ] {
        let document = String::from_utf8_lossy(&document);
        for part in [
            "/StructTreeRoot",
            "(en-GB)",
            "pdfuaid:part",
            "A small survey",
        ] {
            assert!(document.contains(part), "{part}");
        }
    }
}

#[test]
fn whatever_was_typed_goes_on_paper() {
    let survey = play();
    let long = "x".repeat(10_000);
    for words in [
        "",
        "#panic(\"x\")",
        "a\u{1}b\u{fffe}c",
        "\u{202e}مرحبا \u{1f9d1}",
        "\n\n a\n",
        &long,
    ] {
        let given = answers_everywhere(&survey, words);
        assert!(answers(&survey, &cover(), &given).is_ok(), "{words:?}");
    }
}
