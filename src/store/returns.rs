//! Returns: begun, saved, submitted, and read back for the freeze.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::entity::{returns, unit};
use super::links::{Holder, renewed, require_unit};
use super::{Store, StoreError, answers};
use crate::clock::Timestamp;
use crate::definition::{Survey, UnitCode};
use crate::questionnaire::Answers;
use crate::returns::{NotSubmittable, Return, State, Submission, Wave, WaveId, WaveState};

/// A return to be put into a wave as a whole: an example, or one that came on paper.
pub struct NewReturn {
    /// Whose it is and how far it came.
    pub standing: Return,
    /// What it says.
    pub answers: Answers,
}

/// How far one unit of a wave has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: UnitCode,
    /// Its return, once somebody has deliberately begun it.
    pub standing: Option<Return>,
}

impl Store {
    /// The return behind a link, begun now if nobody has before.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn begin_return(
        &self,
        holder: &Holder,
        now: Timestamp,
    ) -> Result<Return, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        returns::Entity::insert(returns::ActiveModel {
            id: NotSet,
            unit_id: Set(holder.unit_row),
            started_at: Set(now.unix()),
            submitted_at: Set(None),
            reference: Set(None),
        })
        .on_conflict_do_nothing_on([returns::Column::UnitId])
        .exec_without_returning(db)
        .await?;
        let model = require_locked(db, holder).await?;
        write.commit().await?;
        read(holder.unit.clone(), model)
    }

    /// The return behind a link without its answers; `None` before it has been begun.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_standing(&self, holder: &Holder) -> Result<Option<Return>, StoreError> {
        find_model(&self.db, holder)
            .await?
            .map(|model| read(holder.unit.clone(), model))
            .transpose()
    }

    /// The return behind a link with its answers; `None` before it has been begun.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_return(
        &self,
        holder: &Holder,
    ) -> Result<Option<(Return, Answers)>, StoreError> {
        let Some(model) = find_model(&self.db, holder).await? else {
            return Ok(None);
        };
        let answers = answers::of_return(&self.db, model.id).await?;
        Ok(Some((read(holder.unit.clone(), model)?, answers)))
    }

    /// Hands in the return behind a link: what may be done is decided on what the store holds at that
    /// moment, so that two presses of the button make one submission.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why the return can't be submitted.
    pub async fn submit_return(
        &self,
        holder: &Holder,
        survey: &Survey,
        submission: Submission,
    ) -> Result<Result<Return, NotSubmittable>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holder = renewed(db, holder).await?;
        let model = require_locked(db, &holder).await?;
        let answers = answers::of_return(db, model.id).await?;
        let state = if holder.may_write(submission.at) {
            WaveState::Open
        } else {
            WaveState::Closed
        };
        let decided =
            read(holder.unit.clone(), model.clone())?.submit(survey, &answers, state, submission);
        if let Ok(Return {
            state: State::Submitted(submission),
            ..
        }) = &decided
        {
            let mut model: returns::ActiveModel = model.into();
            model.submitted_at = Set(Some(submission.at.unix()));
            model.reference = Set(Some(submission.reference.clone()));
            model.update(db).await?;
            write.commit().await?;
        }
        Ok(decided)
    }

    /// Puts whole returns into a wave, all or none.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`] where one belongs to nobody in the frame.
    pub async fn add_returns(&self, wave: &Wave, new: Vec<NewReturn>) -> Result<(), StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let mut saved = Vec::new();
        for NewReturn { standing, answers } in new {
            let unit = require_unit(db, wave.id, &standing.unit).await?;
            let submission = match standing.state {
                State::InProgress => None,
                State::Submitted(submission) => Some(submission),
            };
            let model = returns::Entity::insert(returns::ActiveModel {
                id: NotSet,
                unit_id: Set(unit.id),
                started_at: Set(standing.started_at.unix()),
                submitted_at: Set(submission.as_ref().map(|one| one.at.unix())),
                reference: Set(submission.map(|one| one.reference)),
            })
            .exec_with_returning(db)
            .await?;
            saved.push((model.id, standing.started_at, answers));
        }
        answers::add(db, &saved).await?;
        write.commit().await
    }

    /// Every unit of a wave with its standing, by code.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn standings(&self, wave: WaveId) -> Result<Vec<UnitStanding>, StoreError> {
        let units = units(&self.db, wave).await?;
        let mut begun: BTreeMap<i32, returns::Model> = of_wave(&self.db, wave)
            .await?
            .into_iter()
            .map(|model| (model.unit_id, model))
            .collect();
        units
            .into_iter()
            .map(|unit| {
                let code = UnitCode::new(unit.code);
                let standing = begun
                    .remove(&unit.id)
                    .map(|model| read(code.clone(), model))
                    .transpose()?;
                Ok(UnitStanding {
                    unit: code,
                    standing,
                })
            })
            .collect()
    }

    /// Every return of a wave with its answers, by unit.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn all_returns(&self, wave: WaveId) -> Result<Vec<(Return, Answers)>, StoreError> {
        let codes: BTreeMap<i32, String> = units(&self.db, wave)
            .await?
            .into_iter()
            .map(|unit| (unit.id, unit.code))
            .collect();
        let mut answers = answers::of_wave(&self.db, wave).await?;
        let mut found = Vec::new();
        for model in of_wave(&self.db, wave).await? {
            let code = codes.get(&model.unit_id).cloned().unwrap_or_default();
            let answers = answers.remove(&model.id).unwrap_or_default();
            found.push((read(UnitCode::new(code), model)?, answers));
        }
        found.sort_by(|(one, _), (other, _)| one.unit.cmp(&other.unit));
        Ok(found)
    }
}

/// The return behind a link, held until the write ends so that two saves follow one another.
pub(super) async fn require_locked(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<returns::Model, StoreError> {
    returns::Entity::find()
        .filter(returns::COLUMN.unit_id.eq(holder.unit_row))
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(|| StoreError::Damaged {
            what: format!("unit {} has a session but no return", holder.unit),
        })
}

async fn find_model(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<Option<returns::Model>, StoreError> {
    Ok(returns::Entity::find()
        .filter(returns::COLUMN.unit_id.eq(holder.unit_row))
        .one(db)
        .await?)
}

async fn units(db: &impl ConnectionTrait, wave: WaveId) -> Result<Vec<unit::Model>, StoreError> {
    let mut units = unit::Entity::find()
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .all(db)
        .await?;
    // Databases collate text each in their own way; the order of codes is ours.
    units.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(units)
}

async fn of_wave(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<Vec<returns::Model>, StoreError> {
    Ok(returns::Entity::find()
        .filter(returns::COLUMN.unit_id.in_subquery(units_of(wave)))
        .all(db)
        .await?)
}

/// The rows of a wave's units, for asking what belongs to them.
pub(super) fn units_of(wave: WaveId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .into_query()
}

pub(super) fn read(unit: UnitCode, model: returns::Model) -> Result<Return, StoreError> {
    let state = match (model.submitted_at, model.reference) {
        (None, None) => State::InProgress,
        (Some(at), Some(reference)) => State::Submitted(Submission {
            at: Timestamp::from_unix(at),
            reference,
        }),
        _ => {
            return Err(StoreError::Damaged {
                what: format!("the return of {unit} is half submitted"),
            });
        }
    };
    Ok(Return {
        unit,
        started_at: Timestamp::from_unix(model.started_at),
        state,
    })
}
