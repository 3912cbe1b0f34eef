//! One mail to be sent, without its words: they are made when it is sent.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub person_id: i32,
    pub from_person: Option<i32>,
    pub kind: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub words: Option<String>,
    pub queued_at: i64,
    pub tries: i32,
    pub next_try_at: i64,
    pub sent_at: Option<i64>,
    pub given_up_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
