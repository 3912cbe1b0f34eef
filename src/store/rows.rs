//! The statements that we write out: what is given to them, and their rows, read by the places of their columns, as pages
//! read too many for looking each column up by its name.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::sqlx::{self, AssertSqlSafe, ColumnIndex, Decode, Type};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, RuntimeErr, Statement,
    Value,
};

use super::StoreError;
use super::waves::ROWS;

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

/// The rows that a statement finds on PostgreSQL with several values, by its first column.
pub(super) async fn find_each<T: Row>(
    db: &DatabaseConnection,
    sql: &'static str,
    values: Vec<String>,
) -> Result<BTreeMap<String, T>, sqlx::Error> {
    let rows = sqlx::query(sql)
        .bind(values)
        .fetch_all(db.get_postgres_connection_pool())
        .await?;
    let each = rows.iter().map(|row| {
        let mut columns = Columns::of(row);
        Ok((columns.next()?, T::read(&mut columns)?))
    });
    each.collect()
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

/// Inserts rows with these columns of these types, in their order; what the statement returns of each.
///
/// PostgreSQL takes them as one value, so that the statement is the same for any number of rows and is planned once a
/// connection. SQLite reads a statement faster than JSON. Its places are `?`, as it finds each numbered one by looking
/// through all before it.
pub(super) async fn insert<const N: usize>(
    db: &impl ConnectionTrait,
    table: &str,
    columns: [(&str, &str); N],
    new: &[[Value; N]],
    returning: &str,
) -> Result<Vec<QueryResult>, StoreError> {
    let names = columns.map(|(name, _)| format!("\"{name}\"")).join(", ");
    let into = format!("INSERT INTO {table} ({names})");
    let is_listed = db.get_database_backend() == DbBackend::Postgres;
    let mut returned = Vec::new();
    for rows in new.chunks(ROWS) {
        let (rows, values) = if is_listed {
            let types = columns.map(|(name, kind)| format!("\"{name}\" {kind}"));
            let types = types.join(", ");
            let from = "json_to_recordset(CAST($1 AS json))";
            let objects = rows.iter().map(|row| object(columns, row)).collect();
            (
                format!("SELECT {names} FROM {from} AS given ({types})"),
                vec![serde_json::Value::Array(objects).to_string().into()],
            )
        } else {
            let places = format!("({})", ["?"; N].join(", "));
            (
                format!("VALUES {}", vec![places; rows.len()].join(", ")),
                rows.iter().flatten().cloned().collect(),
            )
        };
        let sql = format!("{into} {rows} {returning}");
        let inserting = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        returned.extend(db.query_all_raw(inserting).await?);
    }
    Ok(returned)
}

/// A row as JSON.
fn object<const N: usize>(columns: [(&str, &str); N], row: &[Value; N]) -> serde_json::Value {
    let field = |value: &Value| -> serde_json::Value {
        match value {
            Value::Int(number) => (*number).into(),
            Value::BigInt(number) => (*number).into(),
            Value::String(text) => text.as_deref().into(),
            other => unreachable!("no column of ours holds {other:?}"),
        }
    };
    let fields = columns.iter().zip(row);
    fields
        .map(|((name, _), value)| ((*name).to_owned(), field(value)))
        .collect()
}

/// The numbers of a list made by [`given`], for a condition: `link.id IN …`.
pub(super) fn among(db: &impl ConnectionTrait) -> &'static str {
    match db.get_database_backend() {
        // An array is looked up by the index; what a query finds would be joined to the whole table.
        DbBackend::Postgres => {
            "= ANY (ARRAY(SELECT CAST(value AS integer) \
             FROM json_array_elements_text(CAST($1 AS json))))"
        }
        _ => "IN (SELECT value FROM json_each($1))",
    }
}

/// A list of numbers as one value.
pub(super) fn given(numbers: &[i32]) -> Value {
    serde_json::Value::from(numbers).to_string().into()
}

fn unreadable(error: &sqlx::Error) -> StoreError {
    StoreError::Damaged {
        what: format!("a row can't be read: {error}"),
    }
}
