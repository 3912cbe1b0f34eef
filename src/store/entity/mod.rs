//! The rows of each table; they never leave the store.

pub(super) mod answer;
pub(super) mod feedback;
pub(super) mod held_form;
pub(super) mod holding;
pub(super) mod link;
pub(super) mod mail;
pub(super) mod person;
pub(super) mod returns;
pub(super) mod session;
pub(super) mod step;
pub(super) mod submission;
pub(super) mod survey_file;
pub(super) mod survey_version;
pub(super) mod unit;
pub(super) mod wave;
