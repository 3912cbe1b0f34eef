//! One personal link, known by its hash.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub unit_id: i32,
    pub token_hash: String,
    pub issued_at: i64,
    pub revoked_at: Option<i64>,
    pub person_id: i32,
    pub opened_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
