//! Views: one typed struct a page or mail, and the only user of Tera.

mod annex;
mod answers;
mod conflict;
mod declining;
mod earlier;
mod finish;
mod mail;
mod message;
mod offline;
mod people;
mod questions;
mod report;
mod respond;

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Tera};

pub use annex::{AnnexGroup, AnnexList, AnnexRow, AnnexTable, ReportAnnex};
pub use answers::{SectionAnswers, section_answers};
pub use conflict::{Conflict, ConflictView, choice_name, conflict_view, moment};
pub use declining::{Decline, Declined};
pub use earlier::{Earlier, EarlierPage};
pub use finish::{Check, Finish, Said, Submitted};
pub use mail::{
    InvitedMail, MailAbout, MailWords, ReadyToSignMail, ReopenedMail, SentBackMail, mail_words,
};
pub use message::{HeldPage, Link, Message, ShownBack, TypedAnswer};
pub use offline::{CellProblem, UploadChange, UploadPage, UploadPreview};
pub use people::{NewLink, PeoplePage, PersonView, SectionHeld, Typed};
pub use questions::{FieldError, FieldView, Filling, fields};
pub use report::{
    ReportChart, ReportClaim, ReportComments, ReportFill, ReportFootnote, ReportGroup,
    ReportHeading, ReportMeaning, ReportMethods, ReportNumber, ReportPage, ReportProseTable,
    ReportPublished, ReportRow, ReportSure, ReportTable, report_script, report_style,
};
pub use respond::{
    AnswersPage, Known, Landing, Notice, Questions, Routed, SectionPage, SectionReading,
    SectionTask, Shell, Tasks,
};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

static TERA: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.add_raw_templates(templates())
        .expect("every template that ships parses, or no page of the journeys would show");
    tera
});

/// A page: its data, and the template that shows it.
pub trait Page: Serialize {
    /// The template's name.
    const TEMPLATE: &'static str;

    /// Renders the page.
    ///
    /// # Panics
    /// Where a template asks for what its struct doesn't have; the journeys of the tests show every page.
    fn render(&self) -> String {
        let context = Context::from_serialize(self).expect("a page is a struct of plain values");
        TERA.render(Self::TEMPLATE, &context)
            .unwrap_or_else(|error| panic!("{} does not fit its page: {error}", Self::TEMPLATE))
    }
}

/// An asset that pages refer to, by its name under `/assets/`, with its media type.
pub fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    let media_type = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        _ => return None,
    };
    let file = TEMPLATES.get_file(format!("assets/{name}"))?;
    Some((media_type, file.contents()))
}

fn templates() -> Vec<(&'static str, &'static str)> {
    let folders = ["layouts", "components", "respond", "report", "email"];
    folders
        .iter()
        .filter_map(|folder| TEMPLATES.get_dir(folder))
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
        .filter(|(name, _)| {
            name.rsplit_once('.')
                .is_some_and(|(_, ending)| ["html", "txt"].contains(&ending))
        })
        .collect()
}
