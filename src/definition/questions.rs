//! Sections and questions: every id, option, row, net and limit checked in the order they are put.

use toml::Spanned;

use super::fault::Faults;
use super::id::{self, QuestionId, SectionId};
use super::options::{forbid_exclusive, nets, options, rows};
use super::raw::{RawAttribute, RawBase, RawKind, RawQuestion, RawSection};
use super::survey::{Base, Grid, Kind, Question, Section, Text};
use super::when::{self, Known};
use super::{dates, disclosure, keys, quantity, wording};

/// First parts of keys that findings keep for themselves, and columns of the frozen data.
const RESERVED: [&str; 8] = [
    "participation",
    "respondents",
    "population",
    "themes",
    "facts",
    "unit",
    "status",
    "submitted_on",
];

/// What the names of tables and maps of our own begin with.
const RESERVED_BEGINNINGS: [&str; 3] = ["respondents-", "themes-", "map-"];

/// Checks every section; gives those that could be made sense of. `lost` names what couldn't be read at all.
pub(super) fn checked(
    raw: &[RawSection],
    attributes: &[RawAttribute],
    lost: &[String],
    faults: &mut Faults<'_>,
) -> Vec<Section> {
    let all: Vec<&str> = raw
        .iter()
        .flat_map(|section| &section.questions)
        .map(|question| question.id.get_ref().as_str())
        .collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut lost: Vec<String> = lost.to_vec();
    let nothing_lost = lost.is_empty();
    for section in raw {
        check_id(&section.id, faults);
        if sections
            .iter()
            .any(|one| one.id.as_str() == section.id.get_ref())
        {
            faults.add(
                section.id.span(),
                format!("section `{}` is there twice", section.id.get_ref()),
            );
        }
        if section.questions.is_empty() && nothing_lost {
            faults
                .add(
                    section.id.span(),
                    format!("section `{}` has no questions", section.id.get_ref()),
                )
                .help("add a `[[section.question]]` below it");
        }
        let earlier: Vec<&Question> = sections.iter().flat_map(|one| &one.questions).collect();
        let known = Known {
            earlier: &earlier,
            all: &all,
            lost: &lost,
        };
        let when = section
            .when
            .as_ref()
            .and_then(|when| when::checked(when, known, faults));
        let intro = section
            .intro
            .as_ref()
            .map(|intro| wording::checked(intro.get_ref(), &intro.span(), known, faults));
        let mut questions: Vec<Question> = Vec::new();
        for raw in &section.questions {
            let asked: Vec<&Question> = earlier.iter().copied().chain(&questions).collect();
            if asked.iter().any(|one| one.id.as_str() == raw.id.get_ref()) {
                faults
                    .add(
                        raw.id.span(),
                        format!("question `{}` is there twice", raw.id.get_ref()),
                    )
                    .help("a question's id names its findings, so it is used once in a survey");
            }
            let known = Known {
                earlier: &asked,
                all: &all,
                lost: &lost,
            };
            match question(raw, known, attributes, faults) {
                Some(question) => questions.push(question),
                None => lost.push(raw.id.get_ref().clone()),
            }
        }
        sections.push(Section {
            id: SectionId::new(section.id.get_ref()),
            title: section.title.clone(),
            intro,
            when,
            questions,
        });
    }
    sections
}

fn question(
    raw: &RawQuestion,
    known: Known<'_>,
    attributes: &[RawAttribute],
    faults: &mut Faults<'_>,
) -> Option<Question> {
    check_id(&raw.id, faults);
    let begins = |beginning: &&str| raw.id.get_ref().starts_with(*beginning);
    if RESERVED.contains(&raw.id.get_ref().as_str()) || RESERVED_BEGINNINGS.iter().any(begins) {
        faults
            .add(
                raw.id.span(),
                format!("`{}` is kept for findings of its own", raw.id.get_ref()),
            )
            .help("choose another id");
    }
    if raw.text.get_ref().trim().is_empty() {
        faults.add(raw.text.span(), "a question needs words");
    }
    keys::check(raw, faults);
    let when = raw
        .when
        .as_ref()
        .and_then(|when| when::checked(when, known, faults));
    let hint = raw
        .hint
        .as_ref()
        .map(|hint| wording::checked(hint.get_ref(), &hint.span(), known, faults));
    Some(Question {
        id: QuestionId::new(raw.id.get_ref()),
        text: wording::checked(raw.text.get_ref(), &raw.text.span(), known, faults),
        hint,
        required: raw.required.as_ref().is_some_and(|one| *one.get_ref()),
        when,
        base: match raw.base.as_ref().map(Spanned::get_ref) {
            None | Some(RawBase::Answered) => Base::Answered,
            Some(RawBase::Shown) => Base::Shown,
            Some(RawBase::Submitted) => Base::Submitted,
        },
        compare_by: compare_by(raw, attributes, faults),
        permission: disclosure::permission(raw.permission.as_ref()),
        kind: kind(raw, known, faults)?,
    })
}

/// The attributes that the question names, or else every one that the frame declares for comparing.
fn compare_by(
    raw: &RawQuestion,
    attributes: &[RawAttribute],
    faults: &mut Faults<'_>,
) -> Vec<String> {
    let Some(named) = &raw.compare_by else {
        if let RawKind::Date | RawKind::Text | RawKind::Note = raw.kind.get_ref() {
            return Vec::new();
        }
        let compared = attributes.iter().filter(|one| one.compare);
        return compared.map(|one| one.id.get_ref().clone()).collect();
    };
    let ids = || attributes.iter().map(|one| one.id.get_ref().as_str());
    for name in named.get_ref() {
        if !ids().any(|id| id == name.get_ref()) {
            faults
                .add(
                    name.span(),
                    format!("the frame has no attribute `{}`", name.get_ref()),
                )
                .suggest(name.get_ref(), ids());
        }
    }
    let named = named.get_ref().iter();
    named.map(|name| name.get_ref().clone()).collect()
}

fn kind(raw: &RawQuestion, known: Known<'_>, faults: &mut Faults<'_>) -> Option<Kind> {
    match raw.kind.get_ref() {
        RawKind::Single => {
            let options = options(raw, known, faults)?;
            forbid_exclusive(raw, faults);
            let nets = nets(raw, &options, faults);
            Some(Kind::Single { options, nets })
        }
        RawKind::Multi => {
            let options = options(raw, known, faults)?;
            let nets = nets(raw, &options, faults);
            let most = raw.max_choices.as_ref();
            if let Some(most) = most.filter(|most| !(1..=options.len()).contains(most.get_ref())) {
                faults.add(
                    most.span(),
                    format!(
                        "`max_choices` is {}, of {} options",
                        most.get_ref(),
                        options.len()
                    ),
                );
            }
            let most = most.map(|most| *most.get_ref());
            Some(Kind::Multi {
                options,
                nets,
                most,
            })
        }
        RawKind::Grid => grid(raw, known, faults),
        RawKind::Number => quantity::checked(raw, faults),
        RawKind::Date => date(raw, faults),
        RawKind::Text => {
            let max_words = raw.max_words.as_ref();
            if let Some(zero) = max_words.filter(|one| *one.get_ref() == 0) {
                faults.add(zero.span(), "`max_words` leaves room for no word");
            }
            Some(Kind::Text(Text {
                long: raw.long.as_ref().is_some_and(|one| *one.get_ref()),
                max_words: max_words.map(|one| *one.get_ref()),
                coded: raw.codebook.is_some(),
            }))
        }
        RawKind::Note => Some(Kind::Note),
    }
}

fn grid(raw: &RawQuestion, known: Known<'_>, faults: &mut Faults<'_>) -> Option<Kind> {
    let options = options(raw, known, faults);
    let rows = rows(raw, known, faults);
    let (options, rows) = (options?, rows?);
    forbid_exclusive(raw, faults);
    for option in raw.options.iter().flat_map(Spanned::get_ref) {
        if let Some(other) = option.other.as_ref().filter(|one| *one.get_ref()) {
            faults
                .add(other.span(), "a grid's options have no text of their own")
                .help("ask for it in a text question after the grid");
        }
    }
    let nets = nets(raw, &options, faults);
    Some(Kind::Grid(Grid {
        rows,
        options,
        nets,
    }))
}

fn date(raw: &RawQuestion, faults: &mut Faults<'_>) -> Option<Kind> {
    let mut day = |day: &Option<Spanned<_>>| match day {
        Some(day) => dates::checked(day, faults).map(Some),
        None => Some(None),
    };
    let (earliest, latest) = (day(&raw.earliest)?, day(&raw.latest)?);
    if let (Some(first), Some(last), Some(written)) = (earliest, latest, &raw.latest)
        && last < first
    {
        faults.add(
            written.span(),
            format!("`latest` is {last}, before `earliest`, which is {first}"),
        );
    }
    Some(Kind::Date { earliest, latest })
}

pub(super) fn check_id(id: &Spanned<String>, faults: &mut Faults<'_>) {
    if !id::is_id(id.get_ref()) {
        faults
            .add(id.span(), format!("`{}` is no id", id.get_ref()))
            .help(id::SHAPE);
    }
}
