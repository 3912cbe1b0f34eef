//! Example returns: CSV files beside a survey that say what made-up respondents answered.

use std::collections::BTreeMap;

use anyhow::{Context, bail};

use crate::clock::{self, Timestamp};
use crate::definition::{
    Folder, Kind, Number, OptionId, Question, QuestionId, RowId, Survey, UnitCode,
};
use crate::questionnaire::{Answer, Answers, Chosen, Field};
use crate::returns::{Return, Sealed, State, Submission};
use crate::store::NewReturn;

/// Who signed the example returns.
const SIGNATORY: &str = "Made up";

/// Reads `returns.csv`, one line a return, and `answers.csv`, one line an answer or a tick.
///
/// `digest` is that of the version that they answer.
pub(super) fn read(
    survey: &Survey,
    digest: &str,
    folder: &Folder,
) -> anyhow::Result<Vec<NewReturn>> {
    let text = |name: &str| {
        folder
            .text(name)
            .with_context(|| format!("the example has no `{name}`"))
    };
    let mut answers = answers(survey, text("answers.csv")?)?;
    let mut reader = csv::Reader::from_reader(text("returns.csv")?.as_bytes());
    let mut returns = Vec::new();
    for (record, number) in reader.records().zip(1..) {
        let record = record?;
        let unit = UnitCode::new(&record[0]);
        let answers = answers.remove(&unit).unwrap_or_default();
        let submission = Submission {
            at: noon(&record[2])?,
            reference: format!("EXAMPLE-{number:03}"),
            signatory: SIGNATORY.to_owned(),
            seal: Some(Sealed::of(survey, digest, &unit, &answers).seal()),
        };
        returns.push(NewReturn {
            answers,
            standing: Return {
                unit,
                started_at: noon(&record[1])?,
                state: State::Submitted {
                    submission,
                    asked: None,
                },
            },
        });
    }
    Ok(returns)
}

fn noon(day: &str) -> anyhow::Result<Timestamp> {
    let day = clock::parse_iso_day(day).with_context(|| format!("`{day}` is no day"))?;
    Ok(Timestamp::noon(day))
}

fn answers(survey: &Survey, text: &str) -> anyhow::Result<BTreeMap<UnitCode, Answers>> {
    let mut found: BTreeMap<UnitCode, Answers> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let [unit, question, row, option, words] = [0, 1, 2, 3, 4].map(|column| &record[column]);
        let asked = survey
            .question(&QuestionId::new(question))
            .with_context(|| format!("answers.csv:{line}: no question `{question}`"))?;
        let field = Field {
            question: asked.id.clone(),
            row: (!row.is_empty()).then(|| RowId::new(row)),
        };
        let answers = found.entry(UnitCode::new(unit)).or_default();
        let answer = answer(asked, option, words, answers.get(&field))
            .with_context(|| format!("answers.csv:{line}"))?;
        answers.set(field, Some(answer));
    }
    Ok(found)
}

fn answer(
    question: &Question,
    option: &str,
    words: &str,
    before: Option<&Answer>,
) -> anyhow::Result<Answer> {
    match question.kind {
        Kind::Text(_) => return Ok(Answer::Words(words.to_owned())),
        Kind::Number(_) => {
            let number = Number::read(words).with_context(|| format!("`{words}` is no number"))?;
            return Ok(Answer::Number(number));
        }
        Kind::Date { .. } => {
            let day =
                clock::parse_iso_day(words).with_context(|| format!("`{words}` is no day"))?;
            return Ok(Answer::Day(day));
        }
        Kind::Single { .. } | Kind::Multi { .. } | Kind::Grid(_) | Kind::Note => {}
    }
    let mut options = question.kind.options().iter();
    if !options.any(|one| one.id.as_str() == option) {
        bail!("`{}` has no option `{option}`", question.id);
    }
    let chosen = Chosen {
        option: OptionId::new(option),
        other: (!words.is_empty()).then(|| words.to_owned()),
    };
    Ok(match (&question.kind, before) {
        (Kind::Multi { .. }, Some(Answer::Several(several))) => {
            Answer::several(several.iter().cloned().chain([chosen]).collect())
        }
        (Kind::Multi { .. }, _) => Answer::several(vec![chosen]),
        (_, None) => Answer::One(chosen),
        (_, Some(_)) => bail!("`{}` is answered twice", question.id),
    })
}
