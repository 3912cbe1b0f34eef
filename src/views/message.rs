//! A page that says one thing, such as why something can't be done and what to do next.

use serde::Serialize;

use super::Page;
use super::respond::Shell;

/// One thing said.
#[derive(Serialize)]
pub struct Message {
    /// What stands around it; its title is the heading.
    #[serde(flatten)]
    pub shell: Shell,
    /// What is said.
    pub paragraphs: Vec<String>,
    /// Where to go from here.
    pub link: Option<Link>,
}

/// A link with its words.
#[derive(Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

impl Page for Message {
    const TEMPLATE: &'static str = "respond/message.html";
}
