//! `canvass status SURVEY`

use std::process::ExitCode;

use super::place::{self, Asked, Place, WhichWave};
use super::said;
use crate::clock;
use crate::export::guarded;
use crate::returns::{Return, State};
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

/// How far a unit has come. A bare opening of a link counts for nothing, since a mail scanner may have done
/// it, and so might a press of the first button: what was saved was saved by somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    NotStarted,
    Started,
    Saved,
    AwaitingSignOff,
    Submitted,
    Declined,
}

impl Progress {
    const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::Started,
        Self::Saved,
        Self::AwaitingSignOff,
        Self::Submitted,
        Self::Declined,
    ];

    fn of(unit: &UnitStanding) -> Self {
        match unit.standing.as_ref().map(|standing| &standing.state) {
            None => Self::NotStarted,
            Some(State::InProgress(_)) if unit.has_answers => Self::Saved,
            Some(State::InProgress(_)) => Self::Started,
            Some(State::AwaitingSignOff(_)) => Self::AwaitingSignOff,
            Some(State::Submitted { .. }) => Self::Submitted,
            Some(State::Declined(_)) => Self::Declined,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::Started => "started",
            Self::Saved => "saved",
            Self::AwaitingSignOff => "awaiting sign-off",
            Self::Submitted => "submitted",
            Self::Declined => "declined",
        }
    }
}

fn csv(asked: &Asked, standings: &[UnitStanding]) -> anyhow::Result<()> {
    let frame = &asked.survey.frame;
    let mut writer = csv::Writer::from_writer(std::io::stdout());
    let attributes = frame.attributes.iter().map(|one| one.id.as_str());
    let header = ["code", "name"].into_iter().chain(attributes);
    writer.write_record(header.chain([
        "state",
        "link_first_opened_on",
        "started_on",
        "submitted_on",
        "reference",
    ]))?;
    for unit in standings {
        let mut line = vec![guarded(unit.unit.as_str())];
        if let Some(position) = frame.position(unit.unit.as_str()) {
            line.push(guarded(&frame.units[position].name));
            let attributes = frame.attributes.iter();
            line.extend(attributes.map(|one| guarded(one.category_of(position))));
        }
        let standing = unit.standing.as_ref();
        let submission = standing.and_then(Return::submission);
        line.push(Progress::of(unit).words().to_owned());
        line.push(day(unit.opened_at));
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
    let heads = Progress::ALL.map(Progress::words);
    said::line(row("", width, heads, "all"));
    said::line(tally("Everyone", width, standings.iter()));
    let attribute = asked.survey.frame.attributes.first();
    let categories = attribute.into_iter().flat_map(|one| &one.categories);
    for (category, label) in categories.enumerate() {
        let frame = &asked.survey.frame;
        let of_category = standings.iter().filter(|unit| {
            let position = frame.position(unit.unit.as_str());
            position.is_some_and(|position| frame.attributes[0].values[position] == category)
        });
        said::line(tally(label, width, of_category));
    }
    let untouched = standings.iter().filter(|unit| {
        let opened = unit.opened_at.is_some();
        opened && Progress::of(unit) == Progress::NotStarted
    });
    let untouched = untouched.count();
    if untouched > 0 {
        said::line(format!(
            "Of those not started, {untouched} had their link opened, by somebody or by a mail scanner."
        ));
    }
}

fn tally<'u>(label: &str, width: usize, units: impl Iterator<Item = &'u UnitStanding>) -> String {
    let units: Vec<Progress> = units.map(Progress::of).collect();
    let counts = Progress::ALL.map(|wanted| {
        let count = units.iter().filter(|one| **one == wanted).count();
        count.to_string()
    });
    let counts = counts.each_ref().map(String::as_str);
    row(label, width, counts, &units.len().to_string())
}

/// A line of the summary: each column is as wide as its head.
fn row(label: &str, width: usize, cells: [&str; 6], all: &str) -> String {
    let heads = Progress::ALL.map(Progress::words);
    let cells: Vec<String> = cells
        .iter()
        .zip(heads)
        .map(|(cell, head)| format!("{cell:>width$}", width = head.len()))
        .collect();
    format!("{label:width$}  {}  {all:>5}", cells.join("  "))
}
