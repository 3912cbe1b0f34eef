//! One browser that a link was deliberately opened in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub link_id: i32,
    pub token_hash: String,
    pub started_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
