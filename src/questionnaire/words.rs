//! Answers in words.

use super::answer::{Answer, Chosen};
use crate::clock;
use crate::definition::{Kind, Question};

/// An answer in words, one entry an option; options in the order of the questionnaire, whatever order they
/// were ticked in.
pub fn in_words(question: &Question, answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Words(words) => vec![words.clone()],
        Answer::Day(day) => vec![clock::long_day(*day)],
        Answer::Number(number) => vec![match &question.kind {
            Kind::Number(quantity) => match &quantity.unit {
                Some(unit) => format!("{number} {unit}"),
                None => number.to_string(),
            },
            _ => number.to_string(),
        }],
        Answer::One(_) | Answer::Several(_) => question
            .kind
            .options()
            .iter()
            .filter_map(|option| {
                let mut chosen = answer.chosen().iter();
                let Chosen { other, .. } = chosen.find(|chosen| chosen.option == option.id)?;
                Some(match other {
                    Some(words) => format!("{}: {words}", option.label),
                    None => option.label.clone(),
                })
            })
            .collect(),
    }
}

/// Entries in a sentence: "A, B and C".
pub(super) fn listed(entries: &[String]) -> String {
    match entries {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
