//! The outbox: mail that waits to be sent. Links are drawn when it is sent, so that none stands here.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::entity::{mail, person, unit, wave};
use super::{Store, StoreError, VersionId, links, people, waves};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::returns::{MailKind, Person, PersonId, Wave};
use crate::secret::TokenHash;

/// A mail that waits, with what it takes to write it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The store's name for it.
    pub id: i32,
    /// Who gets it.
    pub to: Person,
    /// Who caused it, where that was one of the unit's people.
    pub from: Option<Person>,
    /// The unit it is about.
    pub unit: UnitCode,
    /// The wave it is about.
    pub wave: Wave,
    /// The version of the survey that the wave asks.
    pub version: VersionId,
    /// What it says.
    pub kind: MailKind,
    /// What somebody wrote to go with it.
    pub words: Option<String>,
    /// When it was put here.
    pub queued_at: Timestamp,
    /// How often it has been tried.
    pub tries: i32,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was given up.
    pub given_up_at: Option<Timestamp>,
}

/// What became of a try.
pub enum Tried {
    /// The server took it.
    Sent,
    /// It did not, and may later.
    Later {
        /// Why.
        error: String,
        /// When to try again.
        at: Timestamp,
    },
    /// It never will.
    GivenUp {
        /// Why.
        error: String,
    },
}

impl Store {
    /// Mail whose turn has come, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn mail_due(&self, now: Timestamp, most: u64) -> Result<Vec<Waiting>, StoreError> {
        let due = mail::Entity::find()
            .filter(mail::COLUMN.sent_at.is_null())
            .filter(mail::COLUMN.given_up_at.is_null())
            .filter(mail::COLUMN.next_try_at.lte(now.unix()))
            .order_by_asc(mail::COLUMN.id)
            .limit(most)
            .all(&self.db)
            .await?;
        self.waiting(due).await
    }

    /// All mail that has not been sent: what waits, and what was given up.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn mail_unsent(&self) -> Result<Vec<Waiting>, StoreError> {
        let unsent = mail::Entity::find()
            .filter(mail::COLUMN.sent_at.is_null())
            .order_by_asc(mail::COLUMN.id)
            .all(&self.db)
            .await?;
        self.waiting(unsent).await
    }

    /// Takes a mail on for sending, with a link of its own for its reader; gives whether it was still there
    /// to be taken: several servers may share a store. It comes due again where this one dies meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn take_mail(
        &self,
        waiting: &Waiting,
        link: &TokenHash,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let found = mail::Entity::find_by_id(waiting.id)
            .filter(mail::COLUMN.sent_at.is_null())
            .filter(mail::COLUMN.next_try_at.lte(now.unix()))
            .lock_exclusive()
            .one(db)
            .await?;
        let Some(model) = found else {
            return Ok(false);
        };
        let unit = person::Entity::find_by_id(waiting.to.id.0)
            .one(db)
            .await?
            .map(|person| person.unit_id);
        if let Some(unit) = unit {
            links::add(db, unit, waiting.to.id.0, link, now).await?;
        }
        let mut model: mail::ActiveModel = model.into();
        model.tries = Set(waiting.tries + 1);
        model.next_try_at = Set(until.unix());
        model.update(db).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Notes what became of a try; the link of a mail that was not sent is taken back.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn note_mail(
        &self,
        id: i32,
        link: &TokenHash,
        tried: Tried,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let mut model = mail::ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(id),
            ..Default::default()
        };
        match tried {
            Tried::Sent => model.sent_at = Set(Some(now.unix())),
            Tried::Later { error, at } => {
                links::revoke_one(db, link, now).await?;
                model.last_error = Set(Some(error));
                model.next_try_at = Set(at.unix());
            }
            Tried::GivenUp { error } => {
                links::revoke_one(db, link, now).await?;
                model.last_error = Set(Some(error));
                model.given_up_at = Set(Some(now.unix()));
            }
        }
        model.update(db).await?;
        write.commit().await
    }

    async fn waiting(&self, mails: Vec<mail::Model>) -> Result<Vec<Waiting>, StoreError> {
        let mut waiting = Vec::new();
        for model in mails {
            if let Some(one) = self.one_waiting(model).await? {
                waiting.push(one);
            }
        }
        Ok(waiting)
    }

    async fn one_waiting(&self, model: mail::Model) -> Result<Option<Waiting>, StoreError> {
        let db = &self.db;
        let Some(to) = person::Entity::find_by_id(model.person_id).one(db).await? else {
            return Ok(None);
        };
        let from = match model.from_person {
            Some(id) => person::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let Some(unit) = unit::Entity::find_by_id(to.unit_id).one(db).await? else {
            return Ok(None);
        };
        let Some(wave) = wave::Entity::find_by_id(unit.wave_id).one(db).await? else {
            return Ok(None);
        };
        Ok(Some(Waiting {
            id: model.id,
            to: people::person(to)?,
            from: from.map(people::person).transpose()?,
            unit: UnitCode::new(unit.code),
            version: VersionId(wave.version_id),
            wave: waves::read(wave)?,
            kind: MailKind::parse(&model.kind).ok_or_else(|| StoreError::Damaged {
                what: format!("`{}` is no kind of mail", model.kind),
            })?,
            words: model.words,
            queued_at: Timestamp::from_unix(model.queued_at),
            tries: model.tries,
            last_error: model.last_error,
            given_up_at: model.given_up_at.map(Timestamp::from_unix),
        }))
    }
}

/// Puts a mail into the outbox, where its reader has an address.
pub(super) async fn queue(
    db: &impl ConnectionTrait,
    to: PersonId,
    from: Option<PersonId>,
    kind: MailKind,
    words: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reader = person::Entity::find_by_id(to.0).one(db).await?;
    if reader.is_none_or(|reader| reader.email.is_none()) {
        return Ok(());
    }
    mail::Entity::insert(mail::ActiveModel {
        id: NotSet,
        person_id: Set(to.0),
        from_person: Set(from.map(|from| from.0)),
        kind: Set(kind.as_str().to_owned()),
        words: Set(words.map(str::to_owned)),
        queued_at: Set(now.unix()),
        tries: Set(0),
        next_try_at: Set(now.unix()),
        sent_at: Set(None),
        given_up_at: Set(None),
        last_error: Set(None),
    })
    .exec_without_returning(db)
    .await?;
    Ok(())
}
