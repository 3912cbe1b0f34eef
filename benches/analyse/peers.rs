//! The same tables in pandas and polars, held against ours figure by figure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use analysis::dataset::{Choice, Column, Dataset, Net, Variable};
use anyhow::ensure;
use serde::Deserialize;
use serde_json::{Value, json};

/// What a peer took and counted.
#[derive(Deserialize)]
pub struct Peer {
    pub version: String,
    pub seconds: f64,
    pub cpu: f64,
    /// The most memory held, in MiB.
    pub memory: f64,
    counts: BTreeMap<String, u32>,
}

/// The Python that has them, where there is one.
pub fn python() -> Option<PathBuf> {
    let named = std::env::var_os("CANVASS_BENCH_PYTHON").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers/bin/python");
    let python = named.unwrap_or(usual);
    python.exists().then_some(python)
}

/// Has a peer make the tables that a file describes.
///
/// # Errors
/// Where it can't.
pub fn run(python: &Path, name: &str, frozen: &Path, tables: &Path) -> anyhow::Result<Peer> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("analysis/benches/peers")
        .join(format!("{name}_tables.py"));
    let ran = Command::new(python)
        .arg(script)
        .arg(frozen.join("data.csv"))
        .arg(tables)
        .output()?;
    let said = String::from_utf8_lossy(&ran.stderr);
    ensure!(ran.status.success(), "{name} failed: {said}");
    Ok(serde_json::from_slice(&ran.stdout)?)
}

/// How many of a peer's counts are ours.
///
/// # Errors
/// Where one differs, or one of us has a key that the other lacks.
pub fn compared(peer: &Peer, findings: &Value) -> anyhow::Result<usize> {
    let kinds = ["single", "multiple", "grid", "number", "date", "breakdown"];
    let tables = findings["tables"].as_array().into_iter().flatten();
    let ours: BTreeMap<&str, u64> = tables
        .filter(|table| kinds.iter().any(|kind| table["kind"] == *kind))
        .flat_map(|table| table["rows"].as_array().into_iter().flatten())
        .filter_map(|row| Some((row["key"].as_str()?, row["count"].as_u64()?)))
        .collect();
    for (key, count) in &ours {
        let theirs = peer.counts.get(*key).copied().map(u64::from);
        // Nobody in a category is no line of theirs.
        let theirs = theirs.unwrap_or(0);
        ensure!(theirs == *count, "{key}: we count {count}, they {theirs}");
    }
    let unknown = peer
        .counts
        .keys()
        .find(|key| !ours.contains_key(key.as_str()));
    ensure!(unknown.is_none(), "{unknown:?} is theirs alone");
    Ok(ours.len())
}

/// The tables to make, as the scripts read them: each question with its columns, options, nets, bands and attributes.
pub fn tables(dataset: &Dataset) -> Value {
    let questions: Vec<Value> = dataset.variables.iter().filter_map(question).collect();
    let attributes: BTreeMap<&str, BTreeMap<&str, &str>> = dataset
        .frame
        .attributes
        .iter()
        .map(|attribute| {
            let categories = attribute.categories.iter();
            let ids = categories.map(|one| (one.label.as_str(), one.id.as_str()));
            (attribute.id.as_str(), ids.collect())
        })
        .collect();
    json!({ "questions": questions, "attributes": attributes })
}

fn question(variable: &Variable) -> Option<Value> {
    let (kind, rows, options, nets): (_, Vec<&str>, &[Choice], &[Net]) = match &variable.column {
        Column::Single(choices) => ("single", vec![], &choices.options, &choices.nets),
        Column::Multiple(choices) => ("multi", vec![], &choices.options, &choices.nets),
        Column::Grid {
            options,
            nets,
            rows,
        } => {
            let rows = rows.iter().map(|row| row.id.as_str()).collect();
            ("grid", rows, options, nets)
        }
        Column::Number { .. } => ("number", vec![], &[], &[]),
        Column::Day { .. } => ("date", vec![], &[], &[]),
        Column::Text { .. } => return None,
    };
    let bands: Vec<String> = match &variable.column {
        Column::Number { bands, .. } => bands.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
    let nets: BTreeMap<&str, Vec<&str>> = nets
        .iter()
        .map(|net| {
            let options = net.options.positions().map(|position| ids[position]);
            (net.id.as_str(), options.collect())
        })
        .collect();
    Some(json!({
        "id": variable.id,
        "kind": kind,
        "rows": rows,
        "options": ids,
        "nets": nets,
        "bands": bands,
        "by": variable.compare_by,
    }))
}
