//! One round of asking.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub version_id: i32,
    pub survey: String,
    pub number: i32,
    pub opens_on: String,
    pub closes_on: Option<String>,
    pub closed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
