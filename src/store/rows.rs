//! The statements that we write out: the places of their values, and their rows, read by the places of their columns, as
//! pages read too many for looking each column up by its name.

use std::sync::Arc;

use sea_orm::sqlx::{self, AssertSqlSafe, ColumnIndex, Decode, Type};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, RuntimeErr};

use super::StoreError;

/// What a row holds.
pub(super) trait Row: Sized {
    /// Reads every column, in the order of the statement.
    fn read<'r, R: sqlx::Row>(columns: &mut Columns<'r, R>) -> Result<Self, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        i32: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>;
}

/// The columns of a row, one after another.
pub(super) struct Columns<'r, R> {
    row: &'r R,
    place: usize,
}

impl<'r, R: sqlx::Row> Columns<'r, R> {
    fn of(row: &'r R) -> Self {
        Self { row, place: 0 }
    }

    /// The next column.
    pub(super) fn next<T>(&mut self) -> Result<T, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        T: Decode<'r, R::Database> + Type<R::Database>,
    {
        self.place += 1;
        self.row.try_get(self.place - 1)
    }
}

/// The row that a statement finds with one value, if there is one. It is asked of the connection itself: sea-orm would
/// copy some hundred kilobytes about on the way, which is most of what asking costs. All rows are waited for, so that the
/// statement is in the log before its page is answered.
pub(super) async fn find<T: Row>(
    db: &DatabaseConnection,
    sql: &Arc<str>,
    value: &str,
) -> Result<Option<T>, StoreError> {
    let sql = AssertSqlSafe(Arc::clone(sql));
    let read = match db.get_database_backend() {
        DbBackend::Postgres => sqlx::query(sql)
            .bind(value)
            .fetch_all(db.get_postgres_connection_pool())
            .await
            .map(|rows| rows.first().map(|row| T::read(&mut Columns::of(row)))),
        _ => sqlx::query(sql)
            .bind(value)
            .fetch_all(db.get_sqlite_connection_pool())
            .await
            .map(|rows| rows.first().map(|row| T::read(&mut Columns::of(row)))),
    };
    let row = read.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?;
    row.transpose().map_err(|error| unreadable(&error))
}

/// What a row holds that sea-orm found.
pub(super) fn row<T: Row>(result: &QueryResult) -> Result<T, StoreError> {
    let read = match (result.try_as_sqlite_row(), result.try_as_pg_row()) {
        (Some(row), _) => T::read(&mut Columns::of(row)),
        (_, Some(row)) => T::read(&mut Columns::of(row)),
        (None, None) => Err(sqlx::Error::RowNotFound),
    };
    read.map_err(|error| unreadable(&error))
}

/// The places of so many values in a statement, from the first of them on: `$7, $8, $9`. SQLite finds each numbered
/// place by looking through all before it, so there they are `?, ?, ?`.
pub(super) fn places(db: &impl ConnectionTrait, first: usize, count: usize) -> String {
    let is_numbered = db.get_database_backend() == DbBackend::Postgres;
    if !is_numbered {
        return vec!["?"; count].join(", ");
    }
    let places: Vec<String> = (first..first + count)
        .map(|place| format!("${place}"))
        .collect();
    places.join(", ")
}

fn unreadable(error: &sqlx::Error) -> StoreError {
    StoreError::Damaged {
        what: format!("a row can't be read: {error}"),
    }
}
