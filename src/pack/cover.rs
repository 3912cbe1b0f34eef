//! The cover: whose return a document is for, and what its reader must know of the survey.

use time::Date;

use crate::clock;
use crate::definition::{Survey, UnitCode};

/// What a pack must know beside its survey.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Whose return it is.
    pub unit_name: String,
    /// The same by its code in the frame.
    pub unit: UnitCode,
    /// Which round of asking this is, from 1.
    pub wave: i32,
    /// The last day answers are taken, where one is set.
    pub closes_on: Option<Date>,
    /// The number of the survey's version.
    pub version: i32,
    /// The digest over the version's texts.
    pub digest: String,
    /// Whether it is a draft that is only looked at.
    pub is_preview: bool,
}

impl Cover {
    /// What a reader must know of the survey before answering: what it is about, then the words.
    pub(super) fn about(&self, survey: &Survey) -> Vec<(&'static str, String)> {
        let mut about = Vec::new();
        if self.is_preview {
            let what = "A preview of a draft: nobody is asked this yet, and what is filled in counts nowhere.";
            about.push(("What this is", what.to_owned()));
        }
        about.extend([
            ("Whose return", self.unit_name.clone()),
            ("Who asks", survey.organisation.clone()),
            ("Why", survey.purpose.clone()),
            ("Who should answer", survey.audience.clone()),
            ("Whether you must", survey.voluntary.clone()),
            ("What becomes of the answers", survey.privacy.clone()),
            (
                "How long it takes",
                format!("About {} minutes.", survey.minutes),
            ),
        ]);
        if let Some(last) = self.closes_on {
            about.push(("By when", format!("{}.", clock::long_day(last))));
        }
        about.push(("Whom to ask", survey.contact.clone()));
        about
    }

    /// Which return of which version a document was made for.
    pub(super) fn edition(&self, survey: &Survey) -> String {
        let start: String = self.digest.chars().take(12).collect();
        let what = if self.is_preview {
            "Preview of survey"
        } else {
            "Survey"
        };
        format!(
            "{what} {}, version {} ({start}), round {}, return {}",
            survey.id, self.version, self.wave, self.unit
        )
    }
}
