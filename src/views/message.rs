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
    /// What was typed, where it could not be saved.
    pub typed: Option<ShownBack>,
    /// Where to go from here.
    pub link: Option<Link>,
}

/// What was typed, to be read and copied.
#[derive(Serialize)]
pub struct ShownBack {
    /// What it is.
    pub heading: &'static str,
    /// What has become of it.
    pub intro: &'static str,
    /// What was typed, question by question.
    pub answers: Vec<TypedAnswer>,
    /// Whether there is more than is shown.
    pub is_cut: bool,
}

/// What was typed for one question, or into one field.
#[derive(Serialize)]
pub struct TypedAnswer {
    /// The question, or what the field is for.
    pub asked: String,
    /// What was typed.
    pub lines: Vec<String>,
}

/// What was typed and is held for its person, who may not save it now.
#[derive(Serialize)]
pub struct HeldPage {
    /// What stands around it; its title is the heading.
    #[serde(flatten)]
    pub shell: Shell,
    /// What was typed.
    pub typed: ShownBack,
    /// Proves that the form came from this page.
    pub form_token: String,
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

impl Page for HeldPage {
    const TEMPLATE: &'static str = "respond/held.html";
}
