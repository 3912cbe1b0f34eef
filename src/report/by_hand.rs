//! Numbers written by hand, which prose must not have.

use crate::clock;

/// Numbers in digits that are neither a year nor a day of a month, with their places.
pub(super) fn numbers_by_hand(words: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(offset) = words[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + offset;
        let length = words[start..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(words.len() - start);
        let mut end = start + length;
        let (digits, after) = (&words[start..end], &words[end..]);
        let is_year = matches!(digits.parse(), Ok(1900_u32..=2099)) && length == 4;
        let is_day = matches!(digits.parse(), Ok(1_u32..=31))
            && clock::months().any(|month| after.trim_start().starts_with(&month.to_string()));
        let counts_something = ["%", " %", " of ", " per cent"]
            .iter()
            .any(|unit| after.starts_with(unit));
        if is_year && !counts_something {
            end += end_of_school_year(after);
        } else if !is_day {
            found.push((start, digits));
        }
        from = end;
    }
    found
}

/// The length of "-23" or "/23" after a year.
fn end_of_school_year(after: &str) -> usize {
    let mut characters = after.chars();
    let dash = characters.next().filter(|c| ['-', '–', '/'].contains(c));
    let digits: String = characters.by_ref().take(2).collect();
    let ends = !characters.next().is_some_and(|c| c.is_ascii_digit());
    match dash {
        Some(dash) if ends && digits.len() == 2 && digits.chars().all(|c| c.is_ascii_digit()) => {
            dash.len_utf8() + 2
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::numbers_by_hand;

    fn check(words: &str, expect: &[&str]) {
        let found: Vec<&str> = numbers_by_hand(words)
            .into_iter()
            .map(|(_, number)| number)
            .collect();
        assert_eq!(found, expect, "{words}");
    }

    #[test]
    fn years_and_days_may_stand_and_nothing_else() {
        check("in 2022-23 and by 3 July 2023, before 1989", &[]);
        check("56% of 75 in 2023", &["56", "75"]);
        check("2022-2023 and 20222", &["20222"]);
        check("five authorities", &[]);
        check("2000 of them, 1950%", &["2000", "1950"]);
    }
}
