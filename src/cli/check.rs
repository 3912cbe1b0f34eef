//! `canvass check FOLDER`

use std::path::PathBuf;
use std::process::ExitCode;

use super::{place, said};
use crate::definition::{Kind, Survey};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The survey folder
    folder: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (folder, survey) = place::read_folder(&args.folder)?;
    Ok(match survey {
        Ok(survey) => {
            said::line(summary(&survey));
            ExitCode::SUCCESS
        }
        Err(faults) => said::faults(&faults, &folder),
    })
}

fn summary(survey: &Survey) -> String {
    let questions = survey
        .questions()
        .filter(|(_, question)| !matches!(question.kind, Kind::Note))
        .count();
    format!(
        "{}: {} sections, {questions} questions, {} {} in the frame. No faults.",
        survey.id,
        survey.sections.len(),
        survey.frame.units.len(),
        survey.unit.many
    )
}
