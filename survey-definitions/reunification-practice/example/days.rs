//! When each return was begun and submitted.

use std::error::Error;
use std::path::Path;

use super::Dice;
use super::targets::{DAYS_TAKEN, RUSHES};

/// Writes when each return was begun and submitted: working days, never out of order.
pub fn write_returns(path: &Path, codes: &[&str], dice: &mut Dice) -> Result<(), Box<dyn Error>> {
    let days: Vec<usize> = RUSHES
        .iter()
        .flat_map(|(first, last, weight)| {
            (*first..=*last).flat_map(move |day| std::iter::repeat_n(day, *weight))
        })
        .filter(|day| is_working(*day))
        .collect();
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["authority", "started_on", "submitted_on"])?;
    for code in codes {
        let submitted = *dice.pick(&days).ok_or("there is no day to submit on")?;
        let taken = *dice
            .pick(&DAYS_TAKEN)
            .ok_or("there is no time to answer in")?;
        let mut started = submitted.saturating_sub(taken);
        while !is_working(started) {
            started -= 1;
        }
        writer.write_record([code, date(started).as_str(), date(submitted).as_str()])?;
    }
    Ok(writer.flush()?)
}

/// Whether a day is from Monday to Friday; the survey opened on a Monday.
fn is_working(day: usize) -> bool {
    day % 7 < 5
}

/// The date so many days after 3 July 2023, within the twelve weeks.
fn date(day: usize) -> String {
    match day + 3 {
        july @ ..=31 => format!("2023-07-{july:02}"),
        august @ ..=62 => format!("2023-08-{:02}", august - 31),
        september => format!("2023-09-{:02}", september - 62),
    }
}
