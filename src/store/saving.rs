//! Saving: what is saved at the same moment is written together, and nobody is told before it is kept.
//!
//! A write waits for the disk and, on SQLite, for every other write. Saves that arrive meanwhile queue up; whoever
//! comes first to the turn writes all of them in one transaction, with as many statements as one alone would take.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use sea_orm::ConnectionTrait;
use tokio::sync::{Semaphore, oneshot};

use super::answers::{self, Change, insert};
use super::people;
use super::visits::{Holder, renewed_together};
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

/// How many saves are written together at most.
const TOGETHER: usize = 64;

/// Saves that wait to be written.
pub(super) struct Queue {
    waiting: std::sync::Mutex<Vec<Waiting>>,
    /// Whoever holds a turn writes. SQLite has one.
    turns: Semaphore,
}

struct Waiting {
    save: Save,
    done: oneshot::Sender<Result<SavedReturn, StoreError>>,
}

/// What somebody saves.
struct Save {
    holder: Holder,
    survey: Arc<Survey>,
    given: Vec<Given>,
    at: Timestamp,
}

impl Queue {
    /// A queue whose saves are written by so many at once.
    pub(super) fn new(turns: usize) -> Self {
        Self {
            waiting: std::sync::Mutex::default(),
            turns: Semaphore::new(turns),
        }
    }

    fn push(&self, waiting: Waiting) {
        let mut queue = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        queue.push(waiting);
    }

    /// Those that came first, one a return: a second save of the same return must see the first.
    fn take(&self) -> Vec<Waiting> {
        let mut queue = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut units = BTreeSet::new();
        let (taken, left) = std::mem::take(&mut *queue)
            .into_iter()
            .partition(|one| units.len() < TOGETHER && units.insert(one.save.holder.unit_row));
        *queue = left;
        taken
    }
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
        let (done, mut is_done) = oneshot::channel();
        let save = Save {
            holder: holder.clone(),
            survey: Arc::clone(survey),
            given,
            at,
        };
        self.saves.push(Waiting { save, done });
        loop {
            let turn = self.saves.turns.acquire().await;
            match is_done.try_recv() {
                Ok(saved) => return saved,
                Err(oneshot::error::TryRecvError::Closed) => return Err(StoreError::Unwritten),
                Err(oneshot::error::TryRecvError::Empty) => {}
            }
            let waiting = self.saves.take();
            if waiting.is_empty() {
                // Somebody else is writing it.
                drop(turn);
                return is_done.await.unwrap_or(Err(StoreError::Unwritten));
            }
            self.save_together(waiting).await;
        }
    }

    async fn save_together(&self, waiting: Vec<Waiting>) {
        let (saves, done): (Vec<Save>, Vec<_>) =
            waiting.into_iter().map(|one| (one.save, one.done)).unzip();
        let outcomes = match self.write_all(&saves).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(error) if saves.len() == 1 => vec![Err(error)],
            // One of them may be what the database refuses: the others are not to suffer for it.
            Err(_) => {
                let mut alone = Vec::new();
                for save in &saves {
                    let outcome = self.write_all(std::slice::from_ref(save)).await;
                    alone.push(outcome.map(|mut one| one.remove(0)));
                }
                alone
            }
        };
        for (done, outcome) in done.into_iter().zip(outcomes) {
            // Nobody takes the answer where whoever asked has gone.
            let _ = done.send(outcome);
        }
    }

    /// Writes saves of different returns in one transaction.
    async fn write_all(&self, saves: &[Save]) -> Result<Vec<SavedReturn>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holders = saves.iter().map(|save| &save.holder);
        let mut holders = renewed_together(db, holders).await?;
        let mut outcomes = Vec::with_capacity(saves.len());
        for save in saves {
            let holder = holders.remove(&save.holder.link).ok_or_else(|| {
                let what = format!("link {} is gone", save.holder.link);
                StoreError::Damaged { what }
            })?;
            outcomes.push(self.settle(db, save, holder).await?);
        }
        let changes: Vec<Change<'_>> = outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().ok())
            .flat_map(Open::changes)
            .collect();
        let mut last = BTreeMap::new();
        if !changes.is_empty() {
            last = insert(db, &changes).await?;
            drop(changes);
            write.commit().await?;
        }
        Ok(outcomes
            .into_iter()
            .map(|outcome| match outcome {
                Ok(open) => {
                    let last = last.get(&open.return_id).copied();
                    self.kept(open, last)
                }
                Err(refused) => refused,
            })
            .collect())
    }

    /// What becomes of a save, by what the store holds inside the write; why not, where nothing of it is kept.
    async fn settle(
        &self,
        db: &impl ConnectionTrait,
        save: &Save,
        holder: Holder,
    ) -> Result<Result<Open, SavedReturn>, StoreError> {
        let (return_id, standing) = holder.require_return()?;
        let is_open = holder.wave_state(save.at) == WaveState::Open;
        if !is_open || !standing.takes_answers_of(&holder.person) {
            return Ok(Err(SavedReturn::NotOpen(standing)));
        }
        if !edits_all(db, &holder, &save.survey, &save.given).await? {
            return Ok(Err(SavedReturn::NotYours));
        }
        let known = holder
            .last_answer
            .and_then(|last| self.known.take(return_id, last));
        let revisions = match (holder.last_answer, known) {
            (None, _) => Arc::default(),
            (Some(_), Some(known)) => known,
            (Some(_), None) => Arc::new(answers::revisions(db, return_id).await?),
        };
        let mut open = Open {
            return_id,
            holder,
            at: save.at,
            new: Vec::new(),
            conflicts: Vec::new(),
            agreed: Vec::new(),
            revisions,
        };
        let path = LazyCell::new(|| Path::of(&save.survey, open.revisions.answers()));
        for one in &save.given {
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

    /// Notes what has been kept.
    fn kept(&self, open: Open, last: Option<i32>) -> SavedReturn {
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
        if let Some(last) = last.or(open.holder.last_answer) {
            self.known.note(open.return_id, last, &revisions);
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
