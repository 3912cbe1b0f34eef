//! `canvass simulate FOLDER --returns N --seed S --out FROZEN`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use analysis::chance::Chance;
use anyhow::bail;

use super::{files, place, said};
use crate::definition::{self, Folder, Survey};
use crate::export::Note;
use crate::{export, simulate};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The survey folder
    folder: PathBuf,
    /// How many returns to make up, at least 1; beyond the frame, units are made up as well
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    returns: u32,
    /// Any whole number: the same seed makes the same returns
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The frozen folder to write, which must not be there yet
    #[arg(long, value_name = "FROZEN")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.out.exists() {
        bail!(
            "{} is there already and is not overwritten; name another folder, or move it away",
            args.out.display()
        );
    }
    let (folder, survey) = place::read_folder(&args.folder)?;
    let survey = match survey {
        Ok(survey) => survey,
        Err(faults) => return Ok(said::faults(&faults, &folder)),
    };
    let folder = folder.only(&survey.files());
    let returns = usize::try_from(args.returns)?;
    let known = survey.frame.units.len();
    let mut chance = Chance::of(args.seed);
    let (folder, survey) = if returns > known {
        match extended(&folder, &survey, returns, &mut chance)? {
            (folder, Ok(survey)) => (folder, survey),
            (folder, Err(faults)) => return Ok(said::faults(&faults, &folder)),
        }
    } else {
        (folder, survey)
    };
    let note = note(args.seed, known, &survey);
    let wave = simulate::wave(&survey);
    let mut bar = Bar::of(returns);
    let dataset = simulate::returns(&survey, &wave, returns, &mut chance, |made| bar.show(made));
    bar.end();
    let frozen = export::freeze(&survey, &folder, &wave, &dataset, Some(&note));
    files::write_new(&args.out, &frozen)?;
    let submitted = dataset.submitted().count();
    said::line(format!(
        "{} made-up returns of {} {} are frozen in {}: {submitted} submitted, {} partial.",
        returns,
        survey.frame.units.len(),
        survey.unit.many,
        args.out.display(),
        returns - submitted
    ));
    said::line(format!(
        "Next: `canvass report {} --out report`.",
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The folder with made-up units in its frame, and the survey of it.
fn extended(
    folder: &Folder,
    survey: &Survey,
    units: usize,
    chance: &mut Chance,
) -> anyhow::Result<(Folder, Result<Survey, Vec<definition::Fault>>)> {
    let folder = simulate::extended(folder, survey, units, chance)?;
    let survey = definition::check(&folder);
    Ok((folder, survey))
}

/// What every citation of these returns says, and the top of their report.
fn note(seed: u64, known: usize, survey: &Survey) -> Note {
    let units = survey.frame.units.len();
    let short = format!("made-up returns from `canvass simulate`, seed {seed}");
    let at_length = format!(
        "The returns behind this report are made up. “canvass simulate” drew them by chance, with the seed {seed}, so \
         that the analysis can be tried before anybody has answered. Nobody gave these answers: no number here says \
         anything about anybody, and no sentence that was written for real returns is borne out by them."
    );
    let (short, at_length) = if units > known {
        let many = &survey.unit.many;
        let made_up = units - known;
        let are = if made_up == 1 { "is" } else { "are" };
        (
            format!("{short}, in a frame of {units} of which all but {known} are made up"),
            format!("{at_length} {made_up} of the {units} {many} {are} made up as well."),
        )
    } else {
        (short, at_length)
    };
    Note {
        short,
        at_length,
        pilot: true,
    }
}

/// How far it has come, on a terminal; nothing elsewhere.
struct Bar {
    returns: usize,
    /// The percentage last shown; none where there is no terminal.
    shown: Option<usize>,
}

impl Bar {
    const WIDTH: usize = 40;

    fn of(returns: usize) -> Self {
        Self {
            returns,
            shown: std::io::stderr().is_terminal().then_some(0),
        }
    }

    fn show(&mut self, made: usize) {
        let percent = made * 100 / self.returns;
        if self.shown.is_some_and(|shown| shown < percent) {
            self.shown = Some(percent);
            let done = Self::WIDTH * percent / 100;
            let (bar, width, returns) = ("#".repeat(done), Self::WIDTH, self.returns);
            // A terminal that has gone away is no reason to stop.
            let _ = write!(
                std::io::stderr(),
                "\r[{bar:width$}] {percent:3}% of {returns} returns"
            );
        }
    }

    fn end(&self) {
        if self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
