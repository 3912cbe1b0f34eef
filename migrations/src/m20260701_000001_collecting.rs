//! Published surveys, waves, links and answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, pk_auto, text, text_null};

/// Makes every table that collecting answers needs.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        // A published survey never changes: an edited folder becomes another version.
        Table::create()
            .table("survey_version")
            .col(pk_auto("id"))
            .col(text("survey"))
            .col(integer("number"))
            .col(text("digest"))
            .col(big_integer("published_at"))
            .to_owned(),
        Table::create()
            .table("survey_file")
            .col(integer("version_id"))
            .col(text("name"))
            .col(text("content"))
            .primary_key(Index::create().col("version_id").col("name"))
            .foreign_key(&mut reference(
                "survey_file",
                "version_id",
                "survey_version",
            ))
            .to_owned(),
        Table::create()
            .table("wave")
            .col(pk_auto("id"))
            .col(integer("version_id"))
            .col(text("survey"))
            .col(integer("number"))
            .col(text("opens_on"))
            .col(text_null("closes_on"))
            .col(big_integer_null("closed_at"))
            .foreign_key(&mut reference("wave", "version_id", "survey_version"))
            .to_owned(),
        Table::create()
            .table("unit")
            .col(pk_auto("id"))
            .col(integer("wave_id"))
            .col(text("code"))
            .foreign_key(&mut reference("unit", "wave_id", "wave"))
            .to_owned(),
        // Tokens are kept as hashes only: who reads the store can't open a return.
        Table::create()
            .table("link")
            .col(pk_auto("id"))
            .col(integer("unit_id"))
            .col(text("token_hash"))
            .col(big_integer("issued_at"))
            .col(big_integer_null("revoked_at"))
            .foreign_key(&mut reference("link", "unit_id", "unit"))
            .to_owned(),
        Table::create()
            .table("session")
            .col(pk_auto("id"))
            .col(integer("link_id"))
            .col(text("token_hash"))
            .col(big_integer("started_at"))
            .foreign_key(&mut reference("session", "link_id", "link"))
            .to_owned(),
        Table::create()
            .table("returns")
            .col(pk_auto("id"))
            .col(integer("unit_id"))
            .col(big_integer("started_at"))
            .col(big_integer_null("submitted_at"))
            .col(text_null("reference"))
            .foreign_key(&mut reference("returns", "unit_id", "unit"))
            .to_owned(),
        // Append-only: a changed answer is a row with the next revision, and the highest one is current.
        Table::create()
            .table("answer")
            .col(pk_auto("id"))
            .col(integer("return_id"))
            .col(text("question"))
            .col(text("grid_row"))
            .col(integer("revision"))
            .col(ColumnDef::new("link_id").integer().null().to_owned())
            .col(big_integer("saved_at"))
            .col(text_null("option"))
            .col(text_null("other_text"))
            .col(text_null("words"))
            .col(big_integer_null("thousandths"))
            .col(text_null("day"))
            .foreign_key(&mut reference("answer", "return_id", "returns"))
            .foreign_key(&mut reference("answer", "link_id", "link"))
            .to_owned(),
        Table::create()
            .table("answer_option")
            .col(integer("answer_id"))
            .col(text("option"))
            .col(text_null("other_text"))
            .primary_key(Index::create().col("answer_id").col("option"))
            .foreign_key(&mut reference("answer_option", "answer_id", "answer"))
            .to_owned(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("survey_version", &["survey", "number"]),
        unique("survey_version", &["survey", "digest"]),
        unique("wave", &["survey", "number"]),
        unique("unit", &["wave_id", "code"]),
        unique("link", &["token_hash"]),
        plain("link", "unit_id"),
        unique("session", &["token_hash"]),
        plain("session", "link_id"),
        unique("returns", &["unit_id"]),
        unique("returns", &["reference"]),
        unique("answer", &["return_id", "question", "grid_row", "revision"]),
    ]
}

fn reference(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(to, "id")
        .to_owned()
}

fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .table(table)
        .name(format!("{table}_{}", columns.join("_")))
        .unique();
    for column in columns {
        index.col(*column);
    }
    index
}

fn plain(table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create()
        .table(table)
        .name(format!("{table}_{column}"))
        .col(column)
        .to_owned()
}
