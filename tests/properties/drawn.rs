//! Surveys to draw answers for, and answers drawn for them.

use canvass::definition::{self, Choice, Folder, Kind, Number, Question, Survey};
use canvass::questionnaire::{Answer, Answers, Chosen, Field};
use time::{Date, Duration};

use crate::support::{Chance, folder};

/// How many cases of each property are drawn.
pub const CASES: u64 = 300;

/// The play survey and the one that is shipped.
pub fn surveys() -> [Survey; 2] {
    [play(), checked(&canvass::shipped::survey())]
}

pub fn play() -> Survey {
    let dir = folder("tests/fixtures/play");
    let files: Folder = ["survey.toml", "themes.toml", "frame.csv"]
        .into_iter()
        .map(|name| {
            let text = std::fs::read_to_string(dir.join(name)).expect("the fixture is there");
            (name.to_owned(), text)
        })
        .collect();
    checked(&files)
}

fn checked(files: &Folder) -> Survey {
    definition::check(files).unwrap_or_else(|faults| panic!("it has no faults: {faults:?}"))
}

/// Every field of a survey with its question.
pub fn fields(survey: &Survey) -> Vec<(Field, &Question)> {
    let questions = survey.questions().map(|(_, question)| question);
    questions
        .flat_map(|question| {
            let fields = canvass::questionnaire::all_fields(question).into_iter();
            fields.map(move |field| (field, question))
        })
        .collect()
}

/// Answers to some fields, whether or not they are on a path.
pub fn answers(survey: &Survey, chance: &mut Chance) -> Answers {
    let mut answers = Answers::default();
    let sparse = 1 + chance.below(4);
    for (field, question) in fields(survey) {
        if chance.once_in(sparse) {
            answers.set(field, Some(answer(question, chance)));
        }
    }
    answers
}

/// An answer that a form could have given.
pub fn answer(question: &Question, chance: &mut Chance) -> Answer {
    match &question.kind {
        Kind::Single { options, .. } => Answer::One(chosen(chance.one(options), chance)),
        Kind::Grid(grid) => Answer::One(chosen(chance.one(&grid.options), chance)),
        Kind::Multi { options, most, .. } => several(options, *most, chance),
        Kind::Number(_) => {
            let number = i64::try_from(chance.below(1001)).expect("it is small");
            Answer::Number(Number::from_thousandths(number * 1000))
        }
        Kind::Date { .. } => {
            let days = i64::try_from(chance.below(9000)).expect("it is small");
            let first = Date::from_ordinal_date(2000, 1).expect("it is a day");
            Answer::Day(first + Duration::days(days))
        }
        Kind::Text(_) => Answer::Words(words(chance)),
        Kind::Note => unreachable!("a note has no field"),
    }
}

fn several(options: &[Choice], most: Option<usize>, chance: &mut Chance) -> Answer {
    let alone = chance.one(options);
    let together = options.iter().filter(|option| !option.exclusive);
    let mut ticked: Vec<Chosen> = Vec::new();
    for option in together {
        if chance.once_in(2) {
            ticked.push(chosen(option, chance));
        }
    }
    ticked.truncate(most.unwrap_or(usize::MAX));
    if ticked.is_empty() || chance.once_in(5) {
        ticked = vec![chosen(alone, chance)];
    }
    Answer::several(ticked)
}

fn chosen(option: &Choice, chance: &mut Chance) -> Chosen {
    Chosen {
        option: option.id.clone(),
        other: (option.other && chance.once_in(2)).then(|| words(chance)),
    }
}

fn words(chance: &mut Chance) -> String {
    let said = [
        "Funding",
        "no time",
        "=1+1",
        "<b>",
        "“so”",
        "é",
        "line\nline",
        "🏠",
        "{has-team}",
    ];
    format!("{} {}", chance.one(&said), chance.below(1000))
}
