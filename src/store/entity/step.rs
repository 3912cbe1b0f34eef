//! One step of a return; the last one tells where it stands.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub return_id: i32,
    pub act: String,
    pub person_id: Option<i32>,
    pub taken_at: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub words: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
