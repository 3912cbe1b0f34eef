//! What people said about the questionnaire itself.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, QueryFilter, QueryOrder,
};

use super::entity::{feedback, returns, unit};
use super::visits::{Holder, renewed};
use super::{Store, StoreError};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::returns::WaveId;

/// What somebody said about the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// How easy it was, as the form has it.
    pub ease: Option<String>,
    /// What could be better, in their words.
    pub words: Option<String>,
}

impl Feedback {
    fn of(kept: feedback::Model) -> (Timestamp, Self) {
        let said = Self {
            ease: kept.ease,
            words: kept.words,
        };
        (Timestamp::from_unix(kept.given_at), said)
    }
}

impl Store {
    /// Keeps what somebody said, in place of what they said before; gives whether it was kept: not where
    /// their link was taken back, or the return is not submitted any more.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn keep_feedback(
        &self,
        holder: &Holder,
        said: Feedback,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holder = renewed(db, holder).await?;
        let (return_id, standing) = holder.require_return()?;
        if holder.revoked || standing.submission().is_none() {
            return Ok(false);
        }
        feedback::Entity::delete_many()
            .filter(feedback::COLUMN.return_id.eq(return_id))
            .filter(feedback::COLUMN.person_id.eq(holder.person.id.0))
            .exec(db)
            .await?;
        feedback::Entity::insert(feedback::ActiveModel {
            id: NotSet,
            return_id: Set(return_id),
            person_id: Set(holder.person.id.0),
            given_at: Set(now.unix()),
            ease: Set(said.ease),
            words: Set(said.words),
        })
        .exec_without_returning(db)
        .await?;
        write.commit().await?;
        Ok(true)
    }

    /// What a person has said, and when.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_feedback(
        &self,
        holder: &Holder,
    ) -> Result<Option<(Timestamp, Feedback)>, StoreError> {
        let (return_id, _) = holder.require_return()?;
        let said = feedback::Entity::find()
            .filter(feedback::COLUMN.return_id.eq(return_id))
            .filter(feedback::COLUMN.person_id.eq(holder.person.id.0))
            .one(&self.db)
            .await?;
        Ok(said.map(Feedback::of))
    }

    /// Everything said in a wave, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn feedback(
        &self,
        wave: WaveId,
    ) -> Result<Vec<(UnitCode, Timestamp, Feedback)>, StoreError> {
        let db = &self.db;
        let units = unit::Entity::find()
            .filter(unit::COLUMN.wave_id.eq(wave.0))
            .all(db)
            .await?;
        let returns = returns::Entity::find()
            .filter(
                returns::COLUMN
                    .unit_id
                    .in_subquery(super::returns::units_of(wave)),
            )
            .all(db)
            .await?;
        let said = feedback::Entity::find()
            .order_by_asc(feedback::COLUMN.id)
            .all(db)
            .await?;
        Ok(said
            .into_iter()
            .filter_map(|one| {
                let of = returns.iter().find(|of| of.id == one.return_id)?;
                let unit = units.iter().find(|unit| unit.id == of.unit_id)?;
                let (at, said) = Feedback::of(one);
                Some((UnitCode::new(&unit.code), at, said))
            })
            .collect())
    }
}
