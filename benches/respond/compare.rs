//! A read page of ours beside the same page from a handler written by hand, in one run.

use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};

use crate::book::Book;
use crate::client::Client;
use crate::journey::{Diary, Traveller};
use crate::plain;
use crate::server::Server;
use crate::site::{Database, Site};

/// How often a page is read from each, in turns, so that whatever else goes on meets both alike.
const TURNS: usize = 8;
const READS: usize = 400;
/// How many read at once.
const READERS: usize = 2;

/// What a page costs each server to read, in processor time.
pub struct Compared {
    pub page: &'static str,
    pub ours: Duration,
    pub plain: Duration,
}

/// Reads the pages from both.
///
/// # Errors
/// Where they are not the same page.
pub async fn compare() -> anyhow::Result<Vec<Compared>> {
    let site = Site::publish(&Database::Sqlite, 200).await?;
    let book = Book::of(&site.survey)?;
    let ours = site.serve(0)?;
    let mut client = Client::new(ours.address);
    let traveller = Traveller {
        book: &book,
        unit: 0,
        name: &site.survey.frame.units[0].name,
        link: &site.links[0],
    };
    traveller.answer_all(&mut client, &mut Diary::default())?;
    let dir = site.data().context("it is on SQLite")?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--plain", dir, &client.cookie]);
    let plain = Server::start(&mut command, None)?;
    let section = format!("/return/section/{}", plain::SECTION);
    let pages = [
        ("a section", section.as_str()),
        ("all answers", "/return/answers"),
    ];
    pages
        .into_iter()
        .map(|(page, path)| one(page, path, &ours, &plain, &client.cookie))
        .collect()
}

fn one(
    page: &'static str,
    path: &str,
    ours: &Server,
    plain: &Server,
    cookie: &str,
) -> anyhow::Result<Compared> {
    let first = text(ours, path, cookie)?;
    ensure!(first == text(plain, path, cookie)?, "{path} differs");
    read(ours, path, cookie)?;
    read(plain, path, cookie)?;
    let (mut by_us, mut by_hand) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..TURNS {
        by_us += read(ours, path, cookie)?;
        by_hand += read(plain, path, cookie)?;
    }
    let reads = u32::try_from(TURNS * READS * READERS)?;
    Ok(Compared {
        page,
        ours: by_us / reads,
        plain: by_hand / reads,
    })
}

/// Reads a page many times; the processor time that it took the server.
fn read(server: &Server, path: &str, cookie: &str) -> anyhow::Result<Duration> {
    let before = server.cost()?.cpu;
    thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut client = client(server, cookie);
                    for _ in 0..READS {
                        let page = client.get(path)?;
                        ensure!(page.status == 200, "{path} is {}", page.status);
                    }
                    Ok(())
                })
            })
            .collect();
        let read = readers.into_iter().map(|reader| match reader.join() {
            Ok(read) => read,
            Err(_) => Err(anyhow!("a reader panicked")),
        });
        read.collect::<anyhow::Result<()>>()
    })?;
    Ok(server.cost()?.cpu.saturating_sub(before))
}

fn text(server: &Server, path: &str, cookie: &str) -> anyhow::Result<String> {
    Ok(client(server, cookie).get(path)?.text.to_owned())
}

fn client(server: &Server, cookie: &str) -> Client {
    let mut client = Client::new(server.address);
    cookie.clone_into(&mut client.cookie);
    client
}
