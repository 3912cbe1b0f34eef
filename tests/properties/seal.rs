//! The seal: the same for the same answers that count, another for any others.

use canvass::clock::Timestamp;
use canvass::definition::{Survey, UnitCode};
use canvass::questionnaire::{Answers, Path};
use canvass::returns::{Receipt, Sealed, Submission};

use super::drawn::{CASES, answer, answers, fields, surveys};
use crate::support::Chance;

fn sealed(survey: &Survey, answers: &Answers) -> Sealed {
    Sealed::of(
        survey,
        "the digest of a version",
        &UnitCode::new("A1"),
        answers,
    )
}

#[test]
fn the_order_of_saving_leaves_no_trace_in_the_seal() {
    for survey in surveys() {
        for seed in 0..CASES {
            let mut chance = Chance::of(seed);
            let given = answers(&survey, &mut chance);
            let fields = given.iter();
            let mut fields: Vec<_> = fields
                .map(|(field, answer)| (field.clone(), answer.clone()))
                .collect();
            chance.shuffle(&mut fields);
            let mut again = Answers::default();
            for (field, said) in fields {
                again.set(field.clone(), None);
                again.set(field, Some(said));
            }
            let (one, other) = (sealed(&survey, &given), sealed(&survey, &again));
            assert_eq!(one.canonical(), other.canonical(), "seed {seed}");
            assert_eq!(one.seal(), other.seal(), "seed {seed}");
        }
    }
}

#[test]
fn the_seal_changes_exactly_with_the_answers_that_count() {
    let (mut changed, mut routed_past) = (0, 0);
    for survey in surveys() {
        let fields = fields(&survey);
        for seed in 0..CASES {
            let mut chance = Chance::of(seed);
            let before = answers(&survey, &mut chance);
            let (field, question) = chance.one(&fields).clone();
            let mut after = before.clone();
            let other = (!chance.once_in(4)).then(|| answer(question, &mut chance));
            after.set(field.clone(), other);
            let is_same = sealed(&survey, &before).seal() == sealed(&survey, &after).seal();
            let (one, two) = (Path::of(&survey, &before), Path::of(&survey, &after));
            assert_eq!(
                is_same,
                one.answers() == two.answers(),
                "{field:?}, seed {seed}"
            );
            if one.find(&field.question).is_none() {
                assert!(is_same, "{field:?} is routed past, seed {seed}");
                routed_past += usize::from(before != after);
            }
            changed += usize::from(!is_same);
        }
    }
    assert!(
        changed > 50 && routed_past > 20,
        "{changed} and {routed_past}: both were drawn"
    );
}

#[test]
fn another_council_or_another_version_has_another_seal() {
    for survey in surveys() {
        let given = answers(&survey, &mut Chance::of(1));
        let code = UnitCode::new("A1");
        let seal = Sealed::of(&survey, "one", &code, &given).seal();
        assert_ne!(seal, Sealed::of(&survey, "two", &code, &given).seal());
        assert_ne!(
            seal,
            Sealed::of(&survey, "one", &UnitCode::new("A2"), &given).seal()
        );
    }
}

#[test]
fn a_receipt_comes_back_whole_from_its_file() {
    for survey in surveys() {
        for seed in 0..CASES {
            let sealed = sealed(&survey, &answers(&survey, &mut Chance::of(seed)));
            let submission = Submission {
                at: Timestamp::from_unix(1_780_000_000),
                reference: "ABCD-EFGH".to_owned(),
                signatory: "Ann “Other”, Director\u{feff}".to_owned(),
                seal: Some(sealed.seal()),
            };
            let about = (survey.title.as_str(), "Ayford");
            let receipt = Receipt::of(&submission, sealed, about, 1, 1).expect("it is sealed");
            let read: Receipt = serde_json::from_str(&receipt.to_json()).expect("it is JSON");
            assert_eq!(read, receipt, "seed {seed}");
            assert!(read.is_whole(), "seed {seed}");
        }
    }
}
