//! Forms that came after their session had ended: held until their person opens the link again.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder,
};

use super::entity::held_form;
use super::visits::Holder;
use super::{Store, StoreError};
use crate::clock::Timestamp;
use crate::definition::SectionId;

/// How many forms are held for one person: a session that has ended can't fill the store.
const MOST_HELD: usize = 50;

/// A form that is held.
pub struct HeldForm {
    /// The section that it was of.
    pub section: String,
    /// What it said, as it was posted.
    pub body: String,
}

impl Store {
    /// Holds a form in the place of those of its section that it takes the place of; gives whether there
    /// was room.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn hold_form(
        &self,
        holder: &Holder,
        form: &HeldForm,
        replaces: impl Fn(&HeldForm) -> bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let mut held = 0;
        for (id, earlier) in all(db, holder).await? {
            if earlier.section == form.section && replaces(&earlier) {
                held_form::Entity::delete_by_id(id).exec(db).await?;
            } else {
                held += 1;
            }
        }
        if held >= MOST_HELD {
            return Ok(false);
        }
        held_form::Entity::insert(held_form::ActiveModel {
            id: NotSet,
            person_id: Set(holder.person.id.0),
            section: Set(form.section.clone()),
            body: Set(form.body.clone()),
            held_at: Set(now.unix()),
        })
        .exec_without_returning(db)
        .await?;
        write.commit().await?;
        Ok(true)
    }

    /// The forms held for a person, oldest first, each of which is let go of when it has been dealt with.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn held_forms(&self, holder: &Holder) -> Result<Vec<(i32, HeldForm)>, StoreError> {
        all(&self.db, holder).await
    }

    /// The oldest form held for a person of a section.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_held_form(
        &self,
        holder: &Holder,
        section: &SectionId,
    ) -> Result<Option<(i32, HeldForm)>, StoreError> {
        let mut held = all(&self.db, holder).await?.into_iter();
        Ok(held.find(|(_, form)| form.section == section.as_str()))
    }

    /// Lets go of a held form.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn drop_held_form(&self, holder: &Holder, id: i32) -> Result<(), StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let held = held_form::Entity::find_by_id(id)
            .filter(held_form::COLUMN.person_id.eq(holder.person.id.0))
            .one(db)
            .await?;
        if let Some(held) = held {
            held.delete(db).await?;
        }
        write.commit().await
    }
}

async fn all(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<Vec<(i32, HeldForm)>, StoreError> {
    let models = held_form::Entity::find()
        .filter(held_form::COLUMN.person_id.eq(holder.person.id.0))
        .order_by_asc(held_form::COLUMN.id)
        .all(db)
        .await?;
    let form = |model: held_form::Model| HeldForm {
        section: model.section,
        body: model.body,
    };
    Ok(models
        .into_iter()
        .map(|model| (model.id, form(model)))
        .collect())
}
