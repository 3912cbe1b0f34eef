//! Running the command, a server on every database, a plain client of it, and a real browser.

mod browser;
mod chromium;
mod command;
mod server;
mod smtp;

pub use browser::{Browser, Page};
pub use chromium::{Chromium, Media, Setting, accessible, in_chromium};
pub use command::{canvass, copy_folder, folder, write_folder};
pub use server::{Served, Server, mailing_on_every_database, on_every_database};
pub use smtp::{MailServer, soon};
