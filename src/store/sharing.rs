//! Sharing a return: people brought in, given sections, and taken out again.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::entity::{holding, person};
use super::outbox::Moot;
use super::people::{self, People, people};
use super::visits::{Holder, renewed};
use super::{Store, StoreError, links, outbox};
use crate::clock::Timestamp;
use crate::definition::SectionId;
use crate::returns::{MailKind, PersonId, Role, WaveState};
use crate::secret::TokenHash;

/// The most people one return may have: more is no office but a mistake.
const MOST_PEOPLE: usize = 100;

/// Somebody to be brought in.
pub struct NewPerson {
    /// What they are to be.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// What they are to hold.
    pub sections: Vec<SectionId>,
}

/// How somebody comes by their link.
pub enum Delivery<'t> {
    /// It is shown to whoever brought them in, who sends it.
    ByHand(&'t TokenHash),
    /// It is mailed; it is drawn when the mail is sent.
    ByMail,
}

/// Why people stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotShared {
    /// Some of it isn't theirs to give, or the person isn't theirs to answer for.
    NotYours,
    /// The wave takes no answers now, or the return has been handed in.
    NotOpen,
    /// Somebody of that name is there already.
    NameTaken,
    /// They would have no name.
    Nameless,
    /// There are as many people as a return may have.
    TooMany,
}

impl Store {
    /// Brings somebody in, with a link and what they are to hold.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn add_person(
        &self,
        holder: &Holder,
        new: &NewPerson,
        delivery: Delivery<'_>,
        now: Timestamp,
    ) -> Result<Result<PersonId, NotShared>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let (holder, known) = match sharing(db, holder, now).await? {
            Ok(found) => found,
            Err(not) => return Ok(Err(not)),
        };
        let me = &holder.person;
        let shares = |section: &SectionId| me.shares(section, &known.holdings);
        let may_name = match new.role {
            Role::Director => false,
            Role::Coordinator => me.role == Role::Director,
            Role::Colleague => !new.sections.is_empty(),
        };
        if !may_name || !new.sections.iter().all(shares) {
            return Ok(Err(NotShared::NotYours));
        }
        if known.has_name(&new.name, None) {
            return Ok(Err(NotShared::NameTaken));
        }
        if known.present().count() >= MOST_PEOPLE {
            return Ok(Err(NotShared::TooMany));
        }
        let added = person::Entity::insert(person::ActiveModel {
            id: NotSet,
            unit_id: Set(holder.unit_row),
            role: Set(new.role.as_str().to_owned()),
            name: Set(new.name.clone()),
            email: Set(new.email.clone()),
            added_by: Set(Some(me.id.0)),
            added_at: Set(now.unix()),
            removed_at: Set(None),
        })
        .exec_with_returning(db)
        .await?;
        let handed = (PersonId(added.id), me.id);
        hand(db, &holder, handed, &new.sections, now).await?;
        deliver(db, &holder, added.id, delivery, now).await?;
        write.commit().await?;
        Ok(Ok(PersonId(added.id)))
    }

    /// Gives sections to somebody who is there already; to the director they go back.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn hand_sections(
        &self,
        holder: &Holder,
        to: PersonId,
        sections: &[SectionId],
        now: Timestamp,
    ) -> Result<Result<(), NotShared>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let (holder, known) = match sharing(db, holder, now).await? {
            Ok(found) => found,
            Err(not) => return Ok(Err(not)),
        };
        let shares = |section: &SectionId| holder.person.shares(section, &known.holdings);
        let Some(receiver) = known.present().find(|one| one.id == to) else {
            return Ok(Err(NotShared::NotYours));
        };
        if sections.is_empty() || !sections.iter().all(shares) {
            return Ok(Err(NotShared::NotYours));
        }
        if receiver.role == Role::Director {
            release(db, holder.unit_row, sections).await?;
        } else {
            hand(db, &holder, (to, holder.person.id), sections, now).await?;
        }
        write.commit().await?;
        Ok(Ok(()))
    }

    /// Gives a section back to whoever handed it over, or to the director where they are gone. From there it
    /// goes back to whoever brought them in, so that handing back always ends with the director.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn hand_back(
        &self,
        holder: &Holder,
        section: &SectionId,
        now: Timestamp,
    ) -> Result<Result<(), NotShared>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let (holder, known) = match sharing(db, holder, now).await? {
            Ok(found) => found,
            Err(not) => return Ok(Err(not)),
        };
        let Some(held) = known
            .holdings
            .of(section)
            .filter(|held| held.by == holder.person.id)
        else {
            return Ok(Err(NotShared::NotYours));
        };
        let section = std::slice::from_ref(section);
        let mut others = known.present().filter(|one| one.id != holder.person.id);
        match others.find(|one| one.id == held.from) {
            Some(back) if back.role != Role::Director => {
                let from = back.added_by.unwrap_or(back.id);
                hand(db, &holder, (back.id, from), section, now).await?;
            }
            _ => release(db, holder.unit_row, section).await?,
        }
        write.commit().await?;
        Ok(Ok(()))
    }

    /// Takes somebody out: their links stop working at once, and what they hold goes back to the director.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn remove_person(
        &self,
        holder: &Holder,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Result<(), NotShared>, StoreError> {
        self.change_person(holder, person, async |db, model| {
            links::revoke(db, model.id, now).await?;
            outbox::drop_moot(db, model.id, Moot::All).await?;
            holding::Entity::delete_many()
                .filter(holding::COLUMN.person_id.eq(model.id))
                .exec(db)
                .await?;
            let mut model: person::ActiveModel = model.into();
            model.removed_at = Set(Some(now.unix()));
            model.update(db).await?;
            Ok(())
        })
        .await
    }

    /// Makes somebody a new link; the one they had stops working at once, and no mail with another is sent.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn reissue_link(
        &self,
        holder: &Holder,
        person: PersonId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Result<(), NotShared>, StoreError> {
        self.change_person(holder, person, async |db, model| {
            links::reissue(db, model.unit_id, model.id, token, now).await?;
            outbox::drop_moot(db, model.id, Moot::Invitation).await
        })
        .await
    }

    /// Notes the name and address that somebody gives for themselves. A name may be that of nobody else
    /// who is there, and only a director may have none: others are told apart by it.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the inner error says why it can't be done.
    pub async fn introduce(
        &self,
        holder: &Holder,
        name: &str,
        email: Option<&str>,
        now: Timestamp,
    ) -> Result<Result<(), NotShared>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holder = renewed(db, holder).await?;
        if holder.wave_state(now) != WaveState::Open {
            return Ok(Err(NotShared::NotOpen));
        }
        let known = people(db, holder.unit_row).await?;
        if name.is_empty() && holder.person.role != Role::Director {
            return Ok(Err(NotShared::Nameless));
        }
        if !name.is_empty() && known.has_name(name, Some(holder.person.id)) {
            return Ok(Err(NotShared::NameTaken));
        }
        if let Some(me) = person::Entity::find_by_id(holder.person.id.0)
            .one(db)
            .await?
        {
            if me.email.as_deref() != email {
                outbox::drop_moot(db, me.id, Moot::GivenUp).await?;
            }
            let mut me: person::ActiveModel = me.into();
            me.name = Set(name.to_owned());
            me.email = Set(email.map(str::to_owned));
            me.update(db).await?;
        }
        write.commit().await?;
        Ok(Ok(()))
    }

    async fn change_person(
        &self,
        holder: &Holder,
        person: PersonId,
        change: impl AsyncFnOnce(&sea_orm::DatabaseTransaction, person::Model) -> Result<(), StoreError>,
    ) -> Result<Result<(), NotShared>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        // After the close the answers can still be read, so that links must still be taken back.
        let holder = renewed(db, holder).await?;
        if holder.revoked {
            return Ok(Err(NotShared::NotYours));
        }
        let model = person::Entity::find_by_id(person.0)
            .filter(person::COLUMN.unit_id.eq(holder.unit_row))
            .filter(person::COLUMN.removed_at.is_null())
            .lock_exclusive()
            .one(db)
            .await?;
        let Some(model) = model else {
            return Ok(Err(NotShared::NotYours));
        };
        if !holder.person.answers_for(&people::person(model.clone())?) {
            return Ok(Err(NotShared::NotYours));
        }
        change(db, model).await?;
        write.commit().await?;
        Ok(Ok(()))
    }
}

/// Who shares, as the store has it inside the write, where sharing can be done at all.
async fn sharing(
    db: &impl ConnectionTrait,
    holder: &Holder,
    now: Timestamp,
) -> Result<Result<(Holder, People), NotShared>, StoreError> {
    let holder = renewed(db, holder).await?;
    let (_, standing) = holder.require_return()?;
    if holder.wave_state(now) != WaveState::Open || standing.submission().is_some() {
        return Ok(Err(NotShared::NotOpen));
    }
    let known = people(db, holder.unit_row).await?;
    Ok(Ok((holder, known)))
}

async fn hand(
    db: &impl ConnectionTrait,
    holder: &Holder,
    (to, from): (PersonId, PersonId),
    sections: &[SectionId],
    now: Timestamp,
) -> Result<(), StoreError> {
    if sections.is_empty() {
        return Ok(());
    }
    release(db, holder.unit_row, sections).await?;
    let rows = sections.iter().map(|section| holding::ActiveModel {
        unit_id: Set(holder.unit_row),
        section: Set(section.to_string()),
        person_id: Set(to.0),
        handed_by: Set(from.0),
        handed_at: Set(now.unix()),
    });
    holding::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

async fn release(
    db: &impl ConnectionTrait,
    unit: i32,
    sections: &[SectionId],
) -> Result<(), StoreError> {
    let sections = sections.iter().map(ToString::to_string);
    holding::Entity::delete_many()
        .filter(holding::COLUMN.unit_id.eq(unit))
        .filter(holding::COLUMN.section.is_in(sections))
        .exec(db)
        .await?;
    Ok(())
}

async fn deliver(
    db: &impl ConnectionTrait,
    holder: &Holder,
    person: i32,
    delivery: Delivery<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match delivery {
        Delivery::ByHand(token) => links::reissue(db, holder.unit_row, person, token, now).await,
        Delivery::ByMail => {
            let from = Some(holder.person.id);
            outbox::queue(db, PersonId(person), from, MailKind::Invited, None, now).await
        }
    }
}
