//! Wording: text that may carry earlier answers.
//!
//! `{has-team}` stands for the answer to an earlier question, and `{has-team|your team}` says what stands
//! there when it was not answered. A doubled brace is a brace.

use std::ops::Range;

use super::fault::Faults;
use super::id::QuestionId;
use super::when::Known;

/// Text with places for earlier answers in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pieces: Vec<Piece>,
}

/// A piece of wording.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words as they are.
    Words(String),
    /// The answer to an earlier question.
    Answer {
        /// The question.
        question: QuestionId,
        /// What stands there when it was not answered.
        otherwise: String,
    },
}

/// What stands for an answer that isn't there, where the definition says nothing.
const NO_ANSWER: &str = "…";

impl Wording {
    /// The wording with each answer put in by `answer`; where that has none, what stands there otherwise.
    pub fn with(&self, answer: impl Fn(&QuestionId) -> Option<String>) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Answer {
                    question,
                    otherwise,
                } => answer(question).unwrap_or_else(|| otherwise.clone()),
            })
            .collect()
    }

    /// The wording as it stands where there are no answers: on paper and in tables.
    pub fn unanswered(&self) -> String {
        self.with(|_| None)
    }
}

/// Reads wording, checking that it names only earlier questions.
pub(super) fn checked(
    text: &str,
    span: &Range<usize>,
    known: Known<'_>,
    faults: &mut Faults<'_>,
) -> Wording {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(place) = rest.find(['{', '}']) {
        words.push_str(&rest[..place]);
        let from = &rest[place..];
        if let Some(after) = from.strip_prefix("{{") {
            words.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            words.push('}');
            rest = after;
        } else if let Some((inside, after)) =
            from[1..].split_once('}').filter(|_| from.starts_with('{'))
        {
            let (name, otherwise) = inside.split_once('|').unwrap_or((inside, NO_ANSWER));
            if known.may_pipe(name, span, faults) {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                pieces.push(Piece::Answer {
                    question: QuestionId::new(name),
                    otherwise: otherwise.to_owned(),
                });
            }
            rest = after;
        } else {
            faults
                .add(span.clone(), "a brace here has no partner")
                .help("write `{question}` to put in an earlier answer, and a doubled brace for a brace");
            rest = &from[1..];
        }
    }
    words.push_str(rest);
    pieces.push(Piece::Words(words));
    Wording { pieces }
}
