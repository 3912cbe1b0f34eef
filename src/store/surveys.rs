//! Published surveys: every version as it was written, never changed.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::entity::{survey_file, survey_version};
use super::{Store, StoreError};
use crate::clock::Timestamp;
use crate::definition::{Folder, SurveyId};

/// The store's name for a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionId(pub(super) i32);

/// One published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its name in the store.
    pub id: VersionId,
    /// The survey.
    pub survey: SurveyId,
    /// Which version this is, from 1.
    pub number: i32,
    /// The SHA-256 over the folder.
    pub digest: String,
}

impl Store {
    /// Publishes a folder: gives the version that says exactly this, making it where there is none.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn publish(
        &self,
        survey: &SurveyId,
        folder: &Folder,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let digest = folder.digest();
        let versions = versions(db, survey).await?;
        if let Some(same) = versions.iter().find(|one| one.digest == digest) {
            return Ok(same.clone());
        }
        let number = versions.last().map_or(0, |last| last.number) + 1;
        let version = survey_version::Entity::insert(survey_version::ActiveModel {
            id: NotSet,
            survey: Set(survey.as_str().to_owned()),
            number: Set(number),
            digest: Set(digest),
            published_at: Set(now.unix()),
        })
        .exec_with_returning(db)
        .await?;
        let files = folder.files().map(|(name, text)| survey_file::ActiveModel {
            version_id: Set(version.id),
            name: Set(name.to_owned()),
            content: Set(text.to_owned()),
        });
        survey_file::Entity::insert_many(files).exec(db).await?;
        write.commit().await?;
        Ok(published(version))
    }

    /// Every version of a survey, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn versions(&self, survey: &SurveyId) -> Result<Vec<Published>, StoreError> {
        versions(&self.db, survey).await
    }

    /// The folder of a version, as it was published.
    ///
    /// # Errors
    /// [`StoreError::Database`], or [`StoreError::Damaged`] where the texts don't match their digest.
    pub async fn folder(&self, version: VersionId) -> Result<Folder, StoreError> {
        let kept = survey_version::Entity::find_by_id(version.0)
            .one(&self.db)
            .await?;
        let files = survey_file::Entity::find()
            .filter(survey_file::COLUMN.version_id.eq(version.0))
            .all(&self.db)
            .await?;
        let folder: Folder = files
            .into_iter()
            .map(|file| (file.name, file.content))
            .collect();
        if kept.is_some_and(|kept| kept.digest == folder.digest()) {
            Ok(folder)
        } else {
            Err(StoreError::Damaged {
                what: format!(
                    "the files of version {} don't match their digest",
                    version.0
                ),
            })
        }
    }
}

async fn versions(
    db: &impl ConnectionTrait,
    survey: &SurveyId,
) -> Result<Vec<Published>, StoreError> {
    let found = survey_version::Entity::find()
        .filter(survey_version::COLUMN.survey.eq(survey.as_str()))
        .order_by_asc(survey_version::COLUMN.number)
        .all(db)
        .await?;
    Ok(found.into_iter().map(published).collect())
}

fn published(model: survey_version::Model) -> Published {
    Published {
        id: VersionId(model.id),
        survey: SurveyId::new(model.survey),
        number: model.number,
        digest: model.digest,
    }
}
