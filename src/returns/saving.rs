//! Saving: what becomes of an answer when somebody else may have changed it meanwhile.
//!
//! Each answer carries a revision, and a form says which revision of each field it showed. Three answers
//! meet: the one that was shown, the one that is kept now, and the one that is given.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::questionnaire::{Answer, Answers, Field, Revision, Shown, keep_unoffered};

use super::person::PersonId;

/// One revision of one field, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which it is.
    pub revision: Revision,
    /// What it says; `None` where the field was emptied.
    pub answer: Option<Answer>,
    /// Who wrote it, where that is known.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Every revision of every field of a return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    kept: BTreeMap<Field, Vec<Kept>>,
    /// What the last revisions say: every page asks for it.
    answers: Answers,
}

/// What somebody gives for a field, and which revision of it they were shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The field.
    pub field: Field,
    /// The revision that the page showed.
    pub seen: Revision,
    /// What they give; `None` empties the field.
    pub answer: Option<Answer>,
}

/// What becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It says what is kept already.
    AsKept,
    /// It says what was shown: this person left it alone, whatever others did meanwhile.
    LeftAlone,
    /// It becomes the next revision.
    Saves(Option<Answer>),
    /// Somebody else changed the answer to something else meanwhile: a person has to choose.
    Conflict,
}

impl Revisions {
    /// Adds a revision, which must be the next of its field.
    pub fn push(&mut self, field: Field, kept: Kept) {
        self.answers.set(field.clone(), kept.answer.clone());
        self.kept.entry(field).or_default().push(kept);
    }

    /// The current revision of a field.
    pub fn current(&self, field: &Field) -> Option<&Kept> {
        self.kept.get(field).and_then(|kept| kept.last())
    }

    /// The number of a field's current revision.
    pub fn number(&self, field: &Field) -> Revision {
        self.current(field).map_or(0, |kept| kept.revision)
    }

    /// The number of each field's current revision.
    pub fn numbers(&self) -> BTreeMap<Field, Revision> {
        self.kept
            .iter()
            .filter_map(|(field, kept)| Some((field.clone(), kept.last()?.revision)))
            .collect()
    }

    /// Every revision of every field, in the order of fields, each from its oldest.
    pub fn all(&self) -> impl Iterator<Item = (&Field, &Kept)> {
        let fields = self.kept.iter();
        fields.flat_map(|(field, kept)| kept.iter().map(move |one| (field, one)))
    }

    /// The current answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The same, for whoever needs nothing else of them.
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// The latest change to any of these fields.
    pub fn latest<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> Option<&Kept> {
        fields
            .into_iter()
            .filter_map(|field| self.current(field))
            .max_by_key(|kept| (kept.at, kept.revision))
    }

    /// What becomes of an answer. `shown` is what the page offered of the question, so that options which
    /// it did not offer stay as they were; it is asked for only where an option was chosen before.
    pub fn settle<'p, 's: 'p>(
        &self,
        given: &Given,
        shown: impl FnOnce() -> Option<&'p Shown<'s>>,
    ) -> Settled {
        let current = self.current(&given.field);
        let now = current.and_then(|kept| kept.answer.as_ref());
        let base = self
            .kept
            .get(&given.field)
            .and_then(|kept| kept.iter().find(|one| one.revision == given.seen))
            .and_then(|kept| kept.answer.as_ref());
        let chose = base.is_some_and(|base| !base.chosen().is_empty());
        let answer = match chose.then(shown).flatten() {
            Some(shown) => keep_unoffered(shown, base, given.answer.clone()),
            None => given.answer.clone(),
        };
        let is_stale = given.seen != current.map_or(0, |kept| kept.revision);
        if answer.as_ref() == now {
            Settled::AsKept
        } else if answer.as_ref() == base {
            Settled::LeftAlone
        } else if is_stale {
            Settled::Conflict
        } else {
            Settled::Saves(answer)
        }
    }
}
