//! How fast respondents are served: whole journeys over HTTP against the built command.
//!
//! `cargo bench --bench respond` answers the shipped survey for a crowd of made-up units and prints what that took;
//! afterwards every save that was acknowledged must be in the store, once. It stops by itself.
//!
//!     --journeys N      how many units answer (2000)
//!     --people N        how many answer at once (24)
//!     --kill N          kills the server N times meanwhile, and prints what was lost
//!     --seed N          chooses the moments of that (1)
//!     --only WHAT       sqlite, postgres or pages
//!
//! PostgreSQL takes part where `CANVASS_TEST_POSTGRES` names a server on which databases may be made.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock: that is what it is for"
)]

mod book;
mod client;
mod compare;
mod figures;
mod journey;
mod kept;
mod kill;
mod load;
#[path = "../shared/options.rs"]
mod options;
mod plain;
mod random;
mod server;
mod site;
mod statements;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use mimalloc::MiMalloc;

use book::Book;
use load::Crowd;
use site::{Database, Site};

/// As the command has it: the handler written by hand is held against it, in this program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// However slow it is, a run ends after this.
const LIMIT: Duration = Duration::from_mins(4);

struct Options {
    journeys: usize,
    people: usize,
    kills: usize,
    seed: u64,
    only: Option<String>,
}

fn main() -> anyhow::Result<ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, dir, session] = &args[..]
        && flag == "--plain"
    {
        plain::serve(dir, session)?;
        return Ok(ExitCode::SUCCESS);
    }
    let options = Options::read(&args)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let is_well = runtime.block_on(options.run())?;
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Options {
    fn read(args: &[String]) -> anyhow::Result<Self> {
        let mut options = Self {
            journeys: 2000,
            people: 24,
            kills: 0,
            seed: 1,
            only: None,
        };
        for (name, value) in options::pairs(args)? {
            match name {
                "--journeys" => options.journeys = value.parse()?,
                "--people" => options.people = value.parse()?,
                "--kill" => options.kills = value.parse()?,
                "--seed" => options.seed = value.parse()?,
                "--only" => options.only = Some(value.to_owned()),
                _ => bail!("`{name}` is no option; benches/respond/main.rs lists them"),
            }
        }
        Ok(options)
    }

    /// Runs what was asked for; whether all of it went well.
    async fn run(&self) -> anyhow::Result<bool> {
        let mut is_well = true;
        for database in databases() {
            if !self.wants(database.name()) {
                continue;
            }
            is_well &= if self.kills > 0 {
                kill::kill(&database, self.kills, self.people, self.seed).await?
            } else {
                self.load(&database).await?
            };
        }
        if self.kills == 0 && self.wants("pages") {
            figures::print_compared(&compare::compare().await?);
        }
        Ok(is_well)
    }

    fn wants(&self, what: &str) -> bool {
        let what = what.to_lowercase();
        self.only
            .as_ref()
            .is_none_or(|only| what.starts_with(only.as_str()))
    }

    async fn load(&self, database: &Database) -> anyhow::Result<bool> {
        let site = Site::publish(database, self.journeys).await?;
        let book = Book::of(&site.survey)?;
        let server = site.serve(0)?;
        // The first page has the survey read and checked.
        client::Client::new(server.address).get(&site.links[0])?;
        let before = server.cost()?;
        let crowd = Crowd::new(&site, &book, server.address, self.people, LIMIT);
        let tally = crowd.go();
        let after = server.cost()?;
        drop(server);
        let findings = kept::check(&site, &book, &tally).await?;
        figures::print_load(database, self.people, &tally, before, after, &findings);
        let counted = Site::publish(database, 2).await?;
        figures::print_statements(&statements::count(&counted, &book)?);
        Ok(figures::is_well(&tally, &findings))
    }
}

fn databases() -> Vec<Database> {
    let postgres = std::env::var("CANVASS_TEST_POSTGRES").ok();
    std::iter::once(Database::Sqlite)
        .chain(postgres.map(Database::Postgres))
        .collect()
}
