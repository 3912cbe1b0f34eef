//! Forms that came after their session had ended: held until their person opens the link again.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::entity::held_form;
use super::visits::Holder;
use super::{Store, StoreError};
use crate::clock::Timestamp;

/// How many forms are held for one person: a session that has ended can't fill the store.
const MOST_HELD: u64 = 50;

/// A form that is held.
pub struct HeldForm {
    /// The section that it was of.
    pub section: String,
    /// What it said, as it was posted.
    pub body: String,
}

impl Store {
    /// Holds a form; gives whether there was room.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn hold_form(
        &self,
        holder: &Holder,
        form: &HeldForm,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let held = held_form::Entity::find()
            .filter(held_form::COLUMN.person_id.eq(holder.person.id.0))
            .count(db)
            .await?;
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

    /// The oldest form held for a person, which is let go of when it has been dealt with.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_held_form(
        &self,
        holder: &Holder,
    ) -> Result<Option<(i32, HeldForm)>, StoreError> {
        let oldest = oldest(&self.db, holder).await?;
        Ok(oldest.map(|model| {
            let form = HeldForm {
                section: model.section,
                body: model.body,
            };
            (model.id, form)
        }))
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

async fn oldest(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<Option<held_form::Model>, StoreError> {
    Ok(held_form::Entity::find()
        .filter(held_form::COLUMN.person_id.eq(holder.person.id.0))
        .order_by_asc(held_form::COLUMN.id)
        .one(db)
        .await?)
}
