//! Black-box tests: the built command, used as people use it.

mod audit;
mod bad_input;
mod bases;
mod chromium;
mod definitions;
mod demo;
mod estimates;
mod journeys;
mod mail;
mod naughty;
mod preview;
mod properties;
mod readme;
mod report;
mod routes;
mod schema;
mod sharing;
mod simulate;
mod statements;
mod support;
mod thaw;
mod walls;
mod withheld;
