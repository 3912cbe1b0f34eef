//! Many respondents at once, each on a connection of their own, one journey after another.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::book::Book;
use crate::client::Client;
use crate::journey::{Acknowledged, Diary, Stopped, Traveller};
use crate::site::Site;

/// How long somebody waits before they open their link again after the server was gone.
const AGAIN: Duration = Duration::from_millis(5);

/// A crowd of respondents and what they do.
pub struct Crowd<'s> {
    pub site: &'s Site,
    pub book: &'s Book,
    pub address: SocketAddr,
    /// How many answer at once.
    pub people: usize,
    /// Whether the server is killed meanwhile, so that a broken connection is no fault.
    pub is_killed: bool,
    /// When everybody stops, wherever they are.
    pub until: Instant,
    /// The next unit that nobody has begun.
    next: AtomicUsize,
    enough: AtomicBool,
}

/// What a crowd did.
#[derive(Default)]
pub struct Tally {
    pub diary: Diary,
    /// Journeys that went through to their receipt.
    pub finished: usize,
    /// Journeys that time ran out on.
    pub unfinished: usize,
    /// Connections that broke where the server was killed.
    pub broken: usize,
    /// Pages that were not what they should be, and connections that broke for no reason.
    pub errors: Vec<String>,
    /// What had been acknowledged, and was not there when its unit came back.
    pub lost: BTreeSet<String>,
    pub took: Duration,
}

impl<'s> Crowd<'s> {
    pub fn new(
        site: &'s Site,
        book: &'s Book,
        address: SocketAddr,
        people: usize,
        limit: Duration,
    ) -> Self {
        Self {
            site,
            book,
            address,
            people,
            is_killed: false,
            until: Instant::now() + limit,
            next: AtomicUsize::new(0),
            enough: AtomicBool::new(false),
        }
    }

    /// Tells everybody to begin no other journey.
    pub fn enough(&self) {
        self.enough.store(true, Ordering::Relaxed);
    }

    /// Whether there is nobody left who has not begun.
    pub fn is_through(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.site.links.len()
    }

    /// Answers until every unit has, or time is up.
    pub fn go(&self) -> Tally {
        let began = Instant::now();
        let mut all = Tally::default();
        thread::scope(|scope| {
            let people: Vec<_> = (0..self.people)
                .map(|_| scope.spawn(|| self.one_after_another()))
                .collect();
            for person in people {
                match person.join() {
                    Ok(tally) => all.add(tally),
                    Err(_) => all.errors.push("somebody panicked".to_owned()),
                }
            }
        });
        all.took = began.elapsed();
        all
    }

    fn one_after_another(&self) -> Tally {
        let mut tally = Tally::default();
        let mut client = Client::new(self.address);
        while !self.enough.load(Ordering::Relaxed) {
            let unit = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(link) = self.site.links.get(unit) else {
                break;
            };
            let traveller = Traveller {
                book: self.book,
                unit,
                name: &self.site.survey.frame.units[unit].name,
                link,
            };
            self.to_the_end(&traveller, &mut client, &mut tally);
        }
        tally
    }

    fn to_the_end(&self, traveller: &Traveller<'_>, client: &mut Client, tally: &mut Tally) {
        tally.diary.now = Acknowledged::default();
        loop {
            match traveller.go(client, &mut tally.diary) {
                Ok(()) => {
                    tally.finished += 1;
                    return;
                }
                Err(_) if Instant::now() > self.until => {
                    tally.unfinished += 1;
                    return;
                }
                Err(Stopped::Broken(_)) if self.is_killed => {
                    tally.broken += 1;
                    thread::sleep(AGAIN);
                }
                Err(Stopped::Lost(what)) => {
                    tally.lost.insert(what);
                    return;
                }
                Err(stopped) => {
                    tally.errors.push(stopped.to_string());
                    return;
                }
            }
        }
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.diary.saves.extend(other.diary.saves);
        self.diary.reads.extend(other.diary.reads);
        self.diary.kept.extend(other.diary.kept);
        self.diary.submitted.extend(other.diary.submitted);
        self.finished += other.finished;
        self.unfinished += other.unfinished;
        self.broken += other.broken;
        self.errors.extend(other.errors);
        self.lost.extend(other.lost);
    }
}
