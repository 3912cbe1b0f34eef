//! Made-up returns for any survey, to pilot an analysis before anybody has answered.
//!
//! They follow the survey's routing and keep its limits, and that is all they know: whatever differs between regions
//! in them does so by chance. The same seed makes the same returns.

mod answers;
mod comments;
mod frame;

use analysis::chance::Chance;
use analysis::dataset::{Dataset, Return, Status};
use time::macros::date;
use time::{Date, Duration};

pub use frame::extended;

use crate::dataset;
use crate::definition::Survey;
use crate::questionnaire::Path;
use crate::returns::{Wave, WaveId};
use answers::Respondent;

/// When the wave opens of a survey that has no dates, and how long it takes answers.
const OPENS: Date = date!(2001 - 01 - 01);
const OPEN_FOR: Duration = Duration::weeks(12);

/// One return in so many is never submitted.
const PARTIAL: usize = 25;

/// The wave that is made up: on the survey's own dates, or for twelve weeks from 1 January 2001.
pub fn wave(survey: &Survey) -> Wave {
    let (opens_on, closes_on) = survey.dates.unwrap_or((OPENS, OPENS + OPEN_FOR));
    Wave {
        id: WaveId(0),
        survey: survey.id.clone(),
        number: 1,
        opens_on,
        closes_on: Some(closes_on),
        closed_at: None,
    }
}

/// Draws returns for so many units of the frame, at most all of it, in the frame's order.
///
/// `made` is told of each return how many there are now.
pub fn returns(
    survey: &Survey,
    wave: &Wave,
    returns: usize,
    chance: &mut Chance,
    mut made: impl FnMut(usize),
) -> Dataset {
    let mut dataset = dataset::shape(survey);
    let mut respondent = Respondent::new(survey, wave, chance);
    for (unit, before) in frame::drawn(returns, survey.frame.units.len(), chance)
        .into_iter()
        .zip(0..)
    {
        let partial = chance.once_in(PARTIAL);
        respondent.begin(partial, chance);
        let path = Path::along(survey, |shown, field| {
            respondent.answer(shown, field, chance)
        });
        let one = Return {
            unit,
            status: if partial {
                Status::Partial
            } else {
                Status::Submitted
            },
            submitted_on: (!partial)
                .then(|| day_of(wave, chance))
                .and_then(dataset::day),
        };
        dataset::add(&mut dataset, survey, one, &path, path.answers());
        made(before + 1);
    }
    dataset
}

/// A day of the wave.
fn day_of(wave: &Wave, chance: &mut Chance) -> Date {
    let last = wave.closes_on.unwrap_or(wave.opens_on);
    answers::day_between(wave.opens_on, last, chance)
}
