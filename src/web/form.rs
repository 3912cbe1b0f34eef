//! Forms: the one extractor that every posted form goes through.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::TryStreamExt;

use super::failure::Failure;
use super::respond::SESSION_COOKIE;
use crate::secret::Token;

/// The name of the field that proves where a form came from.
pub(super) const FORM_TOKEN: &str = "form_token";

/// The pairs of a form that came from a page of ours, for the same link or session.
///
/// The page carries a token that only the holder of the secret can have been given: the link's own on the
/// first page, the session's on every other.
pub(super) struct CheckedForm(pub(super) Vec<(String, String)>);

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
        .replace("\r\n", "\n")
        .replace('\0', "");
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
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let origin = Origin::of(request);
        let form = web::Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async move {
            let form = Self(form.await?.into_inner());
            origin.check(form.value(FORM_TOKEN))?;
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
            origin.check(std::str::from_utf8(&token).ok())?;
            Ok(Self { file })
        })
    }
}

/// Where a form comes from, as far as the request tells.
struct Origin {
    secret: Option<Token>,
    is_elsewhere: bool,
}

impl Origin {
    fn of(request: &HttpRequest) -> Self {
        // The first page's token is the link's own, so whoever holds a link could make it: the browser tells
        // where a form comes from.
        let site = request.headers().get("sec-fetch-site");
        Self {
            secret: secret(request),
            is_elsewhere: site.is_some_and(|site| site == "cross-site"),
        }
    }

    fn check(self, token: Option<&str>) -> Result<(), Failure> {
        if self.is_elsewhere {
            return Err(Failure::ForgedForm);
        }
        let expected = self.secret.ok_or(Failure::NoSession)?.form_token();
        if token == Some(expected.as_str()) {
            Ok(())
        } else {
            Err(Failure::ForgedForm)
        }
    }
}

fn secret(request: &HttpRequest) -> Option<Token> {
    match request.match_info().get("token") {
        Some(token) => Token::received(token),
        None => session_token(request),
    }
}

/// The session's token, where the browser sent one.
pub(super) fn session_token(request: &HttpRequest) -> Option<Token> {
    Token::received(request.cookie(SESSION_COOKIE)?.value())
}
