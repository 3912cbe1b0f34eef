//! `canvass check FOLDER`

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::charts::{self, Layout};
use analysis::{findings, themes};
use serde::Serialize;
use time::Date;

use super::{place, said};
use crate::definition::{self, Fault, Folder, Kind, Routes, Survey};
use crate::report::{self, Material};
use crate::{dataset, shipped};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The survey folder
    folder: PathBuf,
    /// Say it as JSON, for editors and other programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (folder, survey) = place::read_folder(&args.folder)?;
    let survey = survey.and_then(|survey| {
        let faults = prose_faults(&survey, &folder);
        if faults.is_empty() {
            Ok(survey)
        } else {
            Err(faults)
        }
    });
    if args.json {
        return json(&survey);
    }
    Ok(match survey {
        Ok(survey) => {
            for line in summary(&survey) {
                said::line(line);
            }
            ExitCode::SUCCESS
        }
        Err(faults) => said::faults(&faults, &folder),
    })
}

/// Faults of the report's prose, found before anybody has answered.
fn prose_faults(survey: &Survey, folder: &Folder) -> Vec<Fault> {
    let dataset = dataset::shape(survey);
    let codebook = survey.codebook.as_ref();
    let coded = codebook.map(|codebook| themes::code(&dataset, codebook));
    let findings = findings::analyse(&dataset, codebook.zip(coded.as_deref()));
    let outlines = charts::outlines(shipped::regions()).unwrap_or_default();
    report::check(&Material {
        survey,
        folder,
        dataset: &dataset,
        findings: &findings,
        note: None,
        note_at_length: None,
        pilot: false,
        opens_on: survey.dates.map_or(Date::MIN, |(opens, _)| opens),
        closes_on: None,
        outlines: &outlines,
        layout: &Layout::read(shipped::hexagons()).unwrap_or_default(),
    })
}

#[derive(Serialize)]
struct Said<'a> {
    faults: Vec<SaidFault<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortest: Option<Way>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest: Option<Way>,
    not_decided: Vec<String>,
    not_stated: Vec<&'static str>,
}

#[derive(Serialize)]
struct SaidFault<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Way {
    questions: usize,
    minutes: u32,
}

fn json(survey: &Result<Survey, Vec<Fault>>) -> anyhow::Result<ExitCode> {
    let (said, code) = match survey {
        Ok(survey) => {
            let routes = definition::routes(survey);
            let (shortest, longest) = ways(&routes).unzip();
            let not_stated = checklist(survey)
                .into_iter()
                .filter(|(_, stated)| !stated)
                .map(|(what, _)| what)
                .collect();
            let said = Said {
                faults: Vec::new(),
                shortest,
                longest,
                not_decided: routes.undecided,
                not_stated,
            };
            (said, ExitCode::SUCCESS)
        }
        Err(faults) => {
            let said = Said {
                faults: faults.iter().map(said_fault).collect(),
                shortest: None,
                longest: None,
                not_decided: Vec::new(),
                not_stated: Vec::new(),
            };
            (said, ExitCode::from(1))
        }
    };
    said::line(serde_json::to_string_pretty(&said)?);
    Ok(code)
}

fn said_fault(fault: &Fault) -> SaidFault<'_> {
    SaidFault {
        file: &fault.place.file,
        line: fault.place.line,
        column: fault.place.column,
        message: &fault.message,
        help: fault.help.as_deref(),
    }
}

/// So many of something: 1 section, 2 sections.
fn counted(many: usize, one: &str) -> String {
    let ending = if many == 1 { "" } else { "s" };
    format!("{many} {one}{ending}")
}

fn summary(survey: &Survey) -> Vec<String> {
    let questions = survey
        .questions()
        .filter(|(_, question)| !matches!(question.kind, Kind::Note))
        .count();
    let mut lines = vec![format!(
        "{}: {}, {}, {} {} in the frame. No faults.",
        survey.id,
        counted(survey.sections.len(), "section"),
        counted(questions, "question"),
        survey.frame.units.len(),
        survey.unit.many
    )];
    let routes = definition::routes(survey);
    if let Some((shortest, longest)) = ways(&routes) {
        let way = |name: &str, way: &Way| {
            format!(
                "  {name} way through: {} questions, about {} minutes",
                way.questions, way.minutes
            )
        };
        lines.push(way("shortest", &shortest));
        lines.push(way("longest", &longest));
    }
    lines.extend(
        routes
            .undecided
            .iter()
            .map(|what| format!("  not decided: {what}")),
    );
    lines.push("What a survey of councils must state:".to_owned());
    lines.extend(checklist(survey).into_iter().map(|(what, stated)| {
        let stated = if stated { "stated    " } else { "NOT STATED" };
        format!("  {stated}  {what}")
    }));
    lines
}

fn ways(routes: &Routes) -> Option<(Way, Way)> {
    let (fewest, most) = routes.questions?;
    let (quickest, slowest) = routes.seconds?;
    let way = |questions, seconds: u32| Way {
        questions,
        minutes: seconds.div_ceil(60),
    };
    Some((way(fewest, quickest), way(most, slowest)))
}

/// What a survey of councils must state, and whether this one does.
fn checklist(survey: &Survey) -> [(&'static str, bool); 6] {
    let says = |text: &str| !text.trim().is_empty();
    [
        ("its purpose (`purpose`)", says(&survey.purpose)),
        (
            "whether one must answer (`voluntary`)",
            says(&survey.voluntary),
        ),
        (
            "who is best placed to answer (`audience`)",
            says(&survey.audience),
        ),
        (
            "what becomes of the answers (`privacy`)",
            says(&survey.privacy),
        ),
        ("how long it takes (`minutes`)", survey.minutes > 0),
        ("whom to ask about it (`contact`)", says(&survey.contact)),
    ]
}
