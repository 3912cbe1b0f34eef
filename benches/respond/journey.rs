//! One respondent's journey, from the link to the receipt, as a browser without a script takes it.

use std::collections::BTreeSet;
use std::io;
use std::time::{Duration, Instant};

use crate::book::Book;
use crate::client::{Client, Page};

/// Whose journey it is.
pub struct Traveller<'b> {
    pub book: &'b Book,
    /// The unit's place in the frame.
    pub unit: usize,
    /// What its pages call it.
    pub name: &'b str,
    /// The path of its link.
    pub link: &'b str,
}

/// What the server acknowledged on the way, and how long it took.
#[derive(Default)]
pub struct Diary {
    /// Every save of a page.
    pub saves: Vec<Duration>,
    /// Every page that was read.
    pub reads: Vec<Duration>,
    /// The fields that a save acknowledged, by unit.
    pub kept: Vec<(usize, String)>,
    /// The references of returns that were handed in, by unit.
    pub submitted: Vec<(usize, String)>,
    /// What has been acknowledged to the unit that is answering now.
    pub now: Acknowledged,
}

/// What a unit was told has been kept. It must be there when it comes back, or a second save would hide that
/// the first was lost.
#[derive(Default)]
pub struct Acknowledged {
    fields: BTreeSet<String>,
    is_submitted: bool,
}

/// Why a journey ended early.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(#[from] io::Error),
    /// A page was not what it should be.
    #[error("{0}")]
    Wrong(String),
    /// Something acknowledged was not there any more.
    #[error("acknowledged and lost: {0}")]
    Lost(String),
}

/// Pages of one section in a row, before somebody is going round in circles.
const MOST_PAGES: usize = 60;

impl Traveller<'_> {
    /// Takes the whole journey; what has been saved before is sent again, and changes nothing.
    ///
    /// # Errors
    /// [`Stopped`] where it ended early.
    pub fn go(&self, client: &mut Client, diary: &mut Diary) -> Result<(), Stopped> {
        let mut place = self.answer_all(client, diary)?;
        if place == "/return/check" {
            place = submit(client, diary)?;
            diary.now.is_submitted = true;
        }
        if place != "/return/submitted" {
            return Err(Stopped::Wrong(format!("{} led to {place}", self.link)));
        }
        self.receipt(client, diary)
    }

    /// Begins and saves every section; gives where that leads.
    ///
    /// # Errors
    /// [`Stopped`] where it ended early.
    pub fn answer_all(&self, client: &mut Client, diary: &mut Diary) -> Result<String, Stopped> {
        client.cookie.clear();
        let token = {
            let landing = read(client, self.link, diary)?;
            expect(&landing, 200, self.name)?;
            form_token(&landing)?
        };
        let began = client.post(self.link, &token)?;
        expect_redirect(&began, "/return")?;
        let mut place = "/return".to_owned();
        {
            let tasks = read(client, &place, diary)?;
            match tasks.location {
                Some(elsewhere) if tasks.status == 303 => elsewhere.clone_into(&mut place),
                _ => {
                    expect(&tasks, 200, "sections complete")?;
                    let first = tasks.text.split("href=\"/return/section/").nth(1);
                    let first = first.and_then(|rest| rest.split('"').next());
                    let first = first.ok_or_else(|| wrong("a list without sections", &tasks))?;
                    place = format!("/return/section/{first}");
                }
            }
        }
        if diary.now.is_submitted && place != "/return/submitted" {
            return Err(Stopped::Lost(format!("the return of {}", self.unit)));
        }
        for _ in 0..MOST_PAGES {
            if !place.starts_with("/return/section/") {
                return Ok(place);
            }
            place = self.section(client, &place, diary)?;
        }
        Err(Stopped::Wrong(format!("{} goes in circles", self.link)))
    }

    /// Reads a section, answers everything on it and saves it; gives where that leads.
    fn section(
        &self,
        client: &mut Client,
        place: &str,
        diary: &mut Diary,
    ) -> Result<String, Stopped> {
        let (path, _) = place.split_once('?').unwrap_or((place, ""));
        let mut fields = Vec::new();
        let form = {
            let page = read(client, place, diary)?;
            expect(&page, 200, &format!("action=\"{path}\""))?;
            let mut form = form_token(&page)?;
            form.push_str("&then=next");
            for shown in page.all_hidden("shown") {
                let (name, revision) = shown.split_once(':').unwrap_or_default();
                if revision == "0" && diary.now.fields.contains(name) {
                    return Err(Stopped::Lost(format!("{name} of {}", self.unit)));
                }
                let said = self.book.said(self.unit, name);
                let said = said.ok_or_else(|| wrong("an unknown question", &page))?;
                form.push_str("&shown=");
                form.push_str(shown);
                form.push_str(&said.form);
                fields.push(name.to_owned());
            }
            form
        };
        let began = Instant::now();
        let saved = client.post(path, &form)?;
        let took = began.elapsed();
        let next = expect_redirect(&saved, "/return/")?;
        diary.saves.push(took);
        diary.now.fields.extend(fields.iter().cloned());
        let fields = fields.into_iter().map(|name| (self.unit, name));
        diary.kept.extend(fields);
        Ok(next)
    }

    fn receipt(&self, client: &mut Client, diary: &mut Diary) -> Result<(), Stopped> {
        let reference = {
            let page = read(client, "/return/submitted", diary)?;
            expect(&page, 200, "class=\"reference\">")?;
            let reference = page.text.split("class=\"reference\">").nth(1);
            let reference = reference.and_then(|rest| rest.split('<').next());
            reference.unwrap_or_default().to_owned()
        };
        diary.submitted.push((self.unit, reference));
        Ok(())
    }
}

fn submit(client: &mut Client, diary: &mut Diary) -> Result<String, Stopped> {
    let form = {
        let page = read(client, "/return/check", diary)?;
        expect(&page, 200, "Sign and submit the return")?;
        let seal = page.hidden("read").ok_or_else(|| wrong("no seal", &page))?;
        format!(
            "{}&read={seal}&signatory=Ann+Other,+Director",
            form_token(&page)?
        )
    };
    let submitted = client.post("/return/submit", &form)?;
    expect_redirect(&submitted, "/return/submitted")
}

fn read<'c>(client: &'c mut Client, path: &str, diary: &mut Diary) -> io::Result<Page<'c>> {
    let began = Instant::now();
    let page = client.get(path)?;
    diary.reads.push(began.elapsed());
    Ok(page)
}

fn form_token(page: &Page<'_>) -> Result<String, Stopped> {
    let token = page.hidden("form_token");
    let token = token.ok_or_else(|| wrong("no form token", page))?;
    Ok(format!("form_token={token}"))
}

fn expect(page: &Page<'_>, status: u16, says: &str) -> Result<(), Stopped> {
    if page.status == status && page.text.contains(says) {
        Ok(())
    } else {
        Err(wrong(&format!("no {status} that says `{says}`"), page))
    }
}

fn expect_redirect(page: &Page<'_>, to: &str) -> Result<String, Stopped> {
    match page.location {
        Some(location) if page.status == 303 && location.starts_with(to) => Ok(location.to_owned()),
        _ => Err(wrong(&format!("no redirect to {to}"), page)),
    }
}

fn wrong(what: &str, page: &Page<'_>) -> Stopped {
    let title = page.text.split("<title>").nth(1);
    let title = title.and_then(|rest| rest.split('<').next());
    Stopped::Wrong(format!(
        "{what}, but {} “{}”",
        page.status,
        title.unwrap_or_default()
    ))
}
