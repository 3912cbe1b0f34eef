//! Running the command, a server on every database, a plain client of it, and a real browser.

mod browser;
mod chromium;
mod command;
mod demo;
mod office;
mod server;
mod smtp;
mod tables;
mod workbook;

pub use analysis::chance::Chance;
pub use browser::{Browser, Page, unescaped};
pub use chromium::{Chromium, Media, Setting, accessible, chromium_is_there, fits, in_chromium};
pub use command::{Run, canvass, copy_folder, folder, write_folder};
pub use demo::{demo, findings, in_report, lines, run_demo, simulated, simulated_of};
pub use server::{
    Logging, Served, Server, mailing_on_every_database, on_every_database, on_sqlite,
};
pub use smtp::{Mail, MailServer, soon};
pub use workbook::{fill_in, fill_in_formula};
