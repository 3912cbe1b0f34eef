//! Two people on the same answer: both answers side by side, and a choice.

use serde::Serialize;

use super::Page;
use super::questions::FieldError;
use super::respond::Shell;
use crate::clock::Timestamp;
use crate::definition::Question;
use crate::questionnaire::{Answer, Field, Pairs, field_name, in_words, other_name, shown_value};
use crate::returns::{Given, Kept};

/// Answers that somebody else changed meanwhile.
#[derive(Serialize)]
pub struct Conflict {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Where the choice is posted to.
    pub action: String,
    /// Proves that the form came from this page.
    pub form_token: String,
    /// Where to go on afterwards.
    pub then: String,
    /// When the workbook was sent that says something else, where it was one: in seconds, to be posted again, and for
    /// people.
    pub sent: Option<(i64, String)>,
    /// Whether it comes from a page that is held from before the session ended.
    pub held: bool,
    /// Each answer in conflict.
    pub answers: Vec<ConflictView>,
    /// What was left unchosen.
    pub errors: Vec<FieldError>,
}

impl Page for Conflict {
    const TEMPLATE: &'static str = "respond/conflict.html";
}

/// One answer in conflict.
#[derive(Serialize)]
pub struct ConflictView {
    id: String,
    question: String,
    /// The revision that is shown here.
    shown: String,
    theirs: Vec<String>,
    who: String,
    when: String,
    yours: Vec<String>,
    /// What was posted, to be posted again.
    pairs: Vec<(String, String)>,
}

impl ConflictView {
    /// What is asked, as a link to the choice says it.
    pub fn to_choose(&self) -> FieldError {
        FieldError {
            href: format!("#{}.theirs", self.id),
            text: format!("Choose which answer to keep: {}", self.question),
        }
    }
}

/// The name of the choice between two answers to a field.
pub fn choice_name(field: &Field) -> String {
    format!("choice.{}", field_name(field))
}

/// Both answers to a field of a question, with its text. `who` is what the person is called who wrote the one that is kept.
pub fn conflict_view(
    (question, text): (&Question, String),
    given: &Given,
    kept: &Kept,
    who: &str,
    pairs: &Pairs,
) -> ConflictView {
    let field = &given.field;
    let mut rows = question.kind.rows().iter();
    let row = field
        .row
        .as_ref()
        .and_then(|id| rows.find(|row| row.id == *id));
    let words = |answer: Option<&Answer>| {
        answer
            .map(|answer| in_words(question, answer))
            .unwrap_or_default()
    };
    let options = question.kind.options().iter();
    let names: Vec<String> = [field_name(field)]
        .into_iter()
        .chain(options.map(|option| other_name(question, option)))
        .collect();
    ConflictView {
        id: choice_name(field),
        question: match row {
            Some(row) => format!("{text} – {}", row.label),
            None => text,
        },
        shown: shown_value(field, kept.revision),
        theirs: words(kept.answer.as_ref()),
        who: who.to_owned(),
        when: moment(kept.at),
        yours: words(given.answer.as_ref()),
        pairs: pairs
            .iter()
            .filter(|(name, _)| names.contains(name))
            .cloned()
            .collect(),
    }
}

/// A moment for people: 14:32 on 3 July 2023.
pub fn moment(at: Timestamp) -> String {
    format!("{} on {at}", at.time())
}
