//! How many SQL statements each kind of page takes, counted in the server's own log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use std::{fs, io};

use crate::book::Book;
use crate::client::Client;
use crate::journey::{Diary, Traveller};
use crate::site::Site;

/// The log of a statement may come after the page that it was for.
const SETTLED: Duration = Duration::from_millis(30);

/// Counts the statements of each page that a respondent opens and saves, other than those that begin and end a
/// transaction.
///
/// # Errors
/// Where the journey fails.
pub fn count(site: &Site, book: &Book) -> anyhow::Result<BTreeMap<&'static str, usize>> {
    let (server, log) = site.serve_logging()?;
    let mut client = Client::new(server.address);
    let traveller = Traveller {
        book,
        unit: 0,
        name: &site.survey.frame.units[0].name,
        link: &site.links[0],
    };
    // The first to come has the survey read, which later ones find ready.
    client.get("/")?;
    client.get(&site.links[1])?;
    let mut counted = Counted::new(&log)?;
    client.get(traveller.link)?;
    counted.note("the link opened for the first time")?;
    client.get(traveller.link)?;
    counted.note("the link opened again")?;
    let mut diary = Diary::default();
    traveller.go(&mut client, &mut diary)?;
    counted.pass()?;
    client.get("/return/answers")?;
    counted.note("all answers read")?;
    client.get("/return/submitted")?;
    counted.note("the receipt")?;
    let traveller = Traveller {
        unit: 1,
        name: &site.survey.frame.units[1].name,
        link: &site.links[1],
        ..traveller
    };
    let section = "/return/section/before";
    let token = begun(&mut client, traveller.link)?;
    counted.note("the return begun")?;
    client.get("/return")?;
    counted.note("the list of sections")?;
    client.get(section)?;
    counted.note("a section read")?;
    let shown = "shown=q.support-before:0&q.support-before=child-therapy&q.support-before=other\
                 &shown=q.more-before:0&q.more-before=yes&shown=q.comment-before:0&q.comment-before=Words";
    let form = format!("{token}&{shown}");
    client.post(section, &form)?;
    counted.note("a section saved")?;
    client.post(section, &form)?;
    counted.note("a section saved as it was")?;
    client.get("/return/check")?;
    counted.note("everything checked")?;
    Ok(counted.pages)
}

fn begun(client: &mut Client, link: &str) -> anyhow::Result<String> {
    let token = {
        let landing = client.get(link)?;
        let token = landing.hidden("form_token").unwrap_or_default();
        format!("form_token={token}")
    };
    client.post(link, &token)?;
    let tasks = client.get("/return/section/before")?;
    Ok(format!(
        "form_token={}",
        tasks.hidden("form_token").unwrap_or_default()
    ))
}

struct Counted {
    log: PathBuf,
    before: usize,
    pages: BTreeMap<&'static str, usize>,
}

impl Counted {
    fn new(log: &Path) -> io::Result<Self> {
        let mut counted = Self {
            log: log.to_owned(),
            before: 0,
            pages: BTreeMap::new(),
        };
        counted.pass()?;
        Ok(counted)
    }

    fn note(&mut self, page: &'static str) -> io::Result<()> {
        let before = self.before;
        self.pass()?;
        self.pages.insert(page, self.before - before);
        Ok(())
    }

    fn pass(&mut self) -> io::Result<()> {
        thread::sleep(SETTLED);
        self.before = fs::read_to_string(&self.log)?
            .matches("sqlx::query")
            .count();
        Ok(())
    }
}
