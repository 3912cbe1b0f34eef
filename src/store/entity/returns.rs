//! One unit's return.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "returns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub unit_id: i32,
    pub started_at: i64,
    pub step_id: Option<i32>,
    pub submission_id: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
