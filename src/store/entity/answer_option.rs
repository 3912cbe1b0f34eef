//! One option ticked in one revision of a multiple choice.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_option")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub answer_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub option: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub other_text: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
