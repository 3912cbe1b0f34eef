//! Conditions: who is shown a section or asked a question.

use std::ops::Range;

use toml::Spanned;

use super::fault::Faults;
use super::id::{OptionId, QuestionId, RowId};
use super::raw::RawCondition;
use super::survey::{Kind, Question};

/// A test of earlier answers. A question that was not asked counts as not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The question, or a row of it, was answered with one of these options.
    Chose {
        /// The question.
        question: QuestionId,
        /// The row, in a grid.
        row: Option<RowId>,
        /// The options, any of which will do.
        any_of: Vec<OptionId>,
    },
    /// The question, or a row of it, was answered (or was not).
    Answered {
        /// The question.
        question: QuestionId,
        /// The row, in a grid.
        row: Option<RowId>,
        /// Whether an answer or its absence is meant.
        answered: bool,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This doesn't hold.
    Not(Box<Condition>),
}

/// The questions that a condition may and may not name.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    /// Those that stand before it.
    pub(super) earlier: &'k [&'k Question],
    /// The ids of all, to tell one that comes too late from one that isn't there.
    pub(super) all: &'k [&'k str],
    /// The ids of those that couldn't be read, which is a fault of its own.
    pub(super) lost: &'k [String],
}

/// Checks a condition against the questions that stand before it.
pub(super) fn checked(
    raw: &Spanned<RawCondition>,
    known: Known<'_>,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    let span = raw.span();
    let raw = raw.get_ref();
    let mut many = |list: &[Spanned<RawCondition>]| -> Option<Vec<Condition>> {
        let found: Vec<_> = list.iter().map(|one| checked(one, known, faults)).collect();
        found.into_iter().collect()
    };
    match raw {
        RawCondition {
            all: Some(list),
            any: None,
            not: None,
            question: None,
            ..
        } if !list.is_empty() => many(list).map(Condition::All),
        RawCondition {
            any: Some(list),
            all: None,
            not: None,
            question: None,
            ..
        } if !list.is_empty() => many(list).map(Condition::Any),
        RawCondition {
            not: Some(one),
            all: None,
            any: None,
            question: None,
            ..
        } => checked(one, known, faults).map(|one| Condition::Not(Box::new(one))),
        RawCondition {
            question: Some(name),
            all: None,
            any: None,
            not: None,
            ..
        } => {
            let question = named(name, known, faults)?;
            test(raw, span, question, faults)
        }
        _ => {
            faults.add(span, "this condition tests nothing, or several things at once").help(
                "name one `question` with `is`, `any_of`, `includes` or `answered`, or give one list under \
                 `all` or `any`, or one condition under `not`",
            );
            None
        }
    }
}

fn named<'q>(
    name: &Spanned<String>,
    known: Known<'q>,
    faults: &mut Faults<'_>,
) -> Option<&'q Question> {
    let id = name.get_ref();
    let mut earlier = known.earlier.iter();
    let found = earlier.find(|one| one.id.as_str() == id).copied();
    if found.is_none() && !known.lost.contains(id) {
        if known.all.contains(&id.as_str()) {
            faults
                .add(name.span(), format!("`{id}` is asked later than this"))
                .help("a condition may only name questions that come before it");
        } else {
            faults
                .add(name.span(), format!("unknown question `{id}`"))
                .suggest(id, known.all.iter().copied());
        }
    }
    found
}

fn test(
    raw: &RawCondition,
    span: Range<usize>,
    question: &Question,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    let row = match row(raw, &span, question, faults) {
        Ok(row) => row,
        Err(Reported) => return None,
    };
    let is_multi = matches!(question.kind, Kind::Multi { .. });
    let chose = |options: &[Spanned<String>], faults: &mut Faults<'_>| {
        let found: Vec<_> = options
            .iter()
            .map(|one| option(one, question, faults))
            .collect();
        Some(Condition::Chose {
            question: question.id.clone(),
            row: row.clone(),
            any_of: found.into_iter().collect::<Option<_>>()?,
        })
    };
    match raw {
        RawCondition {
            is: Some(one),
            any_of: None,
            includes: None,
            answered: None,
            ..
        } if is_multi => {
            faults
                .add(
                    one.span(),
                    format!(
                        "`{}` takes several options, so `is` can't hold",
                        question.id
                    ),
                )
                .help("use `includes`");
            None
        }
        RawCondition {
            includes: Some(one),
            is: None,
            any_of: None,
            answered: None,
            ..
        } if !is_multi => {
            faults
                .add(
                    one.span(),
                    format!(
                        "`{}` takes one option, so `includes` can't hold",
                        question.id
                    ),
                )
                .help("use `is`");
            None
        }
        RawCondition {
            is: Some(one),
            any_of: None,
            includes: None,
            answered: None,
            ..
        }
        | RawCondition {
            includes: Some(one),
            is: None,
            any_of: None,
            answered: None,
            ..
        } => chose(std::slice::from_ref(one), faults),
        RawCondition {
            any_of: Some(list),
            is: None,
            includes: None,
            answered: None,
            ..
        } if !list.is_empty() => chose(list, faults),
        RawCondition {
            answered: Some(answered),
            is: None,
            any_of: None,
            includes: None,
            ..
        } => Some(Condition::Answered {
            question: question.id.clone(),
            row,
            answered: *answered,
        }),
        _ => {
            faults
                .add(
                    span,
                    "a test has one of `is`, `any_of`, `includes` and `answered`",
                )
                .help("give exactly one of them");
            None
        }
    }
}

/// The fault has been noted already.
struct Reported;

fn row(
    raw: &RawCondition,
    span: &Range<usize>,
    question: &Question,
    faults: &mut Faults<'_>,
) -> Result<Option<RowId>, Reported> {
    match (&raw.row, &question.kind) {
        (None, Kind::Grid(_)) => {
            faults
                .add(
                    span.clone(),
                    format!(
                        "`{}` is a grid, and the condition names no row",
                        question.id
                    ),
                )
                .help("add `row = …`");
            Err(Reported)
        }
        (Some(name), Kind::Grid(grid)) => {
            let id = name.get_ref();
            match grid.rows.iter().find(|row| row.id.as_str() == id) {
                Some(row) => Ok(Some(row.id.clone())),
                None => {
                    faults
                        .add(name.span(), format!("`{}` has no row `{id}`", question.id))
                        .suggest(id, grid.rows.iter().map(|row| row.id.as_str()));
                    Err(Reported)
                }
            }
        }
        (Some(name), _) => {
            faults.add(
                name.span(),
                format!("`{}` is no grid and has no rows", question.id),
            );
            Err(Reported)
        }
        (None, _) => Ok(None),
    }
}

fn option(
    name: &Spanned<String>,
    question: &Question,
    faults: &mut Faults<'_>,
) -> Option<OptionId> {
    let id = name.get_ref();
    let options = question.kind.options();
    let found = options.iter().find(|one| one.id.as_str() == id);
    if found.is_none() {
        faults
            .add(
                name.span(),
                format!("`{}` has no option `{id}`", question.id),
            )
            .suggest(id, options.iter().map(|one| one.id.as_str()));
    }
    found.map(|one| one.id.clone())
}
