//! `canvass bases FROZEN [--explain KEY]`

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::disclosure::Policy;
use analysis::estimate::{OF_TABLES, assumptions};
use analysis::figure::{Row, Table, TableKind, Withheld};
use analysis::findings::{self, Findings};
use analysis::themes;

use super::{analyse, said};
use crate::definition::{Kind, Net, Question, Section, Survey};
use crate::questionnaire::only_if;
use crate::report::keys;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The frozen folder
    frozen: PathBuf,
    /// Say in words how the figure of this key came to be, such as has-strategy/no or has-strategy/no@region=london
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
    anyhow::ensure!(
        !key.trim().is_empty(),
        "the key is empty; {WHAT_KEYS_BEGIN_WITH}"
    );
    let Some((table, row)) = findings.table_of(key).zip(findings.row(key)) else {
        let help = keys::meant(key, findings.keys());
        let help = help.as_deref().unwrap_or(WHAT_KEYS_BEGIN_WITH);
        anyhow::bail!("no figure has the key `{key}`; {help}");
    };
    let unit = &dataset.unit;
    let survey = &frozen.survey;
    said::line(figure(table, row));
    if let Some(why) = row.figure.withheld() {
        said::line(withheld(why, table, row, &survey.disclosure));
    }
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
        (None, Some(base)) if base.starts_with("all ") || base.starts_with("both ") => {
            format!("The base is {base}.")
        }
        (None, Some(base)) => format!("The base is the {base}."),
        (None, None) if row.figure.withheld().is_some() => {
            format!("Its base is withheld too: {}.", row.figure.rule)
        }
        (None, None) => declared(survey, key),
    });
    if table.kind == TableKind::Breakdown {
        said::line(NOT_TOLD_OF_GROUPS);
    }
    if let Some(range) = row.range {
        said::line(assumptions::in_a_sentence(range, unit, OF_TABLES));
    } else if row.figure.share().is_some() {
        said::line(match table.kind {
            TableKind::Themes => assumptions::comments(unit),
            _ => "It is counted and not estimated, so it has no range.".to_owned(),
        });
    }
    if let Some(note) = &frozen.manifest.note {
        said::line(format!("Of {note}."));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where nothing is like a key that was asked for.
const WHAT_KEYS_BEGIN_WITH: &str = "`canvass bases` without `--explain` lists what keys begin with";

/// What is said of a question as a whole and not of a category: it would help to work out what is withheld.
const NOT_TOLD_OF_GROUPS: &str = "How many of a group were not asked, and how many left the question empty, is not told: it could help to work \
                                  out what is withheld.";

/// What was counted.
fn figure(table: &Table, row: &Row) -> String {
    let figure = &row.figure;
    let of = match (figure.count, figure.base, figure.percent(1)) {
        (Err(_), ..) => "withheld".to_owned(),
        (Ok(count), Some(base), Some(percent)) => format!("{count} of {base}, {percent}"),
        (Ok(_), Some(_), None) => "nobody is in the base".to_owned(),
        (Ok(_), None, _) => row.number().unwrap_or_default(),
    };
    let group = row.group.as_ref().map(|group| format!("{group}: "));
    format!(
        "{} – {}{}: {of}.",
        table.title,
        group.unwrap_or_default(),
        row.label
    )
}

/// Where a declared fact comes from.
fn declared(survey: &Survey, key: &str) -> String {
    let id = key.strip_prefix("facts/");
    let fact = id.and_then(|id| survey.facts.iter().find(|fact| fact.id == id));
    let source = fact
        .and_then(|fact| fact.source.as_ref())
        .map(|source| format!(" Its source: {source}."));
    format!(
        "The survey team declares it; it is not counted from returns.{}",
        source.unwrap_or_default()
    )
}

/// Why a figure is withheld: of what there are too few, as far as that is told, and which rule of the survey says so.
fn withheld(why: Withheld, table: &Table, row: &Row, policy: &Policy) -> String {
    let Withheld::FewerThan(few) = why else {
        return "It is withheld so that nobody’s answer can be worked out: it would tell what few answered, or help to work out \
                another figure that does."
            .to_owned();
    };
    let rule = &row.figure.rule;
    let counted = rule.strip_prefix("all ").unwrap_or(rule);
    let of_base = few == policy.bases_below && row.figure.base.is_none();
    let of_count = few == policy.counts_below;
    let (found, withholds, keys) = match (of_base, of_count) {
        (true, false) => (
            format!("It rests on fewer than {few} {counted}"),
            format!("every figure on a base of fewer than {few}"),
            "`bases_below`",
        ),
        (false, _) => (
            format!("It counts fewer than {few} {counted}"),
            format!("every count below {few} other than 0"),
            "`counts_below`",
        ),
        (true, true) => (
            format!("It rests on fewer than {few} {counted}, or counts fewer than {few} of them"),
            "both".to_owned(),
            "`bases_below` and `counts_below`",
        ),
    };
    let among = if table.kind == TableKind::Breakdown && !policy.whole {
        " where answers are broken down"
    } else {
        ""
    };
    format!("{found}: this survey withholds {withholds}{among} ({keys} under `[disclosure]`).")
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
    (!conditions.is_empty())
        .then(|| format!("The questionnaire asks it {}.", conditions.join(", and ")))
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
        "left empty",
        "not asked",
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
            "Reached: returns that came as far as the question or past it, submitted or partial. Partial ones are in no base. \
             Not asked: because of an earlier answer. reached = partial + asked + not asked; asked = answered + left empty.",
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
        "{key:width$}  {reached:>7}  {partial:>7}  {asked:>5}  {answered:>8}  {skipped:>10}  {routed_past:>9}  {base:>4}  {rule}"
    );
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use analysis::figure::Figure;
    use analysis::key::Key;

    use super::*;

    fn check(kind: TableKind, base: Option<u32>, policy: &Policy, expect: &str) {
        let why = Withheld::FewerThan(5);
        let figure = Figure {
            count: Err(why),
            base,
            population: None,
            rule: "all councils that submitted a return (Region: North)".to_owned(),
        };
        let row = Row::new(Key::new("has-team"), "Yes", figure);
        let table = Table {
            id: "has-team@region".to_owned(),
            title: "Do you have a team?".to_owned(),
            kind,
            responses: None,
            summary: None,
            rows: Vec::new(),
        };
        assert_eq!(withheld(why, &table, &row, policy), expect);
    }

    #[test]
    fn what_is_withheld_is_explained_by_the_rule_that_the_survey_declares() {
        let bases = Policy::default();
        let counts = Policy {
            counts_below: 5,
            bases_below: 0,
            ..bases.clone()
        };
        let either = Policy {
            counts_below: 5,
            ..bases.clone()
        };
        let breakdown = TableKind::Breakdown;
        check(
            breakdown,
            None,
            &bases,
            "It rests on fewer than 5 councils that submitted a return (Region: North): this survey withholds every figure on a \
             base of fewer than 5 where answers are broken down (`bases_below` under `[disclosure]`).",
        );
        let of_a_count = "It counts fewer than 5 councils that submitted a return (Region: North): this survey withholds every \
                          count below 5 other than 0 where answers are broken down (`counts_below` under `[disclosure]`).";
        check(breakdown, None, &counts, of_a_count);
        check(breakdown, Some(12), &either, of_a_count);
        check(
            breakdown,
            None,
            &either,
            "It rests on fewer than 5 councils that submitted a return (Region: North), or counts fewer than 5 of them: this \
             survey withholds both where answers are broken down (`bases_below` and `counts_below` under `[disclosure]`).",
        );
        check(
            TableKind::Participation,
            Some(12),
            &either,
            "It counts fewer than 5 councils that submitted a return (Region: North): this survey withholds every count below 5 \
             other than 0 (`counts_below` under `[disclosure]`).",
        );
    }
}
