//! Waves: opened with the frame of their version, and closed once.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use time::Date;

use super::entity::{unit, wave};
use super::surveys::Published;
use super::visits::statement;
use super::{Store, StoreError, VersionId};
use crate::clock::{self, Timestamp};
use crate::definition::{Frame, SurveyId};
use crate::returns::{Wave, WaveId};

/// Rows to an insert: far below what either database takes in bound values.
pub(super) const ROWS: usize = 500;

impl Store {
    /// Opens the next wave of a survey for everyone in the frame.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn open_wave(
        &self,
        version: &Published,
        frame: &Frame,
        opens_on: Date,
        closes_on: Option<Date>,
    ) -> Result<Wave, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let number = waves(db, &version.survey)
            .await?
            .last()
            .map_or(0, |(last, _)| last.number)
            + 1;
        let model = wave::Entity::insert(wave::ActiveModel {
            id: NotSet,
            version_id: Set(version.id.0),
            survey: Set(version.survey.as_str().to_owned()),
            number: Set(number),
            opens_on: Set(clock::iso_day(opens_on)),
            closes_on: Set(closes_on.map(clock::iso_day)),
            closed_at: Set(None),
        })
        .exec_with_returning(db)
        .await?;
        for units in frame.units.chunks(ROWS) {
            let rows = units.iter().map(|one| unit::ActiveModel {
                id: NotSet,
                wave_id: Set(model.id),
                code: Set(one.code.as_str().to_owned()),
            });
            unit::Entity::insert_many(rows).exec(db).await?;
        }
        db.execute_raw(statement(
            db,
            "INSERT INTO person (unit_id, role, name, added_at) \
             SELECT id, 'director', '', 0 FROM unit WHERE wave_id = $1",
            vec![model.id.into()],
        ))
        .await?;
        write.commit().await?;
        read(model)
    }

    /// Every wave of a survey with its version, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn waves(&self, survey: &SurveyId) -> Result<Vec<(Wave, VersionId)>, StoreError> {
        waves(&self.db, survey).await
    }

    /// The wave of a number, or the latest one.
    ///
    /// # Errors
    /// [`StoreError::UnknownSurvey`] and [`StoreError::UnknownWave`].
    pub async fn require_wave(
        &self,
        survey: &SurveyId,
        number: Option<i32>,
    ) -> Result<(Wave, VersionId), StoreError> {
        let mut waves = self.waves(survey).await?;
        let found = match number {
            None => waves.pop(),
            Some(number) => waves.into_iter().find(|(wave, _)| wave.number == number),
        };
        match found {
            Some(found) => Ok(found),
            None if self.versions(survey).await?.is_empty() => Err(StoreError::UnknownSurvey {
                survey: survey.to_string(),
            }),
            None => Err(StoreError::UnknownWave {
                survey: survey.to_string(),
                number: number.unwrap_or(1),
            }),
        }
    }

    /// Closes a wave; one that is closed stays as it was.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn close_wave(&self, wave: WaveId, now: Timestamp) -> Result<(), StoreError> {
        let write = self.write().await?;
        let open = wave::Entity::find_by_id(wave.0)
            .filter(wave::COLUMN.closed_at.is_null())
            .one(&write.transaction)
            .await?;
        if let Some(open) = open {
            let mut open: wave::ActiveModel = open.into();
            open.closed_at = Set(Some(now.unix()));
            open.update(&write.transaction).await?;
        }
        write.commit().await
    }
}

async fn waves(
    db: &impl ConnectionTrait,
    survey: &SurveyId,
) -> Result<Vec<(Wave, VersionId)>, StoreError> {
    wave::Entity::find()
        .filter(wave::COLUMN.survey.eq(survey.as_str()))
        .order_by_asc(wave::COLUMN.number)
        .all(db)
        .await?
        .into_iter()
        .map(|model| {
            let version = VersionId(model.version_id);
            Ok((read(model)?, version))
        })
        .collect()
}

pub(super) fn read(model: wave::Model) -> Result<Wave, StoreError> {
    let day = |text: &str| {
        clock::parse_iso_day(text).ok_or_else(|| StoreError::Damaged {
            what: format!("`{text}` is no day"),
        })
    };
    Ok(Wave {
        id: WaveId(model.id),
        survey: SurveyId::new(model.survey),
        number: model.number,
        opens_on: day(&model.opens_on)?,
        closes_on: model.closes_on.as_deref().map(day).transpose()?,
        closed_at: model.closed_at.map(Timestamp::from_unix),
    })
}

/// The unit of a row that names it, and the wave that it is asked in.
pub(super) async fn of_unit(
    db: &impl ConnectionTrait,
    unit_row: i32,
) -> Result<Option<(unit::Model, wave::Model)>, StoreError> {
    let Some(unit) = unit::Entity::find_by_id(unit_row).one(db).await? else {
        return Ok(None);
    };
    let wave = wave::Entity::find_by_id(unit.wave_id).one(db).await?;
    Ok(wave.map(|wave| (unit, wave)))
}
