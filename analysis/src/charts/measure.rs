//! How wide text will be, so that labels can be wrapped before they are drawn.

/// Advance widths of the printable ASCII characters from space to tilde, in thousandths of the font
/// size: those of Helvetica, which Arial and Liberation Sans share.
const ADVANCE: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Taken for every other character: the widest of the common accented letters and dashes is below it.
const OTHER: u16 = 1000;

/// Bold letters are up to a tenth wider.
const BOLD: i32 = 110;

/// The width of a line of text at a font size, in the same unit, rounded up.
pub(super) fn width(text: &str, size: i32, bold: bool) -> i32 {
    let thousandths: i32 = text.chars().map(advance).sum::<i32>() * size;
    let scale = if bold { BOLD } else { 100 };
    (thousandths * scale / 100 + 999) / 1000
}

/// Breaks a label into lines no wider than `room`; a word wider than that stands alone.
pub(super) fn wrap(text: &str, size: i32, bold: bool, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn advance(character: char) -> i32 {
    let position = u32::from(character)
        .checked_sub(u32::from(' '))
        .and_then(|offset| usize::try_from(offset).ok());
    i32::from(
        position
            .and_then(|offset| ADVANCE.get(offset))
            .copied()
            .unwrap_or(OTHER),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_break_between_words_and_never_lose_one() {
        let label = "Child expressing an intention to return home, whatever the care plan says";
        let lines = wrap(label, 14, false, 200);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| width(line, 14, false) <= 200));
        assert_eq!(lines.join(" "), label);
    }

    #[test]
    fn a_word_too_wide_for_the_room_stands_alone() {
        assert_eq!(wrap("a Llanfairpwllgwyngyll b", 14, false, 60).len(), 3);
    }
}
