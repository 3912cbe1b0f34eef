//! What a return was before: every submission, every step and every answer that was ever kept.

use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use super::entity::{returns, step, submission};
use super::people::{self, People};
use super::visits::Holder;
use super::{Store, StoreError, answers, links};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::returns::{Act, PersonId, Revisions, Step, Submission, Wave};

/// All that was ever kept of a return.
pub struct History {
    /// Everyone who was ever behind it.
    pub people: People,
    /// Every step, oldest first.
    pub steps: Vec<Step>,
    /// Every submission, oldest first.
    pub submissions: Vec<Submission>,
    /// Every answer.
    pub revisions: Revisions,
}

impl Store {
    /// Every submission of the return behind a link, oldest first, current or replaced.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn submissions(&self, holder: &Holder) -> Result<Vec<Submission>, StoreError> {
        match holder.return_row {
            Some(row) => self.submissions_of(row).await,
            None => Ok(Vec::new()),
        }
    }

    /// All that was ever kept of a unit's return; `None` where it was never begun.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`].
    pub async fn history(
        &self,
        wave: &Wave,
        unit: &UnitCode,
    ) -> Result<Option<History>, StoreError> {
        let db = &self.db;
        let unit_row = links::require_unit(db, wave.id, unit).await?.id;
        let found = returns::Entity::find()
            .filter(returns::COLUMN.unit_id.eq(unit_row))
            .one(db)
            .await?;
        let Some(model) = found else {
            return Ok(None);
        };
        let steps = step::Entity::find()
            .filter(step::COLUMN.return_id.eq(model.id))
            .order_by_asc(step::COLUMN.id)
            .all(db)
            .await?;
        Ok(Some(History {
            people: people::people(db, unit_row).await?,
            steps: steps.into_iter().map(read_step).collect::<Result<_, _>>()?,
            submissions: self.submissions_of(model.id).await?,
            revisions: answers::revisions(db, model.id).await?,
        }))
    }

    async fn submissions_of(&self, return_row: i32) -> Result<Vec<Submission>, StoreError> {
        let found = submission::Entity::find()
            .filter(submission::COLUMN.return_id.eq(return_row))
            .order_by_asc(submission::COLUMN.id)
            .all(&self.db)
            .await?;
        let read = found.into_iter().map(super::returns::read_submission);
        Ok(read.collect())
    }
}

fn read_step(model: step::Model) -> Result<Step, StoreError> {
    Ok(Step {
        act: Act::parse(&model.act).ok_or_else(|| StoreError::Damaged {
            what: format!("`{}` is no step", model.act),
        })?,
        by: model.person_id.map(PersonId),
        at: Timestamp::from_unix(model.taken_at),
        words: model.words,
    })
}
