//! One section in somebody's hands.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: String,
    pub person_id: i32,
    pub handed_by: i32,
    pub handed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
