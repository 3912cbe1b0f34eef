//! The outbox: mail that waits to be sent. Links are drawn when it is sent, so that none stands here.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::entity::{holding, mail, person, unit, wave};
use super::visits::Holder;
use super::waves::ROWS;
use super::{Store, StoreError, VersionId, links, people, returns, waves};
use crate::clock::Timestamp;
use crate::definition::{SectionId, UnitCode};
use crate::returns::{MailKind, Person, PersonId, Wave, WaveId};
use crate::secret::TokenHash;

/// A mail that has not been sent, with what it takes to write it.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// The store's name for it.
    pub id: i32,
    /// Who gets it.
    pub to: Person,
    /// The sections that they hold.
    pub holds: Vec<SectionId>,
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
    /// When it is tried next, unless it was given up.
    pub next_try_at: Timestamp,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was given up.
    pub given_up_at: Option<Timestamp>,
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Mail that need not be sent any more.
pub(super) enum Moot {
    /// All of it: its reader was taken out.
    All,
    /// The invitation: its reader gets a link by hand.
    Invitation,
    /// What was given up: its reader has another address now.
    GivenUp,
}

impl Store {
    /// Mail whose turn has come, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn mail_due(&self, now: Timestamp, most: u64) -> Result<Vec<Unsent>, StoreError> {
        let due = mail::Entity::find()
            .filter(waits())
            .filter(mail::COLUMN.next_try_at.lte(now.unix()))
            .order_by_asc(mail::COLUMN.id)
            .limit(most)
            .all(&self.db)
            .await?;
        read(&self.db, due).await
    }

    /// All mail of a wave that has not been sent, oldest first: what waits, and what was given up.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn mail_unsent(&self, wave: WaveId) -> Result<Vec<Unsent>, StoreError> {
        let people = people_of(person::COLUMN.unit_id.in_subquery(returns::units_of(wave)));
        let unsent = mail::Entity::find()
            .filter(mail::COLUMN.sent_at.is_null())
            .filter(mail::COLUMN.person_id.in_subquery(people))
            .order_by_asc(mail::COLUMN.id)
            .all(&self.db)
            .await?;
        read(&self.db, unsent).await
    }

    /// The people behind the return of a link whose last mail has not been sent, with that mail.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn mail_unsent_to(
        &self,
        holder: &Holder,
    ) -> Result<BTreeMap<PersonId, Unsent>, StoreError> {
        let people = people_of(person::COLUMN.unit_id.eq(holder.unit_row));
        let last: BTreeMap<i32, mail::Model> = mail::Entity::find()
            .filter(mail::COLUMN.person_id.in_subquery(people))
            .order_by_asc(mail::COLUMN.id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(|mail| (mail.person_id, mail))
            .collect();
        let unsent = last.into_values().filter(|mail| mail.sent_at.is_none());
        let unsent = read(&self.db, unsent.collect()).await?;
        Ok(unsent.into_iter().map(|mail| (mail.to.id, mail)).collect())
    }

    /// Takes a mail on for sending, with a link of its own for its reader; gives whether it was still there
    /// to be taken: several servers may share a store. It comes due again where this one dies meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn take_mail(
        &self,
        mail: &Unsent,
        link: &TokenHash,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        // Locked first, as whoever takes somebody out locks them first: nobody gets a link after that.
        let reader = person::Entity::find_by_id(mail.to.id.0)
            .filter(person::COLUMN.removed_at.is_null())
            .lock_exclusive()
            .one(db)
            .await?;
        let found = mail::Entity::find_by_id(mail.id)
            .filter(waits())
            .filter(mail::COLUMN.next_try_at.lte(now.unix()))
            .lock_exclusive()
            .one(db)
            .await?;
        let (Some(reader), Some(model)) = (reader, found) else {
            return Ok(false);
        };
        links::add(db, reader.unit_id, reader.id, link, now).await?;
        let mut model: mail::ActiveModel = model.into();
        model.tries = Set(mail.tries + 1);
        model.next_try_at = Set(until.unix());
        model.update(db).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Notes what became of a mail; the link of one that was taken and not sent is taken back.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn note_mail(
        &self,
        id: i32,
        link: Option<&TokenHash>,
        tried: Tried,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        if let (Some(link), Tried::Later { .. } | Tried::GivenUp { .. }) = (link, &tried) {
            links::revoke_one(db, link, now).await?;
        }
        let mut model = <mail::ActiveModel as Default>::default();
        match tried {
            Tried::Sent => model.sent_at = Set(Some(now.unix())),
            Tried::Later { error, at } => {
                model.last_error = Set(Some(error));
                model.next_try_at = Set(at.unix());
            }
            Tried::GivenUp { error } => {
                model.last_error = Set(Some(error));
                model.given_up_at = Set(Some(now.unix()));
            }
        }
        // It may have become moot meanwhile, and be gone.
        mail::Entity::update_many()
            .set(model)
            .filter(mail::COLUMN.id.eq(id))
            .exec(db)
            .await?;
        write.commit().await
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

/// Drops mail to somebody that need not be sent any more.
pub(super) async fn drop_moot(
    db: &impl ConnectionTrait,
    person: i32,
    moot: Moot,
) -> Result<(), StoreError> {
    let which = match moot {
        Moot::All => Condition::all(),
        Moot::Invitation => Condition::all().add(mail::COLUMN.kind.eq(MailKind::Invited.as_str())),
        Moot::GivenUp => Condition::all().add(mail::COLUMN.given_up_at.is_not_null()),
    };
    mail::Entity::delete_many()
        .filter(mail::COLUMN.person_id.eq(person))
        .filter(mail::COLUMN.sent_at.is_null())
        .filter(which)
        .exec(db)
        .await?;
    Ok(())
}

fn waits() -> Condition {
    Condition::all()
        .add(mail::COLUMN.sent_at.is_null())
        .add(mail::COLUMN.given_up_at.is_null())
}

fn people_of(which: impl sea_orm::sea_query::IntoCondition) -> sea_orm::sea_query::SelectStatement {
    person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(which)
        .into_query()
}

/// Mails with what it takes to write them: as many statements for many as for one.
async fn read(
    db: &impl ConnectionTrait,
    mails: Vec<mail::Model>,
) -> Result<Vec<Unsent>, StoreError> {
    let mut unsent = Vec::with_capacity(mails.len());
    for some in mails.chunks(ROWS) {
        let about = About::of(db, some).await?;
        for model in some {
            let of = about.unsent(model)?;
            unsent.push(of.ok_or_else(|| StoreError::Damaged {
                what: format!("mail {} is to nobody in a wave", model.id),
            })?);
        }
    }
    Ok(unsent)
}

/// Whom and what some mails are about.
struct About {
    people: BTreeMap<i32, person::Model>,
    holds: BTreeMap<i32, Vec<SectionId>>,
    units: BTreeMap<i32, unit::Model>,
    waves: BTreeMap<i32, wave::Model>,
}

impl About {
    async fn of(db: &impl ConnectionTrait, mails: &[mail::Model]) -> Result<Self, StoreError> {
        let ids = mails
            .iter()
            .flat_map(|mail| [Some(mail.person_id), mail.from_person]);
        let ids: BTreeSet<i32> = ids.flatten().collect();
        let people = person::Entity::find()
            .filter(person::COLUMN.id.is_in(ids.iter().copied()))
            .all(db)
            .await?;
        let held = holding::Entity::find()
            .filter(holding::COLUMN.person_id.is_in(ids))
            .all(db)
            .await?;
        let mut holds: BTreeMap<i32, Vec<SectionId>> = BTreeMap::new();
        for one in held {
            let of = holds.entry(one.person_id).or_default();
            of.push(SectionId::new(one.section));
        }
        let ids: BTreeSet<i32> = people.iter().map(|person| person.unit_id).collect();
        let units = unit::Entity::find()
            .filter(unit::COLUMN.id.is_in(ids))
            .all(db)
            .await?;
        let ids: BTreeSet<i32> = units.iter().map(|unit| unit.wave_id).collect();
        let waves = wave::Entity::find()
            .filter(wave::COLUMN.id.is_in(ids))
            .all(db)
            .await?;
        Ok(Self {
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            holds,
            units: units.into_iter().map(|one| (one.id, one)).collect(),
            waves: waves.into_iter().map(|one| (one.id, one)).collect(),
        })
    }

    /// A mail with what it takes to write it; `None` where it is to nobody in a wave.
    fn unsent(&self, model: &mail::Model) -> Result<Option<Unsent>, StoreError> {
        let person = |id: i32| self.people.get(&id).cloned();
        let Some(to) = person(model.person_id) else {
            return Ok(None);
        };
        let Some(unit) = self.units.get(&to.unit_id) else {
            return Ok(None);
        };
        let Some(wave) = self.waves.get(&unit.wave_id) else {
            return Ok(None);
        };
        let from = model.from_person.and_then(person);
        Ok(Some(Unsent {
            id: model.id,
            holds: self.holds.get(&to.id).cloned().unwrap_or_default(),
            to: people::person(to)?,
            from: from.map(people::person).transpose()?,
            unit: UnitCode::new(unit.code.clone()),
            version: VersionId(wave.version_id),
            wave: waves::read(wave.clone())?,
            kind: MailKind::parse(&model.kind).ok_or_else(|| StoreError::Damaged {
                what: format!("`{}` is no kind of mail", model.kind),
            })?,
            words: model.words.clone(),
            queued_at: Timestamp::from_unix(model.queued_at),
            tries: model.tries,
            next_try_at: Timestamp::from_unix(model.next_try_at),
            last_error: model.last_error.clone(),
            given_up_at: model.given_up_at.map(Timestamp::from_unix),
        }))
    }
}
