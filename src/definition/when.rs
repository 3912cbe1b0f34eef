//! Reading `when`: a condition as written, checked against the questions that stand before it.

use std::ops::Range;

use analysis::number::Number;
use toml::Spanned;

use super::condition::{Bound, Condition};
use super::fault::Faults;
use super::id::{OptionId, RowId};
use super::raw::{RawCondition, RawNumber};
use super::survey::{Kind, Question};

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

impl<'k> Known<'k> {
    /// Whether an earlier question has this id and one answer; notes a fault where none has.
    pub(super) fn may_pipe(self, id: &str, span: &Range<usize>, faults: &mut Faults<'_>) -> bool {
        let Some(question) = self.find(id, span, faults) else {
            return false;
        };
        let what = match question.kind {
            Kind::Grid(_) => "a grid, which has an answer for each row",
            Kind::Note => "a note, which has no answer",
            _ => return true,
        };
        faults
            .add(span.clone(), format!("`{id}` is {what}"))
            .help("put in the answer to another question");
        false
    }

    fn find(self, id: &str, span: &Range<usize>, faults: &mut Faults<'_>) -> Option<&'k Question> {
        let mut earlier = self.earlier.iter();
        let found = earlier.find(|one| one.id.as_str() == id).copied();
        let is_lost = self.lost.iter().any(|lost| lost == id);
        if found.is_none() && !is_lost {
            if self.all.contains(&id) {
                faults
                    .add(span.clone(), format!("`{id}` is asked later than this"))
                    .help("only questions that come before it may be named");
            } else {
                faults
                    .add(span.clone(), format!("unknown question `{id}`"))
                    .suggest(id, self.all.iter().copied());
            }
        }
        found
    }
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
    let tests_nothing = tests(raw).is_empty() && raw.row.is_none();
    match raw {
        RawCondition {
            all: Some(list),
            any: None,
            not: None,
            question: None,
            ..
        } if !list.is_empty() && tests_nothing => many(list).map(Condition::All),
        RawCondition {
            any: Some(list),
            all: None,
            not: None,
            question: None,
            ..
        } if !list.is_empty() && tests_nothing => many(list).map(Condition::Any),
        RawCondition {
            not: Some(one),
            all: None,
            any: None,
            question: None,
            ..
        } if tests_nothing => checked(one, known, faults).map(|one| Condition::Not(Box::new(one))),
        RawCondition {
            question: Some(name),
            all: None,
            any: None,
            not: None,
            ..
        } => {
            let question = known.find(name.get_ref(), &name.span(), faults)?;
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

/// Makes a bound of a number.
type Side = fn(Number) -> Bound;

/// The one test that a condition makes of its question.
enum Test<'r> {
    Is(&'r Spanned<String>),
    AnyOf(&'r [Spanned<String>]),
    Includes(&'r Spanned<String>),
    Answered(bool),
    Compares(&'r Spanned<RawNumber>, Side),
}

fn tests(raw: &RawCondition) -> Vec<Test<'_>> {
    let bounds: [(_, Side); 4] = [
        (&raw.at_least, Bound::AtLeast),
        (&raw.at_most, Bound::AtMost),
        (&raw.more_than, Bound::MoreThan),
        (&raw.less_than, Bound::LessThan),
    ];
    let choices = [
        raw.is.as_ref().map(Test::Is),
        raw.any_of.as_deref().map(Test::AnyOf),
        raw.includes.as_ref().map(Test::Includes),
        raw.answered.map(Test::Answered),
    ];
    let bounds = bounds
        .into_iter()
        .filter_map(|(number, side)| Some(Test::Compares(number.as_ref()?, side)));
    choices.into_iter().flatten().chain(bounds).collect()
}

fn test(
    raw: &RawCondition,
    span: Range<usize>,
    question: &Question,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    let Ok(row) = row(raw, &span, question, faults) else {
        return None;
    };
    let is_multi = matches!(question.kind, Kind::Multi { .. });
    let is_number = matches!(question.kind, Kind::Number(_));
    let id = &question.id;
    let mut wrong = |span: Range<usize>, message: String, help: &str| {
        faults.add(span, message).help(help);
        None
    };
    let options: &[Spanned<String>] = match tests(raw).as_slice() {
        [Test::Is(one)] if is_multi => {
            let message = format!("`{id}` takes several options, so `is` can't hold");
            return wrong(one.span(), message, "use `includes`");
        }
        [Test::Includes(one)] if !is_multi => {
            let message = format!("`{id}` takes one option, so `includes` can't hold");
            return wrong(one.span(), message, "use `is`");
        }
        [Test::Is(one) | Test::Includes(one)] => std::slice::from_ref(*one),
        [Test::AnyOf(list)] if !list.is_empty() => list,
        [Test::Answered(answered)] => {
            return Some(Condition::Answered {
                question: id.clone(),
                row,
                answered: *answered,
            });
        }
        [Test::Compares(number, _)] if !is_number => {
            let message = format!("`{id}` is not answered with a number");
            return wrong(
                number.span(),
                message,
                "compare numbers with a question of kind `number`",
            );
        }
        [Test::Compares(raw, side)] => {
            let bound = number(raw, faults)?;
            let asks_whole = matches!(&question.kind, Kind::Number(quantity) if quantity.whole);
            if asks_whole && !bound.is_whole() {
                let message = format!("`{id}` asks for a whole number, and {bound} is none");
                faults
                    .add(raw.span(), message)
                    .help("compare it with a whole number");
                return None;
            }
            return Some(Condition::Compares {
                question: id.clone(),
                bound: side(bound),
            });
        }
        _ => {
            let message =
                "a test has one of `is`, `any_of`, `includes`, `answered` and the comparisons";
            return wrong(span, message.to_owned(), "give exactly one of them");
        }
    };
    let found: Vec<_> = options
        .iter()
        .map(|one| option(one, question, faults))
        .collect();
    Some(Condition::Chose {
        question: id.clone(),
        row,
        any_of: found.into_iter().collect::<Option<_>>()?,
    })
}

/// A number of the definition, exactly.
pub(super) fn number(raw: &Spanned<RawNumber>, faults: &mut Faults<'_>) -> Option<Number> {
    let read = match raw.get_ref() {
        RawNumber::Whole(whole) => Number::whole(*whole),
        RawNumber::Decimal(decimal) => Number::read(&decimal.to_string()),
    };
    if read.is_none() {
        faults
            .add(raw.span(), "this number can't be kept exactly")
            .help("use up to twelve digits and up to three decimal places");
    }
    read
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
