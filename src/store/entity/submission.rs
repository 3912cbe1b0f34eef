//! One return as it was handed in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub return_id: i32,
    pub reference: String,
    pub submitted_at: i64,
    #[sea_orm(column_type = "Text")]
    pub signatory: String,
    pub seal: Option<String>,
    pub last_answer: i32,
}

impl ActiveModelBehavior for ActiveModel {}
