//! What everybody answers: for each unit and field always the same, so that it can be looked for afterwards.

use std::collections::BTreeMap;

use anyhow::bail;
use canvass::definition::{Choice, Kind, Question, Survey};

use crate::random::{below, mixed, named};

/// The answers that there are to give to each field, by its name in the form.
pub struct Book {
    fields: BTreeMap<String, Field>,
}

struct Field {
    question: String,
    /// Names the field among all; the same in every run.
    number: u64,
    kind: Asks,
}

enum Asks {
    One(Vec<Offered>),
    Several { options: Vec<Offered>, most: usize },
    Words,
}

struct Offered {
    id: String,
    other: bool,
    exclusive: bool,
}

/// One answer: as the form sends it, and as the store should have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub form: String,
    pub kept: String,
}

/// What a comment says, over and over.
const WORDS: [&str; 12] = [
    "families",
    "support",
    "funding",
    "workers",
    "planning",
    "housing",
    "schools",
    "courts",
    "carers",
    "children",
    "returning",
    "home",
];

/// How long a comment is, at most.
const LONGEST: usize = 60;

impl Book {
    /// The book of a survey.
    ///
    /// # Errors
    /// Where the survey asks in a way that nobody here answers.
    pub fn of(survey: &Survey) -> anyhow::Result<Self> {
        let mut fields = BTreeMap::new();
        for (_, question) in survey.questions() {
            for name in names(question) {
                let Some(kind) = asks(question)? else {
                    continue;
                };
                let field = Field {
                    question: question.id.to_string(),
                    number: named(&name),
                    kind,
                };
                fields.insert(name, field);
            }
        }
        Ok(Self { fields })
    }

    /// What a unit says to a field.
    pub fn said(&self, unit: usize, name: &str) -> Option<Said> {
        let field = self.fields.get(name)?;
        let unit = u64::try_from(unit).unwrap_or_default();
        let chance = mixed(field.number ^ mixed(unit));
        let chosen: Vec<&Offered> = match &field.kind {
            Asks::Words => {
                let words: Vec<&str> = (0..=below(chance, LONGEST))
                    .map(|place| WORDS[below(chance ^ mixed(place as u64), WORDS.len())])
                    .collect();
                return Some(Said {
                    form: format!("&{name}={}+of+{unit}", words.join("+")),
                    kept: format!("{} of {unit}", words.join(" ")),
                });
            }
            Asks::One(options) => vec![&options[below(chance, options.len())]],
            Asks::Several { options, most } => ticked(options, *most, chance),
        };
        let mut said = Said {
            form: String::new(),
            kept: String::new(),
        };
        for option in chosen {
            let Offered { id, other, .. } = option;
            said.form.extend(["&", name, "=", id]);
            said.kept.extend([id, ";"]);
            if *other {
                let words = format!("={unit}+others");
                said.form
                    .extend(["&other.", &field.question, ".", id, &words]);
                said.kept.extend([&unit.to_string(), " others;"]);
            }
        }
        Some(said)
    }
}

/// Some of the options, in the order of their ids, or the exclusive one alone.
fn ticked(options: &[Offered], most: usize, chance: u64) -> Vec<&Offered> {
    let first = &options[below(chance, options.len())];
    if first.exclusive {
        return vec![first];
    }
    let mut ticked: Vec<&Offered> = options
        .iter()
        .filter(|one| !one.exclusive && mixed(chance ^ named(&one.id)).is_multiple_of(3))
        .take(most)
        .collect();
    if ticked.is_empty() {
        ticked.push(first);
    }
    ticked.sort_by(|one, other| one.id.cmp(&other.id));
    ticked
}

fn names(question: &Question) -> Vec<String> {
    match &question.kind {
        Kind::Grid(grid) => {
            let rows = grid.rows.iter();
            rows.map(|row| format!("q.{}.{}", question.id, row.id))
                .collect()
        }
        _ => vec![format!("q.{}", question.id)],
    }
}

fn asks(question: &Question) -> anyhow::Result<Option<Asks>> {
    Ok(Some(match &question.kind {
        Kind::Note => return Ok(None),
        Kind::Text(_) => Asks::Words,
        Kind::Single { options, .. } => Asks::One(offered(options)),
        Kind::Grid(grid) => Asks::One(offered(&grid.options)),
        Kind::Multi { options, most, .. } => Asks::Several {
            options: offered(options),
            most: most.unwrap_or(options.len()),
        },
        Kind::Number(_) | Kind::Date { .. } => bail!("nobody answers `{}` here", question.id),
    }))
}

fn offered(options: &[Choice]) -> Vec<Offered> {
    let options = options.iter().map(|option| Offered {
        id: option.id.to_string(),
        other: option.other,
        exclusive: option.exclusive,
    });
    options.collect()
}
