//! `canvass status SURVEY`

use std::process::ExitCode;

use super::place::{self, Asked, Place, WhichWave};
use super::said;
use crate::clock;
use crate::export::guarded;
use crate::returns::State;
use crate::store::UnitStanding;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichWave,
    /// One line a unit, as CSV
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let store = args.place.open().await?;
    let asked = args.which.find(&store).await?;
    let standings = store.standings(asked.wave.id).await?;
    if args.csv {
        csv(&asked, &standings)?;
    } else {
        summary(&asked, &standings);
    }
    Ok(ExitCode::SUCCESS)
}

/// A bare opening of a link counts for nothing: a return is started by a deliberate step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    NotStarted,
    Started,
    Submitted,
}

fn progress(unit: &UnitStanding) -> Progress {
    match unit.standing.as_ref().map(|standing| &standing.state) {
        None => Progress::NotStarted,
        Some(State::InProgress) => Progress::Started,
        Some(State::Submitted(_)) => Progress::Submitted,
    }
}

fn csv(asked: &Asked, standings: &[UnitStanding]) -> anyhow::Result<()> {
    let frame = &asked.survey.frame;
    let mut writer = csv::Writer::from_writer(std::io::stdout());
    let attributes = frame.attributes.iter().map(|one| one.id.as_str());
    let header = ["code", "name"].into_iter().chain(attributes);
    writer.write_record(header.chain(["state", "started_on", "submitted_on", "reference"]))?;
    for unit in standings {
        let mut line = vec![guarded(unit.unit.as_str())];
        if let Some(position) = frame.position(&unit.unit) {
            let known = &frame.units[position];
            line.push(guarded(&known.name));
            let categories = frame.attributes.iter().zip(&known.categories);
            line.extend(categories.map(|(of, category)| guarded(&of.categories[*category])));
        }
        let standing = unit.standing.as_ref();
        let submission = standing.and_then(|standing| match &standing.state {
            State::InProgress => None,
            State::Submitted(submission) => Some(submission),
        });
        line.push(
            match progress(unit) {
                Progress::NotStarted => "not started",
                Progress::Started => "started",
                Progress::Submitted => "submitted",
            }
            .to_owned(),
        );
        line.push(day(standing.map(|one| one.started_at)));
        line.push(day(submission.map(|one| one.at)));
        line.push(
            submission
                .map(|one| one.reference.clone())
                .unwrap_or_default(),
        );
        writer.write_record(line)?;
    }
    Ok(writer.flush()?)
}

fn day(at: Option<clock::Timestamp>) -> String {
    at.map(|at| clock::iso_day(at.day())).unwrap_or_default()
}

fn summary(asked: &Asked, standings: &[UnitStanding]) {
    let wave = &asked.wave;
    said::line(format!(
        "{} wave {}, {}",
        asked.survey.title,
        wave.number,
        place::state_words(wave.state(clock::now()))
    ));
    let width = asked
        .survey
        .frame
        .attributes
        .first()
        .into_iter()
        .flat_map(|attribute| &attribute.categories)
        .map(|category| category.chars().count())
        .chain([12])
        .max()
        .unwrap_or(12);
    said::line(format!(
        "{:width$}  {:>11}  {:>7}  {:>9}  {:>5}",
        "", "not started", "started", "submitted", "all"
    ));
    said::line(tally("Everyone", width, standings.iter()));
    let Some(attribute) = asked.survey.frame.attributes.first() else {
        return;
    };
    for (category, label) in attribute.categories.iter().enumerate() {
        let frame = &asked.survey.frame;
        let of_category = standings.iter().filter(|unit| {
            let position = frame.position(&unit.unit);
            position.is_some_and(|position| frame.units[position].categories[0] == category)
        });
        said::line(tally(label, width, of_category));
    }
}

fn tally<'u>(label: &str, width: usize, units: impl Iterator<Item = &'u UnitStanding>) -> String {
    let units: Vec<Progress> = units.map(progress).collect();
    let count = |wanted: Progress| units.iter().filter(|one| **one == wanted).count();
    format!(
        "{label:width$}  {:>11}  {:>7}  {:>9}  {:>5}",
        count(Progress::NotStarted),
        count(Progress::Started),
        count(Progress::Submitted),
        units.len()
    )
}
