//! Routes: what no answers reach, and the shortest and longest way through a survey.

use super::fault::Faults;
use super::raw::{RawQuestion, RawSection};
use super::reach::{Asked, LIMIT, Questions, Reach};
use super::survey::{Kind, Question, Section, Survey};

/// The ways through a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    /// The least and the most questions that a return can be asked; `None` where that is not decided.
    pub questions: Option<(usize, usize)>,
    /// The least and the most seconds that they take.
    pub seconds: Option<(u32, u32)>,
    /// What could not be decided, in words.
    pub undecided: Vec<String>,
}

/// The ways through a checked survey.
///
/// Time is estimated by kind of question: a choice 15 seconds, several choices 25, a row of a grid 10, a
/// number or a day 20, a line of text 30, a longer text 60, a note 10.
pub fn routes(survey: &Survey) -> Routes {
    let questions = Questions::of(&survey.sections);
    let counted = |question: &Question, _| usize::from(!matches!(question.kind, Kind::Note));
    let lengths = questions.least_and_most(counted);
    let seconds = questions.least_and_most(seconds);
    let mut undecided: Vec<String> = targets(&questions)
        .into_iter()
        .filter(|target| target.reach(&questions) == Reach::NotDecided)
        .map(|target| {
            format!(
                "whether any answers lead to {}: more than {LIMIT} combinations",
                target.name()
            )
        })
        .collect();
    if lengths.is_none() {
        undecided.push(format!(
            "how long the ways through are: more than {LIMIT} combinations"
        ));
    }
    Routes {
        questions: lengths,
        seconds,
        undecided,
    }
}

fn seconds(question: &Question, rows: usize) -> u32 {
    match &question.kind {
        Kind::Single { .. } => 15,
        Kind::Multi { .. } => 25,
        Kind::Grid(_) => 10 * u32::try_from(rows).expect("a grid has few rows"),
        Kind::Number(_) | Kind::Date { .. } => 20,
        Kind::Text(text) if text.long => 60,
        Kind::Text(_) => 30,
        Kind::Note => 10,
    }
}

/// Notes every question, row and option that no answers lead to.
pub(super) fn check(raw: &[RawSection], sections: &[Section], faults: &mut Faults<'_>) {
    let questions = Questions::of(sections);
    for target in targets(&questions) {
        if target.reach(&questions) == Reach::No {
            let id = target.asked.question.id.as_str();
            let mut written = raw.iter().flat_map(|section| &section.questions);
            let span = written
                .find(|one| one.id.get_ref() == id)
                .map_or(0..0, |one| target.span(one));
            faults
                .add(span, format!("no answers lead to {}", target.name()))
                .help("its condition contradicts itself or the conditions before it");
        }
    }
}

/// Something with a condition: a question, or a row or option of one.
struct Target<'s> {
    asked: Asked<'s>,
    part: Part<'s>,
}

enum Part<'s> {
    Whole,
    Row(&'s super::survey::Row),
    Option(&'s super::survey::Choice),
}

fn targets<'s>(questions: &Questions<'s>) -> Vec<Target<'s>> {
    questions
        .iter()
        .flat_map(|asked| {
            let kind = &asked.question.kind;
            let rows = kind.rows().iter().filter(|row| row.when.is_some());
            let options = kind.options().iter().filter(|option| option.when.is_some());
            let parts = rows.map(Part::Row).chain(options.map(Part::Option));
            std::iter::once(Part::Whole)
                .chain(parts)
                .map(move |part| Target { asked, part })
        })
        .collect()
}

impl<'s> Target<'s> {
    fn reach(&self, questions: &Questions<'s>) -> Reach {
        let further = match self.part {
            Part::Whole => None,
            Part::Row(row) => row.when.as_ref(),
            Part::Option(option) => option.when.as_ref(),
        };
        questions.reach(self.asked, further)
    }

    fn name(&self) -> String {
        let id = &self.asked.question.id;
        match self.part {
            Part::Whole => format!("question `{id}`"),
            Part::Row(row) => format!("row `{}` of `{id}`", row.id),
            Part::Option(option) => format!("option `{}` of `{id}`", option.id),
        }
    }

    fn span(&self, raw: &RawQuestion) -> std::ops::Range<usize> {
        let rows = || raw.rows.iter().flat_map(toml::Spanned::get_ref);
        let options = || raw.options.iter().flat_map(toml::Spanned::get_ref);
        let when = match self.part {
            Part::Whole => raw.when.as_ref(),
            Part::Row(row) => rows()
                .find(|one| one.id.get_ref() == row.id.as_str())
                .and_then(|one| one.when.as_ref()),
            Part::Option(option) => options()
                .find(|one| one.id.get_ref() == option.id.as_str())
                .and_then(|one| one.when.as_ref()),
        };
        when.map_or_else(|| raw.id.span(), toml::Spanned::span)
    }
}
