//! Forms: the one extractor that every posted form goes through.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

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
        let secret = secret(request);
        // The first page's token is the link's own, so whoever holds a link could make it: the browser tells
        // where a form comes from.
        let from_elsewhere = request
            .headers()
            .get("sec-fetch-site")
            .is_some_and(|site| site == "cross-site");
        let form = web::Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async move {
            let form = Self(form.await?.into_inner());
            if from_elsewhere {
                return Err(Failure::ForgedForm.into());
            }
            let expected = secret.ok_or(Failure::NoSession)?.form_token();
            if form.value(FORM_TOKEN) == Some(expected.as_str()) {
                Ok(form)
            } else {
                Err(Failure::ForgedForm.into())
            }
        })
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
