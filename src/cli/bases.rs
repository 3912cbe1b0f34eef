//! `canvass bases FROZEN [--explain KEY]`

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::estimate::{OF_TABLES, assumptions};
use analysis::figure::{Row, Table};
use analysis::findings::{self, Findings};
use analysis::themes;

use super::{analyse, said};
use crate::definition::{Kind, Net, Question, Section, Survey};
use crate::nearest;
use crate::questionnaire::only_if;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The frozen folder
    frozen: PathBuf,
    /// Say in words how the figure of this key came to be, such as has-strategy/no
    #[arg(long, value_name = "KEY")]
    explain: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let frozen = analyse::thaw(&args.frozen)?;
    let dataset = &frozen.dataset;
    let codebook = frozen.survey.codebook.as_ref();
    let coded = codebook.map(|codebook| themes::code(dataset, codebook));
    let findings = findings::analyse(dataset, codebook.zip(coded.as_deref())).estimated(dataset);
    let Some(key) = &args.explain else {
        ledger(&findings);
        return Ok(ExitCode::SUCCESS);
    };
    let Some((table, row)) = findings.table_of(key).zip(findings.row(key)) else {
        let help = nearest(key, findings.keys()).map(|key| format!("; did you mean `{key}`?"));
        anyhow::bail!("no figure has the key `{key}`{}", help.unwrap_or_default());
    };
    let unit = &dataset.unit;
    said::line(figure(table, row));
    let survey = &frozen.survey;
    let said_of = net(survey, key).into_iter().chain(routed(survey, key));
    said_of.for_each(said::line);
    let within = key.split_once('@').map(|(_, category)| category);
    if let Some(within) = within.and_then(|category| category_of(&findings, category, &unit.many)) {
        said::line(within);
    }
    // A breakdown has a base of its own within that of its question.
    let entry = findings.entry(key).filter(|_| !key.contains('@'));
    said::line(match (entry, row.figure.base_in_words()) {
        (Some(entry), _) => entry.in_words(&unit.many),
        (None, Some(base)) if base.starts_with("all ") => format!("The base is {base}."),
        (None, Some(base)) => format!("The base is the {base}."),
        (None, None) if row.figure.count.is_err() => {
            format!("Its base is withheld too: {}.", row.figure.rule)
        }
        (None, None) => format!("It rests on this: {}.", row.figure.rule),
    });
    if let Some(range) = row.range {
        said::line(assumptions::in_a_sentence(range, unit, OF_TABLES));
    }
    Ok(ExitCode::SUCCESS)
}

/// What was counted.
fn figure(table: &Table, row: &Row) -> String {
    let figure = &row.figure;
    let of = match (figure.count, figure.base, figure.percent(1)) {
        (Err(why), ..) => format!("withheld, {why}"),
        (Ok(count), Some(base), Some(percent)) => format!("{count} of {base}, {percent}"),
        (Ok(_), Some(_), None) => "nobody is in the base".to_owned(),
        (Ok(count), None, _) => count.to_string(),
    };
    let group = row.group.as_ref().map(|group| format!("{group}: "));
    format!(
        "{} – {}{}: {of}.",
        table.title,
        group.unwrap_or_default(),
        row.label
    )
}

/// The question that a key is about, and what follows it in the key.
fn asked<'s, 'k>(survey: &'s Survey, key: &'k str) -> Option<(&'s Section, &'s Question, &'k str)> {
    let (key, _) = key.split_once('@').unwrap_or((key, ""));
    let (id, rest) = key.split_once('/').unwrap_or((key, ""));
    let (section, question) = survey.questions().find(|(_, one)| one.id.as_str() == id)?;
    Some((section, question, rest))
}

/// Which options a net adds up.
fn net(survey: &Survey, key: &str) -> Option<String> {
    let (_, question, rest) = asked(survey, key)?;
    let id = rest.rsplit('/').next()?;
    let nets: &[Net] = match &question.kind {
        Kind::Single { nets, .. } | Kind::Multi { nets, .. } => nets,
        Kind::Grid(grid) => &grid.nets,
        _ => return None,
    };
    let net = nets.iter().find(|one| one.id.as_str() == id)?;
    let options = net
        .options
        .iter()
        .filter_map(|place| question.kind.options().get(*place));
    let labels: Vec<String> = options.map(|one| format!("“{}”", one.label)).collect();
    Some(format!(
        "“{}” counts whoever answered {}, each once.",
        net.label,
        labels.join(" or ")
    ))
}

/// The earlier answers that led to a question, in the questionnaire's own words.
fn routed(survey: &Survey, key: &str) -> Option<String> {
    let (section, question, rest) = asked(survey, key)?;
    let row = rest.split('/').next().and_then(|id| {
        let mut rows = question.kind.rows().iter();
        rows.find(|row| row.id.as_str() == id)?.when.as_ref()
    });
    let conditions = [section.when.as_ref(), question.when.as_ref(), row];
    let conditions = conditions.into_iter().flatten();
    let conditions: Vec<String> = conditions.map(|when| only_if(survey, when)).collect();
    (!conditions.is_empty()).then(|| {
        format!(
            "As the questionnaire says, it is put to you {}.",
            conditions.join(", and ")
        )
    })
}

/// How many of a category of the frame submitted a return, where that is told: "region=london".
fn category_of(findings: &Findings, category: &str, units: &str) -> Option<String> {
    let (attribute, category) = category.split_once('=')?;
    let row = findings.row(&format!("participation/{attribute}/{category}"))?;
    let (submitted, all) = (row.figure.count.ok()?, row.figure.base?);
    let group = row.group.as_deref().unwrap_or(attribute);
    Some(format!(
        "Of {all} {units} with “{group}: {}” {submitted} submitted a return.",
        row.label
    ))
}

/// Every question on a line of its own.
fn ledger(findings: &Findings) {
    let width = findings.ledger.iter().map(|entry| entry.key.as_str().len());
    let width = width.max().unwrap_or_default();
    let head = [
        "reached",
        "partial",
        "asked",
        "answered",
        "skipped",
        "routed past",
        "base",
    ];
    said::line(line("", width, &head.map(str::to_owned), ""));
    for entry in &findings.ledger {
        let counts = [
            entry.reached,
            entry.partial,
            entry.asked,
            entry.answered,
            entry.skipped,
            entry.routed_past,
            entry.base,
        ];
        let cells = counts.map(|count| count.to_string());
        said::line(line(entry.key.as_str(), width, &cells, &entry.rule));
    }
    if !findings.ledger.is_empty() {
        said::line(
            "Reached: returns that came as far as the question, submitted or partial. Partial ones are in no base. \
             reached = partial + asked + routed past; asked = answered + skipped.",
        );
    }
}

fn line(key: &str, width: usize, cells: &[String; 7], rule: &str) -> String {
    let [
        reached,
        partial,
        asked,
        answered,
        skipped,
        routed_past,
        base,
    ] = cells;
    let line = format!(
        "{key:width$}  {reached:>7}  {partial:>7}  {asked:>5}  {answered:>8}  {skipped:>7}  {routed_past:>11}  {base:>4}  {rule}"
    );
    line.trim_end().to_owned()
}
