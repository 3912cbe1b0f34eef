//! `canvass bases FROZEN [--explain KEY]`

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::estimate::{OF_TABLES, assumptions};
use analysis::figure::{Row, Table};
use analysis::findings::{self, Findings};
use analysis::themes;

use super::{analyse, said};
use crate::nearest;

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
    // A breakdown has a base of its own within that of its question.
    let entry = findings.entry(key).filter(|_| !key.contains('@'));
    said::line(match (entry, row.figure.base) {
        (Some(entry), _) => entry.in_words(&unit.many),
        (None, Some(base)) => format!("The base is {base} {}.", row.figure.rule),
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

/// Every question on a line of its own.
fn ledger(findings: &Findings) {
    let width = findings.ledger.iter().map(|entry| entry.key.as_str().len());
    let width = width.max().unwrap_or_default();
    let head = [
        "reached",
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
            entry.asked,
            entry.answered,
            entry.skipped,
            entry.routed_past,
            entry.base,
        ];
        let cells = counts.map(|count| count.to_string());
        said::line(line(entry.key.as_str(), width, &cells, &entry.rule));
    }
}

fn line(key: &str, width: usize, cells: &[String; 6], rule: &str) -> String {
    let [reached, asked, answered, skipped, routed_past, base] = cells;
    let line = format!(
        "{key:width$}  {reached:>7}  {asked:>5}  {answered:>8}  {skipped:>7}  {routed_past:>11}  {base:>4}  {rule}"
    );
    line.trim_end().to_owned()
}
