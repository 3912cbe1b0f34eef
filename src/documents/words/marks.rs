//! Raised characters: the marks of footnotes, which are none of a text's numbers, and what only looks like them.

/// Digits and letters as they are raised, those of marks and of powers, and digits as they are lowered.
const RAISED: [(char, char); 15] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('e', 'ᵉ'),
];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// The sign of a power below zero.
const MINUS: char = '⁻';

/// Words that markup raises, in characters that are raised themselves where they can be a mark. An ordinal keeps its
/// letters: "10th".
pub(super) fn raised(words: &str, before: &str) -> String {
    let is_dropped = |c: char| c.is_whitespace() || "[](),;–*†‡§¶".contains(c);
    let is_mark = words.trim().len() == 1
        || words
            .chars()
            .all(|c| c.is_ascii_digit() || is_dropped(c) || c == '-' || c == '\u{2212}');
    if !is_mark {
        // "1<sup>1/2</sup>" is not eleven over two.
        let are_digits = before.ends_with(|c: char| c.is_ascii_digit())
            && words.starts_with(|c: char| c.is_ascii_digit());
        return format!("{}{words}", if are_digits { " " } else { "" });
    }
    let marks = words.chars().filter(|c| !is_dropped(*c));
    let marks = marks.map(|c| {
        let raised = RAISED.iter().find(|(plain, _)| *plain == c);
        let is_minus = c == '-' || c == '\u{2212}';
        raised.map_or(if is_minus { MINUS } else { c }, |(_, raised)| *raised)
    });
    marks.collect()
}

/// Words that markup lowers, such as what a fraction is of.
pub(super) fn lowered(words: &str) -> String {
    let lowered = |c: char| {
        let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
        digit.map_or(c, |digit| LOWERED[digit])
    };
    words.chars().map(lowered).collect()
}

/// A text without the marks of its footnotes. What may be a unit, a power below zero or a fraction stays, as it is
/// never taken for a number.
pub(super) fn without_marks(text: &str) -> String {
    let is_raised = |c: char| c == MINUS || RAISED.iter().any(|(_, raised)| *raised == c);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(is_raised) {
        let (plain, from) = rest.split_at(place);
        kept.push_str(plain);
        let (run, after) = from.split_at(from.find(|c| !is_raised(c)).unwrap_or(from.len()));
        let is_fraction = after.starts_with(['/', '\u{2044}']);
        if is_fraction || run.starts_with(MINUS) || is_power(run, &kept) {
            kept.push_str(run);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// What lengths are measured in.
const UNITS: [&str; 6] = ["mm", "cm", "km", "ft", "mi", "yd"];

/// "m²", "km²", "R²".
fn is_power(run: &str, before: &str) -> bool {
    let letters = before.trim_end_matches(char::is_alphabetic).len();
    let word = &before[letters..];
    let is_symbol = word.chars().count() == 1 || UNITS.contains(&word);
    is_symbol && ["²", "³"].contains(&run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(without_marks(text), expect, "{text}");
    }

    #[test]
    fn marks_of_footnotes_are_none_of_the_text() {
        check(
            "153² authorities, 40³% (75¹ of 153¹²)",
            "153 authorities, 40% (75 of 153)",
        );
        check(
            "adapted it.¹ The remaining 3%",
            "adapted it. The remaining 3%",
        );
        check("¹ The remaining 3%", " The remaining 3%");
        check("authorities³, “so”⁴ and 75ᵃ", "authorities, “so” and 75");
    }

    #[test]
    fn units_powers_and_fractions_are_no_marks() {
        check("12 m² of 40 km², R² and χ²", "12 m² of 40 km², R² and χ²");
        check("10⁻³ and 5¹/₂%", "10⁻³ and 5¹/₂%");
        check("½ of 5¼%", "½ of 5¼%");
    }

    #[test]
    fn what_markup_raises_is_a_mark_where_it_can_be_one() {
        assert_eq!(raised("[1, 2]", "153"), "¹²");
        assert_eq!(raised("a", "153"), "ᵃ");
        assert_eq!(["†", "*"].map(|mark| raised(mark, "153")), ["", ""]);
        assert_eq!(raised("th", "10"), "th");
        assert_eq!(raised("%", "56"), "%");
        assert_eq!(raised("1/2", "1"), " 1/2");
        assert_eq!(raised("-3", "10"), "⁻³");
        assert_eq!(lowered("2"), "₂");
    }
}
