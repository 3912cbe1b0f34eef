//! The schema of the canvass store, one file a migration.
//!
//! Names are literal and frozen: a migration that has landed is never edited, a later one changes what
//! it made.

mod m20260701_000001_collecting;
mod m20261122_000002_sharing;
mod m20261122_000003_last_answers;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::{MigrationTrait, async_trait};

/// Every migration, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260701_000001_collecting::Migration),
            Box::new(m20261122_000002_sharing::Migration),
            Box::new(m20261122_000003_last_answers::Migration),
        ]
    }
}
