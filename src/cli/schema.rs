//! `canvass schema`

use std::process::ExitCode;

use clap::ValueEnum;

use super::said;
use crate::{definition, export};

#[derive(clap::Args)]
pub(super) struct Args {
    /// What to describe
    #[arg(value_enum, default_value_t)]
    what: Described,
}

/// What has a schema.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Described {
    /// survey.toml
    #[default]
    Survey,
    /// A file of claims, for `canvass audit`
    Claims,
    /// What `canvass audit --json` prints
    Audit,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let schema = match args.what {
        Described::Survey => definition::schema(),
        Described::Claims => definition::claims_schema(),
        Described::Audit => export::audit_schema(),
    };
    said::line(serde_json::to_string_pretty(&schema)?);
    Ok(ExitCode::SUCCESS)
}
