//! A posted form, parsed against the questions that were on its page.
//!
//! The page names every field it showed, and its revision, in a hidden one, so that a question or a row left
//! empty is told from one that was not on the page, and a save from an old page from one that knew of every
//! change. What is valid is kept even where something else is not.

use std::collections::BTreeMap;

use time::Date;

use crate::clock;
use crate::definition::{Choice, Grid, Kind, Number, Quantity, Question, Section, Text};

use super::answer::{Answer, Chosen, Field, Revision};
use super::path::Shown;
use super::problem::Problem;

/// The names and values of a posted form, in order.
pub type Pairs = [(String, String)];

/// What a page said about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The field.
    pub field: Field,
    /// The revision of it that the page showed.
    pub seen: Revision,
    /// Its answer, `None` for one left empty; or what is wrong with it.
    pub outcome: Result<Option<Answer>, Problem>,
}

/// The most characters the text beside an option may have.
const OTHER_CHARACTERS: usize = 500;

/// The name of a field in a form.
pub fn field_name(field: &Field) -> String {
    match &field.row {
        None => format!("q.{}", field.question),
        Some(row) => format!("q.{}.{row}", field.question),
    }
}

/// The name of the text beside an option.
pub fn other_name(question: &Question, option: &Choice) -> String {
    format!("other.{}.{}", question.id, option.id)
}

/// The name of the hidden fields that tell which fields were on the page.
pub const SHOWN: &str = "shown";

/// What such a hidden field says: `q.has-team:3` for the third revision.
pub fn shown_value(field: &Field, revision: Revision) -> String {
    format!("{}:{revision}", field_name(field))
}

/// Reads what a hidden field says: the name of the field, and the revision of it.
pub fn read_shown(value: &str) -> Option<(&str, Revision)> {
    let (name, revision) = value.rsplit_once(':')?;
    Some((name, revision.parse().ok()?))
}

/// Parses what a page of this section posted; fields that were not on the page are left alone.
pub fn parse(section: &Section, pairs: &Pairs) -> Vec<Entry> {
    let shown: BTreeMap<&str, Revision> = pairs
        .iter()
        .filter(|(key, _)| key == SHOWN)
        .filter_map(|(_, value)| read_shown(value))
        .collect();
    section
        .questions
        .iter()
        .flat_map(|question| question_entries(question, pairs))
        .filter_map(|(field, outcome)| {
            let seen = *shown.get(field_name(&field).as_str())?;
            Some(Entry {
                field,
                seen,
                outcome,
            })
        })
        .collect()
}

/// A field, and what the form says of it.
type Said = (Field, Result<Option<Answer>, Problem>);

/// Puts back what the page did not offer: options that are routed past stay ticked until their route
/// returns, unless what was ticked now rules them out.
pub fn keep_unoffered(
    shown: &Shown<'_>,
    saved: Option<&Answer>,
    given: Option<Answer>,
) -> Option<Answer> {
    let Some(saved) = saved else {
        return given;
    };
    let is_offered = |chosen: &Chosen| {
        let mut options = shown.options.iter();
        options.any(|option| option.id == chosen.option)
    };
    // An old page may have offered what no longer is, and say it again itself.
    let is_given = |chosen: &Chosen| {
        let mut given = given.as_ref().map_or(&[][..], Answer::chosen).iter();
        given.any(|given| given.option == chosen.option)
    };
    let unoffered: Vec<Chosen> = saved
        .chosen()
        .iter()
        .filter(|chosen| !is_offered(chosen) && !is_given(chosen))
        .cloned()
        .collect();
    match (&shown.question.kind, given) {
        (_, given) if unoffered.is_empty() => given,
        (Kind::Multi { options, most, .. }, given) => {
            let ticked = given.as_ref().map_or(&[][..], Answer::chosen);
            let excludes = options.iter().any(|option| {
                option.exclusive && ticked.iter().any(|chosen| chosen.option == option.id)
            });
            let fits = most.is_none_or(|most| ticked.len() + unoffered.len() <= most);
            if excludes || !fits {
                return given;
            }
            Some(Answer::several(
                ticked.iter().cloned().chain(unoffered).collect(),
            ))
        }
        (_, None) => Some(saved.clone()),
        (_, given) => given,
    }
}

fn question_entries(question: &Question, pairs: &Pairs) -> Vec<Said> {
    let field = Field::of(&question.id);
    let values = values(pairs, &field_name(&field));
    match &question.kind {
        Kind::Single { options, .. } => {
            vec![(field, single(question, options, &values, pairs))]
        }
        Kind::Multi { options, most, .. } => {
            vec![(field, multi(question, options, *most, &values, pairs))]
        }
        Kind::Grid(grid) => grid_entries(question, grid, pairs),
        Kind::Number(quantity) => vec![(field, number(quantity, &values))],
        Kind::Date { earliest, latest } => {
            vec![(field, day(*earliest, *latest, &values))]
        }
        Kind::Text(text) => vec![(field, words(text, &values))],
        Kind::Note => Vec::new(),
    }
}

fn grid_entries(question: &Question, grid: &Grid, pairs: &Pairs) -> Vec<Said> {
    grid.rows
        .iter()
        .map(|row| {
            let field = Field::of_row(&question.id, &row.id);
            let outcome = single(
                question,
                &grid.options,
                &values(pairs, &field_name(&field)),
                pairs,
            );
            (field, outcome)
        })
        .collect()
}

fn values<'p>(pairs: &'p Pairs, name: &str) -> Vec<&'p str> {
    pairs
        .iter()
        .filter(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
        .collect()
}

fn single(
    question: &Question,
    options: &[Choice],
    values: &[&str],
    pairs: &Pairs,
) -> Result<Option<Answer>, Problem> {
    other_without_its_option(question, options, values, pairs)?;
    match values {
        [] => Ok(None),
        [value] => {
            let option = options
                .iter()
                .find(|option| option.id.as_str() == *value)
                .ok_or(Problem::UnknownOption)?;
            Ok(Some(Answer::One(chosen(question, option, pairs)?)))
        }
        _ => Err(Problem::SeveralOptions),
    }
}

fn multi(
    question: &Question,
    options: &[Choice],
    most: Option<usize>,
    values: &[&str],
    pairs: &Pairs,
) -> Result<Option<Answer>, Problem> {
    let offered = |value: &&str| options.iter().any(|option| option.id.as_str() == *value);
    if !values.iter().all(offered) {
        return Err(Problem::UnknownOption);
    }
    other_without_its_option(question, options, values, pairs)?;
    let ticked: Vec<&Choice> = options
        .iter()
        .filter(|option| values.contains(&option.id.as_str()))
        .collect();
    if let Some(exclusive) = ticked.iter().find(|one| one.exclusive && ticked.len() > 1) {
        return Err(Problem::NotExclusive {
            exclusive: exclusive.label.clone(),
        });
    }
    if let Some(most) = most.filter(|most| ticked.len() > *most) {
        return Err(Problem::TooMany { most });
    }
    let several = ticked
        .into_iter()
        .map(|option| chosen(question, option, pairs))
        .collect::<Result<Vec<_>, _>>()?;
    Ok((!several.is_empty()).then(|| Answer::several(several)))
}

/// Words beside an option that was not chosen are a slip, and not to be lost in silence.
fn other_without_its_option(
    question: &Question,
    options: &[Choice],
    values: &[&str],
    pairs: &Pairs,
) -> Result<(), Problem> {
    let mut others = options.iter().filter(|option| option.other);
    let slip = others.find(|option| {
        let written = self::values(pairs, &other_name(question, option));
        !values.contains(&option.id.as_str()) && one_line(&written).is_some()
    });
    match slip {
        Some(option) => Err(Problem::OtherNotChosen {
            option: option.label.clone(),
        }),
        None => Ok(()),
    }
}

fn chosen(question: &Question, option: &Choice, pairs: &Pairs) -> Result<Chosen, Problem> {
    let other = values(pairs, &other_name(question, option))
        .first()
        .filter(|_| option.other)
        .map(|text| within(text, OTHER_CHARACTERS))
        .transpose()?
        .flatten();
    Ok(Chosen {
        option: option.id.clone(),
        other,
    })
}

fn words(limits: &Text, values: &[&str]) -> Result<Option<Answer>, Problem> {
    let Some(text) = values
        .first()
        .map(|text| within(text, limits.max_characters()))
        .transpose()?
        .flatten()
    else {
        return Ok(None);
    };
    let written = text.split_whitespace().count();
    match limits.max_words {
        Some(most) if written > most => Err(Problem::TooManyWords { most, written }),
        _ => Ok(Some(Answer::Words(text))),
    }
}

fn number(limits: &Quantity, values: &[&str]) -> Result<Option<Answer>, Problem> {
    let Some(text) = one_line(values) else {
        return Ok(None);
    };
    let number = Number::read(text).ok_or(Problem::NoNumber {
        example: if limits.whole { "1250" } else { "12.5" },
    })?;
    if limits.whole && !number.is_whole() {
        return Err(Problem::NotWhole);
    }
    let low = limits.min.filter(|min| number < *min);
    let high = limits.max.filter(|max| number > *max);
    match (low, high) {
        (Some(min), _) => Err(Problem::TooSmall { min }),
        (_, Some(max)) => Err(Problem::TooLarge { max }),
        (None, None) => Ok(Some(Answer::Number(number))),
    }
}

fn day(
    earliest: Option<Date>,
    latest: Option<Date>,
    values: &[&str],
) -> Result<Option<Answer>, Problem> {
    let Some(text) = one_line(values) else {
        return Ok(None);
    };
    let day = clock::read_day(text).ok_or(Problem::NoDay)?;
    let early = earliest.filter(|earliest| day < *earliest);
    let late = latest.filter(|latest| day > *latest);
    match (early, late) {
        (Some(earliest), _) => Err(Problem::TooEarly {
            earliest: clock::long_day(earliest),
        }),
        (_, Some(latest)) => Err(Problem::TooLate {
            latest: clock::long_day(latest),
        }),
        (None, None) => Ok(Some(Answer::Day(day))),
    }
}

/// What was written into a short field, without blank edges; `None` where nothing was.
fn one_line<'v>(values: &[&'v str]) -> Option<&'v str> {
    let text = values.first()?.trim();
    (!text.is_empty()).then_some(text)
}

/// The text with plain line ends and no blank edges, `None` where nothing is left; browsers post every
/// line end as two characters, and a NUL is no character that PostgreSQL keeps.
fn within(text: &str, most: usize) -> Result<Option<String>, Problem> {
    let plain = text.replace('\0', "").replace("\r\n", "\n");
    let plain = plain.trim();
    let written = plain.chars().count();
    if written > most {
        return Err(Problem::TooLong { most, written });
    }
    Ok((!plain.is_empty()).then(|| plain.to_owned()))
}
