//! The sender: takes mail from the outbox when its turn has come, and notes what became of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::letter::Letter;
use super::post::{NotTaken, Post};
use crate::clock::{self, Timestamp};
use crate::definition::{self, Survey};
use crate::returns::WaveState;
use crate::secret::Token;
use crate::store::{Store, StoreError, Tried, Unsent, VersionId};

/// How often the outbox is looked at: other processes put mail there too, so nobody can wake us for each.
const LOOK: Duration = Duration::from_secs(1);

/// How long the store is left alone when it can't be asked.
const STORE_TROUBLE: Duration = Duration::from_secs(30);

/// How many mails are taken on at one look.
const AT_ONCE: u64 = 20;

/// How long a mail that was taken on is left to whoever took it: longer than any sending lasts.
const TAKEN_SECONDS: i64 = 5 * 60;

/// The longest pause between two tries.
const LONGEST_PAUSE_SECONDS: i64 = 60 * 60;

/// How old a mail may become; after that it would only confuse.
const OLDEST_SECONDS: i64 = 3 * 24 * 60 * 60;

/// Sends the mail of a store.
pub struct Sender {
    store: Arc<Store>,
    post: Post,
    base_url: String,
    first_pause: u32,
    /// Published versions never change, so each is read and checked once.
    surveys: BTreeMap<VersionId, Survey>,
}

impl Sender {
    /// A sender of a store's mail. Links in it begin with the site's address; the first pause after a failure
    /// is in seconds.
    pub fn new(store: Arc<Store>, post: Post, base_url: &str, first_pause: u32) -> Self {
        Self {
            store,
            post,
            base_url: base_url.trim_end_matches('/').to_owned(),
            first_pause,
            surveys: BTreeMap::new(),
        }
    }

    /// Sends until it is told to stop; a mail that is being sent then is sent to its end.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        loop {
            let pause = match self.look(&stop).await {
                Ok(()) => LOOK,
                Err(error) => {
                    tracing::error!(%error, "the outbox can't be read");
                    STORE_TROUBLE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn look(&mut self, stop: &watch::Receiver<bool>) -> Result<(), StoreError> {
        for mail in self.store.mail_due(clock::now(), AT_ONCE).await? {
            if *stop.borrow() {
                break;
            }
            self.send(&mail).await?;
        }
        Ok(())
    }

    async fn send(&mut self, mail: &Unsent) -> Result<(), StoreError> {
        let now = clock::now();
        if let Some(error) = too_late(mail, now) {
            tracing::warn!(
                mail = mail.id,
                "a mail was given up; `canvass outbox` tells why"
            );
            let tried = Tried::GivenUp { error };
            return self.store.note_mail(mail.id, None, tried, now).await;
        }
        let link = Token::draw();
        let until = later(now, TAKEN_SECONDS);
        let hash = link.hash();
        if !self.store.take_mail(mail, &hash, until, now).await? {
            return Ok(());
        }
        let address = format!("{}/r/{}", self.base_url, link.reveal());
        let taken = match self.survey(mail.version).await? {
            Some(survey) => {
                let letter = Letter::write(mail, survey, address, now);
                self.post.send(letter).await
            }
            None => Err(NotTaken::Yet(
                "the published survey can't be read by this version of canvass".to_owned(),
            )),
        };
        let now = clock::now();
        let tried = tried(taken, mail.tries, self.first_pause, now);
        match tried {
            Tried::Sent => {}
            Tried::Later { .. } => tracing::warn!(
                mail = mail.id,
                "a mail was not taken and will be tried again; `canvass outbox` tells why"
            ),
            Tried::GivenUp { .. } => tracing::warn!(
                mail = mail.id,
                "a mail was refused and given up; `canvass outbox` tells why"
            ),
        }
        self.store.note_mail(mail.id, Some(&hash), tried, now).await
    }

    async fn survey(&mut self, version: VersionId) -> Result<Option<&Survey>, StoreError> {
        if !self.surveys.contains_key(&version) {
            let folder = self.store.folder(version).await?;
            if let Ok(survey) = definition::check(&folder) {
                self.surveys.insert(version, survey);
            }
        }
        Ok(self.surveys.get(&version))
    }
}

/// Why a mail is not worth a try any more.
fn too_late(mail: &Unsent, now: Timestamp) -> Option<String> {
    if mail.wave.state(now) == WaveState::Closed {
        return Some("the wave had closed before it could be sent".to_owned());
    }
    if now.unix() - mail.queued_at.unix() <= OLDEST_SECONDS {
        return None;
    }
    Some(match &mail.last_error {
        Some(error) => format!("it could not be sent for three days: {error}"),
        None => "no server sent mail for three days".to_owned(),
    })
}

/// What becomes of a mail after a try, when so many went before. Pauses double.
fn tried(
    taken: Result<(), NotTaken>,
    tries_before: i32,
    first_pause: u32,
    now: Timestamp,
) -> Tried {
    match taken {
        Ok(()) => Tried::Sent,
        Err(NotTaken::Ever(error)) => Tried::GivenUp { error },
        Err(NotTaken::Yet(error)) => {
            let doublings = tries_before.clamp(0, 20);
            let pause = i64::from(first_pause.max(1)) << doublings;
            Tried::Later {
                error,
                at: later(now, pause.min(LONGEST_PAUSE_SECONDS)),
            }
        }
    }
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_unix(now.unix() + seconds)
}

#[cfg(test)]
mod tests {
    use super::{NotTaken, Tried, tried};
    use crate::clock::Timestamp;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let now = Timestamp::from_unix(1_000);
        let pause = |before: i32| {
            let taken = Err(NotTaken::Yet("busy".to_owned()));
            match tried(taken, before, 60, now) {
                Tried::Later { at, .. } => at.unix() - now.unix(),
                other => panic!("{other:?}"),
            }
        };
        let pauses: Vec<i64> = (0..9).map(pause).collect();
        assert_eq!(pauses, [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(pause(i32::MAX), 3600);
    }
}
