//! The people behind a return: who holds what, and handing it on.

use serde::Serialize;

use super::Page;
use super::questions::FieldError;
use super::respond::Shell;

/// Everyone behind a return, and a form to share it out.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is shown or not"
)]
pub struct PeoplePage {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Everyone who is there.
    pub people: Vec<PersonView>,
    /// The sections, with those that this person may hand on marked.
    pub sections: Vec<SectionHeld>,
    /// Whether the return can still be shared out.
    pub shares: bool,
    /// Whether the wave takes answers now.
    pub is_open: bool,
    /// Whether sections were to be handed on and none was chosen.
    pub no_sections: bool,
    /// Whether this person may hand on anything.
    pub hands_any: bool,
    /// Whether this person may hand on the whole return.
    pub hands_all: bool,
    /// Whether this person may name a coordinator.
    pub names_coordinators: bool,
    /// Whether links can be mailed.
    pub mails: bool,
    /// The reader's own name, as they gave it.
    pub my_name: String,
    /// Where mail reaches the reader.
    pub my_email: String,
    /// What was typed and not taken.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// What has just been done.
    pub done: Option<String>,
    /// What the person is called who signs.
    pub signatory: String,
    /// Proves that a form came from this page.
    pub form_token: String,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "respond/people.html";
}

/// What was typed into the form that shares.
#[derive(Default, Serialize)]
pub struct Typed {
    /// The person chosen: `new`, or the number of one who is there.
    pub to: String,
    /// The name.
    pub name: String,
    /// The address for mail.
    pub email: String,
    /// Whether they are to be a coordinator.
    pub coordinator: bool,
    /// Whether the whole return was ticked.
    pub all: bool,
}

/// Somebody behind the return.
#[derive(Serialize)]
pub struct PersonView {
    /// The store's number for them.
    pub id: i32,
    /// What they are called.
    pub name: String,
    /// What they are to the return.
    pub role: &'static str,
    /// The titles of the sections that they hold.
    pub holds: Vec<String>,
    /// Whether it is the reader.
    pub is_me: bool,
    /// Whether the reader may take them out or make them a new link.
    pub mine: bool,
    /// Whether sections can be handed to them.
    pub receives: bool,
    /// What has become of a mail to them that has not arrived, where the reader can do something about it.
    pub mail: Option<String>,
}

/// A section and whose it is.
#[derive(Serialize)]
pub struct SectionHeld {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who holds it.
    pub held_by: String,
    /// Whether the reader may hand it on.
    pub shareable: bool,
    /// Whether it was ticked.
    pub ticked: bool,
    /// Whether the reader holds it by somebody's hand, and may give it back.
    pub returnable: bool,
}

/// A link that has just been made: it is shown now and never again.
#[derive(Serialize)]
pub struct NewLink {
    /// What stands around it.
    #[serde(flatten)]
    pub shell: Shell,
    /// Whose it is.
    pub name: String,
    /// The whole address.
    pub link: String,
    /// Words to send with it.
    pub message: String,
    /// Whether it takes the place of an earlier one.
    pub is_again: bool,
}

impl Page for NewLink {
    const TEMPLATE: &'static str = "respond/link.html";
}
