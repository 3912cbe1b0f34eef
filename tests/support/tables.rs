//! The store's tables, read and changed from outside: what a request did, and time that has passed.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::server::Server;

/// Every row of every table as JSON, but for the hint that a link's first page was opened.
pub type Tables = BTreeMap<String, Vec<String>>;

impl Server {
    /// Runs a statement on the store.
    pub fn sql(&self, statement: &str) {
        self.in_store(async |db| {
            db.execute_unprepared(statement)
                .await
                .expect("the statement runs");
        });
    }

    /// The first column of what a query finds, as text.
    pub fn ask(&self, query: &str) -> Vec<String> {
        self.in_store(async |db| texts(&db, query).await)
    }

    /// Lets every session that was opened end.
    pub fn end_sessions(&self) {
        self.sql("UPDATE session SET started_at = started_at - 50000");
    }

    /// What the store holds.
    pub fn tables(&self) -> Tables {
        self.in_store(async |db| {
            let names = match db.get_database_backend() {
                DbBackend::Postgres => {
                    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
                }
                _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            };
            let mut tables = Tables::new();
            for name in texts(&db, names).await {
                let rows = rows(&db, &name).await;
                tables.insert(name, rows);
            }
            tables
        })
    }

    fn in_store<T>(&self, ask: impl AsyncFnOnce(DatabaseConnection) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        runtime.block_on(async {
            let db = Database::connect(self.database())
                .await
                .expect("the store is there");
            ask(db).await
        })
    }
}

async fn rows(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let query = if db.get_database_backend() == DbBackend::Postgres {
        format!("SELECT (to_jsonb(t) - 'opened_at')::text FROM \"{table}\" t ORDER BY 1")
    } else {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns: Vec<String> = texts(db, &columns)
            .await
            .into_iter()
            .filter(|column| column != "opened_at")
            .map(|column| format!("\"{column}\""))
            .collect();
        format!(
            "SELECT json_array({}) FROM \"{table}\" ORDER BY 1",
            columns.join(", ")
        )
    };
    texts(db, &query).await
}

async fn texts(db: &DatabaseConnection, query: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), query);
    let rows = db.query_all_raw(statement).await.expect("the query runs");
    rows.into_iter()
        .map(|row| row.try_get_by_index::<String>(0).expect("it finds text"))
        .collect()
}
