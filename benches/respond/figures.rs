//! What a run found out, printed.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what a benchmark is for"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use crate::compare::Compared;
use crate::kept::Findings;
use crate::load::Tally;
use crate::server::Cost;
use crate::site::Database;

/// How many faults are told in full.
const TOLD: usize = 5;

/// Whether nothing went wrong.
pub fn is_well(tally: &Tally, findings: &Findings) -> bool {
    tally.errors.is_empty()
        && tally.unfinished == 0
        && findings.lost.is_empty()
        && findings.twice.is_empty()
}

pub fn print_load(
    database: &Database,
    people: usize,
    tally: &Tally,
    before: Cost,
    after: Cost,
    findings: &Findings,
) {
    let saves = tally.diary.saves.len();
    let reads = tally.diary.reads.len();
    let seconds = tally.took.as_secs_f64();
    println!("\n{}, {people} people at once", database.name());
    line("journeys", format!("{} in {seconds:.1} s", tally.finished));
    line(
        "saved pages",
        format!("{:.0} a second ({saves})", per(saves, seconds)),
    );
    line(
        "read pages",
        format!("{:.0} a second ({reads})", per(reads, seconds)),
    );
    line("a save takes", percentiles(&tally.diary.saves));
    line("a read page takes", percentiles(&tally.diary.reads));
    let cpu = after.cpu.saturating_sub(before.cpu);
    line(
        "server CPU a saved page",
        format!(
            "{:.0} µs, with the pages read on the way",
            micros(cpu, saves)
        ),
    );
    line(
        "server memory",
        format!("{} MiB, at most {} MiB", after.memory, after.most_memory),
    );
    let taken = after.taken.saturating_sub(before.taken) * 1000;
    let taken = taken / (after.processors - before.processors).max(1);
    line(
        "other machines took",
        format!("{}.{} % of the processors", taken / 10, taken % 10),
    );
    print_faults(tally, findings);
}

pub fn print_kills(
    database: &Database,
    kills: usize,
    seed: u64,
    tally: &Tally,
    findings: &Findings,
) {
    println!("\n{}, killed {kills} times (seed {seed})", database.name());
    line(
        "journeys",
        format!("{} in {:.1} s", tally.finished, tally.took.as_secs_f64()),
    );
    line("saved pages", tally.diary.saves.len());
    line("connections broken", tally.broken);
    print_faults(tally, findings);
}

pub fn print_statements(pages: &BTreeMap<&'static str, usize>) {
    println!("\nSQL statements a page, beside those that begin and end a transaction");
    for (page, count) in pages {
        line(page, count);
    }
}

pub fn print_compared(pages: &[Compared]) {
    println!("\nServer CPU of a read page, and of a handler written by hand");
    for Compared { page, ours, plain } in pages {
        let ratio = ours.as_secs_f64() / plain.as_secs_f64();
        line(
            page,
            format!(
                "{} µs, {} µs by hand: {ratio:.2} times",
                ours.as_micros(),
                plain.as_micros()
            ),
        );
    }
}

fn print_faults(tally: &Tally, findings: &Findings) {
    line("answers acknowledged", findings.acknowledged);
    line("answers in the store", findings.there);
    line(
        "errors",
        (tally.errors.len() + tally.unfinished).to_string(),
    );
    line("acknowledged and lost", findings.lost.len());
    line("there twice", findings.twice.len());
    let faults = [&findings.lost, &findings.twice].into_iter().flatten();
    for fault in tally.errors.iter().chain(faults).take(TOLD) {
        println!("  {fault}");
    }
}

fn line(what: &str, said: impl std::fmt::Display) {
    println!("  {what:<36} {said}");
}

fn percentiles(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |thousandths: usize| {
        let place = (times.len() * thousandths / 1000).min(times.len().saturating_sub(1));
        times
            .get(place)
            .map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    format!(
        "p50 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms",
        at(500),
        at(990),
        at(999)
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts far below what a float holds"
)]
fn per(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts far below what a float holds"
)]
fn micros(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e6 / count.max(1) as f64
}
