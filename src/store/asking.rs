//! Asking together: every page asks who holds its session. What is asked while PostgreSQL answers waits, and is then asked
//! in one statement, as each costs more than what it finds.

use std::collections::BTreeMap;

use sea_orm::DatabaseConnection;
use tokio::sync::{mpsc, oneshot};

use super::rows::{self, Row};

/// How much is asked together at most.
const TOGETHER: usize = 64;

/// A statement that finds rows by texts, each asked for by somebody else.
pub(super) struct Asking<T> {
    questions: mpsc::UnboundedSender<Question<T>>,
}

struct Question<T> {
    text: String,
    answer: oneshot::Sender<Option<T>>,
}

impl<T: Row + Clone + Send + 'static> Asking<T> {
    /// Answers on the runtime that this is called on, until it is let go of. The first column of the statement is the text
    /// that a row was found by.
    pub(super) fn begin(db: DatabaseConnection, sql: &'static str) -> Self {
        let (questions, asked) = mpsc::unbounded_channel();
        tokio::spawn(answer(db, sql, asked));
        Self { questions }
    }

    /// What is found by a text, if there is something; an error where the statement failed, perhaps through somebody else's.
    pub(super) async fn ask(&self, text: &str) -> Result<Option<T>, oneshot::error::RecvError> {
        let (answer, is_answered) = oneshot::channel();
        // Where nobody answers any more, the question is let go of, and whoever asked is told.
        let _ = self.questions.send(Question {
            text: text.to_owned(),
            answer,
        });
        is_answered.await
    }
}

async fn answer<T: Row + Clone>(
    db: DatabaseConnection,
    sql: &'static str,
    mut asked: mpsc::UnboundedReceiver<Question<T>>,
) {
    let mut together = Vec::new();
    while asked.recv_many(&mut together, TOGETHER).await > 0 {
        let texts: Vec<String> = together.iter().map(|one| one.text.clone()).collect();
        let found: Result<BTreeMap<String, T>, _> = rows::find_each(&db, sql, texts).await;
        for Question { text, answer } in together.drain(..) {
            if let Ok(found) = &found {
                // Nobody takes the answer where whoever asked has gone.
                let _ = answer.send(found.get(&text).cloned());
            }
        }
    }
}
