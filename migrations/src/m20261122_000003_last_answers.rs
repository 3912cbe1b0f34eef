//! The last answer of a return, which every page asks for, found at once however many answers there are.

use sea_orm_migration::prelude::*;

/// Makes its index: without it, PostgreSQL looks through the answers of everybody from the last one back.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::create()
            .table("answer")
            .name("answer_return_id_id")
            .col("return_id")
            .col("id")
            .to_owned();
        manager.create_index(index).await
    }
}
