//! Saving: what becomes of the answers that a page gives, by what the store holds at that moment.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::answers::{self, Change};
use super::people;
use super::queue::Deed;
use super::visits::Holder;
use super::{Store, StoreError};
use crate::clock::Timestamp;
use crate::definition::Survey;
use crate::questionnaire::{Answer, Field, Path, Revision};
use crate::returns::{Given, Holdings, Kept, Return, Revisions, Settled, WaveState};

/// What became of a save.
pub enum SavedReturn {
    /// Everything is kept but what is in conflict; these are the answers now.
    Saved {
        /// Every revision, those just made among them.
        revisions: Arc<Revisions>,
        /// What somebody else changed meanwhile to something else: nothing of it was saved.
        conflicts: Vec<Given>,
        /// The fields that now say what was given.
        agreed: Vec<Field>,
    },
    /// Nothing was kept, because the return takes no answers any more.
    NotOpen(Return),
    /// Nothing was kept, because some of it is in somebody else's hands.
    NotYours,
}

/// What somebody saves.
struct Save {
    survey: Arc<Survey>,
    given: Vec<Given>,
    at: Timestamp,
}

impl Store {
    /// Saves answers to the return behind a link. Fields that aren't named stay as they are; a field given
    /// no answer is emptied; an answer that is the same as before makes no new revision; one that somebody
    /// else changed meanwhile is not overwritten.
    ///
    /// # Errors
    /// [`StoreError::Database`]; [`StoreError::Unwritten`] where whoever wrote for all of them was stopped.
    pub async fn save_answers(
        &self,
        holder: &Holder,
        survey: &Arc<Survey>,
        given: Vec<Given>,
        at: Timestamp,
    ) -> Result<SavedReturn, StoreError> {
        let save = Save {
            survey: Arc::clone(survey),
            given,
            at,
        };
        self.keep(holder, save).await
    }
}

impl Deed for Save {
    /// Why not, where nothing of it is kept.
    type Written = Result<Open, SavedReturn>;
    type Outcome = SavedReturn;

    async fn write(
        &self,
        store: &Store,
        db: &DatabaseTransaction,
        holder: Holder,
    ) -> Result<Self::Written, StoreError> {
        let (return_id, standing) = holder.require_return()?;
        let is_open = holder.wave_state(self.at) == WaveState::Open;
        if !is_open || !standing.takes_answers_of(&holder.person) {
            return Ok(Err(SavedReturn::NotOpen(standing)));
        }
        if !edits_all(db, &holder, &self.survey, &self.given).await? {
            return Ok(Err(SavedReturn::NotYours));
        }
        let known = holder
            .last_answer
            .and_then(|last| store.known.take(return_id, last));
        let revisions = match (holder.last_answer, known) {
            (None, _) => Arc::default(),
            (Some(_), Some(known)) => known,
            (Some(_), None) => Arc::new(answers::revisions(db, return_id).await?),
        };
        let mut open = Open {
            return_id,
            holder,
            at: self.at,
            new: Vec::new(),
            conflicts: Vec::new(),
            agreed: Vec::new(),
            revisions,
        };
        let path = LazyCell::new(|| Path::of(&self.survey, open.revisions.answers()));
        for one in &self.given {
            let shown = || path.find(&one.field.question);
            match open.revisions.settle(one, shown) {
                Settled::LeftAlone => {}
                Settled::Conflict => open.conflicts.push(one.clone()),
                Settled::AsKept => open.agreed.push(one.field.clone()),
                Settled::Saves(answer) => {
                    let revision = open.revisions.number(&one.field) + 1;
                    open.agreed.push(one.field.clone());
                    open.new.push((one.field.clone(), revision, answer));
                }
            }
        }
        Ok(Ok(open))
    }

    fn changes(written: &Self::Written) -> Vec<Change<'_>> {
        let open = written.as_ref();
        open.map_or_else(|_| Vec::new(), |open| open.changes().collect())
    }

    fn kept(store: &Store, written: Self::Written, last: &BTreeMap<i32, i32>) -> SavedReturn {
        let open = match written {
            Ok(open) => open,
            Err(refused) => return refused,
        };
        let mut revisions = open.revisions;
        let all = Arc::make_mut(&mut revisions);
        for (field, revision, answer) in open.new {
            let made = Kept {
                revision,
                answer,
                by: Some(open.holder.person.id),
                at: open.at,
            };
            all.push(field, made);
        }
        let last = last.get(&open.return_id).copied();
        if let Some(last) = last.or(open.holder.last_answer) {
            store.known.note(open.return_id, last, &revisions);
        }
        SavedReturn::Saved {
            revisions,
            conflicts: open.conflicts,
            agreed: open.agreed,
        }
    }
}

/// A save that may be kept.
struct Open {
    return_id: i32,
    holder: Holder,
    at: Timestamp,
    /// The revisions that it makes.
    new: Vec<(Field, Revision, Option<Answer>)>,
    conflicts: Vec<Given>,
    agreed: Vec<Field>,
    /// Every revision before it.
    revisions: Arc<Revisions>,
}

impl Open {
    fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.new.iter().map(|(field, revision, answer)| Change {
            return_id: self.return_id,
            field,
            revision: *revision,
            link: Some(self.holder.link),
            at: self.at,
            answer: answer.as_ref(),
        })
    }
}

/// Whether everything given is in sections that this person may edit.
async fn edits_all(
    db: &impl ConnectionTrait,
    holder: &Holder,
    survey: &Survey,
    given: &[Given],
) -> Result<bool, StoreError> {
    let holdings = if holder.person.leads() {
        Holdings::default()
    } else {
        people::holdings(db, holder.unit_row).await?
    };
    Ok(given.iter().all(|one| {
        let mut questions = survey.questions();
        let asked = questions.find(|(_, question)| question.id == one.field.question);
        asked.is_some_and(|(section, _)| holder.person.edits(section, &holdings))
    }))
}
