//! The steps of a return: ready, sent back, submitted, opened again, declined.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{self, NotSet, Set, Unchanged},
    ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};

use super::entity::{returns, step, submission};
use super::people::{self, People};
use super::queue::Deed;
use super::visits::{Holder, renewed};
use super::{Store, StoreError, VersionId, answers, outbox, waves};
use crate::clock::Timestamp;
use crate::definition::{Survey, UnitCode};
use crate::questionnaire::Answers;
use crate::returns::{
    Act, Acting, MailKind, PersonId, Refused, Return, Revisions, Seal, Sealed, State, Step,
    Submission, Wave,
};

/// What somebody gives who hands a return in.
#[derive(Clone)]
pub struct Signing {
    /// What their people will quote.
    pub reference: String,
    /// Who they say they are.
    pub signatory: String,
    /// The seal over the answers that they were shown.
    pub read: Seal,
    /// When.
    pub at: Timestamp,
}

/// A submission as the store kept it, with what its return held then.
pub struct KeptSubmission {
    /// Whose it was.
    pub unit: UnitCode,
    /// In which wave.
    pub wave: Wave,
    /// To which version of the survey.
    pub version: VersionId,
    /// What was handed in.
    pub submission: Submission,
    /// The answers, as they were then.
    pub answers: Answers,
    /// Whether it is what the return stands by now: not where it was opened again.
    pub is_current: bool,
}

impl Store {
    /// Takes a step of the return behind a link, and writes to whom it concerns. What may be done is
    /// decided on what the store holds at that moment.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be taken.
    pub async fn step(
        &self,
        holder: &Holder,
        survey: &Survey,
        step: Step,
    ) -> Result<Result<Return, Refused>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let found = self.found(db, renewed(db, holder).await?).await?;
        let acting = found.acting(survey, step.at);
        let stepped = match step.act {
            Act::ReopeningAsked => found.standing.clone().ask_reopening(step.clone(), &acting),
            _ => found.standing.clone().step(step.clone(), &acting),
        };
        if stepped.is_ok() {
            keep(db, found.row, &step).await?;
            if let Some((to, kind)) = found.concerns(&step) {
                let words = step.words.as_deref();
                outbox::queue(db, to, step.by, kind, words, step.at).await?;
            }
            write.commit().await?;
        }
        Ok(stepped)
    }

    /// Hands in the return behind a link, and seals it. Two presses of the button make one submission.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be handed in.
    pub async fn submit_return(
        &self,
        holder: &Holder,
        survey: &Arc<Survey>,
        signing: Signing,
    ) -> Result<Result<Return, Refused>, StoreError> {
        let survey = Arc::clone(survey);
        self.keep(holder, HandingIn { survey, signing }).await
    }

    /// Opens a submitted return again, for the research team; what was submitted stays in its history.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`]; the inner error says why it can't be reopened.
    pub async fn reopen(
        &self,
        wave: &Wave,
        unit: &UnitCode,
        now: Timestamp,
    ) -> Result<Result<Return, Refused>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let unit_row = super::links::require_unit(db, wave.id, unit).await?.id;
        let model = returns::Entity::find()
            .filter(returns::COLUMN.unit_id.eq(unit_row))
            .lock_exclusive()
            .one(db)
            .await?;
        let Some(model) = model else {
            return Ok(Err(Refused::NotNow));
        };
        let standing = super::returns::standing(db, unit.clone(), &model).await?;
        let reopened = standing.reopen(now, wave.state(now));
        if reopened.is_ok() {
            let step = Step {
                act: Act::Reopened,
                by: None,
                at: now,
                words: None,
            };
            keep(db, model.id, &step).await?;
            let people = people::people(db, unit_row).await?;
            if let Some(director) = people.director() {
                outbox::queue(db, director.id, None, MailKind::Reopened, None, now).await?;
            }
            write.commit().await?;
        }
        Ok(reopened)
    }

    /// A submission by its reference, current or replaced, with its answers as they were handed in.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_submission(
        &self,
        reference: &str,
    ) -> Result<Option<KeptSubmission>, StoreError> {
        let db = &self.db;
        let found = submission::Entity::find()
            .filter(submission::COLUMN.reference.eq(reference))
            .one(db)
            .await?;
        let Some(model) = found else {
            return Ok(None);
        };
        let damaged = || StoreError::Damaged {
            what: format!("submission {reference} belongs to no return"),
        };
        let of = returns::Entity::find_by_id(model.return_id)
            .one(db)
            .await?
            .ok_or_else(damaged)?;
        let (unit, wave) = waves::of_unit(db, of.unit_id).await?.ok_or_else(damaged)?;
        Ok(Some(KeptSubmission {
            unit: UnitCode::new(unit.code),
            version: VersionId(wave.version_id),
            wave: waves::read(wave)?,
            answers: answers::as_sealed(db, of.id, model.last_answer).await?,
            is_current: of.submission_id == Some(model.id),
            submission: super::returns::read_submission(model),
        }))
    }
}

/// A return is handed in.
struct HandingIn {
    survey: Arc<Survey>,
    signing: Signing,
}

impl Deed for HandingIn {
    type Written = Result<Return, Refused>;
    type Outcome = Result<Return, Refused>;

    async fn write(
        &self,
        store: &Store,
        db: &DatabaseTransaction,
        holder: Holder,
    ) -> Result<Self::Written, StoreError> {
        let Signing {
            reference,
            signatory,
            read,
            at,
        } = self.signing.clone();
        let found = store.found(db, holder).await?;
        let Holder { version, unit, .. } = &found.holder;
        let answers = found.revisions.answers();
        let sealed = Sealed::of(&self.survey, &version.digest, unit, answers);
        let new = Submission {
            at,
            reference,
            signatory,
            seal: Some(sealed.seal()),
        };
        let acting = found.acting(&self.survey, at);
        let standing = found.standing.clone();
        let submitted = standing.submit(new.clone(), &read, &acting);
        if submitted.is_ok() {
            let (last, by) = (found.holder.last_answer, found.holder.person.id);
            hand_in(db, found.row, last, &new, Some(by)).await?;
        }
        Ok(submitted)
    }

    fn kept(
        _store: &Store,
        written: Self::Written,
        _last: &BTreeMap<i32, i32>,
    ) -> Result<Return, Refused> {
        written
    }
}

/// A return as it is inside a write.
struct Found {
    holder: Holder,
    row: i32,
    standing: Return,
    people: People,
    revisions: Arc<Revisions>,
}

impl Store {
    /// The return of a holder who was read in the same write.
    async fn found(&self, db: &DatabaseTransaction, holder: Holder) -> Result<Found, StoreError> {
        let (row, standing) = holder.require_return()?;
        Ok(Found {
            people: people::people(db, holder.unit_row).await?,
            revisions: self.revisions_of(db, &holder).await?,
            holder,
            row,
            standing,
        })
    }
}

impl Found {
    fn acting<'a>(&'a self, survey: &'a Survey, now: Timestamp) -> Acting<'a> {
        Acting {
            person: &self.holder.person,
            holdings: &self.people.holdings,
            survey,
            answers: self.revisions.answers(),
            wave: self.holder.wave_state(now),
        }
    }

    /// Whom a step concerns, and why.
    fn concerns(&self, step: &Step) -> Option<(PersonId, MailKind)> {
        match (step.act, &self.standing.state) {
            (Act::Ready, _) => Some((self.people.director()?.id, MailKind::ReadyToSign)),
            (Act::SentBack, State::AwaitingSignOff(ready)) => Some((ready.by?, MailKind::SentBack)),
            _ => None,
        }
    }
}

/// Notes a step that has been taken.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    return_id: i32,
    step: &Step,
) -> Result<(), StoreError> {
    let submission = match step.act {
        Act::Reopened => Set(None),
        _ => NotSet,
    };
    advance(db, return_id, step, submission).await
}

/// Notes a step, and what the return stands by since.
async fn advance(
    db: &impl ConnectionTrait,
    return_id: i32,
    step: &Step,
    submission_id: ActiveValue<Option<i32>>,
) -> Result<(), StoreError> {
    let made = step::Entity::insert(step::ActiveModel {
        id: NotSet,
        return_id: Set(return_id),
        act: Set(step.act.as_str().to_owned()),
        person_id: Set(step.by.map(|by| by.0)),
        taken_at: Set(step.at.unix()),
        words: Set(step.words.clone()),
    })
    .exec(db)
    .await?;
    let changed = returns::ActiveModel {
        id: Unchanged(return_id),
        step_id: Set(Some(made.last_insert_id)),
        submission_id,
        ..Default::default()
    };
    changed.update(db).await?;
    Ok(())
}

/// Notes that a return was handed in, with all answers up to its last.
pub(super) async fn hand_in(
    db: &impl ConnectionTrait,
    return_id: i32,
    last_answer: Option<i32>,
    new: &Submission,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    let made = submission::Entity::insert(submission::ActiveModel {
        id: NotSet,
        return_id: Set(return_id),
        reference: Set(new.reference.clone()),
        submitted_at: Set(new.at.unix()),
        signatory: Set(new.signatory.clone()),
        seal: Set(new.seal.as_ref().map(|seal| seal.as_str().to_owned())),
        last_answer: Set(last_answer.unwrap_or_default()),
    })
    .exec(db)
    .await?;
    let step = Step {
        act: Act::Submitted,
        by,
        at: new.at,
        words: None,
    };
    advance(db, return_id, &step, Set(Some(made.last_insert_id))).await
}
