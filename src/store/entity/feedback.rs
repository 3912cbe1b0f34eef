//! What somebody said about the questionnaire itself.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub return_id: i32,
    pub person_id: i32,
    pub given_at: i64,
    pub ease: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub words: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
