//! The audit: what is said of published figures, and what can be read as claims.

mod beside;
mod corpus;
mod published;
mod scan;
mod schemas;
mod tables;
