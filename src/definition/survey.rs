//! The survey: a definition that has been checked, as the rest of the house knows it.

use analysis::disclosure::{Permission, Policy};
use analysis::number::Number;
use analysis::plan::Plan;
use analysis::themes::Codebook;
use time::Date;

use super::condition::Condition;
use super::folder::SURVEY_FILE;
use super::frame::Frame;
use super::id::{OptionId, QuestionId, RowId, SectionId, SurveyId};
use super::wording::Wording;

/// A survey whose every id, reference and limit holds.
pub struct Survey {
    /// Its name in commands, addresses and files.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Who asks.
    pub organisation: String,
    /// Whom to ask about it.
    pub contact: String,
    /// Why it is asked.
    pub purpose: String,
    /// Who is best placed to answer.
    pub audience: String,
    /// Whether one must answer.
    pub voluntary: String,
    /// What becomes of the answers.
    pub privacy: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Whether it may be published who took part.
    pub participation_public: bool,
    /// What the person is called whom it is sent to, and who signs.
    pub signatory: String,
    /// Whether a return has to be signed by them before it is submitted.
    pub sign_off: bool,
    /// The first and last day answers are taken.
    pub dates: Option<(Date, Date)>,
    /// Who is asked.
    pub frame: Frame,
    /// The file of the folder that the frame stands in.
    pub frame_file: String,
    /// Whose facts the frame holds, in the words that their licence asks for.
    pub frame_source: Option<String>,
    /// What a unit of the frame is called.
    pub unit: Noun,
    /// Numbers the report may cite beside its findings.
    pub facts: Vec<Fact>,
    /// What must not be published.
    pub disclosure: Policy,
    /// How its answers are weighted and compared.
    pub plan: Plan,
    /// The questions, section by section.
    pub sections: Vec<Section>,
    /// The themes that free texts are coded by.
    pub codebook: Option<Codebook>,
    /// The file of the folder that the codebook stands in.
    pub codebook_file: Option<String>,
}

/// Files that belong to a survey where they are there: the report's prose, what a published report
/// claims, and where facts come from.
const COMPANIONS: [&str; 3] = ["report.md", "published.toml", "SOURCES.md"];

impl Survey {
    /// Every question in the order it is put, with its section.
    pub fn questions(&self) -> impl Iterator<Item = (&Section, &Question)> {
        self.sections
            .iter()
            .flat_map(|section| section.questions.iter().map(move |one| (section, one)))
    }

    /// A question by id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions()
            .map(|(_, question)| question)
            .find(|question| question.id == *id)
    }

    /// Every file of its folder that belongs to it; whatever else lies there is nobody's business.
    pub fn files(&self) -> Vec<&str> {
        [SURVEY_FILE, self.frame_file.as_str()]
            .into_iter()
            .chain(self.codebook_file.as_deref())
            .chain(COMPANIONS)
            .collect()
    }

    /// A section by id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.id.as_str() == id)
    }
}

/// What one unit and several units are called.
#[derive(Clone, Debug)]
pub struct Noun {
    /// One of them.
    pub one: String,
    /// Several of them.
    pub many: String,
}

/// A number that the survey declares.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `facts/ID` is its key.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: u32,
    /// What follows the number.
    pub unit: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// A page of questions.
pub struct Section {
    /// Its id, in addresses.
    pub id: SectionId,
    /// Its title.
    pub title: String,
    /// What stands before its questions.
    pub intro: Option<Wording>,
    /// Who is shown it; everyone where absent.
    pub when: Option<Condition>,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

/// A question, or a note between questions.
pub struct Question {
    /// Its id: the first part of its keys and the name of its column.
    pub id: QuestionId,
    /// The question as it is put.
    pub text: Wording,
    /// Help below it.
    pub hint: Option<Wording>,
    /// Whether a return can't be submitted without it.
    pub required: bool,
    /// Who is asked it; everyone who sees its section where absent.
    pub when: Option<Condition>,
    /// Which returns its percentages are a share of.
    pub base: Base,
    /// The attributes of the frame that its answers are compared by.
    pub compare_by: Vec<String>,
    /// What those who answer have been told becomes of their answers.
    pub permission: Permission,
    /// What an answer looks like.
    pub kind: Kind,
}

/// Which returns a percentage is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Those that answered.
    Answered,
    /// Those to which it was shown.
    Shown,
    /// Every submitted return.
    Submitted,
}

/// What an answer to a question looks like.
pub enum Kind {
    /// One option.
    Single {
        /// What may be chosen.
        options: Vec<Choice>,
        /// Options reported together.
        nets: Vec<Net>,
    },
    /// Any number of options.
    Multi {
        /// What may be ticked.
        options: Vec<Choice>,
        /// Options reported together.
        nets: Vec<Net>,
        /// How many may be ticked at most.
        most: Option<usize>,
    },
    /// One option in each row.
    Grid(Grid),
    /// A number.
    Number(Quantity),
    /// A day.
    Date {
        /// The first day that may be given.
        earliest: Option<Date>,
        /// The last day that may be given.
        latest: Option<Date>,
    },
    /// Words.
    Text(Text),
    /// No answer: words for the reader.
    Note,
}

/// Rows that share their options.
pub struct Grid {
    /// The rows.
    pub rows: Vec<Row>,
    /// What may be chosen in each.
    pub options: Vec<Choice>,
    /// Options reported together.
    pub nets: Vec<Net>,
}

/// One row of a grid.
pub struct Row {
    /// Its id, the middle part of its keys.
    pub id: RowId,
    /// Its label.
    pub label: String,
    /// Who is shown it; everyone who is shown the grid where absent.
    pub when: Option<Condition>,
}

/// A question answered with a number.
pub struct Quantity {
    /// The smallest that may be given.
    pub min: Option<Number>,
    /// The largest that may be given.
    pub max: Option<Number>,
    /// Whether it has no decimal places.
    pub whole: bool,
    /// What is counted, such as children or weeks.
    pub unit: Option<String>,
    /// Where each band of the table after the first begins, rising; no bands where empty.
    pub bands: Vec<Number>,
}

/// A question answered in words.
pub struct Text {
    /// Whether several lines are expected.
    pub long: bool,
    /// How many words it may have.
    pub max_words: Option<usize>,
    /// Whether the codebook codes it.
    pub coded: bool,
}

impl Text {
    /// The most characters an answer may have, whatever the word limit.
    pub fn max_characters(&self) -> usize {
        if self.long { 10_000 } else { 500 }
    }
}

/// One option.
pub struct Choice {
    /// Its id, the last part of its key.
    pub id: OptionId,
    /// Its label.
    pub label: String,
    /// Help below it.
    pub hint: Option<String>,
    /// Whether choosing it opens a text of its own.
    pub other: bool,
    /// Whether it rules out every other option.
    pub exclusive: bool,
    /// Who is offered it; everyone who is asked where absent.
    pub when: Option<Condition>,
}

/// Options reported together.
pub struct Net {
    /// Its id, keyed like an option.
    pub id: OptionId,
    /// Its label.
    pub label: String,
    /// The positions of its options.
    pub options: Vec<usize>,
}

impl Kind {
    /// The options of a choice or of every row of a grid.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Single { options, .. } | Self::Multi { options, .. } => options,
            Self::Grid(grid) => &grid.options,
            Self::Number(_) | Self::Date { .. } | Self::Text(_) | Self::Note => &[],
        }
    }

    /// The rows of a grid.
    pub fn rows(&self) -> &[Row] {
        match self {
            Self::Grid(grid) => &grid.rows,
            _ => &[],
        }
    }
}
