//! The commands: one file each, and what they share.
//!
//! Exit codes: 0 done; 1 what was given has faults, all listed; 2 the command line is wrong; 3 it could
//! not be done, and the message says why.

mod analyse;
mod audit;
mod bases;
mod check;
mod close;
mod demo;
mod example;
mod feedback;
mod files;
mod freeze;
mod history;
mod links;
mod outbox;
mod place;
mod preview;
mod publish;
mod reopen;
mod report;
mod requests;
mod said;
mod schema;
mod serve;
mod simulate;
mod status;
mod verify;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Practice surveys, from a text file to a findings report.
#[derive(Parser)]
#[command(
    name = "canvass",
    version,
    after_help = "Exit codes: 0 done; 1 what was given has faults, all listed; 2 the command line is wrong; \
                  3 it could not be done, and the message says why."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Look for every fault in a survey folder
    Check(check::Args),
    /// Try a survey folder's questionnaire while it is being written; nothing is kept
    Preview(preview::Args),
    /// Publish a survey folder and open a wave of it
    Publish(publish::Args),
    /// Write each personal link to a file for mail merge
    Links(links::Args),
    /// Serve the questionnaires, and a report if one is named
    Serve(serve::Args),
    /// Tell how far every return has come
    Status(status::Args),
    /// List who asks for a submitted return to be opened again, and why
    Requests(requests::Args),
    /// Open a submitted return again; what was submitted is kept
    Reopen(reopen::Args),
    /// List all that was ever saved of a return, submitted and opened again
    History(history::Args),
    /// Check a receipt against what the store holds
    Verify(verify::Args),
    /// List what people said about the questionnaire itself
    Feedback(feedback::Args),
    /// Show mail that waits to be sent, or could not be delivered
    Outbox(outbox::Args),
    /// Close a wave: no more answers are taken
    Close(close::Args),
    /// Freeze the returns of a closed wave into a folder
    Freeze(freeze::Args),
    /// Analyse a frozen folder: findings.json and one CSV a table
    Analyse(analyse::Args),
    /// Show what became of every question, from the frame to its base, or how one figure came to be
    Bases(bases::Args),
    /// Write the findings report of a frozen folder
    Report(analyse::Args),
    /// Say of published figures whether they can exist, agree with one another, and are ours
    Audit(audit::Args),
    /// Make up returns to a survey folder, to pilot its analysis: a frozen folder like that of a real wave
    Simulate(simulate::Args),
    /// Print the JSON Schema of survey.toml, for completion in editors, or of another format
    Schema(schema::Args),
    /// See all of it at once: the shipped survey, an example wave, its report, and a wave to answer
    Demo(demo::Args),
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    log();
    match run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            said::error(&error);
            ExitCode::from(3)
        }
    }
}

/// Names what is logged, such as `warn,sqlx::query=info` for each statement to the database.
const LOG: &str = "CANVASS_LOG";

/// Logs warnings, or what the environment names instead.
fn log() {
    let named = std::env::var(LOG).ok().and_then(|named| named.parse().ok());
    let level = Targets::new().with_default(LevelFilter::WARN);
    // Colours are for people: a file of logs is searched by programs.
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(lines)
        .with(named.unwrap_or(level))
        .init();
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    match command {
        Command::Check(args) => check::run(&args),
        Command::Preview(args) => preview::run(&args),
        Command::Publish(args) => runtime.block_on(publish::run(args)),
        Command::Links(args) => runtime.block_on(links::run(args)),
        Command::Serve(args) => serve::run(args),
        Command::Status(args) => runtime.block_on(status::run(args)),
        Command::Requests(args) => runtime.block_on(requests::run(args)),
        Command::Reopen(args) => runtime.block_on(reopen::run(args)),
        Command::History(args) => runtime.block_on(history::run(args)),
        Command::Verify(args) => runtime.block_on(verify::run(args)),
        Command::Feedback(args) => runtime.block_on(feedback::run(args)),
        Command::Outbox(args) => runtime.block_on(outbox::run(args)),
        Command::Close(args) => runtime.block_on(close::run(args)),
        Command::Freeze(args) => runtime.block_on(freeze::run(args)),
        Command::Analyse(args) => analyse::run(&args),
        Command::Bases(args) => bases::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Demo(args) => demo::run(&args),
    }
}

/// Ends the process because of what stands on the command line.
fn wrong_command_line(why: String) -> ! {
    let mut command = Cli::command();
    command.error(ErrorKind::ValueValidation, why).exit()
}
