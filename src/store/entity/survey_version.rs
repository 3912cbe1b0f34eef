//! One published version of a survey.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub survey: String,
    pub number: i32,
    pub digest: String,
    pub published_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
