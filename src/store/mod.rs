//! The store: the only room that speaks to a database.
//!
//! SQLite by default, PostgreSQL by URL, one code path. Every write goes through `Store::write`, which
//! opens the right kind of transaction, and nothing is acknowledged before it is committed. What respondents do at every
//! turn goes there by `Store::keep`, which writes together what comes at the same moment; who holds a session is asked
//! together as well.

mod answers;
mod asking;
mod entity;
mod feedback;
mod held;
mod history;
mod known;
mod links;
mod outbox;
mod people;
mod queue;
mod returns;
mod rows;
mod saving;
mod sharing;
mod steps;
mod surveys;
mod visits;
mod waves;

use std::path::Path;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

pub use feedback::Feedback;
pub use held::HeldForm;
pub use history::History;
pub use links::IssuedLink;
pub use outbox::{Tried, Unsent};
pub use people::People;
pub use returns::{NewReturn, UnitStanding};
pub use saving::SavedReturn;
pub use sharing::{Delivery, NewPerson, NotShared};
pub use steps::{KeptSubmission, Signing};
pub use surveys::{Published, VersionId};
pub use visits::{Holder, SessionHolder};

/// The file of an embedded store inside its data folder.
const SQLITE_FILE: &str = "canvass.sqlite";

/// How long a writer waits for another process to finish before it gives up.
const BUSY: Duration = Duration::from_secs(20);

/// Connections to a database at once.
const CONNECTIONS: u32 = 10;

/// How PostgreSQL plans: joins in the order in which our statements name them, each row found by its key, and each
/// statement once a connection. There is nothing to weigh, and weighing it took longer than finding the rows; and what was
/// weighed while the tables were small was wrong when they had grown.
const PLANNING: [(&str, &str); 5] = [
    ("join_collapse_limit", "1"),
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("enable_seqscan", "off"),
];

/// How many of them write what respondents do at once to PostgreSQL, which locks the returns and not the whole database.
const WRITERS: usize = 3;

/// A connection that was idle for so long is tried before it is used: the database may have been restarted.
const IDLE: Duration = Duration::from_secs(1);

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("the database could not do it: {0}")]
    Database(#[from] DbErr),
    /// No survey of that name has been published.
    #[error("no survey `{survey}` has been published here")]
    UnknownSurvey {
        /// The name that was asked for.
        survey: String,
    },
    /// The survey has no wave, or not the one asked for.
    #[error("survey `{survey}` has no wave {number}")]
    UnknownWave {
        /// The survey.
        survey: String,
        /// The number of the wave.
        number: i32,
    },
    /// The frame has no such unit.
    #[error("no unit `{code}` is in the frame of this wave")]
    UnknownUnit {
        /// The code that was asked for.
        code: String,
    },
    /// A write was stopped before it was told whether it had been kept.
    #[error("the write was stopped before it was kept for certain")]
    Unwritten,
    /// Something kept is not what was once written, which only damage explains.
    #[error("the store is damaged: {what}")]
    Damaged {
        /// What doesn't hold.
        what: String,
    },
}

/// A connection to the database, cheap to share.
pub struct Store {
    db: DatabaseConnection,
    /// Where writes go. SQLite takes one writer at a time, so it is one connection, which finds in its memory what
    /// it wrote before; waiting for it is kinder than waiting on SQLite's lock.
    writes: DatabaseConnection,
    known: known::Known,
    queue: queue::Queue,
    /// Who asks for sessions together on PostgreSQL. SQLite finds each as fast as somebody else could be asked.
    asking: Option<asking::Asking<visits::Row>>,
}

/// A write that has begun; dropped without `Write::commit`, it leaves no trace.
pub(crate) struct Write {
    transaction: DatabaseTransaction,
}

impl Store {
    /// Opens the embedded store in a data folder, making both where they aren't there.
    ///
    /// # Errors
    /// [`StoreError::Database`] where the file can't be opened or brought up to date.
    pub async fn embedded(dir: &Path) -> Result<Self, StoreError> {
        let file = dir.join(SQLITE_FILE);
        let mut options = ConnectOptions::new("sqlite://");
        options.map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .filename(&file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY)
        });
        let writes = open(options.clone(), 1).await?;
        Migrator::up(&writes, None).await?;
        Ok(Self::of(open(options, CONNECTIONS).await?, writes, 1))
    }

    /// Whether a data folder has an embedded store in it.
    pub fn is_in(dir: &Path) -> bool {
        dir.join(SQLITE_FILE).exists()
    }

    /// Opens a PostgreSQL store by URL, such as `postgres://user@host/database`.
    ///
    /// # Errors
    /// [`StoreError::Database`] where it can't be reached or brought up to date.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url);
        options.map_sqlx_postgres_opts(|postgres| postgres.options(PLANNING));
        let db = open(options, CONNECTIONS).await?;
        Migrator::up(&db, None).await?;
        Ok(Self::of(db.clone(), db, WRITERS))
    }

    fn of(db: DatabaseConnection, writes: DatabaseConnection, turns: usize) -> Self {
        let is_postgres = db.get_database_backend() == DbBackend::Postgres;
        Self {
            asking: is_postgres.then(|| visits::asking(db.clone())),
            db,
            writes,
            known: known::Known::default(),
            queue: queue::Queue::new(turns),
        }
    }

    /// Begins a write. On SQLite it takes the write lock at once: a read that turns into a write later
    /// would fail instead of waiting.
    async fn write(&self) -> Result<Write, StoreError> {
        let embedded = self.writes.get_database_backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            sqlite_transaction_mode: embedded.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Write {
            transaction: self.writes.begin_with_options(options).await?,
        })
    }
}

async fn open(
    mut options: ConnectOptions,
    connections: u32,
) -> Result<DatabaseConnection, StoreError> {
    // Statements are logged at level `info`, which nobody sees unless they ask for it. Connections don't expire: the
    // task of sqlx 0.9 that would look for those may misread how many are idle and then never stop looking.
    options
        .sqlx_logging(true)
        .max_connections(connections)
        .test_before_acquire_if_idle_for(IDLE)
        .idle_timeout(None)
        .max_lifetime(None);
    Ok(Database::connect(options).await?)
}

impl Write {
    async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}
