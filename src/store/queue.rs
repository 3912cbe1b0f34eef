//! Writing together: what respondents do at the same moment is written in one transaction, and nobody is told before it
//! is kept.
//!
//! A write waits for the disk and, on SQLite, for every other write. What arrives meanwhile queues up; whoever comes
//! first to the turn writes all of it, and all answers in it with as many statements as those of one page would take.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use futures_util::future::BoxFuture;
use sea_orm::DatabaseTransaction;
use tokio::sync::{Semaphore, oneshot};

use super::answers::{Change, insert};
use super::visits::{Holder, renewed_together};
use super::{Store, StoreError};

/// Something that a respondent does, which the store keeps.
pub(super) trait Deed: Send + Sync + 'static {
    /// What it comes to inside the write.
    type Written: Send + Sync;
    /// What whoever did it is told.
    type Outcome: Send;

    /// Writes it, but for answers, by what the store holds inside the write. It is done again alone where the write of all
    /// of them failed.
    fn write(
        &self,
        store: &Store,
        db: &DatabaseTransaction,
        holder: Holder,
    ) -> impl Future<Output = Result<Self::Written, StoreError>> + Send;

    /// The answers that it changes.
    fn changes(_written: &Self::Written) -> Vec<Change<'_>> {
        Vec::new()
    }

    /// What it has come to, once it is kept: `last` has the row of the last new answer of each return.
    fn kept(store: &Store, written: Self::Written, last: &BTreeMap<i32, i32>) -> Self::Outcome;
}

/// How much is written together at most.
const TOGETHER: usize = 64;

/// What waits to be written.
pub(super) struct Queue {
    waiting: std::sync::Mutex<Vec<Box<dyn Waiting>>>,
    /// Whoever holds a turn writes. SQLite has one.
    turns: Semaphore,
}

impl Queue {
    /// A queue that is written by so many at once.
    pub(super) fn new(turns: usize) -> Self {
        Self {
            waiting: std::sync::Mutex::default(),
            turns: Semaphore::new(turns),
        }
    }

    fn push(&self, waiting: Box<dyn Waiting>) {
        let mut queue = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        queue.push(waiting);
    }

    /// Those that came first, one a unit, as the second must see the first; in the order of their units, so that two
    /// servers never wait for each other.
    fn take(&self) -> Vec<Box<dyn Waiting>> {
        let mut queue = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut units = BTreeSet::new();
        let (mut taken, left): (Vec<_>, Vec<_>) = std::mem::take(&mut *queue)
            .into_iter()
            .partition(|one| units.len() < TOGETHER && units.insert(one.holder().unit_row));
        *queue = left;
        taken.sort_by_key(|one| one.holder().unit_row);
        taken
    }
}

impl Store {
    /// Writes what the holder of a link does, together with what others do at the same moment.
    pub(super) async fn keep<D: Deed>(
        &self,
        holder: &Holder,
        deed: D,
    ) -> Result<D::Outcome, StoreError> {
        let (done, mut is_done) = oneshot::channel();
        self.queue.push(Box::new(Doing {
            holder: holder.clone(),
            deed,
            written: None,
            done,
        }));
        loop {
            let turn = self.queue.turns.acquire().await;
            match is_done.try_recv() {
                Ok(outcome) => return outcome,
                Err(oneshot::error::TryRecvError::Closed) => return Err(StoreError::Unwritten),
                Err(oneshot::error::TryRecvError::Empty) => {}
            }
            let waiting = self.queue.take();
            if waiting.is_empty() {
                // Somebody else is writing it.
                drop(turn);
                return is_done.await.unwrap_or(Err(StoreError::Unwritten));
            }
            self.write_together(waiting).await;
        }
    }

    async fn write_together(&self, mut waiting: Vec<Box<dyn Waiting>>) {
        match self.write_all(&mut waiting).await {
            Ok(last) => {
                for one in waiting {
                    one.tell(self, Ok(&last));
                }
            }
            // One of them may be what the database refuses: the others are not to suffer for it.
            Err(_) if waiting.len() > 1 => {
                for mut one in waiting {
                    match self.write_all(std::slice::from_mut(&mut one)).await {
                        Ok(last) => one.tell(self, Ok(&last)),
                        Err(error) => one.tell(self, Err(error)),
                    }
                }
            }
            Err(error) => {
                let alone = waiting.pop();
                alone
                    .expect("nothing is written together with nothing")
                    .tell(self, Err(error));
            }
        }
    }

    /// Writes what was done to different returns in one transaction; the row of the last new answer of each.
    async fn write_all(
        &self,
        waiting: &mut [Box<dyn Waiting>],
    ) -> Result<BTreeMap<i32, i32>, StoreError> {
        let write = self.write().await?;
        let db = &write.transaction;
        let holders = waiting.iter().map(|one| one.holder());
        let mut holders = renewed_together(db, holders).await?;
        for one in &mut *waiting {
            let link = one.holder().link;
            let holder = holders.remove(&link).ok_or_else(|| StoreError::Damaged {
                what: format!("link {link} is gone"),
            })?;
            one.write(self, db, holder).await?;
        }
        let changes: Vec<Change<'_>> = waiting.iter().flat_map(|one| one.changes()).collect();
        let last = insert(db, &changes).await?;
        drop(changes);
        write.commit().await?;
        Ok(last)
    }
}

/// A deed of any kind that waits.
trait Waiting: Send + Sync {
    fn holder(&self) -> &Holder;
    fn write<'w>(
        &'w mut self,
        store: &'w Store,
        db: &'w DatabaseTransaction,
        holder: Holder,
    ) -> BoxFuture<'w, Result<(), StoreError>>;
    fn changes(&self) -> Vec<Change<'_>>;
    fn tell(self: Box<Self>, store: &Store, kept: Result<&BTreeMap<i32, i32>, StoreError>);
}

/// A deed, and whoever waits for it.
struct Doing<D: Deed> {
    holder: Holder,
    deed: D,
    written: Option<D::Written>,
    done: oneshot::Sender<Result<D::Outcome, StoreError>>,
}

impl<D: Deed> Waiting for Doing<D> {
    fn holder(&self) -> &Holder {
        &self.holder
    }

    fn write<'w>(
        &'w mut self,
        store: &'w Store,
        db: &'w DatabaseTransaction,
        holder: Holder,
    ) -> BoxFuture<'w, Result<(), StoreError>> {
        Box::pin(async move {
            self.written = Some(self.deed.write(store, db, holder).await?);
            Ok(())
        })
    }

    fn changes(&self) -> Vec<Change<'_>> {
        self.written.as_ref().map_or_else(Vec::new, D::changes)
    }

    fn tell(self: Box<Self>, store: &Store, kept: Result<&BTreeMap<i32, i32>, StoreError>) {
        let Self { written, done, .. } = *self;
        let outcome = kept.and_then(|last| {
            let written = written.ok_or(StoreError::Unwritten)?;
            Ok(D::kept(store, written, last))
        });
        // Nobody takes the answer where whoever asked has gone.
        let _ = done.send(outcome);
    }
}
