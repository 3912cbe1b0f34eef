//! Days that people give.

use std::fmt;

/// A day of the calendar, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    // A month inside would bring its padding.
    year: i16,
    month: u8,
    of_month: u8,
}

/// A month of a year; as text `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: u8,
}

impl Day {
    /// The day, where the calendar has it: months and days count from 1.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => 0,
        };
        (1..=days).contains(&day).then_some(Self {
            year,
            month,
            of_month: day,
        })
    }

    /// Reads a day as files write it.
    ///
    /// ```
    /// # use analysis::day::Day;
    /// let day = Day::read("2024-02-29").unwrap();
    /// assert_eq!((day.to_string(), day.month().to_string()), ("2024-02-29".into(), "2024-02".into()));
    /// assert_eq!(Day::read("2023-02-29"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *digits.as_bytes() else {
            return None;
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i16, |number, digit| {
                let digit = char::from(*digit).to_digit(10)?;
                Some(number * 10 + i16::try_from(digit).ok()?)
            })
        };
        let year = number(&[y1, y2, y3, y4])?;
        let month = u8::try_from(number(&[m1, m2])?).ok()?;
        let day = u8::try_from(number(&[d1, d2])?).ok()?;
        Self::new(if negative { -year } else { year }, month, day)
    }

    /// The month it falls in.
    pub fn month(self) -> Month {
        let Self { year, month, .. } = self;
        Month { year, month }
    }

    /// As people read it: 3 July 2023.
    ///
    /// ```
    /// # use analysis::day::Day;
    /// assert_eq!(Day::read("2023-07-03").unwrap().in_words(), "3 July 2023");
    /// ```
    pub fn in_words(self) -> String {
        format!("{} {}", self.of_month, self.month().in_words())
    }
}

impl Month {
    /// As people read it: July 2023.
    pub fn in_words(self) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        format!("{} {}", NAMES[usize::from(self.month) - 1], self.year)
    }
}

/// `YYYY-MM-DD`, as files write it.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month(), self.of_month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}", self.year.unsigned_abs(), self.month)
    }
}
