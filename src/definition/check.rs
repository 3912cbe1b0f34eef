//! Checking a folder: from texts to a survey, or to every fault in them.

use time::Date;

use super::fault::{Fault, Faults, Place};
use super::folder::{Folder, SURVEY_FILE};
use super::id::SurveyId;
use super::raw::{RawFact, RawSurvey, RawWave};
use super::survey::{Fact, Noun, Survey};
use super::toml_text::{self, Read};
use super::{codebook, dates, disclosure, estimates, frame, questions, routes};

/// What the person is called who signs, where the survey doesn't say.
const SIGNATORY: &str = "the director";

/// Makes a survey of a folder.
///
/// # Errors
/// Every fault in the folder, in the order of files and places.
pub fn check(folder: &Folder) -> Result<Survey, Vec<Fault>> {
    let mut found = Vec::new();
    let survey = match folder.text(SURVEY_FILE) {
        Some(text) => checked(folder, text, &mut found),
        None => {
            found.push(Fault {
                place: Place::file(SURVEY_FILE),
                message: "this folder has no `survey.toml`".to_owned(),
                help: Some("name a folder that holds one".to_owned()),
            });
            None
        }
    };
    found.sort_by(|one, other| one.place_in_reading().cmp(&other.place_in_reading()));
    match survey {
        Some(survey) if found.is_empty() => Ok(survey),
        _ => Err(found),
    }
}

impl Fault {
    /// `survey.toml` first, then the other files by name, each from top to bottom.
    fn place_in_reading(&self) -> (bool, &str, usize) {
        let Place { file, span, .. } = &self.place;
        (file != SURVEY_FILE, file, span.start)
    }
}

fn checked(folder: &Folder, text: &str, found: &mut Vec<Fault>) -> Option<Survey> {
    let mut elsewhere = Vec::new();
    let mut faults = Faults::of(SURVEY_FILE, text, found);
    let Read { found: raw, lost } = toml_text::read::<RawSurvey>(text, &mut faults)?;
    let about = &raw.survey;
    questions::check_id(&about.id, &mut faults);
    if raw.sections.is_empty() && lost.is_empty() {
        faults
            .add(about.id.span(), "this survey has no sections")
            .help("add a `[[section]]` with a `[[section.question]]` in it");
    }
    let sections = questions::checked(&raw.sections, &raw.frame.attributes, &lost, &mut faults);
    routes::check(&raw.sections, &sections, &mut faults);
    disclosure::check_names(&raw.sections, &sections, &mut faults);
    let dates = raw
        .wave
        .as_ref()
        .and_then(|wave| wave_dates(wave, &mut faults));
    let disclosure = disclosure::checked(raw.disclosure.as_ref(), about, &mut faults);
    let facts = facts(&raw.facts, &mut faults);
    let frame = frame::checked(&raw.frame, folder, &mut faults, &mut elsewhere);
    let plan = estimates::checked(&raw, &sections, frame.as_ref(), &lost, &mut faults);
    let codebooks: Vec<_> = raw
        .sections
        .iter()
        .flat_map(|section| &section.questions)
        .filter_map(|question| question.codebook.as_ref())
        .collect();
    let codebook = codebook::checked(&codebooks, folder, &mut faults, &mut elsewhere);
    found.append(&mut elsewhere);
    Some(Survey {
        id: SurveyId::new(about.id.get_ref()),
        title: about.title.get_ref().clone(),
        organisation: about.organisation.clone(),
        contact: about.contact.clone(),
        purpose: about.purpose.clone(),
        audience: about.audience.clone(),
        voluntary: about.voluntary.clone(),
        privacy: about.privacy.clone(),
        minutes: about.minutes,
        participation_public: about.participation_public,
        signatory: about
            .signatory
            .clone()
            .unwrap_or_else(|| SIGNATORY.to_owned()),
        sign_off: about.sign_off,
        dates,
        frame: frame?,
        frame_file: raw.frame.file.get_ref().clone(),
        frame_source: raw.frame.source.clone(),
        unit: Noun {
            one: raw.frame.one.clone(),
            many: raw.frame.many.clone(),
        },
        facts,
        disclosure,
        plan,
        sections,
        codebook,
        codebook_file: codebooks.first().map(|name| name.get_ref().clone()),
    })
}

fn wave_dates(wave: &RawWave, faults: &mut Faults<'_>) -> Option<(Date, Date)> {
    let opens = dates::checked(&wave.opens, faults);
    let closes = dates::checked(&wave.closes, faults);
    let (opens, closes) = (opens?, closes?);
    if closes < opens {
        faults.add(
            wave.closes.span(),
            format!("the wave closes on {closes}, before it opens on {opens}"),
        );
        return None;
    }
    Some((opens, closes))
}

fn facts(raw: &[RawFact], faults: &mut Faults<'_>) -> Vec<Fact> {
    for (position, fact) in raw.iter().enumerate() {
        questions::check_id(&fact.id, faults);
        if raw[..position]
            .iter()
            .any(|one| one.id.get_ref() == fact.id.get_ref())
        {
            faults.add(
                fact.id.span(),
                format!("fact `{}` is there twice", fact.id.get_ref()),
            );
        }
    }
    raw.iter()
        .map(|fact| Fact {
            id: fact.id.get_ref().clone(),
            label: fact.label.clone(),
            value: fact.value,
            unit: fact.unit.clone(),
            source: fact.source.clone(),
        })
        .collect()
}
