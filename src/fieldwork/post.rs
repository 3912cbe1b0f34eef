//! The post: hands a letter to the mail server.

use std::time::{Duration, SystemTime};

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp;
use lettre::transport::smtp::response::Category;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::letter::{Letter, line};
use crate::config::MailSettings;

/// How long the server may take over one command.
const A_COMMAND: Duration = Duration::from_secs(20);

/// How long it may take over a whole letter.
const A_LETTER: Duration = Duration::from_secs(90);

/// The most characters of a server's answer that are kept.
const LONGEST_ANSWER: usize = 300;

/// A mail server, and whom mail comes from.
pub struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

/// Why there is no post.
#[derive(Debug, thiserror::Error)]
pub enum WrongPost {
    /// The server's URL isn't one; the reason doesn't quote it.
    #[error("--smtp (or CANVASS_SMTP) is no URL of a mail server: {reason}")]
    Server {
        /// Why.
        reason: String,
    },
    /// The sender's address isn't one.
    #[error(
        "--mail-from (or CANVASS_MAIL_FROM) `{given}` is no address such as visits@example.org"
    )]
    Sender {
        /// What was given.
        given: String,
    },
}

/// Why a letter was not taken.
#[derive(Debug)]
pub(super) enum NotTaken {
    /// It may be later.
    Yet(String),
    /// It never will be.
    Ever(String),
}

impl Post {
    /// Makes ready to send; no connection is made yet.
    ///
    /// # Errors
    /// [`WrongPost`] where the server's URL or the sender's address isn't one.
    pub fn open(settings: &MailSettings) -> Result<Self, WrongPost> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(settings.server.reveal())
            .map_err(|error| WrongPost::Server {
                reason: error.to_string(),
            })?
            .timeout(Some(A_COMMAND))
            .build();
        let sender = settings.sender.parse().map_err(|_| WrongPost::Sender {
            given: settings.sender.clone(),
        })?;
        Ok(Self { server, sender })
    }

    /// Hands a letter over; the server has it once this is done.
    pub(super) async fn send(&self, letter: Letter) -> Result<(), NotTaken> {
        let message = self.message(letter)?;
        match tokio::time::timeout(A_LETTER, self.server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(not_taken(&error)),
            Err(_) => Err(NotTaken::Yet(
                "the mail server took too long to answer".to_owned(),
            )),
        }
    }

    fn message(&self, letter: Letter) -> Result<Message, NotTaken> {
        let wrong = |what: &str| NotTaken::Ever(format!("{what} can't be written to"));
        let to: Address = letter.address.parse().map_err(|_| wrong("the address"))?;
        let mut from = self.sender.clone();
        from.name = from.name.or(Some(letter.organisation));
        let id = format!("<{}@{}>", letter.id, from.email.domain());
        let at = u64::try_from(letter.at.unix()).unwrap_or_default();
        let mut message = Message::builder()
            .from(from)
            .to(Mailbox::new(
                Some(letter.to).filter(|name| !name.is_empty()),
                to,
            ))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(at))
            .message_id(Some(id))
            .subject(letter.words.subject)
            .header(AutoSubmitted);
        if let Ok(contact) = letter.contact.parse::<Address>() {
            message = message.reply_to(Mailbox::new(None, contact));
        }
        message
            .singlepart(SinglePart::plain(letter.words.body))
            .map_err(|_| wrong("the reader"))
    }
}

/// What an answer of the server, or the lack of one, means for the letter. A refusal is for good, but not
/// where it is us whom the server won't talk to: that can be mended, and then the letter goes.
fn not_taken(error: &smtp::Error) -> NotTaken {
    let text: String = line(&error.to_string())
        .chars()
        .take(LONGEST_ANSWER)
        .collect();
    let is_about_us = error.status().is_some_and(|code| {
        matches!(
            code.category,
            Category::Connections | Category::Unspecified3
        )
    });
    if error.is_permanent() && !is_about_us {
        NotTaken::Ever(text)
    } else {
        NotTaken::Yet(text)
    }
}

/// Tells machines that no person wrote this, so that they send no "I am on leave" back (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
