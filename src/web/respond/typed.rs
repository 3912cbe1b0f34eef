//! What was typed into a form that could not be saved, as it is shown back: question by question, as text. Tokens
//! and hidden fields are never among it, since only what is known here is shown.

use std::collections::BTreeMap;

use crate::definition::{Question, Survey};
use crate::questionnaire::{Field, Pairs, all_fields, field_name, other_name};
use crate::views::{ShownBack, TypedAnswer};

/// The fields of our own forms that somebody writes into, and what each is for.
const OURS: [(&str, &str); 10] = [
    ("signatory", "Your name and position"),
    ("note", "A note to go with it"),
    ("reason", "Your reason"),
    ("section", "Sections"),
    ("name", "Their name"),
    ("email", "Their email address"),
    ("my-name", "Your name"),
    ("my-email", "Your email address"),
    ("ease", "How easy it was"),
    ("better", "What would have made it better"),
];

/// The most characters that are shown back: many times what a section of long answers takes.
const MOST: usize = 200_000;

/// The most fields that are shown back.
const MOST_FIELDS: usize = 500;

/// What a form's fields hold, by their names.
type Fields<'p> = BTreeMap<&'p str, Vec<&'p str>>;

/// What was typed; `None` where nothing was. The survey is the one that was asked about, where that is known.
pub(super) fn shown_back(
    intro: &'static str,
    survey: Option<&Survey>,
    pairs: &Pairs,
) -> Option<ShownBack> {
    let mut fields = Fields::new();
    let written = pairs.iter().filter(|(_, value)| !value.trim().is_empty());
    for (name, value) in written {
        fields.entry(name).or_default().push(value);
    }
    let mut answers = Vec::new();
    if let Some(survey) = survey {
        for (_, question) in survey.questions() {
            let of_question = all_fields(question).into_iter();
            answers.extend(of_question.filter_map(|field| answer(question, &field, &mut fields)));
        }
    }
    answers.extend(OURS.iter().filter_map(|(name, asked)| {
        let values = fields.remove(name)?.into_iter();
        let title = |value: &str| {
            let section = survey.and_then(|survey| survey.section(value));
            section.map_or_else(|| value.to_owned(), |section| section.title.clone())
        };
        Some(TypedAnswer {
            asked: (*asked).to_owned(),
            lines: match *name {
                "section" => values.map(title).collect(),
                "ease" => values.map(|value| value.replace('-', " ")).collect(),
                _ => values.map(str::to_owned).collect(),
            },
        })
    }));
    // Answers to another survey, or to one that can't be told: its questions go by their names.
    answers.extend(fields.into_iter().filter_map(|(name, values)| {
        let name = name
            .strip_prefix("q.")
            .or_else(|| name.strip_prefix("other."))?;
        Some(TypedAnswer {
            asked: format!("Question “{name}”"),
            lines: values.into_iter().map(str::to_owned).collect(),
        })
    }));
    let is_cut = cut(&mut answers);
    (!answers.is_empty()).then_some(ShownBack {
        heading: "What you typed",
        intro,
        answers,
        is_cut,
    })
}

/// What was given for one field, in the words of its question.
fn answer(question: &Question, field: &Field, fields: &mut Fields<'_>) -> Option<TypedAnswer> {
    let mut values = fields
        .remove(field_name(field).as_str())
        .unwrap_or_default();
    let mut lines = Vec::new();
    for option in question.kind.options() {
        let other = fields.remove(other_name(question, option).as_str());
        let chosen = values.iter().position(|value| option.id.as_str() == *value);
        if let Some(position) = chosen {
            values.remove(position);
        }
        match other.as_deref() {
            Some([words, ..]) => lines.push(format!("{}: {words}", option.label)),
            _ if chosen.is_some() => lines.push(option.label.clone()),
            _ => {}
        }
    }
    lines.extend(values.into_iter().map(str::to_owned));
    let mut rows = question.kind.rows().iter();
    let row = rows.find(|row| field.row.as_ref() == Some(&row.id));
    let text = question.text.unanswered();
    (!lines.is_empty()).then(|| TypedAnswer {
        asked: match row {
            Some(row) => format!("{text} – {}", row.label),
            None => text,
        },
        lines,
    })
}

/// Cuts what is longer than any page of ours; whether something was cut.
fn cut(answers: &mut Vec<TypedAnswer>) -> bool {
    let mut is_cut = answers.len() > MOST_FIELDS;
    answers.truncate(MOST_FIELDS);
    let mut left = MOST;
    for line in answers.iter_mut().flat_map(|one| &mut one.lines) {
        match line.char_indices().nth(left) {
            Some((end, _)) => {
                line.truncate(end);
                left = 0;
                is_cut = true;
            }
            None => left -= line.chars().count(),
        }
    }
    for one in answers.iter_mut() {
        one.lines.retain(|line| !line.is_empty());
    }
    answers.retain(|one| !one.lines.is_empty());
    is_cut
}

#[cfg(test)]
mod tests {
    use super::{MOST, shown_back};

    fn check(pairs: &[(&str, &str)], expect: &[(&str, &[&str])]) {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let shown = shown_back("", None, &pairs);
        let answers = shown.map(|shown| shown.answers).unwrap_or_default();
        let answers: Vec<(&str, Vec<&str>)> = answers
            .iter()
            .map(|one| {
                let lines = one.lines.iter().map(String::as_str).collect();
                (one.asked.as_str(), lines)
            })
            .collect();
        let expect: Vec<_> = expect
            .iter()
            .map(|(asked, lines)| (*asked, lines.to_vec()))
            .collect();
        assert_eq!(answers, expect);
    }

    #[test]
    fn only_what_somebody_wrote_is_shown_back() {
        let hidden = [
            ("form_token", "secret"),
            ("read", "a seal"),
            ("shown", "q.comment:1"),
            ("then", "next"),
            ("reason", "  "),
        ];
        check(&hidden, &[]);
        let written = [
            ("form_token", "secret"),
            ("q.comment", "Words"),
            ("reason", "Why"),
        ];
        check(
            &written,
            &[
                ("Your reason", &["Why"]),
                ("Question “comment”", &["Words"]),
            ],
        );
    }

    #[test]
    fn what_is_too_long_is_cut_and_said_to_be() {
        let long = ("q.a".to_owned(), "é".repeat(MOST + 1));
        let more = ("q.b".to_owned(), "more".to_owned());
        let shown = shown_back("", None, &[long, more]).expect("there is something");
        assert!(shown.is_cut);
        let lines: Vec<_> = shown.answers.iter().flat_map(|one| &one.lines).collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].chars().count(), MOST);
    }
}
