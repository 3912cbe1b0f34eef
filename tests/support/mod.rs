//! Running the command, a server on every database, a plain client of it, and a real browser.

mod browser;
mod chromium;
mod command;
mod server;

pub use browser::{Browser, Page};
pub use chromium::{Chromium, Media, Setting, accessible, in_chromium};
pub use command::{canvass, copy_folder, folder, write_folder};
pub use server::{Logging, Served, Server, on_every_database};
