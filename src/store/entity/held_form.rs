//! A form that came after its session had ended, until its person opens their link again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "held_form")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub person_id: i32,
    pub section: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub held_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
