//! One revision of one answer; the highest revision is current.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub return_id: i32,
    pub question: String,
    pub grid_row: String,
    pub revision: i32,
    pub link_id: Option<i32>,
    pub saved_at: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub option: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub other_text: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub words: Option<String>,
    pub thousandths: Option<i64>,
    pub day: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
