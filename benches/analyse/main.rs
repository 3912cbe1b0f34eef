//! How fast a frozen folder is analysed.
//!
//! `cargo bench --bench analyse` measures the shipped survey's 75 example returns; then half a million simulated returns to
//! forty questions, a quarter and a half of them, in a process each; then the same tables in pandas and polars, whose
//! counts must be ours. It fails where a limit is passed.
//!
//!     --returns N   how many returns at most (557077, the size of The Big Ask)
//!     --seed S      of the simulation (1)
//!     --runs R      how often each size is analysed; the best counts (3)
//!     --only WHAT   small, large or peers
//!
//! The peers take part where `CANVASS_BENCH_PYTHON`, or `target/peers/bin/python`, has them:
//! `python3 -m venv target/peers && target/peers/bin/pip install pandas polars`.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock: that is what it is for"
)]
#![expect(
    clippy::print_stdout,
    reason = "the figures are what a benchmark is for"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "times and counts are far below what a float holds"
)]

mod cost;
mod large;
#[path = "../shared/options.rs"]
mod options;
mod peers;
mod small;
mod survey;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail};
use mimalloc::MiMalloc;

use large::{Run, What};

/// As the command has it, whose work is measured here.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What must hold: milliseconds for 75 returns, and for the large run with its memory in MiB.
const TABLES_OF_75: u128 = 50;
const TESTS_OF_75: u128 = 2000;
const LARGE: u128 = 4000;
const LARGE_MEMORY: u64 = 1000;

struct Options {
    returns: usize,
    seed: u64,
    runs: usize,
    only: Option<String>,
}

fn main() -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, frozen, out] = &args[..] {
        let mut known = [What::Findings, What::Tables].into_iter();
        if let Some(what) = known.find(|what| what.flag() == flag) {
            large::analyse(begun, Path::new(frozen), what, Path::new(out))?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    let options = Options::read(&args)?;
    let mut is_well = true;
    if options.wants("small") {
        is_well &= small()?;
    }
    if options.wants("large") {
        is_well &= options.large()?;
    }
    if options.wants("peers") {
        options.peers()?;
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn small() -> anyhow::Result<bool> {
    let small = small::measure(25)?;
    println!("\n75 returns of the shipped survey");
    line(
        &format!("{} figures with their intervals", small.figures),
        format!("{:.1} ms", small.tables.as_secs_f64() * 1e3),
    );
    line(
        &format!("{} tables tested", small.tested),
        format!("{:.0} ms", small.tests.as_secs_f64() * 1e3),
    );
    Ok(small.tables.as_millis() < TABLES_OF_75 && small.tests.as_millis() < TESTS_OF_75)
}

impl Options {
    fn read(args: &[String]) -> anyhow::Result<Self> {
        let mut options = Self {
            returns: 557_077,
            seed: 1,
            runs: 3,
            only: None,
        };
        for (name, value) in options::pairs(args)? {
            match name {
                "--returns" => options.returns = value.parse()?,
                "--seed" => options.seed = value.parse()?,
                "--runs" => options.runs = value.parse()?,
                "--only" => options.only = Some(value.to_owned()),
                _ => bail!("`{name}` is no option; benches/analyse/main.rs lists them"),
            }
        }
        Ok(options)
    }

    fn wants(&self, what: &str) -> bool {
        self.only.as_ref().is_none_or(|only| what == only)
    }

    fn large(&self) -> anyhow::Result<bool> {
        println!(
            "\nForty questions, from the frozen folder to findings.json, themes and tests included"
        );
        let mut before: Option<Run> = None;
        for part in [4, 2, 1] {
            let returns = self.returns / part;
            let run = self.best(returns, What::Findings)?;
            print_run(returns, &run);
            if let Some(before) = &before {
                let times = |now: u128, then: u128| now as f64 / then.max(1) as f64;
                line(
                    "  twice the returns take",
                    format!(
                        "{:.2} times the time, {:.2} times the CPU, {:.2} times the memory",
                        times(run.written, before.written),
                        times(run.cpu, before.cpu),
                        times(run.memory.into(), before.memory.into())
                    ),
                );
            }
            before = Some(run);
        }
        Ok(before.is_some_and(|run| run.written < LARGE && run.memory < LARGE_MEMORY))
    }

    /// The quickest of several runs.
    fn best(&self, returns: usize, what: What) -> anyhow::Result<Run> {
        let frozen = large::frozen(returns, self.seed)?;
        let runs = (0..self.runs.max(1)).map(|_| large::run(&frozen, what, &out("findings")));
        let runs = runs.collect::<anyhow::Result<Vec<_>>>()?;
        let best = runs.into_iter().min_by_key(|run| run.written);
        best.context("there is a run")
    }

    fn peers(&self) -> anyhow::Result<()> {
        println!(
            "\nThe same tables, without themes, of {} returns",
            self.returns
        );
        let Some(python) = peers::python() else {
            println!(
                "  no Python with pandas and polars: benches/analyse/main.rs tells how to have them"
            );
            return Ok(());
        };
        let frozen = large::frozen(self.returns, self.seed)?;
        let tables = out("tables");
        let described = peers::tables(&large::thaw(&frozen)?.dataset);
        std::fs::write(&tables, described.to_string())?;
        let ours = self.best(self.returns, What::Tables)?;
        let findings = std::fs::read_to_string(out("findings"))?;
        let findings = serde_json::from_str(&findings)?;
        let (wall, cpu) = (ours.written as f64 / 1e3, ours.cpu as f64 / 1e3);
        line(
            "canvass, checking digests and cells",
            format!("{wall:.2} s, {cpu:.2} s of CPU, {} MiB", ours.memory),
        );
        for name in ["pandas", "polars"] {
            let peer = peers::run(&python, name, &frozen, &tables)?;
            let same = peers::compared(&peer, &findings)?;
            line(
                &format!("{name} {}", peer.version),
                format!(
                    "{:.2} s, {:.2} s of CPU, {:.0} MiB: {:.2} times the time, {:.2} times the CPU; \
                     all {same} counts are ours",
                    peer.seconds,
                    peer.cpu,
                    peer.memory,
                    peer.seconds / wall,
                    peer.cpu / cpu
                ),
            );
        }
        Ok(())
    }
}

fn print_run(returns: usize, run: &Run) {
    line(
        &format!("{returns} returns"),
        format!(
            "{:.2} s, {:.2} s of CPU, at most {} MiB",
            run.written as f64 / 1e3,
            run.cpu as f64 / 1e3,
            run.memory
        ),
    );
    line(
        "  of which",
        format!(
            "reading {} ms, thawing {} ms, coding {} ms, tables {} ms, comparing {} ms, writing {} ms",
            run.read,
            run.thawed - run.read,
            run.coded - run.thawed,
            run.tabulated - run.coded,
            run.compared - run.tabulated,
            run.written - run.compared
        ),
    );
}

fn line(what: &str, said: impl std::fmt::Display) {
    println!("  {what:<38} {said}");
}

/// A file between processes.
fn out(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("analyse-{name}.json"))
}
