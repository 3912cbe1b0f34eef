//! `canvass schema`

use std::process::ExitCode;

use super::said;
use crate::definition;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    said::line(serde_json::to_string_pretty(&definition::schema())?);
    Ok(ExitCode::SUCCESS)
}
