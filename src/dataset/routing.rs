//! Routing as the analysis has it: by the keys of answers and the places of their options.

use analysis::number::Number;
use analysis::routing::Condition as Routed;

use crate::definition::{Bound, Condition, Kind, Question, QuestionId, RowId, Survey};

/// A condition of the survey.
pub(super) fn routed(survey: &Survey, condition: &Condition) -> Routed {
    let each = |several: &[Condition]| several.iter().map(|one| routed(survey, one)).collect();
    match condition {
        Condition::Chose {
            question,
            row,
            any_of,
        } => {
            let asked = survey.question(question);
            let options = asked.map_or(&[][..], |asked| asked.kind.options());
            let places = any_of
                .iter()
                .filter_map(|id| options.iter().position(|one| one.id == *id));
            Routed::Chose {
                of: key(question, row.as_ref()),
                options: places.collect(),
            }
        }
        Condition::Answered {
            question,
            row,
            answered,
        } => {
            let of = key(question, row.as_ref());
            let given = Routed::Answered { of };
            if *answered {
                given
            } else {
                Routed::Not(Box::new(given))
            }
        }
        Condition::Compares { question, bound } => {
            let whole = survey.question(question).is_some_and(
                |asked| matches!(&asked.kind, Kind::Number(quantity) if quantity.whole),
            );
            let (from, below) = range(*bound, whole);
            Routed::InRange {
                of: question.to_string(),
                from,
                below,
            }
        }
        Condition::All(all) => Routed::All(each(all)),
        Condition::Any(any) => Routed::Any(each(any)),
        Condition::Not(one) => Routed::Not(Box::new(routed(survey, one))),
    }
}

/// The least number on a side of a bound, and what numbers there are below, of numbers that may be whole only.
fn range(bound: Bound, whole: bool) -> (Option<Number>, Option<Number>) {
    let step = if whole { 1000 } else { 1 };
    let next = |number: Number| Number::from_thousandths(number.thousandths() + step);
    match bound {
        Bound::AtLeast(number) => (Some(number), None),
        Bound::MoreThan(number) => (Some(next(number)), None),
        Bound::AtMost(number) => (None, Some(next(number))),
        Bound::LessThan(number) => (None, Some(number)),
    }
}

/// What the keys of answers begin with.
fn key(question: &QuestionId, row: Option<&RowId>) -> String {
    match row {
        Some(row) => format!("{question}/{row}"),
        None => question.to_string(),
    }
}

/// The words of an option are asked of those who chose it; in a grid, in any row.
pub(super) fn opened_by(question: &Question, option: usize) -> Routed {
    let chose = |row: Option<&RowId>| Routed::Chose {
        of: key(&question.id, row),
        options: [option].into_iter().collect(),
    };
    match &question.kind {
        Kind::Grid(grid) => Routed::Any(grid.rows.iter().map(|row| chose(Some(&row.id))).collect()),
        _ => chose(None),
    }
}
