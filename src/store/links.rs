//! Links and sessions: who may open which return. Only hashes are kept.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use super::entity::{link, session, unit, wave};
use super::waves::{self, ROWS};
use super::{Store, StoreError, VersionId};
use crate::clock::Timestamp;
use crate::definition::UnitCode;
use crate::returns::{Wave, WaveId, WaveState};
use crate::secret::{Token, TokenHash};

/// A link that has just been made; its token is known now and never again.
pub struct IssuedLink {
    /// Whose it is.
    pub unit: UnitCode,
    /// What opens the return.
    pub token: Token,
}

/// Who holds a link.
#[derive(Clone, Debug)]
pub struct Holder {
    pub(super) link: i32,
    pub(super) unit_row: i32,
    /// The unit it was issued to.
    pub unit: UnitCode,
    /// The wave it belongs to.
    pub wave: Wave,
    /// The version of the survey that the wave asks.
    pub version: VersionId,
    /// Whether it has been taken back.
    pub revoked: bool,
}

impl Holder {
    /// Whether answers may be changed with it.
    pub(super) fn may_write(&self, now: Timestamp) -> bool {
        !self.revoked && self.wave.state(now) == WaveState::Open
    }
}

/// Who holds a session.
#[derive(Clone, Debug)]
pub struct SessionHolder {
    /// The link it was opened with.
    pub holder: Holder,
    /// When it was opened.
    pub started_at: Timestamp,
}

impl Store {
    /// Issues a link to every unit of a wave that has none, or afresh to one unit, whose other links are
    /// revoked.
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
        let units = match afresh {
            Some(code) => {
                let unit = require_unit(db, wave, code).await?;
                revoke(db, unit.id, now).await?;
                vec![unit]
            }
            None => units_without_link(db, wave).await?,
        };
        let issued: Vec<(i32, IssuedLink)> = units
            .into_iter()
            .map(|unit| {
                let link = IssuedLink {
                    unit: UnitCode::new(unit.code),
                    token: Token::draw(),
                };
                (unit.id, link)
            })
            .collect();
        for chunk in issued.chunks(ROWS) {
            let rows = chunk.iter().map(|(unit, issued)| link::ActiveModel {
                id: NotSet,
                unit_id: Set(*unit),
                token_hash: Set(issued.token.hash().as_str().to_owned()),
                issued_at: Set(now.unix()),
                revoked_at: Set(None),
            });
            link::Entity::insert_many(rows).exec(db).await?;
        }
        write.commit().await?;
        Ok(issued.into_iter().map(|(_, issued)| issued).collect())
    }

    /// Who holds a link, revoked or not.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_link(&self, token: &TokenHash) -> Result<Option<Holder>, StoreError> {
        let link = link::Entity::find()
            .filter(link::COLUMN.token_hash.eq(token.as_str()))
            .one(&self.db)
            .await?;
        match link {
            Some(link) => Ok(Some(holder(&self.db, link).await?)),
            None => Ok(None),
        }
    }

    /// Opens a session for a link that somebody deliberately used.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn open_session(
        &self,
        holder: &Holder,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let write = self.write().await?;
        session::Entity::insert(session::ActiveModel {
            id: NotSet,
            link_id: Set(holder.link),
            token_hash: Set(token.as_str().to_owned()),
            started_at: Set(now.unix()),
        })
        .exec(&write.transaction)
        .await?;
        write.commit().await
    }

    /// Who holds a session.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_session(
        &self,
        token: &TokenHash,
    ) -> Result<Option<SessionHolder>, StoreError> {
        let Some(session) = session::Entity::find()
            .filter(session::COLUMN.token_hash.eq(token.as_str()))
            .one(&self.db)
            .await?
        else {
            return Ok(None);
        };
        let link = link::Entity::find_by_id(session.link_id)
            .one(&self.db)
            .await?;
        match link {
            Some(link) => Ok(Some(SessionHolder {
                holder: holder(&self.db, link).await?,
                started_at: Timestamp::from_unix(session.started_at),
            })),
            None => Ok(None),
        }
    }
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

async fn units_without_link(
    db: &impl ConnectionTrait,
    wave: WaveId,
) -> Result<Vec<unit::Model>, StoreError> {
    let linked: Vec<i32> = link::Entity::find()
        .select_only()
        .column(link::Column::UnitId)
        .into_tuple()
        .all(db)
        .await?;
    let units = unit::Entity::find()
        .filter(unit::COLUMN.wave_id.eq(wave.0))
        .all(db)
        .await?;
    let linked: std::collections::BTreeSet<i32> = linked.into_iter().collect();
    Ok(units
        .into_iter()
        .filter(|unit| !linked.contains(&unit.id))
        .collect())
}

async fn revoke(db: &impl ConnectionTrait, unit: i32, now: Timestamp) -> Result<(), StoreError> {
    link::Entity::update_many()
        .col_expr(link::Column::RevokedAt, Expr::value(now.unix()))
        .filter(link::COLUMN.unit_id.eq(unit))
        .filter(link::COLUMN.revoked_at.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// The holder as the store has it inside a write, with the wave held as it is until the write ends: a wave
/// that is being closed waits for saves under way, and a save that comes after finds it closed.
pub(super) async fn renewed(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<Holder, StoreError> {
    let damaged = || StoreError::Damaged {
        what: format!("link {} is gone", holder.link),
    };
    let wave = wave::Entity::find_by_id(holder.wave.id.0)
        .lock_shared()
        .one(db)
        .await?
        .ok_or_else(damaged)?;
    let link = link::Entity::find_by_id(holder.link)
        .one(db)
        .await?
        .ok_or_else(damaged)?;
    Ok(Holder {
        wave: waves::read(wave)?,
        revoked: link.revoked_at.is_some(),
        ..holder.clone()
    })
}

async fn holder(db: &impl ConnectionTrait, link: link::Model) -> Result<Holder, StoreError> {
    let damaged = || StoreError::Damaged {
        what: format!("link {} belongs to nobody", link.id),
    };
    let unit = unit::Entity::find_by_id(link.unit_id)
        .one(db)
        .await?
        .ok_or_else(damaged)?;
    let wave = wave::Entity::find_by_id(unit.wave_id)
        .one(db)
        .await?
        .ok_or_else(damaged)?;
    Ok(Holder {
        link: link.id,
        unit_row: unit.id,
        unit: UnitCode::new(unit.code),
        version: VersionId(wave.version_id),
        wave: waves::read(wave)?,
        revoked: link.revoked_at.is_some(),
    })
}
