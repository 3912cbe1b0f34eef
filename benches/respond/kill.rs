//! The server killed in the middle of its work, over and over; nothing acknowledged may be missing afterwards.

use std::thread;
use std::time::Duration;

use anyhow::ensure;

use crate::book::Book;
use crate::client::Client;
use crate::load::Crowd;
use crate::random::{below, mixed};
use crate::site::{Database, Site};
use crate::{LIMIT, figures, kept};

/// Units enough that none runs out before the last kill.
const UNITS: usize = 8000;

/// The server lives this long at least, and up to so much longer.
const SHORTEST: Duration = Duration::from_millis(150);
const SPREAD: usize = 1500;

/// Kills the server so many times while a crowd answers; whether nothing was lost.
///
/// # Errors
/// Where the server does not come back.
pub async fn kill(
    database: &Database,
    kills: usize,
    people: usize,
    seed: u64,
) -> anyhow::Result<bool> {
    let site = Site::publish(database, UNITS).await?;
    let book = Book::of(&site.survey)?;
    let mut server = site.serve(0)?;
    let address = server.address;
    let mut crowd = Crowd::new(&site, &book, address, people, LIMIT);
    crowd.is_killed = true;
    let (killed, tally) = thread::scope(|scope| {
        let answering = scope.spawn(|| crowd.go());
        let killed = (|| {
            let mut chance = seed;
            for _ in 0..kills {
                chance = mixed(chance);
                let longer = u64::try_from(below(chance, SPREAD))?;
                thread::sleep(SHORTEST + Duration::from_millis(longer));
                ensure!(
                    !crowd.is_through(),
                    "everybody had answered before the last kill"
                );
                server.kill()?;
                server = site.serve(address.port())?;
                Client::new(address).get("/")?;
            }
            Ok(())
        })();
        crowd.enough();
        (killed, answering.join())
    });
    killed?;
    drop(server);
    let tally = tally.map_err(|_| anyhow::anyhow!("the crowd panicked"))?;
    let findings = kept::check(&site, &book, &tally).await?;
    figures::print_kills(database, kills, seed, &tally, &findings);
    Ok(figures::is_well(&tally, &findings))
}
