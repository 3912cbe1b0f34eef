//! The path, progress and what is missing say the same of any answers.

use std::collections::BTreeSet;

use canvass::definition::{Kind, QuestionId, Survey};
use canvass::questionnaire::{Answers, Field, Path, Progress, Shown, Stage, missing};
use canvass::returns::{
    Act, Acting, Holdings, Opening, Person, PersonId, Refused, Role, State, WaveState,
};

use super::drawn::{CASES, answers, surveys};
use crate::support::Chance;

fn for_any_answers(holds: impl Fn(&Survey, &Answers, u64)) {
    for survey in surveys() {
        for seed in 0..CASES {
            holds(&survey, &answers(&survey, &mut Chance::of(seed)), seed);
        }
    }
}

fn fields_on(path: &Path<'_>) -> BTreeSet<Field> {
    let questions = path.sections().iter().flat_map(|(_, questions)| questions);
    questions.flat_map(Shown::fields).collect()
}

#[test]
fn answers_count_only_where_their_question_row_and_option_are_shown() {
    for_any_answers(|survey, given, seed| {
        let path = Path::of(survey, given);
        let on_path = fields_on(&path);
        for (field, answer) in path.answers().iter() {
            assert!(
                on_path.contains(field),
                "{field:?} is not shown (seed {seed})"
            );
            let shown = path.find(&field.question).expect("it is shown");
            for chosen in answer.chosen() {
                let mut options = shown.options.iter();
                let is_offered = options.any(|option| option.id == chosen.option);
                assert!(is_offered, "{chosen:?} is not offered (seed {seed})");
            }
        }
        for field in &on_path {
            let counts = path.answers().get(field).is_some();
            assert!(
                !counts || given.get(field).is_some(),
                "{field:?} was never answered (seed {seed})"
            );
        }
    });
}

#[test]
fn the_answers_on_a_path_lead_along_it_again() {
    for_any_answers(|survey, given, seed| {
        let path = Path::of(survey, given);
        let again = Path::of(survey, path.answers());
        assert_eq!(path.answers(), again.answers(), "seed {seed}");
        assert_eq!(fields_on(&path), fields_on(&again), "seed {seed}");
    });
}

#[test]
fn progress_counts_what_is_shown_and_answered() {
    for_any_answers(|survey, given, seed| {
        let path = Path::of(survey, given);
        for (section, questions) in path.sections() {
            let progress = Progress::of(questions, path.answers());
            let about = format!("{} (seed {seed}): {progress:?}", section.id);
            assert!(progress.answered <= progress.shown, "{about}");
            assert!(progress.shown <= questions.len(), "{about}");
            let open = open_questions(questions, path.answers());
            assert_eq!(progress.shown - progress.answered, open, "{about}");
            let is_done = matches!(progress.stage, Stage::Complete | Stage::Optional);
            assert_eq!(is_done, open == 0, "{about}");
            let mut fields = questions.iter().flat_map(Shown::fields);
            let is_begun = fields.any(|field| path.answers().get(&field).is_some());
            let untouched = matches!(progress.stage, Stage::NotStarted | Stage::Optional);
            assert_eq!(untouched, !is_begun, "{about}");
        }
    });
}

/// Questions that count and are not wholly answered; a comment that may be left empty doesn't count.
fn open_questions(questions: &[Shown<'_>], answers: &Answers) -> usize {
    let counts = |shown: &&Shown<'_>| match shown.question.kind {
        Kind::Note => false,
        Kind::Text(_) => shown.question.required,
        _ => true,
    };
    let is_open = |shown: &&Shown<'_>| {
        let fields = shown.fields();
        fields.iter().any(|field| answers.get(field).is_none())
    };
    questions.iter().filter(counts).filter(is_open).count()
}

#[test]
fn a_return_can_be_submitted_exactly_where_nothing_required_is_missing() {
    let director = Person {
        id: PersonId(1),
        role: Role::Director,
        name: String::new(),
        email: None,
        added_by: None,
        removed: false,
    };
    let (accepted, refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_any_answers(|survey, given, seed| {
        let path = Path::of(survey, given);
        let lacking = missing(&path);
        let lacking: Vec<QuestionId> = lacking
            .iter()
            .map(|shown| shown.question.id.clone())
            .collect();
        let acting = Acting {
            person: &director,
            holdings: &Holdings::default(),
            survey,
            answers: given,
            wave: WaveState::Open,
        };
        match acting.may(Act::Submitted, &State::InProgress(Opening::Begun)) {
            Ok(()) => {
                assert!(lacking.is_empty(), "{lacking:?} (seed {seed})");
                accepted.set(accepted.get() + 1);
            }
            Err(Refused::Missing(said)) => {
                assert!(!said.is_empty(), "seed {seed}");
                assert_eq!(said, lacking, "seed {seed}");
                refused.set(refused.get() + 1);
            }
            Err(other) => panic!("{other} (seed {seed})"),
        }
    });
    assert!(accepted.get() > 20 && refused.get() > 20, "both were drawn");
}
