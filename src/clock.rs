//! The one place that reads the clock; everything else is handed a [`Timestamp`].

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime};

/// How a person reads a day: 3 July 2023.
const DAY: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:long] [year]");
/// How a file writes a day: 2023-07-03.
const ISO_DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A moment, in whole seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment kept by the store.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Noon of a day, in UTC.
    pub fn noon(day: Date) -> Self {
        Self(day.midnight().assume_utc().unix_timestamp() + 12 * 3600)
    }

    /// Seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// The day it falls on, in UTC.
    pub fn day(self) -> Date {
        OffsetDateTime::from_unix_timestamp(self.0)
            .expect("a moment of this program's use is within ten thousand years")
            .date()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&long_day(self.day()))
    }
}

/// The present moment.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place the rule points to"
)]
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// A day as people read it: 3 July 2023.
pub fn long_day(day: Date) -> String {
    day.format(DAY)
        .expect("a date has a day, a month and a year")
}

/// A day as files write it: 2023-07-03.
pub fn iso_day(day: Date) -> String {
    day.format(ISO_DAY)
        .expect("a date has a day, a month and a year")
}

/// Reads a day as files write it.
pub fn parse_iso_day(text: &str) -> Option<Date> {
    Date::parse(text, ISO_DAY).ok()
}

/// Reads a day as people in Britain write it: 3 July 2023, 3 Jul 2023, 3/7/2023, or 2023-07-03.
pub fn read_day(text: &str) -> Option<Date> {
    if let Some(day) = parse_iso_day(text) {
        return Some(day);
    }
    let parts: Vec<&str> = text
        .split([' ', '/', '.', '-', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    let month = match month.parse::<u8>() {
        Ok(number) => Month::try_from(number).ok()?,
        Err(_) => named_month(month)?,
    };
    let year = year
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))?;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    Date::from_calendar_date(year, month, day.parse().ok()?).ok()
}

/// A month by its name or the first three letters of it.
fn named_month(name: &str) -> Option<Month> {
    let name = name.to_lowercase();
    months().find(|month| {
        let whole = month.to_string().to_lowercase();
        name == whole || (name.len() >= 3 && whole.starts_with(&name))
    })
}

/// The months of a year; they display by name.
pub fn months() -> impl Iterator<Item = Month> {
    (1..=12).filter_map(|number| Month::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::{iso_day, read_day};

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(read_day(text).map(iso_day).as_deref(), expect, "{text}");
    }

    #[test]
    fn days_are_read_as_people_in_britain_write_them() {
        for text in [
            "2023-07-03",
            "3 July 2023",
            "3rd jul 2023",
            "03/07/2023",
            "3.7.2023",
        ] {
            check(text, Some("2023-07-03"));
        }
    }

    #[test]
    fn what_is_no_day_is_not_guessed_at() {
        for text in [
            "",
            "July 2023",
            "31/02/2023",
            "7/13/2023",
            "3 Ju 2023",
            "3/7/23",
            "soon",
        ] {
            check(text, None);
        }
    }
}
