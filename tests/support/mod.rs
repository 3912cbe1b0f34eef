//! Running the command, a server on every database, and a browser without a screen.

mod browser;
mod command;
mod server;

pub use browser::Page;
pub use command::{canvass, copy_folder, folder, write_folder};
pub use server::{Served, Server, on_every_database};
