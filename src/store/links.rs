//! Links and sessions: issued, revoked and opened. Only hashes are kept.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use super::entity::{link, person, session, unit};
use super::queue::Deed;
use super::returns;
use super::visits::Holder;
use super::waves::ROWS;
use super::{Store, StoreError};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::returns::{Role, WaveId};
use crate::secret::{Token, TokenHash};

/// A link that has just been made; its token is known now and never again.
pub struct IssuedLink {
    /// Whose it is.
    pub unit: UnitCode,
    /// What opens the return.
    pub token: Token,
}

impl Store {
    /// Issues a link to the director of every unit of a wave that has none, or afresh to that of one unit,
    /// whose other links are revoked.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`] where the wave doesn't ask that unit.
    pub async fn issue_links(
        &self,
        wave: WaveId,
        afresh: Option<&UnitCode>,
        now: Timestamp,
    ) -> Result<Vec<IssuedLink>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let directors: Vec<(unit::Model, i32)> = match afresh {
            Some(code) => {
                let unit = require_unit(db, wave, code).await?;
                let director = director(db, unit.id).await?;
                revoke(db, director, now).await?;
                vec![(unit, director)]
            }
            None => directors_without_link(db, wave).await?,
        };
        let issued: Vec<(i32, i32, IssuedLink)> = directors
            .into_iter()
            .map(|(unit, director)| {
                let link = IssuedLink {
                    unit: UnitCode::new(unit.code),
                    token: Token::draw(),
                };
                (unit.id, director, link)
            })
            .collect();
        for chunk in issued.chunks(ROWS) {
            let rows = chunk
                .iter()
                .map(|(unit, person, issued)| row(*unit, *person, &issued.token.hash(), now));
            link::Entity::insert_many(rows).exec(db).await?;
        }
        write.commit().await?;
        Ok(issued.into_iter().map(|(_, _, issued)| issued).collect())
    }

    /// Notes that a link's first page was opened: a hint for the research team, since a mail scanner may
    /// have done it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn note_opening(&self, holder: &Holder, now: Timestamp) -> Result<(), StoreError> {
        self.keep(holder, Opening(now)).await
    }

    /// Opens a session for a link that somebody deliberately used, and begins its return if nobody has before.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn open_session(
        &self,
        holder: &Holder,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let token = token.clone();
        self.keep(holder, Beginning { token, at: now }).await
    }
}

/// A link's first page was opened.
struct Opening(Timestamp);

impl Deed for Opening {
    type Written = ();
    type Outcome = ();

    async fn write(
        &self,
        _store: &Store,
        db: &DatabaseTransaction,
        holder: Holder,
    ) -> Result<(), StoreError> {
        if !holder.opened {
            link::Entity::update_many()
                .col_expr(link::Column::OpenedAt, Expr::value(self.0.unix()))
                .filter(link::COLUMN.id.eq(holder.link))
                .exec(db)
                .await?;
        }
        Ok(())
    }

    fn kept(_store: &Store, _written: (), _last: &BTreeMap<i32, i32>) {}
}

/// A link was deliberately used.
struct Beginning {
    /// Opens the session.
    token: TokenHash,
    at: Timestamp,
}

impl Deed for Beginning {
    type Written = ();
    type Outcome = ();

    async fn write(
        &self,
        _store: &Store,
        db: &DatabaseTransaction,
        holder: Holder,
    ) -> Result<(), StoreError> {
        if holder.standing.is_none() {
            returns::begin(db, &holder, self.at).await?;
        }
        session::Entity::insert(session::ActiveModel {
            id: NotSet,
            link_id: Set(holder.link),
            token_hash: Set(self.token.as_str().to_owned()),
            started_at: Set(self.at.unix()),
        })
        .exec_without_returning(db)
        .await?;
        Ok(())
    }

    fn kept(_store: &Store, _written: (), _last: &BTreeMap<i32, i32>) {}
}

/// Makes a person a new link; their others are revoked.
pub(super) async fn reissue(
    db: &impl ConnectionTrait,
    unit: i32,
    person: i32,
    token: &TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    revoke(db, person, now).await?;
    add(db, unit, person, token, now).await
}

/// Makes a person one more link.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    unit: i32,
    person: i32,
    token: &TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    link::Entity::insert(row(unit, person, token, now))
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Revokes one link.
pub(super) async fn revoke_one(
    db: &impl ConnectionTrait,
    token: &TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    link::Entity::update_many()
        .col_expr(link::Column::RevokedAt, Expr::value(now.unix()))
        .filter(link::COLUMN.token_hash.eq(token.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// Revokes every link of a person.
pub(super) async fn revoke(
    db: &impl ConnectionTrait,
    person: i32,
    now: Timestamp,
) -> Result<(), StoreError> {
    link::Entity::update_many()
        .col_expr(link::Column::RevokedAt, Expr::value(now.unix()))
        .filter(link::COLUMN.person_id.eq(person))
        .filter(link::COLUMN.revoked_at.is_null())
        .exec(db)
        .await?;
    Ok(())
}

pub(super) async fn require_unit(
    db: &impl ConnectionTrait,
    wave: WaveId,
    code: &UnitCode,
) -> Result<unit::Model, StoreError> {
    unit::Entity::find()
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .filter(unit::COLUMN.code.eq(code.as_str()))
        .one(db)
        .await?
        .ok_or_else(|| StoreError::UnknownUnit {
            code: code.to_string(),
        })
}

fn row(unit: i32, person: i32, token: &TokenHash, now: Timestamp) -> link::ActiveModel {
    link::ActiveModel {
        id: NotSet,
        unit_id: Set(unit),
        token_hash: Set(token.as_str().to_owned()),
        issued_at: Set(now.unix()),
        revoked_at: Set(None),
        person_id: Set(person),
        opened_at: Set(None),
    }
}

async fn director(db: &impl ConnectionTrait, unit: i32) -> Result<i32, StoreError> {
    person::Entity::find()
        .filter(person::COLUMN.unit_id.eq(unit))
        .filter(person::COLUMN.role.eq(Role::Director.as_str()))
        .one(db)
        .await?
        .map(|director| director.id)
        .ok_or_else(|| StoreError::Damaged {
            what: format!("unit {unit} has no director"),
        })
}

async fn directors_without_link(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<Vec<(unit::Model, i32)>, StoreError> {
    use sea_orm::QueryTrait;
    let linked = link::Entity::find()
        .select_only()
        .column(link::Column::PersonId)
        .into_query();
    let directors: std::collections::BTreeMap<i32, i32> = person::Entity::find()
        .filter(person::COLUMN.role.eq(Role::Director.as_str()))
        .filter(
            person::COLUMN
                .unit_id
                .in_subquery(super::returns::units_of(wave)),
        )
        .filter(person::COLUMN.id.not_in_subquery(linked))
        .all(db)
        .await?
        .into_iter()
        .map(|director| (director.unit_id, director.id))
        .collect();
    let units = unit::Entity::find()
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .all(db)
        .await?;
    Ok(units
        .into_iter()
        .filter_map(|unit| {
            let director = *directors.get(&unit.id)?;
            Some((unit, director))
        })
        .collect())
}
