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
        let whole = ungrouped(whole)?;
        let has_digits = !whole.is_empty() || !decimals.is_empty();
        let all_digits = decimals.chars().all(|c| c.is_ascii_digit());
        if !has_digits || !all_digits || decimals.len() > 3 || whole.len() > 12 {
            return None;
        }
        let whole: i64 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        let decimals: i64 = format!("{decimals:0<3}").parse().ok()?;
        let number = whole * 1000 + decimals;
        Some(Self(if negative { -number } else { number }))
    }
}

/// Digits without the commas or spaces that group thousands; `None` where they group anything else.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([',', ' ', '\u{a0}', '\u{202f}']).collect();
    let all_digits = text
        .chars()
        .all(|c| c.is_ascii_digit() || [',', ' ', '\u{a0}', '\u{202f}'].contains(&c));
    let grouped_well = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    (all_digits && grouped_well).then(|| groups.concat())
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
