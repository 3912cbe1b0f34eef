//! The one place that reads the clock; everything else is handed a [`Timestamp`].

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset, Weekday};

/// How a person reads a day: 3 July 2023.
const DAY: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:long] [year]");
/// How a file writes a day: 2023-07-03.
const ISO_DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
/// How a file writes a moment: 2023-07-03T14:32:05Z.
const ISO_MOMENT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
/// How a person reads a time of day: 14:32.
const TIME: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");

/// A moment, in whole seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment kept by the store.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Noon of a day.
    pub fn noon(day: Date) -> Self {
        Self(day.midnight().assume_utc().unix_timestamp() + 12 * 3600)
    }

    /// Seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// The day it falls on in England.
    pub fn day(self) -> Date {
        self.in_england().date()
    }

    /// The time of day in England: 14:32.
    ///
    /// # Panics
    /// Never: a moment has hours and minutes.
    pub fn time(self) -> String {
        self.in_england()
            .format(TIME)
            .expect("a moment has hours and minutes")
    }

    /// As files write it, in UTC: 2023-07-03T14:32:05Z.
    ///
    /// # Panics
    /// Never: a moment has all of these parts.
    pub fn iso(self) -> String {
        self.utc()
            .format(ISO_MOMENT)
            .expect("a moment has a day and a time")
    }

    fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0)
            .expect("a moment of this program's use is within ten thousand years")
    }

    fn in_england(self) -> OffsetDateTime {
        let utc = self.utc();
        let summer =
            change(utc.year(), Month::March) <= utc && utc < change(utc.year(), Month::October);
        let hours = i8::from(summer);
        utc.to_offset(UtcOffset::from_hms(hours, 0, 0).expect("an hour is an offset"))
    }
}

/// When clocks in the United Kingdom change in a month: at one in the morning, UTC, of its last Sunday (the
/// Summer Time Order 2002).
fn change(year: i32, month: Month) -> OffsetDateTime {
    let last = Date::from_calendar_date(year, month, 31).expect("March and October have 31 days");
    let back = if last.weekday() == Weekday::Sunday {
        last
    } else {
        last.prev_occurrence(Weekday::Sunday)
    };
    PrimitiveDateTime::new(back, Time::from_hms(1, 0, 0).expect("one is an hour")).assume_utc()
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
    use super::{Timestamp, iso_day, read_day};

    /// Moments on both sides of each change of the clocks in 2026, as `TZ=Europe/London date -d @N` has them.
    #[test]
    fn england_has_summer_time_from_march_to_october() {
        for (unix, day, time) in [
            (1_774_745_999, "2026-03-29", "00:59"),
            (1_774_746_000, "2026-03-29", "02:00"),
            (1_782_860_400, "2026-07-01", "00:00"),
            (1_792_889_999, "2026-10-25", "01:59"),
            (1_792_890_000, "2026-10-25", "01:00"),
        ] {
            let at = Timestamp::from_unix(unix);
            assert_eq!(
                (iso_day(at.day()).as_str(), at.time().as_str()),
                (day, time)
            );
        }
    }

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
