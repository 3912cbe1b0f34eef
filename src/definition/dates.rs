//! Dates of a definition.

use time::{Date, Month};
use toml::Spanned;
use toml::value::Datetime;

use super::fault::Faults;

/// A day, without a time.
pub(super) fn checked(written: &Spanned<Datetime>, faults: &mut Faults<'_>) -> Option<Date> {
    let made = written
        .get_ref()
        .date
        .filter(|_| written.get_ref().time.is_none())
        .and_then(|date| {
            let month = Month::try_from(date.month).ok()?;
            Date::from_calendar_date(i32::from(date.year), month, date.day).ok()
        });
    if made.is_none() {
        faults
            .add(
                written.span(),
                format!("`{}` is no date", written.get_ref()),
            )
            .help("write a day such as 2023-07-03, without a time");
    }
    made
}
