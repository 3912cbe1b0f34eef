//! Routing in words, for paper and workbooks.

use crate::definition::{Bound, Condition, OptionId, QuestionId, RowId, Survey};

/// "Only if …": who is asked, said with the words of the earlier questions.
pub(super) fn in_words(survey: &Survey, condition: &Condition) -> String {
    format!("Only if {}.", said(survey, condition))
}

/// The same in the middle of a line, in the words of the questionnaire: "only if you answered “Yes” to “Is there a team?”".
pub fn aside(survey: &Survey, condition: &Condition) -> String {
    format!("only if {}", said(survey, condition))
}

fn said(survey: &Survey, condition: &Condition) -> String {
    match condition {
        Condition::Chose {
            question,
            row,
            any_of,
        } => format!(
            "you answered {} to “{}”",
            options(survey, question, any_of),
            place(survey, question, row.as_ref())
        ),
        Condition::Answered {
            question,
            row,
            answered,
        } => format!(
            "you {} “{}”",
            if *answered { "answered" } else { "left out" },
            place(survey, question, row.as_ref())
        ),
        Condition::Compares { question, bound } => format!(
            "you gave {} to “{}”",
            match bound {
                Bound::AtLeast(number) => format!("{number} or more"),
                Bound::AtMost(number) => format!("{number} or less"),
                Bound::MoreThan(number) => format!("more than {number}"),
                Bound::LessThan(number) => format!("less than {number}"),
            },
            place(survey, question, None)
        ),
        Condition::All(all) => joined(survey, all, "both ", " and "),
        Condition::Any(any) => joined(survey, any, "either ", " or "),
        Condition::Not(one) => format!("it is not so that {}", said(survey, one)),
    }
}

/// Conditions one after the other; the first word tells a reader how far they reach.
fn joined(survey: &Survey, conditions: &[Condition], first: &str, word: &str) -> String {
    let parts: Vec<String> = conditions.iter().map(|one| said(survey, one)).collect();
    match parts.as_slice() {
        [one] => one.clone(),
        several => format!("{first}{}", several.join(word)),
    }
}

fn options(survey: &Survey, question: &QuestionId, ids: &[OptionId]) -> String {
    let offered = survey.question(question).map(|one| one.kind.options());
    let labels: Vec<String> = ids
        .iter()
        .map(|id| {
            let mut options = offered.into_iter().flatten();
            let label = options
                .find(|option| option.id == *id)
                .map_or(id.as_str(), |option| option.label.as_str());
            format!("“{label}”")
        })
        .collect();
    labels.join(" or ")
}

fn place(survey: &Survey, question: &QuestionId, row: Option<&RowId>) -> String {
    let Some(asked) = survey.question(question) else {
        return question.to_string();
    };
    let mut rows = asked.kind.rows().iter();
    let label = row.and_then(|row| rows.find(|one| one.id == *row));
    let text = asked.text.unanswered();
    match label {
        Some(row) => format!("{text} – {}", row.label),
        None => text,
    }
}
