//! Visits: who opened a link or holds a session, and where their return stands, all in one query.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use sea_orm::sqlx::{self, ColumnIndex, Decode, Type};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, Value};

use super::asking::Asking;
use super::people::person;
use super::returns::{LastStep, state};
use super::rows::{self, Columns};
use super::surveys::{Published, VersionId};
use super::{Store, StoreError, waves};
use crate::clock::Timestamp;
use crate::definition::{SurveyId, UnitCode};
use crate::returns::{Person, Return, Seal, Submission, Wave, WaveState};
use crate::secret::TokenHash;

/// Who holds a link, and what it opens.
#[derive(Clone, Debug)]
pub struct Holder {
    pub(super) link: i32,
    pub(super) unit_row: i32,
    pub(super) return_row: Option<i32>,
    /// The last answer kept in the return, when this was read.
    pub(super) last_answer: Option<i32>,
    /// Who they are.
    pub person: Person,
    /// The unit they answer for.
    pub unit: UnitCode,
    /// The wave it is asked in.
    pub wave: Wave,
    /// The version of the survey that the wave asks.
    pub version: Published,
    /// Their unit's return, once somebody has begun it.
    pub standing: Option<Return>,
    /// Whether the link has been taken back.
    pub revoked: bool,
    /// Whether the link's first page has been opened before, by them or by a scanner.
    pub opened: bool,
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
    /// Who holds a link, revoked or not.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_link(&self, token: &TokenHash) -> Result<Option<Holder>, StoreError> {
        let row = rows::find(&self.db, &BY_LINK_TOKEN, token.as_str()).await?;
        row.map(Row::holder).transpose()
    }

    /// Who holds a session.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn find_session(
        &self,
        token: &TokenHash,
    ) -> Result<Option<SessionHolder>, StoreError> {
        let Some(row) = self.session_row(token.as_str()).await? else {
            return Ok(None);
        };
        Ok(Some(SessionHolder {
            started_at: Timestamp::from_unix(row.session_started_at.unwrap_or_default()),
            holder: row.holder()?,
        }))
    }

    /// The sessions of whoever holds this one, the latest first: the same person, whichever of their links and
    /// whenever it was opened.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn sessions_of_same_person(
        &self,
        token: &TokenHash,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let given = vec![token.as_str().into()];
        let asked = statement(&self.db, OF_SAME_PERSON, given);
        let rows = self.db.query_all_raw(asked).await?;
        let hashes = rows.iter().map(|row| row.try_get_by_index(0));
        let hashes: Result<Vec<String>, _> = hashes.collect();
        Ok(hashes?.into_iter().map(TokenHash::kept).collect())
    }

    async fn session_row(&self, token: &str) -> Result<Option<Row>, StoreError> {
        if let Some(asking) = &self.asking
            && let Ok(row) = asking.ask(token).await
        {
            return Ok(row);
        }
        rows::find(&self.db, &BY_SESSION_TOKEN, token).await
    }
}

/// The holder as the store has it inside a write, with the wave and the return held as they are until the
/// write ends: a wave that is being closed waits for saves under way, a save that comes after finds it
/// closed, and two saves to one return follow one another.
pub(super) async fn renewed(
    db: &impl ConnectionTrait,
    holder: &Holder,
) -> Result<Holder, StoreError> {
    let mut renewed = renewed_together(db, std::iter::once(holder)).await?;
    renewed
        .remove(&holder.link)
        .ok_or_else(|| StoreError::Damaged {
            what: format!("link {} is gone", holder.link),
        })
}

/// The same for several holders, by their links.
pub(super) async fn renewed_together<'h>(
    db: &impl ConnectionTrait,
    holders: impl Iterator<Item = &'h Holder> + Clone,
) -> Result<BTreeMap<i32, Holder>, StoreError> {
    // SQLite has one writer at a time, and this is it. Whoever has a session has a return, so the row is there.
    // Rows are locked in one order, so that two servers never wait for each other.
    if db.get_database_backend() == DbBackend::Postgres {
        let units: Vec<i32> = holders.clone().map(|one| one.unit_row).collect();
        let lock = format!(
            "SELECT returns.id FROM returns JOIN unit ON unit.id = returns.unit_id \
             JOIN wave ON wave.id = unit.wave_id WHERE unit.id {} ORDER BY returns.id \
             FOR UPDATE OF returns FOR SHARE OF wave",
            rows::among(db)
        );
        db.query_all_raw(statement(db, &lock, vec![rows::given(&units)]))
            .await?;
    }
    let links: Vec<i32> = holders.map(|one| one.link).collect();
    let by = format!("link.id {}", rows::among(db));
    let sql = query("CAST(NULL AS bigint)", "link", &by);
    let mut found = BTreeMap::new();
    for row in db
        .query_all_raw(statement(db, &sql, vec![rows::given(&links)]))
        .await?
    {
        let row: Row = rows::row(&row)?;
        found.insert(row.link_id, row.holder()?);
    }
    Ok(found)
}

impl Holder {
    /// Whether a person with this link may do anything to the return now.
    pub(super) fn wave_state(&self, now: Timestamp) -> WaveState {
        if self.revoked {
            WaveState::Closed
        } else {
            self.wave.state(now)
        }
    }

    /// The return, which was begun before any session was opened.
    pub(super) fn require_return(&self) -> Result<(i32, Return), StoreError> {
        self.return_row
            .zip(self.standing.clone())
            .ok_or_else(|| StoreError::Damaged {
                what: format!("unit {} has a session but no return", self.unit),
            })
    }
}

/// In the order of [`Row`].
const COLUMNS: &str = "\
    link.id, link.revoked_at, link.opened_at, \
    person.id, person.role, person.name, person.email, person.added_by, person.removed_at, \
    unit.id, unit.code, \
    wave.id, wave.survey, wave.number, wave.opens_on, wave.closes_on, wave.closed_at, \
    survey_version.id, survey_version.number, survey_version.digest, \
    returns.id, returns.started_at, \
    (SELECT MAX(answer.id) FROM answer WHERE answer.return_id = returns.id), \
    step.act, step.person_id, step.taken_at, step.words, \
    submission.reference, submission.submitted_at, submission.signatory, submission.seal";

const TABLES: &str = "\
    JOIN person ON person.id = link.person_id \
    JOIN unit ON unit.id = link.unit_id \
    JOIN wave ON wave.id = unit.wave_id \
    JOIN survey_version ON survey_version.id = wave.version_id \
    LEFT JOIN returns ON returns.unit_id = unit.id \
    LEFT JOIN step ON step.id = returns.step_id \
    LEFT JOIN submission ON submission.id = returns.submission_id";

static BY_LINK_TOKEN: LazyLock<Arc<str>> = LazyLock::new(|| {
    let no_session = "CAST(NULL AS bigint)";
    query(no_session, "link", "link.token_hash = $1").into()
});

const SESSIONS: &str = "session JOIN link ON link.id = session.link_id";

static BY_SESSION_TOKEN: LazyLock<Arc<str>> =
    LazyLock::new(|| query("session.started_at", SESSIONS, "session.token_hash = $1").into());

static BY_SESSION_TOKENS: LazyLock<String> = LazyLock::new(|| {
    let columns = "session.token_hash, session.started_at";
    query(columns, SESSIONS, "session.token_hash = ANY ($1)")
});

/// More sessions than anybody has pages open of. Links are found by their unit, which has an index.
const OF_SAME_PERSON: &str = "\
    SELECT other.token_hash FROM session \
    JOIN link ON link.id = session.link_id \
    JOIN link AS theirs ON theirs.unit_id = link.unit_id AND theirs.person_id = link.person_id \
    JOIN session AS other ON other.link_id = theirs.id \
    WHERE session.token_hash = $1 ORDER BY other.id DESC LIMIT 200";

/// Asks who hold sessions for all who ask at the same moment.
pub(super) fn asking(db: DatabaseConnection) -> Asking<Row> {
    Asking::begin(db, &BY_SESSION_TOKENS)
}

/// The visits that are found by a condition: when their session began, and where the search begins.
fn query(started: &str, from: &str, by: &str) -> String {
    format!("SELECT {started}, {COLUMNS} FROM {from} {TABLES} WHERE {by}")
}

/// A statement in the words that both databases take.
pub(super) fn statement(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

/// The columns of the query, in its order.
#[derive(Clone)]
pub(super) struct Row {
    session_started_at: Option<i64>,
    link_id: i32,
    revoked_at: Option<i64>,
    opened_at: Option<i64>,
    person_id: i32,
    role: String,
    name: String,
    email: Option<String>,
    added_by: Option<i32>,
    removed_at: Option<i64>,
    unit_id: i32,
    code: String,
    wave_id: i32,
    survey: String,
    wave_number: i32,
    opens_on: String,
    closes_on: Option<String>,
    closed_at: Option<i64>,
    version_id: i32,
    version_number: i32,
    digest: String,
    return_id: Option<i32>,
    started_at: Option<i64>,
    last_answer: Option<i32>,
    act: Option<String>,
    step_person: Option<i32>,
    taken_at: Option<i64>,
    words: Option<String>,
    reference: Option<String>,
    submitted_at: Option<i64>,
    signatory: Option<String>,
    seal: Option<String>,
}

impl rows::Row for Row {
    fn read<'r, R: sqlx::Row>(columns: &mut Columns<'r, R>) -> Result<Self, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        i32: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>,
    {
        Ok(Self {
            session_started_at: columns.next()?,
            link_id: columns.next()?,
            revoked_at: columns.next()?,
            opened_at: columns.next()?,
            person_id: columns.next()?,
            role: columns.next()?,
            name: columns.next()?,
            email: columns.next()?,
            added_by: columns.next()?,
            removed_at: columns.next()?,
            unit_id: columns.next()?,
            code: columns.next()?,
            wave_id: columns.next()?,
            survey: columns.next()?,
            wave_number: columns.next()?,
            opens_on: columns.next()?,
            closes_on: columns.next()?,
            closed_at: columns.next()?,
            version_id: columns.next()?,
            version_number: columns.next()?,
            digest: columns.next()?,
            return_id: columns.next()?,
            started_at: columns.next()?,
            last_answer: columns.next()?,
            act: columns.next()?,
            step_person: columns.next()?,
            taken_at: columns.next()?,
            words: columns.next()?,
            reference: columns.next()?,
            submitted_at: columns.next()?,
            signatory: columns.next()?,
            seal: columns.next()?,
        })
    }
}

impl Row {
    fn holder(self) -> Result<Holder, StoreError> {
        let unit = UnitCode::new(self.code);
        let submission = match (self.reference, self.submitted_at, self.signatory) {
            (Some(reference), Some(at), Some(signatory)) => Some(Submission {
                at: Timestamp::from_unix(at),
                reference,
                signatory,
                seal: self.seal.as_deref().map(Seal::received),
            }),
            _ => None,
        };
        let standing = match (self.started_at, self.act, self.taken_at) {
            (Some(started_at), Some(act), Some(taken_at)) => Some(Return {
                unit: unit.clone(),
                started_at: Timestamp::from_unix(started_at),
                state: state(
                    LastStep {
                        act,
                        person_id: self.step_person,
                        taken_at,
                        words: self.words,
                    },
                    submission,
                    &unit,
                )?,
            }),
            _ => None,
        };
        Ok(Holder {
            link: self.link_id,
            unit_row: self.unit_id,
            return_row: self.return_id,
            last_answer: self.last_answer,
            person: person(super::entity::person::Model {
                id: self.person_id,
                unit_id: self.unit_id,
                role: self.role,
                name: self.name,
                email: self.email,
                added_by: self.added_by,
                added_at: 0,
                removed_at: self.removed_at,
            })?,
            wave: waves::read(super::entity::wave::Model {
                id: self.wave_id,
                version_id: self.version_id,
                survey: self.survey.clone(),
                number: self.wave_number,
                opens_on: self.opens_on,
                closes_on: self.closes_on,
                closed_at: self.closed_at,
            })?,
            version: Published {
                id: VersionId(self.version_id),
                survey: SurveyId::new(self.survey),
                number: self.version_number,
                digest: self.digest,
            },
            unit,
            standing,
            revoked: self.revoked_at.is_some(),
            opened: self.opened_at.is_some(),
        })
    }
}
