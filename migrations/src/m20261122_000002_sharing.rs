//! Several people to one return: who they are, what they hold, the steps a return takes, and its mail.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, integer_null, pk_auto, text, text_null,
};

/// Makes what sharing, sign-off and mail need, and carries over what was collected before.
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
        for statement in CARRIED_OVER {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        // One person who answers for a unit; every unit has its director from the start.
        Table::create()
            .table("person")
            .col(pk_auto("id"))
            .col(integer("unit_id"))
            .col(text("role"))
            .col(text("name"))
            .col(text_null("email"))
            .col(integer_null("added_by"))
            .col(big_integer("added_at"))
            .col(big_integer_null("removed_at"))
            .foreign_key(&mut reference("person", "unit_id", "unit"))
            .foreign_key(&mut reference("person", "added_by", "person"))
            .to_owned(),
        // A section that the director has handed to somebody.
        Table::create()
            .table("holding")
            .col(integer("unit_id"))
            .col(text("section"))
            .col(integer("person_id"))
            .col(integer("handed_by"))
            .col(big_integer("handed_at"))
            .primary_key(Index::create().col("unit_id").col("section"))
            .foreign_key(&mut reference("holding", "unit_id", "unit"))
            .foreign_key(&mut reference("holding", "person_id", "person"))
            .foreign_key(&mut reference("holding", "handed_by", "person"))
            .to_owned(),
        // Append-only: a return stands where its last step led.
        Table::create()
            .table("step")
            .col(pk_auto("id"))
            .col(integer("return_id"))
            .col(text("act"))
            .col(integer_null("person_id"))
            .col(big_integer("taken_at"))
            .col(text_null("words"))
            .foreign_key(&mut reference("step", "return_id", "returns"))
            .foreign_key(&mut reference("step", "person_id", "person"))
            .to_owned(),
        // A sealed return; one that was reopened keeps every earlier one.
        Table::create()
            .table("submission")
            .col(pk_auto("id"))
            .col(integer("return_id"))
            .col(text("reference"))
            .col(big_integer("submitted_at"))
            .col(text("signatory"))
            .col(text_null("seal"))
            .col(integer("last_answer"))
            .foreign_key(&mut reference("submission", "return_id", "returns"))
            .to_owned(),
        // What somebody typed after their session had ended, until they open their link again.
        Table::create()
            .table("held_form")
            .col(pk_auto("id"))
            .col(integer("person_id"))
            .col(text("section"))
            .col(text("body"))
            .col(big_integer("held_at"))
            .foreign_key(&mut reference("held_form", "person_id", "person"))
            .to_owned(),
        // Mail to be sent. Links are drawn when it is sent, so that none stands here.
        Table::create()
            .table("mail")
            .col(pk_auto("id"))
            .col(integer("person_id"))
            .col(integer_null("from_person"))
            .col(text("kind"))
            .col(text_null("words"))
            .col(big_integer("queued_at"))
            .col(integer("tries"))
            .col(big_integer("next_try_at"))
            .col(big_integer_null("sent_at"))
            .col(big_integer_null("given_up_at"))
            .col(text_null("last_error"))
            .foreign_key(&mut reference("mail", "person_id", "person"))
            .foreign_key(&mut reference("mail", "from_person", "person"))
            .to_owned(),
        Table::create()
            .table("feedback")
            .col(pk_auto("id"))
            .col(integer("return_id"))
            .col(integer("person_id"))
            .col(big_integer("given_at"))
            .col(text_null("ease"))
            .col(text_null("words"))
            .foreign_key(&mut reference("feedback", "return_id", "returns"))
            .foreign_key(&mut reference("feedback", "person_id", "person"))
            .to_owned(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        plain("person", "unit_id"),
        plain("step", "return_id"),
        plain("submission", "return_id"),
        Index::create()
            .table("submission")
            .name("submission_reference")
            .col("reference")
            .unique()
            .to_owned(),
        plain("held_form", "person_id"),
        plain("mail", "next_try_at"),
        plain("feedback", "return_id"),
    ]
}

/// The same words to both databases; neither adds a foreign key to a table in any other way that both
/// take.
const CARRIED_OVER: &[&str] = &[
    "INSERT INTO person (unit_id, role, name, added_at) SELECT id, 'director', '', 0 FROM unit",
    "ALTER TABLE link ADD COLUMN person_id integer REFERENCES person (id)",
    "ALTER TABLE link ADD COLUMN opened_at bigint",
    "UPDATE link SET person_id = (SELECT person.id FROM person WHERE person.unit_id = link.unit_id)",
    "ALTER TABLE returns ADD COLUMN step_id integer REFERENCES step (id)",
    "ALTER TABLE returns ADD COLUMN submission_id integer REFERENCES submission (id)",
    "INSERT INTO step (return_id, act, taken_at) SELECT id, 'began', started_at FROM returns",
    "INSERT INTO step (return_id, act, taken_at) \
     SELECT id, 'submitted', submitted_at FROM returns WHERE submitted_at IS NOT NULL",
    "INSERT INTO submission (return_id, reference, submitted_at, signatory, last_answer) \
     SELECT id, reference, submitted_at, '', \
     COALESCE((SELECT MAX(answer.id) FROM answer WHERE answer.return_id = returns.id), 0) \
     FROM returns WHERE submitted_at IS NOT NULL",
    "UPDATE returns SET step_id = (SELECT MAX(step.id) FROM step WHERE step.return_id = returns.id)",
    "UPDATE returns SET submission_id = \
     (SELECT submission.id FROM submission WHERE submission.return_id = returns.id)",
    "DROP INDEX returns_reference",
    "ALTER TABLE returns DROP COLUMN submitted_at",
    "ALTER TABLE returns DROP COLUMN reference",
];

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

fn plain(table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create()
        .table(table)
        .name(format!("{table}_{column}"))
        .col(column)
        .to_owned()
}
