//! The one place that reads the clock; everything else is handed a [`Timestamp`].

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

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
