//! The shipped survey with its 75 example returns: tables with their intervals, and every test of the comparisons.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use analysis::compare::crosstab::{Crosstab, as_family, crosstab};
use analysis::compare::exact::Tests;
use analysis::compare::factor::Factor;
use analysis::compare::halves::halves;
use analysis::compare::response::who_answered;
use analysis::dataset::Dataset;
use analysis::estimate::ranges;
use analysis::findings;
use analysis::themes;
use anyhow::ensure;
use canvass::export::Frozen;

use crate::large;

/// The seed of the tests that draw.
const SEED: u64 = 1;

/// What each took, the middle of several runs.
pub struct Small {
    pub tables: Duration,
    pub tests: Duration,
    pub figures: usize,
    pub tested: usize,
}

/// Makes the demonstration, reads its frozen folder, and measures.
///
/// # Errors
/// Where the demonstration can't be made.
pub fn measure(runs: usize) -> anyhow::Result<Small> {
    let dir = tempfile::tempdir()?;
    let made = Command::new(env!("CARGO_BIN_EXE_canvass"))
        .args(["demo", "--no-serve", "--dir"])
        .arg(dir.path())
        .output()?;
    ensure!(made.status.success(), "the demonstration can't be made");
    let frozen = large::thaw(&dir.path().join("frozen"))?;
    let (mut figures, mut tested) = (0, 0);
    let tables = middle(runs, || figures = tables(&frozen));
    let tests = middle(runs.min(5), || tested = tests(&frozen.dataset));
    Ok(Small {
        tables,
        tests,
        figures,
        tested,
    })
}

fn middle(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs.max(1))
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Every table, with the interval of every figure; how many figures there are.
fn tables(frozen: &Frozen) -> usize {
    let codebook = frozen.survey.codebook.as_ref();
    let coded = codebook.map(|codebook| themes::code(&frozen.dataset, codebook));
    let mut found = findings::analyse(&frozen.dataset, codebook.zip(coded.as_deref()));
    ranges(&mut found.tables);
    black_box(found).figures().len()
}

/// Who answered by each attribute, each question by each attribute it is compared by, and early against
/// late; how many tables were tested.
pub fn tests(dataset: &Dataset) -> usize {
    let tests = Tests::of(dataset, SEED);
    let mut tested = 0;
    for attribute in &dataset.frame.attributes {
        black_box(who_answered(dataset, attribute, &[], &tests));
        tested += 1;
    }
    for attribute in &dataset.frame.attributes {
        let by = Factor::attribute(dataset, attribute);
        let compared = dataset
            .variables
            .iter()
            .filter(|variable| variable.compare_by.contains(&attribute.id));
        let factors = compared.flat_map(|variable| Factor::of_question(dataset, variable));
        let tables: Vec<Crosstab> = factors
            .map(|outcome| crosstab(&outcome, &by, &tests))
            .collect();
        tested += black_box(as_family(&attribute.label, tables)).len();
    }
    if let Some(halves) = halves(dataset) {
        let factors = dataset
            .variables
            .iter()
            .flat_map(|variable| Factor::of_question(dataset, variable))
            .collect::<Vec<_>>();
        tested += black_box(halves.compare(&factors, &tests)).len();
    }
    tested
}
