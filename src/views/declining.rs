//! Not taking part, and taking part after all.

use serde::Serialize;

use super::Page;
use super::respond::{Notice, Shell};

/// Declining to take part.
#[derive(Serialize)]
pub struct Decline {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Whether one must answer, in the survey's words.
    pub voluntary: String,
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for Decline {
    const TEMPLATE: &'static str = "respond/decline.html";
}

/// A unit that does not take part.
#[derive(Serialize)]
pub struct Declined {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Who said so, when and why.
    pub notice: Notice,
    /// The last day on which one may change one's mind, for people.
    pub closes_on: Option<String>,
    /// Whether this person may.
    pub may_change: bool,
    /// Proves that the form came from this page.
    pub form_token: String,
}

impl Page for Declined {
    const TEMPLATE: &'static str = "respond/declined.html";
}
