//! Forms: the one extractor that every posted form goes through.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::TryStreamExt;
use percent_encoding::percent_decode;

use super::app::App;
use super::failure::Failure;
use super::respond::SESSION_COOKIE;
use crate::secret::Token;

/// The largest form that is read: a page of long answers in a script that takes nine bytes a letter.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// The name of the field that proves where a form came from.
pub(super) const FORM_TOKEN: &str = "form_token";

/// A posted form as it was read, before anything else looks at the request: whatever then refuses it can show
/// what was typed.
#[derive(Clone)]
pub(super) enum Posted {
    /// Its names and values.
    Pairs(Rc<Vec<(String, String)>>),
    TooLarge,
    Unreadable,
}

impl Posted {
    /// Reads the form of a request; `None` where its body is none.
    pub(super) async fn read(request: &HttpRequest, payload: &mut Payload) -> Option<Self> {
        let is_form = request
            .content_type()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded");
        if !is_form {
            return None;
        }
        let Ok(body) = web::Payload::from_request(request, payload).await else {
            return Some(Self::Unreadable);
        };
        let Ok(body) = body.to_bytes_limited(LARGEST_FORM).await else {
            return Some(Self::TooLarge);
        };
        let pairs = body.ok().and_then(|body| pairs(&body));
        Some(pairs.map_or(Self::Unreadable, |pairs| Self::Pairs(Rc::new(pairs))))
    }
}

/// The pairs of a form that came from a page of ours, for the same link or person.
///
/// The page carries a token that only the holder of the secret can have been given: the link's own on the
/// first page, a session's on every other.
pub(super) struct CheckedForm(pub(super) Rc<Vec<(String, String)>>);

impl CheckedForm {
    /// The first value under a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What somebody wrote into a field that is none of the survey's.
pub(super) trait Written {
    /// One line, such as a name; `None` where nothing was written.
    ///
    /// # Errors
    /// What is wrong with it, for the person to read.
    fn line(&self, name: &str, what: &str) -> Result<Option<String>, String>;

    /// Some words; `None` where nothing was written.
    ///
    /// # Errors
    /// What is wrong with them, for the person to read.
    fn words(&self, name: &str, what: &str) -> Result<Option<String>, String>;
}

/// The most characters of a line.
const LINE: usize = 200;

/// The most characters of some words.
const WORDS: usize = 5_000;

impl Written for CheckedForm {
    fn line(&self, name: &str, what: &str) -> Result<Option<String>, String> {
        let text = within(self.value(name), LINE, what)?;
        Ok(text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    fn words(&self, name: &str, what: &str) -> Result<Option<String>, String> {
        within(self.value(name), WORDS, what)
    }
}

/// An address for mail, where one was given.
pub(super) fn email(form: &CheckedForm, name: &str) -> Result<Option<String>, String> {
    let Some(address) = form.line(name, "The address")? else {
        return Ok(None);
    };
    let is_address = address.split_once('@').is_some_and(|(before, after)| {
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
        !before.is_empty()
            && after.contains('.')
            && !after.contains('@')
            && address.chars().all(plain)
    });
    if is_address {
        Ok(Some(address))
    } else {
        Err("Give an address such as name@example.org".to_owned())
    }
}

fn within(text: Option<&str>, most: usize, what: &str) -> Result<Option<String>, String> {
    let plain = text
        .unwrap_or_default()
        .replace('\0', "")
        .replace("\r\n", "\n");
    let plain = plain.trim();
    let written = plain.chars().count();
    if written > most {
        return Err(format!(
            "{what} may have {most} characters; it has {written}"
        ));
    }
    Ok((!plain.is_empty()).then(|| plain.to_owned()))
}

impl FromRequest for CheckedForm {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let origin = Origin::of(request);
        let posted = request.extensions().get::<Posted>().cloned();
        Box::pin(async move {
            let form = match posted {
                Some(Posted::Pairs(pairs)) => Self(pairs),
                Some(Posted::TooLarge) => return Err(Failure::TooLarge),
                Some(Posted::Unreadable) | None => return Err(Failure::Unreadable),
            };
            origin.check(form.value(FORM_TOKEN)).await?;
            Ok(form)
        })
    }
}

/// A file that came with a form of ours.
pub(super) struct CheckedUpload {
    /// What is in it.
    pub(super) file: Vec<u8>,
}

/// The largest file that is read: many times what a filled-in workbook takes.
const LARGEST_UPLOAD: usize = 5 * 1024 * 1024;

impl FromRequest for CheckedUpload {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let origin = Origin::of(request);
        let parts = Multipart::from_request(request, payload);
        Box::pin(async move {
            let mut parts = parts.await.map_err(|_| Failure::Unreadable)?;
            let mut token = Vec::new();
            let mut file = Vec::new();
            let mut room = LARGEST_UPLOAD;
            while let Some(mut part) = parts.try_next().await.map_err(|_| Failure::Unreadable)? {
                let is_token = part.name() == Some(FORM_TOKEN);
                while let Some(bytes) = part.try_next().await.map_err(|_| Failure::Unreadable)? {
                    room = room.checked_sub(bytes.len()).ok_or(Failure::TooLarge)?;
                    let into = if is_token { &mut token } else { &mut file };
                    into.extend_from_slice(&bytes);
                }
            }
            origin.check(std::str::from_utf8(&token).ok()).await?;
            Ok(Self { file })
        })
    }
}

/// Where a form comes from, as far as the request tells.
struct Origin {
    app: Option<web::Data<App>>,
    secret: Option<Token>,
    is_elsewhere: bool,
}

impl Origin {
    fn of(request: &HttpRequest) -> Self {
        Self {
            app: request.app_data::<web::Data<App>>().cloned(),
            secret: match request.match_info().get("token") {
                Some(token) => Token::received(token),
                None => session_token(request),
            },
            is_elsewhere: is_elsewhere(request),
        }
    }

    async fn check(self, token: Option<&str>) -> Result<(), Failure> {
        if self.is_elsewhere {
            return Err(Failure::ForgedForm);
        }
        let secret = self.secret.ok_or(Failure::NoSession)?;
        let token = token.ok_or(Failure::ForgedForm)?;
        if token == secret.form_token() {
            return Ok(());
        }
        // Whoever opens their link again has pages open of the session before; these are theirs as well.
        let app = self.app.ok_or(Failure::Broken)?;
        let theirs = app.store().sessions_of_same_person(&secret.hash()).await?;
        if theirs.iter().any(|session| token == session.form_token()) {
            Ok(())
        } else {
            Err(Failure::ForgedForm)
        }
    }
}

/// Whether the browser tells that a form comes from another site. The first page's token is the link's own,
/// so whoever holds a link could make a page with it and sign others in as themselves.
pub(super) fn is_elsewhere(request: &HttpRequest) -> bool {
    let said = |name: &str| request.headers().get(name)?.to_str().ok();
    if let Some(site) = said("sec-fetch-site") {
        return site == "cross-site";
    }
    // Over plain HTTP, and from old browsers, there is only the origin: `null` from our own pages, which
    // send no referrer, or the address that people reach us by.
    let Some((_, host)) = said("origin").and_then(|origin| origin.split_once("://")) else {
        return false;
    };
    let app = request.app_data::<web::Data<App>>();
    let is_ours = app.is_some_and(|app| app.is_reached_by(host));
    !is_ours && request.connection_info().host() != host
}

/// The names and values of a form; `None` where its bytes are no UTF-8. Reading those for the nearest
/// characters, as browsers' forms are commonly read, would save something else than what was typed.
fn pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = text(halves.next().unwrap_or_default())?;
            Some((name, text(halves.next().unwrap_or_default())?))
        })
        .collect()
}

/// Text as a form encodes it: a plus for a blank, and bytes as a per cent sign with two digits.
fn text(encoded: &[u8]) -> Option<String> {
    let blanks: Vec<u8> = encoded
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let text = percent_decode(&blanks).decode_utf8().ok()?;
    Some(text.into_owned())
}

/// The session's token, where the browser sent one.
pub(super) fn session_token(request: &HttpRequest) -> Option<Token> {
    Token::received(request.cookie(SESSION_COOKIE)?.value())
}

#[cfg(test)]
mod tests {
    use super::{pairs, text};

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let read = pairs(b"a=1&b=x+y%26z&&c&d==%C3%A9+%2B").expect("it is UTF-8");
        let expected = [("a", "1"), ("b", "x y&z"), ("c", ""), ("d", "=é +")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, expected);
    }

    #[test]
    fn a_per_cent_sign_that_begins_nothing_is_one() {
        for (encoded, read) in [
            ("100%", "100%"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz", "%zz"),
            ("%%41", "%A"),
        ] {
            assert_eq!(text(encoded.as_bytes()).as_deref(), Some(read));
        }
    }

    #[test]
    fn what_is_no_text_is_not_guessed_at() {
        for encoded in [
            "%FF",
            "%C3",
            "%ED%A0%80",
            "a%80b",
            "%F8%88%80%80%80",
            "%C0%AF",
        ] {
            assert_eq!(text(encoded.as_bytes()), None, "{encoded}");
        }
    }
}
