//! Settings of a server, checked before it starts.

use std::fmt;

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The server that takes it.
    pub server: MailServer,
    /// Whom it comes from: an address, or a name with one, such as `Home visits <visits@example.org>`.
    pub sender: String,
    /// The address that people reach the site by, which every link in a mail begins with.
    pub base_url: String,
    /// How many seconds after its first failure a mail is tried again; each pause after is twice as long.
    pub first_pause: u32,
}

/// The URL of a mail server. It may hold a password, so it is never shown.
#[derive(Clone)]
pub struct MailServer(String);

/// What somebody gave who starts a server.
#[derive(Default)]
pub struct MailGiven<'g> {
    /// The URL of the mail server.
    pub server: Option<&'g str>,
    /// Whom mail comes from.
    pub sender: Option<&'g str>,
    /// The address that people reach the site by.
    pub base_url: Option<&'g str>,
    /// The first pause, in seconds.
    pub first_pause: u32,
}

/// Why mail can't be sent like this. It never quotes a URL, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongMail {
    /// There is a sender, and no server.
    #[error("--mail-from needs --smtp (or CANVASS_SMTP), the server that takes the mail")]
    NoServer,
    /// There is a server, and no sender.
    #[error("--smtp needs --mail-from (or CANVASS_MAIL_FROM), the address that mail comes from")]
    NoSender,
    /// Links would lead nowhere.
    #[error("--smtp needs --base-url, the address that every link in a mail begins with")]
    NoBaseUrl,
    /// It is no URL of a mail server.
    #[error(
        "--smtp (or CANVASS_SMTP) {0}; such as smtps://user:password@mail.example.org, smtp://mail.example.org?tls=required \
         or smtp://127.0.0.1:25"
    )]
    Server(&'static str),
}

impl MailSettings {
    /// The settings that were given; `None` where nothing is to be mailed. What is empty was not given.
    ///
    /// # Errors
    /// [`WrongMail`] where only some of it was given, or the server's URL isn't one.
    pub fn read(given: &MailGiven<'_>) -> Result<Option<Self>, WrongMail> {
        let some = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let (server, sender) = match (some(given.server), some(given.sender)) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(WrongMail::NoServer),
            (Some(_), None) => return Err(WrongMail::NoSender),
            (Some(server), Some(sender)) => (server, sender),
        };
        Ok(Some(Self {
            server: MailServer::read(server)?,
            sender,
            base_url: some(given.base_url).ok_or(WrongMail::NoBaseUrl)?,
            first_pause: given.first_pause,
        }))
    }
}

impl MailServer {
    /// Reads the URL as far as a slip would otherwise go unnoticed: a setting that is not known would leave
    /// mail in the clear, and a `#` or `?` in a password would cut the server's name off.
    fn read(url: String) -> Result<Self, WrongMail> {
        let rest = url
            .strip_prefix("smtp://")
            .or_else(|| url.strip_prefix("smtps://"))
            .ok_or(WrongMail::Server("must begin with smtp:// or smtps://"))?;
        let (place, setting) = match rest.split_once('?') {
            Some((place, setting)) => (place, Some(setting)),
            None => (rest, None),
        };
        if !matches!(setting, None | Some("tls=required" | "tls=opportunistic")) {
            return Err(WrongMail::Server(
                "may end in ?tls=required or ?tls=opportunistic and in nothing else; a ? in a password is written %3F",
            ));
        }
        let named = place.split_once('@').map(|(user, _)| user);
        if named.is_some_and(|user| !user.contains(':')) {
            return Err(WrongMail::Server("names a user but no password"));
        }
        if place.contains('#') || place.matches('@').count() > 1 {
            return Err(WrongMail::Server(
                "has a # or a second @; in a password they are written %23 and %40",
            ));
        }
        Ok(Self(url))
    }

    /// The URL with its password: for the connection alone, never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether mail goes to it in the clear over a network.
    pub fn is_in_the_clear(&self) -> bool {
        let Some(rest) = self.0.strip_prefix("smtp://") else {
            return false;
        };
        let host = rest.rsplit('@').next().unwrap_or(rest);
        let is_here = ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|here| host.starts_with(here));
        !rest.ends_with("?tls=required") && !is_here
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailServer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{MailGiven, MailServer, MailSettings, WrongMail};

    fn read(server: &str) -> Result<MailServer, WrongMail> {
        MailServer::read(server.to_owned())
    }

    #[test]
    fn mail_needs_a_server_a_sender_and_an_address_for_its_links() {
        let all = MailGiven {
            server: Some("smtp://127.0.0.1"),
            sender: Some("team@example.org"),
            base_url: Some("https://survey.example.org"),
            first_pause: 60,
        };
        assert!(matches!(MailSettings::read(&all), Ok(Some(_))));
        let without = |given: MailGiven<'_>| MailSettings::read(&given).err();
        let none = MailGiven::default();
        assert_eq!(without(none), None, "nothing is to be mailed");
        let (server, sender, base_url) = (all.server, all.sender, all.base_url);
        let given = |server, sender, base_url| MailGiven {
            server,
            sender,
            base_url,
            first_pause: 60,
        };
        for (given, wrong) in [
            (given(None, sender, base_url), WrongMail::NoServer),
            (given(Some(""), sender, base_url), WrongMail::NoServer),
            (given(server, None, base_url), WrongMail::NoSender),
            (given(server, sender, None), WrongMail::NoBaseUrl),
        ] {
            assert_eq!(without(given), Some(wrong));
        }
    }

    #[test]
    fn what_would_be_misread_is_refused_and_no_password_is_said() {
        for url in [
            "mail.example.org",
            "user:secret@mail.example.org",
            "https://user:secret@mail.example.org",
            "smtp://user:secret@mail.example.org?TLS=required",
            "smtps://user:sec?secret@mail.example.org",
            "smtps://user:12#secret@mail.example.org",
            "smtps://user:sec@secret@mail.example.org",
            "smtps://secret@mail.example.org",
        ] {
            let wrong = read(url).expect_err("it is refused").to_string();
            assert!(!wrong.contains("secret"), "{wrong}");
        }
        let server = read("smtps://user:secret@mail.example.org").expect("it is a URL");
        assert!(!format!("{server:?}").contains("secret"));
    }

    #[test]
    fn mail_in_the_clear_is_noticed() {
        for (url, expect) in [
            ("smtps://u:p@mail.example.org", false),
            ("smtp://mail.example.org?tls=required", false),
            ("smtp://mail.example.org?tls=opportunistic", true),
            ("smtp://u:p@mail.example.org:25", true),
            ("smtp://127.0.0.1:25", false),
            ("smtp://localhost", false),
        ] {
            let server = read(url).expect("it is a URL");
            assert_eq!(server.is_in_the_clear(), expect, "{url}");
        }
    }
}
