//! Numbers that people give: exact decimals, never binary fractions.

use std::fmt;

use serde::{Serialize, Serializer};

/// A number with up to three decimal places, kept as whole thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

/// The largest whole number that can be given.
const LARGEST: i64 = 999_999_999_999;

impl Number {
    /// A number of thousandths, as the store keeps it.
    pub fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The number in thousandths.
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// A whole number.
    pub fn whole(number: i64) -> Option<Self> {
        (-LARGEST..=LARGEST)
            .contains(&number)
            .then_some(Self(number * 1000))
    }

    /// Whether it has no decimal places.
    pub fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// Reads a number as people write it: `1,250`, `12.5`, `-3`. `None` for anything else, for more than
    /// three decimal places and for more than twelve digits.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let has_digits = !whole.is_empty() || !decimals.is_empty();
        let is_short =
            decimals.len() <= 3 && whole.bytes().filter(u8::is_ascii_digit).count() <= 12;
        if !has_digits || !is_short {
            return None;
        }
        let whole = followed(0, whole).or_else(|| grouped(whole))?;
        let thousandths = followed(0, decimals)? * [1000, 100, 10, 1][decimals.len()];
        let number = whole * 1000 + thousandths;
        Some(Self(if negative { -number } else { number }))
    }
}

/// A number followed by more digits; `None` where anything else is among them.
fn followed(number: i64, digits: &str) -> Option<i64> {
    digits.bytes().try_fold(number, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        Some(number * 10 + i64::from(digit))
    })
}

/// Digits with commas or spaces that group thousands; `None` where they group anything else.
fn grouped(text: &str) -> Option<i64> {
    let groups = || text.split([',', ' ', '\u{a0}', '\u{202f}']);
    let mut lengths = groups().map(str::len);
    let begins_well = lengths.next().is_some_and(|first| (1..=3).contains(&first));
    let goes_on_well = lengths.all(|length| length == 3);
    let number = groups().try_fold(0, followed)?;
    (begins_well && goes_on_well).then_some(number)
}

impl Serialize for Number {
    #[expect(
        clippy::cast_precision_loss,
        reason = "twelve digits and three decimals are below 2^53"
    )]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 1000.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, decimals) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if decimals == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{decimals:03}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn check(text: &str, expect: Option<&str>) {
        let read = Number::read(text).map(|number| number.to_string());
        assert_eq!(read.as_deref(), expect, "{text}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        check("1250", Some("1250"));
        check(" 1,250 ", Some("1250"));
        check("1 250 000", Some("1250000"));
        check("12.50", Some("12.5"));
        check(".5", Some("0.5"));
        check("-3", Some("-3"));
        check("0.1", Some("0.1"));
    }

    #[test]
    fn what_is_no_number_is_not_guessed_at() {
        for text in [
            "",
            "-",
            ".",
            "1,25",
            "12,50.5.1",
            "1e3",
            "about 5",
            "5%",
            "0.1234",
            "1234567890123",
            "٣",
        ] {
            check(text, None);
        }
    }
}
